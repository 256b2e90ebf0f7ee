package vault

import (
	"context"
	"crypto/sha256"
	"errors"
	"runtime"
	"slices"
	"sync"
)

// Append writes events at the ends of their chains, with their pages, in one
// transaction: when it returns nil all of them are on the disk, and when not,
// none is. Events of one subject stay in the order given.
//
// A context that ends makes Append fail; what must be kept when a person
// interrupts is appended with context.WithoutCancel.
//
// Callers that append at the same time share one transaction, and one wait for
// the disk. Their pages are packed before, beside one another.
func (v *Vault) Append(ctx context.Context, events ...Envelope) error {
	return v.appendAs(ctx, appending{}, events)
}

// appendAs is Append on the conditions of as.
func (v *Vault) appendAs(ctx context.Context, as appending, events []Envelope) error {
	for _, e := range events {
		if !isText(e.Subject) {
			return fault("append to vault", errNotText)
		}
	}
	a := &appending{ctx: ctx, lease: as.lease, after: as.after, events: packAll(events)}
	v.line.join(a)
	v.turn.Lock()
	defer v.turn.Unlock()
	if !a.done {
		runtime.Gosched() // whoever is about to append shares the transaction
		v.appendAll(v.line.take())
	}
	return fault("append to vault", a.err)
}

// appending is one call of Append.
type appending struct {
	ctx    context.Context
	lease  *Lease // nil without one
	after  *int64 // length that the chain must have; nil: any
	events []packed
	done   bool // under the vault's turn, as is err
	err    error
}

// line are the calls that wait for their turn.
type line struct {
	mu   sync.Mutex
	list []*appending
}

func (l *line) join(a *appending) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.list = append(l.list, a)
}

func (l *line) take() []*appending {
	l.mu.Lock()
	defer l.mu.Unlock()
	list := l.list
	l.list = nil
	return list
}

// appendAll writes what several callers append. Where that fails, each is
// written by itself, so that nobody fails for another.
func (v *Vault) appendAll(list []*appending) {
	together := slices.DeleteFunc(slices.Clone(list), func(a *appending) bool { return a.ctx.Err() != nil || a.after != nil }) // one of them grows the chain of the next
	if len(together) > 1 {
		err := v.write(context.WithoutCancel(together[0].ctx), together)
		if err == nil || errors.Is(err, ErrGone) || errors.Is(err, ErrUnsure) { // else each for itself
			for _, a := range together {
				a.done, a.err = true, err
			}
		}
	}
	for _, a := range list {
		if !a.done {
			a.err = v.write(a.ctx, []*appending{a})
			a.done = true
		}
	}
}

// write writes what some callers append, in one transaction.
func (v *Vault) write(ctx context.Context, list []*appending) error {
	var all []packed
	for _, a := range list {
		all = append(all, a.events...)
	}
	return v.store.update(ctx, func(t *tx) error {
		lost := t.underLeases(list)
		if lost != nil && lost != ErrLeaseLost {
			return lost
		}
		if err := t.hold(chainsOf(all)...); err != nil { // it may be written already, with a lease that was lost since
			return err
		}
		if lost != nil {
			return lost
		}
		for _, a := range list {
			if err := t.unmoved(v, a); err != nil {
				return err
			}
		}
		return v.append(t, all)
	})
}

// packed is an event whose pages are packed.
type packed struct {
	Envelope
	pages []packedPage
}

func packAll(events []Envelope) []packed {
	list := make([]packed, len(events))
	for i, e := range events {
		list[i] = packed{Envelope: e, pages: make([]packedPage, len(e.Pages))}
		for k, body := range e.Pages {
			switch page := &list[i].pages[k]; {
			case k < len(e.Held) && e.Held[k]:
				*page = packedPage{sum: sha256.Sum256(body), held: true}
			case k < len(e.Packed) && unpacksTo(e.Packed[k], body):
				*page = packedPage{sum: sha256.Sum256(body), bytes: e.Packed[k]}
			default:
				*page = pack(body)
			}
		}
	}
	return list
}

func (v *Vault) append(t *tx, events []packed) error {
	if err := t.hold(chainsOf(events)...); err != nil || len(events) == 0 {
		return err
	}
	ends := map[string]tip{}
	rows := make([]event, 0, len(events))
	for _, e := range events {
		end, known := ends[e.Subject]
		if !known {
			var err error
			if end, err = v.lastOf(t, e.Subject); err != nil {
				return err
			}
		}
		row, err := v.seal(t, e, end)
		if err != nil {
			return err
		}
		rows = append(rows, row)
		ends[e.Subject] = tip{row.n, row.link}
	}
	if err := t.addEvents(rows); err != nil {
		return err
	}
	for chain, end := range ends {
		if err := t.setHead(chain, end.seal(v.keys.head, chain)); err != nil {
			return err
		}
	}
	return nil
}

func chainsOf(events []packed) []string {
	chains := make([]string, len(events))
	for i, e := range events {
		chains[i] = e.Subject
	}
	return chains
}

// lastOf reads the end of a subject's chain, ErrNoSubject if there is none.
func (v *Vault) lastOf(t *tx, subject string) (tip, error) {
	if err := v.writes(); err != nil {
		return tip{}, err
	}
	if _, err := v.chainKeys(t, subject); err != nil {
		return tip{}, err
	}
	return v.tip(t, subject)
}

// seal makes the row that follows end, and keeps the event's pages.
func (v *Vault) seal(t *tx, e packed, end tip) (event, error) {
	if e.Kind == "" {
		return event{}, errors.New("an event needs a kind")
	}
	if !isText(string(e.Kind)) || !isText(e.Broker) {
		return event{}, errNotText
	}
	k, err := v.chainKeys(t, e.Subject)
	if err != nil {
		return event{}, err
	}
	row := event{chain: e.Subject, n: end.n + 1, kind: string(e.Kind), broker: e.Broker, at: e.At.UnixMicro(), pages: make([]byte, 0, 32*len(e.pages))}
	for _, body := range e.pages {
		row.pages = append(row.pages, k.idOf(body.sum)...)
		if body.held {
			continue
		}
		if err := t.setPage(k.sealPage(e.Subject, e.Broker, body, row.at)); err != nil {
			return event{}, err
		}
	}
	row.sealed = k.event.seal(e.Payload, row.place())
	row.link = row.linkAfter(v.keys.link, end.link)
	return row, nil
}
