package sweep_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers/practice/hostile"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/sweep"
)

// TestHostile looks for a person at a site that behaves badly, in each way
// that it knows, and holds the outcome against the honest ones.
func TestHostile(t *testing.T) {
	list := hostile.All()
	wrong := 0
	for i, v := range visitAll(t, list, false) {
		b := list[i]
		if !b.Honest(v.Outcome.String()) {
			wrong++
			t.Errorf("%s: %s (%s), want %s: %s", b.Name, v.Outcome, v.Why, strings.Join(b.Want, " or "), b.Because)
		}
	}
	t.Logf("figure: issue 4: %d hostile behaviours, %d with another outcome than an honest one", len(list), wrong)
}

// TestHostileToEverybody: a site that says the same to controls proves
// nothing, whatever it says.
func TestHostileToEverybody(t *testing.T) {
	list := slices.DeleteFunc(hostile.All(), func(b *hostile.Behaviour) bool { return !b.InWords() })
	for i, v := range visitAll(t, list, true) {
		if v.Outcome == scan.Absent || v.Outcome == scan.Found {
			t.Errorf("%s: %s (%s)", list[i].Name, v.Outcome, v.Why)
		}
	}
}

// visitAll makes a visit to each site, many at a time: most of them only make
// one wait.
func visitAll(t *testing.T, list []*hostile.Behaviour, everybody bool) []scan.Visit {
	visits := make([]scan.Visit, len(list))
	turns := make(chan bool, 24)
	var all sync.WaitGroup
	for i, b := range list {
		turns <- true
		all.Go(func() {
			visits[i] = behave(t, b, everybody)
			<-turns
		})
	}
	all.Wait()
	return visits
}

// behave makes one visit to a hostile site.
func behave(t *testing.T, b *hostile.Behaviour, everybody bool) scan.Visit {
	t.Helper()
	site, err := hostile.Open(b)
	if err != nil {
		t.Error(err)
		return scan.Visit{}
	}
	defer func() {
		if err := site.Close(); err != nil {
			t.Errorf("%s: %v", b.Name, err)
		}
	}()
	site.Everybody = everybody
	c, err := crawl.New(crawl.Options{AllowLoopback: true, Version: "test", Contact: "https://example.org", Dial: site.Dial(), Timeout: 4 * time.Second, Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }})
	if err != nil {
		t.Error(err)
		return scan.Visit{}
	}
	defer c.Close()
	s, err := scan.ParseSubject("subject.yaml", []byte(hostile.SubjectFile))
	if err != nil {
		t.Error(err)
		return scan.Visit{}
	}
	var k sink
	task := sweep.Task{Broker: site.Broker(), Clients: []sweep.Client{{Subject: s}}}
	if err := sweep.Run(context.Background(), task, sweep.Setup{Crawler: c, Now: func() time.Time { return noon }}, &k); err != nil {
		t.Error(err)
		return scan.Visit{}
	}
	v := k.visits[0].Visit
	if why := strings.ToLower(v.Why); strings.Contains(why, "fenwright") || strings.Contains(why, "odalys") || strings.Contains(why, "127.0.0.1") {
		t.Errorf("%s: the reason tells a name or an address: %s", b.Name, v.Why)
	}
	if v.Why == "" && !v.Outcome.Answered() {
		t.Errorf("%s: no reason is given", b.Name)
	}
	return v
}
