package practice

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/antchfx/htmlquery"
	"go.uber.org/goleak"
	"golang.org/x/net/html"

	"github.com/whohasme/whohasme/brokers"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// client keeps no connection open, so that nothing is left to find after a
// test.
var client = &http.Client{
	Transport: &http.Transport{DisableKeepAlives: true},
	Timeout:   5 * time.Second,
}

// served are the servers of the worlds that are open, by host.
var served sync.Map

// opened serves a world for one test, at noon UTC of the world's day.
func opened(t *testing.T, seed uint64) *Sites {
	t.Helper()
	s, err := Open(NewWorld(seed, day), NewClock(day.Time().Add(12*time.Hour)).Now)
	if err != nil {
		t.Fatal(err)
	}
	for _, srv := range s.servers {
		served.Store(srv.host, srv)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func (s *Sites) broker(t *testing.T, id string) brokers.Broker {
	t.Helper()
	for _, b := range s.Brokers() {
		if b.ID == id {
			return b
		}
	}
	t.Fatalf("no site %q", id)
	return brokers.Broker{}
}

func get(t *testing.T, address string) (int, string) {
	t.Helper()
	res, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

func post(t *testing.T, address string, fields url.Values) (int, string) {
	t.Helper()
	res, err := client.PostForm(address, fields)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

// asked is the address of a search by a definition; the assisted site is asked
// as a person would who answered its question and typed its code, the site
// that draws by script is asked for what it draws.
func asked(t *testing.T, b brokers.Broker, q brokers.Query) string {
	t.Helper()
	if b.ID == "practice-form" {
		v := url.Values{"first": {q.First}, "last": {q.Last}, "state": {q.State}, "sum": {"7"}, "terms": {"yes"}}
		_, page := get(t, "http://"+b.Domain+"/results?"+v.Encode())
		n := htmlquery.SelectAttr(elements(t, page, "input[name=n]")[0], "value")
		srv, _ := served.Load(b.Domain)
		v.Set("n", n)
		v.Set("code", srv.(*server).code(n))
		return "http://" + b.Domain + "/results?" + v.Encode()
	}
	u, err := b.Search.URL.Address(q, nil)
	if err != nil {
		t.Fatal(err)
	}
	return u.String()
}

// searched returns the pages that answer a search, following the links that
// the definition calls next.
func searched(t *testing.T, b brokers.Broker, q brokers.Query) []string {
	t.Helper()
	var list []string
	for at := asked(t, b, q); at != "" && len(list) < 50; {
		status, page := get(t, at)
		if status != http.StatusOK {
			t.Fatalf("%s: search answered %d", b.ID, status)
		}
		list = append(list, page)
		next := ""
		if b.Search.Complete.Next != "" {
			for _, n := range elements(t, page, b.Search.Complete.Next) {
				next = "http://" + b.Domain + htmlquery.SelectAttr(n, "href")
			}
		}
		at = next
	}
	return list
}

// elements returns what a selector finds in a page.
func elements(t *testing.T, page string, s brokers.Selector) []*html.Node {
	t.Helper()
	return within(t, parsed(t, page), s)
}

func parsed(t *testing.T, page string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// within returns what a selector finds in an element, by the rule that tells
// XPath from CSS.
func within(t *testing.T, n *html.Node, s brokers.Selector) []*html.Node {
	t.Helper()
	if s.IsXPath() {
		found, err := htmlquery.QueryAll(n, string(s))
		if err != nil {
			t.Fatalf("selector %s: %v", s, err)
		}
		return found
	}
	return goquery.NewDocumentFromNode(n).Find(string(s)).Nodes
}

func subjectQuery(s *Sites) brokers.Query {
	p := s.World().Subject()
	return brokers.Query{First: p.Name().First, Last: p.Name().Last, City: p.Addresses[0].City, State: p.Addresses[0].State}
}

var nobody = brokers.Query{First: "Wxolmira", Last: "Trannquist", City: "Houston", State: "TX"}

func TestCloseLeavesNothing(t *testing.T) {
	s, err := Open(NewWorld(1, day), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	b := s.broker(t, "practice-cards")
	get(t, "http://"+b.Domain+"/")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	goleak.VerifyNone(t)
	if res, err := client.Get("http://" + b.Domain + "/"); err == nil {
		res.Body.Close()
		t.Error("a closed site still answers")
	}
}

func TestEverySiteServesRobots(t *testing.T) {
	s := opened(t, 2)
	for _, b := range s.Brokers() {
		status, body := get(t, "http://"+b.Domain+"/robots.txt")
		if status != http.StatusOK || !strings.Contains(body, "Allow: /\n") || !strings.Contains(body, "Disallow: /private\n") {
			t.Errorf("%s: robots.txt answered %d, %q", b.ID, status, body)
		}
	}
}

func TestNobodyIsFoundAsTheDefinitionSays(t *testing.T) {
	s := opened(t, 3)
	for _, b := range s.Brokers() {
		if b.Search == nil || b.ID == "practice-lookalike" || b.ID == "practice-wall" || b.ID == "practice-script" {
			continue
		}
		page := searched(t, b, nobody)[0]
		if len(elements(t, page, b.Search.Nothing)) != 1 {
			t.Errorf("%s: the no-results sign is missing for an invented name", b.ID)
		}
		if len(elements(t, page, b.Search.Record)) != 0 {
			t.Errorf("%s: an invented name has records", b.ID)
		}
	}
}

func TestLookAlikeFindsAnybody(t *testing.T) {
	s := opened(t, 4)
	b := s.broker(t, "practice-lookalike")
	for _, q := range []brokers.Query{nobody, subjectQuery(s)} {
		page := searched(t, b, q)[0]
		found := elements(t, page, b.Search.Record)
		if len(found) < 2 || !strings.Contains(htmlquery.InnerText(found[0]), q.Last) {
			t.Errorf("%d records, or another name than the one asked for", len(found))
		}
		if len(elements(t, page, b.Search.Nothing)) != 0 {
			t.Error("the no-results sign stands beside records")
		}
		if again := searched(t, b, q)[0]; again != page {
			t.Error("the same question got another answer")
		}
	}
}

func TestWallChallengesEverySearch(t *testing.T) {
	s := opened(t, 5)
	b := s.broker(t, "practice-wall")
	statuses := map[int]bool{}
	for _, p := range s.World().People[:60] {
		status, page := get(t, asked(t, b, brokers.Query{First: p.Name().First, Last: p.Name().Last, State: p.Addresses[0].State}))
		statuses[status] = true
		if len(elements(t, page, b.Search.Record))+len(elements(t, page, b.Search.Nothing)) != 0 {
			t.Error("a challenge reads as an answer")
		}
	}
	for _, want := range []int{200, 403, 503} {
		if !statuses[want] {
			t.Errorf("no challenge with status %d", want)
		}
	}
}

func TestFormNeedsAPerson(t *testing.T) {
	s := opened(t, 6)
	b := s.broker(t, "practice-form")
	for name, query := range map[string]string{"no answer": "", "wrong answer": "&sum=8&terms=yes", "terms not accepted": "&sum=7"} {
		_, page := get(t, "http://"+b.Domain+"/results?first=James&last=Smith&state=TX"+query)
		if len(elements(t, page, b.Search.Record)) != 0 || len(elements(t, page, "#sum")) != 1 {
			t.Errorf("%s: the form let the visitor through", name)
		}
	}
	if len(elements(t, searched(t, b, brokers.Query{First: "James", Last: "Smith", State: "TX"})[0], b.Search.Record)) < 2 {
		t.Error("an answered form shows no records")
	}
	for _, step := range b.Search.Steps {
		_, page := get(t, string(b.Search.URL))
		if step.Fill != "" && len(elements(t, page, step.Fill)) != 1 {
			t.Errorf("step: nothing to fill at %s", step.Fill)
		}
	}
}

// TestFormWantsItsCode: a wrong code, one of another site and one that was
// never shown bring the question back with a new one.
func TestFormWantsItsCode(t *testing.T) {
	s := opened(t, 6)
	b := s.broker(t, "practice-form")
	q := brokers.Query{First: "James", Last: "Smith", State: "TX"}
	right := asked(t, b, q)
	for name, wrong := range map[string]string{
		"no code": "", "a wrong code": "&n=1&code=00000x", "a code that was not shown": "&n=999&code=12345", "no number": "&code=12345", "a number that is none": "&n=-1&code=",
	} {
		_, page := get(t, "http://"+b.Domain+"/results?first=James&last=Smith&state=TX&sum=7&terms=yes"+wrong)
		if len(elements(t, page, b.Search.Record)) != 0 || len(elements(t, page, "#code")) != 1 {
			t.Errorf("%s: the form let the visitor through", name)
		}
	}
	if _, page := get(t, right); len(elements(t, page, b.Search.Record)) < 2 {
		t.Error("a right code that is used again shows no records")
	}
	if status, _ := get(t, "http://"+b.Domain+"/code.png?n=1"); status != http.StatusOK {
		t.Errorf("the picture answered %d", status)
	}
	if status, _ := get(t, "http://"+b.Domain+"/code.png?n=4711"); status != http.StatusNotFound {
		t.Errorf("a picture that was never shown answered %d", status)
	}
	last, _ := served.Load(b.Domain)
	if _, code := get(t, s.Desk()+"/code"); strings.TrimSpace(code) != last.(*server).lastCode() || len(strings.TrimSpace(code)) != codeDigits {
		t.Errorf("the desk says %q", code)
	}
}

// TestScriptSiteIsAShell: without its script the site shows nobody, and the
// data behind it is paged and whole.
func TestScriptSiteIsAShell(t *testing.T) {
	s := opened(t, 6)
	b := s.broker(t, "practice-script")
	q := brokers.Query{First: "James", Last: "Smith", State: "TX"}
	at := asked(t, b, q)
	if _, page := get(t, at); len(elements(t, page, b.Search.Record))+len(elements(t, page, b.Search.Nothing)) != 0 || strings.Contains(page, "Smith") {
		t.Error("the shell shows more than nothing")
	}
	seen := map[string]bool{}
	for pages := 0; at != "" && pages < 20; pages++ {
		status, body := get(t, strings.Replace(at, "/finder", "/data/finder", 1))
		var d data
		if err := json.Unmarshal([]byte(body), &d); status != http.StatusOK || err != nil {
			t.Fatalf("the data answered %d (%v)", status, err)
		}
		for _, e := range d.People {
			seen[e.ID] = true
		}
		if at = d.Next; at != "" {
			at = "http://" + b.Domain + at
		}
	}
	if len(seen) < 3 {
		t.Errorf("%d bearers of a common name", len(seen))
	}
	for id := range seen {
		if status, body := get(t, "http://"+b.Domain+"/data/who/"+id); status != http.StatusOK || !strings.Contains(body, id) {
			t.Errorf("a record's data answered %d", status)
		}
		break
	}
	if status, body := get(t, "http://"+b.Domain+"/data"+strings.TrimPrefix(asked(t, b, nobody), "http://"+b.Domain)); status != http.StatusOK || !strings.Contains(body, `"people":[]`) {
		t.Errorf("an invented name: %d %q", status, body)
	}
	optOut(t, s, b.ID, mine(t, s, b.ID).URL)
	s.Advance(24 * time.Hour)
	if status, _ := get(t, mine(t, s, b.ID).URL); status != http.StatusNotFound {
		t.Errorf("the old address answers %d", status)
	}
}

func TestSitesWithoutASearch(t *testing.T) {
	b := opened(t, 7).broker(t, "practice-unseen")
	if _, ok := b.Way(); ok || len(b.OptOut) != 1 || b.OptOut[0].By != brokers.ByEmail {
		t.Error("the unseen site can be looked at, or takes no opt-out by e-mail")
	}
}

func TestAskingIsFoldedAndFiltered(t *testing.T) {
	s := opened(t, 8)
	b := s.broker(t, "practice-table")
	q := brokers.Query{First: "JAMES", Last: "smith", State: "tx"}
	if n := len(elements(t, searched(t, b, q)[0], b.Search.Record)); n < 3 {
		t.Errorf("%d records, want at least 3 whatever the case", n)
	}
	if _, page := get(t, "http://"+b.Domain+"/search?first=J%C3%A1mes&last=Smith&state=TX"); len(elements(t, page, b.Search.Record)) < 3 {
		t.Error("an accent hides the records")
	}
	if _, page := get(t, "http://"+b.Domain+"/search?first=James&last=Smith&state=Narnia"); len(elements(t, page, b.Search.Nothing)) != 1 {
		t.Error("an unknown state finds somebody")
	}
}

func TestPagesEscapeWhatWasAsked(t *testing.T) {
	s := opened(t, 9)
	for _, id := range []string{"practice-table", "practice-lookalike"} {
		b := s.broker(t, id)
		_, page := get(t, asked(t, b, brokers.Query{First: `<script>alert(1)</script>`, Last: `"><img src=x>`, State: "CA"}))
		if strings.Contains(page, "<script>alert") || strings.Contains(strings.ToLower(page), "<img src=x") {
			t.Errorf("%s: the page echoes markup", id)
		}
	}
}

func TestRequestsAreNoted(t *testing.T) {
	s := opened(t, 10)
	b := s.broker(t, "practice-table")
	searched(t, b, nobody)
	s.Advance(time.Hour)
	get(t, "http://"+b.Domain+"/robots.txt")
	log := s.Requests(b.ID)
	if len(log) != 2 || log[0].Path != "/search?first=Wxolmira&last=Trannquist&state=TX" || log[1].Path != "/robots.txt" || log[0].Method != "GET" {
		t.Fatalf("log: %+v", log)
	}
	if log[1].At.Sub(log[0].At) != time.Hour {
		t.Error("requests are not noted in practice time")
	}
	if s.Requests("practice-cards") != nil || s.Requests("no-such-site") != nil {
		t.Error("requests noted at a site that was not asked")
	}
}
