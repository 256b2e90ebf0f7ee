package letter_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/letter"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

// chance makes cases. Each word of a fact stands in no other fact and in no
// template, so that a trace of one is a leak.
type chance struct{ *rand.Rand }

func newChance(t testing.TB) chance {
	seed := uint64(1)
	if s := os.Getenv("WHOHASME_TEST_SEED"); s != "" {
		n, err := strconv.ParseUint(s, 10, 64)
		if err != nil {
			t.Fatalf("WHOHASME_TEST_SEED: %v", err)
		}
		seed = n
	}
	return chance{rand.New(rand.NewPCG(seed, 7))}
}

func (c chance) in(n int) bool { return c.IntN(n) == 0 }

func pick[T any](c chance, from ...T) T { return from[c.IntN(len(from))] }

var (
	homes = []scan.Address{
		{City: "Fresno", State: "CA", Zip: "93650"}, {City: "Waco", State: "TX", Zip: "76701"}, {City: "Roanoke", State: "VA", Zip: "24011"}, {City: "Provo", State: "UT", Zip: "84601"},
		{City: "Ames", State: "IA", Zip: "50010"}, {City: "Salem", State: "OR", Zip: "97301"}, {City: "Trenton", State: "NJ", Zip: "08608"}, {City: "Pueblo", State: "CO", Zip: "81001"},
		{City: "Hartford", State: "CT", Zip: "06103"}, {City: "Dayton", State: "OH", Zip: "45402"}, {City: "Miami", State: "FL", Zip: "33101"}, {City: "Elko", State: "NV", Zip: "89801"},
		{City: "Tulsa", State: "OK", Zip: "74103"}, {City: "Tacoma", State: "WA", Zip: "98402"}, {City: "Barre", State: "VT", Zip: "05641"},
		{City: "Jena", Country: "DE"}, {City: "Lyon", Country: "FR"}, {City: "Leeds", Country: "GB"}, {City: "Bern", Country: "CH"}, {City: "Regina", Country: "CA"},
		{City: "Gatineau", Country: "CA", State: "QC"}, {City: "Natal", Country: "BR"}, {City: "Perth", Country: "AU"}, {City: "Kobe", Country: "JP"}, {City: "Busan", Country: "KR"},
		{City: "Durban", Country: "ZA"}, {City: "Eilat", Country: "IL"}, {City: "Pune", Country: "IN"}, {City: "Quito", Country: "EC"}, {},
	}
	hidings = []scan.Address{
		{Street: "770 Kestrel Road", City: "Xanthia", State: "NV", Zip: "89005"}, {Street: "81 Osprey Lane", City: "Yarmont", State: "CA", Zip: "96162"},
		{City: "Zellwig", State: "TX"}, {Street: "5 Plover Mews", City: "Quexham", Country: "GB"}, {State: "OR"},
	}
	hiddenNames = []scan.Name{{First: "Zephyrine", Last: "Vauquelin"}, {First: "Ottoline", Last: "Wystanley"}, {First: "Rosa", Last: "Brightwen"}}
	offices     = []scan.Office{{Is: "federal-judge"}, {Is: "law-enforcement", State: "NJ"}, {Is: "state-judge", Family: true}, {Is: "official", State: "CA"}, {Is: "address-programme"}}
	categories  = []string{"people-search", "background-check", "marketing", "credit-risk", "b2b-contact", "health", ""}
	origins     = []string{"", "person", "third-party", "public-record"}
	unshown     = []string{"+1 937 555 0117", "rosa.hidden@example.net", "1984-03-12", "Hector Ferrand"}
)

