package crawl

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"io"
	"net/http"
)

// What can be wrong with a body besides the line.
var (
	errTooLarge = errors.New("over the limit")
	errCoding   = errors.New("broken coding")
	errInterim  = errors.New("too many interim answers")
)

// How far a body may unfold: real pages stay far below.
const (
	maxRatio  = 200     // bytes decoded per byte received
	ratioFrom = 1 << 20 // bytes decoded up to which the ratio does not matter
)

// largeBody is how many bytes of a body are read without asking for one of the
// few places that there are for larger ones.
const largeBody = 512 << 10

// readBody reads and decodes the body, both under the limit of bytes: a small
// file can unpack to a huge one, and a huge one to nothing. A body over the
// limit comes back as its first limit bytes, marked cut, with errTooLarge.
// places are for large bodies, of which only so many are read at once.
func readBody(ctx context.Context, res *http.Response, limit int64, places chan struct{}) (body []byte, cut bool, err error) {
	wire := &bounded{r: res.Body, left: limit}
	plain, err := decoder(res.Header.Values("Content-Encoding"), wire, limit)
	if err == io.EOF {
		return nil, false, nil // an empty body needs no coding
	}
	if err != nil {
		return nil, false, badCoding(err)
	}
	if m, ok := plain.(*members); ok {
		defer unpackers.Put(m.z)
	}
	var b bytes.Buffer
	if n := res.ContentLength; n > 0 && n < largeBody {
		b.Grow(int(n) + bytes.MinRead)
	}
	first := min(limit+1, largeBody)
	_, err = b.ReadFrom(io.LimitReader(plain, first))
	if err == nil && int64(b.Len()) == first && limit >= first {
		select {
		case places <- struct{}{}:
			defer func() { <-places }()
		case <-ctx.Done():
			return nil, false, ctx.Err()
		}
		_, err = b.ReadFrom(io.LimitReader(&unfolding{r: plain, got: first, wire: wire, limit: limit}, limit+1-first))
	}
	body = b.Bytes()
	if int64(len(body)) > limit {
		return body[:limit], true, errTooLarge
	}
	if err != nil {
		return body, errors.Is(err, errTooLarge), badCoding(err)
	}
	return body, false, nil
}

// unfolding fails when a body unfolds further than real pages do.
type unfolding struct {
	r     io.Reader
	got   int64 // bytes decoded
	wire  *bounded
	limit int64 // that wire began with
}

// Read reads from the decoder.
func (u *unfolding) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	u.got += int64(n)
	if received := u.limit - u.wire.left; u.got > ratioFrom && u.got > maxRatio*received {
		return n, errTooLarge
	}
	return n, err
}

// badCoding tells a body that does not decode from one that did not arrive.
func badCoding(err error) error {
	var corrupt flate.CorruptInputError
	switch {
	case errors.As(err, &corrupt), errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum),
		errors.Is(err, zlib.ErrHeader), errors.Is(err, zlib.ErrChecksum), errors.Is(err, zlib.ErrDictionary):
		return errCoding
	}
	return err
}

// bounded reads at most left bytes and fails, rather than ends, beyond them.
type bounded struct {
	r    io.Reader
	left int64
}

// Read reads from the bounded reader.
func (b *bounded) Read(p []byte) (int, error) {
	if b.left < 0 {
		return 0, errTooLarge
	}
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.r.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return n - 1, errTooLarge
	}
	return n, err
}
