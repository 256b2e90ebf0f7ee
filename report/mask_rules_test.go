package report_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// wilma has one fact of each kind to give and one of each kind to keep.
func wilma() *scan.Subject {
	return &scan.Subject{
		ID:    "s1",
		Names: []scan.Name{{First: "Wilma", Middle: "Jo", Last: "Tarn"}, {First: "Wilma", Last: "Ost", Kind: scan.FormerName}, {First: "Nova", Last: "Stark"}},
		Addresses: []scan.Address{
			{Street: "12 Elm Street Apt 3", City: "Austin", State: "TX", Zip: "78704"},
			{City: "El Paso", State: "TX", Zip: "79901"},
			{Street: "8 Rue Verte", City: "Lyon", Country: "FR"},
		},
		Phones: []string{"+1 512 555 0142"}, Emails: []string{"wilma@example.org"}, Relatives: []string{"José Tarn", "王小明"},
		Safe: scan.Safe{
			Names:     []scan.Name{{First: "Nova", Last: "Stark"}, {Last: "Brightwater"}},
			Addresses: []scan.Address{{Street: "77 Fern Road", City: "Austin", State: "TX", Zip: "78701"}, {City: "Carson City", State: "NV"}},
			Phones:    []string{"(775) 555-0177"}, Emails: []string{"nova.s@example.net"},
		},
	}
}

