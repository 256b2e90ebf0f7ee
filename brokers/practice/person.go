package practice

import (
	"fmt"
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// Person is one invented person, as they truly are. What a site makes of them
// is a record.
type Person struct {
	ID        string
	Sex       Sex
	Names     []Name // the current one first
	Born      brokers.Date
	Addresses []Address // the current one first, then back in time
	Phones    []string  // ten digits
	Emails    []string
	Household string   // id shared by people who live or lived together
	Relatives []string // ids
}

// Sex decides which given names and which marriage customs are drawn.
type Sex string

// The sexes drawn.
const (
	Female Sex = "female"
	Male   Sex = "male"
)

// Name is one name a person goes or went by.
type Name struct {
	First, Middle, Last, Suffix string
	Kind                        string // "current", "former" or "nickname"
}

// String returns the parts in order, with one space between them.
func (n Name) String() string {
	return strings.Join(strings.Fields(n.First+" "+n.Middle+" "+n.Last+" "+n.Suffix), " ")
}

// Address is a place somebody lives or lived. Cities, states and ZIP prefixes
// are real, streets are not.
type Address struct {
	Street, City, State, Zip string
	From, To                 int // years; To is 0 while somebody lives there
}

// Place returns the address without its street: "Oakland, CA".
func (a Address) Place() string {
	if a.City == "" {
		return a.State
	}
	return a.City + ", " + a.State
}

// String returns the address on one line.
func (a Address) String() string {
	if a.Street == "" {
		return a.Place()
	}
	return strings.TrimSpace(fmt.Sprintf("%s, %s %s", a.Street, a.Place(), a.Zip))
}

// Name returns the person's current name.
func (p *Person) Name() Name { return p.Names[0] }

// Former returns the name before the current one, and false when there was
// none.
func (p *Person) Former() (Name, bool) {
	for _, n := range p.Names[1:] {
		if n.Kind == "former" {
			return n, true
		}
	}
	return Name{}, false
}

// Age returns the age in whole years on a day.
func (p *Person) Age(day brokers.Date) int {
	age := day.Year - p.Born.Year
	if day.Month < p.Born.Month || day.Month == p.Born.Month && day.Day < p.Born.Day {
		age--
	}
	return age
}
