package risk

import (
	"strings"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// words name a fact of a kind, by whether it is still so.
var words = map[report.FactKind]map[report.Currency]string{
	report.StreetFact: {report.CurrentFact: "your street address", report.OldFact: "a street address where you lived", report.CurrencyUnknown: "a street address you did not list"},
	report.PhoneFact:  {report.CurrentFact: "your phone number", report.OldFact: "an old phone number", report.CurrencyUnknown: "a phone number you did not list"},
	report.EmailFact:  {report.CurrentFact: "your e-mail address", report.OldFact: "an old e-mail address", report.CurrencyUnknown: "an e-mail address you did not list"},
	report.CityFact:   {report.CurrentFact: "the town you live in", report.OldFact: "a town where you lived", report.CurrencyUnknown: "a town you did not list"},
	report.BornFact:   {report.CurrentFact: "your birth date", report.OldFact: "a birth date", report.CurrencyUnknown: "a birth date"},
	report.AgeFact:    {report.CurrentFact: "your age", report.OldFact: "an age that is out of date", report.CurrencyUnknown: "an age"},
	report.AliasFact:  {report.CurrentFact: "another name of yours", report.OldFact: "a former name", report.CurrencyUnknown: "another name"},
}

// order is the order in which a sentence names facts: what leads to the door
// first.
var order = []report.FactKind{
	report.StreetFact, report.PhoneFact, report.EmailFact, report.BornFact, report.RelativesFact, report.CityFact, report.AgeFact, report.AliasFact, report.NameFact,
}

// text says in a sentence, without a number and without a fact, what a record
// shows to whom and how sure it is.
func text(e report.Exposure) string {
	var parts []string
	if len(e.Alarms) > 0 {
		parts = append(parts, joined(e.Alarms)+", which you marked as safe,")
	}
	for _, k := range order {
		if w := word(e.Facts, k); w != "" {
			parts = append(parts, w)
		}
	}
	s := "It shows " + joined(parts) + " " + viewers[e.Reach]
	switch {
	case e.LookAlike:
		return s + ". The site answers any name, so this says next to nothing."
	case e.Reviewed && e.Verdict == scan.Match:
		return s + ". You said that it is you."
	case e.Verdict == scan.Possible:
		return s + ". It may be somebody else: it counts by how likely it is to be you."
	}
	return s + "."
}

// viewers say to whom a record is shown.
var viewers = map[report.Reach]string{
	report.Indexed: "to anyone, and search engines list it", report.Free: "to anyone, without payment", report.Paid: "to whoever pays",
	report.Trade: "to other companies", report.ReachUnknown: "to people we do not know (who can see it is not known, so it counts as a middle)",
}

// word names the weightiest fact of a kind, or "" where none is shown or only
// a safe one is, which goes by its label.
func word(facts []report.Fact, k report.FactKind) string {
	best := report.Currency("none")
	for _, f := range facts {
		if f.Kind == k && !f.Safe && (best == "none" || currency[f.Current] > currency[best]) {
			best = f.Current
		}
	}
	switch {
	case best == "none":
		return ""
	case k == report.NameFact:
		return "" // said where it is all
	case k == report.RelativesFact:
		return "relatives"
	}
	return words[k][best]
}

func joined(parts []string) string {
	switch n := len(parts); n {
	case 0:
		return "a name"
	case 1:
		return parts[0]
	default:
		return strings.ReplaceAll(strings.Join(parts[:n-1], ", "), ",,", ",") + " and " + parts[n-1]
	}
}
