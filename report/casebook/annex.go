package casebook

import (
	"time"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// evidence lists the sealed pages behind what a report says: of each record
// the pages of the first look that saw it and of the last, and of the two that
// did not; of every other broker that answered, those of its last look.
func (v *view) evidence(found []report.Exposure, dropped []time.Time) (list []report.Proof) {
	a := annex{view: v, dropped: dropped, resting: map[string]bool{}, taken: map[string]time.Time{}, at: map[string]int{}, told: map[string]bool{}}
	for i, x := range v.Visits {
		for _, e := range x.Pages {
			a.resting[e.Hash] = a.resting[e.Hash] || len(x.Sightings) > 0
			a.taken[e.Hash] = x.At
		}
		a.at[look(x.Broker, x.At)] = i
	}
	places := map[string]int{}
	for i, f := range v.Findings {
		places[f.ID] = i
	}
	shown := map[string]bool{}
	for _, e := range found {
		shown[e.Broker] = true
		a.finding(v.Findings[places[e.ID]])
	}
	for _, s := range v.sites() {
		if !shown[s.Broker] && s.Outcome.Answered() {
			x := v.last[s.Broker]
			a.add("", x, x.Pages, false)
		}
	}
	return a.list
}

// annex gathers proofs.
type annex struct {
	*view
	dropped []time.Time
	resting map[string]bool      // by hash: a look that saw the subject rests on the page
	taken   map[string]time.Time // by hash: when the page was last taken
	at      map[string]int       // places of visits, by look
	told    map[string]bool      // by finding and hash
	list    []report.Proof
}

func look(broker string, at time.Time) string {
	return broker + " " + at.UTC().Format(time.RFC3339Nano)
}

func (a *annex) finding(f scan.Finding) {
	s, known := a.sights[f.ID]
	if !known {
		return
	}
	last := a.Visits[s.last]
	a.add(f.ID, last, showing(last, last.Sightings[s.at]), true)
	if first := a.Visits[s.first]; s.first != s.last {
		for _, x := range first.Sightings {
			if x.ID == f.ID {
				a.add(f.ID, first, showing(first, x), false)
			}
		}
	}
	for _, at := range []time.Time{f.Unseen, f.Gone} {
		if i, ok := a.at[look(f.Broker, at)]; ok && !at.IsZero() {
			a.add(f.ID, a.Visits[i], a.Visits[i].Pages, false)
		}
	}
}

// add adds the pages of a visit that a statement rests on; numbered says that
// `evidence` counts them for the finding as they stand here.
func (a *annex) add(finding string, x scan.Visit, pages []scan.Evidence, numbered bool) {
	for i, e := range pages {
		if a.told[finding+" "+e.Hash] {
			continue
		}
		a.told[finding+" "+e.Hash] = true
		p := report.Proof{
			Finding: finding, Broker: x.Broker, At: x.At.UTC().Format(time.RFC3339), Outcome: x.Outcome, Hash: e.Hash, Kept: a.kept(e.Hash),
			Definition: x.Versions.Definition, Matcher: x.Versions.Matcher, Screenshot: e.Kind == scan.Picture,
		}
		if !e.At.IsZero() {
			p.At = e.At.UTC().Format(time.RFC3339)
		}
		if numbered {
			p.Number = i + 1
		}
		a.list = append(a.list, p)
	}
}

// kept reports whether the journal knows of nothing by which a page was
// dropped. Asking the journal, not the pages, keeps the report of a past day
// as it was.
func (a *annex) kept(hash string) bool {
	if a.resting[hash] {
		return true
	}
	for _, before := range a.dropped {
		if a.taken[hash].Before(before) {
			return false
		}
	}
	return true
}
