package pairs

import (
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// human is one invented person as they truly are. What a site makes of them is
// a candidate, what they say of themself a profile.
type human struct {
	ID        string
	Sex       sex
	Names     []fullName // the current one first
	Born      brokers.Date
	Addresses []dwelling // the current one first, then back in time
	Phones    []string   // ten digits
	Emails    []string
}

// sex decides which given names and which marriage customs are drawn.
type sex string

const (
	female sex = "female"
	male   sex = "male"
)

// fullName is one name somebody goes or went by: current, former or nickname.
type fullName struct{ First, Middle, Last, Suffix, Kind string }

// String returns the parts in order, with one space between them.
func (n fullName) String() string {
	return strings.Join(strings.Fields(n.First+" "+n.Middle+" "+n.Last+" "+n.Suffix), " ")
}

// dwelling is a place somebody lives or lived. Cities and states are real, streets
// are not.
type dwelling struct {
	Street, City, State, Zip string
	From, To                 int // years; To is 0 while somebody lives there
}

// Name returns the current name.
func (h *human) Name() fullName { return h.Names[0] }

// Former returns the name before the current one, and false when there was
// none.
func (h *human) Former() (fullName, bool) {
	for _, n := range h.Names[1:] {
		if n.Kind == "former" {
			return n, true
		}
	}
	return fullName{}, false
}

// Age returns the age in whole years on a day.
func (h *human) Age(day brokers.Date) int {
	age := day.Year - h.Born.Year
	if day.Month < h.Born.Month || day.Month == h.Born.Month && day.Day < h.Born.Day {
		age--
	}
	return age
}
