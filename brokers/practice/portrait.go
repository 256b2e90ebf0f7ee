package practice

import "strconv"

// portraits are how each site shows the subject. Unlike all other people the
// subject is not left to chance, so that every world has a record that an
// honest look must recognise, one that it can only hold possible, and a site
// where the subject is not.
var portraits = map[string]func(*press, *Person) *record{
	"practice-cards":   cardsPortrait,
	"practice-table":   barePortrait,
	"practice-paged":   formerPortrait,
	"practice-profile": profilePortrait,
	"practice-claimer": claimerPortrait,
	"practice-form":    cardsPortrait,
	"practice-script":  cardsPortrait,

	"practice-shadow":   cardsPortrait,
	"practice-closed":   cardsPortrait,
	"practice-declared": cardsPortrait,
	"practice-framed":   cardsPortrait,
	"practice-outside":  cardsPortrait,
}

// base shows everything truly, with the middle name as given.
func (p *press) base(s *Person, shown Name, also ...Name) *record {
	q := &press{World: p.World, Rand: p.Rand, habits: p.gentle()}
	q.noMiddle, q.initial, q.maskPhone = 0, 0, 0
	r := q.record(s)
	r.Name = p.style(shown, p.lastFirst)
	r.keys, r.Aliases = append(keys(s.Name()), keys(shown)...), nil
	for _, n := range also {
		r.Aliases = append(r.Aliases, p.style(n, false))
		r.keys = append(r.keys, keys(n)...)
	}
	r.Age = strconv.Itoa(s.Age(p.Day))
	return r
}

func initialOf(s string) string { return string([]rune(s)[:1]) }

// cardsPortrait: middle initial, right age, all places, former name as alias.
func cardsPortrait(p *press, s *Person) *record {
	n, before := s.Name(), s.Names[1]
	n.Middle, before.Middle = initialOf(n.Middle), ""
	return p.base(s, n, before)
}

// barePortrait: initial, surname and state. Others in the state fit it too.
func barePortrait(p *press, s *Person) *record {
	n := Name{First: initialOf(s.Name().First), Last: s.Name().Last}
	r := p.base(s, n)
	r.Age, r.Born, r.Phones, r.Emails, r.Kin, r.Past = "", "", nil, nil, nil, nil
	r.Now = Address{State: s.Addresses[0].State}
	return r
}

// formerPortrait: listed under the former name, a year too young, and far
// down the list.
func formerPortrait(p *press, s *Person) *record {
	n, before := s.Name(), s.Names[1]
	n.Middle, n.Suffix, before.Middle = "", "", initialOf(before.Middle)
	r := p.base(s, before, n)
	r.Age = strconv.Itoa(s.Age(p.Day) - 1)
	r.rank = 2
	return r
}

// profilePortrait: no middle name and no suffix in the list; the rest stands
// on the page behind it.
func profilePortrait(p *press, s *Person) *record {
	n := s.Name()
	n.Middle, n.Suffix = "", ""
	return p.base(s, n, s.Names[1])
}

// claimerPortrait: full middle name, the last move but one left out.
func claimerPortrait(p *press, s *Person) *record {
	r := p.base(s, s.Name())
	r.Past = r.Past[1:]
	return r
}
