package sweep_test

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/sweep"
)

// paper is a broker whose pages a person saves; states decide whom it lists.
const paper = `
id: paper
name: Paper
domain: paper.test
country: US
search:
  url: https://paper.test/find/{first|lower}-{last|lower}/{state|lower}
  way: saved
  record: div.card
  complete: {total: .count, next: "a[rel=next]"}
  fields: {name: h2, age: .age, addresses: {select: .place, all: true}, profile_url: {select: a.more, attr: href}}
  nothing: p.none
  profile: {record: main, fields: {name: h1, age: .age, phones: {select: .tel, all: true}}, gone: "//h1[.='Removed']"}
`

// byForm is paper whose search is a form that is filled by hand.
var byForm = strings.NewReplacer("/find/{first|lower}-{last|lower}/{state|lower}", "/find", "way: saved",
	`way: assisted
  steps: [{fill: "#f", with: first}, {fill: "#l", with: last}, {fill: "#s", with: state}, {person: press search}]`).Replace(paper)

func paperBroker(t *testing.T, text string) *brokers.Broker {
	t.Helper()
	b := &brokers.Broker{}
	if err := brokers.Decode("paper.yaml", []byte(text), b).Err(); err != nil {
		t.Fatal(err)
	}
	return b
}

// save makes a page that a person saved.
func save(address string, parts ...string) *crawl.Page {
	body := "<!doctype html><html lang=en><head><title>Search results</title></head><body><main>" + strings.Join(parts, "\n") + "</main><footer>About us. Opt out.</footer></body></html>"
	p := &crawl.Page{Header: http.Header{}, Body: []byte(body), HTML: body, At: noon}
	if address != "" {
		p.URL, _ = url.Parse(address)
	}
	return p
}

func answer(status int, p *crawl.Page) *crawl.Page { p.Status = status; return p }

const (
	hers     = "https://paper.test/find/wilhelmina-quackenbos/tx"
	smiths   = "https://paper.test/find/james-smith/tx"
	none     = `<p class="none">No records were found.</p>`
	noneSaid = `<h1>No results for Wilhelmina Quackenbos in TX</h1>` + none
	wall     = `<h1>Checking your browser</h1><p>Verify you are human</p><div class="cf-turnstile" data-sitekey="x"></div>`
)

// others are records of namesakes.
func others(from, to int) (s string) {
	for i := from; i <= to; i++ {
		s += card("Wilhelmina Ada Quackenbos", "81", "Boston, MA", fmt.Sprintf("/p/%d", 100+i))
	}
	return s
}

func next(address string) string { return fmt.Sprintf(`<a rel="next" href="%s">Next</a>`, address) }

