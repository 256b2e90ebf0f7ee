package casebook_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/sweep"
	"github.com/whohasme/whohasme/scan/vault"
)

// site is an imitation broker on loopback. It lists every name but the one
// that no control may find.
type site struct {
	id    string
	file  string
	asked atomic.Int32  // searches for the subject
	hold  chan struct{} // where it is not nil, the subject's search waits for it
	there chan struct{} // gets a value when the subject's search has come
}

// serve starts a site that lists Wilma Tarn of Akron, born when she was.
func serve(t *testing.T, id string) *site {
	t.Helper()
	s := &site{id: id, there: make(chan struct{}, 9)}
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	host := strings.TrimPrefix(srv.URL, "http://")
	s.file = fmt.Sprintf(`%s
domain: %s
opt_out: [{ask: suppress, by: email, to: privacy@%s.test}]
search:
  url: http://%s/name/{first|lower}-{last|lower}
  way: fetch
  pace: 0s
  record: div.card
  complete: {total: .count}
  fields: {name: h2, addresses: .place, profile_url: {select: a, attr: href}}
  nothing: "//p[contains(., 'No records')]"`, id, host, id, host)
	return s
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, _ := strings.CutPrefix(r.URL.Path, "/name/")
	card := func(i int, name, place string) string {
		return fmt.Sprintf(`<div class=card><h2>%s</h2><p class=place>%s</p><a href="/p/%d">more</a></div>`, name, place, i)
	}
	body := `<p>No records were found.</p>`
	switch name {
	case "james-smith", "mary-johnson", "robert-williams":
		body = `<p class=count>2 results</p>` + card(1, strings.ReplaceAll(name, "-", " "), "Houston, TX") + card(2, strings.ReplaceAll(name, "-", " "), "Dallas, TX")
	case "wilma-tarn":
		s.asked.Add(1)
		s.there <- struct{}{}
		if s.hold != nil {
			select {
			case <-s.hold:
			case <-r.Context().Done():
			}
		}
		body = `<p class=count>1 results</p>` + card(7, "Wilma Tarn", "Akron, OH")
	}
	if strings.HasPrefix(r.URL.Path, "/robots") {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, "<!doctype html><html lang=en><body><h1>Results</h1>%s<footer>About us</footer></body></html>", body)
}

// watcher notes what it is told, and checks in passing that a visit that is
// shown is one that is kept.
type watcher struct {
	o      *office
	begun  int
	visits []string
	after  func(scan.Visit)
}

func (w *watcher) Begin(n int) { w.begun = n }

func (w *watcher) Visit(v scan.Visit) {
	w.visits = append(w.visits, v.Subject+"."+v.Broker)
	if w.o.events(v.Subject, scan.VisitMade) < 1 {
		w.o.t.Errorf("%s is shown and not kept", w.visits[len(w.visits)-1])
	}
	if w.after != nil {
		w.after(v)
	}
}

// scan makes a real scan of loopback sites.
func (o *office) scan(ctx context.Context, s casebook.Scope, show bool, after func(scan.Visit)) (*watcher, casebook.Summary, error) {
	o.t.Helper()
	c, err := crawl.New(crawl.Options{AllowLoopback: true, Version: "test", Timeout: 20 * time.Second})
	ok(o.t, err)
	defer c.Close()
	w := &watcher{o: o, after: after}
	sum, err := o.Scan(ctx, s, sweep.Setup{Crawler: c, Now: o.Now}, show, w)
	return w, sum, err
}

func files(sites ...*site) (list []string) {
	for _, s := range sites {
		list = append(list, s.file)
	}
	return list
}

