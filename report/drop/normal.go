package drop

import (
	"strings"
	"unicode"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"golang.org/x/text/unicode/norm"
)

// Name returns the form in which a first or a last name is compared: Latin
// letters plain, Greek and Cyrillic ones in Latin, lower case, letters and
// digits only. "O'Neil" and "ONeil" are the same; letters of other scripts
// stay.
func Name(s string) string {
	for range 4 { // what one letter becomes may itself be brought to another form
		next := fold(s)
		if next == s {
			break
		}
		s = next
	}
	return s
}

func fold(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(brokers.ASCII(spell(s))) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

// spell writes Greek and Cyrillic letters in Latin ones.
func spell(s string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(strings.ToLower(strings.ToValidUTF8(s, ""))) {
		if latin, ok := spelt[r]; ok {
			b.WriteString(latin)
			continue
		}
		if unicode.In(r, unicode.Greek) {
			if plain := []rune(norm.NFD.String(string(r))); len(plain) > 1 {
				if latin, ok := spelt[plain[0]]; ok { // with an accent
					b.WriteString(latin)
					continue
				}
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Spelt reports whether a name has letters that the platform spells in Latin.
// Its table of them is not public, so that the form of such a name is our
// guess.
func Spelt(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.In(r, unicode.Greek, unicode.Cyrillic) })
}

// spelt are the letters of modern Greek (ISO 843, transcription) and of the
// Cyrillic alphabets in use, as they are spelt in passports of Russia (ICAO
// 9303) and Ukraine where these do not differ.
var spelt = map[rune]string{
	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l", 'μ': "m",
	'ν': "n", 'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t", 'υ': "y", 'φ': "f", 'χ': "ch", 'ψ': "ps", 'ω': "o",
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ё': "e", 'ж': "zh", 'з': "z", 'и': "i", 'й': "i", 'к': "k", 'л': "l",
	'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh",
	'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "iu", 'я': "ia", 'і': "i", 'ї': "i", 'є': "ie", 'ґ': "g", 'ў': "u",
	'ђ': "dj", 'ј': "j", 'љ': "lj", 'њ': "nj", 'ћ': "c", 'џ': "dz", 'ѓ': "gj", 'ќ': "kj", 'ѕ': "dz",
}

// Email returns the form in which an e-mail address is compared: without
// white space, in lower case. Dots and what follows a plus stay, so that
// "ana+shop@example.org" is another address than "ana@example.org".
func Email(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "")))
}

// Phone returns the form in which a telephone number is compared: its last ten
// digits, or all where there are fewer.
func Phone(s string) string {
	d := digits(s)
	return d[max(len(d)-10, 0):]
}

// digits keeps digits, those of other scripts as ours.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, norm.NFKC.String(s))
}

// Zip returns the form in which a ZIP or postal code is compared: without the
// four digits added to a ZIP code, letters and digits only, in lower case,
// without the zeros it begins with, at most five characters.
func Zip(s string) string {
	plain := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' {
			return r
		}
		return -1
	}, strings.ToLower(strings.ToValidUTF8(s, "")))
	if base, more, ok := strings.Cut(plain, "-"); ok && len(base) == 5 && len(more) == 4 && allDigits(base+more) {
		plain = base
	}
	plain = strings.ReplaceAll(plain, "-", "")
	if len(plain) == 9 && allDigits(plain) {
		plain = plain[:5]
	}
	runes := []rune(strings.TrimLeft(plain, "0"))
	return string(runes[:min(len(runes), 5)])
}

func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// Born returns the form in which a date of birth is compared, eight digits,
// and false unless the day is known: brokers compare whole dates only.
func Born(b scan.Born) (string, bool) {
	if b.Year == 0 || b.Month == 0 || b.Day == 0 {
		return "", false
	}
	return strings.ReplaceAll(b.String(), "-", ""), true
}
