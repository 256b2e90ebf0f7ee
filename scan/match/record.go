package match

import (
	"slices"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/match/spelling"
)

// most is how many entries of any list of a page are read: more is not a person
// but a fault, and must not cost time.
const most = 100

func few[T any](list []T) []T { return list[:min(len(list), most)] }

// Record is a record of a page, read once to be compared with many subjects.
type Record struct {
	names     []pageName // the headline, then aliases
	couple    bool       // the headline names two people
	age       scan.Age
	born      scan.Born
	places    []place
	streets   []street
	phones    []contact
	emails    []contact
	relatives []pageName
}

// Read takes the texts of a record apart.
func Read(r scan.Record) *Record {
	p := &Record{age: r.Age, born: r.Born}
	p.names = make([]pageName, 0, 1+len(few(r.Aliases)))
	p.couple = p.addName(r.Name)
	for _, a := range few(r.Aliases) {
		p.addName(a)
	}
	if n := len(few(r.Addresses)); n > 0 {
		p.places = make([]place, 0, n)
	}
	for _, a := range few(r.Addresses) {
		a, _ = splitLine(a)
		at := readPlace(a)
		if at.city+at.state+at.zip != "" {
			p.places = append(p.places, at)
		}
		if st := readStreet(a, at); st.name != "" {
			p.streets = append(p.streets, st)
		}
	}
	p.phones = readContacts(few(r.Phones), nil, readPhone)
	p.emails = readContacts(few(r.Emails), nil, readEmail)
	if n := len(few(r.Relatives)); n > 0 {
		p.relatives = make([]pageName, 0, n)
	}
	for _, n := range few(r.Relatives) {
		p.relatives = append(p.relatives, readPageName(n))
	}
	// The order of aliases carries nothing.
	slices.SortStableFunc(p.names[1:], func(a, b pageName) int { return slices.CompareFunc(a.words, b.words, byText) })
	return p
}

// addName adds the name of one, or those of two, and reports whether it was two.
func (p *Record) addName(name string) bool {
	name = spelling.Fold(name)
	if one, other, ok := couple(name); ok {
		p.names = append(p.names, readPageName(one), readPageName(other))
		return true
	}
	p.names = append(p.names, readPageName(name))
	return false
}

func byText(a, b word) int {
	switch {
	case a.text < b.text:
		return -1
	case a.text > b.text:
		return 1
	}
	return 0
}
