package agree

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract"
	"github.com/whohasme/whohasme/scan/extract/blocks"
	"github.com/whohasme/whohasme/scan/extract/field"
	"github.com/whohasme/whohasme/scan/extract/structure"
	"github.com/whohasme/whohasme/scan/extract/suggest"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Page is a page and what the definition reads of it.
type Page struct {
	Doc        *html.Node
	URL        *url.URL // nil: unknown
	Country    string
	Names      []scan.Name // that the page was asked for
	Definition *brokers.Definition
	Reading    *extract.Reading

	all int // records of the whole page, where this one was thinned; else 0
}

// Rot is one selector that does not seem to fit any more.
type Rot struct {
	Selector string        // where it stands in the definition: "record", "fields.age", "nothing"
	Was      string        // what it is
	Now      string        // what would fit this page; empty: nothing better was found
	Rules    brokers.Rules // what Now says, of a field
	Missing  bool          // records are missing, so the list says nothing about who is not on it
	Text     string        // what is wrong, in words and without any fact about a person
}

// String says it on one line.
func (r Rot) String() string {
	s := fmt.Sprintf("definition may have rotted: %s: %s", r.Selector, r.Text)
	if r.Now != "" {
		s += "; `" + r.Now + "` would"
	}
	return s
}

// field parts the name of a rotted field from where it stands.
func (r Rot) field() (name, of string) {
	i := strings.LastIndexByte(r.Selector, '.')
	return r.Selector[i+1:], r.Selector[:max(i, 0)]
}

// Check returns what seems to have rotted; nothing on a page that the
// definition reads at least as well as it can be read without one.
func Check(p Page) []Rot {
	if thinned, ok := p.thin(); ok && len(check(thinned)) == 0 {
		return nil
	}
	list := check(p)
	if len(list) == 0 {
		return nil
	}
	return onward(p, list)
}

func check(p Page) []Rot {
	several := p.Reading.Blocks > 1 && len(p.Reading.Records) == p.Reading.Blocks
	o := blocks.Options{Names: p.Names, Country: p.Country, Base: p.URL, Several: several}
	c := checker{
		Page: p, wanted: field.Want(p.Names), rules: p.Definition.Fields, path: "fields.",
		found: blocks.Read(p.Doc, o),
		told:  structure.Read(p.Doc, structure.Options{Names: p.Names, Country: p.Country, Base: p.URL}),
	}
	if p.Reading.Nothing {
		return c.contradiction()
	}
	if r := c.records(); r != nil {
		return []Rot{*r}
	}
	pairs := c.pairs()
	if len(p.Reading.Records) != p.Reading.Blocks {
		return c.fields(pairs)
	}
	if len(c.found) > 0 { // other readers may cut the page otherwise, so that only the names say something
		for i := range pairs {
			pairs[i].named = true
		}
	}
	if list := c.fields(pairs); len(list) > 0 {
		return list
	}
	return c.within(o)
}

// within reads the elements that the definition takes for records without it,
// and compares.
func (c *checker) within(o blocks.Options) []Rot {
	r := c.Reading
	if len(r.Records) != r.Blocks || r.Blocks == 0 {
		return nil
	}
	names := make([]string, r.Blocks)
	for i := range r.Records {
		names[i] = r.Records[i].Name
	}
	c.found = blocks.Given(c.Doc, r.Elements(), names, o)
	pairs := make([]pair, r.Blocks)
	for i := range pairs {
		pairs[i] = pair{ours: r.Records[i], theirs: c.found[i].Record}
	}
	return c.fields(pairs)
}

type checker struct {
	Page
	found  []blocks.Record
	told   []structure.Record
	wanted *field.Wanted
	rules  brokers.Fields // those that are held against the page
	path   string         // where they stand in the definition
}

// contradiction is a no-results sign beside records of the very name.
func (c *checker) contradiction() []Rot {
	n := 0
	for i := range c.found {
		if at := c.found[i].Node; at != nil && at.DataAtom == atom.Body {
			continue // the whole page, its sign and its advertisements with it
		}
		if c.wanted.Like(c.found[i].Name) == field.Alike {
			n++
		}
	}
	if n == 0 || n < len(c.told) && len(c.found) == 0 {
		return nil
	}
	return []Rot{{Selector: "nothing", Was: string(c.Definition.Nothing), Missing: true, Text: "the page has the sign that there is nobody, and records"}}
}

// records compares how many records there are.
func (c *checker) records() *Rot {
	r := c.Reading
	if r.Hidden {
		return nil
	}
	missing := 0
	have := names(r.Records)
	for i := range c.found {
		if n := fold(c.found[i].Name); have[n] > 0 {
			have[n]--
		} else {
			missing++
		}
	}
	other, way := len(c.found), "the text"
	if len(c.told) > max(other, c.all) {
		other, way = len(c.told), "the page's data"
	}
	switch {
	case r.Blocks > 0 && len(r.Records) < r.Blocks:
		return c.nameless()
	case other <= r.Blocks || missing == 0 && other <= len(c.found):
		return nil
	}
	text := fmt.Sprintf("`%s` finds %s, %s shows %d", c.Definition.Record, count(r.Blocks), way, other)
	rot := &Rot{Selector: "record", Was: string(c.Definition.Record), Missing: true, Text: text}
	var nodes []*html.Node
	for i := range c.found {
		if c.found[i].Node == nil {
			return rot
		}
		nodes = append(nodes, c.found[i].Node)
	}
	rot.Now = c.clean(string(suggest.Record(c.Doc, nodes)))
	return rot
}

