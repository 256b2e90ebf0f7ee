package field

import "slices"

// Memory reads names like [Name] and [People], and remembers what it read: the
// records of a page repeat their buttons and notes, and those take longest to
// read. The zero value is ready; it is not safe for concurrent use.
type Memory struct {
	names  map[string]nameRead
	people map[string][]string
}

type nameRead struct {
	name   string
	veiled bool
}

// maxRemembered is the longest text that is remembered, in bytes.
const maxRemembered = 200

// Name is the function of that name.
func (m *Memory) Name(text string) (name string, veiled bool) {
	if plainName(text) {
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
