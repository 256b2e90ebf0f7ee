package match

import (
	"math"
	"testing"

	"github.com/whohasme/whohasme/scan"
)

// A case says the verdict and, where it matters, which field decides and how.
type judgement struct {
	name    string
	subject *scan.Subject
	record  scan.Record
	want    scan.Verdict
	field   string
	effect  scan.Effect
}

func check(t *testing.T, cases []judgement) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			j := New(c.subject).Judge(c.record, day)
			if j.Verdict != c.want {
				t.Errorf("verdict %s (score %v), want %s; reasons %+v", j.Verdict, j.Score, c.want, j.Reasons)
			}
			if got := reasonFor(j, c.field).Effect; c.field != "" && got != c.effect {
				t.Errorf("%s is %q, want %q; reasons %+v", c.field, got, c.effect, j.Reasons)
			}
			sound(t, j)
		})
	}
}

// sound checks what holds for every verdict.
func sound(t *testing.T, j scan.Judged) {
	t.Helper()
	if math.IsNaN(j.Score) || j.Score < 0 || j.Score > 1 {
		t.Errorf("score %v is no probability", j.Score)
	}
	vetoed := false
	for _, r := range j.Reasons {
		if math.IsNaN(r.Weight) || math.IsInf(r.Weight, 0) || r.Text == "" {
			t.Errorf("reason %+v has no weight or no text", r)
		}
		if (r.Effect == scan.For) != (r.Weight >= 0) && !(r.Effect == scan.Against && r.Weight == 0) { // a rule may hold a record back at no weight
			t.Errorf("reason %+v: effect and weight differ", r)
		}
		vetoed = vetoed || r.Effect == scan.Veto
	}
	if vetoed && j.Verdict != scan.Other {
		t.Errorf("verdict %s in spite of a veto", j.Verdict)
	}
	if j.Verdict == scan.Match && j.Score < 0.8 {
		t.Errorf("match with score %v", j.Score)
	}
}

func rec(name string, change func(*scan.Record)) scan.Record {
	r := scan.Record{Name: name}
	if change != nil {
		change(&r)
	}
	return r
}

func aged(name string, years int, places ...scan.Address) scan.Record {
	return scan.Record{Name: name, Age: scan.Years(years), Addresses: places}
}

func TestDecision(t *testing.T) {
	dayton, elsewhereOH := at("Dayton", "OH"), at("", "OH")
	check(t, []judgement{
		{"everything agrees", robert(), whole(), scan.Match, "name", scan.For},
		{"unusual name alone", robert(), rec("Robert Whitfeather", nil), scan.Possible, "name", scan.For},
		{"common name alone", john(), rec("John Smith", nil), scan.Possible, "name", scan.For},
		{"initial and common name alone", john(), rec("J Smith", nil), scan.Possible, "name", scan.For},
		{"unusual name with middle name alone", robert(), rec("Robert James Whitfeather", nil), scan.Possible, "middle", scan.For},
		{"common name, state", john(), scan.Record{Name: "John Smith", Addresses: []scan.Address{elsewhereOH}}, scan.Possible, "place", scan.For},
		{"unusual name, state", robert(), scan.Record{Name: "Robert Whitfeather", Addresses: []scan.Address{elsewhereOH}}, scan.Possible, "place", scan.For},
		{"unusual name, city", robert(), scan.Record{Name: "Robert Whitfeather", Addresses: []scan.Address{dayton}}, scan.Match, "place", scan.For},
		{"common name, city", john(), scan.Record{Name: "John Smith", Addresses: []scan.Address{dayton}}, scan.Possible, "place", scan.For},
		{"name, age, state", named("Keith", "", "Delgado"), aged("Keith Delgado", 42, elsewhereOH), scan.Match, "age", scan.For},
		{"common name, age, state", named("Keith", "", "Davis"), aged("Keith Davis", 42, elsewhereOH), scan.Possible, "age", scan.For},
		{"commonest name, age, state", named("John", "", "Smith"), aged("John Smith", 42, elsewhereOH), scan.Possible, "age", scan.For},
		{"commonest name, age, city", named("John", "", "Smith"), aged("John Smith", 42, dayton), scan.Match, "place", scan.For},
		{"unusual name, age", robert(), aged("Robert Whitfeather", 42), scan.Match, "age", scan.For},
		{"an unusual name and an age, in another place", robert(), aged("Robert Whitfeather", 42, at("Reno", "NV")), scan.Possible, "place", scan.Against},
		{"moved away, common name, age fits", john(), aged("John Smith", 42, at("Reno", "NV")), scan.Possible, "place", scan.Against},
		{"common name in another state", john(), scan.Record{Name: "John Smith", Addresses: []scan.Address{at("Reno", "NV")}}, scan.Possible, "place", scan.Against},
		{"former town", robert(), scan.Record{Name: "Robert Whitfeather", Addresses: []scan.Address{at("Austin", "TX")}}, scan.Match, "place", scan.For},
		{"common name, phone", func() *scan.Subject { s := john(); s.Phones = []string{"937-555-0142"}; return s }(),
			rec("John Smith", func(r *scan.Record) { r.Phones = []string{"+19375550142"} }), scan.Match, "phone", scan.For},
		{"a hidden name is nobody else's", robert(), scan.Record{}, scan.Possible, "name", scan.For},
		{"a hidden name, another age", robert(), scan.Record{Age: scan.Years(70)}, scan.Other, "age", scan.Veto},
		{"no name, phone and street", robert(), scan.Record{Phones: whole().Phones, Addresses: whole().Addresses}, scan.Possible, "phone", scan.For},
	})
}

