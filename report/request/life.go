package request

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
)

// Event is one thing the journal says of a request: that it was drafted as it
// stands in a letter, or a step. One of the two is nil.
type Event struct {
	Draft *report.Request
	Step  *report.Step
	At    time.Time // when it was noted
}

// answers are what a broker can say.
var answers = []report.RequestState{report.Answered, report.NeedsProof, report.Fulfilled, report.Suppressed, report.Refused, report.Expired}

// follows lists, for each state, the steps that may come next. A case that has
// ended may be drafted anew, as when a record is listed again; a refusal may
// be followed by another answer, as after an appeal.
var follows = func() map[report.RequestState][]report.RequestState {
	under := append(slices.Clone(answers), report.Extended, report.Closed)
	done := []report.RequestState{report.Closed, report.Drafted}
	refused := append(slices.Clone(answers), report.Closed, report.Drafted)
	return map[report.RequestState][]report.RequestState{
		report.Drafted: {report.Sent, report.Closed},
		report.Sent:    under, report.Answered: under, report.NeedsProof: under,
		report.Fulfilled: done, report.Suppressed: done,
		report.Refused: refused, report.Expired: refused,
		report.Closed: {report.Drafted},
	}
}()

// Cases folds events, in the order they were noted, into cases in the order
// they were first drafted. Of several drafts the last before sending is what
// was sent.
//
// A step that cannot follow changes nothing: as of an earlier day, some of
// what happened has not happened yet. [Next] is what refuses it.
func Cases(events []Event, book *statute.Book) []report.Case {
	lives, order := fold(events, book)
	cases := make([]report.Case, len(order))
	for i, id := range order {
		cases[i] = lives[id].now
	}
	for _, reply := range cases {
		if reply.Kind == report.Reply && reply.After != nil && !reply.Sent.IsZero() {
			replied(cases, reply)
		}
	}
	return cases
}

// replied notes on the case that a reply came back to that the broker has an
// answer to its demand: the letter says that what the listing shows is enough.
func replied(cases []report.Case, reply report.Case) {
	i := slices.IndexFunc(cases, func(c report.Case) bool { return c.ID == reply.After.Request })
	if i < 0 {
		return
	}
	if c := &cases[i]; !c.Demanded.IsZero() && c.Verified.IsZero() && !reply.Sent.Before(c.Demanded) {
		c.Verified = reply.Received
	}
}

// Next returns the case after one more step, and an error in words when the
// step cannot follow: an answer before sending, a second sending, a day before
// the last, a reason that is none, nothing to take back.
func Next(events []Event, s report.Step, book *statute.Book) (report.Case, error) {
	lives, _ := fold(events, book)
	l, ok := lives[s.Request]
	if !ok {
		return report.Case{}, errors.New("advance request: there is none with this id")
	}
	if s.State == report.Refused && s.Reason != "" && s.Reason != string(report.Expired) && !slices.Contains(report.Reasons, s.Reason) {
		return l.now, fmt.Errorf("advance request %s: want one of these as the reason of a refusal: %s", s.Request, strings.Join(report.Reasons, ", "))
	}
	before := l.now
	if err := l.step(s, book); err != nil {
		return before, err
	}
	if s.State != report.Undone && !countable(l.now, book) {
		return before, fmt.Errorf("advance request %s: no calendar here holds the days that would run from %s on; is the year right?", s.Request, s.On)
	}
	return l.now, nil
}

// countable reports whether the days of a case can be counted to their end,
// grace included. A day far off, mostly a mistyped year, is in no calendar, and
// once it were noted nothing could be counted any more.
func countable(c report.Case, book *statute.Book) bool {
	const ages = 100 * 366 // a day so late that everything is over
	_, err := Clocks(c, nil, book, c.Sent.AddDays(ages))
	return err == nil
}

func fold(events []Event, book *statute.Book) (lives map[string]*life, order []string) {
	lives = map[string]*life{}
	for _, e := range events {
		switch {
		case e.Draft != nil:
			l, known := lives[e.Draft.ID]
			if !known {
				l = &life{}
				lives[e.Draft.ID], order = l, append(order, e.Draft.ID)
			}
			if !known || l.now.State == report.Drafted {
				l.now.Request, l.now.State, l.now.Drafted = *e.Draft, report.Drafted, e.At
			}
		case e.Step != nil && lives[e.Step.Request] != nil:
			_ = lives[e.Step.Request].step(*e.Step, book) // see Cases
		}
	}
	return lives, order
}

// life is a case and what it was before each step that counted.
type life struct {
	now  report.Case
	past []report.Case
}

func (l *life) step(s report.Step, book *statute.Book) error {
	if s.State == report.Undone {
		n := len(l.past)
		if n == 0 {
			return fmt.Errorf("advance request %s: nothing has been noted about it since it was drafted, so there is nothing to take back", s.Request)
		}
		l.now, l.past = l.past[n-1], l.past[:n-1]
		return nil
	}
	next, err := advance(l.now, said(s), book)
	if err != nil {
		return err
	}
	l.past, l.now = append(l.past, l.now), next
	return nil
}

