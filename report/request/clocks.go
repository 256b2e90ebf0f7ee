package request

import (
	"fmt"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

// lookAfter is how many days after sending, or after a claim, we look again:
// the time that truth rule 4 asks between two looks.
const lookAfter = int(scan.GoneAfter / (24 * time.Hour))

// Clocks returns the periods that run on a case on a day: those of the acts it
// rests on, until the broker has given its last answer, and our own next look,
// which an answer does not end. A request that was not sent has none, nor has
// one that the person closed.
//
// Whether the look was made is for the caller to know. No broker is known to
// set itself a period, so nothing of it is read yet.
func Clocks(c report.Case, b *brokers.Broker, book *statute.Book, today brokers.Date) ([]report.Clock, error) {
	if c.Sent.IsZero() || c.State == report.Closed {
		return nil, nil
	}
	clocks, err := legal(c, book)
	if err != nil {
		return nil, fmt.Errorf("find clocks of %s: %w", c.ID, err)
	}
	if c.Kind != report.Appeal && c.Kind != report.Complaint && c.Kind != report.Grievance && c.Kind != report.Authorisation && !unseen(c, b) {
		clocks = append(clocks, look(c))
	}
	days, err := calendar(c.Request, book)
	if err != nil {
		return nil, fmt.Errorf("find clocks of %s: %w", c.ID, err)
	}
	for i := range clocks {
		k := &clocks[i]
		k.Request, k.Broker, k.Subject, k.Ask = c.ID, c.Broker, c.Subject, c.Ask
		if k.State, err = statute.State(k.Due, today, days); err != nil {
			return nil, fmt.Errorf("find clocks of %s: %w", c.ID, err)
		}
	}
	return clocks, nil
}

// calendar returns the calendar that a request's days are counted by.
func calendar(r report.Request, book *statute.Book) (*statute.Calendar, error) {
	if c, ok := book.Calendar(r.Days); ok {
		return c, nil
	}
	return book.DaysFor(r.Ground)
}

func legal(c report.Case, book *statute.Book) ([]report.Clock, error) {
	if c.Ended() || c.Kind == report.FollowUp || c.Kind == report.Reply || c.Kind == report.Grievance || c.Kind == report.Complaint || c.Kind == report.Authorisation || c.Kind == report.Household {
		return nil, nil // a reminder begins no new period, and no act sets one for a regulator
	}
	var clocks []report.Clock
	for _, id := range c.Ground {
		act, ok := book.Act(id)
		if !ok {
			return nil, fmt.Errorf("no act %q", id)
		}
		if c.Kind == report.Appeal {
			k, has, err := act.AppealClock(c.Ask, statute.Events{Received: c.Received, Extended: c.Extended, Days: c.Days})
			if err != nil {
				return nil, err
			}
			if has {
				clocks = append(clocks, k)
			}
			continue
		}
		if _, ok := act.Right(c.Ask, c.Received); !ok || !act.InForce(c.Received) {
			continue // it came before the law did
		}
		all, err := act.Clocks(c.Ask, statute.Events{
			Received: c.Received, Extended: c.Extended, Days: c.Days, Verified: c.Verified, Waits: !c.Demanded.IsZero() && c.Verified.IsZero(),
		})
		if err != nil {
			return nil, err
		}
		for _, k := range all {
			// Any answer also says that the request arrived.
			if k.Kind != report.AckClock || c.State == report.Sent {
				clocks = append(clocks, k)
			}
		}
	}
	return clocks, nil
}

// unseen reports whether a request is about nothing that we saw, at a broker
// that nobody can look at: there is no next look.
func unseen(c report.Case, b *brokers.Broker) bool {
	if len(c.Findings) > 0 || b == nil {
		return false
	}
	_, visible := b.Look()
	return !visible
}

func look(c report.Case) report.Clock {
	from := c.Sent
	if c.State == report.Fulfilled || c.State == report.Suppressed {
		from = c.Answered
	}
	return report.Clock{Kind: report.LookClock, From: from, Due: from.AddDays(lookAfter)}
}

// Standing returns where a case stands on a day, with the two states that only
// a day makes: overdue by a law, or long without an answer where no law sets a
// day. The clocks are those of the case.
func Standing(c report.Case, clocks []report.Clock, book *statute.Book, today brokers.Date) report.RequestState {
	if c.Sent.IsZero() || c.Ended() {
		return c.State
	}
	byLaw := false
	for _, k := range clocks {
		if k.Kind == report.LookClock {
			continue
		}
		if byLaw = true; k.State == report.Overdue {
			return report.Late
		}
	}
	if !byLaw && c.State == report.Sent && unanswered(c, book, today) {
		return report.NoAnswer
	}
	return c.State
}