func TestNames(t *testing.T) {
	alias := rec("Jane Doering", func(r *scan.Record) {
		r.Aliases, r.Age, r.Addresses = []string{"Robert Whitfeather"}, scan.Years(42), []scan.Address{at("Dayton", "OH")}
	})
	check(t, []judgement{
		{"another last name", robert(), fits("Robert Brandtner"), scan.Other, "name", scan.Veto},
		{"another first name, same household", robert(), rec("Helen Whitfeather", func(r *scan.Record) {
			r.Addresses, r.Phones = whole().Addresses, whole().Phones
		}), scan.Other, "name", scan.Veto},
		{"another name", robert(), fits("Helen Brandtner"), scan.Other, "name", scan.Veto},
		{"capitals", robert(), fits("ROBERT WHITFEATHER"), scan.Match, "name", scan.For},
		{"last name first, comma", robert(), fits("Whitfeather, Robert J."), scan.Match, "middle", scan.For},
		{"last name first, no comma", robert(), fits("WHITFEATHER ROBERT J"), scan.Match, "middle", scan.For},
		{"first name first, stray comma", robert(), fits("Robert, Whitfeather"), scan.Match, "name", scan.For},
		{"title and degree", robert(), fits("Dr. Robert Whitfeather, MD"), scan.Match, "name", scan.For},
		{"nickname Bob", robert(), fits("Bob Whitfeather"), scan.Match, "name", scan.For},
		{"nickname in quotes", robert(), fits(`Robert "Bob" Whitfeather`), scan.Match, "name", scan.For},
		{"nickname only in quotes", robert(), fits(`Bucky "Rob" Whitfeather`), scan.Match, "name", scan.For},
		{"full name for a nickname", named("Bob", "", "Whitfeather"), fits("Robert Whitfeather"), scan.Match, "name", scan.For},
		{"two nicknames of one name", named("Bob", "", "Whitfeather"), fits("Rob Whitfeather"), scan.Match, "name", scan.For},
		{"Spanish nickname Pepe", named("José", "", "Iturralde"), fits("Pepe Iturralde"), scan.Match, "name", scan.For},
		{"Spanish nickname Lupe", named("Guadalupe", "", "Iturralde"), fits("Lupe Iturralde"), scan.Match, "name", scan.For},
		{"other spelling", named("Catherine", "", "Whitfeather"), fits("Kathryn Whitfeather"), scan.Match, "name", scan.For},
		{"nickname of another name", named("Robert", "", "Whitfeather"), fits("Bill Whitfeather"), scan.Other, "name", scan.Veto},
		{"initial for first name", robert(), fits("R Whitfeather"), scan.Match, "name", scan.For},
		{"initial with point and middle name", robert(), fits("R. James Whitfeather"), scan.Match, "middle", scan.For},
		{"another initial", robert(), fits("K Whitfeather"), scan.Other, "name", scan.Veto},
		{"initial for last name", robert(), aged("Robert W.", 42, at("Dayton", "OH")), scan.Possible, "name", scan.For},
		{"only initials", robert(), rec("R W", nil), scan.Other, "name", scan.Veto},
		{"last name only", robert(), aged("Whitfeather", 42, at("Dayton", "OH")), scan.Possible, "name", scan.For},
		{"common last name only", john(), aged("Smith", 42, at("Dayton", "OH")), scan.Possible, "name", scan.For},
		{"typo in last name", robert(), fits("Robert Whitfaether"), scan.Match, "name", scan.For},
		{"typo in first name", robert(), fits("Rboert Whitfeather"), scan.Match, "name", scan.For},
		{"typos in both", robert(), fits("Robrt Whitfether"), scan.Match, "name", scan.For},
		{"Mario is no Maria", named("Maria", "", "Iturralde"), fits("Mario Iturralde"), scan.Other, "name", scan.Veto},
		{"Martin is no Martinez", named("Luis", "", "Martinez"), fits("Luis Martin"), scan.Other, "name", scan.Veto},
		{"Gonzales for Gonzalez", named("Anselmo", "", "Gonzalez"), fits("Anselmo Gonzales"), scan.Match, "name", scan.For},
		{"accents left out", named("Zoë", "", "Brøndsted"), fits("ZOE BRONDSTED"), scan.Match, "name", scan.For},
		{"combining accents", named("José", "", "Nuñez"), fits("Jose\u0301 Nun\u0303ez"), scan.Match, "name", scan.For},
		{"sharp s", named("Anke", "", "Strauß"), fits("ANKE STRAUSS"), scan.Match, "name", scan.For},
		{"dotless i", named("Işıl", "", "Aydın"), fits("ISIL AYDIN"), scan.Match, "name", scan.For},
		{"apostrophe left out", named("Maeve", "", "O’Tierney"), fits("Maeve OTierney"), scan.Match, "name", scan.For},
		{"prefix set apart", named("Ian", "", "McTavish"), fits("Ian Mc Tavish"), scan.Match, "name", scan.For},
		{"particles left out", named("Ana", "", "de la Fuente"), fits("Ana Fuente"), scan.Match, "name", scan.For},
		{"particles run together", named("Jan", "", "van der Berg"), fits("Jan Vanderberg"), scan.Match, "name", scan.For},
		{"Cyrillic", named("Ольга", "", "Вересова"), fits("ВЕРЕСОВА ОЛЬГА"), scan.Match, "name", scan.For},
		{"Han without a space", named("伟", "", "王"), fits("王伟"), scan.Match, "name", scan.For},
		{"double first name run together", named("Mary Ann", "", "Whitfeather"), fits("Maryann Whitfeather"), scan.Match, "name", scan.For},
		{"first half of a double first name", named("Mary Ann", "", "Whitfeather"), fits("Mary Whitfeather"), scan.Match, "name", scan.For},
		{"hyphen in first name", named("Anne-Marie", "", "Whitfeather"), fits("Anne Marie Whitfeather"), scan.Match, "name", scan.For},
		{"hyphen added to last name", named("Jane", "", "Whitfeather"), fits("Jane Whitfeather-Jones"), scan.Match, "name", scan.For},
		{"hyphen, own name second", named("Jane", "", "Whitfeather"), fits("Jane Jones-Whitfeather"), scan.Match, "name", scan.For},
		{"half of a hyphened last name", named("Jane", "", "Whitfeather-Jones"), fits("Jane Whitfeather"), scan.Match, "name", scan.For},
		{"both last names", maria(), aged("Maria Garcia Lopez", 42, at("Austin", "TX")), scan.Match, "name", scan.For},
		{"first of two last names", maria(), aged("Maria Garcia", 42, at("Austin", "TX")), scan.Match, "name", scan.For},
		{"second of two last names", maria(), aged("Maria Lopez", 42, at("Austin", "TX")), scan.Match, "name", scan.For},
		{"last names in the other order", maria(), aged("Maria Lopez Garcia", 42, at("Austin", "TX")), scan.Match, "name", scan.For},
		{"former name", maria(), aged("Maria Quintanar", 42, at("Austin", "TX")), scan.Match, "name", scan.For},
		{"unknown married name", maria(), aged("Maria Brandtner", 42, at("Austin", "TX")), scan.Other, "name", scan.Veto},
		{"unknown married name, same phone", robert(), rec("Robert Brandtner", func(r *scan.Record) {
			r.Phones, r.Age = whole().Phones, scan.Years(42)
		}), scan.Possible, "name", scan.Against},
		{"name among aliases", robert(), alias, scan.Match, "name", scan.For},
		{"middle name as last name", named("Hilda", "Roddenby", "Clintock"), fits("Hilda Roddenby"), scan.Match, "name", scan.For},
	})
}

