package main

import (
	"fmt"
	"slices"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
)

// answersOf are the answers that a subject's file comes from, for a form that
// shows them. Safe facts stand as their labels.
func answersOf(s *scan.Subject) answers {
	a := answers{"who": {string(s.Authority.Kind)}, "id": {s.ID}, "risk": {no}, "secret": {no}}
	set := func(key string, values ...string) {
		values = slices.DeleteFunc(values, func(v string) bool { return v == "" })
		if len(values) > 0 {
			a[key] = values
		}
	}
	if s.Risk == scan.HighRisk {
		set("risk", yes)
	}
	if s.Safe.Any() {
		set("secret", yes)
	}
	for _, k := range []struct {
		key, word string
		n         int
	}{{"safe-addresses", "address", len(s.Safe.Addresses)}, {"safe-phones", "phone", len(s.Safe.Phones)}, {"safe-emails", "e-mail", len(s.Safe.Emails)}, {"safe-names", "name", len(s.Safe.Names)}} {
		for i := range k.n {
			a[k.key] = append(a[k.key], fmt.Sprintf("safe %s %d", k.word, i+1))
		}
	}
	set("from", s.Authority.From.String())
	set("to", s.Authority.To.String())
	set("document", s.Authority.Document)
	if slices.Equal(s.Authority.Scope, []string{scan.Look}) {
		set("scope", scan.Look)
	} else {
		set("scope", "all")
	}
	a.names(s)
	a.places(s)
	set("born", s.Born.String())
	set("phones", safeLabelled(s, s.Phones)...)
	set("emails", safeLabelled(s, s.Emails)...)
	set("relatives", safeLabelled(s, s.Relatives)...)
	set("reply", s.ReplyTo)
	return a
}

// names are the first name and the others.
func (a answers) names(s *scan.Subject) {
	for i, n := range s.Names {
		full := n.String()
		switch {
		case s.Safe.IsName(n):
			full = safeLabelled(s, []string{full})[0]
		case i == 0:
			for key, v := range map[string]string{"first": n.First, "middle": n.Middle, "last": scan.Name{First: n.Last, Last: n.Suffix}.String()} {
				if v != "" {
					a[key] = []string{v}
				}
			}
			continue
		case n.Kind == scan.AliasName:
			full = aliasWord + full
		}
		a["names"] = append(a["names"], full)
	}
}

// places are the first address that is lived at now, and the others.
func (a answers) places(s *scan.Subject) {
	for _, x := range s.Addresses {
		text := x.String()
		if n, safe := s.Safe.IsAddress(x); safe {
			text = fmt.Sprintf("safe address %d", n)
		}
		switch {
		case x.From > 0 && x.To > 0:
			text += fmt.Sprintf(", %d-%d", x.From, x.To)
		case x.From > 0:
			text += fmt.Sprintf(", since %d", x.From)
		case x.To > 0:
			text += fmt.Sprintf(", until %d", x.To)
		}
		if x.To == 0 && a["address"] == nil {
			a["address"] = []string{text}
			continue
		}
		a["earlier"] = append(a["earlier"], text)
	}
	if r := orElse(s.Residence.State, s.Residence.Country); r != "" {
		a["residence"] = []string{r}
	}
}

// safeLabelled are facts with the label in place of each safe one.
func safeLabelled(s *scan.Subject, facts []string) []string {
	out := slices.Clone(facts)
	for i, f := range out {
		if labels := s.Safe.Labels(f); len(labels) > 0 {
			out[i] = labels[0]
		}
	}
	return out
}

// edited is a subject by what was changed in a form: what was not, stays as it
// is filed, also what no form asks about.
func edited(now *scan.Subject, first, given answers) (*scan.Subject, error) {
	changed := func(keys ...string) bool {
		return slices.ContainsFunc(keys, func(k string) bool { return !slices.Equal(first[k], given[k]) })
	}
	fresh := answers{}
	for key, v := range given {
		label := !changed(key) && (key == "address" || key == "earlier" || key == "phones" || key == "emails" || key == "relatives" || len(key) > 5 && key[:5] == "safe-")
		if !label {
			fresh[key] = v
		}
	}
	read, err := subjectOf(fresh)
	if err != nil {
		return now, err
	}
	next := *now
	take := func(do func(), keys ...string) {
		if changed(keys...) {
			do()
		}
	}
	take(func() { next.Risk = read.Risk }, "risk")
	take(func() { next.Safe.Addresses = read.Safe.Addresses }, "safe-addresses")
	take(func() { next.Safe.Phones = read.Safe.Phones }, "safe-phones")
	take(func() { next.Safe.Emails = read.Safe.Emails }, "safe-emails")
	take(func() { next.Safe.Names = read.Safe.Names }, "safe-names")
	take(func() { next.Authority.From, next.Authority.To = read.Authority.From, read.Authority.To }, "from", "to")
	take(func() { next.Authority.Scope = read.Authority.Scope }, "scope")
	take(func() { next.Authority.Document = read.Authority.Document }, "document")
	take(func() { next.Names = append(read.Names[:1:1], next.Names[1:]...) }, "first", "middle", "last")
	take(func() { next.Names = append(next.Names[:1:1], read.Names[1:]...) }, "names")
	take(func() { next.Born = read.Born }, "born")
	take(func() { next.Addresses = placesAfter(now, read, changed) }, "address", "earlier")
	take(func() { next.Residence = read.Residence }, "residence", "address")
	take(func() { next.Phones = read.Phones }, "phones")
	take(func() { next.Emails = read.Emails }, "emails")
	take(func() { next.Relatives = read.Relatives }, "relatives")
	take(func() { next.ReplyTo = read.ReplyTo }, "reply")
	data, err := casebook.SubjectFile(&next)
	if err != nil {
		return now, err
	}
	return casebook.ReadEdited(&next, "answers", data) // by the rules of a file
}

// placesAfter joins the addresses that were changed with those that were not.
func placesAfter(now, read *scan.Subject, changed func(...string) bool) []scan.Address {
	var current, earlier []scan.Address
	for _, x := range now.Addresses {
		if x.To == 0 && current == nil {
			current = []scan.Address{x}
			continue
		}
		earlier = append(earlier, x)
	}
	if changed("address") {
		n := len(read.Addresses)
		if changed("earlier") {
			return read.Addresses
		}
		return append(read.Addresses[:n:n], earlier...)
	}
	return append(current, read.Addresses...)
}
