package match

import (
	"slices"
	"strings"

	"github.com/whohasme/whohasme/scan"
)

// person is one name of the subject, in parts.
type person struct {
	first, middles, last []string
	generation           int // 1 for Sr, 2 for Jr and II, 3 for III; 0: none given
	kind                 scan.NameKind
	safe                 int // number of the safe name; 0: not a safe one
}

func readPerson(n scan.Name, safe int) person {
	p := person{first: plainWords(n.First), middles: plainWords(n.Middle), kind: n.Kind, safe: safe}
	last := words(fold(n.Last + " " + n.Suffix))
	last, p.generation = takeGeneration(last)
	p.last = texts(last)
	return p
}

func (m *Matcher) addNames(s *scan.Subject) {
	for _, n := range s.Names {
		m.names = append(m.names, readPerson(n, 0))
	}
	for i, n := range s.Safe.Names {
		m.names = append(m.names, readPerson(n, i+1))
	}
	for _, p := range m.names {
		m.middles = append(m.middles, p.middles...)
	}
}

// reading is one way to read a page's name: which words are given names and
// which are the family's.
type reading struct {
	given, family []word
	cost          float64 // bits, for a less usual order
}

// pageName is a name as a page prints it, with every way to read it.
type pageName struct {
	all        string // all words, joined
	readings   []reading
	generation int
}

const maxNameWords = 7

var titles = []string{"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "hon", "sir"}
var degrees = []string{"md", "phd", "dds", "esq", "cpa", "rn", "jd", "dvm", "pe"}

// readPageName reads "Maria Elena García", "García López, Maria",
// "GARCIA MARIA E", `Robert "Bob" Smith, Jr.` and the like.
func readPageName(s string) pageName {
	s, nick := cutNick(fold(s))
	before, after, comma := strings.Cut(s, ",")
	head, tail := words(before), words(after)
	var n pageName
	head = trimTitles(head)
	head, n.generation = takeGeneration(head)
	tail, g := takeGeneration(trimDegrees(tail))
	if g != 0 {
		n.generation = g
	}
	if comma && len(tail) > 0 {
		n.readings = []reading{{given: capped(tail), family: capped(head)}, {given: capped(head), family: capped(tail), cost: 1.5}}
		n.all = join(texts(tail)) + join(texts(head))
		return n
	}
	if len(head) > 2 {
		head = trimDegrees(head)
	}
	head = capped(head)
	n.all = join(texts(head))
	n.readings = splits(head)
	if len(nick) > 0 && len(head) > 1 {
		n.readings = append(n.readings, splits(append(slices.Clone(nick[:1]), head[1:]...))...)
	}
	return n
}

func capped(ws []word) []word { return ws[:min(len(ws), maxNameWords)] }

// splits are all ways to cut words into given names and family names, in both
// orders, without cutting at a hyphen.
func splits(ws []word) []reading {
	switch len(ws) {
	case 0:
		return nil
	case 1:
		return []reading{{given: ws}, {family: ws}}
	}
	var out []reading
	for i := 1; i < len(ws); i++ {
		if !ws[i].glued {
			out = append(out, reading{given: ws[:i], family: ws[i:]}, reading{given: ws[i:], family: ws[:i], cost: 1})
		}
	}
	if len(out) == 0 { // one hyphenated word
		return []reading{{given: ws}, {family: ws}, {given: ws[:1], family: ws[1:], cost: 1}}
	}
	return out
}

// cutNick takes a familiar name in quotes or brackets out of a name.
func cutNick(s string) (rest string, nick []word) {
	s = quoted.Replace(s)
	before, after, ok := strings.Cut(s, `"`)
	inside, after, closed := strings.Cut(after, `"`)
	if !ok || !closed {
		return s, nil
	}
	return before + " " + after, words(inside)
}

func trimTitles(ws []word) []word {
	for len(ws) > 1 && slices.Contains(titles, ws[0].text) {
		ws = ws[1:]
	}
	return ws
}

func trimDegrees(ws []word) []word {
	for len(ws) > 0 && slices.Contains(degrees, ws[len(ws)-1].text) {
		ws = ws[:len(ws)-1]
	}
	return ws
}

// quoted writes brackets and curly quotes, which hold nicknames, as plain ones.
var quoted = strings.NewReplacer("“", `"`, "”", `"`, "(", `"`, ")", `"`)
