package doubt

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// quickEnd is fullEnd for pages that are plainly written to their last tag; of
// others it says that it does not know. TestQuickEnd holds them together.
func quickEnd(page string) (e end, ok bool) {
	var t tags
	for i := 0; ; {
		at := strings.IndexByte(page[i:], '<')
		if at < 0 {
			e.closed = t.closed(page)
			return e, true
		}
		if i += at + 1; i == len(page) {
			return e, false
		}
		switch c := page[i]; {
		case c == '!':
			if i = pastMark(page, i+1); i < 0 {
				return e, false
			}
		case c == '/' || isLetter(c):
			name, past, alone := plainTag(page, i)
			switch {
			case past < 0:
				return e, false
			case c == '/':
				t.end(&e, name)
				i = past
				continue
			}
			t.begin(&e, name, alone)
			if i = past; textOnly(name) {
				if i = pastText(page, i, name); i < 0 {
					return e, false
				}
			}
		default:
			return e, false
		}
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// pastMark returns what follows a comment or a doctype, -1 where it is not
// plain.
func pastMark(page string, i int) int {
	if rest := page[i:]; strings.HasPrefix(rest, "--") {
		stop := strings.Index(rest[2:], "-->")
		if stop < 0 || strings.HasPrefix(rest[2:], ">") || strings.HasPrefix(rest[2:], "->") || strings.Contains(rest[2:2+stop+3], "--!") {
			return -1
		}
		return i + 2 + stop + 3
	}
	stop := strings.IndexByte(page[i:], '>')
	if stop < 0 || !isLetter(page[i]) {
		return -1
	}
	return i + stop + 1
}

// plainTag reads the tag that begins at i, behind "<". Values of attributes
// stand in quotes right behind the sign, or hold no quotes.
func plainTag(page string, i int) (name string, past int, alone bool) {
	if page[i] == '/' {
		i++
	}
	from := i
	for i < len(page) && (isLetter(page[i]) || page[i] >= '0' && page[i] <= '9' || page[i] == '-') {
		i++
	}
	if i == len(page) || i == from || !isLetter(page[from]) {
		return "", -1, false
	}
	switch page[i] {
	case ' ', '\n', '\t', '\r', '/', '>':
	default:
		return "", -1, false
	}
	name = nameFrom(page[from:i])
	bare := false // within a value without quotes
	for ; i < len(page); i++ {
		switch c := page[i]; c {
		case ' ', '\n', '\t', '\r':
			bare = false
		case '>':
			if bare && page[i-1] == '/' {
				return "", -1, false
			}
			return name, i + 1, page[i-1] == '/'
		case '"', '\'':
			if page[i-1] != '=' || !isLetter(page[i-2]) {
				return "", -1, false
			}
			stop := strings.IndexByte(page[i+1:], c)
			if stop < 0 {
				return "", -1, false
			}
			i += 1 + stop
			if i+1 < len(page) && page[i+1] != ' ' && page[i+1] != '>' && page[i+1] != '/' && page[i+1] != '\n' {
				return "", -1, false
			}
		case '<', '`':
			return "", -1, false
		case '=':
			if !isLetter(page[i-1]) || i+1 < len(page) && (page[i+1] == ' ' || page[i+1] == '=' || page[i+1] == '>' || page[i+1] == '\n' || page[i+1] == '\t' || page[i+1] == '\r') {
				return "", -1, false
			}
			bare = i+1 < len(page) && page[i+1] != '"' && page[i+1] != '\''
		}
	}
	return "", -1, false
}

// nameFrom is a tag's name in small letters, without a copy where it is known.
func nameFrom(s string) string {
	for i := range len(s) {
		if s[i] >= 'A' && s[i] <= 'Z' {
			return atom.String([]byte(strings.ToLower(s)))
		}
	}
	return s
}

// textOnly reports whether an element holds no others.
func textOnly(name string) bool {
	switch name {
	case "script", "style", "title", "textarea", "iframe", "noembed", "noframes", "noscript", "plaintext", "xmp":
		return true
	}
	return false
}

// pastText returns where the end tag of an element of text begins, -1 where
// that is not plain.
func pastText(page string, i int, name string) int {
	switch name {
	case "script", "style", "title", "textarea":
	default:
		return -1
	}
	for from := i; ; {
		stop := strings.Index(page[from:], "</")
		if stop < 0 {
			return -1
		}
		from += stop + 2
		rest := page[from:]
		switch {
		case len(rest) <= len(name):
			return -1
		case rest[:len(name)] == name && rest[len(name)] == '>':
			if strings.Contains(page[i:from], "<!--") {
				return -1
			}
			return from - 2
		case strings.EqualFold(rest[:len(name)], name):
			return -1
		}
	}
}
