package web

import (
	"net/http"
	"strings"
)

// add is the form for one more person.
func (v *visit) add() error { return v.show("person", form{v.draft(), false}) }

func (v *visit) addReview() error { return v.reviewAdded(readPerson(v.r)) }

// addFile takes a subject file instead of answers.
func (v *visit) addFile() error { return v.reviewAdded(readFile(v.r)) }

func (v *visit) reviewAdded(p *person) error {
	v.keepDraft(p)
	if len(p.faults) > 0 {
		return v.showAs(http.StatusUnprocessableEntity, "person", form{p, false})
	}
	return v.confirm(p, false, "")
}

func (v *visit) addMake() error {
	p := v.draft()
	if p == nil || len(p.faults) > 0 || p.subject == nil {
		return v.back("/people/add")
	}
	if v.r.PostForm.Get("draft") != p.mark {
		return errOtherDraft
	}
	return v.fileDraft(p)
}

// bare is an error's text without what it begins with.
func bare(err error) string {
	text := err.Error()
	return strings.TrimPrefix(text, "add subject: ")
}
