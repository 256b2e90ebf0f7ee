package blocks

import "golang.org/x/net/html/atom"

// lca returns the smallest element that holds two others.
func (s *sheet) lca(a, b int32) int32 {
	for a >= 0 && !s.within(b, a) {
		a = s.elems[a].parent
	}
	return a
}

// below returns the child of an outer element on the way to an inner one; -1
// if they are the same.
func (s *sheet) below(inner, outer int32) int32 {
	at := int32(-1)
	for e := inner; e != outer && e >= 0; e = s.elems[e].parent {
		at = e
	}
	return at
}

// wrapped takes for every mark the largest element that holds no other mark.
func (p *page) wrapped(marks []mark) []block {
	roots := make([]int32, len(marks))
	votes := map[uint32]int{}
	for i := range marks {
		roots[i] = p.rootOf(marks, i)
		if roots[i] >= 0 {
			votes[p.path[roots[i]]]++
		}
	}
	most := p.fitting(marks, roots, votes)
	var list []block
	for i := range marks {
		r := roots[i]
		if r < 0 {
			return nil
		}
		if p.path[r] != most {
			for e := marks[i].elem; e >= 0 && e >= r; e = p.elems[e].parent {
				if p.path[e] == most {
					r = e
				}
			}
		}
		list = append(list, block{root: r, name: marks[i], spans: []span{{p.elems[r].first, p.elems[r].last}}})
	}
	return list
}

// fitting is the path of the elements that most marks stand in: of those that
// are the root of one at least. Where records are sorted under headings, one
// that is alone under its heading would else take all of the heading's part.
func (p *page) fitting(marks []mark, roots []int32, votes map[uint32]int) uint32 {
	most, first := uint32(0), 0
	if len(votes) > 1 && len(votes) < 8 {
		inside := map[uint32]int{}
		for i := range marks {
			for e := marks[i].elem; e >= 0 && e >= roots[i] && roots[i] >= 0; e = p.elems[e].parent {
				if votes[p.path[e]] > 0 {
					inside[p.path[e]]++
				}
			}
		}
		for path := range votes {
			votes[path] += 4 * inside[path]
		}
	}
	for i := range roots { // in page order, so that equal votes go the same way each time
		if r := roots[i]; r >= 0 && votes[p.path[r]] > first {
			most, first = p.path[r], votes[p.path[r]]
		}
	}
	return most
}

// rootOf goes up from a mark to the nearest element that also holds its
// neighbour, and one step back.
func (p *page) rootOf(marks []mark, i int) int32 {
	e := marks[i].elem
	best, depth := int32(-1), int16(-1)
	for _, j := range [...]int{i - 1, i + 1} {
		if j < 0 || j >= len(marks) {
			continue
		}
		l := p.lca(e, marks[j].elem)
		if l >= 0 && p.elems[l].depth > depth {
			best, depth = l, p.elems[l].depth
		}
	}
	if best < 0 {
		return -1
	}
	return p.below(e, best)
}

// runs takes for every mark what stands from it up to the next: records that
// no element of their own holds.
func (p *page) runs(marks []mark) []block {
	var list []block
	longest := int32(0)
	for i := range marks {
		from, parent := p.startOf(marks, i)
		end, bounded := p.elems[parent].last, false
		if i+1 < len(marks) {
			if next, other := p.startOf(marks, i+1); other == parent || p.within(marks[i+1].elem, parent) {
				end, bounded = next, true
			}
		}
		if bounded {
			longest = max(longest, end-from)
		} else if longest > 0 {
			end = min(end, from+longest+2)
		}
		end = p.until(from, end)
		if end <= from {
			return nil
		}
		list = append(list, block{root: -1, name: marks[i], spans: []span{{from, end}}})
	}
	return list
}

// startOf returns the piece at which the run of a mark begins, and the element
// that holds the runs.
func (p *page) startOf(marks []mark, i int) (piece, parent int32) {
	r := p.rootOf(marks, i)
	if r < 0 {
		return marks[i].first, marks[i].elem
	}
	return p.elems[r].first, max(p.elems[r].parent, 0)
}

// until cuts a run where another part of the page begins: what is left out, or
// a heading of a higher rank.
func (p *page) until(from, end int32) int32 {
	for i := from; i < end; i++ {
		if p.out(i) {
			return i
		}
	}
	return end
}

// gaps reports whether there are texts between wrapped blocks of one parent,
// as there are where records go on behind the elements of their names.
func (p *page) gaps(list []block) bool {
	filled, all := 0, 0
	for i := 1; i < len(list); i++ {
		a, b := &p.elems[list[i-1].root], &p.elems[list[i].root]
		if a.parent != b.parent {
			continue
		}
		all++
		if b.first > a.last {
			filled++
		}
	}
	return all > 0 && filled*2 >= all
}

// advert reports whether an element calls itself an advertisement.
func (p *page) advert(e int32) bool {
	if e < 0 {
		return false
	}
	n := p.elems[e].node
	if c, ok := attribute(n, "class"); ok && adClass(c) {
		return true
	}
	id, _ := attribute(n, "id")
	return adClass(id)
}

func adClass(s string) bool {
	var low [24]byte
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && letter(s[j]) {
			j++
		}
		if j > i && j-i < len(low) && adWords[string(lowered(low[:0], s[i:j]))] {
			return true
		}
		i = j + 1
	}
	return false
}

var adWords = words("ad ads advert adverts advertisement sponsored sponsor promo promoted promotion offer offers upsell adsbygoogle")

func isBody(a atom.Atom) bool { return a == atom.Body || a == atom.Html || a == 0 }
