package web

import (
	"errors"
	"net/http"
	"unicode/utf8"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// leastPassphrase is the least length of a passphrase, in characters: whoever
// gets the files can try short ones quickly.
const leastPassphrase = 8

var errMade = &saying{http.StatusConflict, "There is a vault already", "It was left as it is.", "Go to the first page and unlock it."}

// begin is the first page of a person without a vault.
func (v *visit) begin() error {
	if !errors.Is(v.door.Probe(), vault.ErrNoVault) {
		return v.back("/")
	}
	return v.show("person", form{v.draft(), true})
}

// draft is what was filled in before, or nil.
func (v *visit) draft() (p *person) {
	v.session.with(func() { p = v.session.draft })
	return p
}

// keepDraft remembers what was filled in; nil forgets it.
func (v *visit) keepDraft(p *person) {
	if p != nil {
		p.mark = v.sessions.token()
	}
	v.session.with(func() { v.session.draft = p })
}

// errOtherDraft says that the page was about another draft than the last: one
// of another tab.
var errOtherDraft = &saying{http.StatusConflict, "Another form was filled in since", "Nothing was filed: another tab asks about another person, or about other answers.", "Fill in the form again, in one tab."}

// beginReview shows the answers once more before anything is made.
func (v *visit) beginReview() error {
	if !errors.Is(v.door.Probe(), vault.ErrNoVault) {
		return errMade
	}
	p := readPerson(v.r)
	v.keepDraft(p)
	if len(p.faults) > 0 {
		return v.showAs(http.StatusUnprocessableEntity, "person", form{p, true})
	}
	return v.confirm(p, true, "")
}

// confirm shows what would be filed.
func (v *visit) confirm(p *person, first bool, wrong string) error {
	code := http.StatusOK
	if wrong != "" {
		code = http.StatusUnprocessableEntity
	}
	return v.showAs(code, "confirm", struct {
		Facts        []fact
		First, Keyed bool
		Wrong        string
		Safe         bool
		Subject      *scan.Subject
		Mark         string
	}{facts(p.subject), first, v.door.Keyed, wrong, p.subject.Safe.Any(), p.subject, p.mark})
}

// beginMake makes the vault and files its first person.
func (v *visit) beginMake() error {
	p := v.draft()
	if p == nil || len(p.faults) > 0 || p.subject == nil {
		return v.back("/begin")
	}
	if v.r.PostForm.Get("draft") != p.mark {
		return errOtherDraft
	}
	if !errors.Is(v.door.Probe(), vault.ErrNoVault) {
		return errMade
	}
	pass := v.r.PostForm.Get("passphrase")
	switch {
	case v.door.Keyed:
		pass = ""
	case utf8.RuneCountInString(pass) < leastPassphrase:
		return v.confirm(p, true, "The passphrase needs at least 8 characters: whoever gets the files can try short ones quickly.")
	case pass != v.r.PostForm.Get("again"):
		return v.confirm(p, true, "The two passphrases differ.")
	}
	if err := casebook.Admissible(p.subject, p.paper); err != nil {
		return err
	}
	if err := v.door.open(v.r.Context(), pass, v.door.Create); err != nil {
		if errors.Is(err, vault.ErrExists) {
			return errMade
		}
		return err
	}
	v.session.with(func() { v.session.locked = false })
	return v.fileDraft(p)
}

// fileDraft files the person of a draft.
func (v *visit) fileDraft(p *person) error {
	book, release, err := v.door.enter()
	if err != nil {
		return err
	}
	defer release()
	if err := book.AddSubject(v.r.Context(), p.subject, p.paper); err != nil {
		var rule *scan.Refusal
		if errors.As(err, &rule) {
			return err
		}
		return &saying{http.StatusConflict, "The person was not filed", sentence(bare(err)), "Go back and change it."}
	}
	v.keepDraft(nil)
	v.session.say("Filed. Nothing has left this machine.")
	return v.back(at(p.subject))
}
