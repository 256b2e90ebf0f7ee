package doubt

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"github.com/whohasme/whohasme/scan"
)

// Against says what speaks against taking a page as proof that a person is not
// listed, in words that hold nothing about anybody; "" is nothing. The frame may
// be nil.
func (f *Frame) Against(p *Page) string {
	if why := whole(p.HTML, f); why != "" {
		return why
	}
	s := look(p)
	for _, test := range []func(*Page, *survey) string{f.tongue, f.alarms, f.place, f.likeness, f.ending, f.denies, f.goesOn, f.echo, f.names, f.labels, f.strays} {
		if why := test(p, s); why != "" {
			return why
		}
	}
	return ""
}

// place: signs and records stand where those of the controls stood.
func (f *Frame) place(p *Page, _ *survey) string {
	if len(p.Signs) > 0 && apart(p) && (f == nil || !f.Beside) {
		return "the page says that there is nobody and has places for records"
	}
	if f == nil {
		return ""
	}
	for _, n := range p.Signs {
		if len(f.Signs) > 0 && !f.Signs.has(chain(n, false)) {
			return "the sign that there is nobody stands in another place than on the page for an invented name"
		}
	}
	for _, n := range p.Records {
		if len(f.Records) > 0 && !f.Records.full() && !f.Records.has(chain(n, true)) {
			return "the records stand in another place than on the page for a common name"
		}
	}
	return ""
}

// apart reports whether records stand beside the signs, and not around or in
// them.
func apart(p *Page) bool {
	for _, n := range p.Records {
		with := false
		for _, sign := range p.Signs {
			with = with || isIn(n, sign) || isIn(sign, n)
		}
		if !with {
			return true
		}
	}
	return false
}

func isIn(n, around *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == around {
			return true
		}
	}
	return false
}

// likeness: the page has what the controls' pages share.
func (f *Frame) likeness(p *Page, s *survey) string {
	if f == nil {
		return ""
	}
	lost, parts := 0, 0 // parts are what is lost as one
	above := map[uint32]uint32{}
	for i := 0; i+1 < len(f.Above); i += 2 {
		above[f.Above[i]] = f.Above[i+1]
	}
	for _, h := range f.Shapes {
		if !s.shapes[h] {
			lost++
			if up := above[h]; s.shapes[up] || !f.Shapes.has(up) {
				parts++
			}
		}
	}
	if parts > max(2, len(f.Shapes)/10) || lost > max(1, len(f.Shapes)/3) {
		return "the page is built otherwise than the site's pages for other names"
	}
	texts := map[uint32]bool{}
	for _, b := range s.blocks {
		texts[says(b.text, p)] = true
	}
	missing := func(of hashes) (n int) {
		for _, h := range of {
			if !texts[h] {
				n++
			}
		}
		return n
	}
	firm, loose := missing(f.Texts), missing(f.Loose)
	if firm > max(1, len(f.Texts)/5) || firm+loose > max(1, (len(f.Texts)+len(f.Loose))*35/100) {
		return "the page does not say what the site's pages for other names say"
	}
	return ""
}

// share is how many of the hashes are there, 1 if there is none to be.
func share(of hashes, there func(uint32) bool) float64 {
	if len(of) == 0 {
		return 1
	}
	n := 0
	for _, h := range of {
		if there(h) {
			n++
		}
	}
	return float64(n) / float64(len(of))
}

// echo: a site that repeats the name asked for does so on this page too.
func (f *Frame) echo(p *Page, s *survey) string {
	if f != nil && len(p.Records) == 0 && len(f.Nobody) == 0 && f.Heading && !holds(scan.Fold(headings(s)), p.First+" "+p.Last) {
		return "the page answers a search for another name" // no page for an invented name tells where it would be repeated
	}
	if f == nil || len(p.Records) > 0 || !f.First && !f.Last {
		return ""
	}
	seen := scan.Fold(f.echoed(s))
	if f.Last && p.Last != "" && !holds(seen, p.Last) || f.First && p.First != "" && !holds(seen, p.First) {
		return "the page answers a search for another name"
	}
	return ""
}

// labels: records look and are labelled as those of the controls.
func (f *Frame) labels(p *Page, s *survey) string {
	if f == nil || len(p.Records) == 0 {
		return ""
	}
	if why := f.Inside.against(p); why != "" {
		return why
	}
	for _, field := range f.Full {
		if p.Have[field] == 0 && (field == "addresses" || len(p.Records) > 1) {
			return "none of the records has a part that all have for a common name"
		}
	}
	heads := map[uint32]bool{}
	if len(f.Heads) > 0 {
		for _, b := range s.blocks {
			heads[hash(plain(b.text))] = true
		}
	}
	if share(f.Heads, func(h uint32) bool { return heads[h] }) < 1 {
		return "the list is labelled otherwise than that for a common name"
	}
	if len(f.Counts) == 0 {
		return ""
	}
	lines, n, asked := map[uint32]uint32{}, times(s), words(strings.ToLower(p.First+" "+p.Last))
	for i := 0; i+1 < len(f.Counts); i += 2 {
		lines[f.Counts[i]] = 0
	}
	for _, b := range s.blocks {
		if _, counts := lines[b.shape]; counts {
			lines[b.shape] = skeleton(b.text, asked)
		}
	}
	for i := 0; i+1 < len(f.Counts); i += 2 {
		at := f.Counts[i]
		switch {
		case n[at] == 1 && lines[at] != f.Counts[i+1]:
			return "the list is counted in other words than that for a common name"
		case n[at] == 0 && s.shapes[at] && len(p.Records) > 0:
			return "the page does not say how many records there are, where that for a common name does"
		}
	}
	return ""
}

var (
	ageMark   = regexp.MustCompile(`(?i)\bage[d:]*\s*\d{2}\b|\(\s*(age:?\s*)?\d{2}\s*\)|\b\d{2} (years old|yrs|y/o)\b|\p{Lu}[\p{L}'’.-]+,\s\d{2}\b`)
	placeMark = regexp.MustCompile(`\p{Lu}[\p{L}'’.-]+,\s[A-Z]{2}\b`)
	countMark = regexp.MustCompile(`(?i)\b[1-9][\d,]* (\w+ )?(results?|records?|people|persons?|matches|match|profiles?|listings?|entries|hits?) ?(found|listed|shown|for)?\b|\b\d+ ?[-–] ?\d+ of [1-9]\d*\b`)
	masked    = regexp.MustCompile(`[*•█_\x{FFFD}]{2,}|\bX{3,}`)
	countOnly = regexp.MustCompile(`(?i)^\W*(we (have|found)|found|showing( all)?|about|total:?)?\W*[1-9][\d,]*( ?[-–] ?\d+)?( of \d+)? ?(\w+ )?(results?|records?|people|persons?|match|matches|profiles?|listings?|entries|hits?)?( found| listed| shown| in all| on file)?\W*( (for|named|called)\b.*)?$`)
	phoneMark = regexp.MustCompile(`\(\d{3}\)\s?[\dX*•]{3}[-. ][\dX*•]{4}|\b\d{3}-\d{3}-[\dX*•]{4}\b`)
)
