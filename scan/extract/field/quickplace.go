package field

import (
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// quickAddresses reads "Austin, TX 78704", "12 Elm St, Dayton, OH" and lists of
// such, one on a line or with commas between.
func quickAddresses(text string) ([]scan.Address, bool) {
	if len(text) > 2000 || text == "" {
		return nil, false
	}
	var list []scan.Address
	for line := range strings.SplitSeq(text, "\n") {
		var ok bool
		if list, ok = quickLine(list, line); !ok {
			return nil, false
		}
	}
	return list, true
}

func quickLine(list []scan.Address, line string) ([]scan.Address, bool) {
	bare, paired := false, false // both on one line are left to the full reader
	for rest := line; rest != ""; {
		var first, second, third string
		var more bool
		first, rest, more = strings.Cut(rest, ", ")
		if a, ok := quickPlace(first); ok {
			list = append(list, a)
			if bare = true; paired {
				return nil, false
			}
			continue
		}
		if paired = true; !more || bare {
			return nil, false
		}
		street := quickStreet(first)
		if street {
			second, rest, more = strings.Cut(rest, ", ")
			if !more {
				return nil, false
			}
		} else {
			second = first
		}
		third, rest, more = strings.Cut(rest, ", ")
		t, ok := quickEnd(third)
		if !ok || !quickTown(second) || more && rest == "" {
			return nil, false
		}
		if _, state := brokers.StateCode(second); state && len(third) > 2 && third[2] != ' ' {
			return nil, false // "Texas, Ohio"
		}
		a := scan.Address{City: second, State: t.state, Zip: t.zip, Country: t.country}
		if street {
			a.Street = first
		}
		list = append(list, a)
	}
	return list, len(list) > 0
}

// quickPlace reads "Austin TX" and "Austin TX 78704".
func quickPlace(s string) (scan.Address, bool) {
	i := strings.LastIndexByte(s, ' ')
	if i < 0 {
		return scan.Address{}, false
	}
	if isZip(s[i+1:]) {
		if i = strings.LastIndexByte(s[:i], ' '); i < 0 {
			return scan.Address{}, false
		}
	}
	state, zip, ok := quickTail(s[i+1:])
	if !ok || !quickTown(s[:i]) {
		return scan.Address{}, false
	}
	return scan.Address{City: s[:i], State: state, Zip: zip}, true
}

// quickEnd reads what ends an address behind a comma: "TX", "TX 78704", "Texas",
// "AB T2P 2B5", "LS6 5JR".
func quickEnd(s string) (tail, bool) {
	if state, zip, ok := quickTail(s); ok {
		return tail{state: state, zip: zip}, true
	}
	switch {
	case len(s) == 10 && s[2] == ' ' && s[6] == ' ' && shaped(s[3:6], "A0A") && shaped(s[7:], "0A0") && upper(s[0]) && upper(s[1]) && provinceName(s[:2]) && canadaForm.MatchString(s[3:]):
		return tail{s[:2], s[3:], "CA"}, true
	case len(s) > 5 && len(s) < 9 && s[len(s)-4] == ' ' && shaped(s[len(s)-3:], "0AA") && (shaped(s[:len(s)-4], "A0") || shaped(s[:len(s)-4], "A00") || shaped(s[:len(s)-4], "AA0") || shaped(s[:len(s)-4], "AA00")):
		return tail{"", s, "GB"}, true
	case len(s) > 3 && len(s) < 16 && upper(s[0]) && !upper(s[1]):
		code, ok := brokers.StateCode(s)
		return tail{state: code}, ok
	}
	return tail{}, false
}

// shaped reports whether a text is capitals and digits in a given order.
func shaped(s, form string) bool {
	if len(s) != len(form) {
		return false
	}
	for i := range len(s) {
		if form[i] == 'A' && !upper(s[i]) || form[i] == '0' && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return true
}

// quickTail reads "TX" and "TX 78704".
func quickTail(s string) (state, zip string, ok bool) {
	if len(s) > 2 {
		if s[2] != ' ' || !isZip(s[3:]) {
			return "", "", false
		}
		s, zip = s[:2], s[3:]
	}
	if len(s) != 2 || s[0] < 'A' || s[0] > 'Z' || s[1] < 'A' || s[1] > 'Z' {
		return "", "", false
	}
	_, ok = brokers.StateName(s)
	return s, zip, ok
}

func isZip(s string) bool {
	if len(s) != 5 && (len(s) != 10 || s[5] != '-') {
		return false
	}
	for i := range len(s) {
		if i != 5 && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return true
}

// quickTown reports whether a text is surely a town's name: words with
// capitals, none of which means something to the full reader.
func quickTown(s string) bool {
	if len(s) < 4 || len(s) > 50 {
		return false
	}
	first, start := true, true
	for w := range strings.SplitSeq(s, " ") {
		if len(w) < 2 || len(w) > 24 || first && !upper(w[0]) || len(w) == 2 && upper(w[0]) && upper(w[1]) {
			return false
		}
		first = false
		var low [24]byte
		for i := range len(w) {
			c := w[i]
			switch {
			case c >= 'a' && c <= 'z':
			case upper(c):
				c += 'a' - 'A'
			case i == len(w)-1 && c == '.' && len(w) < 4, (c == '\'' || c == '-') && i > 0 && i < len(w)-1 && w[i-1] != c:
			default:
				return false
			}
			low[i] = c
		}
		end := len(w)
		if w[end-1] == '.' {
			end--
		}
		if start && end < len(s)-1 && (string(low[:end]) == "st" || string(low[:end]) == "ste") && w[0] == 'S' {
			start = false
			continue // a saint, since more follows
		}
		if !start && string(low[:end]) == "city" {
			continue // Kansas City
		}
		start = false
		if townless[string(low[:end])] || strings.Contains(string(low[:end]), "xx") {
			return false
		}
	}
	return true
}

func upper(c byte) bool { return c >= 'A' && c <= 'Z' }

// townless are the words that some rule of Addresses acts on.
var townless = set(`county parish borough census area unknown none not unlisted hidden address addresses location locations city cities state zip more view see show click
	get find unlock other others places and in at of near also has previously formerly currently now who he she they live lives lived living reside resides resided
	residing located based used to current previous prior past former last known recent most home primary mailing possible full street all residence residences from place
	history st street ave avenue rd road dr drive blvd boulevard ln lane hwy highway pkwy parkway apt apartment unit suite ste rm room floor fl bldg building lot trlr flat
	space spc po post rr hc star since until present xx xxx xxxx age aged ages us usa uk united canada mexico`)

// quickStreet reports whether a text is surely a street: "12 Elm St Apt 4",
// "PO Box 88".
func quickStreet(s string) bool {
	if len(s) < 6 || len(s) > 60 {
		return false
	}
	if rest, ok := strings.CutPrefix(s, "PO Box "); ok {
		return strings.Trim(rest, "0123456789") == ""
	}
	if s[0] < '0' || s[0] > '9' || strings.Count(s, " ") < 2 {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9':
		case c == ' ' && i+1 < len(s) && s[i+1] != ' ':
		case c == '#' && i > 0 && s[i-1] == ' ' && i+1 < len(s) && s[i+1] != '#', c == '.' && i > 0 && letterByte(s[i-1]):
		default:
			return false
		}
	}
	for w := range strings.SplitSeq(s, " ") {
		var low [24]byte
		if len(w) > len(low) {
			return false
		}
		for i := range len(w) {
			low[i] = w[i] | 0x20
		}
		if streetless[string(low[:len(w)])] {
			return false
		}
		if strings.Contains(string(low[:len(w)]), "xx") {
			return false
		}
	}
	return true
}

func letterByte(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

var streetless = set("in view see show get more others locations addresses cities places other and years year yrs age to from lives lived address location")

// AppendAddresses is Addresses at the end of a list.
func AppendAddresses(list []scan.Address, text string) []scan.Address {
	if more, ok := quickLine(list, text); ok && len(text) < 2000 && strings.IndexByte(text, '\n') < 0 {
		return more
	}
	return append(list, Addresses(text)...)
}
