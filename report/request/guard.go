package request

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// guard knows the safe facts of a subject and finds them in texts, also where
// they stand glued, as in addresses. It errs on the strict side: a text wrongly
// held back costs a line in a letter, one wrongly told may cost more.
type guard struct {
	subject scan.Subject
	open    []scan.Address  // the subject's addresses that are not safe
	words   map[string]bool // words that only safe names have
	glued   []string        // safe names, streets and mailboxes without spaces and signs
	phones  []string        // last seven digits of the safe phones
	places  []string        // safe cities, and safe states' names, that no open address shares
	codes   map[string]bool // safe states' codes and ZIP codes that no open address shares
}

func newGuard(s scan.Subject) guard {
	g := guard{subject: s, open: s.Open(), words: map[string]bool{}, codes: map[string]bool{}}
	g.addNames()
	for _, a := range s.Safe.Addresses {
		g.addAddress(a)
	}
	for _, p := range s.Safe.Phones {
		if d := digits(p); d != "" {
			g.phones = append(g.phones, d[max(0, len(d)-7):])
		}
	}
	for _, e := range s.Safe.Emails {
		local, _, _ := strings.Cut(e, "@")
		if c := compact(local); len(c) >= 5 {
			g.glued = append(g.glued, c)
		}
	}
	return g
}

func (g *guard) addNames() {
	open := map[string]bool{}
	for _, n := range g.subject.Names {
		if g.subject.Safe.IsName(n) {
			continue
		}
		for _, w := range words(n.String()) {
			open[w] = true
		}
	}
	for _, n := range g.subject.Safe.Names {
		if first, last := compact(n.First), compact(n.Last); first != "" && last != "" {
			g.glued = append(g.glued, first+last, last+first)
		}
		for _, w := range words(n.String()) {
			if !open[w] && utf8.RuneCountInString(w) > 1 {
				g.words[w] = true
			}
		}
	}
}

// addAddress notes the parts of a safe address that no open one shares.
func (g *guard) addAddress(safe scan.Address) {
	alone := func(key func(scan.Address) string) bool {
		return key(safe) != "" && !slices.ContainsFunc(g.open, func(a scan.Address) bool { return key(a) == key(safe) })
	}
	street := func(a scan.Address) string { return streetKey(a.Street) }
	city := func(a scan.Address) string { return compact(a.City) }
	zip := func(a scan.Address) string { return zip5(a.Zip) }
	if alone(street) {
		g.glued = append(g.glued, street(safe))
	}
	if alone(city) {
		g.places = append(g.places, city(safe))
	}
	if alone(zip) {
		g.codes[zip(safe)] = true
	}
	if alone(stateOf) {
		g.codes[strings.ToLower(stateOf(safe))] = true
		if name, ok := brokers.StateName(stateOf(safe)); ok {
			g.places = append(g.places, compact(name))
		}
	}
}

// text reports whether a text holds a safe name, street, phone or mailbox.
func (g *guard) text(s string) bool {
	ws, all, numbers := words(s), compact(s), digits(s)
	for w := range g.words {
		if slices.Contains(ws, w) || len(w) >= 4 && strings.Contains(all, w) {
			return true
		}
	}
	return len(g.subject.Safe.Labels(s)) > 0 ||
		slices.ContainsFunc(g.glued, func(part string) bool { return strings.Contains(all, part) }) ||
		slices.ContainsFunc(g.phones, func(p string) bool { return strings.Contains(numbers, p) })
}

// place reports whether a text holds a safe city, state or ZIP code.
func (g *guard) place(s string) bool {
	ws, all := words(s), compact(s)
	return slices.ContainsFunc(ws, func(w string) bool { return g.codes[w] }) ||
		slices.ContainsFunc(g.places, func(p string) bool { return slices.Contains(ws, p) || len(p) >= 4 && strings.Contains(all, p) })
}

var socialSecurity = regexp.MustCompile(`\d{3}-\d{2}-\d{4}`)

// private reports whether a text holds a fact that no letter tells although
// it is not safe: a number of the state, a phone, a mailbox, a birth date or
// a relative's name.
func (g *guard) private(s string, r scan.Record) bool {
	all, numbers := compact(s), digits(s)
	if strings.Contains(s, "@") || socialSecurity.MatchString(s) {
		return true
	}
	for _, p := range slices.Concat(g.subject.Phones, r.Phones) {
		if d := digits(p); len(d) >= 7 && strings.Contains(numbers, d[max(0, len(d)-10):]) {
			return true
		}
	}
	for _, b := range []scan.Born{g.subject.Born, r.Born} {
		if b.Day == 0 {
			continue
		}
		iso := strings.ReplaceAll(b.String(), "-", "")
		if strings.Contains(numbers, iso) || strings.Contains(numbers, iso[4:]+iso[:4]) {
			return true
		}
	}
	ws := words(s)
	return slices.ContainsFunc(slices.Concat(g.subject.Relatives, r.Relatives), func(n string) bool {
		parts, c := words(n), compact(n)
		missing := slices.ContainsFunc(parts, func(w string) bool { return !slices.Contains(ws, w) })
		return c != "" && (!missing || len(c) >= 8 && strings.Contains(all, c)) && !g.own(n)
	})
}

// own reports whether a name is also an open name of the subject, as a father
// and his son may share one.
func (g *guard) own(name string) bool {
	ws := words(name)
	return slices.ContainsFunc(g.subject.Names, func(n scan.Name) bool {
		return !slices.ContainsFunc(words(n.First+" "+n.Last), func(w string) bool { return !slices.Contains(ws, w) })
	})
}

// streetKey is a street's number and first word, or all of it where it has no
// number: "12 Elm Street" and "12 Elm St" are the same. A short word alone is
// no key, it stands in too many others.
func streetKey(s string) string {
	ws := words(s)
	if len(ws) >= 2 && unicode.IsDigit([]rune(ws[0])[0]) {
		return ws[0] + ws[1]
	}
	if all := strings.Join(ws, ""); len(all) >= 5 {
		return all
	}
	return ""
}

func zip5(s string) string { d := digits(s); return d[:min(5, len(d))] }

func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(brokers.ASCII(s)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) })
}

func compact(s string) string { return strings.Join(words(s), "") }

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, brokers.ASCII(s))
}
