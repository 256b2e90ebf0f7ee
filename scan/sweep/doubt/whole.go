package doubt

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// whole says whether a page was cut, or more than one page is in it.
func whole(page string, f *Frame) string {
	e := endOf(page)
	switch {
	case e.pages > 1:
		return "the page holds two pages"
	case e.after:
		return "the page goes on after its end"
	case e.inTag:
		return "the page is cut off"
	case f != nil && len(f.Tails) > 0:
		if !f.Tails.has(e.hash()) {
			return "the page is cut off, or ends otherwise than the site's pages for other names"
		}
		if slices.ContainsFunc(e.askew, func(h uint32) bool { return !f.Askew.full() && !f.Askew.has(h) }) {
			return "a part of the page is missing, or its elements are closed otherwise than on the site's pages for other names"
		}
	case !e.closed && len(e.open) > 0:
		return "the page is cut off"
	}
	return ""
}

// ends takes note of how a page of the controls ends and is closed.
func (f *Frame) ends(page string) {
	e := endOf(page)
	f.Tails, f.Askew = append(f.Tails, e.hash()), append(f.Askew, e.askew...)
}

// end is the state of a page at its last byte.
type end struct {
	closed bool     // the body or the page was closed
	open   []string // elements that have to be closed and are not
	inTag  bool     // the last byte is within a tag or a comment
	pages  int      // html elements begun
	after  bool     // elements that people see begin after the page's end
	askew  hashes   // kinds of elements that were left open within others, or closed where none was open
}

// skew takes note of an element left open within another, or of the end of one
// that was not open. A page of which a piece was cut out has such places.
func (e *end) skew(how, name string) {
	if h := hash(how + name); len(e.askew) < most && !slices.Contains(e.askew, h) {
		e.askew = append(e.askew, h)
	}
}

// hash tells pages apart that end in different states.
func (e end) hash() uint32 {
	s := strings.Join(e.open, ">")
	if e.closed {
		s += " closed" // whatever else was left open, the page came to its end
		s = s[len(s)-len(" closed"):]
	}
	return hash(s)
}

// endOf reads a page's tags. Elements whose end may be left out (HTML Living
// Standard, section 13.1.2.4) do not count as open.
func endOf(page string) end {
	if e, ok := quickEnd(page); ok {
		return e
	}
	return fullEnd(page)
}

func fullEnd(page string) end {
	var e end
	z := html.NewTokenizer(strings.NewReader(page))
	var t tags
	for {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			rest := strings.TrimSpace(page)
			e.inTag = !strings.HasSuffix(rest, ">") && strings.LastIndexByte(rest, '<') > strings.LastIndexByte(rest, '>') && tagged(rest)
			if i := strings.LastIndex(rest, "<!--"); i >= 0 && !strings.Contains(rest[i:], "-->") {
				e.inTag = true
			}
			e.closed = t.closed(page)
			return e
		case html.StartTagToken, html.SelfClosingTagToken:
			b, _ := z.TagName()
			t.begin(&e, atom.String(b), kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			b, _ := z.TagName()
			t.end(&e, atom.String(b))
		}
	}
}

// tags is what was closed so far.
type tags struct{ bodyOver, pageOver bool }

func (t *tags) begin(e *end, name string, alone bool) {
	switch {
	case name == "html":
		e.pages++
	case t.pageOver && !unseen[name]:
		e.after = true
	}
	if !alone && !lax(name) {
		e.open = append(e.open, name)
	}
}

func (t *tags) end(e *end, name string) {
	t.bodyOver = t.bodyOver || name == "body"
	t.pageOver = t.pageOver || name == "html"
	if lax(name) {
		return
	}
	i := len(e.open) - 1
	for i >= 0 && e.open[i] != name {
		i--
	}
	if i < 0 {
		e.skew("/", name)
		return
	}
	for _, left := range e.open[i+1:] {
		e.skew("", left)
	}
	e.open = e.open[:i]
}

func (t *tags) closed(page string) bool { return t.pageOver || t.bodyOver && !sawHTML(page) }

// unseen are elements that may stand behind a page's end.
var unseen = words("script link style img iframe noscript meta")

// tagged reports whether what follows the last "<" can be a tag.
func tagged(s string) bool {
	rest := s[strings.LastIndexByte(s, '<')+1:]
	return rest == "" || rest[0] == '/' || rest[0] == '!' || rest[0]|0x20 >= 'a' && rest[0]|0x20 <= 'z'
}

// sawHTML reports whether the page has a tag for the whole of it.
func sawHTML(page string) bool {
	return strings.Contains(strings.ToLower(page[:min(len(page), 4096)]), "<html")
}

// lax reports whether an element has no end, or one that may be left out.
func lax(name string) bool {
	switch name {
	case "html", "head", "body", "p", "li", "dt", "dd", "option", "optgroup", "thead", "tbody", "tfoot", "tr", "td", "th", "colgroup", "caption", "rb", "rt", "rp",
		"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "command", "keygen", "frame", "basefont", "bgsound":
		return true
	}
	return false
}
