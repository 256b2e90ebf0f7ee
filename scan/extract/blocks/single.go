package blocks

import (
	"github.com/whohasme/whohasme/scan/extract/field"
)

// single reads the one record that a page holds: the smallest element around
// the name, or the rest of the page behind it, that says most about a person.
func (p *page) single(seeds []mark) []Record {
	var best *block
	var reading *reading
	var most float64
	tried := 0
	for _, m := range seeds {
		if m.like != field.Alike || tried == 8 {
			continue
		}
		tried++
		last := int32(-1)
		for e := m.elem; e >= 0; e = p.elems[e].parent {
			if p.elems[e].last == last {
				continue
			}
			last = p.elems[e].last
			b := p.region(m, e)
			r := p.read(&b)
			if !r.alone() || p.advert(e) {
				continue
			}
			worth := float64(r.count()) + 0.5*float64(bits(r.labelled)) - 0.03*float64(r.strange) - 0.001*float64(r.said)
			if isHeading(p.elems[m.elem].node) {
				worth++
			}
			if worth > most {
				best, reading, most = &b, r, worth
			}
		}
	}
	if best == nil {
		return nil
	}
	return []Record{p.made(best, reading)}
}

// region is what stands in an element from a name on, without what is left
// out of the page.
func (p *page) region(m mark, e int32) block {
	b := block{root: e, name: m}
	from := m.first
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
