// Package brokers holds what is known about data brokers: who they are, how a
// person gets out, and how their pages are read.
//
// Most callers need two functions: [Load] reads the catalogue, and
// [Template.Address] makes the address that asks one broker about one name.
// The package imports nothing else of this project; everything that looks,
// judges or asks is built on top of it.
package brokers
