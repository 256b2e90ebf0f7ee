package brokers

import (
	"maps"
	"regexp"
	"slices"
)

// Terms are those under which a source gives its facts away. NOTICE says for
// each source what was taken.
type Terms struct {
	Licence string // its name, or in a few words why there is none
	Open    bool   // anyone may use what comes from it, for any purpose
}

// terms are the sources that the built-in catalogue names.
var terms = map[string]Terms{
	"ddg-android":   {"Apache-2.0", true},
	"markup-ca2025": {"Apache-2.0", true},
	"persprotect":   {"CC-BY-4.0", true},
	"brianreumere":  {"BSD-2-Clause", true},
	"datenanfragen": {"CC0-1.0", true},
	"thumpersecure": {"public domain", true},

	"cppa-2025":           {"public register", true},
	"vt-sos-2021":         {"public register", true},
	"vt-sos-2024-sample":  {"public register", true},
	"prc-registries-2025": {"public registers", true},
	"opc-pipeda-2019-005": {"a regulator's published finding", true},

	"peopletracer-terms":  {"the site's own page", true},
	"ukphonebook-privacy": {"the site's own page", true},
	"curator":             {"entered by hand for this catalogue", true},

	"badbool":          {"CC-BY-NC-SA-4.0: non-commercial, share-alike", false},
	"optery":           {"non-commercial", false},
	"awesome-osint":    {"share-alike", false},
	"leakydata":        {"none stated", false},
	"eraser":           {"not clear", false},
	"databrokerswatch": {"none stated", false},
	"ydr-2021":         {"none stated", false},
	"onerep-list":      {"none stated", false},
	"coreconvention":   {"not clear", false},
	"cvs0":             {"not clear", false},
	"osint-lists":      {"none stated", false},
	"osintmap":         {"none stated", false},
	"radera-se":        {"none stated", false},
}

// TermsOf returns the terms of a source, and false for one that the built-in
// catalogue does not use.
func TermsOf(source string) (Terms, bool) {
	t, known := terms[canonical(source)]
	return t, known
}

// registers are the sources of one name a year, such as cppa-2024.
var registers = regexp.MustCompile(`^cppa(-20\d\d)?$`)

// canonical is the name under which the terms of a source stand: an import says
// no more than ddg, and the register of California has a name for each year.
func canonical(source string) string {
	switch {
	case source == "ddg":
		return "ddg-android"
	case registers.MatchString(source):
		return "cppa-2025"
	}
	return source
}

// SameSource reports whether two names are those of one source: equal, or ddg
// and ddg-android, which are one.
func SameSource(a, b string) bool {
	ddg := []string{"ddg", "ddg-android"}
	return a == b || slices.Contains(ddg, a) && slices.Contains(ddg, b)
}

// TermSources are the sources whose terms are known, by name.
func TermSources() []string { return slices.Sorted(maps.Keys(terms)) }

// Restricted reports whether the broker rests only on sources that are
// non-commercial, share-alike or without a clear licence. Files of one's own may
// name any source; one whose terms are not known here restricts nothing.
func (b *Broker) Restricted() bool {
	open := func(s Source) bool {
		t, known := TermsOf(s.Name)
		return !known || t.Open
	}
	return len(b.Sources) > 0 && !slices.ContainsFunc(b.Sources, open)
}

// OpenOnly returns the catalogue without the brokers that are restricted.
func (c *Catalogue) OpenOnly() *Catalogue {
	all := slices.DeleteFunc(slices.Clone(c.all), (*Broker).Restricted)
	return &Catalogue{all: all, from: c.from, broken: c.broken, thinner: c.thinner}
}
