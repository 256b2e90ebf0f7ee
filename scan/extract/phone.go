package extract

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
	"github.com/whohasme/whohasme/scan/pattern"
)

var (
	phoneCut   = pattern.MustCompile(`[\n\t,;|]|\s+[•·/]\s+|\s+(?i:and|or)\s+|\s&\s`)
	phoneShape = pattern.MustCompile(`(?i)\+?\(?\d[\d\s().\-–‑/]*\d(?:\s*(?:x|ext\.?|extension)\s*\d{1,6}\b)?`)
	phoneMask  = pattern.MustCompile(`(?i)[*•█▓▒░#?…]|\d[\s).\-]*x{2,}|x{2,}[\s(.\-]*\d|\.{3,}|_{2,}|-{2,}`)
	northPlan  = pattern.MustCompile(`^\+1[2-9]\d{2}[2-9]\d{6}$`)
)

// readPhones returns the telephone numbers of a text in E.164 (ITU-T), each
// once. A number without a country code is read as one of the region, an ISO
// country code. Numbers with masked digits or without an area code, and
// extensions, are left out.
func readPhones(text, region string) []string {
	var phones []string
	text = strings.TrimPrefix(text, "tel:")
	for _, part := range phoneCut.Split(text, -1) {
		if phoneMask.MatchString(part) {
			continue
		}
		for _, shape := range phoneShape.FindAllString(part, -1) {
			if p := phone(shape, region); p != "" {
				phones = append(phones, p)
			}
		}
	}
	return distinct(phones)
}

// american returns a number of the North American plan that is written out and
// has nothing else beside it, or "": most numbers on such sites are, and the
// library is slow.
func american(s, region string) string {
	if region != "US" && region != "CA" {
		return ""
	}
	digits := make([]byte, 0, 12)
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			if digits = append(digits, c); len(digits) > 11 {
				return ""
			}
		case c == '+' && i == 0, strings.IndexByte("().- ", c) >= 0:
		default:
			return ""
		}
	}
	switch {
	case len(digits) == 11 && digits[0] == '1':
		digits = digits[1:]
	case len(digits) != 10 || s[0] == '+':
		return ""
	}
	if digits[0] < '2' || digits[3] < '2' {
		return ""
	}
	return "+1" + string(digits)
}

func phone(s, region string) string {
	if p := american(s, region); p != "" {
		return p
	}
	n, err := phonenumbers.Parse(s, region)
	if err != nil || phonenumbers.IsPossibleNumberWithReason(n) != phonenumbers.IS_POSSIBLE {
		return ""
	}
	n.Extension = nil
	e164 := phonenumbers.Format(n, phonenumbers.E164)
	// New area codes come faster than the library's tables, so the North
	// American plan is held to its shape alone.
	if northPlan.MatchString(e164) || n.GetCountryCode() != 1 && phonenumbers.IsValidNumber(n) {
		return e164
	}
	return ""
}
