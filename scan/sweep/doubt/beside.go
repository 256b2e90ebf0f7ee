package doubt

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/pattern"
)

// beside says what an element that stands beside a page's answer is.
type beside uint8

const (
	within beside = iota // no such thing
	comes                // it is there at one time and not at another: advertisements, names that others looked for
	quotes               // what people say of the site: it comes and goes too, and tells of faults that were long mended
)

// besideOf reports by an element's kind, class and id whether it stands beside
// the answer.
func besideOf(n *html.Node) beside {
	switch n.DataAtom {
	case atom.Blockquote, atom.Cite:
		return quotes
	}
	found := within
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" {
			continue
		}
		for w := range strings.FieldsFuncSeq(a.Val, func(r rune) bool { return !unicode.IsLetter(r) }) {
			w = strings.ToLower(w)
			if praise[w] {
				return quotes
			}
			if passingBy[w] {
				found = comes
			}
		}
	}
	return found
}

var (
	passingBy = words(`ad ads adslot adsense adsbygoogle advert advertisement advertising sponsor sponsored sponsors promo promos promotion partner partners affiliate offer offers upsell
		popular recent recently trending related suggestion suggestions suggested newsletter blog`)
	praise = words("testimonial testimonials review reviews quote quotes slider carousel swiper praise stories rating ratings feedback")
)

// personal reports whether somebody speaks of themselves: pages do not.
func personal(lower string) bool {
	s := " " + lower + " "
	return strings.Contains(s, " my ") || strings.Contains(s, " i ") || strings.Contains(s, " i've ") || strings.Contains(s, " me ")
}

var twoNames = regexp.MustCompile(`\p{Lu}[\p{L}'’-]+\.?(?: \p{Lu}\.?)? \p{Lu}[\p{L}'’-]*`)

var oneName = regexp.MustCompile(`^\W*\p{Lu}\p{Ll}{2,}(?: \p{Lu}\.)?(?:,| \()`)

// tellsOf reports whether a text begins with somebody's first name and goes on
// to tell of them: Wanda, age 36.
func tellsOf(s string) bool {
	name := strings.Trim(oneName.FindString(s), " ,(–-—“\"")
	w, _, _ := strings.Cut(name, " ")
	return w != "" && !button[strings.ToLower(w)]
}

// namesSomebody reports whether a text has what reads like a name: two words
// with capitals that are neither a place's nor those of buttons.
func namesSomebody(s string) bool {
	s = placeMark.ReplaceAllString(s, ", ")
	return slices.ContainsFunc(twoNames.FindAllString(s, 20), func(name string) bool {
		for w := range strings.FieldsSeq(strings.ToLower(name)) {
			if button[strings.Trim(w, ".")] {
				return false
			}
		}
		return true
	})
}

// denial is how pages say that nothing was found.
var denial = pattern.MustCompile(`(?i)\b(no|0|zero) (\w+ )?(results?|records?|people|persons?|matches|listings?|profiles?|entries|hits)( (was|were|are))?( found| for\b|$|[.!:])|\bfound no (results?|records?|people|persons?|matches|listings?|profiles?|one)\b|\b(nobody|no one|nothing) (was )?found\b`)

// denies: beside its records the page says that there are none.
func (f *Frame) denies(p *Page, s *survey) string {
	if len(p.Records) == 0 {
		return ""
	}
	for _, n := range p.Records {
		for c := range n.Descendants() { // a page that was spliced may have its sign within a record
			if c.Type == html.TextNode && len(c.Data) > 8 && (f != nil && f.Nones.has(wording(c.Data, p)) || f == nil && denial.MatchString(c.Data)) {
				return "the page shows records and says that there are none"
			}
		}
	}
	only := map[uint32]bool{}
	for _, b := range s.blocks {
		if f != nil && f.Nones.has(wording(b.text, p)) {
			return "the page shows records and says that there are none"
		}
		if h := endHash(b, p); f != nil && f.Advice.has(h) {
			only[h] = true
		}
		if len(only) > 2 {
			return "the page shows records and says what the page for nobody says"
		}
		if b.beside == quotes && !strings.Contains(" "+b.text, " 0 ") || !denial.MatchString(b.text) || personal(lower(b.text)) {
			continue
		}
		if f == nil || !f.Denials.has(says(b.text, p)) {
			return "the page shows records and says that there are none"
		}
	}
	return ""
}

func denials(s *survey, p *Page) (list hashes) {
	for _, b := range s.blocks {
		if denial.MatchString(b.text) {
			list = append(list, says(b.text, p))
		}
	}
	return list
}

