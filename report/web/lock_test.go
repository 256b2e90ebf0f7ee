package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
)

// scanning is a browser that began a scan, which is held at one site.
func scanning(t *testing.T) (s *stage, b *browser, book *casebook.Casebook, release func()) {
	t.Helper()
	s = open(t)
	book = s.made()
	s.add(book, string(s.file()))
	release = s.hold()
	b = s.in()
	b.get("/s/me/look")
	b.submit("main form", nil)
	b.says(200, "Looking", "Stop")
	s.heldThere()
	return s, b, book, release
}

// TestScanWhileLocked: a scan goes on behind a lock, and keeps what it finds.
func TestScanWhileLocked(t *testing.T) {
	t.Parallel()
	_, b, book, release := scanning(t)
	b.submit(`form[action="/lock"]`, nil)
	b.says(200, "Locked")
	b.get("/s/me/look/now")
	b.says(403, "locked")
	if _, err := book.Vault.Lock(); err == nil {
		t.Error("the vault is free for another scan while one runs")
	}
	b.get("/unlock")
	b.submit("main form", url.Values{"passphrase": {passphrase}})
	b.get("/s/me/look")
	b.says(200, "Looking")
	b.post("/s/me/look", url.Values{"token": {b.token()}})
	b.says(409, "A scan runs already")
	release()
	b.wait("/s/me/look?follow=yes", "The last look")
	b.get("/s/me/findings")
	b.says(200, "yours")
}

// TestHideStopsScan: hiding ends a scan, and keeps what had finished.
func TestHideStopsScan(t *testing.T) {
	t.Parallel()
	s, b, book, _ := scanning(t)
	b.submit("#hide", nil)
	b.says(200, "Kitchen measures")
	for end := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		if free, err := book.Vault.Lock(); err == nil {
			free()
			break
		}
		if time.Now().After(end) {
			t.Fatal("the scan goes on")
		}
	}
	ok(t, s.dash.Unlock(t.Context(), passphrase))
	b.get("/")
	b.submit("main form", url.Values{"passphrase": {passphrase}})
	b.get("/s/me/look")
	b.says(200, "You stopped it", "The last look")
}

// TestStop: stopping by the button.
func TestStop(t *testing.T) {
	t.Parallel()
	_, b, _, _ := scanning(t)
	b.submit(`form[action$="/look/stop"]`, nil)
	b.says(200, "Stopped. What had finished is kept")
	b.wait("/s/me/look", "The last look")
	b.get("/s/me/look?new=yes")
	b.says(200, "would be asked")
}

// TestBusy: a scan in a terminal keeps the dashboard's from asking.
func TestBusy(t *testing.T) {
	t.Parallel()
	s := open(t)
	book := s.made()
	s.add(book, string(s.file()))
	free, err := book.Vault.Lock()
	ok(t, err)
	b := s.in()
	b.get("/s/me/look")
	b.submit("main form", nil)
	b.wait("/s/me/look", "Another whohasme is at work on this vault")
	free()
	b.get("/s/me/look?new=yes")
	b.submit("main form", nil)
	b.wait("/s/me/look", "See the findings")
}

// TestPutAway: a page leaves the screen by itself; pages that ask by
// themselves keep nobody awake.
func TestPutAway(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	s.made(wilma)
	b := s.in()
	if c, _ := b.page.Find("meta[http-equiv=refresh]").Attr("content"); c != "901;url=/unlock" {
		t.Errorf("the page stays on the screen: %q", c)
	}
	b.get("/unlock") // of another tab
	b.says(200, "put away", "Open it again")
	for range 3 {
		s.true.move(10 * time.Minute)
		b.get("/s/me/look?follow=yes")
	}
	b.says(200, "Locked", "Passphrase")
}

// TestPutAwayBeforeTheVault: what was typed for a vault that is not made yet
// leaves the screen likewise, and is forgotten.
func TestPutAwayBeforeTheVault(t *testing.T) {
	t.Parallel()
	s := open(t)
	b := s.browser()
	b.enter()
	b.says(200, "Begin")
	b.submit("main form", s.person())
	b.says(200, "Once more")
	if c, _ := b.page.Find("meta[http-equiv=refresh]").Attr("content"); c != "901;url=/unlock" {
		t.Errorf("the page stays on the screen: %q", c)
	}
	s.true.move(15*time.Minute + time.Second)
	b.get("/unlock")
	b.says(200, "Begin")
	if got := b.page.Find("#first").AttrOr("value", ""); got != "" {
		t.Error("the answers are still there")
	}
}

// TestKeyed: where an identity file opens the vault, a code in the terminal
// stands for the passphrase.
func TestKeyed(t *testing.T) {
	t.Parallel()
	s := openAs(t, true, layer())
	s.seen(s.made(wilma), "me", scan.Match)
	b := s.in()
	b.submit(`form[action="/lock"]`, nil)
	b.says(200, "A code is printed in the terminal")
	code := func() string {
		t.Helper()
		s.mu.Lock()
		defer s.mu.Unlock()
		line := s.told[len(s.told)-1]
		return line[strings.LastIndex(line, ": ")+2:]
	}
	b.submit(`form[action="/code"]`, nil)
	for range 5 {
		b.submit(`form[action="/unlock"]`, url.Values{"code": {"BBBB BBBB"}})
		b.says(403, "not the code")
		if b.page.Find(`form[action="/unlock"]`).Length() == 0 {
			break
		}
	}
	spoilt := code()
	b.post("/unlock", url.Values{"token": {b.token()}, "code": {spoilt}})
	b.says(403, "not the code") // guessed at too often
	b.submit(`form[action="/code"]`, nil)
	late := code()
	s.true.move(11 * time.Minute)
	b.submit(`form[action="/unlock"]`, url.Values{"code": {late}})
	b.says(403, "not the code")
	b.submit(`form[action="/code"]`, nil)
	right := code()
	b.submit(`form[action="/unlock"]`, url.Values{"code": {strings.ToLower(right)}})
	b.says(200, "Where you stand")
	b.get("/s/me/findings/me.evil.1/reveal")
	b.post("/s/me/findings/me.evil.1/reveal", url.Values{"token": {b.token()}, "code": {right}})
	b.says(403, "not the code") // once
	b.submit(`main form[action="/code"]`, nil)
	b.says(200, "Show one record unmasked")
	b.submit(`form[action$="/reveal"]`, url.Values{"code": {code()}})
	b.says(200, "Hidden Rd")
	b.get("/s/me")
	b.post("/code", url.Values{"token": {b.token()}, "back": {"//evil.test/"}})
	if b.at.Path != "/unlock" {
		t.Errorf("it leads to %s", b.at)
	}
}

