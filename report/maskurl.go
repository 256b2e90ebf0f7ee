package report

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/whohasme/whohasme/scan"
)

// url leaves out the address of a record that itself tells a safe fact, or one
// that was masked in the record. The name in it stands: without the address
// the subject could not find the record again.
func (m *masker) url(u string) string {
	text := decoded(u)
	labels := m.s.Safe.Labels(text)
	for _, l := range labels {
		m.alarm(l)
	}
	if len(labels) > 0 || slices.ContainsFunc(m.traces(), func(f string) bool { return holds(text, f) }) {
		return ""
	}
	return u
}

// decoded undoes the escapes of an address, twice because sites encode twice.
func decoded(u string) string {
	for range 2 {
		if plain, err := url.QueryUnescape(u); err == nil {
			u = plain
		}
	}
	return u
}

// traces are the texts that an address must not hold: what was masked, and
// what is left of the safe facts where they are told in part or glued.
func (m *masker) traces() []string {
	list := slices.Clone(m.hidden)
	own := m.own()
	for _, n := range m.s.Safe.Names {
		list = append(list, n.First+n.Last, n.Last+n.First)
		for _, w := range strings.Fields(scan.Fold(n.String())) {
			if !own[w] && utf8.RuneCountInString(w) > 1 {
				list = append(list, w)
			}
		}
	}
	for _, a := range m.s.Safe.Addresses {
		list = append(list, a.Street)
		if !m.livesIn(a.City) {
			list = append(list, a.City)
		}
		if w := strings.Fields(scan.Fold(a.Street)); len(w) > 2 && unicode.IsDigit([]rune(w[0])[0]) {
			list = append(list, w[0]+" "+w[1]) // whatever kind of street it is called
		}
	}
	for _, e := range m.s.Safe.Emails {
		local, _, _ := strings.Cut(e, "@")
		list = append(list, local)
	}
	return list
}

// livesIn reports whether a city is told by an address that is not safe, or is
// also a name of the subject.
func (m *masker) livesIn(city string) bool {
	return m.own()[scan.Fold(city)] || slices.ContainsFunc(m.open(), func(a scan.Address) bool { return scan.Fold(a.City) == scan.Fold(city) })
}

// glued is the least length of a text that is also looked for inside words.
const glued = 5

func holds(text, fact string) bool {
	f := scan.Fold(fact)
	if f == "" {
		return false
	}
	t := scan.Fold(text)
	whole := strings.Contains(" "+t+" ", " "+f+" ") || strings.Contains(" "+scan.Fold(strings.ReplaceAll(text, ".", " "))+" ", " "+f+" ")
	f = strings.ReplaceAll(f, " ", "")
	return whole || utf8.RuneCountInString(f) >= glued && strings.Contains(strings.ReplaceAll(t, " ", ""), f)
}
