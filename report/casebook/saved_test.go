package casebook_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/sweep"
	"github.com/whohasme/whohasme/scan/sweep/doubt"
)

const shelfSite = `shelf
search:
  url: https://shelf.test/find/{first|lower}-{last|lower}
  way: saved
  record: div.card
  complete: {total: .count}
  fields: {name: h2, addresses: .place, profile_url: {select: a, attr: href}}
  nothing: p.none
  profile: {record: main, gone: "//h1[.='Removed']"}`

const (
	tarn    = "https://shelf.test/find/wilma-tarn"
	nothing = `<p class=none>No records were found.</p>`
	listed  = `<p class=count>1 result</p><div class=card><h2>Wilma Tarn</h2><p class=place>Akron, OH</p><a href="/p/7">more</a></div>`
	james   = `<p class=count>1 result</p><div class=card><h2>James Smith</h2><p class=place>Houston, TX</p></div>`
	unnamed = `<p class=count>1 result</p><div class=card><h2>Wilma Tarn</h2><p class=place>Akron, OH</p></div>`
)

// page makes a saved page that bears its own day.
func page(at time.Time, address, body string) casebook.SavedPage {
	text := fmt.Sprintf("<!doctype html><html lang=en><title>Results</title><main>%s</main><footer>About us. %s</footer></html>", body, at)
	p := &crawl.Page{Header: http.Header{}, Body: []byte(text), HTML: text, At: at, Dated: true}
	if address != "" {
		p.URL, _ = url.Parse(address)
	}
	return casebook.SavedPage{Page: p}
}

func said(p casebook.SavedPage) casebook.SavedPage {
	p.Said, p.Page.Dated = true, false
	return p
}

func (o *office) take(pages ...casebook.SavedPage) []casebook.Taken {
	o.t.Helper()
	taken, err := o.TakePages(o.t.Context(), "", "", pages, &watcher{o: o})
	ok(o.t, err)
	return taken
}

func (o *office) state() string {
	o.t.Helper()
	r, err := o.Report(o.t.Context(), "", o.Today())
	ok(o.t, err)
	if len(r[0].Findings) != 1 {
		o.t.Fatalf("%d findings", len(r[0].Findings))
	}
	return r[0].Findings[0].State
}

// Gone takes two looks whose days the archives themselves bear.
func TestSavedLooksAndGone(t *testing.T) {
	for _, c := range []struct {
		name string
		look func(casebook.SavedPage) casebook.SavedPage
		body string
		want string
	}{
		{"days of archives", func(p casebook.SavedPage) casebook.SavedPage { return p }, unnamed, "gone"},
		{"days that were said", said, unnamed, "listed"},
		{"days of archives, but the record's own page was not saved", func(p casebook.SavedPage) casebook.SavedPage { return p }, listed, "listed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t, shelfSite)
			o.add("me", selfFile)
			day := func(n int) time.Time { return noon.Add(time.Duration(n) * 24 * time.Hour) }
			o.take(page(day(-6), tarn, c.body))
			o.take(c.look(page(day(-5), tarn, nothing)))
			taken := o.take(c.look(page(day(-1), tarn, nothing)))
			if v := taken[0].Visit; v == nil || v.Outcome != scan.Absent || !v.At.Equal(day(-1)) {
				t.Fatalf("got %+v", taken[0])
			}
			if got := o.state(); got != c.want {
				t.Errorf("the finding is %s, want %s", got, c.want)
			}
		})
	}
}

func TestSavedOwnPageAndGone(t *testing.T) {
	o := open(t, shelfSite)
	o.add("me", selfFile)
	o.take(page(noon.Add(-150*time.Hour), tarn, listed))
	for _, hours := range []time.Duration{-100, -20} {
		at := noon.Add(hours * time.Hour)
		o.take(page(at, tarn, nothing), page(at.Add(time.Minute), "https://shelf.test/p/7", "<h1>Removed</h1>"))
	}
	if got := o.state(); got != "gone" {
		t.Errorf("the finding is %s, want gone", got)
	}
}

// Pages may be brought in any order: what counts is the day they were seen.
func TestSavedLater(t *testing.T) {
	o := open(t, shelfSite)
	o.add("me", selfFile)
	o.take(page(noon.Add(-time.Hour), tarn, nothing+"<!-- -->"), page(noon.Add(-time.Hour), "https://shelf.test/find/james-smith", james))
	o.take(page(noon.Add(-100*time.Hour), tarn, unnamed))
	r, err := o.Report(t.Context(), "", o.Today())
	ok(t, err)
	f := r[0].Findings[0]
	if r[0].Totals.Answered != 1 || f.State != "listed" || f.FirstSeen != o.day(-4) || f.LastSeen != o.day(-4) {
		t.Errorf("got %+v", f)
	}
	if past, err := o.Report(t.Context(), "", o.day(-2)); err != nil || len(past[0].Findings) != 0 {
		t.Errorf("a report of a past day knows what was brought later: %+v, %v", past, err)
	}
}

