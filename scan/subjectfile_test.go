package scan_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// sample is a subject file that uses every key, long forms and short ones.
const sample = `id: client-7
authority: {kind: mandate, scope: [look, suppress, delete], brokers: [x-people, y-people], from: 2026-11-01, to: 2027-10-31, document: papers/mandate.pdf}
risk: high
residence: {country: US, state: NM}
names: [{first: Inés, middle: Paz, last: Ortega Vidal}, {first: Ines, last: Duarte, kind: former}, {first: Paz, last: Ortega, suffix: Jr, kind: alias}]
born: 1979-07-04
addresses: [{city: Santa Fe, state: NM, zip: "87501"}, {street: 9 Oak Ave, city: Toledo, state: OH, country: US, from: 2001, to: 2010}]
phones: ["+1 505 555 0142"]
emails: [ines@example.org]
relatives: [Raúl Ortega]
safe:
  names: [{first: Alba, last: Quintero}]
  addresses: [{street: 4 Birch Ct, city: Reno, state: NV, zip: "89501"}]
  phones: ["+1 775 555 0177"]
  emails: [alba@example.org]
reply_to: box.22@example.org
`

const least = "names: [{first: Ana, last: Luz}]\n"

func parse(text string) (*scan.Subject, string) {
	s, err := scan.ParseSubject("s.yaml", []byte(text))
	if err != nil {
		return s, err.Error()
	}
	return s, ""
}

func TestParseSubjectSample(t *testing.T) {
	s, faults := parse(sample)
	if faults != "" {
		t.Fatalf("the sample has faults:\n%s", faults)
	}
	want := &scan.Subject{
		ID: "client-7",
		Authority: scan.Authority{
			Kind: scan.Mandate, Scope: []string{"look", "suppress", "delete"}, Brokers: scan.BrokerList{"x-people", "y-people"},
			From: day("2026-11-01"), To: day("2027-10-31"), Document: "papers/mandate.pdf",
		},
		Risk: scan.HighRisk, Residence: scan.Place{Country: "US", State: "NM"},
		Names: []scan.Name{{First: "Inés", Middle: "Paz", Last: "Ortega Vidal"}, {First: "Ines", Last: "Duarte", Kind: scan.FormerName}, {First: "Paz", Last: "Ortega", Suffix: "Jr", Kind: scan.AliasName}},
		Born:  scan.Born{Year: 1979, Month: 7, Day: 4},
		Addresses: []scan.Address{
			{City: "Santa Fe", State: "NM", Zip: "87501"},
			{Street: "9 Oak Ave", City: "Toledo", State: "OH", Country: "US", From: 2001, To: 2010},
		},
		Phones: []string{"+1 505 555 0142"}, Emails: []string{"ines@example.org"}, Relatives: []string{"Raúl Ortega"},
		Safe: scan.Safe{
			Names:     []scan.Name{{First: "Alba", Last: "Quintero"}},
			Addresses: []scan.Address{{Street: "4 Birch Ct", City: "Reno", State: "NV", Zip: "89501"}},
			Phones:    []string{"+1 775 555 0177"}, Emails: []string{"alba@example.org"},
		},
		ReplyTo: "box.22@example.org",
	}
	if !reflect.DeepEqual(s, want) {
		t.Errorf("got  %+v\nwant %+v", s, want)
	}
}

func TestParseSubjectDefaults(t *testing.T) {
	s, faults := parse(least)
	if faults != "" || s.ID != "me" || s.Authority.Kind != scan.Self || s.Risk != scan.UsualRisk || s.Residence != (scan.Place{}) || s.Safe.Any() {
		t.Errorf("got %+v, %s", s, faults)
	}
	s, faults = parse("names:\n  - Ana Luz\n  - Ana del Mar Luz\n  - Max Roth Jr\n  - Cher\nborn:\nsafe:\nauthority:\n  brokers:\n")
	want := []scan.Name{{First: "Ana", Last: "Luz"}, {First: "Ana", Middle: "del Mar", Last: "Luz"}, {First: "Max", Last: "Roth", Suffix: "Jr"}, {First: "Cher"}}
	if faults != "" || !reflect.DeepEqual(s.Names, want) || s.Authority.Brokers != nil {
		t.Errorf("short forms and nulls: got %+v, %s", s, faults)
	}
	for text, want := range map[string]scan.BrokerList{"all": nil, "x-people": {"x-people"}, "[x, y]": {"x", "y"}, "~": nil, "[]": nil} {
		s, faults := parse(least + "authority: {kind: self, brokers: " + text + "}\n")
		if faults != "" || !reflect.DeepEqual(s.Authority.Brokers, want) {
			t.Errorf("brokers: %s: got %v, %s", text, s.Authority.Brokers, faults)
		}
	}
}

