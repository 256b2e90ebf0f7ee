package blocks

import (
	"strings"

	"github.com/whohasme/whohasme/scan/extract/field"
)

// far is how many lines may stand between the name of a record and its other
// names.
const far = 12

// owner finds the name of the record that an "also known as" belongs to: the
// nearest line before it that is a name and no other person's. Pages list
// people by the names they had, under the name they have.
func (p *page) owner(at int32) (mark, bool) {
	i := at
	for back := 0; i > 0 && back < far; back++ {
		end := i
		for i--; i > 0 && p.pieces[i].gap < newCell; i-- {
		}
		if p.out(i) {
			return mark{}, false
		}
		if m, ok := p.nameAt(i, end); ok && !p.underLabel(i) {
			return m, true
		}
	}
	return mark{}, false
}

// alsoKnown reports whether a line gives other names of somebody, one of which
// is wanted.
func (p *page) alsoKnown(from, end int32) bool {
	if end-from > longLine {
		return false
	}
	text := p.join(from, end)
	l, next, ok := labelAt(text, func(i int) bool { return i == len(text) || p.pieces[from].text == text[:min(i, len(text))] })
	under := ok && l.kind == aliases
	if !ok {
		next = 0
		under = p.labelOver(from) == aliases
	}
	if !under {
		return false
	}
	for _, n := range p.memory.People(text[next:]) {
		if p.wanted.Like(n) == field.Alike {
			return true
		}
	}
	return false
}

// misspelt finds names whose last name is a slip away from the wanted one. It
// is asked only where the right spelling is nowhere in a record.
func (p *page) misspelt() []mark {
	var list []mark
	for i := int32(0); i < int32(len(p.pieces)); {
		end := p.lineEnd(i, int32(len(p.pieces)))
		if t := p.pieces[i].text; !p.out(i) && len(t) < 80 && p.wanted.Called(t) {
			if m, ok := p.nameAt(i, end); ok && p.wanted.Near(m.name) {
				m.like = field.Alike
				list = append(list, m)
			}
		}
		i = end
	}
	return list
}

// counted reports whether the page says in its title, or before a piece, how
// many results it has.
func (p *page) counted(before int32) bool {
	if len(p.title) < 160 && countWord(p.title) && p.wanted.Mentioned(p.title) && field.Total(p.title) > 0 {
		return true
	}
	if p.counts == 0 {
		p.counts = 1 + p.firstLine(func(text string) bool {
			return len(text) < 160 && strings.ContainsAny(text, "0123456789") && countWord(text) && field.Total(text) > 0
		})
	}
	return p.counts-1 < before
}

func countWord(s string) bool {
	s = strings.ToLower(s)
	for _, w := range []string{"result", "record", "people", "person", "profile", "match", "listing", "found", "showing", "entries", "entry", "voter", "resident", "resultado", "résultat", "ergebnis"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// namesakes are names that share only the last name, on a page that says how
// many results it has: sites also list the first names that begin alike.
func (p *page) namesakes() []mark {
	var list []mark
	for _, m := range p.marks() {
		if (p.counted(m.first) || p.announced(m.first) || p.titledFor(m) || p.searched()) && !p.underLabel(m.first) {
			m.like = field.Alike
			list = append(list, m)
		}
	}
	return list
}

// announced reports whether the page says before a piece that results for the
// name that was asked for follow.
func (p *page) announced(before int32) bool {
	if p.announces == 0 {
		p.announces = 1 + p.firstLine(func(text string) bool {
			return len(text) < 120 && countWord(text) && p.wanted.Mentioned(text) && p.wanted.Called(text)
		})
	}
	return p.announces-1 < before
}

// searched reports whether the page's title says that it is one of a search
// for people under the name that was asked for.
func (p *page) searched() bool {
	if len(p.title) > 160 || !p.wanted.Mentioned(p.title) || !p.wanted.Called(p.title) {
		return false
	}
	low := strings.ToLower(p.title)
	for _, w := range []string{"people search", "white pages", "whitepages", "electoral roll", "voter record", "public record", "background check", "addresses and phone", "phone numbers and address", "people finder", "people named"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// firstLine returns the first piece of the first line that is as wanted, or one
// behind the last piece.
func (p *page) firstLine(wanted func(string) bool) int32 {
	all := int32(len(p.pieces))
	for i := int32(0); i < all; {
		end := p.lineEnd(i, all)
		if end-i <= 8 && wanted(p.join(i, end)) {
			return i
		}
		i = end
	}
	return all
}

// titledFor reports whether a name stands in the page's title: the page is
// that person's.
func (p *page) titledFor(m mark) bool {
	return len(m.name) > 4 && strings.Contains(strings.ToLower(p.title), strings.ToLower(m.name))
}
