package brokers

import (
	"strings"
	"time"
)

// DefaultPace is the least time between two requests to one host.
const DefaultPace = 5 * time.Second

// Definition is how to read one broker's site: the search address, what a
// record looks like, and what "nothing found" looks like.
type Definition struct {
	Retired    Date       `yaml:"retired,omitempty" json:",omitzero"` // withdrawn on this day, while the site may live on
	URL        Template   `yaml:"url"`
	Way        Way        `yaml:"way"`
	Automation Automation `yaml:"automation,omitempty"` // what the site's terms say of programs
	Pace       Pace       `yaml:"pace,omitempty"`
	Ages       []string   `yaml:"ages,omitempty"`   // bands for {age_range}: "18-30", "81+"
	Wait       Selector   `yaml:"wait,omitempty"`   // browser ways: what must be there before reading
	Steps      []Step     `yaml:"steps,omitempty"`  // assisted way
	Record     Selector   `yaml:"record,omitempty"` // one match per record; empty: only the address is known
	Complete   Complete   `yaml:"complete,omitempty"`
	Fields     Fields     `yaml:"fields,omitempty"`
	Nothing    Selector   `yaml:"nothing,omitempty"` // present when the site found nobody
	Profile    *Profile   `yaml:"profile,omitempty"`
}

// Reads reports whether the definition says how a page reads. One that only
// knows the search address does not: its page is as good as undefined.
func (d *Definition) Reads() bool { return d != nil && d.Record != "" }

// Way is how a page is reached.
type Way string

// The ways to a page.
const (
	Fetch    Way = "fetch"    // the site answers plain requests
	Browser  Way = "browser"  // it needs scripts
	Assisted Way = "assisted" // it wants a form, a captcha or a code
	Saved    Way = "saved"    // the person saves the page
)

// Automation is what a site's terms say about programs that visit it.
type Automation struct {
	Is   string `yaml:"is,omitempty"` // allowed, unknown, forbidden
	Date Date   `yaml:"date,omitempty"`
}

// Forbidden reports whether the terms forbid automated visits.
func (a Automation) Forbidden() bool { return a.Is == "forbidden" }

// Step is one thing done on an assisted page; exactly one of Fill, Click,
// Wait and Person is set.
type Step struct {
	Fill   Selector `yaml:"fill,omitempty"`
	With   string   `yaml:"with,omitempty"` // a template variable
	Click  Selector `yaml:"click,omitempty"`
	Wait   Selector `yaml:"wait,omitempty"`
	Person string   `yaml:"person,omitempty"` // what the person must do
}

// Complete is how to know that a list is whole.
type Complete struct {
	Total Selector `yaml:"total,omitempty"` // element that says how many records there are
	Next  Selector `yaml:"next,omitempty"`  // link to the next page
	Pages int      `yaml:"pages,omitempty"` // most pages read in one visit; 0: DefaultPages
}

// DefaultPages is how many pages of one list a visit reads at most.
const DefaultPages = 3

// Budget returns the most pages of one list a visit reads.
func (c Complete) Budget() int {
	if c.Pages > 0 {
		return c.Pages
	}
	return DefaultPages
}

// Profile is the page of a single record.
type Profile struct {
	Record Selector `yaml:"record,omitempty"`
	Fields Fields   `yaml:"fields,omitempty"`
	Gone   Selector `yaml:"gone,omitempty"` // present when the record was removed
}

// FieldNames are the fields of a record that a definition can read.
var FieldNames = []string{"name", "age", "born", "addresses", "aliases", "relatives", "phones", "emails", "profile_url"}

// Fields maps a field name to the rules that read it; the results of several
// rules are joined.
type Fields map[string]Rules

// Rules are the rules of one field. In a file a single rule needs no list.
type Rules []Rule

// Rule reads one field of a record. In a file a plain selector stands for a
// rule with nothing else.
type Rule struct {
	Select    Selector `yaml:"select"`
	All       bool     `yaml:"all,omitempty"`       // every match, not the first
	Attr      string   `yaml:"attr,omitempty"`      // this attribute instead of the text
	Before    string   `yaml:"before,omitempty"`    // keep what stands before this literal or /re/i
	After     string   `yaml:"after,omitempty"`     // keep what stands after it
	Separator string   `yaml:"separator,omitempty"` // split into several values here
}

// Selector is an XPath expression if it is "." or begins with "//", "./" or
// "(", else a CSS selector.
type Selector string

// IsXPath reports whether the selector is an XPath expression.
func (s Selector) IsXPath() bool {
	t := string(s)
	return t == "." || strings.HasPrefix(t, "//") || strings.HasPrefix(t, "./") || strings.HasPrefix(t, "(")
}

// Pace is the least time between two requests to a host; nil in a file that
// does not say.
type Pace struct {
	Set   bool
	Value time.Duration
}

// Between returns the time to leave between two requests. A pace below
// DefaultPace is honoured only for practice sites on loopback.
func (p Pace) Between(loopback bool) time.Duration {
	if p.Set && (loopback || p.Value > DefaultPace) {
		return p.Value
	}
	return DefaultPace
}
