package typeset

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/go-text/typesetting/font"
)

func TestEveryFontCanBeRead(t *testing.T) {
	for _, f := range typefaces {
		if err := f.load(); err != nil {
			t.Errorf("%s: %v", f.name, err)
			continue
		}
		for _, b := range f.blocks {
			some := 0
			for r := b[0]; r <= b[1]; r++ {
				if _, ok := f.font.NominalGlyph(r); ok {
					some++
				}
			}
			if some == 0 && b[0] < 0x10000 {
				t.Logf("%s draws nothing of %X to %X", f.name, b[0], b[1])
			}
		}
	}
}

// A cut font is one that another library reads, with the outlines it had.
func TestSubset(t *testing.T) {
	for text, name := range map[string]string{"Ñandú ńẬ": "NotoSans-Regular", "김민수": "NanumSquareR", "王小明": "DroidSansFallbackFull", "श्री": "NotoSansDevanagari-Regular"} {
		lines, err := NewSetter().Lines(text, 10, 500)
		if err != nil {
			t.Fatal(err)
		}
		f := lines[0].runs[0].face
		if f.name != name {
			t.Errorf("%q is drawn with %s", text, f.name)
		}
		s := newSubset(f)
		for _, g := range lines[0].runs[0].glyphs {
			s.use(g.id)
		}
		file, err := s.file()
		if err != nil {
			t.Fatal(err)
		}
		// The format asks readers for tables that a PDF does without.
		whole, err := font.ParseTTF(bytes.NewReader(withNames(t, file)))
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		for n, id := range s.glyphs {
			want, got := font.NewFace(f.font).GlyphData(id), whole.GlyphData(font.GID(n))
			a, isOutline := want.(font.GlyphOutline)
			b, too := got.(font.GlyphOutline)
			if isOutline != too || len(a.Segments) != len(b.Segments) {
				t.Errorf("%q: glyph %d is not glyph %d of the whole font", text, n, id)
			}
			if w := f.width(id); w != (int(binary.BigEndian.Uint16(f.metric(id)))*1000+f.upem/2)/f.upem {
				t.Errorf("%q: glyph %d is %d wide", text, id, w)
			}
		}
	}
}

// withNames adds a table of characters, which ParseTTF wants.
func withNames(t *testing.T, file []byte) []byte {
	t.Helper()
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(file[4:])) {
		row := file[12+16*i:]
		at, n := binary.BigEndian.Uint32(row[8:]), binary.BigEndian.Uint32(row[12:])
		tables[string(row[:4])] = file[at : at+n]
	}
	// one table of format 6 that maps nothing
	tables["cmap"] = []byte{0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12, 0, 6, 0, 10, 0, 0, 0, 0, 0, 0}
	return assemble(tables)
}

func TestLines(t *testing.T) {
	s := NewSetter()
	for text, want := range map[string]int{"": 0, " \n\t ": 0, "one": 1, strings.Repeat("word ", 40): 3, strings.Repeat("W", 200): 5, "a\u202eb\x00c": 1} {
		lines, err := s.Lines(text, 10, 400)
		if err != nil || len(lines) < min(want, 1) || len(lines) > want {
			t.Errorf("%.20q: %d lines, %v; want up to %d", text, len(lines), err, want)
		}
		for _, l := range lines {
			if l.Width > 400.5 {
				t.Errorf("%.20q: a line is %.1f points wide", text, l.Width)
			}
		}
	}
	if _, err := s.Lines("\U0001F98A", 10, 400); !errors.Is(err, ErrGlyphs) {
		t.Errorf("got %v, want ErrGlyphs", err)
	}
}

// Numbers within text that is read right to left stand where a reader of it
// looks for them.
func TestOrderOfDirections(t *testing.T) {
	s := NewSetter()
	for text, want := range map[string]string{
		"name אבג (Sarah)":       "name גבא (Sarah)",
		"אבג 42 Dayton":          "42 גבא Dayton",
		"אבג 42 דהו end":         "והד 42 גבא end",
		"אבג 12/5":               "12/5 גבא",
		"p/אבג-דה/12":            "p/12/הד-גבא",
		"12 אבג":                 "12 גבא",
		"a 12 b":                 "a 12 b",
		"אבג abc דהו":            "גבא abc והד",
		"אבג, 1984, דהו, Ohio 7": "והד ,1984 ,גבא, Ohio 7",
	} {
		lines, err := s.Lines(text, 10, 500)
		if err != nil || len(lines) != 1 {
			t.Fatal(len(lines), err)
		}
		var got strings.Builder
		for _, r := range lines[0].runs {
			for _, g := range r.glyphs {
				got.WriteString(g.text)
			}
		}
		if got.String() != want {
			t.Errorf("%q is seen as %q, want %q", text, got.String(), want)
		}
	}
}

// Fonts are shared by all goroutines, a Setter by none.
func TestManySetters(t *testing.T) {
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			s := NewSetter()
			for _, text := range []string{"Ñandú", "محمد", "श्री", "김", "王"} {
				if _, err := s.Lines(text, 10, 100); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

// A fault of the writer is told once the document is closed.
func TestDocTellsTheFirstFault(t *testing.T) {
	full := errors.New("disk full")
	d := NewDoc(writer(func([]byte) (int, error) { return 0, full }), Info{Title: "x", Lang: "en"})
	d.Page(100, 100)
	if err := d.Close(); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
	d = NewDoc(io.Discard, Info{Title: "x (y) ж", Lang: "en"})
	if err := d.Close(); err != nil {
		t.Errorf("a document without a page: %v", err)
	}
}

type writer func([]byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }
