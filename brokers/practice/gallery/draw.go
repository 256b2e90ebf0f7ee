package gallery

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers/practice"
)

// drawer makes what the pages of one site show, out of the people of a
// practice world.
type drawer struct {
	*rand.Rand
	world  *practice.World
	region string // US, CA or GB
	look   look
}

// look are the forms one site writes things in.
type look struct {
	age       ageForm
	born      bornForm
	place     placeForm
	phone     string // A, B and C are the three parts of a number
	caps      bool
	lastFirst bool
	missing   float64 // chance that a field of a record is not known
	mask      float64 // chance that a number or mailbox is hidden in part
	parted    bool
	former    bool // people are found by a name that stands among their aliases only
}

func (d *drawer) chance(p float64) bool { return d.Float64() < p }

// asked returns the name that a page is asked for: mostly one of the world,
// sometimes one in another script.
func (d *drawer) asked() (Name, *script) {
	if d.chance(0.25) {
		s := &scripts[d.IntN(len(scripts))]
		n := s.draw(d.Rand)
		n.Middle = ""
		return n, s
	}
	n := pick(d.Rand, d.world.People).Name()
	return Name{First: n.First, Last: n.Last}, nil
}

// written are the texts that stand on the page for one person.
type written struct {
	Shown
	ID        string
	AgeText   string
	BornText  string
	Places    []place
	Tel       []tel
	Mail      []string
	Kin       []string
	MoreKin   int // relatives that the site keeps for those who pay
	Link      string
	Initial   string
	Surname   string
	Given     string // and middle
	MorePlace int
}

// place is an address as it stands there, and in parts.
type place struct {
	Text                     string
	Street, City, State, Zip string
	StateName                string
}

type tel struct{ Text, Href string }

// person draws one record of a list that answers a name.
func (d *drawer) person(asked Name, s *script) written {
	p := pick(d.Rand, d.world.People)
	n, aliases := d.name(asked, p, s)
	w := written{ID: fmt.Sprintf("%c%07d", "pqgx"[d.IntN(4)], d.IntN(9_000_000)+1_000_000)}
	w.Name = d.style(n)
	w.Surname, w.Given = n.Last, strings.Join(strings.Fields(n.First+" "+n.Middle), " ")
	if d.look.parted {
		w.Name = w.Given + " " + w.Surname
	}
	w.Initial = string([]rune(asked.First)[:1])
	for _, a := range aliases {
		if t := d.style(a); t != w.Name && !slices.Contains(w.Aliases, t) {
			w.Aliases = append(w.Aliases, t)
		}
	}
	if !d.chance(d.look.missing / 2) {
		w.AgeText, w.Low, w.High = d.look.age(p.Born, d.world.Day)
	}
	if !d.chance(d.look.missing) {
		w.BornText, w.Born = d.look.born(p.Born)
	}
	if !d.chance(d.look.missing / 2) {
		d.places(&w, p)
	}
	d.contacts(&w, p)
	if !d.chance(d.look.missing) {
		d.kin(&w, asked, s)
	}
	return w
}

// name returns how a record spells the person and what else they go by.
func (d *drawer) name(asked Name, p *practice.Person, s *script) (Name, []Name) {
	n := asked
	if s != nil {
		n.Middle = s.draw(d.Rand).Middle
		switch {
		case d.chance(0.15):
			n.First = pick(d.Rand, s.first)
		case d.chance(0.3):
			other := s.draw(d.Rand)
			other.First = n.First
			return n, []Name{other}
		}
		return n, nil
	}
	own := p.Name()
	if d.chance(0.7) {
		n.Middle = own.Middle
		if d.chance(0.5) {
			n.Middle = string([]rune(n.Middle + " ")[:1])
		}
	}
	if d.chance(0.1) {
		n.Suffix = pick(d.Rand, []string{"Jr", "Sr", "III", "Jr.", "II"})
	}
	var aliases []Name
	former := Name{First: n.First, Last: pick(d.Rand, d.world.People).Name().Last}
	switch v := d.IntN(100); {
	case v < 8 && d.look.former: // found by the name before the wedding
		aliases = append(aliases, Name{First: n.First, Middle: n.Middle, Last: n.Last})
		n = former
	case v < 18: // somebody else of the surname
		n.First = own.First
	case v < 22:
		n.First, n.Middle = string([]rune(n.First)[:1]), ""
	case v < 50:
		aliases = append(aliases, former, Name{First: n.First, Last: n.Last + "-" + former.Last})
	case v < 70:
		aliases = append(aliases, Name{First: string([]rune(n.First)[:1]), Last: n.Last})
	}
	return n, aliases
}

