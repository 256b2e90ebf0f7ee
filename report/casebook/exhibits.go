package casebook

import (
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// exhibits lists the proofs of what a case's listings showed: the pages of the
// first look that saw them and of the last, each with its day and hash. What
// they are is said without an address, which may name the person.
func (h *history) exhibits(k report.Case) []report.Exhibit {
	var list []report.Exhibit
	for _, finding := range k.Findings {
		var looks []int // visits that saw it
		for i, v := range h.Visits {
			if v.Broker == k.Broker && slices.ContainsFunc(v.Sightings, func(s scan.Sighting) bool { return s.ID == finding }) {
				looks = append(looks, i)
			}
		}
		if len(looks) == 0 {
			continue
		}
		for _, i := range slices.Compact([]int{looks[0], looks[len(looks)-1]}) {
			list = append(list, proofs(h.Visits[i], finding)...)
		}
	}
	return list
}

// proofs are the pages by which one visit saw a finding.
func proofs(v scan.Visit, finding string) (list []report.Exhibit) {
	at := slices.IndexFunc(v.Sightings, func(s scan.Sighting) bool { return s.ID == finding })
	for _, e := range showing(v, v.Sightings[at]) {
		x := report.Exhibit{What: kinds[e.Kind], On: brokers.DateOf(v.At), Hash: e.Hash}
		if !slices.Contains(list, x) {
			list = append(list, x)
		}
	}
	return list
}

// kinds say what a sealed page is.
var kinds = map[string]string{"": "the page as received", scan.Drawn: "the page as a browser showed it", scan.Picture: "a picture of the page"}
