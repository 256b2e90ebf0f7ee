package blocks

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/whohasme/whohasme/scan/extract/field"
	"github.com/whohasme/whohasme/scan/extract/tree"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
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
	if head, rest, cut := strings.Cut(n, ","); cut && (field.EndsPlace(strings.TrimSpace(rest)) || strings.Contains(strings.TrimSpace(head), " ") && strings.Contains(strings.TrimSpace(rest), " ")) {
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

// key groups marks that stand in like elements.
type key struct {
	path  uint32
	class string
	slot  string // the column of a table or the term of a list that it stands in
}

// mostColumns bounds the columns of a table that is read.
const mostColumns = 100

func (p *page) keyOf(e int32) key { return key{p.path[e], p.class(e), p.slot(e)} }

func (p *page) slot(e int32) string {
	for i := 0; i < 4 && e >= 0; i++ {
		switch n := p.elems[e].node; {
		case isCell(n):
			column := 'a'
			for b := n.PrevSibling; b != nil && column < 'a'+mostColumns; b = b.PrevSibling {
				if b.DataAtom == atom.Th && n.DataAtom == atom.Td {
					return tree.Text(b) // a row with its label
				}
				if b.Type == html.ElementNode && isCell(b) {
					column++
				}
			}
			return string(column)
		case n.DataAtom == atom.Dd:
			for b, back := n.PrevSibling, 0; b != nil && back < mostColumns; b, back = b.PrevSibling, back+1 {
				if b.DataAtom == atom.Dt {
					return tree.Text(b)
				}
			}
		case isRow(n), n.DataAtom == atom.Table, n.DataAtom == atom.Dl, n.DataAtom == atom.Body:
			return ""
		}
		e = p.elems[e].parent
	}
	return ""
}

// class returns the class of an element where it says what the element is:
// not for one that tells rows apart, and without its digits.
func (p *page) class(e int32) string {
	c, ok := attribute(p.elems[e].node, "class")
	if !ok {
		return named(p.elems[e].node)
	}
	if strings.Contains(c, "odd") || strings.Contains(c, "even") || strings.Contains(c, "first") || strings.Contains(c, "last") || strings.Contains(c, "active") || strings.Contains(c, "selected") {
		return ""
	}
	if i := strings.IndexAny(c, "0123456789"); i >= 0 && !p.again[c] {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return '#'
			}
			return r
		}, c)
	}
	return c
}

// named is what an element without a class is called by another attribute.
func named(n *html.Node) string {
	for i := range n.Attr {
		a := &n.Attr[i]
		if k := a.Key; (k == "itemprop" || k == "property" || k == "slot" || strings.HasPrefix(k, "data-")) && a.Val != "" && len(a.Val) < 24 && !strings.ContainsAny(a.Val, "0123456789 ") {
			return a.Val
		}
	}
	return ""
}

// alike finds every name in elements like those of a group, whoever bears it.
func (p *page) alike(k key, seeds []mark) []mark {
	list := make([]mark, 0, len(seeds))
	s := 0
	for e := range p.elems {
		if p.path[e] != k.path || p.class(int32(e)) != k.class || p.slot(int32(e)) != k.slot {
			continue
		}
		el := &p.elems[e]
		for s < len(seeds) && seeds[s].elem < int32(e) {
			s++
		}
		if s < len(seeds) && seeds[s].elem == int32(e) {
			for ; s < len(seeds) && seeds[s].elem == int32(e); s++ {
				list = append(list, seeds[s])
			}
			continue
		}
		if el.first == el.last || p.out(el.first) {
			continue
		}
		if m, ok := p.composed[int32(e)]; ok {
			list = append(list, m)
			continue
		}
		from := el.first
		for from > 0 && p.pieces[from].gap < newCell {
			from--
		}
		m, ok := p.nameAt(from, p.lineEnd(from, int32(len(p.pieces))))
		if ok && p.within(m.elem, int32(e)) && !p.underLabel(from) {
			m.elem = int32(e)
			list = append(list, m)
		}
	}
	return list
}

// headings are the labels over the columns of the page's tables.
type headings struct {
	tables map[int32][]string
}

// of returns the label over a cell.
func (h *headings) of(s *sheet, cell int32) (kind, string, bool) {
	row := s.elems[cell].parent
	for row >= 0 && !isRow(s.elems[row].node) {
		row = s.elems[row].parent
	}
	table := row
	for table >= 0 && !isTable(s.elems[table].node) {
		table = s.elems[table].parent
	}
	if table < 0 {
		return none, "", false
	}
	heads, known := h.tables[table]
	if !known {
		heads = headsOf(s, table)
		if h.tables == nil {
			h.tables = map[int32][]string{}
		}
		h.tables[table] = heads
	}
	column := 0
	for n := s.elems[cell].node.PrevSibling; n != nil && column < mostColumns; n = n.PrevSibling {
		if n.Type == html.ElementNode && isCell(n) {
			column++
		}
	}
	if column >= len(heads) || heads[column] == "" {
		return none, "", len(heads) > 0 && column < len(heads)
	}
	l, _, ok := labelAt(heads[column], func(i int) bool { return i == len(heads[column]) })
	if !ok {
		return none, heads[column], true
	}
	return l.kind, heads[column], true
}

// headsOf reads the first row of a table if it is one of heads.
func headsOf(s *sheet, table int32) []string {
	for e := table + 1; e < s.elems[table].next; e++ {
		if !isRow(s.elems[e].node) {
			continue
		}
		var heads []string
		ths, known := 0, 0
		for c := e + 1; c < s.elems[e].next; c++ {
			n := s.elems[c].node
			if s.elems[c].parent != e || !isCell(n) {
				continue
			}
			text := ""
			if s.elems[c].last > s.elems[c].first {
				text = s.join(s.elems[c].first, s.elems[c].last)
			}
			heads = append(heads, text)
			if n.DataAtom == atom.Th || role(n, "columnheader") {
				ths++
			}
			if _, _, ok := labelAt(text, func(i int) bool { return i == len(text) }); ok {
				known++
			}
		}
		if len(heads) > 1 && (ths > 1 && ths >= len(heads)-1 || known > 1 && known*2 >= len(heads)) {
			return heads
		}
		return nil
	}
	return nil
}