func TestParseSubjectAddressText(t *testing.T) {
	for text, want := range map[string]scan.Address{
		"Austin, TX":                            {City: "Austin", State: "TX"},
		"Austin, tx 78704":                      {City: "Austin", State: "TX", Zip: "78704"},
		"12 Elm St, Dayton, OH 45402":           {Street: "12 Elm St", City: "Dayton", State: "OH", Zip: "45402"},
		"12 Elm St, Dayton, Ohio":               {Street: "12 Elm St", City: "Dayton", State: "OH"},
		"12 Elm St, Albany, New York 12207":     {Street: "12 Elm St", City: "Albany", State: "NY", Zip: "12207"},
		"12 Elm St, Apt 4, Dayton, OH, 45402":   {Street: "12 Elm St, Apt 4", City: "Dayton", State: "OH", Zip: "45402"},
		"12 Elm St, Dayton, OH 45402-1234, USA": {Street: "12 Elm St", City: "Dayton", State: "OH", Zip: "45402-1234", Country: "US"},
	} {
		s, faults := parse(least + "addresses: ['" + text + "']\n")
		if faults != "" || len(s.Addresses) != 1 || s.Addresses[0] != want {
			t.Errorf("%q: got %+v, %s", text, s.Addresses, faults)
		}
	}
	// A text that cannot be split for certain is refused: read wrongly, a safe
	// address would protect another place.
	for _, text := range []string{"12 Elm St", "Austin TX 78704", "10 Rue Haute, Lyon, France", "Dayton", "", "45402"} {
		if _, faults := parse(least + "safe: {addresses: ['" + text + "']}\n"); faults == "" {
			t.Errorf("%q is taken for an address", text)
		}
	}
}

func TestParseSubjectResidence(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       scan.Place
	}{
		{"given", "residence: {country: us, state: texas}\naddresses: ['Reno, NV']", scan.Place{Country: "US", State: "TX"}},
		{"a state of ours implies the country", "residence: {state: tx}", scan.Place{Country: "US", State: "TX"}},
		{"a country alone", "residence: {country: de}\naddresses: ['Reno, NV']", scan.Place{Country: "DE"}},
		{"of the first current address", "addresses: [{city: Toledo, state: OH, to: 2010}, {city: Reno, state: Nevada}, {city: Boise, state: ID}]", scan.Place{Country: "US", State: "NV"}},
		{"not of a former address", "addresses: [{city: Toledo, state: OH, to: 2010}]", scan.Place{}},
		{"not of a safe address", "addresses: [{city: Reno, state: NV}, {city: Boise, state: ID}]\nsafe: {addresses: [{city: Reno, state: NV}]}", scan.Place{Country: "US", State: "ID"}},
		{"not of a safe address told twice", "addresses: [{street: 4 Birch Court, city: Reno, state: NV}]\nsafe: {addresses: [{street: 4 Birch Ct, city: Reno, state: NV, zip: '89501'}]}", scan.Place{}},
		{"of an address abroad", "addresses: [{city: Lyon, country: fr}]", scan.Place{Country: "FR"}},
		{"an address that names no state is passed over", "addresses: [{city: Reno}, {city: Boise, state: ID}]", scan.Place{Country: "US", State: "ID"}},
	} {
		if s, faults := parse(least + c.text + "\n"); faults != "" || s.Residence != c.want {
			t.Errorf("%s: got %+v, %s", c.name, s.Residence, faults)
		}
	}
}

