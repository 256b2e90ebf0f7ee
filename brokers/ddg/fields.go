package ddg

import (
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// fieldNames are the fields of their profiles in our words.
var fieldNames = map[string]string{
	"name": "name", "age": "age",
	"birthYear": "born", "birthDate": "born", "dateOfBirth": "born", "dob": "born",
	"addressCityState": "addresses", "addressCityStateList": "addresses", "cityState": "addresses", "cityStateList": "addresses",
	"addressFull": "addresses", "addressFullList": "addresses",
	"alternativeNames": "aliases", "alternativeNamesList": "aliases",
	"relatives": "relatives", "relativesList": "relatives",
	"phone": "phones", "phoneList": "phones", "email": "emails", "emailList": "emails",
	"profileUrl": "profile_url",
}

// fields reads the profile of an extract action whose records are found by
// the given selector.
func (o *object) fields(record brokers.Selector) brokers.Fields {
	out := brokers.Fields{}
	places := 0 // fields that hold addresses
	for _, key := range o.n.keys {
		if fieldNames[key] == "addresses" && o.has(key) {
			places++
		}
	}
	for _, key := range o.n.keys {
		ours, known := fieldNames[key]
		if !known || !o.has(key) { // null: the site does not show it
			continue
		}
		p := o.object(key)
		if p == nil {
			continue
		}
		for _, r := range p.rules(ours, record, places == 1) {
			out[ours] = append(out[ours], r)
		}
	}
	o.rest()
	if len(out) == 0 {
		return nil
	}
	return out
}

// rules reads one field. It is one rule, or one each for a town's city and
// state that stand in elements of their own; alone says that no other field
// holds addresses.
func (o *object) rules(field string, record brokers.Selector, alone bool) []brokers.Rule {
	city, state := o.object("city"), o.object("state")
	if field == "addresses" && (city != nil || state != nil) {
		return o.nested(city, state, record, alone)
	}
	r := o.rule(record)
	if field == "profile_url" {
		o.identity(&r)
		if r.Attr == "" {
			r.Attr = "href"
		}
	}
	o.rest()
	if r.Select == "" {
		return nil
	}
	return []brokers.Rule{r}
}

func (o *object) rule(record brokers.Selector) brokers.Rule {
	r := brokers.Rule{
		Select: o.selector("selector"), All: o.flag("findElements"), Attr: strings.ToLower(strings.TrimSpace(o.text("attribute"))),
		Before: o.marker("beforeText"), After: o.marker("afterText"), Separator: o.marker("separator"),
	}
	if o.has("attribute") && (len(r.Attr) > 100 || strings.ContainsAny(r.Attr, " \t\n=<>\"'")) {
		o.lose("attribute", r.Attr, "not the name of an attribute")
		r.Attr = ""
	}
	s := string(r.Select)
	switch {
	case s != "" && r.Select == record:
		r.Select = "." // theirs finds the record itself too
	case strings.HasPrefix(s, "//") || strings.HasPrefix(s, "(//"):
		o.lose("selector", s, "looks at the whole page there and inside the record here")
	}
	if src := o.text("source"); src != "" {
		o.lose("source", src, "the page's own address is no part of a record")
	}
	return r
}

// identity reports how they make an id out of a record's address: ours is the
// address itself.
func (o *object) identity(r *brokers.Rule) {
	kind, id := o.text("identifierType"), o.text("identifier")
	switch {
	case kind != "" && kind != "hash" && kind != "path" && kind != "param":
		o.lose("identifierType", kind, "not a kind of identifier that is known")
	case kind == "hash" && r.Select == "":
		o.r.own("identifierType")
	case kind != "":
		o.r.own("identifierType")
	}
	if id != "" {
		o.r.own("identifier")
	}
}

// nested reads a town whose city and state have elements of their own. Our
// rules join as the lines of one address only where each finds one text and
// there are no others; else the text around both is read instead.
func (o *object) nested(city, state *object, record brokers.Selector, alone bool) []brokers.Rule {
	around := o.rule(record)
	joins := !around.All && (alone || around.Select == "")
	var parts []brokers.Rule
	for _, p := range []*object{city, state} {
		if p == nil {
			continue
		}
		r := p.rule(record)
		p.rest()
		if around.Select != "" && r.Select != "" {
			joined, ok := within(around.Select, r.Select)
			if !ok && joins {
				p.lose("selector", string(r.Select), "cannot be looked for inside "+string(around.Select))
			}
			r.Select = joined
		}
		if r.Select != "" {
			parts = append(parts, r)
		}
	}
	o.rest()
	if joins && len(parts) > 0 {
		if !alone {
			o.lose("city", "city and state in elements of their own", "beside other addresses the two are read apart")
		}
		return parts
	}
	if around.Select == "" {
		return nil
	}
	o.lose("city", "city and state in elements of their own", "the text around both is read as a whole")
	return []brokers.Rule{around}
}

// within returns the selector of something inside something else, if both are
// of one language.
func within(outer, inner brokers.Selector) (brokers.Selector, bool) {
	var s brokers.Selector
	switch o, i := string(outer), string(inner); {
	case outer.IsXPath() != inner.IsXPath():
		return "", false
	case !outer.IsXPath():
		if strings.ContainsAny(o+i, ",") {
			return "", false
		}
		s = brokers.Selector(o + " " + i)
	case i == ".":
		return outer, true
	case strings.HasPrefix(i, "./") && !strings.ContainsAny(o+i, "|") && o != ".":
		s = brokers.Selector(o + i[1:])
	default:
		return "", false
	}
	return s, brokers.CheckSelector(s) == nil
}
