package crawl

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

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

// singleComment is the comment that the extension SingleFile puts before the
// head of a page that it saves.
var singleComment = regexp.MustCompile(`(?is)\A\s*(?:<!doctype[^>]*>\s*)?(?:<html[^>]*>\s*)?<!--\s*(?:Page saved with SingleFile|Archive processed by SingleFile)\b(.*?)-->`)

// singleFile returns where and when SingleFile saved a page, as far as it says.
func singleFile(page string) (from *url.URL, at time.Time) {
	m := singleComment.FindStringSubmatch(page[:min(len(page), 8<<10)])
	if m == nil {
		return nil, time.Time{}
	}
	for line := range strings.Lines(m[1]) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		value = strings.TrimSpace(value)
		switch strings.TrimSpace(key) {
		case "url":
			from = webAddress(value)
		case "saved date":
			at = scriptDate(value)
		}
	}
	if from == nil {
		at = time.Time{}
	}
	return from, at
}

// scriptDate reads a date as JavaScript writes it: "Fri Nov 20 2026 10:30:00
// GMT+0100 (Central European Standard Time)", or RFC 3339.
func scriptDate(s string) time.Time {
	s, _, _ = strings.Cut(s, " (")
	for _, layout := range []string{"Mon Jan _2 2006 15:04:05 GMT-0700", time.RFC3339} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	return time.Time{}
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
