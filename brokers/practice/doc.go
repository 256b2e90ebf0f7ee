// Package practice is a small invented world in which everything can be tried
// without touching a living person: more than five hundred people, imitation
// brokers that list and distort them, and a clock that can be moved.
//
// Most callers need [NewWorld], which draws the people from a seed, and
// [Open], which serves the brokers on loopback. [Sites.Brokers] gives the
// definitions that read them and [Sites.Truth] says who is listed where, for
// tests that want to know what an honest look must see.
//
// The people are assembled from lists of common given names and surnames;
// streets are invented, telephone numbers come from the range kept for
// fiction (555-0100 to 555-0199), mailboxes from domains reserved by RFC 2606.
package practice
