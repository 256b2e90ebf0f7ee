package vault

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"strings"
	"unicode/utf8"
)

// event is one row of the journal, as it is kept.
type event struct {
	chain  string // subject id; "" for the vault
	n      int64  // place in the chain, from 1
	kind   string
	broker string
	at     int64  // microseconds since 1970, UTC
	pages  []byte // ids of the pages it rests on, 32 bytes each
	sealed []byte // payload
	link   []byte
}

// isText reports whether a text can stand in a column of either store:
// PostgreSQL takes well-formed UTF-8 without zero bytes only.
func isText(s string) bool { return utf8.ValidString(s) && !strings.Contains(s, "\x00") }

var errNotText = errors.New("kinds and ids are text, in UTF-8 and without zero bytes")

// place is what the payload is bound to.
func (e event) place() []byte {
	return frame(text("event"), text(e.chain), number(e.n), text(e.kind), text(e.broker), number(e.at), e.pages)
}

// linkAfter computes the link that e must carry behind a link.
func (e event) linkAfter(key secret, before []byte) []byte {
	return key.mac(before, e.place(), e.sealed)
}

// tip is the end of a chain: how many events it has and the last link.
type tip struct {
	n    int64
	link []byte // empty while n is 0
}

func (t tip) seal(key sealer, chain string) []byte {
	return key.seal(append(number(t.n), t.link...), frame(text("head"), text(chain)))
}

func openTip(key sealer, chain string, sealed []byte) (tip, error) {
	b, err := key.open(sealed, frame(text("head"), text(chain)))
	if err != nil || len(b) < 8 {
		return tip{}, ErrDamaged
	}
	return tip{n: int64(binary.BigEndian.Uint64(b)), link: b[8:]}, nil
}

// Head is the end of a chain, printed on reports: a journal whose head is
// shorter than, or another than, one printed earlier has been put back or cut.
type Head struct {
	Chain string `json:"chain"` // subject id; "" for the vault
	Count int64  `json:"count"` // events in the chain
	Link  string `json:"link"`  // first 16 hex digits of the last link; "" while there is no event
}

func (t tip) head(chain string) Head {
	return Head{Chain: chain, Count: t.n, Link: hex.EncodeToString(t.link[:min(8, len(t.link))])}
}
