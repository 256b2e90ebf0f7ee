package scan

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

var (
	subjectID   = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	countryCode = regexp.MustCompile(`^[A-Z]{2}$`)
	mailbox     = regexp.MustCompile(`^[^@\s<>,]+@[^@\s<>,]+\.[^@\s<>,]+$`)
)

// ReadSubject reads a subject file. The error lists every fault with file and
// line, and repeats nothing that the file says about the person.
func ReadSubject(file string) (*Subject, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		if errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("read subject file %s: no such file", file)
		}
		return nil, fmt.Errorf("read subject file %s: cannot be read", file)
	}
	return ParseSubject(file, data)
}

// ParseSubject reads a subject from the bytes of a file; see ReadSubject.
func ParseSubject(file string, data []byte) (*Subject, error) {
	s := &Subject{}
	d := brokers.Decode(file, data, s)
	if d.Readable() {
		s.normalise()
		s.validate(d)
	}
	return s, d.Err()
}

// normalise brings codes to one form and fills what follows from the rest.
func (s *Subject) normalise() {
	if s.ID == "" {
		s.ID = "me"
	}
	if s.Authority.Kind == "" {
		s.Authority.Kind = Self
	}
	if s.Risk == "" {
		s.Risk = UsualRisk
	}
	for _, list := range [][]Address{s.Addresses, s.Safe.Addresses} {
		for i := range list {
			list[i].normalise()
		}
	}
	for i := range s.Covered {
		if code, ok := brokers.StateCode(s.Covered[i].State); ok {
			s.Covered[i].State = code
		}
	}
	s.Residence.Country = strings.ToUpper(s.Residence.Country)
	if code, ok := brokers.StateCode(s.Residence.State); ok {
		s.Residence.State = code
	}
	if s.Residence == (Place{}) {
		for _, a := range s.Open() {
			if a.To == 0 && (a.State != "" || a.Country != "") {
				s.Residence = Place{Country: a.Country, State: a.State}
				break
			}
		}
	}
	if _, us := brokers.StateName(s.Residence.State); us && s.Residence.Country == "" {
		s.Residence.Country = "US"
	}
}

func (a *Address) normalise() {
	a.Country = strings.ToUpper(a.Country)
	if code, ok := brokers.StateCode(a.State); ok && (a.Country == "" || a.Country == "US") {
		a.State = code
	}
}

func (s *Subject) validate(d *brokers.Document) {
	switch {
	case !subjectID.MatchString(s.ID):
		d.Fault("id", "want lower-case letters, digits and single hyphens")
	case s.tells(s.ID):
		d.Fault("id", "contains a part of a name; ids stand in file names and logs, so choose one that says nothing")
	}
	switch {
	case s.Household == "":
	case !subjectID.MatchString(s.Household):
		d.Fault("household", "want lower-case letters, digits and single hyphens")
	case s.tells(s.Household):
		d.Fault("household", "contains a part of a name; choose a word that says nothing")
	}
	s.Authority.validate(d)
	if s.Risk != UsualRisk && s.Risk != HighRisk {
		d.Fault("risk", "want usual or high")
	}
	if len(s.Names) == 0 {
		d.Fault("names", "is missing")
	}
	if len(s.Names) > mostNames {
		d.Fault("names", fmt.Sprintf("has more names than one person goes by (%d at most); each person is a subject of their own", mostNames))
	}
	for i, n := range s.Names {
		n.validate(d, fmt.Sprintf("names[%d]", i))
		if initial(n.First) || initial(n.Last) && !slices.Contains(shortNames, Fold(n.Last)) {
			d.Fault(fmt.Sprintf("names[%d]", i), "has one letter where a name must be; everybody whose name begins so is not looked for")
		}
	}
	for i, a := range s.Addresses {
		checkCountry(d, fmt.Sprintf("addresses[%d].country", i), a.Country)
	}
	checkCountry(d, "residence.country", s.Residence.Country)
	if s.Residence.Country == "US" && s.Residence.State != "" {
		if _, ok := brokers.StateName(s.Residence.State); !ok {
			d.Fault("residence.state", "is no state of the United States; want its postal code, such as OH, or another country")
		}
	}
	checkContacts(d, "", s.Phones, s.Emails)
	s.Safe.validate(d)
	s.validateStanding(d)
	if s.ReplyTo != "" && !mailbox.MatchString(s.ReplyTo) {
		d.Fault("reply_to", "is not an e-mail address")
	}
	if labels := s.Safe.Labels(s.ReplyTo); s.ReplyTo != "" && len(labels) > 0 {
		d.Fault("reply_to", "tells "+labels[0]+"; every broker would learn it")
	}
}