func TestParseSubjectFaults(t *testing.T) {
	for _, c := range []struct{ name, old, text, want string }{
		{"unknown key", "risk: high\n", "risk: high\nssn: 1\n", "4: ssn: unknown key, want one of id, authority"},
		{"unknown nested key", "{country: US, state: NM}", "{country: US, stat: NM}", "4: residence.stat: unknown key"},
		{"hyphen", "reply_to:", "reply-to:", `reply-to: unknown key, did you mean "reply_to"`},
		{"id", "id: client-7", "id: Client 7", "1: id: want lower-case letters"},
		{"id tells a first name", "id: client-7", "id: ines", "1: id: contains a part of a name"},
		{"id tells a last name", "id: client-7", "id: case-ortega-2", "1: id: contains a part of a name"},
		{"id tells a former name", "id: client-7", "id: duarte", "1: id: contains a part of a name"},
		{"id tells a safe name", "id: client-7", "id: alba-7", "1: id: contains a part of a name"},
		{"id tells part of a name", "id: client-7", "id: quint", "1: id: contains a part of a name"},
		{"id hides a name in a word", "id: client-7", "id: xortega", "1: id: contains a part of a name"},
		{"id hides a name with hyphens", "id: client-7", "id: or-te-ga", "1: id: contains a part of a name"},
		{"risk", "risk: high", "risk: low", "3: risk: want usual or high"},
		{"kind of authority", "{kind: mandate, ", "{kind: friend, ", "2: authority.kind: want self, guardian or mandate"},
		{"no scope", "scope: [look, suppress, delete], ", "", "2: authority.scope: is missing; a mandate names"},
		{"empty scope", "scope: [look, suppress, delete], ", "scope: [], ", "2: authority.scope: is missing"},
		{"scope", "scope: [look, suppress, delete], ", "scope: [look, spy], ", "2: authority.scope[1]: want look or an ask"},
		{"no first day", "from: 2026-11-01, ", "", "2: authority.from: is missing"},
		{"no last day", "to: 2027-10-31, ", "", "2: authority.to: is missing"},
		{"days upside down", "to: 2027-10-31, ", "to: 2026-10-31, ", "2: authority.to: is before the first day"},
		{"no document", ", document: papers/mandate.pdf", "", "2: authority.document: is missing"},
		{"state", "state: NM}\nnames", "state: XX}\nnames", "4: residence.state: is no state of the United States"},
		{"country", "{country: US, state: NM}", "{country: USA}", "4: residence.country: want a two-letter code"},
		{"country of an address", "country: US, from: 2001", "country: United States, from: 2001", "7: addresses[1].country: want a two-letter code"},
		{"wildcard", "last: Duarte", "last: Dua*", "5: names[1]: has a character that no name has; wildcards are not looked for"},
		{"other wildcard", "last: Duarte", "last: Duart?", "5: names[1]: has a character"},
		{"wildcard in a middle name", "middle: Paz", "middle: '%'", "5: names[0]: has a character"},
		{"template in a name", "last: Duarte", "last: '{city}'", "5: names[1]: has a character"},
		{"name without letters", "{first: Ines, last: Duarte", "{first: '-', last: '.'", "5: names[1]: want a first and a last name"},
		{"empty name", "{first: Ines, last: Duarte", "{suffix: Jr", "5: names[1]: want a first and a last name"},
		{"null name", "{first: Ines, last: Duarte, kind: former}", "~", "5: names[1]: want a first and a last name"},
		{"name the wrong way round", "{first: Ines, last: Duarte, kind: former}", "'Duarte, Ines'", "5: names[1]: want keys with values"},
		{"kind of name", "kind: alias", "kind: nom-de-plume", "5: names[2].kind: want current, former or alias"},
		{"born", "born: 1979-07-04", "born: 1979-07-34", "6: born: want a date such as 1984-03-12, or a year"},
		{"phone", `phones: ["+1 505 555 0142"]`, "phones: [unlisted]", "8: phones[0]: is not a telephone number"},
		{"e-mail", "emails: [ines@example.org]", "emails: [ines.example.org]", "9: emails[0]: is not an e-mail address"},
		{"safe phone", `phones: ["+1 775 555 0177"]`, "phones: [unlisted]", "14: safe.phones[0]: is not a telephone number"},
		{"safe e-mail", "emails: [alba@example.org]", "emails: [alba]", "15: safe.emails[0]: is not an e-mail address"},
		{"safe name", "names: [{first: Alba, last: Quintero}]", "names: [{}]", "12: safe.names[0]: want a first and a last name"},
		{"safe address", "[{street: 4 Birch Ct, city: Reno, state: NV, zip: \"89501\"}]", "[{country: US}]", "13: safe.addresses[0]: is empty and would protect nothing"},
		{"reply address", "reply_to: box.22@example.org", "reply_to: box 22", "16: reply_to: is not an e-mail address"},
		{"safe reply address", "reply_to: box.22@example.org", "reply_to: Alba@Example.ORG", "16: reply_to: tells safe e-mail 1; every broker would learn it"},
		{"reply address with a safe name", "reply_to: box.22@example.org", "reply_to: alba.quintero@example.net", "16: reply_to: tells safe name 1"},
		{"number for a list", "relatives: [Raúl Ortega]", "relatives: 3", "10: relatives: want a list"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if n := strings.Count(sample, c.old); n != 1 {
				t.Fatalf("%q stands %d times in the sample", c.old, n)
			}
			_, faults := parse(strings.Replace(sample, c.old, c.text, 1))
			if strings.Count(faults, "\n") != 0 || !strings.HasPrefix(faults, "s.yaml:") || !strings.Contains(faults, c.want) {
				t.Errorf("got  %q\nwant %q", faults, c.want)
			}
		})
	}
	if _, faults := parse("id: x\n"); faults != "s.yaml:1: names: is missing" {
		t.Errorf("no names: got %q", faults)
	}
	if _, faults := parse(""); faults != "s.yaml:1: file is empty" {
		t.Errorf("no file: got %q", faults)
	}
	if _, faults := parse(least + "authority: {kind: guardian, scope: [spy]}\n"); !strings.Contains(faults, "authority.scope[0]") {
		t.Errorf("scope of a guardian: got %q", faults)
	}
}