// said brings a step to the state that its reason makes of it.
func said(s report.Step) report.Step {
	for from, to := range map[report.RequestState]report.RequestState{
		report.Answered: report.NeedsProof, report.Fulfilled: report.Suppressed, report.Refused: report.Expired,
	} {
		if s.State == from && s.Reason == string(to) {
			s.State, s.Reason = to, ""
		}
	}
	if s.State == report.Refused && s.Reason == "" {
		s.Reason = "other"
	}
	return s
}

var oneWord = regexp.MustCompile(`^[\p{L}\d_-]{0,40}$`)

func advance(c report.Case, s report.Step, book *statute.Book) (report.Case, error) {
	fault := func(form string, args ...any) (report.Case, error) {
		return c, fmt.Errorf("advance request "+c.ID+": "+form, args...)
	}
	switch {
	case !slices.Contains(follows[c.State], s.State):
		return fault("%s", cannot(c, s.State))
	case s.State == report.Drafted:
		next := report.Case{Request: c.Request, State: report.Drafted, Drafted: c.Drafted}
		next.History = append(slices.Clone(c.History), s)
		return next, nil
	case s.On.IsZero():
		return fault("the day is missing")
	case s.On.Before(c.Sent):
		return fault("%s is before it was sent, on %s", s.On, c.Sent)
	case s.On.Before(c.Answered):
		return fault("%s is before the last answer, on %s", s.On, c.Answered)
	case !oneWord.MatchString(s.Reason):
		return fault("want one word as the reason")
	}
	switch {
	case s.State == report.Sent:
		received, err := receipt(c.Request, s.On, book)
		if err != nil {
			return fault("%w", err)
		}
		c.Sent, c.Received = s.On, received
	case s.State == report.Extended:
		if err := inTime(c, s.On, book); err != nil {
			return fault("%w", err)
		}
		c.Extended, c.Answered = s.On, s.On
	case slices.Contains(answers, s.State):
		c.Answered = s.On
	}
	switch {
	case s.State == report.NeedsProof:
		c.Demanded, c.Verified = s.On, brokers.Date{}
	case !c.Demanded.IsZero() && c.Verified.IsZero():
		c.Verified = s.On // it went on, so it has what it wanted
	}
	if s.State != report.Extended {
		c.State, c.Reason = s.State, s.Reason
	} else if c.State == report.Sent {
		c.State = report.Answered
	}
	c.History = append(slices.Clone(c.History), s)
	return c, nil
}

// cannot says in a sentence why a step cannot follow, and what can.
func cannot(c report.Case, s report.RequestState) string {
	switch {
	case c.State == report.Drafted:
		return fmt.Sprintf("it has not been sent, so it cannot become %s; `whohasme request sent` notes that first", s)
	case c.Ended():
		return fmt.Sprintf("it is %s, so it cannot become %s; `whohasme request undo` takes the last step back", c.State, s)
	}
	return fmt.Sprintf("it was sent on %s and runs, so it cannot become %s; `whohasme request undo` takes the last step back", c.Sent, s)
}

// inTime returns nil where an extension announced on a day counts: an act the
// request rests on gives one, it was not taken yet, and its first last day was
// not over. A letter that comes back to a request has no period of its own to
// extend, an appeal has that of the act.
func inTime(c report.Case, on brokers.Date, book *statute.Book) error {
	if !c.Extended.IsZero() {
		return fmt.Errorf("it takes longer already, as announced on %s, and a law allows that once; note it with `whohasme request answered`", c.Extended)
	}
	if c.Verified.IsZero() {
		c.Demanded = brokers.Date{} // it may also say while it waits that it takes longer
	}
	first, err := legal(c, book)
	if err != nil {
		return err
	}
	due, ok := extendable(c, first, book)
	switch {
	case !ok:
		return errors.New("no law that it rests on lets this broker take longer; note what it said with `whohasme request answered`")
	case on.After(due):
		return fmt.Errorf("the answer was due on %s, so an extension announced on %s does not count; note it with `whohasme request answered`, and it stays overdue", due, on)
	}
	return nil
}

// extendable returns the last day of a case's period that the company may
// extend, and false where it may extend none.
func extendable(c report.Case, clocks []report.Clock, book *statute.Book) (brokers.Date, bool) {
	c.Extended = c.Received // as early as can be
	longer, err := legal(c, book)
	if err != nil || len(longer) != len(clocks) {
		return brokers.Date{}, false
	}
	for i, k := range clocks {
		if longer[i].Due.After(k.Due) {
			return k.Due, true
		}
	}
	return brokers.Date{}, false
}

func receipt(r report.Request, sent brokers.Date, book *statute.Book) (brokers.Date, error) {
	days, err := calendar(r, book)
	if err != nil {
		return brokers.Date{}, err
	}
	return statute.Received(sent, r.Route.By, days)
}
