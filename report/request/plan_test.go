package request_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/request"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

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

// scene is an input that the cases change.
type scene struct {
	request.Input
	catalogue map[string]*brokers.Broker
}

func newScene(t testing.TB) *scene {
	s := &scene{catalogue: map[string]*brokers.Broker{}}
	s.Subject = scan.Subject{
		ID: "me", Authority: scan.Authority{Kind: scan.Self}, Names: []scan.Name{{First: "Rosa", Last: "Quill"}}, ReplyTo: "rq.privacy@example.org",
		Residence: scan.Place{Country: "US", State: "CA"},
		Addresses: []scan.Address{
			{Street: "9 Heron Way", City: "Fresno", State: "CA", Zip: "93650"},
			{Street: "12 Elm St", City: "Dayton", State: "OH", From: 2009, To: 2015},
		},
		Phones: []string{"+1 559 555 0142"}, Emails: []string{"rosa@example.org"}, Relatives: []string{"Hector Quill"},
		Born: scan.Born{Year: 1984, Month: 3, Day: 12},
	}
	s.Brokers = func(id string) (*brokers.Broker, bool) { b, ok := s.catalogue[id]; return b, ok }
	s.Book, s.Today = book(t), day("2026-11-20")
	return s
}

// lists adds a broker that lists the subject, with its ways out.
func (s *scene) lists(id string, ways ...brokers.OptOut) *scan.Finding {
	s.catalogue[id] = &brokers.Broker{ID: id, Name: id, Domain: id + ".test", OptOut: ways}
	f := scan.Finding{
		ID: "f-" + id, Subject: "me", Broker: id, Verdict: scan.Match, State: scan.Listed,
		Record: scan.Judged{Record: scan.Record{
			Name: "ROSA QUILL", URL: "https://" + id + ".test/p/rosa-quill-8f31a", Age: scan.Years(42),
			Addresses: []scan.Address{{Street: "9 Heron Way", City: "Fresno", State: "CA"}, {City: "Dayton", State: "OH"}},
			Phones:    []string{"+15595550142"}, Emails: []string{"rosa@example.org"}, Relatives: []string{"Hector Quill"},
		}},
	}
	s.Findings = append(s.Findings, f)
	return &s.Findings[len(s.Findings)-1]
}

func (s *scene) suppresses(id string, others ...brokers.Suppression) {
	s.catalogue[id].Suppresses = append(s.catalogue[id].Suppresses, others...)
}

func proven(id string) brokers.Suppression {
	return brokers.Suppression{ID: id, Evidence: "shared opt-out page", Date: day("2026-08-07")}
}

var (
	form    = brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByForm, URL: "https://example.test/out", Requires: []string{"record-url", "captcha"}}
	mail    = brokers.OptOut{Ask: brokers.OptOutOfSale, By: brokers.ByEmail, To: "privacy@example.test"}
	erasure = brokers.OptOut{Ask: brokers.Delete, By: brokers.ByEmail, To: "delete@example.test"}
)

func ids(rs []report.Request) []string {
	var all []string
	for _, r := range rs {
		all = append(all, strings.TrimPrefix(r.ID, "me."))
	}
	slices.Sort(all)
	return all
}

func told(r report.Request) map[string]string {
	m := map[string]string{}
	for _, t := range r.Tells {
		m[t.Kind] = t.Fact
	}
	return m
}

func ohioan(s *scene) { s.Subject.Residence.State = "OH" }