// TestAddPeople: by the form with a mandate's document, by a file, and what
// the rules refuse.
func TestAddPeople(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	book := s.made(wilma)
	b := s.in()
	b.get("/people/add")
	fill := func(fields map[string][]string, files map[string]string) {
		t.Helper()
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		ok(t, w.WriteField("token", b.token()))
		for k, list := range fields {
			for _, v := range list {
				ok(t, w.WriteField(k, v))
			}
		}
		for k, text := range files {
			f, err := w.CreateFormFile(k, "Ana Reyes signed.pdf")
			ok(t, err)
			_, err = f.Write([]byte(text))
			ok(t, err)
		}
		ok(t, w.Close())
		action := "/people/add"
		if files["file"] != "" {
			action = "/people/file"
		}
		r, err := http.NewRequest("POST", s.srv.URL+action, &body)
		ok(t, err)
		r.Header.Set("Content-Type", w.FormDataContentType())
		b.do(r)
	}
	mandate := map[string][]string{
		"id": {"client-1"}, "authority": {"mandate"}, "scope": {"look", "suppress"}, "from": {"2026-11-01"}, "to": {"2026-12-01"}, "first": {"Ana"}, "last": {"Reyes"}, "city": {"Reno"}, "state": {"nv"}, "risk": {"high"},
		"safe_addresses": {"12 Elm St, Dayton, OH 45402\r\n"}, "other_names": {"Ana Maria Soto\r\n\r\n"},
	}
	fill(mandate, nil)
	b.says(422, "a mandate names its scope")
	fill(mandate, map[string]string{"paper": "%PDF signed"})
	b.says(200, "Once more", "Ana Reyes", "Ana Maria Soto", "1, never told to anybody", "1 November 2026")
	if strings.Contains(b.body, "Elm St") {
		t.Error("a safe address is shown")
	}
	b.submit("main form", nil)
	b.says(200, "Where you stand", "Filed")
	p, err := book.Subject(t.Context(), "client-1")
	ok(t, err)
	if p.Authority.Kind != scan.Mandate || len(p.Authority.Scope) != 2 || p.Residence.State != "NV" || len(p.Safe.Addresses) != 1 || p.Safe.Addresses[0].Zip != "45402" || len(p.Names) != 2 || strings.Contains(p.Authority.Document, "Ana") {
		t.Errorf("filed as %d names, %d safe addresses, authority %s", len(p.Names), len(p.Safe.Addresses), p.Authority.Kind)
	}
	b.get("/people/add")
	b.post("/people/make", url.Values{"token": {b.token()}})
	b.says(200, "Add a person") // the draft is gone
	fill(nil, map[string]string{"file": strings.Replace(wilma, "kind: self", "kind: guardian", 1)})
	b.says(200, "Once more")
	b.submit("main form", nil)
	b.says(409, "already")
	b.get("/people/add")
	fill(nil, map[string]string{"file": "id: [broken"})
	b.says(422, "wants another look")
	fill(map[string][]string{"id": {"reyes"}, "authority": {"guardian"}, "first": {"Ana"}, "last": {"Reyes"}}, nil)
	b.says(422, "part of a name")
	fill(map[string][]string{"id": {"other"}, "authority": {"self"}, "first": {"Ana"}, "last": {"Reyes"}}, nil)
	b.says(200, "Once more")
	b.submit("main form", nil)
	b.says(409, "A rule forbids this", "one subject with authority self")
	b.get("/s/client-1/about")
	b.submit("main form", nil)
	b.says(400, "Nothing was withdrawn")
	b.get("/s/client-1/about")
	b.submit("main form", url.Values{"sure": {"yes"}})
	b.says(200, "Withdrawn", "not looked for")
	b.get("/s/client-1/look")
	b.says(200, "not looked for")
	if b.page.Find("main form").Length() > 0 {
		t.Error("a look can be begun for a person who withdrew")
	}
}

// TestSafeFactsWantAProxy: a person with facts to keep safe is not looked for
// from this address unless they say so.
func TestSafeFactsWantAProxy(t *testing.T) {
	t.Parallel()
	s := open(t)
	book := s.made()
	s.add(book, string(s.file())+"\nsafe: {emails: [hidden@example.org]}\n")
	b := s.in()
	b.get("/s/me/look")
	b.says(200, "every site would see from which network address you come")
	b.submit("main form", nil)
	b.wait("/s/me/look", "has safe facts")
	b.get("/s/me/look?new=yes")
	b.submit("main form", url.Values{"direct": {"yes"}})
	b.wait("/s/me/look", "See the findings")
}
