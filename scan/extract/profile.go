package extract

import (
	"net/url"
	"reflect"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract/field"
	"github.com/whohasme/whohasme/scan/extract/tree"
	"golang.org/x/net/html"
)

// Profile reads the page of one record. gone is true if the page shows the
// definition's sign that the record was removed; then there is no record. A
// definition without a record selector for profiles means the whole page. The
// error is a *scan.Fault: neither sign nor record, or the sign beside facts. A
// name beside the sign is none: it may be the sign's own heading.
func (r *Reader) Profile(page string, base *url.URL) (rec *scan.Record, gone bool, err error) {
	if r.profile == nil {
		return nil, false, tree.Unreadable("the definition does not say how to read a record's own page")
	}
	doc, err := scan.ParsePage(page)
	if err != nil {
		return nil, false, err
	}
	return r.ProfileDocument(doc, base)
}

// ProfileDocument is Profile for a page that is parsed already. It does not
// change the tree.
func (r *Reader) ProfileDocument(doc *html.Node, base *url.URL) (rec *scan.Record, gone bool, err error) {
	if r.profile == nil {
		return nil, false, tree.Unreadable("the definition does not say how to read a record's own page")
	}
	if gone, err = r.profile.gone.shows(doc); err != nil {
		return nil, false, fails("profile.gone")
	}
	found, veiled := scan.Record{}, false
	roots := []*html.Node{doc}
	if r.profile.record != nil {
		if roots, err = r.profile.record.elements(doc); err != nil {
			return nil, false, fails("profile.record")
		}
	}
	if len(roots) > 0 {
		if found, veiled, err = r.block(roots[0], &r.profile.fields, field.Base(doc, base), make([][]hit, len(r.profile.fields.fast)), new(field.Memory)); err != nil {
			return nil, false, fails("profile.fields")
		}
	}
	facts := found
	facts.Name, facts.URL = "", ""
	empty := reflect.DeepEqual(facts, scan.Record{})
	switch {
	case gone && !empty:
		return nil, false, tree.Unreadable("the page shows a record and says that it was removed")
	case gone:
		return nil, true, nil
	case empty && found.Name == "" && !veiled:
		return nil, false, tree.Unreadable("the page shows neither a record nor the sign that it was removed")
	}
	return &found, false, nil
}
