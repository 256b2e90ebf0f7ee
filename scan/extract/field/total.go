package field

import (
	"strings"

	"github.com/whohasme/whohasme/scan/pattern"
)

const (
	count = `(\d{1,3}(?:,\d{3})+|\d{1,9})`
	noun  = `(?:results?|records?|reports?|people|persons?|matches|match|profiles?|listings?|entries|entry|individuals?|hits?|residents?|names?)`
)

// totalForms are the ways to give a total, the plainest first.
var totalForms = []*pattern.Pattern{
	pattern.MustCompile(`\d\s*(?:[-–—]|to|through)\s*\d[\d,]*\s*(?:` + noun + `\s+)?(?:of|out\s+of)\s+(?:about|over|approximately|more\s+than|nearly|the|~)?\s*` + count + `\b`),
	pattern.MustCompile(`\b(?:showing|displaying|viewing|first|top)\b[^\d]*\d+[^\d]{0,20}\b(?:of|out\s+of)\s+(?:about|over|approximately|more\s+than)?\s*` + count + `\b`),
	pattern.MustCompile(`(?:^|[^\d.,-])` + count + `\+?\s+(?:[a-z]+\s+){0,2}?` + noun + `\b`),
	pattern.MustCompile(`\b(?:found|total|results?|records?|matches|count)\b(?:\s+(?:of|is|about|over|more\s+than))*\s*[:=(]?\s*` + count + `\b`),
	pattern.MustCompile(`^\D*\b(?:of|out\s+of)\s+` + count + `\b\D*$`),
	pattern.MustCompile(`^\d+\s*(?:/|of|out\s+of)\s*` + count + `$`),
	pattern.MustCompile(`^[^\d-]*?` + count + `\+?[^\d]*$`),
}

var (
	pageOf     = pattern.MustCompile(`\bpages?\s*[:#]?\s*\d+\s*(?:(?:of|/)\s*\d[\d,]*)?`)
	roundedOff = pattern.MustCompile(`\d\s*[km]\b|\d[.,]\d{1,2}\b(?:[^\d]|$)|\d\.\d|\d%`)
)

// Total returns how many records a text says there are, -1 if it does not
// say. "Page 1 of 6" counts pages, and "1.2k results" is no number.
func Total(text string) int {
	s := strings.ToLower(strings.Join(strings.Fields(text), " "))
	s = strings.TrimSpace(pageOf.ReplaceAllString(s, " "))
	if roundedOff.MatchString(s) {
		return -1
	}
	for _, form := range totalForms {
		if m := form.FindStringSubmatch(s); m != nil {
			return atoi(strings.ReplaceAll(m[1], ",", ""))
		}
	}
	return -1
}
