package brokers_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"go.yaml.in/yaml/v4"
	"pgregory.net/rapid"
)

// again writes a broker as a file and reads the file.
func again(b brokers.Broker) (brokers.Broker, string, string) {
	text, err := yaml.Marshal(b)
	if err != nil {
		return brokers.Broker{}, "", err.Error()
	}
	back, faults := decode(string(text))
	return back, string(text), faults
}

func TestRoundTripOfTheSample(t *testing.T) {
	b, _ := decode(sample)
	back, text, faults := again(b)
	if faults != "" || !reflect.DeepEqual(b, back) {
		t.Errorf("faults %q\nwrote\n%s\ngot  %+v\nwant %+v", faults, text, back, b)
	}
	if faults := faultsOf(text); len(faults) > 0 {
		t.Errorf("what is written has faults:\n%s", faults.Error())
	}
}

func TestRoundTripOfTheLeast(t *testing.T) {
	for _, b := range []brokers.Broker{
		{}, {ID: "x", Name: "no", Domain: "1.10", Operator: "2026-01-01", Family: "0x1F", Category: "null", Country: "NO"},
		{Search: &brokers.Definition{Way: brokers.Saved}}, {Search: &brokers.Definition{Profile: &brokers.Profile{Gone: "."}}},
		{Search: &brokers.Definition{Pace: brokers.Pace{Set: true}}},
	} {
		if back, text, faults := again(b); faults != "" || !reflect.DeepEqual(b, back) {
			t.Errorf("faults %q\nwrote\n%s\ngot  %+v\nwant %+v", faults, text, back, b)
		}
	}
}

// Whatever a broker says, writing and reading it again gives the same broker.
func TestRoundTripOfAny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := anyBroker(t)
		if back, text, faults := again(b); faults != "" || !reflect.DeepEqual(b, back) {
			t.Fatalf("faults %q\nwrote\n%s\ngot  %#v\nwant %#v", faults, text, back, b)
		}
	})
}

func anyBroker(t *rapid.T) brokers.Broker {
	word := func(name string) string {
		return rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "~", "null", "yes", "1e3", "010", "2026-01-01", "- a", "a: b", "#x", "&a", "*a", "!t", "'", `"`, "|", ">-", "{", "[", "  x ", "a\nb", "\t", "//p[.='x']"})).Draw(t, name)
	}
	date := func(name string) brokers.Date {
		return brokers.DateOf(time.Date(2020, 1, 1+rapid.IntRange(0, 4000).Draw(t, name), 0, 0, 0, 0, time.UTC))
	}
	sel := func(name string) brokers.Selector { return brokers.Selector(word(name)) }
	fields := func(name string) brokers.Fields {
		f := brokers.Fields{}
		for _, key := range rapid.SliceOfNDistinct(rapid.SampledFrom(brokers.FieldNames), 1, 3, rapid.ID).Draw(t, name) {
			for range rapid.IntRange(1, 2).Draw(t, name+key) {
				f[key] = append(f[key], brokers.Rule{
					Select: sel(name + ".select"), All: rapid.Bool().Draw(t, "all"), Attr: word("attr"),
					Before: word("before"), After: word("after"), Separator: word("separator"),
				})
			}
		}
		return f
	}
	b := brokers.Broker{ID: word("id"), Name: word("name"), Domain: word("domain"), Category: word("category"), Status: brokers.Status(word("status")), Checked: date("checked")}
	b.Mirrors = []string{word("mirror"), word("mirror")}
	b.Registered = []brokers.Registration{{State: word("state"), Year: rapid.Int().Draw(t, "year")}}
	b.Suppresses = []brokers.Suppression{{ID: word("clears"), Evidence: word("evidence"), Date: date("date")}}
	b.OptOut = []brokers.OptOut{{Ask: brokers.Ask(word("ask")), By: brokers.Channel(word("by")), URL: word("url"), To: word("to"), Requires: []string{word("requires")}, Bounced: date("bounced")}}
	b.Sources = []brokers.Source{{Name: word("source"), Date: rapid.SampledFrom([]brokers.When{"", "2026", "2026-01", "2026-01-31"}).Draw(t, "when")}}
	b.Search = &brokers.Definition{
		Retired: date("retired"), URL: brokers.Template(word("template")), Way: brokers.Way(word("way")), Automation: brokers.Automation{Is: word("is"), Date: date("of")},
		Pace: brokers.Pace{Set: true, Value: time.Duration(rapid.Int64Range(0, int64(time.Hour)).Draw(t, "pace"))},
		Ages: []string{word("band")}, Wait: sel("wait"), Steps: []brokers.Step{{Fill: sel("fill"), With: word("with")}, {Person: word("person")}},
		Record: sel("record"), Complete: brokers.Complete{Total: sel("total"), Next: sel("next"), Pages: rapid.IntRange(0, 50).Draw(t, "pages")},
		Fields: fields("fields"), Nothing: sel("nothing"), Profile: &brokers.Profile{Record: sel("of one"), Fields: fields("profile"), Gone: sel("gone")},
	}
	return b
}
