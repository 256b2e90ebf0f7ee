package doubt

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"github.com/whohasme/whohasme/scan"
)

// inside is how records of a site look, by those of a common name.
type inside struct {
	Labels hashes `json:"labels,omitempty"` // what all records say in a place: pairs of where and what
	Often  hashes `json:"often,omitempty"`  // where and what, in more than one record
	Pure   hashes `json:"pure,omitempty"`   // places where nothing else stands
	Always hashes `json:"always,omitempty"` // small words in every record
	Ever   hashes `json:"ever,omitempty"`   // small words in any
	Closed bool   `json:"closed,omitempty"` // records say nothing freely: each small word is in several, or is the definition's
	Kinds  hashes `json:"kinds,omitempty"`  // kinds of elements in any record
	Forms  hashes `json:"forms,omitempty"`  // classes, and classes with the kind of element
	Reads  hashes `json:"reads,omitempty"`  // kinds whose text the definition always reads
	Named  hashes `json:"named,omitempty"`  // places of names in records
	Tags   hashes `json:"tags,omitempty"`   // kinds of elements that the definition reads
	Own    hashes `json:"own,omitempty"`    // classes of records themselves
}

// few is how many records are needed to tell what they have in common.
const few = 3

func learnInside(p *Page) inside {
	var in inside
	said, times, small, kinds := map[uint32]map[uint32]int{}, map[uint32]int{}, map[uint32]int{}, map[uint32]int{}
	own := map[uint32]int{}
	reads, skips, forms := map[uint32]bool{}, map[uint32]bool{}, map[uint32]bool{}
	r := blank()
	for _, n := range p.Records {
		for _, c := range classes(n).tidy() {
			own[c]++
		}
		r.fill(n, p.Fields)
		maps.Copy(reads, r.reads)
		maps.Copy(skips, r.skips)
		maps.Copy(forms, r.forms)
		for at, texts := range r.texts {
			if said[at] == nil {
				said[at] = map[uint32]int{}
			}
			times[at]++
			for t, text := range texts {
				if ofAsked(text, p) {
					said[at][t] -= 1000 // the same in all records, and no label
				}
				said[at][t]++
			}
		}
		for w := range r.small {
			small[w]++
		}
		for k := range r.kinds {
			kinds[k]++
		}
	}
	in.Own = kindred(own, len(p.Records))
	for k := range kinds {
		in.Kinds = append(in.Kinds, k)
	}
	in.Forms = sorted(forms)
	for k := range reads {
		if !skips[k] {
			in.Reads = append(in.Reads, k)
		}
	}
	for _, n := range p.Named {
		in.Named = append(in.Named, nameAt(n, p.Records))
	}
	for n := range p.Fields {
		in.Tags = append(in.Tags, kindOf(n))
	}
	if len(p.Records) >= few {
		in.learnLabels(said, len(p.Records))
	}
	in.learnWords(small, p)
	for _, h := range []*hashes{&in.Often, &in.Pure, &in.Always, &in.Ever, &in.Kinds, &in.Named, &in.Reads, &in.Forms, &in.Own, &in.Tags} {
		*h = h.tidy()
	}
	return in
}

func (in *inside) learnLabels(said map[uint32]map[uint32]int, records int) {
	for at, texts := range said {
		pure := true
		for t, n := range texts {
			if pure = pure && n > 1; n > 1 {
				in.Often = append(in.Often, at*31+t)
			}
			if n == records && len(in.Labels) < most {
				in.Labels = append(in.Labels, at, t)
			}
		}
		if pure {
			in.Pure = append(in.Pure, at)
		}
	}
}

func (in *inside) learnWords(small map[uint32]int, p *Page) {
	known := map[uint32]bool{}
	for _, w := range p.Words {
		known[hash(strings.ToLower(w))] = true
		in.Ever = append(in.Ever, hash(strings.ToLower(w)))
	}
	in.Closed = len(p.Records) > 0
	for w := range particle {
		known[hash(w)] = true
	}
	for w, n := range small {
		in.Ever = append(in.Ever, w)
		in.Closed = in.Closed && (n > 1 || known[w])
		if n == len(p.Records) && n >= few {
			in.Always = append(in.Always, w)
		}
	}
}

// ofAsked reports whether a text of a control's record has to do with what was
// asked, and so is the same in all records without being a label.
func ofAsked(text string, p *Page) bool {
	t := scan.Fold(text)
	for w := range strings.FieldsSeq(scan.Fold(p.First + " " + p.Last)) {
		if strings.Contains(t, w) {
			return true
		}
	}
	return placeMark.MatchString(text)
}

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
	says := label(s)
	t := &telling{label: hash(says), empty: says == "", long: len(says) > 60, letters: strings.ContainsFunc(s, unicode.IsLetter) || len(scan.Digits(s)) >= 7}
	for _, w := range small(s) {
		t.small = append(t.small, word{hash(strings.ToLower(w)), particle[w]})
	}
	r.tales[s] = t
	return t
}

