package structure

import (
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract/field"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxScript is the longest script that is looked into, in bytes.
const maxScript = 16 << 20

// Options say what a page is read for.
type Options struct {
	Names   []scan.Name // the names that the page was asked for; none: what scripts hold is not read
	Country string      // of the site, ISO 3166-1 alpha-2; empty: US
	Base    *url.URL    // address of the page, or nil
}

// Record is one record and where it was found.
type Record struct {
	scan.Record
	How string // "JSON-LD", "microdata", "RDFa" or "a script's JSON"
}

// Read returns the persons that a page is about as it tells machines.
func Read(doc *html.Node, o Options) []Record {
	if o.Country == "" {
		o.Country = "US"
	}
	r := reader{maker: maker{country: o.Country, base: field.Base(doc, o.Base)}, wanted: field.Want(o.Names)}
	r.scripts(doc)
	for i, how := range []string{"microdata", "RDFa"} {
		r.how = how
		if len(r.list) == 0 {
			r.marked(doc, dialects[i])
		}
	}
	if len(r.list) == 0 && len(r.state.best) > 0 {
		for _, rec := range r.state.best {
			r.list = append(r.list, Record{rec, "a script's JSON"})
		}
	}
	return r.list
}

type reader struct {
	maker
	wanted *field.Wanted
	how    string
	list   []Record
	state  stateReader
}

func (r *reader) scripts(doc *html.Node) {
	r.state = stateReader{maker: r.maker, wanted: r.wanted}
	for n := range doc.Descendants() {
		if n.DataAtom != atom.Script || n.FirstChild == nil {
			continue
		}
		code := n.FirstChild.Data
		kind, _ := attribute(n, "type")
		kind = strings.ToLower(kind)
		switch {
		case len(code) > maxScript:
		case strings.Contains(kind, "ld+json"):
			r.how = "JSON-LD"
			r.linked(code)
		case r.wanted.Empty() || !r.wanted.Mentioned(code) && !escaped(code):
		default:
			id, _ := attribute(n, "id")
			r.state.script(code, strings.Contains(kind, "json"), strings.Contains(id, "NUXT"))
		}
	}
}

// escaped reports whether a script writes letters other than ASCII by their
// numbers, as PHP and Python do, so that a name in it is not to be found as it
// stands: \u0041 and below are signs, which many servers escape.
func escaped(code string) bool {
	for {
		i := strings.Index(code, `\u`)
		if i < 0 || i+6 > len(code) {
			return false
		}
		if n, err := strconv.ParseUint(code[i+2:i+6], 16, 16); err == nil && n >= 0xC0 && n < 0xD800 {
			return true
		}
		code = code[i+2:]
	}
}

// linked reads one script of JSON-LD, out of the comments that some sites wrap
// it in.
func (r *reader) linked(code string) {
	code = strings.TrimSpace(code)
	for _, mark := range []string{"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["} {
		code = strings.TrimSpace(strings.TrimPrefix(code, mark))
	}
	v, _, ok := decode(code)
	if !ok {
		return
	}
	work := hasWork(v, 0)
	s := schema{found: func(o object) { r.found(o, work) }}
	s.walk(v, 0)
}

func (r *reader) marked(doc *html.Node, d dialect) {
	d.scopes(doc, func(o object, n *html.Node) {
		work := hasWork(o, 0)
		s := schema{found: func(o object) { r.found(o, work) }}
		s.walk(o, 0)
	})
}

// found keeps a person, once. One who only has a name is kept where no work
// could be theirs.
func (r *reader) found(o object, work bool) {
	if employed(o) {
		return
	}
	rec, facts := r.record(o)
	if rec.Name == "" || facts == 0 && (work || !r.wanted.Empty() && r.wanted.Like(rec.Name) != field.Alike) {
		return
	}
	for i := range r.list {
		if old := &r.list[i].Record; old.Name == rec.Name && (old.URL == rec.URL && rec.URL != "" || reflect.DeepEqual(*old, rec)) {
			return
		}
	}
	r.list = append(r.list, Record{rec, r.how})
}
