package structure

import (
	"strings"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract/field"
)

// state looks for the list of persons in the JSON that a script draws a page
// from.
type stateReader struct {
	maker
	wanted *field.Wanted
	best   []scan.Record
	worth  int
	seen   int
}

// skipped are the parts of a page's state that hold other people than the
// results.
var skipped = []string{"popular", "related", "similar", "sponsor", "trending", "recent", "advert", "testimonial", "review", "author", "viewer", "currentuser", "session", "suggest", "neighbor", "nearby", "faq", "footer", "header", "nav", "menu"}

func skip(key string) bool {
	if roleOf(key) == relatives {
		return true
	}
	key = strings.ToLower(key)
	for _, s := range skipped {
		if strings.HasPrefix(key, s) || strings.HasPrefix(key, "people"+s) {
			return true
		}
	}
	return false
}

func (s *stateReader) walk(v any, depth int) {
	if s.seen++; depth > deepest || s.seen > mostVals {
		return
	}
	switch v := v.(type) {
	case []any:
		if s.list(v) {
			return
		}
		for _, e := range v {
			s.walk(e, depth+1)
		}
	case object:
		if s.list(values(v)) || s.list([]any{v}) {
			return
		}
		for _, kind := range kinds(v) {
			s.list(kind)
		}
		for _, m := range v {
			if !skip(m.key) {
				s.walk(m.value, depth+1)
			}
		}
	case string:
		if t := strings.TrimSpace(v); depth < 20 && len(t) > 40 && (t[0] == '{' || t[0] == '[') && s.wanted.Mentioned(t) {
			if inner, _, ok := decode(t); ok {
				s.walk(inner, depth+20)
			}
		}
	}
}

// values are the members of an object that keeps persons by their number.
func values(o object) []any {
	list := make([]any, 0, len(o))
	for _, m := range o {
		if _, ok := m.value.(object); !ok || roleOf(m.key) != nothing {
			return nil
		}
		list = append(list, m.value)
	}
	return list
}

// kinds are the members of an object that keeps things of several kinds under
// keys such as "Person:12", each kind for itself.
func kinds(o object) [][]any {
	var list [][]any
	index := map[string]int{}
	for _, m := range o {
		kind, _, cut := strings.Cut(m.key, ":")
		if _, ok := m.value.(object); !ok || !cut || len(kind) > 40 {
			continue
		}
		i, known := index[kind]
		if !known {
			i = len(list)
			index[kind] = i
			list = append(list, nil)
		}
		list[i] = append(list[i], m.value)
	}
	return list
}

// list reads a list of persons, and keeps it if it is the best so far.
func (s *stateReader) list(v []any) bool {
	var records []scan.Record
	worth, wanted, kin := 0, false, 0
	for _, e := range v {
		o, ok := s.person(e)
		if !ok {
			continue
		}
		r, facts := s.record(o)
		if r.Name == "" || facts == 0 {
			continue
		}
		wanted = wanted || s.like(r)
		if s.wanted.Like(r.Name) > field.Unlike {
			kin++
		}
		records = append(records, r)
		worth += facts
	}
	if len(records)*2 < len(v) || !wanted && (kin == 0 || kin < len(records) || worth < 3*len(records)) || len(records) == 1 && worth < 2 {
		return false
	}
	if worth > s.worth {
		s.best, s.worth = records, worth
	}
	return true
}

// person is the object of an entry that bears a name: the entry itself, or the
// one object inside it where a service wraps its hits ("_source", "node",
// "attributes").
func (s *stateReader) person(v any) (object, bool) {
	for range 3 {
		o, ok := v.(object)
		if !ok {
			return nil, false
		}
		if s.named(o) {
			return o, true
		}
		v = nil
		for _, m := range o {
			if inner, ok := m.value.(object); ok && !skip(m.key) && roleOf(m.key) == nothing {
				if v != nil {
					return nil, false
				}
				v = inner
			}
		}
	}
	return nil, false
}

