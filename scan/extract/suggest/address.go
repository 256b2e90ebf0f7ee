package suggest

import (
	"net/url"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// Address guesses the template that a page's address was filled from, by the
// names and places of the person it was asked for. ok tells that first and
// last name were found in it.
func Address(u *url.URL, names []scan.Name, addresses []scan.Address) (t brokers.Template, ok bool) {
	if u == nil || u.Host == "" {
		return "", false
	}
	clean := *u
	clean.Fragment, clean.User = "", nil
	clean.RawQuery = unpaged(clean.RawQuery)
	raw := clean.String()
	from := strings.Index(raw, "://")
	if from < 0 {
		return "", false
	}
	from += len("://") + len(clean.Host)
	for _, n := range names {
		path := raw[from:]
		f := filler{rest: path}
		f.put("first", n.First)
		f.put("last", n.Last)
		if !f.used["first"] || !f.used["last"] {
			continue
		}
		if n.Middle != "" {
			f.put("middle", n.Middle)
		}
		for _, a := range addresses {
			if len(a.City) > 2 {
				f.put("city", a.City)
			}
			if a.Zip != "" {
				f.put("zip", a.Zip[:min(len(a.Zip), 5)])
			}
			f.putState(a.State)
		}
		return brokers.Template(raw[:from] + f.rest), true
	}
	if tells(raw[from:], names) {
		return brokers.Template(raw[:from] + "/"), false // an address that bears a name goes into no file
	}
	return brokers.Template(raw), false
}

// tells reports whether an address holds a word of a name.
func tells(path string, names []scan.Name) bool {
	plain, err := url.QueryUnescape(path)
	if err != nil {
		plain = path
	}
	plain = scan.Fold(plain)
	for _, n := range names {
		for w := range strings.FieldsSeq(scan.Fold(n.First + " " + n.Last)) {
			if len(w) > 2 && strings.Contains(plain, w) {
				return true
			}
		}
	}
	return false
}

// unpaged leaves out the parameters that only turn pages.
func unpaged(query string) string {
	var kept []string
	for p := range strings.SplitSeq(query, "&") {
		key, _, _ := strings.Cut(p, "=")
		if k := strings.ToLower(key); p != "" && k != "page" && k != "p" && k != "offset" && k != "start" && !strings.HasPrefix(k, "utm_") {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "&")
}

// filler puts variables where their values stand.
type filler struct {
	rest string
	used map[string]bool
}

// put replaces a value, in the case and with the joints that it is written in.
func (f *filler) put(variable, v string) {
	if v != brokers.ASCII(v) && f.putRaw(variable, v) {
		return
	}
	words := strings.Fields(brokers.ASCII(strings.ReplaceAll(v, "'", "")))
	if len(words) == 0 {
		return
	}
	for _, joint := range []struct{ mark, transform string }{{"-", "|hyphen"}, {"%20", ""}, {"+", ""}, {"_", "|space=_"}, {"", "|space="}, {".", "|space=."}} {
		whole := strings.Join(words, joint.mark)
		for _, c := range []struct {
			text, transform string
		}{{strings.ToLower(whole), "|lower"}, {strings.ToUpper(whole), "|upper"}, {title(words, joint.mark), ""}} {
			slot := "{" + variable + c.transform
			switch {
			case joint.transform != "" && len(words) > 1:
				slot += joint.transform
			case joint.mark == "-" && variable != "state":
				slot += "|hyphen"
			}
			if f.swap(variable, c.text, slot+"}") {
				return
			}
		}
		if len(words) == 1 {
			break
		}
	}
}

// putRaw replaces a value that stands with its marks or in its own script,
// encoded as addresses do.
func (f *filler) putRaw(variable, v string) bool {
	for _, c := range []struct{ text, transform string }{{v, ""}, {strings.ToLower(v), "|lower"}, {strings.ToUpper(v), "|upper"}} {
		for _, joint := range []struct{ mark, transform string }{{" ", ""}, {"-", "|hyphen"}, {"_", "|space=_"}} {
			joined := strings.Join(strings.Fields(c.text), joint.mark)
			for _, escaped := range []string{url.PathEscape(joined), url.QueryEscape(joined), joined} {
				for _, text := range []string{escaped, lowerHex(escaped)} {
					if f.swap(variable, text, "{"+variable+c.transform+joint.transform+"|raw}") {
						return true
					}
				}
			}
			if !strings.Contains(v, " ") {
				break
			}
		}
	}
	return false
}

// lowerHex writes the digits of percent signs in lower case.
func lowerHex(s string) string {
	b := []byte(s)
	for i := 0; i+2 < len(b); i++ {
		if b[i] == '%' {
			copy(b[i+1:i+3], strings.ToLower(string(b[i+1:i+3])))
		}
	}
	return string(b)
}

func title(words []string, joint string) string {
	var list []string
	for _, w := range words {
		list = append(list, strings.ToUpper(w[:1])+strings.ToLower(w[1:]))
	}
	return strings.Join(list, joint)
}

// putState replaces a state's code or name.
func (f *filler) putState(code string) {
	if f.used["state"] || code == "" {
		return
	}
	if name, ok := brokers.StateName(code); ok {
		words := strings.Fields(name)
		for _, c := range []struct{ text, slot string }{
			{strings.ToLower(strings.Join(words, "-")), "{state|statename|lower|hyphen}"}, {strings.Join(words, "-"), "{state|statename|hyphen}"},
			{strings.Join(words, "+"), "{state|statename}"}, {strings.Join(words, "%20"), "{state|statename}"},
			{strings.ToLower(strings.Join(words, "_")), "{state|statename|lower|space=_}"},
		} {
			if f.swap("state", c.text, c.slot) {
				return
			}
		}
	}
	if !f.swap("state", strings.ToUpper(code), "{state|upper}") {
		f.swap("state", strings.ToLower(code), "{state|lower}")
	}
}

// swap replaces the last place where a value stands as a word of its own
// outside of what has been replaced.
func (f *filler) swap(variable, text, slot string) bool {
	if f.used[variable] || text == "" {
		return false
	}
	for end := len(f.rest); end > 0; {
		i := strings.LastIndex(f.rest[:end], text)
		if i < 0 {
			return false
		}
		if bounded(f.rest, i, i+len(text)) && !inSlot(f.rest, i) {
			f.rest = f.rest[:i] + slot + f.rest[i+len(text):]
			if f.used == nil {
				f.used = map[string]bool{}
			}
			f.used[variable] = true
			return true
		}
		end = i + len(text) - 1
	}
	return false
}

func bounded(s string, from, to int) bool {
	return (from == 0 || !wordByte(s[from-1]) || slices.Contains([]string{"%20", "%2C"}, strings.ToUpper(s[max(0, from-3):from]))) && (to == len(s) || !wordByte(s[to]))
}

func wordByte(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' }

func inSlot(s string, i int) bool {
	return strings.LastIndexByte(s[:i], '{') > strings.LastIndexByte(s[:i], '}')
}
