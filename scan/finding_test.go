package scan_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan"
)

var start = time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)

func at(hours float64) time.Time { return start.Add(time.Duration(hours * float64(time.Hour))) }

func seen(hours float64, ids ...string) scan.Visit {
	v := scan.Visit{Subject: "me", Broker: "x", At: at(hours), Outcome: scan.Found}
	for _, id := range ids {
		r := scan.Record{Name: "Ana Luz", URL: "https://x.test/" + id}
		v.Sightings = append(v.Sightings, scan.Sighting{ID: id, Judged: scan.Judged{Record: r, Verdict: scan.Possible}})
	}
	return v
}

// look is a visit that looked again for one finding.
func look(hours float64, search, address scan.Outcome) scan.Visit {
	return scan.Visit{Subject: "me", Broker: "x", At: at(hours), Rechecks: []scan.Recheck{{ID: "a", Search: search, Address: address}}}
}

func said(v scan.Visit) scan.Visit { v.Said = true; return v }

// life writes the history of a finding as "listed@0 unseen@5".
func life(f scan.Finding) string {
	var steps []string
	for _, c := range f.History {
		steps = append(steps, fmt.Sprintf("%s@%g", c.State, c.At.Sub(start).Hours()))
	}
	return strings.Join(steps, " ")
}

