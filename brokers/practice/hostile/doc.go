// Package hostile is the worst of the web on loopback: one imitation
// people-search site that does one unkind thing at a time, and damage done to
// pages of other sites.
//
// [All] lists the behaviours with the outcome that an honest look has, and
// [Open] serves one of them. [Mutate] damages a page of results as redesigns,
// cut lines, translations and walls do.
//
// What the site answers in words stands in answers/, one file per behaviour:
// two lines that say what is wanted and why, an empty line, and the answer as
// it goes over the line. What it does to the line itself is written in Go. All
// people, hosts and identifiers are invented; the pages of vendors are
// imitations, written down from what their visitors see.
package hostile