// caseOf is one random case: a person, a broker, a finding and what is asked.
func (c chance) caseOf(all map[string]law, ids []string) *scene {
	s := &scene{today: brokers.DateOf(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, c.IntN(3000)))}
	if !c.in(4) {
		s.today = day("2026-11-22").AddDays(c.IntN(300))
	}
	home := pick(c, homes...)
	s.subject = scan.Subject{ID: "me", Names: []scan.Name{{First: "Rosa", Last: "Quill"}, {First: "Rosa", Middle: "June", Last: "Marl"}}, Authority: scan.Authority{Kind: scan.Self},
		Phones: []string{unshown[0]}, Emails: []string{unshown[1]}, Relatives: []string{unshown[3]}, Born: scan.Born{Year: 1984, Month: 3, Day: 12}, ReplyTo: pick(c, "", "rq.reply@example.org")}
	if home.City != "" {
		s.subject.Residence = scan.Place{Country: home.Country, State: home.State}
		if home.Country == "" {
			s.subject.Residence.Country = "US"
		}
		s.subject.Addresses = []scan.Address{home}
	}
	c.standing(s)
	c.safe(s)
	s.broker = &brokers.Broker{ID: "b", Name: "Example People", Domain: "example-people.test", Category: pick(c, categories...), Country: pick(c, "", "US", "DE", "GB", "JP")}
	if c.in(2) {
		s.broker.Registered = []brokers.Registration{{State: pick(c, "CA", "VT", "TX", "OR"), Year: pick(c, 2025, 2026, 2027)}}
	}
	c.listing(s, home)
	c.request(s, all, ids)
	return s
}

func (c chance) standing(s *scene) {
	if c.in(6) {
		s.subject.Covered = []scan.Office{pick(c, offices...)}
	}
	switch c.IntN(12) {
	case 0:
		s.subject.Born = scan.Born{Year: pick(c, 2012, 2014, 2016)}
	case 1:
		s.subject.Born, s.subject.Authority.Kind = scan.Born{Year: pick(c, 2012, 2014, 2016)}, scan.Guardian
	case 2:
		s.subject.Authority.Kind, s.subject.Died = scan.Guardian, day("2023-03-01")
	case 3:
		s.subject.Authority.Kind = scan.Mandate
	}
}

func (c chance) safe(s *scene) {
	if c.in(2) {
		s.subject.Safe.Addresses = []scan.Address{pick(c, hidings...)}
	}
	if c.in(2) {
		s.subject.Safe.Names = []scan.Name{pick(c, hiddenNames...)}
	}
	if c.in(2) {
		s.subject.Safe.Phones, s.subject.Safe.Emails = []string{"775-555-0190"}, []string{"heron.nest@example.org"}
	}
	if c.in(20) {
		s.subject.ReplyTo = "heron.nest@example.org"
	}
}

// listing makes one or two findings. They may show what is safe.
func (c chance) listing(s *scene, home scan.Address) {
	for i := range 1 + c.IntN(2) {
		r := scan.Record{Name: pick(c, "Rosa Quill", "QUILL, ROSA", "Rosa J Marl", "Rosa Quill"), URL: "https://example-people.test/p/" + pick(c, "rosa-quill", "quill", "r") + "-" + strconv.Itoa(7001+c.IntN(99)) + "c" + strconv.Itoa(i)}
		if c.in(12) {
			n := pick(c, hiddenNames...)
			r.Name = pick(c, n.String(), n.Last+", "+n.First)
		}
		if c.in(12) {
			r.URL += pick(c, "?q=Zephyrine%20Vauquelin", "/kestrel-road-770", "?phone=7755550190", "?e=heron.nest%40example.org", "?q=vauquelin%2C%20zephyrine")
		}
		if !c.in(4) && home.City != "" {
			r.Addresses = append(r.Addresses, home)
		}
		if c.in(2) {
			r.Addresses = append(r.Addresses, scan.Address{Street: "12 Elm St", City: "Boise", State: "ID", Zip: "83702"})
		}
		if c.in(6) {
			r.Addresses = append(r.Addresses, pick(c, hidings...))
		}
		if c.in(3) {
			r.Phones, r.Relatives, r.Age = []string{"+1 208 555 0144"}, []string{"Imelda Osterley"}, scan.Years(42)
		}
		s.findings = append(s.findings, scan.Finding{ID: "f" + strconv.Itoa(i), Subject: "me", Broker: "b", Verdict: scan.Match, Record: scan.Judged{Record: r}})
	}
}

