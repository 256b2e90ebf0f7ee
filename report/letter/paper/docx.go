package paper

import (
	"archive/zip"
	"compress/flate"
	"embed"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/whohasme/whohasme/report"
	"golang.org/x/text/unicode/bidi"
)

//go:embed docx/*.xml
var parts embed.FS

// docxParts are the files of a document, in the order they are packed, and
// where the program has them. Those without a place are written for each letter.
var docxParts = []struct{ name, from string }{
	{"[Content_Types].xml", "docx/Content_Types.xml"},
	{"_rels/.rels", "docx/rels.xml"},
	{"docProps/core.xml", ""},
	{"word/document.xml", ""},
	{"word/_rels/document.xml.rels", "docx/document-rels.xml"},
	{"word/styles.xml", "docx/styles.xml"},
	{"word/numbering.xml", "docx/numbering.xml"},
	{"word/settings.xml", "docx/settings.xml"},
	{"word/footer.xml", "docx/footer.xml"},
}

// Word writes a letter as a document of Word (Office Open XML, ECMA-376). Its
// properties hold the kind of request and the letter's date; it names no
// author and no machine.
func Word(w io.Writer, l report.Letter) error {
	l = cleaned(l)
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for _, part := range docxParts {
		var data []byte
		switch part.name {
		case "word/document.xml":
			data = []byte(wordDocument(l))
		case "docProps/core.xml":
			data = []byte(wordProperties(l))
		default:
			var err error
			if data, err = parts.ReadFile(part.from); err != nil {
				return fmt.Errorf("write letter: %w", err)
			}
		}
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: l.Date.Time()})
		if err == nil {
			_, err = f.Write(data)
		}
		if err != nil {
			return fmt.Errorf("write letter: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write letter: %w", err)
	}
	return nil
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

func wordProperties(l report.Letter) string {
	at := l.Date.Time().UTC().Format("2006-01-02T15:04:05Z")
	return xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + inXML(title(l)) + `</dc:title><dc:language>` + lang(l) + `</dc:language>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + at + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + at + `</dcterms:modified></cp:coreProperties>` + "\n"
}

// twips are twentieths of a point, Word's measure.
func twips(points float64) int { return int(points*20 + 0.5) }

func wordDocument(l report.Letter) string {
	var b strings.Builder
	p := paperOf(l)
	b.WriteString(xmlHead + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>` + "\n")
	wordHead(&b, l, p)
	wordBody(&b, l.Body)
	paragraph(&b, `<w:keepLines/><w:spacing w:before="300"/>`, closing(l)...)
	if len(l.Enclosed) > 0 {
		wordBody(&b, []report.Paragraph{{Text: enclosed, Items: l.Enclosed}})
	}
	fmt.Fprintf(&b, `<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="500" w:footer="500" w:gutter="0"/><w:titlePg/></w:sectPr>`,
		twips(p.width), twips(p.height), twips(p.top-12), twips(p.right), twips(p.height-p.bottom), twips(p.left))
	b.WriteString("\n</w:body></w:document>\n")
	return b.String()
}

// countedLists is how many lists of docx/numbering.xml count from one: numbers
// 2 and up. More lists than that count on.
const countedLists = 8

