package statute

import (
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
)

// Right is one ask that the act gives a right to.
type Right struct {
	Ask      brokers.Ask     `yaml:"ask"`
	Also     []string        `yaml:"also,omitempty"` // rights a letter of this ask can claim besides, in the words of Besides
	Force    Span            `yaml:"force,omitempty"`
	Cites    Cites           `yaml:"cites"`
	Of       Extent          `yaml:"of,omitempty"`
	Through  brokers.Channel `yaml:"through,omitempty"`  // the only way it may be asked; empty: a letter
	Settled  string          `yaml:"settled,omitempty"`  // the rule that lets a suppression record or an opt-out stand for deletion of data from other sources
	Promptly string          `yaml:"promptly,omitempty"` // the rule that asks for speed without a number
	NoClock  bool            `yaml:"no_clock,omitempty"` // the act sets no number of days for this ask
	Note     string          `yaml:"note,omitempty"`     // a limit the person should know
	Adds     string          `yaml:"adds,omitempty"`     // what only the person can add to the letter, in sentences
	Clocks   []Period        `yaml:"clocks,omitempty"`
}

// Cites are the provisions a letter rests on. An empty one means that the act
// has no such rule, or that nobody has read it, and the letter does not speak
// of it.
type Cites struct {
	Right      string `yaml:"right"`
	Unverified string `yaml:"unverified,omitempty"` // no proof of identity may be asked for
	Recipients string `yaml:"recipients,omitempty"` // recipients must be told
	Again      string `yaml:"again,omitempty"`      // no new request for consent within 12 months
	Deadline   string `yaml:"deadline,omitempty"`
	Confirm    string `yaml:"confirm,omitempty"` // the company must confirm
	Refusal    string `yaml:"refusal,omitempty"` // a refusal must be reasoned
}

// Extent is the data that a right reaches.
type Extent string

// The extents.
const (
	AllData    Extent = ""
	Collected  Extent = "collected" // only what the company collected from the person
	Provided   Extent = "provided"  // only what the person gave to the company
	Contact    Extent = "contact"   // home address and telephone number
	HealthData Extent = "health"
	Faulty     Extent = "faulty"  // only what is wrong, excessive, unlawful or no longer needed
	Consent    Extent = "consent" // only what rests on consent
)

// Extents are all extents a file may name.
var Extents = []Extent{AllData, Collected, Provided, Contact, HealthData, Faulty, Consent}

// limits say what an extent leaves out, as a condition.
var limits = map[Extent]string{
	Collected:  "the company collected the data from you, which a broker seldom did",
	Provided:   "you gave the data to the company yourself, which is seldom so with a broker",
	Contact:    "the listing shows your home address or telephone number",
	HealthData: "the data are about your health",
	Faulty:     "the data are wrong, excessive, unlawful or no longer needed",
	Consent:    "the company relies on your consent",
}

// Besides are the further rights a file may name under Also.
var Besides = []string{"sharing", "targeted-ads", "profiling", "sensitive-data", "portability", "third-parties", "third-party-categories",
	"sources", "profiling-result", "restrict", "direct-marketing", "withdraw-consent", "no-transfer", "no-sale", "opt-out-of-sale", "nominate",
	"deindex", "complain"}

// Guided is a right that no letter of ours carries: the person is shown the
// official way.
type Guided struct {
	Right  string   `yaml:"right"`
	How    string   `yaml:"how"`
	Clocks []Period `yaml:"clocks,omitempty"`
}

// final reports whether a clock ends the company's time to do what was asked.
func final(p Period) bool { return p.Kind == report.RespondClock || p.Kind == report.OptOutClock }

// complete gives every right of the act its clocks: where it has none that
// ends, that of the answer.
func (a *Act) complete() {
	for i := range a.Asks {
		r := &a.Asks[i]
		if r.NoClock || a.Answer == nil || slices.ContainsFunc(r.Clocks, final) {
			continue
		}
		answer := *a.Answer
		answer.Kind = report.RespondClock
		r.Clocks = append(slices.Clone(r.Clocks), answer)
	}
}

// Due returns the period within which the company must have done what was
// asked, and false when the act sets none.
func (r Right) Due() (Period, bool) {
	i := slices.IndexFunc(r.Clocks, final)
	if i < 0 {
		return Period{}, false
	}
	return r.Clocks[i], true
}
