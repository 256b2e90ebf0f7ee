package match

import (
	"math"

	"github.com/whohasme/whohasme/scan"
)

// clue is what the comparison of one field says. The zero clue says nothing.
type clue struct {
	field string
	bits  float64 // log2 of the likelihood ratio
	text  string
	veto  bool     // a contradiction that settles the matter
	backs bool     // agrees on more than the name
	own   bool     // agrees on what few people share: a phone, mailbox, street or relative
	slim  slimness // how little of the first name the page gives
}

// slimness says how little of a first name there is to go by, and hence what else
// a match needs.
type slimness uint8

const (
	full     slimness = iota
	lettered          // a first letter with a rare last name: the age must fit as well
	bare              // less than that: only what few people share will do
)

// The decision, in bits. A search lists people of the same name, and most of
// the United States' adults are in such a list: before the name is compared a
// record is the subject's with odds of about one to a million.
const (
	prior      = -20.0
	matchAt    = 2.5   // odds of about 6 to 1, a probability of 0.85
	possibleAt = -11.5 // below even a common name without anything against it
	backingAt  = 3.0   // what fields other than the name must say for a match; a state alone does not
	movedAt    = 6.0   // what they must say where the page gives none of the subject's places: an age alone does not
	seriousAt  = -4.0  // one clue as strong as this keeps a record from being a match
	vetoBits   = -40.0
)

func veto(field, text string) clue {
	return clue{field: field, bits: vetoBits, text: text, veto: true}
}

// decide adds the clues up and gives the verdict.
func decide(r scan.Record, clues ...clue) scan.Judged {
	j := scan.Judged{Record: r, Verdict: scan.Possible}
	sum, backing, need := prior, 0.0, backingAt
	own, aged, slim := false, false, full
	named, nameless, vetoed, serious, middle := false, false, false, false, 0.0
	for _, c := range clues {
		if c.field == "" {
			continue
		}
		sum += c.bits
		if c.backs {
			backing += max(c.bits, 0)
		}
		own, slim = own || c.own && c.bits > 0, max(slim, c.slim)
		aged = aged || c.field == "age" && c.bits >= backingAt
		if c.field == "middle" && c.bits > 0 {
			middle = c.bits
		}
		if c.field == "place" && c.bits < 0 {
			need = movedAt
		}
		named = named || c.field == "name" && c.bits > 0
		nameless = nameless || c.field == "name" && c.bits == 0
		vetoed = vetoed || c.veto
		serious = serious || c.bits <= seriousAt
		j.Reasons = append(j.Reasons, c.reason())
	}
	switch {
	case vetoed || sum < possibleAt && !nameless: // a hidden name is nobody else's
		j.Verdict = scan.Other
	case named && !serious && sum >= matchAt && backing >= backingAt && backing+middle >= need && (own || slim == full || slim == lettered && aged):
		j.Verdict = scan.Match
	}
	j.Score = probability(sum)
	return j
}

func (c clue) reason() scan.Reason {
	r := scan.Reason{Field: c.field, Effect: scan.For, Weight: rounded(c.bits, 100), Text: c.text}
	switch {
	case c.veto:
		r.Effect = scan.Veto
	case c.bits < 0:
		r.Effect = scan.Against
	}
	return r
}

// probability turns log2 odds into a probability with nine decimals.
func probability(bits float64) float64 {
	return rounded(1/(1+math.Exp2(-bits)), 1e9)
}

func rounded(x, unit float64) float64 { return math.Round(x*unit) / unit }
