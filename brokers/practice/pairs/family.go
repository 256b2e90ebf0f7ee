package pairs

// house is somebody's family. Missing members are nil.
type house struct {
	self, father, mother, spouse *someone
	siblings, children           []*someone
}

// familyOf draws the relatives of somebody, who know each other.
func (m *maker) familyOf(s *someone) house {
	h := house{self: s}
	last := s.Name().Last
	if f, ok := s.Former(); ok {
		last = f.Last
	}
	home := m.homeOf(s)
	year := s.Born.Year
	h.father = m.relative(male, year-m.between(22, 38), last, home)
	h.mother = m.relative(female, h.father.Born.Year+m.between(-2, 6), last, home)
	m.marry(h.father, h.mother)
	h.mother.Names = append(h.mother.Names, fullName{First: h.mother.Name().First, Last: m.lastName(), Kind: "former"})
	for range m.IntN(3) {
		h.siblings = append(h.siblings, m.relative(m.sex(), year+m.away(1, 9), last, m.moved(home)))
	}
	if age := s.Age(m.day); age > 24 && m.chance(0.6) {
		h.spouse = m.spouse(s)
		for range m.IntN(3) {
			if born := year + m.between(22, 36); m.day.Year-born > 19 {
				h.children = append(h.children, m.relative(m.sex(), born, s.Name().Last, m.moved(m.homeOf(s))))
			}
		}
	}
	h.acquaint()
	return h
}

// relative draws one person of a family.
func (m *maker) relative(sex sex, year int, last string, home town) *someone {
	return m.person(sex, year, m.firstName(sex, year, last), last, home)
}

// spouse draws whom somebody lives with. Most share a surname, and the wife's
// was another one before.
func (m *maker) spouse(s *someone) *someone {
	sex := male
	if s.Sex == male {
		sex = female
	}
	w := m.relative(sex, s.Born.Year+m.away(0, 6), s.Name().Last, m.homeOf(s))
	switch {
	case m.chance(0.2):
		n := w.Names[0]
		n.Last = m.lastName()
		w.Names[0] = n
	case sex == female:
		w.Names = append(w.Names, fullName{First: w.Name().First, Last: m.lastName(), Kind: "former"})
	}
	m.marry(s, w)
	return w
}

// marry lets two people share what couples share.
func (m *maker) marry(a, b *someone) {
	b.Addresses[0] = a.Addresses[0]
	if len(a.Addresses) > 1 && m.chance(0.5) {
		b.Addresses = append([]dwelling{a.Addresses[0], a.Addresses[1]}, b.Addresses[1:]...)
	}
	if m.chance(0.4) { // one landline
		b.Phones = append([]string{a.Phones[0]}, b.Phones...)
	}
}

// lodge lets somebody live, now or earlier, where a relative lives.
func (m *maker) lodge(s, with *someone) {
	a := with.Addresses[0]
	if m.chance(0.5) {
		s.Addresses = append([]dwelling{a}, s.Addresses[1:]...)
	} else {
		s.Addresses = append(s.Addresses, a)
	}
	if m.chance(0.3) {
		s.Phones = append(s.Phones, with.Phones[0])
	}
}

// acquaint makes everybody of a house a relative of everybody else.
func (h house) acquaint() {
	all := append([]*someone{h.self, h.spouse, h.mother, h.father}, append(h.siblings, h.children...)...)
	for _, a := range all {
		for _, b := range all {
			if a != nil && b != nil && a != b {
				a.kin = append(a.kin, b)
			}
		}
	}
}

// homeOf returns the town somebody lives in.
func (m *maker) homeOf(s *someone) town {
	a := s.Addresses[0]
	if t, ok := m.byName[a.City+", "+a.State]; ok {
		return t
	}
	return town{a.City, a.State, 60_000}
}