func (d *drawer) style(n Name) string {
	s := n.String()
	if d.look.lastFirst && n.order == western {
		s = n.Last + ", " + strings.Join(strings.Fields(n.First+" "+n.Middle+" "+n.Suffix), " ")
	}
	if d.look.caps {
		s = strings.ToUpper(s)
	}
	return strings.TrimSpace(s)
}

func (d *drawer) places(w *written, p *practice.Person) {
	for _, a := range d.homes(p) {
		text, back := d.look.place(a)
		w.Addresses = append(w.Addresses, back)
		w.Places = append(w.Places, place{text, back.Street, a.City, a.State, back.Zip, stateName(a)})
	}
}

func (d *drawer) contacts(w *written, p *practice.Person) {
	for i := range p.Phones {
		area, rest, line := p.Phones[i][:3], "555", fmt.Sprintf("01%02d", d.IntN(100))
		code := "+1"
		switch d.region {
		case "CA":
			area = canadaAreas[pick(d.Rand, canada).State]
		case "GB": // Ofcom keeps 020 7946 0000 to 0999 for drama
			area, rest, line, code = "20", "7946", fmt.Sprintf("0%03d", d.IntN(1000)), "+44"
		}
		number := code + area + rest + line
		masked := d.chance(d.look.mask)
		if masked {
			line = line[:2] + "XX"
		}
		pattern := d.look.phone
		if d.region == "GB" {
			pattern = pick(d.Rand, []string{"0A B C", "+44 A B C", "(0A) B C"})
		}
		t := tel{Text: strings.NewReplacer("A", area, "B", rest, "C", line).Replace(pattern), Href: "tel:" + number}
		if masked {
			t.Href = "#unlock"
		}
		if !masked && !slices.Contains(w.Phones, number) {
			w.Phones = append(w.Phones, number)
		}
		w.Tel = append(w.Tel, t)
	}
	for _, m := range p.Emails {
		if d.chance(d.look.mask) {
			local, host, _ := strings.Cut(m, "@")
			w.Mail = append(w.Mail, local[:1]+"*****@"+host)
			continue
		}
		w.Mail = append(w.Mail, m)
		w.Emails = append(w.Emails, m)
	}
}

func (d *drawer) kin(w *written, asked Name, s *script) {
	for range 1 + d.IntN(5) {
		n := pick(d.Rand, d.world.People).Name()
		k := Name{First: n.First, Middle: n.Middle, Last: asked.Last}
		if d.chance(0.4) {
			k.Last = n.Last
		}
		if s != nil {
			k = s.draw(d.Rand)
		}
		if t := d.style(k); !slices.Contains(w.Kin, t) && t != w.Name {
			w.Kin = append(w.Kin, t)
		}
	}
	w.Relatives = w.Kin
	if d.chance(0.3) {
		w.MoreKin = 1 + d.IntN(9)
	}
}

var phoneForms = []string{"(A) B-C", "A-B-C", "A.B.C", "+1 A B C", "1-A-B-C", "(A)B-C"}

// newLook draws the forms of one site.
func newLook(r *rand.Rand, s *style) look {
	l := look{age: pick(r, s.ages), born: pick(r, bornForms), place: pick(r, s.places), phone: pick(r, phoneForms), missing: r.Float64() * 0.35, mask: r.Float64() * 0.5}
	l.caps = !s.plain && r.Float64() < 0.15
	l.lastFirst, l.parted = s.lastFirst, s.parted
	return l
}
