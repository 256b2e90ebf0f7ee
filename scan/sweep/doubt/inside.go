package doubt

import (
	"maps"
	"slices"
	"strings"

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
