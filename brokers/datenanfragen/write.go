package datenanfragen

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"
	"github.com/whohasme/whohasme/brokers"
)

// Lost is one thing about a broker that its record does not say.
type Lost struct {
	Path string // the broker's id and the field, such as spokeo: search
	What string
	Why  string
}

// String returns the three in one line.
func (l Lost) String() string { return l.Path + ": " + l.What + ": " + l.Why }

var (
	slugForm  = regexp.MustCompile(`^[a-z0-9-]+$`)
	nameForm  = regexp.MustCompile(`^\S.*\S$`)
	mailForm  = regexp.MustCompile(`^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$`)
	phoneForm = regexp.MustCompile(`^\+\d+ \d+ (?:\d+ )*\d+(?: ext\. \d+)?$`)
)

// writer fills a record from one broker.
type writer struct {
	b    brokers.Broker
	out  record
	lost []Lost
}

// Write returns a broker as one JSON file of the schema. The error says that
// its id or name has no form that the schema takes.
func Write(b brokers.Broker) ([]byte, []Lost, error) {
	if !slugForm.MatchString(b.ID) {
		return nil, nil, fmt.Errorf("write %q: the id is no slug of lower-case letters, digits and hyphens", b.ID)
	}
	w := &writer{b: b}
	w.dropBounced()
	w.out.Slug = b.ID
	if w.out.Name = plain(cmp.Or(b.Operator, b.Name)); !nameForm.MatchString(w.out.Name) {
		return nil, nil, fmt.Errorf("write %q: the name is shorter than two characters", b.ID)
	}
	w.company()
	w.contacts()
	w.demands()
	w.sources()
	w.remarks()
	w.rest()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "    ")
	if err := enc.Encode(w.out); err != nil {
		return nil, nil, fmt.Errorf("write %q: %w", b.ID, err)
	}
	return out.Bytes(), w.lost, nil
}

func (w *writer) lose(field, what, why string) {
	w.lost = append(w.lost, Lost{w.b.ID + ": " + field, what, why})
}

// dropBounced leaves out the mailboxes that mail came back from: a record has no
// place for the mark, and somebody would write there.
func (w *writer) dropBounced() {
	var kept []brokers.OptOut
	for i, o := range w.b.OptOut {
		if o.Bounced.IsZero() {
			kept = append(kept, o)
		} else {
			w.lose(fmt.Sprintf("opt_out[%d]", i), o.To, "mail to it came back")
		}
	}
	w.b.OptOut = kept
}

// company says who it is.
func (w *writer) company() {
	if name := plain(w.b.Name); name != "" && name != w.out.Name {
		w.out.Runs = append(w.out.Runs, name)
	}
	for _, m := range w.b.Mirrors {
		if m = plain(m); m != "" && !slices.Contains(w.out.Runs, m) {
			w.out.Runs = append(w.out.Runs, m)
		}
	}
	w.out.Countries = []string{"all"}
	if _, ok := schemaCountries[w.b.Country]; ok {
		w.out.Countries = []string{strings.ToLower(w.b.Country)}
	}
	w.out.Language = cmp.Or(schemaCountries[w.b.Country].language, otherCountries[w.b.Country].language)
	if g := groups[w.b.Category]; g != "" {
		w.out.Groups = []string{g}
	} else if w.b.Category != "" {
		w.lose("category", w.b.Category, "the schema has no category for it")
	}
	if site := "https://" + w.b.Domain + "/"; w.b.Domain != "" && isAddress(site) {
		w.out.Web = site
	}
}

