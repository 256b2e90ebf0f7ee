package scan_test

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"pgregory.net/rapid"
)

var today = day("2026-11-21")

func site(template string, ages ...string) *brokers.Broker {
	return &brokers.Broker{ID: "x", Country: "US", Search: &brokers.Definition{URL: brokers.Template(template), Way: brokers.Fetch, Ages: ages}}
}

// person has two names and a life in three states; each case adds to it.
func person(change ...func(*scan.Subject)) *scan.Subject {
	s := &scan.Subject{
		ID: "me", Residence: scan.Place{Country: "US", State: "ID"}, Born: scan.Born{Year: 1984, Month: 3, Day: 12},
		Names: []scan.Name{{First: "Ana", Middle: "Mar", Last: "Luz"}, {First: "Ana", Last: "Roth", Kind: scan.FormerName}},
		Addresses: []scan.Address{
			{City: "Toledo", State: "OH", Zip: "43604", To: 2010},
			{Street: "1 Oak Ave", City: "Boise", State: "ID", Zip: "83702-1234"},
			{City: "Elko", State: "NV", To: 2015},
		},
		Phones: []string{"+1 505 555 0142"}, Emails: []string{"ana@example.org"},
	}
	for _, c := range change {
		c(s)
	}
	return s
}

// asked writes the searches without scheme and host, one after the other.
func asked(list []scan.Search) string {
	var urls []string
	for _, s := range list {
		urls = append(urls, strings.TrimPrefix(s.URL.String(), "https://x.test/"))
	}
	return strings.Join(urls, " ")
}

