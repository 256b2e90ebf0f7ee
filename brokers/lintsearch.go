package brokers

import (
	"slices"
	"strings"
	"unicode"
)

// lintSearch checks what a search address asks for.
func lintSearch(s *Definition, fault func(field, text string)) {
	if s == nil || s.URL == "" {
		return
	}
	if (s.Way == Fetch || s.Way == Browser) && !s.URL.Uses("first") && !s.URL.Uses("last") {
		fault("search.url", "has no name in it, want {first} or {last}: every search would get the same page")
	}
	for _, name := range s.URL.sensitive() {
		fault("search.url", "parameter "+quote(name)+" asks for a fact that no search tells")
	}
}

// sensitive returns the names of the query parameters that are filled and ask
// for more than a name, a place and an age.
func (t Template) sensitive() []string {
	_, query, _ := strings.Cut(string(t), "?")
	var names []string
	for _, p := range strings.FieldsFunc(query, func(r rune) bool { return r == '&' || r == ';' || r == '#' }) {
		name, value, _ := strings.Cut(p, "=")
		if slot.MatchString(value) && asksTooMuch(name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// Words by which a parameter asks for a fact that leaves no machine (disclosure
// rule 2): as a part of its name, and as a word of it.
var (
	tooMuch  = []string{"birth", "phone", "email", "street", "address", "mobile", "passport", "socialsec", "license", "licence", "password", "creditcard"}
	tooPlain = []string{"dob", "dobyear", "dobmonth", "dobday", "bday", "yob", "born", "ssn", "ssn4", "mail", "tel", "cell", "fax", "addr", "addr1", "addr2", "house", "housenumber", "iban", "sin", "nino", "ip"}
)

func asksTooMuch(name string) bool {
	words := wordsOf(name)
	joined := strings.Join(words, "")
	return slices.ContainsFunc(tooMuch, func(w string) bool { return strings.Contains(joined, w) }) ||
		slices.ContainsFunc(words, func(w string) bool { return slices.Contains(tooPlain, w) }) || slices.Contains(tooPlain, joined)
}

// wordsOf divides a name such as searchDOB, user[birth-date] or e_mail into its
// words, in lower case.
func wordsOf(name string) []string {
	var b strings.Builder
	before := ' '
	for _, r := range name {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			b.WriteByte(' ')
		case unicode.IsUpper(r) && unicode.IsLower(before):
			b.WriteByte(' ')
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteRune(unicode.ToLower(r))
		}
		before = r
	}
	return strings.Fields(b.String())
}

// lintDates checks that no fact is of a day to come.
func lintDates(b *Broker, today Date, fault func(field, text string)) {
	check := func(field string, d Date) {
		if d.After(today) {
			fault(field, "lies in the future")
		}
	}
	check("checked", b.Checked)
	for i, s := range b.Sources {
		check(item("sources", i, "date"), s.Date.First())
	}
	for i, s := range b.Suppresses {
		check(item("suppresses", i, "date"), s.Date)
	}
	for i, o := range b.OptOut {
		check(item("opt_out", i, "bounced"), o.Bounced)
	}
	if b.Search != nil {
		check("search.retired", b.Search.Retired)
		check("search.automation.date", b.Search.Automation.Date)
	}
}
