package wall

import (
	"net/http"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// look is what the walls' rules see of a page. All text is in lower case.
type look struct {
	status int
	header http.Header
	page   string // as it stands
	source string // page in lower case, once it was asked for
	title  string
	text   string // what people see outside navigation, footers, banners and advertisements
	head   string // title, headings, and the first words of text
	words  int    // in text
	heads  string // title and headings
	script string // what noscript elements say

	scripts  int  // script elements
	links    int  // in text
	password bool // a password is asked for in text
	ticks    bool // a box to tick, in text
	buttons  bool // a button, in text
	captcha  bool // a captcha stands in text, outside forms that ask for more
	root     bool // an empty element that scripts fill

	records bool // text holds what records hold: ages, places, phones, relatives
	nothing bool // text says that a search found nobody
	list    bool // text holds three or more elements of one kind with a link each, or a table
}

// content reports whether the page shows what was asked for, or says that
// there is nothing to show. Such a page is never a wall, whatever else it has.
func (l *look) content() bool { return l.records || l.nothing }

// enoughText is how many bytes of text are searched for signs: more than any
// wall has, and enough to meet the first records.
const enoughText = 16 << 10

// headWords is how many words of text count as the beginning of a page.
const headWords = 60

// see reads a page for the rules.
func see(status int, header http.Header, page string, doc *html.Node) *look {
	l := &look{status: status, header: header, page: page}
	if l.header == nil {
		l.header = http.Header{}
	}
	if doc == nil {
		l.records = true // too deep to be read: the reader of records will say so, and no page is empty that nests too deep
		return l
	}
	g := &gatherer{look: l}
	g.walk(doc, place{})
	if g.done && l.records {
		return l
	}
	words := strings.Fields(g.text.String())
	text := strings.Join(words, " ")
	text = text[:min(len(text), enoughText)]
	l.records = likeRecords(text)
	l.text = plainQuotes(strings.ToLower(text))
	l.title = plainQuotes(strings.ToLower(strings.Join(strings.Fields(l.title), " ")))
	l.words = len(words)
	l.heads = l.title + " . " + strings.Join(strings.Fields(plainQuotes(strings.ToLower(g.headings.String()))), " ")
	l.head = l.heads + " . " + firstWords(l.text, headWords)
	l.nothing = !l.records && foundNobody.MatchString(l.text) && !noSuchPage.MatchString(l.head)
	return l
}

// enoughSource is how much of a page is searched for marks of vendors: more
// than any wall has.
const enoughSource = 256 << 10

// markup is the page's source in lower case.
func (l *look) markup() string {
	if l.source == "" {
		l.source = strings.ToLower(l.page[:min(len(l.page), enoughSource)])
	}
	return l.source
}

// firstWords returns the beginning of a text whose words one space parts.
func firstWords(s string, n int) string {
	for i := range s {
		if s[i] == ' ' {
			if n--; n == 0 {
				return s[:i]
			}
		}
	}
	return s
}

func plainQuotes(s string) string {
	return strings.NewReplacer("’", "'", "‘", "'", "\u00a0", " ").Replace(s)
}

// gatherer walks a page once and fills a look.
type gatherer struct {
	*look
	text, headings strings.Builder
	tried          int  // bytes of text that were searched for records
	done           bool // enough is known
}

// step is how much text is gathered before it is searched for records.
const step = 1 << 10

// enough looks now and then whether the page shows records, and ends the walk
// where it does or where no wall has so much text.
func (g *gatherer) enough() bool {
	if n := g.text.Len(); !g.done && n >= 2*g.tried+step {
		g.tried = n
		g.records = likeRecords(strings.Join(strings.Fields(g.text.String()), " "))
		g.done = g.records || n > enoughText
	}
	return g.done
}

// place is where in the page the walk is.
type place struct {
	aside bool // in navigation, a footer, a banner or an advertisement
	busy  bool // in a form that asks for more than a captcha
	head  bool // in a heading
	title bool
}

// walk reads a node and what is below it, and reports whether a link is there.
func (g *gatherer) walk(n *html.Node, at place) (linked bool) {
	switch n.Type {
	case html.TextNode:
		g.write(n.Data, at)
		return false
	case html.ElementNode:
		if !g.enter(n, &at) {
			return false
		}
	}
	var kinds map[string]int // elements with a link, by tag and class
	cells := 0
	for c := n.FirstChild; c != nil && !g.enough(); c = c.NextSibling {
		if g.walk(c, at) && !at.aside {
			if linked = true; kinds == nil {
				kinds = map[string]int{}
			}
			kind := c.Data + "." + attr(c.Attr, "class")
			kinds[kind]++
			g.list = g.list || kinds[kind] >= 3
		}
		if c.DataAtom == atom.Td && !at.aside {
			cells++
		}
	}
	g.list = g.list || cells >= 3
	g.write(" ", at) // elements side by side are read as words apart
	return linked || n.DataAtom == atom.A && !at.aside
}

func (g *gatherer) write(s string, at place) {
	switch {
	case at.title:
		g.title += s
	case at.aside:
	default:
		g.text.WriteString(s)
		if at.head {
			g.headings.WriteString(s)
		}
	}
}

// enter takes note of an element and reports whether its inside is to be
// read.
func (g *gatherer) enter(n *html.Node, at *place) bool {
	switch n.DataAtom {
	case atom.Script:
		g.scripts++
		return false
	case atom.Style, atom.Template, atom.Svg:
		return false
	case atom.Noscript:
		g.script += " " + strings.ToLower(inner(n))
		return false
	case atom.Title:
		at.title = true
	case atom.H1, atom.H2:
		at.head = true
	case atom.Nav, atom.Footer, atom.Aside:
		at.aside = true
	case atom.Form:
		at.busy = at.busy || asksMore(n)
	}
	if hidden(n) {
		return false
	}
	if n.DataAtom != atom.Html && n.DataAtom != atom.Body && n.DataAtom != atom.Main {
		at.aside = at.aside || len(n.Attr) > 0 && isBeside(n)
	}
	if !at.aside {
		g.note(n, *at)
	}
	return true
}

// note takes note of what an element outside navigation and the like is.
func (g *gatherer) note(n *html.Node, at place) {
	switch n.DataAtom {
	case atom.A:
		g.links++
	case atom.Button:
		g.buttons = true
	case atom.Input:
		switch strings.ToLower(attr(n.Attr, "type")) {
		case "password":
			g.password = true
		case "checkbox":
			g.ticks = true
		case "submit", "button":
			g.buttons = true
		}
	}
	if !at.busy && !g.captcha && len(n.Attr) > 0 {
		g.captcha = isCaptcha(n)
	}
	if n.FirstChild == nil && (n.DataAtom == 0 && strings.HasSuffix(n.Data, "-root") || rootID.MatchString(attr(n.Attr, "id"))) {
		g.root = true
	}
}

var (
	besideWord  = words("nav navbar menu footer sidebar breadcrumb breadcrumbs cookie cookies cookiebar cookiebanner gdpr ad ads advert advertisement sponsor sponsored promo onetrust didomi")
	besideRole  = map[string]bool{"navigation": true, "contentinfo": true, "complementary": true}
	captchaHint = regexp.MustCompile(`aptcha|turnstile|arkose|geetest`)
	captchaMark = regexp.MustCompile(`(?i)(^|[^a-z])(g-recaptcha|h-captcha|hcaptcha|cf-turnstile|recaptcha/(api2|enterprise)/(anchor|bframe)|frc-captcha|arkose|funcaptcha|geetest|captcha-(box|image|container|form))`)
	rootID      = regexp.MustCompile(`(?i)^(root|app|__next|__nuxt|___gatsby|svelte|main-app|app-root|react-root|q-app|results-root)$`)
)

// isBeside reports whether an element says by its class, id or role that it
// stands beside what a page is about.
func isBeside(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "id":
			for w := range strings.FieldsFuncSeq(a.Val, func(r rune) bool { return r == ' ' || r == '-' || r == '_' || r == '\n' || r == '\t' }) {
				if besideWord[w] || besideWord[strings.ToLower(w)] {
					return true
				}
			}
		case "role":
			if besideRole[a.Val] {
				return true
			}
		}
	}
	return false
}