func TestSavedControls(t *testing.T) {
	smith := func(at time.Time) casebook.SavedPage { return page(at, "https://shelf.test/find/james-smith", james) }
	day := 24 * time.Hour
	for _, c := range []struct {
		name    string
		before  func(o *office)
		outcome scan.Outcome
		control scan.Control
	}{
		{"none", func(*office) {}, scan.Unreadable, scan.ControlNone},
		{"a saved list", func(o *office) { o.take(smith(noon.Add(-6 * day))) }, scan.Absent, scan.ControlWorked},
		{"a saved list of another subject's run", func(o *office) { o.take(smith(noon)) }, scan.Absent, scan.ControlWorked},
		{"a saved list of eight days ago", func(o *office) { o.take(smith(noon.Add(-8 * day))) }, scan.Unreadable, scan.ControlNone},
		{"a control look of this week", func(o *office) { o.control(scan.ControlWorked, -3) }, scan.Absent, scan.ControlWorked},
		{"a control look that failed", func(o *office) { o.control(scan.ControlFailed, -3) }, scan.Unreadable, scan.ControlNone},
		{"a control look of last month", func(o *office) { o.control(scan.ControlWorked, -30) }, scan.Unreadable, scan.ControlNone},
		{"a look-alike site, long known", func(o *office) { o.control(scan.ControlLookAlike, -30); o.take(smith(noon)) }, scan.Absent, scan.ControlLookAlike},
		{"no look-alike any more", func(o *office) {
			o.control(scan.ControlLookAlike, -30)
			o.control(scan.ControlWorked, -20)
			o.take(smith(noon))
		}, scan.Absent, scan.ControlWorked},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t, shelfSite)
			o.add("me", selfFile)
			c.before(o)
			v := o.take(page(noon.Add(-time.Hour), tarn, nothing))[0].Visit
			if v.Outcome != c.outcome || v.Control != c.control {
				t.Errorf("%s (%s), control %s; want %s, %s", v.Outcome, v.Why, v.Control, c.outcome, c.control)
			}
		})
	}
}

// control journals a control look of another day.
func (o *office) control(state scan.Control, day int) {
	o.t.Helper()
	b, _ := o.Catalogue.Get("shelf")
	o.journal(scan.ControlMade, "", "shelf", sweep.Control{Broker: "shelf", Definition: sweep.Version(b.Search), Day: o.day(day), State: state, Why: "so it was"})
}

// A saved page is no control look: it does not spare the site's own.
func TestSavedControlIsNoLook(t *testing.T) {
	a := serve(t, "a")
	o := open(t, a.file)
	o.add("c1", mandateFile)
	host := strings.Split(a.file, "\n")[1][len("domain: "):]
	b, _ := o.Catalogue.Get("a")
	there := strings.Replace(page(noon, "http://"+host+"/name/james-smith", "").Page.HTML, "<main>", `<main><p class=count>1 results</p><div class=card><h2>James Smith</h2><p class=place>Houston, TX</p></div>`, 1)
	p := page(noon, "http://"+host+"/name/james-smith", "")
	p.Page.HTML, p.Page.Body = there, []byte(there)
	if taken := o.take(p); !taken[0].List || taken[0].Kept || taken[0].Broker != b.ID {
		t.Fatalf("got %+v", taken[0])
	}
	if n := o.events("c1", scan.VisitMade); n != 0 {
		t.Errorf("%d visits for a page of another search", n)
	}
	_, sum, err := o.scan(t.Context(), casebook.Scope{}, false, nil)
	if err != nil || len(sum.Made) != 1 || o.events("", scan.ControlMade) != 2 {
		t.Errorf("%+v, %v; %d controls", sum.Made, err, o.events("", scan.ControlMade))
	}
}

func TestSavedTwice(t *testing.T) {
	o := open(t, shelfSite)
	o.add("me", selfFile)
	one, other := page(noon.Add(-48*time.Hour), tarn, unnamed), page(noon.Add(-24*time.Hour), tarn, unnamed)
	o.take(one)
	if taken := o.take(one, other); taken[0].Kept || taken[0].Why == "" || taken[0].Visit == nil || !taken[1].Kept {
		t.Errorf("got %+v", taken)
	}
	if n := o.events("me", scan.VisitMade); n != 2 {
		t.Errorf("%d visits, want 2", n)
	}
	// The same bytes of another day are another look; of a day that was only
	// said, they are not.
	same := page(noon, tarn, unnamed)
	same.Page.Body, same.Page.HTML = other.Page.Body, other.Page.HTML
	if taken := o.take(said(same)); taken[0].Kept {
		t.Errorf("got %+v", taken)
	}
	same.Said = false
	if taken := o.take(same); !taken[0].Kept {
		t.Errorf("got %+v", taken)
	}
	if damage, err := o.Vault.Verify(t.Context()); err != nil || len(damage) > 0 {
		t.Errorf("the vault: %v, %v", damage, err)
	}
}

