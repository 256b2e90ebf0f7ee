package field

import (
	"strconv"
	"strings"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/pattern"
)

// oldest is the highest age believed.
const oldest = 120

const (
	ageWord  = `\bage[sd]?\b(?:\s+(?:range|group|band))?[\s:.(\[~–-]*(?:(?:about|approx\.?|approximately|around)\s+)?`
	yearsOld = `(?:years?|yrs?)\.?(?:[\s-]*(?:old|of\s+age))|y\.?\s?/?\s?o\b|yo\b|años?|anos|ans\b|anni|jahre|jaar|lat\b|лет|года?|років|ετών|سنة|साल|歲|岁|歳|세|tuổi|yaşında`
	bandEnd  = `(?:\s*(?:years?|yrs?)?(?:\s+old)?\s*(?:$|[)\],;|•]))`
)

var (
	ageBand  = pattern.MustCompile(`(?:^[\s(\[]*|` + ageWord + `)(\d{1,3})\s*(?:[–—-]|to|or|/)\s*(\d{1,3})` + bandEnd)
	ageTens  = pattern.MustCompile(`\b(\d)0['’]?s\b`)
	ageAbove = pattern.MustCompile(`\b(\d{1,3})\s*(?:\+|(?:or|and|&)\s+(?:older|over|above|up|more)\b)|\b(?:over|above|older\s+than|at\s+least)\s+(\d{1,3})\b`)
	ageBelow = pattern.MustCompile(`\b(?:under|below|younger\s+than|less\s+than)\s+(\d{1,3})\b`)
	ageForms = []*pattern.Pattern{
		pattern.MustCompile(ageWord + `(\d{1,3})\b`),
		pattern.MustCompile(`\b(\d{1,3})[\s-]*(?:` + yearsOld + `)`),
		pattern.MustCompile(`^[\s(\[~,:;.–-]*(?:(?:about|approx\.?|approximately|around)\s+)?(\d{1,3})[\s)\].,;]*(?:(?:years?|yrs?)\.?[\s•·|–—-]*)?[\s)\].,;]*(?:[\s([,–-](?:deceased|dead|died|living|alive)[)\].]*)?$`),
		pattern.MustCompile(`^[\p{L}\s.'’,-]*\p{L}[\p{L}\s.'’-]*[,(]\s*(\d{1,3})\s*\)?$`),
	}
	bornWord   = pattern.MustCompile(`\b(?:born|birth\w*|date\s+of\s+birth|d\.?o\.?b\.?)(?:\W|$)`)
	ageFollows = pattern.MustCompile(`[\s(,;]+age`)
	bracketed  = pattern.MustCompile(`[(\[]([^()\[\]]*)[)\]]`)
	// inBrackets is a date in brackets beside an age.
	inBrackets = pattern.MustCompile(`\s[(\[][^()\[\]]*\d{4}[^()\[\]]*[)\]]`)
	dateOnly   = pattern.MustCompile(`^(?:[a-z]{3,9}\.?\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?\d{4}|\d{4}|[\dx*]{1,4}([/.-])[\dx*]{1,2}(?:[/.-][\dx*]{1,4})?)$`)
)

// Age returns the age in years that a text gives, one number or a band,
// and a birth date when the text gives one. Ages of 0 and above 120 are
// refused. country decides which of two numbers of a date is the month.
func Age(text, country string) (scan.Age, scan.Born) {
	if a, ok := quickAge(text); ok {
		return a, scan.Born{}
	}
	return fullAge(text, country)
}

func fullAge(text, country string) (scan.Age, scan.Born) {
	s := strings.ToLower(strings.Join(strings.Fields(text), " "))
	born := bornIn(s, country)
	s, _ = cutBorn(inBrackets.ReplaceAllString(s, " "))
	if dateOnly.MatchString(s) && len(s) > 3 && !ageBand.MatchString(s) {
		return scan.Age{}, born
	}
	for _, read := range []func(string) scan.Age{band, decade, openBand, single} {
		if a := read(s); !a.IsZero() {
			return a, born
		}
	}
	return scan.Age{}, born
}

// bornIn reads a birth date that stands in the text of an age: after a word
// for it, as the whole text, or as a month and year in brackets.
func bornIn(s, country string) scan.Born {
	if _, part := cutBorn(s); part != "" {
		return Born(part, country)
	}
	if dateOnly.MatchString(strings.Trim(s, "()[] ")) {
		return Born(s, country)
	}
	for _, m := range bracketed.FindAllStringSubmatch(s, -1) {
		if b := Born(m[1], country); b.Month != 0 {
			return b
		}
	}
	return scan.Born{}
}

// cutBorn takes the part that begins with a word for birth out of a text, up
// to where the age follows.
func cutBorn(s string) (rest, part string) {
	at := bornWord.FindStringIndex(s)
	if at == nil {
		return s, ""
	}
	end := len(s)
	if next := ageFollows.FindStringIndex(s[at[0]:]); next != nil {
		end = at[0] + next[0]
	}
	return strings.TrimSpace(s[:at[0]] + " " + s[end:]), s[at[0]:end]
}

func band(s string) scan.Age {
	m := ageBand.FindStringSubmatch(s)
	if m == nil {
		return scan.Age{}
	}
	return span(atoi(m[1]), atoi(m[2]))
}

func decade(s string) scan.Age {
	m := ageTens.FindStringSubmatch(s)
	if m == nil {
		return scan.Age{}
	}
	tens := atoi(m[1]) * 10
	return span(tens, tens+9)
}

func openBand(s string) scan.Age {
	if m := ageAbove.FindStringSubmatch(s); m != nil {
		return span(max(atoi(m[1]), atoi(m[2])), oldest)
	}
	if m := ageBelow.FindStringSubmatch(s); m != nil {
		return span(0, atoi(m[1])-1)
	}
	return scan.Age{}
}

func single(s string) scan.Age {
	for _, form := range ageForms {
		m := form.FindStringSubmatchIndex(s)
		if m == nil {
			continue
		}
		if n := atoi(s[m[2]:m[3]]); n >= 1 && n <= oldest && !goesOn(s[m[3]:]) {
			return scan.Years(n)
		}
	}
	return scan.Age{}
}

// goesOn reports whether a number does not end here: its last digits are
// blotted out, or it is a fraction.
func goesOn(rest string) bool {
	if rest == "" {
		return false
	}
	if strings.ContainsRune("*•#?%█", []rune(rest)[0]) {
		return true
	}
	return (rest[0] == '.' || rest[0] == ',') && len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9'
}

func span(low, high int) scan.Age {
	if low < 0 || high < 1 || low > high || high > oldest {
		return scan.Age{}
	}
	return scan.Age{Low: low, High: high}
}

// atoi reads digits that a pattern found; nothing reads as 0.
func atoi(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
