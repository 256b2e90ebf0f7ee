package crawl

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan"
)

var errGone = errors.New("the lease is gone")

// gate counts who asks it, and shuts after a number of requests; below 0: never.
type gate struct {
	asked, after int
	seen         func() // called each time it is asked
}

func (g *gate) pass(context.Context) error {
	if g.seen != nil {
		g.seen()
	}
	if g.after >= 0 && g.asked >= g.after {
		return errGone
	}
	g.asked++
	return nil
}

// Every request asks the gate, right before it goes out.
func TestGateIsAskedForEachRequest(t *testing.T) {
	s := newSite(t)
	failed := false
	s.mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/rules", http.StatusFound) })
	s.mux.HandleFunc("/x", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/y", http.StatusFound) })
	s.mux.HandleFunc("/y", func(w http.ResponseWriter, _ *http.Request) {
		if !failed {
			failed = true
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		w.Write([]byte(recordPage))
	})
	g := &gate{after: -1}
	var waited []int // how many waits were over when the gate was asked
	g.seen = func() {
		if n := len(s.requests()); n != g.asked {
			t.Errorf("asked after %d requests, %d times before", n, g.asked)
		}
		s.clock.mu.Lock()
		waited = append(waited, len(s.clock.waits))
		s.clock.mu.Unlock()
	}
	o := s.options()
	if _, err := crawler(t, o).Visit(s.broker(3*time.Second)).Get(Gated(context.Background(), g.pass), s.at(t, "/x")); err != nil {
		t.Fatal(err)
	}
	if want := []string{"/robots.txt", "/rules", "/x", "/y", "/x", "/y"}; !slices.Equal(s.requests(), want) || g.asked != len(want) {
		t.Errorf("asked %q, the gate %d times", s.requests(), g.asked)
	}
	for i, n := range waited[1:] {
		if n <= waited[i] {
			t.Errorf("request %d: the gate was asked before the pace had passed: %v", i+2, waited)
		}
	}
}

// A request before a shut gate does not go out, and that is no fault of the
// site: neither of this visit, nor remembered.
func TestShutGate(t *testing.T) {
	for after, want := range [][]string{{}, {"/robots.txt"}, {"/robots.txt", "/x"}} {
		s := newSite(t)
		s.mux.HandleFunc("/x", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/y", http.StatusFound) })
		s.page("/y", recordPage)
		g := &gate{after: after}
		c := crawler(t, s.options())
		_, err := c.Visit(s.broker(0)).Get(Gated(context.Background(), g.pass), s.at(t, "/x"))
		var fault *scan.Fault
		if !errors.Is(err, ErrShut) || !errors.Is(err, errGone) || errors.As(err, &fault) || errors.Is(err, ErrLine) {
			t.Errorf("after %d: %v", after, err)
		}
		if got := s.requests(); !slices.Equal(got, want) {
			t.Errorf("after %d requests: asked %q", after, got)
		}
		h := c.host(s.host(), true)
		if h.state.Faults != 0 || !h.state.Closed.IsZero() || len(h.turn) != 0 {
			t.Errorf("after %d: remembered %+v", after, h.state)
		}
		if _, err := c.Visit(s.broker(0)).Get(context.Background(), s.at(t, "/x")); err != nil {
			t.Errorf("after %d: without a gate: %v", after, err)
		}
	}
}

func TestGateOfADoor(t *testing.T) {
	s := newSite(t)
	s.page("/x", recordPage)
	g := &gate{after: 1}
	ctx := Gated(context.Background(), g.pass)
	d := crawler(t, s.options()).Door(s.broker(0))
	if _, err := d.Enter(ctx, s.at(t, "/x")); !errors.Is(err, ErrShut) { // robots.txt was the one
		t.Error(err)
	}
	if err := d.May(ctx, s.at(t, "/style.css")); !errors.Is(err, ErrShut) {
		t.Error(err)
	}
	if err := d.Permit(ctx); !errors.Is(err, ErrShut) {
		t.Error(err)
	}
	turn, err := d.Enter(context.Background(), s.at(t, "/x"))
	if err != nil {
		t.Fatal(err)
	}
	turn.Leave(200, nil)
	if err := d.Permit(context.Background()); err != nil {
		t.Error(err)
	}
}

// Under a gate nothing is asked of a host of which it cannot be read what it
// asked for, or where the day's count cannot be written.
func TestGateNeedsTheMemory(t *testing.T) {
	s := newSite(t)
	s.page("/x", recordPage)
	g := &gate{after: -1}
	m := &shelf{fail: errors.New("gone")}
	o := s.options()
	o.Memory, o.DailyCap = m, 10
	c := crawler(t, o)
	get := func() error {
		_, err := c.Visit(s.broker(0)).Get(Gated(context.Background(), g.pass), s.at(t, "/x"))
		return err
	}
	if err := get(); !errors.Is(err, ErrShut) || !strings.Contains(err.Error(), "cannot be read") || len(s.requests()) > 0 {
		t.Error(err, s.requests())
	}
	m.fail = nil
	if err := get(); err != nil {
		t.Fatal(err)
	}
	before := len(s.requests())
	m.fail = errors.New("gone again")
	if err := get(); !errors.Is(err, ErrShut) || !strings.Contains(err.Error(), "cannot be written") || len(s.requests()) != before {
		t.Error(err, s.requests())
	}
	m.fail = nil
	if err := get(); err != nil || len(s.requests()) != before+1 {
		t.Error(err, s.requests())
	}
}

// The next holder of the right to ask keeps the pace after the last request of
// the one before, and what the host asked for.
func TestHandOver(t *testing.T) {
	const pace = 400 * time.Millisecond // not written down with each request
	s := newSite(t)
	s.page("/x", recordPage)
	m := &shelf{}
	holder := func(after time.Time) *Crawler {
		o := s.options()
		o.Memory, o.After = m, after
		return crawler(t, o)
	}
	ctx := Gated(context.Background(), (&gate{after: -1}).pass)
	first := holder(time.Time{})
	if _, err := first.Visit(s.broker(pace)).Get(ctx, s.at(t, "/x")); err != nil {
		t.Fatal(err)
	}
	if err := first.Save(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := holder(time.Time{}).Visit(s.broker(pace)).Get(ctx, s.at(t, "/x")); err != nil {
		t.Fatal(err)
	}
	// One that ended without a word: when it asked last is not known.
	m.rows = nil
	if _, err := holder(s.clock.Now()).Visit(s.broker(pace)).Get(ctx, s.at(t, "/x")); err != nil {
		t.Fatal(err)
	}
	for i, at := range s.times[1:] {
		if gap := at.Sub(s.times[i]); gap < pace {
			t.Errorf("request %d came after %v", i+2, gap)
		}
	}
	if err := holder(time.Time{}).Save(ctx); err != nil || m.rows != nil && len(m.rows) == 0 {
		t.Error(err)
	}
}

// Two machines on whose clocks it is not the same day share one count.
func TestShareOfADayThatBeginsElsewhere(t *testing.T) {
	midnight := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	at := func(d time.Duration) *Options {
		return &Options{DailyCap: 4, Now: func() time.Time { return midnight.Add(d) }}
	}
	behind, ahead, wrong := at(-time.Minute), at(time.Minute), at(-48*time.Hour)
	h := newHost("people.test:443", false)
	for i, o := range []*Options{behind, ahead, behind, ahead, behind, ahead} {
		if err := h.take(o); (err != nil) != (i > 4) {
			t.Errorf("request %d: %v", i+1, err)
		}
	}
	if err := h.take(wrong); err != nil {
		t.Error("a clock that was two days ahead holds the count for two days")
	}
}
