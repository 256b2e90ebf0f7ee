package sweep_test

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl/browser"
	"github.com/whohasme/whohasme/scan/sweep"
)

// TestNestedSites: records in shadow roots and in frames of the site are
// found, and absent once they are gone; those in a frame of another host are
// neither.
func TestNestedSites(t *testing.T) {
	t.Parallel()
	s := withBrowser(t, nil)
	brief := s // for what is never drawn
	path, err := browser.Find("", os.Getenv)
	if err != nil {
		t.Fatal(err)
	}
	if brief.Browser, err = browser.New(browser.Options{Crawler: s.Crawler, Path: path, Env: os.Environ(), Temp: t.TempDir(), NoSandbox: true, Headless: true, Draw: 5 * time.Second, Patience: 3 * time.Second}); err != nil {
		t.Fatal(err)
	}
	if s.Browser, err = browser.New(browser.Options{Crawler: s.Crawler, Path: path, Env: os.Environ(), Temp: t.TempDir(), NoSandbox: true, Headless: true, Slots: 2}); err != nil {
		t.Fatal(err)
	}
	clock := practice.NewClock(noon)
	sites, err := practice.OpenNested(practice.NewWorld(seeds(t)[0], brokers.DateOf(noon)), clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		http.DefaultClient.CloseIdleConnections()
		if err := sites.Close(); err != nil {
			t.Error(err)
		}
	})
	dir := t.TempDir()
	if err := sites.Write(dir); err != nil {
		t.Fatal(err)
	}
	who, err := scan.ReadSubject(filepath.Join(dir, "subject.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	who.Names, who.Addresses = who.Names[:1], who.Addresses[:1] // one search is enough here
	all := sites.Brokers()
	var wg sync.WaitGroup // waiting is most of it, whatever the number of processors
	for i := range all {
		setup := s
		if all[i].ID == "practice-outside" {
			setup = brief
		}
		wg.Go(func() { seeNested(t, setup, sites, &all[i], who) })
	}
	wg.Wait()
	t.Logf("figure: issue 4, point 4: %d of %d sites with records in shadow roots and frames read in Chromium: found, and absent after the opt-out; the one in another host's frame is unreadable", len(all)-1, len(all))
}

func seeNested(t *testing.T, s sweep.Setup, sites *practice.Sites, b *brokers.Broker, who *scan.Subject) {
	task := sweep.Task{Broker: b, Clients: []sweep.Client{{Subject: who}}}
	look := func() scan.Visit {
		var k sink
		if err := sweep.Run(context.Background(), task, s, &k); err != nil {
			t.Errorf("%s: %v", b.ID, err)
			return scan.Visit{}
		}
		if len(k.controls) > 0 {
			task.Control = &k.controls[0] // holds for the day, and for the second look
		}
		return k.visits[0].Visit
	}
	v := look()
	if b.ID == "practice-outside" {
		if v.Outcome != scan.Unreadable {
			t.Errorf("%s: %s (%s)", b.ID, v.Outcome, v.Why)
		}
		return
	}
	if v.Outcome != scan.Found || v.Control != scan.ControlWorked {
		t.Errorf("%s: %s (%s), control %s", b.ID, v.Outcome, v.Why, v.Control)
		return
	}
	for _, f := range v.Sightings {
		if f.Verdict == scan.Match && !isSubject(sites, b.ID, f.URL) {
			t.Error(b.ID, "a record of another person is called a match")
		}
	}
	res, err := http.PostForm(b.OptOut[0].URL, url.Values{"url": {v.Sightings[0].URL}, "email": {"a@example.org"}})
	if err != nil {
		t.Error(err)
		return
	}
	res.Body.Close()
	sites.Advance(25 * time.Hour)
	task.Clients[0].Earlier = scan.Follow([]scan.Visit{v}, nil)
	if again := look(); again.Outcome != scan.Absent || len(again.Rechecks) == 0 || again.Rechecks[0].Address != scan.Absent {
		t.Errorf("%s: after the opt-out %s (%s), rechecks %+v", b.ID, again.Outcome, again.Why, again.Rechecks)
	}
}
