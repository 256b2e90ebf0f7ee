package request_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/request"
	"github.com/whohasme/whohasme/scan"
)

// One permission a broker stands before the first letter that an agent sends
// there, for all that the agent asks and nothing that finds no record.
func TestAuthorisations(t *testing.T) {
	agent := &report.Agent{Name: "Ida Fenn", Organisation: "Fenn Clinic"}
	for name, c := range map[string]struct {
		set  func(s *scene)
		want string // the permissions: id, then what is permitted
	}{
		"no agent":       {func(s *scene) { mandated(s) }, ""},
		"an agent":       {func(s *scene) { mandated(s); s.Choices.Agent = agent }, "a.suppress.authorisation suppress opt-out-of-sale"},
		"no mandate":     {func(s *scene) { s.Choices.Agent = agent }, ""},
		"a law names no": {func(s *scene) { lives(s, "US", "VA"); mandated(s); s.Choices.Agent = agent }, "a.suppress.authorisation suppress"},
		"two sites": {func(s *scene) { ohioan(s); mandated(s); s.Choices.Agent = agent; s.lists("b", form) },
			"a.suppress.authorisation suppress; b.suppress.authorisation suppress"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.lists("a", form, mail)
			c.set(s)
			requests, skipped := request.Plan(s.Input)
			var got []string
			for i, r := range requests {
				if r.Kind != report.Authorisation {
					continue
				}
				got = append(got, strings.TrimPrefix(r.ID, "me.")+" "+strings.Join(r.Agent.Asks, " "))
				if next := requests[i+1]; next.Broker != r.Broker || next.By != report.ByAgent {
					t.Errorf("after %s comes %s", r.ID, next.ID)
				}
				if r.Route.To != "" || r.Route.URL != "" {
					t.Errorf("%s is addressed: %+v", r.ID, r.Route)
				}
				if r.Agent.From != day("2026-01-01") || r.Agent.To != day("2029-12-31") || r.By != report.ByPerson || len(r.Ground) > 0 {
					t.Errorf("%+v", r)
				}
				for _, told := range r.Tells {
					if !slices.Contains([]string{"listing-address", "name", "reply-address"}, told.Kind) {
						t.Errorf("%s tells %s", r.ID, told.Kind)
					}
				}
			}
			slices.Sort(got)
			if g := strings.Join(got, "; "); g != c.want {
				t.Errorf("got %q, want %q", g, c.want)
			}
			sum := request.Sum(requests, skipped)
			if sum.Requests+sum.Besides != len(requests)-len(got) {
				t.Errorf("%+v of %d requests and %d permissions", sum, len(requests), len(got))
			}
		})
	}
}

