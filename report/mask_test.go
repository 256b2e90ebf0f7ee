package report_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

func subject() *scan.Subject {
	return &scan.Subject{
		ID: "me", Born: scan.Born{Year: 1984, Month: 3, Day: 12},
		Names: []scan.Name{{First: "Inés", Middle: "Paz", Last: "Ortega"}, {First: "Ines", Last: "Duarte", Kind: scan.FormerName}, {First: "Яна", Last: "Ortega", Kind: scan.AliasName}},
		Addresses: []scan.Address{
			{Street: "9 Oak Avenue", City: "Toledo", State: "OH", Zip: "43604"}, {City: "Boise", State: "ID"},
			{Street: "4 Birch Court", City: "Reno", State: "NV"}, // safe, and here by mistake
		},
		Phones: []string{"+1 505 555 0142"}, Emails: []string{"ines@example.org"}, Relatives: []string{"Raúl Ortega"},
		Safe: scan.Safe{
			Names:     []scan.Name{{First: "Alba", Last: "Quintero"}},
			Addresses: []scan.Address{{Street: "4 Birch Ct", City: "Reno", State: "NV", Zip: "89501"}, {City: "Yakima", State: "WA"}},
			Phones:    []string{"+1 775 555 0177"}, Emails: []string{"alba@example.org"},
		},
	}
}

func TestMaskText(t *testing.T) {
	type read func(scan.Record) any
	name := func(v string) scan.Record { return scan.Record{Name: v} }
	names := func(r scan.Record) any { return r.Name }
	phone := func(v string) scan.Record { return scan.Record{Phones: []string{v}} }
	phones := func(r scan.Record) any { return r.Phones[0] }
	email := func(v string) scan.Record { return scan.Record{Emails: []string{v}} }
	emails := func(r scan.Record) any { return r.Emails[0] }
	kin := func(v string) scan.Record { return scan.Record{Relatives: []string{v}} }
	kins := func(r scan.Record) any { return r.Relatives[0] }
	link := func(v string) scan.Record { return scan.Record{URL: v} }
	links := func(r scan.Record) any { return r.URL }
	for _, c := range []struct {
		name  string
		r     scan.Record
		get   read
		want  any
		alarm string
	}{
		{"own name", name("Ines Ortega"), names, "Ines Ortega", ""},
		{"own name the other way round", name("ORTEGA, Inés"), names, "ORTEGA, Inés", ""},
		{"own name with an initial", name("Ines P. Ortega"), names, "Ines P. Ortega", ""},
		{"own name with an initial of another script", name("Я. Ortega"), names, "Я. Ortega", ""},
		{"own former name", name("Ines Duarte"), names, "Ines Duarte", ""},
		{"own name with another's initial", name("Ines X. Ortega"), names, "Ines Ortega (in another form)", ""},
		{"own name and a word nobody gave", name("Ines Ortega Vidal"), names, "Ines Ortega (in another form)", ""},
		{"another name", name("Zebedee Quux"), names, "a name you did not list", ""},
		{"no name", name(""), names, "", ""},
		{"safe name", name("Alba Quintero"), names, "safe name 1", "safe name 1"},
		{"safe name with more", name("Alba M. Quintero Ortega"), names, "safe name 1", "safe name 1"},
		{"safe name as an alias", scan.Record{Aliases: []string{"Quintero, Alba"}}, func(r scan.Record) any { return r.Aliases[0] }, "safe name 1", "safe name 1"},
		{"safe name as a relative", kin("Alba Quintero"), kins, "safe name 1", "safe name 1"},
		{"own phone, printed otherwise", phone("(505) 555-0142"), phones, "(505) 555-0142", ""},
		{"another's phone", phone("+1 505 555 0199"), phones, "a phone number you did not list", ""},
		{"no phone", phone("n/a"), phones, "a phone number you did not list", ""},
		{"safe phone", phone("775.555.0177"), phones, "safe phone 1", "safe phone 1"},
		{"safe phone with an extension", phone("775.555.0177 x2"), phones, "safe phone 1", "safe phone 1"},
		{"own e-mail", email("INES@example.org"), emails, "INES@example.org", ""},
		{"another's e-mail", email("zebedee@example.org"), emails, "an e-mail address you did not list", ""},
		{"safe e-mail", email("Alba@Example.org"), emails, "safe e-mail 1", "safe e-mail 1"},
		{"own relative", kin("Raul Ortega"), kins, "Raul Ortega", ""},
		{"a relative nobody gave", kin("Zebedee Quux"), kins, "a relative you did not list", ""},
		{"address of the page", link("https://x.test/p/ines-ortega"), links, "https://x.test/p/ines-ortega", ""},
		{"address of the page with a safe name", link("https://x.test/p/alba-quintero"), links, "", "safe name 1"},
		{"address of the page with a safe e-mail, encoded", link("https://x.test/?e=alba%40example.org"), links, "", "safe e-mail 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, alarms := report.Mask(subject(), c.r)
			if c.get(got) != c.want {
				t.Errorf("got %q, want %q", c.get(got), c.want)
			}
			if c.alarm == "" && len(alarms) > 0 || c.alarm != "" && !slices.Equal(alarms, []string{c.alarm}) {
				t.Errorf("alarms %q, want %q", alarms, c.alarm)
			}
		})
	}
}