func TestWhatIsAskedOfWhom(t *testing.T) {
	for name, c := range map[string]struct {
		set     func(s *scene)
		want    []string // broker.ask
		skipped []string // broker
	}{
		"suppression, and the act besides":    {func(s *scene) { s.lists("a", form, mail) }, []string{"a.opt-out-of-sale", "a.suppress"}, nil},
		"no act covers an Ohioan":             {func(s *scene) { ohioan(s); s.lists("a", form, mail) }, []string{"a.suppress"}, nil},
		"no finding, no request":              {func(s *scene) { s.lists("a", form).State = scan.Gone }, nil, nil},
		"an unseen record is not asked about": {func(s *scene) { s.lists("a", form).State = scan.Unseen }, nil, nil},
		"a relisted one is":                   {func(s *scene) { ohioan(s); s.lists("a", form).State = scan.Relisted }, []string{"a.suppress"}, nil},
		"a possible one waits for review":     {func(s *scene) { s.lists("a", form).Verdict = scan.Possible }, nil, nil},
		"another subject's finding":           {func(s *scene) { s.lists("a", form).Subject = "you" }, nil, nil},
		"one opt-out clears the family": {func(s *scene) {
			ohioan(s)
			s.lists("a", form)
			s.lists("b", form)
			s.lists("c")
			s.suppresses("b", proven("a"), proven("c"))
		}, []string{"b.suppress"}, nil},
		"a broker without a finding is never asked": {func(s *scene) {
			ohioan(s)
			s.lists("a", form)
			s.lists("b", form)
			s.lists("hub", form).State = scan.Gone
			s.suppresses("hub", proven("a"), proven("b"))
		}, []string{"a.suppress", "b.suppress"}, nil},
		"the same size, the proven one": {func(s *scene) {
			ohioan(s)
			s.lists("a", form)
			s.lists("b", form)
			s.suppresses("a", brokers.Suppression{ID: "b"})
			s.suppresses("b", proven("a"))
		}, []string{"b.suppress"}, nil},
		"the act spares a broker that another request is proven to clear": {func(s *scene) {
			s.lists("a", form, mail)
			s.lists("b", form, mail)
			s.suppresses("a", proven("b"))
		}, []string{"a.opt-out-of-sale", "a.suppress"}, nil},
		"only an opt-out of sale, on the act":      {func(s *scene) { s.lists("a", mail) }, []string{"a.opt-out-of-sale"}, nil},
		"only an opt-out of sale, on policy":       {func(s *scene) { ohioan(s); s.lists("a", mail) }, []string{"a.opt-out-of-sale"}, nil},
		"only a way to delete is used to suppress": {func(s *scene) { ohioan(s); s.lists("a", erasure) }, []string{"a.suppress"}, nil},
		"the act borrows a mailbox":                {func(s *scene) { s.lists("a", form, erasure) }, []string{"a.opt-out-of-sale", "a.suppress"}, nil},
		"the act borrows no form":                  {func(s *scene) { s.lists("a", form) }, []string{"a.suppress"}, nil},
		"telephone only": {func(s *scene) {
			s.lists("a", brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByPhone, To: "555-0100"})
		}, nil, []string{"a"}},
		"no way out":                          {func(s *scene) { s.lists("a") }, nil, []string{"a"}},
		"a form without an address is no way": {func(s *scene) { s.lists("a", brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByForm}) }, nil, []string{"a"}},
		"not in the catalogue":                {func(s *scene) { s.lists("a", form); delete(s.catalogue, "a") }, nil, []string{"a"}},
		"the mandate does not permit the ask": {func(s *scene) {
			s.lists("a", form, mail)
			s.Subject.Authority = scan.Authority{Kind: scan.Mandate, Scope: []string{scan.Look, "opt-out-of-sale"}, From: day("2026-01-01"), To: day("2026-12-31")}
		}, []string{"a.opt-out-of-sale"}, nil},
		"the mandate has ended": {func(s *scene) {
			s.lists("a", form, mail)
			s.Subject.Authority = scan.Authority{Kind: scan.Mandate, Scope: []string{"suppress", "opt-out-of-sale"}, From: day("2026-01-01"), To: day("2026-11-19")}
		}, nil, []string{"a"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			c.set(s)
			requests, skipped := request.Plan(s.Input)
			if got := ids(requests); !slices.Equal(got, c.want) {
				t.Errorf("asked %v, want %v", got, c.want)
			}
			var without []string
			for _, k := range skipped {
				without = append(without, k.Broker)
				if k.Why == "" {
					t.Errorf("%s is skipped without a reason", k.Broker)
				}
			}
			if !slices.Equal(without, c.skipped) {
				t.Errorf("skipped %v, want %v", without, c.skipped)
			}
		})
	}
}

