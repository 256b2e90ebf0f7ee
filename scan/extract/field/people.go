package field

import (
	"slices"
	"strings"

	"github.com/whohasme/whohasme/scan/pattern"
)

// relation is a word for what a relative is to the person.
const relation = `(?:father|mother|brother|sister|son|daughter|spouse|wife|husband|ex|parent|child|sibling|aunt|uncle|cousin|nephew|niece|(?:grand|great-?grand|step)-?(?:father|mother|parent|son|daughter|child|children|brother|sister|sibling|aunt|uncle|nephew|niece|dad|mom|ma|pa)|partner|relative|associate|roommate|\w+-in-law)`

var (
	peopleLabel = pattern.MustCompile(`(?i)^\s*(?:` +
		`(?:(?:possible|known|likely|potential|immediate|close|other|all|current)\s+)*(?:relatives?(?:\s*(?:and|&)\s*associates)?|relations|family(?:\s+members)?|associates|aliases|alias|(?:other\s+)?names|akas?|household(?:\s+members)?|spouses?|parents?|siblings?|children|partners?)\s*[:\-–]|` +
		`(?:relatives|aliases|aka|a\.k\.a\.|associates|(?:known|possible)\s+(?:relatives|aliases|associates))\s*$|` +
		`(?:(?:may|might|could)\s+be\s+)?(?:related\s+to|associated\s+with|connected\s+to)\b\s*:?|` +
		`(?:rel|rels|kin)\.?\s*:|(?:(?:may|might)\s+)?knows?\s*:|(?:lives|lived)\s+with\b\s*:?)\s*`)
	// The relation before or after a relative's name.
	kinBefore = pattern.MustCompile(`(?i)^\s*` + relation + `\s*[:–-]\s*`)
	kinAfter  = pattern.MustCompile(`(?i)\s*(?:[(\[]\s*(?:possible\s+)?` + relation + `\s*[)\]]|\s[–-]\s*` + relation + `)\s*$`)
	inKin     = pattern.MustCompile(`(?i)\s*[(\[]\s*(?:possible\s+)?(?:` + relation + `|maiden|alias|former|nickname)\b[^()\[\]]*[)\]]`)
	andWord   = pattern.MustCompile(`\s(?i:and)\s|&`)
	moreOf    = pattern.MustCompile(`(?i)(?:^|[\s,;(\[]+)(?:and\s+|&\s*|\+\s*)*(?:\+\s*\d+|\d+\s+(?:more|others?)\b|\+\s*more|(?:see|show|view)\s+(?:more|all)\b).*$|(?i)\s*(?:\.{3}|…)\s*(?:more|see|show)\b.*$`)
	peopleCut = pattern.MustCompile(`\s*[;|\n\t、，،؛]\s*|\s+[•·/]\s+|^[•·]\s*|\s+(?i:and)\s+|\s*&\s*`)
	nameRank  = pattern.MustCompile(`(?i)^(?:jr|sr|ii|iii|iv|v|2nd|3rd|4th|esq|md|m\.d|phd|ph\.d|dds)\.?$`)
	particle  = pattern.MustCompile(`(?i)^(?:de|del|de la|de los|de las|da|do|dos|di|la|le|van|van der|van den|von|von der|st\.?|bin|al|el|ter|ten)\s+\S+$`)
)

// People returns the names of a list, in its order, each once: aliases or
// relatives. A whole text is one name; any other is split at line breaks,
// semicolons, bars, "and" and at those commas that do not part a surname from
// a given name. Hidden names and "+3 more" are left out.
func People(text string, whole bool) []string {
	if list, ok := quickPeople(text); ok && (!whole || len(list) == 1) {
		return list
	}
	return fullPeople(text, whole)
}

func fullPeople(text string, whole bool) []string {
	if whole {
		return persons([]string{text})
	}
	return peopleIn(text, atCommas)
}

// peopleIn reads a list whose parts between other signs are cut at commas.
func peopleIn(text string, atCommas func(part string, alone bool) []string) []string {
	var items []string
	for line := range strings.FieldsFuncSeq(text, lineOrCell) {
		line = inKin.ReplaceAllString(peopleLabel.ReplaceAllString(line, ""), "")
		line = moreOf.ReplaceAllString(line, "")
		alone := !andWord.MatchString(line)
		for _, part := range peopleCut.Split(line, -1) {
			items = append(items, atCommas(part, alone)...)
		}
	}
	return persons(items)
}

