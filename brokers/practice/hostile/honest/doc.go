// Package honest makes small people-search sites of many designs that tell the
// truth: who is listed, in lists that are whole, and that somebody is not, in
// words of their own. Beside it stands what such sites show: advertisements
// and praise that read like people, popular names, names searched for, other
// spellings. These come and go from page to page.
//
// Nothing here knows how pages are read.
package honest
