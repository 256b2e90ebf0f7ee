package brokers_test

import (
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/whohasme/whohasme/brokers"
	"go.yaml.in/yaml/v4"
)

// A broker refreshed with itself is itself, and to refresh twice is to refresh
// once, whoever comes.
func TestRefreshAddsNothingTwice(t *testing.T) {
	c, _ := brokers.Load(brokers.Embedded())
	all := c.All()
	for i, b := range all {
		same, told := brokers.Refresh(b, b)
		if len(told) > 0 && !strings.Contains(told[0].Text, "came back") || !reflect.DeepEqual(*b, same) {
			t.Errorf("%s: got %+v, %v", b.ID, same, told)
		}
		before, _ := yaml.Marshal(b)
		once, _ := brokers.Refresh(b, all[(i+7)%len(all)])
		twice, _ := brokers.Refresh(&once, all[(i+7)%len(all)])
		if !reflect.DeepEqual(once, twice) {
			t.Errorf("%s: got\n%+v, then\n%+v", b.ID, once, twice)
		}
		if after, _ := yaml.Marshal(b); string(after) != string(before) {
			t.Errorf("%s was changed", b.ID)
		}
	}
}

func TestRefreshWays(t *testing.T) {
	day := brokers.Date{Year: 2026, Month: 2, Day: 1}
	known := &brokers.Broker{ID: "ant", Name: "Ant", OptOut: []brokers.OptOut{
		{Ask: brokers.Suppress, By: brokers.ByForm, URL: "https://www.ant.test/out/", Requires: []string{"captcha"}},
		{Ask: brokers.Know, By: brokers.ByEmail, To: "old@ant.test", Bounced: day},
		{Ask: brokers.OptOutOfSale, By: brokers.ByPost, To: "1 Elm Street, Suite 2, Dayton, OH 45402, USA"},
		{Ask: brokers.Delete, By: brokers.ByDROP},
	}}
	for _, c := range []struct {
		name string
		way  brokers.OptOut
		ways int
		told string
	}{
		{"the same form", brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByForm, URL: "https://ANT.test/out", Requires: []string{"name"}}, 4, ""},
		{"a page to start from that is the form", brokers.OptOut{Ask: brokers.Delete, By: brokers.ByForm, URL: "https://ant.test/out", Requires: []string{"rights-page"}}, 4, ""},
		{"the form for something else", brokers.OptOut{Ask: brokers.Delete, By: brokers.ByForm, URL: "https://ant.test/out"}, 5, ""},
		{"another form", brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByForm, URL: "https://ant.test/out?x=1"}, 5, ""},
		{"a mailbox that bounces", brokers.OptOut{Ask: brokers.Delete, By: brokers.ByEmail, To: "OLD@ant.test"}, 4, "came back on 2026-02-01"},
		{"another mailbox", brokers.OptOut{Ask: brokers.Delete, By: brokers.ByEmail, To: "new@ant.test"}, 5, ""},
		{"the address in other words", brokers.OptOut{Ask: brokers.OptOutOfSale, By: brokers.ByPost, To: "1 Elm St., Ste 2, Dayton OH 45402"}, 4, ""},
		{"another address", brokers.OptOut{Ask: brokers.OptOutOfSale, By: brokers.ByPost, To: "2 Elm Street, Suite 2, Dayton, OH 45402"}, 5, ""},
		{"DROP again", brokers.OptOut{Ask: brokers.Delete, By: brokers.ByDROP}, 4, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, told := brokers.Refresh(known, &brokers.Broker{ID: "ant", OptOut: []brokers.OptOut{c.way}})
			if len(b.OptOut) != c.ways || len(told) > 0 != (c.told != "") || len(told) > 0 && (!strings.Contains(told[0].Text, c.told) || !told[0].Kept) {
				t.Errorf("got %+v, %v", b.OptOut, told)
			}
			if b.OptOut[len(b.OptOut)-1].By != brokers.ByDROP {
				t.Errorf("DROP is not last: %+v", b.OptOut)
			}
		})
	}
}

