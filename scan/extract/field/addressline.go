package field

import (
	"strings"

	"github.com/whohasme/whohasme/scan/pattern"
)

var (
	addressLabel = pattern.MustCompile(`(?i)^\s*(?:[•·▪>-]\s*)?(?:` +
		`(?:(?:also|has|previously|formerly|currently|now|who|he|she|they)\s+)*(?:lives?|lived|living|resides?|resided|residing|located|based)\s+(?:in|at|near)\b(?:\s+(?:or\s+)?near\b)?\s*:?|` +
		`(?:previously|formerly)\s+(?:in|of|from)\s|(?:currently|now)\s+in\s|moved\s+from\s|(?:(?:also|has|previously|formerly)\s+)*lived\s*:|registered(?:\s+to\s+vote)?\s+(?:in|at)\b\s*:?|` +
		`used\s+to\s+(?:live|reside)(?:\s+(?:in|at))?\b\s*:?|` +
		`(?:(?:current|previous|prior|past|former|last\s+known|last|most\s+recent|home|primary|mailing|possible|other|known|full|street|all)\s+)+(?:(?:home|mailing|street|known)\s+)*(?:address(?:es)?|locations?|cit(?:y|ies)|residences?|places?)\b\s*[:\-–]?|` +
		`addresses\b\s*[:\-–]?|address\s*(?:[:\-–]|$)|` +
		`(?:locations?|cit(?:y|ies)|residences?|residence|home|current|currently|previous|previously|prior|past|former|formerly|from|state|places?\s+lived|address\s+history)\s*(?::|$))\s*`)

	betweenPlaces = pattern.MustCompile(`\s*[;|]\s*|\s+[•·▪→►/]\s+`)
	connector     = pattern.MustCompile(`\s+(?:(?i:and)|&|[-–—])\s+`)
	// midLabel is a label that follows a place on the same line.
	midLabel     = pattern.MustCompile(`([A-Z]{2}|[\d),.])\s+((?i:(?:used to live|(?:also |has |previously )*lived|lives|(?:prior|previous|past|former|current)\s+(?:address(?:es)?|locations?|cit(?:y|ies)))\s*(?:in|at|:)[\s:]))`)
	zipAfterDash = pattern.MustCompile(`\s+[-–—]\s+(\d{5}\b)`)
	footnote     = pattern.MustCompile(`(?im)\s+(?:[*†‡]+|[-–(]\s*(?:current|previous|past|former)\)?)\s*$`)
	placeAfter   = pattern.MustCompile(`(,\s*)([A-Z]{2})(\s+\d{5}(?:-\d{4})?)? +(\p{Lu}[\p{L}.'’-]*\p{Ll}(?:[ .'’-]\p{L}+)*,)`)
	button       = pattern.MustCompile(`(?i)\s+(?:view|see|show|get)\s+(?:on\s+)?(?:map|full|all|more|details?|address\w*|profile)\b.*$`)
	brackets     = pattern.MustCompile(`\s*[(\[]([^()\[\]]*)[)\]]`)
	noPlace      = pattern.MustCompile(`(?i)^(?:unknown|n/?a|none|not (?:available|listed|known)|unlisted|hidden|address(?:es)?|locations?|city|state|zip|more|(?:view|see|show|click|get|find|unlock)\b.*|(?:\d+\s+)?(?:other\s+)?(?:more\s+)?(?:locations|addresses|cities|places)|\+.*|and|\d+\s+(?:more|others?)|[\W_]*)$`)
)

// dropBrackets removes what stands in brackets, such as a county; a state that
// the text does not give otherwise stays.
func dropBrackets(s string) string {
	if at := brackets.FindStringSubmatchIndex(s); at != nil {
		inside := s[at[2]:at[3]]
		code, _, _ := stateOf(inside)
		if _, _, ended := tailOf(s[:at[0]]); code != "" && !ended {
			s = s[:at[0]] + ", " + inside + s[at[1]:]
		}
	}
	return brackets.ReplaceAllString(s, "")
}

// maxPart is the longest part of an address between two commas, in bytes.
const maxPart = 120

// pieces cuts a line where "and" or a dash follows a complete address.
func pieces(line string) []string {
	var out []string
	start := 0
	for _, at := range connector.FindAllStringIndex(line, -1) {
		left := line[max(start, at[0]-maxPart):at[0]]
		if strings.HasSuffix(strings.ToLower(left), "newfoundland") && strings.HasPrefix(strings.ToLower(line[at[1]:]), "labrador") {
			continue // one province
		}
		if _, _, ok := tailOf(left[strings.LastIndexByte(left, ',')+1:]); ok {
			out = append(out, line[start:at[0]])
			start = at[1]
		}
	}
	return append(out, line[start:])
}
