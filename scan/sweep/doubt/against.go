package doubt

import (
	"regexp"
	"slices"
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

// names: records are people, and one of them bears the name asked for, or half
// of it: sites know people by other names than they print. Sites that repeat what
// was asked on a list do so on this one.
func (f *Frame) names(p *Page, s *survey) string {
	if len(p.Records) == 0 || len(p.Names) == 0 {
		return ""
	}
	for _, n := range p.Names {
		if noName(n) {
			return "a record bears words in place of a name"
		}
	}
	if p.Last == "" {
		return ""
	}
	if f != nil && f.Heading && !holds(scan.Fold(headings(s)), p.First+" "+p.Last) || f != nil && p.First != "" && f.answersOther(p, s) {
		return "the page answers a search for another name"
	}
	for _, n := range p.Names {
		first := p.First == "" || p.calls(n)
		if first && bears(n, p.Last) {
			return ""
		}
	}
	return "no record bears the name that was asked for"
}

// calls reports whether a word of a printed name may stand for the first name
// that was asked for: the name, another form of it, or what begins as it does.
func (p *Page) calls(printed string) bool {
	for first := range strings.FieldsSeq(scan.Fold(p.First)) {
		for _, w := range firstNames(printed) {
			if w[0] == first[0] || p.Forms != nil && p.Forms(w, first) {
				return true
			}
		}
	}
	return false
}

// firstNames are the words of a printed name that are not its last name.
func firstNames(printed string) []string {
	if _, given, ok := strings.Cut(printed, ","); ok && strings.TrimSpace(given) != "" {
		return strings.Fields(scan.Fold(given))
	}
	list := strings.Fields(scan.Fold(strings.ReplaceAll(printed, "-", "")))
	return list[:max(min(len(list), 1), len(list)-1)]
}

// bears reports whether a printed name has one of the words, give or take a
// letter.
func bears(printed, name string) bool {
	for a := range strings.FieldsSeq(scan.Fold(printed)) {
		for b := range strings.FieldsSeq(scan.Fold(name)) {
			if a == b || len(b) > 4 && (strings.Contains(a, b) || near(a, b)) {
				return true
			}
		}
	}
	return false
}

// near reports whether two words are one typing error apart: a letter more,
// less, another, or two that changed places.
func near(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if i == len(a) || a[i+1:] == b[i+1:] {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// noName reports whether all words of a name are those of buttons and boxes.
func noName(n string) bool {
	w := strings.Fields(scan.Fold(n))
	for _, s := range w {
		if !button[s] {
			return false
		}
	}
	return len(w) > 0
}

var button = words(`view open see show full more details detail profile profiles report reports record records result results loading sponsored advertisement ad
	unknown name n a na none unavailable click here sign in up log unlock get free background check premium the this is not hidden private anonymous user member please wait
	age years lives related to relatives home address phone lookup search new top best match matches`)

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
	for _, b := range s.blocks {
		heads[hash(plain(b.text))] = true
	}
	if share(f.Heads, func(h uint32) bool { return heads[h] }) < 1 {
		return "the list is labelled otherwise than that for a common name"
	}
	lines, n, asked := map[uint32]uint32{}, times(s), words(strings.ToLower(p.First+" "+p.Last))
	for _, b := range s.blocks {
		lines[b.shape] = skeleton(b.text, asked)
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

// strays: nothing on the page reads like a record that was not read.
func (f *Frame) strays(p *Page, s *survey) string {
	const why = "the page shows what looks like people whom the definition does not read"
	if f != nil && len(p.Signs) > 0 && len(f.Signs) > 0 && !f.Ages && tellsAge(s, p) {
		return why // where there is nobody there are no ages
	}
	last := scan.Fold(p.Last)
	var known hashes
	if f != nil {
		if known = f.Known; len(p.Signs) > 0 && len(f.Nobody) > 0 {
			known = f.Nobody
		}
	}
	run := make([]bool, len(s.blocks)) // blocks of a shape that the controls did not have
	for i, b := range s.blocks {
		run[i] = f == nil || !known.full() && !known.has(b.shape)
	}
	first := scan.Fold(p.First)
	for i, b := range s.blocks {
		if !run[i] {
			continue
		}
		if f != nil && len(p.Signs) > 0 && f.counts(b, last) {
			return "the page says that there is nobody, and counts somebody"
		}
		fact := hasAge(b.text) || hasDigits(b.text) && phoneMark.MatchString(b.text)
		place := strings.Contains(b.text, ",") && placeMark.MatchString(b.text)
		if !fact && !place {
			continue
		}
		near := ""
		for j := max(0, i-3); j <= i; j++ {
			if run[j] {
				near += " " + s.blocks[j].text
			}
		}
		folded := scan.Fold(near)
		named := last != "" && holds(folded, last)
		if !named && (b.beside > within || personal(lower(b.text))) {
			continue
		}
		if fact && place && named || (fact || place) && named && f != nil {
			return why
		}
		ours := named || first != "" && holds(folded, first) || masked.MatchString(near) || bareFact(b.text)
		if ours && fact && (place || len(p.Signs) > 0 && f != nil) {
			return why // where there is nobody there is nothing to tell
		}
	}
	return ""
}

// counts: a text tells how many there are.
func (f *Frame) counts(b block, last string) bool {
	if b.beside > within || !countMark.MatchString(b.text) || personal(lower(b.text)) {
		return false
	}
	for i := 0; i+1 < len(f.Counts); i += 2 {
		if f.Counts[i] == b.shape {
			return true
		}
	}
	return countOnly.MatchString(b.text) || last != "" && holds(scan.Fold(b.text), last)
}

// bareFact reports whether a text is an age or a telephone number and hardly
// anything more, and names nobody.
func bareFact(s string) bool {
	return len(strings.Fields(s)) <= 4 && hasDigits(s) && (ageMark.MatchString(s) || phoneMark.MatchString(s)) && !namesSomebody(s) && !tellsOf(s)
}

// tellsAge reports whether an age is told that may be that of the person asked
// for.
func tellsAge(s *survey, p *Page) bool {
	last := scan.Fold(p.Last)
	return slices.ContainsFunc(s.blocks, func(b block) bool {
		if b.beside > within || !hasAge(b.text) {
			return false
		}
		return last != "" && holds(scan.Fold(b.text), last) || bareFact(b.text) && !personal(lower(b.text))
	})
}

func hasAge(s string) bool { return hasDigits(s) && ageMark.MatchString(s) }

// hasDigits reports whether two digits stand side by side, as they do in every
// age and telephone number.
func hasDigits(s string) bool {
	for i := 1; i < len(s); i++ {
		if isDigit(s[i]) && isDigit(s[i-1]) {
			return true
		}
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

var (
	ageMark   = regexp.MustCompile(`(?i)\bage[d:]*\s*\d{2}\b|\(\s*(age:?\s*)?\d{2}\s*\)|\b\d{2} (years old|yrs|y/o)\b|\p{Lu}[\p{L}'’.-]+,\s\d{2}\b`)
	placeMark = regexp.MustCompile(`\p{Lu}[\p{L}'’.-]+,\s[A-Z]{2}\b`)
	countMark = regexp.MustCompile(`(?i)\b[1-9][\d,]* (\w+ )?(results?|records?|people|persons?|matches|match|profiles?|listings?|entries|hits?) ?(found|listed|shown|for)?\b|\b\d+ ?[-–] ?\d+ of [1-9]\d*\b`)
	masked    = regexp.MustCompile(`[*•█_\x{FFFD}]{2,}|\bX{3,}`)
	countOnly = regexp.MustCompile(`(?i)^\W*(we (have|found)|found|showing( all)?|about|total:?)?\W*[1-9][\d,]*( ?[-–] ?\d+)?( of \d+)? ?(\w+ )?(results?|records?|people|persons?|match|matches|profiles?|listings?|entries|hits?)?( found| listed| shown| in all| on file)?\W*( (for|named|called)\b.*)?$`)
	phoneMark = regexp.MustCompile(`\(\d{3}\)\s?[\dX*•]{3}[-. ][\dX*•]{4}|\b\d{3}-\d{3}-[\dX*•]{4}\b`)
)
