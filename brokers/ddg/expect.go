package ddg

import (
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// passCheck is what a person is asked to do about a captcha.
const passCheck = "pass the check that the page shows"

// expectation reads what is waited for. Older files hang actions under one
// that may fail; those are conditions.
func (s *scan) expectation(o *object) {
	s.scripts = true
	if len(o.objects("actions")) > 0 {
		s.condition(o)
		return
	}
	if len(o.objects("expectations")) == 0 {
		o.lose("actionType", "expectation", "nothing is waited for")
	}
	for _, e := range o.objects("expectations") {
		s.expect(e)
	}
}

func (s *scan) expect(o *object) {
	kind, quietly := o.text("type"), o.flag("failSilently")
	words, sel := o.text("expect"), o.selector("selector")
	if outer := o.selector("parent"); outer != "" {
		if sel != "" {
			if joined, ok := within(outer, sel); ok {
				sel = joined
			} else {
				o.lose("parent", string(outer), "the place inside it cannot be written as one selector")
			}
		}
	}
	o.rest()
	switch {
	case kind != "element":
		o.lose("expect", strings.TrimSpace(kind+" "+words), "only an element can be waited for")
	case sel == "":
	case wall(sel) && strings.Contains(string(sel), "not("):
		o.lose("selector", string(sel), "a wall is told from the page itself here")
	case wall(sel):
		s.person(passCheck)
	case quietly:
		o.lose("selector", string(sel), "waited for only if it comes")
	default:
		s.def.Wait = sel
		s.step(brokers.Step{Wait: sel})
	}
}

// wall reports whether a selector speaks of a challenge and not of the page.
func wall(sel brokers.Selector) bool {
	s := strings.ToLower(string(sel))
	for _, sign := range []string{"captcha", "turnstile", "challenge", "cf_chl", "cf-error"} {
		if strings.Contains(s, sign) {
			return true
		}
	}
	return false
}

// condition reads what the site asks only sometimes. Our steps have no if, so
// a person does it.
func (s *scan) condition(o *object) {
	for _, e := range o.objects("expectations") {
		what := strings.TrimSpace(e.text("type") + " " + e.text("selector") + " " + e.text("expect"))
		e.text("parent")
		e.flag("failSilently")
		e.rest()
		e.lose("selector", what, "steps have no condition")
	}
	nested := o.objects("actions")
	if len(nested) == 0 {
		o.lose("actionType", "condition", "nothing is done under it")
		return
	}
	acts := false
	for _, a := range nested {
		acts = a.sometimes() || acts
	}
	if acts {
		s.person("if the site asks something more before it shows a list, answer what a search needs and no more")
	}
}

// sometimes reports an action that is done only under a condition, which steps
// here do not have. It is true if a person has to do it.
func (o *object) sometimes() bool {
	kind := o.text("actionType")
	what := strings.TrimSpace(kind + " " + o.text("selector") + o.text("url"))
	for _, e := range o.objects("elements") {
		what += " " + strings.TrimSpace(e.text("type")+" "+e.text("selector"))
	}
	switch kind {
	case "expectation", "scroll", "executeScript":
		for _, e := range o.objects("expectations") {
			what += " " + e.text("selector") + e.text("expect")
		}
		o.lose("actionType", what, "done only sometimes; pages are read without it")
	case "condition":
		o.lose("actionType", what, "done only sometimes; left to the person")
		for _, a := range o.objects("actions") {
			a.sometimes()
		}
		return true
	default:
		o.lose("actionType", what, "done only sometimes; left to the person")
		return true
	}
	acts := false
	for _, a := range o.objects("actions") {
		acts = a.sometimes() || acts
	}
	return acts
}

// maxSteps is more than a person would follow.
const maxSteps = 200

// step appends a step that differs from the one before.
func (s *scan) step(st brokers.Step) {
	n := len(s.def.Steps)
	if n == maxSteps || n > 0 && s.def.Steps[n-1] == st {
		return
	}
	s.def.Steps = append(s.def.Steps, st)
}

// person appends what only a person can do.
func (s *scan) person(what string) {
	s.acts = true
	s.step(brokers.Step{Person: what})
}
