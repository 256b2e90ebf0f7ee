package pairs

import (
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// again draws the subject anew with other names.
func (sc *scene) again(sex sex, first, last string) bool {
	year := sc.self.Born.Year
	if first == "" {
		first = sc.firstName(sex, year, last)
	}
	sc.self = sc.person(sex, year, first, last, sc.town(sc.Rand))
	return true
}

func shortened(sc *scene) bool { return len(shortForms[sc.self.Name().First]) > 0 }

// showShort lets the page know the short form, or the person tell no other.
func showShort(sc *scene) bool {
	short := pick(sc.Rand, shortForms[sc.self.Name().First])
	if sc.chance(0.25) {
		sc.profile.Names[0].First = short
		return true
	}
	sc.shown.First, sc.shown.Kind = short, "nickname"
	return true
}

func byMiddle(sc *scene) bool {
	if sc.shown.Middle == "" || len(sc.profile.Names[0].Middle) < 2 {
		return false
	}
	if sc.chance(0.4) {
		sc.shown.First = initial(sc.shown.First) // "J Robert Smith"
		return true
	}
	sc.shown.First, sc.shown.Middle = sc.shown.Middle, ""
	return true
}

func renamed(sc *scene) bool {
	n := sc.self.Name()
	sc.self.Names = append(sc.self.Names, fullName{First: n.First, Middle: n.Middle, Last: sc.lastName(), Kind: "former"})
	return sc.self.Sex == female || sc.chance(0.1)
}

func showFormer(sc *scene) bool {
	f, _ := sc.self.Former()
	for _, n := range sc.profile.Names {
		if n.Last == f.Last {
			sc.shown = f
			return true
		}
	}
	return false
}

func hideFormer(sc *scene) bool {
	sc.shown, _ = sc.self.Former()
	sc.profile.Names = sc.profile.Names[:1]
	return true
}

func firstInitial(sc *scene) bool {
	sc.shown.First = initial(sc.shown.First)
	if sc.chance(0.5) {
		sc.shown.First += "."
	}
	return true
}

func wholeMiddle(sc *scene) bool { return len(sc.profile.Names[0].Middle) > 1 && sc.shown.Middle != "" }
func tellsMiddle(sc *scene) bool { return sc.profile.Names[0].Middle != "" }

func untoldMiddle(sc *scene) bool {
	sc.profile.Names[0].Middle = ""
	return sc.shown.Middle != ""
}

func untoldSuffix(sc *scene) bool {
	sc.profile.Names[0].Suffix = ""
	return true
}

// doubled gives the subject two surnames: both parents' or both spouses'.
func doubled(sc *scene) bool {
	a, b, sep := sc.lastName(), sc.lastName(), "-"
	if sc.chance(0.5) {
		a, b, sep = pick(sc.Rand, hispanic), pick(sc.Rand, hispanic), " "
		if sc.chance(0.3) {
			sep = "-"
		}
	}
	return a != b && sc.again(sc.self.Sex, "", a+sep+b)
}

func halves(last string) []string {
	return strings.FieldsFunc(last, func(r rune) bool { return r == ' ' || r == '-' })
}

func showHalf(sc *scene) bool {
	h := halves(sc.shown.Last)
	if len(h) != 2 {
		return false
	}
	half := h[0]
	if sc.chance(0.4) {
		half = h[1]
	}
	if sc.chance(0.3) {
		for i := range sc.profile.Names {
			if sc.profile.Names[i].Last == sc.shown.Last {
				sc.profile.Names[i].Last = half
			}
		}
		return true
	}
	if sc.chance(0.2) { // the first surname taken for a middle name
		sc.shown.Middle, sc.shown.Last = h[0], h[1]
		return true
	}
	sc.shown.Last = half
	return true
}

func showJoined(sc *scene) bool {
	h := halves(sc.shown.Last)
	if len(h) != 2 {
		return false
	}
	was := sc.shown.Last
	sc.shown.Last = pick(sc.Rand, []string{h[0] + strings.ToLower(h[1]), h[0] + " " + h[1], h[0] + "-" + h[1], h[1] + " " + h[0]})
	return sc.shown.Last != was
}

func withParticle(sc *scene) bool { return sc.again(sc.self.Sex, "", pick(sc.Rand, particled)) }

func showParticle(sc *scene) bool {
	last := sc.shown.Last
	bare := strings.NewReplacer("'", "", ".", "").Replace(last)
	joined := strings.ReplaceAll(bare, " ", "")
	joined = joined[:1] + strings.ToLower(joined[1:])
	words := strings.Fields(bare)
	forms := []string{joined, joined, bare, strings.ToLower(bare), words[len(words)-1], strings.ReplaceAll(last, "'", " "), strings.ReplaceAll(last, "St. ", "Saint ")}
	sc.shown.Last = pick(sc.Rand, forms)
	return sc.shown.Last != last
}

func withMarks(sc *scene) bool {
	first, last := "", pick(sc.Rand, markedFamily)
	if sc.chance(0.5) {
		first = pick(sc.Rand, markedGiven)
	}
	return sc.again(sc.self.Sex, first, last)
}

// showPlain writes names as systems without accents do: left out, spelled out
// in two letters, or spoilt by a wrong character set.
func showPlain(sc *scene) bool {
	two := strings.NewReplacer("ü", "ue", "ö", "oe", "ä", "ae", "ø", "oe", "å", "aa", "ß", "ss", "ñ", "n").Replace
	write := brokers.ASCII
	switch x := sc.Float64(); {
	case x < 0.25:
		write = func(s string) string { return brokers.ASCII(two(s)) }
	case x < 0.33:
		write = func(s string) string {
			return strings.Map(func(r rune) rune {
				if r > 127 {
					return -1 // "Nez"
				}
				return r
			}, s)
		}
	}
	sc.shown.First, sc.shown.Last = write(sc.shown.First), write(sc.shown.Last)
	return sc.shown.Last != ""
}

func foreign(sc *scene) bool {
	row := pick(sc.Rand, foreignGiven)
	if sc.chance(0.4) {
		return sc.again(sc.self.Sex, row[0], sc.lastName())
	}
	return sc.again(sc.self.Sex, row[0], pick(sc.Rand, foreignFamily)[0])
}

func showSpelling(sc *scene) bool {
	was := sc.shown
	sc.shown.First, sc.shown.Last = sc.spelling(foreignGiven, was.First), sc.spelling(foreignFamily, was.Last)
	return sc.shown != was
}

func (m *maker) spelling(table [][]string, name string) string {
	for _, row := range table {
		if row[0] == name && m.chance(0.7) {
			return pick(m.Rand, row)
		}
	}
	return name
}

func showTypo(sc *scene) bool {
	var ok bool
	if sc.chance(0.65) {
		sc.shown.Last, ok = sc.typo(sc.shown.Last)
	} else {
		sc.shown.First, ok = sc.typo(sc.shown.First)
	}
	return ok
}

func misread(table [][]string) func(*scene) bool {
	return func(sc *scene) bool {
		var ok bool
		if sc.chance(0.65) {
			sc.shown.Last, ok = sc.swap(sc.shown.Last, table)
		} else {
			sc.shown.First, ok = sc.swap(sc.shown.First, table)
		}
		return ok
	}
}

// transposed writes the surname first, without the comma that would tell.
func transposed(sc *scene) bool {
	n := sc.shown
	rest := n.First
	if sc.chance(0.5) {
		rest += " " + initial(n.Middle)
	}
	sc.page.Name = strings.TrimSpace(brokers.ASCII(n.Last + " " + rest))
	return true
}

func suffixed(sc *scene) bool {
	sc.self.Names[0].Suffix = pick(sc.Rand, []string{"Jr", "Jr", "Sr", "III", "II"})
	return sc.self.Sex == male
}

// commonName gives the subject one of the names that very many bear.
func commonName(sc *scene) bool {
	first := pick(sc.Rand, strings.Fields(`James Michael Robert John David William Mary Jennifer Linda Patricia Maria Jose`))
	last := pick(sc.Rand, strings.Fields(`Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez`))
	sex := sc.sexOf(first)
	home := sc.town(sc.Rand)
	sc.self = sc.person(sex, sc.bornFor(sc.Rand, sex, first), first, last, home)
	return true
}
