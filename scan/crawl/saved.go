package crawl

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl/archive"
)

// Open reads the one page of a file that a person saved: HTML, MHTML, or a WARC
// that holds one page only. URL is where the archive, the browser or the page
// itself says it came from. A file that holds no page, or several, is a
// *scan.Fault; errors never name the file, which may be called after a person.
func Open(path string) (*Page, error) {
	pages, err := OpenAll(path)
	if err != nil {
		return nil, err
	}
	if len(pages) > 1 {
		return nil, &scan.Fault{Outcome: scan.Unreadable, Why: fmt.Sprintf("the archive holds %d pages; `whohasme scan --page` reads all of them", len(pages))}
	}
	return pages[0].Page, pages[0].Err()
}

// Saved is one page of a file. Where Fault is set there is no Body, and the
// fault says why.
type Saved struct {
	*Page
	Broken *scan.Fault
}

// Err is Broken as an error.
func (s Saved) Err() error {
	if s.Broken == nil {
		return nil
	}
	return s.Broken
}

// OpenAll reads every page of a file that a person saved, at least one. Its
// errors are those of Open.
func OpenAll(path string) ([]Saved, error) {
	info, err := os.Stat(path) // before opening: a pipe would wait for a writer
	if err != nil {
		return nil, fmt.Errorf("open page: %w", bare(err))
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("open page: not a file")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open page: %w", bare(err))
	}
	defer f.Close()
	body, err := io.ReadAll(io.LimitReader(f, archive.MaxFile+1))
	if err != nil {
		return nil, fmt.Errorf("read page: %w", bare(err))
	}
	pages, err := saved(body)
	for _, p := range pages {
		if !p.Dated {
			p.At = info.ModTime()
		}
	}
	return pages, err
}

// bare takes the file's name out of an error.
func bare(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// saved makes pages of a file's bytes.
func saved(body []byte) ([]Saved, error) {
	if len(body) > archive.MaxFile {
		return nil, unsaved("the saved page is over the limit of size")
	}
	var list []archive.Page
	var err error
	switch archive.Sniff(body[:min(len(body), 16<<10)]) {
	case archive.MIME:
		var p *archive.Page
		if p, err = archive.MHTML(body); err == nil {
			list = []archive.Page{*p}
		}
	case archive.Web, archive.Packed:
		list, err = archive.WARC(body)
	case archive.WebArchive:
		err = errors.New(`the file is a web archive of Safari; open it there and save the page again as "Page Source", or save it from another browser`)
	default:
		list = []archive.Page{{Header: http.Header{}, Body: body}}
	}
	if err != nil {
		return nil, unsaved(err.Error())
	}
	pages := make([]Saved, len(list))
	for i, p := range list {
		pages[i] = unpacked(p)
	}
	if len(pages) == 1 && pages[0].Broken != nil {
		return nil, pages[0].Broken
	}
	return pages, nil
}

func unsaved(why string) *scan.Fault { return &scan.Fault{Outcome: scan.Unreadable, Why: why} }

// unpacked makes a page of what an archive holds of it.
func unpacked(a archive.Page) Saved {
	p := Saved{Page: &Page{URL: webAddress(a.URL), Status: a.Status, Header: a.Header, Body: a.Body, At: a.At, Dated: !a.At.IsZero()}}
	if a.Fault != "" {
		p.Broken = unsaved(a.Fault)
		return p
	}
	p.HTML = text(a.Body, a.Header.Get("Content-Type"))
	if p.URL == nil && !p.Dated {
		if p.URL, p.At = singleFile(p.HTML); !p.At.IsZero() {
			p.Dated = true
		}
	}
	if p.URL == nil {
		p.URL = origin(p.HTML)
	}
	if why := noPage(a.Body, p.HTML); why != "" {
		p.Broken = unsaved("the file is not a saved page" + why)
		p.Body, p.HTML = nil, ""
	}
	return p
}

// noPage says why a file is no page, with what to do about it, or nothing. The
// bytes are asked before the text: every file decodes to some text.
func noPage(body []byte, page string) string {
	switch kind := http.DetectContentType(body); {
	case kind == "application/pdf":
		return ": a PDF keeps how a page looks and not what it says; save the page itself, as HTML or as a single file"
	case kind == "application/zip":
		return ": it is packed as ZIP; unpack it, and give the page or the WARC file that is in it"
	case strings.HasPrefix(kind, "image/") && kind != "image/svg+xml":
		return ": it is a picture; save the page itself, as HTML or as a single file"
	case !textual(http.DetectContentType([]byte(page[:min(len(page), 1024)]))):
		return ": it is no text"
	}
	return ""
}

// webAddress returns a whole http or https address, or nil.
func webAddress(s string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	return u
}
