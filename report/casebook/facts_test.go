package casebook

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
	"pgregory.net/rapid"
)

// wilma gave one fact of each kind, and keeps one of each kind safe.
const wilma = `id: me
authority: {kind: self}
names: [{first: Wilma, middle: Jo, last: Tarn}, {first: Wilma, last: Ost, kind: former}]
born: 1984-03-12
addresses: [{street: 12 Elm St, city: Akron, state: OH, zip: "44301"}, {city: Dayton, state: OH, to: 2015}, {street: 5 Oak Ave, city: Toledo, state: OH, from: 2003, to: 2009}]
phones: ["+1 512 555 0142"]
emails: [wilma@example.org]
relatives: [Jon Tarn]
safe: {names: [{first: Qalbrook, last: Zyxwane}], addresses: [{street: 7731 Vexholm Rd, city: Kwoszek, state: NV, zip: "89443"}], phones: ["775 886 0101"], emails: [vexholm@example.net]}
`

func subjectOf(tb testing.TB, file string) *scan.Subject {
	tb.Helper()
	s, err := scan.ParseSubject("me.yaml", []byte(file))
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// factsOf takes a record apart for wilma, on a day in November 2026.
func factsOf(s *scan.Subject, r scan.Record) []report.Fact {
	masked, alarms := report.Mask(s, r)
	return ownOf(s).facts(r, masked, alarms, brokers.Date{Year: 2026, Month: time.November, Day: 20})
}

func TestFacts(t *testing.T) {
	s := subjectOf(t, wilma)
	const now, old, open = report.CurrentFact, report.OldFact, report.CurrencyUnknown
	at := func(street, city, state string) scan.Record {
		return scan.Record{Addresses: []scan.Address{{Street: street, City: city, State: state}}}
	}
	for _, c := range []struct {
		name string
		r    scan.Record
		want report.Fact
	}{
		{"the name", scan.Record{Name: "WILMA TARN"}, report.Fact{Kind: report.NameFact, Text: "WILMA TARN", Current: now}},
		{"the former name", scan.Record{Name: "Wilma Ost"}, report.Fact{Kind: report.NameFact, Text: "Wilma Ost", Current: old}},
		{"both names", scan.Record{Name: "Wilma Tarn Ost"}, report.Fact{Kind: report.NameFact, Text: "Wilma Tarn Ost", Current: now}},
		{"a name in part", scan.Record{Name: "W Tarn"}, report.Fact{Kind: report.NameFact, Text: "W Tarn", Current: open}},
		{"another alias", scan.Record{Aliases: []string{"Bo Quux"}}, report.Fact{Kind: report.AliasFact, Text: "a name you did not list", Current: open}},
		{"the safe name", scan.Record{Name: "Qalbrook Zyxwane"}, report.Fact{Kind: report.NameFact, Text: "safe name 1", Current: now, Safe: true}},
		{"the safe name among relatives", scan.Record{Relatives: []string{"Qalbrook Zyxwane"}}, report.Fact{Kind: report.AliasFact, Text: "safe name 1", Current: now, Safe: true}},
		{"the age", scan.Record{Age: scan.Years(42)}, report.Fact{Kind: report.AgeFact, Text: "age 42", Current: now}},
		{"an age band", scan.Record{Age: scan.Age{Low: 40, High: 49}}, report.Fact{Kind: report.AgeFact, Text: "age 40-49", Current: now}},
		{"a stale age", scan.Record{Age: scan.Years(39)}, report.Fact{Kind: report.AgeFact, Text: "age 39", Current: old}},
		{"the birth date", scan.Record{Born: scan.Born{Year: 1984, Month: 3, Day: 12}}, report.Fact{Kind: report.BornFact, Text: "born 1984-03-12", Current: now}},
		{"the year of birth", scan.Record{Born: scan.Born{Year: 1984}}, report.Fact{Kind: report.AgeFact, Text: "born 1984", Current: now}},
		{"another birth date", scan.Record{Born: scan.Born{Year: 1961, Month: 5, Day: 9}}, report.Fact{Kind: report.BornFact, Text: "a birth date you did not list"}},
		{"home", at("12 Elm Street", "Akron", "OH"), report.Fact{Kind: report.StreetFact, Text: "12 Elm Street, Akron, OH", Current: now}},
		{"home, state in full", at("12 ELM ST", "AKRON", "Ohio"), report.Fact{Kind: report.StreetFact, Text: "12 ELM ST, AKRON, OH", Current: now}},
		{"an old street", at("5 Oak Avenue", "Toledo", "OH"), report.Fact{Kind: report.StreetFact, Text: "5 Oak Avenue, Toledo, OH", Current: old}},
		{"another street at home", at("9 Birch Ln", "Akron", "OH"), report.Fact{Kind: report.StreetFact, Text: "a street you did not list, Akron, OH", Current: open}},
		{"a street in an old town", at("9 Birch Ln", "Dayton", "OH"), report.Fact{Kind: report.StreetFact, Text: "a street you did not list, Dayton, OH", Current: open}},
		{"the town", at("", "Akron", "OH"), report.Fact{Kind: report.CityFact, Text: "Akron, OH", Current: now}},
		{"an old town", at("", "Dayton", "OH"), report.Fact{Kind: report.CityFact, Text: "Dayton, OH", Current: old}},
		{"a town of the same name", at("", "Dayton", "TX"), report.Fact{Kind: report.CityFact, Text: "an address in Texas you did not list", Current: open}},
		{"the safe address", at("7731 Vexholm Road", "Kwoszek", "NV"), report.Fact{Kind: report.StreetFact, Text: "safe address 1", Current: now, Safe: true}},
		{"the phone", scan.Record{Phones: []string{"(512) 555-0142"}}, report.Fact{Kind: report.PhoneFact, Text: "(512) 555-0142", Current: now}},
		{"another phone", scan.Record{Phones: []string{"(937) 555-0199"}}, report.Fact{Kind: report.PhoneFact, Text: "a phone number you did not list", Current: open}},
		{"the safe phone", scan.Record{Phones: []string{"7758860101"}}, report.Fact{Kind: report.PhoneFact, Text: "safe phone 1", Current: now, Safe: true}},
		{"the e-mail", scan.Record{Emails: []string{"Wilma@Example.org"}}, report.Fact{Kind: report.EmailFact, Text: "Wilma@Example.org", Current: now}},
		{"relatives", scan.Record{Relatives: []string{"Jon Tarn", "Zeb Quux"}}, report.Fact{Kind: report.RelativesFact, Count: 2}},
		{"a safe e-mail in the address", scan.Record{URL: "https://b.test/vexholm@example.net"}, report.Fact{Kind: report.EmailFact, Text: "safe e-mail 1", Current: now, Safe: true}},
	} {
		if got := factsOf(s, c.r); !slices.Contains(got, c.want) {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
	nobody := subjectOf(t, "id: me\nauthority: {kind: self}\nnames: [{first: Wilma, last: Tarn}]\n")
	if got := factsOf(nobody, scan.Record{Age: scan.Years(42)}); len(got) != 1 || got[0] != (report.Fact{Kind: report.AgeFact, Text: "an age"}) {
		t.Errorf("an age nobody gave: %+v", got)
	}
	if got := factsOf(nobody, scan.Record{}); len(got) != 0 {
		t.Errorf("an empty record shows %+v", got)
	}
}

func TestReach(t *testing.T) {
	for _, c := range []struct {
		category string
		way      brokers.Way
		want     report.Reach
	}{
		{"people-search", brokers.Fetch, report.Free}, {"people-search", brokers.Browser, report.Free}, {"people-search", brokers.Assisted, report.Free},
		{"marketing", brokers.Fetch, report.Free}, // anyone saw it, whatever it calls itself
		{"people-search", brokers.Saved, report.ReachUnknown}, {"", "", report.ReachUnknown},
		{"marketing", brokers.Saved, report.Trade}, {brokers.IdentityCheck, brokers.Saved, report.Trade},
	} {
		if got := reachOf(&brokers.Broker{Category: c.category}, c.way); got != c.want {
			t.Errorf("%s by %s: %q, want %q", c.category, c.way, got, c.want)
		}
	}
}

// Whatever a page prints where, nothing of what is safe and nothing of what
// the subject did not give stands anywhere in a report.
func TestReportNeverTells(t *testing.T) {
	s := subjectOf(t, wilma)
	c, h := crowded(t, 3)
	h.Subject, h.Cases = s, nil
	secret := []string{"qalbrook", "zyxwane", "vexholm", "kwoszek", "7731", "89443", "7758860101", "886", "jubdrift", "pyxmoor", "9935550", "1961"}
	words := []string{"Qalbrook Zyxwane", "Zyxwane", "7731 Vexholm Rd", "Kwoszek", "775 886 0101", "vexholm@example.net", "Jubdrift Pyxmoor", "937 993 5550", "jubdrift@example.com", "Wilma Tarn", "Akron"}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom(words)
		some := rapid.SliceOfN(text, 0, 3)
		v := scan.Visit{Subject: "me", Broker: "site-1", At: c.Now(), Outcome: scan.Found, Control: scan.ControlWorked, Way: "fetch"}
		sight := scan.Sighting{ID: "me.site-1.1"}
		sight.Verdict, sight.Score = rapid.SampledFrom([]scan.Verdict{scan.Match, scan.Possible}).Draw(t, "verdict"), 0.9
		sight.Record = scan.Record{
			Name: text.Draw(t, "name"), Aliases: some.Draw(t, "aliases"), Relatives: some.Draw(t, "relatives"), Phones: some.Draw(t, "phones"), Emails: some.Draw(t, "emails"),
			Born:      rapid.SampledFrom([]scan.Born{{}, {Year: 1961, Month: 5, Day: 9}, {Year: 1984}}).Draw(t, "born"),
			Addresses: []scan.Address{{Street: text.Draw(t, "street"), City: text.Draw(t, "city"), State: rapid.SampledFrom([]string{"OH", "NV", "TX"}).Draw(t, "state")}},
			URL:       "https://site-1.test/" + strings.ReplaceAll(rapid.SampledFrom(words[:6]).Draw(t, "url"), " ", "-"),
		}
		v.Sightings = []scan.Sighting{sight}
		h.Visits = []scan.Visit{v}
		h.Findings = scan.Follow(h.Visits, nil)
		r, err := c.build(h, c.Today(), extra{})
		if err != nil {
			t.Fatal(err)
		}
		plain, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		low := strings.ToLower(string(plain))
		for _, w := range secret {
			if strings.Contains(low, w) {
				t.Fatalf("%q is told: %s", w, low)
			}
		}
	})
}
