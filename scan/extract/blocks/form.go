package blocks

import (
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan/extract/field"
	"github.com/whohasme/whohasme/scan/pattern"
)

// shape is what a text looks like at a glance, so that most readers need not
// look at it.
type shape struct {
	digits, commas, words, upper int
	at, dollar                   bool
}

func look(s string) shape {
	f := shape{}
	in := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == ' ':
			in = false
			continue
		case c >= '0' && c <= '9':
			f.digits++
		case c == ',':
			f.commas++
		case c == '@':
			f.at = true
		case c >= 'A' && c <= 'Z':
			f.upper++
		case c == '$':
			f.dollar = true
		}
		if !in {
			f.words++
			in = true
		}
	}
	return f
}

var (
	agePhrase = pattern.MustCompile(`(?i)^(?:\(?\s*age[sd]?\b|(?:about\s+|approx\.?\s+|~)?\d{1,3}\s*(?:years?|yrs?|y/?o|y\.\s?o\.?|años?|anos|ans|anni|Jahre|jaar|lat|лет|года?|років|ετών|سنة|साल|歲|岁|歳|세|tuổi|yaşında)(?:\W|$)|in\s+(?:his|her|their|the)\s+(?:early\s+|mid\s*-?\s*|late\s+)?\d0s|\d0['’]?s$|\d{1,3}\+$|(?:over|under)\s+\d{2}$|\(?born\b|\(?b\.\s*\d{4}|\(?\d{2}\s*[-–]\s*\d{2}\)?(?:\s+years.*)?$|\(\d{1,3}\)$)`)
	bareAge   = pattern.MustCompile(`^\(?(\d{2,3})\)?$`)
	phoneForm = pattern.MustCompile(`^\D{0,3}(?:\+?\d{1,3}[\s.-]?)?\(?\d{2,5}\)?[\s.–/-]*[\dXx*•#]{3,4}[\s.–-]*[\dXx*•#]{3,4}(?:\D.*)?$`)
	roadWord  = pattern.MustCompile(`(?i)^(?:\d+[\w/-]*\s+[^\s–—•·|-].*|p\.?\s?o\.?\s?box\s.*|rr\s+\d.*|flat\s+\w+,.*|apt\.?\s+\w+)$`)
	monthOf   = pattern.MustCompile(`(?i)^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:\d{1,2},?\s+)?(?:19|20)\d\d$`)
)

// formOf tells what a text without a label is by its form. near says that it
// stands right after the name, where a number alone is an age.
func formOf(s string, near bool) kind {
	f := look(s)
	switch {
	case s == "" || len(s) > 300:
		return none
	case f.at:
		return emails
	case f.dollar:
		return none
	case f.digits >= 10 && field.QuickPhone(s, "US"):
		return phones
	case near && f.digits > 0 && f.digits <= 3 && f.words == 1 && bareAge.MatchString(s):
		return anAge
	case f.digits > 0 && f.digits <= 12 && f.words <= 12 && agePhrase.MatchString(s):
		if strings.HasPrefix(strings.ToLower(strings.TrimPrefix(s, "(")), "b") {
			return aBirth
		}
		return anAge
	case f.digits >= 6 && f.words <= 8 && phoneForm.MatchString(s):
		return phones
	case near && f.digits >= 4 && monthOf.MatchString(s):
		return aBirth
	case f.words <= 14 && !dashed(s) && addressLike(s, f):
		return places
	}
	return none
}

// dashed reports whether a spaced dash parts a text in two, neither of which
// only says whether a place is the current one: "45 – Dayton, OH".
func dashed(s string) bool {
	for _, d := range [...]string{" – ", " — ", " - "} {
		if i := strings.Index(s, d); i >= 0 {
			head, tail := s[:i], s[i+len(d):]
			return !button(head) && !button(tail) && (agePhrase.MatchString(head) || bareAge.MatchString(head))
		}
	}
	return false
}

// addressLike reports whether a text reads as a postal address or ends like
// one: a state after a comma or in capitals, a postal code, a street.
func addressLike(s string, f shape) bool {
	s = strings.TrimRight(s, " *†‡")
	for _, end := range [...]string{"current", "previous", "past", "former"} { // "Reno, NV - Current"
		if i := len(s) - len(end); i > 3 && strings.EqualFold(s[i:], end) {
			s = strings.TrimRight(s[:i], " -–(")
		}
	}
	if f.words < 2 && f.commas == 0 || f.upper == 0 && f.digits == 0 {
		return false
	}
	if f.digits > 0 && roadWord.MatchString(s) {
		a := field.Addresses(s)
		return len(a) > 0 && (a[0].Street != "" && road(a[0].Street) || (a[0].State != "" || a[0].Zip != "") && a[0].City != "" && len(a[0].City) < 30)
	}
	if f.commas == 0 && f.upper < 3 && f.digits < 3 {
		return false
	}
	last := s[strings.LastIndexAny(s, ", ")+1:]
	if i := strings.LastIndexByte(s, ','); i >= 0 && !endsPlace(strings.TrimSpace(s[i+1:])) && !endsPlace(last) {
		return false
	} else if i < 0 && !endsPlace(last) {
		return false
	}
	for _, a := range field.Addresses(s) {
		if a.City != "" && (a.State != "" || a.Zip != "" || a.Country != "") && len(strings.Fields(a.City)) <= 5 {
			return true
		}
	}
	return false
}

// endsPlace reports whether the end of a text is a state, a postal code or a
// country.
func endsPlace(s string) bool {
	s = strings.Trim(s, ".,) ")
	if s == "" {
		return false
	}
	if len(s) == 3 && s[0] >= '0' && s[0] <= '9' && s == strings.ToUpper(s) && strings.Trim(s[1:], "0123456789") != "" {
		return true // the second half of a British or Canadian code
	}
	if c := s[len(s)-1]; c >= '0' && c <= '9' {
		return len(s) >= 5 && strings.Trim(s, "0123456789- ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
	}
	if _, ok := brokers.StateCode(s); ok {
		return len(s) > 2 || s == strings.ToUpper(s)
	}
	return field.EndsPlace(s)
}

// road reports whether a street has more than a number and a word.
func road(s string) bool { return field.StreetLike(s) }

// townLike reports whether a text can be the name of a town alone.
func townLike(s string) bool {
	return len(s) > 2 && len(s) < 40 && !strings.ContainsAny(s, "0123456789:;@()") && strings.Count(s, " ") < 4 && field.PersonLike(strings.ReplaceAll(s, "upon", "Upon"))
}
