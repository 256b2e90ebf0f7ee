package request_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/request"
	"github.com/whohasme/whohasme/scan"
)

// lives makes the subject live at a place that the listing shows.
func lives(s *scene, country, state string) {
	s.Subject.Residence = scan.Place{Country: country, State: state}
	home := scan.Address{Street: "9 Heron Way", City: "Linden", State: state, Country: country}
	s.Subject.Addresses = []scan.Address{home}
	s.Findings[0].Record.Addresses = []scan.Address{home}
}

func mandated(s *scene, asks ...string) {
	s.Subject.Authority = scan.Authority{Kind: scan.Mandate, Scope: append(asks, "look", "suppress", "opt-out-of-sale", "object", "delete"), From: day("2026-01-01"), To: day("2029-12-31")}
}

// says puts a request in words: ask, ground, and what stands out about it.
func says(r report.Request) string {
	s := string(r.Ask)
	for _, g := range r.Ground {
		s += " " + g
	}
	for word, is := range map[string]bool{"certain": r.Certain, "besides": r.Besides, "by " + string(r.By): r.By != "", "yes": len(r.Yes) > 0} {
		if is {
			s += ", " + word
		}
	}
	parts := strings.Split(s, ", ")
	slices.Sort(parts[1:])
	return strings.Join(parts, ", ")
}