func TestGround(t *testing.T) {
	safe := func(s *scene, a scan.Address) { s.Subject.Safe.Addresses = append(s.Subject.Safe.Addresses, a) }
	for name, c := range map[string]struct {
		set     func(s *scene)
		cited   bool
		certain bool
		kept    string
	}{
		"shown and not registered": {func(s *scene) {}, true, false, ""},
		"registered this year":     {func(s *scene) { s.catalogue["a"].Registered = []brokers.Registration{{State: "CA", Year: 2026}} }, true, true, ""},
		"registered long ago":      {func(s *scene) { s.catalogue["a"].Registered = []brokers.Registration{{State: "CA", Year: 2023}} }, true, false, ""},
		"shown by its full name":   {func(s *scene) { s.Findings[0].Record.Addresses = []scan.Address{{City: "Fresno", State: "California"}} }, true, false, ""},
		"not shown":                {func(s *scene) { s.Findings[0].Record.Addresses = []scan.Address{{City: "Dayton", State: "OH"}} }, false, false, "does not show the state"},
		"nothing shown":            {func(s *scene) { s.Findings[0].Record.Addresses = nil }, false, false, "does not show the state"},
		"safe, and of no other": {func(s *scene) {
			s.Subject.Addresses = s.Subject.Addresses[1:]
			safe(s, scan.Address{City: "Chico", State: "CA"})
		}, false, false, "kept safe"},
		"safe, and of another":     {func(s *scene) { safe(s, scan.Address{City: "Chico", State: "CA"}) }, true, false, ""},
		"the only one is safe too": {func(s *scene) { safe(s, s.Subject.Addresses[0]); s.Subject.Addresses = s.Subject.Addresses[:1] }, false, false, "kept safe"},
		"safe, with no state": {func(s *scene) {
			s.Subject.Addresses = s.Subject.Addresses[1:]
			safe(s, scan.Address{Street: "1 Fern Rd"})
		}, false, false, "kept safe"},
		"another state is safe":          {func(s *scene) { safe(s, scan.Address{City: "Reno", State: "NV"}) }, true, false, ""},
		"before the act was law":         {func(s *scene) { s.Today = day("2019-06-01") }, false, false, ""},
		"a resident of no covered place": {func(s *scene) { ohioan(s) }, false, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.lists("a", mail)
			c.set(s)
			requests, _ := request.Plan(s.Input)
			if len(requests) != 1 {
				t.Fatalf("%d requests, want 1", len(requests))
			}
			r := requests[0]
			_, residence := told(r)["residence"]
			if cited := slices.Equal(r.Ground, []string{"ca-ccpa"}); cited != c.cited || residence != c.cited || r.Certain != c.certain {
				t.Errorf("ground %v, residence told %v, certain %v; want cited %v, certain %v", r.Ground, residence, r.Certain, c.cited, c.certain)
			}
			if !strings.Contains(r.Kept, c.kept) || (c.kept == "") != (r.Kept == "") {
				t.Errorf("kept %q, want %q", r.Kept, c.kept)
			}
			if c.kept != "" && strings.Contains(r.Kept, "California") {
				t.Error("what is given up names the state")
			}
		})
	}
}

