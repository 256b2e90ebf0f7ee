package request_test

import (
	"cmp"
	"slices"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/request"
	"github.com/whohasme/whohasme/scan"
)

func embedded(t testing.TB) *brokers.Catalogue {
	t.Helper()
	c, faults := brokers.Load(brokers.Embedded())
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return c
}

// foundOn is an Ohioan's input with a listing at each of the brokers.
func foundOn(t testing.TB, c *brokers.Catalogue, list []*brokers.Broker) request.Input {
	s := newScene(t)
	ohioan(s)
	s.Brokers, s.Hubs = c.Get, request.Hubs(c.All())
	for _, b := range list {
		s.Findings = append(s.Findings, scan.Finding{
			ID: "f-" + b.ID, Subject: "me", Broker: b.ID, Verdict: scan.Match, State: scan.Listed,
			Record: scan.Judged{Record: scan.Record{Name: "ROSA QUILL", URL: "https://" + b.Domain + "/p/8f31a0c", Addresses: []scan.Address{{City: "Dayton", State: "OH"}}}},
		})
	}
	return s.Input
}

// searching are the categories of sites where people are looked up by name.
var searching = []string{"people-search", "background-check", "real-estate"}

// inFamilies returns sites where people are looked up, those of the largest
// families with dated evidence first, family by family.
func inFamilies(c *brokers.Catalogue) (list []*brokers.Broker) {
	hubs := slices.Clone(c.All())
	slices.SortStableFunc(hubs, func(a, b *brokers.Broker) int { return cmp.Compare(len(b.Suppresses), len(a.Suppresses)) })
	add := func(b *brokers.Broker) {
		if slices.Contains(searching, b.Category) && b.Status != brokers.Retired && !slices.Contains(list, b) {
			list = append(list, b)
		}
	}
	for _, hub := range hubs {
		if len(hub.Suppresses) == 0 {
			break
		}
		add(hub)
		for _, s := range hub.Suppresses {
			if b, ok := c.Get(s.ID); ok && s.Evidence != "" && !s.Date.IsZero() {
				add(b)
			}
		}
	}
	return list
}

// TestSixtySites plans for a person found on 60 people-search sites: those
// that proven families join most, and those that a scan can see.
func TestSixtySites(t *testing.T) {
	c := embedded(t)
	family := inFamilies(c)
	var seen []*brokers.Broker
	for _, b := range c.All() {
		if _, can := b.Look(); can && slices.Contains(searching, b.Category) && b.Country == "US" {
			seen = append(seen, b)
		}
	}
	for _, k := range []struct {
		name string
		list []*brokers.Broker
		most int // requests; 0: as many as it takes
	}{{"of the largest proven families", family, 12}, {"that a scan can see, by name", seen, 0}} {
		if len(k.list) < 60 {
			t.Fatalf("%s: only %d sites", k.name, len(k.list))
		}
		requests, skipped := request.Plan(foundOn(t, c, k.list[:60]))
		sum := request.Sum(requests, skipped)
		t.Logf("figure: found on 60 people-search sites %s: %d requests clear %d of them, %d by links with dated evidence and %d by belief; %d minutes; %d cannot be asked in writing",
			k.name, sum.Requests, sum.Cleared, sum.Proven, sum.Believed, sum.Minutes, sum.Unreached)
		if sum.Cleared+sum.Unreached != 60 || sum.Requests+sum.Proven+sum.Believed != sum.Cleared {
			t.Errorf("%s: of 60, %+v does not add up", k.name, sum)
		}
		if k.most > 0 && (sum.Requests > k.most || sum.Unreached > 0) {
			t.Errorf("%s: %d requests, %d unreached, want at most %d and none", k.name, sum.Requests, sum.Unreached, k.most)
		}
		for _, r := range requests {
			if len(r.Clears) > 1 {
				t.Log(r.ID, "clears", r.Clears)
			}
		}
	}
}

// TestWholeCatalogue plans for a person whom every broker lists. No set can
// be smaller than the number of brokers of which no one way out clears two.
func TestWholeCatalogue(t *testing.T) {
	c := embedded(t)
	in := foundOn(t, c, c.All())
	requests, skipped := request.Plan(in)
	sum := request.Sum(requests, skipped)
	clearedBy := map[string][]string{} // the ways out that clear a broker, by the broker whose way it is
	for _, b := range c.All() {
		clearedBy[b.ID] = append(clearedBy[b.ID], b.ID)
		for _, hub := range in.Hubs(b.ID) {
			clearedBy[b.ID] = append(clearedBy[b.ID], hub.ID)
		}
	}
	reached := map[string]bool{}
	for _, r := range requests {
		for _, id := range r.Clears {
			reached[id] = true
		}
	}
	least, used := 0, map[string]bool{}
	order := slices.Clone(c.All())
	slices.SortStableFunc(order, func(a, b *brokers.Broker) int { return cmp.Compare(len(a.Suppresses), len(b.Suppresses)) })
	for _, b := range order {
		if !reached[b.ID] || slices.ContainsFunc(clearedBy[b.ID], func(way string) bool { return used[way] }) {
			continue
		}
		for _, way := range clearedBy[b.ID] {
			used[way] = true
		}
		least++
	}
	t.Logf("figure: found on all %d brokers of the catalogue: %d requests clear %d, no set can be smaller than %d; %d by links with dated evidence; %d cannot be asked in writing",
		len(c.All()), sum.Requests, sum.Cleared, least, sum.Proven, sum.Unreached)
	if sum.Requests > least+1 {
		t.Errorf("%d requests, and perhaps %d would do", sum.Requests, least)
	}
}
