package paper

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/typeset"
)

// ErrGlyphs says that a letter has characters that none of the fonts can draw,
// such as emoji or Syriac.
var ErrGlyphs = errors.New("the letter has a character that none of the fonts for paper can draw; use --format txt or --format html")

// leading is the height of a line of bodySize, in points.
const (
	bodySize = 10.5
	leading  = 14.5
)

// smaller are the sizes, in parts of the usual one, that a letter is tried in
// when it does not go on one sheet: down to 9.5 points.
var smaller = []float64{1, 0.95, 0.905}

// setters are used again: they remember the words that letters share.
var setters = sync.Pool{New: func() any { return typeset.NewSetter() }}

// PDF writes a letter as pages: US Letter for a recipient in the United States
// or Canada or in no known country, A4 for others. A letter by post has the
// recipient where the envelope's window is. The document's properties hold the
// kind of request and the letter's date, and nothing of the person. The error
// is ErrGlyphs when a character cannot be drawn.
func PDF(w io.Writer, l report.Letter) error {
	return withSetter(func(s *typeset.Setter) error {
		set, err := compose(s, cleaned(l))
		if err != nil {
			return err
		}
		doc := typeset.NewDoc(w, typeset.Info{Title: title(l), Lang: lang(l), Created: l.Date.Time()})
		set.draw(doc)
		if err := doc.Close(); err != nil {
			return fmt.Errorf("write letter: %w", err)
		}
		return nil
	})
}

// withSetter lends a Setter and says in our words what it cannot draw.
func withSetter(do func(*typeset.Setter) error) error {
	s := setters.Get().(*typeset.Setter)
	defer setters.Put(s)
	err := do(s)
	if errors.Is(err, typeset.ErrGlyphs) {
		return ErrGlyphs
	}
	return err
}

// composed is a letter set in lines and put on pages.
type composed struct {
	size   size
	scale  float64 // of the letters and what is between lines
	folds  bool
	blocks []block
	placed []placed
	pages  int
	footer func(page, of int) (typeset.Line, error)
}

// block is a part of a letter: a line of the head, a paragraph, an item.
type block struct {
	tag    string // of the document's structure
	texts  []string
	bold   bool
	indent float64
	before float64 // space above
	whole  bool    // is not broken across pages
	lines  []typeset.Line
	first  map[int]bool   // lines that a text of its own begins with
	sign   string         // bullet or number
	label  []typeset.Line // the sign, set
	at     float64        // foot of the first line where that is fixed, else 0
	high   float64        // from line to line
	room   float64        // width of the window, for the recipient
	far    bool           // stands at the right margin
	last   bool           // the last words before the name
}

// placed is a line with its place.
type placed struct {
	block, line, page int
	x, y              float64
}

// compose sets a letter and puts its lines on pages.
func compose(s *typeset.Setter, l report.Letter) (*composed, error) {
	return onPages(s, paperOf(l), posted(l), lang(l), func() []block { return blocks(l) })
}

// onPages puts blocks on pages of a size. What runs a little over the first
// page is set smaller, so that it stays on one sheet.
func onPages(s *typeset.Setter, p size, folds bool, lang string, blocks func() []block) (*composed, error) {
	var c, usual *composed
	for _, scale := range smaller {
		c = &composed{size: p, scale: scale, folds: folds, blocks: blocks()}
		if err := c.set(s); err != nil {
			return nil, err
		}
		c.place()
		if c.pages == 1 {
			break
		}
		if usual == nil {
			usual = c
		}
	}
	if c.pages > 1 {
		c = usual
	}
	words := "Page %d of %d"
	if strings.HasPrefix(lang, "es") {
		words = "Página %d de %d"
	}
	c.footer = func(page, of int) (typeset.Line, error) {
		return one(s, fmt.Sprintf(words, page, of), 9, c.size.width)
	}
	return c, nil
}

// blocks puts a letter into blocks.
func blocks(l report.Letter) []block {
	p := paperOf(l)
	var list []block
	if posted(l) {
		to := addressLines(l.To, p.window.lines)
		list = append(list, block{tag: "P", texts: []string{longDate(l.Date)}, at: p.top, far: true},
			block{tag: "P", texts: to, at: p.window.y, room: p.window.width, whole: true},
			block{tag: "H1", texts: []string{l.Subject}, bold: true, at: p.window.after})
	} else {
		list = append(list, block{tag: "P", texts: []string{longDate(l.Date)}, at: p.top},
			block{tag: "P", texts: l.To, before: leading, whole: true},
			block{tag: "H1", texts: []string{l.Subject}, bold: true, before: leading})
	}
	list = append(list, paragraphs(l.Body)...)
	if end := &list[len(list)-1]; end.tag == "P" {
		end.last = true
	}
	list = append(list, block{tag: "P", texts: closing(l), before: leading * 1.5, whole: true})
	if len(l.Enclosed) > 0 {
		list = append(list, paragraphs([]report.Paragraph{{Text: enclosed, Items: l.Enclosed}})...)
	}
	return list
}

