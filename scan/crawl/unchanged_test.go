package crawl

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan"
)

const changedAt = "Sat, 21 Nov 2026 10:00:00 GMT"

// dated serves a page by its state, and says so where it is asked.
func (s *site) dated(etag, modified string) {
	s.mux.HandleFunc("/x", func(w http.ResponseWriter, r *http.Request) {
		if etag != "" && r.Header.Get("If-None-Match") == etag || modified != "" && r.Header.Get("If-Modified-Since") == modified {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=iso-8859-1")
		if etag != "" {
			w.Header().Set("ETag", etag)
		}
		if modified != "" {
			w.Header().Set("Last-Modified", modified)
		}
		io.WriteString(w, recordPage+"<p>Jos\xe9")
	})
}

// keeps makes a visit remember one page.
func keeps(v *Visit, p *Page) {
	at, kept := p.URL.String(), p.Marks()
	kept.Body = p.Body
	v.Remember(func(_ context.Context, u *url.URL) (Kept, bool) { return kept, u.String() == at })
}

func TestUnchangedPageIsTheOneKept(t *testing.T) {
	for name, c := range map[string]struct {
		etag, modified string
		kept           bool
	}{
		"by ETag": {`"abc"`, "", true}, "by weak ETag": {`W/"abc"`, "", true}, "by date": {"", changedAt, true}, "by both": {`"abc"`, changedAt, true},
		"by nothing": {"", "", false}, "endless ETag": {`"` + strings.Repeat("a", 5000) + `"`, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.dated(c.etag, c.modified)
			crawl := crawler(t, s.options())
			first, err := crawl.Visit(s.broker(0)).Get(context.Background(), s.at(t, "/x"))
			if err != nil {
				t.Fatal(err)
			}
			v := crawl.Visit(s.broker(0))
			keeps(v, first)
			again, err := v.Get(context.Background(), s.at(t, "/x"))
			if err != nil {
				t.Fatal(err)
			}
			if again.HTML != first.HTML || again.Hash() != first.Hash() || again.Status != 200 || again.Kept != c.kept || again.Marks().ETag != first.Marks().ETag {
				t.Errorf("got %+v", again)
			}
			if !strings.Contains(again.HTML, "José") {
				t.Error("the charset was lost")
			}
		})
	}
}

func TestUnaskedNotModifiedIsNoPage(t *testing.T) {
	s := newSite(t)
	s.script(304)
	_, err := s.visit(t).Get(context.Background(), s.at(t, "/x"))
	if got, _ := outcomeOf(t, err); got != scan.Unreadable {
		t.Error(err)
	}
}

func TestRobotsAreAskedWhetherTheyChanged(t *testing.T) {
	s := newSite(t)
	s.page("/x", recordPage)
	asked := 0
	s.mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, r *http.Request) {
		asked++
		if r.Header.Get("If-None-Match") == `"r1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"r1"`)
		io.WriteString(w, "User-agent: *\nDisallow: /private\n")
	})
	c := crawler(t, s.options())
	for day := range 3 {
		_, err := c.Visit(s.broker(0)).Get(context.Background(), s.at(t, "/private/x"))
		if got, _ := outcomeOf(t, err); got != scan.Disallowed || asked != day+1 {
			t.Errorf("day %d: %v, robots.txt asked for %d times", day, err, asked)
		}
		s.clock.Wait(context.Background(), 25*time.Hour)
	}
}

// Through a proxy nothing ties one visit to another.
func TestNothingIsAskedAboutThroughAProxy(t *testing.T) {
	s := newSite(t)
	s.dated(`"abc"`, changedAt)
	first, err := s.visit(t).Get(context.Background(), s.at(t, "/x"))
	if err != nil {
		t.Fatal(err)
	}
	o := s.options()
	o.Proxy = "http://" + relay(t)
	v := crawler(t, o).Visit(s.broker(0))
	keeps(v, first)
	p, err := v.Get(context.Background(), s.at(t, "/x"))
	if err != nil || p.Kept {
		t.Errorf("%v, %+v", err, p)
	}
	for _, h := range s.heads[2:] {
		if h.Get("If-None-Match") != "" || h.Get("If-Modified-Since") != "" {
			t.Errorf("asked with %v", h)
		}
	}
}
