package practice

import "strings"

// cast are the people around the subject who make the subject hard to tell
// from others.
type cast struct {
	generation *Person   // a parent of the same name, at an address they shared
	near       *Person   // a namesake in the same state, of another age
	far        *Person   // a namesake in another state, of quite another age
	spouse     *Person   // lives with the subject
	initials   []*Person // bear the surname and another first name with the same initial
}

// castSubject draws the subject and their cast. All surnames and former
// surnames used here are kept from the rest of the world.
func (b *builder) castSubject() {
	s := b.drawSubject()
	b.castSpouse(s)
	b.castGeneration(s)
	b.cast.near = b.castNamesake(s, pick(b.Rand, townsElsewhere(s)), s.Age(b.Day)+b.away(14, 19))
	b.cast.far = b.castNamesake(s, pick(b.Rand, farTowns), s.Age(b.Day)+24+b.IntN(6))
	b.castInitials(s)
	relate(s, b.cast.spouse, b.cast.generation)
}

// farTowns are in states where neither the subject nor anybody of the
// subject's family ever lived.
var farTowns = append(append(townsIn("FL"), townsIn("GA")...), townsIn("NY")...)

var earlierTowns = append(append(townsIn("OH"), townsIn("CO")...), townsIn("WA")...)

// townsElsewhere are the Californian towns where a person never lived.
func townsElsewhere(p *Person) []town {
	var list []town
	for _, t := range townsIn("CA") {
		lived := false
		for _, a := range p.Addresses {
			lived = lived || a.City == t.city
		}
		if !lived {
			list = append(list, t)
		}
	}
	return list
}

// away draws a difference between low and high, in either direction.
func (b *builder) away(low, high int) int {
	d := low + b.IntN(high-low+1)
	if b.chance(0.5) {
		return -d
	}
	return d
}

// drawSubject adds the subject: living in California, before that in another
// state, known by a former name and by a short form of the first name.
func (b *builder) drawSubject() *Person {
	s := &Person{Sex: b.sex(), Born: b.born(38 + b.IntN(12)), Household: b.newHousehold()}
	firsts := subjectFemale
	if s.Sex == Male {
		firsts = subjectMale
	}
	now := Name{First: pick(b.Rand, firsts), Last: pick(b.Rand, rareSurnames), Kind: "current"}
	now.Middle = b.middleUnlike(s.Sex, now.First[:1])
	if s.Sex == Male {
		now.Suffix = "Jr"
	}
	before := Name{First: now.First, Middle: now.Middle, Last: pick(b.Rand, formerSurnames), Kind: "former"}
	s.Names = []Name{now, before}

	ca := townsIn("CA")
	moved, came := b.Day.Year-3-b.IntN(4), b.Day.Year-9-b.IntN(4)
	i := 1 + b.IntN(len(ca)-1) // not Los Angeles, where a control looks
	j := 1 + b.IntN(len(ca)-2)
	if j >= i {
		j++
	}
	s.Addresses = []Address{
		b.address(ca[i], moved, 0),
		b.address(ca[j], came, moved),
		b.address(pick(b.Rand, earlierTowns), came-6, came),
	}
	b.subject = b.add(s)
	b.roles[s.ID] = "subject"
	return s
}

// middleUnlike draws a middle name that begins with none of the letters.
func (b *builder) middleUnlike(s Sex, letters string) string {
	for {
		m := b.first(s)
		if !strings.Contains(letters, m[:1]) {
			return m
		}
	}
}

func (b *builder) castSpouse(s *Person) {
	sex := Male
	if s.Sex == Male {
		sex = Female
	}
	n := b.name(sex, s.Name().Last)
	for n.First[:1] == s.Name().First[:1] {
		n.First = b.first(sex)
	}
	p := &Person{Sex: sex, Names: []Name{n}, Born: b.born(s.Age(b.Day) + b.away(1, 4)), Household: s.Household}
	p.Addresses = append([]Address{}, s.Addresses[:2]...)
	p.Phones = append([]string{}, s.Phones[:1]...)
	b.cast.spouse = b.add(p)
	b.roles[p.ID] = "family"
}

// castGeneration adds the parent of the same name: a father called Senior, or
// a mother-in-law with the same first name, who shared the subject's earlier
// Californian address and still lives there.
func (b *builder) castGeneration(s *Person) {
	n := s.Name()
	if s.Sex == Male {
		n.Suffix = "Sr"
	} else {
		n.Middle = b.middleUnlike(s.Sex, n.First[:1]+n.Middle[:1])
	}
	p := &Person{Sex: s.Sex, Names: []Name{n}, Born: b.born(s.Age(b.Day) + 24 + b.IntN(5)), Household: s.Household}
	home := s.Addresses[1]
	home.From, home.To = home.From-12, 0
	p.Addresses = []Address{home}
	b.cast.generation = b.add(p)
	b.roles[p.ID] = "generation"
}

// castNamesake adds somebody with the subject's first and last name and
// another middle name, town and age.
func (b *builder) castNamesake(s *Person, t town, age int) *Person {
	n := Name{First: s.Name().First, Last: s.Name().Last, Kind: "current"}
	n.Middle = b.middleUnlike(s.Sex, n.First[:1]+s.Name().Middle[:1]+b.cast.generation.Name().Middle[:1])
	p := &Person{Sex: s.Sex, Names: []Name{n}, Born: b.born(age), Household: b.newHousehold()}
	p.Addresses = []Address{b.address(t, b.Day.Year-2-b.IntN(6), 0)}
	b.add(p)
	b.roles[p.ID] = "namesake"
	return p
}

// castInitials adds people for whom "E. Varrowick, CA" could stand as well.
func (b *builder) castInitials(s *Person) {
	for i := range 6 {
		sex := b.sex()
		n := b.name(sex, s.Name().Last)
		for n.First[:1] != s.Name().First[:1] || n.First == s.Name().First {
			sex = b.sex()
			n.First = b.first(sex)
		}
		where := townsElsewhere(s)
		if i > 1 {
			where = farTowns
		}
		p := &Person{Sex: sex, Names: []Name{n}, Born: b.born(22 + b.IntN(60)), Household: b.newHousehold()}
		p.Addresses = []Address{b.address(pick(b.Rand, where), b.Day.Year-2-b.IntN(9), 0)}
		b.cast.initials = append(b.cast.initials, b.add(p))
	}
}
