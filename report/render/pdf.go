package render

import (
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/typeset"
	"github.com/whohasme/whohasme/report/words"
)

// PDF writes a report as pages in US Letter, tagged for screen readers, with
// its title and language. Names stand in their own script; what no font of the
// program draws, such as emoji, is replaced by a sign, and the end says so.
func PDF(w io.Writer, r report.Report, b *words.Book) error {
	title := b.F("Who has your data") + ": " + oneLine(r.Subject) + ", " + r.AsOf.String()
	p := &pdfPen{b: b, set: typeset.NewSetter(), doc: typeset.NewDoc(w, typeset.Info{Title: title, Lang: b.Lang(), Created: r.AsOf.Time()})}
	return tell(p, r, b)
}

// Measures of a page, in points.
const (
	pageWidth, pageHeight = 612.0, 792.0
	side                  = 54.0
	pageTop, pageBottom   = 54.0, 732.0
	column                = pageWidth - 2*side
	bodyText              = 10.0
	lineHigh              = 1.38 // of the size of the letters
)

// pdfPen writes pages. y is the foot of what was drawn last.
type pdfPen struct {
	b        *words.Book
	set      *typeset.Setter
	doc      *typeset.Doc
	pages    int
	y        float64
	section  bool
	replaced bool
	err      error
}

// room begins a page where less than a height is left.
func (p *pdfPen) room(height float64) {
	if p.pages > 0 && p.y+height <= pageBottom {
		return
	}
	p.pages++
	p.doc.Page(pageWidth, pageHeight)
	p.y = pageTop
	for _, l := range p.lines(p.b.F("Page %d", p.pages), 8.5, column) {
		p.doc.Apart(l, (pageWidth-l.Width)/2, pageHeight-30)
	}
}

// lines breaks a text into lines; what cannot be drawn is replaced.
func (p *pdfPen) lines(s string, size, width float64) []typeset.Line {
	s, replaced := typeset.Drawable(oneLine(s))
	p.replaced = p.replaced || replaced
	lines, err := p.set.Lines(s, size, width)
	if err != nil {
		p.replaced = true
		lines, err = p.set.Lines(ascii(s), size, width)
	}
	if err != nil && p.err == nil {
		p.err = fmt.Errorf("set report: %w", err)
	}
	return lines
}

// ascii is the last resort for what cannot be shaped.
func ascii(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f {
			return '?'
		}
		return r
	}, s)
}

// flat joins spans; a badge stands behind a dot.
func flat(list []span) string {
	var b strings.Builder
	for _, s := range list {
		if s.is == badge {
			b.WriteString("· ")
		}
		b.WriteString(s.text)
	}
	return b.String()
}

// block draws an element's lines from x on, across pages where it must.
func (p *pdfPen) block(tag, s string, size, x, width float64, bold bool) {
	lines := p.lines(s, size, width)
	if len(lines) == 0 {
		return
	}
	p.room(size * lineHigh)
	p.doc.Open(tag)
	for _, l := range lines {
		p.room(size * lineHigh)
		p.y += size * lineHigh
		p.doc.Draw(l, x, p.y, bold)
	}
	p.doc.Shut()
}

func (p *pdfPen) front(title string, under []span) {
	p.room(100)
	p.block("H1", title, 22, side, column-10, true)
	p.y += 2
	p.block("P", flat(under), 12, side, column, false)
}

// contents writes none: a page number is not known before its page.
func (*pdfPen) contents() {}

func (p *pdfPen) part(_, title string, _ bool) {
	p.endPart()
	p.section = true
	p.y += 24
	p.room(170)
	p.doc.Open("Sect")
	if p.y > pageTop {
		p.doc.Ground(typeset.Ink{Points: []typeset.Point{{X: side, Y: p.y}, {X: side + column, Y: p.y}}, Line: 0.6, Gray: 0.6})
	}
	p.block("H2", title, 15, side, column-8, true)
	p.y += 3
}

func (p *pdfPen) endPart() {
	if p.section {
		p.doc.Shut()
	}
	p.section = false
}

func (p *pdfPen) head(title ...span) {
	p.y += 9
	p.room(45)
	p.block("H3", flat(title), 11.5, side, column-6, true)
}

func (p *pdfPen) card(title ...span) {
	p.y += 12
	p.room(80)
	p.doc.Open("Sect")
	p.block("H3", flat(title), 11.5, side, column-6, true)
}

func (p *pdfPen) shut() { p.doc.Shut() }

func (p *pdfPen) para(k kind, s ...span) {
	size, bold := bodyText, false
	switch k {
	case lead:
		size, bold = 11.5, true
	case note:
		size = 9
	case alarm:
		bold = true
	}
	p.y += 3
	p.block("P", flat(s), size, side, column-4, bold)
}

func (p *pdfPen) list(ordered bool, items iter.Seq[[]span]) {
	p.y += 2
	p.doc.Open("L")
	n := 0
	for s := range items {
		n++
		label := "•"
		if ordered {
			label = fmt.Sprintf("%d.", n)
		}
		p.item(label, flat(s), 18)
	}
	p.doc.Shut()
}

// item draws a label and, beside it, what it stands for.
func (p *pdfPen) item(label, s string, indent float64) {
	p.y += 1.5
	p.room(bodyText * lineHigh)
	p.doc.Open("LI")
	y, page := p.y, p.pages
	p.block("Lbl", label, bodyText, side, indent-4, false)
	if p.pages != page {
		y = pageTop
	}
	after := p.y
	p.y, page = y, p.pages
	p.block("LBody", s, bodyText, side+indent, column-indent, false)
	if p.pages == page {
		p.y = max(p.y, after)
	}
	p.doc.Shut()
}

func (p *pdfPen) terms(rows []term) {
	p.doc.Open("L")
	for _, r := range rows {
		p.item(r.name, flat(r.is), 118)
	}
	p.doc.Shut()
}

func (p *pdfPen) done() error {
	p.endPart()
	p.y += 16
	p.para(note, text(p.b.F("Made by whohasme on your own machine. Nothing was sent to make it; keep it where only you can read it.")))
	if p.replaced {
		p.para(note, text(p.b.F("Some characters, such as emoji, cannot be drawn on paper; the report as HTML has them.")))
	}
	if err := p.doc.Close(); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return p.err
}
