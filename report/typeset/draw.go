package typeset

import (
	"bytes"
	"fmt"
	"html"
	"math"
	"slices"
	"strconv"
)

// Draw draws a line as part of the open element, its first letter's foot at x,
// y in points from the upper left corner of the page.
func (d *Doc) Draw(l Line, x, y float64, bold bool) {
	d.mark()
	d.drawLine(l, x, y, bold)
}

// Apart draws a line that belongs to the page rather than to the text, such as
// its number: nobody reads it aloud.
func (d *Doc) Apart(l Line, x, y float64) {
	d.unmark()
	d.page.content.WriteString("/Artifact BMC\n")
	d.drawLine(l, x, y, false)
	d.page.content.WriteString("EMC\n")
}

// Rule draws a thin line across, such as a fold mark; it too belongs to the
// page.
func (d *Doc) Rule(x, y, length float64) {
	d.unmark()
	y = d.page.height - y
	fmt.Fprintf(&d.page.content, "/Artifact BMC\n0.4 w %s %s m %s %s l S\nEMC\n", number(x), number(y), number(x+length), number(y))
}

func (d *Doc) drawLine(l Line, x, y float64, bold bool) {
	c := &d.page.content
	c.WriteString("BT\n")
	if bold {
		fmt.Fprintf(c, "2 Tr %s w\n", number(l.size*0.032))
	}
	fmt.Fprintf(c, "1 0 0 1 %s %s Tm\n", number(x), number(d.page.height-y))
	for _, r := range l.runs {
		n, s := d.subset(r.face)
		fmt.Fprintf(c, "/F%d %s Tf\n", n, number(l.size))
		s.draw(c, r, l.size)
	}
	if bold {
		c.WriteString("0 Tr\n")
	}
	c.WriteString("ET\n")
}

// subset returns the number and the cut form of a font in this document.
func (d *Doc) subset(f *typeface) (int, *subset) {
	n, ok := d.of[f]
	if !ok {
		n = len(d.fonts)
		d.of[f] = n
		d.fonts = append(d.fonts, newSubset(f))
	}
	return n + 1, d.fonts[n]
}

// draw writes the glyphs of a run. Where the glyphs of some characters stand
// for other characters elsewhere, or several glyphs for several characters,
// the text itself stands beside them (ActualText).
func (s *subset) draw(c *bytes.Buffer, r run, size float64) {
	open, late := false, 0.0 // an array of glyphs is open; what rounding left over
	begin := func() {
		if !open {
			c.WriteByte('[')
			open = true
		}
	}
	end := func() {
		if open {
			c.WriteString("] TJ\n")
			open = false
		}
	}
	move := func(thousandths float64) {
		late += thousandths
		if n := math.Round(late); n != 0 {
			begin()
			c.WriteString(" " + strconv.Itoa(-int(n)))
			late -= n
		}
	}
	left := 0 // glyphs until the text beside them ends
	for i, g := range r.glyphs {
		n := s.use(g.id)
		if !g.more {
			if g.rest == 0 && (s.text[n] == "" || s.text[n] == g.text) {
				s.text[n] = g.text
			} else {
				end()
				fmt.Fprintf(c, "/Span <</ActualText %s>> BDC\n", text(g.text))
				left = g.rest + 1
				s.guess(r.glyphs[i:min(i+left, len(r.glyphs))], g.text)
			}
		}
		if g.dy != 0 {
			end()
			fmt.Fprintf(c, "%s Ts\n", number(g.dy*size/1000))
		}
		move(g.dx)
		begin()
		fmt.Fprintf(c, "<%04X>", n)
		if g.dy != 0 {
			end()
			c.WriteString("0 Ts\n")
		}
		move(g.advance - g.dx - float64(s.face.width(g.id)))
		if left > 0 {
			if left--; left == 0 {
				end()
				c.WriteString("EMC\n")
			}
		}
	}
	end()
	if left > 0 {
		c.WriteString("EMC\n")
	}
}

