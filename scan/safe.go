package scan

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/whohasme/whohasme/brokers"
)

// Fold reduces text to what two spellings share: plain letters in lower case,
// digits, and single spaces.
func Fold(s string) string {
	if out, ok := foldASCII(s); ok {
		return out
	}
	return foldAny(s)
}

func foldAny(s string) string {
	var b strings.Builder
	space := false
	for _, r := range strings.ToLower(brokers.ASCII(s)) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			if r == 'ς' {
				r = 'σ' // one letter; capitals do not tell the two apart
			}
			b.WriteRune(r)
		case r == '\'' || r == '.':
			// O'Brien and OBrien, St. and St
		default:
			space = true
		}
	}
	return b.String()
}

// foldASCII is foldAny for texts without other letters, as most are. What is
// folded already is not copied.
func foldASCII(s string) (folded string, ok bool) {
	done := true // nothing is to be changed so far
	for i := range len(s) {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			return "", false
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
		case c == ' ' && i > 0 && i < len(s)-1 && s[i-1] != ' ':
		default:
			done = false
		}
	}
	if done {
		return s, true
	}
	var small [64]byte
	b, space := append(small[:0], s...)[:0], false // never longer than s
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		case c == '\'' || c == '.' || c == '`':
			continue
		default:
			space = true
			continue
		}
		if space && len(b) > 0 {
			b = append(b, ' ')
		}
		space = false
		b = append(b, c)
	}
	return string(b), true
}

// Digits keeps the digits of a phone number, without a leading 1 of North
// America.
func Digits(s string) string {
	d := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
	if len(d) == 11 && d[0] == '1' {
		return d[1:]
	}
	return d
}

// SameName reports whether two names have the same first and last name.
func SameName(a, b Name) bool {
	return Fold(a.First) == Fold(b.First) && Fold(a.Last) == Fold(b.Last)
}

// Within reports whether every part that the wider address gives is the same
// in a: "12 Elm St, Dayton, OH" is within "Dayton, OH". Streets are the same
// when their house is.
func (a Address) Within(wider Address) bool {
	given := false
	for _, p := range [][2]string{{house(wider.Street), house(a.Street)}, {wider.City, a.City}, {wider.State, a.State}, {zip5(wider.Zip), zip5(a.Zip)}} {
		if p[0] == "" {
			continue
		}
		given = true
		if Fold(p[0]) != Fold(p[1]) {
			return false
		}
	}
	return given
}

var zipPlus4 = regexp.MustCompile(`^(\d{5})-?\d{4}$`)

// zip5 leaves out the last four digits of a ZIP+4 code.
func zip5(z string) string {
	if m := zipPlus4.FindStringSubmatch(strings.TrimSpace(z)); m != nil {
		return m[1]
	}
	return z
}

// IsName reports whether a name is a safe one: whether it has every word of
// the first and last name of one.
func (s Safe) IsName(n Name) bool {
	words := strings.Fields(Fold(n.First + " " + n.Last))
	for _, safe := range s.Names {
		kept := strings.Fields(Fold(safe.First + " " + safe.Last))
		if len(kept) > 0 && !slices.ContainsFunc(kept, func(w string) bool { return !slices.Contains(words, w) }) {
			return true
		}
	}
	return false
}

// IsAddress reports whether an address is a safe one, and its number from 1.
// The same house is a safe address even where less of it is told.
func (s Safe) IsAddress(a Address) (int, bool) {
	for i, safe := range s.Addresses {
		if a.Within(safe) || a.sameHouse(safe) {
			return i + 1, true
		}
	}
	return 0, false
}

// Labels returns the labels of all safe facts that stand in a text, such as
// "safe address 1". A text with a label must not leave the machine.
func (s Safe) Labels(text string) []string {
	var found []string
	if plain, err := url.QueryUnescape(text); err == nil && plain != text {
		text += "\n" + plain // an address to visit
	}
	folded := " " + Fold(text) + " " + Fold(strings.ReplaceAll(text, ".", " ")) + " " // ana.reyes.pdf
	digits, streets := Digits(text), " "+streetWords(text)+" "
	note := func(kind string, i int) { found = append(found, fmt.Sprintf("safe %s %d", kind, i+1)) }
	holds := func(part string) bool { f := Fold(part); return f != "" && strings.Contains(folded, " "+f+" ") }
	for i, n := range s.Names {
		if holds(n.First+" "+n.Last) || holds(n.Last+" "+n.First) || n.Last != "" && holds(n.First) && holds(n.Last) {
			note("name", i)
		}
	}
	for i, a := range s.Addresses {
		state, _ := brokers.StateName(a.State)
		here := a.State == "" || holds(a.State) || holds(state)
		switch h := house(a.Street); {
		case h != "" && strings.Contains(streets, " "+h+" "), holds(zip5(a.Zip)),
			h == "" && holds(a.City) && here, h == "" && a.City == "" && holds(state):
			note("address", i)
		}
	}
	for i, p := range s.Phones {
		if d := Digits(p); len(d) >= 7 && strings.Contains(digits, d) {
			note("phone", i)
		}
	}
	for i, e := range s.Emails {
		if e != "" && strings.Contains(strings.ToLower(text), strings.ToLower(e)) {
			note("e-mail", i)
		}
	}
	return found
}

// Open returns the addresses that are not safe, current ones first, then the
// most recent.
func (s *Subject) Open() []Address {
	var open []Address
	for _, a := range s.Addresses {
		if _, safe := s.Safe.IsAddress(a); !safe {
			open = append(open, a)
		}
	}
	sortRecent(open)
	return open
}