// A page of somebody else is asked about only where the person says so, names
// the page and the person's own name, and tells nothing else.
func TestHouseholds(t *testing.T) {
	const page = "https://kin.test/p/hector-quill-77c1d"
	of := func(finding, url string) func(s *scene) {
		return func(s *scene) {
			s.Choices.Pages = []report.Choice{{Is: report.NamedOnPage, Of: "kin", Page: &report.Page{Broker: "kin", Finding: finding, URL: url}}}
		}
	}
	for name, c := range map[string]struct {
		set  func(s *scene, f *scan.Finding)
		want string // listing and name told; "" for no letter
		why  string // words of why not
	}{
		"seen and reviewed": {func(s *scene, f *scan.Finding) { of("f-kin", "")(s) }, page + ", Rosa Quill", ""},
		"another name": {func(s *scene, f *scan.Finding) {
			of("f-kin", "")(s)
			f.Record.Relatives, f.Record.Aliases = nil, []string{"QUILL, ROSA"}
		}, page + ", QUILL, ROSA", ""},
		"not said":               {func(s *scene, f *scan.Finding) {}, "", ""},
		"not reviewed":           {func(s *scene, f *scan.Finding) { of("f-kin", "")(s); f.Reviewed = false }, "", "no longer shown"},
		"the person's after all": {func(s *scene, f *scan.Finding) { of("f-kin", "")(s); f.Verdict = scan.Match }, "", "is yours"},
		"gone":                   {func(s *scene, f *scan.Finding) { of("f-kin", "")(s); f.State = scan.Gone }, "", "no longer shown"},
		"does not name them": {func(s *scene, f *scan.Finding) {
			of("f-kin", "")(s)
			f.Record.Relatives = []string{"Rosa Fenn", "Imelda Quill"}
		}, "", "does not name you"},
		"a part of the name": {func(s *scene, f *scan.Finding) {
			of("f-kin", "")(s)
			f.Record.Relatives = []string{"Rosa", "Rosa Maria Quill"}
		}, "", "does not name you"},
		"only a safe name": {func(s *scene, f *scan.Finding) {
			of("f-kin", "")(s)
			s.Subject.Safe.Names = []scan.Name{{First: "Nova", Last: "Stark"}}
			f.Record.Relatives = []string{"Nova Stark"}
		}, "", "does not name you"},
		"the page holds a safe name": {func(s *scene, f *scan.Finding) {
			of("f-kin", "")(s)
			s.Subject.Safe.Names = []scan.Name{{First: "Nova", Last: "Stark"}}
			f.Record.URL = "https://kin.test/quill/related-nova-stark"
		}, "", "without telling a safe fact"},
		"found by the person": {func(s *scene, f *scan.Finding) { of("", page)(s) }, page + ", Rosa Quill", ""},
		"on a subdomain":      {func(s *scene, f *scan.Finding) { of("", "https://www.kin.test/x")(s) }, "https://www.kin.test/x, Rosa Quill", ""},
		"on another site":     {func(s *scene, f *scan.Finding) { of("", "https://notkin.test/x")(s) }, "", "not on the broker's own site"},
		"no address":          {func(s *scene, f *scan.Finding) { of("", "javascript:alert(1)")(s) }, "", "not on the broker's own site"},
		"with a safe fact": {func(s *scene, f *scan.Finding) {
			of("", page+"?phone=5305550177")(s)
			s.Subject.Safe.Phones = []string{"530 555 0177"}
		}, "", "safe fact"},
		"no open name":         {func(s *scene, f *scan.Finding) { of("", page)(s); s.Subject.Safe.Names = s.Subject.Names }, "", "does not name you"},
		"no way to ask":        {func(s *scene, f *scan.Finding) { of("f-kin", "")(s); s.catalogue["kin"].OptOut = nil }, "", "no form, mailbox or postal address"},
		"not in the catalogue": {func(s *scene, f *scan.Finding) { of("f-kin", "")(s); delete(s.catalogue, "kin") }, "", "not in the catalogue"},
		"the mandate is for less": {func(s *scene, f *scan.Finding) {
			of("f-kin", "")(s)
			s.Subject.Authority = scan.Authority{Kind: scan.Mandate, Scope: []string{"look", "delete"}, From: day("2026-01-01"), To: day("2026-12-31")}
		}, "", "does not permit"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			f := s.lists("kin", form)
			f.Verdict, f.Reviewed = scan.Other, true
			f.Record.Name, f.Record.Relatives, f.Record.URL = "HECTOR QUILL", []string{"Imelda Fenn", "Rosa Quill"}, page
			c.set(s, f)
			requests, skipped := request.Plan(s.Input)
			requests = slices.DeleteFunc(requests, func(r report.Request) bool { return r.Kind != report.Household })
			if c.want == "" {
				why := ""
				for _, k := range skipped {
					why += k.Why
				}
				if len(requests) > 0 || !strings.Contains(why, c.why) {
					t.Fatalf("%v, skipped %v; want none for %q", ids(requests), skipped, c.why)
				}
				return
			}
			if len(requests) != 1 {
				t.Fatalf("%v, skipped %v", ids(requests), skipped)
			}
			r := requests[0]
			if got := told(r)["listing-address"] + ", " + told(r)["name"]; got != c.want || len(r.Tells) != 3 || r.ID != "me.kin.suppress.household" || r.Ask != brokers.Suppress || len(r.Ground) > 0 {
				t.Errorf("%+v", r)
			}
			holds(t, r)
		})
	}
}

