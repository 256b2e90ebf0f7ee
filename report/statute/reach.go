package statute

import (
	"slices"

	"github.com/whohasme/whohasme/brokers"
)

// Broker is what is known about a company, as far as acts ask.
type Broker struct {
	Category   string
	Country    string // "" where it is not known
	Registered []brokers.Registration
	Is         []Trait  // known beyond the catalogue
	Reached    []string // ids of the acts it is proven, or admits, to be under
}

// BrokerOf returns what the catalogue knows about a company.
func BrokerOf(b *brokers.Broker) Broker {
	return Broker{Category: b.Category, Country: b.Home(), Registered: b.Registered}
}

// Trait is something about a company that decides whether acts reach it.
type Trait string

// The traits.
const (
	SmallBusiness        Trait = "small-business" // by the standards of the Small Business Administration
	Nonprofit            Trait = "nonprofit"
	Government           Trait = "government"
	ReportingAgency      Trait = "reporting-agency" // a consumer reporting agency (15 U.S.C. § 1681a(f))
	FinancialInstitution Trait = "financial-institution"
	Seller               Trait = "seller" // sells personal data
)

// Traits are all traits a file may name.
var Traits = []Trait{SmallBusiness, Nonprofit, Government, ReportingAgency, FinancialInstitution, Seller}

// Reach says which companies an act is law for.
type Reach struct {
	Who        string    `yaml:"who"`                  // in words; the condition of a letter that does not know
	Categories []string  `yaml:"categories,omitempty"` // none but these of the catalogue; empty: all
	Not        []Trait   `yaml:"not,omitempty"`        // never companies with one of these
	Proof      bool      `yaml:"proof,omitempty"`      // not cited unless the company is proven to be reached
	Certain    []Certain `yaml:"certain,omitempty"`    // when it is known to reach a company
}

// Certain is a case in which the act is known to reach a company; all that is
// said in it must hold. In all other cases a letter says "to the extent the
// act applies to you".
type Certain struct {
	Registered  string `yaml:"registered,omitempty"`  // state whose register of brokers names it, or any
	Established bool   `yaml:"established,omitempty"` // in a country the act is law in
	Anyone      bool   `yaml:"anyone,omitempty"`      // whoever does what Who says
	Trait       Trait  `yaml:"trait,omitempty"`
	Force       Span   `yaml:"force,omitempty"`
}

// AnyState stands for the register of any state.
const AnyState = "any"

// Reaches reports whether the act is known to reach a company on a day.
func (a *Act) Reaches(b Broker, day brokers.Date) bool {
	return slices.Contains(b.Reached, a.ID) ||
		slices.ContainsFunc(a.Reach.Certain, func(c Certain) bool { return a.certain(c, b, day) })
}

func (a *Act) certain(c Certain, b Broker, day brokers.Date) bool {
	switch {
	case !c.Force.Holds(day):
	case c.Registered != "" && !registered(b, c.Registered, day.Year):
	case c.Established && (b.Country == "" || b.Country != a.Jurisdiction.Country && !slices.Contains(a.Whom.Countries, b.Country)):
	case c.Trait != "" && !slices.Contains(b.Is, c.Trait):
	default:
		return true
	}
	return false
}

// registered reports whether a register names the company for the year or the
// one before it (registers renew in January).
func registered(b Broker, state string, year int) bool {
	return slices.ContainsFunc(b.Registered, func(r brokers.Registration) bool {
		return (state == AnyState || r.State == state) && (r.Year == year || r.Year == year-1)
	})
}

// Public says whether the act leaves out what the public may see anyway.
type Public struct {
	Excluded bool         `yaml:"excluded,omitempty"`
	Until    brokers.Date `yaml:"until,omitempty"` // last day of the exclusion as it is in Note; zero: still
	Note     string       `yaml:"note,omitempty"`
}

// Holds reports whether public information is outside the act on a day.
func (p Public) Holds(day brokers.Date) bool {
	return p.Excluded && (p.Until.IsZero() || !day.After(p.Until))
}

// Exemptions are the words for data that other law governs.
var Exemptions = []string{"fcra", "glba", "hipaa", "dppa", "iippa", "cmia", "ferpa", "fraud-prevention"}

// Origin is where a company has a fact from.
type Origin string

// The origins.
const (
	UnknownOrigin Origin = ""
	FromPerson    Origin = "person"      // the person gave it, or it was collected from the person
	ThirdParty    Origin = "third-party" // bought or copied from others
	PublicRecord  Origin = "public-record"
)
