package doubt

import (
	"regexp"
	"strings"

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
	for _, test := range []func(*Page, *survey) string{f.tongue, f.alarms, f.place, f.likeness, f.echo, f.names, f.labels, f.strays} {
		if why := test(p, s); why != "" {
			return why
		}
	}
	return ""
}

// place: signs and records stand where those of the controls stood.
func (f *Frame) place(p *Page, _ *survey) string {
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

// likeness: the page has what the controls' pages share.
func (f *Frame) likeness(_ *Page, s *survey) string {
	if f == nil {
		return ""
	}
	if shapes := share(f.Shapes, func(h uint32) bool { return s.shapes[h] }); shapes < 0.6 {
		return "the page is built otherwise than the site's pages for other names"
	}
	texts := map[uint32]bool{}
	for _, b := range s.blocks {
		texts[hash(plain(b.text))] = true
	}
	if share(f.Texts, func(h uint32) bool { return texts[h] }) < 0.5 {
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
	if f == nil || len(p.Records) > 0 || !f.First && !f.Last {
		return ""
	}
	seen := scan.Fold(allText(s))
	if f.Last && p.Last != "" && !holds(seen, p.Last) || f.First && p.First != "" && !holds(seen, p.First) {
		return "the page answers a search for another name"
	}
	return ""
}

// names: a list of others holds at least one bearer of the name asked for.
func (f *Frame) names(p *Page, _ *survey) string {
	if len(p.Records) == 0 || len(p.Names) == 0 || p.Last == "" {
		return ""
	}
	for _, n := range p.Names {
		folded := " " + scan.Fold(n) + " "
		for w := range strings.FieldsSeq(scan.Fold(p.Last)) {
			if strings.Contains(folded, " "+w) || len(w) > 4 && strings.Contains(folded, w) {
				return ""
			}
		}
	}
	return "no record bears the name that was asked for"
}

// labels: records are labelled as those of the controls.
func (f *Frame) labels(p *Page, s *survey) string {
	const why = "the records are labelled otherwise than those for a common name"
	if f == nil || len(p.Records) == 0 {
		return ""
	}
	if f.relabelled(p) || f.reworded(p) {
		return why
	}
	heads := map[uint32]bool{}
	for _, b := range s.blocks {
		heads[hash(plain(b.text))] = true
	}
	if share(f.Heads, func(h uint32) bool { return heads[h] }) < 1 {
		return why
	}
	return ""
}

// relabelled: where all records of a common name say the same, these say
// something else.
func (f *Frame) relabelled(p *Page) bool {
	said := map[uint32]map[uint32]bool{}
	for _, n := range p.Records {
		for at, texts := range labelsOf(n) {
			if said[at] == nil {
				said[at] = map[uint32]bool{}
			}
			for t := range texts {
				said[at][t] = true
			}
		}
	}
	for i := 0; i+1 < len(f.Labels); i += 2 {
		if texts := said[f.Labels[i]]; len(texts) > 0 && !texts[f.Labels[i+1]] {
			return true
		}
	}
	return false
}

// reworded: a small word of every record is gone, and another one is in all.
func (f *Frame) reworded(p *Page) bool {
	count := map[uint32]int{}
	for _, n := range p.Records {
		for w := range smallWords(n) {
			count[w]++
		}
	}
	gone, fresh := false, false
	for _, w := range f.Always {
		gone = gone || count[w] == 0
	}
	for w, n := range count {
		fresh = fresh || n == len(p.Records) && !f.Ever.has(w)
	}
	return gone && fresh && !f.Ever.full()
}

// strays: nothing on the page reads like a record that was not read.
func (f *Frame) strays(p *Page, s *survey) string {
	const why = "the page shows what looks like people whom the definition does not read"
	last := scan.Fold(p.Last)
	run := make([]bool, len(s.blocks)) // blocks of a shape that the controls did not have
	for i, b := range s.blocks {
		run[i] = f == nil || !f.Known.full() && !f.Known.has(b.shape)
	}
	for i, b := range s.blocks {
		if !run[i] {
			continue
		}
		fact := ageMark.MatchString(b.text) || phoneMark.MatchString(b.text)
		place := placeMark.MatchString(b.text)
		if !fact && !place {
			continue
		}
		near := ""
		for j := max(0, i-3); j <= i; j++ {
			if run[j] {
				near += " " + scan.Fold(s.blocks[j].text)
			}
		}
		named := last != "" && holds(near, last)
		if fact && place || fact && named && f != nil || place && named && f != nil {
			return why
		}
	}
	return ""
}

var (
	ageMark   = regexp.MustCompile(`(?i)\bage[d:]*\s*\d{2}\b|\(\s*(age:?\s*)?\d{2}\s*\)|\b\d{2} (years old|yrs|y/o)\b|\p{Lu}[\p{L}'’.-]+,\s\d{2}\b`)
	placeMark = regexp.MustCompile(`\p{Lu}[\p{L}'’.-]+,\s[A-Z]{2}\b`)
	phoneMark = regexp.MustCompile(`\(\d{3}\)\s?[\dX*•]{3}[-. ][\dX*•]{4}`)
)
