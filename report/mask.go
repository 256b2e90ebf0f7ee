package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// Mask returns a record as it may be shown (disclosure rules 4 and 5): facts
// that the subject gave stand as printed, safe facts stand as their labels,
// and whatever else the page says is reduced to its kind. The alarms are the
// labels of the safe facts that the record shows.
func Mask(s *scan.Subject, r scan.Record) (masked scan.Record, alarms []string) {
	m := masker{s: s}
	masked = scan.Record{Name: m.name(r.Name)}
	for _, a := range r.Aliases {
		masked.Aliases = append(masked.Aliases, m.name(a))
	}
	if !s.Born.IsZero() {
		masked.Age = r.Age
	} else if !r.Age.IsZero() {
		m.hide("age "+r.Age.String(), "")
		m.hide("aged "+r.Age.String(), "")
	}
	if r.Born.Year != 0 && strings.HasPrefix(s.Born.String(), r.Born.String()) {
		masked.Born = r.Born
	}
	for _, a := range r.Addresses {
		masked.Addresses = append(masked.Addresses, m.address(a))
	}
	for _, p := range r.Phones {
		masked.Phones = append(masked.Phones, m.contact("a phone number", p, s.Phones, scan.Safe{Phones: s.Safe.Phones}, scan.Digits))
	}
	for _, e := range r.Emails {
		masked.Emails = append(masked.Emails, m.contact("an e-mail address", e, s.Emails, scan.Safe{Emails: s.Safe.Emails}, strings.ToLower))
	}
	for _, n := range r.Relatives {
		masked.Relatives = append(masked.Relatives, m.relative(n))
	}
	masked.URL = m.url(r.URL)
	return masked, m.alarms
}

type masker struct {
	s      *scan.Subject
	alarms []string
	hidden []string // what was reduced to its kind, as printed
	words  map[string]bool
	places []scan.Address
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
	own := m.own()
	initials := map[string]bool{}
	for w := range own {
		initials[string([]rune(w)[:1])] = true
	}
	for _, w := range strings.Fields(scan.Fold(printed)) {
		if !own[w] && !initials[w] {
			return m.similar(printed, own)
		}
	}
	return printed
}

// open are the subject's addresses that are not safe.
func (m *masker) open() []scan.Address {
	if m.places == nil {
		m.places = m.s.Open()
	}
	return m.places
}

// own are the words of the subject's names. A name that is safe, and listed
// beside the others by mistake, lends none.
func (m *masker) own() map[string]bool {
	if m.words != nil {
		return m.words
	}
	own := map[string]bool{}
	for _, n := range m.s.Names {
		if m.s.Safe.IsName(n) {
			continue
		}
		for _, w := range strings.Fields(scan.Fold(n.String())) {
			own[w] = true
		}
	}
	m.words = own
	return own
}

