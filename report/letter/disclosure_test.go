package letter_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/letter"
	"github.com/whohasme/whohasme/report/letter/paper"
	"github.com/whohasme/whohasme/report/request"
	"github.com/whohasme/whohasme/scan"
	"pgregory.net/rapid"
)

// The words of safe facts stand in no open fact, so that any trace of them in
// a letter is a leak.
var (
	openNames  = []scan.Name{{First: "Rosa", Last: "Quill"}, {First: "Rosa", Middle: "June", Last: "Marl"}}
	safeNames  = []scan.Name{{First: "Zephy", Last: "Vauquelin"}, {First: "Rosa", Last: "Wystan"}, {First: "Ottoline", Middle: "X", Last: "Quill"}}
	openPlaces = []scan.Address{{Street: "9 Heron Way", City: "Fresno", State: "CA", Zip: "93650"}, {Street: "12 Elm St", City: "Dayton", State: "OH", Zip: "45402", To: 2015}, {City: "Waco", State: "TX", To: 2020}}
	safePlaces = []scan.Address{{Street: "770 Kestrel Road", City: "Xanthia", State: "CA", Zip: "96162"}, {City: "Yarmont", State: "NV", Zip: "89005"}, {Street: "81 Osprey Ln", City: "Dayton", State: "OH"}, {State: "OR"}}
	safePhones = []string{"+1 775 555 0190"}
	safeEmails = []string{"hidden.heron@example.org"}
	phones     = []string{"+15595550142", "937-555-0117"}
	emails     = []string{"rosa@example.org", "r.quill@example.net"}
	relatives  = []string{"Hector Quill", "Imelda Marl"}
	reply      = "rq.privacy@example.org"
	states     = map[string]string{"CA": "california", "OH": "ohio", "TX": "texas", "NV": "nevada", "OR": "oregon"}
)

func some[T any](t *rapid.T, label string, from []T) []T {
	var out []T
	for _, v := range from {
		if rapid.Bool().Draw(t, label) {
			out = append(out, v)
		}
	}
	return out
}

func one[T any](t *rapid.T, label string, from ...T) T {
	return from[rapid.IntRange(0, len(from)-1).Draw(t, label)]
}

func drawSubject(t *rapid.T) scan.Subject {
	return scan.Subject{
		ID: "me", Authority: scan.Authority{Kind: scan.Self}, Names: openNames, Born: scan.Born{Year: 1984, Month: 3, Day: 12},
		Residence: scan.Place{Country: "US", State: one(t, "residence", "CA", "CA", "TX", "NV")},
		Addresses: some(t, "address", openPlaces), Phones: phones, Emails: emails, Relatives: relatives,
		Safe: scan.Safe{Names: some(t, "safe name", safeNames), Addresses: some(t, "safe address", safePlaces),
			Phones: some(t, "safe phone", safePhones), Emails: some(t, "safe e-mail", safeEmails)},
		ReplyTo: one(t, "reply", reply, reply, "", safeEmails[0], "zephy.vauquelin@example.org"),
	}
}

func drawRecord(t *rapid.T, domain string) scan.Record {
	var names []string
	for _, n := range slices.Concat(openNames, safeNames) {
		names = append(names, n.String(), strings.ToUpper(n.String()), n.Last+", "+n.First, n.First+" "+n.Last)
	}
	places := some(t, "shown", slices.Concat(openPlaces, safePlaces, []scan.Address{{City: "Lima", State: "OH"}, {City: "Chico", State: "California"}}))
	slug := func(s string) string {
		return strings.ToLower(strings.ReplaceAll(s, " ", one(t, "gap", "-", "_", "+", "%20", "%2520", "", ".")))
	}
	last := one(t, "slug", slices.Concat(names, phones, safePhones, emails, safeEmails, relatives,
		[]string{"770 Kestrel Rd", "Xanthia CA", "Yarmont Nevada", "NV", "96162", "1984 03 12", "078-05-1120", "p"})...)
	id := one(t, "id", "", "/8f31a", "-7c20e9", "/45402", "/?id=a1b2c3", "/7755550190")
	return scan.Record{
		Name: one(t, "name", append(names, "Rosa Quill 559-555-0142", "Rosa & Hector Quill", "")...), Addresses: places, Phones: append(slices.Clone(phones), safePhones...),
		Emails: append(slices.Clone(emails), safeEmails...), Relatives: relatives, Born: scan.Born{Year: 1984, Month: 3, Day: 12}, Age: scan.Years(42),
		URL: one(t, "url", "", "https://"+domain+"/", "https://www."+domain+"/p/") + slug(last) + id,
	}
}

var routes = []brokers.OptOut{
	{Ask: brokers.Suppress, By: brokers.ByForm, URL: "https://broker.test/out"},
	{Ask: brokers.OptOutOfSale, By: brokers.ByEmail, To: "privacy@broker.test"},
	{Ask: brokers.Delete, By: brokers.ByPost, To: "100 Main St"},
	{Ask: brokers.Delete, By: brokers.ByEmail, To: "delete@broker.test"},
}

