package scan

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"go.yaml.in/yaml/v4"
)

// Subject is the person whose records we look for.
type Subject struct {
	ID        string    `yaml:"id" json:"id"`
	Authority Authority `yaml:"authority" json:"authority"`
	Risk      Risk      `yaml:"risk" json:"risk"`
	Residence Place     `yaml:"residence" json:"residence,omitzero"`
	Names     []Name    `yaml:"names" json:"names"`
	Born      Born      `yaml:"born" json:"born,omitzero"`
	Addresses []Address `yaml:"addresses" json:"addresses,omitempty"`
	Phones    []string  `yaml:"phones" json:"phones,omitempty"`
	Emails    []string  `yaml:"emails" json:"emails,omitempty"`
	Relatives []string  `yaml:"relatives" json:"relatives,omitempty"`
	Safe      Safe      `yaml:"safe" json:"safe,omitzero"`
	ReplyTo   string    `yaml:"reply_to" json:"reply_to,omitempty"`

	Covered []Office     `yaml:"covered" json:"covered,omitempty"` // why a law for people at risk protects the subject
	Died    brokers.Date `yaml:"died" json:"died,omitzero"`        // an estate asks; zero: alive

	// Household is a word that subjects who live together share in one vault, such
	// as "house-3". Like an id it says nothing about anybody.
	Household string `yaml:"household" json:"household,omitempty"`
}

// Office is a calling or a danger for which laws protect people's homes. It
// is told to a broker only in a notice under such a law.
type Office struct {
	Is     string `yaml:"is" json:"is"`                   // one of Offices
	State  string `yaml:"state" json:"state,omitempty"`   // where it is held; empty: where the subject lives
	Family bool   `yaml:"family" json:"family,omitempty"` // held by one of the household
}

// Offices are what a subject file may name under covered.
var Offices = []string{
	"federal-judge", "state-judge", "prosecutor", "law-enforcement", "child-protection-investigator", "official", "address-programme",
}

// Shape lets the office alone stand for the subject's own, held at home.
func (o *Office) Shape(node *yaml.Node) *yaml.Node {
	if node.Kind != yaml.ScalarNode {
		return node
	}
	return mapping(node, [][2]string{{"is", node.Value}})
}

// Risk says whether somebody may be looking for the subject.
type Risk string

// The risks.
const (
	UsualRisk Risk = "usual"
	HighRisk  Risk = "high"
)

// Safe are the facts that never leave in any artefact and steer no search.
type Safe struct {
	Names     []Name    `yaml:"names" json:"names,omitempty"`
	Addresses []Address `yaml:"addresses" json:"addresses,omitempty"`
	Phones    []string  `yaml:"phones" json:"phones,omitempty"`
	Emails    []string  `yaml:"emails" json:"emails,omitempty"`
}

// Any reports whether there is a safe fact at all.
func (s Safe) Any() bool {
	return len(s.Names)+len(s.Addresses)+len(s.Phones)+len(s.Emails) > 0
}

// Place is a country and, where it has them, a state.
type Place struct {
	Country string `yaml:"country" json:"country,omitempty"` // ISO 3166-1 alpha-2
	State   string `yaml:"state" json:"state,omitempty"`     // postal code
}

// Name is one name a person goes or went by.
type Name struct {
	First  string   `yaml:"first" json:"first,omitempty"`
	Middle string   `yaml:"middle" json:"middle,omitempty"`
	Last   string   `yaml:"last" json:"last,omitempty"`
	Suffix string   `yaml:"suffix" json:"suffix,omitempty"` // Jr, Sr, III
	Kind   NameKind `yaml:"kind" json:"kind,omitempty"`     // empty: current
}

// NameKind says when a name is used.
type NameKind string

// The kinds of name.
const (
	CurrentName NameKind = "current"
	FormerName  NameKind = "former"
	AliasName   NameKind = "alias"
)

// String returns the parts in order, with one space between them.
func (n Name) String() string {
	return strings.Join(strings.Fields(n.First+" "+n.Middle+" "+n.Last+" "+n.Suffix), " ")
}

// Shape lets a plain text such as "Maria Elena Garcia" stand for a name: the
// first word is the first name, the last the last, the rest the middle name.
func (n *Name) Shape(node *yaml.Node) *yaml.Node {
	words := strings.Fields(node.Value)
	if node.Kind != yaml.ScalarNode || len(words) == 0 || strings.Contains(node.Value, ",") {
		return node // "Garcia, Maria" is left to the person to sort out
	}
	var parts [][2]string
	if k := len(words) - 1; k > 1 && slices.Contains([]string{"jr", "sr", "ii", "iii", "iv"}, Fold(words[k])) {
		parts, words = [][2]string{{"suffix", words[k]}}, words[:k]
	}
	parts = append(parts, [2]string{"first", words[0]})
	if k := len(words); k > 1 {
		parts = append(parts, [2]string{"middle", strings.Join(words[1:k-1], " ")}, [2]string{"last", words[k-1]})
	}
	return mapping(node, parts)
}

