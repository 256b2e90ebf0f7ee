package paper

import (
	"regexp"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
)

// size is a size of paper and where things stand on it, in points.
type size struct {
	width, height float64
	left, right   float64 // margins
	top, bottom   float64 // first and last line
	window        window
	folds         []float64 // from the top
}

// window is the part of the first page that an envelope's window shows
// whichever way the paper slides inside, one line after the other.
type window struct {
	x, y, width float64 // y: foot of the first line
	height      float64
	lines       int
	after       float64 // where the letter goes on
}

const inch, mm = 72.0, 72 / 25.4

// letterPaper goes into a #10 double-window envelope (9.5 by 4.125 inches,
// recipient's window 4 by 1 inch, 7/8 inch from the left and 1/2 inch from the
// bottom). Folded at 4 and 7.5 inches the paper can slide up by an eighth of
// an inch and sideways by an inch; what is set here is seen in every position.
// The sender's window stays empty: an envelope is read by many.
var letterPaper = size{
	width: 8.5 * inch, height: 11 * inch, left: 0.95 * inch, right: 0.95 * inch, top: 1 * inch, bottom: 10.25 * inch,
	window: window{x: 0.95 * inch, y: 2.76 * inch, width: 2.9 * inch, height: 0.7 * inch, lines: 5, after: 4.2 * inch},
	folds:  []float64{4 * inch, 7.5 * inch},
}

// a4Paper follows DIN 5008, form B: the window of a DL or C6/5 envelope shows
// 85 by 45 mm, 20 mm from the left and 45 mm from the top; the recipient has
// the lower 27.3 mm of it, six lines.
var a4Paper = size{
	width: 210 * mm, height: 297 * mm, left: 25 * mm, right: 20 * mm, top: 25 * mm, bottom: 276 * mm,
	window: window{x: 25 * mm, y: 66.5 * mm, width: 75 * mm, height: 22 * mm, lines: 6, after: 105.5 * mm},
	folds:  []float64{105 * mm, 210 * mm},
}

// paperOf returns the paper of the recipient's country: US Letter where it is
// the paper of the country or the country is not known, A4 elsewhere.
func paperOf(l report.Letter) size {
	switch l.Country {
	case "", "US", "CA", "PR":
		return letterPaper
	}
	return a4Paper
}

// posted reports whether a letter goes into an envelope.
func posted(l report.Letter) bool { return l.Request.Route.By == brokers.ByPost }

var stateAndCode = regexp.MustCompile(`^[A-Z]{2}\.? +\d{5}(-\d{4})?$|^[A-Z]{2} +[A-Z]\d[A-Z] ?\d[A-Z]\d$`)

// addressLines returns the recipient of a letter by post as an envelope has
// it: the last line, a postal address, in lines of its own, and no more lines
// than there is room for.
func addressLines(to []string, room int) []string {
	if len(to) == 0 {
		return nil
	}
	names := to[:len(to)-1]
	var parts []string
	for part := range strings.SplitSeq(to[len(to)-1], ",") {
		part = strings.TrimSpace(part)
		switch {
		case part == "":
		case len(parts) > 0 && stateAndCode.MatchString(part):
			parts[len(parts)-1] += ", " + part
		default:
			parts = append(parts, part)
		}
	}
	for len(parts) > 2 && len(names)+len(parts) > room {
		parts = append([]string{parts[0] + ", " + parts[1]}, parts[2:]...)
	}
	return append(append([]string{}, names...), parts...)
}
