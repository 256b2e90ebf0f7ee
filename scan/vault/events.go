package vault

import (
	"context"
	"iter"
	"time"

	"github.com/whohasme/whohasme/scan"
)

// How many events are read at once: few enough that large payloads fit into
// memory, and that no transaction stays open while the caller works.
const batch = 64

// Events goes through the events of a subject, or with "" those of the vault,
// in order, as far as they reach when it begins; with kinds, only those. An
// error ends it: a chain with a hole or a cut end is ErrDamaged, so that what
// is lost is never taken for what never was. With kinds that is told before the
// first event.
//
// The caller may append while going through.
func (v *Vault) Events(ctx context.Context, subject string, kinds ...scan.Kind) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		if err := v.walk(ctx, subject, kinds, func(e Entry) bool { return yield(e, nil) }); err != nil {
			yield(Entry{}, fault("read events", err))
		}
	}
}

func (v *Vault) walk(ctx context.Context, subject string, kinds []scan.Kind, yield func(Entry) bool) error {
	k, end, err := v.begin(ctx, subject)
	if err != nil {
		return err
	}
	if len(kinds) > 0 {
		return v.walkSome(ctx, k, end, subject, kinds, yield)
	}
	return v.walkFrom(ctx, k, end, subject, 0, yield)
}

// walkFrom goes through all events after the one at n.
func (v *Vault) walkFrom(ctx context.Context, k chainKeys, end tip, subject string, n int64, yield func(Entry) bool) error {
	for n < end.n {
		rows, err := v.batch(ctx, func(t *tx) ([]event, error) { return t.events(subject, n, batch) })
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return ErrDamaged
		}
		for _, row := range rows {
			if row.n > end.n {
				return nil
			}
			if n++; row.n != n {
				return ErrDamaged
			}
			e, err := row.openWith(k)
			if err != nil {
				return err
			}
			if !yield(e) {
				return nil
			}
		}
	}
	return nil
}

// walkSome goes through the events of some kinds. The others are counted, and
// not read.
func (v *Vault) walkSome(ctx context.Context, k chainKeys, end tip, subject string, kinds []scan.Kind, yield func(Entry) bool) error {
	var there int64
	err := v.store.view(ctx, func(t *tx) (err error) {
		there, err = t.count(subject, end.n)
		return err
	})
	if err != nil {
		return err
	}
	if there != end.n {
		return ErrDamaged
	}
	for n := int64(0); n < end.n; {
		rows, err := v.batch(ctx, func(t *tx) ([]event, error) { return t.eventsOf(subject, kinds, n, end.n, batch) })
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

// handOn opens the rows of a batch for a caller; more is false where the caller
// has enough, or nothing follows.
func handOn(k chainKeys, rows []event, yield func(Entry) bool) (more bool, err error) {
	for _, row := range rows {
		e, err := row.openWith(k)
		if err != nil || !yield(e) {
			return false, err
		}
	}
	return len(rows) == batch, nil
}

func (v *Vault) batch(ctx context.Context, read func(*tx) ([]event, error)) (rows []event, err error) {
	err = v.store.view(ctx, func(t *tx) error {
		rows, err = read(t)
		return err
	})
	return rows, err
}

// begin reads a chain's keys and where it ends.
func (v *Vault) begin(ctx context.Context, subject string) (k chainKeys, end tip, err error) {
	err = v.store.view(ctx, func(t *tx) error {
		if k, err = v.chainKeys(t, subject); err != nil {
			return err
		}
		end, err = v.tip(t, subject)
		return err
	})
	return k, end, err
}

// openWith reads the envelope out of a row.
func (e event) openWith(k chainKeys) (Entry, error) {
	payload, err := k.event.open(e.sealed, e.place())
	if err != nil {
		return Entry{}, err
	}
	return Entry{Seq: e.n, Envelope: Envelope{
		Kind: scan.Kind(e.kind), Subject: e.chain, Broker: e.broker, At: time.UnixMicro(e.at).UTC(), Payload: payload,
	}}, nil
}
