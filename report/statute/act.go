package statute

import (
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// Act is one law that gives people rights against brokers, or that says where
// brokers are registered, as one file of acts describes it.
type Act struct {
	ID           string     `yaml:"id"` // the file's name
	Name         string     `yaml:"name"`
	Citation     string     `yaml:"citation"`
	Kind         Kind       `yaml:"kind"`
	Jurisdiction scan.Place `yaml:"jurisdiction"`    // whose law it is; no state: the whole country
	Where        string     `yaml:"where,omitempty"` // the place in words, where it is no state of the United States
	Force        Span       `yaml:"force"`
	Calendar     string     `yaml:"calendar"`           // id of the calendar its days are counted by
	ByPlace      bool       `yaml:"by_place,omitempty"` // a calendar of the person's own country comes before it

	Whom   Whom     `yaml:"protects"`
	Reach  Reach    `yaml:"reach"`
	Exempt []string `yaml:"exempt,omitempty"` // data that other law governs, in the words of Exemptions
	Public Public   `yaml:"public,omitempty"`
	Sale   string   `yaml:"sale,omitempty"` // money: only an exchange for money is a sale; value: for anything of value

	Answer  *Period  `yaml:"answer,omitempty"` // for every ask that has no clock of its own
	Appeal  *Period  `yaml:"appeal,omitempty"` // nil: the act gives no appeal to the company
	Asks    []Right  `yaml:"asks,omitempty"`
	Guided  []Guided `yaml:"guided,omitempty"`
	Periods []Period `yaml:"periods,omitempty"` // further periods, by a kind of their own
	Agent   Agent    `yaml:"agent,omitempty"`

	Regulator  Regulator        `yaml:"regulator,omitempty"`
	Private    bool             `yaml:"private_action,omitempty"` // the person may sue
	Cure       int              `yaml:"cure_days,omitempty"`      // days a company has to mend a breach before the regulator acts
	Free       int              `yaml:"free_a_year,omitempty"`    // requests that cost nothing in twelve months; 0: not known
	Changes    []Change         `yaml:"changes,omitempty"`
	Notes      []string         `yaml:"notes,omitempty"`
	Sources    []brokers.Source `yaml:"sources"`
	Basis      string           `yaml:"basis"`      // read, partly-read or memory: how the facts were come by
	Confidence string           `yaml:"confidence"` // high, medium, low
	Checked    brokers.Date     `yaml:"checked"`    // last time somebody read the sources

	calendars shelf[Calendar]
}

// Kind is what an act is about.
type Kind string

// The kinds of act.
const (
	Privacy  Kind = "privacy"  // rights against every business of some size
	Registry Kind = "registry" // a register of data brokers, with or without a right of its own
	Sale     Kind = "sale"     // sale only
	Health   Kind = "health"
	AtRisk   Kind = "at-risk" // people whose office or danger makes an address a threat
	Credit   Kind = "credit"
	Bank     Kind = "bank"
	Records  Kind = "records" // a government's own records
)

// Kinds are all kinds an act's file may name.
var Kinds = []Kind{Privacy, Registry, Sale, Health, AtRisk, Credit, Bank, Records}

// Span is a time a law or one of its rules is in force. The zero Span is
// always.
type Span struct {
	From  brokers.Date `yaml:"from,omitempty"`  // zero: the first day is not known
	Until brokers.Date `yaml:"until,omitempty"` // last day; zero: still in force
}

// Holds reports whether a day lies in the span.
func (s Span) Holds(day brokers.Date) bool {
	return !day.Before(s.From) && (s.Until.IsZero() || !day.After(s.Until))
}

// Change is an amendment, past or to come. What it changes in our data stands
// in dated rights, reaches and spans; the text is for people.
type Change struct {
	On   brokers.Date `yaml:"on,omitempty"` // zero: open
	What string       `yaml:"what"`
}

// Regulator is who hears complaints.
type Regulator struct {
	Name      string `yaml:"name"`
	Complaint string `yaml:"complaint,omitempty"` // address of the complaint page
	First     string `yaml:"first,omitempty"`     // what must be done before complaining

	Company int          `yaml:"company_days,omitempty"`  // days that a company has for a complaint made to itself, which this regulator wants first; 0: it wants none
	Since   brokers.Date `yaml:"company_since,omitempty"` // first day on which it wants that; zero: always
}

// CompanyFirst returns the days that a company has for a complaint made to
// itself before the regulator hears one on a day, and 0 where it wants none.
func (r Regulator) CompanyFirst(day brokers.Date) int {
	if day.Before(r.Since) {
		return 0
	}
	return r.Company
}

// Agent says which requests another person may make for the protected one.
type Agent struct {
	Asks         []brokers.Ask `yaml:"asks,omitempty"` // none: the clinic drafts and the person sends
	From         brokers.Date  `yaml:"from,omitempty"`
	Who          string        `yaml:"who,omitempty"`
	Proof        string        `yaml:"proof,omitempty"`
	Verification string        `yaml:"verification,omitempty"` // what the company may ask of the person besides
	Note         string        `yaml:"note,omitempty"`
}

// May reports whether an agent may make a request on a day.
func (a Agent) May(ask brokers.Ask, day brokers.Date) bool {
	return slices.Contains(a.Asks, ask) && !day.Before(a.From)
}

// Right returns what the act says of an ask on a day, and false when it gives
// no right to it then. Its clocks are complete: where the act sets none for
// the ask, that of the answer.
func (a *Act) Right(ask brokers.Ask, day brokers.Date) (Right, bool) {
	i := slices.IndexFunc(a.Asks, func(r Right) bool { return r.Ask == ask && r.Force.Holds(day) })
	if i < 0 {
		return Right{}, false
	}
	return a.Asks[i], true
}

// Period returns a further period of the act by its kind.
func (a *Act) Period(kind string) (Period, bool) {
	i := slices.IndexFunc(a.Periods, func(p Period) bool { return string(p.Kind) == kind })
	if i < 0 {
		return Period{}, false
	}
	return a.Periods[i], true
}

// InForce reports whether the act is law on a day.
func (a *Act) InForce(day brokers.Date) bool { return a.Force.Holds(day) }

// Place returns the place whose law the act is, in words. Citing the act tells
// that the person lives there, or holds an office there.
func (a *Act) Place() string {
	if name, ok := brokers.StateName(a.Jurisdiction.State); ok && a.Jurisdiction.Country == "US" {
		return name
	}
	return a.Where
}

// Days returns the calendar the act's days are counted by where the person's
// country is not known.
func (a *Act) Days() *Calendar { return a.calendars.get(a.Calendar) }

// DaysIn returns the calendar the act's days are counted by for a person who
// lives at a place: that of the place, where the act leaves holidays to its
// member states, else the act's own.
func (a *Act) DaysIn(residence scan.Place) *Calendar {
	if !a.ByPlace {
		return a.Days()
	}
	for _, id := range calendarIDs(residence) {
		if c := a.calendars.get(id); c != nil {
			return c
		}
	}
	return a.Days()
}
