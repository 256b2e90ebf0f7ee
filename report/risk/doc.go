// Package risk says what open records amount to: exposures in, points out.
//
// [Weigh] gives one exposure its points and [Of] puts all of them together.
// Everything is made of one operation, 1 - Π(1 - r), over facts, threats and
// records, so that a further fact or record never lowers a number and no
// number of records reaches 100. RISK.md in the folder above has the weights,
// their sources, a worked example and what the number does not say.
//
// The package is pure. Points are rounded to hundredths before they are put
// together, so that anybody can make the sum again from a report.
package risk

// Version names the formula with its weights. Points of two versions cannot be
// compared; the line of a subject shows a step where it changes.
const Version = "1"

// Formula is the formula in a sentence.
const Formula = "Formula " + Version + ": for each record, harm of the facts shown x who can see it x whether it is still so x how sure we are that it is you; " +
	"records are put together as 1 - (1 - r1)(1 - r2)..., so 100 is never reached. " +
	"The number puts the three threats together: stalking weighs a half, fraud four tenths and spam a tenth of what it is by itself."

// Scale says what the number means, by records such as many people have; high
// is for somebody who may be looked for. RISK.md has the record and the figures.
func Scale(high bool) string {
	if high {
		return "For a measure: one page that shows anyone your name, age, street, phone and relatives is about 12 here, ten are about 73, thirty about 98."
	}
	return "For a measure: one page that shows anyone your name, age, street, phone and relatives is about 7, ten are about 53, thirty about 90."
}
