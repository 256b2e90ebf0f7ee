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
	var once reader
	p := &Record{}
	once.head(p, &r)
	once.body(p, &r)
	return p
}

// reader takes records apart. One with maps keeps what it has read: lists print
// the same names and towns again and again.
type reader struct {
	names  map[string]pageName
	places map[scan.Address]place // without streets
}

// keeps is how many texts of a kind a reader remembers.
const keeps = 512

// head reads the names of a record.
func (k *reader) head(p *Record, r *scan.Record) {
	p.age, p.born = r.Age, r.Born
	p.names = make([]pageName, 0, 1+len(few(r.Aliases)))
	p.couple = k.addName(p, r.Name)
	for _, a := range few(r.Aliases) {
		k.addName(p, a)
	}
	// The order of aliases carries nothing.
	slices.SortStableFunc(p.names[1:], func(a, b pageName) int { return slices.CompareFunc(a.words, b.words, byText) })
}

// body reads all the rest.
func (k *reader) body(p *Record, r *scan.Record) {
	if n := len(few(r.Addresses)); n > 0 {
		p.places = make([]place, 0, n)
	}
	for _, a := range few(r.Addresses) {
		a, _ = splitLine(a)
		at := k.place(a)
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
		p.relatives = append(p.relatives, k.name(n))
	}
}

// addName adds the name of one, or those of two, and reports whether it was two.
func (k *reader) addName(p *Record, name string) bool {
	name = spelling.Fold(name)
	if one, other, ok := couple(name); ok {
		p.names = append(p.names, k.name(one), k.name(other))
		return true
	}
	p.names = append(p.names, k.name(name))
	return false
}

func (k *reader) name(s string) pageName {
	return recall(k.names, s, readPageName)
}

func (k *reader) place(a scan.Address) place {
	a.Street = "" // no part of a place
	return recall(k.places, a, readPlace)
}

// recall reads a text, or remembers what the same read as before; without a
// map it reads.
func recall[T comparable, V any](kept map[T]V, text T, read func(T) V) V {
	if kept == nil {
		return read(text)
	}
	v, ok := kept[text]
	if !ok {
		if len(kept) >= keeps {
			clear(kept)
		}
		v = read(text)
		kept[text] = v
	}
	return v
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
