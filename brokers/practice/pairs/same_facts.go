package pairs

import (
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// older changes the age that the page shows.
func (sc *scene) older(years int) bool {
	sc.page.Age.Low += years
	sc.page.Age.High += years
	return sc.page.Age.Low > 17
}

// moved wants a subject who came from another town.
func moved(sc *scene) bool {
	list := sc.self.Addresses
	return len(list) > 1 && list[0].City != list[1].City
}

// stale lets the page stand still some years ago: the age of that year, and
// not the town that came after.
func stale(sc *scene) bool {
	years := sc.between(2, 7)
	if from := sc.self.Addresses[0].From; sc.day.Year-from < years && len(sc.page.Locations) > 1 {
		sc.page.Locations = sc.page.Locations[1:]
		if len(sc.page.Addresses) > 1 {
			sc.page.Addresses = sc.page.Addresses[1:]
		}
	}
	return sc.older(-years)
}

// oldOnly leaves the towns of which the subject moved away.
func oldOnly(sc *scene) bool {
	now := sc.self.Addresses[0].City
	var places []Place
	for _, p := range sc.page.Locations {
		if !strings.EqualFold(p.City, brokers.ASCII(now)) && p.City != "" {
			places = append(places, p)
		}
	}
	var list []Address
	for _, a := range sc.page.Addresses {
		if !strings.EqualFold(a.City, brokers.ASCII(now)) {
			list = append(list, a)
		}
	}
	if len(list) > 0 {
		list[0].Current = true
	}
	sc.page.Locations, sc.page.Addresses = places, list
	return len(places) > 0
}

// untoldTown shows a town only that the subject did not think of.
func untoldTown(sc *scene) bool {
	home := sc.homeOf(sc.self)
	t := sc.townIn(sc.Rand, home.state)
	for _, a := range sc.self.Addresses {
		if a.City == t.city {
			return false
		}
	}
	sc.page.Locations, sc.page.Addresses = []Place{{t.city, t.state}}, nil
	return len(sc.page.Relatives) > 0
}

func inMetro(sc *scene) bool {
	_, ok := nextTo(sc.Rand, sc.homeOf(sc.self))
	return ok
}

// nextTown names the neighbouring town, as post offices and registers do.
func nextTown(sc *scene) bool {
	t, _ := nextTo(sc.Rand, sc.homeOf(sc.self))
	for _, a := range sc.self.Addresses {
		if a.City == t.city {
			return false
		}
	}
	sc.page.Locations = []Place{{t.city, t.state}}
	for i := range sc.page.Addresses {
		sc.page.Addresses[i].City = t.city
	}
	return true
}

// strayTowns adds towns of somebody else to the subject's own.
func strayTowns(sc *scene) bool {
	for range sc.between(1, 3) {
		t := sc.moved(sc.homeOf(sc.self))
		if p := (Place{t.city, t.state}); !has(sc.page.Locations, p) {
			sc.page.Locations = append(sc.page.Locations, p)
		}
	}
	return len(sc.page.Locations) > 3
}

// maidenKin shows relatives under the names they bore before a marriage.
func maidenKin(sc *scene) bool {
	changed := false
	for i, shown := range sc.page.Relatives {
		for _, k := range sc.self.kin {
			f, ok := k.Former()
			if ok && strings.HasPrefix(strings.ToUpper(shown), strings.ToUpper(k.Name().First+" ")) {
				sc.page.Relatives[i], changed = f.First+" "+f.Last, true
			}
		}
	}
	return changed
}

func couple(sc *scene) bool {
	sc.life(sc.self)
	sc.house = sc.familyOf(sc.self)
	return sc.house.spouse != nil
}

// merged mixes the facts of a couple into one record.
func merged(sc *scene) bool {
	w := sc.house.spouse
	if sc.chance(0.4) {
		sc.page.Name = sc.self.Name().First + " & " + w.Name().First + " " + sc.self.Name().Last
	}
	other := sc.press(w, w.Name(), styles[0])
	if !sc.page.Age.isZero() && sc.chance(0.4) {
		sc.page.Age = other.Age
	}
	for _, p := range other.Locations {
		if !has(sc.page.Locations, p) {
			sc.page.Locations = append(sc.page.Locations, p)
		}
	}
	if len(sc.page.Phones) > 0 {
		n := w.Phones[len(w.Phones)-1]
		sc.page.Phones = append(sc.page.Phones, n[:3]+"-"+n[3:6]+"-"+n[6:])
	}
	sc.page.Aliases = append(sc.page.Aliases, other.Name)
	return true
}

func (a Age) isZero() bool { return a == Age{} }

func nameOnly(sc *scene) bool {
	sc.page = Candidate{Name: sc.page.Name, Locations: []Place{}}
	return true
}

// nameHidden hides the name, as pages do that sell it.
func nameHidden(sc *scene) bool {
	words := strings.Fields(sc.page.Name)
	switch {
	case sc.chance(0.5): // "M**** G*****"
		for i := range words {
			words[i] = hide(words[i])
		}
	default: // "Maria G."
		words = []string{sc.shown.First, initial(sc.shown.Last) + "."}
	}
	sc.page.Name, sc.page.Aliases = strings.Join(words, " "), nil
	return true
}
