package sweep_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/sweep"
)

// Visits that do not fit into a sweep's time are put off, and said so; those
// finished before stay.
func TestSweepTime(t *testing.T) {
	var k sink
	s := setup(t, noon)
	for s.Limit = 500 * time.Millisecond; ; s.Limit *= 2 { // until a machine that others keep busy makes one visit in that time
		n := 0
		b := (&site{search: honest(func(w http.ResponseWriter, r *http.Request) {
			if n++; n > 1 {
				<-r.Context().Done()
				return
			}
			page(w, nobody)
		})}).broker(t)
		k = sink{}
		client := sweep.Client{Subject: subject(t)}
		start := time.Now()
		if err := sweep.Run(context.Background(), sweep.Task{Broker: b, Clients: []sweep.Client{client, client, client}}, s, &k); err != nil {
			t.Fatal(err)
		}
		quick := len(k.visits) == 3 && k.visits[0].Visit.Outcome != scan.UnknownOutcome && time.Since(start) <= 4*s.Limit
		if quick {
			break
		}
		if len(k.visits) != 3 || s.Limit > 10*time.Second {
			t.Fatalf("%d visits in %v", len(k.visits), time.Since(start))
		}
	}
	if v := k.visits[0].Visit; v.Outcome != scan.Absent || !v.Again.IsZero() {
		t.Errorf("%+v", v)
	}
	for _, r := range k.visits[1:] {
		if v := r.Visit; v.Outcome != scan.UnknownOutcome || v.Again.IsZero() || !strings.Contains(v.Why, "goes on") || v.Subject != "me" {
			t.Errorf("%+v", v)
		}
	}
}
