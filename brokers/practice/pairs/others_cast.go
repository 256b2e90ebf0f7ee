package pairs

import (
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// likely accepts a subject as often as a namesake of theirs is met: always
// where one is expected, seldom where the name is rare. A few in a hundred
// bearers of rare names have one all the same, mostly a cousin.
func (sc *scene) likely(inhabitants float64) bool {
	return sc.chance(min(1, sc.namesakes(sc.self, inhabitants)+0.01))
}

// bearer draws another bearer of the subject's first and last name.
func (sc *scene) bearer(year int, home town) {
	n := sc.self.Name()
	sc.other = sc.person(sc.self.Sex, year, n.First, n.Last, home)
}

func (sc *scene) anyYear() int { return sc.bornFor(sc.Rand, sc.self.Sex, sc.self.Name().First) }

func namesakeFar(sc *scene) bool {
	home := sc.town(sc.Rand)
	if home.state == sc.self.Addresses[0].State || !sc.likely(adults/10) {
		return false
	}
	sc.bearer(sc.anyYear(), home)
	return true
}

func namesakeNear(sc *scene) bool {
	here := sc.homeOf(sc.self)
	home := sc.townIn(sc.Rand, here.state)
	if home.city == here.city || !sc.likely(sc.stateOf(here.state)) {
		return false
	}
	sc.bearer(sc.anyYear(), home)
	return true
}

func namesakeHere(sc *scene) bool {
	here := sc.homeOf(sc.self)
	year := sc.anyYear()
	if off := year - sc.self.Born.Year; off > -4 && off < 4 || !sc.likely(here.people) {
		return false
	}
	sc.bearer(year, here)
	return true
}

func namesakeOtherMiddle(sc *scene) bool {
	here := sc.homeOf(sc.self)
	if !sc.likely(here.people / 15) {
		return false
	}
	sc.bearer(sc.self.Born.Year+sc.between(-1, 1), here)
	a, b := sc.self.Name().Middle, sc.other.Name().Middle
	return a != "" && b != "" && a[0] != b[0]
}

// namesakeAlike draws two whom the page does not tell apart. They are met
// where a name is so common that a town has two of one age.
func namesakeAlike(sc *scene) bool {
	here := sc.homeOf(sc.self)
	if !sc.chance(min(1, sc.namesakes(sc.self, here.people)/20)) {
		return false
	}
	sc.bearer(sc.self.Born.Year+sc.between(-1, 1), here)
	return true
}

// generation draws a parent or a child of the same name who lives or lived
// with the subject. Young and old are the suffixes that are in use, if any.
func generation(young, old string) func(*scene) bool {
	return func(sc *scene) bool {
		n := &sc.self.Names[0]
		sex := sc.self.Sex
		if sex == female && (young != "" || old != "" || sc.chance(0.6)) {
			return false
		}
		apart := sc.between(19, 38)
		elder := sc.chance(0.5) // the subject is
		year := sc.self.Born.Year - apart
		if elder {
			year = sc.self.Born.Year + apart
		}
		if year > sc.day.Year-19 || year < 1928 {
			return false
		}
		sc.bearer(year, sc.homeOf(sc.self))
		o := &sc.other.Names[0]
		if sc.chance(0.6) {
			o.Middle = n.Middle
		}
		n.Suffix, o.Suffix = sc.suffixes(young, old, elder)
		sc.lodge(sc.other, sc.self)
		sc.life(sc.self)
		sc.house = sc.familyOf(sc.self)
		sc.other.kin = append([]*someone{sc.self}, sc.self.kin...)
		sc.self.kin = append([]*someone{sc.other}, sc.self.kin...)
		return true
	}
}

// suffixes settles who bears which generation. Where only one of the two
// suffixes is known, the subject bears the told one and the page the shown.
func (sc *scene) suffixes(young, old string, elder bool) (self, other string) {
	switch {
	case young != "" && old != "":
		if sc.chance(0.25) {
			young, old = "III", pick(sc.Rand, []string{"Jr", "II"})
		}
		if elder {
			return old, young
		}
		return young, old
	case young != "": // told only
		if elder {
			return "Sr", ""
		}
		return young, ""
	case old != "": // shown only
		if elder {
			return "", "Jr"
		}
		return "", old
	}
	return "", ""
}

func tellsSuffix(sc *scene) bool {
	return sc.profile.Names[0].Suffix != "" && sc.shown.Suffix != ""
}

// withFamily settles the family before the other is chosen out of it.
func (sc *scene) withFamily() house {
	sc.life(sc.self)
	sc.house = sc.familyOf(sc.self)
	return sc.house
}

func (sc *scene) choose(list ...*someone) bool {
	if len(list) == 0 || list[0] == nil {
		return false
	}
	sc.other = pick(sc.Rand, list)
	return true
}

func twin(sc *scene) bool {
	h := sc.withFamily()
	if !sc.choose(h.siblings...) || sc.other.Name().First == sc.self.Name().First {
		return false
	}
	sc.other.Born = sc.self.Born
	if sc.other.Sex == sc.self.Sex && sc.chance(0.3) { // names that begin alike
		sc.other.Names[0].First = sc.firstLike(sc.self)
	}
	sc.lodge(sc.other, sc.self)
	return sc.other.Name().First != sc.self.Name().First
}

// firstLike draws another first name with the same first letter.
func (sc *scene) firstLike(s *someone) string {
	own := s.Name().First
	for range 300 {
		name := sc.given[s.Sex][decade(s.Born.Year)].draw(sc.Rand)
		if name != own && initial(name) == initial(brokers.ASCII(own)) && !has(shortForms[own], name) && !has(shortForms[name], own) {
			return name
		}
	}
	return own
}

func sibling(sc *scene) bool {
	h := sc.withFamily()
	if !sc.choose(h.siblings...) || sc.other.Name().First == sc.self.Name().First {
		return false
	}
	if sc.chance(0.5) {
		sc.lodge(sc.other, sc.self)
	}
	return true
}

func spouse(sc *scene) bool {
	h := sc.withFamily()
	return sc.choose(h.spouse)
}

func parent(sc *scene) bool {
	h := sc.withFamily()
	if !sc.choose(h.father, h.mother) {
		return false
	}
	if sc.chance(0.4) {
		sc.lodge(sc.other, sc.self)
	}
	return sc.other.Name().First != sc.self.Name().First
}

func child(sc *scene) bool {
	h := sc.withFamily()
	if !sc.choose(h.children...) || sc.other.Name().First == sc.self.Name().First {
		return false
	}
	sc.lodge(sc.other, sc.self)
	return true
}

// cousin draws somebody of the surname in the same town; cousins are named
// after the same grandparents, so a fourth of them begin alike.
func cousin(sc *scene) bool {
	n := sc.self.Name()
	year := sc.self.Born.Year + sc.away(0, 9)
	sc.other = sc.relative(sc.sex(), year, n.Last, sc.homeOf(sc.self))
	if sc.other.Sex == sc.self.Sex && sc.chance(0.25) {
		sc.other.Names[0].First = sc.firstLike(sc.self)
	}
	return sc.other.Name().First != n.First
}

func sameInitial(sc *scene) bool {
	home := sc.townIn(sc.Rand, sc.self.Addresses[0].State)
	year := int(number(sc.decades.draw(sc.Rand))) + sc.IntN(10)
	first := sc.firstLike(sc.self)
	sc.other = sc.person(sc.self.Sex, year, first, sc.self.Name().Last, home)
	return first != sc.self.Name().First && sc.likelySurname()
}

// likelySurname accepts common surnames more often: there are more who bear
// them.
func (sc *scene) likelySurname() bool {
	share := sc.surnameShare(sc.self.Name().Last)
	return sc.chance(min(1, share*2000+0.03))
}

func shortOfAnother(sc *scene) bool {
	n := sc.self.Name()
	short := shortForms[n.First]
	if len(short) == 0 {
		return false
	}
	here := sc.homeOf(sc.self)
	if !sc.likely(sc.stateOf(here.state) / 10) {
		return false
	}
	year := int(number(sc.decades.draw(sc.Rand))) + sc.IntN(10)
	sc.other = sc.person(sc.self.Sex, year, pick(sc.Rand, short), n.Last, sc.townIn(sc.Rand, here.state))
	return true
}

func surnameOnly(sc *scene) bool {
	year := int(number(sc.decades.draw(sc.Rand))) + sc.IntN(10)
	sc.other = sc.relative(sc.sex(), year, sc.self.Name().Last, sc.townIn(sc.Rand, sc.self.Addresses[0].State))
	return sc.other.Name().First != sc.self.Name().First && sc.likelySurname()
}

func firstOnly(sc *scene) bool {
	home := sc.townIn(sc.Rand, sc.self.Addresses[0].State)
	if sc.chance(0.4) {
		home = sc.homeOf(sc.self)
	}
	sc.other = sc.person(sc.self.Sex, sc.anyYear(), sc.self.Name().First, sc.lastName(), home)
	return sc.other.Name().Last != sc.self.Name().Last
}

// similarName draws somebody whose surname is one or two letters away and
// borne by others: Hansen and Hanson, Brown and Browne.
func similarName(sc *scene) bool {
	n := sc.self.Name()
	if !sc.likely(adults / 10) {
		return false
	}
	last, ok := sc.swap(n.Last, sounds)
	if !ok || sc.chance(0.3) {
		last, ok = sc.typo(n.Last)
	}
	if !ok || strings.EqualFold(last, n.Last) {
		return false
	}
	sc.other = sc.person(sc.self.Sex, sc.anyYear(), n.First, last, sc.townIn(sc.Rand, sc.self.Addresses[0].State))
	return true
}

func reversedName(sc *scene) bool {
	names := strings.Fields(`Thomas James Martin Henry Allen Lewis Lee George Scott Howard Kelly Ryan Jordan Taylor Morgan Paul Dean Ray Terry Gordon`)
	first, last := pick(sc.Rand, names), pick(sc.Rand, names)
	if first == last {
		return false
	}
	sc.again(sc.sexOf(first), first, last)
	year := int(number(sc.decades.draw(sc.Rand))) + sc.IntN(10)
	sc.other = sc.person(sc.self.Sex, year, last, first, sc.townIn(sc.Rand, sc.self.Addresses[0].State))
	return true
}

func formerOfAnother(sc *scene) bool {
	if !renamed(sc) {
		return false
	}
	f, _ := sc.self.Former()
	home := sc.townIn(sc.Rand, sc.self.Addresses[len(sc.self.Addresses)-1].State)
	sc.other = sc.person(sc.self.Sex, sc.anyYear(), f.First, f.Last, home)
	return true
}

func commonOfAnother(sc *scene) bool {
	commonName(sc)
	home := sc.townIn(sc.Rand, sc.self.Addresses[0].State)
	if here := sc.homeOf(sc.self); sc.chance(min(0.4, sc.namesakes(sc.self, here.people)/20)) {
		home = here
	}
	sc.bearer(sc.anyYear(), home)
	return true
}

func formerOccupant(sc *scene) bool {
	sc.other = sc.anybody()
	a := pick(sc.Rand, sc.self.Addresses)
	if sc.chance(0.5) {
		sc.other.Addresses = append([]dwelling{a}, sc.other.Addresses[1:]...)
	} else {
		sc.other.Addresses = append(sc.other.Addresses[:1], a)
	}
	return true
}

func recycledPhone(sc *scene) bool {
	sc.other = sc.anybody()
	sc.other.Phones[0] = pick(sc.Rand, sc.self.Phones)
	return true
}

func stranger(sc *scene) bool {
	sc.other = sc.anybody()
	if sc.chance(0.5) {
		n := sc.other.Name()
		sc.other = sc.person(sc.other.Sex, sc.other.Born.Year, n.First, n.Last, sc.townIn(sc.Rand, sc.self.Addresses[0].State))
	}
	return true
}
