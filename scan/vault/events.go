package vault

import (
	"context"
	"iter"
	"slices"
	"time"

	"github.com/whohasme/whohasme/scan"
)

// How many events are read at once: few enough that large payloads fit into
// memory, and that no transaction stays open while the caller works.
const batch = 64

// Events goes through the events of a subject, or with "" those of the vault,
// in order, as far as they reach when it begins; with kinds, only those. An
// error ends it: a chain with a hole or a cut end is ErrDamaged, so that what
// is lost is never taken for what never was.
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
	for n := int64(0); n < end.n; {
		var rows []event
		err := v.store.view(ctx, func(t *tx) error {
			rows, err = t.events(subject, n, batch)
			return err
		})
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
			if len(kinds) > 0 && !slices.Contains(kinds, scan.Kind(row.kind)) {
				continue
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