// similar shows a name that differs from the subject's own as far as the
// subject's own words go.
func (m *masker) similar(printed string, own map[string]bool) string {
	var shown []string
	for _, w := range strings.Fields(printed) {
		if own[scan.Fold(w)] {
			shown = append(shown, w)
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
	if code, ok := brokers.StateCode(a.State); ok {
		a.State = code
	}
	if n, safe := m.s.Safe.IsAddress(a); safe {
		return scan.Address{Street: m.alarm(fmt.Sprintf("safe address %d", n))}
	}
	for i, safe := range m.s.Safe.Addresses {
		if a.Within(scan.Address{Street: safe.Street}) {
			return scan.Address{Street: m.alarm(fmt.Sprintf("safe address %d", i+1))}
		}
	}
	if n := m.safeTown(a); n > 0 {
		return scan.Address{Street: m.alarm(fmt.Sprintf("the town of safe address %d", n))}
	}
	var shown scan.Address
	for _, own := range m.open() {
		if !strings.EqualFold(own.State, a.State) {
			continue
		}
		shown.State = a.State
		if scan.Fold(own.City) == scan.Fold(a.City) {
			shown.City = a.City
			if a.Within(scan.Address{Street: own.Street}) {
				shown.Street = street(a.Street, own.Street)
			}
			if a.Within(scan.Address{Zip: own.Zip}) {
				shown.Zip = a.Zip
				if scan.Fold(a.Zip) != scan.Fold(own.Zip) {
					shown.Zip = own.Zip[:min(5, len(own.Zip))] // the four digits after them tell the block, even the flat
				}
			}
		}
		if shown.City != "" && (shown.Street != "" || a.Street == "") {
			return shown
		}
	}
	m.hide(a.Street, shown.Street)
	if !m.own()[scan.Fold(a.City)] && scan.Fold(a.City) != scan.Fold(shown.City) {
		m.hide(a.City, shown.City)
	}
	if shown.City == "" {
		return scan.Address{Street: "an address in " + m.region(a) + " you did not list"}
	}
	if a.Street != "" && shown.Street == "" {
		shown.Street = "a street you did not list"
	}
	return shown
}

// safeTown returns the number of the safe address whose town an address is in,
// or 0. A town that an open address shares tells nothing.
func (m *masker) safeTown(a scan.Address) int {
	same := func(b scan.Address) bool {
		return scan.Fold(b.City) == scan.Fold(a.City) && (a.State == "" || b.State == "" || code(b.State) == code(a.State))
	}
	if scan.Fold(a.City) == "" || slices.ContainsFunc(m.open(), same) {
		return 0
	}
	return slices.IndexFunc(m.s.Safe.Addresses, same) + 1
}

// region names the state or country of an address, unless it is that of a safe
// address and of no other: beside a reason that names the label it would tell
// where that address is.
func (m *masker) region(a scan.Address) string {
	in := func(b scan.Address) bool {
		if a.State != "" {
			return code(b.State) == code(a.State)
		}
		return a.Country != "" && strings.EqualFold(b.Country, a.Country)
	}
	if slices.ContainsFunc(m.s.Safe.Addresses, in) && !slices.ContainsFunc(m.open(), in) {
		return "a place"
	}
	return stateWords(a)
}

// code is a state as its letters where it has some.
func code(state string) string {
	if c, ok := brokers.StateCode(state); ok {
		return c
	}
	return strings.ToUpper(state)
}

func stateWords(a scan.Address) string {
	if n, ok := brokers.StateName(a.State); ok {
		return n
	}
	if len(a.Country) == 2 {
		return a.Country
	}
	return "a place"
}

// unit is the part of a street that names a flat or office.
var unit = regexp.MustCompile(`(?i)[\s,]*(?:#|\b(?:apt|apartment|unit|suite|ste)\b\.?)(.*)$`)

// street shows a printed street of the subject's, without a flat that the
// subject did not give.
func street(printed, own string) string {
	flat := func(s string) string { return scan.Fold(unit.ReplaceAllString(unit.FindString(s), "$1")) }
	if flat(printed) == flat(own) {
		return printed
	}
	return unit.ReplaceAllString(printed, "")
}

// hide notes a fact that is not shown.
func (m *masker) hide(printed, shown string) {
	if printed != "" && printed != shown {
		m.hidden = append(m.hidden, printed)
	}
}

func (m *masker) contact(kind, v string, own []string, safe scan.Safe, key func(string) string) string {
	if labels := safe.Labels(v); len(labels) > 0 {
		return m.alarm(labels[0])
	}
	for _, o := range own {
		if key(o) != "" && key(o) == key(v) {
			if kind == "a phone number" && strings.ContainsFunc(v, unicode.IsLetter) {
				return o // whatever else stands beside the number
			}
			return v
		}
	}
	m.hide(v, "")
	if d := scan.Digits(v); len(d) >= 7 {
		m.hide(d, "")
	}
	return kind + " you did not list"
}

// relative shows a relative whom the subject named. Sites list a person's own
// new name as a relative, too.
func (m *masker) relative(printed string) string {
	if labels := nameLabels(m.s, printed); len(labels) > 0 {
		return m.alarm(labels[0])
	}
	if slices.ContainsFunc(m.s.Relatives, func(own string) bool { return scan.Fold(own) == scan.Fold(printed) }) {
		return printed
	}
	own := m.own()
	if slices.ContainsFunc(strings.Fields(scan.Fold(printed)), func(w string) bool { return !own[w] }) {
		m.hide(printed, "") // a name that is also the subject's own stands in every address
	}
	return "a relative you did not list"
}