// named is a quick look for a key that holds a name.
func (s *stateReader) named(o object) bool {
	for i := range o {
		switch roleOf(o[i].key) {
		case wholeName, firstName, lastName:
			return true
		}
	}
	return false
}

func (s *stateReader) like(r scan.Record) bool {
	for _, n := range append([]string{r.Name}, r.Aliases...) {
		if s.wanted.Like(n) == field.Alike {
			return true
		}
	}
	return false
}

// script reads the JSON in the text of a script.
func (s *stateReader) script(code string, isJSON, nuxt bool) {
	if isJSON {
		if v, _, ok := decode(code); ok {
			if nuxt {
				v = revive(v)
			}
			s.walk(joined(v), 0)
		}
		return
	}
	budget := 4*len(code) + 1000
	for i := 0; i < len(code) && budget > 0; {
		k := strings.IndexAny(code[i:], "{[\"'")
		if k < 0 {
			return
		}
		at := i + k
		if !opensValue(code, at) {
			if code[at] == '"' || code[at] == '\'' { // skip over a string
				d := decoder{s: code, i: at}
				if _, ok := d.text(code[at]); ok {
					i = d.i
					continue
				}
			}
			i = at + 1
			continue
		}
		d := decoder{s: code, i: at}
		v, ok := d.value()
		budget -= d.i - at
		if !ok {
			i = at + 1
			continue
		}
		if i = d.i; i-at < 40 { // too short to hold a person
			continue
		}
		if str, isText := v.(string); isText {
			v = unwrap(str)
		}
		s.walk(joined(v), 0)
	}
}

// opensValue reports whether a value may begin at a byte of a script: behind
// an equals sign, a bracket, a comma or a return.
func opensValue(code string, at int) bool {
	before := strings.TrimRight(code[max(0, at-40):at], " \t\r\n")
	if before == "" {
		return true
	}
	return strings.IndexByte("=(,[", before[len(before)-1]) >= 0 || strings.HasSuffix(before, "return") || strings.HasSuffix(before, "||") || strings.HasSuffix(before, "default")
}

// unwrap reads the JSON inside a string: all of it, or behind a number and a
// colon as servers of React write it line by line.
func unwrap(s string) any {
	t := strings.TrimSpace(s)
	if i := strings.IndexByte(t, ':'); i > 0 && i < 8 && strings.Trim(t[:i], "0123456789abcdef") == "" {
		t = t[i+1:]
	}
	if t == "" || t[0] != '{' && t[0] != '[' {
		return nil
	}
	v, _, ok := decode(t)
	if !ok {
		return nil
	}
	return v
}

// revive undoes the packing of values into one flat array, in which every
// number inside an object or array is the place of a value (devalue, as Nuxt
// uses it).
func revive(v any) any {
	flat, ok := v.([]any)
	if !ok {
		return v
	}
	r := reviver{flat: flat, done: make(map[int]any)}
	var all []any
	for i := range flat {
		if _, ok := flat[i].([]any); ok {
			all = append(all, r.at(i, 0))
		}
	}
	for i := range flat {
		if o, ok := flat[i].(object); ok && len(o) > 2 {
			all = append(all, r.at(i, 0))
		}
	}
	return all
}

type reviver struct {
	flat []any
	done map[int]any
	made int
}

func (r *reviver) at(i, depth int) any {
	if v, ok := r.done[i]; ok {
		return v
	}
	if r.made++; i < 0 || i >= len(r.flat) || depth > 30 || r.made > mostVals {
		return nil
	}
	r.done[i] = nil // a ring ends here
	var out any
	switch v := r.flat[i].(type) {
	case []any:
		list := make([]any, 0, len(v))
		for _, e := range v {
			if n, ok := e.(float64); ok {
				list = append(list, r.at(int(n), depth+1))
			} else {
				list = append(list, e)
			}
		}
		out = list
	case object:
		o := make(object, 0, len(v))
		for _, m := range v {
			if n, ok := m.value.(float64); ok {
				m.value = r.at(int(n), depth+1)
			}
			o = append(o, m)
		}
		out = o
	default:
		out = v
	}
	r.done[i] = out
	return out
}
