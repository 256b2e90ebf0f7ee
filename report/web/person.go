package web

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"go.yaml.in/yaml/v4"
)

// person is what a form about a person was filled in with, until it is filed.
// It stays in memory.
type person struct {
	url.Values
	mark    string        // tells it from what another tab fills in
	paper   []byte        // the document of a mandate
	subject *scan.Subject // as read from it
	faults  []fault
	lived   [][2]int // years of the addresses, where they were given
}

// fault is what is wrong with one field of the form.
type fault struct{ Field, Text string }

// paperName stands for the document's own name, which may be the person's.
const paperName = "mandate.pdf"

// readPerson reads the form into a subject. It writes the answers down as a
// subject file has them and reads that, so that both follow the same rules.
func readPerson(r *http.Request) *person {
	p := &person{Values: url.Values{}}
	for k, list := range r.PostForm {
		if k != "token" {
			p.Values[k] = list
		}
	}
	p.paper = upload(r, "paper")
	file := p.file()
	data, err := yaml.Marshal(file)
	if err != nil {
		p.faults = append(p.faults, fault{"", "The answers could not be written down."})
		return p
	}
	p.read(data)
	return p
}

// readFile reads a subject file that was given instead of answers.
func readFile(r *http.Request) *person {
	p := &person{Values: url.Values{}, paper: upload(r, "paper")}
	data := upload(r, "file")
	if len(data) == 0 {
		p.faults = append(p.faults, fault{"file", "Choose a file."})
		return p
	}
	p.read(data)
	return p
}

func (p *person) read(data []byte) {
	s, err := scan.ParseSubject("form", data)
	p.subject = s
	for i := range min(len(s.Addresses), len(p.lived)) {
		s.Addresses[i].From, s.Addresses[i].To = p.lived[i][0], p.lived[i][1]
	}
	var all brokers.Faults
	switch {
	case errors.As(err, &all):
		for _, f := range all {
			p.faults = append(p.faults, fault{field(f.Field), capital(f.Text)})
		}
	case err != nil:
		p.faults = append(p.faults, fault{"", "The answers could not be read."})
	}
	if p.faults == nil && s.Authority.Kind == scan.Mandate && len(p.paper) == 0 {
		p.faults = append(p.faults, fault{"paper", "A mandate needs its signed document."})
	}
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return upper(s) + "."
}

// field is the form's name of a subject file's field.
func field(f string) string {
	for _, m := range [][2]string{
		{"names[0]", "name"}, {"names", "other_names"}, {"born", "born"}, {"addresses[0]", "place"}, {"addresses", "earlier"}, {"residence", "place"}, {"phones", "phones"}, {"emails", "emails"},
		{"relatives", "relatives"}, {"reply_to", "reply_to"}, {"safe", "safe"}, {"authority.document", "paper"}, {"authority", "authority"}, {"id", "id"}, {"risk", "risk"},
	} {
		if strings.HasPrefix(f, m[0]) {
			return m[1]
		}
	}
	return ""
}

func upload(r *http.Request, name string) []byte {
	f, _, err := r.FormFile(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		return nil
	}
	return b
}

// spell is the years behind a place, such as "2009 to 2015" or "until 2015".
var spell = regexp.MustCompile(`(?i)[\s,(]+(?:(?:from|since)?\s*((?:19|20)\d\d)\s*(?:to|until|-|–)\s*|(?:to|until)\s+)((?:19|20)\d\d)\)?$`)

// lived takes the years off a place.
func lived(line string) (place string, from, to int) {
	m := spell.FindStringSubmatch(line)
	if m == nil {
		return line, 0, 0
	}
	from, _ = strconv.Atoi(m[1]) // 0 where it is not given
	to, _ = strconv.Atoi(m[2])
	return strings.TrimSuffix(line, m[0]), from, to
}

// text is an answer on one line; lines are the lines of one.
func (p *person) text(name string) string { return strings.Join(strings.Fields(p.Get(name)), " ") }