// request makes what an honest plan might ask, or what a careless one would.
func (c chance) request(s *scene, all map[string]law, ids []string) {
	s.req = report.Request{Subject: "me", Broker: "b", Ask: pick(c, brokers.Asks...), Origin: pick(c, origins...)}
	s.req.Route = pick(c, brokers.OptOut{By: brokers.ByEmail, To: "privacy@example-people.test"}, brokers.OptOut{By: brokers.ByForm, URL: "https://example-people.test/out"}, brokers.OptOut{By: brokers.ByPost, To: "1 Main St"})
	s.req.ID = "me.b." + string(s.req.Ask)
	for _, f := range s.findings {
		s.req.Findings = append(s.req.Findings, f.ID)
		s.req.Tells = append(s.req.Tells, report.Told{Kind: report.ToldListing, Fact: f.Record.URL, ShownAt: f.Record.URL})
		s.req.Tells = append(s.req.Tells, report.Told{Kind: report.ToldName, Fact: f.Record.Name, ShownAt: f.Record.URL})
		s.req.Tells = slices.Compact(s.req.Tells)
		if c.in(2) {
			break
		}
	}
	if as := s.findings[0].Record.Addresses; len(as) > 0 && c.in(3) {
		a := pick(c, as...)
		s.tell(report.Told{Kind: report.ToldCity, Fact: a.City}, report.Told{Kind: report.ToldState, Fact: a.State})
		s.req.Tells = slices.DeleteFunc(s.req.Tells, func(t report.Told) bool { return t.Fact == "" })
	}
	if s.subject.ReplyTo != "" && !c.in(4) {
		s.tell(report.Told{Kind: report.ToldReply, Fact: s.subject.ReplyTo})
	}
	if !c.in(3) {
		c.cite(s, all, ids)
	}
	if s.req.Ask == brokers.Correct {
		s.req.Correct = []report.Correction{{Shown: s.findings[0].Record.Name}}
		s.tell(report.Told{Kind: report.ToldWrong, Fact: s.findings[0].Record.Name})
	}
	if c.in(8) {
		s.tell(report.Told{Kind: pick(c, report.ToldName, report.ToldCity, report.ToldReply, report.ToldRight, report.ToldWrong, "phone", report.ToldClass),
			Fact: pick(c, append(slices.Clone(unshown), "775-555-0190", "Xanthia", "Vauquelin, Zephyrine", "770 Kestrel Rd", "078-05-1120")...), Chosen: c.in(2)})
	}
	if by := c.sender(s); by != "" {
		s.req.By = by
		s.tell(report.Told{Kind: report.ToldSender, Fact: by.Words(), Chosen: true})
	}
	c.later(s)
}

// cite takes an act of the person's place, or any act at all.
func (c chance) cite(s *scene, all map[string]law, ids []string) {
	var near []string
	for _, id := range ids {
		j := all[id].at("jurisdiction")
		if j.str("country") == s.subject.Residence.Country && (j.str("state") == "" || j.str("state") == s.subject.Residence.State) || all[id].at("protects").holds(s.subject.Residence.Country, "countries") || len(s.subject.Covered) > 0 && all[id].str("kind") == "at-risk" {
			near = append(near, id)
		}
	}
	if len(near) == 0 || c.in(5) {
		near = ids
	}
	id := pick(c, near...)
	s.req.Ground, s.req.Certain = []string{id}, c.in(2)
	if c.in(2) {
		s.req.Yes = []string{id}
	}
	if asks := all[id].list("asks"); len(asks) > 0 && !c.in(8) {
		s.req.Ask = brokers.Ask(law(pick(c, asks...).(map[string]any)).str("ask"))
	}
	place := all[id].str("where")
	if name, ok := brokers.StateName(all[id].at("jurisdiction").str("state")); ok && all[id].at("jurisdiction").str("country") == "US" {
		place = name
	}
	if p := all[id].at("protects"); !(p.yes("any_place") && all[id].at("jurisdiction").str("state") == "") {
		s.tell(report.Told{Kind: report.ToldResidence, Fact: place, Chosen: c.in(4)})
	}
	for _, o := range s.subject.Covered {
		if all[id].str("kind") == "at-risk" {
			s.tell(report.Told{Kind: report.ToldClass, Fact: statute.Office{Is: statute.Role(o.Is), Family: o.Family}.Class(), Chosen: true})
		}
	}
}

func (c chance) sender(s *scene) report.Sender {
	switch {
	case c.in(10):
		return pick(c, report.ByAgent, report.ByEstate, report.ByParent)
	case !s.subject.Died.IsZero():
		return report.ByEstate
	case s.subject.Authority.Kind == scan.Guardian:
		return report.ByParent
	}
	return ""
}

