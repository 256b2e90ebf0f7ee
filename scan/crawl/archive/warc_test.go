package archive

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

func TestWARCOfWget(t *testing.T) {
	for _, name := range []string{"wget.warc", "wget.warc.gz"} {
		pages, err := WARC(file(t, name))
		if err != nil || len(pages) != 2 {
			t.Fatalf("%s: %d pages, %v", name, len(pages), err)
		}
		list, gone := pages[0], pages[1]
		if list.URL != "http://people.example.org/name/zoe-quill/or" || list.Status != 200 || list.Fault != "" ||
			!strings.Contains(string(list.Body), "Quill-Søndergård") || !ends(list.Body) || list.Header.Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("%s: got %d from %s, %q\n%s", name, list.Status, list.URL, list.Fault, list.Body)
		}
		if gone.URL != "http://people.example.org/person/zq-1001" || gone.Status != 404 || !strings.Contains(string(gone.Body), "no longer shown") {
			t.Errorf("%s: got %+v", name, gone)
		}
		if day := list.At.Format(time.DateOnly); day != "2026-11-22" {
			t.Errorf("%s: taken on %s", name, day)
		}
	}
}

const page = "<!doctype html><html><p>Zoë Quill</p></html>"

// rec writes one record.
func rec(kind, contentType, block string, more ...string) string {
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: https://people.example.org/a\r\nWARC-Date: 2026-11-20T10:11:12.345678Z\r\n%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, strings.Join(append(more, ""), "\r\n"), contentType, len(block), block)
}

func response(head, body string, more ...string) string {
	return rec("response", "application/http; msgtype=response", "HTTP/1.1 200 OK\r\n"+head+"\r\n\r\n"+body, more...)
}

func packed(t testing.TB, write func(io.Writer) io.WriteCloser, s string) string {
	t.Helper()
	var b bytes.Buffer
	w := write(&b)
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func gz(t testing.TB, s string) string {
	return packed(t, func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }, s)
}

func chunked(s string) string {
	return fmt.Sprintf("%x;x=y\r\n%s\r\n%X\r\n%s\r\n0\r\nTrailer: x\r\n\r\n", 9, s[:9], len(s)-9, s[9:])
}

