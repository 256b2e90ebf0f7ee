package field

import (
	"strings"

	"github.com/whohasme/whohasme/scan"
)

// The readers of this file read the plainest forms without any expression.
// Each gives what the full reader gives, or says that the text is not plain;
// TestQuick holds them against each other.

// quickPhone reads one number of the North American plan.
func quickPhone(s, region string) (string, bool) {
	if region != "US" && region != "CA" || len(s) > 20 {
		return "", false
	}
	var d [12]byte
	n := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			if n == len(d) {
				return "", false
			}
			d[n] = c
			n++
		case c == '(' || c == ')' || c == ' ' || c == '-' || c == '.':
			if i > 0 && s[i-1] == c {
				return "", false
			}
		case c == '+' && i == 0 && len(s) > 1 && s[1] == '1':
		default:
			return "", false
		}
	}
	number := d[:n]
	if n == 11 && d[0] == '1' {
		number = d[1:n]
	} else if s != "" && s[0] == '+' {
		return "", false
	}
	if len(number) != 10 || number[0] < '2' || number[3] < '2' || strings.Count(s, "(") != strings.Count(s, ")") || s[len(s)-1] < '0' {
		return "", false
	}
	var out [12]byte
	copy(out[:], "+1")
	copy(out[2:], number)
	return string(out[:]), true
}

// quickAge reads "45", "Age 45", "Age: 45" and "45 years old".
func quickAge(s string) (scan.Age, bool) {
	if len(s) > 24 || s == "" {
		return scan.Age{}, false
	}
	if c := s[0]; c == 'A' || c == 'a' {
		if len(s) < 4 || !strings.EqualFold(s[:3], "age") {
			return scan.Age{}, false
		}
		after := s[3:]
		s = strings.TrimPrefix(strings.TrimPrefix(after, ":"), " ")
		if len(s) == len(after) {
			return scan.Age{}, false
		}
	}
	n, i := 0, 0
	if s == "" {
		return scan.Age{}, false
	}
	for i < len(s) && i < 4 && s[i] >= '0' && s[i] <= '9' {
		n = n*10 + int(s[i]-'0')
		i++
	}
	switch {
	case i == 0 || i > 3 || n < 1 || n > oldest || s[0] == '0':
		return scan.Age{}, false
	case i == len(s), s[i:] == " years old", s[i:] == " yrs old":
		return scan.Years(n), true
	}
	return scan.Age{}, false
}

// QuickPhone reports whether a text is one plain number of the region and
// nothing else.
func QuickPhone(text, region string) bool {
	_, ok := quickPhone(text, region)
	return ok
}

// blotted reports whether a text is one number of which digits are blotted out
// at its end: "512-555-01XX".
func blotted(s string) bool {
	if len(s) < 8 || len(s) > 20 || s[0] != '(' && (s[0] < '0' || s[0] > '9') {
		return false
	}
	end := len(s)
	for end > 0 && (s[end-1] == 'X' || s[end-1] == 'x' || s[end-1] == '*') {
		end--
	}
	for i := range end {
		if c := s[i]; (c < '0' || c > '9') && c != '(' && c != ')' && c != '-' && c != '.' && c != ' ' {
			return false
		}
	}
	return len(s)-end >= 2
}

// AppendPhones is Phones at the end of a list.
func AppendPhones(list []string, text, region string) []string {
	if blotted(text) {
		return list
	}
	if p, ok := quickPhone(text, region); ok {
		return append(list, p)
	}
	return append(list, fullPhones(text, region)...)
}
