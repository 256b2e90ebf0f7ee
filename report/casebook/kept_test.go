package casebook_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/sweep"
)

// scanWith makes a scan with a crawler of its own, as a new run of the program
// does.
func (o *office) scanWith(options crawl.Options, s casebook.Scope) casebook.Summary {
	o.t.Helper()
	options.AllowLoopback, options.Version, options.Now, options.Memory = true, "test", o.Now, o.Vault.Memory("hosts")
	c, err := crawl.New(options)
	ok(o.t, err)
	defer c.Close()
	sum, err := o.Scan(o.t.Context(), s, sweep.Setup{Crawler: c, Now: o.Now}, true, &watcher{o: o})
	ok(o.t, err)
	return sum
}

// named puts a server before a site that names the state of its pages, and
// counts how often it could say that nothing has changed.
func named(t *testing.T, s *site) (unchanged *atomic.Int32) {
	t.Helper()
	unchanged = new(atomic.Int32)
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		tag := `"` + strings.ReplaceAll(r.URL.Path, "/", "-") + `"`
		if r.Header.Get("If-None-Match") == tag {
			unchanged.Add(1)
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", tag)
		s.ServeHTTP(w, r)
	}))
	t.Cleanup(front.Close)
	_, host, _ := strings.Cut(s.file, "domain: ")
	host, _, _ = strings.Cut(host, "\n")
	s.file = strings.ReplaceAll(s.file, host, strings.TrimPrefix(front.URL, "http://"))
	return unchanged
}

// A page that has not changed is the one the vault has kept, for the subject
// whose page it is and for no other; one that was dropped is fetched anew.
func TestUnchangedPagesComeFromTheVault(t *testing.T) {
	s := serve(t, "a")
	unchanged := named(t, s)
	o := open(t, s.file)
	o.add("c1", mandateFile)
	first := o.scanWith(crawl.Options{}, casebook.Scope{})
	if len(first.Made) != 1 || first.Made[0].Outcome != scan.Found || unchanged.Load() != 0 {
		t.Fatalf("%+v", first.Made)
	}
	o.now = o.now.Add(25 * time.Hour)
	again := o.scanWith(crawl.Options{}, casebook.Scope{})
	if len(again.Made) != 1 || again.Made[0].Outcome != scan.Found || unchanged.Load() == 0 {
		t.Fatalf("%+v, unchanged %d times", again.Made, unchanged.Load())
	}
	if a, b := first.Made[0].Pages[0], again.Made[0].Pages[0]; a.Hash != b.Hash || b.ETag == "" || !b.At.After(a.At) {
		t.Errorf("evidence %+v, then %+v", a, b)
	}
	before := unchanged.Load()
	o.add("c2", mandateFile)
	if sum := o.scanWith(crawl.Options{}, casebook.Scope{Subject: "c2"}); len(sum.Made) != 1 || unchanged.Load() != before {
		t.Errorf("another subject's page was asked about: %+v", sum.Made)
	}
	_, err := o.Vault.DropPages(t.Context(), o.now.Add(time.Hour), func(string) (bool, error) { return false, nil })
	ok(t, err)
	o.now = o.now.Add(25 * time.Hour)
	if sum := o.scanWith(crawl.Options{}, casebook.Scope{Subject: "c1"}); len(sum.Made) != 1 || sum.Made[0].Outcome != scan.Found || unchanged.Load() != before {
		t.Errorf("a page that was dropped was asked about: %+v", sum.Made)
	}
}

// When the day's share of a site is used up, the rest is put off, said so, and
// made on the next day, also by another run of the program.
func TestVisitsThatArePutOffGoOn(t *testing.T) {
	s := serve(t, "a")
	o := open(t, s.file)
	o.add("c1", mandateFile)
	o.add("c2", mandateFile)
	few := crawl.Options{DailyCap: 4} // robots.txt, two controls and one subject
	outcome := func(sum casebook.Summary, id string) scan.Visit {
		for _, v := range sum.Made {
			if v.Subject == id {
				return v
			}
		}
		return scan.Visit{Why: "no visit"}
	}
	sum := o.scanWith(few, casebook.Scope{})
	if v := outcome(sum, "c1"); v.Outcome != scan.Found {
		t.Fatalf("%+v", v)
	}
	put := outcome(sum, "c2")
	if put.Outcome != scan.UnknownOutcome || !strings.Contains(put.Why, "goes on tomorrow") || !put.Again.After(o.now) {
		t.Fatalf("%+v", put)
	}
	asked := s.asked.Load()
	if sum := o.scanWith(few, casebook.Scope{}); len(sum.Made) != 0 || s.asked.Load() != asked {
		t.Errorf("on the same day: %+v", sum.Made)
	}
	o.now = o.now.Add(12 * time.Hour)
	sum = o.scanWith(few, casebook.Scope{})
	if v := outcome(sum, "c2"); v.Outcome != scan.Found || len(sum.Made) != 1 {
		t.Errorf("on the next day: %+v", sum.Made)
	}
}
