package doubt

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"github.com/whohasme/whohasme/scan"
)

// record is what is to be seen in one record.
type record struct {
	texts map[uint32]map[uint32]string // by where they stand, by their hash
	small map[uint32]bool              // small words
	free  map[uint32]bool              // those in texts that the definition does not read
	kinds map[uint32]bool
	reads map[uint32]bool     // kinds with text that it reads
	skips map[uint32]bool     // kinds with text that it does not read
	bare  map[uint32]bool     // those of them that stand beside nothing that it reads
	read  map[uint32]bool     // texts that it reads or that stand beside those, by their hash
	known map[*html.Node]bool // elements around what it reads
	near  map[*html.Node]bool // elements beside what it reads
	forms map[uint32]bool     // classes, and classes with the kind of element
	tags  map[uint32]uint32   // the former by the latter
	tales map[string]*telling // of all records of the page, by the text
}

// blank is a record to be filled again and again.
func blank() *record {
	return &record{
		texts: map[uint32]map[uint32]string{}, small: map[uint32]bool{}, free: map[uint32]bool{}, kinds: map[uint32]bool{}, reads: map[uint32]bool{}, skips: map[uint32]bool{},
		bare: map[uint32]bool{}, read: map[uint32]bool{}, known: map[*html.Node]bool{}, near: map[*html.Node]bool{}, forms: map[uint32]bool{}, tags: map[uint32]uint32{},
		tales: map[string]*telling{},
	}
}

// fill takes note of a record, in place of the one before it.
func (r *record) fill(n *html.Node, fields map[*html.Node]bool) {
	for _, m := range []map[uint32]bool{r.small, r.free, r.kinds, r.reads, r.skips, r.bare, r.read, r.forms} {
		clear(m)
	}
	clear(r.texts)
	clear(r.known)
	clear(r.near)
	clear(r.tags)
	for c := range n.Descendants() {
		if fields[c] { // what stands right beside a field, or around it, is its label
			for s := c.Parent.FirstChild; s != nil && c.Parent != n; s = s.NextSibling {
				r.near[s] = true
			}
			for p := c.Parent; p != nil && p != n; p = p.Parent {
				r.known[p] = true
			}
		}
	}
	r.walk(n, hash("record"), hash(n.Data), hash(n.Data), false, fields)
}

// walk reads what is below n. at is its place within the record, name its own,
// kind its own and its parent's.
func (r *record) walk(n *html.Node, at, name, kind uint32, known bool, fields map[*html.Node]bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			r.text(c.Data, at, kind, reading{known || r.known[n], known || r.known[n] || r.near[n], known})
		case html.ElementNode:
			if silent[c.Data] || hidden(c) {
				continue
			}
			own := nameOf(c)
			r.kinds[name*31+own] = true
			for class := range strings.FieldsSeq(get(c, "class")) {
				if numbered(class) {
					class = made // by a program, another one tomorrow
				}
				bare, tagged := hashOn(hash("."), class), hashOn(hashOn(hash(c.Data), "."), class)
				r.forms[bare], r.forms[tagged] = true, true
				r.tags[tagged] = bare
			}
			r.walk(c, at*31+own, own, name*31+own, known || fields[c], fields)
		}
	}
}

// reading says of a text that the definition reads it, something in the same
// element, or something beside that element.
type reading struct{ inside, beside, itself bool }

// text takes note of a text.
func (r *record) text(s string, at, kind uint32, is reading) {
	if strings.TrimSpace(s) == "" {
		return
	}
	t := r.told(s)
	if !is.inside {
		r.bare[kind] = true
	}
	if is.beside {
		r.read[t.label] = true
	}
	if is.itself {
		r.reads[kind] = true
	} else if t.letters {
		r.skips[kind] = true
	}
	for _, w := range t.small {
		if r.small[w.hash] = true; !is.beside && !w.particle {
			r.free[w.hash] = true
		}
	}
	if t.empty || t.long {
		return
	}
	if r.texts[at] == nil {
		r.texts[at] = map[uint32]string{}
	}
	r.texts[at][t.label] = s
}

// telling is what a text says besides names and numbers.
type telling struct {
	label       uint32 // its hash
	empty, long bool   // of the label
	letters     bool   // it has letters, or a telephone number
	small       []word
}

type word struct {
	hash     uint32
	particle bool
}

// told looks at a text; records of a page repeat theirs.
func (r *record) told(s string) *telling {
	if t := r.tales[s]; t != nil {
		return t
	}
	list := small(s)
	says := label(s, list)
	t := &telling{label: hash(says), empty: says == "", long: len(says) > 60, letters: strings.ContainsFunc(s, unicode.IsLetter) || len(scan.Digits(s)) >= 7}
	if len(list) > 0 {
		t.small = make([]word, 0, len(list))
	}
	for _, w := range list {
		t.small = append(t.small, word{hash(strings.ToLower(w)), particle[w]})
	}
	r.tales[s] = t
	return t
}

// label is a text without numbers and names: its first word and the small ones
// behind it, list.
func label(s string, list []string) string {
	if i := strings.IndexByte(s, '('); i > 0 {
		if j := strings.IndexByte(s[i:], ')'); j > 0 { // what stands in brackets is an aside: (deceased)
			s = s[:i] + s[i+j+1:]
			list = small(s)
		}
	}
	t := plain(s)
	first, _, more := strings.Cut(t, " ")
	if !more {
		return t
	}
	for i, w := range list {
		if w = strings.ToLower(w); i > 0 || w != first {
			first += " " + w
		}
	}
	return first
}

// made stands for all classes with digits.
const made = "0"

// particle are small words of names.
var particle = words("de la las los del van der den von zu di da do dos das du le al el bin ter ten y e i of")

var silent = words("script style noscript template svg")

// kindOf is an element's kind, and which attributes it has that are not its
// look and not where it leads.
func kindOf(n *html.Node) uint32 {
	var keys []string
	for _, a := range n.Attr {
		if strings.HasPrefix(a.Key, "data-") || strings.HasPrefix(a.Key, "item") || a.Key == "headers" {
			keys = append(keys, a.Key)
		}
	}
	slices.Sort(keys)
	return hash(n.Data + " " + strings.Join(keys, " "))
}

// nameAt is where in its record a name stands.
func nameAt(n *html.Node, records []*html.Node) uint32 {
	h := uint32(5)
	for ; n != nil; n = n.Parent {
		if slices.Contains(records, n) {
			break
		}
		h = h*31 + nameOf(n)
	}
	return h
}

// classes are the classes of a record, whatever their numbers.
func classes(n *html.Node) hashes {
	var list hashes
	for c := range strings.FieldsSeq(get(n, "class")) {
		list = append(list, hash(plain(c)))
	}
	return list
}

// kindred are the classes that tell records of a kind, by how many records have
// each. Where a program makes them up, most records share theirs with no other,
// and they tell nothing.
func kindred(own map[uint32]int, records int) hashes {
	var list hashes
	often := 0
	for c, n := range own {
		list = append(list, c)
		often = max(often, n)
	}
	if records >= few && often <= max(1, records/3) {
		return nil
	}
	return list
}
