package vault

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"io"
	"runtime"
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
	page := pack(body)
	err = v.store.update(ctx, func(t *tx) error {
		if err := v.writes(); err != nil {
			return err
		}
		if err := t.hold(subject); err != nil {
			return err
		}
		k, err := v.chainKeys(t, subject)
		if err != nil {
			return err
		}
		return t.setPage(k.sealPage(subject, broker, page, at.UnixMicro()))
	})
	if err != nil {
		return "", fault("keep page", err)
	}
	return hex.EncodeToString(page.sum[:]), nil
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
// stays. keep is called before anything is changed, and not at all where no page
// is that old; it may read the vault, and its error ends it.
func (v *Vault) DropPages(ctx context.Context, before time.Time, keep func(hash string) (bool, error)) (dropped int, err error) {
	var old []aged
	err = v.store.view(ctx, func(t *tx) error {
		old, err = v.aged(t, before)
		return err
	})
	var unwanted []page
	for _, p := range old {
		kept, err := keep(p.hash)
		if err != nil {
			return 0, fault("drop pages", err)
		}
		if !kept {
			unwanted = append(unwanted, p.emptied)
		}
	}
	if err != nil || len(unwanted) == 0 {
		return 0, fault("drop pages", err)
	}
	err = v.store.update(ctx, func(t *tx) error {
		dropped = 0
		if err := t.hold(subjectsOf(unwanted)...); err != nil {
			return err
		}
		for _, p := range unwanted {
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

func subjectsOf(pages []page) []string {
	ids := make([]string, len(pages))
	for i, p := range pages {
		ids[i] = p.subject
	}
	return ids
}

// aged is a page whose time is over.
type aged struct {
	hash    string
	emptied page // with nothing in place of its body
}

// aged lists the pages taken before a time.
func (v *Vault) aged(t *tx, before time.Time) (out []aged, err error) {
	list, err := t.agedPages(before.UnixMicro())
	if err != nil {
		return nil, err
	}
	for _, p := range list {
		k, err := v.chainKeys(t, p.subject)
		if err == error(errOthers) {
			continue // whoever has the subject drops its pages
		}
		if err != nil {
			return nil, err
		}
		sum, err := k.page.open(p.name, p.namePlace())
		if err != nil {
			return nil, err
		}
		p.dropped = 1
		p.body = k.page.seal(nil, p.place())
		out = append(out, aged{hex.EncodeToString(sum), p})
	}
	return out, nil
}

// idOf is what a page is kept under, by the SHA-256 of its bytes.
func (k chainKeys) idOf(sum [32]byte) []byte { return k.pageID.mac(sum[:]) }

// sealPage seals a page.
func (k chainKeys) sealPage(subject, broker string, body packedPage, at int64) page {
	p := page{subject: subject, id: k.idOf(body.sum), broker: broker, at: at}
	p.name = k.page.seal(body.sum[:], p.namePlace())
	p.body = k.page.seal(body.bytes, p.place())
	return p
}

// packedPage is a page ready to be sealed.
type packedPage struct {
	sum   [32]byte // SHA-256
	bytes []byte   // compressed; nil where it is held
	held  bool     // it is kept already
}

// packer compresses, into a buffer of its own. Speed goes before size, since
// most pages are dropped in a month.
type packer struct {
	gzip *gzip.Writer
	into bytes.Buffer
}

// packers are to be used again: making one costs more than packing a page with
// it. They are few, for each takes a megabyte, and they stay, since a pool
// would be emptied while a scan goes on.
var packers = func() chan *packer {
	c := make(chan *packer, runtime.GOMAXPROCS(0))
	for range cap(c) {
		c <- nil // made when it is needed
	}
	return c
}()

func pack(body []byte) packedPage {
	out := packedPage{sum: sha256.Sum256(body)}
	p := <-packers
	defer func() { packers <- p }()
	if p == nil {
		p = new(packer)
		p.gzip, _ = gzip.NewWriterLevel(&p.into, gzip.BestSpeed) // never fails
	}
	p.into.Reset()
	p.gzip.Reset(&p.into)
	_, _ = p.gzip.Write(body) // into memory: neither fails
	_ = p.gzip.Close()
	if out.bytes = bytes.Clone(p.into.Bytes()); p.into.Cap() > largePack {
		p.into = bytes.Buffer{}
	}
	return out
}

// unpacksTo reports whether a gzip file that has been unpacked before holds
// these bytes, by the check sum and the size at its end (RFC 1952, section 2.3.1).
func unpacksTo(packed, body []byte) bool {
	if len(packed) < 18 || packed[0] != 0x1f || packed[1] != 0x8b {
		return false
	}
	end := packed[len(packed)-8:]
	return binary.LittleEndian.Uint32(end[4:]) == uint32(len(body)) && binary.LittleEndian.Uint32(end) == crc32.ChecksumIEEE(body)
}

// largePack is how long a buffer stays for the next page, in bytes.
const largePack = 1 << 20

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
