package practice

import (
	"strings"
	"testing"
)

// TestNestedSites: the documents themselves show no record, whoever is asked
// for; what they are put together from does.
func TestNestedSites(t *testing.T) {
	s, err := OpenNested(NewWorld(seeds[1], day), NewClock(day.Time()).Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	me := s.World().subject
	for _, b := range s.Brokers() {
		ask := "/finder?fn=" + me.Name().First + "&ln=" + strings.ReplaceAll(me.Name().Last, " ", "+") + "&in=" + strings.ToLower(me.Addresses[0].State)
		status, page := get(t, "http://"+b.Domain+ask)
		outside, _, _ := strings.Cut(page, "<template")
		if status != 200 || strings.Contains(outside, `<article class="hit"`) {
			t.Errorf("%s: status %d, or records in the document itself", b.ID, status)
		}
		from := map[string]string{"practice-declared": ask, "practice-framed": "/inner" + ask, "practice-outside": "/inner" + ask}[b.ID]
		if from == "" {
			from = "/data" + ask
		}
		if status, page = get(t, "http://"+b.Domain+from); status != 200 || !strings.Contains(page, s.recordOf(b.ID)) {
			t.Errorf("%s: status %d, and the subject is not in it", b.ID, status)
		}
	}
}

// recordOf is the number of the subject's record.
func (s *Sites) recordOf(id string) string {
	for _, l := range s.Truth() {
		if l.Broker == id && l.Subject {
			return l.Record
		}
	}
	return "none"
}
