package archive

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// answer reads an HTTP answer (RFC 9112) into the page, and reports whether it
// is one: no redirect, and HTML. cut says that its end is missing, or was never
// wanted.
func (p *Page) answer(block []byte, cut bool) bool {
	line, rest := cutLine(block)
	version, status, _ := strings.Cut(string(line), " ")
	if !strings.HasPrefix(version, "HTTP/") {
		return false
	}
	status, _, _ = strings.Cut(strings.TrimSpace(status), " ")
	p.Status, _ = strconv.Atoi(status)
	head, body, err := splitHead(rest)
	if err != nil || p.Status < 200 || p.Status >= 300 && p.Status < 400 || p.Status > 599 {
		return false
	}
	p.Header = head
	if !cut {
		if p.Body, err = payload(head, body); err != nil {
			p.Body, p.Fault = nil, err.Error()
		}
	}
	return isHTML(head.Get("Content-Type"), p.Body)
}

// payload undoes the codings of a body. Many programs keep a body unpacked
// beside the header that says how it was packed, so both are tried.
func payload(head http.Header, body []byte) ([]byte, error) {
	if strings.Contains(strings.ToLower(strings.Join(head.Values("Transfer-Encoding"), ",")), "chunked") {
		var whole bool
		if body, whole = dechunk(body); !whole {
			return nil, errCut
		}
	} else if n, err := strconv.Atoi(head.Get("Content-Length")); err == nil && len(body) < n && (coding(head) == "" || !plain(body)) {
		return nil, errCut
	}
	return unfold(coding(head), body)
}

func coding(head http.Header) string {
	c := strings.ToLower(strings.TrimSpace(strings.Join(head.Values("Content-Encoding"), ",")))
	if c == "identity" || c == "none" {
		return ""
	}
	return c
}

// plain reports whether a body is text as it stands.
func plain(body []byte) bool {
	return strings.HasPrefix(http.DetectContentType(body), "text/")
}

// dechunk undoes chunked coding (RFC 9112, section 7.1). A body that does not
// begin with the length of a chunk was kept without the coding.
func dechunk(body []byte) (out []byte, whole bool) {
	for rest := body; ; {
		line, after := cutLine(rest)
		size, _, _ := strings.Cut(string(line), ";")
		n, err := strconv.ParseUint(strings.TrimSpace(size), 16, 31)
		switch {
		case err != nil && len(out) == 0:
			return body, true
		case err != nil:
			return nil, false
		case n == 0:
			return out, true
		case n > uint64(len(after)):
			return nil, false
		}
		out = append(out, after[:n]...)
		rest = bytes.TrimPrefix(bytes.TrimPrefix(after[n:], []byte("\r")), []byte("\n"))
	}
}

// unfold undoes a content coding.
func unfold(coding string, body []byte) ([]byte, error) {
	if coding == "" || plain(body) || len(body) == 0 {
		return body, nil
	}
	var r io.Reader
	var err error
	switch coding {
	case "gzip", "x-gzip":
		r, err = gzip.NewReader(bytes.NewReader(body))
	case "deflate": // with its zlib wrapper or, as some servers send it, without
		if r, err = zlib.NewReader(bytes.NewReader(body)); err != nil {
			r, err = flate.NewReader(bytes.NewReader(body)), nil
		}
	case "br", "zstd":
		return nil, errors.New("the page is packed in a way that is not understood; save it from a browser")
	default:
		return nil, errors.New("the page is packed in an unknown way")
	}
	if err != nil {
		return nil, errors.New("the page cannot be unpacked")
	}
	out, err := io.ReadAll(io.LimitReader(bufio.NewReader(r), maxPage+1))
	switch {
	case len(out) > maxPage:
		return nil, errTooLarge
	case len(out) > freeRatio && len(out)/len(body) > maxRatio:
		return nil, errUnpacks
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, errCut
	case err != nil:
		return nil, errors.New("the page cannot be unpacked")
	}
	return out, nil
}
