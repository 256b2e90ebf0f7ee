package field

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan/pattern"
)

var (
	nameLabel = pattern.MustCompile(`(?i)^\s*(?:` +
		`(?:(?:full|legal|primary|current|former|maiden|other|first|last)\s+)?names?\s*[:\-–]|` +
		`(?:aka\b|a\.\s?k\.\s?a\.|(?:may\s+)?also\s+(?:known\s+as|goes\s+by|go\s+by)|(?:formerly|previously|otherwise)\s+known\s+as|(?:better\s+)?known\s+as\b)\s*[:\-–]?|` +
		`(?:aliases|alias|formerly|person|record|result)\s*[:\-–]|` +
		`(?:(?:search\s+)?results|records?|reports?|profile|background\s+check)\s+(?:for|of|on)\s|about\s|` +
		`#?\d{1,4}[.)]\s)\s*`)

	// nameEnd is where a heading goes on to say something else about the person.
	nameEnd = pattern.MustCompile(`(?i)[\s,;:(\[–—-]+(?:` +
		`(?:is\s+)?aged?\b\s*[:\-–(]?\s*(?:in\s|[\d*•?x]|n/?a|unknown|$)|` +
		`(?:who\s+)?(?:currently\s+)?(?:lives|lived|living|resides|residing|located)\s+(?:in|at|near)\b|used\s+to\s+live\b|has\s+lived\b|` +
		`aka\b|a\.k\.a\b|(?:may\s+)?also\s+(?:known|goes|go)\b|(?:formerly|previously)\s+known\b|` +
		`in\s+(?:his|her|their|the)\s|b\.\s*\d|born\s+(?:in|on|around|c|\d)|born:|d\.?o\.?b\b|(?:may\s+be\s+)?related\s+to\b|` +
		`view\s+(?:full\s+)?(?:profile|details|report|record|results|background)|` +
		`(?:background|public|full)\s+(?:check|report|record|profile)|` +
		`(?:deceased|verified|premium)\b|\d+\s+(?:records?|results?|address(?:es)?|phones?|locations?)\b).*$`)

	nameBar   = pattern.MustCompile(`\s+[–—-]\s+[^,]*,\s*\p{Lu}{2}\b.*$|['’]s\s+(?:profile|records?|report|page|background)\b.*$|\s+[|•·]\s.*$|\s*\|.*$`)
	namePlace = pattern.MustCompile(`\s+(?:in|from|of|near|IN|FROM)\s+(?:\p{Lu}[^,]*,\s*\S.*|\p{Lu}\S*(?:\s+\p{Lu}\S*)*)$`)
	nameAge   = pattern.MustCompile(`(?i)[\s,;:(\[–—-]+~?\d{1,3}(?:\s*[-–]\s*\d{1,3})?(?:'?s|\+)?(?:\s*(?:years?|yrs?\.?|y)[\s/]*(?:old|o|of\s+age)?)?\s*[)\]]*\s*$|[,(]\s*(?:\d[x*•?_]|\*{1,3}|x{2})\s*\)?\s*$`)

	ordinal   = pattern.MustCompile(`(?i)^\d(?:st|nd|rd|th)[.,]?$`)
	wordBreak = pattern.MustCompile(`[\s.,]+`)
)

// noName are texts that stand where a name should and are none.
var noName = set(`unknown n/a na none null undefined name names loading more anonymous private details profile results result
	records record aliases relatives person hidden redacted withheld masked unavailable`)

// Name returns the name that a text gives, as printed: without labels,
// without an age or a place after it. veiled is true if there is a name whose
// letters the page hides; then none is returned.
func Name(text string) (name string, veiled bool) {
	if plainName(text) {
		return text, false
	}
	return fullName(text)
}

func fullName(text string) (name string, veiled bool) {
	for line := range strings.FieldsFuncSeq(text, lineOrCell) {
		if name, veiled = nameIn(line); name != "" || veiled {
			return name, veiled
		}
	}
	return "", false
}

func lineOrCell(r rune) bool { return r == '\n' || r == '\t' }