func TestTells(t *testing.T) {
	const page = "https://a.test/p/rosa-quill-8f31a"
	full := map[string]string{"listing-address": page, "name": "ROSA QUILL", "city": "Dayton", "state": "OH", "reply-address": "rq.privacy@example.org"}
	but := func(changes ...string) map[string]string {
		m := map[string]string{}
		for k, v := range full {
			m[k] = v
		}
		for i := 0; i < len(changes); i += 2 {
			if m[changes[i]] = changes[i+1]; changes[i+1] == "" {
				delete(m, changes[i])
			}
		}
		return m
	}
	for name, c := range map[string]struct {
		set  func(s *scene, r *scan.Record)
		want map[string]string // nil: no request
	}{
		"an earlier home before the present one":           {func(s *scene, r *scan.Record) {}, full},
		"the present one where it is alone":                {func(s *scene, r *scan.Record) { r.Addresses = r.Addresses[:1] }, but("city", "Fresno", "state", "CA")},
		"a city the subject did not give is not confirmed": {func(s *scene, r *scan.Record) { r.Addresses = []scan.Address{{City: "Lima", State: "OH"}} }, but("city", "", "state", "")},
		"but it is where there is no address of the page": {func(s *scene, r *scan.Record) { r.URL = ""; r.Addresses = []scan.Address{{City: "Lima", State: "OH"}} },
			but("listing-address", "", "city", "Lima")},
		"no reply address":     {func(s *scene, r *scan.Record) { s.Subject.ReplyTo = "" }, but("reply-address", "")},
		"a safe reply address": {func(s *scene, r *scan.Record) { s.Subject.Safe.Emails = []string{"RQ.Privacy@example.org"} }, but("reply-address", "")},
		"a reply address with a safe name": {func(s *scene, r *scan.Record) {
			s.Subject.Safe.Names = []scan.Name{{First: "Nova", Last: "Stark"}}
			s.Subject.ReplyTo = "novastark@example.org"
		}, but("reply-address", "")},
		"the printed name is safe": {func(s *scene, r *scan.Record) {
			s.Subject.Safe.Names = []scan.Name{{First: "Nova", Last: "Stark"}}
			r.Name = "Nova J Stark"
		}, but("name", "")},
		"its surname alone is safe": {func(s *scene, r *scan.Record) {
			s.Subject.Safe.Names = []scan.Name{{First: "Rosa", Last: "Stark"}}
			r.Name = "Rosa Stark-Quill"
		}, but("name", "")},
		"the address holds a safe name": {func(s *scene, r *scan.Record) {
			s.Subject.Safe.Names = []scan.Name{{First: "Nova", Last: "Stark"}}
			r.URL = "https://a.test/nova-stark/9c3d7e1"
		},
			but("listing-address", "record 9c3d7e1")},
		"the address holds a safe name, encoded and glued": {func(s *scene, r *scan.Record) {
			s.Subject.Safe.Names = []scan.Name{{First: "Nova", Last: "Stark"}}
			r.URL = "https://a.test/?q=n%256fvastark"
		},
			but("listing-address", "")},
		"the address holds a safe city": {func(s *scene, r *scan.Record) {
			s.Subject.Safe.Addresses = []scan.Address{{City: "Chico", State: "CA"}}
			r.URL = "https://a.test/quill/chico-ca/9c3d7e1"
		}, but("listing-address", "record 9c3d7e1")},
		"the address holds a safe street": {func(s *scene, r *scan.Record) {
			s.Subject.Safe.Addresses = []scan.Address{{Street: "77 Fern Road", City: "Chico"}}
			r.URL = "https://a.test/77-fern-rd"
		}, but("listing-address", "")},
		"the address holds a safe phone": {func(s *scene, r *scan.Record) {
			s.Subject.Safe.Phones = []string{"(530) 555-0177"}
			r.URL = "https://a.test/5305550177"
		}, but("listing-address", "")},
		"the address holds the phone":      {func(s *scene, r *scan.Record) { r.URL = "https://a.test/phone/559-555-0142" }, but("listing-address", "")},
		"the address holds a mailbox":      {func(s *scene, r *scan.Record) { r.URL = "https://a.test/rosa%40example.org" }, but("listing-address", "")},
		"the address holds a relative":     {func(s *scene, r *scan.Record) { r.URL = "https://a.test/hector-quill/rosa" }, but("listing-address", "")},
		"the address holds the birth date": {func(s *scene, r *scan.Record) { r.URL = "https://a.test/rosa-1984-03-12" }, but("listing-address", "")},
		"the address holds a password":     {func(s *scene, r *scan.Record) { r.URL = "https://me:secret@a.test/x" }, but("listing-address", "")},
		"the city is safe": {func(s *scene, r *scan.Record) {
			s.Subject.Safe.Addresses = []scan.Address{{City: "Dayton", State: "OH"}}
			s.Subject.Addresses = s.Subject.Addresses[:1]
		}, but("city", "Fresno", "state", "CA")},
		"the city is safe and another's": {func(s *scene, r *scan.Record) {
			s.Subject.Safe.Addresses = []scan.Address{{Street: "8 Oak St", City: "Dayton", State: "OH"}}
		}, full},
		"the city's state is safe": {func(s *scene, r *scan.Record) {
			s.Subject.Safe.Addresses = []scan.Address{{City: "Toledo", State: "OH"}}
			s.Subject.Addresses = s.Subject.Addresses[:1]
		}, but("city", "Fresno", "state", "CA")},
		"a name with a number in it": {func(s *scene, r *scan.Record) { r.Name = "Rosa Quill 559-555-0142" }, but("name", "")},
		"a name of two lines":        {func(s *scene, r *scan.Record) { r.Name = "Rosa Quill\nHector" }, but("name", "")},
		"a script for an address":    {func(s *scene, r *scan.Record) { r.URL = "javascript:alert(1)" }, but("listing-address", "")},
		"nothing can be told": {func(s *scene, r *scan.Record) {
			s.Subject.Safe.Names = []scan.Name{{First: "Nova", Last: "Stark"}}
			r.Name = "Nova Stark"
			r.URL = "https://a.test/nova-stark"
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			ohioan(s)
			s.lists("a", brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByForm, URL: "https://example.test/out", Requires: []string{"postal-address"}})
			c.set(s, &s.Findings[0].Record.Record)
			requests, skipped := request.Plan(s.Input)
			if c.want == nil {
				if len(requests) != 0 || len(skipped) != 1 {
					t.Errorf("%d requests, skipped %v; want none, and why", len(requests), skipped)
				}
				return
			}
			if len(requests) != 1 {
				t.Fatalf("%d requests, skipped %v", len(requests), skipped)
			}
			got := told(requests[0])
			for k := range full {
				if got[k] != c.want[k] {
					t.Errorf("%s: told %q, want %q", k, got[k], c.want[k])
				}
			}
			if len(got) != len(requests[0].Tells) || len(got) != len(c.want) {
				t.Errorf("told %v", requests[0].Tells)
			}
		})
	}
}

