package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// Mask returns a record as it may be shown (disclosure rules 4 and 5): facts
// that the subject gave stand as printed, safe facts stand as their labels,
// and whatever else the page says is reduced to its kind. The alarms are the
// labels of the safe facts that the record shows.
func Mask(s *scan.Subject, r scan.Record) (masked scan.Record, alarms []string) {
	m := masker{s: s}
	masked = scan.Record{Name: m.name(r.Name), URL: m.url(r.URL)}
	for _, a := range r.Aliases {
		masked.Aliases = append(masked.Aliases, m.name(a))
	}
	if !s.Born.IsZero() {
		masked.Age = r.Age
	}
	if r.Born.Year != 0 && strings.HasPrefix(s.Born.String(), r.Born.String()) {
		masked.Born = r.Born
	}
	for _, a := range r.Addresses {
		masked.Addresses = append(masked.Addresses, m.address(a))
	}
	for _, p := range r.Phones {
		masked.Phones = append(masked.Phones, m.contact("phone", p, s.Phones, s.Safe.Phones, scan.Digits))
	}
	for _, e := range r.Emails {
		masked.Emails = append(masked.Emails, m.contact("e-mail", e, s.Emails, s.Safe.Emails, strings.ToLower))
	}
	for _, n := range r.Relatives {
		if !slices.ContainsFunc(s.Relatives, func(own string) bool { return scan.Fold(own) == scan.Fold(n) }) {
			n = "a relative you did not list"
		}
		masked.Relatives = append(masked.Relatives, n)
	}
	return masked, m.alarms
}

type masker struct {
	s      *scan.Subject
	alarms []string
}

func (m *masker) alarm(label string) string {
	if !slices.Contains(m.alarms, label) {
		m.alarms = append(m.alarms, label)
	}
	return label
}

// name shows a printed name when all its words are the subject's own.
func (m *masker) name(printed string) string {
	if labels := nameLabels(m.s, printed); len(labels) > 0 {
		return m.alarm(labels[0])
	}
	own := map[string]bool{}
	initials := map[string]bool{}
	for _, n := range m.s.Names {
		for _, w := range strings.Fields(scan.Fold(n.String())) {
			own[w], initials[w[:1]] = true, true
		}
	}
	last := ""
	for _, w := range strings.Fields(scan.Fold(printed)) {
		if !own[w] && !(len(w) == 1 && initials[w]) {
			last = w
		}
	}
	if last != "" {
		return m.similar(printed)
	}
	return printed
}

// similar shows a name that differs from the subject's own as far as the
// subject's own words go.
func (m *masker) similar(printed string) string {
	var shown []string
	for _, w := range strings.Fields(printed) {
		f := scan.Fold(w)
		for _, n := range m.s.Names {
			if f != "" && slices.Contains(strings.Fields(scan.Fold(n.String())), f) {
				shown = append(shown, w)
				break
			}
		}
	}
	if len(shown) == 0 {
		return "a name you did not list"
	}
	return strings.Join(shown, " ") + " (in another form)"
}

func nameLabels(s *scan.Subject, printed string) []string {
	return scan.Safe{Names: s.Safe.Names}.Labels(printed)
}

func (m *masker) address(a scan.Address) scan.Address {
	if n, safe := m.s.Safe.IsAddress(a); safe {
		return scan.Address{Street: m.alarm(fmt.Sprintf("safe address %d", n))}
	}
	for i, safe := range m.s.Safe.Addresses {
		if safe.Street != "" && scan.Fold(safe.Street) == scan.Fold(a.Street) {
			return scan.Address{Street: m.alarm(fmt.Sprintf("safe address %d", i+1))}
		}
	}
	var shown scan.Address
	for _, own := range m.s.Open() {
		if !strings.EqualFold(own.State, a.State) {
			continue
		}
		shown.State = a.State
		if scan.Fold(own.City) == scan.Fold(a.City) {
			shown.City = a.City
			if own.Zip != "" && strings.HasPrefix(a.Zip, own.Zip) {
				shown.Zip = a.Zip
			}
			if a.Street != "" && scan.Fold(own.Street) == scan.Fold(a.Street) {
				shown.Street = a.Street
			}
		}
		if shown.City != "" && (shown.Street != "" || a.Street == "") {
			return shown
		}
	}
	if shown.City == "" {
		return scan.Address{Street: "an address in " + stateWords(a) + " you did not list"}
	}
	if a.Street != "" && shown.Street == "" {
		shown.Street = "a street you did not list"
	}
	return shown
}

func stateWords(a scan.Address) string {
	if n, ok := brokers.StateName(a.State); ok {
		return n
	}
	if a.Country != "" {
		return a.Country
	}
	return "a place"
}

func (m *masker) contact(kind, v string, own, safe []string, key func(string) string) string {
	for i, s := range safe {
		if key(s) == key(v) {
			return m.alarm(fmt.Sprintf("safe %s %d", kind, i+1))
		}
	}
	for _, o := range own {
		if key(o) == key(v) {
			return v
		}
	}
	if kind == "e-mail" {
		return "an e-mail address you did not list"
	}
	return "a phone number you did not list"
}

// url leaves out an address that itself tells a safe fact.
func (m *masker) url(u string) string {
	if labels := m.s.Safe.Labels(u); len(labels) > 0 {
		return ""
	}
	return u
}
