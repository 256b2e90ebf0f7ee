package render

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"

	"github.com/whohasme/whohasme/scan"
)

// tell says in the language of the report what was put together in English: a
// sentence, a head or a word. What is no text of ours, such as an id or a
// name, stays as it is.
func (p *printer) tell(s string) string {
	if p.b.Lang() == "en" {
		return s
	}
	said, ok := p.b.Quiet().Say(s)
	if parts := strings.Split(s, "; "); !ok && len(parts) > 1 { // a list of facts
		for i, part := range parts {
			parts[i], _ = p.b.Quiet().Say(part)
		}
		return strings.Join(parts, "; ")
	}
	return said
}

func (p *printer) tellAll(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = p.tell(s)
	}
	return out
}

func (p *printer) tellRows(rows [][]string) [][]string {
	out := make([][]string, len(rows))
	for i, r := range rows {
		out[i] = p.tellAll(r)
	}
	return out
}

// compose fills a format in, both in the language of the report.
func (p *printer) compose(format string, args ...any) string {
	if p.b.Lang() == "en" {
		return fmt.Sprintf(format, args...)
	}
	for i, a := range args {
		switch v := a.(type) {
		case string:
			args[i] = p.tell(v)
		case scan.Outcome:
			args[i] = p.tell(v.String())
		default:
			if r := reflect.ValueOf(a); r.Kind() == reflect.String {
				args[i] = p.tell(r.String())
			}
		}
	}
	if !lettered(format) {
		return fmt.Sprintf(format, args...)
	}
	return p.b.F(format, args...)
}

// lettered reports whether a format has words of its own.
func lettered(format string) bool {
	for i, part := range strings.Split(format, "%") {
		if i > 0 { // the verb itself is no word
			part = strings.TrimLeft(part, "+-#0123456789.[]")
			if part != "" {
				part = part[1:]
			}
		}
		if strings.ContainsFunc(part, unicode.IsLetter) {
			return true
		}
	}
	return false
}
