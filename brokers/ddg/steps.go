package ddg

import (
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// filled are the elements of a form that a step can fill by itself.
var filled = map[string]string{
	"firstName": "first", "middleName": "middle", "lastName": "last", "city": "city", "state": "state",
	"zip": "zip", "zipCode": "zip", "age": "age",
}

// asked is what a person does about the others. Nothing is made up.
var asked = map[string]string{
	"fullName":                   "type first and last name",
	"cityState":                  "type city and state",
	"fullState":                  "choose the state by its full name",
	"birthYear":                  "the form wants a year of birth; it is yours to tell or to leave out",
	"email":                      "the form wants an e-mail address: give one that you keep for such requests, or stop here",
	"verificationCode":           "type the code that the site mailed",
	"profileUrl":                 "paste the address of the record",
	"$generated_phone_number$":   "the form wants a telephone number; it is yours to tell or to leave out",
	"$generated_zip_code$":       "the form wants a ZIP code; it is yours to tell or to leave out",
	"$generated_street_address$": "the form wants a street address; it is yours to tell or to leave out",
	"$generated_dob$":            "the form wants a date of birth; it is yours to tell or to leave out",
	"$generated_random_number$":  "the form wants a number; look what it is for before you give one",
	"$file_id$":                  "the form wants a document; a search needs none: stop here",
}

// fill reads a form.
func (s *scan) fill(o *object) {
	s.acts = true
	form := o.selector("selector")
	for _, e := range o.objects("elements") {
		kind, sel := e.text("type"), e.selector("selector")
		e.rest()
		with, ours := filled[kind]
		what, known := asked[kind]
		switch {
		case ours && sel != "":
			if joined, ok := within(form, sel); ok && form != "" {
				sel = joined
			}
			s.step(brokers.Step{Fill: sel, With: with})
		case ours:
			e.lose("selector", kind, "the place to fill is not given; left to the person")
			s.person("type " + with)
		case known:
			if strings.HasPrefix(kind, "$") {
				e.lose("type", kind, "nothing is made up here; left to the person")
			}
			s.person(what)
		default:
			e.lose("type", kind, "no such fact in a search; left to the person")
			s.person("the form wants something more; look what it is for before you tell it")
		}
	}
}

// click reads what is pressed.
func (s *scan) click(o *object) {
	if len(o.objects("choices")) > 0 {
		o.pass("default")
		o.lose("choices", "what is pressed depends on the person", "steps have no condition; it is left to the person")
		s.person("the site asks about the person: choose the answer that is true")
		return
	}
	for _, e := range o.objects("elements") {
		sel, quietly, many := e.selector("selector"), e.flag("failSilently"), e.flag("multiple")
		parent := e.has("parent")
		e.pass("type", "parent")
		e.rest()
		switch {
		case parent:
			e.lose("parent", "the entry that is the person", "which one it is, the person decides")
			s.person("choose the entry that is the person")
		case sel == "":
		case quietly:
			s.scripts = true
			e.lose("selector", string(sel), "pressed only if it is there")
		default:
			if many {
				e.lose("multiple", string(sel), "only the first is pressed")
			}
			s.acts = true
			s.step(brokers.Step{Click: sel})
		}
	}
}
