package ddg

import (
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// wanted is what a site wants for an opt-out, by what their client fills in.
var wanted = map[string]string{
	"profileUrl": "record-url", "firstName": "name", "lastName": "name", "middleName": "name", "fullName": "name",
	"birthYear": "age-or-birth-year", "age": "age-or-birth-year", "$generated_dob$": "date-of-birth",
	"street": "postal-address", "$generated_street_address$": "postal-address", "$generated_zip_code$": "postal-address", "zip": "postal-address",
	"$file_id$": "id-document", "email": "email-address", "phone": "phone-number", "$generated_phone_number$": "phone-number",
}

// optOut is what the opt-out step of a file comes to.
type optOut struct {
	inParent bool // the parent's opt-out clears this site
	url      string
	requires []string
	actions  int
}

func (o *object) optOut() optOut {
	var out optOut
	o.pass("stepType")
	switch kind := o.text("optOutType"); kind {
	case "parentSiteOptOut":
		out.inParent = true
	case "formOptOut", "":
	default:
		o.lose("optOutType", kind, "not a kind of opt-out that is known")
	}
	out.follow(o.objects("actions"))
	if out.actions > 0 {
		o.lose("actions", "how the opt-out form is filled", "only its address and what it wants are kept; a person fills it")
	}
	if slices.Contains(out.requires, "email-verification") {
		out.requires = slices.DeleteFunc(out.requires, func(s string) bool { return s == "email-address" })
	}
	slices.Sort(out.requires)
	out.requires = slices.Compact(out.requires)
	o.rest()
	return out
}

func (out *optOut) follow(actions []*object) {
	for _, a := range actions {
		out.actions++
		kind := a.text("actionType")
		switch kind {
		case "navigate":
			u := a.text("url")
			if out.url == "" && !strings.ContainsAny(u, "{} ") && askable(brokers.Template(u)) == "" {
				out.url = u
			} else if strings.ContainsAny(u, "{}") {
				a.lose("url", u, "an address with facts about the person in it")
			}
			a.pass("ageRange")
		case "getCaptchaInfo", "solveCaptcha":
			out.requires = append(out.requires, "captcha")
		case "emailConfirmation", "getEmailData":
			out.requires = append(out.requires, "email-verification")
		case "expectation", "condition":
			for _, e := range a.objects("expectations") {
				if sel := brokers.Selector(e.text("selector")); kind == "expectation" && wall(sel) && !strings.Contains(string(sel), "not(") {
					out.requires = append(out.requires, "captcha")
				}
				e.pass("type", "expect", "parent", "failSilently")
				e.rest()
			}
			out.follow(a.objects("actions"))
		case "fillForm", "click":
			for _, e := range a.objects("elements") {
				what := e.text("type")
				if w := wanted[what]; w != "" && kind == "fillForm" {
					out.requires = append(out.requires, w)
				}
				e.pass("selector", "parent", "multiple", "failSilently")
				e.rest()
			}
			a.pass("choices", "default")
		case "generateEmail", "scroll":
		case "extract":
			a.pass("profile", "noResultsSelector")
		case "executeScript":
			a.pass("script")
		default:
			a.lose("actionType", kind, "not an action that is known")
			continue
		}
		a.pass("selector")
		a.rest()
	}
}
