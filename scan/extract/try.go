package extract

import (
	"net/url"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract/field"
	"golang.org/x/net/html"
)

// Trial is one rule or several of one field, ready to be tried on records: to
// find out which of many would read a page.
type Trial struct {
	fields  fields
	country string
}

// Try prepares the rules of a field. country is the site's, as in [Reader].
func Try(name string, rules brokers.Rules, country string) (*Trial, error) {
	c := compiler{}
	fs := c.fields("fields", brokers.Fields{name: rules})
	if len(c.faults) > 0 {
		return nil, c.faults[0]
	}
	return &Trial{fs, country}, nil
}

// On reads the field of one record; everything else is left empty.
func (t *Trial) On(record *html.Node, base *url.URL) (scan.Record, error) {
	r := Reader{Country: t.country}
	rec, _, err := r.block(record, &t.fields, base, make([][]hit, len(t.fields.fast)), new(field.Memory))
	return rec, err
}

// Elements returns what a selector finds on a page, in page order.
func Elements(s brokers.Selector, root *html.Node) ([]*html.Node, error) {
	sel, err := compile(s)
	if err != nil || sel == nil {
		return nil, err
	}
	return sel.elements(root)
}
