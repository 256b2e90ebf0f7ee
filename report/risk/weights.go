package risk

import "github.com/whohasme/whohasme/report"

// harm is how much one fact of a kind, current and free to see, adds to a
// threat: 0 none, 1 all there is. RISK.md says where the order comes from; the
// figures are ours, and small enough that the thirtieth record still counts.
var harm = map[report.Threat]map[report.FactKind]float64{
	report.Stalking: {
		report.StreetFact: 0.080, report.PhoneFact: 0.040, report.RelativesFact: 0.030, report.CityFact: 0.020, report.EmailFact: 0.015,
		report.AliasFact: 0.015, report.AgeFact: 0.010, report.BornFact: 0.010, report.NameFact: 0.005,
	},
	report.Fraud: {
		report.BornFact: 0.080, report.RelativesFact: 0.030, report.PhoneFact: 0.030, report.EmailFact: 0.030, report.StreetFact: 0.020,
		report.AliasFact: 0.020, report.AgeFact: 0.010, report.CityFact: 0.005, report.NameFact: 0.005,
	},
	report.Spam: {
		report.PhoneFact: 0.060, report.EmailFact: 0.060, report.StreetFact: 0.020, report.CityFact: 0.003, report.NameFact: 0.002,
		report.AgeFact: 0.002, report.BornFact: 0.002, report.AliasFact: 0.001, report.RelativesFact: 0.001,
	},
}

// safeHarm is what a safe fact adds to stalking in place of its kind's harm.
// To the other threats it adds what its kind does.
var safeHarm = map[report.FactKind]float64{
	report.StreetFact: 0.60, report.CityFact: 0.40, report.NameFact: 0.50, report.AliasFact: 0.50, report.PhoneFact: 0.40, report.EmailFact: 0.40,
	report.RelativesFact: 0.50, // a new name that a site lists as a relative's
}

// reach is how far a record goes. What nobody knows lies in the middle.
var reach = map[report.Reach]float64{
	report.Indexed: 1, report.Free: 0.75, report.ReachUnknown: 0.55, report.Paid: 0.35, report.Trade: 0.20,
}

// currency is what a fact is worth by whether it is still so. What is not
// known, as of an address that the subject did not list, may well be so.
var currency = map[report.Currency]float64{report.CurrentFact: 1, report.CurrencyUnknown: 0.6, report.OldFact: 0.3}

// lookAlike is the most certainty a record has at a site that answers any name.
const lookAlike = 0.02

// unknownCertainty stands in where a record is taken to be the subject's and
// no probability is known.
const unknownCertainty = 0.5

// weight is the part of each threat in an exposure's overall points.
func weight(t report.Threat, high bool) float64 {
	switch t {
	case report.Stalking:
		if high {
			return 1
		}
		return 0.5
	case report.Fraud:
		return 0.4
	}
	return 0.1
}