// isCaptcha reports whether an element is a captcha by its class, id or
// address.
func isCaptcha(n *html.Node) bool {
	for _, a := range n.Attr {
		if (a.Key == "class" || a.Key == "id" || a.Key == "src") && captchaHint.MatchString(a.Val) && captchaMark.MatchString(a.Val) {
			return true
		}
	}
	return false
}

func words(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// hidden reports whether an element says of itself that it is not shown.
func hidden(n *html.Node) bool {
	if n.DataAtom == atom.Dialog && !hasAttr(n, "open") || hasAttr(n, "hidden") {
		return true
	}
	if n.DataAtom == atom.Input && strings.EqualFold(attr(n.Attr, "type"), "hidden") {
		return true
	}
	style := attr(n.Attr, "style")
	if style == "" {
		return false
	}
	style = strings.ReplaceAll(strings.ToLower(style), " ", "")
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// asksMore reports whether a form asks for something besides a captcha, as
// forms to write to somebody or to opt out do.
func asksMore(form *html.Node) bool {
	for n := range form.Descendants() {
		switch n.DataAtom {
		case atom.Textarea:
			if !strings.Contains(attr(n.Attr, "name"), "captcha") {
				return true
			}
		case atom.Select:
			return true
		case atom.Input:
			switch strings.ToLower(attr(n.Attr, "type")) {
			case "text", "email", "tel", "url", "search", "date", "number", "":
				if !strings.Contains(strings.ToLower(attr(n.Attr, "name")+attr(n.Attr, "id")), "captcha") {
					return true
				}
			}
		}
	}
	return false
}

// attr returns the value of an attribute, or "".
func attr(list []html.Attribute, key string) string {
	for _, a := range list {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func inner(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data + " ")
		}
	}
	return b.String()
}