// The least said: what finds the record is enough.
func TestPlaceOnlyWhereNeeded(t *testing.T) {
	for name, c := range map[string]struct {
		set  func(r *scan.Record)
		want string
	}{
		"the record's page":                {func(r *scan.Record) {}, ""},
		"no page of its own":               {func(r *scan.Record) { r.URL = "" }, "Dayton"},
		"a page that can't be told":        {func(r *scan.Record) { r.URL = "https://a.test/hector-quill/rosa" }, "Dayton"},
		"a page, and no name on it to say": {func(r *scan.Record) { r.Name = "Rosa Quill 559-555-0142" }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			ohioan(s)
			s.lists("a", form)
			c.set(&s.Findings[0].Record.Record)
			requests, skipped := request.Plan(s.Input)
			if len(requests) != 1 {
				t.Fatalf("%d requests, skipped %v", len(requests), skipped)
			}
			if got := told(requests[0])["city"]; got != c.want {
				t.Errorf("told city %q, want %q", got, c.want)
			}
		})
	}
}

func TestShownAtHidesAnAddressThatHoldsASafeFact(t *testing.T) {
	s := newScene(t)
	s.lists("a", form).Record.URL = "https://a.test/nova-stark/9c3d7e1"
	s.Subject.Safe.Names = []scan.Name{{First: "Nova", Last: "Stark"}}
	requests, _ := request.Plan(s.Input)
	for _, told := range requests[0].Tells {
		if strings.Contains(told.ShownAt, "nova") || told.Kind != "reply-address" && told.ShownAt != "https://a.test/" {
			t.Errorf("%s is shown at %q", told.Kind, told.ShownAt)
		}
	}
}

