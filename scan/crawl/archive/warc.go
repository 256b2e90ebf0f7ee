package archive

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// WARC reads every HTML page of a WARC file, in the order they stand in it:
// responses, resources, and revisits of a page that the file holds as well.
// Redirects, requests and other files are passed over. A page that breaks off,
// or cannot be unpacked, has a Fault. The error says that there is no page at
// all, or that a limit was passed.
func WARC(data []byte) ([]Page, error) {
	if len(data) > MaxFile {
		return nil, errTooLarge
	}
	cut := false
	if bytes.HasPrefix(data, []byte("\x1f\x8b")) {
		var err error
		if data, cut, err = unpack(data); err != nil {
			return nil, err
		}
		if Sniff(data[:min(len(data), 512)]) != Web {
			return nil, errNoWARC
		}
	}
	f := &warc{}
	if err := f.read(data); err != nil {
		return nil, err
	}
	f.revisit()
	switch {
	case len(f.pages) == 0 && (cut || f.broken):
		return nil, errBroken
	case len(f.pages) == 0:
		return nil, errNoPage
	}
	return f.pages, nil
}

// unpack undoes gzip, member after member. What came before a fault is kept.
func unpack(data []byte) (plain []byte, cut bool, err error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, false, errBroken
	}
	plain, err = io.ReadAll(io.LimitReader(z, maxUnpacked+1))
	switch {
	case len(plain) > maxUnpacked:
		return nil, false, errTooLarge
	case len(plain) > freeRatio && len(plain)/len(data) > maxRatio:
		return nil, false, errUnpacks
	}
	return plain, err != nil, nil
}

// warc is a file while it is read.
type warc struct {
	pages    []Page
	known    map[string]int // page by the digest of its payload and the id of its record
	revisits []revisit
	broken   bool
	unpacked int // bytes of pages, unpacked
}

// record is one record of a WARC file.
type record struct {
	head  http.Header
	block []byte
	cut   bool // the file ends inside it, or its length is a lie
}

// read goes through the records. Between records that do not meet, it looks
// for the next line that begins one.
func (f *warc) read(data []byte) error {
	f.known = map[string]int{}
	for n := 0; ; n++ {
		data = bytes.TrimLeft(data, "\r\n")
		if len(data) == 0 {
			return nil
		}
		if n == maxParts {
			return errTooMany
		}
		if !bytes.HasPrefix(data, []byte("WARC/")) {
			f.broken = true
			i := bytes.Index(data, []byte("\nWARC/"))
			if i < 0 {
				return nil
			}
			data = data[i+1:]
		}
		r, rest, err := nextRecord(data)
		if err != nil {
			return err
		}
		f.broken = f.broken || r.cut
		if err := f.take(r); err != nil {
			return err
		}
		data = rest
	}
}

func nextRecord(data []byte) (record, []byte, error) {
	_, data = cutLine(data) // the version
	head, data, err := splitHead(data)
	if err != nil {
		return record{}, nil, err
	}
	n, err := strconv.ParseInt(head.Get("Content-Length"), 10, 64)
	if err != nil || n < 0 {
		return record{head: head, cut: true}, data, nil
	}
	if n > int64(len(data)) {
		return record{head, data, true}, nil, nil
	}
	rest := data[n:]
	line, _ := cutLine(rest[:min(len(rest), 1<<10)])
	short := len(bytes.TrimSpace(line)) > 0 // the block goes on behind its length
	return record{head, data[:n], short}, rest, nil
}

// take keeps a record that is a page.
func (f *warc) take(r record) error {
	kind := strings.ToLower(r.head.Get("Warc-Type"))
	p := Page{URL: bare(r.head.Get("Warc-Target-Uri")), At: warcDate(r.head.Get("Warc-Date"))}
	asHTTP := strings.HasPrefix(strings.ToLower(r.head.Get("Content-Type")), "application/http")
	switch {
	case r.head.Get("Warc-Segment-Number") != "" && r.head.Get("Warc-Segment-Number") != "1":
		return nil
	case kind == "response" && asHTTP:
		if !p.answer(r.block, r.cut) {
			return nil
		}
	case kind == "resource" || kind == "response":
		p.Header = map[string][]string{"Content-Type": {r.head.Get("Content-Type")}}
		if p.Body = r.block; !isHTML(p.Header.Get("Content-Type"), p.Body) {
			return nil
		}
	case kind == "revisit":
		f.revisits = append(f.revisits, revisit{len(f.pages), p, r})
		return nil
	default:
		return nil
	}
	switch {
	case r.cut:
		p.Fault = errCut.Error()
	case r.head.Get("Warc-Truncated") != "", r.head.Get("Warc-Segment-Number") != "":
		p.Fault = "the archive holds only the beginning of the page"
	}
	if p.Fault != "" {
		p.Body = nil
	}
	if f.unpacked += len(p.Body); f.unpacked > maxUnpacked {
		return errTooLarge
	}
	for _, name := range []string{digest(r.head), bare(r.head.Get("Warc-Record-Id"))} {
		if name != "" && p.Fault == "" {
			f.known[name] = len(f.pages)
		}
	}
	f.pages = append(f.pages, p)
	return nil
}

// revisit is a record that says that a page was as before.
type revisit struct {
	before int // how many pages stood before it
	page   Page
	record record
}

// revisit gives every revisit the page it speaks of, and puts it in its place.
func (f *warc) revisit() {
	var all []Page
	next := 0
	for _, v := range f.revisits {
		if p, ok := f.again(v); ok {
			all = append(append(all, f.pages[next:v.before]...), p)
			next = v.before
		}
	}
	f.pages = append(all, f.pages[next:]...)
}

func (f *warc) again(v revisit) (Page, bool) {
	p := v.page
	html := p.answer(v.record.block, true)
	n, known := f.known[digest(v.record.head)]
	if !known {
		n, known = f.known[bare(v.record.head.Get("Warc-Refers-To"))]
	}
	if known {
		same := f.pages[n]
		p.Status, p.Header, p.Body = same.Status, same.Header, same.Body
		return p, true
	}
	p.Fault = "the archive only says that the page was as before; the page itself is in another one"
	return p, html && p.Header.Get("Content-Type") != ""
}

func digest(h http.Header) string {
	return strings.ToUpper(strings.TrimSpace(h.Get("Warc-Payload-Digest")))
}

// warcDate reads a WARC-Date: RFC 3339, in version 1.1 also without what is
// not known of the time.
func warcDate(s string) time.Time {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", time.DateOnly, "20060102150405"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	return time.Time{}
}
