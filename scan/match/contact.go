package match

import (
	"fmt"
	"strings"
)

// contact is a phone number or an e-mail address of the subject, folded.
type contact struct {
	value string
	safe  int
}

func readContacts(open, safe []string, read func(string) string) []contact {
	var out []contact
	for i, s := range append(append([]string{}, open...), safe...) {
		if v := read(s); v != "" {
			out = append(out, contact{v, max(i+1-len(open), 0)})
		}
	}
	return out
}

// readPhone keeps the digits, and a letter x or a star for a hidden one; the
// country code of North America and a trunk zero go. What is too short to be a
// number, or all one digit, is none.
func readPhone(s string) string {
	var b strings.Builder
	s = fold(s)
	if i := strings.Index(s, "ext"); i >= 0 {
		s = s[:i]
	}
scan:
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == 'x' && b.Len() >= 10: // an extension
			break scan
		case r == 'x' || r == '*' || r == '•':
			b.WriteByte('x')
		}
	}
	p := b.String()
	if len(p) == 11 && p[0] == '1' {
		p = p[1:]
	}
	p = strings.TrimLeft(p, "0")
	if digits := strings.ReplaceAll(p, "x", ""); len(p) < 7 || len(p) > 15 || len(digits) < 4 || strings.Trim(digits, digits[:1]) == "" {
		return ""
	}
	return p
}

func readEmail(s string) string {
	e := strings.Join(strings.Fields(fold(s)), "")
	if name, host, ok := strings.Cut(e, "@"); ok && name != "" && host != "" {
		return e
	}
	return ""
}

// phoneClue looks for a phone number in common. None in common says nothing:
// pages carry old numbers and other people's.
func phoneClue(ours []contact, theirs []string) clue {
	return contactClue("phone", "the same phone number", ours, theirs, readPhone, comparePhone)
}

// emailClue looks for an e-mail address in common.
func emailClue(ours []contact, theirs []string) clue {
	return contactClue("email", "the same e-mail address", ours, theirs, readEmail, compareEmail)
}

func contactClue(field, text string, ours []contact, theirs []string, read func(string) string, compare func(a, b string) float64) clue {
	var best float64
	safe := 0
	for _, s := range few(theirs) {
		t := read(s)
		if t == "" {
			continue
		}
		for _, o := range ours {
			b := compare(o.value, t)
			if b >= surelySame && o.safe > 0 && safe == 0 {
				safe = o.safe
			}
			best = max(best, b)
		}
	}
	if best == 0 {
		return clue{}
	}
	c := clue{field: field, bits: best, text: text, backs: true, own: true}
	switch {
	case safe > 0:
		c.text = fmt.Sprintf("the page shows safe %s %d", strings.Replace(field, "email", "e-mail", 1), safe)
	case best < surelySame:
		c.text += " or one much like it"
	}
	return c
}

// Weights of phones and e-mail addresses, in bits. Households share both.
const (
	surelySame     = 10.0
	phoneBits      = 12.0
	maskedBits     = 4.0 // what the page leaves readable agrees
	emailBits      = 13.0
	emailNearBits  = 6.0
	localPartBits  = 4.0 // the same name at another host
	localPartLeast = 6
)

func comparePhone(a, b string) float64 {
	if strings.Contains(a+b, "x") {
		return compareMasked(a, b)
	}
	long, short := a, b
	if len(short) > len(long) {
		long, short = short, long
	}
	switch {
	case long == short:
		return phoneBits
	case len(short) >= 8 && strings.HasSuffix(long, short): // one side has no country code
		return phoneBits
	case len(short) == 7 && strings.HasSuffix(long, short): // or no area code
		return phoneBits - 4
	}
	return 0
}

func compareMasked(a, b string) float64 {
	if len(a) != len(b) {
		return 0
	}
	open := 0
	for i := range a {
		switch {
		case a[i] == 'x' || b[i] == 'x':
		case a[i] != b[i]:
			return 0
		default:
			open++
		}
	}
	if open < 6 {
		return 0
	}
	return maskedBits
}

func compareEmail(a, b string) float64 {
	nameA, hostA, _ := strings.Cut(a, "@")
	nameB, hostB, _ := strings.Cut(b, "@")
	untaggedA, _, _ := strings.Cut(nameA, "+")
	untaggedB, _, _ := strings.Cut(nameB, "+")
	switch {
	case hostA == hostB && (nameA == nameB || untaggedA == untaggedB && untaggedA != ""):
		return emailBits
	case nameA == nameB && len(nameA) >= localPartLeast:
		return localPartBits
	case len(a) >= 12 && osa([]rune(a), []rune(b)) <= 2:
		return emailNearBits
	case strings.Contains(b, "*") && hostA == hostB && nameA[0] == nameB[0]:
		return 2
	}
	return 0
}