func TestLaws(t *testing.T) {
	agent := &report.Agent{Name: "Ida Fenn", From: day("2026-01-01"), To: day("2026-12-31")}
	for name, c := range map[string]struct {
		set  func(s *scene)
		want string // requests, by "; "
		kept string // words of what one of them gives up
		note string // words of what one of them notes
	}{
		"California":          {func(s *scene) {}, "opt-out-of-sale ca-ccpa, besides; suppress", "", ""},
		"Texas":               {func(s *scene) { lives(s, "US", "TX") }, "opt-out-of-sale tx-tdpsa, besides; suppress", "", ""},
		"Utah, not deletion":  {func(s *scene) { lives(s, "US", "UT") }, "opt-out-of-sale ut-ucpa, besides; suppress", "", ""},
		"Iowa, not deletion":  {func(s *scene) { lives(s, "US", "IA") }, "opt-out-of-sale ia-icdpa, besides; suppress", "", ""},
		"Florida, not proven": {func(s *scene) { lives(s, "US", "FL") }, "suppress", "", ""},
		"Ohio has no act":     {func(s *scene) { lives(s, "US", "OH") }, "suppress", "", ""},
		"Germany":             {func(s *scene) { lives(s, "DE", "") }, "object eu-gdpr, besides; suppress", "", ""},
		"Germany, its own":    {func(s *scene) { lives(s, "DE", ""); s.catalogue["a"].Country = "DE" }, "object eu-gdpr, besides, certain; suppress", "", ""},
		"the United Kingdom":  {func(s *scene) { lives(s, "GB", "") }, "object uk-gdpr, besides; suppress", "", ""},
		"Switzerland":         {func(s *scene) { lives(s, "CH", "") }, "object ch-fadp, besides; suppress", "", ""},
		"Quebec, one letter":  {func(s *scene) { lives(s, "CA", "QC") }, "suppress qc-law25", "", ""},
		"Canada elsewhere":    {func(s *scene) { lives(s, "CA", "ON") }, "object can-pipeda, besides; suppress", "", ""},
		"a country without":   {func(s *scene) { lives(s, "XK", "") }, "suppress", "", ""},
		"a registered broker": {func(s *scene) { s.catalogue["a"].Registered = []brokers.Registration{{State: "CA", Year: 2026}} }, "opt-out-of-sale ca-ccpa, besides, certain; suppress", "", ""},
		"no residence":        {func(s *scene) { s.Subject.Residence = scan.Place{} }, "suppress", "does not say where you live", ""},
		"no state":            {func(s *scene) { s.Subject.Residence = scan.Place{Country: "US"} }, "suppress", "takes the state too", ""},
		"not shown":           {func(s *scene) { s.Findings[0].Record.Addresses = nil }, "suppress", "--tell-residence", ""},
		"not shown, and told": {func(s *scene) { s.Findings[0].Record.Addresses = nil; s.Choices.TellResidence = true }, "opt-out-of-sale ca-ccpa, besides; suppress", "", ""},
		"safe, and not told":  {func(s *scene) { s.Subject.Safe.Addresses = s.Subject.Addresses[:1]; s.Choices.TellResidence = true }, "suppress", "kept safe", ""},
		"a child":             {func(s *scene) { s.Subject.Born = scan.Born{Year: 2018, Month: 3, Day: 1} }, "suppress", "only when a parent or guardian asks", ""},
		"a child's parent": {func(s *scene) {
			s.Subject.Born = scan.Born{Year: 2018, Month: 3, Day: 1}
			s.Subject.Authority.Kind = scan.Guardian
		}, "opt-out-of-sale ca-ccpa, besides, by parent; suppress, by parent", "", ""},
		"an estate":              {func(s *scene) { s.Subject.Died = day("2025-03-02"); s.Subject.Authority.Kind = scan.Guardian }, "suppress, by estate", "protect the living", "for the estate"},
		"a mandate, no agent":    {func(s *scene) { mandated(s) }, "opt-out-of-sale ca-ccpa, besides; suppress", "", "the person sends it"},
		"an agent may file":      {func(s *scene) { mandated(s); s.Choices.Agent = agent }, "opt-out-of-sale ca-ccpa, besides, by agent; suppress, by agent", "", "Proof: "},
		"an agent may not":       {func(s *scene) { lives(s, "US", "VA"); mandated(s); s.Choices.Agent = agent }, "opt-out-of-sale va-vcdpa, besides; suppress, by agent", "", "names nobody who may file"},
		"sources read long ago":  {func(s *scene) { s.Today = day("2028-03-01") }, "suppress", "--cite ca-ccpa", ""},
		"and cited all the same": {func(s *scene) { s.Today = day("2028-03-01"); s.Choices.Cite = []string{"ca-ccpa"} }, "opt-out-of-sale ca-ccpa, besides, yes; suppress", "", ""},
		"an officer of New Jersey": {func(s *scene) {
			lives(s, "US", "NJ")
			s.Subject.Covered = []scan.Office{{Is: "law-enforcement"}}
		}, "opt-out-of-sale nj-njdpa, besides; suppress nj-daniels-law, certain", "", ""},
		"a judge's family, anywhere": {func(s *scene) {
			lives(s, "US", "OH")
			s.Subject.Covered = []scan.Office{{Is: "federal-judge", Family: true}}
		}, "suppress us-anderl, certain", "", ""},
		"a judge, no home shown": {func(s *scene) {
			s.Subject.Covered = []scan.Office{{Is: "federal-judge"}}
			s.Findings[0].Record.Addresses, s.Findings[0].Record.Phones = []scan.Address{{City: "Fresno", State: "CA"}}, nil
		}, "opt-out-of-sale ca-ccpa, besides; suppress", "", ""},
		"nobody is a judge unsaid": {func(s *scene) { lives(s, "US", "NJ") }, "opt-out-of-sale nj-njdpa, besides; suppress", "", ""},
		"in an address programme":  {func(s *scene) { s.Subject.Covered = []scan.Office{{Is: "address-programme"}} }, "opt-out-of-sale ca-ccpa, besides; suppress", "--cite ca-safe-at-home", ""},
		"to know, too":             {func(s *scene) { s.Choices.Also = []request.Want{{Ask: brokers.Know}} }, "know ca-ccpa, besides; opt-out-of-sale ca-ccpa, besides; suppress", "", ""},
		"to delete in Virginia": {func(s *scene) {
			lives(s, "US", "VA")
			s.Choices.Also = []request.Want{{Ask: brokers.Delete, Broker: "a"}}
		}, "delete va-vcdpa, besides; opt-out-of-sale va-vcdpa, besides; suppress", "", ""},
		"to delete in California": {func(s *scene) { s.Choices.Also = []request.Want{{Ask: brokers.Delete}} }, "delete, besides; opt-out-of-sale ca-ccpa, besides; suppress", "collected the data from you", ""},
		"to object in Ohio":       {func(s *scene) { ohioan(s); s.Choices.Also = []request.Want{{Ask: brokers.Object}} }, "suppress", "", ""},
		"to correct": {func(s *scene) {
			s.Choices.Also = []request.Want{{Ask: brokers.Correct}}
			s.Choices.Correct = map[string][]report.Correction{"a": {{Shown: "age 42"}}}
		}, "correct ca-ccpa, besides; opt-out-of-sale ca-ccpa, besides; suppress", "", ""},
		"another broker's": {func(s *scene) { s.Choices.Also = []request.Want{{Ask: brokers.Know, Broker: "b"}} }, "opt-out-of-sale ca-ccpa, besides; suppress", "", ""},
		"only a form":      {func(s *scene) { s.catalogue["a"].OptOut = []brokers.OptOut{form} }, "suppress", "neither a mailbox nor a postal address", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			f := s.lists("a", form, mail)
			f.Record.Addresses[0].Street = "9 Heron Way"
			c.set(s)
			requests, skipped := request.Plan(s.Input)
			var got []string
			var kept, note string
			for _, r := range requests {
				holds(t, r)
				if r.Kind == report.Authorisation {
					continue // see TestAuthorisations
				}
				got = append(got, says(r))
				kept, note = kept+r.Kept, note+r.Note
			}
			slices.Sort(got)
			if g := strings.Join(got, "; "); g != c.want {
				t.Errorf("got %s\nwant %s (skipped %v)", g, c.want, skipped)
			}
			if !strings.Contains(kept, c.kept) || (c.kept == "") != (kept == "") {
				t.Errorf("kept %q, want %q", kept, c.kept)
			}
			if !strings.Contains(note, c.note) || c.note == "" && note != "" {
				t.Errorf("note %q, want %q", note, c.note)
			}
		})
	}
}