// guess says what each glyph of a group stands for, for readers that do not
// look at the text beside it: the character that it usually draws, and for the
// first that draws none the characters that are left.
func (s *subset) guess(group []glyph, text string) {
	left := []rune(text)
	var free []int
	for _, g := range group {
		n := s.use(g.id)
		i := slices.IndexFunc(left, func(r rune) bool {
			id, ok := s.face.font.NominalGlyph(r)
			return ok && id == g.id
		})
		if i < 0 {
			free = append(free, n)
			continue
		}
		if s.text[n] == "" {
			s.text[n] = string(left[i])
		}
		left = slices.Delete(left, i, i+1)
	}
	for _, n := range free {
		if s.text[n] == "" && len(left) > 0 {
			s.text[n], left = string(left), nil
		}
	}
}

// writeFonts writes the fonts that were used, each cut down to its glyphs.
func (d *Doc) writeFonts() {
	var names bytes.Buffer
	for i, s := range d.fonts {
		file, err := s.file()
		if err != nil {
			if d.err == nil {
				d.err = err
			}
			return
		}
		name := fmt.Sprintf("%s+%s", label(i), s.face.name)
		data, descriptor, unicode, cid, whole := d.reserve(), d.reserve(), d.reserve(), d.reserve(), d.reserve()
		d.stream(data, fmt.Sprintf(" /Length1 %d", len(file)), file)
		d.object(descriptor, "<</Type /FontDescriptor /FontName /%s /Flags 4 %s /FontFile2 %s>>", name, s.face.describe(), ref(data))
		d.stream(unicode, "", s.unicode())
		d.object(cid, "<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /FontDescriptor %s /CIDToGIDMap /Identity /W [0 [%s]]>>",
			name, ref(descriptor), s.widths())
		d.object(whole, "<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%s] /ToUnicode %s>>", name, ref(cid), ref(unicode))
		fmt.Fprintf(&names, "/F%d %s ", i+1, ref(whole))
	}
	d.object(resources, "<</Font <<%s>>>>", names.String())
}

// label is the mark of a cut font: six capital letters.
func label(n int) string {
	b := []byte("AAAAAA")
	for i := 5; n > 0; i, n = i-1, n/26 {
		b[i] += byte(n % 26)
	}
	return string(b)
}

func (s *subset) widths() string {
	var b bytes.Buffer
	for _, id := range s.glyphs {
		fmt.Fprintf(&b, "%d\n", s.face.width(id))
	}
	return b.String()
}

// describe returns the measures of a font, from its tables head, hhea and OS/2.
func (f *typeface) describe() string {
	signed := func(table string, at int) int {
		t := f.parts[table]
		if at+2 > len(t) {
			return 0
		}
		return int(int16(uint16(t[at])<<8|uint16(t[at+1]))) * 1000 / f.upem
	}
	capitals := signed("OS/2", 88)
	if capitals <= 0 {
		capitals = 700
	}
	return fmt.Sprintf("/FontBBox [%d %d %d %d] /ItalicAngle 0 /Ascent %d /Descent %d /CapHeight %d /StemV 80",
		signed("head", 36), signed("head", 38), signed("head", 40), signed("head", 42), signed("hhea", 4), signed("hhea", 6), capitals)
}

// unicode returns the table that says what each glyph stands for.
func (s *subset) unicode() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	var rows []string
	for n, t := range s.text {
		if t != "" {
			rows = append(rows, fmt.Sprintf("<%04X> <%X>\n", n, units(t)))
		}
	}
	for len(rows) > 0 { // at most 100 a block
		block := rows[:min(100, len(rows))]
		rows = rows[len(block):]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(block))
		for _, row := range block {
			b.WriteString(row)
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}

// number writes a length with as few digits as it needs.
func number(v float64) string {
	return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
}

func escape(s string) string { return html.EscapeString(s) }