func TestMiddleNames(t *testing.T) {
	alias := robert()
	alias.Names = append(alias.Names, scan.Name{First: "Rex", Last: "Thunderhall", Kind: scan.AliasName})
	check(t, []judgement{
		{"same", robert(), fits("Robert James Whitfeather"), scan.Match, "middle", scan.For},
		{"initial fits", robert(), fits("Robert J Whitfeather"), scan.Match, "middle", scan.For},
		{"initial given, full on the page", named("Robert", "J", "Whitfeather"), fits("Robert James Whitfeather"), scan.Match, "middle", scan.For},
		{"missing", robert(), fits("Robert Whitfeather"), scan.Match, "middle", ""},
		{"another", robert(), fits("Robert Theodore Whitfeather"), scan.Other, "middle", scan.Veto},
		{"another initial", robert(), fits("Robert T Whitfeather"), scan.Possible, "middle", scan.Against},
		{"none given, one on the page", named("Robert", "", "Whitfeather"), fits("Robert Theodore Whitfeather"), scan.Match, "middle", ""},
		{"typo", robert(), fits("Robert Jmaes Whitfeather"), scan.Match, "middle", scan.For},
		{"goes by the middle name", robert(), fits("James Whitfeather"), scan.Match, "name", scan.For},
		{"first initial, middle name", robert(), fits("James R Whitfeather"), scan.Match, "middle", scan.For},
		{"goes by it and gave only that", named("James", "", "Whitfeather"), fits("R James Whitfeather"), scan.Match, "name", scan.For},
		{"former last name in the middle", maria(), aged("Maria Quintanar Garcia", 42, at("Austin", "TX")), scan.Match, "name", scan.For},
		{"initial of a former last name", maria(), aged("Maria Q Garcia", 42, at("Austin", "TX")), scan.Match, "middle", scan.For},
		{"another, hidden behind an alias", robert(), rec("Robert Theodore Whitfeather", func(r *scan.Record) {
			r.Aliases, r.Age = []string{"Robert Whitfeather"}, scan.Years(42)
		}), scan.Other, "middle", scan.Veto},
		{"another, on a former name", maria(), aged("Maria Teresa Quintanar", 42, at("Austin", "TX")), scan.Other, "middle", scan.Veto},
		{"an alias has its own", alias, fits("Rex Orlando Thunderhall"), scan.Match, "middle", ""},
		{"a last name in the middle", robert(), fits("Robert Hernandez Whitfeather"), scan.Match, "middle", scan.Against},
	})
}

