package match

import (
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// Matcher knows one subject and compares records with it. It never changes
// after New and may be used by several goroutines.
type Matcher struct {
	names      []person
	middles    []word // every middle name the subject gave
	letters    uint32 // of all names
	generation bool   // one of the names gives it
	decade     int    // of birth
	born       scan.Born
	places     []place
	streets    []street
	phones     []contact
	emails     []contact
	relatives  []person
	weights    *Weights
}

// New reads the subject, safe facts included.
func New(s *scan.Subject) *Matcher { return NewWith(s, &Learnt) }

// NewWith is New with weights of one's own, as the learning tool needs.
func NewWith(s *scan.Subject, w *Weights) *Matcher {
	m := &Matcher{born: s.Born, decade: decadeOf(s.Born.Year), weights: w}
	m.addNames(s)
	m.addAddresses(s)
	m.phones = readContacts(s.Phones, s.Safe.Phones, readPhone)
	m.emails = readContacts(s.Emails, s.Safe.Emails, readEmail)
	for _, r := range s.Relatives {
		p := readRelative(r, anyDecade)
		if !slices.ContainsFunc(m.relatives, p.same) {
			m.relatives = append(m.relatives, p)
		}
	}
	return m
}

// Judge says whether a record is the subject. asOf is the day of the page, to
// which its ages refer; on the zero day ages are not compared. The weights of
// the reasons and a prior add up to the log2 odds behind the score.
func (m *Matcher) Judge(r scan.Record, asOf brokers.Date) scan.Judged {
	c := m.Compare(Read(r), asOf)
	return c.judged(r)
}

func (c *Comparison) judged(r scan.Record) scan.Judged {
	return scan.Judged{Record: r, Verdict: c.Verdict, Score: probability(c.odds()), Reasons: c.Reasons(), Change: c.Change()}
}