func TestMaskAddress(t *testing.T) {
	for _, c := range []struct {
		name    string
		a, want scan.Address
		alarm   string
	}{
		{"own, whole", scan.Address{Street: "9 Oak Ave", City: "Toledo", State: "OH", Zip: "43604-1111"}, scan.Address{Street: "9 Oak Ave", City: "Toledo", State: "OH", Zip: "43604"}, ""},
		{"own city", scan.Address{City: "toledo", State: "OH"}, scan.Address{City: "toledo", State: "OH"}, ""},
		{"own city, a ZIP nobody gave", scan.Address{City: "Boise", State: "ID", Zip: "83702"}, scan.Address{City: "Boise", State: "ID"}, ""},
		{"own city, a street nobody gave", scan.Address{Street: "77 Ash St", City: "Boise", State: "ID"}, scan.Address{Street: "a street you did not list", City: "Boise", State: "ID"}, ""},
		{"own state, a city nobody gave", scan.Address{City: "Dayton", State: "OH"}, scan.Address{Street: "an address in Ohio you did not list"}, ""},
		{"own city's name in another state", scan.Address{City: "Toledo", State: "OR"}, scan.Address{Street: "an address in Oregon you did not list"}, ""},
		{"another's, abroad", scan.Address{City: "Lyon", Country: "FR"}, scan.Address{Street: "an address in FR you did not list"}, ""},
		{"nothing to tell", scan.Address{City: "Lyon"}, scan.Address{Street: "an address in a place you did not list"}, ""},
		{"safe", scan.Address{Street: "4 Birch Ct", City: "Reno", State: "NV", Zip: "89501"}, scan.Address{Street: "safe address 1"}, "safe address 1"},
		{"safe, less of it", scan.Address{Street: "4 BIRCH COURT #3", City: "Reno", State: "NV"}, scan.Address{Street: "safe address 1"}, "safe address 1"},
		{"safe street in a neighbouring town", scan.Address{Street: "4 Birch Ct", City: "Sparks", State: "NV"}, scan.Address{Street: "safe address 1"}, "safe address 1"},
		{"safe city", scan.Address{Street: "1 Elm St", City: "Yakima", State: "WA"}, scan.Address{Street: "safe address 2"}, "safe address 2"},
		{"the city of a safe street", scan.Address{City: "Reno", State: "NV"}, scan.Address{Street: "the town of safe address 1"}, "the town of safe address 1"},
		{"the city of a safe street, no state", scan.Address{City: "RENO"}, scan.Address{Street: "the town of safe address 1"}, "the town of safe address 1"},
		{"another street in the city of a safe street", scan.Address{Street: "1 Elm St", City: "Reno", State: "Nevada"}, scan.Address{Street: "the town of safe address 1"}, "the town of safe address 1"},
		{"the city's name in another state", scan.Address{City: "Reno", State: "OH"}, scan.Address{Street: "an address in Ohio you did not list"}, ""},
		{"the state of a safe street", scan.Address{City: "Elko", State: "NV"}, scan.Address{Street: "an address in a place you did not list"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, alarms := report.Mask(subject(), scan.Record{Addresses: []scan.Address{c.a}})
			if got.Addresses[0] != c.want {
				t.Errorf("got %+v, want %+v", got.Addresses[0], c.want)
			}
			if c.alarm == "" && len(alarms) > 0 || c.alarm != "" && !slices.Equal(alarms, []string{c.alarm}) {
				t.Errorf("alarms %q, want %q", alarms, c.alarm)
			}
		})
	}
}

