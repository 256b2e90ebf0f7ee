package letter_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/letter"
	"github.com/whohasme/whohasme/report/letter/paper"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

var update = flag.Bool("update", false, "write the golden files anew")

func day(s string) brokers.Date {
	d, err := brokers.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

var loaded = sync.OnceValues(statute.Load)

func book(t testing.TB) *statute.Book {
	t.Helper()
	b, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// scene is all that a letter is written from; the cases change it.
type scene struct {
	req      report.Request
	subject  scan.Subject
	broker   *brokers.Broker
	findings []scan.Finding
	today    brokers.Date
}

func (s *scene) write(t testing.TB) (report.Letter, error) {
	return letter.Write(s.req, s.subject, s.broker, s.findings, book(t), s.today)
}

const page = "https://example-people.test/p/rosa-quill-8f31a"

func newScene() *scene {
	s := &scene{today: day("2026-11-20")}
	s.subject = scan.Subject{
		ID: "me", Names: []scan.Name{{First: "Rosa", Last: "Quill"}}, ReplyTo: "rq.privacy@example.org",
		Residence: scan.Place{Country: "US", State: "CA"},
		Addresses: []scan.Address{{Street: "9 Heron Way", City: "Fresno", State: "CA", Zip: "93650"}, {City: "Dayton", State: "OH", To: 2015}},
	}
	s.broker = &brokers.Broker{ID: "example-people", Name: "Example People", Domain: "example-people.test", Operator: "Example Data LLC"}
	s.findings = []scan.Finding{{ID: "f1", Subject: "me", Broker: "example-people", Verdict: scan.Match, State: scan.Listed, Record: scan.Judged{Record: scan.Record{
		Name: "ROSA QUILL", URL: page, Addresses: []scan.Address{{City: "Fresno", State: "CA"}, {City: "Dayton", State: "OH"}},
	}}}}
	s.req = report.Request{
		ID: "me.example-people.suppress", Subject: "me", Broker: "example-people", Ask: brokers.Suppress, Findings: []string{"f1"}, Clears: []string{"example-people"},
		Route: brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByForm, URL: "https://example-people.test/opt-out"},
		Tells: []report.Told{
			{Kind: "listing-address", Fact: page, ShownAt: page}, {Kind: "name", Fact: "ROSA QUILL", ShownAt: page},
			{Kind: "city", Fact: "Dayton", ShownAt: page}, {Kind: "state", Fact: "OH", ShownAt: page}, {Kind: "reply-address", Fact: "rq.privacy@example.org"},
		},
	}
	return s
}

// onAct turns the request into an opt-out of sale on the Californian act.
func (s *scene) onAct() {
	s.req.ID, s.req.Ask, s.req.Ground = "me.example-people.opt-out-of-sale", brokers.OptOutOfSale, []string{"ca-ccpa"}
	s.req.Route = brokers.OptOut{Ask: brokers.OptOutOfSale, By: brokers.ByEmail, To: "privacy@example-people.test"}
	s.req.Tells = append(s.req.Tells, report.Told{Kind: "residence", Fact: "California", ShownAt: page})
}

func (s *scene) untell(kind string) {
	var kept []report.Told
	for _, t := range s.req.Tells {
		if t.Kind != kind {
			kept = append(kept, t)
		}
	}
	s.req.Tells = kept
}

func TestLetters(t *testing.T) {
	for name, c := range map[string]struct {
		set func(s *scene)
		due string
	}{
		"suppress": {func(s *scene) {}, ""},
		"suppress-url-only": {func(s *scene) {
			s.untell("name")
			s.untell("city")
			s.untell("state")
			s.untell("reply-address")
			s.req.Tells[0].Fact = "record 8f31a"
		}, ""},
		"suppress-two-listings": {func(s *scene) {
			second := s.findings[0]
			second.ID, second.Record.URL, second.Record.Name = "f2", "https://example-people.test/p/r-quill-77c20", "Rosa M. Quill"
			s.findings = append(s.findings, second)
			s.req.Findings = append(s.req.Findings, "f2")
			s.req.Tells = append(s.req.Tells, report.Told{Kind: "listing-address", Fact: second.Record.URL}, report.Told{Kind: "name", Fact: "Rosa M. Quill"})
		}, ""},
		"opt-out-of-sale": {func(s *scene) { s.onAct() }, "2026-12-15"},
		"opt-out-of-sale-certain": {func(s *scene) {
			s.onAct()
			s.broker.Registered, s.req.Certain = []brokers.Registration{{State: "CA", Year: 2026}}, true
		}, "2026-12-15"},
		"opt-out-of-sale-by-post": {func(s *scene) {
			s.onAct()
			s.req.Route.By, s.req.Route.To = brokers.ByPost, "100 Main St, Springfield"
			s.untell("reply-address")
		}, "2026-12-22"},
		"opt-out-policy": {func(s *scene) { s.onAct(); s.req.Ground = nil; s.untell("residence") }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene()
			c.set(s)
			l, err := s.write(t)
			if err != nil {
				t.Fatal(err)
			}
			if l.Due.String() != c.due || l.Date != s.today {
				t.Errorf("due %q, want %q", l.Due, c.due)
			}
			var text, pdf bytes.Buffer
			if err := errors.Join(paper.Text(&text, l), paper.PDF(&pdf, l)); err != nil {
				t.Fatal(err)
			}
			golden(t, name+".txt", text.Bytes())
			if n := bytes.Count(pdf.Bytes(), []byte("/Type /Page\n")); n != 1 {
				t.Errorf("%d pages, want 1", n)
			}
			for _, told := range s.req.Tells {
				if told.Kind != "residence" && !strings.Contains(text.String(), told.Fact) {
					t.Errorf("the letter does not tell the %s", told.Kind)
				}
			}
			for i, line := range strings.Split(text.String(), "\n") {
				if len([]rune(line)) > 76 {
					t.Errorf("line %d is %d characters long", i+1, len([]rune(line)))
				}
			}
		})
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; run with -update and look at the change:\n%s", name, got)
	}
}

