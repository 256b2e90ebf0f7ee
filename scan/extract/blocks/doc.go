// Package blocks reads records from a page without selectors.
//
// [Read] wants the names of the person that the page was asked for. It finds
// where they stand, takes the element around each that repeats or that holds
// a person's age, places, telephones or relatives, and reads those by their
// labels and their forms. The steps are in this order, each in a file of its
// own: flatten the page (sheet), find the names (anchor), cut it into blocks
// (cut), read each block (chunk, gather), and refuse what is no list of
// records (refuse). Nothing is learnt and nothing is drawn by chance: the same
// page gives the same records, and each record says why it is one.
package blocks
