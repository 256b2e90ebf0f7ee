package pairs

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// kind is one way in which a pair comes about. Every step may be missing; one
// that answers false lets the pair be drawn anew.
type kind struct {
	name   string
	share  int               // of a thousand pairs
	phone  bool              // the two may have a telephone in common
	cast   func(*scene) bool // settles the people; other is the record's person if that is not the subject
	habit  func(*style)      // how the site shows them
	rename func(*scene) bool // changes the name shown, or what is told
	twist  func(*scene) bool // changes the page
}

// scene is a pair in the making.
type scene struct {
	*maker
	self, other *someone
	house       house
	unborne     bool     // the subject's name is invented, so they bear no other
	shown       fullName // the name that the page shows, before the style trims it
	profile     Profile
	page        Candidate
}

// Kind names one way in which pairs come about.
type Kind struct {
	Name  string
	Label Label
	Share float64 // of all pairs
}

// Kinds returns all kinds that Make draws.
func Kinds() []Kind {
	var list []Kind
	for _, k := range same {
		list = append(list, Kind{k.name, Same, float64(k.share) / 1000})
	}
	for _, k := range others {
		list = append(list, Kind{k.name, Other, float64(k.share) / 1000})
	}
	return list
}

// Make draws n pairs from a seed. Ages hold on the page's own day, which lies
// on or up to two years before the given one. Of every thousand pairs each
// kind has its share; the same seed and day give the same pairs, and a larger
// n begins with those of a smaller.
func Make(seed uint64, n int, day brokers.Date) []Pair {
	list := make([]Pair, 0, n)
	var deck []kind
	for i := range n {
		if i%1000 == 0 {
			deck = shuffled(seed, uint64(i))
		}
		list = append(list, draw(seed, i, deck[i%1000], day))
	}
	return list
}

// shuffled returns the kinds of the next thousand pairs.
func shuffled(seed, from uint64) []kind {
	var deck []kind
	for _, k := range slices.Concat(same, others) {
		for range k.share {
			deck = append(deck, k)
		}
	}
	r := rand.New(rand.NewPCG(seed, ^from))
	r.Shuffle(len(deck), func(i, j int) { deck[i], deck[j] = deck[j], deck[i] })
	return deck
}

func draw(seed uint64, i int, k kind, day brokers.Date) Pair {
	m := newMaker(seed, i, day)
	for {
		if p, ok := m.attempt(k); ok {
			p.ID, p.Set = fmt.Sprintf("practice/%05d", i), "practice"
			return p
		}
	}
}

func newMaker(seed uint64, pair int, day brokers.Date) *maker {
	m := &maker{Rand: rand.New(rand.NewPCG(seed, uint64(pair)+0x7061697273)), population: people(), pair: pair}
	age := m.IntN(30)
	if m.chance(0.2) {
		age = m.IntN(730) // a page saved earlier
	}
	m.day = day.AddDays(-age)
	return m
}

// attempt draws one pair of a kind, false where chance did not fit the kind.
func (m *maker) attempt(k kind) (Pair, bool) {
	m.drawn = 0
	sc := &scene{maker: m, self: m.anybody()}
	if k.cast != nil && !k.cast(sc) {
		return Pair{}, false
	}
	sc.settle()
	who := sc.self
	if sc.other != nil {
		if who = sc.other; sc.clash() && !k.phone {
			return Pair{}, false
		}
	}
	st := pick(m.Rand, styles)
	if k.habit != nil {
		k.habit(&st)
	}
	sc.profile, sc.shown = m.tell(sc.self), who.Name()
	if k.rename != nil && !k.rename(sc) {
		return Pair{}, false
	}
	sc.page = m.press(who, sc.shown, st)
	if k.twist != nil && !k.twist(sc) {
		return Pair{}, false
	}
	return sc.pair(k, st, who), true
}

// settle gives the subject a family, and the names of a life.
func (sc *scene) settle() {
	if sc.house.self != nil {
		return
	}
	if !sc.unborne {
		sc.life(sc.self)
	}
	sc.house = sc.familyOf(sc.self)
	if sc.other != nil && sc.other.kin == nil {
		sc.life(sc.other)
		sc.familyOf(sc.other)
	}
}

// life adds the name before a marriage and the short form of friends.
func (m *maker) life(s *someone) {
	n := s.Name()
	if _, ok := s.Former(); !ok && s.Sex == female && s.Age(m.day) > 26 && m.chance(0.5) {
		s.Names = append(s.Names, fullName{First: n.First, Middle: n.Middle, Last: m.lastName(), Kind: "former"})
	}
	if short := shortForms[n.First]; len(short) > 0 && m.chance(0.3) {
		s.Names = append(s.Names, fullName{First: pick(m.Rand, short), Last: n.Last, Kind: "nickname"})
	}
}

// clash reports whether two strangers were drawn the same telephone, which the
// few numbers kept for fiction make far too likely.
func (sc *scene) clash() bool {
	if has(sc.self.kin, sc.other) || has(sc.other.kin, sc.self) {
		return false
	}
	return slices.ContainsFunc(sc.other.Phones, func(n string) bool { return has(sc.self.Phones, n) })
}

func (sc *scene) pair(k kind, st style, who *someone) Pair {
	p := Pair{
		Kind: k.name, View: Listing, AsOf: sc.day.String(), Profile: sc.profile, Candidate: sc.page,
		Label: Same, Subject: sc.self.ID, Person: who.ID,
	}
	if st.detail {
		p.View = Detail
	}
	if sc.other != nil {
		p.Label = Other
		if strings.HasPrefix(k.name, "generation") {
			p.Generation = sc.sign()
		}
	}
	return p
}

// sign tells by what the page shows another generation.
func (sc *scene) sign() Sign {
	told := sc.profile.Names[0].Suffix
	page := suffixOf(sc.page.Name)
	bySuffix := page != "" && page != told
	byAge := false
	if year := sc.profile.BirthYear; year != 0 {
		if sc.page.Age.High > 0 {
			low, high := sc.day.Year-year-sc.page.Age.High, sc.day.Year-year-sc.page.Age.Low
			byAge = low >= 12 || high <= -12
		}
		if len(sc.page.Born) >= 4 {
			off := int(number(sc.page.Born[:4])) - year
			byAge = byAge || off >= 12 || off <= -12
		}
	}
	switch {
	case bySuffix && byAge:
		return ByBoth
	case bySuffix:
		return BySuffix
	case byAge:
		return ByAge
	}
	return ""
}

// suffixOf finds the generation in a name as a page shows it.
func suffixOf(name string) string {
	words := strings.Fields(strings.NewReplacer(",", " ", ".", "").Replace(name))
	for _, s := range []string{"Jr", "Sr", "II", "III", "IV"} {
		if len(words) > 0 && strings.EqualFold(words[len(words)-1], s) {
			return s
		}
	}
	return ""
}
