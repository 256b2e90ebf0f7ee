// Package paper puts letters on paper and into files: as plain text and PDF.
//
// A form shows what the letter says and nothing else. No form's file name or
// properties hold a fact about the person.
package paper

import "github.com/whohasme/whohasme/brokers"

// longDate writes a day so that nobody takes the month for the day.
func longDate(d brokers.Date) string { return d.Time().Format("January 2, 2006") }