func TestReadGiven(t *testing.T) {
	worked, alike, no := scan.ControlWorked, scan.ControlLookAlike, scan.ControlNone
	smithPage := save(smiths, counts(2), card("James Smith", "45", "Houston, TX", "/p/1"), card("James Smith", "71", "Dallas, TX", "/p/2"))
	earlier := scan.Finding{ID: "me.paper.1", Verdict: scan.Match, Record: scan.Judged{Record: scan.Record{Name: "Wilhelmina Ada Quackenbos", URL: "https://paper.test/p/77"}}}
	own := save("https://paper.test/p/77", `<h1>Wilhelmina Ada Quackenbos</h1><p class="age">42</p><p class="tel">(512) 555-0142</p>`)
	for _, c := range []struct {
		name    string
		control scan.Control
		pages   []*crawl.Page
		outcome scan.Outcome
		why     string // a part of it
		after   scan.Control
		more    string // changes to the broker or the client: form, two, earlier
	}{
		{"a match", no, []*crawl.Page{save(hers, counts(1), mine)}, scan.Found, "", worked, ""},
		{"a match on a page of another search", no, []*crawl.Page{save(smiths, counts(1), mine)}, scan.Found, "", worked, ""},
		{"perhaps", no, []*crawl.Page{save(hers, counts(1), vague)}, scan.Maybe, "", worked, ""},
		{"a match at a look-alike site", alike, []*crawl.Page{save(hers, counts(1), mine)}, scan.Maybe, "", alike, ""},
		{"nothing, and no control", no, []*crawl.Page{save(hers, none)}, scan.Unreadable, "seven days", no, ""},
		{"nothing, with a control", worked, []*crawl.Page{save(hers, none)}, scan.Absent, "", worked, ""},
		{"nothing, with a page of a common name", no, []*crawl.Page{save(hers, none), smithPage}, scan.Absent, "", worked, ""},
		{"nothing, with the first page of a long list for a common name", no, []*crawl.Page{save(hers, none), save(smiths, counts(4), card("James Smith", "45", "Houston, TX", "/p/1"), card("James Smith", "71", "Dallas, TX", "/p/2"), next(smiths+"?page=2"))}, scan.Absent, "", worked, ""},
		{"nothing, at an address with more in it", worked, []*crawl.Page{save("http://www.paper.test/find/Wilhelmina-Quackenbos/TX/?utm_source=x#top", none)}, scan.Absent, "", worked, ""},
		{"nothing, and the page says for whom", worked, []*crawl.Page{save("", noneSaid)}, scan.Absent, "", worked, ""},
		{"nothing, and the page says for whom by the state's name", worked, []*crawl.Page{save("https://paper.test/results", "<h2>Wilhelmina A. Quackenbos</h2><p>Nobody of this name in Texas.</p>", none)}, scan.Absent, "", worked, ""},
		{"nothing, said of another state", worked, []*crawl.Page{save("", "<h1>No results for Wilhelmina Quackenbos in OH</h1>", none)}, scan.UnknownOutcome, "does not say whom", worked, ""},
		{"nothing, and the page does not say for whom", worked, []*crawl.Page{save("https://paper.test/results", none)}, scan.UnknownOutcome, "does not say whom", worked, ""},
		{"nothing, and others asked for the name", worked, []*crawl.Page{save("", none, "<p>Others asked for Wilhelmina Quackenbos, TX, and Odo Tarn.</p>")}, scan.UnknownOutcome, "does not say whom", worked, ""},
		{"nothing, and the name in one breath with others", worked, []*crawl.Page{save("", `<div class="box">No records were found.<p>Recent searches: Wilhelmina Quackenbos in TX</p></div>`, none)}, scan.UnknownOutcome, "does not say whom", worked, ""},
		{"nothing, and a suggestion", worked, []*crawl.Page{save("", "<h2>Did you mean Wilhelmina Quackenbos, TX?</h2>", none)}, scan.UnknownOutcome, "does not say whom", worked, ""},
		{"nothing, and a column of names", worked, []*crawl.Page{save("", none, "<p>Wilhelmina Quackenbos, TX</p><aside><h2>Wilhelmina Quackenbos in TX</h2></aside>")}, scan.UnknownOutcome, "does not say whom", worked, ""},
		{"nothing, for another name", worked, []*crawl.Page{save("https://paper.test/find/odo-tarn/tx", none)}, scan.UnknownOutcome, "another search", worked, ""},
		{"nothing, for another state", worked, []*crawl.Page{save("https://paper.test/find/wilhelmina-quackenbos/oh", noneSaid)}, scan.UnknownOutcome, "another search", worked, ""},
		{"only others", no, []*crawl.Page{save(hers, counts(2), others(1, 2))}, scan.Absent, "", worked, ""},
		{"only others, for another name", no, []*crawl.Page{smithPage}, scan.UnknownOutcome, "another search", worked, ""},
		{"only others, nobody knows for whom", no, []*crawl.Page{save("", counts(2), others(1, 2))}, scan.UnknownOutcome, "does not say whom", worked, ""},
		{"others at a look-alike site", alike, []*crawl.Page{save(hers, counts(2), others(1, 2))}, scan.UnknownOutcome, "", alike, ""},
		{"the first of several pages", no, []*crawl.Page{save(hers, counts(4), others(1, 2), next(hers+"?page=2"))}, scan.UnknownOutcome, "not given", worked, ""},
		{"all pages, in any order", no, []*crawl.Page{save(hers+"?page=2", counts(4), others(3, 4)), save(hers, counts(4), others(1, 2), next(hers+"?page=2"))}, scan.Absent, "", worked, ""},
		{"all pages without a total", no, []*crawl.Page{save(hers+"/2", others(3, 4)), save(hers, others(1, 2), next(hers+"/2"))}, scan.Absent, "", worked, ""},
		{"a page between is missing", no, []*crawl.Page{save(hers, others(1, 2), next(hers+"?page=2")), save(hers+"?page=3", others(5, 6))}, scan.UnknownOutcome, "not given", worked, ""},
		{"only the last page", no, []*crawl.Page{save(hers+"?page=3", others(5, 6))}, scan.UnknownOutcome, "not given", worked, ""},
		{"a match on the second page", no, []*crawl.Page{save(hers+"?page=2", counts(4), mine, others(4, 4)), save(hers, counts(4), others(1, 2), next(hers+"?page=2"))}, scan.Found, "", worked, ""},
		{"the same page twice", no, []*crawl.Page{save(hers, counts(2), others(1, 2)), save(hers, counts(2), others(1, 2))}, scan.Absent, "", worked, ""},
		{"a wall", worked, []*crawl.Page{save(hers, wall)}, scan.Blocked, "", worked, ""},
		{"a wall, and the page behind it", worked, []*crawl.Page{save(hers, wall), save(hers, none)}, scan.Absent, "", worked, ""},
		{"a status", worked, []*crawl.Page{answer(403, save(hers, none))}, scan.Blocked, "403", worked, ""},
		{"a page that is not there", worked, []*crawl.Page{answer(404, save(hers, none))}, scan.Unreadable, "404", worked, ""},
		{"only a part of the page", worked, []*crawl.Page{answer(206, save(hers, none))}, scan.Unreachable, "206", worked, ""},
		{"signs that contradict", worked, []*crawl.Page{save(hers, none, mine)}, scan.Unreadable, "", worked, ""},
		{"more records than counted", worked, []*crawl.Page{save(hers, counts(1), mine, others(1, 1))}, scan.Unreadable, "", worked, ""},
		{"what the definition does not describe", worked, []*crawl.Page{save(hers, "<p>Welcome to our new site, made for you with the greatest of care.</p>")}, scan.Unreadable, "", worked, ""},
		{"one of two searches", worked, []*crawl.Page{save(hers, none)}, scan.UnknownOutcome, "1 of the 2 searches", worked, "two"},
		{"both searches", worked, []*crawl.Page{save(hers, none), save("https://paper.test/find/wilhelmina-tarn/tx", none)}, scan.Absent, "", worked, "two"},
		{"by a form, address with the name", worked, []*crawl.Page{save("https://paper.test/results?f=Wilhelmina&l=Quackenbos&s=TX", none)}, scan.Absent, "", worked, "form"},
		{"by a form, address without", worked, []*crawl.Page{save("https://paper.test/find", none)}, scan.UnknownOutcome, "does not say whom", worked, "form"},
		{"by a form, fields still filled", worked, []*crawl.Page{save("https://paper.test/find", `<input id=f value="Wilhelmina Quackenbos"><select id=s><option>OH<option selected>TX</select>`, none)}, scan.Absent, "", worked, "form"},
		{"the record's own page", no, []*crawl.Page{own}, scan.Found, "", worked, ""},
		{"a stranger's own page", no, []*crawl.Page{save("https://paper.test/p/9", `<h1>Odo Tarn</h1><p class="age">42</p>`)}, scan.UnknownOutcome, "one record", worked, ""},
		{"a list and the record's own page", no, []*crawl.Page{own, save(hers, counts(1), vague77)}, scan.Found, "", worked, ""},
		{"an earlier finding, by search only", worked, []*crawl.Page{save(hers, none)}, scan.Absent, "", worked, "earlier absent unknown"},
		{"an earlier finding, by both", worked, []*crawl.Page{save(hers, none), answer(404, save("https://paper.test/p/77", "<h1>Not found</h1>"))}, scan.Absent, "", worked, "earlier absent absent"},
		{"an earlier finding, by its removal sign", worked, []*crawl.Page{save(hers, none), save("https://paper.test/p/77", "<h1>Removed</h1>")}, scan.Absent, "", worked, "earlier absent absent"},
		{"an earlier finding that is still there", worked, []*crawl.Page{save(hers, counts(1), mine)}, scan.Found, "", worked, "earlier found unknown"},
		{"an earlier finding's own page", no, []*crawl.Page{own}, scan.Found, "", worked, "earlier found found"},
		{"an earlier finding's own page, gone", worked, []*crawl.Page{save("https://paper.test/p/77", "<h1>Removed</h1>")}, scan.UnknownOutcome, "one record", worked, "earlier unknown absent"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, s := paper, subject(t)
			g := sweep.Given{Pages: c.pages, Control: sweep.Control{State: c.control}, Way: brokers.Saved, At: noon.Add(time.Hour), Said: true}
			switch {
			case c.more == "form":
				text = byForm
			case c.more == "two":
				s.Names = append(s.Names, scan.Name{First: "Wilhelmina", Last: "Tarn", Kind: scan.FormerName})
			case strings.HasPrefix(c.more, "earlier"):
				g.Client.Earlier = []scan.Finding{earlier}
			}
			g.Broker, g.Client.Subject = paperBroker(t, text), s
			r, _, err := sweep.ReadGiven(g)
			if err != nil {
				t.Fatal(err)
			}
			v := r.Visit
			if v.Outcome != c.outcome || !strings.Contains(v.Why, c.why) || v.Control != c.after {
				t.Errorf("%s (%s), control %s; want %s (%s), control %s", v.Outcome, v.Why, v.Control, c.outcome, c.why, c.after)
			}
			if v.Way != "saved" || !v.Said || !v.At.Equal(g.At) || len(v.Pages) != len(c.pages) || len(r.Pages) != len(c.pages) {
				t.Errorf("got %+v", v)
			}
			if state := strings.Fields(c.more); len(state) == 3 {
				if k := v.Rechecks[0]; k.ID != earlier.ID || k.Search.String() != state[1] || k.Address.String() != state[2] {
					t.Errorf("rechecked as %s, %s; want %s", k.Search, k.Address, c.more)
				}
			}
			for _, f := range v.Sightings {
				if len(f.Pages) == 0 {
					t.Error("a sighting does not say which page shows it")
				}
			}
		})
	}
}

