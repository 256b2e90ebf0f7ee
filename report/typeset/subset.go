package typeset

import (
	"encoding/binary"
	"errors"
	"slices"

	"github.com/go-text/typesetting/font"
)

var errFont = errors.New("a font's table is cut off")

// subset is a font cut down to the glyphs that a document uses, which get
// numbers of their own in the order they are first used. Number 0 stays the
// sign for a missing glyph, as the format demands.
type subset struct {
	face   *typeface
	number map[font.GID]int
	glyphs []font.GID
	text   []string // what each glyph stands for, "" while not known
}

func newSubset(f *typeface) *subset {
	return &subset{face: f, number: map[font.GID]int{0: 0}, glyphs: []font.GID{0}, text: []string{""}}
}

// use returns the number of a glyph in the cut font.
func (s *subset) use(id font.GID) int {
	n, ok := s.number[id]
	if !ok {
		n = len(s.glyphs)
		s.number[id] = n
		s.glyphs, s.text = append(s.glyphs, id), append(s.text, "")
	}
	return n
}

// width returns the width of a glyph of the whole font, in thousandths.
func (f *typeface) width(id font.GID) int {
	metrics := int(binary.BigEndian.Uint16(f.parts["hhea"][34:]))
	at := min(int(id), metrics-1) * 4
	return (int(binary.BigEndian.Uint16(f.parts["hmtx"][at:]))*1000 + f.upem/2) / f.upem
}

// outline returns the data of a glyph of the whole font.
func (f *typeface) outline(id font.GID) ([]byte, error) {
	loca, glyf := f.parts["loca"], f.parts["glyf"]
	var from, to int
	if binary.BigEndian.Uint16(f.parts["head"][50:]) == 0 {
		if len(loca) < int(id)*2+4 {
			return nil, errFont
		}
		from, to = 2*int(binary.BigEndian.Uint16(loca[id*2:])), 2*int(binary.BigEndian.Uint16(loca[id*2+2:]))
	} else {
		if len(loca) < int(id)*4+8 {
			return nil, errFont
		}
		from, to = int(binary.BigEndian.Uint32(loca[id*4:])), int(binary.BigEndian.Uint32(loca[id*4+4:]))
	}
	if from > to || to > len(glyf) {
		return nil, errFont
	}
	return glyf[from:to], nil
}

// Flags of a part of a glyph that is put together from others.
const (
	partWords, partScale, partMore, partXY, partTwoByTwo = 1 << 0, 1 << 3, 1 << 5, 1 << 6, 1 << 7
)

// renumber returns a glyph's data in which the glyphs it is put together from
// have their numbers in the cut font.
func (s *subset) renumber(data []byte) ([]byte, error) {
	if len(data) < 10 || int16(binary.BigEndian.Uint16(data)) >= 0 {
		return data, nil
	}
	data = slices.Clone(data)
	for at := 10; ; {
		if len(data) < at+4 {
			return nil, errFont
		}
		flags := binary.BigEndian.Uint16(data[at:])
		part := font.GID(binary.BigEndian.Uint16(data[at+2:]))
		binary.BigEndian.PutUint16(data[at+2:], uint16(s.use(part)))
		at += 6
		if flags&partWords != 0 {
			at += 2
		}
		switch {
		case flags&partScale != 0:
			at += 2
		case flags&partXY != 0:
			at += 4
		case flags&partTwoByTwo != 0:
			at += 8
		}
		if flags&partMore == 0 {
			return data, nil
		}
	}
}

// file writes the cut font as a TrueType file.
func (s *subset) file() ([]byte, error) {
	var glyf, loca, hmtx []byte
	for i := 0; i < len(s.glyphs); i++ { // grows by the parts of glyphs
		data, err := s.face.outline(s.glyphs[i])
		if err != nil {
			return nil, err
		}
		if data, err = s.renumber(data); err != nil {
			return nil, err
		}
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyf = append(glyf, data...)
		glyf = append(glyf, make([]byte, -len(glyf)&3)...)
		hmtx = append(hmtx, s.face.metric(s.glyphs[i])...)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	head, hhea, maxp := slices.Clone(s.face.parts["head"]), slices.Clone(s.face.parts["hhea"]), slices.Clone(s.face.parts["maxp"])
	binary.BigEndian.PutUint32(head[8:], 0)  // sum of the whole file, which no reader of a PDF looks at
	binary.BigEndian.PutUint16(head[50:], 1) // long offsets
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(s.glyphs)))
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(s.glyphs)))
	tables := map[string][]byte{"head": head, "hhea": hhea, "maxp": maxp, "hmtx": hmtx, "loca": loca, "glyf": glyf}
	for _, tag := range []string{"cvt ", "fpgm", "prep"} {
		if table := s.face.parts[tag]; table != nil {
			tables[tag] = table
		}
	}
	return assemble(tables), nil
}

// metric returns a glyph's width and left bearing as the font has them.
func (f *typeface) metric(id font.GID) []byte {
	metrics := int(binary.BigEndian.Uint16(f.parts["hhea"][34:]))
	hmtx := f.parts["hmtx"]
	if int(id) < metrics {
		return hmtx[id*4 : id*4+4]
	}
	out := slices.Clone(hmtx[(metrics-1)*4 : (metrics-1)*4+2])
	if at := metrics*4 + (int(id)-metrics)*2; at+2 <= len(hmtx) {
		return append(out, hmtx[at:at+2]...)
	}
	return append(out, 0, 0)
}

// assemble writes tables as a TrueType file (OpenType 1.9, "Font file").
func assemble(tables map[string][]byte) []byte {
	tags := make([]string, 0, len(tables))
	for tag := range tables {
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	n, power, exponent := len(tags), 1, 0
	for power*2 <= n {
		power, exponent = power*2, exponent+1
	}
	out := []byte{0, 1, 0, 0}
	for _, v := range []int{n, power * 16, exponent, (n - power) * 16} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	at := len(out) + 16*n
	var body []byte
	for _, tag := range tags {
		data := tables[tag]
		out = append(out, tag...)
		padded := append(slices.Clone(data), make([]byte, -len(data)&3)...)
		sum := uint32(0)
		for i := 0; i < len(padded); i += 4 {
			sum += binary.BigEndian.Uint32(padded[i:])
		}
		for _, v := range []int{int(sum), at + len(body), len(data)} {
			out = binary.BigEndian.AppendUint32(out, uint32(v))
		}
		body = append(body, padded...)
	}
	return append(out, body...)
}
