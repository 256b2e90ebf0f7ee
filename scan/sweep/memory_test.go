package sweep_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan"
)

// later are the findings after one visit at noon, one answer of the person
// about the first of them, and nothing else. The second visit shows what time
// made of the list.
type later struct {
	name   string
	first  []string // cards of the first visit
	answer scan.Verdict
	after  time.Duration
	then   []string
	asked  int          // findings that wait for an answer after the second visit
	total  int          // findings in all
	kept   scan.Verdict // of the first finding
	listed bool         // the first finding was seen again
}

const (
	year  = 365 * 24 * time.Hour
	ada   = "Wilhelmina Ada Quackenbos"
	plain = "Wilhelmina Quackenbos"
)

func TestAnswersAreRemembered(t *testing.T) {
	maybe := card(plain, "42", "Boston, MA", "/p/79") // the right age in a state the subject never lived in
	one := func(c string) []string { return []string{c} }
	for _, c := range []later{
		{name: "the same record", first: one(maybe), answer: scan.Other, after: 48 * time.Hour, then: one(maybe), total: 1, kept: scan.Other, listed: true},
		{name: "rejected, moved, same address of its page", first: one(maybe), answer: scan.Other, after: year,
			then: one(card(plain, "43", "Worcester, MA", "/p/79")), total: 1, kept: scan.Other, listed: true},
		{name: "rejected, aged, another address of its page", first: one(maybe), answer: scan.Other, after: year,
			then: one(card(plain, "43", "Boston, MA", "/people/boston/79")), total: 1, kept: scan.Other, listed: true},
		{name: "rejected, moved within the state, another address", first: one(maybe), answer: scan.Other, after: year,
			then: one(card(plain, "43", "Worcester, MA", "/p/80")), total: 1, kept: scan.Other, listed: true},
		{name: "rejected, without pages of their own", first: one(card(plain, "42", "Boston, MA", "")), answer: scan.Other, after: 2 * year,
			then: one(card(plain, "44", "Worcester, MA", "")), total: 1, kept: scan.Other, listed: true},
		{name: "rejected, a middle initial more", first: one(maybe), answer: scan.Other, after: 48 * time.Hour,
			then: one(card("Wilhelmina T Quackenbos", "42", "Boston, MA", "/q/1")), total: 1, kept: scan.Other, listed: true},
		{name: "accepted, moved where the subject never was", first: one(maybe), answer: scan.Match, after: year,
			then: one(card(plain, "43", "Worcester, MA", "/p/79")), total: 1, kept: scan.Match, listed: true},
		{name: "accepted, aged, another address", first: one(maybe), answer: scan.Match, after: year,
			then: one(card(plain, "43", "Boston, MA", "/p/81")), total: 1, kept: scan.Match, listed: true},
		{name: "not answered, moved: one question", first: one(maybe), after: year,
			then: one(card(plain, "43", "Worcester, MA", "/p/80")), asked: 1, total: 1, kept: scan.Possible, listed: true},
		{name: "rejected, and the subject's own record beside it", first: one(card(plain, "", "", "")), answer: scan.Other, after: 48 * time.Hour,
			then: []string{card(plain, "", "", ""), mine}, total: 2, kept: scan.Other, listed: true},
		{name: "a rejected namesake does not hide the subject's own record", first: one(maybe), answer: scan.Other, after: 48 * time.Hour,
			then: one(card(ada, "42", "Austin, TX", "/p/77")), total: 2, kept: scan.Other},
		{name: "the address of a rejected namesake shows the subject by now", first: one(card(plain, "44", "Boston, MA", "/p/1")), answer: scan.Other, after: 48 * time.Hour,
			then: one(card(ada, "42", "Austin, TX", "/p/1")), total: 2, kept: scan.Other},
		{name: "the address of an accepted record shows somebody else by now", first: one(maybe), answer: scan.Match, after: 48 * time.Hour,
			then: one(card(ada, "81", "Houston, TX", "/p/79")), total: 1, kept: scan.Match},
		{name: "two that are equally like the rejected one", first: one(card(plain, "42", "Boston, MA", "")), answer: scan.Other, after: year,
			then: []string{card(plain, "43", "Worcester, MA", ""), card(plain, "43", "Springfield, MA", "")}, asked: 2, total: 3, kept: scan.Other},
	} {
		t.Run(c.name, func(t *testing.T) { c.check(t) })
	}
}

func (c later) check(t *testing.T) {
	t.Helper()
	list := c.first
	s := &site{search: honest(func(w http.ResponseWriter, _ *http.Request) { page(w, append([]string{counts(len(list))}, list...)...) })}
	b := s.broker(t)
	visits := []scan.Visit{look(t, b, noon)}
	found := scan.Follow(visits, nil)
	if len(found) != 1 || found[0].Verdict != scan.Possible {
		t.Fatalf("the first visit made %d findings, want one that may be the subject's: %+v", len(found), visits[0])
	}
	var reviews []scan.Review
	if c.answer != "" {
		reviews = []scan.Review{{Finding: found[0].ID, Verdict: c.answer, At: noon}}
	}
	list = c.then
	when := noon.Add(c.after)
	visits = append(visits, look(t, b, when, scan.Follow(visits, reviews)...))
	all := scan.Follow(visits, reviews)
	asked := 0
	for _, f := range all {
		if f.Verdict == scan.Possible && !f.Reviewed {
			asked++
		}
	}
	if len(all) != c.total || asked != c.asked || all[0].Verdict != c.kept {
		t.Errorf("%d findings, %d to ask about, the first %s; want %d, %d, %s: %+v", len(all), asked, all[0].Verdict, c.total, c.asked, c.kept, visits[1])
	}
	if seen := all[0].Last.Equal(when); seen != c.listed {
		t.Errorf("the first finding was seen again: %v, want %v", seen, c.listed)
	}
}

// TestFatherAndSonAreTwo lists two of one name in one town, without pages of
// their own: neither hides the other.
func TestFatherAndSonAreTwo(t *testing.T) {
	s := &site{search: honest(func(w http.ResponseWriter, _ *http.Request) {
		page(w, counts(2), card(ada, "74", "Austin, TX", ""), card(ada, "42", "Austin, TX", ""))
	})}
	v := look(t, s.broker(t), noon)
	if v.Outcome != scan.Found || len(v.Sightings) != 1 || v.Others != 1 || v.Sightings[0].Age != scan.Years(42) {
		t.Errorf("%s, %d sightings, %d others: %+v", v.Outcome, len(v.Sightings), v.Others, v.Sightings)
	}
}