func TestGenerations(t *testing.T) {
	tulsa := at("Tulsa", "OK")
	check(t, []judgement{
		{"same", thomas(), aged("Thomas Okonjo Jr", 36, tulsa), scan.Match, "suffix", scan.For},
		{"same, after a comma", thomas(), aged("Okonjo, Thomas A, Jr.", 36, tulsa), scan.Match, "suffix", scan.For},
		{"same, other notation", thomas(), aged("Thomas Okonjo II", 36, tulsa), scan.Match, "suffix", scan.For},
		{"page says Sr", thomas(), aged("Thomas Okonjo Sr", 36, tulsa), scan.Other, "suffix", scan.Veto},
		{"page says III", thomas(), aged("Thomas A Okonjo III", 36, tulsa), scan.Other, "suffix", scan.Veto},
		{"page says none", thomas(), aged("Thomas Okonjo", 36, tulsa), scan.Match, "suffix", ""},
		{"father by age", thomas(), aged("Thomas Okonjo", 63, tulsa), scan.Other, "age", scan.Veto},
		{"subject has none, page says Jr", named("Robert", "", "Whitfeather"), rec("Robert Whitfeather Jr", func(r *scan.Record) {
			r.Addresses = []scan.Address{at("Dayton", "OH")}
		}), scan.Possible, "suffix", scan.Against},
		{"subject has none, page says Sr", robert(), fits("Robert Whitfeather Sr"), scan.Possible, "suffix", scan.Against},
		{"subject has none, page says Jr, age is off", robert(), aged("Robert Whitfeather Jr", 38), scan.Other, "suffix", scan.Veto},
		{"written into the last name", &scan.Subject{Names: []scan.Name{{First: "Thomas", Last: "Okonjo Jr."}}},
			rec("Thomas Okonjo Sr", nil), scan.Other, "suffix", scan.Veto},
	})
}

