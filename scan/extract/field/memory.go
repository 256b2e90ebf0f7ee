package field

import (
	"slices"
	"strings"

	"github.com/whohasme/whohasme/scan"
)

// Memory reads names like [Name] and [People], places and ages, and remembers
// what it read: the records of a page repeat their towns, their ages, their
// buttons and notes, and those take longest to read. The zero value is ready; it is not safe for concurrent use.
type Memory struct {
	names  map[string]nameRead
	people map[string][]string
	single map[string][]string // of whole texts
	places map[string][]scan.Address
	ages   map[string]ageRead
}

type ageRead struct {
	country string
	age     scan.Age
	born    scan.Born
}

type nameRead struct {
	name   string
	veiled bool
}

// maxRemembered is the longest text that is remembered, in bytes.
const maxRemembered = 200

// Name is the function of that name.
func (m *Memory) Name(text string) (name string, veiled bool) {
	if plainName(text) || quickInverted(text) {
		return text, false
	}
	if r, known := m.names[text]; known {
		return r.name, r.veiled
	}
	name, veiled = fullName(text)
	if len(text) <= maxRemembered {
		if m.names == nil {
			m.names = map[string]nameRead{}
		}
		m.names[text] = nameRead{name, veiled}
	}
	return name, veiled
}

// People is the function of that name, for a text that is no single name.
func (m *Memory) People(text string) []string {
	if list, ok := quickPeople(text); ok {
		return list
	}
	if list, known := m.people[text]; known {
		return slices.Clone(list)
	}
	list := fullPeople(text, false)
	if len(text) <= maxRemembered {
		if m.people == nil {
			m.people = map[string][]string{}
		}
		m.people[text] = slices.Clone(list)
	}
	return list
}

// AppendPeople is the function of that name.
func (m *Memory) AppendPeople(list []string, text string, whole bool) []string {
	if plainName(text) && alonePerson(text) || whole && quickInverted(text) {
		return append(list, text)
	}
	if !whole {
		return append(list, m.People(text)...)
	}
	read, known := m.single[text]
	if !known {
		read = People(text, true)
		if len(text) <= maxRemembered {
			if m.single == nil {
				m.single = map[string][]string{}
			}
			m.single[text] = read
		}
	}
	return append(list, read...)
}

// AppendAddresses is the function of that name.
func (m *Memory) AppendAddresses(list []scan.Address, text string) []scan.Address {
	if strings.IndexByte(text, '\n') < 0 && len(text) < 2000 {
		if more, ok := quickLine(list, text); ok {
			return more
		}
	}
	read, known := m.places[text]
	if !known {
		read = Addresses(text)
		if len(text) <= maxRemembered {
			if m.places == nil {
				m.places = map[string][]scan.Address{}
			}
			m.places[text] = read
		}
	}
	return append(list, read...)
}

// Age is the function of that name.
func (m *Memory) Age(text, country string) (scan.Age, scan.Born) {
	if a, ok := quickAge(text); ok {
		return a, scan.Born{}
	}
	r, known := m.ages[text]
	if !known || r.country != country {
		r.country = country
		r.age, r.born = fullAge(text, country)
		if len(text) <= maxRemembered {
			if m.ages == nil {
				m.ages = map[string]ageRead{}
			}
			m.ages[text] = r
		}
	}
	return r.age, r.born
}
