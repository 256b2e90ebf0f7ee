package blocks

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/whohasme/whohasme/scan/extract/field"
)

// mark is a place where a name stands at the head of a line.
type mark struct {
	first  int32 // piece that the line begins with
	elem   int32 // smallest element that holds the name
	end    int   // byte of the line behind the name
	before int   // byte of the line at which it begins
	name   string
	like   field.Likeness
}

// marks finds the names that are like the wanted ones.
func (p *page) marks() []mark {
	var list []mark
	var owners []int32
	for i := int32(0); i < int32(len(p.pieces)); {
		end := p.lineEnd(i, int32(len(p.pieces)))
		if p.out(i) {
			i = end
			continue
		}
		for k := i; k < end; k++ {
			if p.wanted.Mentioned(p.pieces[k].text) {
				m, ok := p.nameAt(i, end)
				if ok {
					m.like = p.wanted.Like(m.name)
				}
				if m.like > field.Unlike {
					list = append(list, m)
				}
				if (!ok || m.like == field.Alike) && p.alsoKnown(i, end) {
					owners = append(owners, i)
				}
				break
			}
		}
		i = end
	}
	return p.withOwners(p.withParts(list), owners)
}

// withParts adds the wanted names whose parts stand apart.
func (p *page) withParts(list []mark) []mark {
	for _, m := range p.compose() {
		if m.like > field.Unlike {
			list = slices.DeleteFunc(list, func(o mark) bool { return p.within(o.elem, m.elem) })
			list = append(list, m)
		}
	}
	slices.SortStableFunc(list, func(a, b mark) int { return int(a.first - b.first) })
	return list
}

// withOwners adds the names under which wanted ones stand as other names.
func (p *page) withOwners(list []mark, owners []int32) []mark {
	at := make(map[int32]int, len(list))
	for i, m := range list {
		at[m.first] = i
	}
	for _, o := range owners {
		m, ok := p.owner(o)
		if !ok {
			continue
		}
		m.like = field.Alike
		switch i, known := at[m.first]; {
		case !known:
			at[m.first] = len(list)
			list = append(list, m)
		case list[i].like != field.Alike:
			list[i] = m
		}
	}
	if len(owners) > 0 {
		slices.SortStableFunc(list, func(a, b mark) int { return int(a.first - b.first) })
	}
	return list
}

// nameAt reads the name at the head of a line, behind a label for names or a
// number at most.
func (p *page) nameAt(from, end int32) (mark, bool) {
	head := p.pieces[from].text
	if end == from+1 && len(head) > 400 {
		return mark{}, false
	}
	if end-from > longLine {
		return mark{}, false
	}
	m := mark{first: from}
	text := p.join(from, end)
	if l, at, ok := labelAt(text, func(i int) bool { return i == len(text) || i == len(head) }); ok {
		if l.kind != aName && l.kind != aFullName {
			return mark{}, false
		}
		m.before = at
	} else {
		m.before = ordinalEnd(text)
	}
	k := from
	for pos := 0; pos < m.before && k < end-1; k++ { // the piece that the name begins in
		if pos += len(p.pieces[k].text) + 1; pos > m.before {
			break
		}
	}
	rest := text[m.before:]
	if rest == "" || rest[0] < utf8.RuneSelf && !letter(rest[0]) && rest[0] != '"' && rest[0] != '\'' {
		return mark{}, false
	}
	if _, end, cut := strings.Cut(rest, ","); cut && strings.HasPrefix(strings.ToLower(strings.TrimSpace(end)), "district of columbia") {
		return mark{}, false // its "of" would end a name
	}
	if i := strings.IndexByte(rest, ';'); i > 0 {
		rest = rest[:i]
	}
	for _, j := range joints {
		if i := strings.Index(rest, j); i > 0 {
			rest = rest[:i]
		}
	}
	if own := p.pieces[k].text; strings.HasPrefix(rest, own) && (strings.Contains(own, " ") || end == k+1 || !ascii(own)) {
		if n, veiled := p.memory.Name(own); !veiled && strings.HasPrefix(own, n) && person(n) && (len(n) == len(own) || own[len(n)] != ',' || p.wanted.Like(n) > field.Unlike || !addressLike(own, look(own))) {
			m.name, m.end, m.elem = n, m.before+len(n), p.pieces[k].elem
			return m, true
		}
	}
	n, veiled := p.memory.Name(rest)
	if veiled || n == "" || !strings.HasPrefix(rest, n) || !person(n) {
		return mark{}, false
	}
	if len(n) < len(rest) && rest[len(n)] == ',' && p.wanted.Like(n) == field.Unlike && addressLike(rest, look(rest)) {
		return mark{}, false // a town
	}
	m.name, m.end = n, m.before+len(n)
	last, pos := k, m.before
	for pos += len(p.pieces[k].text); pos < m.end && last < end-1; {
		last++
		pos += 1 + len(p.pieces[last].text)
	}
	m.elem = p.common(k, last+1)
	return m, true
}

// person reports whether a text can be the whole name of one person.
func person(n string) bool {
	if one, other, cut := strings.Cut(n, " & "); cut && !strings.Contains(one, " ") && strings.Contains(other, " ") {
		n = one + " " + other // a couple, as directories list them: "Ann & Bob Smith"
	}
	if n == "" || !field.PersonLike(n) || strings.ContainsAny(n, ";|/") {
		return false
	}
	if !strings.Contains(n, " ") {
		return !ascii(n) && utf8.RuneCountInString(n) > 1 && utf8.RuneCountInString(n) < 12
	}
	if head, rest, cut := strings.Cut(n, ","); cut && (field.EndsPlace(strings.TrimSpace(rest)) || strings.Contains(strings.TrimSpace(head), " ") && strings.Contains(strings.TrimSpace(rest), " ") && !initialed(rest)) {
		return false // a place, or two people
	}
	for w := range strings.FieldsSeq(n) {
		var low [24]byte
		w = strings.Trim(w, ".,()")
		if len(w) <= len(low) && (headWords[string(lowered(low[:0], w))]) {
			return false
		}
	}
	return true
}

// initialed reports whether a text is one name and an initial, as a given name
// behind two last names is: Vega Montclaro, Christine A.
func initialed(s string) bool {
	w := strings.Fields(s)
	return len(w) == 2 && utf8.RuneCountInString(strings.TrimSuffix(w[1], ".")) == 1
}

// headWords never stand in a name, though they are written with capitals.
var headWords = words(`people search results result records record report reports background check phone address view details public free find popular
	similar related also home about contact privacy terms sign login reviews plumbing llc inc obituary obituaries obit news attorney law arrest arrested
	locations location relatives associates directory listing listings city county state street avenue show all more full profile profiles address sponsored
	years old age aged telephone telephones email emails residence residences box p.o po university school college police court department church company services service group center centre hospital club team photo avatar the and for with
	electric electrical roofing dental bakery salon automotive insurance landscaping construction cleaning heating cooling hvac towing photography consulting jewelers
	motors furniture florist repair rentals properties associates' enterprises industries foundation ministries restaurant cafe pizza grill pharmacy clinic`)

// ordinalEnd returns the length of "12. " or "#3) " at the head of a text.
func ordinalEnd(s string) int {
	i := 0
	if strings.HasPrefix(s, "#") {
		i++
	}
	d := i
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i == d || i > 5 || i >= len(s)-1 || s[i] != '.' && s[i] != ')' {
		return 0
	}
	i++
	for i < len(s) && s[i] == ' ' {
		i++
	}
	return i
}
