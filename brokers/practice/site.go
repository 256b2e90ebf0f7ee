package practice

import (
	"net/http"
	"strings"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// site is one imitation broker: its habits, its addresses and how it treats
// those who want to leave.
type site struct {
	id, name string
	operator string
	family   string
	prefix   string // of record ids
	habits   habits

	page    string                              // name of the result page; with "-record" behind it, of the record page
	search  string                              // pattern of the search address, for http.ServeMux
	parse   func(*http.Request) (string, query) // the name asked for, as typed, and what it means
	record  string                              // pattern of the record address; empty: records have no page
	address func(id string) string              // the record address
	perPage int                                 // 0: everything on one page
	steps   func(*server, *http.ServeMux)       // further pages

	delay   time.Duration // until a record goes after an opt-out
	ignores bool          // says it removed a record and does not
	gone    int           // status of the page of a removed record
	mailbox string        // takes opt-outs by e-mail

	pace   time.Duration // between requests, as its definition asks
	thinks time.Duration // before it answers

	registered bool // with California's register of data brokers
	suppresses string
	definition func(base string) *brokers.Definition
}

// sites are the imitation brokers, in the order they are listed.
func sites() []*site {
	return []*site{
		cardsSite(), tableSite(), pagedSite(), profileSite(), lookalikeSite(), wallSite(),
		claimerSite(), sisterSite(), absentSite(), scriptSite(), formSite(), unseenSite(),
	}
}

// broker writes the site down as a catalogue file would, served at host.
func (s *site) broker(host string, day brokers.Date) brokers.Broker {
	base := "http://" + host
	b := brokers.Broker{
		ID: s.id, Name: s.name, Domain: host, Operator: s.operator, Family: s.family,
		Category: "people-search", Country: "US", Status: brokers.Active, Checked: day, Confidence: "high",
		Sources: []brokers.Source{{Name: "practice world", Date: brokers.When(day.String())}},
	}
	if s.registered {
		b.Registered = []brokers.Registration{{State: "CA", Year: day.Year}}
	}
	if s.suppresses != "" {
		b.Suppresses = []brokers.Suppression{{ID: s.suppresses, Evidence: "both sites show the same records and one opt-out page serves both", Date: day}}
	}
	if s.search != "" {
		b.OptOut = append(b.OptOut, brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByForm, URL: base + "/opt-out", Requires: []string{"record-url", "email-address"}})
		b.OptOut = append(b.OptOut, brokers.OptOut{Ask: brokers.OptOutOfSale, By: brokers.ByForm, URL: base + "/opt-out", Requires: []string{"record-url", "email-address"}})
	}
	if s.mailbox != "" {
		b.OptOut = append(b.OptOut, brokers.OptOut{Ask: brokers.OptOutOfSale, By: brokers.ByEmail, To: s.mailbox})
	}
	if s.definition != nil {
		b.Search = s.definition(base)
		b.Search.Automation = brokers.Automation{Is: "allowed", Date: day}
		b.Search.Pace = brokers.Pace{Set: true, Value: s.pace}
	}
	return b
}

// rules is one rule or several of a field.
func rules(list ...brokers.Rule) brokers.Rules { return list }

// sel is a rule with nothing but a selector.
func sel(s string) brokers.Rules { return rules(brokers.Rule{Select: brokers.Selector(s)}) }

// all is a rule that keeps every element a selector finds.
func all(s string) brokers.Rules { return rules(brokers.Rule{Select: brokers.Selector(s), All: true}) }

// href is a rule that reads the address of a link.
func href(s string) brokers.Rules {
	return rules(brokers.Rule{Select: brokers.Selector(s), Attr: "href"})
}

// state reads a state as an address writes it: CA, ca or new-york.
func state(s string) string {
	code, ok := brokers.StateCode(strings.ReplaceAll(s, "-", " "))
	if !ok {
		return "none"
	}
	return code
}
