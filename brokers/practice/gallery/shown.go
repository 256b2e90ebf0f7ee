package gallery

import (
	"slices"
	"strings"
)

// Shown is what a page says of one person, in plain values. What a page masks
// or leaves out is empty here.
type Shown struct {
	Name      string
	Aliases   []string
	Low, High int    // age in years; equal for one number, both 0 where no age stands
	Born      string // "1979", "1979-03" or "1979-03-12"
	Addresses []Address
	Phones    []string // E.164
	Emails    []string
	Relatives []string
	URL       string // absolute, without tracking parameters
}

// Address is a place as a page gives it.
type Address struct {
	Street, City string
	State        string // postal code of a state or province; empty in Britain
	Zip          string
	Country      string // US, CA or GB
}

// Fields are the names of the fields of a record that a definition can read,
// with a value in this one.
func (s Shown) Fields() []string {
	var list []string
	for _, f := range []struct {
		name string
		has  bool
	}{
		{"name", s.Name != ""}, {"age", s.High > 0}, {"born", s.Born != ""}, {"addresses", len(s.Addresses) > 0},
		{"aliases", len(s.Aliases) > 0}, {"relatives", len(s.Relatives) > 0}, {"phones", len(s.Phones) > 0},
		{"emails", len(s.Emails) > 0}, {"profile_url", s.URL != ""},
	} {
		if f.has {
			list = append(list, f.name)
		}
	}
	return list
}

// only keeps the fields that a kind of page shows.
func (s Shown) only(fields string) Shown {
	list := strings.Fields(fields)
	keep := func(f string) bool { return slices.Contains(list, f) }
	out := Shown{Name: s.Name}
	if keep("age") {
		out.Low, out.High = s.Low, s.High
	}
	if keep("born") {
		out.Born = s.Born
	}
	switch {
	case keep("addresses"):
		out.Addresses = s.Addresses
	case keep("place"):
		out.Addresses = s.Addresses[:min(1, len(s.Addresses))]
	}
	if keep("aliases") {
		out.Aliases = s.Aliases
	}
	if keep("relatives") {
		out.Relatives = s.Relatives
	}
	if keep("phones") {
		out.Phones = s.Phones
	}
	if keep("emails") {
		out.Emails = s.Emails
	}
	if keep("url") {
		out.URL = s.URL
	}
	return out
}