func TestSearches(t *testing.T) {
	names := func(list ...scan.Name) func(*scan.Subject) { return func(s *scan.Subject) { s.Names = list } }
	safe := func(a ...scan.Address) func(*scan.Subject) {
		return func(s *scan.Subject) { s.Safe.Addresses = append(s.Safe.Addresses, a...) }
	}
	secret := func(n ...scan.Name) func(*scan.Subject) {
		return func(s *scan.Subject) { s.Safe.Names = append(s.Safe.Names, n...) }
	}
	one := names(scan.Name{First: "Ana", Last: "Luz"})
	for _, c := range []struct {
		name, template string
		s              *scan.Subject
		want           string
	}{
		{"names only, the current one first", "https://x.test/{first}-{last}", person(), "Ana-Luz Ana-Roth"},
		{"a former name written first", "https://x.test/{last}", person(names(scan.Name{First: "A", Last: "Old", Kind: scan.FormerName}, scan.Name{First: "A", Last: "Nick", Kind: scan.AliasName}, scan.Name{First: "A", Last: "Now"}, scan.Name{First: "A", Last: "Too", Kind: scan.CurrentName})), "Now Too Old Nick"},
		{"a name in two spellings is asked once", "https://x.test/{first|lower}-{last|lower}", person(names(scan.Name{First: "Ána", Last: "LUZ"}, scan.Name{First: "Ana", Last: "Luz"})), "ana-luz"},
		{"states, the residence first", "https://x.test/{last}/{state}", person(one), "Luz/ID Luz/NV Luz/OH"},
		{"one state of two addresses is asked once", "https://x.test/{last}/{state}", person(one, func(s *scan.Subject) { s.Addresses = append(s.Addresses, scan.Address{City: "Nampa", State: "ID"}) }), "Luz/ID Luz/NV Luz/OH"},
		{"cities, the current one first, then the last left", "https://x.test/{last}/{state}/{city}", person(one), "Luz/ID/Boise Luz/NV/Elko Luz/OH/Toledo"},
		{"ZIP codes without the last four; a place without one is passed over", "https://x.test/{last}/{zip}", person(one), "Luz/83702 Luz/43604"},
		{"former names after all places of the current one", "https://x.test/{last}/{zip}", person(), "Luz/83702 Luz/43604 Roth/83702 Roth/43604"},
		{"an age in the address", "https://x.test/{last}?a={age}", person(one), "Luz?a=42"},
		{"a band in the address", "https://x.test/{last}?a={age_range}", person(one), "Luz?a=31-50"},
		{"a middle name in the address", "https://x.test/{first}-{middle}-{last}", person(), "Ana-Mar-Luz"},
		{"a middle name that may lack", "https://x.test/{first}-{middle|default=}-{last}", person(), "Ana-Mar-Luz Ana--Roth"},
		{"a place abroad is not asked here", "https://x.test/{last}/{city}", person(one, func(s *scan.Subject) { s.Addresses[0].Country, s.Addresses[2].Country = "CA", "us" }), "Luz/Boise Luz/Elko"},
		{"nor is a residence abroad", "https://x.test/{last}/{state}", person(one, func(s *scan.Subject) { s.Residence = scan.Place{Country: "CA", State: "ON"} }), "Luz/ID Luz/NV Luz/OH"},
		{"without a place to tell, the site's own word for all", "https://x.test/{last}/{state|default=all}", person(one, func(s *scan.Subject) { s.Addresses, s.Residence = nil, scan.Place{} }), "Luz/all"},

		{"a safe name is not asked", "https://x.test/{first}-{last}", person(secret(scan.Name{First: "ana", Last: "Róth"})), "Ana-Luz"},
		{"nor one that has it in it", "https://x.test/{first}-{last}", person(secret(scan.Name{First: "Ana", Last: "Luz"}), names(scan.Name{First: "Ana Mar", Last: "Luz Roth"}, scan.Name{First: "Ana", Last: "Roth"})), "Ana-Roth"},
		{"a safe middle name is not asked", "https://x.test/{first}-{middle|default=}-{last}", person(secret(scan.Name{First: "Mar", Last: "Luz"})), "Ana--Roth"},
		{"where the site asks no middle name, the rest may be told", "https://x.test/{first}-{last}", person(secret(scan.Name{First: "Mar", Last: "Luz"})), "Ana-Luz Ana-Roth"},
		{"a safe address is not asked", "https://x.test/{last}/{state}/{city}", person(one, safe(scan.Address{City: "Elko", State: "NV"})), "Luz/ID/Boise Luz/OH/Toledo"},
		{"nor its state", "https://x.test/{last}/{state}", person(one, safe(scan.Address{City: "Elko", State: "NV"})), "Luz/ID Luz/OH"},
		{"a state that another address shares may be told", "https://x.test/{last}/{state}", person(one, safe(scan.Address{City: "Reno", State: "NV"})), "Luz/ID Luz/NV Luz/OH"},
		{"its city is not", "https://x.test/{last}/{city}", person(one, safe(scan.Address{City: "Reno", State: "NV"})), "Luz/Boise Luz/Elko Luz/Toledo"},
		{"a city that another address shares may be told", "https://x.test/{last}/{city}", person(one, safe(scan.Address{Street: "9 Ash St", City: "Boise", State: "ID", Zip: "83701"})), "Luz/Boise Luz/Elko Luz/Toledo"},
		{"a safe ZIP code is not", "https://x.test/{last}/{zip}", person(one, safe(scan.Address{Zip: "83702"})), "Luz/43604"},
		{"the residence of a safe address is not told", "https://x.test/{last}/{state}", person(one, func(s *scan.Subject) { s.Residence.State = "WA" }, safe(scan.Address{City: "Yakima", State: "WA"})), "Luz/ID Luz/NV Luz/OH"},
		{"nor where the safe address stands in the open list too", "https://x.test/{last}/{state}", person(one, safe(scan.Address{Street: "1 Oak Avenue", City: "Boise", State: "ID", Zip: "83702"})), "Luz/NV Luz/OH"},
		{"nor where the open list tells less of it", "https://x.test/{last}/{state}", person(one, func(s *scan.Subject) { s.Addresses[1].Zip = "" }, safe(scan.Address{Street: "1 Oak Ave", City: "Boise", State: "ID", Zip: "83702"})), "Luz/NV Luz/OH"},
		{"without an address that may be told, the site's own word for all", "https://x.test/{last}/{state|default=all}", person(one, safe(scan.Address{State: "ID"}, scan.Address{State: "NV"}, scan.Address{State: "OH"})), "Luz/all"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, whole, err := scan.Searches(c.s, site(c.template, "18-30", "31-50"), today)
			if err != nil || !whole || asked(list) != c.want {
				t.Errorf("got  %q (whole: %v), %v\nwant %q", asked(list), whole, err, c.want)
			}
		})
	}
}

