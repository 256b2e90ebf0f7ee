// Package field reads what one text of a page says: names, ages, birth dates,
// addresses, telephone numbers, mailboxes, lists of people, totals and links.
//
// Every reader takes a text by the text rule of package tree and returns
// plain values; what the text does not say plainly is left out. A reader never
// fails: a text that it cannot read gives nothing.
package field
