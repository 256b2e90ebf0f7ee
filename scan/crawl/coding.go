package crawl

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"strings"
	"sync"
)

// maxCodings is how many codings of one body are undone, one within the other.
const maxCodings = 3

// unpackers are gzip readers to use again.
var unpackers = sync.Pool{New: func() any { return new(members) }}

// decoder undoes the codings of a body, the last one first. Only gzip is asked
// for; deflate is understood as well, with or without its zlib wrapper (RFC
// 9110, section 8.4.1.2, and what servers really send). What is no coding at
// all, such as a charset that was put there, changes nothing, as in browsers;
// what may be one and is not known is broken.
// limit bounds what one coding may unfold to within another.
func decoder(headers []string, r io.Reader, limit int64) (io.Reader, error) {
	var codings []string
	for c := range strings.SplitSeq(strings.Join(headers, ","), ",") {
		c = strings.ToLower(strings.TrimSpace(c))
		switch c {
		case "br", "zstd", "compress", "x-compress", "dcb", "dcz", "aes128gcm", "exi", "pack200-gzip", "bzip2", "lzma", "xz":
			return nil, &unasked{c}
		case "gzip", "x-gzip", "deflate":
			codings = append(codings, c)
		case "", "identity", "none", "plain", "text", "text/html", "binary", "7bit", "8bit", "utf-8", "utf8", "iso-8859-1", "windows-1252":
		default:
			return nil, errCoding
		}
	}
	if len(codings) > maxCodings {
		return nil, errCoding
	}
	for i := len(codings) - 1; i >= 0; i-- {
		d, err := undo(codings[i], r)
		if err != nil {
			return nil, err
		}
		if r = d; i > 0 {
			r = &bounded{r: d, left: limit}
		}
	}
	return r, nil
}

// undo undoes one coding.
func undo(coding string, r io.Reader) (io.Reader, error) {
	m := unpackers.Get().(*members)
	b := &m.from
	b.Reset(r)
	head, err := b.Peek(2)
	if len(head) == 0 {
		unpackers.Put(m)
		return nil, err
	}
	if coding == "deflate" {
		if len(head) == 2 && head[0]&0x0f == 8 && (uint(head[0])<<8|uint(head[1]))%31 == 0 {
			return zlib.NewReader(b)
		}
		return flate.NewReader(b), nil
	}
	if err := m.z.Reset(b); err != nil {
		unpackers.Put(m)
		return nil, err
	}
	m.z.Multistream(false)
	return m, nil
}

// members reads gzip member after member. What follows the last one and is no
// member is left out, as in browsers: some servers fill up with zeros.
type members struct {
	z    gzip.Reader
	from bufio.Reader
}

// Read reads from the member that it has come to.
func (m *members) Read(p []byte) (int, error) {
	for {
		n, err := m.z.Read(p)
		if err != io.EOF || n > 0 {
			if err == io.EOF {
				err = nil // asked again, it says so once more
			}
			return n, err
		}
		head, err := m.from.Peek(2)
		switch {
		case len(head) == 2 && head[0] == 0x1f && head[1] == 0x8b:
			if err := m.z.Reset(&m.from); err != nil {
				return 0, err
			}
			m.z.Multistream(false)
			continue
		case len(head) < 2 && err != nil && err != io.EOF:
			return 0, err
		}
		if _, err := io.Copy(io.Discard, &m.from); err != nil { // a line that breaks off here still does
			return 0, err
		}
		return 0, io.EOF
	}
}

// unasked is a coding that was not asked for and is not understood.
type unasked struct{ coding string }

// Error names the coding, which is one of a known list.
func (u *unasked) Error() string { return "packed with " + u.coding }

// Is lets errors.Is take it for broken coding.
func (u *unasked) Is(err error) bool { return err == errCoding }