// A country that no source names keeps no address from being asked.
func TestSearchesOfNoCountry(t *testing.T) {
	for country, want := range map[string]string{brokers.UnknownCountry: "Luz/Boise Luz/Elko Luz/Toledo", "": "Luz/Boise Luz/Elko Luz/Toledo", "US": "Luz/Boise Luz/Elko Luz/Toledo", "NZ": ""} {
		s := person(func(s *scan.Subject) {
			s.Names = []scan.Name{{First: "Ana", Last: "Luz"}}
			for i := range s.Addresses {
				s.Addresses[i].Country = "US"
			}
		})
		b := site("https://x.test/{last}/{city}")
		b.Country = country
		list, _, _ := scan.Searches(s, b, today)
		if asked(list) != want {
			t.Errorf("%s: got %q, want %q", country, asked(list), want)
		}
	}
}

func TestSearchesLack(t *testing.T) {
	none := func(s *scan.Subject) { s.Addresses, s.Residence, s.Born = nil, scan.Place{}, scan.Born{} }
	for _, c := range []struct {
		name string
		b    *brokers.Broker
		s    *scan.Subject
	}{
		{"no place known", site("https://x.test/{last}/{city}"), person(none)},
		{"no age known", site("https://x.test/{last}/{age}"), person(none)},
		{"no band for the age", site("https://x.test/{last}/{age_range}", "18-30"), person()},
		{"no middle name", site("https://x.test/{middle}"), person(func(s *scan.Subject) { s.Names[0].Middle = "" })},
		{"every name is safe", site("https://x.test/{last}"), person(func(s *scan.Subject) { s.Safe.Names = s.Names })},
		{"every place is safe", site("https://x.test/{last}/{state}"), person(func(s *scan.Subject) { s.Safe.Addresses = s.Addresses })},
		{"every place is abroad", site("https://x.test/{last}/{city}"), person(func(s *scan.Subject) { s.Addresses = []scan.Address{{City: "Lyon", Country: "FR"}} })},
		{"no names", site("https://x.test/{last}"), person(func(s *scan.Subject) { s.Names = nil })},
		{"no way to look", &brokers.Broker{ID: "x"}, person()},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, whole, err := scan.Searches(c.s, c.b, today)
			if len(list) != 0 || whole || !errors.Is(err, brokers.ErrLacks) {
				t.Fatalf("got %q (whole: %v), %v", asked(list), whole, err)
			}
			for _, fact := range []string{"Ana", "Luz", "Roth", "Boise", "42"} {
				if strings.Contains(err.Error(), fact) {
					t.Errorf("the error tells %q: %v", fact, err)
				}
			}
		})
	}
}

// What a search tells is listed: everything in its address, and nothing more.
func TestSearchTells(t *testing.T) {
	for template, want := range map[string][]string{
		"https://x.test/{first}-{last}":                   {"name Ana Luz"},
		"https://x.test/{first}-{middle}-{last}":          {"name Ana Mar Luz"},
		"https://x.test/{last}/{state}":                   {"name Ana Luz", "state ID"},
		"https://x.test/{last}/{city}/{state}/{zip}":      {"name Ana Luz", "city Boise", "state ID", "ZIP 83702"},
		"https://x.test/{last}?a={age}":                   {"name Ana Luz", "age 42"},
		"https://x.test/{last}?a={age_range}&s={state}":   {"name Ana Luz", "state ID", "age band 31-50"},
		"https://x.test/{last}?a={age_range|default=any}": {"name Ana Luz", "age band 31-50"},
	} {
		list, _, err := scan.Searches(person(), site(template, "18-30", "31-50", "40-45"), today)
		if err != nil || !slices.Equal(list[0].Tells, want) {
			t.Errorf("%s: got %q, %v, want %q", template, list[0].Tells, err, want)
		}
		if list[0].Query.Age != 0 && !strings.Contains(template, "{age") {
			t.Errorf("%s: the query has an age", template)
		}
	}
}