// Who stands on the list of a common name is nobody who was met in looking for
// the subject, unless a list of the subject's shows them as well.
func TestPeopleOfOtherSearchesAreNotCounted(t *testing.T) {
	smith := save(smiths, counts(3), card("James Smith", "45", "Houston, TX", "/p/1"), card("James Smith", "71", "Dallas, TX", "/p/2"), others(1, 1))
	for _, c := range []struct {
		name   string
		pages  []*crawl.Page
		others int
	}{
		{"nothing, and a common name", []*crawl.Page{smith, save(hers, none)}, 0},
		{"others, and a common name", []*crawl.Page{smith, save(hers, counts(2), others(1, 2))}, 2},
		{"a match, and a common name", []*crawl.Page{save(hers, counts(2), mine, others(1, 1)), smith}, 1},
		{"a match on the list of a common name", []*crawl.Page{save(smiths, counts(2), mine, card("James Smith", "45", "Houston, TX", "/p/1"))}, 0},
		{"a common name alone", []*crawl.Page{smith}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, _, err := sweep.ReadGiven(sweep.Given{Broker: paperBroker(t, paper), Client: sweep.Client{Subject: subject(t)}, Pages: c.pages, Way: brokers.Saved, At: noon})
			if err != nil || r.Visit.Others != c.others {
				t.Errorf("%d others (%s, %s), want %d; %v", r.Visit.Others, r.Visit.Outcome, r.Visit.Why, c.others, err)
			}
		})
	}
}

