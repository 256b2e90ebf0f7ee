package vault

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"github.com/whohasme/whohasme/scan"
)

// EventsAt is Events for those that name one broker: of a year's events of a
// subject that is looked for at many, few do. At least one kind is wanted.
func (v *Vault) EventsAt(ctx context.Context, subject, broker string, kinds ...scan.Kind) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		if err := v.walkAt(ctx, subject, broker, kinds, func(e Entry) bool { return yield(e, nil) }); err != nil {
			yield(Entry{}, fault("read events", err))
		}
	}
}

// walkAt goes through the events of some kinds at one broker. The others are
// counted, and not read: all of it in one transaction for each batch, the first
// of which sees whether the chain is whole.
func (v *Vault) walkAt(ctx context.Context, subject, broker string, kinds []scan.Kind, yield func(Entry) bool) error {
	var k chainKeys
	var end tip
	for n, first := int64(0), true; first || n < end.n; first = false {
		rows, err := v.batch(ctx, func(t *tx) (rows []event, err error) {
			if first {
				if k, end, err = v.wholeChain(t, subject); err != nil {
					return nil, err
				}
			}
			return t.eventsAt(subject, broker, kinds, n, end.n, batch)
		})
		if err != nil {
			return err
		}
		more, err := handOn(k, rows, yield)
		if err != nil || !more {
			return err
		}
		n = rows[len(rows)-1].n
	}
	return nil
}

// wholeChain reads a chain's keys and its end, and fails where an event is
// missing before it.
func (v *Vault) wholeChain(t *tx, subject string) (k chainKeys, end tip, err error) {
	if k, err = v.chainKeys(t, subject); err != nil {
		return k, end, err
	}
	if end, err = v.tip(t, subject); err != nil {
		return k, end, err
	}
	there, err := t.count(subject, end.n)
	if err == nil && there != end.n {
		err = ErrDamaged
	}
	return k, end, err
}

// eventsAt reads, of the events of a chain that name a broker and stand after a
// place and up to another, at most limit of the kinds given, in order.
func (t *tx) eventsAt(chain, broker string, kinds []scan.Kind, after, last int64, limit int) ([]event, error) {
	args, places := []any{chain, broker, after, last, limit}, make([]string, len(kinds))
	for i, k := range kinds {
		args = append(args, string(k))
		places[i] = fmt.Sprintf("$%d", len(args))
	}
	return t.rows(`SELECT chain, n, kind, broker, at, pages, sealed, link FROM events
		WHERE chain = $1 AND broker = $2 AND n > $3 AND n <= $4 AND kind IN (`+strings.Join(places, ", ")+`) ORDER BY n LIMIT $5`, args...)
}