func TestRefreshFacts(t *testing.T) {
	day := brokers.Date{Year: 2026, Month: 2, Day: 1}
	known := &brokers.Broker{
		ID: "ant", Name: "Ant", Domain: "ant.test", Operator: "Ant Inc.", Family: "ants", Category: brokers.IdentityCheck, Country: brokers.UnknownCountry, Status: brokers.Retired,
		Registered: []brokers.Registration{{State: "CA", Year: 2025}}, Checked: day, Sources: []brokers.Source{{Name: "ddg-android", Date: "2026-02-01"}},
		Search: &brokers.Definition{URL: "https://ant.test/{last}", Record: "li", Automation: brokers.Automation{Is: "forbidden", Date: day}},
	}
	from := &brokers.Broker{
		ID: "ant", Name: "Ant, LLC", Operator: "ANT, INC", Family: "bees", Category: "people-search", Country: "US", Status: brokers.Active,
		Registered: []brokers.Registration{{State: "CA", Year: 2025}, {State: "CA", Year: 2026}},
		Sources:    []brokers.Source{{Name: "ddg", Date: "2026-02-01"}, {Name: "cppa-2026", Date: "2026"}},
		Suppresses: []brokers.Suppression{{ID: "ant", Evidence: "x", Date: day}, {ID: "bee", Evidence: "x", Date: day}},
		Search:     &brokers.Definition{URL: "https://ant.test/q/{last}", Record: "p", Automation: brokers.Automation{Is: "unknown"}},
	}
	b, told := brokers.Refresh(known, from)
	if b.Name != "Ant" || b.Operator != "Ant Inc." || b.Family != "ants" || b.Category != brokers.IdentityCheck || b.Country != "US" || b.Status != brokers.Retired {
		t.Errorf("got %+v", b)
	}
	if len(b.Registered) != 2 || len(b.Sources) != 2 || len(b.Suppresses) != 1 || !b.Checked.IsZero() || b.Search.Record != "p" || !b.Search.Automation.Forbidden() {
		t.Errorf("got %+v, search %+v", b, b.Search)
	}
	kept := ""
	for _, c := range told {
		if c.Kept {
			kept += c.Text + "\n"
		}
	}
	if kept != "family: \"ants\" is kept; the import says \"bees\"\nstatus: \"retired\" is kept; the import says \"active\"\n" || len(told) != 3 {
		t.Errorf("told %v", told)
	}
	if b, _ := brokers.Refresh(known, &brokers.Broker{ID: "ant"}); b.Search != known.Search || b.Checked != day {
		t.Errorf("without a definition the known one is lost: %+v", b)
	}
}

func TestNames(t *testing.T) {
	c, faults := brokers.Load(brokers.Layer{FS: fstest.MapFS{
		"ant.yaml":  {Data: []byte(`{id: ant, name: Ant, domain: ant.test, mirrors: [bee.test, old.ant.test], family: ants, category: other, country: US, status: active, search: {url: "https://find.ant.test/{last}", way: fetch, record: li, fields: {name: b}}}`)},
		"bee.yaml":  {Data: []byte(`{id: bee, name: Bee, domain: bee.test, category: other, country: US, status: active}`)},
		"wasp.yaml": {Data: []byte(`{id: wasp-example, name: Wasp, domain: wasp.test, category: other, country: US, status: active}`)},
	}})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	n := brokers.NewNames(c)
	for _, h := range []struct{ host, id string }{
		{"ant.test", "ant"}, {"WWW.ant.test", "ant"}, {"old.ant.test", "ant"}, {"find.ant.test", "ant"},
		{"bee.test", "bee"}, // its domain, whatever another says of its mirrors
		{"risk.ant.test", "risk-ant-test"}, {"notant.test", "notant-test"},
		{"ant.com", "ant-com"}, {"wasp.example", "wasp-example-2"}, {"fly.com", "fly"}, {"fly-com", "fly-com"}, {"fly.com", "fly"},
		{"a-b.example", "a-b-example"}, {"a.b.example", "a-b-example-2"}, {"", ""}, {"..", ""}, {"../../etc", "etc"},
	} {
		if got := n.ID(h.host); got != h.id {
			t.Errorf("%s: got %q, want %q", h.host, got, h.id)
		}
	}
	if n.Known("risk.ant.test") != nil || n.KnownAs("risk.ant.test", "Antler") != nil || n.KnownAs("risk.ant.test", "ANT, Inc.").ID != "ant" {
		t.Error("a host below a known one is somebody else's unless the name is the same")
	}
	if n.FamilyOf("ant.test") != "ants" || n.FamilyOf("bee.test") != "bee" || n.FamilyOf("fly.com") != "fly" {
		t.Error("families")
	}
}

func TestSameCompany(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Ant & Bee, Inc.", "ANT and BEE", true}, {"Ant L.L.C.", "Ant", true}, {"The Ant Company", "ant", true}, {"Ant", "Antler", false},
		{"", "", false}, {"Inc.", "LLC", false}, {"Fünf GmbH", "Funf", true},
	} {
		if brokers.SameCompany(c.a, c.b) != c.want {
			t.Errorf("%q, %q: want %v", c.a, c.b, c.want)
		}
	}
}
