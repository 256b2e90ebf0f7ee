package paper

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/typeset"
)

// Posted returns the letters that go by post, in their order.
func Posted(letters []report.Letter) []report.Letter {
	var list []report.Letter
	for _, l := range letters {
		if posted(l) {
			list = append(list, l)
		}
	}
	return list
}

// Batch writes letters as one PDF to be printed: a list for the post office
// with the number, recipient and reference of each, and then the letters in
// that order, each on pages of its own. Letters are written as they come, so
// that a batch may be of any length. The error is ErrGlyphs with the number of
// the letter that cannot be drawn; what was written by then is no whole file.
func Batch(w io.Writer, letters []report.Letter, on brokers.Date) error {
	if len(letters) == 0 {
		return fmt.Errorf("write batch: there is no letter")
	}
	return withSetter(func(s *typeset.Setter) error {
		doc := typeset.NewDoc(w, typeset.Info{Title: "Letters to post", Lang: lang(letters[0]), Created: on.Time()})
		if err := cover(doc, s, letters, on); err != nil {
			return fmt.Errorf("write batch: %w", err)
		}
		for i, l := range letters {
			set, err := compose(s, cleaned(l))
			if err == typeset.ErrGlyphs {
				err = ErrGlyphs
			}
			if err != nil {
				return fmt.Errorf("write letter %d of the batch: %w", i+1, err)
			}
			set.draw(doc)
		}
		if err := doc.Close(); err != nil {
			return fmt.Errorf("write batch: %w", err)
		}
		return nil
	})
}

var referenceAt = regexp.MustCompile(`\(reference ([A-Z]+)\)$`)

// reference returns the reference of a letter, which its subject ends with.
func reference(l report.Letter) string {
	if m := referenceAt.FindStringSubmatch(plain(l.Subject)); m != nil {
		return m[1]
	}
	return ""
}

// cover draws the list for the post office.
func cover(doc *typeset.Doc, s *typeset.Setter, letters []report.Letter, on brokers.Date) error {
	p := paperOf(letters[0])
	columns := []float64{p.left, p.left + 40, p.width - p.right - 90} // number, recipient, reference
	room := []float64{34, columns[2] - columns[1] - 12, 90}
	y := p.bottom
	page := 0
	row := func(tag string, cells [][]string, bold bool) error {
		lines := make([][]typeset.Line, len(cells))
		high := 1
		for i, c := range cells {
			for _, text := range c {
				set, err := s.Lines(text, bodySize, room[i]-6)
				if err != nil {
					return err
				}
				lines[i] = append(lines[i], set...)
			}
			high = max(high, len(lines[i]))
		}
		if y+float64(high)*leading > p.bottom && y > p.top {
			if doc.Page(p.width, p.height); page > 0 {
				number, err := one(s, fmt.Sprintf("List, page %d", page+1), 9, p.width)
				if err != nil {
					return err
				}
				doc.Apart(number, (p.width-number.Width)/2, p.height-0.5*inch)
			}
			page, y = page+1, p.top
		}
		doc.Open("TR")
		for i := range cells {
			doc.Open(tag)
			for n, line := range lines[i] {
				doc.Draw(line, columns[i], y+float64(n)*leading, bold)
			}
			doc.Shut()
		}
		doc.Shut()
		y += float64(high)*leading + 3
		return nil
	}
	doc.Open("Sect")
	if err := heading(doc, s, p, len(letters), on); err != nil {
		return err
	}
	page, y = 1, p.top+5*leading
	doc.Open("Table")
	if err := row("TH", [][]string{{"No."}, {"Recipient"}, {"Reference"}}, true); err != nil {
		return err
	}
	for i, l := range letters {
		l = cleaned(l)
		if err := row("TD", [][]string{{strconv.Itoa(i + 1)}, recipientLines(l), {reference(l)}}, false); err != nil {
			return err
		}
	}
	doc.Shut()
	doc.Shut()
	return nil
}

func heading(doc *typeset.Doc, s *typeset.Setter, p size, letters int, on brokers.Date) error {
	doc.Page(p.width, p.height)
	for i, text := range []string{
		fmt.Sprintf("Letters to post: %d", letters),
		longDate(on),
		"Print on one side: each letter then has sheets of its own.",
	} {
		line, err := one(s, text, bodySize, p.width-p.left-p.right)
		if err != nil {
			return err
		}
		doc.Open(map[bool]string{true: "H1", false: "P"}[i == 0])
		doc.Draw(line, p.left, p.top+float64(i)*leading, i == 0)
		doc.Shut()
	}
	return nil
}

// recipientLines returns the recipient's names on one line and its postal
// address on the next.
func recipientLines(l report.Letter) []string {
	if len(l.To) < 2 {
		return l.To
	}
	last := len(l.To) - 1
	return []string{strings.Join(l.To[:last], ", "), l.To[last]}
}