// contacts takes the first way of each channel.
func (w *writer) contacts() {
	for i, o := range w.b.OptOut {
		var place *string
		var value string
		switch o.By {
		case brokers.ByEmail:
			if mailForm.MatchString(o.To) && !strings.ContainsFunc(o.To, unicode.IsSpace) {
				place, value = &w.out.Email, o.To
			}
		case brokers.ByPost:
			place, value = &w.out.Address, w.address(o.To)
		case brokers.ByPhone:
			place, value = &w.out.Phone, phone(o.To, w.b.Home())
		case brokers.ByForm:
			if slices.Contains(o.Requires, "rights-page") {
				w.lose(fmt.Sprintf("opt_out[%d].url", i), o.URL, "a page to start from and not a form")
				continue
			}
			if isAddress(o.URL) {
				place, value = &w.out.Form, o.URL
			}
		case brokers.ByDROP:
			continue // stands in the remarks
		}
		switch {
		case place == nil || value == "":
			w.lose(fmt.Sprintf("opt_out[%d]", i), string(o.By), "not in the form that the schema wants")
		case *place == "":
			*place = value
		case *place != value:
			w.lose(fmt.Sprintf("opt_out[%d]", i), string(o.By), "a record has one of each channel, and this is the second")
		}
	}
	switch {
	case w.out.Email != "":
		w.out.Medium = "email"
	case w.out.Address != "":
		w.out.Medium = "letter"
	}
	if w.out.Address == "" {
		w.lose("address", "the postal address", "the schema requires it and it is not known, which is what it says")
		w.out.Address = noAddress
		if c := w.country(); c != "" {
			w.out.Address += "\n" + c
		}
	}
}

// country is the name of the broker's country in the schema's form, "" where
// none is known.
func (w *writer) country() string {
	return cmp.Or(schemaCountries[w.b.Home()].name, otherCountries[w.b.Home()].name)
}

// address writes a postal address in lines, without the company's name, with
// the country in the last one.
func (w *writer) address(to string) string {
	var lines []string
	for line := range strings.Lines(to) {
		if line = plain(line); line != "" && !strings.EqualFold(line, w.out.Name) {
			lines = append(lines, line)
		}
	}
	if len(lines) == 1 {
		lines = split(lines[0])
	}
	if len(lines) == 0 {
		return ""
	}
	last := len(lines) - 1
	if code, ok := ownNames[strings.ToLower(lines[last])]; ok {
		lines[last] = cmp.Or(schemaCountries[code].name, otherCountries[code].name)
	} else if c := w.country(); c != "" && lines[last] != c && !isCountry(lines[last]) {
		lines = append(lines, c)
	}
	return strings.Join(lines, "\n")
}

// split divides an address of one line before the town and before the country:
// "1 Elm St, Suite 2, Dayton, OH 45402, USA".
func split(line string) []string {
	parts := strings.Split(line, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	if n := len(parts); n > 1 {
		if _, ok := ownNames[strings.ToLower(parts[n-1])]; ok || isCountry(parts[n-1]) {
			if before := strings.Join(parts[:n-1], ", "); before != "" {
				return []string{before, parts[n-1]}
			}
		}
	}
	return []string{strings.Join(parts, ", ")}
}

func isCountry(s string) bool {
	for _, list := range []map[string]country{schemaCountries, otherCountries} {
		for _, c := range list {
			if c.name == s {
				return true
			}
		}
	}
	return false
}

// phone writes a number as the schema wants it, such as +1 555 555 0100; ""
// if it is none.
func phone(to, region string) string {
	n, err := phonenumbers.Parse(to, region)
	if err != nil {
		return ""
	}
	s := phonenumbers.Format(n, phonenumbers.INTERNATIONAL)
	s, ext, _ := strings.Cut(s, " ext. ")
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r != '+' && (r < '0' || r > '9') }), " ")
	if ext != "" {
		s += " ext. " + ext
	}
	if !phoneForm.MatchString(s) {
		return ""
	}
	return s
}

func isAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil && !strings.ContainsAny(s, " <>\"{}|\\^`") && !strings.ContainsFunc(s, odd)
}

// odd reports whether an address of the web cannot have the character as it is.
func odd(r rune) bool { return r <= ' ' || r >= unicode.MaxASCII }

// plain makes one line of a text.
func plain(s string) string { return strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ") }