func TestWhatIsNotWritten(t *testing.T) {
	for name, set := range map[string]func(s *scene){
		"another subject's request":          func(s *scene) { s.req.Subject = "you" },
		"another broker's request":           func(s *scene) { s.req.Broker = "other" },
		"no finding":                         func(s *scene) { s.findings = nil },
		"a finding that is only possible":    func(s *scene) { s.findings[0].Verdict = scan.Possible },
		"a name the listing does not print":  func(s *scene) { s.req.Tells[1].Fact = "Rosa Q. Quill" },
		"an address of another page":         func(s *scene) { s.req.Tells[0].Fact += "/x" },
		"a record number of another page":    func(s *scene) { s.req.Tells[0].Fact = "record 9999x" },
		"a city the listing does not show":   func(s *scene) { s.req.Tells[2].Fact = "Lima" },
		"a state the listing does not show":  func(s *scene) { s.req.Tells[3].Fact = "NV" },
		"another reply address":              func(s *scene) { s.req.Tells[4].Fact = "rosa@example.org" },
		"a kind that no letter tells":        func(s *scene) { s.req.Tells = append(s.req.Tells, report.Told{Kind: "phone", Fact: "+15595550142"}) },
		"an empty fact":                      func(s *scene) { s.req.Tells[1].Fact = "" },
		"a fact of two lines":                func(s *scene) { s.req.Tells[1].Fact, s.findings[0].Record.Name = "ROSA\nQUILL", "ROSA\nQUILL" },
		"nothing names the listing":          func(s *scene) { s.untell("name"); s.untell("listing-address") },
		"the name became safe since":         func(s *scene) { s.subject.Safe.Names = []scan.Name{{First: "Rosa", Last: "Quill"}} },
		"the reply address became safe":      func(s *scene) { s.subject.Safe.Emails = []string{"RQ.privacy@example.org"} },
		"the address holds a safe name":      func(s *scene) { s.subject.Safe.Names = []scan.Name{{First: "Quill", Last: "8f31a"}} },
		"the state became safe":              func(s *scene) { s.onAct(); s.subject.Safe.Addresses = []scan.Address{{State: "CA"}} },
		"the residence, without an act":      func(s *scene) { s.req.Tells = append(s.req.Tells, report.Told{Kind: "residence", Fact: "California"}) },
		"an act, without the residence":      func(s *scene) { s.onAct(); s.untell("residence") },
		"an act that does not cover":         func(s *scene) { s.onAct(); s.subject.Residence.State = "TX" },
		"an act of another state's listing":  func(s *scene) { s.onAct(); s.findings[0].Record.Addresses = s.findings[0].Record.Addresses[1:] },
		"an act before it was law":           func(s *scene) { s.onAct(); s.today = day("2019-11-20") },
		"an act in a year without holidays":  func(s *scene) { s.onAct(); s.today = day("2032-12-20") },
		"an unknown act":                     func(s *scene) { s.onAct(); s.req.Ground = []string{"xx"} },
		"suppression on an act":              func(s *scene) { s.req.Ground = []string{"ca-ccpa"} },
		"an ask that has no letter":          func(s *scene) { s.req.Ask = brokers.Object },
		"a broker without a name, no blanks": func(s *scene) { s.broker.Name = "" },
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene()
			set(s)
			l, err := s.write(t)
			if err == nil {
				t.Fatalf("it is written: %+v", l.Body)
			}
			for _, fact := range []string{"Rosa", "ROSA", "Quill", "rosa", "Dayton", "example.org", "555", "8f31a"} {
				if strings.Contains(err.Error(), fact) {
					t.Errorf("the error carries a fact: %v", err)
				}
			}
		})
	}
}

func TestOnlyTheActLetterSpeaksOfLaw(t *testing.T) {
	s := newScene()
	for _, ask := range []brokers.Ask{brokers.Suppress, brokers.OptOutOfSale} {
		s.req.Ask = ask
		l, err := s.write(t)
		if err != nil {
			t.Fatal(err)
		}
		var text bytes.Buffer
		if err := paper.Text(&text, l); err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"California", "Cal.", "CCR", "§", "act ", "law", "business day"} {
			if strings.Contains(text.String(), word) {
				t.Errorf("%s on the site's own policy says %q", ask, word)
			}
		}
	}
}

func TestReferencesDifferByBrokerAndCarryNoDigits(t *testing.T) {
	s := newScene()
	first, err := s.write(t)
	if err != nil {
		t.Fatal(err)
	}
	s.req.ID = "me.other.suppress"
	second, err := s.write(t)
	if err != nil {
		t.Fatal(err)
	}
	if first.Subject == second.Subject || strings.ContainsAny(first.Subject, "0123456789") {
		t.Errorf("%q and %q", first.Subject, second.Subject)
	}
}

func TestFileName(t *testing.T) {
	for id, want := range map[string]string{
		"me.example-people.suppress": "me.example-people.suppress.pdf",
		"../../etc/passwd":           "etc-passwd.pdf",
		"a b/c\x00d":                 "a-b-c-d.pdf",
	} {
		if got := letter.FileName(report.Request{ID: id}, "pdf"); got != want {
			t.Errorf("%q: got %q, want %q", id, got, want)
		}
	}
}