func TestARequestSaysWhatItClears(t *testing.T) {
	s := newScene(t)
	ohioan(s)
	s.lists("a", form)
	s.lists("b", form)
	s.lists("c", brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByPost, To: "1 Main St"})
	s.suppresses("a", proven("b"), proven("elsewhere"))
	requests, _ := request.Plan(s.Input)
	if len(requests) != 2 {
		t.Fatalf("%d requests, want 2", len(requests))
	}
	a, c := requests[0], requests[1]
	if a.Broker != "a" || !slices.Equal(a.Clears, []string{"a", "b"}) || !a.Proven || a.Minutes != 7 || !slices.Equal(a.Findings, []string{"f-a"}) {
		t.Errorf("first %+v", a)
	}
	if c.Broker != "c" || !slices.Equal(c.Clears, []string{"c"}) || !c.Proven || c.Minutes != 10 {
		t.Errorf("second %+v", c)
	}
	s.catalogue["a"].Suppresses[0].Date = brokers.Date{}
	requests, _ = request.Plan(s.Input)
	if requests[0].Proven {
		t.Error("a suppression without a date is called proven")
	}
}

func TestTheWayThatDemandsLessIsTaken(t *testing.T) {
	s := newScene(t)
	ohioan(s)
	id := form
	id.Requires = []string{"id-document"}
	post := brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByPost, To: "1 Main St"}
	s.lists("a", id, post)
	s.lists("b", id)
	requests, _ := request.Plan(s.Input)
	by := map[string]brokers.Channel{}
	for _, r := range requests {
		by[r.Broker] = r.Route.By
	}
	if by["a"] != brokers.ByPost || by["b"] != brokers.ByForm {
		t.Errorf("ways %v", by)
	}
}

// A mailbox that sends mail back is never chosen, by policy or by act, and
// where there is nothing else the plan says so.
func TestBouncedMailbox(t *testing.T) {
	back := mail
	back.Bounced = day("2026-08-20")
	gone := erasure
	gone.Bounced = day("2026-08-20")
	post := brokers.OptOut{Ask: brokers.OptOutOfSale, By: brokers.ByPost, To: "1 Pine St, Reno, NV 89501"}
	for _, c := range []struct {
		name string
		ways []brokers.OptOut
		want string // the channels chosen
	}{
		{"form instead", []brokers.OptOut{back, form}, "web-form"},
		{"another mailbox instead", []brokers.OptOut{back, mail}, "email"},
		{"post instead", []brokers.OptOut{back, post}, "post"},
		{"the act borrows none either", []brokers.OptOut{form, gone}, "web-form"},
		{"nothing else", []brokers.OptOut{back, gone}, ""},
	} {
		s := newScene(t)
		s.lists("a", c.ways...)
		requests, skipped := request.Plan(s.Input)
		var by []string
		for _, r := range requests {
			by = append(by, string(r.Route.By))
			if !r.Route.Bounced.IsZero() {
				t.Errorf("%s: a request goes to a mailbox that bounces", c.name)
			}
		}
		if got := strings.Join(by, " "); got != c.want {
			t.Errorf("%s: by %q, want %q", c.name, got, c.want)
		}
		if c.want == "" && (len(skipped) != 1 || !strings.Contains(skipped[0].Why, "sends mail back")) {
			t.Errorf("%s: got %+v, want the bounce as the reason", c.name, skipped)
		}
	}
}
