// Package pairs draws labelled pairs: what an invented person tells about
// themself, and a record of a people-search page that is about them or about
// somebody else. A matcher is measured on them.
//
// [Make] draws any number of pairs from a seed, [Invented] draws records held
// against names that nobody bears, [Write] puts pairs down one a line.
//
// The people are invented. How often a name, a place and a year of birth are
// drawn follows public tables (see tables/README.md), because a matcher that
// weighs a rare name higher than a common one must find them so. Namesakes are
// met as often as a name is borne: a person of a rare name seldom has one.
//
// The label says from whom the record was drawn, not what its fields can
// prove: a few pairs cannot be told by anybody, as on real pages.
package pairs
