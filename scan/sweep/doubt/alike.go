package doubt

import (
	"strings"

	"golang.org/x/net/html"
)

// alike is what records that are built and labelled in the same way add to the
// picture of a page, each of them.
type alike struct {
	small []uint32
	texts []said
}

type said struct {
	at, text uint32
	read     bool
}

func (r *record) alike() *alike {
	a := &alike{}
	for w := range r.small {
		a.small = append(a.small, w)
	}
	for at, list := range r.texts {
		for t := range list {
			a.texts = append(a.texts, said{at, t, r.read[t]})
		}
	}
	return a
}

// again adds one more such record. kinds is how many kinds of records there
// are: where there is but one, its texts are there already.
func (a *alike) again(kinds int, texts map[uint32]map[uint32]bool, small map[uint32]int) {
	for _, w := range a.small {
		small[w]++
	}
	if kinds == 1 {
		return
	}
	for _, s := range a.texts {
		texts[s.at][s.text] = s.read
	}
}

// cast tells records apart by all that fill looks at: two with the same cast
// are the same to it.
func (r *record) cast(n *html.Node, fields map[*html.Node]bool) uint64 {
	h := uint64(14695981039346656037)
	mix := func(x uint64) { h = (h ^ x) * 1099511628211; h ^= h >> 29 }
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch c.Type {
			case html.TextNode:
				if strings.TrimSpace(c.Data) == "" {
					mix(1) // what stands beside what counts nodes
					continue
				}
				t := r.told(c.Data)
				mix(uint64(t.label)<<3 | t.flags())
				for _, w := range t.small {
					mix(uint64(w.hash))
				}
			case html.ElementNode:
				if silent[c.Data] || hidden(c) {
					mix(2)
					around := fields[c] // what is read in hiding tells what stands beside it
					for d := range c.Descendants() {
						around = around || fields[d]
					}
					if around {
						mix(3)
					}
					continue
				}
				mix(4)
				for i := range len(c.Data) {
					mix(uint64(c.Data[i]))
				}
				for _, key := range [...]string{"class", "id"} {
					s := get(c, key)
					mix(5)
					for i := range len(s) {
						if d := s[i]; d >= '0' && d <= '9' {
							mix('0')
						} else {
							mix(uint64(d))
						}
					}
				}
				if fields[c] {
					mix(6)
				}
				walk(c)
				mix(7)
			default:
				mix(8)
			}
		}
	}
	for i := range len(n.Data) {
		mix(uint64(n.Data[i]))
	}
	walk(n)
	return h
}

// flags are what of a telling is no word.
func (t *telling) flags() uint64 {
	var f uint64
	for i, b := range [...]bool{t.empty, t.long, t.letters} {
		if b {
			f |= 1 << i
		}
	}
	return f
}
