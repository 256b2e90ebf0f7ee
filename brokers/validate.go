package brokers

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"regexp/syntax"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"github.com/andybalholm/cascadia"
	"github.com/antchfx/xpath"
)

var (
	idForm      = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	hostForm    = regexp.MustCompile(`^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)+(:\d{1,5})?$`)
	localForm   = regexp.MustCompile(`^localhost(:\d{1,5})?$`)
	countryForm = regexp.MustCompile(`^[A-Z]{2}$`)
)

// maxPattern keeps selectors and expressions of a file short enough to be
// harmless.
const maxPattern = 2000

// validate notes every fault that makes a broker's file wrong in itself.
func (b *Broker) validate(d *Document) {
	if !idForm.MatchString(b.ID) {
		d.Fault("id", "want lower-case letters, digits and single hyphens")
	}
	if strings.TrimSpace(b.Name) == "" {
		d.Fault("name", "is missing")
	}
	for _, f := range []struct{ field, text string }{{"name", b.Name}, {"operator", b.Operator}} {
		if strings.ContainsFunc(f.text, turnsText) {
			d.Fault(f.field, "want one line without control characters: it stands in letters and tables")
		}
	}
	checkHost(d, "domain", b.Domain)
	for i, m := range b.Mirrors {
		checkHost(d, fmt.Sprintf("mirrors[%d]", i), m)
	}
	oneOf(d, "category", b.Category, Categories, true)
	if b.Country != "" && !countryForm.MatchString(b.Country) {
		d.Fault("country", "want a two-letter code such as US")
	}
	oneOf(d, "status", b.Status, []Status{Active, Retired, Unknown}, true)
	oneOf(d, "confidence", b.Confidence, []string{"high", "medium", "low"}, true)
	for i, r := range b.Registered {
		if _, ok := stateNames[r.State]; !ok {
			d.Fault(fmt.Sprintf("registered[%d].state", i), "want a state's code such as CA")
		}
		if r.Year < 2019 || r.Year > 2100 { // Vermont's, the first, opened in 2019 (9 V.S.A. § 2446)
			d.Fault(fmt.Sprintf("registered[%d].year", i), "want the year of the register")
		}
	}
	for i, o := range b.OptOut {
		o.validate(d, fmt.Sprintf("opt_out[%d]", i))
	}
	for i, s := range b.Suppresses {
		if s.ID == "" {
			d.Fault(fmt.Sprintf("suppresses[%d].id", i), "is missing")
		}
	}
	for i, s := range b.Sources {
		if s.Name == "" {
			d.Fault(fmt.Sprintf("sources[%d].name", i), "is missing")
		}
	}
	if b.Search != nil {
		b.Search.validate(d)
	}
}

