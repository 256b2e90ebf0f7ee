package request

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
)

// Draft is a request as it was written into a letter, and when.
type Draft struct {
	report.Request
	At time.Time `json:"at"`
}

// follows lists, for each state, the states a case may go to. A case that has
// ended may be drafted anew, as when a record is listed again.
var follows = map[report.RequestState][]report.RequestState{
	report.Drafted:   {report.Sent, report.Closed},
	report.Sent:      {report.Answered, report.Fulfilled, report.Refused, report.Closed},
	report.Answered:  {report.Answered, report.Fulfilled, report.Refused, report.Closed},
	report.Fulfilled: {report.Closed, report.Drafted},
	report.Refused:   {report.Answered, report.Fulfilled, report.Closed, report.Drafted},
	report.Closed:    {report.Drafted},
}

var oneWord = regexp.MustCompile(`^[\p{L}\d_-]{0,40}$`)

// Advance returns the case after a step, and an error when the step cannot
// follow: an answer before sending, a second sending, a day before the last.
func Advance(c report.Case, s report.Step, book *statute.Book) (report.Case, error) {
	if s.Request != c.ID {
		return c, errors.New("advance request: the step is another request's")
	}
	if !slices.Contains(follows[c.State], s.State) {
		return c, fmt.Errorf("advance request %s: %s, so it cannot become %s", c.ID, standing(c), s.State)
	}
	switch {
	case s.State == report.Drafted:
		return report.Case{Request: c.Request, State: report.Drafted, Drafted: c.Drafted}, nil
	case s.On.IsZero():
		return c, fmt.Errorf("advance request %s: the day is missing", c.ID)
	case s.On.Before(c.Sent):
		return c, fmt.Errorf("advance request %s: %s is before it was sent, on %s", c.ID, s.On, c.Sent)
	case s.On.Before(c.Answered):
		return c, fmt.Errorf("advance request %s: %s is before the last answer, on %s", c.ID, s.On, c.Answered)
	case !oneWord.MatchString(s.Reason):
		return c, fmt.Errorf("advance request %s: want one word as the reason", c.ID)
	}
	switch s.State {
	case report.Sent:
		received, err := receipt(c.Request, s.On, book)
		if err != nil {
			return c, fmt.Errorf("advance request %s: %w", c.ID, err)
		}
		c.Sent, c.Received = s.On, received
	case report.Answered, report.Fulfilled, report.Refused:
		c.Answered = s.On
	}
	c.State, c.Reason = s.State, s.Reason
	return c, nil
}

func standing(c report.Case) string {
	switch c.State {
	case report.Drafted:
		return "it has not been sent"
	case report.Sent, report.Answered:
		return fmt.Sprintf("it was sent on %s", c.Sent)
	}
	return fmt.Sprintf("it is %s", c.State)
}

func receipt(r report.Request, sent brokers.Date, book *statute.Book) (brokers.Date, error) {
	days, err := book.DaysFor(r.Ground)
	if err != nil {
		return brokers.Date{}, err
	}
	return statute.Received(sent, r.Route.By, days)
}

// Ended reports whether a case needs nothing more from the broker: a new
// draft of the same request begins it anew, by a step to Drafted.
func Ended(c report.Case) bool {
	return c.State == report.Fulfilled || c.State == report.Refused || c.State == report.Closed
}

// Cases folds drafts and steps, each in the order they happened, into cases in
// the order they were first drafted. Of several drafts of one request the last
// is what was sent: a case under way is not drafted again.
//
// A step that cannot follow changes nothing: as of an earlier day, some of
// what happened has not happened yet. [Advance] is what refuses it.
func Cases(drafts []Draft, steps []report.Step, book *statute.Book) []report.Case {
	var cases []report.Case
	index := map[string]int{}
	for _, d := range drafts {
		c := report.Case{Request: d.Request, State: report.Drafted, Drafted: d.At}
		if i, known := index[d.ID]; known {
			cases[i] = c
			continue
		}
		index[d.ID] = len(cases)
		cases = append(cases, c)
	}
	for _, s := range steps {
		i, known := index[s.Request]
		if !known {
			continue
		}
		if c, err := Advance(cases[i], s, book); err == nil {
			cases[i] = c
		}
	}
	return cases
}
