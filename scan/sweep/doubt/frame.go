package doubt

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/whohasme/whohasme/scan"
)

// Frame is how a site's pages look on a day, by its controls.
type Frame struct {
	Texts   hashes   `json:"texts,omitempty"`   // blocks of text on both pages
	Loose   hashes   `json:"loose,omitempty"`   // those in places where a page says one thing or another
	Shapes  hashes   `json:"shapes,omitempty"`  // kinds of elements on both pages
	Known   hashes   `json:"known,omitempty"`   // kinds of elements on either
	Nobody  hashes   `json:"nobody,omitempty"`  // kinds of elements on the page for nobody
	Signs   hashes   `json:"signs,omitempty"`   // places of the sign that there is nobody
	Records hashes   `json:"records,omitempty"` // places of records
	Inside  inside   `json:"inside,omitzero"`
	Heads   hashes   `json:"heads,omitempty"`  // of tables
	Alarms  uint64   `json:"alarms,omitempty"` // that the site always shows
	Tails   hashes   `json:"tails,omitempty"`  // how its pages end
	Askew   hashes   `json:"askew,omitempty"`  // elements that its pages do not close, or close twice
	Lang    string   `json:"lang,omitempty"`
	Tongue  string   `json:"tongue,omitempty"`
	Counts  hashes   `json:"counts,omitempty"` // lines with a number that only lists have, in pairs: where, and what they say
	First   bool     `json:"first,omitempty"`  // the page for nobody repeats the first name asked for
	Last    bool     `json:"last,omitempty"`
	Ages    bool     `json:"ages,omitempty"`    // the page for nobody tells ages
	Beside  bool     `json:"beside,omitempty"`  // the page for nobody has places for records too
	Above   hashes   `json:"above,omitempty"`   // shapes and those around them, in pairs
	Denials hashes   `json:"denials,omitempty"` // what a list says of nothing being found
	Nones   hashes   `json:"nones,omitempty"`   // what the sign that there is nobody says
	Advice  hashes   `json:"advice,omitempty"`  // what only the page for nobody says
	Repeats hashes   `json:"repeats,omitempty"` // kinds of elements in which a list repeats the name asked for
	Presses hashes   `json:"presses,omitempty"` // what the page for nobody offers more of
	End     uint32   `json:"end,omitempty"`     // text that its pages end with
	Once    hashes   `json:"once,omitempty"`    // texts that stand once on each of its pages
	Echoes  hashes   `json:"echoes,omitempty"`  // kinds of elements in which the page for nobody repeats the name
	Full    []string `json:"full,omitempty"`    // fields that every record of a list has
	Heading bool     `json:"heading,omitempty"` // a list repeats the name asked for in its title, headings or fields
}

// most is how many hashes of one kind a frame keeps. More are drawn evenly, so
// that shares stay what they are.
const most = 300

// Learn takes a frame from the pages of the controls. none is nil where the
// page for an invented name said nothing.
func Learn(list, none *Page) *Frame {
	l := look(list)
	f := &Frame{Lang: l.lang, Tongue: tongue(l), Alarms: alarms(l) | marks(list.HTML)}
	f.ends(list.HTML)
	for _, n := range list.Records {
		f.Records = append(f.Records, chain(n, true))
	}
	f.Inside, f.Repeats = learnInside(list), repeats(l, list).tidy()
	f.Heading = list.Last != "" && holds(scan.Fold(headings(l)), list.First+" "+list.Last)
	for _, b := range l.blocks {
		if b.label {
			f.Heads = append(f.Heads, hash(plain(b.text)))
		}
	}
	for field, n := range list.Have {
		if n == len(list.Records) && n >= few {
			f.Full = append(f.Full, field)
		}
	}
	slices.Sort(f.Full)
	f.Known, f.Denials = sorted(l.shapes), denials(l, list).tidy()
	if none != nil {
		f.learnNone(l, list, none)
	}
	for _, h := range []*hashes{&f.Texts, &f.Loose, &f.Shapes, &f.Known, &f.Nobody, &f.Signs, &f.Records, &f.Heads, &f.Tails, &f.Askew} {
		*h = h.tidy()
	}
	return f
}

