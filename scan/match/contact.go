package match

import (
	"strings"

	"github.com/whohasme/whohasme/scan/match/spelling"
)

// contact is a phone number or an e-mail address of the subject, folded.
type contact struct {
	value string
	safe  int
}

func readContacts(open, safe []string, read func(string) string) []contact {
	out := make([]contact, 0, len(open)+len(safe))
	for _, s := range open {
		if v := read(s); v != "" {
			out = append(out, contact{value: v})
		}
	}
	for i, s := range safe {
		if v := read(s); v != "" {
			out = append(out, contact{v, i + 1})
		}
	}
	return out
}

// readPhone keeps the digits, and a letter x or a star for a hidden one; the
// country code of North America and a trunk zero go. What is too short to be a
// number, or all one digit, is none.
func readPhone(s string) string {
	var b strings.Builder
	s = spelling.Fold(s)
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

// readEmail takes an address out of "Name <address>" where need be.
func readEmail(s string) string {
	s = spelling.Fold(s)
	if _, inside, ok := strings.Cut(s, "<"); ok {
		s, _, _ = strings.Cut(inside, ">")
	}
	if strings.ContainsAny(s, " \t\r\n") {
		s = strings.Join(strings.Fields(s), "")
	}
	if name, host, ok := strings.Cut(s, "@"); ok && name != "" && host != "" {
		return s
	}
	return ""
}

// contactLevel says how much two phone numbers or e-mail addresses have in
// common.
type contactLevel uint8

const (
	noContact     contactLevel = iota
	otherContact               // both give some, none in common
	maskedContact              // what the page leaves readable agrees
	nearContact                // a slip, the same name at another host, or no area code
	sameContact
)

type contactFound struct {
	level contactLevel
	safe  int
}

func compareContacts(ours, theirs []contact, compare func(a, b string) contactLevel) contactFound {
	var f contactFound
	for i := range ours {
		for j := range theirs {
			l := compare(ours[i].value, theirs[j].value)
			if l == sameContact && ours[i].safe > 0 && f.safe == 0 {
				f.safe = ours[i].safe
			}
			f.level = max(f.level, l)
		}
	}
	return f
}

func comparePhone(a, b string) contactLevel {
	if strings.IndexByte(a, 'x') >= 0 || strings.IndexByte(b, 'x') >= 0 {
		return compareMasked(a, b)
	}
	long, short := a, b
	if len(short) > len(long) {
		long, short = short, long
	}
	switch {
	case long == short:
		return sameContact
	case len(short) >= 8 && strings.HasSuffix(long, short): // one side has no country code
		return sameContact
	case len(short) == 7 && strings.HasSuffix(long, short): // or no area code
		return nearContact
	case len(short) >= 10 && len(long) == len(short) && short[:6] != long[:6] && spelling.Distance(long, short) == 1:
		return nearContact // within one exchange it is as often a neighbour's
	}
	return otherContact
}

func compareMasked(a, b string) contactLevel {
	if len(a) != len(b) {
		return noContact
	}
	open := 0
	for i := range a {
		switch {
		case a[i] == 'x' || b[i] == 'x':
		case a[i] != b[i]:
			return otherContact
		default:
			open++
		}
	}
	if open < 6 {
		return noContact
	}
	return maskedContact
}

const leastLocalPart = 6

func compareEmail(a, b string) contactLevel {
	nameA, hostA, _ := strings.Cut(a, "@")
	nameB, hostB, _ := strings.Cut(b, "@")
	untaggedA, _, _ := strings.Cut(nameA, "+")
	untaggedB, _, _ := strings.Cut(nameB, "+")
	short := min(len(a), len(b))
	switch {
	case isRole(untaggedA) || isRole(untaggedB): // many read it
		if a == b {
			return maskedContact
		}
		return noContact
	case hostA == hostB && (nameA == nameB || untaggedA == untaggedB && untaggedA != ""):
		return sameContact
	case nameA == nameB && len(nameA) >= leastLocalPart: // as others of the same name would choose it
		return maskedContact
	case !strings.Contains(b, "*") && lettersOf(nameA) == lettersOf(nameB): // the same, but for a dot
		return maskedContact
	case strings.Contains(b, "*"):
		if hostA == hostB && nameA[0] == nameB[0] {
			return maskedContact
		}
		return noContact
	case otherNumber(nameA, nameB) || spelling.Distance(hostA, hostB) > 2: // as others of the same name would choose them
		return otherContact
	case short >= 12 && !spelling.FarApart(spelling.Letters(a), spelling.Letters(b), 4) && spelling.Distance(a, b) <= min(1+short/8, 4):
		return nearContact
	}
	return otherContact
}

// otherNumber reports whether two mailboxes carry different numbers, or only
// one of them does: people who have a name in common choose it with another one.
func otherNumber(a, b string) bool {
	for {
		a, b = fromDigit(a), fromDigit(b)
		switch {
		case a == "" || b == "":
			return a != b
		case a[0] != b[0]:
			return true
		}
		a, b = a[1:], b[1:]
	}
}

func fromDigit(s string) string {
	for s != "" && (s[0] < '0' || s[0] > '9') {
		s = s[1:]
	}
	return s
}

// lettersOf drops everything but letters and digits.
func lettersOf(s string) string {
	if strings.IndexFunc(s, notLetter) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if notLetter(r) {
			return -1
		}
		return r
	}, s)
}

func notLetter(r rune) bool { return r < 128 && !letter(byte(r)) }

// isRole reports whether a mailbox is that of an office (RFC 2142 and the like).
func isRole(local string) bool {
	switch local {
	case "info", "contact", "office", "admin", "sales", "support", "help", "service", "mail", "postmaster", "webmaster", "hello", "team", "noreply":
		return true
	}
	return false
}
