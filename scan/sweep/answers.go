package sweep

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
)

// answers returns which of the searches a page answers: by its address, which
// carries the name as the definition's template puts it, or by what the page
// itself says in its title, headings and search fields; a page that found
// nobody may say it in a sentence, too. other says that the address is that of
// another search.
func answers(b *brokers.Broker, searches []scan.Search, p *crawl.Page, nothing bool) (which []int, other bool) {
	urls := []*url.URL{p.Asked, p.URL}
	for i, s := range searches {
		if slices.ContainsFunc(urls, func(u *url.URL) bool { return asks(u, s.URL) }) && shows(b.Search.URL, s) {
			which = append(which, i)
		}
	}
	if len(which) > 0 {
		return which, false
	}
	for _, u := range urls {
		if u != nil && b.Serves(u) && shaped(b.Search.URL, u) {
			return nil, true
		}
	}
	said := sayings(p, nothing)
	for i, s := range searches {
		if saidFor(s, said) {
			which = append(which, i)
		}
	}
	return which, false
}

// shows reports whether a search address shows everything that the search
// tells: one whose form is filled by hand does not.
func shows(t brokers.Template, s scan.Search) bool {
	if !t.Uses("last") {
		return false
	}
	for label, variable := range map[string]string{"state ": "state", "city ": "city", "ZIP ": "zip"} {
		if told(s, label) != "" && !t.Uses(variable) {
			return false
		}
	}
	return true
}

// asks reports whether an address is that of a search, be it with a page number
// or with parameters of no matter added.
func asks(u, search *url.URL) bool {
	if u == nil {
		return false
	}
	if plainPath(u.Path) != plainPath(search.Path) {
		rest, paged := strings.CutPrefix(plainPath(u.Path), plainPath(search.Path))
		if !paged || pagePath.FindString(rest) != rest {
			return false
		}
	}
	has := u.Query()
	for k, want := range search.Query() {
		if len(has[k]) == 0 || scan.Fold(has[k][0]) != scan.Fold(want[0]) {
			return false
		}
	}
	return true
}

func plainPath(p string) string {
	parts := strings.Split(strings.Trim(p, "/"), "/")
	for i := range parts {
		parts[i] = strings.ReplaceAll(scan.Fold(parts[i]), " ", "-")
	}
	return strings.Join(parts, "/")
}

var variable = regexp.MustCompile(`\{[^{}]*\}`)

// shaped reports whether an address is one that the template makes of some
// name.
func shaped(t brokers.Template, u *url.URL) bool {
	if !t.Uses("last") {
		return false
	}
	_, form, _ := strings.Cut(string(t), "://")
	if _, path, ok := strings.Cut(form, "/"); ok {
		form = "/" + path
	} else {
		return false
	}
	form, query, _ := strings.Cut(form, "?")
	path := strings.Trim(variable.ReplaceAllString(form, "\x00"), "/")
	re, err := regexp.Compile(`(?i)^/?` + strings.ReplaceAll(regexp.QuoteMeta(path), "\x00", `[^/]+`) + `/?(?:/(?:page|pg|p)?[-/_=]?\d{1,4}/?)?$`)
	if err != nil || !re.MatchString(u.Path) {
		return false
	}
	want, err := url.ParseQuery(variable.ReplaceAllString(query, "x"))
	if err != nil {
		return false
	}
	has := u.Query()
	for k, v := range want {
		if len(has[k]) == 0 || !strings.Contains(v[0], "x") && has[k][0] != v[0] {
			return false
		}
	}
	return true
}

// told is the value that a search tells under a label.
func told(s scan.Search, label string) string {
	for _, t := range s.Tells {
		if v, ok := strings.CutPrefix(t, label); ok {
			return v
		}
	}
	return ""
}

// saidFor reports whether a page says that it answers a search: the name in
// one saying, and the places anywhere among them.
func saidFor(s scan.Search, said []string) bool {
	name := s.Query.First + " " + s.Query.Last
	if !slices.ContainsFunc(said, func(v string) bool { return hasWords(v, s.Query.First, s.Query.Last) }) || strings.TrimSpace(name) == "" {
		return false
	}
	if state := told(s, "state "); state != "" && !slices.ContainsFunc(said, func(v string) bool { return namesState(v, state) }) {
		return false
	}
	for _, label := range []string{"city ", "ZIP "} {
		if v := told(s, label); v != "" && !slices.ContainsFunc(said, func(t string) bool { return hasWords(t, v, "") }) {
			return false
		}
	}
	return true
}

// namesState reports whether a saying has a state, by its name or, in capitals
// or alone, by its code: "or" and "in" are words as well.
func namesState(said, state string) bool {
	code, ok := brokers.StateCode(state)
	if !ok {
		return hasWords(said, state, "")
	}
	if name, ok := brokers.StateName(code); ok && hasWords(said, name, "") {
		return true
	}
	return strings.EqualFold(strings.TrimSpace(said), code) || regexp.MustCompile(`\b`+regexp.QuoteMeta(code)+`\b`).MatchString(said)
}
