package suggest

import (
	"errors"
	"net/url"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract"
	"github.com/whohasme/whohasme/scan/extract/blocks"
	"github.com/whohasme/whohasme/scan/extract/field"
	"github.com/whohasme/whohasme/scan/extract/tree"
	"github.com/whohasme/whohasme/scan/pattern"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Page is a page to write a definition from.
type Page struct {
	Doc       *html.Node
	URL       *url.URL // where it came from, or nil
	Names     []scan.Name
	Addresses []scan.Address // of the person it was asked for, to recognise them in its address
	Country   string         // ISO 3166-1 alpha-2; empty: US
}

// Proposal is a definition with what is known of it.
type Proposal struct {
	Broker  brokers.Broker
	Records int                // on the page
	Read    map[string]float64 // share of the records of which a field reads right
	Spread  bool               // the records have no element of their own
	Guessed bool               // first and last name were recognised in the page's address
	Hidden  bool               // the no-results sign was found out of sight, where it waits to be shown
	Why     []string           // of the first records: by what they were recognised
}

// ErrNoRecords says that there is nothing on the page to learn from.
var ErrNoRecords = errors.New("no record was recognised on the page, so there is nothing to take a definition from")

// Definition proposes a broker's file from one page of results.
func Definition(p Page) (*Proposal, error) {
	if p.Country == "" {
		p.Country = "US"
	}
	base := field.Base(p.Doc, p.URL)
	records := blocks.Read(p.Doc, blocks.Options{Names: p.Names, Country: p.Country, Base: p.URL})
	if len(records) == 0 {
		return nil, ErrNoRecords
	}
	out := &Proposal{Records: len(records), Read: map[string]float64{}, Broker: p.broker()}
	d := &brokers.Definition{Way: brokers.Saved, Fields: brokers.Fields{}, Automation: brokers.Automation{Is: "unknown"}}
	if d.URL, out.Guessed = Address(p.URL, p.Names, p.Addresses); out.Guessed {
		d.Way = brokers.Fetch
	}
	var nodes []*html.Node
	heads := starts(records)
	for i := range records {
		if records[i].Node == nil {
			out.Spread = true
			records[i].Node = heads[i]
		}
		nodes = append(nodes, records[i].Node)
	}
	d.Record = Record(p.Doc, nodes)
	if d.Record == "" {
		return nil, errors.New("records were recognised, but no selector finds them and nothing else")
	}
	for _, name := range brokers.FieldNames {
		if rules, share := Rule(name, records, p.Country, base); len(rules) > 0 && share > 0 {
			d.Fields[name], out.Read[name] = rules, share
		}
	}
	likewise(d.Fields, records, p.Country, base)
	if len(d.Fields["name"]) == 0 {
		return nil, errors.New("records were recognised, but no selector reads their names")
	}
	d.Complete = complete(p.Doc, len(records))
	d.Nothing = nothing(p.Doc, false)
	out.Hidden = d.Nothing != ""
	for i := range records[:min(len(records), 3)] {
		out.Why = append(out.Why, records[i].Why())
	}
	out.Broker.Search = d
	return out, nil
}

// likewise gives a list of names that nowhere on this page has more than one
// the separator of the other list, where it reads the page as well with it:
// sites write both alike, and other pages show several.
func likewise(fields brokers.Fields, records []blocks.Record, country string, base *url.URL) {
	s := site{country, base}
	for _, pair := range [][2]string{{"aliases", "relatives"}, {"relatives", "aliases"}} {
		mine, theirs := fields[pair[0]], fields[pair[1]]
		if len(mine) != 1 || len(theirs) != 1 || mine[0].Separator != "" || theirs[0].Separator == "" {
			continue
		}
		r := mine[0]
		r.Separator, r.All = theirs[0].Separator, false
		tried := records[:min(len(records), tried)]
		if s.score(pair[0], brokers.Rules{r}, tried) >= s.score(pair[0], mine, tried) {
			fields[pair[0]] = brokers.Rules{r}
		}
	}
}

// starts returns the element that each record begins with: where several stand
// in a row, the largest that holds its name and no other.
func starts(records []blocks.Record) []*html.Node {
	around := map[*html.Node]int{}
	for i := range records {
		for n := records[i].Head; n != nil; n = n.Parent {
			around[n]++
		}
	}
	list := make([]*html.Node, len(records))
	for i := range records {
		list[i] = records[i].Head
		for n := records[i].Head; n != nil && around[n] == 1 && len(records) > 1; n = n.Parent {
			list[i] = n
		}
	}
	return list
}

// broker fills in what the page's address and title tell.
func (p Page) broker() brokers.Broker {
	b := brokers.Broker{ID: "new-site", Name: "New site", Domain: "site.test", Category: "people-search", Country: p.Country, Status: brokers.Active}
	if p.URL == nil || p.URL.Host == "" {
		return b
	}
	b.Domain = strings.TrimPrefix(strings.ToLower(p.URL.Host), "www.")
	host, _, _ := strings.Cut(b.Domain, ":")
	if id := strings.Trim(notID.ReplaceAllString(strings.TrimSuffix(host, tld(host)), "-"), "-"); id != "" {
		b.ID, b.Name = id, host
	}
	return b
}

var notID = pattern.MustCompile(`[^a-z0-9]+`)

// tld is what follows the last full stop of a host that has letters there.
func tld(host string) string {
	i := strings.LastIndexByte(host, '.')
	if i < 0 || strings.Trim(host[i:], ".0123456789") == "" {
		return ""
	}
	return host[i:]
}

// complete finds how many records the page says there are, and the way to the
// next page.
func complete(doc *html.Node, records int) brokers.Complete {
	var c brokers.Complete
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || !tree.Shown(n) {
			continue
		}
		if rel := value(n, "rel"); n.DataAtom == atom.A && strings.EqualFold(rel, "next") && c.Next == "" {
			c.Next = "a[rel=next]"
		}
		if n.DataAtom == atom.A && c.Next == "" && nextWords.MatchString(tree.Text(n)) {
			if s := Record(doc, []*html.Node{n}); s != "" && value(n, "class") != "" {
				c.Next = s
			} else {
				c.Next = brokers.Selector("//a[normalize-space()='" + strings.ReplaceAll(tree.Text(n), "'", "") + "']")
			}
		}
		if c.Total != "" || n.FirstChild == nil || n.DataAtom == atom.Html || n.DataAtom == atom.Body || n.DataAtom == atom.Head || n.DataAtom == atom.Title {
			continue
		}
		if text := tree.Text(n); len(text) < 120 && countWords.MatchString(text) {
			if total := field.Total(text); total >= records && (total == records || total < 100000) && !inRecordLike(n) {
				c.Total = Record(doc, []*html.Node{n})
			}
		}
	}
	return c
}

