package match

import (
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// Everybody here is invented. Pages are of this day.
var day = brokers.Date{Year: 2026, Month: time.November, Day: 21}

func born(y, m, d int) scan.Born { return scan.Born{Year: y, Month: time.Month(m), Day: d} }

func at(city, state string) scan.Address { return scan.Address{City: city, State: state} }

// robert is 42 and bears an unusual name.
func robert() *scan.Subject {
	return &scan.Subject{
		Names: []scan.Name{{First: "Robert", Middle: "James", Last: "Whitfeather"}},
		Born:  born(1984, 3, 12),
		Addresses: []scan.Address{
			{Street: "12 N. Elm Street, Apt 4", City: "Dayton", State: "OH", Zip: "45402"},
			{City: "Austin", State: "TX"},
		},
		Phones:    []string{"+1 937 555 0142"},
		Emails:    []string{"robert.whitfeather@example.org"},
		Relatives: []string{"Helen Whitfeather", "Carl Brandtner"},
	}
}

// john bears the commonest name of all and is 41 or 42.
func john() *scan.Subject {
	return &scan.Subject{
		Names:     []scan.Name{{First: "John", Last: "Smith"}},
		Born:      scan.Born{Year: 1984},
		Addresses: []scan.Address{at("Dayton", "OH")},
	}
}

// maria has two last names, a former one and safe facts.
func maria() *scan.Subject {
	return &scan.Subject{
		Names: []scan.Name{
			{First: "Maria", Middle: "Elena", Last: "García López"},
			{First: "Maria", Last: "Quintanar", Kind: scan.FormerName},
		},
		Born:      born(1984, 3, 12),
		Addresses: []scan.Address{at("Austin", "TX")},
		Safe: scan.Safe{
			Names:     []scan.Name{{First: "Elena", Last: "Vanterpool"}},
			Addresses: []scan.Address{{Street: "7 Quiet Lane", City: "Boise", State: "ID", Zip: "83702"}},
			Phones:    []string{"208-555-0111"},
			Emails:    []string{"hidden.elena@example.org"},
		},
	}
}

// thomas is the younger of two of his name.
func thomas() *scan.Subject {
	return &scan.Subject{
		Names:     []scan.Name{{First: "Thomas", Middle: "A", Last: "Okonjo", Suffix: "Jr"}},
		Born:      born(1990, 6, 1),
		Addresses: []scan.Address{{Street: "5 Oak Ave", City: "Tulsa", State: "OK"}},
	}
}

// named is a subject of whom only the name, a birth year and a town are known.
func named(first, middle, last string) *scan.Subject {
	return &scan.Subject{
		Names:     []scan.Name{{First: first, Middle: middle, Last: last}},
		Born:      born(1984, 3, 12),
		Addresses: []scan.Address{at("Dayton", "OH")},
	}
}

// fits is a record that agrees with named on everything but, perhaps, the name.
func fits(name string) scan.Record {
	return scan.Record{Name: name, Age: scan.Years(42), Addresses: []scan.Address{at("Dayton", "OH")}}
}

// whole is a record that agrees with robert on everything.
func whole() scan.Record {
	return scan.Record{
		Name: "Robert James Whitfeather", Aliases: []string{"Bob Whitfeather"}, Age: scan.Years(42), Born: born(1984, 3, 12),
		Addresses: []scan.Address{{Street: "12 N Elm St #4", City: "Dayton", State: "OH", Zip: "45402"}, at("Austin", "TX")},
		Phones:    []string{"(937) 555-0142"}, Emails: []string{"robert.whitfeather@example.org"},
		Relatives: []string{"Helen Whitfeather", "Carl Brandtner"},
	}
}

// rank orders verdicts from other to match.
func rank(v scan.Verdict) int {
	return map[scan.Verdict]int{scan.Other: 0, scan.Possible: 1, scan.Match: 2}[v]
}

func reasonFor(j scan.Judged, field string) scan.Reason {
	for _, r := range j.Reasons {
		if r.Field == field {
			return r
		}
	}
	return scan.Reason{}
}