func nameIn(line string) (string, bool) {
	s := strings.TrimSpace(line)
	if cut := nameLabel.ReplaceAllString(s, ""); cut != s {
		s = cut
	}
	s = " " + s // a text that begins with what ends a name has no name
	for _, end := range []*pattern.Pattern{nameBar, nameEnd, namePlace, nameAge} {
		s = end.ReplaceAllString(s, "")
	}
	s = strings.TrimSpace(dropPlace(strings.Trim(s, " ,;:-–—|·/")))
	switch {
	case s == "" || noName[strings.ToLower(strings.Trim(s, ".[]()"))] && !hides(s):
		return "", false
	case Masked(s) || hides(s) || initialsOnly(s):
		return "", mentionsLetters(s)
	case !nameLike(s):
		return "", false
	}
	if endsSentence(s) {
		s = s[:len(s)-1]
	}
	return s, false
}

// endsSentence reports whether the full stop at the end of a name is that of
// the sentence: behind a word too long to be cut short, as Jr. and Wm. are.
func endsSentence(s string) bool {
	if len(s) < 8 || s[len(s)-1] != '.' {
		return false
	}
	w := s[strings.LastIndexByte(s, ' ')+1 : len(s)-1]
	return len(w) > 4 && strings.IndexByte(s, ' ') > 0 && strings.IndexByte(w, '.') < 0
}

// hides reports whether the text says outright that the name is held back.
func hides(s string) bool {
	switch strings.ToLower(strings.Trim(s, ".[]() ")) {
	case "hidden", "name hidden", "redacted", "name redacted", "withheld", "name withheld", "masked":
		return true
	}
	return false
}

// mentionsLetters keeps a bare row of dashes from counting as a hidden name.
func mentionsLetters(s string) bool {
	return strings.IndexFunc(s, unicode.IsLetter) >= 0 || strings.ContainsAny(s, "*█▓▒░■●•")
}

// initialsOnly reports whether a text is "J. S." or the like: it fits too many
// people to be a name.
func initialsOnly(s string) bool {
	words := wordBreak.Split(strings.Trim(s, " .,"), -1)
	for _, w := range words {
		if utf8.RuneCountInString(w) > 1 {
			return false
		}
		if r, _ := utf8.DecodeRuneInString(w); unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana) {
			return false // a whole name may be one sign long
		}
	}
	return len(words) > 0 && strings.IndexFunc(s, unicode.IsLetter) >= 0
}

func nameLike(s string) bool {
	words := strings.Fields(s)
	if len(s) > 200 || len(words) > 12 || strings.ContainsAny(s, "@{}<>=\\\uFFFD") || strings.Contains(s, "://") {
		return false
	}
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsDigit(r) && !ordinal.MatchString(w) {
			return false
		}
	}
	switch strings.ToLower(words[0]) {
	case "view", "see", "show", "click", "loading", "no", "none", "unknown", "not":
		// "No" and "See" are surnames too, but then nothing of these follows.
		return len(words) > 1 && !commands[strings.ToLower(words[1])] && strings.ToLower(words[0]) != "click"
	}
	return strings.IndexFunc(s, unicode.IsLetter) >= 0
}

var commands = set("found reported more all profile full details name names results records report listed available the for known")

// dropPlace removes ", Austin, TX" or ", TX" after a name. Ends that may be a
// given name stay, since "Smith, Al" is a person.
func dropPlace(s string) string {
	parts := strings.Split(s, ",")
	last := strings.TrimSpace(parts[len(parts)-1])
	code, _, _ := strings.Cut(last, " ")
	if _, ok := brokers.StateName(code); !ok || code != strings.ToUpper(code) {
		if _, ok := brokers.StateCode(last); !ok || len(last) == 2 {
			return s
		}
	}
	if len(parts) > 2 {
		return strings.TrimSpace(strings.Join(parts[:len(parts)-2], ","))
	}
	if len(parts) == 2 && len(strings.Fields(parts[0])) > 1 && !givenNames[strings.ToLower(last)] {
		return parts[0]
	}
	return s
}

// givenNames are the states, and the codes of states, that also stand after
// the comma of "Smith, Virginia" or "Smith, MD".
var givenNames = set("virginia georgia montana indiana florida nevada arizona tennessee al md pa dc ma vi id de la me in or ok")

// GivenName reports whether the name or the code of a state is also a given
// name or a degree: "Smith, Virginia" and "Smith, MD" are people.
func GivenName(state string) bool { return givenNames[strings.ToLower(state)] }