// mostNames is how many names, spellings and former names included, a subject
// file may give.
const mostNames = 20

// shortNames are last names of one letter that people have.
var shortNames = []string{"o", "e", "u", "y"}

// initial reports whether a name is one letter of the Latin alphabet.
func initial(name string) bool {
	f := Fold(name)
	return len(f) == 1 && f[0] >= 'a' && f[0] <= 'z'
}

// validateStanding checks what decides which laws protect the subject, and who
// asks.
func (s *Subject) validateStanding(d *brokers.Document) {
	for i, o := range s.Covered {
		at := fmt.Sprintf("covered[%d]", i)
		if !slices.Contains(Offices, o.Is) {
			d.Fault(at, "want one of "+strings.Join(Offices, ", "))
		}
		if _, ok := brokers.StateCode(o.State); o.State != "" && !ok {
			d.Fault(at+".state", "is no state of the United States")
		}
	}
	if !s.Died.IsZero() && s.Authority.Kind == Self {
		d.Fault("died", "a person who died cannot ask for themself; whoever acts for the estate has authority guardian or mandate")
	}
}

// validate notes what could not protect anything.
func (s Safe) validate(d *brokers.Document) {
	for i, n := range s.Names {
		n.validate(d, fmt.Sprintf("safe.names[%d]", i))
	}
	for i, a := range s.Addresses {
		at := fmt.Sprintf("safe.addresses[%d]", i)
		if a.Street+a.City+a.State+a.Zip == "" {
			d.Fault(at, "is empty and would protect nothing")
		}
		checkCountry(d, at+".country", a.Country)
	}
	checkContacts(d, "safe.", s.Phones, s.Emails)
}

func checkContacts(d *brokers.Document, at string, phones, emails []string) {
	for i, p := range phones {
		if len(Digits(p)) < 7 {
			d.Fault(fmt.Sprintf("%sphones[%d]", at, i), "is not a telephone number")
		}
	}
	for i, e := range emails {
		if !mailbox.MatchString(e) {
			d.Fault(fmt.Sprintf("%semails[%d]", at, i), "is not an e-mail address")
		}
	}
}

func checkCountry(d *brokers.Document, at, country string) {
	if country != "" && !countryCode.MatchString(country) {
		d.Fault(at, "want a two-letter code such as US")
	}
}

func (n Name) validate(d *brokers.Document, at string) {
	if Fold(n.First+n.Last) == "" {
		d.Fault(at, "want a first and a last name")
	}
	if strings.ContainsAny(n.First+n.Middle+n.Last, "*?%_\"<>{}") {
		d.Fault(at, "has a character that no name has; wildcards are not looked for")
	}
	switch n.Kind {
	case "", CurrentName, FormerName, AliasName:
	default:
		d.Fault(at+".kind", "want current, former or alias")
	}
}

func (a Authority) validate(d *brokers.Document) {
	switch a.Kind {
	case Self, Guardian:
	case Mandate:
		for _, f := range []struct {
			name  string
			lacks bool
		}{{"scope", len(a.Scope) == 0}, {"from", a.From.IsZero()}, {"to", a.To.IsZero()}, {"document", a.Document == ""}} {
			if f.lacks {
				d.Fault("authority."+f.name, "is missing; a mandate names its scope, its first and last day and its signed document")
			}
		}
	default:
		d.Fault("authority.kind", "want self, guardian or mandate")
	}
	for i, w := range a.Scope {
		if !validScope(w) {
			d.Fault(fmt.Sprintf("authority.scope[%d]", i), "want look or an ask such as suppress")
		}
	}
	if !a.From.IsZero() && !a.To.IsZero() && a.To.Before(a.From) {
		d.Fault("authority.to", "is before the first day")
	}
}

func validScope(w string) bool {
	if w == Look {
		return true
	}
	for _, a := range brokers.Asks {
		if string(a) == w {
			return true
		}
	}
	return false
}

// tells reports whether an id contains a part of one of the subject's names, or
// is a part of one.
func (s *Subject) tells(id string) bool {
	id = strings.ReplaceAll(id, "-", " ")
	for _, n := range append(append([]Name{}, s.Names...), s.Safe.Names...) {
		for _, part := range strings.Fields(Fold(n.First + " " + n.Middle + " " + n.Last)) {
			if len(part) >= 3 && strings.Contains(strings.ReplaceAll(id, " ", ""), part) {
				return true
			}
			for _, word := range strings.Fields(id) {
				if word == part || len(word) >= 3 && strings.Contains(part, word) {
					return true
				}
			}
		}
	}
	return false
}