// holds checks what is true of every request, whatever its law.
func holds(t *testing.T, r report.Request) {
	t.Helper()
	kinds := map[string]int{}
	for i, told := range r.Tells {
		kinds[told.Kind]++
		if told.Kind == "reply-address" && i != len(r.Tells)-1 {
			t.Errorf("%s: the reply address is not last", r.ID)
		}
		if told.ShownAt == "" && !told.Chosen && told.Kind != "reply-address" {
			t.Errorf("%s tells %s, which is neither shown nor chosen", r.ID, told.Kind)
		}
	}
	if len(r.Ground) > 1 || kinds["residence"] > 1 || kinds["residence"] > len(r.Ground) || kinds["sender"] != map[bool]int{true: 1}[r.By != ""] {
		t.Errorf("%s: ground %v, tells %v, by %q", r.ID, r.Ground, kinds, r.By)
	}
	if (r.Agent != nil) != (r.By == report.ByAgent || r.Kind == report.Authorisation) {
		t.Errorf("%s: by %q with agent %v", r.ID, r.By, r.Agent)
	}
}

// A notice goes by letter, tells the class and nothing else that is not shown,
// and stands in for the request on the site's own policy.
func TestNoticeForPeopleAtRisk(t *testing.T) {
	s := newScene(t)
	s.lists("a", form, mail)
	lives(s, "US", "NJ")
	s.Subject.Covered = []scan.Office{{Is: "state-judge", Family: true}}
	requests, _ := request.Plan(s.Input)
	i := slices.IndexFunc(requests, func(r report.Request) bool { return r.Ask == brokers.Suppress })
	r := requests[i]
	if r.Route.By != brokers.ByEmail || r.Besides || !strings.Contains(told(r)["class"], "household") || told(r)["residence"] != "New Jersey" {
		t.Errorf("by %s, tells %v", r.Route.By, r.Tells)
	}
	// Where the listing shows another state, citing New Jersey's act would tell.
	s.Findings[0].Record.Addresses = []scan.Address{{Street: "9 Heron Way", City: "Dayton", State: "OH"}}
	requests, _ = request.Plan(s.Input)
	for _, r := range requests {
		if told(r)["residence"] != "" || slices.Contains(r.Ground, "nj-daniels-law") {
			t.Errorf("%s on %v tells %v", r.Ask, r.Ground, r.Tells)
		}
	}
}

func TestDropFirst(t *testing.T) {
	for name, c := range map[string]struct {
		set  func(s *scene)
		want string // covers; "none" where there is no platform
	}{
		"a Californian":                  {func(s *scene) {}, "[b]"},
		"where even its name would tell": {func(s *scene) { s.Subject.Safe.Addresses = s.Subject.Addresses[:1] }, "none"},
		"a Texan":                        {func(s *scene) { s.Subject.Residence.State = "TX" }, "none"},
		"the dead":                       {func(s *scene) { s.Subject.Died = day("2026-01-01") }, "none"},
		"before it was":                  {func(s *scene) { s.Today = day("2025-06-01") }, "none"},
		"nothing found":                  {func(s *scene) { s.Findings = nil }, "[]"},
		"the mandate is for less": {func(s *scene) {
			s.Subject.Authority = scan.Authority{Kind: scan.Mandate, Scope: []string{"look", "suppress"}, From: day("2026-01-01"), To: day("2026-12-31")}
		}, "none"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.lists("a", form)
			s.lists("b", form)
			s.catalogue["b"].Registered = []brokers.Registration{{State: "CA", Year: 2026}}
			c.set(s)
			d, ok := request.DropFirst(s.Input)
			got := fmt.Sprint(d.Covers)
			if !ok {
				got = "none"
			}
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// The way out of a hub that lists nobody serves the members that do.
func TestAHubThatListsNobody(t *testing.T) {
	s := newScene(t)
	ohioan(s)
	s.lists("a", form)
	s.lists("b", form)
	s.lists("c")
	s.lists("hub", mail, form).State = scan.Gone
	s.suppresses("hub", proven("a"), proven("b"), proven("c"))
	var all []*brokers.Broker
	for _, b := range s.catalogue {
		all = append(all, b)
	}
	s.Hubs = request.Hubs(all)
	requests, skipped := request.Plan(s.Input)
	if len(requests) != 1 || len(skipped) != 0 {
		t.Fatalf("asked %v, skipped %v", ids(requests), skipped)
	}
	r := requests[0]
	if r.Broker == "hub" || len(r.Clears) != 3 || !r.Proven || len(r.Findings) != 1 || !strings.Contains(r.Note, "hub") {
		t.Errorf("got %+v", r)
	}
	s.catalogue["hub"].Suppresses[0].Date = brokers.Date{}
	for i := range s.catalogue["hub"].Suppresses {
		s.catalogue["hub"].Suppresses[i].Evidence = ""
	}
	if requests, _ := request.Plan(s.Input); len(requests) != 2 {
		t.Errorf("without evidence %v are asked", ids(requests))
	}
}
