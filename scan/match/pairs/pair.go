package pairs

import (
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// Pair is one line of a pairs file.
type Pair struct {
	ID        string    `json:"id"`
	Set       string    `json:"set"`  // the collection it is from; may be blank
	Kind      string    `json:"kind"` // how it came about, such as namesake; may be blank
	AsOf      string    `json:"asof"` // day of the page, as 2024-01-31
	Profile   Profile   `json:"profile"`
	Candidate Candidate `json:"candidate"`
	Label     string    `json:"label"` // match, nomatch, possible, or blank where nobody knows
}

// Profile is what a user tells about themself.
type Profile struct {
	Names     []Name    `json:"names"`
	BirthYear int       `json:"birth_year"`
	DOB       string    `json:"dob"` // as 1984-03-12
	Addresses []Address `json:"addresses"`
	Phones    []string  `json:"phones"`
	Emails    []string  `json:"emails"`
	Relatives []string  `json:"relatives"`
}

// Name is a name in parts, or in full.
type Name struct {
	First  string `json:"first"`
	Middle string `json:"middle"`
	Last   string `json:"last"`
	Suffix string `json:"suffix"`
	Full   string `json:"full"`
	Native string `json:"native"` // in another script
	Type   string `json:"type"`   // current, former, alias
}

// Candidate is what a page shows.
type Candidate struct {
	Name      string    `json:"name"`
	Aliases   []string  `json:"aliases"`
	Age       Age       `json:"age"`
	Born      string    `json:"born"` // as 1984, 1984-03 or 1984-03-12
	Locations []Address `json:"locations"`
	Addresses []Address `json:"addresses"`
	Phones    []string  `json:"phones"`
	Emails    []string  `json:"emails"`
	Relatives []string  `json:"relatives"`
}

// Address is a postal address, as much of it as is known.
type Address struct {
	Street string `json:"street"`
	City   string `json:"city"`
	State  string `json:"state"`
	Zip    string `json:"zip"`
}

// Subject is the profile as the matcher reads it.
func (p *Pair) Subject() *scan.Subject {
	s := &scan.Subject{Phones: p.Profile.Phones, Emails: p.Profile.Emails, Relatives: p.Profile.Relatives}
	for _, n := range p.Profile.Names {
		s.Names = append(s.Names, n.read()...)
	}
	if s.Born.UnmarshalText([]byte(p.Profile.DOB)) != nil || s.Born.IsZero() {
		s.Born = scan.Born{Year: p.Profile.BirthYear}
	}
	for _, a := range p.Profile.Addresses {
		s.Addresses = append(s.Addresses, a.read())
	}
	return s
}

// read gives the name, and the one in another script beside it.
func (n Name) read() []scan.Name {
	name := scan.Name{First: n.First, Middle: n.Middle, Last: n.Last, Suffix: n.Suffix}
	switch n.Type {
	case "former":
		name.Kind = scan.FormerName
	case "alias":
		name.Kind = scan.AliasName
	}
	var out []scan.Name
	if n.First+n.Last != "" {
		out = append(out, name)
	}
	for _, full := range []string{n.Full, n.Native} {
		if full != "" {
			first, middle, last := split(full)
			out = append(out, scan.Name{First: first, Middle: middle, Last: last, Kind: name.Kind})
		}
	}
	return out
}

// split takes the first word of a full name for the first name and the last
// word for the last.
func split(full string) (first, middle, last string) {
	if before, after, ok := strings.Cut(full, ","); ok && strings.TrimSpace(after) != "" {
		first, middle, _ = strings.Cut(strings.TrimSpace(after), " ")
		return first, middle, before
	}
	w := strings.Fields(full)
	switch len(w) {
	case 0:
		return "", "", ""
	case 1:
		return w[0], "", ""
	}
	return w[0], strings.Join(w[1:len(w)-1], " "), w[len(w)-1]
}

func (a Address) read() scan.Address {
	return scan.Address{Street: a.Street, City: a.City, State: a.State, Zip: a.Zip}
}

// Record is the candidate as a page's reader gives it. Streets stand beside
// the places of the list, which say no more.
func (p *Pair) Record() scan.Record {
	c := &p.Candidate
	r := scan.Record{Name: c.Name, Aliases: c.Aliases, Phones: c.Phones, Emails: c.Emails, Relatives: c.Relatives}
	r.Age = scan.Age(c.Age)
	if r.Born.UnmarshalText([]byte(c.Born)) != nil {
		r.Born = scan.Born{}
	}
	for _, a := range c.Locations {
		r.Addresses = append(r.Addresses, a.read())
	}
	for _, a := range c.Addresses {
		r.Addresses = append(r.Addresses, a.read())
	}
	return r
}

// Day is the day of the page; the zero day where it is not given.
func (p *Pair) Day() brokers.Date {
	var b scan.Born
	if b.UnmarshalText([]byte(p.AsOf)) != nil || b.Day == 0 {
		return brokers.Date{}
	}
	return brokers.Date{Year: b.Year, Month: b.Month, Day: b.Day}
}
