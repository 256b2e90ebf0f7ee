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
	"sync"
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
// places are for large bodies, of which only so many are read at once. packed is
// a body in gzip as it arrived, where it is not large.
func readBody(ctx context.Context, res *http.Response, limit int64, places chan struct{}) (body, packed []byte, cut bool, err error) {
	wire := &bounded{r: res.Body, left: limit}
	tape := &recorder{r: wire}
	plain, err := decoder(res.Header.Values("Content-Encoding"), tape, limit)
	if err == io.EOF {
		return nil, nil, false, nil // an empty body needs no coding
	}
	if err != nil {
		return nil, nil, false, badCoding(err)
	}
	if m, ok := plain.(*members); ok {
		defer unpackers.Put(m)
	} else {
		tape.stop()
	}
	b := basins.Get().(*bytes.Buffer)
	b.Reset()
	defer func(b *bytes.Buffer) {
		if b.Cap() <= largeBasin {
			basins.Put(b)
		}
	}(b)
	first := min(limit+1, largeBody)
	_, err = b.ReadFrom(io.LimitReader(plain, first))
	if err == nil && int64(b.Len()) == first && limit >= first {
		select {
		case places <- struct{}{}:
			defer func() { <-places }()
		case <-ctx.Done():
			return nil, nil, false, ctx.Err()
		}
		b = bytes.NewBuffer(bytes.Clone(b.Bytes()))
		_, err = b.ReadFrom(io.LimitReader(&unfolding{r: plain, got: first, wire: wire, limit: limit}, limit+1-first))
		body = b.Bytes()
	} else {
		body = bytes.Clone(b.Bytes())
	}
	if int64(len(body)) > limit {
		return body[:limit], nil, true, errTooLarge
	}
	if err != nil {
		return body, nil, errors.Is(err, errTooLarge), badCoding(err)
	}
	return body, tape.got, false, nil
}

// recorder keeps what it reads, up to largeTape.
type recorder struct {
	r    io.Reader
	got  []byte
	full bool
}

// largeTape is the longest coded body that is kept as it arrived, in bytes.
const largeTape = 64 << 10

// Read reads and keeps.
func (t *recorder) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	switch {
	case t.full:
	case len(t.got)+n > largeTape:
		t.stop()
	default:
		t.got = append(t.got, p[:n]...)
	}
	return n, err
}

// stop drops what was kept.
func (t *recorder) stop() { t.got, t.full = nil, true }

// basins are what bodies are read into, to be copied out once their length is
// known: of what grows step by step most is thrown away. One that has grown
// large is not kept.
var basins = sync.Pool{New: func() any { return new(bytes.Buffer) }}

const largeBasin = 128 << 10 // bytes

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
