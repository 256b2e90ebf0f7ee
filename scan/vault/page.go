package vault

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"sync"
	"time"
)

// page is one row of evidence, as it is kept. The id is a keyed hash, so that
// nobody without the subject's key can tell which page it is.
type page struct {
	subject string
	id      []byte
	broker  string
	at      int64 // microseconds since 1970: when the page was last taken
	dropped int64 // 1 when the body is gone
	name    []byte
	body    []byte
}

// place is what the body is bound to.
func (p page) place() []byte {
	return frame(text("page"), text(p.subject), p.id, text(p.broker), number(p.at), number(p.dropped))
}

// namePlace is what the name is bound to.
func (p page) namePlace() []byte { return frame(text("page name"), text(p.subject), p.id) }

// PageHash is the name of a page: the SHA-256 of its bytes, in hex.
func PageHash(body []byte) string {
	h := sha256.Sum256(body)
	return hex.EncodeToString(h[:])
}

// PutPage keeps a page that no event names, and returns its hash. A page that
// an event rests on is better given with the event, in [Envelope].Pages.
func (v *Vault) PutPage(ctx context.Context, subject, broker string, body []byte, at time.Time) (hash string, err error) {
	err = v.store.update(ctx, func(t *tx) error {
		k, err := v.chainKeys(t, subject)
		if err != nil {
			return err
		}
		p, err := k.sealPage(subject, broker, body, at.UnixMicro())
		if err != nil {
			return err
		}
		return t.setPage(p)
	})
	if err != nil {
		return "", fault("keep page", err)
	}
	return PageHash(body), nil
}

// Page returns a page by its hash, as it was received. It fails with ErrNoPage,
// or with ErrDropped when its time was over.
func (v *Vault) Page(ctx context.Context, subject, hash string) (body []byte, err error) {
	sum, err := hex.DecodeString(hash)
	if err != nil {
		return nil, fault("read page", ErrNoPage)
	}
	err = v.store.view(ctx, func(t *tx) error {
		k, err := v.chainKeys(t, subject)
		if err != nil {
			return err
		}
		p, found, err := t.page(subject, k.pageID.mac(sum))
		if err != nil {
			return err
		}
		if !found {
			return ErrNoPage
		}
		body, err = k.openPage(p)
		return err
	})
	return body, fault("read page", err)
}

// DropPages empties the pages taken before a time, except those whose hash
// keep wants, and returns how many. That they were there, and their hashes,
// stays. keep is called before anything is changed.
func (v *Vault) DropPages(ctx context.Context, before time.Time, keep func(hash string) bool) (dropped int, err error) {
	var aged []page
	err = v.store.view(ctx, func(t *tx) error {
		aged, err = v.unwanted(t, before, keep)
		return err
	})
	if err != nil || len(aged) == 0 {
		return 0, fault("drop pages", err)
	}
	err = v.store.update(ctx, func(t *tx) error {
		for _, p := range aged {
			n, err := t.emptyPage(p)
			if err != nil {
				return err
			}
			dropped += int(n)
		}
		return nil
	})
	if err != nil {
		return 0, fault("drop pages", err)
	}
	return dropped, nil
}

// unwanted lists the pages to drop, their bodies already replaced by nothing.
func (v *Vault) unwanted(t *tx, before time.Time, keep func(hash string) bool) (out []page, err error) {
	aged, err := t.agedPages(before.UnixMicro())
	if err != nil {
		return nil, err
	}
	for _, p := range aged {
		k, err := v.chainKeys(t, p.subject)
		if err != nil {
			return nil, err
		}
		sum, err := k.page.open(p.name, p.namePlace())
		if err != nil {
			return nil, err
		}
		if keep(hex.EncodeToString(sum)) {
			continue
		}
		p.dropped = 1
		p.body = k.page.seal(nil, p.place())
		out = append(out, p)
	}
	return out, nil
}

// idOf is what a page is kept under.
func (k chainKeys) idOf(body []byte) []byte {
	sum := sha256.Sum256(body)
	return k.pageID.mac(sum[:])
}

// sealPage compresses and seals a page.
func (k chainKeys) sealPage(subject, broker string, body []byte, at int64) (page, error) {
	sum := sha256.Sum256(body)
	p := page{subject: subject, id: k.pageID.mac(sum[:]), broker: broker, at: at}
	packed, err := pack(body)
	if err != nil {
		return page{}, err
	}
	p.name = k.page.seal(sum[:], p.namePlace())
	p.body = k.page.seal(packed, p.place())
	return p, nil
}

// packers are gzip writers to use again: making one costs more than packing a
// page with it. Speed goes before size, since most pages are dropped in a month.
var packers = sync.Pool{New: func() any {
	w, _ := gzip.NewWriterLevel(io.Discard, gzip.BestSpeed) // never fails
	return w
}}

func pack(body []byte) ([]byte, error) {
	var b bytes.Buffer
	w := packers.Get().(*gzip.Writer)
	defer packers.Put(w)
	w.Reset(&b)
	_, err := w.Write(body)
	err = errors.Join(err, w.Close())
	return b.Bytes(), err
}

// openPage returns a page's bytes; ErrDropped when they are gone, ErrDamaged
// when they are not those of its name.
func (k chainKeys) openPage(p page) ([]byte, error) {
	sum, err := k.page.open(p.name, p.namePlace())
	if err != nil || !bytes.Equal(p.id, k.pageID.mac(sum)) {
		return nil, ErrDamaged
	}
	packed, err := k.page.open(p.body, p.place())
	if err != nil {
		return nil, err
	}
	if p.dropped != 0 {
		return nil, ErrDropped
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, ErrDamaged
	}
	body, err := io.ReadAll(r)
	if got := sha256.Sum256(body); err != nil || !bytes.Equal(got[:], sum) {
		return nil, ErrDamaged
	}
	return body, nil
}