var vague77 = card("Wilhelmina Quackenbos", "", "", "/p/77")

func TestOtherSearchesAreNoLook(t *testing.T) {
	b, s := paperBroker(t, paper), subject(t)
	for name, c := range map[string]struct {
		pages []*crawl.Page
		other bool
	}{
		"hers":             {[]*crawl.Page{save(hers, none)}, false},
		"another name":     {[]*crawl.Page{save(smiths, none)}, true},
		"nobody knows":     {[]*crawl.Page{save("", none)}, false},
		"both":             {[]*crawl.Page{save(hers, none), save(smiths, none)}, false},
		"hers among them":  {[]*crawl.Page{save(smiths, counts(1), mine)}, false},
		"a wall elsewhere": {[]*crawl.Page{save(smiths, wall)}, false},
	} {
		_, other, err := sweep.ReadGiven(sweep.Given{Broker: b, Client: sweep.Client{Subject: s}, Pages: c.pages, At: noon})
		if err != nil || other != c.other {
			t.Errorf("%s: %v, %v; want %v", name, other, err, c.other)
		}
	}
}

// A page that no definition reads is kept for the day when one does. What is
// recognised on it until then is possible at most, and silence proves nothing.
func TestGivenWithoutDefinition(t *testing.T) {
	b := paperBroker(t, "id: sketch\nname: Sketch\ndomain: sketch.test\ncountry: US\nsearch: {url: 'https://sketch.test/{last}', way: saved}")
	for name, c := range map[string]struct {
		body    []string
		outcome scan.Outcome
		records int
	}{
		"a record":       {[]string{counts(1), mine}, scan.Maybe, 1},
		"nobody":         {[]string{noneSaid}, scan.UnknownOutcome, 0},
		"another":        {[]string{counts(1), card("Ann Ochoa", "81", "Boston, MA", "/p/3")}, scan.UnknownOutcome, 0},
		"a wall":         {[]string{wall}, scan.UnknownOutcome, 0},
		"nothing at all": {nil, scan.UnknownOutcome, 0},
	} {
		p := save("https://sketch.test/x", c.body...)
		r, other, err := sweep.ReadGiven(sweep.Given{Broker: b, Client: sweep.Client{Subject: subject(t)}, Pages: []*crawl.Page{p}, At: noon})
		if err != nil || other || r.Visit.Outcome != c.outcome || r.Visit.Why == "" || len(r.Pages) != 1 || len(r.Visit.Sightings) != c.records {
			t.Errorf("%s: %+v, %v, %v", name, r.Visit, other, err)
		}
		for _, s := range r.Visit.Sightings {
			if s.Verdict != scan.Possible {
				t.Errorf("%s: %v", name, s.Verdict)
			}
		}
	}
}

