// Package doubt finds what speaks against taking a page as proof that somebody
// is not listed. A definition sees what it looks for and nothing else: it finds
// its sign on a page that also says that the search has failed, and a whole
// list where half of the page never came.
//
// So the day's controls do more than prove the definition. [Learn] takes from
// their pages, a list for a common name and the page for an invented one, how
// this site looks today; [Frame.Against] holds a page against that. Without a
// frame only what is wrong by itself is seen.
//
// A frame keeps hashes of what both pages share, of the shapes of elements and
// of labels. No name, place or sentence about anybody is in it.
package doubt
