package sweep

import (
	"context"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// Prove makes a broker's control look by itself, without looking for anybody:
// it asks for common names until one reads as a list, then for an invented
// one. Where a definition cannot be tried by a program, State is none and Why
// says so; nobody is asked then. The error is that of ctx, or of a broker whose
// definition cannot be used at all.
func Prove(ctx context.Context, b *brokers.Broker, s Setup) (Control, error) {
	if b.Search == nil {
		return Control{Broker: b.ID, State: scan.ControlNone, Why: "it has no way to look"}, nil
	}
	if f := unasked(b, s.means()); f != nil {
		return Control{
			Broker: b.ID, Definition: Version(b.Search), Day: brokers.DateOf(s.Now()), State: scan.ControlNone, Why: f.Why, Outcome: f.Outcome,
		}, nil
	}
	w, err := newSweep(Task{Broker: b}, s, unheard{})
	if err != nil {
		return Control{}, err
	}
	c, err := w.control(ctx)
	if err != nil {
		return Control{}, err
	}
	return *c, nil
}

// unheard takes what a sweep establishes where nobody keeps it.
type unheard struct{}

func (unheard) Control(Control) error { return nil }
func (unheard) Visit(Result) error    { return nil }
