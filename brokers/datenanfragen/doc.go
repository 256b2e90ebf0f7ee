// Package datenanfragen writes brokers as company records of datenanfragen.de,
// whose data others use to write requests.
//
// The record says whom to write to, and nothing of how a site is searched.
// What it cannot say is returned as [Lost]. Nothing is claimed that nobody
// saw: a broker that was never checked is "scraped" in the words of that
// schema, and what it wants of a person stands in a comment.
//
// Schema: schema.json in github.com/datenanfragen/data (CC0), as of 2026.
package datenanfragen
