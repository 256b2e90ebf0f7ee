package scan

import (
	"strings"

	"golang.org/x/net/html"
)

// MaxPage is the longest page that is parsed, in bytes.
const MaxPage = 64 << 20

// maxNodes bounds the tree of one page; a node takes about 150 bytes.
const maxNodes = 3 << 20

// ParsePage builds the tree of a page in UTF-8, or says as a *Fault why it
// cannot. The parser itself refuses elements nested deeper than 512.
func ParsePage(page string) (*html.Node, error) {
	if len(page) > MaxPage {
		return nil, &Fault{Outcome: Unreadable, Why: "the page is longer than 64 MiB"}
	}
	if n := strings.Count(page, "<"); n*(n+514) > maxNodes && weight(page) > maxNodes { // few tags cannot weigh much
		return nil, &Fault{Outcome: Unreadable, Why: "the page would unfold to too many elements"}
	}
	doc, err := html.Parse(strings.NewReader(strings.ToValidUTF8(page, "\uFFFD")))
	if err != nil {
		return nil, &Fault{Outcome: Unreadable, Why: "the page nests its elements too deep"}
	}
	return doc, nil
}

// weight estimates from above how many nodes a page unfolds to. A small page
// can unfold to gigabytes: every paragraph opens anew all formatting elements
// that were left open before it (HTML Living Standard, section 13.2.4.3), and
// every further <body> is compared with the attributes of all before it.
func weight(page string) int {
	total, open, bodies := 0, 0, 0
	for {
		i := strings.IndexByte(page, '<')
		if i < 0 {
			return total
		}
		page = page[i+1:]
		name, closing := tag(page)
		total += 2 + min(open, 512) + bodies
		switch kindOf(name) {
		case format:
			if open++; closing {
				open = max(open-2, 0)
			}
		case frame:
			bodies++
		case raw:
			if !closing {
				page = skip(page, "</"+name)
			}
		}
	}
}

// tag returns the lower-case name of the tag that follows "<", and whether it
// is an end tag.
func tag(s string) (name string, closing bool) {
	s, closing = strings.CutPrefix(s, "/")
	end := 0
	for end < len(s) && end < 12 && isLetter(s[end]) {
		end++
	}
	if end < len(s) && s[end] > ' ' && s[end] != '/' && s[end] != '>' {
		return "", closing
	}
	for i := range end {
		if s[i] < 'a' {
			return strings.ToLower(s[:end]), closing
		}
	}
	return s[:end], closing
}

// kind is what an element does to the size of the tree.
type kind uint8

const (
	plain  kind = iota
	format      // opened anew in every paragraph until it is closed
	frame       // compared with all others of its name
	raw         // holds text only
)

func kindOf(name string) kind {
	switch name {
	case "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u":
		return format
	case "body", "html":
		return frame
	case "script", "style", "textarea", "title":
		return raw
	}
	return plain
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// skip returns what follows the first mark in either case, or nothing.
func skip(s, mark string) string {
	for i := 0; ; {
		j := strings.IndexByte(s[i:], '<')
		if j < 0 || len(s)-i-j < len(mark) {
			return ""
		}
		if i += j; strings.EqualFold(s[i:i+len(mark)], mark) {
			return s[i:]
		}
		i++
	}
}
