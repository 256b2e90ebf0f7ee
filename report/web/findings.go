package web

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// perPage is how many entries a page of a long list has.
const perPage = 25

func (v *visit) findings() error {
	list, err := v.book.Report(v.r.Context(), v.subject.ID, v.book.Today())
	if err != nil {
		return err
	}
	page, rest := cut(v.r, list[0].Findings)
	return v.show("findings", struct {
		List   []report.Exposure
		Pages  paging
		Report report.Report
	}{page, rest, list[0]})
}

// row is one kind of fact: what the person gave beside what the page says.
type row struct {
	Kind    string
	Yours   []string
	Theirs  []string
	Reasons []scan.Reason
}

// sides sets what the person gave beside what a page says, both as they may be
// shown, with the reasons that speak of it.
func sides(l *casebook.Look, today brokers.Date) []row {
	s, r := l.Subject, l.Shows
	rows := []row{{Kind: "name"}, {Kind: "age"}, {Kind: "places"}, {Kind: "phones"}, {Kind: "e-mail"}, {Kind: "relatives"}}
	of := map[string]int{"name": 0, "middle": 0, "suffix": 0, "age": 1, "place": 2, "street": 2, "phone": 3, "email": 4, "relatives": 5}
	yours := func(i int, texts ...string) {
		for _, t := range texts {
			if labels := s.Safe.Labels(t); len(labels) > 0 {
				t = strings.Join(labels, ", ")
			}
			if t != "" {
				rows[i].Yours = append(rows[i].Yours, t)
			}
		}
	}
	for _, n := range s.Names {
		text := n.String()
		if n.Kind == scan.FormerName || n.Kind == scan.AliasName {
			text += " (" + string(n.Kind) + ")"
		}
		yours(0, text)
	}
	if !s.Born.IsZero() {
		yours(1, s.Born.AgeOn(today).String())
	}
	for _, a := range s.Addresses {
		if n, safe := s.Safe.IsAddress(a); safe {
			yours(2, fmt.Sprintf("safe address %d", n))
			continue
		}
		yours(2, a.String())
	}
	yours(3, s.Phones...)
	yours(4, s.Emails...)
	yours(5, s.Relatives...)
	rows[0].Theirs = append([]string{r.Name}, r.Aliases...)
	if !r.Age.IsZero() {
		rows[1].Theirs = []string{r.Age.String()}
	}
	if !r.Born.IsZero() {
		rows[1].Theirs = append(rows[1].Theirs, "born "+r.Born.String())
	}
	for _, a := range r.Addresses {
		rows[2].Theirs = append(rows[2].Theirs, a.String())
	}
	rows[3].Theirs, rows[4].Theirs = r.Phones, r.Emails
	if n := len(r.Relatives); n > 0 {
		rows[5].Theirs = []string{plural(n, "relative", "relatives")}
	}
	for _, why := range l.Finding.Record.Reasons {
		i, ok := of[why.Field]
		if !ok {
			i = 0
		}
		rows[i].Reasons = append(rows[i].Reasons, why)
	}
	var full []row
	for _, r := range rows {
		if len(r.Theirs)+len(r.Reasons) > 0 {
			full = append(full, r)
		}
	}
	return full
}

// oneFinding is what the page of a finding says.
type oneFinding struct {
	*casebook.Look
	Rows []row
}

func (v *visit) finding() error {
	l, err := v.book.Finding(v.r.Context(), v.r.PathValue("finding"), v.book.Today())
	if err != nil {
		return err
	}
	return v.show("finding", oneFinding{l, sides(l, v.book.Today())})
}

// review shows what waits, one after the other.
func (v *visit) review() error {
	list, err := v.book.Questions(v.r.Context(), v.subject.ID)
	if err != nil {
		return err
	}
	page, rest := cut(v.r, list)
	var all []oneFinding
	for _, q := range page {
		l := &casebook.Look{Question: q, Subject: v.subject}
		all = append(all, oneFinding{l, sides(l, v.book.Today())})
	}
	return v.show("review", struct {
		List  []oneFinding
		Total int
		Pages paging
	}{all, len(list), rest})
}

// verdict takes the person's own answer.
func (v *visit) verdict() error {
	id := v.r.PathValue("finding")
	said := scan.Verdict(v.r.PostForm.Get("verdict"))
	if said != scan.Match && said != scan.Other {
		return errOldForm
	}
	if err := v.book.Review(v.r.Context(), id, said); err != nil {
		return err
	}
	if said == scan.Match {
		v.session.say("Remembered: that record is yours. The plan has a request for it.")
	} else {
		v.session.say("Remembered: that record is somebody else's. Nothing is asked about it.")
	}
	if v.r.PostForm.Get("from") == "review" {
		return v.back(at(v.subject, "review"))
	}
	return v.back(at(v.subject, "findings", id))
}

// proof is what the page that asks for the passphrase again shows.
type proof struct {
	locked
	Finding string
	Broker  string
}

// revealForm asks for the passphrase, or shows the record where it was just
// given. What is shown has an address without the passphrase in its form: a
// browser that loads it anew sends nothing again, and is asked again.
func (v *visit) revealForm() error {
	finding, now, proven := v.r.PathValue("finding"), v.Now(), false
	v.session.with(func() {
		until, ok := v.session.proven[finding]
		proven = ok && now.Before(until)
		delete(v.session.proven, finding)
	})
	if !proven || v.r.Method != http.MethodGet {
		return v.askProof("")
	}
	r, err := v.book.Reveal(v.r.Context(), finding)
	if err != nil {
		return err
	}
	return v.show("reveal", struct {
		Proof  *proof
		Record *casebook.Revealed
	}{Record: r})
}

func (v *visit) askProof(wrong string) error {
	l, err := v.book.Finding(v.r.Context(), v.r.PathValue("finding"), v.book.Today())
	if err != nil {
		return err
	}
	code := 200
	if wrong != "" {
		code = 403
	}
	return v.showAs(code, "reveal", struct {
		Proof  *proof
		Record *casebook.Revealed
	}{Proof: &proof{locked{Keyed: v.door.Keyed, Told: v.sessions.told(), Wrong: wrong}, l.Finding.ID, l.Finding.Broker}})
}

// reveal leads to one record as its page has it, once, when the person has
// proved again that they may see it.
func (v *visit) reveal() error {
	err := v.prove(v.r.Context(), v.door.try)
	if errors.Is(err, errProof) || errors.Is(err, vault.ErrWrongKey) || errors.Is(err, vault.ErrNoKey) {
		return v.askProof(wrongProof(v.door.Keyed))
	}
	if err != nil {
		return err
	}
	finding, until := v.r.PathValue("finding"), v.Now().Add(revealHolds)
	v.session.with(func() { v.session.proven[finding] = until })
	return v.back(at(v.subject, "findings", finding, "reveal"))
}
