package worker

import (
	"context"
	"time"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/sweep"
	"github.com/whohasme/whohasme/scan/vault"
)

// Work is what workers do. Its methods may be called from several goroutines.
type Work interface {
	// Due says which brokers have looks to begin now. A look that a rule holds
	// back (authority, the day's share, three looks a day) is not due.
	Due(ctx context.Context) (Agenda, error)
	// Sweep makes the looks that are due at one broker when it begins, appends what
	// it establishes by way of hold, and tells of each visit that is kept. It ends
	// with the error of hold, or that of ctx; what was kept by then is finished.
	Sweep(ctx context.Context, broker string, setup sweep.Setup, hold Hold, tell func(scan.Visit)) error
}

// Hold appends events while the broker's lease is held, and fails with
// vault.ErrLeaseLost once it is not.
type Hold func(ctx context.Context, events ...vault.Envelope) error

// Agenda is what is due for a whole caseload at one moment.
type Agenda struct {
	Brokers []Due     // the most urgent first
	Next    time.Time // nothing more is due before; zero: nothing is known to come
}

// Due is one broker with looks to begin now.
type Due struct {
	Broker string
	Looks  int
	Late   time.Duration // of the look whose window ended first; 0 or less: none is late
}

// looks counts the looks of an agenda, and tells how late the latest is.
func (a Agenda) looks() (n int, late time.Duration) {
	for _, d := range a.Brokers {
		n += d.Looks
		late = max(late, d.Late)
	}
	return n, late
}
