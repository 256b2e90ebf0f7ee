package sweep_test

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/sweep"
)

// seeds are the practice worlds to look at: the one the caller names, and a
// few that are always the same.
func seeds(t *testing.T) []uint64 {
	t.Helper()
	list := []uint64{1, 2, 3, 4, 5}
	if s := os.Getenv("WHOHASME_TEST_SEED"); s != "" {
		n, err := strconv.ParseUint(s, 10, 64)
		if err != nil {
			t.Fatalf("WHOHASME_TEST_SEED: %v", err)
		}
		list = append(list, n)
	}
	return list
}

// TestPracticeWorld scans practice worlds and holds every outcome against
// what the sites really list.
func TestPracticeWorld(t *testing.T) {
	want := map[string]scan.Outcome{
		"practice-cards": scan.Found, "practice-sister": scan.Found, "practice-paged": scan.Found, "practice-profile": scan.Found,
		"practice-claimer": scan.Found, "practice-table": scan.Maybe, "practice-lookalike": scan.Maybe, "practice-absent": scan.Absent,
		"practice-wall": scan.Blocked, "practice-form": scan.NeedsYou, "practice-script": scan.NeedsYou,
	}
	matches, wrong := 0, 0
	for _, seed := range seeds(t) {
		sites, err := practice.Open(practice.NewWorld(seed, brokers.DateOf(noon)), practice.NewClock(noon).Now)
		if err != nil {
			t.Fatal(err)
		}
		for id, v := range scanAll(t, sites) {
			if v.Outcome != want[id] && !(id == "practice-lookalike" && v.Outcome == scan.UnknownOutcome) {
				t.Errorf("seed %d, %s: %s (%s), want %s", seed, id, v.Outcome, v.Why, want[id])
			}
			if id == "practice-lookalike" && v.Control != scan.ControlLookAlike {
				t.Errorf("seed %d: the look-alike site is not named as such: control %s", seed, v.Control)
			}
			for _, s := range v.Sightings {
				if s.Verdict != scan.Match {
					continue
				}
				matches++
				if !isSubject(sites, id, s.URL) {
					wrong++
					t.Errorf("seed %d, %s: a record of another person is called a match", seed, id)
				}
			}
		}
		if err := sites.Close(); err != nil {
			t.Error(err)
		}
	}
	t.Logf("figure: practice worlds: %d scanned, %d records called a match, %d of them of other people", len(seeds(t)), matches, wrong)
}

func scanAll(t *testing.T, sites *practice.Sites) map[string]scan.Visit {
	t.Helper()
	dir := t.TempDir()
	if err := sites.Write(dir); err != nil {
		t.Fatal(err)
	}
	s, err := scan.ReadSubject(filepath.Join(dir, "subject.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	visits := map[string]scan.Visit{}
	for _, b := range sites.Brokers() {
		if b.Search == nil {
			continue
		}
		var k sink
		task := sweep.Task{Broker: &b, Clients: []sweep.Client{{Subject: s}}}
		if err := sweep.Run(context.Background(), task, setup(t, noon), &k); err != nil {
			t.Fatal(err)
		}
		visits[b.ID] = k.visits[0].Visit
	}
	return visits
}

// isSubject reports whether the record at an address is, in truth, the
// subject's.
func isSubject(sites *practice.Sites, broker, address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	for _, l := range sites.Truth() {
		if l.Broker == broker && l.URL != "" && l.Subject {
			if own, err := url.Parse(l.URL); err == nil && own.Path == u.Path && own.RawQuery == u.RawQuery {
				return true
			}
		}
	}
	return false
}