func TestAges(t *testing.T) {
	page := func(r scan.Record) scan.Record {
		r.Name, r.Addresses = "Robert Whitfeather", []scan.Address{at("Dayton", "OH")}
		return r
	}
	check(t, []judgement{
		{"a year off", robert(), aged("Robert Whitfeather", 43), scan.Match, "age", scan.For},
		{"two years off", robert(), page(scan.Record{Age: scan.Years(40)}), scan.Match, "age", scan.For},
		{"two years off and nothing else", robert(), aged("Robert Whitfeather", 40), scan.Possible, "age", scan.For},
		{"three years off", robert(), page(scan.Record{Age: scan.Years(45)}), scan.Match, "age", scan.Against},
		{"five years off", robert(), page(scan.Record{Age: scan.Years(47)}), scan.Possible, "age", scan.Against},
		{"six years off", robert(), page(scan.Record{Age: scan.Years(48)}), scan.Other, "age", scan.Veto},
		{"far off", robert(), page(scan.Record{Age: scan.Years(67)}), scan.Other, "age", scan.Veto},
		{"band around", robert(), page(scan.Record{Age: scan.Age{Low: 40, High: 49}}), scan.Match, "age", scan.For},
		{"band apart", robert(), page(scan.Record{Age: scan.Age{Low: 50, High: 59}}), scan.Other, "age", scan.Veto},
		{"birth date", robert(), rec("Robert Whitfeather", func(r *scan.Record) { r.Born = born(1984, 3, 12) }), scan.Match, "age", scan.For},
		{"birth year", robert(), rec("Robert Whitfeather", func(r *scan.Record) { r.Born = born(1984, 0, 0) }), scan.Match, "age", scan.For},
		{"day and month changed about", robert(), rec("Robert Whitfeather", func(r *scan.Record) { r.Born = born(1984, 12, 3) }), scan.Match, "age", scan.For},
		{"another day of the year", robert(), rec("Robert Whitfeather", func(r *scan.Record) { r.Born = born(1984, 8, 30) }), scan.Possible, "age", scan.Against},
		{"another birth year", robert(), page(scan.Record{Born: born(1959, 0, 0)}), scan.Other, "age", scan.Veto},
		{"birth date fits, age does not", robert(), page(scan.Record{Born: born(1984, 3, 12), Age: scan.Years(70)}), scan.Other, "age", scan.Veto},
		{"no birth date given", &scan.Subject{Names: robert().Names}, aged("Robert Whitfeather", 70), scan.Possible, "age", ""},
		{"impossible age", robert(), page(scan.Record{Age: scan.Years(-3)}), scan.Match, "age", ""},
		{"age of a thousand", robert(), page(scan.Record{Age: scan.Years(1000)}), scan.Match, "age", ""},
	})
}