func (p *person) lines(name string) (list []any) {
	for line := range strings.Lines(p.Get(name)) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// file writes the answers down as a subject file has them.
func (p *person) file() map[string]any {
	f := map[string]any{"id": "me"}
	put := func(key string, v any) {
		switch v := v.(type) {
		case string:
			if v == "" {
				return
			}
		case []any:
			if len(v) == 0 {
				return
			}
		}
		f[key] = v
	}
	put("id", p.text("id"))
	f["authority"] = p.authority()
	put("risk", p.text("risk"))
	names := []any{pairs("first", p.text("first"), "middle", p.text("middle"), "last", p.text("last"), "suffix", p.text("suffix"))}
	for _, n := range p.lines("other_names") {
		words := strings.Fields(n.(string))
		if strings.Contains(n.(string), ",") {
			names = append(names, n) // which part is which is left to the person
			continue
		}
		names = append(names, pairs("first", words[0], "middle", strings.Join(words[1:max(len(words)-1, 1)], " "), "last", words[len(words)-1], "kind", "former"))
	}
	f["names"] = names
	var places []any
	if home := pairs("street", p.text("street"), "city", p.text("city"), "state", p.text("state"), "zip", p.text("zip")); len(home) > 0 {
		places = append(places, home)
	}
	p.lived = make([][2]int, len(places))
	for _, line := range p.lines("earlier") {
		text, from, to := lived(line.(string))
		places, p.lived = append(places, text), append(p.lived, [2]int{from, to})
	}
	put("addresses", places)
	put("born", p.text("born"))
	put("phones", p.lines("phones"))
	put("emails", p.lines("emails"))
	put("relatives", p.lines("relatives"))
	put("reply_to", p.text("reply_to"))
	safe := map[string]any{}
	for _, k := range []string{"names", "addresses", "phones", "emails"} {
		if list := p.lines("safe_" + k); len(list) > 0 {
			safe[k] = list
		}
	}
	if len(safe) > 0 {
		f["safe"] = safe
	}
	return f
}

func (p *person) authority() map[string]any {
	kind := p.text("authority")
	if kind == "" {
		kind = string(scan.Self)
	}
	a := map[string]any{"kind": kind}
	if kind != string(scan.Mandate) {
		return a
	}
	a["scope"], a["brokers"] = p.Values["scope"], "all"
	for _, k := range []string{"from", "to"} {
		if v := p.text(k); v != "" {
			a[k] = v
		}
	}
	if len(p.paper) > 0 {
		a["document"] = paperName
	}
	return a
}

func pairs(kv ...string) map[string]string {
	m := map[string]string{}
	for i := 0; i+1 < len(kv); i += 2 {
		if kv[i+1] != "" {
			m[kv[i]] = kv[i+1]
		}
	}
	return m
}

// form is what the page of the form shows.
type form struct {
	*person
	First bool // of a vault that is still to be made
}

// Fault says what is wrong with a field, or "".
func (f form) Fault(field string) string {
	var all []string
	if f.person != nil {
		for _, x := range f.faults {
			if x.Field == field && !slices.Contains(all, x.Text) {
				all = append(all, x.Text)
			}
		}
	}
	return strings.Join(all, " ")
}

// Faulty reports whether anything is wrong.
func (f form) Faulty() bool { return f.person != nil && len(f.faults) > 0 }

// Value is what a field was filled in with.
func (f form) Value(field string) string {
	if f.person == nil {
		return ""
	}
	return f.Get(field)
}

// Has reports whether a field has a value among others.
func (f form) Has(field, value string) bool {
	return f.person != nil && slices.Contains(f.Values[field], value)
}

// Scopes are what a mandate can permit.
func (form) Scopes() (list []string) {
	list = []string{scan.Look}
	for _, a := range brokers.Asks {
		list = append(list, string(a))
	}
	return list
}
