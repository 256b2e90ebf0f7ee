package practice

// household adds the people of one drawn household. The odds are not those of
// any census: they make the cases that are hard to tell apart frequent.
func (b *builder) household() {
	switch n := b.IntN(100); {
	case n < 25:
		b.single(b.newHousehold(), b.sex(), often(b.Rand, surnames))
	case n < 60:
		relate(b.couple(often(b.Rand, surnames), 25+b.IntN(55))...)
	case n < 80:
		b.withChildren()
	case n < 90:
		b.juniorSenior()
	default:
		b.namesake()
	}
}

// single adds somebody who lives alone.
func (b *builder) single(household string, s Sex, last string) *Person {
	p := &Person{Sex: s, Names: []Name{b.name(s, last)}, Born: b.born(19 + b.IntN(68)), Household: household}
	p.Addresses = b.history(pick(b.Rand, towns), p.Born)
	return b.add(p)
}

// couple adds two people who share an address. After a wedding some took the
// other's name, some put both together, some kept their own.
func (b *builder) couple(last string, age int) []*Person {
	h := b.newHousehold()
	him := &Person{Sex: Male, Names: []Name{b.name(Male, last)}, Born: b.born(age), Household: h}
	him.Addresses = b.history(pick(b.Rand, towns), him.Born)
	her := &Person{Sex: Female, Born: b.born(max(19, age-4+b.IntN(9))), Household: h}
	maiden := b.name(Female, often(b.Rand, surnames))
	her.Names = b.married(maiden, last)
	her.Addresses = append([]Address{him.Addresses[0]}, b.history(pick(b.Rand, towns), her.Born)[1:]...)
	return []*Person{b.add(him), b.add(her)}
}

// married returns the names of somebody who wed a bearer of the surname.
func (b *builder) married(maiden Name, last string) []Name {
	now, before := maiden, maiden
	before.Kind = "former"
	switch n := b.IntN(10); {
	case n < 6:
		now.Last = last
		if b.chance(0.3) {
			now.Middle = maiden.Last // the birth name often moves to the middle
		}
	case n < 8:
		now.Last = maiden.Last + "-" + last
	default:
		return []Name{maiden}
	}
	return []Name{now, before}
}

// withChildren adds a couple and grown children, some still at home.
func (b *builder) withChildren() {
	last := often(b.Rand, surnames)
	age := 45 + b.IntN(40)
	family := b.couple(last, age)
	for range 1 + b.IntN(3) {
		s := b.sex()
		c := &Person{Sex: s, Names: []Name{b.name(s, last)}, Born: b.born(max(19, age-22-b.IntN(16))), Household: family[0].Household}
		c.Addresses = b.childAddresses(family[0], c)
		family = append(family, b.add(c))
	}
	relate(family...)
}

// childAddresses ends, or still is, at the parents' address.
func (b *builder) childAddresses(parent, child *Person) []Address {
	home := parent.Addresses[0]
	if b.chance(0.4) {
		return []Address{home}
	}
	home.To = b.Day.Year - 1 - b.IntN(4)
	home.From = min(home.From, home.To)
	now := b.address(pick(b.Rand, towns), home.To, 0)
	return []Address{now, home}
}

// juniorSenior adds a father and a son of the same name at one address.
func (b *builder) juniorSenior() {
	last := often(b.Rand, surnames)
	age := 48 + b.IntN(36)
	senior := &Person{Sex: Male, Names: []Name{b.name(Male, last)}, Born: b.born(age), Household: b.newHousehold()}
	senior.Addresses = b.history(pick(b.Rand, towns), senior.Born)
	junior := &Person{Sex: Male, Names: []Name{senior.Name()}, Born: b.born(max(19, age-20-b.IntN(15))), Household: senior.Household}
	senior.Names[0].Suffix, junior.Names[0].Suffix = "Sr", "Jr"
	if b.chance(0.2) {
		senior.Names[0].Suffix, junior.Names[0].Suffix = "Jr", "III"
	}
	junior.Addresses = b.childAddresses(senior, junior)
	relate(b.add(senior), b.add(junior))
}

// namesake adds somebody who shares first and last name with a person already
// there, and nothing else.
func (b *builder) namesake() {
	other := pick(b.Rand, b.People)
	if b.Kind(other.ID) != "other" || b.isInitial(other) {
		return // the subject's name stays rare
	}
	p := &Person{Sex: other.Sex, Names: []Name{b.name(other.Sex, other.Name().Last)}, Born: b.born(19 + b.IntN(68)), Household: b.newHousehold()}
	p.Names[0].First = other.Name().First
	p.Addresses = b.history(pick(b.Rand, towns), p.Born)
	b.add(p)
}
