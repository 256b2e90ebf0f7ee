package crawl

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"net/http"
	"strings"
)

// What can be wrong with a body besides the line.
var (
	errTooLarge = errors.New("over the limit")
	errCoding   = errors.New("broken coding")
)

// readBody reads and decodes the body, both under the limit of bytes: a small
// file can unpack to a huge one, and a huge one to nothing. A body over the
// limit comes back as its first limit bytes, marked cut, with errTooLarge.
func readBody(res *http.Response, limit int64) (body []byte, cut bool, err error) {
	wire := &bounded{r: res.Body, left: limit}
	plain, err := decoder(res.Header.Values("Content-Encoding"), wire)
	if err == io.EOF {
		return nil, false, nil // an empty body needs no coding
	}
	if err != nil {
		return nil, false, badCoding(err)
	}
	body, err = io.ReadAll(io.LimitReader(plain, limit+1))
	if int64(len(body)) > limit {
		return body[:limit], true, errTooLarge
	}
	if err != nil {
		return body, errors.Is(err, errTooLarge), badCoding(err)
	}
	return body, false, nil
}

// decoder undoes the coding of a body. Only gzip is asked for; deflate is
// understood as well, with or without its zlib wrapper (RFC 9110, section
// 8.4.1.2, and what servers really send).
func decoder(codings []string, r io.Reader) (io.Reader, error) {
	coding := strings.ToLower(strings.TrimSpace(strings.Join(codings, ",")))
	if coding == "" || coding == "identity" {
		return r, nil
	}
	b := bufio.NewReader(r)
	head, err := b.Peek(2)
	if len(head) == 0 {
		return nil, err
	}
	switch coding {
	case "gzip", "x-gzip":
		return gzip.NewReader(b)
	case "deflate":
		if len(head) == 2 && head[0]&0x0f == 8 && (uint(head[0])<<8|uint(head[1]))%31 == 0 {
			return zlib.NewReader(b)
		}
		return flate.NewReader(b), nil
	}
	return nil, errCoding
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
