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
	"github.com/whohasme/whohasme/scan/extract"
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
		"practice-wall": scan.Blocked, "practice-form": scan.NeedsYou,
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

// TestDefinitions is the suite that every definition must pass, those of the
// catalogue and those of the practice sites.
func TestDefinitions(t *testing.T) {
	cat, faults := brokers.Load(brokers.Embedded())
	for _, f := range append(faults, brokers.Lint(cat)...) {
		t.Error(f)
	}
	sites, err := practice.Open(practice.NewWorld(1, brokers.DateOf(noon)), practice.NewClock(noon).Now)
	if err != nil {
		t.Fatal(err)
	}
	defer sites.Close()
	list := cat.All()
	for _, b := range sites.Brokers() {
		list = append(list, &b)
	}
	definitions := 0
	for _, b := range list {
		t.Run(b.ID, func(t *testing.T) { checkBroker(t, b) })
		if b.Search != nil {
			definitions++
		}
	}
	if len(cat.All()) < 25 {
		t.Errorf("%d brokers in the catalogue, want at least 25", len(cat.All()))
	}
	t.Logf("figure: issue 2, point 4: one suite over %d brokers with %d definitions", len(list), definitions)
}

func checkBroker(t *testing.T, b *brokers.Broker) {
	t.Helper()
	if len(b.Sources) == 0 {
		t.Error("no source is named")
	}
	if len(b.OptOut) == 0 {
		t.Error("no way out is known")
	}
	d := b.Search
	if d == nil {
		return
	}
	if d.Record != "" {
		if _, err := extract.Compile(d); err != nil {
			t.Error(err)
		}
	}
	if d.Way == brokers.Fetch || d.Way == brokers.Browser {
		q := brokers.Query{First: "María José", Middle: "Ana", Last: "O'Neil-Łuk", City: "St. Paul", State: "MN", Zip: "55101", Age: 41}
		u, err := d.URL.Address(q, d.Ages)
		if err != nil {
			t.Fatal(err)
		}
		if !b.Serves(u) {
			t.Errorf("the search goes to %s, which is not the broker's", u.Host)
		}
		if d.Nothing == "" {
			t.Error("there is no sign for nothing found, so nobody could ever be told absent")
		}
		for _, v := range []string{"age", "age_range"} {
			if d.URL.Uses(v) && len(d.Ages) == 0 && v == "age_range" {
				t.Errorf("the address wants %s without bands", v)
			}
		}
	}
	if d.Way == brokers.Assisted && len(d.Steps) == 0 {
		t.Error("an assisted definition has no steps")
	}
}
