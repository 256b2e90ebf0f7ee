package scan_test

import (
	"slices"
	"testing"

	"github.com/whohasme/whohasme/scan"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"": "", " - ": "", "García-López": "garcia lopez", "O'Brien": "obrien", "O’BRIEN": "obrien", "St. Louis": "st louis", "J.R.": "jr",
		"  two   words ": "two words", "12 Elm St, #4": "12 elm st 4", "Łuk/Øre": "luk ore", "Сергей": "сергей", "हिन्दी": "हिन्दी", "a_b": "a b",
	} {
		if got := scan.Fold(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestDigits(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "none": "", "(512) 555-0142": "5125550142", "+1 512 555 0142": "5125550142", "1-512-555-0142": "5125550142",
		"+44 20 7946 0018": "442079460018", "15550142": "15550142", "25125550142": "25125550142",
	} {
		if got := scan.Digits(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestNameAndAddressText(t *testing.T) {
	for got, want := range map[string]string{
		scan.Name{First: "Ana", Middle: " del  Mar ", Last: "Luz", Suffix: "Jr"}.String(): "Ana del Mar Luz Jr",
		scan.Name{Last: "Luz"}.String(): "Luz",
		scan.Address{Street: "1 A St", City: "Reno", State: "NV", Zip: "89501", Country: "US"}.String(): "1 A St, Reno, NV 89501, US",
		scan.Address{State: "NV"}.String():                "NV",
		scan.Address{City: "Lyon", Zip: "69001"}.String(): "Lyon, 69001",
		scan.Address{}.String():                           "",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestSafeIsName(t *testing.T) {
	safe := scan.Safe{Names: []scan.Name{{First: "Alba", Middle: "Sol", Last: "Quintero"}, {First: "Zoë"}, {Last: "Vidal"}, {}}}
	for _, c := range []struct {
		name scan.Name
		want bool
	}{
		{scan.Name{First: "Alba", Last: "Quintero"}, true},
		{scan.Name{First: "ALBA", Middle: "M", Last: "Quíntero", Suffix: "Jr"}, true},
		{scan.Name{First: "Alba Maria", Last: "Quintero Luz"}, true},
		{scan.Name{First: "Quintero", Last: "Alba"}, true},
		{scan.Name{First: "Zoe", Last: "Luz"}, true},
		{scan.Name{First: "Ines", Last: "Vidal"}, true},
		{scan.Name{First: "Ines", Last: "Ortega-Vidal"}, true},
		{scan.Name{First: "Alba", Last: "Luz"}, false},
		{scan.Name{First: "Ines", Last: "Quintero"}, false},
		{scan.Name{First: "Zoey", Last: "Luz"}, false},
		{scan.Name{}, false},
	} {
		if got := safe.IsName(c.name); got != c.want {
			t.Errorf("%q: got %v", c.name, got)
		}
	}
	if (scan.Safe{}).IsName(scan.Name{First: "Ana"}) || (scan.Safe{}).IsName(scan.Name{}) {
		t.Error("a name is safe where none is")
	}
	if !scan.SameName(scan.Name{First: "José", Middle: "A", Last: "O'Brien"}, scan.Name{First: "jose", Last: "OBrien"}) {
		t.Error("two spellings of a name differ")
	}
	if scan.SameName(scan.Name{First: "Jose", Last: "Luz"}, scan.Name{First: "Luz", Last: "Jose"}) {
		t.Error("a name the other way round is the same")
	}
}

func TestSafeIsAddress(t *testing.T) {
	safe := scan.Safe{Addresses: []scan.Address{
		{Street: "4 Birch Street Apt 2", City: "Reno", State: "NV", Zip: "89501"},
		{City: "Toledo", State: "OH"},
		{Zip: "97201"},
		{State: "ME"},
		{},
	}}
	for _, c := range []struct {
		a    scan.Address
		want int // 0: not safe
	}{
		{scan.Address{Street: "4 Birch Street Apt 2", City: "Reno", State: "NV", Zip: "89501"}, 1},
		{scan.Address{Street: "4 birch st", City: "RENO", State: "nv", Zip: "89501-1234"}, 1},
		{scan.Address{Street: "4 Birch St #2", City: "Reno", State: "NV"}, 1},
		{scan.Address{Street: "4 Birch St", City: "Reno"}, 1},
		{scan.Address{Street: "4 Birch St", Zip: "89501"}, 1},
		{scan.Address{Street: "4 Birch St, Unit 9", City: "Reno", State: "NV", Zip: "89599"}, 1},
		{scan.Address{Street: "4 Birch St", City: "Boise", State: "ID"}, 0},
		{scan.Address{Street: "4 Birch St", Zip: "83701"}, 0},
		{scan.Address{Street: "14 Birch St", City: "Reno", State: "NV"}, 0},
		{scan.Address{City: "Reno", State: "NV"}, 0},
		{scan.Address{Street: "1 Oak Ave", City: "Toledo", State: "OH"}, 2},
		{scan.Address{City: "Toledo", State: "OH"}, 2},
		{scan.Address{City: "Toledo"}, 0},
		{scan.Address{City: "Portland", State: "OR", Zip: "97201-0001"}, 3},
		{scan.Address{City: "Portland", State: "OR", Zip: "97202"}, 0},
		{scan.Address{City: "Portland", State: "ME"}, 4},
		{scan.Address{}, 0},
	} {
		if n, ok := safe.IsAddress(c.a); n != c.want || ok != (c.want > 0) {
			t.Errorf("%q: got %d, %v, want %d", c.a, n, ok, c.want)
		}
	}
}

func TestWithin(t *testing.T) {
	a := scan.Address{Street: "12 North Elm Avenue", City: "Dayton", State: "OH", Zip: "45402-1234"}
	for _, wider := range []scan.Address{{City: "Dayton"}, {City: "dayton", State: "oh"}, {Zip: "45402"}, {Street: "12 N. Elm Ave"}, {Street: "12 N Elm Ave, Apt 3", Zip: "454021234"}, a} {
		if !a.Within(wider) {
			t.Errorf("not within %q", wider)
		}
	}
	for _, wider := range []scan.Address{{}, {Country: "US"}, {City: "Dayton", State: "KY"}, {Zip: "45403"}, {Street: "1 Elm Ave"}} {
		if a.Within(wider) {
			t.Errorf("within %q", wider)
		}
	}
	if canada := (scan.Address{Zip: "K1A 0B1"}); canada.Within(scan.Address{Zip: "K1A 0B9"}) {
		t.Error("a foreign code is cut to five characters")
	}
}

func TestLabels(t *testing.T) {
	safe := scan.Safe{
		Names:     []scan.Name{{First: "Alba", Last: "Quintero"}, {First: "Zoë"}},
		Addresses: []scan.Address{{Street: "4 Birch Ct #2", City: "Reno", State: "NV", Zip: "89501-1234"}, {City: "Toledo", State: "OH"}, {Zip: "97201"}, {State: "ME"}, {City: "Yuma"}},
		Phones:    []string{"+1 775 555 0177", "+44 20 7946 0018"},
		Emails:    []string{"Alba@example.org"},
	}
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"Dear sir or madam, in Portland, oh, hi! Call me at 505 555 0142.", nil},
		{"alba quintero", []string{"safe name 1"}},
		{"QUINTERO, Alba M.", []string{"safe name 1"}},
		{"Alba M. Quíntero", []string{"safe name 1"}},
		{"Alba Luz and Ines Vidal", nil},
		{"letter-alba-quintero.pdf", []string{"safe name 1"}},
		{"alba.quintero.pdf", []string{"safe name 1"}},
		{"https://x.test/find?n=Alba+Quintero", []string{"safe name 1"}},
		{"https://x.test/zo%C3%AB-luz", []string{"safe name 2"}},
		{"Zoey", nil},
		{"4 Birch Court, Reno", []string{"safe address 1"}},
		{"4 birch ct apt 2", []string{"safe address 1"}},
		{"14 Birch Ct, Reno", nil},
		{"Reno, NV", nil},
		{"somewhere in 89501", []string{"safe address 1"}},
		{"89501-9999", []string{"safe address 1"}},
		{"x.test/oh/toledo", []string{"safe address 2"}},
		{"Toledo, Ohio", []string{"safe address 2"}},
		{"Toledo, Spain", nil},
		{"97201", []string{"safe address 3"}},
		{"197201", nil},
		{"lives in Maine", []string{"safe address 4"}},
		{"Yuma", []string{"safe address 5"}},
		{"775-555-0177", []string{"safe phone 1"}},
		{"(775) 555.0177 or so", []string{"safe phone 1"}},
		{"+44 (20) 7946-0018", []string{"safe phone 2"}},
		{"555 0177", nil},
		{"mail ALBA@EXAMPLE.ORG now", []string{"safe e-mail 1"}},
		{"https://x.test/?e=alba%40example.org", []string{"safe e-mail 1"}},
		{"alba@example.com", nil},
		{"Alba Quintero, 4 Birch Ct, 7755550177", []string{"safe name 1", "safe address 1", "safe phone 1"}},
	} {
		if got := safe.Labels(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
	empty := scan.Safe{Names: []scan.Name{{}}, Addresses: []scan.Address{{}}, Phones: []string{"", "ext 12"}, Emails: []string{""}}
	if got := empty.Labels("Any text, 12 Elm St, NV 89501, 555 0142"); len(got) != 0 {
		t.Errorf("safe facts that say nothing label a text: %q", got)
	}
}

func TestOpen(t *testing.T) {
	s := &scan.Subject{
		Addresses: []scan.Address{{City: "Old", To: 2001}, {City: "Kept"}, {City: "Reno"}, {City: "Older", To: 1990}, {City: "New"}, {City: "Newer", To: 2015}},
		Safe:      scan.Safe{Addresses: []scan.Address{{City: "Reno"}}},
	}
	var order []string
	for _, a := range s.Open() {
		order = append(order, a.City)
	}
	if want := []string{"Kept", "New", "Newer", "Old", "Older"}; !slices.Equal(order, want) {
		t.Errorf("got %q, want %q", order, want)
	}
	if s.Addresses[0].City != "Old" {
		t.Error("the subject's own list is put in another order")
	}
}

func TestStateIsSafe(t *testing.T) {
	s := &scan.Subject{
		Addresses: []scan.Address{{City: "Boise", State: "ID"}, {City: "Elko", State: "NV"}, {City: "Dover", State: "DE"}},
		Safe:      scan.Safe{Addresses: []scan.Address{{City: "Reno", State: "NV"}, {City: "Toledo", State: "OH"}, {City: "Dover", State: "DE"}, {Street: "1 A St"}}},
	}
	for state, want := range map[string]bool{"OH": true, "oh": true, "DE": true, "NV": false, "ID": false, "TX": false, "": false} {
		if got := s.StateIsSafe(state); got != want {
			t.Errorf("%q: got %v", state, got)
		}
	}
}

func TestSafeAny(t *testing.T) {
	for _, s := range []scan.Safe{{Names: []scan.Name{{}}}, {Addresses: []scan.Address{{}}}, {Phones: []string{""}}, {Emails: []string{""}}} {
		if !s.Any() {
			t.Errorf("%+v has nothing", s)
		}
	}
	if (scan.Safe{}).Any() {
		t.Error("nothing is something")
	}
}
