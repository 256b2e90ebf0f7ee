package casebook_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
)

// ledger is a site that notes every address it is asked for. It lists
// namesakes over two pages, in every state.
type ledger struct {
	mu     sync.Mutex
	asked  map[string]int
	count  int
	at     int    // the request at which stop is called, and no answer given
	stop   func() // may be nil
	broken string // the address of that request
}

func (l *ledger) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	l.asked[r.URL.RequestURI()]++
	l.count++
	halt := l.count == l.at && l.stop != nil
	if halt {
		l.broken = r.URL.RequestURI()
	}
	l.mu.Unlock()
	if halt {
		l.stop()
		<-r.Context().Done()
		return
	}
	name, isSearch := strings.CutPrefix(r.URL.Path, "/name/")
	if !isSearch {
		http.NotFound(w, r)
		return
	}
	card := func(i int, name string) string {
		return fmt.Sprintf(`<div class=card><h2>%s</h2><b>Age 90</b><p class=place>Bangor, ME</p><a href="/p/%d">more</a></div>`, name, i)
	}
	who := strings.ReplaceAll(strings.Split(name, "/")[0], "-", " ")
	body := `<p>No records were found.</p>`
	switch {
	case who == "james smith":
		body = `<p class=count>1 results</p>` + card(1, who)
	case strings.HasPrefix(who, "wilma") && r.URL.Query().Get("page") == "2":
		body = `<p class=count>3 results</p>` + card(9, who)
	case strings.HasPrefix(who, "wilma"):
		body = `<p class=count>3 results</p>` + card(7, who) + card(8, who) + `<a class=next href="?page=2">next</a>`
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, "<!doctype html><html lang=en><body><h1>Results</h1>%s<footer>About us</footer></body></html>", body)
}

func (l *ledger) file(t *testing.T) string {
	t.Helper()
	srv := httptest.NewServer(l)
	t.Cleanup(srv.Close)
	host := strings.TrimPrefix(srv.URL, "http://")
	return fmt.Sprintf(`ledger
domain: %s
search:
  url: http://%s/name/{first|lower}-{last|lower}/{state|lower}
  way: fetch
  pace: 0s
  record: div.card
  complete: {total: .count, next: a.next}
  fields: {name: h2, age: {select: b, after: Age}, addresses: .place, profile_url: {select: a, attr: href}}
  nothing: "//p[contains(., 'No records')]"`, host, host)
}

const manySearches = `
authority: {kind: self}
names: [{first: Wilma, last: Tarn}, {first: Wilma, last: Odell, kind: former}]
born: 1984
addresses: [{city: Austin, state: TX}, {city: Bend, state: OR}]
`

// At whatever request a visit of several searches is interrupted, the next scan
// asks for that one again and for no other that was answered.
func TestInterruptedMidVisit(t *testing.T) {
	whole := &ledger{asked: map[string]int{}}
	o := open(t, whole.file(t))
	o.add("me", manySearches)
	_, sum, err := o.scan(t.Context(), casebook.Scope{}, false, nil)
	if err != nil || len(sum.Made) != 1 || sum.Made[0].Outcome != scan.Absent || whole.count != 1+2+8 {
		t.Fatalf("the whole visit: %+v, %v, %d requests", sum.Made, err, whole.count)
	}
	repeated := 0
	for at := 2; at <= whole.count; at++ {
		l := &ledger{asked: map[string]int{}, at: at}
		ctx, stop := context.WithCancel(t.Context())
		l.stop = stop
		again := reopen(t, l.file(t))
		again.add("me", manySearches)
		if _, sum, err := again.scan(ctx, casebook.Scope{}, false, nil); !errors.Is(err, context.Canceled) || len(sum.Made) != 0 {
			t.Fatalf("interrupted at request %d: %+v, %v", at, sum.Made, err)
		}
		stop()
		again.later(time.Hour)
		_, sum, err := again.scan(t.Context(), casebook.Scope{}, false, nil)
		if err != nil || len(sum.Made) != 1 || sum.Made[0].Outcome != scan.Absent || sum.Made[0].Others != 3 || len(sum.Made[0].Pages) != 8 {
			t.Fatalf("gone on after request %d: %+v, %v", at, sum.Made, err)
		}
		for address, n := range l.asked {
			if n > 1 && address != l.broken && address != "/robots.txt" {
				repeated++
				t.Errorf("interrupted at request %d: %s is asked for %d times", at, address, n)
			}
		}
		if damage, err := again.Vault.Verify(t.Context()); err != nil || len(damage) > 0 {
			t.Errorf("the vault: %v, %v", damage, err)
		}
		if _, sum, err := again.scan(t.Context(), casebook.Scope{Fresh: true}, false, nil); err != nil || len(sum.Made) != 1 || l.asked["/name/wilma-tarn/tx"] < 2 {
			t.Errorf("looking anew takes old pages: %+v, %v", l.asked, err)
		}
	}
	t.Logf("figure: issue 4: a visit of 8 queries and 2 control looks interrupted at each of its requests: %d finished queries repeated", repeated)
}

// What was got on another day is asked for again.
func TestInterruptedYesterday(t *testing.T) {
	l := &ledger{asked: map[string]int{}, at: 8}
	o := open(t, l.file(t))
	o.add("me", manySearches)
	ctx, stop := context.WithCancel(t.Context())
	l.stop = stop
	if _, _, err := o.scan(ctx, casebook.Scope{}, false, nil); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	stop()
	o.later(24 * time.Hour)
	if _, sum, err := o.scan(t.Context(), casebook.Scope{}, false, nil); err != nil || len(sum.Made) != 1 || l.asked["/name/wilma-tarn/tx"] != 2 {
		t.Errorf("%+v, %v; asked %v", sum.Made, err, l.asked)
	}
}