// label is a text without numbers and names: its first word and the small ones
// behind it.
func label(s string) string {
	if i := strings.IndexByte(s, '('); i > 0 {
		if j := strings.IndexByte(s[i:], ')'); j > 0 { // what stands in brackets is an aside: (deceased)
			s = s[:i] + s[i+j+1:]
		}
	}
	t := plain(s)
	first, _, more := strings.Cut(t, " ")
	if !more {
		return t
	}
	for i, w := range small(s) {
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

// against says how records look otherwise than those that were learnt; "" is
// not at all.
func (in inside) against(p *Page) string {
	texts, small, free := map[uint32]map[uint32]bool{}, map[uint32]int{}, map[uint32]bool{} // of texts, whether they are read
	r, met := blank(), map[uint64]*alike{}
	for _, n := range p.Records {
		like := r.cast(n, p.Fields)
		if before := met[like]; before != nil { // built and labelled as one before it
			before.again(len(met), texts, small)
			continue
		}
		r.fill(n, p.Fields)
		met[like] = r.alike()
		for at, list := range r.texts {
			if texts[at] == nil {
				texts[at] = map[uint32]bool{}
			}
			for t := range list {
				texts[at][t] = r.read[t]
			}
		}
		for w := range r.small {
			small[w]++
		}
		for w := range r.free {
			free[w] = true
		}
		for form, class := range r.tags {
			if len(in.Forms) > 0 && !in.Forms.full() && !in.Forms.has(form) && (in.Forms.has(class) || class == hash("."+made)) {
				return "the records are built of other elements than those for a common name"
			}
		}
		for k := range r.skips {
			if in.Reads.has(k) {
				return "a part of the records cannot be read that can be for a common name"
			}
		}
		for k := range r.kinds {
			if r.bare[k] && !in.Kinds.has(k) && len(in.Kinds) > 0 && !in.Kinds.full() {
				return "the records have parts that those for a common name do not have and the definition does not read"
			}
		}
	}
	for n := range p.Fields {
		if len(in.Tags) > 0 && get(n, "class") == "" && !in.Tags.has(kindOf(n)) {
			return "the records are built of other elements than those for a common name"
		}
	}
	for _, n := range p.Named {
		if len(in.Named) > 0 && !in.Named.has(nameAt(n, p.Records)) {
			return "the names stand in another place than those for a common name"
		}
	}
	switch {
	case in.strangers(p):
		return "the records are of another kind than those for a common name"
	case in.relabelled(texts):
		return "the records are labelled otherwise than those for a common name"
	case in.reworded(small, free, p):
		return "the records are worded otherwise than those for a common name"
	}
	return ""
}

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

// strangers: a record has classes, and none that records of the controls have.
func (in inside) strangers(p *Page) bool {
	if len(in.Own) == 0 {
		return false
	}
	for _, n := range p.Records {
		own := classes(n)
		if len(own) > 0 && !slices.ContainsFunc(own, in.Own.has) {
			return true
		}
	}
	return false
}

// relabelled: in a place of labels something else stands.
func (in inside) relabelled(texts map[uint32]map[uint32]bool) bool {
	for _, at := range in.Pure {
		for t, read := range texts[at] {
			if !read && !in.Often.full() && !in.Often.has(at*31+t) {
				return true
			}
		}
	}
	kept, places := map[uint32]bool{}, map[uint32]bool{}
	for i := 0; i+1 < len(in.Labels); i += 2 {
		at := in.Labels[i]
		places[at] = true
		_, there := texts[at][in.Labels[i+1]]
		kept[at] = kept[at] || there
	}
	elsewhere := map[uint32]bool{}
	for at, list := range texts {
		for t := range list {
			elsewhere[t] = elsewhere[t] || !places[at]
		}
	}
	for i := 0; i+1 < len(in.Labels); i += 2 { // or the label has moved
		if at := in.Labels[i]; !kept[at] && (len(texts[at]) > 0 || elsewhere[in.Labels[i+1]]) {
			return true
		}
	}
	return false
}

// reworded: a small word of every record is gone and another one is in all, or
// another one is there though records say nothing freely.
func (in inside) reworded(small map[uint32]int, free map[uint32]bool, p *Page) bool {
	if in.Ever.full() || len(in.Ever) == 0 {
		return false
	}
	asked := words(strings.ToLower(p.First + " " + p.Last))
	known := map[uint32]bool{}
	for w := range asked {
		known[hash(w)] = true
	}
	gone, fresh := false, false
	for _, w := range in.Always {
		gone = gone || small[w] == 0
	}
	for w, n := range small {
		if !in.Ever.has(w) && !known[w] {
			fresh = fresh || in.Closed && free[w] || n == len(p.Records) && gone
		}
	}
	return fresh
}
