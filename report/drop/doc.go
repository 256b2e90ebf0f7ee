// Package drop is about California's Delete Request and Opt-out Platform: what
// to type into it ([MakeSheet]), which brokers one request reaches
// ([CoverageOf]), until when they have to act ([Filing]), and whether they did
// ([Verify]).
//
// Nothing here talks to the state's site: the person files there, and notes
// here that it was done. All of it is pure; days come from the caller.
//
// How the platform brings facts into one form and hashes them is published by
// the state's agency (privacy.ca.gov/drop-for-data-brokers, version 1.2.0 of
// 2026-07-02; California Code of Regulations, title 11, section 7600 and
// following).
package drop