func TestWARC(t *testing.T) {
	const html = "Content-Type: text/html; charset=utf-8"
	raw := func(w io.Writer) io.WriteCloser { z, _ := flate.NewWriter(w, 9); return z }
	wrapped := func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }
	cutGZ := gz(t, page)[:len(gz(t, page))-12]
	fault := func(s string) string { return "!" + s }
	broken := fault("the page cannot be unpacked")
	for _, c := range []struct {
		name, file string
		want       []string // bodies; after "!" faults
	}{
		{"plain", response(html, page), []string{page}},
		{"two", response(html, page) + response(html, "<html>2</html>"), []string{page, "<html>2</html>"}},
		{"line feeds", strings.ReplaceAll(rec("resource", "text/html", "<p>x</p>"), "\r\n", "\n"), []string{"<p>x</p>"}},
		{"chunked", response(html+"\r\nTransfer-Encoding: chunked", chunked(page)), []string{page}},
		{"chunked in name only", response(html+"\r\nTransfer-Encoding: chunked", page), []string{page}},
		{"chunked and cut", response(html+"\r\nTransfer-Encoding: chunked", chunked(page)[:30]), []string{fault(errCut.Error())}},
		{"gzip", response(html+"\r\nContent-Encoding: gzip", gz(t, page)), []string{page}},
		{"gzip in name only", response(html+"\r\nContent-Encoding: gzip\r\nContent-Length: 9999", page), []string{page}},
		{"gzip in chunks", response(html+"\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked", chunked(gz(t, page))), []string{page}},
		{"gzip and cut", response(html+"\r\nContent-Encoding: gzip", cutGZ), []string{fault(errCut.Error())}},
		{"gzip and broken", response(html+"\r\nContent-Encoding: gzip", "\x1f\x8b\x08\x00\x01\x02\x03\x04\x05\x06\xff\xff\xff"), []string{broken}},
		{"deflate with wrapper", response(html+"\r\nContent-Encoding: deflate", packed(t, wrapped, page)), []string{page}},
		{"deflate without", response(html+"\r\nContent-Encoding: deflate", packed(t, raw, page)), []string{page}},
		{"brotli", response(html+"\r\nContent-Encoding: br", "\x8b\x02\x80\x00\x01"), []string{fault("the page is packed in a way that is not understood; save it from a browser")}},
		{"brotli in name only", response(html+"\r\nContent-Encoding: br", page), []string{page}},
		{"shorter than the answer said", response(html+"\r\nContent-Length: 900", page), []string{fault(errCut.Error())}},
		{"truncated by the archive", response(html, page, "WARC-Truncated: length"), []string{fault("the archive holds only the beginning of the page")}},
		{"first segment of several", response(html, page, "WARC-Segment-Number: 1"), []string{fault("the archive holds only the beginning of the page")}},
		{"cut off", response(html, page)[:len(response(html, page))-20], []string{fault(errCut.Error())}},
		{"resource", rec("resource", "text/html", page), []string{page}},
		{"resource without type", rec("resource", "", page), []string{page}},
		{"others passed over", rec("warcinfo", "application/warc-fields", "software: x") + rec("request", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n") +
			response("Content-Type: image/png", "\x89PNG") + rec("metadata", "text/html", page) + rec("conversion", "text/html", page) + response(html, page), []string{page}},
		{"redirect passed over", rec("response", "application/http", "HTTP/1.1 302 Found\r\n"+html+"\r\n\r\n<p>moved") + response(html, page), []string{page}},
		{"HTTP/2", rec("response", "application/http", "HTTP/2 200\r\ncontent-type: text/html\r\n\r\n"+page), []string{page}},
		{"junk between records", response(html, page) + "junk\r\nmore\r\n" + response(html, "<html>2</html>"), []string{page, "<html>2</html>"}},
		{"a length that is none", "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\nx\r\n" + response(html, page), []string{page}},
		{"a length too short", strings.Replace(rec("resource", "text/html", page), fmt.Sprint("Content-Length: ", len(page)), "Content-Length: 9", 1) + response(html, "<html>2</html>"), []string{fault(errCut.Error()), "<html>2</html>"}},
		{"revisit", response(html, page, "WARC-Payload-Digest: sha1:AB") + rec("revisit", "application/http; msgtype=response", "HTTP/1.1 200 OK\r\n"+html+"\r\n\r\n", "WARC-Payload-Digest: SHA1:ab") +
			response(html, "<html>2</html>"), []string{page, page, "<html>2</html>"}},
		{"revisit by id", response(html, page, "WARC-Record-ID: <urn:uuid:1>") + rec("revisit", "application/http; msgtype=response", "HTTP/1.1 304 Not Modified\r\n\r\n", "WARC-Refers-To: <urn:uuid:1>"), []string{page, page}},
		{"revisit before its page", rec("revisit", "application/http", "", "WARC-Payload-Digest: sha1:AB") + response(html, page, "WARC-Payload-Digest: sha1:AB"), []string{page, page}},
		{"revisit of another archive", response(html, page) + rec("revisit", "application/http", "HTTP/1.1 200 OK\r\n"+html+"\r\n\r\n", "WARC-Payload-Digest: sha1:CD"),
			[]string{page, fault("the archive only says that the page was as before; the page itself is in another one")}},
		{"revisit of a picture", response(html, page) + rec("revisit", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n", "WARC-Payload-Digest: sha1:CD"), []string{page}},
	} {
		for _, form := range []struct{ name, file string }{{"", c.file}, {", packed", gz(t, c.file)}} {
			t.Run(c.name+form.name, func(t *testing.T) {
				pages, err := WARC([]byte(form.file))
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for _, p := range pages {
					if p.Fault != "" {
						got = append(got, fault(p.Fault))
						if p.Body != nil {
							t.Error("a body beside a fault")
						}
						continue
					}
					got = append(got, string(p.Body))
				}
				if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", c.want) {
					t.Errorf("got %q, want %q", got, c.want)
				}
			})
		}
	}
}

func TestWARCWords(t *testing.T) {
	pages, err := WARC([]byte(strings.Replace(response("Content-Type: text/html", page), "https://people.example.org/a", "<https://people.example.org/b>", 1)))
	if err != nil || pages[0].URL != "https://people.example.org/b" || !pages[0].At.Equal(time.Date(2026, 11, 20, 10, 11, 12, 345678000, time.UTC)) {
		t.Errorf("got %+v, %v", pages, err)
	}
	for s, want := range map[string]string{
		"2026-11-20T10:11:12Z": "2026-11-20T10:11:12Z", "2026-11-20T10:11Z": "2026-11-20T10:11:00Z", "2026-11-20": "2026-11-20T00:00:00Z", "20261120101112": "2026-11-20T10:11:12Z",
		"yesterday": "0001-01-01T00:00:00Z", "": "0001-01-01T00:00:00Z",
	} {
		if got := warcDate(s).Format(time.RFC3339); got != want {
			t.Errorf("date %q: %s, want %s", s, got, want)
		}
	}
}

func TestWARCRefused(t *testing.T) {
	bomb := gz(t, response("Content-Type: text/html", strings.Repeat("a", 40<<20)))
	inner := response("Content-Type: text/html\r\nContent-Encoding: gzip", gz(t, strings.Repeat("a", 40<<20)))
	for name, c := range map[string]struct {
		file string
		want error
	}{
		"packed page":   {gz(t, page), errNoWARC},
		"no page":       {rec("warcinfo", "application/warc-fields", "x"), errNoPage},
		"only junk":     {"WARC/1.0", errBroken},
		"not gzip":      {"\x1f\x8b nonsense", errBroken},
		"gzip cut":      {gz(t, response("Content-Type: text/html", page))[:40], errNoWARC},
		"bomb":          {bomb, errUnpacks},
		"many records":  {strings.Repeat("WARC/1.0\nContent-Length: 0\n\n", maxParts+1), errTooMany},
		"a packed PDF":  {gz(t, "%PDF-1.7"), errNoWARC},
		"nothing in it": {gz(t, ""), errNoWARC},
	} {
		if _, err := WARC([]byte(c.file)); err != c.want {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
	if pages, err := WARC([]byte(inner)); err != nil || len(pages) != 1 || pages[0].Fault != errUnpacks.Error() {
		t.Errorf("a page that is a bomb: %v", err)
	}
}

// Cut off anywhere, an archive gives whole pages and faults, never a part of a
// page.
func TestWARCCutAnywhere(t *testing.T) {
	for _, name := range []string{"wget.warc", "wget.warc.gz"} {
		whole := file(t, name)
		want, err := WARC(whole)
		if err != nil {
			t.Fatal(err)
		}
		for n := range whole {
			pages, _ := WARC(whole[:n])
			for i, p := range pages {
				if p.Fault == "" && !bytes.Equal(p.Body, want[i].Body) {
					t.Fatalf("%s cut off after %d bytes: page %d has %d of %d bytes", name, n, i, len(p.Body), len(want[i].Body))
				}
			}
		}
	}
}

func FuzzWARC(f *testing.F) {
	f.Add(file(f, "wget.warc"))
	f.Add(file(f, "wget.warc.gz"))
	f.Add([]byte(response("Content-Type: text/html\r\nTransfer-Encoding: chunked", chunked(page)) + rec("revisit", "application/http", "", "WARC-Payload-Digest: x")))
	f.Add([]byte("WARC/1.0\nContent-Length: 9999999999999999999\nWARC-Type: resource\n\n<p>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		pages, err := WARC(data)
		if err != nil && pages != nil {
			t.Fatal("pages beside an error")
		}
		for _, p := range pages {
			if p.Fault != "" && p.Body != nil {
				t.Fatal("a body beside a fault")
			}
			if p.Status != 0 && (p.Status < 200 || p.Status > 599) {
				t.Fatalf("status %d", p.Status)
			}
		}
	})
}