func TestNoLetterTellsWhatItMustNot(t *testing.T) {
	law := book(t)
	written, cited, silent := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		s := drawSubject(t)
		catalogue := map[string]*brokers.Broker{}
		var findings []scan.Finding
		for _, id := range []string{"a", "b", "c"} {
			b := &brokers.Broker{ID: id, Name: "Broker " + id, Domain: id + ".test", OptOut: some(t, "route", routes), Suppresses: some(t, "suppresses", []brokers.Suppression{{ID: "a"}, {ID: "b"}})}
			if rapid.Bool().Draw(t, "registered") {
				b.Registered = []brokers.Registration{{State: "CA", Year: 2026}}
			}
			catalogue[id] = b
			for range rapid.IntRange(0, 2).Draw(t, "findings") {
				findings = append(findings, scan.Finding{
					ID: "f" + string(rune('0'+len(findings))), Subject: "me", Broker: id, State: one(t, "state", scan.Listed, scan.Listed, scan.Gone),
					Verdict: one(t, "verdict", scan.Match, scan.Match, scan.Possible), Record: scan.Judged{Record: drawRecord(t, b.Domain)},
				})
			}
		}
		requests, skipped := request.Plan(request.Input{Subject: s, Findings: findings, Book: law, Today: day("2026-11-20"),
			Brokers: func(id string) (*brokers.Broker, bool) { b, ok := catalogue[id]; return b, ok }})
		for _, r := range requests {
			l, err := letter.Write(r, s, catalogue[r.Broker], findings, law, day("2026-11-20"))
			if err != nil {
				t.Fatalf("a planned request cannot be written: %v", err)
			}
			var text bytes.Buffer
			if err := paper.Text(&text, l); err != nil {
				t.Fatal(err)
			}
			leaves := text.String() + "\n" + letter.FileName(r, "txt")
			for _, told := range r.Tells {
				leaves += "\n" + told.Kind + " " + told.Fact + " " + told.ShownAt
			}
			for _, k := range skipped {
				leaves += "\n" + k.Why
			}
			mustNotHold(t, s, leaves+"\n"+r.Kept, r.Route.To)
			if want := mayCite(s, r, findings); len(r.Ground) > 0 != strings.Contains(strings.Join(strings.Fields(text.String()), " "), stateActs[s.Residence.State]) || len(r.Ground) > 0 && !want {
				t.Fatalf("ground %v, may be cited %v:\n%s", r.Ground, want, text.String())
			}
			written++
			if cited += len(r.Ground); r.Kept != "" {
				silent++
			}
		}
	})
	if testing.Short() {
		return // too few cases to count
	}
	if written < 50 || cited < 5 || silent < 5 {
		t.Errorf("%d letters, %d on an act, %d that give one up: the test sees too little", written, cited, silent)
	}
}

// stateActs are the acts on sale of the states the subjects live in.
var stateActs = map[string]string{
	"CA": "California Consumer Privacy Act", "TX": "Texas Data Privacy and Security Act", "NV": "Nevada law on the sale of covered information",
}

// mayCite says by itself whether the act of the state of residence may be cited.
func mayCite(s scan.Subject, r report.Request, findings []scan.Finding) bool {
	shown := slices.ContainsFunc(findings, func(f scan.Finding) bool {
		return slices.Contains(r.Findings, f.ID) && slices.ContainsFunc(f.Record.Addresses, func(a scan.Address) bool {
			return a.State == s.Residence.State || strings.EqualFold(a.State, states[s.Residence.State])
		})
	})
	return r.Ask == brokers.OptOutOfSale && shown && !onlySafe(s, s.Residence.State)
}

func onlySafe(s scan.Subject, state string) bool {
	in := func(a scan.Address) bool { return a.State == state }
	return slices.ContainsFunc(s.Safe.Addresses, in) && !slices.ContainsFunc(s.Addresses, in)
}

var (
	mailbox = regexp.MustCompile(`[\w.+-]+@[\w.-]+\.\w+`)
	numbers = regexp.MustCompile(`\d{3}-\d{2}-\d{4}`)
)

func glue(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func mustNotHold(t *rapid.T, s scan.Subject, text, to string) {
	all := glue(text)
	none := func(what, fact string) {
		if fact != "" && strings.Contains(all, glue(fact)) {
			t.Fatalf("the %s %q leaves the machine:\n%s", what, fact, text)
		}
	}
	for _, n := range s.Safe.Names {
		for _, w := range []string{n.First, n.Last} {
			if w != "Rosa" && w != "Quill" {
				none("safe name", w)
			}
		}
	}
	for _, a := range s.Safe.Addresses {
		if street := strings.Fields(a.Street); len(street) > 1 {
			none("safe street", street[0]+street[1])
		}
		if a.City != "Dayton" || !slices.ContainsFunc(s.Addresses, func(o scan.Address) bool { return o.City == "Dayton" }) {
			none("safe city", a.City)
		}
		none("safe ZIP", a.Zip)
		if onlySafe(s, a.State) {
			none("safe state", states[a.State])
			if regexp.MustCompile(`\b` + a.State + `\b`).MatchString(text) {
				t.Fatalf("the safe state %s leaves the machine:\n%s", a.State, text)
			}
		}
	}
	for _, p := range slices.Concat(phones, s.Safe.Phones) {
		d := scan.Digits(p)
		none("phone", d[len(d)-10:])
	}
	for _, found := range mailbox.FindAllString(text, -1) {
		if found != to && (found != s.ReplyTo || slices.Contains(s.Safe.Emails, found)) {
			t.Fatalf("the mailbox %q leaves the machine:\n%s", found, text)
		}
	}
	for _, born := range []string{"19840312", "03121984", "March 12, 1984"} {
		none("birth date", born)
	}
	for _, n := range relatives {
		none("relative", n)
	}
	if numbers.MatchString(text) {
		t.Fatalf("a number of the state leaves the machine:\n%s", text)
	}
}