func persons(items []string) []string {
	var names []string
	for _, item := range items {
		if n := personIn(item); n != "" {
			names = append(names, n)
		}
	}
	return Distinct(names)
}

func personIn(item string) string {
	item = peopleLabel.ReplaceAllString(item, "")
	item = kinBefore.ReplaceAllString(moreOf.ReplaceAllString(item, ""), "")
	// The age may stand before or after the relation.
	item = kinAfter.ReplaceAllString(item, "")
	item = kinAfter.ReplaceAllString(nameAge.ReplaceAllString(item, ""), "")
	name, _ := nameIn(item)
	if !relationOnly.MatchString(name) && !nameRank.MatchString(name) {
		return name
	}
	return ""
}

var relationOnly = pattern.MustCompile(`(?i)^` + relation + `s?$`)

// atCommas splits a list at its commas. Jr and the like belong to the name
// before; ages are no items; "Garcia, Maria" is one name when the whole list
// can be read as pairs of surname and given names. A list of single words
// cannot, unless it is just two and alone on its line: nobody can tell
// whether it is pairs or first names.
func atCommas(s string, alone bool) []string {
	parts := atRanks(s)
	if !inverted(parts, alone) {
		return parts
	}
	return paired(parts)
}

// atRanks splits at commas, but not before Jr and the like.
func atRanks(s string) []string {
	var parts []string
	for p := range strings.SplitSeq(s, ",") {
		p = strings.TrimSpace(p)
		switch {
		case p == "" || ageOnly.MatchString(p):
		case nameRank.MatchString(p) && len(parts) > 0:
			parts[len(parts)-1] += ", " + p
		default:
			parts = append(parts, p)
		}
	}
	return parts
}

// paired joins surnames and given names.
func paired(parts []string) []string {
	var names []string
	for i := 0; i < len(parts); i += 2 {
		names = append(names, parts[i]+", "+parts[i+1])
	}
	return names
}

var ageOnly = pattern.MustCompile(`(?i)^(?:aged?[\s:]*)?\d{1,3}(?:'?s|\+)?(?:\s*(?:years?|yrs?)(?:\s+old)?)?$`)

func inverted(parts []string, alone bool) bool {
	if len(parts) == 0 || len(parts)%2 != 0 {
		return false
	}
	if !slices.ContainsFunc(parts, func(s string) bool { return strings.Contains(s, " ") || !gluing(s) }) {
		return false // scripts that write no space in a name
	}
	given := 0 // given parts that are surely more than one bare word
	for i := 0; i < len(parts); i += 2 {
		surname := bare(parts[i])
		if strings.Contains(parts[i], ",") || len(strings.Fields(surname)) != 1 && !particle.MatchString(surname) {
			return false
		}
		if len(strings.Fields(bare(parts[i+1]))) > 1 {
			given++
		}
	}
	return len(parts) == 2 && alone || given > 0
}

// bare is a part without what follows the name, such as an age in brackets.
func bare(s string) string { return strings.TrimSpace(nameAge.ReplaceAllString(" "+s, "")) }

// Distinct keeps the first of texts that differ only in case.
func Distinct(list []string) []string {
	if len(list) < 2 {
		return list
	}
	if len(list) <= 12 {
		return fewDistinct(list)
	}
	seen := make(map[string]bool, len(list))
	var out []string
	for _, s := range list {
		if k := strings.ToLower(s); !seen[k] {
			seen[k] = true
			out = append(out, s)
		}
	}
	return out
}

func fewDistinct(list []string) []string {
	twice := false
	for i := 1; i < len(list) && !twice; i++ {
		for _, o := range list[:i] {
			twice = twice || len(o) == len(list[i]) && strings.EqualFold(o, list[i])
		}
	}
	if !twice {
		return list
	}
	out := list[:0:0]
	for i, s := range list {
		if !slices.ContainsFunc(list[:i], func(o string) bool { return strings.EqualFold(o, s) }) {
			out = append(out, s)
		}
	}
	return out
}