// nones are the texts of the sign that there is nobody, if a list does not
// have them.
func nones(s, list *survey, none, common *Page) (out hashes) {
	there := map[uint32]bool{}
	for _, b := range list.blocks {
		there[wording(b.text, common)] = true
	}
	for _, b := range s.blocks {
		if h := wording(b.text, none); b.sign && !there[h] {
			out = append(out, h)
		}
	}
	return out
}

// advice is what the page for nobody says and a list does not.
func advice(s, list *survey, none *Page) (out hashes) {
	for _, b := range s.blocks {
		if b.beside == within && !list.shapes[b.shape] && !personal(lower(b.text)) && !namesSomebody(b.text) && !tellsOf(b.text) {
			out = append(out, endHash(b, none))
		}
	}
	return out
}

// repeats are the shapes of texts in which a list repeats the name that was
// asked for.
func repeats(s *survey, p *Page) (list hashes) {
	for _, b := range s.blocks {
		if b.beside == within && p.Last != "" && holds(scan.Fold(b.text), p.First+" "+p.Last) {
			list = append(list, b.shape)
		}
	}
	return list
}

// answersOther: where lists repeat the name asked for, this one has another.
func (f *Frame) answersOther(p *Page, s *survey) bool {
	there := false
	for _, b := range s.blocks {
		if f.Repeats.has(b.shape) {
			if there = true; holds(scan.Fold(b.text), p.First+" "+p.Last) {
				return false
			}
		}
	}
	return there
}

// moreMark is what links and buttons say behind which the rest of a list is.
var (
	moreMark = regexp.MustCompile(`(?i)\b(show|load|see|view|display|browse|reveal) (the )?(\d+ )?(more|all|rest|remaining|next|other)\b|^\d+ more\b|^more (results|records|people|matches|listings|profiles)|^(next|more)( page)?\W*$|^[»›>]+$|^[2-9]$`)
	moreSure = regexp.MustCompile(`(?i)\b(show|load|see|view|display|reveal) (the )?(\d+ )?(more|all|rest|remaining|next|other)( \d+)? (results|records|people|matches|listings|profiles)\s*$|^load more$|^next page\W*$|^more (results|records|people|matches)`)
)

// goesOn: the page offers a rest of its list, and does not say how long the
// list is.
func (f *Frame) goesOn(p *Page, s *survey) string {
	if len(p.Records) == 0 || p.Counted || p.Paged {
		return ""
	}
	for _, l := range s.presses {
		if f == nil && (l.next || moreSure.MatchString(l.text)) || f != nil && (l.next || moreMark.MatchString(l.text)) && !f.Presses.has(says(l.text, p)) {
			return "the page offers more than it shows"
		}
	}
	return ""
}

// press is something to press outside the records.
type press struct {
	text string
	next bool // it says itself that it leads to the next page
}

func presses(s *survey, p *Page) (list hashes) {
	for _, l := range s.presses {
		if moreMark.MatchString(l.text) {
			list = append(list, says(l.text, p))
		}
	}
	return list
}

// ending: what stands at the end of the site's pages stands on this one.
func (f *Frame) ending(p *Page, s *survey) string {
	if f == nil {
		return ""
	}
	end, n := f.End == 0, map[uint32]int{}
	for _, b := range s.blocks {
		h := endHash(b, p)
		end = end || h == f.End
		if n[h]++; n[h] == 2 && f.Once.has(h) {
			return "the page holds two pages"
		}
	}
	if !end {
		return "the page ends before its end"
	}
	return ""
}

// once are the texts that stand once on either page, in places that do not
// vary.
func once(a, b *survey, of, and *Page, varied map[uint32]bool) (list hashes) {
	n, m := map[uint32]int{}, map[uint32]int{}
	for _, k := range a.blocks {
		if n[endHash(k, of)]++; k.beside > within || varied[k.shape] {
			n[endHash(k, of)]++
		}
	}
	for _, k := range b.blocks {
		m[endHash(k, and)]++
	}
	for h := range n {
		if n[h] == 1 && m[h] == 1 {
			list = append(list, h)
		}
	}
	return list
}

// endOfBoth is the last text of two pages, apart from what comes and goes, if
// it is the same.
func endOfBoth(a, b *survey, of, and *Page) uint32 {
	if x, y := a.last(of), b.last(and); x == y {
		return x
	}
	return 0
}

func (s *survey) last(p *Page) uint32 {
	for _, b := range slices.Backward(s.blocks) {
		if b.beside == within {
			return endHash(b, p)
		}
	}
	return 0
}

// endHash is a text and where it stands; one that was cut ends otherwise.
func endHash(b block, p *Page) uint32 {
	last, _ := utf8.DecodeLastRuneInString(b.text)
	if unicode.IsLetter(last) || unicode.IsDigit(last) {
		last = 0
	}
	return (says(b.text, p)*31+b.shape)*31 + uint32(last)
}
