package structure

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	key   string
	value any // object, []any, string, float64, bool or nil
}

// get returns the first member with a key.
func (o object) get(key string) any {
	for i := range o {
		if o[i].key == key {
			return o[i].value
		}
	}
	return nil
}

// Limits of one text of JSON.
const (
	deepest  = 100
	mostVals = 400_000
)

// decoder reads JSON, and what scripts write for it: comments, commas too many,
// keys without quotes, single quotes, line breaks in strings, words such as
// undefined.
type decoder struct {
	s     string
	i     int
	depth int
	count int
}

// decode reads the value at the head of a text. next is the byte behind it.
func decode(s string) (v any, next int, ok bool) {
	d := decoder{s: s}
	v, ok = d.value()
	return v, d.i, ok
}

func (d *decoder) value() (any, bool) {
	d.space()
	if d.count++; d.i >= len(d.s) || d.count > mostVals {
		return nil, false
	}
	switch c := d.s[d.i]; {
	case c == '{' || c == '[':
		if d.depth++; d.depth > deepest {
			return nil, false
		}
		defer func() { d.depth-- }()
		if c == '{' {
			return d.object()
		}
		return d.array()
	case c == '"' || c == '\'':
		return d.text(c)
	case c == '-' || c >= '0' && c <= '9':
		return d.number()
	}
	return d.word()
}

// space skips white space and comments.
func (d *decoder) space() {
	for d.i < len(d.s) {
		switch c := d.s[d.i]; {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v':
			d.i++
		case strings.HasPrefix(d.s[d.i:], "//"):
			d.past("\n")
		case strings.HasPrefix(d.s[d.i:], "/*"):
			d.past("*/")
		default:
			return
		}
	}
}

func (d *decoder) past(mark string) {
	if k := strings.Index(d.s[d.i:], mark); k >= 0 {
		d.i += k + len(mark)
		return
	}
	d.i = len(d.s)
}

func (d *decoder) object() (any, bool) {
	d.i++
	o := object{}
	for {
		d.space()
		if d.i >= len(d.s) {
			return nil, false
		}
		switch c := d.s[d.i]; c {
		case '}':
			d.i++
			return o, true
		case ',':
			d.i++
			continue
		}
		key, ok := d.key()
		if !ok {
			return nil, false
		}
		if d.space(); d.i >= len(d.s) || d.s[d.i] != ':' {
			return nil, false
		}
		d.i++
		v, ok := d.value()
		if !ok {
			return nil, false
		}
		o = append(o, member{key, v})
	}
}

func (d *decoder) key() (string, bool) {
	if c := d.s[d.i]; c == '"' || c == '\'' {
		v, ok := d.text(c)
		s, _ := v.(string)
		return s, ok
	}
	from := d.i
	for d.i < len(d.s) && wordByte(d.s[d.i]) {
		d.i++
	}
	return d.s[from:d.i], d.i > from
}

func wordByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '$' || c >= utf8.RuneSelf
}

func (d *decoder) array() (any, bool) {
	d.i++
	list := []any{}
	for {
		d.space()
		if d.i >= len(d.s) {
			return nil, false
		}
		switch d.s[d.i] {
		case ']':
			d.i++
			return list, true
		case ',':
			d.i++
			continue
		}
		v, ok := d.value()
		if !ok {
			return nil, false
		}
		list = append(list, v)
	}
}

func (d *decoder) number() (any, bool) {
	from := d.i
	for d.i < len(d.s) && strings.IndexByte("+-.eE0123456789", d.s[d.i]) >= 0 {
		d.i++
	}
	f, err := strconv.ParseFloat(d.s[from:d.i], 64)
	return f, err == nil
}

func (d *decoder) word() (any, bool) {
	from := d.i
	for d.i < len(d.s) && (wordByte(d.s[d.i]) || d.s[d.i] == '!') {
		d.i++
	}
	switch d.s[from:d.i] {
	case "true", "!0":
		return true, true
	case "false", "!1":
		return false, true
	case "null", "undefined", "NaN", "Infinity", "void":
		return nil, true
	}
	return nil, false
}

func (d *decoder) text(quote byte) (any, bool) {
	d.i++
	from := d.i
	for d.i < len(d.s) && d.s[d.i] != quote && d.s[d.i] != '\\' {
		d.i++
	}
	if d.i < len(d.s) && d.s[d.i] == quote { // the common case: nothing to undo
		d.i++
		return d.s[from : d.i-1], true
	}
	var b strings.Builder
	b.WriteString(d.s[from:min(d.i, len(d.s))])
	for d.i < len(d.s) {
		c := d.s[d.i]
		d.i++
		switch c {
		case quote:
			return b.String(), true
		case '\\':
			d.escape(&b)
		default:
			b.WriteByte(c)
		}
	}
	return nil, false
}

func (d *decoder) escape(b *strings.Builder) {
	if d.i >= len(d.s) {
		return
	}
	c := d.s[d.i]
	d.i++
	switch c {
	case 'n', 'r', 't', 'b', 'f', 'v':
		b.WriteByte(' ')
	case 'u', 'x':
		n := 4
		if c == 'x' {
			n = 2
		}
		r, ok := d.hex(n)
		if !ok {
			return
		}
		if utf16.IsSurrogate(r) && strings.HasPrefix(d.s[d.i:], `\u`) {
			d.i += 2
			if low, ok := d.hex(4); ok {
				r = utf16.DecodeRune(r, low)
			}
		}
		b.WriteRune(r)
	case '\n':
	default:
		b.WriteByte(c)
	}
}

func (d *decoder) hex(n int) (rune, bool) {
	if d.i+n > len(d.s) {
		return 0, false
	}
	v, err := strconv.ParseUint(d.s[d.i:d.i+n], 16, 32)
	d.i += n
	return rune(v), err == nil
}
