package typeset

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"io"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

//go:embed fonts/*.ttf.gz
var files embed.FS

// typeface is a font of the program. It is read when a text first needs it.
type typeface struct {
	name   string    // PostScript name, and the file's
	blocks [][2]rune // what it is asked for, first and last; the first typeface is asked for everything

	once  sync.Once
	err   error
	font  *font.Font
	parts map[string][]byte // raw tables by tag
	upem  int
}

// typefaces are the fonts, the one that draws most letters first. There is one
// weight of each: a bold line is drawn with a thicker pen, which saves a font
// in the file.
var typefaces = []*typeface{
	{name: "NotoSans-Regular"}, // Latin, Greek, Cyrillic and punctuation
	{name: "NotoSansArmenian-Regular", blocks: [][2]rune{{0x530, 0x58F}, {0xFB13, 0xFB17}}},
	{name: "NotoSansHebrew-Regular", blocks: [][2]rune{{0x590, 0x5FF}, {0xFB1D, 0xFB4F}}},
	{name: "NotoSansArabic-Regular", blocks: [][2]rune{{0x600, 0x6FF}, {0x750, 0x77F}, {0x8A0, 0x8FF}, {0xFB50, 0xFDFF}, {0xFE70, 0xFEFF}}},
	{name: "NotoSansDevanagari-Regular", blocks: [][2]rune{{0x900, 0x97F}, {0x1CD0, 0x1CFF}, {0xA8E0, 0xA8FF}}},
	{name: "NotoSansBengali-Regular", blocks: [][2]rune{{0x980, 0x9FF}}},
	{name: "NotoSansGurmukhi-Regular", blocks: [][2]rune{{0xA00, 0xA7F}}},
	{name: "NotoSansGujarati-Regular", blocks: [][2]rune{{0xA80, 0xAFF}}},
	{name: "NotoSansOriya-Regular", blocks: [][2]rune{{0xB00, 0xB7F}}},
	{name: "NotoSansTamil-Regular", blocks: [][2]rune{{0xB80, 0xBFF}}},
	{name: "NotoSansTelugu-Regular", blocks: [][2]rune{{0xC00, 0xC7F}}},
	{name: "NotoSansKannada-Regular", blocks: [][2]rune{{0xC80, 0xCFF}}},
	{name: "NotoSansMalayalam-Regular", blocks: [][2]rune{{0xD00, 0xD7F}}},
	{name: "NotoSansSinhala-Regular", blocks: [][2]rune{{0xD80, 0xDFF}}},
	{name: "NotoSansThai-Regular", blocks: [][2]rune{{0xE00, 0xE7F}}},
	{name: "NotoSansLao-Regular", blocks: [][2]rune{{0xE80, 0xEFF}}},
	{name: "NotoSansMyanmar-Regular", blocks: [][2]rune{{0x1000, 0x109F}, {0xA9E0, 0xA9FF}, {0xAA60, 0xAA7F}}},
	{name: "NotoSansGeorgian-Regular", blocks: [][2]rune{{0x10A0, 0x10FF}, {0x1C90, 0x1CBF}, {0x2D00, 0x2D2F}}},
	{name: "NotoSansEthiopic-Regular", blocks: [][2]rune{{0x1200, 0x139F}, {0x2D80, 0x2DDF}, {0xAB00, 0xAB2F}}},
	{name: "NotoSansKhmer-Regular", blocks: [][2]rune{{0x1780, 0x17FF}, {0x19E0, 0x19FF}}},
	{name: "NanumSquareR", blocks: [][2]rune{{0x1100, 0x11FF}, {0x3130, 0x318F}, {0xA960, 0xA97F}, {0xAC00, 0xD7FF}}},
	{name: "DroidSansFallbackFull", blocks: [][2]rune{{0x2E80, 0x312F}, {0x3190, 0x9FFF}, {0xF900, 0xFAFF}, {0xFE30, 0xFE4F}, {0xFF00, 0xFFEF}, {0x20000, 0x3FFFF}}},
}

// typefaceOf returns the typeface to draw a character with: the common one where it
// can, else that of the character's block, else the common one, which shows
// that there is none.
func typefaceOf(r rune) (*typeface, error) {
	common := typefaces[0]
	if err := common.load(); err != nil {
		return nil, err
	}
	if _, ok := common.font.NominalGlyph(r); ok {
		return common, nil
	}
	for _, f := range typefaces[1:] {
		for _, b := range f.blocks {
			if r < b[0] || r > b[1] {
				continue
			}
			if err := f.load(); err != nil {
				return nil, err
			}
			if _, ok := f.font.NominalGlyph(r); ok {
				return f, nil
			}
		}
	}
	return common, nil
}

// load reads the font, once.
func (f *typeface) load() error {
	f.once.Do(func() {
		if f.err = f.read(); f.err != nil {
			f.err = fmt.Errorf("read font %s: %w", f.name, f.err)
		}
	})
	return f.err
}

func (f *typeface) read() error {
	packed, err := files.Open("fonts/" + f.name + ".ttf.gz")
	if err != nil {
		return err
	}
	defer packed.Close()
	z, err := gzip.NewReader(packed)
	if err != nil {
		return err
	}
	data, err := io.ReadAll(z)
	if err != nil {
		return err
	}
	loader, err := opentype.NewLoader(bytes.NewReader(data))
	if err != nil {
		return err
	}
	f.parts = map[string][]byte{}
	for _, tag := range []string{"head", "hhea", "hmtx", "maxp", "loca", "glyf", "OS/2"} {
		if f.parts[tag], err = loader.RawTable(opentype.MustNewTag(tag)); err != nil {
			return err
		}
	}
	for _, tag := range []string{"cvt ", "fpgm", "prep"} { // hints, which a font may lack
		if table, err := loader.RawTable(opentype.MustNewTag(tag)); err == nil {
			f.parts[tag] = table
		}
	}
	face, err := font.NewFont(loader)
	if err != nil {
		return err
	}
	f.font, f.upem = face, int(face.Upem())
	return nil
}
