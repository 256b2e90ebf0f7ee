package field

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
	"github.com/whohasme/whohasme/scan/pattern"
)

var (
	phoneCut   = pattern.MustCompile(`[\n\t,;|]|\s+[•·/]\s+|\s+(?i:and|or)\s+|\s&\s`)
	phoneShape = pattern.MustCompile(`(?i)\+?\(?\d[\d\s().\-–‑/]*\d(?:\s*(?:x|ext\.?|extension)\s*\d{1,6}\b)?`)
	phoneMask  = pattern.MustCompile(`(?i)[*•█▓▒░#?…]|\d[\s).\-]*x{2,}|x{2,}[\s(.\-]*\d|\.{3,}|_{2,}|-{2,}`)
	northShape = pattern.MustCompile(`\(?\b[2-9]\d{2}\)?[\s.\-–]?[2-9]\d{2}[\s.\-–]\d{4}\b`)
	northPlan  = pattern.MustCompile(`^\+1[2-9]\d{2}[2-9]\d{6}$`)
)

// Phones returns the telephone numbers of a text in E.164 (ITU-T), each
// once. A number without a country code is read as one of the region, an ISO
// country code. Numbers with masked digits or without an area code, and
// extensions, are left out.
func Phones(text, region string) []string {
	if p, ok := quickPhone(text, region); ok {
		return []string{p}
	}
	return fullPhones(text, region)
}

func fullPhones(text, region string) []string {
	var phones []string
	text = strings.ReplaceAll(strings.TrimPrefix(text, "tel:"), "\u00a0", " ")
	for _, part := range phoneCut.Split(text, -1) {
		if phoneMask.MatchString(part) {
			continue
		}
		for _, shape := range phoneShape.FindAllString(part, -1) {
			if p := phone(shape, region); p != "" {
				phones = append(phones, p)
				continue
			}
			for _, one := range northShape.FindAllString(shape, -1) { // several with spaces between
				if p := phone(one, region); p != "" && (region == "US" || region == "CA") {
					phones = append(phones, p)
				}
			}
		}
	}
	return Distinct(phones)
}

func phone(s, region string) string {
	n, err := phonenumbers.Parse(s, region)
	if err != nil || phonenumbers.IsPossibleNumberWithReason(n) != phonenumbers.IS_POSSIBLE {
		return ""
	}
	n.Extension = nil
	e164 := phonenumbers.Format(n, phonenumbers.E164)
	// New area codes come faster than the library's tables, so the North
	// American plan is held to its shape alone.
	if northPlan.MatchString(e164) || n.GetCountryCode() != 1 && (phonenumbers.IsValidNumber(n) || ofDrama(e164)) {
		return e164
	}
	return ""
}

// ofDrama reports whether a British number is one that is kept for drama
// (Ofcom): those of no town, and mobile ones.
func ofDrama(e164 string) bool {
	return strings.HasPrefix(e164, "+447700900") || strings.HasPrefix(e164, "+441632960")
}

var maskedShape = pattern.MustCompile(`(?i)\(?[\d*•x#]{3}\)?[\s.–-]*[\d*•x#]{3}[\s.–-]*[\d*•x#]{2,4}`)

// MaskedPhones returns the telephone numbers of a text of which some digits are
// blotted out, as printed: "(512) 555-****". They name nobody and go into no
// record, but they tell that one is sold.
func MaskedPhones(text string) []string {
	var list []string
	for _, part := range phoneCut.Split(text, -1) {
		for _, s := range maskedShape.FindAllString(part, -1) {
			if strings.ContainsAny(s, "*•xX#") && strings.ContainsAny(s, "0123456789") {
				list = append(list, strings.TrimSpace(s))
			}
		}
	}
	return Distinct(list)
}