// turnsText reports whether a character ends a line, steers a terminal or turns
// the direction of what follows.
func turnsText(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

func (o OptOut) validate(d *Document, at string) {
	oneOf(d, at+".ask", o.Ask, Asks, false)
	oneOf(d, at+".by", o.By, []Channel{ByForm, ByEmail, ByPost, ByPhone, ByDROP}, false)
	if o.URL != "" {
		checkURL(d, at+".url", o.URL)
	}
	if o.By == ByForm && o.URL == "" {
		d.Fault(at+".url", "a web form needs its address")
	}
	if !o.Bounced.IsZero() && o.By != ByEmail {
		d.Fault(at+".bounced", "only a mailbox bounces")
	}
	if o.By == ByEmail {
		if why := mailFault(o.To); why != "" {
			d.Fault(at+".to", why)
		}
	}
	if (o.By == ByPost || o.By == ByPhone) && o.To == "" {
		d.Fault(at+".to", "is missing")
	}
}

func (s *Definition) validate(d *Document) {
	oneOf(d, "search.way", s.Way, []Way{Fetch, Browser, Assisted, Saved}, false)
	oneOf(d, "search.automation.is", s.Automation.Is, []string{"allowed", "unknown", "forbidden"}, true)
	if s.URL == "" && (s.Way == Fetch || s.Way == Browser) {
		d.Fault("search.url", "is missing")
	}
	if s.URL != "" {
		for _, f := range s.URL.check() {
			d.Fault("search.url", f)
		}
		checkURL(d, "search.url", slot.ReplaceAllString(string(s.URL), "x"))
		if rest, ok := strings.CutPrefix(string(s.URL), "http"); ok {
			host := strings.TrimPrefix(strings.TrimPrefix(rest, "s"), "://")
			if end := strings.IndexAny(host, "/?#"); end >= 0 {
				host = host[:end]
			}
			if strings.Contains(host, "{") {
				d.Fault("search.url", "a variable cannot stand in the host")
			}
		}
	}
	for i, a := range s.Ages {
		if _, _, ok := Band(a); !ok {
			d.Fault(fmt.Sprintf("search.ages[%d]", i), `want a band such as "18-30" or "81+"`)
		}
	}
	if s.URL.Uses("age_range") && len(s.Ages) == 0 {
		d.Fault("search.ages", "the address uses {age_range} and there are no bands")
	}
	for i, st := range s.Steps {
		st.validate(d, fmt.Sprintf("search.steps[%d]", i))
	}
	if s.Complete.Pages < 0 || s.Complete.Pages > 50 {
		d.Fault("search.complete.pages", "want a number from 1 to 50")
	}
	checkSelector(d, "search.record", s.Record, s.Way == Fetch || s.Way == Browser)
	checkSelector(d, "search.wait", s.Wait, false)
	checkSelector(d, "search.nothing", s.Nothing, false)
	checkSelector(d, "search.complete.total", s.Complete.Total, false)
	checkSelector(d, "search.complete.next", s.Complete.Next, false)
	s.Fields.validate(d, "search.fields")
	if len(s.Fields["name"]) == 0 && s.Record != "" {
		d.Fault("search.fields.name", "is missing")
	}
	if s.Record == "" {
		s.withoutRecord(d)
	}
	if p := s.Profile; p != nil {
		checkSelector(d, "search.profile.record", p.Record, false)
		checkSelector(d, "search.profile.gone", p.Gone, false)
		p.Fields.validate(d, "search.profile.fields")
	}
}

// withoutRecord checks a definition that knows no more than an address: a
// field, or a sign that there is nothing, would be read from no record.
func (s *Definition) withoutRecord(d *Document) {
	for _, part := range []struct {
		at    string
		given bool
	}{
		{"search.fields", len(s.Fields) > 0}, {"search.nothing", s.Nothing != ""},
		{"search.complete", s.Complete != Complete{}}, {"search.profile", s.Profile != nil},
	} {
		if part.given {
			d.Fault(part.at, "has no use without search.record")
		}
	}
}

func (s Step) validate(d *Document, at string) {
	n := 0
	for _, v := range []string{string(s.Fill), string(s.Click), string(s.Wait), s.Person} {
		if v != "" {
			n++
		}
	}
	if n != 1 {
		d.Fault(at, "want exactly one of fill, click, wait, person")
	}
	if s.Fill != "" && !slices.Contains(Variables, s.With) {
		d.Fault(at+".with", "want one of "+strings.Join(Variables, ", "))
	}
	checkSelector(d, at+".fill", s.Fill, false)
	checkSelector(d, at+".click", s.Click, false)
	checkSelector(d, at+".wait", s.Wait, false)
}

func (f Fields) validate(d *Document, at string) {
	names := make([]string, 0, len(f))
	for n := range f {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		here := at + "." + n
		if !slices.Contains(FieldNames, n) {
			d.Fault(here, "unknown field, want one of "+strings.Join(FieldNames, ", "))
		}
		for i, r := range f[n] {
			rule := here
			if len(f[n]) > 1 {
				rule = fmt.Sprintf("%s[%d]", here, i)
			}
			checkSelector(d, rule, r.Select, true)
			for _, p := range []struct{ name, text string }{{"before", r.Before}, {"after", r.After}, {"separator", r.Separator}} {
				if _, err := CompilePattern(p.text); err != nil {
					d.Fault(rule+"."+p.name, err.Error())
				}
			}
		}
	}
}

// CompilePattern reads a literal, or an expression between slashes such as
// /born in/i, as the marks before, after and separator use them. For a literal
// and for "" it returns nil.
func CompilePattern(s string) (*regexp.Regexp, error) {
	if len(s) > maxPattern {
		return nil, fmt.Errorf("is longer than %d characters", maxPattern)
	}
	if len(s) < 2 || s[0] != '/' {
		return nil, nil
	}
	end := strings.LastIndexByte(s, '/')
	flags := s[end+1:]
	if end <= 1 || strings.Trim(flags, "ims") != "" {
		return nil, nil // a literal that begins with a slash, "//" among them
	}
	expr := s[1:end]
	if flags != "" {
		expr = "(?" + flags + ")" + expr
	}
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return nil, fmt.Errorf("expression does not compile: %v", err)
	}
	if spread(tree) > maxSpread {
		return nil, errors.New("expression repeats too much: every character of a page would be compared with it thousands of times")
	}
	re, err := regexp.Compile(expr)
	if err != nil {
		return nil, fmt.Errorf("expression does not compile: %v", err)
	}
	return re, nil
}

// CheckSelector returns why a selector does not compile, or nil.
func CheckSelector(s Selector) (err error) {
	defer func() {
		if recover() != nil {
			err = fmt.Errorf("XPath does not compile")
		}
	}()
	if len(s) > maxPattern {
		return fmt.Errorf("is longer than %d characters", maxPattern)
	}
	if s.IsXPath() {
		if _, err := xpath.Compile(string(s)); err != nil {
			return fmt.Errorf("XPath does not compile: %v", err)
		}
	} else if _, err := cascadia.ParseGroup(string(s)); err != nil {
		return fmt.Errorf("CSS selector does not compile: %v", err)
	}
	return s.cost()
}

func checkSelector(d *Document, at string, s Selector, needed bool) {
	if s == "" {
		if needed {
			d.Fault(at, "selector is missing")
		}
		return
	}
	if err := CheckSelector(s); err != nil {
		d.Fault(at, err.Error())
	}
}

func oneOf[T ~string](d *Document, at string, v T, want []T, mayLack bool) {
	if v == "" && mayLack || slices.Contains(want, v) {
		return
	}
	words := make([]string, len(want))
	for i, w := range want {
		words[i] = string(w)
	}
	fault := "want one of " + strings.Join(words, ", ")
	if v == "" {
		fault = "is missing, " + fault
	}
	d.Fault(at, fault)
}

func checkHost(d *Document, at, host string) {
	if host == "" {
		d.Fault(at, "is missing")
		return
	}
	if hostForm.MatchString(host) {
		if _, port, err := net.SplitHostPort(host); err == nil {
			if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
				d.Fault(at, "want a port from 1 to 65535")
			}
		}
		return
	}
	if _, err := netip.ParseAddrPort(host); err == nil {
		return
	}
	if _, err := netip.ParseAddr(host); err == nil || localForm.MatchString(host) {
		return
	}
	d.Fault(at, "want a host name in lower case, without scheme or path")
}

func checkURL(d *Document, at, s string) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || (u.Scheme != "http" && u.Scheme != "https") {
		d.Fault(at, "want an address that begins with https:// or http://")
	}
}