// Address is a postal address, as much of it as is known.
type Address struct {
	Street  string `yaml:"street" json:"street,omitempty"`
	City    string `yaml:"city" json:"city,omitempty"`
	State   string `yaml:"state" json:"state,omitempty"`
	Zip     string `yaml:"zip" json:"zip,omitempty"`
	Country string `yaml:"country" json:"country,omitempty"`
	From    int    `yaml:"from" json:"from,omitempty"` // year
	To      int    `yaml:"to" json:"to,omitempty"`     // year; 0: still
}

// String returns the address on one line.
func (a Address) String() string {
	tail := strings.TrimSpace(a.State + " " + a.Zip)
	var parts []string
	for _, p := range []string{a.Street, a.City, tail, a.Country} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}

// Shape lets a plain text such as "12 Elm St, Dayton, OH 45402" stand for an
// address of the United States.
func (a *Address) Shape(node *yaml.Node) *yaml.Node {
	if node.Kind != yaml.ScalarNode {
		return node
	}
	parts, ok := splitAddress(node.Value)
	if !ok {
		return node
	}
	return mapping(node, parts)
}

var zipForm = regexp.MustCompile(`^\d{5}(-\d{4})?$`)

// splitAddress reads an address of the United States that ends in a city and a
// state, with or without street, ZIP and country. Of any other text it cannot
// say which part is the city, and a safe address misread is one told.
func splitAddress(s string) (parts [][2]string, ok bool) {
	add := func(key, v string) {
		if v = strings.Trim(v, " ,"); v != "" {
			parts = append(parts, [2]string{key, v})
		}
	}
	s = strings.Join(strings.Fields(s), " ")
	for _, c := range []string{", United States", ", USA", ", US"} {
		if before, found := strings.CutSuffix(s, c); found {
			add("country", "US")
			s = before
			break
		}
	}
	if i := strings.LastIndexAny(s, " ,"); i >= 0 && zipForm.MatchString(s[i+1:]) {
		add("zip", s[i+1:])
		s = strings.TrimRight(s[:i], " ,")
	}
	i := strings.LastIndex(s, ",")
	if i < 0 {
		return nil, false
	}
	code, known := brokers.StateCode(s[i+1:])
	if !known {
		return nil, false
	}
	add("state", code)
	s = s[:i]
	i = strings.LastIndex(s, ",")
	add("city", s[i+1:])
	add("street", s[:max(i, 0)])
	return parts, true
}

func mapping(at *yaml.Node, parts [][2]string) *yaml.Node {
	m := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: at.Line}
	for _, p := range parts {
		for _, s := range p {
			m.Content = append(m.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s, Line: at.Line})
		}
	}
	return m
}

// Born is a birth date as exact as it is known: a year, a month or a day.
type Born struct {
	Year  int
	Month time.Month
	Day   int
}

// IsZero reports whether nothing is known.
func (b Born) IsZero() bool { return b == Born{} }

// String returns 1984, 1984-03 or 1984-03-12.
func (b Born) String() string {
	switch {
	case b.IsZero():
		return ""
	case b.Month == 0:
		return fmt.Sprintf("%04d", b.Year)
	case b.Day == 0:
		return fmt.Sprintf("%04d-%02d", b.Year, b.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", b.Year, b.Month, b.Day)
}

// MarshalText writes the birth date as String does.
func (b Born) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText reads 1984, 1984-03 or 1984-03-12.
func (b *Born) UnmarshalText(text []byte) error {
	s := string(text)
	if s == "" {
		*b = Born{}
		return nil
	}
	for _, form := range []string{"2006-01-02", "2006-01", "2006"} {
		t, err := time.Parse(form, s)
		if err != nil {
			continue
		}
		*b = Born{Year: t.Year()}
		if len(form) > 4 {
			b.Month = t.Month()
		}
		if len(form) > 7 {
			b.Day = t.Day()
		}
		return nil
	}
	return fmt.Errorf("want a date such as 1984-03-12, or a year")
}

// AgeOn returns the possible ages on a day: one number when the day or month
// of birth settles it, two when it does not, none when nothing is known or the
// birth is yet to come. Who was born on 29 February is a year older on 1 March
// of a common year.
func (b Born) AgeOn(day brokers.Date) Age {
	if b.IsZero() {
		return Age{}
	}
	age := day.Year - b.Year
	unsettled := b.Month == 0 || b.Day == 0 && day.Month == b.Month
	if !unsettled && (day.Month < b.Month || day.Month == b.Month && day.Day < b.Day) {
		age--
	}
	switch {
	case age < 0:
		return Age{}
	case unsettled:
		return Age{max(age-1, 0), age}
	}
	return Years(age)
}
