package picture

import (
	"html"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode"
)

// SVG writes a drawing as an element that stands in a page: no style sheet, no
// font, no script, no address. Its one colour is that of the text around it.
func SVG(w io.Writer, d Drawing) error {
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="` + d.Name + `-t ` + d.Name + `-d" viewBox="0 0 ` + n(d.Width) + " " + n(d.Height) +
		`" width="` + n(d.Width) + `" height="` + n(d.Height) + `" fill="none" stroke="none" font-family="system-ui,sans-serif">` + "\n")
	b.WriteString(`<title id="` + d.Name + `-t">` + escape(d.Title) + "</title>\n")
	b.WriteString(`<desc id="` + d.Name + `-d">` + escape(d.Desc) + "</desc>\n")
	for i := range d.Shapes {
		d.Shapes[i].write(&b)
	}
	b.WriteString("</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func (s *Shape) write(b *strings.Builder) {
	at := s.Points[0]
	switch {
	case s.Text != "":
		b.WriteString(`<text x="` + n(at.X) + `" y="` + n(at.Y) + `" font-size="` + n(s.Size) + `" fill="currentColor"`)
		if s.Anchor == Middle {
			b.WriteString(` text-anchor="middle"`)
		} else if s.Anchor == End {
			b.WriteString(` text-anchor="end"`)
		}
		if s.Bold {
			b.WriteString(` font-weight="bold"`)
		}
		b.WriteString(">" + escape(s.Text) + "</text>\n")
		return
	case s.Round > 0:
		b.WriteString(`<circle cx="` + n(at.X) + `" cy="` + n(at.Y) + `" r="` + n(s.Round) + `"`)
	default:
		b.WriteString(`<path d="M`)
		for i, p := range s.Points {
			if i > 0 {
				b.WriteByte('L')
			}
			b.WriteString(n(p.X) + " " + n(p.Y))
		}
		if s.Closed {
			b.WriteByte('Z')
		}
		b.WriteByte('"')
	}
	if s.Fill > 0 {
		b.WriteString(` fill="currentColor"`)
		if s.Fill < 1 {
			b.WriteString(` fill-opacity="` + n(s.Fill) + `"`)
		}
	}
	if s.Line > 0 {
		b.WriteString(` stroke="currentColor" stroke-width="` + n(s.Line) + `"`)
		if s.Faint {
			b.WriteString(` stroke-opacity=".45"`)
		}
		if s.Dash {
			b.WriteString(` stroke-dasharray="4 3"`)
		}
	}
	b.WriteString("/>\n")
}

func n(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }

// escape leaves out what XML has no place for and what would turn the
// direction of writing, unseen.
func escape(s string) string {
	return html.EscapeString(strings.Map(func(r rune) rune {
		turns := r == 0x061c || r == 0x200e || r == 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
		if unicode.IsControl(r) || turns || r == '\u2028' || r == '\u2029' || r == unicode.ReplacementChar || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, s))
}
