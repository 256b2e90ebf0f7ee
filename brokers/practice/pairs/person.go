package pairs

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// someone is an invented person among their relatives.
type someone struct {
	*human
	kin []*someone // the nearest first
}

// maker draws the people and the page of one pair.
type maker struct {
	*rand.Rand
	*population
	day   brokers.Date // of the page
	pair  int
	drawn int // people so far
}

func (m *maker) chance(p float64) bool { return m.Float64() < p }

// between draws a whole number, both ends included.
func (m *maker) between(low, high int) int { return low + m.IntN(high-low+1) }

// away draws a difference between low and high, in either direction.
func (m *maker) away(low, high int) int {
	if d := m.between(low, high); m.chance(0.5) {
		return d
	} else {
		return -d
	}
}

// anybody draws a person as they come: name, year and place by their
// frequencies.
func (m *maker) anybody() *someone {
	sex := m.sex()
	year := int(number(m.decades.draw(m.Rand))) + m.IntN(10)
	last := m.lastName()
	return m.person(sex, year, m.firstName(sex, year, last), last, m.town(m.Rand))
}

// person draws the rest of somebody of whom the name, the year of birth and
// the town are settled.
func (m *maker) person(sex sex, year int, first, last string, home town) *someone {
	m.drawn++
	p := &human{ID: fmt.Sprintf("p%05d.%d", m.pair, m.drawn), Sex: sex}
	year = min(year, m.day.Year-19) // nobody under age is listed
	p.Born = brokers.DateOf(time.Date(year, 1, 1+m.IntN(365), 0, 0, 0, 0, time.UTC))
	n := fullName{First: first, Last: last, Kind: "current"}
	if m.chance(0.88) {
		n.Middle = m.middleName(sex, year, first)
	}
	if sex == male && m.chance(0.03) {
		n.Suffix = pick(m.Rand, []string{"Jr", "Jr", "Jr", "Sr", "III", "II"})
	}
	p.Names = []fullName{n}
	p.Addresses = m.history(home, year)
	p.Phones, p.Emails = m.phones(p), m.emails(p)
	return &someone{human: p}
}

func (m *maker) sex() sex {
	if m.chance(0.51) {
		return female
	}
	return male
}

func (m *maker) firstName(sex sex, year int, last string) string {
	if has(hispanic, last) && m.chance(0.5) {
		if sex == female {
			return pick(m.Rand, hispanicFemale)
		}
		return pick(m.Rand, hispanicMale)
	}
	return m.given[sex][decade(year)].draw(m.Rand)
}

// middleName draws a middle name; some are borne by very many.
func (m *maker) middleName(sex sex, year int, first string) string {
	usual := middleFemale
	if sex == male {
		usual = middleMale
	}
	for {
		name := m.given[sex][decade(year)].draw(m.Rand)
		if m.chance(0.35) {
			name = pick(m.Rand, usual)
		}
		if name != first {
			return name
		}
	}
}

// lastName draws a surname by its frequency. More than a quarter of all people
// bear one that is in no list of common ones.
func (m *maker) lastName() string {
	if m.chance(0.73) {
		return m.written(m.family.draw(m.Rand))
	}
	return m.rareName()
}

// rareName makes up a surname, of the kind that a few families bear.
func (m *maker) rareName() string {
	name := pick(m.Rand, heads) + pick(m.Rand, bodies) + pick(m.Rand, tails)
	if m.chance(0.5) {
		name = pick(m.Rand, heads) + pick(m.Rand, tails)
	}
	return name
}

// written puts the inner capital or the apostrophe back that the tables lost.
func (m *maker) written(name string) string {
	switch {
	case strings.HasPrefix(name, "Mc") && len(name) > 4:
		return "Mc" + strings.ToUpper(name[2:3]) + name[3:]
	case has(irish, name):
		return "O'" + strings.ToUpper(name[1:2]) + name[2:]
	}
	return name
}

// surnameShare returns which share of all people bear a surname, however it is
// written.
func (m *maker) surnameShare(name string) float64 {
	flat := strings.ToLower(strings.NewReplacer("'", "", " ", "").Replace(brokers.ASCII(name)))
	if flat == "" {
		return 1e-7
	}
	return m.surname(strings.ToUpper(flat[:1]) + flat[1:])
}

// namesakes returns how many others of somebody's first and last name are
// expected among a number of inhabitants.
func (m *maker) namesakes(s *someone, inhabitants float64) float64 {
	n := s.Name()
	var share float64
	for _, d := range m.decades.words {
		share += m.decades.share[d] / 100 * m.bears(s.Sex, int(number(d)), n.First)
	}
	return inhabitants * listable * 0.5 * share * m.surnameShare(n.Last)
}

// history draws the addresses of a life, the current one first. Half of all
// moves stay in the town.
func (m *maker) history(home town, year int) []dwelling {
	from := m.day.Year - m.IntN(12)
	list := []dwelling{m.address(home, from, 0)}
	for n := m.IntN(5); n > 0 && from > year+19; n-- {
		to := from
		from = max(to-m.between(1, 9), year+18)
		home = m.moved(home)
		list = append(list, m.address(home, from, to))
	}
	return list
}

// moved draws where somebody lived before or after a town.
func (m *maker) moved(t town) town {
	switch x := m.Float64(); {
	case x < 0.45:
		return t
	case x < 0.6:
		if next, ok := nextTo(m.Rand, t); ok {
			return next
		}
		return m.townIn(m.Rand, t.state)
	case x < 0.82:
		return m.townIn(m.Rand, t.state)
	}
	return m.town(m.Rand)
}

func (m *maker) address(t town, from, to int) dwelling {
	street := fmt.Sprintf("%d %s %s", m.between(1, 9899), pick(m.Rand, streets), pick(m.Rand, streetKinds))
	if m.chance(0.18) {
		street = fmt.Sprintf("%d %s %s %s", m.between(1, 9899), pick(m.Rand, []string{"N", "S", "E", "W"}), pick(m.Rand, streets), pick(m.Rand, streetKinds))
	}
	if m.chance(0.2) {
		street += fmt.Sprintf(" Apt %d", m.between(1, 60))
	}
	_, zip := codesOf(t.city, t.state)
	return dwelling{Street: street, City: t.city, State: t.state, Zip: fmt.Sprintf("%s%02d", zip, m.between(1, 30)), From: from, To: to}
}

// phones draws numbers of the range kept for fiction, in the area codes of the
// places somebody lived.
func (m *maker) phones(p *human) []string {
	var list []string
	for i := range min(3, len(p.Addresses)) {
		if i == 0 || m.chance(0.5) {
			area, _ := codesOf(p.Addresses[i].City, p.Addresses[i].State)
			list = append(list, fmt.Sprintf("%s55501%02d", area, m.IntN(100)))
		}
	}
	return list
}

func (m *maker) emails(p *human) []string {
	var list []string
	for range m.between(1, 2) {
		first, last := letters(p.Name().First), letters(p.Name().Last)
		local := pick(m.Rand, []string{first + "." + last, first + last, first[:1] + last, last + first[:1], first + "_" + last})
		if m.chance(0.7) {
			local += fmt.Sprint(m.between(1, 99))
		}
		list = append(list, local+"@"+pick(m.Rand, mailHosts))
	}
	return list
}

// letters writes a name in plain small letters only.
func letters(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 'a' || r > 'z' {
			return -1
		}
		return r
	}, strings.ToLower(brokers.ASCII(s)))
	if s == "" {
		return "x"
	}
	return s
}