func TestCorrections(t *testing.T) {
	for name, c := range map[string]struct {
		set  func(s *scene)
		says report.Correction
		want string // words of why not
	}{
		"an age":                {func(s *scene) {}, report.Correction{Shown: "age 42"}, ""},
		"a telephone, and mine": {func(s *scene) {}, report.Correction{Shown: "+15595550142", Right: "559-555-0143"}, ""},
		"a place":               {func(s *scene) {}, report.Correction{Shown: "Dayton, OH", Right: "Lima, OH"}, ""},
		"not shown":             {func(s *scene) {}, report.Correction{Shown: "age 43"}, "does not show"},
		"a relative":            {func(s *scene) {}, report.Correction{Shown: "Hector Quill"}, "does not show"},
		"nothing":               {func(s *scene) {}, report.Correction{}, "does not show"},
		"the same":              {func(s *scene) {}, report.Correction{Shown: "age 42", Right: "age 42"}, "shows already"},
		"two lines":             {func(s *scene) {}, report.Correction{Shown: "age 42", Right: "age 41\nBcc: x"}, "one line"},
		"a number of the state": {func(s *scene) {}, report.Correction{Shown: "age 42", Right: "078-05-1120"}, "number that no letter tells"},
		"a card":                {func(s *scene) {}, report.Correction{Shown: "age 42", Right: "4111 1111 1111 1111"}, "number that no letter tells"},
		"a safe telephone": {func(s *scene) { s.Subject.Safe.Phones = []string{"530 555 0177"} },
			report.Correction{Shown: "+15595550142", Right: "(530) 555-0177"}, "holds a safe fact"},
		"a safe city": {func(s *scene) { s.Subject.Safe.Addresses = []scan.Address{{City: "Chico", State: "CA"}} },
			report.Correction{Shown: "Dayton, OH", Right: "chico"}, "holds a safe fact"},
		"a safe name": {func(s *scene) { s.Subject.Safe.Names = []scan.Name{{First: "Nova", Last: "Stark"}} },
			report.Correction{Shown: "ROSA QUILL", Right: "Stark, Nova"}, "holds a safe fact"},
		"what is shown is safe": {func(s *scene) {
			s.Subject.Safe.Phones = []string{"+1 559 555 0142"}
		}, report.Correction{Shown: "+15595550142"}, "holds a safe fact"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			f := s.lists("a", form, mail)
			c.set(s)
			err := request.CheckCorrection(s.Subject, *f, c.says)
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q", err, c.want)
			}
			// A plan makes the same of it.
			s.Choices.Also = []request.Want{{Ask: brokers.Correct}}
			s.Choices.Correct = map[string][]report.Correction{"a": {c.says}}
			requests, skipped := request.Plan(s.Input)
			i := slices.IndexFunc(requests, func(r report.Request) bool { return r.Ask == brokers.Correct })
			if (i >= 0) != (c.want == "") {
				t.Fatalf("%v, skipped %v", ids(requests), skipped)
			}
			if i < 0 {
				return
			}
			for _, told := range requests[i].Tells {
				if told.Kind == report.ToldRight && !told.Chosen || told.Kind == report.ToldWrong && told.ShownAt != f.Record.URL {
					t.Errorf("%+v", told)
				}
			}
		})
	}
}

// What a person says was chosen is in force until it is taken back.
func TestInForce(t *testing.T) {
	ask := func(of string, back bool) report.Choice { return report.Choice{Is: report.AskToo, Of: of, Back: back} }
	agent := func(name string, back bool) report.Choice {
		return report.Choice{Is: report.FileByAgent, Agent: &report.Agent{Name: name}, Back: back}
	}
	for name, c := range map[string]struct {
		made []report.Choice
		want string
	}{
		"none":               {nil, ""},
		"one":                {[]report.Choice{ask("delete", false)}, "ask=delete"},
		"twice":              {[]report.Choice{ask("delete", false), ask("delete", false)}, "ask=delete"},
		"taken back":         {[]report.Choice{ask("delete", false), ask("delete", true)}, ""},
		"made again":         {[]report.Choice{ask("delete", false), ask("delete", true), ask("delete", false)}, "ask=delete"},
		"at one site":        {[]report.Choice{ask("delete", false), ask("delete@a", false), ask("delete", true)}, "ask=delete@a"},
		"another agent":      {[]report.Choice{agent("Ida", false), agent("Olu", false)}, "agent"},
		"never made":         {[]report.Choice{ask("know", true)}, ""},
		"to tell and to ask": {[]report.Choice{{Is: report.TellResidence}, ask("know", false)}, "tell-residence ask=know"},
	} {
		var got []string
		for _, x := range request.InForce(c.made) {
			got = append(got, x.Key())
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s: %q, want %q", name, g, c.want)
		}
	}
	if a := request.ChoicesOf(request.InForce([]report.Choice{agent("Ida", false), agent("Olu", false)})).Agent; a == nil || a.Name != "Olu" {
		t.Errorf("the agent is %v", a)
	}
}
