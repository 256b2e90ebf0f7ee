package scan

import (
	"slices"
	"time"
)

// GoneAfter is the least time between the two looks that make a finding gone
// (truth rule 4).
const GoneAfter = 72 * time.Hour

// Finding is a record judged match or possible, at one broker, over time.
type Finding struct {
	ID       string       `json:"id"`
	Subject  string       `json:"subject"`
	Broker   string       `json:"broker"`
	Record   Judged       `json:"record"` // as last seen
	Verdict  Verdict      `json:"verdict"`
	Reviewed bool         `json:"reviewed"` // the verdict is a person's
	State    FindingState `json:"state"`
	First    time.Time    `json:"first_seen"`
	Last     time.Time    `json:"last_seen"`
	Unseen   time.Time    `json:"unseen,omitzero"` // first of the looks that saw it neither by search nor by address
	Gone     time.Time    `json:"gone,omitzero"`
	History  []Change     `json:"history"`
}

// FindingState is what our own looks say of a finding.
type FindingState string

// The states of a finding.
const (
	Listed   FindingState = "listed"
	Unseen   FindingState = "unseen"   // one look did not see it; not enough to call it gone
	Gone     FindingState = "gone"     // two looks, at least GoneAfter apart
	Relisted FindingState = "relisted" // it was gone and came back
)

// Change is one step in the life of a finding.
type Change struct {
	At    time.Time    `json:"at"`
	State FindingState `json:"state"`
}

// Open reports whether the record was there at the last look that could tell.
func (f Finding) Open() bool { return f.State == Listed || f.State == Relisted }

// Follow folds visits and reviews, each in the order they happened, into
// findings in the order they were first seen. A visit whose day is a person's
// word shows what is there, and never that something is gone (truth rule 4).
func Follow(visits []Visit, reviews []Review) []Finding {
	fs := Resume(nil, visits)
	index := map[string]int{}
	for i, f := range fs {
		index[f.ID] = i
	}
	for _, r := range reviews {
		if i, known := index[r.Finding]; known {
			fs[i].Verdict, fs[i].Reviewed = r.Verdict, true
		}
	}
	return fs
}

// Resume folds visits into findings that earlier visits and reviews came to.
// It may change fs.
func Resume(fs []Finding, visits []Visit) []Finding {
	index := map[string]int{}
	for i, f := range fs {
		index[f.ID] = i
	}
	for _, v := range visits {
		for _, s := range v.Sightings {
			i, known := index[s.ID]
			if !known {
				i = len(fs)
				index[s.ID] = i
				fs = append(fs, Finding{ID: s.ID, Subject: v.Subject, Broker: v.Broker, First: v.At})
			}
			fs[i].see(s, v.At)
		}
		for _, r := range v.Rechecks {
			if i, known := index[r.ID]; known && !v.Said {
				fs[i].recheck(r, v.At)
			}
		}
	}
	return fs
}

func (f *Finding) see(s Sighting, at time.Time) {
	f.Record, f.Last, f.Unseen = s.Judged, at, time.Time{}
	if !f.Reviewed {
		f.Verdict = s.Verdict
	}
	f.listed(at)
}

func (f *Finding) recheck(r Recheck, at time.Time) {
	switch {
	case r.Search == Found || r.Address == Found:
		f.Last, f.Unseen = at, time.Time{}
		f.listed(at)
	case r.Search != Absent || f.Record.URL != "" && r.Address != Absent:
		// One of the two ways could not tell: the look proves nothing.
	case f.State == Gone:
	case f.Unseen.IsZero():
		f.Unseen = at
		f.change(Unseen, at)
	case at.Sub(f.Unseen) >= GoneAfter:
		f.Gone = at
		f.change(Gone, at)
	}
}

func (f *Finding) listed(at time.Time) {
	f.Gone = time.Time{}
	switch f.State {
	case Gone:
		f.change(Relisted, at)
	case Unseen:
		if slices.ContainsFunc(f.History, func(c Change) bool { return c.State == Relisted }) {
			f.change(Relisted, at)
		} else {
			f.change(Listed, at)
		}
	case "":
		f.change(Listed, at)
	}
}

func (f *Finding) change(s FindingState, at time.Time) {
	f.State = s
	f.History = append(f.History, Change{at, s})
}
