package letter_test

import (
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/letter"
)

// A privacy desk reads the same things in the same place in every letter: who
// writes, where they live, on what, what is asked (counted), what it is about,
// what these data may be used for, until when, and how to answer.
func TestElementsStandInOrder(t *testing.T) {
	for name, set := range kinds {
		t.Run(name, func(t *testing.T) {
			s := newScene()
			set(t, s)
			l, err := s.write(t)
			if err != nil {
				t.Fatal(err)
			}
			text := strings.Join(strings.Fields(plain(l)), " ")
			if s.req.Kind == report.Complaint || s.req.Kind == report.Authorisation {
				inOrder(t, text, l.Subject, "shown at|page as shown|reference|record", l.Signature)
				return
			}
			inOrder(t, text, l.Subject, "Dear", "I, Ada|I write|parent or guardian|", "I live in|", "1. |ask you, by|ask|On",
				page+"|https://", "for this request|for nothing else|for the correction|no document", "that is by|without delay|confirm|Please answer", "Please answer", "Thank you.", l.Signature)
			if !strings.Contains(text, "1. ") && !strings.Contains(name, "follow-up") && !strings.Contains(name, "reply") {
				t.Errorf("what is asked is not counted:\n%s", text)
			}
		})
	}
}

// A complaint is read by somebody else: "you" in it is the authority, never the
// company.
func TestComplaintsSpeakOfTheCompany(t *testing.T) {
	for _, reason := range letter.Reasons {
		s := newScene()
		s.lives("US", "TX", "Waco")
		s.cites(t, brokers.Delete, "tx-tdpsa")
		s.after(report.Complaint, refused(reason))
		l, err := s.write(t)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range l.Body {
			for _, item := range p.Items {
				if strings.Contains(" "+item+" ", " you ") || strings.Contains(item, "your") {
					t.Errorf("%s: %q", reason, item)
				}
			}
		}
	}
}

// inOrder checks that each of some words stands after those before it. A bar
// separates words of which any will do; an empty one means that it may lack.
func inOrder(t *testing.T, text string, words ...string) {
	t.Helper()
	at := 0
	for _, w := range words {
		first, may := -1, false
		for one := range strings.SplitSeq(w, "|") {
			may = may || one == ""
			if i := strings.Index(text[at:], one); one != "" && i >= 0 && (first < 0 || i < first) {
				first = i
			}
		}
		if first < 0 && !may {
			t.Fatalf("%q does not stand after what comes before it:\n%s", w, text)
		}
		at += max(0, first)
	}
}

// Every right of every act has words that are whole, on a page, and speak of
// that act.
func TestEveryRightHasItsWords(t *testing.T) {
	n := 0
	for _, act := range book(t).Acts() {
		for _, right := range act.Asks {
			if right.Through != "" {
				continue
			}
			s := newScene()
			s.today = day("2028-06-01")
			place := act.Jurisdiction
			if len(act.Whom.Countries) > 0 {
				place.Country = act.Whom.Countries[0]
			}
			s.lives(place.Country, place.State, "Example City")
			s.findings[0].Record.Addresses[0].Street = "9 Heron Way"
			s.req.Tells[2].Fact, s.req.Tells[3].Fact = "Example City", place.State
			if place.State == "" {
				s.untell("state")
			}
			s.req.Yes = []string{act.ID}
			for _, origin := range []string{"", "person"} {
				for _, category := range []string{"people-search", "background-check", "health"} {
					one := *s
					one.req.Origin, one.broker.Category = origin, category
					one.req.Tells = append([]report.Told(nil), s.req.Tells...)
					if len(act.Whom.Roles) > 0 {
						one.subject.Covered = one.subject.Covered[:0:0]
						one.atRisk(string(act.Whom.Roles[0]), false)
					}
					one.cites(t, right.Ask, act.ID)
					if right.Ask == "correct" {
						one.correct()
					}
					l, err := one.write(t)
					if err != nil {
						continue // TestKinds and the random cases know when that is right
					}
					n++
					onePage(t, plain(l))
					if !strings.Contains(strings.Join(strings.Fields(plain(l)), " "), right.Cites.Right) {
						t.Errorf("%s, %s: the letter does not name its section", act.ID, right.Ask)
					}
				}
			}
		}
	}
	if n < 60 {
		t.Errorf("%d letters: the test sees too little", n)
	}
	t.Logf("%d letters", n)
}

// Two people of one name who both chose the id "me" write to one broker: their
// letters can be told apart, and a letter that comes back has the reference of
// the first.
func TestReferenceIsOnePersonsAtOneBroker(t *testing.T) {
	a, b := newScene().req, newScene().req
	b.Tells = append([]report.Told(nil), b.Tells...)
	b.Tells[0].Fact = "https://example-people.test/p/rosa-quill-77c20"
	if a.Reference() == b.Reference() {
		t.Error("two people's letters to one broker have one reference")
	}
	c := newScene().req
	c.Tells = append([]report.Told(nil), c.Tells...)
	c.Tells[4].Fact = "other@example.org"
	if a.Reference() == c.Reference() {
		t.Error("two people of one name have one reference")
	}
	d := newScene().req
	d.Tells = d.Tells[:2]
	d.Kind, d.After = report.FollowUp, &report.Earlier{Request: a.ID, Reference: a.Reference()}
	if d.Reference() != a.Reference() {
		t.Error("a letter that comes back has another reference")
	}
}
