package wall

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/scan"
)

// page is a saved answer.
type page struct {
	Status int
	Header http.Header
	HTML   string
}

// of is what stands in place of the page, if anything.
func of(p *page) *scan.Fault {
	doc, _ := scan.ParsePage(p.HTML) // nil where it cannot be
	return Of(p.Status, p.Header, p.HTML, doc)
}

// read returns the pages of a folder by name.
func read(t testing.TB, folder string) map[string]*page {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", folder, "*.html"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages in %s: %v", folder, err)
	}
	pages := map[string]*page{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		pages[strings.TrimSuffix(filepath.Base(f), ".html")] = &page{HTML: string(b)}
	}
	return pages
}

// ruleOf returns the rule that a page's file is named after.
func ruleOf(name string) (wall, bool) {
	best, found := wall{}, false
	for _, w := range walls {
		if (name == w.name || strings.HasPrefix(name, w.name+"-")) && len(w.name) > len(best.name) {
			best, found = w, true
		}
	}
	return best, found
}

func TestWallRecognisesWalls(t *testing.T) {
	covered := map[string]bool{}
	for name, p := range read(t, "walls") {
		rule, ok := ruleOf(name)
		if !ok {
			t.Errorf("%s: no rule of that name", name)
			continue
		}
		covered[rule.name] = true
		for _, status := range []int{0, 200} {
			p.Status = status
			f := of(p)
			if f == nil {
				t.Errorf("%s, status %d: no wall seen", name, status)
			} else if f.Outcome != rule.outcome || !strings.HasPrefix(f.Why, rule.why) {
				t.Errorf("%s, status %d: %v, want %v %q", name, status, f, rule.outcome, rule.why)
			}
		}
	}
	for _, w := range walls {
		if !covered[w.name] {
			t.Errorf("rule %s has no page in testdata/walls", w.name)
		}
	}
}

func TestWallLeavesOrdinaryPagesAlone(t *testing.T) {
	pages := read(t, "pages")
	if len(pages) < 15 {
		t.Fatalf("only %d ordinary pages", len(pages))
	}
	for name, p := range pages {
		for _, status := range []int{0, 200} {
			p.Status = status
			if f := of(p); f != nil {
				t.Errorf("%s, status %d: taken for a wall: %v", name, status, f)
			}
		}
	}
}

func TestWallByStatusAndHeader(t *testing.T) {
	const records = `<main><p>Ada Quill, 45</p><p>Lives in Austin, TX</p></main>`
	challenge := http.Header{"Cf-Mitigated": {"challenge"}}
	for _, c := range []struct {
		name   string
		status int
		header http.Header
		html   string
		want   scan.Outcome // UnknownOutcome: no wall
	}{
		{"401", 401, nil, records, scan.Blocked},
		{"403", 403, nil, "", scan.Blocked},
		{"403 with records", 403, nil, records, scan.Blocked},
		{"429", 429, nil, "", scan.Blocked},
		{"451", 451, nil, "", scan.Blocked},
		{"200 with records", 200, nil, records, scan.UnknownOutcome},
		{"404 that explains itself", 404, nil, "<h1>Page not found</h1>", scan.UnknownOutcome},
		{"404 with a sign-in form", 404, nil, "<h1>Sign in</h1><input type=password>", scan.UnknownOutcome},
		{"500", 500, nil, "<h1>Server error</h1>", scan.UnknownOutcome},
		{"503 check", 503, nil, "<h1>Checking your browser</h1>", scan.Blocked},
		{"header of a check", 200, challenge, "<h1>x</h1>", scan.Blocked},
		{"header of a check on a sign-in page", 200, challenge, "<h1>Sign in</h1><input type=password>", scan.Blocked},
		{"AWS header", 202, http.Header{"X-Amzn-Waf-Action": {"challenge"}}, "", scan.Blocked},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := scan.UnknownOutcome
			if f := of(&page{Status: c.status, Header: c.header, HTML: c.html}); f != nil {
				got = f.Outcome
			}
			if got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestWallsSayWhatToDo(t *testing.T) {
	names := map[string]bool{}
	blocked := true
	for _, w := range walls {
		if w.why == "" || w.do == "" || names[w.name] {
			t.Errorf("%s: needs a name of its own, a why and a do", w.name)
		}
		names[w.name] = true
		if w.outcome == scan.Blocked && !blocked {
			t.Errorf("%s: stands after a rule that yields to it", w.name)
		}
		blocked = w.outcome == scan.Blocked
	}
}

// Adding a wall's words to a page of records does not make it a wall.
func TestRecordsOutweighWords(t *testing.T) {
	const records = `<div class="card"><h2>Ada Quill</h2><p>Age 45</p><p>Lives in Austin, TX</p></div>`
	for name, p := range read(t, "walls") {
		body := strings.Replace(p.HTML, "</body>", records+"</body>", 1)
		body = strings.Replace(body, "</BODY>", records+"</BODY>", 1)
		if f := of(&page{HTML: body, Status: 200}); f != nil {
			t.Errorf("%s: with a record in it still taken for a wall: %v", name, f)
		}
	}
}

func FuzzWall(f *testing.F) {
	for _, p := range read(f, "walls") {
		f.Add(p.HTML, 200)
	}
	for _, p := range read(f, "pages") {
		f.Add(p.HTML, 0)
	}
	f.Add(strings.Repeat("<div>", 600), 200)
	f.Fuzz(func(t *testing.T, html string, status int) {
		p := &page{HTML: html, Status: status}
		a, b := of(p), of(p)
		if (a == nil) != (b == nil) || a != nil && (*a != *b || a.Outcome.Answered() || a.Outcome == scan.UnknownOutcome || a.Why == "") {
			t.Fatalf("%v, then %v", a, b)
		}
		if (status == 403 || status == 429) && (a == nil || a.Outcome != scan.Blocked) {
			t.Fatalf("status %d: %v", status, a)
		}
	})
}
