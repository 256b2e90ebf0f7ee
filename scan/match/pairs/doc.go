// Package pairs reads labelled pairs of a person and a record, and scores what a
// matcher decides about them.
//
// A pairs file has one JSON object a line: what a user tells about themself
// (profile), what a page shows (candidate), the day of the page (asof), and,
// where known, whether both are the same person (label). [Read] turns each into
// the subject and the record that the matcher compares; [Tally] counts its
// decisions.
package pairs