// A form tells what its steps fill in, so its searches differ although their
// address is one.
func TestSearchesOfAForm(t *testing.T) {
	b := site("https://x.test/form")
	b.Search.Way = brokers.Assisted
	b.Search.Steps = []brokers.Step{{Fill: "#l", With: "last"}, {Fill: "#s", With: "state"}, {Click: "#go"}}
	list, whole, err := scan.Searches(person(), b, today)
	if err != nil || !whole || len(list) != 6 {
		t.Fatalf("got %d searches (whole: %v), %v", len(list), whole, err)
	}
	if got := list[5]; got.URL.String() != "https://x.test/form" || got.Query.Last != "Roth" || got.Query.State != "OH" || !slices.Equal(got.Tells, []string{"name Ana Roth", "state OH"}) {
		t.Errorf("got %+v", got)
	}
	b.Search.URL = ""
	if list, _, err := scan.Searches(person(), b, today); err != nil || len(list) != 6 {
		t.Errorf("without an address: got %d searches, %v", len(list), err)
	}
	b.Search.Steps = append(b.Search.Steps, brokers.Step{Fill: "#c", With: "city"})
	if _, _, err := scan.Searches(person(func(s *scan.Subject) { s.Addresses = nil }), b, today); !errors.Is(err, brokers.ErrLacks) {
		t.Errorf("a form that wants a city nobody knows: got %v", err)
	}
}

func TestSearchesCap(t *testing.T) {
	s := person(func(s *scan.Subject) {
		s.Addresses = nil
		for i := range scan.MaxSearches {
			s.Addresses = append(s.Addresses, scan.Address{City: fmt.Sprintf("Town %c", 'a'+i), State: "ID"})
		}
		s.Names = s.Names[:1]
	})
	b := site("https://x.test/{last}/{city}")
	if list, whole, err := scan.Searches(s, b, today); err != nil || !whole || len(list) != scan.MaxSearches {
		t.Errorf("as many as the most: got %d (whole: %v), %v", len(list), whole, err)
	}
	s.Addresses = append(s.Addresses, scan.Address{City: "Last Town", State: "ID"})
	if list, whole, err := scan.Searches(s, b, today); err != nil || whole || len(list) != scan.MaxSearches {
		t.Errorf("one more than the most: got %d (whole: %v), %v", len(list), whole, err)
	}
}