func TestSavedUnderAuthority(t *testing.T) {
	o := open(t, shelfSite)
	o.add("c1", strings.Replace(mandateFile, "brokers: all", "brokers: [b]", 1))
	refused(t, o.take(page(noon, tarn, listed))[0].Rule, `does not name broker "shelf"`)
	o.add("c2", strings.Replace(mandateFile, "scope: [look, ", "scope: [", 1))
	taken, err := o.TakePages(t.Context(), "c2", "", []casebook.SavedPage{page(noon, tarn, listed)}, &watcher{o: o})
	ok(t, err)
	refused(t, taken[0].Rule, `does not permit "look"`)
	if _, err := o.TakePages(t.Context(), "", "", []casebook.SavedPage{page(noon, tarn, listed)}, &watcher{o: o}); !errors.Is(err, casebook.ErrWhichSubject) {
		t.Errorf("several subjects: %v", err)
	}
	if n := o.events("c1", scan.VisitMade) + o.events("c2", scan.VisitMade) + o.events("", scan.ControlMade); n != 0 {
		t.Errorf("%d events", n)
	}
}

// Looking by hand does not use up the looks that a program has, and is not
// overruled by the next scan's "a person is needed".
func TestSavedAndScan(t *testing.T) {
	o := open(t, shelfSite)
	o.add("me", selfFile)
	o.take(page(noon.Add(-70*time.Hour), tarn, unnamed))
	if _, sum, err := o.scan(t.Context(), casebook.Scope{}, false, nil); err != nil || len(sum.Made) != 0 || len(sum.Fresh) != 1 {
		t.Errorf("three days later: %+v, %v", sum, err)
	}
	o.later(8 * 24 * time.Hour)
	if _, sum, err := o.scan(t.Context(), casebook.Scope{}, false, nil); err != nil || len(sum.Made) != 1 || sum.Made[0].Outcome != scan.NeedsYou {
		t.Errorf("long after: %+v, %v", sum, err)
	}
}

// What a wall or a line decided is not unsaid by pages that were got before.
func TestRereadOfWalls(t *testing.T) {
	o := open(t, shelfSite)
	o.add("me", selfFile)
	body := page(noon, tarn, nothing)
	hash, err := o.Vault.PutPage(t.Context(), "me", "shelf", body.Page.Body, o.now)
	ok(t, err)
	for outcome, want := range map[scan.Outcome]scan.Outcome{
		scan.Blocked: scan.Blocked, scan.Unreachable: scan.Unreachable, scan.UnknownOutcome: scan.Absent, scan.Absent: scan.Absent, scan.Unreadable: scan.Absent,
	} {
		v := scan.Visit{Subject: "me", Broker: "shelf", Outcome: outcome, Control: scan.ControlWorked, Way: string(brokers.Fetch), Pages: []scan.Evidence{{Hash: hash, URL: tarn, Status: 200}}}
		o.visit(v)
		list, err := o.Reread(t.Context(), casebook.Scope{})
		ok(t, err)
		if r := list[len(list)-1]; !r.Read || r.Before != outcome || r.After != want {
			t.Errorf("%s: %+v, want %s", outcome, r, want)
		}
	}
	if n := o.events("me", scan.VisitMade); n != 5 {
		t.Errorf("%d visits", n)
	}
}

// A visit read again the same day, by the same definition, comes to what it
// came to: how the site looked that day is held beside it, such as that it is in
// Spanish.
func TestRereadKnowsTheDay(t *testing.T) {
	o := open(t, shelfSite)
	o.add("me", selfFile)
	text := `<!doctype html><html lang=es><title>Resultados</title><main><p class=none>No se encontraron resultados para usted.</p></main><footer>Aviso legal de nuestros sitios y por los derechos.</footer></html>`
	hash, err := o.Vault.PutPage(t.Context(), "me", "shelf", []byte(text), o.now)
	ok(t, err)
	b, _ := o.Catalogue.Get("shelf")
	o.visit(scan.Visit{
		Subject: "me", Broker: "shelf", Outcome: scan.Absent, Control: scan.ControlWorked, Way: string(brokers.Fetch), Pages: []scan.Evidence{{Hash: hash, URL: tarn, Status: 200}},
	})
	again := func() scan.Outcome {
		t.Helper()
		list, err := o.Reread(t.Context(), casebook.Scope{})
		ok(t, err)
		return list[len(list)-1].After
	}
	if got := again(); got != scan.Unreadable {
		t.Errorf("without the day's control it is %s", got)
	}
	o.journal(scan.ControlMade, "", "shelf", sweep.Control{
		Broker: "shelf", Definition: sweep.Version(b.Search), Day: o.day(0), State: scan.ControlWorked, Frame: &doubt.Frame{Lang: "es", Tongue: "es"},
	})
	if got := again(); got != scan.Absent {
		t.Errorf("with the day's control it is %s", got)
	}
}
