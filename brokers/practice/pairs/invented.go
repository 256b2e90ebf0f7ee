package pairs

import (
	"fmt"
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// notBorne are the ways in which a site answers a question for a name that
// nobody bears: with those who come nearest. Shares are of a hundred.
var notBorne = []kind{
	{name: "nobody-first-name", share: 22, cast: nearBy(func(sc *scene) (string, string) { return sc.self.Name().First, sc.lastName() })},
	{name: "nobody-first-name-same-age", share: 10, cast: sameAge(func(sc *scene) (string, string) { return sc.self.Name().First, sc.rareName() })},
	{name: "nobody-surname-begins-alike", share: 12, cast: nearBy(func(sc *scene) (string, string) { return sc.self.Name().First, sc.tailChanged() })},
	{name: "nobody-surname-ends-alike", share: 8, cast: nearBy(func(sc *scene) (string, string) { return sc.self.Name().First, sc.headChanged() })},
	{name: "nobody-initial", share: 10, cast: nearBy(func(sc *scene) (string, string) { return sc.firstLike(sc.self), sc.tailChanged() })},
	{name: "nobody-surname-as-first", share: 4, cast: nearBy(func(sc *scene) (string, string) { return sc.self.Name().Last, sc.lastName() })},
	{name: "nobody-common", share: 14, cast: nearBy(func(sc *scene) (string, string) {
		return pick(sc.Rand, strings.Fields(`James Mary John Maria Robert`)), pick(sc.Rand, strings.Fields(`Smith Johnson Garcia Brown`))
	})},
	{name: "nobody-neighbour", share: 8, cast: formerOccupant, habit: func(st *style) { st.detail, st.lost = true, 0 }},
	{name: "nobody-telephone", share: 4, phone: true, cast: recycledPhone, habit: func(st *style) { st.detail, st.noContact = true, 0 }},
	{name: "nobody-initials-only", share: 4, cast: nearBy(func(sc *scene) (string, string) { return sc.firstLike(sc.self), sc.tailChanged() }), twist: nameHidden},
	{name: "nobody-name-only", share: 4, cast: nearBy(func(sc *scene) (string, string) { return sc.self.Name().First, sc.lastName() }), twist: nameOnly},
}

// Invented draws n pairs of a person whose first and last name together nobody
// bears, and a record that a site lists for somebody else. None of them may
// ever be taken for a match.
func Invented(seed uint64, n int, day brokers.Date) []Pair {
	var deck []kind
	for _, k := range notBorne {
		for range k.share {
			deck = append(deck, k)
		}
	}
	list := make([]Pair, 0, n)
	for i := range n {
		m := newMaker(seed^0x6e6f626f6479, i, day)
		k := deck[(i*37)%len(deck)]
		for {
			p, ok := m.attempt(unborne(k))
			if ok {
				p.ID, p.Set = fmt.Sprintf("invented/%05d", i), "invented"
				list = append(list, p)
				break
			}
		}
	}
	return list
}

// unborne lets the subject of a kind bear an invented name.
func unborne(k kind) kind {
	cast := k.cast
	k.cast = func(sc *scene) bool {
		last := pick(sc.Rand, heads) + pick(sc.Rand, bodies) + pick(sc.Rand, bodies) + pick(sc.Rand, tails)
		sc.again(sc.self.Sex, "", last)
		sc.unborne = true
		if !cast(sc) {
			return false
		}
		own, o := sc.self.Name(), sc.other.Name()
		return o.Last != last && (o.First != last || o.Middle != own.First) // that would be one who bears it
	}
	return k
}

// nearBy draws somebody of a name in the state or the town of the subject.
func nearBy(name func(*scene) (first, last string)) func(*scene) bool {
	return func(sc *scene) bool {
		home := sc.townIn(sc.Rand, sc.self.Addresses[0].State)
		if sc.chance(0.3) {
			home = sc.homeOf(sc.self)
		}
		return sc.strangerNamed(name, int(number(sc.decades.draw(sc.Rand)))+sc.IntN(10), home)
	}
}

// sameAge draws somebody of a name and the subject's age in the same town.
func sameAge(name func(*scene) (first, last string)) func(*scene) bool {
	return func(sc *scene) bool {
		return sc.strangerNamed(name, sc.self.Born.Year, sc.homeOf(sc.self))
	}
}

func (sc *scene) strangerNamed(name func(*scene) (first, last string), year int, home town) bool {
	first, last := name(sc)
	sex := sc.self.Sex
	sc.other = sc.person(sex, year, first, last, home)
	return true
}

// tailChanged returns another surname that begins as the subject's does.
func (sc *scene) tailChanged() string {
	last := sc.self.Name().Last
	cut := min(len(last), sc.between(3, 6))
	return last[:cut] + pick(sc.Rand, tails)
}

// headChanged returns another surname that ends as the subject's does.
func (sc *scene) headChanged() string {
	last := sc.self.Name().Last
	cut := max(0, len(last)-sc.between(4, 6))
	return pick(sc.Rand, heads) + last[cut:]
}
