package practice

// common are names so frequent that every real site lists several bearers in
// these cities. A look for them shows whether a definition still reads.
var common = []struct {
	first, last string
	sex         Sex
	city        string
}{
	{"James", "Smith", Male, "Houston"},
	{"Mary", "Johnson", Female, "Los Angeles"},
	{"Robert", "Williams", Male, "Chicago"},
}

// controls adds five bearers of each common name: three who live in its city,
// one who did, and one elsewhere.
func (b *builder) controls() {
	for _, c := range common {
		home := townNamed(c.city)
		for i := range 5 {
			p := &Person{Sex: c.sex, Names: []Name{b.name(c.sex, c.last)}, Born: b.born(24 + 12*i + b.IntN(9)), Household: b.newHousehold()}
			p.Names[0].First = c.first
			now := home
			if i > 2 {
				now = pick(b.Rand, townsOutside(home.state))
			}
			p.Addresses = b.history(now, p.Born)
			if i == 3 {
				to := p.Addresses[len(p.Addresses)-1].From
				p.Addresses = append(p.Addresses, b.address(home, to-3, to))
			}
			b.add(p)
		}
	}
}

// isControl reports whether a person bears one of the common names.
func isControl(p *Person) bool {
	for _, c := range common {
		if p.Name().First == c.first && p.Name().Last == c.last {
			return true
		}
	}
	return false
}
