package brokers

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Query is what one search tells a site: the least that it needs. It has no
// place for a birth date, a phone or an e-mail address.
type Query struct {
	First, Middle, Last string
	City, State, Zip    string
	Age                 int // years; 0: unknown. Used only where the address demands an age
}

// Variables are the names that may stand in the braces of a template.
var Variables = []string{"first", "middle", "last", "city", "state", "zip", "age", "age_range"}

// Transforms are the changes that may follow a variable after a bar.
var Transforms = []string{"lower", "upper", "title", "hyphen", "space", "default", "statename", "raw"}

// Template is a search address with variables in braces, such as
// https://example.test/{first|lower}-{last|lower}/{state}.
type Template string

// ErrLacks says that a template needs a fact that the query does not have.
var ErrLacks = errors.New("the search address needs a fact that is not given")

var slot = regexp.MustCompile(`\{([^{}]*)\}`)

// Address fills the template. Values are folded to ASCII unless raw, then
// encoded for their place in the address. The error wraps ErrLacks when the
// query lacks a fact; it names the variable, never a value.
func (t Template) Address(q Query, ages []string) (*url.URL, error) {
	s := string(t)
	var fault error
	var out strings.Builder
	last := 0
	for _, m := range slot.FindAllStringSubmatchIndex(s, -1) {
		out.WriteString(s[last:m[0]])
		last = m[1]
		v, err := fill(s[m[2]:m[3]], q, ages)
		if err != nil {
			fault = errors.Join(fault, err)
			continue
		}
		if strings.Contains(out.String(), "?") { // a filled value has it encoded
			out.WriteString(url.QueryEscape(v))
		} else {
			out.WriteString(url.PathEscape(v))
		}
	}
	out.WriteString(s[last:])
	if fault != nil {
		return nil, fault
	}
	u, err := url.Parse(strings.ReplaceAll(out.String(), " ", "%20")) // a space can only be one of the template
	if err != nil {
		return nil, errors.New("fill search address: not an address")
	}
	return u, nil
}

// Uses reports whether the template has the variable.
func (t Template) Uses(variable string) bool {
	for _, m := range slot.FindAllStringSubmatch(string(t), -1) {
		if name, _, _ := strings.Cut(m[1], "|"); name == variable {
			return true
		}
	}
	return false
}

func fill(expr string, q Query, ages []string) (string, error) {
	name, rest, _ := strings.Cut(expr, "|")
	v, err := value(name, q, ages)
	if err != nil {
		return "", err
	}
	transforms := strings.Split(rest, "|")
	raw := slices.Contains(transforms, "raw")
	if !raw {
		v = ASCII(v) // first, so that upper meets "ss" and not a sharp s
	}
	for _, t := range transforms {
		if v, err = apply(t, v); err != nil {
			return "", err
		}
	}
	if v == "" && !strings.Contains("|"+rest, "|default=") {
		return "", fmt.Errorf("fill {%s}: %w", name, ErrLacks)
	}
	if !raw {
		v = ASCII(v)
	}
	return v, nil
}

func value(name string, q Query, ages []string) (string, error) {
	switch name {
	case "first":
		return q.First, nil
	case "middle":
		return q.Middle, nil
	case "last":
		return q.Last, nil
	case "city":
		return q.City, nil
	case "state":
		return q.State, nil
	case "zip":
		return q.Zip, nil
	case "age":
		if q.Age > 0 {
			return strconv.Itoa(q.Age), nil
		}
		return "", nil
	case "age_range":
		return band(q.Age, ages), nil
	}
	return "", fmt.Errorf("fill {%s}: no such variable", name)
}

func apply(transform, v string) (string, error) {
	name, arg, _ := strings.Cut(transform, "=")
	switch name {
	case "", "raw":
		return v, nil
	case "lower":
		return strings.ToLower(v), nil
	case "upper":
		return strings.ToUpper(v), nil
	case "title":
		return cases.Title(language.Und, cases.NoLower).String(v), nil
	case "hyphen":
		return strings.Join(strings.Fields(v), "-"), nil
	case "space":
		return strings.Join(strings.Fields(v), arg), nil
	case "default":
		if v == "" {
			return arg, nil
		}
		return v, nil
	case "statename":
		if n, ok := StateName(v); ok {
			return n, nil
		}
		return v, nil
	}
	return "", fmt.Errorf("apply %q: no such transform", name)
}

// band returns the first of the bands ("18-30", "81+") that holds the age, or
// "" when there is none.
func band(age int, bands []string) string {
	for _, b := range bands {
		if low, high, ok := Band(b); ok && age >= low && age <= high && age > 0 {
			return b
		}
	}
	return ""
}

// Band reads an age band such as "18-30" or "81+".
func Band(s string) (low, high int, ok bool) {
	if n, open := strings.CutSuffix(s, "+"); open {
		low, err := strconv.Atoi(n)
		return low, 200, err == nil && low >= 0
	}
	a, b, found := strings.Cut(s, "-")
	low, err1 := strconv.Atoi(strings.TrimSpace(a))
	high, err2 := strconv.Atoi(strings.TrimSpace(b))
	return low, high, found && err1 == nil && err2 == nil && low <= high
}

// letters that decomposition does not turn into ASCII.
var plain = strings.NewReplacer(
	"ł", "l", "Ł", "L", "đ", "d", "Đ", "D", "ø", "o", "Ø", "O", "ß", "ss", "ẞ", "SS", "ı", "i", "æ", "ae", "Æ", "AE",
	"ħ", "h", "Ħ", "H", "ŧ", "t", "Ŧ", "T", "œ", "oe", "Œ", "OE", "þ", "th", "Þ", "Th", "ð", "d", "Ð", "D", "’", "'", "‘", "'", "ʻ", "'", "ʼ", "'", "´", "'", "`", "'", "–", "-", "—", "-", "‐", "-", "\u00a0", " ",
)

// ASCII folds Latin letters with marks to plain ones: "García Łuk" becomes
// "Garcia Luk". Letters of other scripts stay, and keep their marks.
func ASCII(s string) string {
	if isASCII(s) { // as most texts are
		return strings.ReplaceAll(s, "`", "'")
	}
	var b strings.Builder
	foreign := false // the marks that follow belong to a letter of another script
	for _, r := range norm.NFKD.String(plain.Replace(strings.ToValidUTF8(s, "\ufffd"))) {
		if unicode.Is(unicode.Mn, r) {
			if foreign {
				b.WriteRune(r)
			}
			continue
		}
		foreign = (unicode.IsLetter(r) || unicode.IsMark(r)) && !unicode.Is(unicode.Latin, r)
		b.WriteRune(r)
	}
	return plain.Replace(norm.NFC.String(b.String())) // again: "ǿ" shows its "ø" only now
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// check returns what is wrong with the template's variables and transforms.
func (t Template) check() []string {
	var faults []string
	for _, m := range slot.FindAllStringSubmatch(string(t), -1) {
		parts := strings.Split(m[1], "|")
		if !slices.Contains(Variables, parts[0]) {
			faults = append(faults, fmt.Sprintf("unknown variable {%s}, want one of %s", parts[0], strings.Join(Variables, ", ")))
		}
		for _, p := range parts[1:] {
			name, _, _ := strings.Cut(p, "=")
			if !slices.Contains(Transforms, name) {
				faults = append(faults, fmt.Sprintf("unknown transform %q, want one of %s", name, strings.Join(Transforms, ", ")))
			}
		}
	}
	if strings.ContainsAny(slot.ReplaceAllString(string(t), ""), "{}") {
		faults = append(faults, "braces do not pair")
	}
	return faults
}
