// Package structure reads records from what a page says to machines: JSON-LD,
// microdata and RDFa of schema.org, and the JSON that scripts draw the page
// from.
//
// [Read] finds the persons that the page is about. Those who wrote it, publish
// it or work for a firm on it are no records.
package structure
