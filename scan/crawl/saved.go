package crawl

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/whohasme/whohasme/scan"
)

// savedLimit is the most bytes of a saved page that are read.
const savedLimit = 64 << 20

// Open reads a page that a person saved as HTML. URL is where the browser, or
// the page itself, says it came from. A file that is no HTML page is a
// *scan.Fault; errors never name the file, which may be called after a person.
func Open(path string) (*Page, error) {
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
	body, err := io.ReadAll(io.LimitReader(f, savedLimit+1))
	if err != nil {
		return nil, fmt.Errorf("read page: %w", bare(err))
	}
	p, err := saved(body)
	if err != nil {
		return nil, err
	}
	p.At = info.ModTime()
	return p, nil
}

// bare takes the file's name out of an error.
func bare(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// saved makes a page of a file's bytes.
func saved(body []byte) (*Page, error) {
	switch {
	case len(body) > savedLimit:
		return nil, &scan.Fault{Outcome: scan.Unreadable, Why: "the saved page is over the limit of size"}
	case archive.Match(body[:min(len(body), 2048)]):
		return nil, &scan.Fault{Outcome: scan.Unreadable, Why: `the file is a web archive; save the page again as "HTML only" or "complete"`}
	}
	out := text(body, "")
	if !textual(http.DetectContentType([]byte(out[:min(len(out), 1024)]))) {
		return nil, &scan.Fault{Outcome: scan.Unreadable, Why: "the file is not a saved page"}
	}
	return &Page{Header: http.Header{}, Body: body, HTML: out, URL: origin(out)}, nil
}

// archive is how MHTML files begin.
var archive = regexp.MustCompile(`(?i)\A(?:From: |Snapshot-Content-Location: |MIME-Version: |Subject: |Date: )[\s\S]*multipart/related`)

// savedFrom is the comment that browsers write into pages they save.
var savedFrom = regexp.MustCompile(`(?i)<!--\s*saved from url=\(\d+\)(\S+)\s*-->`)

// origin returns where a page says it came from, the surest word first: the
// browser's comment, the canonical link, the address it asks to be shared by.
func origin(page string) *url.URL {
	if m := savedFrom.FindStringSubmatch(page[:min(len(page), 4096)]); m != nil {
		if u := webAddress(m[1]); u != nil {
			return u
		}
	}
	var canonical, shared *url.URL
	z := html.NewTokenizer(bytes.NewReader([]byte(page)))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if canonical != nil {
				return canonical
			}
			return shared
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			switch {
			case t.DataAtom == atom.Link && canonical == nil && strings.EqualFold(attr(t.Attr, "rel"), "canonical"):
				canonical = webAddress(attr(t.Attr, "href"))
			case t.DataAtom == atom.Meta && shared == nil && strings.EqualFold(attr(t.Attr, "property"), "og:url"):
				shared = webAddress(attr(t.Attr, "content"))
			}
		}
	}
}

// webAddress returns a whole http or https address, or nil.
func webAddress(s string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	return u
}

// attr returns the value of an attribute, or "".
func attr(list []html.Attribute, key string) string {
	for _, a := range list {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
