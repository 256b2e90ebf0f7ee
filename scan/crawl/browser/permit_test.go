package browser_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/whohasme/whohasme/scan/crawl"
)

var errGone = errors.New("the lease is gone")

// TestGate: each request of a browser asks the gate, and none goes out when it
// is shut: neither a document, nor what it loads, nor what it leads to.
func TestGate(t *testing.T) {
	t.Parallel()
	site := serve(t, map[string]http.HandlerFunc{
		"/":  func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/x", http.StatusFound) },
		"/x": html(`<script src="/s.js"></script><p class="hit">x</p>`), "/s.js": func(http.ResponseWriter, *http.Request) {},
	})
	s := launcher(t, nil)
	for after, want := range []string{"[]", "[/robots.txt]", "[/robots.txt]", "[/robots.txt /]", "[/robots.txt / /x]"} {
		site.show(site.pages)
		fresh, err := crawl.New(crawl.Options{AllowLoopback: true, Version: "test"})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(fresh.Close)
		var asked atomic.Int64
		ctx := crawl.Gated(t.Context(), func(context.Context) error {
			if asked.Add(1) > int64(after) {
				return errGone
			}
			return nil
		})
		v := s.With(fresh).Visit(site.broker(), sight, sight)
		_, err = v.Get(ctx, site.address(t, "/"))
		v.Close()
		if after < 4 && !errors.Is(err, crawl.ErrShut) {
			t.Errorf("after %d: %v", after, err)
		}
		if got := fmt.Sprint(site.requests()); got != want {
			t.Errorf("after %d requests asked for %s, want %s", after, got, want)
		}
	}
}
