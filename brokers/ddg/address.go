package ddg

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// variable is a variable of theirs: ours, and the change that it always gets.
type variable struct{ name, base string }

var variables = map[string]variable{
	"firstName": {"first", "title"}, "middleName": {"middle", ""}, "lastName": {"last", "title"},
	"city": {"city", "title"}, "state": {"state", "lower"}, "zip": {"zip", ""}, "zipCode": {"zip", ""}, "age": {"age", ""},
}

// secret are variables whose facts a search here never tells.
var secret = []string{"birthYear", "birthDate", "dateOfBirth", "dob", "phone", "phoneNumber", "email", "ssn", "street", "addressLine1"}

var (
	scriptSlot = regexp.MustCompile(`\$(?:\{|%7[Bb])([^{}]*?)(?:\}|%7[Dd])`) // their client reads it either way
	bar        = strings.NewReplacer("%7C", "|", "%7c", "|")
	ourSlot    = regexp.MustCompile(`\{[^{}]*\}`)
	literal    = strings.NewReplacer("{", "%7B", "}", "%7D", " ", "%20")
)

// maxAddress is the longest search address that is carried, in bytes.
const maxAddress = 4000

// address returns the address of a key as a template of ours, and the age
// bands that it needs. "" says that it cannot be asked; the reason is reported.
func (o *object) address(key string) (brokers.Template, []string) {
	raw := strings.TrimSpace(o.text(key))
	bands := o.bands()
	if raw == "" {
		return "", nil
	}
	var out strings.Builder
	last := 0
	for _, m := range scriptSlot.FindAllStringSubmatchIndex(raw, -1) {
		out.WriteString(literal.Replace(raw[last:m[0]]))
		last = m[1]
		slot, err := o.slot(key, raw[m[2]:m[3]], strings.Contains(out.String(), "?"), len(bands) > 0)
		if err != nil {
			o.lose(key, raw[m[0]:m[1]], err.Error())
			return "", nil
		}
		out.WriteString(slot)
	}
	out.WriteString(literal.Replace(raw[last:]))
	t := brokers.Template(out.String())
	if why := askable(t); why != "" {
		o.lose(key, raw, why)
		return "", nil
	}
	if !t.Uses("age_range") {
		bands = nil
	}
	return t, bands
}

// maxBands is how many age bands one address may have.
const maxBands = 50

// bands returns the age bands beside an address that have our form.
func (o *object) bands() []string {
	var out []string
	for _, b := range o.texts("ageRange") {
		b = strings.TrimSpace(b)
		if _, _, ok := brokers.Band(b); !ok || len(b) > 20 || len(out) == maxBands {
			o.lose("ageRange", b, `want a band such as "18-30" or "81+"`)
			continue
		}
		out = append(out, b)
	}
	return out
}

// slot turns what stands in their braces into our slots.
func (o *object) slot(key, expr string, inQuery, banded bool) (string, error) {
	parts := strings.Split(bar.Replace(expr), "|")
	name, transforms := strings.TrimSpace(parts[0]), parts[1:]
	if name == "fullName" {
		return o.fullName(key, transforms, inQuery)
	}
	v, known := variables[name]
	switch {
	case slices.Contains(secret, name):
		return "", fmt.Errorf("a search never tells this")
	case !known:
		return "", fmt.Errorf("no such fact in a search")
	}
	var changes []string
	if v.base != "" {
		changes = []string{v.base}
	}
	for _, t := range transforms {
		if t == "ageRange" {
			if banded {
				v.name = "age_range"
			}
			continue
		}
		change, ok := transform(t)
		if !ok {
			o.lose(key, t, "no such change of a value; left out")
			continue
		}
		changes = add(changes, change)
	}
	return "{" + strings.Join(append([]string{v.name}, changes...), "|") + "}", nil
}

// fullName is first and last name with what stands between them.
func (o *object) fullName(key string, transforms []string, inQuery bool) (string, error) {
	between := "%20"
	if inQuery {
		between = "+"
	}
	for _, t := range transforms {
		change, _ := transform(t)
		switch arg, spaced := strings.CutPrefix(change, "space="); {
		case change == "hyphen":
			between = "-"
		case spaced && inQuery:
			between = url.QueryEscape(arg)
		case spaced:
			between = url.PathEscape(arg)
		}
	}
	tail := strings.Join(append([]string{""}, transforms...), "|")
	first, err := o.slot(key, "firstName"+tail, inQuery, false)
	if err != nil {
		return "", err
	}
	last, err := o.slot(key, "lastName"+tail, inQuery, false)
	return first + between + last, err
}

// transform returns a change of theirs in our words.
func transform(t string) (string, bool) {
	name, arg, _ := strings.Cut(strings.TrimSpace(t), ":")
	switch name {
	case "hyphenated":
		return "hyphen", true
	case "capitalize":
		return "title", true
	case "downcase":
		return "lower", true
	case "upcase":
		return "upper", true
	case "snakecase":
		return "space=_", true
	case "replaceWhitespace":
		return "space=" + arg, true
	case "stateFull":
		return "statename", true
	case "defaultIfEmpty":
		return "default=" + arg, true
	}
	return "", false
}

// add appends a change and drops what it makes pointless.
func add(changes []string, c string) []string {
	letters := []string{"lower", "upper", "title"}
	switch {
	case c == "title" && slices.Contains(changes, "title") && changes[len(changes)-1] == "title":
		return changes
	case c == "lower", c == "upper", c == "statename":
		changes = slices.DeleteFunc(changes, func(s string) bool { return slices.Contains(letters, s) })
	}
	return append(changes, c)
}

// askable returns why a template is no address that can be asked, or "".
func askable(t brokers.Template) string {
	s := string(t)
	if len(s) > maxAddress {
		return fmt.Sprintf("is longer than %d characters", maxAddress)
	}
	u, err := url.Parse(ourSlot.ReplaceAllString(s, "x"))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil {
		return "want an address that begins with https:// or http://"
	}
	_, host, _ := strings.Cut(s, "://")
	if end := strings.IndexAny(host, "/?#"); end >= 0 {
		host = host[:end]
	}
	if strings.ContainsAny(host, "{}") {
		return "a variable cannot stand in the host"
	}
	return ""
}

// webAddress returns an address without variables, "" if it is none.
func (o *object) webAddress(key string) string {
	raw := strings.TrimSpace(o.text(key))
	if raw == "" {
		return ""
	}
	if why := askable(brokers.Template(raw)); why != "" || strings.ContainsAny(raw, "{} ") {
		o.lose(key, raw, "want an address that begins with https:// or http://, without variables")
		return ""
	}
	return raw
}
