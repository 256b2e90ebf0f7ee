package ddg

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// Lost is one thing in a file that the brokers made from it do not say.
type Lost struct {
	Path string // file:line, then where in the file, such as steps[0].actions[1].url
	What string
	Why  string

	Aside bool // nothing about the broker or its pages is missing
}

// String returns the three in one line.
func (l Lost) String() string { return l.Path + ": " + l.What + ": " + l.Why }

// maxLost bounds what is reported of one file.
const maxLost = 1000

// reader gathers what is lost on the way through one file.
type reader struct {
	file   string
	names  *brokers.Names
	hosts  []string // of the broker and its parent
	lost   []Lost
	client []string // keys that are matters of their client, each once
}

// own notes a key that only their client has a use for.
func (r *reader) own(key string) {
	if !slices.Contains(r.client, key) {
		r.client = append(r.client, key)
	}
}

// clientKeys are the keys that their client needs to do its work: when it looks
// again, how long it waits, how it tells one record from another.
var clientKeys = []string{
	"version", "schedulingConfig", "eTag", "etag", "pollingTime", "wait", "dataSource", "identifier", "identifierType",
	"min", "max", "captchaType", "injectCaptchaHandler", "stringified", "extract", "isGenerated", "generated",
}

func (r *reader) lose(n *node, path, what, why string) {
	if len(r.lost) < maxLost {
		r.lost = append(r.lost, Lost{Path: fmt.Sprintf("%s:%d: %s", r.file, n.line, path), What: short(what), Why: why})
	}
}

// short keeps a quoted piece of a file to one line.
func short(s string) string {
	s = plain(s)
	if cut := []rune(s); len(cut) > 200 {
		return string(cut[:200]) + "..."
	}
	return s
}

// plain makes one line of a text, without characters that do not show.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if !strconv.IsGraphic(r) {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// object is a group of the file with its place. It remembers what was read,
// so that the rest can be reported.
type object struct {
	r    *reader
	n    *node
	path string
	read []string
}

func (o *object) lose(key, what, why string) {
	n := o.n
	if f := o.n.fields[key]; f != nil {
		n = f
	}
	o.r.lose(n, o.at(key), what, why)
}

func (o *object) at(key string) string {
	return strings.Trim(o.path+"."+short(key), ".")
}

// line returns where the first of the keys stands that the group has.
func (o *object) line(keys ...string) int {
	for _, key := range keys {
		if n := o.n.fields[key]; n != nil {
			return n.line
		}
	}
	return o.n.line
}

// get returns the value of a key, nil if it is missing, null or of another
// kind; the last is reported.
func (o *object) get(key string, want kind) *node {
	o.read = append(o.read, key)
	n := o.n.fields[key]
	if n == nil || n.kind == absent {
		return nil
	}
	if n.kind != want {
		o.lose(key, kindNames[n.kind], "want "+kindNames[want])
		return nil
	}
	return n
}

func (o *object) has(key string) bool {
	n := o.n.fields[key]
	return n != nil && n.kind != absent
}

func (o *object) text(key string) string {
	if n := o.get(key, text); n != nil {
		return n.text
	}
	return ""
}

func (o *object) flag(key string) bool {
	n := o.get(key, truth)
	return n != nil && n.on
}

func (o *object) texts(key string) []string {
	n := o.get(key, list)
	if n == nil {
		return nil
	}
	var out []string
	for _, item := range n.items {
		if item.kind != text {
			o.lose(key, kindNames[item.kind], "want "+kindNames[text])
			continue
		}
		out = append(out, item.text)
	}
	return out
}

// object returns a group below this one, nil if there is none.
func (o *object) object(key string) *object {
	n := o.get(key, group)
	if n == nil {
		return nil
	}
	return &object{r: o.r, n: n, path: o.at(key)}
}

// objects returns a list of groups; anything else in it is reported.
func (o *object) objects(key string) []*object {
	n := o.get(key, list)
	if n == nil {
		return nil
	}
	var out []*object
	for i, item := range n.items {
		at := fmt.Sprintf("%s[%d]", o.at(key), i)
		if item.kind != group {
			o.r.lose(item, at, kindNames[item.kind], "want "+kindNames[group])
			continue
		}
		out = append(out, &object{r: o.r, n: item, path: at})
	}
	return out
}

// day returns a date that the file gives in milliseconds since 1970, or as
// text; the zero Date if there is none.
func (o *object) day(key string) brokers.Date {
	o.read = append(o.read, key)
	n := o.n.fields[key]
	if n == nil || n.kind == absent {
		return brokers.Date{}
	}
	var d brokers.Date
	switch n.kind {
	case number:
		if ms, err := strconv.ParseFloat(n.text, 64); err == nil && ms > 0 && ms < 1e13 {
			d = brokers.DateOf(time.UnixMilli(int64(ms)).UTC())
		}
	case text:
		if len(n.text) >= len(time.DateOnly) {
			d, _ = brokers.ParseDate(n.text[:len(time.DateOnly)])
		}
	}
	if d.Year < 2000 || d.Year > 2100 {
		o.lose(key, n.text, "not a day of this century")
		return brokers.Date{}
	}
	return d
}

// selector returns a selector that compiles, "" if there is none.
func (o *object) selector(key string) brokers.Selector {
	s := brokers.Selector(strings.TrimSpace(o.text(key)))
	if s == "" {
		return ""
	}
	if err := brokers.CheckSelector(s); err != nil {
		o.lose(key, string(s), err.Error())
		return ""
	}
	return s
}

// pass marks keys as read that mean nothing here.
func (o *object) pass(keys ...string) { o.read = append(o.read, keys...) }

// rest reports the keys that nobody read.
func (o *object) rest() {
	for _, key := range o.n.keys {
		switch {
		case slices.Contains(o.read, key) || key == "id" || strings.HasPrefix(key, "_comment") || !o.has(key):
		case slices.Contains(clientKeys, key):
			o.r.own(key)
		default:
			o.lose(key, key, "no place for this key")
		}
	}
}
