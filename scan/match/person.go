package match

import (
	"slices"
	"strings"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/match/spelling"
)

// maxOurs is how many words of one name of the subject are read.
const maxOurs = 10

// person is one name of the subject: first, middle and last names in a row.
type person struct {
	words       []word
	first, last int // words[:first] are the first name, words[last:] the last
	wholeFirst  string
	wholeLast   string // with particles
	coreLast    string // without
	firstBits   float32
	lastBits    float32
	decade      int // of birth
	generation  int // 1 for Sr, 2 for Jr and II, 3 for III; 0: none given
	kind        scan.NameKind
	safe        int // number of the safe name; 0: not a safe one
}

func (p *person) firsts() []word  { return p.words[:p.first] }
func (p *person) middles() []word { return p.words[p.first:p.last] }
func (p *person) lasts() []word   { return p.words[p.last:] }

func readPerson(n scan.Name, safe, decade int) person {
	p := person{kind: n.Kind, safe: safe}
	first := words(spelling.Fold(n.First))
	middle := words(spelling.Fold(n.Middle))
	if strings.EqualFold(strings.Trim(n.Suffix, " ."), "v") { // which pages do not tell from an initial
		n.Suffix = ""
	}
	last, generation := takeGeneration(words(spelling.Fold(n.Last+" "+n.Suffix)), 1)
	if generation == 0 && len(last) > 0 {
		middle, generation = takeGeneration(middle, len(first))
	}
	p.generation = generation
	p.assemble(first, middle, last, decade)
	return p
}

func (p *person) assemble(first, middle, last []word, decade int) {
	p.decade = decade
	p.words = look(slices.Concat(first, middle, last))
	p.words = p.words[:min(len(p.words), maxOurs)]
	p.first = min(len(first), len(p.words))
	p.last = min(len(first)+len(middle), len(p.words))
	p.wholeFirst, p.wholeLast = join(p.firsts()), join(p.lasts())
	core := slices.DeleteFunc(slices.Clone(p.lasts()), word.particle)
	p.coreLast = join(core)
	if len(core) == 0 {
		core, p.coreLast = p.lasts(), p.wholeLast
	}
	for i, w := range p.firsts() {
		if b := w.firstBits(decade); i == 0 {
			p.firstBits = b
		} else {
			p.firstBits = min(p.firstBits+2, rareFirst+2)
		}
	}
	for i, w := range core {
		if b := w.lastBits(); i == 0 {
			p.lastBits = b
		} else {
			p.lastBits = min(max(p.lastBits, b)+2, rareLast+2)
		}
	}
}

func (m *Matcher) addNames(s *scan.Subject) {
	for _, n := range s.Names {
		m.names = append(m.names, readPerson(n, 0, m.decade))
	}
	for i, n := range s.Safe.Names {
		m.names = append(m.names, readPerson(n, i+1, m.decade))
	}
	for i := range m.names {
		m.generation = m.generation || m.names[i].generation != 0
		m.middles = append(m.middles, m.names[i].middles()...)
	}
	for i := range m.names {
		for _, w := range m.names[i].words {
			m.letters |= w.letters
		}
	}
}

func isParticle(s string) bool {
	switch s {
	case "de", "del", "la", "las", "los", "el", "al", "da", "das", "do", "dos", "di", "du", "von", "van", "der", "den", "ter", "ten",
		"zu", "y", "e", "bin", "ibn", "ben", "bint", "st", "saint", "san", "santa":
		return true
	}
	return false
}

// particle reports whether a word of a last name is often left out.
func (w word) particle() bool {
	switch w.text {
	case "st", "saint", "san", "santa":
		return false
	}
	return isParticle(w.text)
}
