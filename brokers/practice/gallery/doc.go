// Package gallery makes pages as people-search sites show them, and pages that
// only look so, for measuring how well pages are read.
//
// [Families] are styles of markup and wording, each with a definition written
// by hand; [Family.Site] fills one with invented people and says what every
// page truly shows. [Negatives] are pages of other kinds of site, on which
// nobody is listed. [Redesign] changes a page the way sites do over the years.
// [Bulk], [Huge] and [Deep] make pages that are large or hostile.
//
// Nothing here knows how pages are read.
package gallery
