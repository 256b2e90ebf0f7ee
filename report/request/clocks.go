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
func Clocks(c report.Case, _ *brokers.Broker, book *statute.Book, today brokers.Date) ([]report.Clock, error) {
	if c.Sent.IsZero() || c.State == report.Closed {
		return nil, nil
	}
	clocks, err := legal(c, book)
	if err != nil {
		return nil, fmt.Errorf("find clocks of %s: %w", c.ID, err)
	}
	clocks = append(clocks, look(c))
	days, err := book.DaysFor(c.Ground)
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

func legal(c report.Case, book *statute.Book) ([]report.Clock, error) {
	if c.Ended() {
		return nil, nil
	}
	var clocks []report.Clock
	for _, id := range c.Ground {
		act, ok := book.Act(id)
		if !ok {
			return nil, fmt.Errorf("no act %q", id)
		}
		all, err := act.Clocks(c.Ask, statute.Events{Received: c.Received, Extended: c.Extended})
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

func look(c report.Case) report.Clock {
	from := c.Sent
	if c.State == report.Fulfilled || c.State == report.Suppressed {
		from = c.Answered
	}
	return report.Clock{Kind: report.LookClock, From: from, Due: from.AddDays(lookAfter)}
}
