package practice

import (
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

func TestRecordsComeAndGo(t *testing.T) {
	begin := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	clock := NewClock(begin)
	s, err := Open(NewWorld(1, brokers.DateOf(begin)), clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var own Listing
	for _, l := range s.Truth() {
		if l.Subject && l.Broker == "practice-cards" {
			own = l
		}
	}
	day := 24 * time.Hour
	if err := s.Turn(own.Broker, own.Record, begin.Add(day), begin.Add(3*day), begin.Add(4*day)); err != nil {
		t.Fatal(err)
	}
	if s.Turn(own.Broker, "nobody") == nil || s.Turn("nowhere", own.Record) == nil {
		t.Error("a record or a site that is not there turns")
	}
	for i, away := range []bool{false, true, true, false, true, true} {
		for _, l := range s.Truth() {
			if l.Broker == own.Broker && l.Record == own.Record && l.Removed != away {
				t.Errorf("after %d days removed is %v, want %v", i, l.Removed, away)
			}
		}
		clock.Advance(day)
	}
}
