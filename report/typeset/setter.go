package typeset

import (
	"errors"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// ErrGlyphs says that a text has characters that none of the fonts can draw.
var ErrGlyphs = errors.New("a character that no font draws")

// Setter breaks texts into lines. It remembers what it set, since letters of a
// batch share most of their words. It must not be used by two goroutines at a
// time.
type Setter struct {
	segments shaping.Segmenter
	shaper   shaping.HarfbuzzShaper
	wrapper  shaping.LineWrapper
	faces    map[*typeface]*font.Face
	known    map[setting][]Line
	err      error // of a font that could not be read
}

type setting struct {
	text        string
	size, width float64
}

// remembered is the number of texts a Setter keeps.
const remembered = 4096

// NewSetter returns a Setter that remembers nothing yet.
func NewSetter() *Setter {
	return &Setter{faces: map[*typeface]*font.Face{}, known: map[setting][]Line{}}
}

// Line is a line of text, ready to be drawn. Lines are shared: they are not to
// be changed.
type Line struct {
	Width float64 // in points
	size  float64
	runs  []run
}

// run is a part of a line in one font, from left to right.
type run struct {
	face   *typeface
	glyphs []glyph
}

// glyph is a glyph with its place; lengths are in thousandths of the font's
// size.
type glyph struct {
	id      font.GID
	advance float64 // to the next glyph
	dx, dy  float64 // of the glyph from its place
	text    string  // the characters it stands for together with the next rest glyphs
	rest    int     // glyphs that follow and stand for the same characters
	more    bool    // it is one of these
}

// Lines breaks a text into lines of a width, in points, at places where its
// script allows a break and, within a word longer than a line, anywhere. The
// text is read in the direction of the letter, left to right, with names of
// the other direction within it. White space of any kind counts as one space,
// but for U+00A0, at which no line ends.
// The error is ErrGlyphs when a character cannot be drawn.
func (s *Setter) Lines(text string, size, width float64) ([]Line, error) {
	key := setting{text, size, width}
	if lines, ok := s.known[key]; ok {
		return lines, nil
	}
	lines, err := s.set(text, size, width)
	if err != nil {
		return nil, err
	}
	if len(s.known) >= remembered {
		clear(s.known)
	}
	s.known[key] = lines
	return lines, nil
}

func (s *Setter) set(text string, size, width float64) ([]Line, error) {
	runes := []rune(norm.NFC.String(seen(text)))
	if len(runes) == 0 {
		return nil, nil
	}
	const em = 1000
	input := shaping.Input{Text: runes, RunEnd: len(runes), Direction: di.DirectionLTR, Size: fixed.I(em), Language: language.NewLanguage("en")}
	var shaped []shaping.Output
	parts, levels := leveled(s.segments.Split(input, s), runes)
	for _, part := range parts {
		shaped = append(shaped, s.shaper.Shape(part))
	}
	if s.err != nil {
		return nil, s.err
	}
	config := shaping.WrapConfig{Direction: di.DirectionLTR, BreakPolicy: shaping.WhenNecessary}
	broken, _ := s.wrapper.WrapParagraph(config, int(width/size*em), runes, shaping.NewSliceIterator(shaped))
	var lines []Line
	for _, outputs := range broken {
		line, err := s.line(outputs, runes, levels, size)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// line puts the runs of a line into the order in which they are seen.
func (s *Setter) line(outputs shaping.Line, runes []rune, levels []int8, size float64) (Line, error) {
	line := Line{size: size}
	for _, out := range asSeen(outputs, levels) {
		r := run{face: s.typeface(out.Face), glyphs: make([]glyph, 0, len(out.Glyphs))}
		for i, g := range out.Glyphs {
			if g.GlyphID == 0 {
				return Line{}, ErrGlyphs
			}
			set := glyph{id: g.GlyphID, advance: points(g.Advance), dx: points(g.XOffset), dy: points(g.YOffset)}
			if i > 0 && out.Glyphs[i-1].TextIndex() == g.TextIndex() {
				set.more = true
			} else {
				from := g.TextIndex()
				set.text, set.rest = string(runes[from:min(from+g.RunesCount(), len(runes))]), g.GlyphsCount()-1
				set.text = strings.ReplaceAll(set.text, "\u00a0", " ") // it is read, searched and copied as any other
			}
			line.Width += set.advance * size / 1000
			r.glyphs = append(r.glyphs, set)
		}
		if len(r.glyphs) > 0 {
			line.runs = append(line.runs, r)
		}
	}
	return line, nil
}

func points(v fixed.Int26_6) float64 { return float64(v) / 64 }

// ResolveFace returns the font for a character; the shaping library asks for it.
func (s *Setter) ResolveFace(r rune) *font.Face {
	f, err := typefaceOf(r)
	if err != nil {
		s.err = err
		f = typefaces[0]
	}
	face, ok := s.faces[f]
	if !ok {
		face = font.NewFace(f.font)
		s.faces[f] = face
	}
	return face
}

func (s *Setter) typeface(face *font.Face) *typeface {
	for f, known := range s.faces {
		if known == face {
			return f
		}
	}
	return typefaces[0]
}

// seen returns a text without characters that are not seen: controls, marks
// that would turn the order of the text around them, and variants that these
// fonts do not have. The joiners that scripts need stay.
func seen(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00a0':
			return r
		case unicode.IsSpace(r):
			return ' '
		case r == '\u200c' || r == '\u200d' || unicode.Is(unicode.Prepended_Concatenation_Mark, r):
			return r
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' }), " ")
}