// Disclosure rules 2 and 4 for any life: whatever a subject is called, wherever
// it lived, no search tells a safe fact that no open fact shares, and none
// tells a birth date, a phone or an e-mail address.
func TestNoSearchTellsASafeFact(t *testing.T) {
	first := []string{"Ana", "Bea", "Cleo", "Dora", "Ève"}
	last := []string{"Luz", "Roth", "Stern", "Vega", "Núñez"}
	cities := []string{"Boise", "Elko", "Fargo", "Galax", "Hilo"}
	states := []string{"ID", "NV", "ND", "VA", "HI"}
	streets := []string{"1 Oak Avenue", "22 Birch Court", "333 N Elm St"}
	templates := []string{
		"https://x.test/{first|lower}-{last|lower}/{state|lower}", "https://x.test/{first}/{middle|default=}/{last}", "https://x.test/?q={first}+{last}&l={city}+{state}",
		"https://x.test/{last|hyphen|raw}/{zip}", "https://x.test/{last}/{state|statename|default=all}?a={age_range|default=any}", "https://x.test/{city|default=all}/{last|upper}",
	}
	maybe := func(t *rapid.T, v string) string {
		if rapid.Bool().Draw(t, "given") {
			return v
		}
		return ""
	}
	name := rapid.Custom(func(t *rapid.T) scan.Name {
		pick := func(from []string) string { return rapid.SampledFrom(from).Draw(t, "part") }
		return scan.Name{First: pick(first), Middle: maybe(t, pick(first)), Last: pick(last), Kind: scan.NameKind(pick([]string{"", "former", "alias"}))}
	})
	address := rapid.Custom(func(t *rapid.T) scan.Address {
		i := rapid.IntRange(0, len(cities)-1).Draw(t, "place")
		street := rapid.SampledFrom(streets).Draw(t, "street")
		to := rapid.SampledFrom([]int{0, 2010}).Draw(t, "to")
		return scan.Address{Street: maybe(t, street), City: maybe(t, cities[i]), State: maybe(t, states[i]), Zip: maybe(t, fmt.Sprintf("8%d00%d", i, i)), To: to}
	})
	rapid.Check(t, func(t *rapid.T) {
		s := &scan.Subject{
			ID: "me", Born: scan.Born{Year: 1984, Month: 3, Day: 12}, Phones: []string{"+1 505 555 0142"}, Emails: []string{"a@example.org"},
			Residence: scan.Place{Country: "US", State: rapid.SampledFrom(states).Draw(t, "residence")},
			Names:     rapid.SliceOfN(name, 1, 4).Draw(t, "names"),
			Addresses: rapid.SliceOfN(address, 0, 4).Draw(t, "addresses"),
			Safe:      scan.Safe{Names: rapid.SliceOfN(name, 0, 2).Draw(t, "safe names"), Addresses: rapid.SliceOfN(address, 0, 2).Draw(t, "safe addresses")},
		}
		b := site(rapid.SampledFrom(templates).Draw(t, "template"), "31-50")
		list, _, err := scan.Searches(s, b, today)
		if err != nil && !errors.Is(err, brokers.ErrLacks) {
			t.Fatal(err)
		}
		for _, search := range list {
			for _, told := range append(slices.Clone(search.Tells), unescaped(search.URL)) {
				if label := leak(s, told); label != "" {
					t.Fatalf("%q tells %s of %+v", told, label, s)
				}
			}
		}
	})
}

func unescaped(u *url.URL) string {
	text, err := url.QueryUnescape(u.String())
	if err != nil {
		return u.String()
	}
	return text
}

// leak names the safe fact that a text tells and no open fact shares, by rules
// written apart from the program's own.
func leak(s *scan.Subject, text string) string {
	words := strings.FieldsFunc(strings.ToLower(brokers.ASCII(text)), func(r rune) bool { return strings.ContainsRune(" /-?&=+.:", r) })
	says := func(v string) bool { return v != "" && slices.Contains(words, strings.ToLower(brokers.ASCII(v))) }
	for i, n := range s.Safe.Names {
		if says(n.First) && says(n.Last) {
			return fmt.Sprintf("safe name %d", i+1)
		}
	}
	var open []scan.Address
	for _, a := range s.Addresses {
		if !slices.ContainsFunc(s.Safe.Addresses, func(safe scan.Address) bool { return covers(safe, a) }) {
			open = append(open, a)
		}
	}
	for i, safe := range s.Safe.Addresses {
		stateName, _ := brokers.StateName(safe.State)
		for _, f := range []struct {
			told  bool
			share func(scan.Address) bool
		}{
			{says(safe.City), func(a scan.Address) bool { return a.City == safe.City }},
			{says(safe.Zip), func(a scan.Address) bool { return a.Zip == safe.Zip }},
			{says(safe.State) || stateName != "" && strings.Contains(strings.Join(words, " "), strings.ToLower(stateName)), func(a scan.Address) bool { return a.State == safe.State }},
		} {
			if f.told && !slices.ContainsFunc(open, f.share) {
				return fmt.Sprintf("safe address %d", i+1)
			}
		}
	}
	for _, never := range []string{"1984", "5550142", "example.org"} {
		if strings.Contains(text, never) {
			return "what no search tells"
		}
	}
	return ""
}

// covers reports whether the safe address covers the whole of another: all
// that it says is said there too.
func covers(safe, a scan.Address) bool {
	same := func(x, y string) bool { return x == "" || x == y }
	return safe.Street+safe.City+safe.State+safe.Zip != "" && same(safe.Street, a.Street) && same(safe.City, a.City) && same(safe.State, a.State) && same(safe.Zip, a.Zip)
}
