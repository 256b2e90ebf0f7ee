package statute

import (
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// Person is what the acts ask about the person whose records they are.
type Person struct {
	Residence scan.Place
	Offices   []Office // held now or before, by the person or, with Family, by one of the household
	Age       scan.Age // zero: not known, taken for an adult
	Dead      bool     // an estate asks
	By        Party
}

// Party is who makes the request.
type Party string

// The parties. Parent is a parent, a guardian or whoever else the law lets act
// for a person who cannot.
const (
	Themself Party = "self" // so is the zero Party
	Parent   Party = "parent"
	Another  Party = "agent"
)

// Office is why somebody counts among the people at risk.
type Office struct {
	Is     Role   `yaml:"is"`
	State  string `yaml:"state,omitempty"` // where it is held; empty: where the person lives
	Family bool   `yaml:"family,omitempty"`
}

// Role is an office, a calling or a danger that an act names.
type Role string

// The roles.
const (
	FederalJudge     Role = "federal-judge"
	StateJudge       Role = "state-judge"
	Prosecutor       Role = "prosecutor"
	LawEnforcement   Role = "law-enforcement"
	ChildProtection  Role = "child-protection-investigator"
	Official         Role = "official" // elected or appointed
	AddressProgramme Role = "address-programme"
)

// Class returns the class of people an office puts somebody in, in the words
// of a letter: no more than an act for people at risk needs to be told.
func (o Office) Class() string {
	class := classes[o.Is]
	if o.Family && class != "" {
		return "a member of the household of " + class
	}
	return class
}

var classes = map[Role]string{
	FederalJudge:     "a federal judge, serving or retired",
	StateJudge:       "a judge of a state, serving or retired",
	Prosecutor:       "a prosecutor, serving or retired",
	LawEnforcement:   "a law enforcement officer, serving or retired",
	ChildProtection:  "a child protection investigator, serving or retired",
	Official:         "an elected or appointed official",
	AddressProgramme: "a participant in an address confidentiality programme",
}

// Roles are all roles a file may name.
var Roles = []Role{FederalJudge, StateJudge, Prosecutor, LawEnforcement, ChildProtection, Official, AddressProgramme}

// PersonOf returns what a subject's own file says of the person on a day.
func PersonOf(s scan.Subject, day brokers.Date) Person {
	by := map[scan.AuthorityKind]Party{scan.Guardian: Parent, scan.Mandate: Another}[s.Authority.Kind]
	p := Person{Residence: s.Residence, Age: s.Born.AgeOn(day), Dead: !s.Died.IsZero(), By: by}
	if p.Age.IsZero() && !s.Born.IsZero() {
		p.Age = scan.Age{High: 1} // in the first year; no age at all would stand for an adult
	}
	for _, o := range s.Covered {
		p.Offices = append(p.Offices, Office{Is: Role(o.Is), State: o.State, Family: o.Family})
	}
	return p
}

// Whom says whom an act protects.
type Whom struct {
	Who       string   `yaml:"who"`                 // in words
	Countries []string `yaml:"countries,omitempty"` // of residence, where the act is law in many
	Roles     []Role   `yaml:"roles,omitempty"`     // only people with one of them
	Family    bool     `yaml:"family,omitempty"`    // and their household
	AnyPlace  bool     `yaml:"any_place,omitempty"` // residence does not matter
	Private   bool     `yaml:"private,omitempty"`   // not in work or business
	ChildAge  int      `yaml:"child_age,omitempty"` // below it only a parent may ask; 0: ChildAge
}

// ChildAge is the age below which we leave a request to a parent where an act
// names none: the United States' children's privacy law and most state acts
// that refer to it take 13 (15 U.S.C. § 6501(1)).
const ChildAge = 13

// Protects reports whether the act protects people who live at a place, their
// offices apart.
func (a *Act) Protects(residence scan.Place) bool {
	return a.Whom.AnyPlace || a.Within(residence)
}

// Within reports whether a place lies where the act is law. A place with a
// state of the United States and no country is taken to be there.
func (a *Act) Within(place scan.Place) bool {
	country, state := normal(place)
	if len(a.Whom.Countries) > 0 {
		return slices.Contains(a.Whom.Countries, country)
	}
	return country == a.Jurisdiction.Country && (a.Jurisdiction.State == "" || a.Jurisdiction.State == state)
}

// normal returns a place's codes in upper case, and the United States for a
// state of theirs without a country. The United Kingdom is GB.
func normal(p scan.Place) (country, state string) {
	country, state = strings.ToUpper(strings.TrimSpace(p.Country)), strings.ToUpper(strings.TrimSpace(p.State))
	if code, ok := brokers.StateCode(p.State); ok && (country == "" || country == "US") {
		return "US", code
	}
	switch country {
	case "USA", "UNITED STATES":
		country = "US"
	case "UK", "UNITED KINGDOM":
		country = "GB"
	case "EL":
		country = "GR"
	}
	if code, ok := provinces[scan.Fold(p.State)]; ok && (country == "" && code != "NT" || country == "CA") {
		return "CA", code
	}
	return country, state
}

// provinces are the provinces and territories of Canada, by name and by code:
// the law of one, Quebec's, comes before that of the country. NT is a
// territory of Australia too.
var provinces = map[string]string{
	"quebec": "QC", "qc": "QC", "ontario": "ON", "on": "ON", "british columbia": "BC", "bc": "BC", "alberta": "AB", "ab": "AB", "manitoba": "MB", "mb": "MB",
	"saskatchewan": "SK", "sk": "SK", "nova scotia": "NS", "ns": "NS", "new brunswick": "NB", "nb": "NB", "prince edward island": "PE", "pe": "PE",
	"newfoundland and labrador": "NL", "newfoundland": "NL", "nl": "NL", "northwest territories": "NT", "nt": "NT", "nunavut": "NU", "nu": "NU", "yukon": "YT", "yt": "YT",
}

// calendarIDs returns the ids a calendar of a place may have, nearest first.
func calendarIDs(p scan.Place) []string {
	country, state := normal(p)
	if country == "" {
		return nil
	}
	if state == "" {
		return []string{strings.ToLower(country)}
	}
	return []string{strings.ToLower(country + "-" + state), strings.ToLower(country)}
}

// office returns the first of the person's offices that the act names, and
// false when it names some and the person has none of them.
func (a *Act) office(p Person) (Office, bool) {
	i := slices.IndexFunc(p.Offices, func(o Office) bool {
		if !slices.Contains(a.Whom.Roles, o.Is) || o.Family && !a.Whom.Family {
			return false
		}
		where := o.State
		if where == "" {
			where = p.Residence.State
		}
		_, at := normal(scan.Place{Country: "US", State: where})
		return a.Jurisdiction.State == "" || at == a.Jurisdiction.State
	})
	if i < 0 {
		return Office{}, false
	}
	return p.Offices[i], true
}