func TestScanOnce(t *testing.T) {
	a, b := serve(t, "a"), serve(t, "b")
	o := open(t, files(a, b)...)
	o.add("c1", mandateFile)
	o.add("c2", mandateFile)
	w, sum, err := o.scan(t.Context(), casebook.Scope{}, false, nil)
	ok(t, err)
	slices.Sort(w.visits)
	if want := []string{"c1.a", "c1.b", "c2.a", "c2.b"}; !slices.Equal(w.visits, want) || w.begun != 4 || len(sum.Made) != 4 || len(sum.Fresh) != 0 {
		t.Errorf("told of %q, %d begun, %d made; want %q", w.visits, w.begun, len(sum.Made), want)
	}
	for _, v := range sum.Made {
		if v.Outcome != scan.Found || v.Control != scan.ControlWorked || len(v.Sightings) != 1 || v.Sightings[0].ID != v.Subject+"."+v.Broker+".1" {
			t.Errorf("got %+v", v)
		}
	}
	if n := o.events("c1", scan.VisitMade); n != 2 || o.events("", scan.ControlMade) != 2 {
		t.Errorf("%d visits in the journal of c1, %d controls; want two of each", n, o.events("", scan.ControlMade))
	}

	w, sum, err = o.scan(t.Context(), casebook.Scope{}, false, nil)
	if err != nil || len(w.visits)+len(sum.Made) > 0 || len(sum.Fresh) != 4 || len(sum.All()) != 4 || a.asked.Load() != 2 {
		t.Errorf("the second scan made %q, %v; %d fresh, a was asked %d times", w.visits, err, len(sum.Fresh), a.asked.Load())
	}
	for range 4 { // more than three a day: practice sites have no such limit
		_, sum, err = o.scan(t.Context(), casebook.Scope{Fresh: true, Brokers: []string{"a"}, Subject: "c1"}, false, nil)
		if err != nil || len(sum.Made) != 1 || len(sum.Refused) > 0 || sum.Made[0].Sightings[0].ID != "c1.a.1" {
			t.Fatalf("got %+v, %v", sum, err)
		}
	}
	if n := o.events("", scan.ControlMade); n != 2 {
		t.Errorf("%d controls, want one a broker a day", n)
	}
	o.later(25 * time.Hour)
	_, sum, err = o.scan(t.Context(), casebook.Scope{}, false, nil)
	if err != nil || len(sum.Made) != 4 || o.events("c1", scan.VisitMade) != 8 || o.events("", scan.ControlMade) != 4 {
		t.Errorf("a day later %d visits, %v; %d in the journal", len(sum.Made), err, o.events("c1", scan.VisitMade))
	}
	if damage, err := o.Vault.Verify(t.Context()); err != nil || len(damage) > 0 {
		t.Errorf("the vault: %v, %v", damage, err)
	}
}

// What is finished when a scan is interrupted is kept, and the next scan goes
// on from there.
func TestInterrupted(t *testing.T) {
	quick, slow := serve(t, "quick"), serve(t, "slow")
	slow.hold = make(chan struct{})
	quick.hold = slow.there // it answers when the other is asked: what is told of a visit may wait for nothing
	o := open(t, files(quick, slow)...)
	o.add("c1", mandateFile)
	ctx, stop := context.WithCancel(t.Context())
	_, sum, err := o.scan(ctx, casebook.Scope{}, false, func(scan.Visit) { stop() })
	stop()
	if !errors.Is(err, context.Canceled) || len(sum.Made) != 1 || sum.Made[0].Broker != "quick" || o.events("c1", scan.VisitMade) != 1 {
		t.Fatalf("got %+v, %v", sum.Made, err)
	}
	close(slow.hold)
	_, sum, err = o.scan(t.Context(), casebook.Scope{}, false, nil)
	if err != nil || len(sum.Made) != 1 || sum.Made[0].Broker != "slow" || len(sum.Fresh) != 1 || quick.asked.Load() != 1 {
		t.Errorf("the next scan made %+v, %v", sum.Made, err)
	}
}