// later makes some requests come back to an earlier one.
func (c chance) later(s *scene) {
	if !c.in(3) {
		return
	}
	s.after(pick(c, report.FollowUp, report.Reply, report.Appeal, report.Complaint), func(e *report.Earlier) {
		e.Sent = s.today.AddDays(-c.IntN(200))
		e.Received, e.Reason = e.Sent, pick(c, letter.Reasons...)
		if len(s.req.Ground) > 0 {
			e.Due = e.Sent.AddDays(45)
		}
		if c.in(2) {
			e.State, e.Answered = report.Refused, e.Sent.AddDays(c.IntN(60))
		}
	})
}

// TestRandomCases writes what it can for random cases and holds every letter
// against the oracle of oracle_test.go and against all that must not be told.
func TestRandomCases(t *testing.T) {
	c, all := newChance(t), laws(t)
	var ids []string
	for id := range all {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	n := 10_000
	if testing.Short() {
		n = 1_000
	}
	var told []int
	written, cited, refusedRightly, honest := 0, map[string]int{}, 0, 0
	for i := range n {
		s := c.caseOf(all, ids)
		l, err := s.write(t)
		if err != nil {
			for _, fact := range leaks(s, err.Error()) {
				if strings.Contains(fact, "safe state") {
					continue // an act that does not cover, by its name
				}
				t.Errorf("case %d: an error carries %s: %v", i, fact, err)
			}
			if s.req.Ground != nil && !all[s.req.Ground[0]].covers(s.trial()) {
				refusedRightly++
			}
			continue
		}
		written++
		if len(s.req.Ground) > 0 {
			cited[s.req.Ground[0]]++
			honest++
		}
		told = append(told, identifiers(s.req))
		for _, fault := range faultsOf(t, s, l, all) {
			t.Errorf("case %d: %s", i, fault)
		}
		if t.Failed() {
			t.Fatalf("%+v\n\n%s", s.req, plain(l))
		}
	}
	slices.Sort(told)
	median := 0
	if len(told) > 0 {
		median = told[len(told)/2]
	}
	t.Logf("figure: issue 7: %d random cases: %d letters, %d of them on %d acts; %d citations of a law that does not cover refused; 0 cite such a law, 0 do not name the record, 0 tell what the listing does not show, 0 tell a safe fact; identifiers told: median %d, most %d",
		n, written, honest, len(cited), refusedRightly, median, told[len(told)-1])
	if written < n/5 || len(cited) < 15 || honest < n/20 || refusedRightly < n/20 || median > 3 {
		t.Errorf("%d written, %d on %d acts, %d refused for the law, median %d: the test sees too little", written, honest, len(cited), refusedRightly, median)
	}
}

func (s *scene) trial() trial {
	return trial{day: s.today.String(), subject: s.subject, broker: s.broker, ask: string(s.req.Ask), origin: s.req.Origin,
		yes: len(s.req.Ground) > 0 && slices.Contains(s.req.Yes, s.req.Ground[0]), children: s.subject.Authority.Kind == scan.Guardian}
}

// identifiers counts what helps to tell who the person is; a city and its
// state are one.
func identifiers(req report.Request) int {
	kinds := map[string]bool{}
	n := 0
	for _, t := range req.Tells {
		switch t.Kind {
		case report.ToldListing, report.ToldName, report.ToldClass, report.ToldRight:
			n++
		case report.ToldCity, report.ToldState, report.ToldResidence:
			kinds["place"] = true
		}
	}
	return n + len(kinds)
}

// everything is all text of a letter that leaves, and its file's name.
func everything(s *scene, l report.Letter, t testing.TB) string {
	text := plain(l) + "\n" + letter.FileName(l.Request, "txt")
	for _, language := range letter.Languages {
		e, err := letter.Writer{Book: book(t), Today: s.today}.Explain(l, s.broker, language, s.subject.Residence)
		if err != nil {
			t.Fatal(err)
		}
		text += "\n" + sheet(e)
	}
	return text
}

func faultsOf(t testing.TB, s *scene, l report.Letter, all map[string]law) []string {
	var faults []string
	text := strings.Join(strings.Fields(everything(s, l, t)), " ")
	if len(s.req.Ground) > 0 && !all[s.req.Ground[0]].covers(s.trial()) {
		faults = append(faults, s.req.Ground[0]+" does not cover the person on the day")
	}
	for id, act := range all {
		name, _, _ := strings.Cut(act.str("name"), " (")
		if !strings.Contains(text, name) {
			continue
		}
		if same := slices.ContainsFunc(s.req.Ground, func(g string) bool {
			n, _, _ := strings.Cut(all[g].str("name"), " (")
			return n == name
		}); !same {
			faults = append(faults, "it names "+id+", which it does not rest on")
		}
	}
	if i := slices.IndexFunc(s.req.Tells, func(t report.Told) bool { return t.Kind == report.ToldResidence }); i >= 0 && !s.req.Tells[i].Chosen {
		if !slices.ContainsFunc(s.findings, func(f scan.Finding) bool {
			return slices.Contains(s.req.Findings, f.ID) && slices.ContainsFunc(f.Record.Addresses, all[s.req.Ground[0]].within)
		}) {
			faults = append(faults, "it tells where the person lives, and the listing does not")
		}
	}
	if len(s.req.Ground) == 0 && strings.ContainsAny(text, "§") {
		faults = append(faults, "it cites a section and rests on no act")
	}
	named := slices.ContainsFunc(s.findings, func(f scan.Finding) bool {
		return strings.Contains(text, f.Record.URL) || strings.Contains(text, strings.Join(strings.Fields(f.Record.Name), " "))
	})
	if !named {
		faults = append(faults, "it does not name the record")
	}
	if strings.ContainsAny(l.Subject, "0123456789") && l.Request.After == nil {
		faults = append(faults, "its subject has a number")
	}
	return append(faults, leaks(s, text)...)
}

// leaks looks for facts that must not stand in a text, in every form we can
// think of.
func leaks(s *scene, text string) []string {
	var found []string
	forms := []string{text}
	for range 2 {
		if !strings.ContainsAny(text, "%+") {
			break
		}
		if p, err := url.QueryUnescape(forms[len(forms)-1]); err == nil {
			forms = append(forms, p)
		}
	}
	all := scan.Fold(strings.Join(forms, "\n"))
	glued := strings.ReplaceAll(all, " ", "")
	holds := func(what, fact string) {
		if f := strings.ReplaceAll(scan.Fold(fact), " ", ""); f != "" && strings.Contains(glued, f) {
			found = append(found, fmt.Sprintf("it holds the %s %q", what, fact))
		}
	}
	for _, n := range s.subject.Safe.Names {
		holds("safe name", n.Last)
		if n.First != "Rosa" {
			holds("safe name", n.First)
		}
	}
	for _, a := range s.subject.Safe.Addresses {
		holds("safe city", a.City)
		holds("safe ZIP", a.Zip)
		if w := strings.Fields(a.Street); len(w) > 1 {
			holds("safe street", w[1])
		}
		if name, ok := brokers.StateName(a.State); ok && !slices.ContainsFunc(s.subject.Addresses, func(o scan.Address) bool { return o.State == a.State }) && s.subject.StateIsSafe(a.State) {
			if strings.Contains(" "+all+" ", " "+scan.Fold(name)+" ") && !strings.Contains(all, "registered as a data broker in "+scan.Fold(name)) {
				found = append(found, "it holds the safe state "+name)
			}
		}
	}
	for _, p := range slices.Concat(s.subject.Safe.Phones, s.subject.Phones) {
		if d := scan.Digits(p); strings.Contains(glued, d[len(d)-10:]) {
			found = append(found, "it holds the number "+p)
		}
	}
	for _, e := range slices.Concat(s.subject.Safe.Emails, s.subject.Emails) {
		holds("mailbox", e)
	}
	for _, fact := range []string{"19840312", "March 12, 1984", "born", "Ferrand", "Osterley", "2085550144", "83702", "Elm St", "078051120"} {
		holds("fact that nobody chose to tell", fact)
	}
	for _, a := range homes {
		shown := slices.ContainsFunc(s.findings, func(f scan.Finding) bool {
			return slices.Contains(s.req.Findings, f.ID) && slices.ContainsFunc(f.Record.Addresses, func(o scan.Address) bool { return o.City == a.City })
		})
		if !shown && len(a.City) > 4 && !strings.Contains("Regina Perth", a.City) {
			holds("city the listing does not show", a.City)
		}
	}
	return found
}