func wordBody(b *strings.Builder, body []report.Paragraph) {
	counted := 0
	for n, para := range body {
		if para.Text != "" {
			last := ""
			if n == len(body)-1 && len(para.Items) == 0 {
				last = `<w:keepNext/>` // the name never stands on a page alone
			}
			paragraph(b, last, para.Text)
		}
		if para.Numbered {
			counted = min(counted+1, countedLists)
		}
		for i, item := range para.Items {
			style := `<w:pStyle w:val="Item"/>`
			if para.Numbered {
				style += fmt.Sprintf(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr>`, counted+1)
			}
			if i == len(para.Items)-1 {
				style += `<w:spacing w:after="140"/>`
			}
			paragraph(b, style, item)
		}
	}
}

// wordHead writes date, recipient and subject; for the post the recipient
// stands where the envelope's window is.
func wordHead(b *strings.Builder, l report.Letter, p size) {
	if !posted(l) {
		paragraph(b, "", longDate(l.Date))
		paragraph(b, `<w:keepLines/>`, l.To...)
		paragraph(b, `<w:pStyle w:val="Heading1"/>`, l.Subject)
		return
	}
	const date = 15.0
	to := addressLines(l.To, p.window.lines)
	set := settingOf(to, p.window)
	above := p.window.y - p.top - date
	below := max(0, p.window.after-p.window.y-set.line*float64(set.rows(to, p.window)))
	paragraph(b, fmt.Sprintf(`<w:spacing w:after="%d" w:line="%d" w:lineRule="exact"/><w:jc w:val="right"/>`, twips(above), twips(date)), longDate(l.Date))
	paragraph(b, fmt.Sprintf(`<w:pStyle w:val="%s"/><w:keepLines/><w:spacing w:after="%d" w:line="%d" w:lineRule="exact"/><w:ind w:right="%d"/>`, set.style,
		twips(below), twips(set.line), twips(p.width-p.left-p.right-p.window.width)), to...)
	paragraph(b, `<w:pStyle w:val="Heading1"/>`, l.Subject)
}

// setting is a size in which Word sets an address: the style's name in
// docx/styles.xml, the size of its letters and the height of its lines, in points.
type setting struct {
	style         string
	letters, line float64
}

// settings are from the usual one down to what can still be read in a window.
var settings = []setting{{"Address", 10.5, 12.5}, {"AddressSmall", 8.5, 10}, {"AddressSmallest", 7, 8.4}}

// settingOf returns the largest setting in which a window shows an address
// whole. Word sets the lines, so that their number is a guess on the high side.
func settingOf(to []string, w window) setting {
	for _, s := range settings {
		if float64(s.rows(to, w)-1)*s.line <= w.height {
			return s
		}
	}
	return settings[len(settings)-1]
}

// rows guesses the number of lines of an address: a letter is about half as
// wide as it is high.
func (s setting) rows(to []string, w window) int {
	n := 0
	for _, line := range to {
		n += max(1, int(math.Ceil(float64(utf8.RuneCountInString(line))*s.letters*0.52/w.width)))
	}
	return n
}

// paragraph writes lines as one paragraph.
func paragraph(b *strings.Builder, properties string, lines ...string) {
	b.WriteString("<w:p>")
	if properties != "" {
		b.WriteString("<w:pPr>" + properties + "</w:pPr>")
	}
	for i, line := range lines {
		if i > 0 {
			b.WriteString("<w:r><w:br/></w:r>")
		}
		for _, part := range directions(line) {
			b.WriteString("<w:r>")
			if part.rtl {
				b.WriteString("<w:rPr><w:rtl/></w:rPr>")
			}
			b.WriteString(`<w:t xml:space="preserve">` + inXML(part.text) + "</w:t></w:r>")
		}
	}
	b.WriteString("</w:p>\n")
}

// direction is a part of a line that is read one way.
type direction struct {
	text string
	rtl  bool
}

// directions splits a line of a left-to-right letter where the direction of
// reading turns, in the order in which it is typed.
func directions(line string) []direction {
	whole := []direction{{text: line}}
	if strings.IndexFunc(line, func(r rune) bool { return r >= 0x590 }) < 0 {
		return whole
	}
	var p bidi.Paragraph
	if _, err := p.SetString(line, bidi.DefaultDirection(bidi.LeftToRight)); err != nil {
		return whole
	}
	order, err := p.Order()
	if err != nil {
		return whole
	}
	runes := []rune(line)
	rtl := make([]bool, len(runes))
	for i := range order.NumRuns() {
		run := order.Run(i)
		from, to := run.Pos() // of runes, the last one included
		for n := from; n <= to && n < len(rtl); n++ {
			rtl[n] = run.Direction() == bidi.RightToLeft
		}
	}
	var parts []direction
	for i := range runes {
		if i == 0 || rtl[i] != rtl[i-1] {
			parts = append(parts, direction{rtl: rtl[i]})
		}
		parts[len(parts)-1].text += string(runes[i])
	}
	return parts
}

func inXML(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a builder takes everything
	return b.String()
}