// The rules, one record with one fact each: what is shown of it as JSON, what
// is not, and the alarm.
func TestMaskRules(t *testing.T) {
	name := func(v string) scan.Record { return scan.Record{Name: v} }
	alias := func(v string) scan.Record { return scan.Record{Aliases: []string{v}} }
	kin := func(v string) scan.Record { return scan.Record{Relatives: []string{v}} }
	phone := func(v string) scan.Record { return scan.Record{Phones: []string{v}} }
	mail := func(v string) scan.Record { return scan.Record{Emails: []string{v}} }
	at := func(street, city, state, zip string) scan.Record {
		return scan.Record{Addresses: []scan.Address{{Street: street, City: city, State: state, Zip: zip}}}
	}
	link := func(path string) scan.Record { return scan.Record{URL: "https://b.test/" + path} }
	const aName, aKin, aPhone, aMail, aStreet = "a name you did not list", "a relative you did not list", "a phone number you did not list", "an e-mail address you did not list", "a street you did not list"
	for _, c := range []struct {
		name  string
		r     scan.Record
		shows string // "" means nothing but masks
		hides string // words, none of which may be shown
		alarm string
	}{
		{"a safe name listed among the names too", name("Nova Stark"), "safe name 1", "nova stark", "safe name 1"},
		{"its last name with an initial", name("N. Stark"), aName, "stark", ""},
		{"its first name with an own last name", name("Nova Tarn"), "Tarn (in another form)", "nova", ""},
		{"a safe last name alone", name("Wilma Brightwater"), "safe name 2", "brightwater wilma", "safe name 2"},
		{"a safe name in capitals, the other way round", name("STARK, NOVA J"), "safe name 1", "nova", "safe name 1"},
		{"a safe name glued", name("NovaStark"), aName, "nova", ""},
		{"a safe name between own ones", alias("Wilma Nova Tarn Stark"), "safe name 1", "nova", "safe name 1"},
		{"words of two own names", name("Wilma Ost Tarn"), "Wilma Ost Tarn", "", ""},
		{"an alias of somebody else", alias("Zeb Quux"), aName, "zeb quux", ""},
		{"an alias that glues a stranger to the last name", alias("Quux-Tarn"), aName, "quux", ""},
		{"a name with a telephone number in it", name("Wilma Tarn 915-555-0111"), "Wilma Tarn (in another form)", "915 0111", ""},
		{"a name with a safe street in it", name("Wilma Tarn 77 Fern Rd"), "Wilma Tarn (in another form)", "77 fern", ""},
		{"a name with an escape sequence", name("Wilma \x1b[31mTarn"), "Wilma (in another form)", "31mtarn", ""},
		{"a name in another script", name("王伟"), aName, "王伟", ""},
		{"signs for a name", name("*** ***"), "*** ***", "", ""},

		{"an own relative without marks", kin("Jose Tarn"), "Jose Tarn", "", ""},
		{"an own relative in another script", kin("王小明"), "王小明", "", ""},
		{"another of that script", kin("王小红"), aKin, "王小红", ""},
		{"an own relative with more words", kin("José Tarn, 915-555-0111"), aKin, "915 tarn", ""},
		{"the subject as her own relative", kin("Wilma Tarn"), aKin, "", ""},
		{"the safe last name as a relative", kin("Ms Brightwater"), "safe name 2", "brightwater", "safe name 2"},

		{"an own telephone number beside a name", phone("512-555-0142 Zeb Quux"), "+1 512 555 0142", "zeb quux", ""},
		{"an own number with another's after it", phone("5125550142 / 9155550111"), aPhone, "0142 0111", ""},
		{"a safe number in a longer text", phone("call +1 775 555 0177 now"), "safe phone 1", "775 0177", "safe phone 1"},
		{"a safe number without its area code", phone("555-0177"), aPhone, "0177", ""},
		{"no digits", phone("unlisted"), aPhone, "unlisted", ""},
		{"an own mailbox with a mark", mail("wilma+x@example.org"), aMail, "wilma", ""},
		{"a safe mailbox with a name before it", mail("W <NOVA.S@example.net>"), "safe e-mail 1", "nova", "safe e-mail 1"},

		{"an own street in its short form", at("12 Elm St #3", "Austin", "TX", ""), "12 Elm St #3", "", ""},
		{"a flat nobody gave", at("12 Elm St Apt 9", "Austin", "TX", ""), "12 Elm St", "apt 9", ""},
		{"a safe street in place of the flat", at("12 Elm St # 77 Fern Rd", "Austin", "TX", ""), "12 Elm St", "77 fern", ""},
		{"a street in an own city", at("40 Zebra Way", "Austin", "TX", "78799"), aStreet, "zebra 78799", ""},
		{"an own street in another own city", at("12 Elm St", "El Paso", "TX", "79901"), aStreet, "elm", ""},
		{"a whole ZIP where five digits were given", at("", "El Paso", "TX", "79901-4242"), "79901", "4242", ""},
		{"an own ZIP in a city nobody gave", at("", "Sunset Valley", "TX", "78704"), "an address in Texas you did not list", "sunset 78704", ""},
		{"an own city, its state in full", at("", "Austin", "texas", ""), "Austin", "", ""},
		{"a safe house, its state in full, with a flat", at("77 Fern Rd Apt 2", "Austin", "Texas", ""), "safe address 1", "fern austin", "safe address 1"},
		{"a safe house and no city", at("77 FERN RD.", "", "", ""), "safe address 1", "fern", "safe address 1"},
		{"the ZIP of a safe house in an own city", at("", "Austin", "TX", "78701"), "Austin", "78701", ""},
		{"a safe city, its state in full", at("1 Oak Ln", "Carson City", "Nevada", "89701"), "safe address 2", "oak carson 89701", "safe address 2"},
		{"the state of a safe city", at("1 Oak Ln", "Elko", "NV", ""), "an address in a place you did not list", "oak elko nv nevada", ""},
		{"an own city abroad", scan.Record{Addresses: []scan.Address{{Street: "9 Rue Noire", City: "Lyon", Country: "FR"}}}, "Lyon", "noire", ""},
		{"a country that is a street", scan.Record{Addresses: []scan.Address{{Country: "77 Fern Rd"}}}, "an address in a place you did not list", "fern", ""},
		{"a state that is a street", at("", "", "40 Zebra Way", ""), "an address in a place you did not list", "zebra", ""},

		{"a page with an own name", link("wilma-tarn/abc1"), "https://b.test/wilma-tarn/abc1", "", ""},
		{"a page with a safe name in dots", link("nova.stark"), "", "nova stark", "safe name 1"},
		{"a page with a safe name glued", link("?q=novastark"), "", "nova", ""},
		{"a page with a safe name, escaped twice", link("n%256Fva-stark"), "", "stark", "safe name 1"},
		{"a page with the safe last name alone", link("stark/n"), "", "stark", ""},
		{"a page with a safe street", link("77-fern-road-austin"), "", "fern", "safe address 1"},
		{"a page with a safe street of another kind", link("77fernlane"), "", "fern", ""},
		{"a page with a safe town", link("wilma-tarn/carson-city-nv"), "", "carson", "safe address 2"},
		{"a page with the town of an address that is not safe", link("wilma-tarn/austin-tx"), "https://b.test/wilma-tarn/austin-tx", "", ""},
		{"a page with a town that is masked beside it", scan.Record{URL: "https://b.test/wilma-tarn/dayton-oh", Addresses: []scan.Address{{City: "Dayton", State: "OH"}}}, "an address in Ohio you did not list", "dayton", ""},
		{"a page with a safe number", link("775/555/0177"), "", "0177", "safe phone 1"},
		{"a page with a safe mailbox", link("u/nova.s%40example.net"), "", "nova", "safe e-mail 1"},
		{"a page with a masked number", scan.Record{Phones: []string{"+19155550111"}, URL: "https://b.test/915-555-0111"}, aPhone, "0111", ""},
		{"a page with a masked street", scan.Record{Addresses: []scan.Address{{Street: "40 Zebra Way", City: "Waco", State: "TX"}}, URL: "https://b.test/40-zebra-way"}, "Texas", "zebra", ""},
		{"a page with a masked relative", scan.Record{Relatives: []string{"Zeb Quux"}, URL: "https://b.test/wilma-tarn/zeb-quux"}, aKin, "zeb", ""},
		{"a page with a relative of the own name", scan.Record{Relatives: []string{"Wilma Tarn"}, URL: "https://b.test/wilma-tarn"}, "wilma-tarn", "", ""},

		{"an age where no birth date was given", scan.Record{Name: "Wilma Tarn", Age: scan.Years(97)}, "Wilma Tarn", "97", ""},
		{"a page with an age that is masked", scan.Record{Name: "Wilma Tarn", Age: scan.Years(97), URL: "https://b.test/wilma-tarn?age=97"}, "Wilma Tarn", "97", ""},
		{"a page with a number that is also the age", scan.Record{Age: scan.Years(97), URL: "https://b.test/wilma-tarn/97"}, "wilma-tarn/97", "", ""},
		{"an age band where no birth date was given", scan.Record{Age: scan.Age{Low: 61, High: 67}}, "", "61 67", ""},
		{"a birth year where none was given", scan.Record{Born: scan.Born{Year: 1951}}, "", "1951", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, alarms := report.Mask(wilma(), c.r)
			plain, err := json.Marshal(got)
			if err != nil {
				t.Fatal(err)
			}
			shown := string(plain)
			if !strings.Contains(shown, c.shows) {
				t.Errorf("got %s, want %q in it", shown, c.shows)
			}
			for _, w := range strings.Fields(c.hides) {
				if strings.Contains(strings.ToLower(shown), w) {
					t.Errorf("%q is shown: %s", w, shown)
				}
			}
			if want := strings.TrimSpace(c.alarm); strings.Join(alarms, ", ") != want {
				t.Errorf("alarms %q, want %q", alarms, want)
			}
		})
	}
}

// A masked record can be masked again: masks are never taken for facts, and
// nothing comes back.
func TestMaskTwice(t *testing.T) {
	r := scan.Record{
		Name: "Zeb Quux", Relatives: []string{"Zeb Quux"}, Phones: []string{"915-555-0111"}, Emails: []string{"zeb@example.com"},
		Addresses: []scan.Address{{Street: "40 Zebra Way", City: "Waco", State: "TX"}, {Street: "77 Fern Rd", City: "Austin", State: "TX"}},
	}
	once, alarms := report.Mask(wilma(), r)
	twice, again := report.Mask(wilma(), once)
	if !slices.Equal(once.Phones, twice.Phones) || !slices.Equal(once.Emails, twice.Emails) || !slices.Equal(once.Relatives, twice.Relatives) {
		t.Errorf("got %+v, then %+v", once, twice)
	}
	if len(alarms) != 1 || len(again) != 0 {
		t.Errorf("alarms %q, then %q; the label is no safe fact", alarms, again)
	}
}