// Nothing proposes the selector for the words by which a page says that it
// lists nobody; "" where it does not say so, or no selector finds them alone.
func Nothing(doc *html.Node) brokers.Selector { return nothing(doc, true) }

// nothing looks among what people see or, if not shown, among what is hidden
// until a script shows it.
func nothing(doc *html.Node, shown bool) brokers.Selector {
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.FirstChild == nil || tree.Shown(n) != shown {
			continue
		}
		switch n.DataAtom {
		case atom.Html, atom.Head, atom.Body, atom.Title, atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Main, atom.Section, atom.Option:
			continue
		}
		if text := tree.Text(n); len(text) > 200 || !nobodyWords.MatchString(text) {
			continue
		}
		if s := Record(doc, []*html.Node{innermost(n)}); s != "" {
			return s
		}
	}
	return ""
}

// innermost goes down from an element while one element holds all its words.
func innermost(n *html.Node) *html.Node {
	for {
		var only *html.Node
		for c := range n.ChildNodes() {
			if c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" || c.Type == html.ElementNode && only != nil {
				return n
			}
			if c.Type == html.ElementNode {
				only = c
			}
		}
		if only == nil || !nobodyWords.MatchString(tree.Text(only)) {
			return n
		}
		n = only
	}
}

var nobodyWords = pattern.MustCompile(`(?i)\b(?:no|0|zero)\s+(?:\w+\s+){0,2}(?:results?|records?|matches|people|persons?|listings?|profiles?|entries|hits|residents?|one|person)\b|\b(?:could\s?n[o']t|could not|did\s?n[o'’]t|cannot|unable to)\s+(?:find|locate|match)|\b(?:nobody|nothing|no one)\b|\bnot?\s+(?:listed|found)\b|\bsorry\b`)

// inRecordLike reports whether an element may belong to one record or to the
// page's frame, where numbers count other things.
func inRecordLike(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		switch n.DataAtom {
		case atom.Li, atom.Article, atom.Footer, atom.Nav, atom.Script, atom.Style, atom.Tr:
			return true
		}
	}
	return false
}

var (
	nextWords  = pattern.MustCompile(`(?i)^\s*(?:next(?:\s+page)?|more(?:\s+results)?|older)\s*[›»→>]*\s*$|^[›»→]$`)
	countWords = pattern.MustCompile(`(?i)\d.*\b(?:results?|records?|people|persons?|profiles?|matches|listings?|found|reports?)\b|\b(?:results?|showing|found|records)\b.*\d`)
)

// Reads reads a page by a proposal, to see what it makes of it.
func Reads(d *brokers.Definition, country string, doc *html.Node, base *url.URL) (*extract.Reading, error) {
	r, err := extract.Compile(d)
	if err != nil {
		return nil, err
	}
	r.Country = country
	return r.ReadDocument(doc, base)
}
