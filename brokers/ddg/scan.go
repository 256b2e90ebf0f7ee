package ddg

import (
	"fmt"
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// scan is what the actions of a scan step come to.
type scan struct {
	def     brokers.Definition
	listed  bool // the list of records was read
	opened  bool // then a record's own page was opened
	scripts bool // something is waited for that a plain request does not bring
	acts    bool // something is filled in, pressed or solved
}

// definition reads a scan step. It is nil when the file does not say how a
// record looks; the reason is reported.
func (o *object) definition() *brokers.Definition {
	if kind := o.text("scanType"); kind != "" && kind != "templatedUrl" {
		o.lose("scanType", kind, "not a kind of scan that is known")
	}
	o.pass("stepType")
	s := &scan{def: brokers.Definition{Automation: brokers.Automation{Is: "unknown"}}}
	for _, a := range o.objects("actions") {
		s.action(a)
	}
	o.rest()
	d := &s.def
	if d.Record == "" || len(d.Fields["name"]) == 0 {
		o.lose("actions", "the search", "it does not say how a record and its name look")
		return nil
	}
	if n := len(d.Steps); d.URL == "" && n > 0 {
		o.lose("actions", fmt.Sprintf("steps on the way to the records: %d", n), "without an address to begin with, a person saves the page")
	}
	s.way()
	return d
}

// way decides how the page is reached by what has to be done there.
func (s *scan) way() {
	d := &s.def
	switch {
	case d.URL == "":
		d.Way, d.Steps, d.Wait, d.Ages = brokers.Saved, nil, "", nil
	case s.acts:
		d.Way = brokers.Assisted
	case s.scripts:
		d.Way, d.Steps = brokers.Browser, nil
		if d.Wait == "" {
			d.Wait = either(d.Record, d.Nothing)
		}
	default:
		d.Way, d.Steps = brokers.Fetch, nil
	}
}

// either returns a selector for one of two, "" if there is no such one.
func either(a, b brokers.Selector) brokers.Selector {
	if a == "" || b == "" || a.IsXPath() != b.IsXPath() {
		return ""
	}
	s := a + ", " + b
	if a.IsXPath() {
		s = a + " | " + b
	}
	if brokers.CheckSelector(s) != nil {
		return ""
	}
	return s
}

// action reads one action.
func (s *scan) action(o *object) {
	kind := o.text("actionType")
	if s.listed && kind != "navigate" && kind != "extract" {
		o.lose("actionType", kind, "comes after the records were read")
		return
	}
	switch kind {
	case "navigate":
		s.navigate(o)
	case "extract":
		s.extract(o)
	case "expectation":
		s.expectation(o)
	case "condition":
		s.scripts = true
		s.condition(o)
	case "fillForm":
		s.fill(o)
	case "click":
		s.click(o)
	case "getCaptchaInfo", "solveCaptcha":
		s.person(passCheck)
		o.pass("selector")
	case "generateEmail", "getEmailData", "emailConfirmation":
		if kind != "generateEmail" {
			s.person("open the letter that the site sends to the mailbox you gave, and do what it asks")
		}
	case "executeScript":
		s.scripts = true
		o.pass("script")
		o.lose("actionType", kind, "no script of another's is run on a page")
	case "scroll":
		s.scripts = true
		o.pass("selector")
		o.lose("actionType", kind, "pages are read without scrolling")
	default:
		s.scripts = true
		o.lose("actionType", kind, "not an action that is known")
		return
	}
	o.rest()
}

func (s *scan) navigate(o *object) {
	if s.listed {
		s.opened = true
		o.pass("url", "ageRange")
		return
	}
	if data := o.text("dataSource"); data != "" {
		o.r.own("dataSource")
		if u := o.text("url"); !strings.Contains(u, "://") {
			o.lose("url", u, "an address that comes from "+data)
			return
		}
	}
	t, bands := o.address("url")
	switch {
	case t == "":
	case !o.r.atHome(t):
		o.lose("url", string(t), "the page is neither the broker's nor its parent's, and nobody else is told who is looked for")
	case s.def.URL == "" || !templated(s.def.URL) && templated(t) && !s.acts:
		if s.def.URL != "" {
			o.lose("url", string(s.def.URL), "a page before the search; the search's own address is kept")
		}
		s.def.URL, s.def.Ages = t, bands
	default:
		o.lose("url", string(t), "a second address of one search")
	}
}

func templated(t brokers.Template) bool { return strings.Contains(string(t), "{") }

func (s *scan) extract(o *object) {
	record := o.selector("selector")
	p := o.object("profile")
	var fields brokers.Fields
	if p != nil {
		fields = p.fields(record)
	}
	switch {
	case !s.listed:
		s.listed = record != ""
		s.def.Record, s.def.Fields, s.def.Nothing = record, fields, o.nothing("noResultsSelector")
	case s.opened && s.def.Profile == nil:
		s.def.Profile = &brokers.Profile{Record: record, Fields: fields, Gone: o.nothing("noResultsSelector")}
	default:
		o.pass("noResultsSelector")
		o.lose("selector", string(record), "a second list of records")
	}
}
