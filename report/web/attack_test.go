package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/web"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

const wilma = `
id: me
authority: {kind: self}
names: [{first: Wilma, last: Tarn}]
born: 1984-03-12
addresses: [{city: Akron, state: OH}]
reply_to: wt.privacy@example.org
safe: {addresses: [{street: 9 Quiet Ln, city: Dayton, state: OH, zip: "45402"}]}
`

// layer is a catalogue of one broker, whose name is as hostile as its pages.
func layer() brokers.Layer {
	return brokers.Layer{Name: "test", FS: fstest.MapFS{"e/evil.yaml": &fstest.MapFile{Data: []byte(`id: evil
name: "Evil <script>alert(1)</script> \"People\" <img src=x onerror=alert(2)>"
domain: evil.test
country: US
category: people-search
status: active
opt_out: [{ask: suppress, by: email, to: privacy@evil.test}]
search: {url: "https://evil.test/{first|lower}-{last|lower}", way: fetch, record: div.card, fields: {name: h2}}
`)}}}
}

const (
	bad     = `<script>alert('owned')</script><img src=x onerror=alert(3)>`
	evilDoc = `<!doctype html><html><head><title>t</title><script>document.title='owned'</script><meta http-equiv=refresh content="0;url=https://evil.test/"></head>
<body onload="alert(1)"><h2>Wilma Tarn</h2><p>Another Person, 77</p><img src="https://evil.test/pixel"><iframe src="https://evil.test/"></iframe><p>` + "\u202e" + `turned</p></body></html>`
)

// seen journals a visit by hand that saw hostile records.
func (s *stage) seen(b *casebook.Casebook, subject string, verdicts ...scan.Verdict) {
	s.t.Helper()
	v := scan.Visit{Subject: subject, Broker: "evil", Outcome: scan.Found, Control: scan.ControlWorked, At: s.day.Now(), Way: "fetch", Why: bad}
	v.Pages = []scan.Evidence{{Hash: vault.PageHash([]byte(evilDoc)), URL: "https://evil.test/wilma-tarn", At: s.day.Now(), Type: "text/html"}, {Kind: scan.Picture, Hash: vault.PageHash(png), URL: "https://evil.test/wilma-tarn", At: s.day.Now()}}
	for i, verdict := range verdicts {
		v.Sightings = append(v.Sightings, scan.Sighting{ID: fmt.Sprintf("%s.evil.%d", subject, i+1), Judged: scan.Judged{
			Record: scan.Record{
				Name: "Wilma " + bad + " Tarn", Aliases: []string{bad}, Age: scan.Years(42), Relatives: []string{"Secret Sister"}, Phones: []string{"+1 212 555 0199"},
				Addresses: []scan.Address{{Street: "77 Hidden Rd", City: "Toledo", State: "OH"}, {Street: "9 Quiet Ln", City: "Dayton", State: "OH", Zip: "45402"}},
				URL:       fmt.Sprintf("https://evil.test/person/%d", i+1),
			},
			Verdict: verdict, Score: 0.7, Change: bad, Reasons: []scan.Reason{{Field: "name", Effect: scan.For, Text: "the same name " + bad}},
		}})
	}
	payload, err := json.Marshal(v)
	ok(s.t, err)
	ok(s.t, b.Vault.Append(context.Background(), vault.Envelope{Kind: scan.VisitMade, Subject: subject, Broker: "evil", At: s.day.Now(), Payload: payload, Pages: [][]byte{[]byte(evilDoc), png}}))
}