// paragraphs puts the body of a letter into blocks.
func paragraphs(body []report.Paragraph) []block {
	var list []block
	for _, para := range body {
		before := leading * 0.6
		if para.Text != "" {
			list = append(list, block{tag: "P", texts: []string{bonded(para.Text)}, before: before})
			before = leading * 0.15
		}
		for i, item := range para.Items {
			label := "•"
			if para.Numbered {
				label = strings.TrimSpace(mark(para, i))
			}
			list = append(list, block{tag: "LI", texts: []string{bonded(item)}, indent: 16, before: before, sign: label})
			before = leading * 0.15
		}
	}
	return list
}

// set breaks the blocks into lines.
func (c *composed) set(s *typeset.Setter) error {
	for i := range c.blocks {
		b := &c.blocks[i]
		room := c.size.width - c.size.left - c.size.right - b.indent
		if b.bold {
			room -= 6 // for the thicker pen
		}
		b.high = leading * c.scale
		if b.room > 0 {
			if err := b.fit(s, c.size.window); err != nil {
				return err
			}
		} else if err := b.breakLines(s, bodySize*c.scale, room); err != nil {
			return err
		}
		if b.tag == "LI" {
			sign, err := s.Lines(b.sign, bodySize*c.scale, room)
			if err != nil {
				return err
			}
			b.label = sign
		}
	}
	return nil
}

// breakLines breaks a block's texts into lines.
func (b *block) breakLines(s *typeset.Setter, size, room float64) error {
	b.lines, b.first = nil, map[int]bool{}
	for _, text := range b.texts {
		lines, err := s.Lines(text, size, room)
		if err != nil {
			return err
		}
		b.first[len(b.lines)] = true
		b.lines = append(b.lines, lines...)
	}
	return nil
}

// fit sets an address as large as the window shows it whole.
func (b *block) fit(s *typeset.Setter, w window) error {
	for size := bodySize; size >= 7.5; size-- {
		if err := b.breakLines(s, size, w.width); err != nil {
			return err
		}
		if b.high = size * 1.2; float64(len(b.lines)-1)*b.high <= w.height {
			break
		}
	}
	return nil
}

// place puts the lines on pages: no line of a paragraph alone, a heading with
// the text under it, the closing whole.
func (c *composed) place() {
	page, y := 0, 0.0 // y: foot of the last line
	fresh := func() { page, y = page+1, c.size.top-leading }
	fresh()
	for i := range c.blocks {
		b := &c.blocks[i]
		if b.at > 0 {
			y = b.at - b.high
		} else if y >= c.size.top {
			y += b.before * c.scale
		}
		left := len(b.lines)
		need := min(2, left)
		if b.whole || b.tag == "H1" {
			need = min(left+map[bool]int{true: 2}[b.tag == "H1"], 40)
		}
		if b.last {
			need = left + 4 // with the name, which never stands on a page alone
		}
		if y+float64(need)*b.high > c.size.bottom && y > c.size.top {
			fresh()
		}
		for n, line := range b.lines {
			fits := int((c.size.bottom - y) / b.high)
			if left = len(b.lines) - n; fits < 1 || fits == 1 && left == 2 && n > 1 {
				fresh()
			}
			y += b.high
			x := c.size.left + b.indent
			if b.far {
				x = c.size.width - c.size.right - line.Width
			}
			c.placed = append(c.placed, placed{block: i, line: n, page: page, x: x, y: y})
		}
	}
	c.pages = page
}

// draw draws a letter into a document, as one section of it.
func (c *composed) draw(doc *typeset.Doc) {
	doc.Open("Sect")
	page, last, list := 0, -1, false
	shut := func() {
		if last >= 0 {
			doc.Shut()
			if c.blocks[last].tag == "LI" {
				doc.Shut() // its text is within it
			}
		}
	}
	for _, p := range c.placed {
		if p.page != page {
			page = p.page
			c.begin(doc, page)
		}
		b := &c.blocks[p.block]
		if p.block != last {
			shut()
			if item := b.tag == "LI"; item != list {
				if list = item; list {
					doc.Open("L")
				} else {
					doc.Shut()
				}
			}
			last = p.block
			doc.Open(b.tag)
			if b.tag == "LI" {
				doc.Open("Lbl")
				for _, bullet := range b.label {
					doc.Draw(bullet, p.x-4-max(7, bullet.Width), p.y, false)
				}
				doc.Shut()
				doc.Open("LBody")
			}
		} else if b.first[p.line] { // lines of an address are read one by one
			doc.Shut()
			doc.Open(b.tag)
		}
		doc.Draw(b.lines[p.line], p.x, p.y, b.bold)
	}
	shut()
	if list {
		doc.Shut()
	}
	doc.Shut()
}

// begin begins a page with what belongs to it and not to the text.
func (c *composed) begin(doc *typeset.Doc, page int) {
	doc.Page(c.size.width, c.size.height)
	if page == 1 && c.folds {
		for _, y := range c.size.folds {
			doc.Rule(12, y, 10)
		}
	}
	if page > 1 {
		line, err := c.footer(page, c.pages)
		if err != nil {
			return // digits and Latin letters: there is always a glyph
		}
		doc.Apart(line, (c.size.width-line.Width)/2, c.size.height-0.5*inch)
	}
}

// one sets a text that is one line.
func one(s *typeset.Setter, text string, size, width float64) (typeset.Line, error) {
	lines, err := s.Lines(text, size, width)
	if err != nil || len(lines) == 0 {
		return typeset.Line{}, err
	}
	return lines[0], nil
}
