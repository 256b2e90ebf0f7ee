package archive

import (
	"bytes"
	"mime"
	"net/http"
	"net/mail"
	"strings"
	"time"
)

// MHTML reads the page that an MHTML file holds: its root, by the start
// parameter, by the address of the file, or else the first part that is a page.
// Frames, pictures and styles are passed over. A file that ends inside its root
// is an error.
func MHTML(data []byte) (*Page, error) {
	if len(data) > MaxFile {
		return nil, errTooLarge
	}
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), "\r\n \t")
	head, body, err := splitHead(data)
	if err != nil {
		return nil, err
	}
	f := &mhtml{}
	if err := f.walk(head, body, false, 0); err != nil {
		return nil, err
	}
	root := f.root(head)
	switch {
	case root == nil && f.lost:
		return nil, errCut
	case root == nil:
		return nil, errNoPage
	}
	if root.body, err = decode(root.body, root.head.Get("Content-Transfer-Encoding")); err != nil {
		return nil, err
	}
	if root.cut && !ends(root.body) {
		return nil, errCut
	}
	if len(root.body) > maxPage {
		return nil, errTooLarge
	}
	return &Page{
		URL: location(head, root.head), At: dateOf(head), Body: root.body,
		Header: http.Header{"Content-Type": {root.head.Get("Content-Type")}},
	}, nil
}

// mhtml is a file while it is read.
type mhtml struct {
	pages []*part // parts that are pages
	count int
	lost  bool // the file broke off
}

// part is one part of a file.
type part struct {
	head http.Header
	body []byte // still encoded
	cut  bool   // no boundary stands behind it
}

// walk gathers the pages below one head.
func (f *mhtml) walk(head http.Header, body []byte, cut bool, depth int) error {
	kind := head.Get("Content-Type")
	if !strings.HasPrefix(strings.ToLower(strings.TrimSpace(kind)), "multipart/") {
		if isHTML(kind, nil) {
			f.pages = append(f.pages, &part{head, body, cut})
		}
		return nil
	}
	if depth == maxNesting {
		return errNested
	}
	parts, whole := split(body, parameter(kind, "boundary"))
	f.lost = f.lost || !whole
	for i, raw := range parts {
		if f.count++; f.count > maxParts {
			return errTooMany
		}
		h, inner, err := splitHead(raw)
		if err != nil {
			return err
		}
		last := i == len(parts)-1
		if err := f.walk(h, inner, cut && last || last && !whole, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// split cuts a body at its boundary; whole says that the closing one was there.
// Where the boundary that was named is nowhere, the first line that looks like
// one is taken for it: some programs write another than they announce.
func split(body []byte, boundary string) (parts [][]byte, whole bool) {
	marks := delimiters(body, boundary)
	if len(marks) == 0 {
		marks = delimiters(body, likelyBoundary(body))
	}
	for i, m := range marks {
		if m.closing {
			return parts, true
		}
		end := len(body)
		if i+1 < len(marks) {
			end = marks[i+1].start
		}
		raw := body[m.end:max(m.end, end)]
		if i+1 < len(marks) { // the line end before a boundary belongs to it
			raw = bytes.TrimSuffix(bytes.TrimSuffix(raw, []byte("\n")), []byte("\r"))
		}
		parts = append(parts, raw)
	}
	return parts, false
}

// delimiter is a boundary line: where it starts and where the next line does.
type delimiter struct {
	start, end int
	closing    bool
}

func delimiters(body []byte, boundary string) (list []delimiter) {
	if boundary == "" {
		return nil
	}
	mark := []byte("--" + boundary)
	for at := 0; at < len(body) && len(list) <= maxParts; {
		i := bytes.Index(body[at:], mark)
		if i < 0 {
			return list
		}
		start := at + i
		line, rest := cutLine(body[start:])
		at = len(body) - len(rest)
		tail := string(bytes.TrimRight(line[len(mark):], " \t"))
		if (start == 0 || body[start-1] == '\n') && (tail == "" || tail == "--") {
			list = append(list, delimiter{start, at, tail == "--"})
		}
	}
	return list
}

// likelyBoundary returns what stands behind the two hyphens of the first line
// that is followed by a part's head.
func likelyBoundary(body []byte) string {
	for tries := 0; len(body) > 0 && tries < 100; tries++ {
		line, rest := cutLine(body)
		if b, ok := bytes.CutPrefix(line, []byte("--")); ok && len(b) > 0 && len(b) < 200 && bytes.HasPrefix(bytes.ToLower(rest[:min(len(rest), 8)]), []byte("content-")) {
			return strings.TrimRight(string(b), " \t")
		}
		body = rest
	}
	return ""
}

// root chooses the page that the file was made of.
func (f *mhtml) root(head http.Header) *part {
	if id := parameter(head.Get("Content-Type"), "start"); id != "" {
		for _, p := range f.pages {
			if bare(p.head.Get("Content-Id")) == bare(id) {
				return p
			}
		}
	}
	if at := head.Get("Snapshot-Content-Location"); at != "" {
		for _, p := range f.pages {
			if p.head.Get("Content-Location") == at {
				return p
			}
		}
	}
	if len(f.pages) > 0 {
		return f.pages[0]
	}
	return nil
}

func bare(id string) string { return strings.Trim(id, "<> ") }

// location is where the page came from, the surest word first.
func location(file, root http.Header) string {
	words := new(mime.WordDecoder)
	for _, s := range []string{file.Get("Snapshot-Content-Location"), root.Get("Content-Location"), file.Get("Content-Location")} {
		if plain, err := words.DecodeHeader(s); err == nil {
			s = plain
		}
		if s = bare(s); strings.HasPrefix(s, "http") {
			return s
		}
	}
	return ""
}

// dateOf is the day in the head of the file (RFC 5322, section 3.3), to the
// second.
func dateOf(head http.Header) time.Time {
	t, err := mail.ParseDate(head.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return t
}

// ends reports whether a page reaches its own end.
func ends(page []byte) bool {
	tail := bytes.ToLower(bytes.TrimRight(page[max(0, len(page)-512):], " \t\r\n\x00"))
	return bytes.HasSuffix(tail, []byte("</html>"))
}