func TestReadsAsList(t *testing.T) {
	b := paperBroker(t, paper)
	for name, c := range map[string]struct {
		page *crawl.Page
		want bool
	}{
		"a list": {save("", counts(1), mine), true}, "the first page of a long one": {save("", counts(300), mine), true}, "nothing": {save("", none), false},
		"a wall": {save("", wall), false}, "contradiction": {save("", counts(0), mine), false}, "no names": {save("", card("", "44", "Austin, TX", "")), false},
		"an error": {answer(500, save("", counts(1), mine)), false},
	} {
		if got := sweep.ReadsAsList(b, c.page); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// A saved page of every archive reads as the page itself does.
func TestGivenArchives(t *testing.T) {
	dir := t.TempDir()
	text := strings.Replace(string(save("", counts(1), mine).Body), "Wilhelmina", "Wilhelmína", 1)
	files := map[string]string{
		"mhtml": "MIME-Version: 1.0\r\nDate: Fri, 20 Nov 2026 10:00:00 -0000\r\nSnapshot-Content-Location: " + hers + "\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: " + hers + "\r\n\r\n" + text + "\r\n--x--\r\n",
		"warc": fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2026-11-20T10:00:00Z\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n%s\r\n\r\n",
			hers, len("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n")+len(text), text),
	}
	for kind, file := range files {
		path := filepath.Join(dir, "page."+kind)
		if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
			t.Fatal(err)
		}
		p, err := crawl.Open(path)
		if err != nil || !p.Dated {
			t.Fatalf("%s: %+v, %v", kind, p, err)
		}
		r, _, err := sweep.ReadGiven(sweep.Given{Broker: paperBroker(t, paper), Client: sweep.Client{Subject: subject(t)}, Pages: []*crawl.Page{p}, At: p.At})
		if err != nil || r.Visit.Outcome != scan.Found {
			t.Errorf("%s: %+v, %v", kind, r.Visit, err)
		}
	}
}