// nameless is a name selector that finds no name in some records.
func (c *checker) nameless() *Rot {
	rot := &Rot{Selector: "fields.name", Was: suggest.Describe(c.rules["name"]), Missing: true,
		Text: fmt.Sprintf("%d of %s have no name that it can read", c.Reading.Blocks-len(c.Reading.Records), count(c.Reading.Blocks))}
	rot.Now, rot.Rules = c.proposal("name")
	return rot
}

func count(n int) string {
	switch n {
	case 0:
		return "nothing"
	case 1:
		return "1 record"
	}
	return fmt.Sprintf("%d records", n)
}

// fields compares the records field by field.
func (c *checker) fields(pairs []pair) []Rot {
	var list []Rot
	for _, name := range brokers.FieldNames {
		if len(c.rules[name]) == 0 {
			continue
		}
		lost, wrong, seen := 0, 0, 0
		for _, p := range pairs {
			ours, theirs := items(p.ours, name), items(p.theirs, name)
			strange := p.strange()
			switch {
			case (strange || p.named) && name != "name":
				continue
			case !sound(p.ours, name) && name != "addresses":
				wrong++
			case len(theirs) == 0:
				continue
			case len(ours) == 0:
				if known(name, p.theirs, p.ours) {
					continue
				}
				lost++
			case name == "profile_url":
			case name == "name":
				if strange && c.wanted.Like(p.theirs.Name) == field.Alike && c.wanted.Like(p.ours.Name) == field.Unlike && !explained(fold(p.theirs.Name), p.ours) {
					wrong++
				}
			case name == "addresses" && share(ours, theirs):
				if len(theirs) > len(ours) && beyond(p.ours, p.theirs) > 0 && beyond(p.theirs, p.ours) == 0 {
					lost++
				}
			case !share(ours, theirs) && !(sound(p.ours, name) && soleExplained(name, theirs, p.ours)):
				wrong++
			}
			seen++
		}
		if seen == 0 || (lost+wrong)*2 < seen {
			continue
		}
		rot := Rot{Selector: c.path + name, Was: suggest.Describe(c.rules[name])}
		rot.Now, rot.Rules = c.proposal(name)
		switch {
		case lost >= wrong:
			rot.Text = fmt.Sprintf("reads nothing or too little in %d of %d records where the page shows it", lost, seen)
		default:
			rot.Text = fmt.Sprintf("reads something else in %d of %d records", wrong, seen)
		}
		list = append(list, rot)
	}
	return list
}

// proposal is a rule that reads a field of this page.
func (c *checker) proposal(name string) (string, brokers.Rules) {
	for i := range c.found {
		if c.found[i].Node == nil {
			return "", nil
		}
	}
	rules, share := suggest.Rule(name, c.found, c.Country, field.Base(c.Doc, c.URL))
	if share < 0.5 {
		return "", nil
	}
	now := suggest.Describe(rules)
	if now == suggest.Describe(c.rules[name]) || c.clean(now) == "" {
		return "", nil
	}
	return now, rules
}

// clean drops a proposal that holds a name: what a visit says carries no fact
// about a person.
func (c *checker) clean(s string) string {
	folded := scan.Fold(s)
	for _, n := range c.Names {
		for _, part := range []string{n.First, n.Last} {
			if f := scan.Fold(part); len(f) > 1 && strings.Contains(" "+folded+" ", " "+f+" ") {
				return ""
			}
		}
	}
	return s
}

// pair is one record as the definition and as another way reads it.
type pair struct {
	ours, theirs scan.Record
	named        bool // only their names are compared
}

// pairs puts records together that are the same: by their place on the page
// where both ways find as many, else by name.
func (c *checker) pairs() []pair {
	var list []pair
	add := func(ours, theirs []scan.Record) {
		if len(ours) == len(theirs) {
			for i := range ours {
				list = append(list, pair{ours: ours[i], theirs: theirs[i]})
			}
			return
		}
		for _, t := range theirs {
			i := slices.IndexFunc(ours, func(o scan.Record) bool { return fold(o.Name) == fold(t.Name) })
			alone := i >= 0 && !slices.ContainsFunc(ours[i+1:], func(o scan.Record) bool { return fold(o.Name) == fold(t.Name) })
			if alone {
				list = append(list, pair{ours: ours[i], theirs: t})
			}
		}
	}
	var found, told []scan.Record
	for i := range c.found {
		found = append(found, c.found[i].Record)
	}
	for i := range c.told {
		told = append(told, c.told[i].Record)
	}
	add(c.Reading.Records, found)
	if len(found) == 0 {
		add(c.Reading.Records, told)
	}
	return list
}

func names(list []scan.Record) map[string]int {
	m := map[string]int{}
	for _, r := range list {
		m[fold(r.Name)]++
	}
	return m
}

func fold(s string) string { return scan.Fold(s) }

// items are the values of a field in a form that two ways agree on.
func items(r scan.Record, name string) []string {
	var list []string
	switch name {
	case "name":
		for w := range strings.FieldsSeq(fold(r.Name)) {
			if len(w) > 1 {
				list = append(list, w)
			}
		}
	case "age":
		if !r.Age.IsZero() {
			list = append(list, r.Age.String())
		}
	case "born":
		if !r.Born.IsZero() {
			list = append(list, fmt.Sprint(r.Born.Year))
		}
	case "addresses":
		for _, a := range r.Addresses {
			list = append(list, fold(a.Street+" "+a.City+" "+a.State))
		}
	case "aliases":
		list = folded(r.Aliases)
	case "relatives":
		list = folded(r.Relatives)
	case "phones":
		list = r.Phones
	case "emails":
		list = r.Emails
	case "profile_url":
		if r.URL != "" {
			list = []string{r.URL}
		}
	}
	return list
}

func folded(list []string) []string {
	var out []string
	for _, s := range list {
		out = append(out, fold(s))
	}
	return out
}
