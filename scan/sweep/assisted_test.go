package sweep_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl/browser"
	"github.com/whohasme/whohasme/scan/sweep"
)

// TestAssistedProof: a page that a person opens proves absence only beside a
// page that read as a list within seven days.
func TestAssistedProof(t *testing.T) {
	t.Parallel()
	byHand := func(days int) *sweep.Control {
		return &sweep.Control{Day: brokers.DateOf(noon).AddDays(-days), State: scan.ControlWorked, ByHand: true}
	}
	two := func(w http.ResponseWriter, r *http.Request, _ string) {
		if r.URL.Query().Get("page") == "2" {
			page(w, counts(2), mine)
			return
		}
		page(w, counts(2), other, `<a rel="next" href="?page=2">next</a>`)
	}
	// next opens the next page and sees it come, as a person does before they say so.
	next := func(ctx context.Context, w *browser.Window) error {
		if err := w.Click(ctx, "a[rel=next]"); err != nil {
			return err
		}
		_, err := w.Wait(ctx, `a[href="/p/77"]`, time.Minute)
		return err
	}
	var hands func(context.Context, *browser.Window) error
	setup := withBrowser(t, func(ctx context.Context, w *browser.Window) error { // one browser for all
		if hands == nil {
			return nil
		}
		return hands(ctx, w)
	})
	for _, c := range []struct {
		name    string
		search  func(http.ResponseWriter, *http.Request, string)
		control *sweep.Control
		hands   func(context.Context, *browser.Window) error
		answers []sweep.Answer
		want    scan.Outcome
		told    int
	}{
		{"nobody, and no control", func(w http.ResponseWriter, _ *http.Request, _ string) { page(w, nobody) }, nil, nil, nil, scan.Unreadable, 0},
		{"nobody, and a list seven days ago", func(w http.ResponseWriter, _ *http.Request, _ string) { page(w, nobody) }, byHand(7), nil, nil, scan.Absent, 0},
		{"nobody, and a list eight days ago", func(w http.ResponseWriter, _ *http.Request, _ string) { page(w, nobody) }, byHand(8), nil, nil, scan.Unreadable, 0},
		{"a whole list of other people", func(w http.ResponseWriter, _ *http.Request, _ string) { page(w, counts(1), other) }, nil, nil, nil, scan.Absent, 0},
		{"a record that may be", func(w http.ResponseWriter, _ *http.Request, _ string) { page(w, counts(1), vague) }, nil, nil, nil, scan.Maybe, 0},
		{"a list that goes on, and is left", two, nil, nil, []sweep.Answer{sweep.Done, sweep.Skip}, scan.UnknownOutcome, 1},
		{"a list that goes on, and is opened", two, nil, next, nil, scan.Found, 1},
		{"a wall that stays", func(w http.ResponseWriter, _ *http.Request, _ string) {
			w.WriteHeader(http.StatusForbidden)
			page(w, "<p>Sorry.</p>")
		}, nil, nil, []sweep.Answer{sweep.Done, sweep.Skip}, scan.Blocked, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			hands = c.hands
			p := &person{answers: c.answers}
			setup.Person = p
			s := &site{search: c.search}
			b := s.broker(t)
			b.Search.Way = brokers.Assisted
			if c.control != nil {
				c.control.Broker, c.control.Definition = b.ID, sweep.Version(b.Search)
			}
			var k sink
			if err := sweep.Run(context.Background(), sweep.Task{Broker: b, Clients: []sweep.Client{{Subject: subject(t)}}, Control: c.control}, setup, &k); err != nil {
				t.Fatal(err)
			}
			v := k.visits[0].Visit
			if v.Outcome != c.want || len(p.told) != c.told || (v.Outcome != scan.Found && v.Outcome != scan.Maybe && v.Outcome != scan.Absent) == (v.Why == "") {
				t.Errorf("%s (%s), want %s; told %q", v.Outcome, v.Why, c.want, p.told)
			}
			for _, path := range s.asked {
				if strings.Contains(path, "james") || path == "/robots.txt" {
					t.Errorf("the site was asked for %s", path)
				}
			}
		})
	}
}

// TestByHandIsNoAutomaticControl: a list that a person reached says nothing of
// invented names, so a scan by itself makes its own control.
func TestByHandIsNoAutomaticControl(t *testing.T) {
	b := definition(t, "127.0.0.1:1")
	day := brokers.DateOf(noon)
	c := &sweep.Control{Broker: b.ID, Definition: sweep.Version(b.Search), Day: day, State: scan.ControlWorked, ByHand: true}
	if c.Fits(b, day) || !c.Vouches(b, day) || c.Vouches(b, day.AddDays(-8)) {
		t.Error("a control by hand")
	}
	c.ByHand = false
	if !c.Fits(b, day) || c.Fits(b, day.AddDays(1)) || !c.Vouches(b, day.AddDays(1)) {
		t.Error("a control by itself")
	}
}