// At whatever moment a scan is interrupted, what it says it made is in the
// journal, and a visit whose last page was read is finished.
func TestInterruptedAnywhere(t *testing.T) {
	a := serve(t, "a")
	a.there = make(chan struct{}, 99)
	o := open(t, a.file)
	o.add("c1", mandateFile)
	c, err := crawl.New(crawl.Options{AllowLoopback: true, Version: "test"})
	ok(t, err)
	defer c.Close()
	kept := 0
	for moment := 1; ; moment++ {
		ctx, stop := context.WithCancel(t.Context())
		asked, before := 0, o.events("c1", scan.VisitMade)
		now := func() time.Time {
			if asked++; asked == moment {
				stop()
			}
			return o.now
		}
		sum, err := o.Scan(ctx, casebook.Scope{Fresh: true}, sweep.Setup{Crawler: c, Now: now}, false, &watcher{o: o})
		stop()
		if n := o.events("c1", scan.VisitMade) - before; n != len(sum.Made) {
			t.Fatalf("moment %d: %d visits made and %d in the journal", moment, len(sum.Made), n)
		}
		if asked < moment {
			ok(t, err)
			break
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("moment %d: got %v", moment, err)
		}
		kept += len(sum.Made)
	}
	if kept == 0 {
		t.Error("a visit that was finished when the interruption came is lost")
	}
}

func TestTwoScansAtOnce(t *testing.T) {
	slow := serve(t, "slow")
	slow.hold = make(chan struct{})
	o := open(t, slow.file)
	o.add("c1", mandateFile)
	var first sync.WaitGroup
	first.Go(func() {
		if _, sum, err := o.scan(t.Context(), casebook.Scope{}, false, nil); err != nil || len(sum.Made) != 1 {
			t.Errorf("the first scan: %+v, %v", sum, err)
		}
	})
	<-slow.there
	if _, _, err := o.scan(t.Context(), casebook.Scope{}, false, nil); !errors.Is(err, vault.ErrBusy) {
		t.Errorf("got %v, want %v", err, vault.ErrBusy)
	}
	if _, _, err := o.Preview(t.Context(), casebook.Scope{}); err != nil {
		t.Errorf("a preview beside a scan: %v", err)
	}
	close(slow.hold)
	first.Wait()
	if n := o.events("c1", scan.VisitMade); n != 1 {
		t.Errorf("%d visits, want one", n)
	}
}

func TestSafeSubjectIsNotShown(t *testing.T) {
	a := serve(t, "a")
	o := open(t, a.file, savedSite)
	o.add("me", selfFile+"safe: {phones: [\"+1 512 555 0177\"]}")
	_, sum, err := o.scan(t.Context(), casebook.Scope{}, false, nil)
	refused(t, err, "--direct")
	if len(sum.Made) > 0 || a.asked.Load() > 0 || o.events("me", scan.VisitMade)+o.events("", scan.ControlMade) > 0 {
		t.Errorf("made %+v, asked %d times", sum.Made, a.asked.Load())
	}
	if _, sum, err = o.scan(t.Context(), casebook.Scope{Brokers: []string{"paper"}}, false, nil); err != nil || len(sum.Made) != 1 {
		t.Errorf("a site that is not asked: %+v, %v", sum.Made, err)
	}
	if _, sum, err = o.scan(t.Context(), casebook.Scope{}, true, nil); err != nil || len(sum.Made) != 1 || a.asked.Load() != 1 {
		t.Errorf("said on purpose: %+v, %v", sum.Made, err)
	}
}

// A mandate that ends between two scans ends the visits.
func TestScanUnderMandate(t *testing.T) {
	a, b := serve(t, "a"), serve(t, "b")
	o := open(t, files(a, b)...)
	o.add("c1", strings.Replace(mandateFile, "brokers: all", "brokers: [b]", 1))
	_, sum, err := o.scan(t.Context(), casebook.Scope{}, false, nil)
	if err != nil || len(sum.Made) != 1 || sum.Made[0].Broker != "b" || a.asked.Load() != 0 {
		t.Errorf("got %+v, %v", sum.Made, err)
	}
	o.later(11 * 24 * time.Hour)
	_, sum, err = o.scan(t.Context(), casebook.Scope{}, false, nil)
	refused(t, errors.Join(sum.Refused...), "ended on 2026-11-30")
	if err != nil || len(sum.Made) > 0 || b.asked.Load() != 1 {
		t.Errorf("got %+v, %v", sum.Made, err)
	}
}
