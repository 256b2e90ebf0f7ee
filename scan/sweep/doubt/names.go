package doubt

import (
	"strings"

	"github.com/whohasme/whohasme/scan"
)

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