func TestPlacesAndContacts(t *testing.T) {
	page := func(a scan.Address) scan.Record {
		return scan.Record{Name: "John Smith", Addresses: []scan.Address{a}}
	}
	housed := john()
	housed.Addresses = robert().Addresses
	reach := john()
	reach.Phones, reach.Emails, reach.Relatives = robert().Phones, robert().Emails, robert().Relatives
	check(t, []judgement{
		{"street, other notation", housed, page(scan.Address{Street: "12 Elm St", City: "DAYTON", State: "Ohio"}), scan.Match, "street", scan.For},
		{"another number", housed, page(scan.Address{Street: "14 Elm St", City: "Dayton", State: "OH"}), scan.Possible, "street", scan.For},
		{"same street in another state", housed, page(scan.Address{Street: "12 Elm St", City: "Salem", State: "OR"}), scan.Possible, "street", scan.For},
		{"ZIP code", housed, page(scan.Address{Zip: "45402-1234"}), scan.Possible, "place", scan.For},
		{"ZIP of zeros", housed, page(scan.Address{Zip: "00000"}), scan.Possible, "place", ""},
		{"typo in the city", robert(), rec("Robert Whitfeather", func(r *scan.Record) { r.Addresses = []scan.Address{at("Daytom", "OH")} }), scan.Match, "place", scan.For},
		{"Saint and St.", func() *scan.Subject { s := robert(); s.Addresses = []scan.Address{at("Saint Paul", "MN")}; return s }(),
			rec("Robert Whitfeather", func(r *scan.Record) { r.Addresses = []scan.Address{at("St. Paul", "Minnesota")} }), scan.Match, "place", scan.For},
		{"two towns in common", robert(), scan.Record{Name: "R Whitfeather", Addresses: []scan.Address{at("Austin", "TX"), at("Dayton", "OH")}}, scan.Possible, "place", scan.For},
		{"same city name in another state", robert(), rec("Robert Whitfeather", func(r *scan.Record) { r.Addresses = []scan.Address{at("Dayton", "TN")} }), scan.Possible, "place", scan.Against},
		{"phone with country code", reach, rec("John Smith", func(r *scan.Record) { r.Phones = []string{"001 (937) 555-0142"} }), scan.Match, "phone", scan.For},
		{"phone with extension", reach, rec("John Smith", func(r *scan.Record) { r.Phones = []string{"937.555.0142 x12"} }), scan.Match, "phone", scan.For},
		{"masked phone", reach, rec("John Smith", func(r *scan.Record) { r.Phones = []string{"(937) 555-XXXX"} }), scan.Possible, "phone", scan.For},
		{"another phone", reach, rec("John Smith", func(r *scan.Record) { r.Phones = []string{"937-555-0199"} }), scan.Possible, "phone", ""},
		{"e-mail", reach, rec("John Smith", func(r *scan.Record) { r.Emails = []string{" Robert.Whitfeather@EXAMPLE.org"} }), scan.Match, "email", scan.For},
		{"e-mail with a tag", reach, rec("John Smith", func(r *scan.Record) { r.Emails = []string{"robert.whitfeather+shop@example.org"} }), scan.Match, "email", scan.For},
		{"another e-mail", reach, rec("John Smith", func(r *scan.Record) { r.Emails = []string{"jsmith@example.org"} }), scan.Possible, "email", ""},
		{"relative", robert(), rec("Robert Whitfeather", func(r *scan.Record) { r.Relatives = []string{"BRANDTNER, CARL"} }), scan.Match, "relatives", scan.For},
		{"relative, common name", reach, rec("John Smith", func(r *scan.Record) { r.Relatives = []string{"Carl Brandtner"} }), scan.Possible, "relatives", scan.For},
		{"other relatives", robert(), rec("Robert Whitfeather", func(r *scan.Record) { r.Relatives = []string{"Olga Novotna"} }), scan.Possible, "relatives", ""},
	})
}

func TestHostileRecords(t *testing.T) {
	long := make([]byte, 1<<20)
	for i := range long {
		long[i] = "ab ,-\"'"[i%7]
	}
	many := make([]string, 100_000)
	for i := range many {
		many[i] = "Robert Whitfeather"
	}
	check(t, []judgement{
		{"a megabyte of name", robert(), rec(string(long), nil), scan.Other, "name", scan.Veto},
		{"no letters", robert(), fits("---,,,\"\"''()"), scan.Possible, "name", scan.For},
		{"broken UTF-8", robert(), fits("Robert \xff\xfe Whitfeather"), scan.Match, "name", scan.For},
		{"invisible letters", robert(), fits("Rob\u200bert\u00a0Whit\u00adfeather"), scan.Match, "name", scan.For},
		{"only a suffix", robert(), fits("Jr"), scan.Possible, "name", scan.For},
		{"markup", robert(), fits("<script>alert(1)</script>"), scan.Other, "name", scan.Veto},
		{"a hundred thousand aliases", robert(), rec("Jane Doering", func(r *scan.Record) { r.Aliases, r.Relatives = many, many }), scan.Possible, "name", scan.For},
		{"a subject without anything", &scan.Subject{}, whole(), scan.Other, "name", scan.Veto},
	})
}
