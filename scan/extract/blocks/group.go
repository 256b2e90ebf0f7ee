package blocks

import (
	"github.com/whohasme/whohasme/scan/extract/field"
)

type group struct {
	key   key
	marks []mark
}

// groups sorts the names by the elements they stand in, in page order. A group
// in which no first name fits is none.
func (p *page) groups(seeds []mark) []group {
	var list []group
	index := map[key]int{}
	for _, m := range seeds {
		k := p.keyOf(m.elem)
		i, known := index[k]
		if !known {
			i = len(list)
			index[k] = i
			list = append(list, group{key: k})
		}
		list[i].marks = append(list[i].marks, m)
	}
	kept := list[:0]
	for _, g := range list {
		for _, m := range g.marks {
			if m.like == field.Alike {
				kept = append(kept, g)
				break
			}
		}
	}
	return kept
}

// sample is how many blocks are read to compare two ways to cut a page.
const sample = 6

// score says how much a way to cut a page makes of it: fields per block, less
// what is not understood, for as many blocks as there are.
func (p *page) score(list []block, seeds []mark) float64 {
	if len(list) == 0 {
		return 0
	}
	var sum float64
	read, good := 0, 0
	step := max(len(list)/sample, 1)
	for i := 0; i < len(list) && read < sample; i += step {
		b := &list[i]
		if p.advert(b.root) {
			continue
		}
		for _, sp := range b.spans {
			p.effort -= int(sp.to - sp.from)
		}
		if p.effort < 0 {
			return 0
		}
		r := p.read(b)
		read++
		if !r.record() {
			continue
		}
		good++
		sum += float64(r.count()) + 0.25*float64(bits(r.labelled)) - 0.05*float64(r.strange)
		if b.spans[0].from == b.name.first {
			sum += 0.75 // the name comes first
		}
		if isHeading(p.elems[b.name.elem].node) {
			sum += 0.25
		}
	}
	if read == 0 || good*2 < read || good == 1 && len(seeds) == 1 && len(list) == 1 {
		return 0
	}
	return sum / float64(read) * float64(len(list))
}

// companions are the kinds that tell a record from a bare name.
const companions = 1<<anAge | 1<<aBirth | 1<<places | 1<<phones | 1<<kin

// record reports whether a block that repeats is a record.
func (r *reading) record() bool {
	strange := r.strange + 5*r.foreign
	if r.foreign > 0 && r.has&(1<<kin|1<<aliases|1<<aBirth) == 0 && bits(r.labelled) < 2 {
		return false
	}
	return r.has&companions != 0 && (r.said+1)*2 >= strange+1 && r.foreign < 2 && (r.said >= strange || r.count() > 1 && r.said*2 >= strange)
}

// readAll reads the blocks of the list that was chosen. What stands elsewhere
// on the page in the same dress is of the list only if it stands beside it.
func (p *page) readAll(list []block) []Record {
	beside := map[int32]bool{}
	class := map[string]bool{}
	for i := range list {
		if list[i].name.like > field.Unlike {
			beside[p.holder(&list[i])] = true
			class[p.blockClass(&list[i])] = true
		}
	}
	out := make([]Record, 0, len(list))
	good := 0
	for i := range list {
		b := &list[i]
		if b.name.like == field.Unlike && (!beside[p.holder(b)] || !class[p.blockClass(b)]) || p.advert(b.root) {
			continue
		}
		r := p.read(b)
		if !r.record() && (r.strange > 3 || r.foreign > 0 || !class[p.blockClass(b)] || r.rec.URL == "") {
			continue
		}
		if r.record() {
			good++
		}
		out = append(out, p.made(b, r))
	}
	if good == 0 || good == 1 && len(out) == 1 && bits(uint16(len(out[0].Values))) == 0 || onlyNumbers(out) {
		return nil
	}
	if onlyTowns(out) && !p.counted(list[0].name.first) && !p.announced(list[0].name.first) && !p.searched() {
		return nil
	}
	return out
}

// onlyTowns reports whether nothing but a town stands beside every name, and no
// link leads on: many kinds of pages list people so.
func onlyTowns(list []Record) bool {
	for i := range list {
		for _, v := range list[i].Values {
			if v.Field != "name" && (v.Field != "addresses" || v.Label != "") {
				return false
			}
		}
		for _, a := range list[i].Addresses {
			if a.Street != "" || a.Zip != "" {
				return false
			}
		}
	}
	return true
}
