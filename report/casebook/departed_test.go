package casebook_test

import (
	"context"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
)

// What one member does with their clients is no fault of another who reads all
// of theirs at that moment: whoever goes meanwhile is left out.
func TestReadingWhileClientsGo(t *testing.T) {
	c := clinicOf(t, []string{"c1", "c2"}, people("people-a"))
	for _, id := range []string{"anna", "odo"} {
		c.add(id, mandateFile)
		ok(t, c.Vault.Assign(t.Context(), id, []string{"c1"}))
	}
	mine := c.members["c1"]
	reads := map[string]func(context.Context) error{
		"report": func(ctx context.Context) error { _, err := mine.Report(ctx, "", mine.Today()); return err },
		"plan":   func(ctx context.Context) error { _, err := mine.Plan(ctx, "", mine.Today()); return err },
		"due":    func(ctx context.Context) error { _, err := mine.Due(ctx, "", mine.Today()); return err },
		"cases":  func(ctx context.Context) error { _, err := mine.Cases(ctx, ""); return err },
		"review": func(ctx context.Context) error { _, err := mine.Questions(ctx, ""); return err },
		"drops":  func(ctx context.Context) error { _, _, err := mine.Drops(ctx, "", mine.Today()); return err },
		"list":   func(ctx context.Context) error { _, err := mine.Clients(ctx, true); return err },
		"totals": func(ctx context.Context) error {
			_, err := mine.Totals(ctx, brokers.Date{}, brokers.Date{})
			return err
		},
		"retain": func(ctx context.Context) error { _, err := mine.Retain(ctx); return err },
	}
	done := make(chan error, 1)
	ctx, stop := context.WithCancel(t.Context())
	go func() {
		defer close(done)
		for n := 0; ctx.Err() == nil; n++ {
			to := []string{"c1", "c2"}[n%2 : n%2+1]
			if err := c.Vault.Assign(context.WithoutCancel(ctx), "odo", to); err != nil {
				done <- err
				return
			}
		}
	}()
	for range 40 {
		for name, read := range reads {
			if err := read(t.Context()); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	stop()
	ok(t, <-done)
}

// A client who is purged or handed on in the middle of a visit ends that visit,
// and no other.
func TestGoneDuringVisit(t *testing.T) {
	for name, end := range map[string]func(*clinic){
		"given to somebody else": func(c *clinic) { ok(c.t, c.Assign(c.t.Context(), "s1", []string{"c-2"})) },
		"purged":                 func(c *clinic) { _, err := c.Purge(c.t.Context(), "s1"); ok(c.t, err) },
	} {
		t.Run(name, func(t *testing.T) {
			a := serve(t, "a")
			a.hold = make(chan struct{})
			k := clinicOf(t, []string{"c-1", "c-2"}, files(a)...)
			worker := k.members["c-1"]
			for _, id := range []string{"s1", "s2"} {
				ok(t, worker.AddSubject(t.Context(), parse(t, id, mandateFile), paper))
			}
			go func() {
				defer close(a.hold)
				<-a.there
				end(k)
			}()
			_, sum, err := worker.scan(t.Context(), casebook.Scope{}, false, nil)
			ok(t, err)
			if len(sum.Made) != 1 || sum.Made[0].Subject != "s2" || sum.Made[0].Outcome != scan.Found {
				t.Errorf("made %+v", sum.Made)
			}
			if len(sum.Refused) != 1 || !strings.Contains(sum.Refused[0].Error(), "not in this vault any more, or not yours") {
				t.Errorf("refused %v", sum.Refused)
			}
		})
	}
}
