package crawl

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan"
)

// shelf is a Memory that outlives crawlers.
type shelf struct {
	mu    sync.Mutex
	rows  map[string][]byte
	saves int
	fail  error
}

func (m *shelf) Load(_ context.Context, host string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.rows[host], m.fail
}

func (m *shelf) Save(_ context.Context, hosts map[string][]byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.rows == nil {
		m.rows = map[string][]byte{}
	}
	m.saves++
	for k, v := range hosts {
		m.rows[k] = v
	}
	return m.fail
}

func TestMemoryOutlivesTheProgram(t *testing.T) {
	status, header := 200, ""
	s := newSite(t)
	s.mux.HandleFunc("/x", func(w http.ResponseWriter, _ *http.Request) {
		if header != "" {
			w.Header().Set("Retry-After", header)
		}
		w.WriteHeader(status)
		fmt.Fprint(w, recordPage)
	})
	m := &shelf{}
	run := func(daily int) (scan.Outcome, string) { // a program of its own
		o := s.options()
		o.Memory, o.DailyCap = m, daily
		_, err := crawler(t, o).Visit(s.broker(0)).Get(context.Background(), s.at(t, "/x"))
		return outcomeOf(t, err)
	}
	if got, why := run(5); got != scan.UnknownOutcome || why != "" {
		t.Fatal(got, why)
	}
	if got, why := run(5); why != "" {
		t.Fatal(got, why)
	}
	if got, why := run(5); got != scan.UnknownOutcome || !strings.Contains(why, "share") { // robots.txt, and the page is the sixth
		t.Errorf("the cap does not hold in the next run: %v (%s), asked %v", got, why, s.requests())
	}
	s.clock.Wait(context.Background(), 24*time.Hour)
	status, header = 429, "7200"
	if got, _ := run(0); got != scan.Blocked {
		t.Error(got)
	}
	status, header = 200, ""
	before := len(s.requests())
	if got, why := run(0); got != scan.Blocked || !strings.Contains(why, "left alone until") || len(s.requests()) != before {
		t.Errorf("the rest does not hold in the next run: %v (%s)", got, why)
	}
	s.clock.Wait(context.Background(), 2*time.Hour)
	if _, why := run(0); why != "" {
		t.Errorf("after the rest: %s", why)
	}
	for host, row := range m.rows {
		if strings.Contains(string(row), "name") || !strings.Contains(host, ":") {
			t.Errorf("%s: %s", host, row)
		}
	}
}

func TestMemoryThatCannotBeRead(t *testing.T) {
	s := newSite(t)
	s.page("/x", recordPage)
	year, _ := json.Marshal(state{Closed: s.clock.Now().Add(999 * time.Hour), Cause: asked, Day: "2026-11-21", Count: -5, Faults: 1 << 40})
	for name, m := range map[string]*shelf{
		"nonsense":    {rows: map[string][]byte{s.host(): []byte("{{{")}},
		"of a folder": {rows: map[string][]byte{s.host(): []byte(`[1,2]`)}},
		"failing":     {fail: errors.New("disk on fire")},
		"empty":       {},
	} {
		o := s.options()
		o.Memory, o.DailyCap = m, 3
		if _, err := crawler(t, o).Visit(s.broker(0)).Get(context.Background(), s.at(t, "/x")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	o := s.options()
	o.Memory = &shelf{rows: map[string][]byte{s.host(): year}}
	c := crawler(t, o)
	if _, err := c.Visit(s.broker(0)).Get(context.Background(), s.at(t, "/x")); err == nil {
		t.Error("a rest was forgotten")
	}
	if left := c.host(s.host(), true).rests(s.clock.Now()); left > maxRest {
		t.Errorf("rests %v", left)
	}
}

// Rules of a host on the internet are kept with everything they say; those of
// a practice site are not.
func TestRobotsAreRemembered(t *testing.T) {
	now := newClock().Now()
	for name, file := range map[string]string{
		"rules":   "User-agent: *\nDisallow: /private\nAllow: /private/ok\nCrawl-delay: 7\n",
		"nothing": "",
	} {
		cache := rulesCache{rules: ParseRobots(file), until: now.Add(robotsKept), kept: validators{ETag: `"1"`}}
		row, err := json.Marshal(state{Robots: cache.keep()})
		if err != nil {
			t.Fatal(err)
		}
		h := newHost("people.test:443", false)
		newNotebook(&shelf{rows: map[string][]byte{h.name: row}}).recall(context.Background(), h, now)
		got := &h.rules
		for _, path := range []string{"/private/x", "/private/ok", "/x"} {
			if got.rules.Allows(path) != cache.rules.Allows(path) {
				t.Errorf("%s: %s", name, path)
			}
		}
		if got.rules.Delay() != cache.rules.Delay() || !got.until.Equal(cache.until) || got.kept != cache.kept {
			t.Errorf("%s: got %+v", name, got)
		}
	}
	failed := rulesCache{fault: &scan.Fault{Outcome: scan.Disallowed, Why: "broke off"}, until: now.Add(time.Hour)}
	var back rulesCache
	back.recall(failed.keep(), now)
	if back.fault == nil || back.fault.Why != "broke off" || back.fault.Outcome != scan.Disallowed {
		t.Errorf("got %+v", back)
	}
	back = rulesCache{}
	back.recall(&keptRobots{Until: now.Add(90 * 24 * time.Hour)}, now)
	if !back.until.IsZero() {
		t.Error("rules from the future are believed")
	}
	long := rulesCache{rules: ParseRobots("User-agent: *\n" + strings.Repeat("Disallow: /"+strings.Repeat("a", 1000)+"\n", 100))}
	if long.keep() != nil {
		t.Error("a long file is remembered")
	}
}

func TestNotebookWritesTogether(t *testing.T) {
	m := &shelf{}
	n := newNotebook(m)
	var wg sync.WaitGroup
	for i := range 50 {
		h := newHost(fmt.Sprint(i), false)
		h.state.Count = i
		wg.Go(func() { n.keep(context.Background(), h) })
	}
	wg.Wait()
	if len(m.rows) != 50 || m.saves > 50 {
		t.Errorf("%d rows in %d writings", len(m.rows), m.saves)
	}
}

func FuzzRecall(f *testing.F) {
	f.Add([]byte(`{"closed":"2026-11-22T00:00:00Z","cause":"asked","faults":3,"day":"2026-11-21","count":7,"robots":{"until":"2026-11-22T00:00:00Z","disallow":["/x"],"delay":7000000000}}`))
	f.Add([]byte(`{}`))
	f.Fuzz(func(t *testing.T, row []byte) {
		now := newClock().Now()
		h := newHost("people.test:443", false)
		newNotebook(&shelf{rows: map[string][]byte{h.name: row}}).recall(context.Background(), h, now)
		o := Options{Now: func() time.Time { return now }}
		_ = h.open(now)
		_ = h.take(&o)
		h.note(&exchange{status: 500, header: http.Header{}}, nil, &o)
		if h.rests(now) > maxRest || h.state.Count < 0 || h.rules.until.Sub(now) > robotsKept {
			t.Errorf("%+v", h.state)
		}
	})
}