func TestMaskBirth(t *testing.T) {
	r := scan.Record{Age: scan.Years(42), Born: scan.Born{Year: 1984, Month: 3}}
	if got, _ := report.Mask(subject(), r); got.Age != r.Age || got.Born != r.Born {
		t.Errorf("what the subject gave is masked: %+v", got)
	}
	if got, _ := report.Mask(subject(), scan.Record{Born: scan.Born{Year: 1985}}); !got.Born.IsZero() {
		t.Errorf("a year nobody gave is shown: %+v", got)
	}
	s := subject()
	s.Born = scan.Born{Year: 1984}
	if got, _ := report.Mask(s, r); !got.Born.IsZero() {
		t.Errorf("a month nobody gave is shown: %+v", got)
	}
	s.Born = scan.Born{}
	if got, _ := report.Mask(s, r); !got.Age.IsZero() || !got.Born.IsZero() {
		t.Errorf("an age nobody gave is shown: %+v", got)
	}
}

// One record with everything in it: nothing that the subject did not give and
// nothing safe is left in what is shown, each alarm stands once, and the record
// itself is as it was.
func TestMaskLeavesNothing(t *testing.T) {
	r := scan.Record{
		Name: "Ines Ortega", Aliases: []string{"Alba Quintero", "Alba P Quintero", "Zebedee Quux"}, Age: scan.Years(42), Born: scan.Born{Year: 1984, Month: 3, Day: 12},
		Addresses: []scan.Address{{Street: "4 Birch Ct", City: "Reno", State: "NV", Zip: "89501"}, {Street: "31 Zebra Way", City: "Xenia", State: "OH", Zip: "45385"}},
		Phones:    []string{"775-555-0177", "937-555-0133"}, Emails: []string{"alba@example.org", "zebedee@example.net"}, Relatives: []string{"Xaver Quux"},
		URL: "https://x.test/alba-quintero/89501",
	}
	before := string(encode(t, r))
	got, alarms := report.Mask(subject(), r)
	text := strings.ToLower(string(encode(t, got)))
	for _, fact := range []string{"alba", "quintero", "zebedee", "quux", "birch", "reno", "89501", "zebra", "xenia", "45385", "0177", "0133", "xaver", "example.net"} {
		if strings.Contains(text, fact) {
			t.Errorf("%q is shown: %s", fact, text)
		}
	}
	if want := []string{"safe name 1", "safe address 1", "safe phone 1", "safe e-mail 1"}; !slices.Equal(alarms, want) {
		t.Errorf("alarms %q, want %q", alarms, want)
	}
	if after := string(encode(t, r)); after != before {
		t.Errorf("the record is changed:\n%s\n%s", before, after)
	}
}

func encode(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestMaskNothing(t *testing.T) {
	got, alarms := report.Mask(&scan.Subject{}, scan.Record{})
	if !reflect.DeepEqual(got, scan.Record{}) || alarms != nil {
		t.Errorf("got %+v, %q", got, alarms)
	}
}
