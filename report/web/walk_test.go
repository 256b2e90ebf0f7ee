package web_test

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"go.yaml.in/yaml/v4"
)

// person reads the practice world's subject as answers to the form.
func (s *stage) person() url.Values {
	s.t.Helper()
	data, err := os.ReadFile(filepath.Join(s.folder, "subject.yaml"))
	ok(s.t, err)
	var f struct {
		Born  string
		Names []struct{ First, Middle, Last, Kind string }

		Addresses []struct{ Street, City, State, Zip string }
		Phones    []string
		ReplyTo   string `yaml:"reply_to"`
	}
	ok(s.t, yaml.Unmarshal(data, &f))
	v := url.Values{"first": {f.Names[0].First}, "middle": {f.Names[0].Middle}, "last": {f.Names[0].Last}, "born": {f.Born}, "risk": {"usual"}, "reply_to": {f.ReplyTo}, "phones": {strings.Join(f.Phones, "\n")}}
	v.Set("city", f.Addresses[0].City)
	v.Set("state", f.Addresses[0].State)
	var other, earlier []string
	for _, n := range f.Names[1:] {
		other = append(other, strings.Join(strings.Fields(n.First+" "+n.Middle+" "+n.Last), " "))
	}
	for _, a := range f.Addresses[1:] {
		earlier = append(earlier, a.City+", "+a.State)
	}
	v.Set("other_names", strings.Join(other, "\n"))
	v.Set("earlier", strings.Join(earlier, "\n"))
	return v
}

// TestWalk goes all the way without scripts: from no vault to a clock that
// runs.
func TestWalk(t *testing.T) {
	t.Parallel()
	s := open(t)
	b := s.browser()
	b.get("/")
	b.says(401, "You are not in")
	b.enter()
	b.says(200, "Begin", "Are you in danger?")

	answers := s.person()
	answers.Set("born", "yesterday")
	b.submit("main form", answers)
	b.says(422, "Want a date such as 1984-03-12")
	b.submit("main form", s.person())
	b.says(200, "Once more", "Nobody can give it back")
	b.submit("main form", url.Values{"passphrase": {"short"}, "again": {"short"}})
	b.says(422, "at least 8 characters")
	b.submit("main form", url.Values{"passphrase": {passphrase}, "again": {"another one"}})
	b.says(422, "differ")
	b.submit("main form", url.Values{"passphrase": {passphrase}, "again": {passphrase}})
	b.says(200, "Where you stand", "No site has been asked yet")

	b.get("/s/me/look")
	b.says(200, "Nobody is asked now", "would be asked", "tells")
	b.submit("main form", nil)
	b.says(200, "Looking")
	b.wait("/s/me/look", "The last look")
	b.says(200, "Visited")
	b.get("/s/me")
	b.says(200, "Who has you", "could not be checked", "Not checked is not the same as clear")
	b.get("/s/me/findings")
	b.says(200, "yours", "They say", "Our looks")
	b.get("/s/me/sites")
	b.says(200, "That is not the same as clear")

	b.get("/s/me/review")
	b.says(200, "This is me", "Yours", "The page says")
	b.submit("article form", url.Values{"verdict": {"other"}})
	b.says(200, "Remembered")

	b.get("/s/me/plan")
	b.says(200, "What it tells them", "Nothing is sent by this program")
	b.get("/s/me/letters")
	b.says(200, "On the ground of")
	letter, found := b.page.Find("main table a").First().Attr("href")
	if !found {
		t.Fatal("no letter")
	}
	b.get(letter)
	b.says(200, "The letter", "What it tells them")
	for _, form := range []string{"pdf", "txt", "md", "html", "eml", "docx", "sheet"} {
		b.get(letter)
		b.submit(`form[action$="/`+form+`"]`, nil)
		if b.code != 200 || !strings.HasPrefix(b.head.Get("Content-Disposition"), "attachment") || len(b.body) < 200 {
			t.Errorf("%s: %d %s, %d bytes", form, b.code, b.head.Get("Content-Disposition"), len(b.body))
		}
	}
	request := strings.Replace(letter, "/letters/", "/requests/", 1)
	b.get(letter)
	b.submit(`form[action$="/sent"]`, nil)
	b.says(200, "drafted, not sent yet")
	b.submit("form.mark", url.Values{"on": {"2026-11-21"}})
	b.says(409, "in the future")
	b.get(request)
	b.submit("form.mark", nil)
	b.says(200, "Noted", "Clocks", "sent, no answer yet")
	b.get("/s/me")
	b.says(200, "Clocks that run")
	b.get(request)
	b.submit(`form.mark:has(input[value="fulfilled"])`, nil)
	b.says(200, "they say it is done")
	b.submit(`form:has(input[value="undone"])`, nil)
	b.says(200, "taken back", "sent, no answer yet")
	b.get("/s/me/report/txt")
	if b.code != 200 || !strings.Contains(b.body, "Report for me") {
		t.Errorf("the report as a file: %d", b.code)
	}
}

// TestAddressesTellNothing follows every link and form of the pages: no
// address holds a fact about the person, and no page is broken.
func TestAddressesTellNothing(t *testing.T) {
	t.Parallel()
	s := open(t)
	book := s.made()
	s.add(book, string(s.file()))
	b := s.in()
	b.get("/s/me/look")
	b.submit("main form", nil)
	b.wait("/s/me/look?follow=yes", "The last look")
	s.draft(book)
	p, err := book.Subject(t.Context(), "me")
	ok(t, err)
	var facts []string
	for _, n := range p.Names {
		facts = append(facts, n.First, n.Last)
	}
	for _, a := range p.Addresses {
		facts = append(facts, a.City, a.Zip)
	}
	todo, done, links := []string{"/"}, map[string]bool{}, 0
	for len(todo) > 0 {
		path := todo[0]
		todo = todo[1:]
		if done[path] {
			continue
		}
		done[path] = true
		b.get(path)
		if b.code != 200 {
			t.Errorf("%s answers %d: %s", path, b.code, b.text())
		}
		if strings.Contains(path, "/report/") {
			continue
		}
		b.page.Find("a[href], form[action], img[src]").Each(func(_ int, e *goquery.Selection) {
			links++
			to := e.AttrOr("href", e.AttrOr("action", e.AttrOr("src", "")))
			for _, fact := range facts {
				if fact != "" && strings.Contains(strings.ToLower(to), strings.ToLower(fact)) {
					t.Errorf("%s has an address that tells a fact", path)
				}
			}
			if strings.Contains(to, "//") {
				t.Errorf("%s leads elsewhere: %s", path, to)
			}
			if h, ok := e.Attr("href"); ok && strings.HasPrefix(h, "/") {
				todo = append(todo, h)
			}
		})
	}
	if len(done) < 30 || links < 300 {
		t.Errorf("%d pages and %d links only: the test tests little", len(done), links)
	}
	t.Logf("figure: issue 8, serve: %d pages and %d links of the dashboard followed, none broken, none tells a fact", len(done), links)
}
