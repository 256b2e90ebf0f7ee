package blocks

import (
	"strings"

	"github.com/whohasme/whohasme/scan/extract/field"
	"golang.org/x/net/html/atom"
)

// single reads the one record that a page holds: the smallest element around
// the name, or the rest of the page behind it, that says most about a person.
func (p *page) single(seeds []mark) []Record {
	var best *block
	var reading *reading
	var most float64
	tried := 0
	strange := map[key]bool{}
	for _, g := range p.groups(seeds) {
		strange[g.key] = p.ofStrangers(p.alike(g.key, g.marks))
	}
	for _, m := range seeds {
		if m.like != field.Alike || tried == 8 || strange[p.keyOf(m.elem)] || p.ofALink(m) {
			continue
		}
		tried++
		last := int32(-1)
		for e := m.elem; e >= 0; e = p.elems[e].parent {
			if p.elems[e].last == last {
				continue
			}
			last = p.elems[e].last
			if p.budget -= int(last - m.first); p.budget < 0 {
				break
			}
			for _, from := range [...]int32{m.first, p.elems[e].first} {
				if from < m.first && (p.elems[e].last-from > small || isBody(p.elems[e].node.DataAtom)) {
					break // what stands before the name is of the record only in a small element
				}
				b := p.region(m, e, from)
				r := p.read(&b)
				if !r.alone() && !p.onlyResult(&b, r) || p.advert(e) {
					continue
				}
				worth := float64(r.count()) + 0.5*float64(bits(r.labelled)) - 0.03*float64(r.strange) - 0.001*float64(r.said)
				if from < m.first {
					worth -= 0.75
				}
				if worth > most {
					best, reading, most = &b, r, worth
				}
				if from == m.first && from == p.elems[e].first {
					break
				}
			}
		}
	}
	if best == nil {
		return nil
	}
	if b, r := p.inner(best, reading); b != nil {
		best, reading = b, r
	}
	if p.alien([]block{*best}) {
		return nil
	}
	return []Record{p.made(best, reading)}
}

// kinsman reads the page of one person who shares the last name with the one
// that was asked for, headed by that name, where four things of them stand, two
// of them behind labels, and relatives or other names so.
func (p *page) kinsman() []Record {
	var heads []mark
	for _, m := range p.marks() {
		for e, up := m.elem, 0; e >= 0 && up < 3; e, up = p.elems[e].parent, up+1 {
			if a := p.elems[e].node.DataAtom; a == atom.H1 || a == atom.H2 {
				m.like = field.Alike
				heads = append(heads, m)
				break
			}
		}
	}
	if len(heads) == 0 || len(heads) > 3 {
		return nil
	}
	list := p.single(heads)
	if len(list) != 1 {
		return nil
	}
	told, fields := map[string]bool{}, map[string]bool{}
	for _, v := range list[0].Values {
		if fields[v.Field] = true; v.Label != "" {
			told[v.Field] = true
		}
	}
	if len(told) < 2 || len(fields) < 5 || !told["relatives"] && !told["aliases"] {
		return nil
	}
	return list
}

// ofALink reports whether a name begins the title of another page, such as
// "Maria Garcia | Example": a search engine's hit.
func (p *page) ofALink(m mark) bool {
	own := p.pieces[m.first].text
	rest := strings.TrimLeft(own[min(m.end, len(own)):], " ")
	if len(rest) < 3 || rest[0] != '|' && !strings.HasPrefix(rest, "- ") && !strings.HasPrefix(rest, "– ") {
		return false
	}
	rest = trimmed(strings.TrimLeft(rest, "|"))
	_, _, labelled := labelAt(rest, func(i int) bool { return i == len(rest) })
	if n, _ := anchorOf(p.sheet, p.pieces[m.first].elem, -1); n == nil || labelled {
		return false
	}
	return listForm(rest, true) == none && !button(rest)
}

// inner finds the record inside a page that is headed by the name that was
// asked for: another name below the heading, around which stands nearly all
// that the page says. Sites list a person under another spelling.
func (p *page) inner(whole *block, all *reading) (*block, *reading) {
	end := whole.spans[len(whole.spans)-1].to
	for i, lines := p.lineEnd(whole.name.first, end), 0; i < end && lines < 60; lines++ {
		next := p.lineEnd(i, end)
		m, ok := p.nameAt(i, next)
		if !ok || p.out(i) || p.underLabel(i) {
			i = next
			continue
		}
		for e := m.elem; e >= 0 && p.elems[e].first > whole.name.first; e = p.elems[e].parent {
			if p.budget -= int(p.elems[e].last - m.first); p.budget < 0 {
				return nil, nil
			}
			b := p.region(m, e, m.first)
			if r := p.read(&b); r.has == all.has && r.said*10 >= all.said*8 {
				return &b, r
			}
		}
		i = next
	}
	return nil, nil
}

// onlyResult reports whether a block with one field is a record all the same:
// it has a page of its own, and the page counts its results.
func (p *page) onlyResult(b *block, r *reading) bool {
	return r.has&companions != 0 && r.rec.URL != "" && r.foreign == 0 && r.strange <= 6 && p.counted(b.name.first)
}

// small is the most pieces of an element that is read from its beginning, though
// the name stands further down.
const small = 40

// region is what stands in an element from a piece on, without what is left
// out of the page.
func (p *page) region(m mark, e, from int32) block {
	b := block{root: e, name: m}
	for i := from; i <= p.elems[e].last; i++ {
		if i == p.elems[e].last || p.out(i) {
			if i > from {
				b.spans = append(b.spans, span{from, i})
			}
			from = i + 1
		}
	}
	return b
}

// alone reports whether a block that does not repeat is a record.
func (r *reading) alone() bool {
	n, told := r.count(), bits(r.labelled)
	switch {
	case r.has&companions == 0 || r.foreign > 1 && told < 4:
		return false
	case told >= 2 && n >= 2:
		return r.said*3 >= r.strange+5*r.foreign
	case n >= 3 || n == 2 && told == 1:
		return r.said >= r.strange+5*r.foreign
	case n == 2:
		return r.said >= 2*r.strange && r.foreign == 0
	}
	return false
}
