package pairs

import (
	"fmt"
)

// tell writes down what somebody would tell of themself: most of what they
// know, seldom all of it.
func (m *maker) tell(s *someone) Profile {
	var p Profile
	for _, n := range s.Names {
		if n.Kind == "former" && m.chance(0.1) || n.Kind == "nickname" && m.chance(0.5) {
			continue
		}
		p.Names = append(p.Names, told(n))
	}
	if n := &p.Names[0]; n.Middle != "" {
		switch x := m.Float64(); {
		case x < 0.12:
			n.Middle = ""
		case x < 0.3:
			n.Middle = initial(n.Middle)
		}
	}
	switch x := m.Float64(); {
	case x < 0.62:
		p.DOB, p.BirthYear = s.Born.String(), s.Born.Year
	case x < 0.96:
		p.BirthYear = s.Born.Year
	}
	for i, a := range s.Addresses {
		if i > 0 && m.chance(0.15) {
			continue
		}
		t := Address{Street: a.Street, City: a.City, State: a.State, Zip: a.Zip, Current: i == 0}
		if m.chance(0.25) {
			t.Street, t.Zip = "", ""
		}
		p.Addresses = append(p.Addresses, t)
	}
	for _, n := range s.Phones {
		if m.chance(0.8) {
			p.Phones = append(p.Phones, fmt.Sprintf("+1 %s %s %s", n[:3], n[3:6], n[6:]))
		}
	}
	for _, e := range s.Emails {
		if m.chance(0.8) {
			p.Emails = append(p.Emails, e)
		}
	}
	if m.chance(0.7) {
		for _, k := range s.kin {
			if m.chance(0.7) {
				p.Relatives = append(p.Relatives, k.Name().First+" "+k.Name().Last)
			}
		}
	}
	return p
}

func told(n fullName) Name {
	kind := n.Kind
	if kind == "nickname" {
		kind = "alias"
	}
	return Name{First: n.First, Middle: n.Middle, Last: n.Last, Suffix: n.Suffix, Type: kind}
}

func initial(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}
