// Package suggest writes definitions for sites that have none.
//
// [Definition] takes the records that package blocks found on one page, with
// the elements they stand in, and looks for the selectors that find the same
// elements and the rules that read the same values. Every proposal is tried on
// the page before it is made. [Rule] and [Record] propose a replacement for a
// single selector that no longer fits.
package suggest
