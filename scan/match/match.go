package match

import (
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// Matcher knows one subject and judges records against it. It never changes
// after New and may be used by several goroutines.
type Matcher struct {
	names     []person
	middles   []string // every middle name the subject gave
	born      scan.Born
	places    []place
	streets   []street
	phones    []contact
	emails    []contact
	relatives []person
}

// New reads the subject, safe facts included.
func New(s *scan.Subject) *Matcher {
	m := &Matcher{born: s.Born}
	m.addNames(s)
	m.addAddresses(s)
	m.phones = readContacts(s.Phones, s.Safe.Phones, readPhone)
	m.emails = readContacts(s.Emails, s.Safe.Emails, readEmail)
	for _, r := range s.Relatives {
		m.relatives = append(m.relatives, readRelative(r))
	}
	return m
}

// Judge says whether a record is the subject. asOf is the day of the page, to
// which its ages refer; on the zero day ages are not compared. The weights of
// the reasons and a prior add up to the log2 odds behind the score.
func (m *Matcher) Judge(r scan.Record, asOf brokers.Date) scan.Judged {
	phone, email := phoneClue(m.phones, r.Phones), emailClue(m.emails, r.Emails)
	hits, name := m.nameClue(r, phone.bits+email.bits)
	if name.veto {
		return decide(r, name)
	}
	age := ageClue(m.born, r, asOf)
	return decide(r,
		name,
		m.middleClue(hits),
		m.suffixClue(hits, age),
		age,
		placeClue(m.places, r.Addresses),
		streetClue(m.streets, r.Addresses),
		phone,
		email,
		relativesClue(m.relatives, r.Relatives),
	)
}

// most is how many entries of any list of a page are read: more is not a person
// but a fault, and must not cost time.
const most = 100

func few[T any](list []T) []T { return list[:min(len(list), most)] }
