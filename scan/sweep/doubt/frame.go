package doubt

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/whohasme/whohasme/scan"
)

// Frame is how a site's pages look on a day, by its controls.
type Frame struct {
	Texts   hashes `json:"texts,omitempty"`   // blocks of text on both pages
	Shapes  hashes `json:"shapes,omitempty"`  // kinds of elements on both pages
	Known   hashes `json:"known,omitempty"`   // kinds of elements on either
	Signs   hashes `json:"signs,omitempty"`   // places of the sign that there is nobody
	Records hashes `json:"records,omitempty"` // places of records
	Labels  hashes `json:"labels,omitempty"`  // of records, in pairs: where, and what it says
	Always  hashes `json:"always,omitempty"`  // small words in every record
	Ever    hashes `json:"ever,omitempty"`    // small words in more than one record
	Heads   hashes `json:"heads,omitempty"`   // of tables
	Alarms  uint64 `json:"alarms,omitempty"`  // that the site always shows
	Tails   hashes `json:"tails,omitempty"`   // how its pages end
	Lang    string `json:"lang,omitempty"`
	Tongue  string `json:"tongue,omitempty"`
	First   bool   `json:"first,omitempty"` // the page for nobody repeats the first name asked for
	Last    bool   `json:"last,omitempty"`
}

// most is how many hashes of one kind a frame keeps. More are drawn evenly, so
// that shares stay what they are.
const most = 300

// Learn takes a frame from the pages of the controls. none is nil where the
// page for an invented name said nothing.
func Learn(list, none *Page) *Frame {
	l := look(list)
	f := &Frame{Lang: l.lang, Tongue: tongue(l), Alarms: alarms(l), Tails: hashes{tail(list.HTML)}}
	for _, n := range list.Records {
		f.Records = append(f.Records, chain(n, true))
	}
	f.learnRecords(list)
	for _, b := range l.blocks {
		if b.label {
			f.Heads = append(f.Heads, hash(plain(b.text)))
		}
	}
	f.Known = sorted(l.shapes)
	if none != nil {
		f.learnNone(l, none)
	}
	for _, h := range []*hashes{&f.Texts, &f.Shapes, &f.Known, &f.Signs, &f.Records, &f.Always, &f.Ever, &f.Heads, &f.Tails} {
		*h = h.tidy()
	}
	return f
}

func (f *Frame) learnNone(l *survey, none *Page) {
	s := look(none)
	f.Alarms |= alarms(s)
	f.Tails = append(f.Tails, tail(none.HTML))
	for _, n := range none.Signs {
		f.Signs = append(f.Signs, chain(n, false))
	}
	texts := map[uint32]bool{}
	for _, b := range l.blocks {
		texts[hash(plain(b.text))] = true
	}
	for _, b := range s.blocks {
		if h := hash(plain(b.text)); texts[h] {
			f.Texts = append(f.Texts, h)
		}
	}
	for h := range s.shapes {
		if l.shapes[h] {
			f.Shapes = append(f.Shapes, h)
		}
		f.Known = append(f.Known, h)
	}
	if len(none.Records) == 0 {
		seen := scan.Fold(allText(s))
		f.First = none.First != "" && holds(seen, none.First)
		f.Last = none.Last != "" && holds(seen, none.Last)
	}
}

// learnRecords finds what all records say in the same place: labels.
func (f *Frame) learnRecords(p *Page) {
	if len(p.Records) < 3 {
		return
	}
	said := map[uint32]map[uint32]int{}
	count := map[uint32]int{}
	for _, n := range p.Records {
		for at, texts := range labelsOf(n) {
			if said[at] == nil {
				said[at] = map[uint32]int{}
			}
			for t := range texts {
				if !ofAsked(texts[t], p) {
					said[at][t]++
				}
			}
		}
		for w := range smallWords(n) {
			count[w]++
		}
	}
	for at, texts := range said {
		for t, n := range texts {
			if n == len(p.Records) && len(f.Labels) < most {
				f.Labels = append(f.Labels, at, t)
			}
		}
	}
	for w, n := range count {
		if n == len(p.Records) {
			f.Always = append(f.Always, w)
		}
		if n > 1 {
			f.Ever = append(f.Ever, w)
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
	return strings.Contains(text, ", ") // a place
}

// labelsOf returns the texts of a record by where in it they stand.
func labelsOf(record *html.Node) map[uint32]map[uint32]string {
	out := map[uint32]map[uint32]string{}
	eachText(record, hash("record"), func(at uint32, s string) {
		t := plain(s)
		if t == "" || len(t) > 60 {
			return
		}
		if out[at] == nil {
			out[at] = map[uint32]string{}
		}
		out[at][hash(t)] = s
	})
	return out
}

func smallWords(record *html.Node) map[uint32]bool {
	out := map[uint32]bool{}
	eachText(record, 0, func(_ uint32, s string) {
		for _, w := range small(s) {
			out[hash(strings.ToLower(w))] = true
		}
	})
	return out
}

func eachText(n *html.Node, at uint32, do func(at uint32, s string)) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			if strings.TrimSpace(c.Data) != "" {
				do(at, c.Data)
			}
		case html.ElementNode:
			eachText(c, at*31+nameOf(c), do)
		}
	}
}

// allText is everything a page says, fields and title included.
func allText(s *survey) string {
	var b strings.Builder
	b.WriteString(s.title + " " + s.inputs)
	for _, k := range s.blocks {
		b.WriteString(" " + k.text)
	}
	return b.String()
}

// hashes are written as base64 of four bytes each.
type hashes []uint32

func sorted(m map[uint32]bool) hashes {
	var h hashes
	for k := range m {
		h = append(h, k)
	}
	return h
}

// tidy sorts, drops doubles and keeps the smallest, which is as good as a draw.
func (h hashes) tidy() hashes {
	slices.Sort(h)
	h = slices.Compact(h)
	return h[:min(len(h), most)]
}

func (h hashes) has(x uint32) bool {
	_, ok := slices.BinarySearch(h, x)
	return ok
}

// full reports whether some were left out.
func (h hashes) full() bool { return len(h) == most }

// MarshalText writes hashes in base64.
func (h hashes) MarshalText() ([]byte, error) {
	var b []byte
	for _, x := range h {
		b = binary.LittleEndian.AppendUint32(b, x)
	}
	return []byte(base64.RawStdEncoding.EncodeToString(b)), nil
}

// UnmarshalText reads what MarshalText wrote.
func (h *hashes) UnmarshalText(text []byte) error {
	b, err := base64.RawStdEncoding.DecodeString(string(text))
	if err != nil || len(b)%4 != 0 {
		return errors.New("read frame: not hashes")
	}
	*h = nil
	for ; len(b) > 0; b = b[4:] {
		*h = append(*h, binary.LittleEndian.Uint32(b))
	}
	return nil
}