func TestFollowState(t *testing.T) {
	const f, a, none = scan.Found, scan.Absent, scan.UnknownOutcome
	for _, c := range []struct {
		name   string
		visits []scan.Visit
		life   string
	}{
		{"seen once", []scan.Visit{seen(0, "a")}, "listed@0"},
		{"seen twice", []scan.Visit{seen(0, "a"), seen(24, "a")}, "listed@0"},
		{"seen by the second look too", []scan.Visit{seen(0, "a"), look(24, f, f)}, "listed@0"},
		{"absent once", []scan.Visit{seen(0, "a"), look(24, a, a)}, "listed@0 unseen@24"},
		{"absent twice, too soon", []scan.Visit{seen(0, "a"), look(24, a, a), look(95.9, a, a)}, "listed@0 unseen@24"},
		{"absent twice, 72 hours apart", []scan.Visit{seen(0, "a"), look(24, a, a), look(96, a, a)}, "listed@0 unseen@24 gone@96"},
		{"a look between does not restart the clock", []scan.Visit{seen(0, "a"), look(24, a, a), look(60, a, a), look(96, a, a)}, "listed@0 unseen@24 gone@96"},
		{"absent by search only", []scan.Visit{seen(0, "a"), look(24, a, none), look(96, a, none)}, "listed@0"},
		{"absent by address only", []scan.Visit{seen(0, "a"), look(24, none, a), look(96, none, a)}, "listed@0"},
		{"absent by search, there by address", []scan.Visit{seen(0, "a"), look(24, a, f), look(96, a, f)}, "listed@0"},
		{"absent by address, there by search", []scan.Visit{seen(0, "a"), look(24, f, a), look(96, f, a)}, "listed@0"},
		{"blocked looks prove nothing", []scan.Visit{seen(0, "a"), look(24, scan.Blocked, a), look(96, scan.Blocked, a), look(170, a, scan.Blocked)}, "listed@0"},
		{"unreadable looks prove nothing", []scan.Visit{seen(0, "a"), look(24, scan.Unreadable, scan.Unreadable), look(96, scan.Unreadable, scan.Unreachable)}, "listed@0"},
		{"a possible look proves nothing", []scan.Visit{seen(0, "a"), look(24, scan.Maybe, a), look(96, scan.Maybe, a)}, "listed@0"},
		{"a look of a day that was only said proves nothing", []scan.Visit{seen(0, "a"), said(look(24, a, a)), said(look(96, a, a)), look(100, a, a), said(look(180, a, a))}, "listed@0 unseen@100"},
		{"a look of a day that was only said restarts nothing", []scan.Visit{seen(0, "a"), look(24, a, a), said(look(60, a, a)), look(96, a, a)}, "listed@0 unseen@24 gone@96"},
		{"seen on a day that was only said", []scan.Visit{seen(0, "a"), look(24, a, a), look(96, a, a), said(seen(200, "a"))}, "listed@0 unseen@24 gone@96 relisted@200"},
		{"a blocked look after an absent one", []scan.Visit{seen(0, "a"), look(24, a, a), look(96, scan.Blocked, scan.Blocked)}, "listed@0 unseen@24"},
		{"a blocked look between two absent ones", []scan.Visit{seen(0, "a"), look(24, a, a), look(50, scan.Blocked, a), look(96, a, a)}, "listed@0 unseen@24 gone@96"},
		{"back after one absent look", []scan.Visit{seen(0, "a"), look(24, a, a), look(48, f, f), look(100, a, a)}, "listed@0 unseen@24 listed@48 unseen@100"},
		{"the clock starts anew once it was back", []scan.Visit{seen(0, "a"), look(24, a, a), seen(48, "a"), look(96, a, a), look(167, a, a), look(168, a, a)}, "listed@0 unseen@24 listed@48 unseen@96 gone@168"},
		{"gone stays gone", []scan.Visit{seen(0, "a"), look(24, a, a), look(96, a, a), look(200, a, a), look(300, scan.Blocked, none)}, "listed@0 unseen@24 gone@96"},
		{"relisted by search", []scan.Visit{seen(0, "a"), look(24, a, a), look(96, a, a), seen(200, "a")}, "listed@0 unseen@24 gone@96 relisted@200"},
		{"relisted by address", []scan.Visit{seen(0, "a"), look(24, a, a), look(96, a, a), look(200, a, f)}, "listed@0 unseen@24 gone@96 relisted@200"},
		{"relisted, unseen and back", []scan.Visit{seen(0, "a"), look(24, a, a), look(96, a, a), seen(200, "a"), look(224, a, a), seen(230, "a")}, "listed@0 unseen@24 gone@96 relisted@200 unseen@224 relisted@230"},
		{"relisted and gone again", []scan.Visit{seen(0, "a"), look(24, a, a), look(96, a, a), seen(200, "a"), look(224, a, a), look(296, a, a)}, "listed@0 unseen@24 gone@96 relisted@200 unseen@224 gone@296"},
		{"sighting and recheck in one visit", []scan.Visit{seen(0, "a"), {At: at(24), Sightings: seen(24, "a").Sightings, Rechecks: []scan.Recheck{{ID: "a", Search: f, Address: f}}}}, "listed@0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			fs := scan.Follow(c.visits, nil)
			if len(fs) != 1 || life(fs[0]) != c.life {
				t.Fatalf("got %q, want %q", life(fs[0]), c.life)
			}
			last := fs[0].History[len(fs[0].History)-1]
			if fs[0].State != last.State || fs[0].Open() != (last.State == scan.Listed || last.State == scan.Relisted) {
				t.Errorf("state %q (open: %v) after %q", fs[0].State, fs[0].Open(), life(fs[0]))
			}
			if gone := fs[0].State == scan.Gone; gone != !fs[0].Gone.IsZero() || gone && !fs[0].Gone.Equal(last.At) {
				t.Errorf("gone since %v in state %q", fs[0].Gone, fs[0].State)
			}
			if unseen := fs[0].State == scan.Unseen || fs[0].State == scan.Gone; unseen != !fs[0].Unseen.IsZero() {
				t.Errorf("unseen since %v in state %q", fs[0].Unseen, fs[0].State)
			}
		})
	}
}

// A record without an address of its own is gone by search alone.
func TestFollowWithoutAddress(t *testing.T) {
	first := seen(0, "a")
	first.Sightings[0].URL = ""
	fs := scan.Follow([]scan.Visit{first, look(24, scan.Absent, scan.UnknownOutcome), look(96, scan.Absent, scan.UnknownOutcome)}, nil)
	if life(fs[0]) != "listed@0 unseen@24 gone@96" {
		t.Errorf("got %q", life(fs[0]))
	}
}