// All faults come at once, in the order of the lines, and tell nothing of what
// the file says.
func TestParseSubjectAllFaultsAtOnce(t *testing.T) {
	const file = `id: zebedee
zebedee@example.org: x
names: [{first: Zebedee, last: Quux*}]
born: 1971-13-31
phones: [zebedee]
authority: {kind: mandate, form: 2026-01-01}
risk: [high]
reply_to: zebedee
`
	_, faults := parse(file)
	got := strings.Split(faults, "\n")
	want := []string{
		"s.yaml:1: id: contains", "s.yaml:2: unknown key", "s.yaml:3: names[0]: has a character", "s.yaml:4: born: want a date", "s.yaml:5: phones[0]: is not",
		"s.yaml:6: authority.form: unknown key", "s.yaml:6: authority.scope: is missing", "s.yaml:6: authority.from: is missing", "s.yaml:6: authority.to: is missing",
		"s.yaml:6: authority.document: is missing", "s.yaml:7: risk: want a single value", "s.yaml:8: reply_to: is not",
	}
	if len(got) != len(want) {
		t.Fatalf("got %d faults, want %d:\n%s", len(got), len(want), faults)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("fault %d: got %q, want %q", i, got[i], want[i])
		}
	}
	if low := strings.ToLower(faults); strings.Contains(low, "zebedee") || strings.Contains(low, "quux") || strings.Contains(low, "1971") {
		t.Errorf("the faults tell what the file says:\n%s", faults)
	}
}

func TestReadSubject(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "subject.yaml")
	if err := os.WriteFile(path, []byte(sample), 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err := scan.ReadSubject(path); err != nil || s.ID != "client-7" {
		t.Errorf("got %+v, %v", s, err)
	}
	none := filepath.Join(dir, "none.yaml")
	if _, err := scan.ReadSubject(none); err == nil || err.Error() != "read subject file "+none+": no such file" {
		t.Errorf("a file that is not there: got %v", err)
	}
	if _, err := scan.ReadSubject(dir); err == nil || err.Error() != "read subject file "+dir+": cannot be read" {
		t.Errorf("a folder: got %v", err)
	}
}

func FuzzParseSubject(f *testing.F) {
	for _, seed := range []string{sample, least, "", "names: [A B, 'x, y']\naddresses: ['1 A St, B, OH', C]\n", "authority: {brokers: all}", "safe: {names: [x]}", "names: ~", "\xff", "born: 1984"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := scan.ParseSubject("s.yaml", data)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "s.yaml:") {
				t.Errorf("a fault without a place: %v", err)
			}
			return
		}
		if s.ID == "" || len(s.Names) == 0 || s.Authority.Kind == "" || s.Risk == "" {
			t.Errorf("an unfinished subject is read: %+v", s)
		}
		if s.Authority.Kind == scan.Mandate && s.Authority.Covers(scan.Look, "x", brokers.Date{}) == nil {
			t.Error("a mandate covers a day that is none")
		}
		b := &brokers.Broker{ID: "x", Search: &brokers.Definition{URL: "https://x.test/{first}-{last}/{city}/{state}"}}
		searches, _, _ := scan.Searches(s, b, day("2026-11-21"))
		for _, q := range searches {
			if q.URL.Host != "x.test" {
				t.Errorf("a search leaves its host: %s", q.URL.Host)
			}
		}
	})
}

func TestSubjectFileStanding(t *testing.T) {
	const head = "names: [Wilma Tarn]\n"
	for name, c := range map[string]struct {
		file  string
		fault string
	}{
		"a calling":          {"covered: [law-enforcement]", ""},
		"a relative's":       {"covered: [{is: state-judge, state: New Jersey, family: true}]", ""},
		"no such calling":    {"covered: [florist]", "want one of federal-judge"},
		"no such state":      {"covered: [{is: official, state: Ruritania}]", "is no state"},
		"an estate":          {"authority: {kind: guardian}\ndied: 2025-03-02", ""},
		"the dead, themself": {"died: 2025-03-02", "cannot ask for themself"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := scan.ParseSubject("s.yaml", []byte(head+c.file))
			if (err == nil) != (c.fault == "") || err != nil && !strings.Contains(err.Error(), c.fault) {
				t.Fatalf("got %v, want %q", err, c.fault)
			}
			if name == "a relative's" && (s.Covered[0].State != "NJ" || !s.Covered[0].Family) {
				t.Errorf("got %+v", s.Covered)
			}
			if name == "a calling" && s.Covered[0].Is != "law-enforcement" {
				t.Errorf("got %+v", s.Covered)
			}
		})
	}
}
