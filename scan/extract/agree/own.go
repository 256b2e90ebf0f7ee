package agree

import (
	"strings"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract"
	"github.com/whohasme/whohasme/scan/extract/blocks"
	"github.com/whohasme/whohasme/scan/extract/field"
	"github.com/whohasme/whohasme/scan/extract/structure"
	"golang.org/x/net/html"
)

// Own returns what seems to have rotted of the definition of a record's own
// page: fields that it does not read, though the page shows them. The page's
// Reading is not looked at; got is what the definition reads.
func Own(p Page, got scan.Record) []Rot {
	o := blocks.Options{Names: append([]scan.Name{}, p.Names...), Country: p.Country, Base: p.URL}
	if words := strings.Fields(got.Name); len(words) > 1 {
		o.Names = append(o.Names, scan.Name{First: words[0], Last: words[len(words)-1]})
	}
	c := checker{Page: p, wanted: field.Want(o.Names), rules: p.Definition.Profile.Fields, path: "profile.fields."}
	if c.found = blocks.Read(p.Doc, o); len(c.found) == 1 {
		if list := c.fields([]pair{{ours: got, theirs: c.found[0].Record}}); len(list) > 0 {
			return list
		}
	} else if told := structure.Read(p.Doc, structure.Options{Names: o.Names, Country: p.Country, Base: p.URL}); len(told) == 1 {
		c.found = nil
		if list := c.fields([]pair{{ours: got, theirs: told[0].Record}}); len(list) > 0 {
			return list
		}
	}
	root := whole(p)
	if root == nil {
		return nil
	}
	c.found = blocks.Given(p.Doc, []*html.Node{root}, []string{got.Name}, o)
	return c.fields([]pair{{ours: got, theirs: c.found[0].Record}})
}

// whole is the element of the page that the definition takes for the record.
func whole(p Page) *html.Node {
	selector := p.Definition.Profile.Record
	if selector == "" {
		selector = "body"
	}
	if found, err := extract.Elements(selector, p.Doc); err == nil && len(found) > 0 {
		return found[0]
	}
	return nil
}
