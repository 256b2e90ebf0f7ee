package paper

import (
	"errors"
	"fmt"
	"io"

	"codeberg.org/go-pdf/fpdf"
	"github.com/whohasme/whohasme/report"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

// ErrGlyphs says that a letter has characters that none of the fonts can draw.
// The Go fonts know Latin, Greek and Cyrillic.
var ErrGlyphs = errors.New("letter has characters the PDF fonts cannot draw; use --format txt")

// Sizes on paper, in points.
const (
	margin  = 72
	body    = 10.5
	leading = 15
)

// PDF writes a letter as a page of US Letter paper. The same letter gives the
// same bytes; the document's properties hold the kind of request and the
// letter's date, and nothing of the person. The error is ErrGlyphs when a
// character cannot be drawn.
func PDF(w io.Writer, l report.Letter) error {
	l = composed(l)
	if err := drawable(l); err != nil {
		return err
	}
	doc := fpdf.New("P", "pt", "Letter", "")
	doc.AddUTF8FontFromBytes("Go", "", goregular.TTF)
	doc.AddUTF8FontFromBytes("Go", "B", gobold.TTF)
	doc.SetCatalogSort(true)
	doc.SetTitle("Request: "+string(l.Request.Ask), true)
	doc.SetProducer("whohasme", true)
	doc.SetCreationDate(l.Date.Time())
	doc.SetModificationDate(l.Date.Time())
	doc.SetMargins(margin, margin, margin)
	doc.SetAutoPageBreak(true, margin)
	doc.AddPage()
	draw(doc, l)
	if err := doc.Output(w); err != nil {
		return fmt.Errorf("write letter: %w", err)
	}
	return nil
}

func draw(doc *fpdf.Fpdf, l report.Letter) {
	line := func(s string) { doc.MultiCell(0, leading, s, "", "L", false) }
	doc.SetFont("Go", "", body)
	line(longDate(l.Date))
	doc.Ln(leading)
	for _, s := range l.To {
		line(s)
	}
	doc.Ln(leading)
	doc.SetFont("Go", "B", body)
	line(l.Subject)
	doc.SetFont("Go", "", body)
	for _, p := range l.Body {
		doc.Ln(leading * 0.6)
		if p.Text != "" {
			line(p.Text)
		}
		for _, item := range p.Items {
			doc.SetX(margin + 6)
			doc.CellFormat(12, leading, "•", "", 0, "L", false, 0, "")
			doc.SetLeftMargin(margin + 18)
			line(item)
			doc.SetLeftMargin(margin)
		}
	}
	doc.Ln(leading * 1.5)
	for _, s := range closing(l) {
		line(s)
	}
}

// composed returns the letter with every mark joined to its letter (Unicode
// NFC): the PDF writer would put a loose mark on a line of its own.
func composed(l report.Letter) report.Letter {
	all := func(list []string) []string {
		var out []string
		for _, s := range list {
			out = append(out, norm.NFC.String(s))
		}
		return out
	}
	var paragraphs []report.Paragraph
	for _, p := range l.Body {
		paragraphs = append(paragraphs, report.Paragraph{Text: norm.NFC.String(p.Text), Items: all(p.Items)})
	}
	l.To, l.Body, l.Subject = all(l.To), paragraphs, norm.NFC.String(l.Subject)
	l.Reply, l.Signature = norm.NFC.String(l.Reply), norm.NFC.String(l.Signature)
	return l
}

// drawable returns ErrGlyphs when the fonts lack a character of the letter.
func drawable(l report.Letter) error {
	texts := append([]string{longDate(l.Date), "•"}, l.To...)
	for _, p := range l.Body {
		texts = append(append(texts, p.Text), p.Items...)
	}
	texts = append(texts, closing(l)...)
	for _, f := range []struct {
		ttf   []byte
		texts []string
	}{{goregular.TTF, texts}, {gobold.TTF, []string{l.Subject}}} {
		font, err := sfnt.Parse(f.ttf)
		if err != nil {
			return fmt.Errorf("read font: %w", err)
		}
		var buf sfnt.Buffer
		for _, text := range f.texts {
			for _, r := range text {
				if g, err := font.GlyphIndex(&buf, r); err != nil || g == 0 {
					return ErrGlyphs
				}
			}
		}
	}
	return nil
}
