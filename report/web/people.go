package web

import (
	"fmt"

	"github.com/whohasme/whohasme/scan"
)

// people lists the persons of a vault by their ids, a page at a time.
func (v *visit) people() error {
	ids, err := v.book.Vault.Subjects(v.r.Context())
	if err != nil {
		return err
	}
	page, rest := cut(v.r, ids)
	var list []*scan.Subject
	for _, id := range page {
		s, err := v.book.Subject(v.r.Context(), id)
		if err != nil {
			return err
		}
		if s != nil {
			list = append(list, s)
		}
	}
	return v.show("people", struct {
		List  []*scan.Subject
		Pages paging
	}{list, rest})
}

// fact is one thing that the vault knows of a person.
type fact struct{ Kind, Value string }

// about shows what the vault knows of a person; safe facts by their labels.
func (v *visit) about() error {
	return v.show("about", struct {
		Facts   []fact
		Refused string
	}{facts(v.subject), v.refused()})
}

// refused says why the person is not looked for today, or "".
func (v *visit) refused() string {
	if err := v.subject.Authority.Covers(scan.Look, "", v.book.Today()); err != nil {
		return sentence(err.Error())
	}
	return ""
}

func facts(s *scan.Subject) []fact {
	list := []fact{{"authority", string(s.Authority.Kind)}}
	add := func(kind string, values ...string) {
		for _, v := range values {
			if labels := s.Safe.Labels(v); len(labels) > 0 {
				v = labels[0]
			}
			if v != "" {
				list = append(list, fact{kind, v})
			}
		}
	}
	if a := s.Authority; a.Kind == scan.Mandate {
		for _, w := range a.Scope {
			list = append(list, fact{"permits", w})
		}
		list = append(list, fact{"from", long(a.From)}, fact{"until", long(a.To)})
	}
	if !s.Authority.Withdrawn.IsZero() {
		list = append(list, fact{"withdrawn", long(s.Authority.Withdrawn)})
	}
	list = append(list, fact{"risk", string(s.Risk)})
	for _, n := range s.Names {
		kind := "name"
		if n.Kind != "" && n.Kind != scan.CurrentName {
			kind = string(n.Kind) + " name"
		}
		add(kind, n.String())
	}
	add("born", s.Born.String())
	for _, a := range s.Addresses {
		if n, safe := s.Safe.IsAddress(a); safe {
			list = append(list, fact{"address", fmt.Sprintf("safe address %d", n)})
			continue
		}
		add("address", a.String()+years(a))
	}
	add("phone", s.Phones...)
	add("e-mail", s.Emails...)
	add("relative", s.Relatives...)
	if r := s.Residence; r != (scan.Place{}) {
		add("lives in", fmt.Sprint(r.State, " ", r.Country))
	}
	add("answers go to", s.ReplyTo)
	for _, safe := range []struct {
		kind string
		n    int
	}{{"name", len(s.Safe.Names)}, {"address", len(s.Safe.Addresses)}, {"phone number", len(s.Safe.Phones)}, {"e-mail address", len(s.Safe.Emails)}} {
		if safe.n > 0 {
			list = append(list, fact{"safe " + safe.kind, fmt.Sprintf("%d, never told to anybody", safe.n)})
		}
	}
	return list
}

func years(a scan.Address) string {
	switch {
	case a.From > 0 && a.To > 0:
		return fmt.Sprintf(" (%d to %d)", a.From, a.To)
	case a.From > 0:
		return fmt.Sprintf(" (since %d)", a.From)
	case a.To > 0:
		return fmt.Sprintf(" (until %d)", a.To)
	}
	return ""
}

// withdraw ends a person's authority today.
func (v *visit) withdraw() error {
	if v.r.PostForm.Get("sure") != "yes" {
		return &saying{400, "Nothing was withdrawn", "Tick the box to say that you mean it: it cannot be taken back.", ""}
	}
	if err := v.book.Withdraw(v.r.Context(), v.subject.ID); err != nil {
		return err
	}
	v.session.say("Withdrawn. Nothing more is looked for or asked.")
	return v.back(at(v.subject, "about"))
}