func TestFollowOrderAndTimes(t *testing.T) {
	other := seen(5, "c")
	other.Subject, other.Broker = "client-7", "y"
	fs := scan.Follow([]scan.Visit{seen(0, "b", "a"), other, seen(9, "a", "d", "b")}, nil)
	var order []string
	for _, f := range fs {
		order = append(order, f.ID)
	}
	if got := strings.Join(order, " "); got != "b a c d" {
		t.Fatalf("got %q, want the order in which they were first seen", got)
	}
	if fs[2].Subject != "client-7" || fs[2].Broker != "y" {
		t.Errorf("got %+v", fs[2])
	}
	if !fs[1].First.Equal(at(0)) || !fs[1].Last.Equal(at(9)) {
		t.Errorf("first %v, last %v", fs[1].First, fs[1].Last)
	}
	if fs := scan.Follow(nil, nil); len(fs) != 0 {
		t.Errorf("nothing gives %v", fs)
	}
	if fs := scan.Follow([]scan.Visit{look(0, scan.Absent, scan.Absent)}, []scan.Review{{Finding: "a", Verdict: scan.Match}}); len(fs) != 0 {
		t.Errorf("a look and a review of what nobody saw give %v", fs)
	}
}

// The record of a finding is the one last seen, a look by address counts as
// seeing it, and a look that saw nothing changes neither.
func TestFollowKeepsTheLastRecord(t *testing.T) {
	second := seen(24, "a")
	second.Sightings[0].Age, second.Sightings[0].Score = scan.Years(42), 0.7
	fs := scan.Follow([]scan.Visit{seen(0, "a"), second, look(48, scan.Absent, scan.Found), look(72, scan.Absent, scan.Absent)}, nil)
	if fs[0].Record.Age != scan.Years(42) || !fs[0].Last.Equal(at(48)) {
		t.Errorf("got %+v, last seen %v", fs[0].Record, fs[0].Last)
	}
}

func TestFollowReview(t *testing.T) {
	judged := func(hours float64, v scan.Verdict) scan.Visit {
		visit := seen(hours, "a")
		visit.Sightings[0].Verdict = v
		return visit
	}
	review := func(hours float64, v scan.Verdict) scan.Review {
		return scan.Review{Finding: "a", Verdict: v, At: at(hours)}
	}
	for _, c := range []struct {
		name     string
		visits   []scan.Visit
		reviews  []scan.Review
		verdict  scan.Verdict
		reviewed bool
	}{
		{"none", []scan.Visit{judged(0, scan.Possible)}, nil, scan.Possible, false},
		{"a later look judges anew", []scan.Visit{judged(0, scan.Possible), judged(24, scan.Match)}, nil, scan.Match, false},
		{"a person's word wins", []scan.Visit{judged(0, scan.Possible)}, []scan.Review{review(1, scan.Match)}, scan.Match, true},
		{"and stays", []scan.Visit{judged(0, scan.Match), judged(24, scan.Match)}, []scan.Review{review(1, scan.Other)}, scan.Other, true},
		{"the last word counts", []scan.Visit{judged(0, scan.Possible)}, []scan.Review{review(1, scan.Other), review(2, scan.Match)}, scan.Match, true},
		{"a word about another finding", []scan.Visit{judged(0, scan.Possible)}, []scan.Review{{Finding: "z", Verdict: scan.Match}}, scan.Possible, false},
	} {
		fs := scan.Follow(c.visits, c.reviews)
		if fs[0].Verdict != c.verdict || fs[0].Reviewed != c.reviewed {
			t.Errorf("%s: got %q (reviewed: %v)", c.name, fs[0].Verdict, fs[0].Reviewed)
		}
	}
	fs := scan.Follow([]scan.Visit{judged(0, scan.Match), look(24, scan.Absent, scan.Absent), look(96, scan.Absent, scan.Absent), judged(200, scan.Possible)}, []scan.Review{review(1, scan.Match)})
	if fs[0].State != scan.Relisted || fs[0].Verdict != scan.Match {
		t.Errorf("after it came back: %q, %q", fs[0].State, fs[0].Verdict)
	}
}
