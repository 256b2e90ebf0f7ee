package pairs

import (
	"fmt"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// press makes a page's record of somebody who is shown under a name.
func (m *maker) press(s *someone, shown fullName, st style) Candidate {
	var c Candidate
	c.Name = m.style(m.trim(shown, st), st, st.lastFirst)
	for _, n := range s.Names {
		if n.First == shown.First && n.Last == shown.Last || n.Kind == shown.Kind {
			continue // a page that misspells a name does not give the right one beside it
		}
		if m.chance(st.aliases) {
			c.Aliases = append(c.Aliases, m.style(m.trim(n, st), st, false))
		}
	}
	m.showAge(&c, s, st)
	m.showPlaces(&c, s, st)
	if m.chance(st.kin) {
		for i, k := range s.kin {
			if i < st.maxKin && m.chance(0.75) {
				n := k.Name()
				n.Suffix = ""
				c.Relatives = append(c.Relatives, m.style(m.trim(n, st), st, false))
			}
		}
		m.Shuffle(len(c.Relatives), func(i, j int) { c.Relatives[i], c.Relatives[j] = c.Relatives[j], c.Relatives[i] })
	}
	if st.detail && !m.chance(st.noContact) {
		m.showContacts(&c, s, st)
	}
	return c
}

// trim drops what a site does not show of a name.
func (m *maker) trim(n fullName, st style) fullName {
	switch {
	case m.chance(st.noMiddle):
		n.Middle = ""
	case m.chance(st.initial):
		n.Middle = initial(n.Middle)
	}
	if m.chance(st.noSuffix) {
		n.Suffix = ""
	}
	return n
}

// style writes a name as the site does.
func (m *maker) style(n fullName, st style, lastFirst bool) string {
	text := n.String()
	if lastFirst {
		text = n.Last + ", " + strings.Join(strings.Fields(n.First+" "+n.Middle+" "+n.Suffix), " ")
	}
	return letter(text, st)
}

func letter(text string, st style) string {
	if st.plain {
		text = brokers.ASCII(text)
	}
	if st.capitals {
		text = strings.ToUpper(text)
	}
	return text
}

func (m *maker) showAge(c *Candidate, s *someone, st style) {
	age := s.Age(m.day)
	switch {
	case m.chance(st.noAge):
	case m.chance(st.band):
		low, width := age/10*10, 9
		if m.chance(0.4) {
			low, width = age/5*5, 4
		}
		c.Age = Age{low, low + width}
	case m.chance(st.year):
		c.Born = fmt.Sprint(s.Born.Year)
		if m.chance(0.4) {
			c.Born = fmt.Sprintf("%d-%02d", s.Born.Year, s.Born.Month)
		}
	default:
		if m.chance(st.offAge) {
			age += m.oneOff()
		}
		c.Age = Age{age, age}
	}
}

// oneOff is the fault of an age counted on another day: mostly the page has
// not been counted again since the last birthday.
func (m *maker) oneOff() int {
	if m.chance(0.75) {
		return -1
	}
	return 1
}

func (m *maker) showPlaces(c *Candidate, s *someone, st style) {
	c.Locations = []Place{}
	for i, a := range s.Addresses {
		if i > st.former {
			break
		}
		if m.chance(st.lost) && i < len(s.Addresses)-1 {
			continue // at least the oldest stays
		}
		m.showPlace(c, a, st, i == 0)
	}
	if len(c.Locations) == 0 {
		m.showPlace(c, s.Addresses[0], st, true)
	}
}

func (m *maker) showPlace(c *Candidate, a dwelling, st style, current bool) {
	p := Place{letter(a.City, st), a.State}
	if m.chance(st.noPlace) {
		p.City = ""
	}
	if !slices.Contains(c.Locations, p) {
		c.Locations = append(c.Locations, p)
	}
	if st.detail && p.City != "" {
		shown := Address{Street: letter(m.street(a.Street), st), City: p.City, State: a.State, Zip: a.Zip, Current: current}
		if m.chance(st.partial) {
			shown.Street, shown.Zip = m.partly(shown.Street), ""
		}
		c.Addresses = append(c.Addresses, shown)
	}
}

// street writes the kind of a street in one of the ways in use.
func (m *maker) street(s string) string {
	long := map[string]string{"St": "Street", "Ave": "Avenue", "Dr": "Drive", "Rd": "Road", "Ln": "Lane", "Ct": "Court", "Apt": "#"}
	if m.chance(0.8) {
		return s
	}
	words := strings.Fields(s)
	for i, w := range words {
		if l, ok := long[w]; ok {
			words[i] = l
		}
	}
	return strings.Join(words, " ")
}

// partly hides a part of a street.
func (m *maker) partly(s string) string {
	number, rest, ok := strings.Cut(s, " ")
	if !ok {
		return s
	}
	switch m.IntN(3) {
	case 0:
		return rest // the number is kept back
	case 1:
		return number[:1] + strings.Repeat("*", len(number)-1) + " " + rest
	}
	return number + " " + rest[:1] + strings.Repeat("*", 5)
}

func (m *maker) showContacts(c *Candidate, s *someone, st style) {
	for _, n := range s.Phones {
		if m.chance(0.15) {
			continue // not known to the site
		}
		text := fmt.Sprintf(pick(m.Rand, []string{"(%s) %s-%s", "%s-%s-%s", "%s.%s.%s", "+1 %s %s %s"}), n[:3], n[3:6], n[6:])
		if m.chance(st.mask) {
			text = fmt.Sprintf(pick(m.Rand, []string{"(%s) ***-**%s", "%s-XXX-XX%s"}), n[:3], n[8:])
			if m.chance(0.4) {
				text = fmt.Sprintf("(%s) XXX-XXXX", n[:3])
			}
		}
		c.Phones = append(c.Phones, text)
	}
	for _, e := range s.Emails {
		if m.chance(0.5) {
			continue
		}
		if m.chance(st.mask) {
			local, host, _ := strings.Cut(e, "@")
			e = local[:1] + strings.Repeat("*", 5) + "@" + host
		}
		c.Emails = append(c.Emails, e)
	}
}
