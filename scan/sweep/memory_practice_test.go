package sweep_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/sweep"
)

// TestPracticeIsNeverAskedTwice answers every question of a practice world by
// the truth and looks again after two days and after a year: nothing is asked
// a second time, and every answer stands.
func TestPracticeIsNeverAskedTwice(t *testing.T) {
	questions, again := 0, 0
	for _, seed := range seeds(t) {
		sites, err := practice.Open(practice.NewWorld(seed, brokers.DateOf(noon)), practice.NewClock(noon).Now)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if err := sites.Write(dir); err != nil {
			t.Fatal(err)
		}
		s, err := scan.ReadSubject(filepath.Join(dir, "subject.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range sites.Brokers() {
			if b.Search == nil {
				continue
			}
			visits := []scan.Visit{visitOf(t, &b, s, noon)}
			var answers []scan.Review
			answered := map[string]bool{}
			for _, f := range scan.Follow(visits, nil) {
				if f.Verdict == scan.Possible {
					v := scan.Other
					if isSubject(sites, b.ID, f.Record.URL) {
						v = scan.Match
					}
					answered[whom(f)] = true
					answers = append(answers, scan.Review{Finding: f.ID, Verdict: v, At: noon})
				}
			}
			questions += len(answers)
			for _, later := range []time.Duration{48 * time.Hour, 366 * 24 * time.Hour} {
				when := noon.Add(later)
				visits = append(visits, visitOf(t, &b, s, when, scan.Follow(visits, answers)...))
			}
			given := map[string]scan.Verdict{}
			for _, a := range answers {
				given[a.Finding] = a.Verdict
			}
			for _, f := range scan.Follow(visits, answers) {
				if v, ok := given[f.ID]; ok && f.Verdict != v {
					t.Errorf("seed %d, %s: the answer about %s is lost", seed, b.ID, f.ID)
				}
				if f.Verdict == scan.Possible && !f.Reviewed && answered[whom(f)] {
					again++
					t.Errorf("seed %d, %s: asked again, as %s", seed, b.ID, f.ID)
				}
			}
		}
		if err := sites.Close(); err != nil {
			t.Error(err)
		}
	}
	t.Logf("figure: practice worlds: %d questions answered, %d asked again in two further looks", questions, again)
}

// whom names a record by its name and first place.
func whom(f scan.Finding) string {
	place := ""
	if len(f.Record.Addresses) > 0 {
		place = f.Record.Addresses[0].String()
	}
	return f.Record.Name + ", " + place
}

func visitOf(t *testing.T, b *brokers.Broker, s *scan.Subject, now time.Time, earlier ...scan.Finding) scan.Visit {
	t.Helper()
	var k sink
	task := sweep.Task{Broker: b, Clients: []sweep.Client{{Subject: s, Earlier: earlier}}}
	if err := sweep.Run(context.Background(), task, setup(t, now), &k); err != nil {
		t.Fatal(err)
	}
	return k.visits[0].Visit
}