// png is a picture of one point.
var png = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa7\x9a\xa0\xa0\x00\x00\x00\x00IEND\xaeB`\x82")

// TestWhoIsLetIn: which requests are answered at all.
func TestWhoIsLetIn(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	s.seen(s.made(wilma), "me", scan.Match)
	b := s.in()
	b.says(200, "Where you stand")
	own := s.srv.URL
	port := own[strings.LastIndex(own, ":"):]
	for _, c := range []struct {
		name, method, path string
		change             func(*http.Request)
		code               int
	}{
		{"as it is", "GET", "/s/me", func(*http.Request) {}, 200},
		{"another name that leads here", "GET", "/s/me", func(r *http.Request) { r.Host = "evil.test" + port }, 421},
		{"another name without a port", "GET", "/s/me", func(r *http.Request) { r.Host = "evil.test" }, 421},
		{"our address without the port", "GET", "/s/me", func(r *http.Request) { r.Host = "127.0.0.1" }, 421},
		{"our address and another port", "GET", "/s/me", func(r *http.Request) { r.Host = "127.0.0.1:1" }, 421},
		{"localhost, which cookies take for another", "GET", "/s/me", func(r *http.Request) { r.Host = "localhost" + port }, 421},
		{"our address as a part", "GET", "/s/me", func(r *http.Request) { r.Host = "127.0.0.1.evil.test" + port }, 421},
		{"a login link by another name", "GET", "/enter/x", func(r *http.Request) { r.Host = "evil.test" + port }, 421},
		{"the style by another name", "GET", "/static/whohasme.css", func(r *http.Request) { r.Host = "evil.test" }, 421},
		{"a link from another site", "GET", "/s/me", func(r *http.Request) {
			r.Header = http.Header{"Cookie": r.Header["Cookie"], "Sec-Fetch-Site": {"cross-site"}, "Sec-Fetch-Mode": {"navigate"}, "Sec-Fetch-Dest": {"document"}}
		}, 200},
		{"a link from a page of another port to a file", "GET", "/s/me/report/txt", func(r *http.Request) {
			r.Header.Set("Sec-Fetch-Site", "same-site")
			r.Header.Set("Sec-Fetch-Mode", "navigate")
			r.Header.Set("Sec-Fetch-Dest", "document")
		}, 403},
		{"the link to a file", "GET", "/s/me/report/txt", func(*http.Request) {}, 200},
		{"the style, which browsers are not to keep", "GET", "/static/whohasme.css", func(*http.Request) {}, 200},
		{"a picture in another site", "GET", "/s/me", func(r *http.Request) {
			r.Header.Set("Sec-Fetch-Site", "cross-site")
			r.Header.Set("Sec-Fetch-Mode", "no-cors")
		}, 403},
		{"a frame in a page of another port", "GET", "/s/me", func(r *http.Request) {
			r.Header.Set("Sec-Fetch-Site", "same-site")
			r.Header.Set("Sec-Fetch-Mode", "navigate")
			r.Header.Set("Sec-Fetch-Dest", "iframe")
		}, 403},
		{"a form of another site", "POST", "/s/me/findings/me.evil.1/verdict", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, 403},
		{"a form of another port", "POST", "/s/me/findings/me.evil.1/verdict", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") }, 403},
		{"a form of no page", "POST", "/s/me/findings/me.evil.1/verdict", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "none") }, 403},
		{"a form of another origin, from an old browser", "POST", "/s/me/findings/me.evil.1/verdict", func(r *http.Request) { r.Header.Del("Sec-Fetch-Site"); r.Header.Set("Origin", "http://evil.test") }, 403},
		{"a form whose origin is hidden, from an old browser", "POST", "/s/me/findings/me.evil.1/verdict", func(r *http.Request) { r.Header.Del("Sec-Fetch-Site"); r.Header.Set("Origin", "null") }, 403},
		{"a form of nobody", "POST", "/s/me/findings/me.evil.1/verdict", func(r *http.Request) { r.Header.Del("Sec-Fetch-Site") }, 403},
		{"a form that says it is ours and comes from elsewhere", "POST", "/s/me/findings/me.evil.1/verdict", func(r *http.Request) { r.Header.Set("Origin", "http://127.0.0.1:1") }, 403},
		{"our form, with a token that is not", "POST", "/s/me/findings/me.evil.1/verdict", func(r *http.Request) {}, 403},
		{"our form, from an old browser, with a token that is not", "POST", "/s/me/findings/me.evil.1/verdict", func(r *http.Request) { r.Header.Del("Sec-Fetch-Site"); r.Header.Set("Origin", own) }, 403},
		{"no cookie", "GET", "/s/me", func(r *http.Request) { r.Header.Set("X-No-Cookie", "1") }, 401},
		{"a cookie that was guessed", "GET", "/s/me", func(r *http.Request) {
			r.Header.Set("X-No-Cookie", "1")
			r.Header.Set("Cookie", "whohasme-"+port[1:]+"=AAAA")
		}, 401},
		{"a cookie that another port set, before ours", "GET", "/s/me", func(r *http.Request) { r.Header.Set("Cookie", "whohasme-"+port[1:]+"=tossed") }, 200},
		{"PUT", "PUT", "/s/me", func(*http.Request) {}, 405},
		{"DELETE", "DELETE", "/s/me", func(*http.Request) {}, 405},
		{"TRACE", "TRACE", "/s/me", func(*http.Request) {}, 405},
		{"OPTIONS", "OPTIONS", "/s/me", func(*http.Request) {}, 403},
		{"a GET of what only a form does", "GET", "/lock", func(*http.Request) {}, 404},
		{"the folder of the style", "GET", "/static/", func(*http.Request) {}, 404},
		{"a file beside the style", "GET", "/static/..%2fserver.go", func(*http.Request) {}, 404},
		{"the templates", "GET", "/templates/frame/frame.html", func(*http.Request) {}, 404},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := http.NewRequest(c.method, own+c.path, strings.NewReader("verdict=other&token=wrong"))
			ok(t, err)
			r.Header.Set("Sec-Fetch-Site", "same-origin")
			if c.method == "OPTIONS" {
				r.Header.Set("Sec-Fetch-Site", "cross-site") // before a request of another site
			}
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			c.change(r) // a cookie of its own comes before ours
			client := *b.http
			client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
			if r.Header.Get("X-No-Cookie") != "" {
				client.Jar = nil
			} else {
				for _, k := range b.http.Jar.Cookies(b.at) { // also where the name is another
					r.AddCookie(k)
				}
				client.Jar = nil
			}
			resp, err := client.Do(r)
			ok(t, err)
			resp.Body.Close()
			if resp.StatusCode != c.code {
				t.Errorf("answered %d, want %d", resp.StatusCode, c.code)
			}
			for name, want := range map[string]string{
				"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
				"Cross-Origin-Resource-Policy": "same-origin", "X-Frame-Options": "DENY", "Permissions-Policy": "camera=()",
			} {
				if !strings.Contains(resp.Header.Get(name), want) {
					t.Errorf("%s is %q", name, resp.Header.Get(name))
				}
			}
			if !strings.Contains(resp.Header.Get("Cache-Control"), "no-store") {
				t.Errorf("may be kept: %q", resp.Header.Get("Cache-Control"))
			}
		})
	}
	b.get("/s/me/findings/me.evil.1")
	b.says(200, "yours")
	if strings.Contains(b.text(), "answered by you") {
		t.Error("a form that was refused did something")
	}
}

// TestLink: a link works once, for ten minutes, and ends the session before.
func TestLink(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	s.made(wilma)
	ok(t, s.dash.Unlock(t.Context(), passphrase))
	link := s.dash.Link()
	first, second := s.browser(), s.browser()
	first.get(link)
	second.get(link) // as a program that looks at links does
	first.submit("form", nil)
	first.says(200, "Where you stand")
	second.submit("form", nil)
	second.says(403, "no longer works", "press Enter")
	second.get("/s/me")
	second.says(401, "You are not in")
	first.get(link)
	first.submit("form", nil)
	first.says(403, "no longer works")

	late := s.dash.Link()
	s.true.move(11 * time.Minute)
	second.get(late)
	second.submit("form", nil)
	second.says(403, "no longer works")
	for _, wrong := range []string{"", "x", strings.Repeat("A", 43), strings.Repeat("A", 9000)} {
		second.post("/enter", url.Values{"link": {wrong}})
		second.says(403, "no longer works")
	}
	older, newer := s.dash.Link(), s.dash.Link()
	second.get(older)
	second.submit("form", nil)
	second.says(403)
	second.get(newer)
	second.submit("form", nil)
	second.says(200, "Where you stand")
	first.get("/s/me")
	first.says(401) // one session at a time
	for _, c := range second.http.Jar.Cookies(second.at) {
		if len(c.Value) < 43 {
			t.Errorf("the cookie has %d characters, want 256 bits", len(c.Value))
		}
	}
}

// TestCookie: what browsers are told about it.
func TestCookie(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	s.made(wilma)
	ok(t, s.dash.Unlock(t.Context(), passphrase))
	b := s.browser()
	b.get(s.dash.Link())
	b.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	b.submit("form", nil)
	c := b.head.Get("Set-Cookie")
	for _, want := range []string{"HttpOnly", "SameSite=Strict", "Path=/"} {
		if !strings.Contains(c, want) {
			t.Errorf("the cookie is not %s", want)
		}
	}
	if strings.Contains(c, "Expires") || strings.Contains(c, "Max-Age") || strings.Contains(c, "Domain") {
		t.Error("the cookie outlives the browser, or goes to others")
	}
	if loc := b.head.Get("Location"); loc != "/" {
		t.Errorf("it leads to %q", loc)
	}
}

// TestIdle: without a click the pages lock and the vault closes; the script's
// questions are no clicks; the passphrase opens it again.
func TestIdle(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	s.made(wilma)
	b := s.in()
	s.true.move(14 * time.Minute)
	b.get("/s/me")
	b.says(200, "Where you stand")
	s.true.move(14 * time.Minute)
	b.get("/s/me/look/now")
	b.says(404)
	s.true.move(2 * time.Minute)
	b.get("/s/me")
	b.says(200, "Locked")
	b.post("/s/me/withdraw", url.Values{"sure": {"yes"}, "token": {b.token()}})
	b.says(403, "was locked")
	b.get("/unlock")
	b.submit("main form", url.Values{"passphrase": {"wrong and wrong"}})
	b.says(403, "not the passphrase")
	b.submit("main form", url.Values{"passphrase": {""}})
	b.says(403)
	b.submit("main form", url.Values{"passphrase": {passphrase}})
	b.says(200, "Where you stand")
	s.true.move(13 * time.Hour)
	b.get("/s/me")
	b.says(401, "You are not in")
}

// TestHide: it locks at once, leads to a page that says nothing, and the way
// back asks for the passphrase.
func TestHide(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	s.made(wilma)
	b := s.in()
	before := b.http.Jar.Cookies(b.at)[0].Value
	b.submit("#hide", nil)
	b.says(200, "Kitchen measures")
	if strings.Contains(strings.ToLower(b.page.Find("body").Text()+b.page.Find("title").Text()), "who") {
		t.Error("the page says what it is")
	}
	if b.http.Jar.Cookies(b.at)[0].Value == before {
		t.Error("the cookie is the same: browsers may show pages that they kept")
	}
	for _, back := range []string{"/s/me", "/s/me/findings", "/unlock", "/begin", "/people"} { // as the Back button would
		b.get(back)
		b.says(200, "Kitchen measures")
	}
	b.post("/unlock", url.Values{"passphrase": {passphrase}})
	b.says(200, "Kitchen measures")
	b.get("/")
	b.says(200, "Locked")
	b.submit("main form", url.Values{"passphrase": {passphrase}})
	b.says(200, "Where you stand")
	b.submit(`form[action="/lock"]`, nil)
	b.says(200, "Locked")
}

// TestNothingRuns: names, addresses and reasons made of HTML and script are
// text on every page.
func TestNothingRuns(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	book := s.made(wilma)
	s.seen(book, "me", scan.Match, scan.Possible)
	b := s.in()
	paths := []string{"/s/me", "/s/me/findings", "/s/me/findings/me.evil.1", "/s/me/findings/me.evil.2", "/s/me/review", "/s/me/plan", "/s/me/letters", "/s/me/sites", "/s/me/look?fresh=yes",
		"/s/me/requests", "/s/me/findings/me.evil.1/evidence", "/s/me/findings/me.evil.1/reveal", "/s/me/about", "/people"}
	shown := 0
	for _, p := range paths {
		b.get(p)
		b.says(200)
		shown += b.harmless(p)
	}
	if shown < 5 {
		t.Errorf("hostile words stand on %d pages only: the test tests nothing", shown)
	}
	b.get("/s/me/letters")
	href, _ := b.page.Find("main table a").First().Attr("href")
	if href != "" {
		b.get(href)
		b.says(200)
		b.harmless(href)
	}
}

// harmless checks that nothing but our own script stands on a page, and
// reports whether hostile words do, as text.
func (b *browser) harmless(path string) int {
	b.t.Helper()
	b.page.Find("script").Each(func(_ int, e *goquery.Selection) {
		if src, _ := e.Attr("src"); src != "/static/whohasme.js" || e.Text() != "" {
			b.t.Errorf("%s: a script", path)
		}
	})
	if n := b.page.Find("main img, iframe, object, embed, base, [onerror], [onload], [style], main style, a[href^='javascript']").Length(); n > 0 {
		b.t.Errorf("%s: %d elements that are not ours", path, n)
	}
	if strings.Contains(b.page.Find("main").Text(), "<script>") {
		return 1
	}
	return 0
}

// TestEvidence: a sealed page is opened on purpose, as text or as a picture,
// and the journal notes it once.
func TestEvidence(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	book := s.made(wilma)
	s.seen(book, "me", scan.Match)
	b := s.in()
	page, picture := "/s/me/findings/me.evil.1/evidence/1", "/s/me/findings/me.evil.1/picture/2"
	b.get(page)
	b.says(403, "sealed")
	b.get(picture)
	b.says(403, "sealed")
	b.get("/s/me/findings/me.evil.1/evidence")
	b.says(200, "SHA-256", vault.PageHash([]byte(evilDoc)))
	b.submit(`form[action$="/evidence/1"]`, nil)
	b.says(200, "Wilma Tarn", "Another Person", "turned")
	if b.harmless(page); strings.Contains(b.body, "evil.test/pixel") || strings.Contains(b.body, "owned") || strings.Contains(b.body, "\u202e") {
		t.Error("the page shows more than its text")
	}
	b.get("/s/me/findings/me.evil.1/picture/1")
	b.says(404) // it is none
	b.get("/s/me/findings/me.evil.1/evidence")
	b.submit(`form[action$="/evidence/2"]`, nil)
	b.says(200, "A sealed page")
	src, _ := b.page.Find("main img").Attr("src")
	b.get(src)
	if b.code != 200 || b.head.Get("Content-Type") != "image/png" || b.body != string(png) || !strings.Contains(b.head.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("the picture: %d %s", b.code, b.head.Get("Content-Type"))
	}
	taken := 0
	for e, err := range book.Vault.Events(t.Context(), "me", scan.EvidenceTaken) {
		ok(t, err)
		if len(e.Payload) > 0 {
			taken++
		}
	}
	if taken != 2 {
		t.Errorf("the journal notes %d openings, want 2", taken)
	}
	s.true.move(11 * time.Minute)
	b.get(page)
	b.says(403, "sealed")
	for _, n := range []string{"0", "-1", "3", "x", "99999999999999999999"} {
		b.get("/s/me/findings/me.evil.1/evidence/" + n)
		b.says(404)
	}
}

// TestReveal: one record, after the passphrase, noted in the journal; safe
// facts stay labels.
func TestReveal(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	book := s.made(wilma)
	s.seen(book, "me", scan.Match)
	b := s.in()
	hidden := []string{"Hidden Rd", "0199", "Secret Sister"}
	for _, p := range []string{"/s/me", "/s/me/findings", "/s/me/findings/me.evil.1", "/s/me/findings/me.evil.1/reveal", "/s/me/plan"} {
		b.get(p)
		b.says(200)
		for _, h := range append(hidden, "Quiet Ln", "45402") {
			if strings.Contains(b.body, h) {
				t.Errorf("%s shows %q", p, h)
			}
		}
	}
	b.get("/s/me")
	b.says(200, "safe address 1")
	b.get("/s/me/findings/me.evil.1/reveal")
	b.submit("main form", url.Values{"passphrase": {"not it at all"}})
	b.says(403, "not the passphrase")
	count := func() (n int) {
		for _, err := range book.Vault.Events(t.Context(), "me", scan.RecordRevealed) {
			ok(t, err)
			n++
		}
		return n
	}
	if n := count(); n != 0 {
		t.Errorf("noted %d times before anything was shown", n)
	}
	b.submit("main form", url.Values{"passphrase": {passphrase}})
	b.says(200, hidden...)
	if strings.Contains(b.body, "Quiet Ln") || strings.Contains(b.body, "45402") || !strings.Contains(b.text(), "safe address 1") {
		t.Error("a safe fact is shown other than by its label")
	}
	if n := count(); n != 1 {
		t.Errorf("noted %d times, want 1", n)
	}
	b.get("/s/me/findings/me.evil.1")
	if strings.Contains(b.body, "Hidden Rd") {
		t.Error("it stays unmasked")
	}
}

// TestOthersPages: what belongs to one person is not found under another, and
// what was typed is not repeated.
func TestOthersPages(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	book := s.made(wilma, strings.NewReplacer("id: me", "id: kid", "kind: self", "kind: guardian", "Wilma", "Petra").Replace(wilma))
	s.seen(book, "kid", scan.Match)
	b := s.in()
	b.says(200, "People")
	for _, p := range []string{"/s/me/findings/kid.evil.1", "/s/me/findings/kid.evil.1/evidence", "/s/me/findings/kid.evil.1/reveal", "/s/me/requests/kid.evil.suppress", "/s/me/letters/kid.evil.suppress",
		"/s/nobody", "/s/Ana%20Reyes", "/s/kid.evil.1", "/s/me/findings/me.evil.1", "/s/me/findings/Ana%20Reyes", "/s/me/look?broker=Ana-Reyes", "/s/me/report/exe", "/s/me/letters/me.evil.suppress", "/Ana-Reyes"} {
		b.get(p)
		b.says(404, "no such page")
		if strings.Contains(b.body, "Reyes") {
			t.Errorf("%s: what was typed is repeated", p)
		}
	}
	b.get("/s/kid/findings/kid.evil.1")
	b.says(200, "yours")
}

// TestTooMuch: forms are as long as they may be, and no longer.
func TestTooMuch(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	s.made(wilma)
	b := s.in()
	token := b.token()
	b.post("/s/me/plan", url.Values{"token": {token}, "ask": {strings.Repeat("x", 300<<10)}})
	b.says(413, "too large")
	r, err := http.NewRequest("POST", s.srv.URL+"/people/add", bytes.NewReader([]byte("--x\r\nbroken")))
	ok(t, err)
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	b.do(r)
	b.says(400, "not a form")
	large := append([]byte("--x\r\nContent-Disposition: form-data; name=\"paper\"; filename=\"a\"\r\n\r\n"), make([]byte, 21<<20)...)
	r, err = http.NewRequest("POST", s.srv.URL+"/people/add", bytes.NewReader(append(large, "\r\n--x--\r\n"...)))
	ok(t, err)
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	b.do(r)
	b.says(413, "too large")
	b.post("/s/me/requests/me.evil.suppress", url.Values{"token": {token}, "state": {"open"}, "on": {"yesterday"}})
	b.says(400, "not a day")
	b.post("/s/me/requests/me.evil.suppress", url.Values{"token": {token}, "state": {"no such state"}})
	b.says(403)
}

// TestVaultIsThere: an existing vault is left as it is.
func TestVaultIsThere(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	b := s.browser()
	b.enter()
	b.says(200, "Begin")
	token := b.token()
	s.made(wilma) // meanwhile, in a terminal
	b.post("/begin", url.Values{"token": {token}, "first": {"Ana"}, "last": {"Reyes"}})
	b.says(409, "There is a vault already")
	b.get("/")
	b.says(200, "Locked")
	if _, err := s.opener(vault.Open)(t.Context(), "another"); !errors.Is(err, vault.ErrWrongKey) {
		t.Errorf("it opens otherwise: %v", err)
	}
}

// TestFault: a page's own fault is answered, nothing of it is told, and the
// dashboard goes on.
func TestFault(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	s.made(wilma)
	s.dash.Forms = append(s.dash.Forms, web.Form{Name: "Broken", Extension: "broken", Write: func(io.Writer, report.Report) error { panic("Wilma Tarn") }})
	b := s.in()
	b.get("/s/me/report/broken")
	if b.code != 500 || !strings.Contains(b.body, "by a fault of this program") || strings.Contains(b.body, "Wilma") || b.head.Get("Content-Security-Policy") == "" {
		t.Errorf("it answers %d: %s", b.code, b.body)
	}
	if len(s.told) != 1 || strings.Contains(s.told[0], "Wilma") {
		t.Errorf("the terminal says %q", s.told)
	}
	b.get("/s/me")
	b.says(200, "Where you stand")
	b.submit(`form[action="/lock"]`, nil)
	b.says(200, "Locked")
	b.submit("main form", url.Values{"passphrase": {passphrase}})
	b.says(200, "Where you stand")
}

// TestTwoDashboards: two vaults in one browser do not end each other's session.
func TestTwoDashboards(t *testing.T) {
	t.Parallel()
	one, two := open(t, layer()), open(t, layer())
	one.made(wilma)
	two.made(wilma)
	b := one.in()
	ok(t, two.dash.Unlock(t.Context(), passphrase))
	other := &browser{stage: two, http: b.http} // the same cookies
	other.enter()
	other.says(200, "Where you stand")
	b.get("/s/me")
	b.says(200, "Where you stand")
}

// TestGuessing: after some wrong passphrases the next has to wait, the right
// one too, and the wait ends.
func TestGuessing(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	s.seen(s.made(wilma), "me", scan.Match)
	b := s.in()
	reveal, token := "/s/me/findings/me.evil.1/reveal", b.token()
	try := func(path, pass string) { b.post(path, url.Values{"token": {token}, "passphrase": {pass}}) }
	for range 3 {
		try(reveal, "wrong")
		b.says(403, "not the passphrase")
	}
	b.post("/lock", url.Values{"token": {token}})
	for range 2 {
		try("/unlock", "wrong")
		b.says(403, "not the passphrase")
	}
	try("/unlock", passphrase)
	b.says(429, "Too many wrong passphrases", "in 16 seconds")
	s.true.move(17 * time.Second)
	try("/unlock", "wrong")
	b.says(403)
	s.true.move(17 * time.Second)
	try("/unlock", passphrase)
	b.says(429) // twice as long
	s.true.move(15 * time.Second)
	try("/unlock", passphrase)
	b.says(200, "Where you stand")
	try(reveal, "wrong")
	b.says(403)
}

// TestEvidenceSafe: a sealed page that shows a safe fact shows its label.
func TestEvidenceSafe(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ page, hidden string }{
		"on one line":        {"<p>9 Quiet Ln, Dayton, OH 45402</p>", "Quiet Ln"},
		"over three":         {"<p>9 Quiet<br>Lane<br>Dayton</p>", "Quiet"},
		"a name over two":    {"<p>Greta</p><p>Holm</p>", "Greta"},
		"a name turned":      {"<td>HOLM, GRETA</td>", "HOLM"},
		"a phone":            {"<a href='tel:'>(937) 555-0144</a>", "0144"},
		"an address of mail": {"<p>Mail: Hidden@Example.org</p>", "idden@"},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, layer())
			book := s.made(strings.Replace(wilma, "safe: {", "safe: {names: [Greta Holm], phones: [\"+1 937 555 0144\"], emails: [hidden@example.org], ", 1))
			doc := "<html><body><h2>Wilma Tarn</h2>" + c.page + "<p>Another Person</p></body></html>"
			v := scan.Visit{Subject: "me", Broker: "evil", Outcome: scan.Found, Control: scan.ControlWorked, At: s.day.Now(), Way: "fetch", Pages: []scan.Evidence{{Hash: vault.PageHash([]byte(doc)), URL: "https://evil.test/1", At: s.day.Now(), Type: "text/html"}},
				Sightings: []scan.Sighting{{ID: "me.evil.1", Judged: scan.Judged{Record: scan.Record{Name: "Wilma Tarn"}, Verdict: scan.Match, Score: 0.9}}}}
			payload, err := json.Marshal(v)
			ok(t, err)
			ok(t, book.Vault.Append(t.Context(), vault.Envelope{Kind: scan.VisitMade, Subject: "me", Broker: "evil", At: s.day.Now(), Payload: payload, Pages: [][]byte{[]byte(doc)}}))
			b := s.in()
			b.get("/s/me/findings/me.evil.1/evidence")
			b.submit(`form[action$="/evidence/1"]`, nil)
			b.says(200, "Wilma Tarn", "Another Person", "[safe ")
			if strings.Contains(b.body, c.hidden) {
				t.Errorf("it shows the safe fact: %s", b.text())
			}
		})
	}
}