func (f *Frame) learnNone(l *survey, list, none *Page) {
	s := look(none)
	f.Alarms |= alarms(s) | marks(none.HTML)
	f.ends(none.HTML)
	f.Beside, f.Ages = apart(none), tellsAge(s, none)
	for _, n := range none.Signs {
		f.Signs = append(f.Signs, chain(n, false))
	}
	texts := map[uint32]bool{}
	for _, b := range l.blocks {
		texts[says(b.text, list)] = true
	}
	lines, n := countLines(s, none), times(s)
	for shape, says := range countLines(l, list) {
		_, counted := lines[shape]
		if l.tells(shape, len(list.Records)) && (counted || n[shape] == 0) && len(f.Counts) < most {
			f.Counts = append(f.Counts, shape, says)
		}
	}
	varied := s.varies(l, none, list)
	for _, b := range s.blocks {
		switch h := says(b.text, none); {
		case !texts[h] || b.beside > within:
		case varied[b.shape]:
			f.Loose = append(f.Loose, h)
		default:
			f.Texts = append(f.Texts, h)
		}
	}
	f.Advice = advice(s, l, none).tidy()
	f.Nones = nones(s, l, none, list).tidy()
	f.End, f.Presses = endOfBoth(l, s, list, none), presses(s, none).tidy()
	f.Once = once(l, s, list, none, varied).tidy()
	for h := range s.shapes {
		if l.shapes[h] && !s.ads[h] {
			f.Shapes = append(f.Shapes, h)
			if len(f.Above) < 2*most {
				f.Above = append(f.Above, h, s.above[h])
			}
		}
		f.Known, f.Nobody = append(f.Known, h), append(f.Nobody, h)
	}
	if len(none.Records) == 0 {
		for _, b := range s.blocks {
			if t := scan.Fold(b.text); none.Last != "" && holds(t, none.Last) || none.First != "" && holds(t, none.First) {
				f.Echoes = append(f.Echoes, b.shape)
			}
		}
		f.Echoes = f.Echoes.tidy()
		seen := scan.Fold(f.echoed(s))
		f.First = none.First != "" && holds(seen, none.First)
		f.Last = none.Last != "" && holds(seen, none.Last)
	}
}

// varies returns the kinds of elements in which one of two pages says what the
// other does not.
func (s *survey) varies(other *survey, p, of *Page) map[uint32]bool {
	ours, theirs, varied := map[uint32]bool{}, map[uint32]bool{}, map[uint32]bool{}
	for _, b := range s.blocks {
		ours[says(b.text, p)] = true
	}
	for _, b := range other.blocks {
		h := says(b.text, of)
		theirs[h] = true
		varied[b.shape] = varied[b.shape] || !ours[h]
	}
	for _, b := range s.blocks {
		varied[b.shape] = varied[b.shape] || !theirs[says(b.text, p)]
	}
	return varied
}

// echoed is what a page says where the page for nobody repeats the name that
// was asked for: in its title, its fields and some places more.
func (f *Frame) echoed(s *survey) string {
	var b strings.Builder
	b.WriteString(s.title + " " + s.inputs)
	for _, k := range s.blocks {
		if f.Echoes.has(k.shape) {
			b.WriteString(" " + k.text)
		}
	}
	return b.String()
}

// headings are the places where sites repeat what was asked.
func headings(s *survey) string {
	text := s.title + " " + s.inputs
	for _, b := range s.blocks {
		if b.heading {
			text += " " + b.text
		}
	}
	return text
}

// countLines are the blocks with a number, where one stands alone in its kind
// of place, and what they say besides names and numbers.
func countLines(s *survey, p *Page) map[uint32]uint32 {
	lines, n := map[uint32]uint32{}, times(s)
	asked := words(strings.ToLower(p.First + " " + p.Last))
	for _, b := range s.blocks {
		if b.beside == within && n[b.shape] == 1 && strings.ContainsAny(b.text, "0123456789") && !strings.ContainsAny(b.text, "$€£") {
			lines[b.shape] = skeleton(b.text, asked)
		}
	}
	return lines
}

// tells reports whether a text of a kind of element has a number: of all that
// have one, that of the records is meant.
func (s *survey) tells(shape uint32, n int) bool {
	want := strconv.Itoa(n)
	return slices.ContainsFunc(s.blocks, func(b block) bool {
		return b.shape == shape && slices.Contains(strings.FieldsFunc(b.text, func(r rune) bool { return !unicode.IsDigit(r) }), want)
	})
}

// times is how often each kind of element holds a text.
func times(s *survey) map[uint32]int {
	n := map[uint32]int{}
	for _, b := range s.blocks {
		n[b.shape]++
	}
	return n
}

// skeleton is what a line says besides names and numbers, in whatever number.
func skeleton(s string, asked map[string]bool) uint32 {
	h := uint32(7 + len(strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsDigit(r) && r != ',' }))) // how many numbers
	list := small(s)
	if first, _, _ := strings.Cut(s, " "); len(list) == 0 || first != list[0] {
		list = append([]string{first}, list...) // Showing 1 of 3
	}
	for _, w := range list {
		if strings.ContainsAny(w, "0123456789") {
			continue
		}
		if w = strings.ToLower(w); asked[w] || particle[w] {
			continue
		}
		switch w {
		case "people", "persons":
			w = "person"
		case "is", "are", "was", "were":
			continue
		}
		h = h*31 + hash(singular(w))
	}
	return h
}

// singular takes the mark of number off a word.
func singular(w string) string {
	if len(w) < 5 || !strings.HasSuffix(w, "s") {
		return w
	}
	w = strings.TrimSuffix(w, "s")
	for _, end := range []string{"che", "she", "xe", "sse"} {
		if strings.HasSuffix(w, end) {
			return strings.TrimSuffix(w, "e")
		}
	}
	if rest, ok := strings.CutSuffix(w, "ie"); ok {
		return rest + "y"
	}
	return w
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
