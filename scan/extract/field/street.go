package field

import (
	"strings"

	"github.com/whohasme/whohasme/scan/pattern"
)

var (
	unitForm   = pattern.MustCompile(`(?i)^(?:(?:apt|apartment|unit|suite|ste|rm|room|floor|fl|bldg|building|lot|trlr|flat|space|spc)\b\.?\s*#?\s*(?:[\w-]*\d[\w-]*|[a-z]{1,2})?|#\s*[\w-]+)$`)
	boxForm    = pattern.MustCompile(`(?i)^(?:p\.?\s*o\.?\s*box|post office box|rr|rural route|hc|star route|psc|cmr|unit\s+\d+\s+box)\b\.?\s*#?\s*\d`)
	numberForm = pattern.MustCompile(`^\d+[\dA-Za-z/-]*\s+\S`)
	roadForm   = pattern.MustCompile(`(?i)\S\s+(?:st|street|ave|avenue|rd|road|dr|drive|blvd|boulevard|ln|lane|hwy|highway|pkwy|parkway)\.?(?:\s+(?:n|s|e|w|ne|nw|se|sw))?$`)
)

// suffixes end the name of a street (USPS Publication 28, appendix C1, the
// common ones).
var suffixes = set(`st street ave av avenue rd road dr drive ln lane blvd boulevard ct court pl place ter terrace cir circle
	pkwy parkway hwy highway trl trail way loop sq square aly alley row run path pike pt point xing crossing cv cove plz plaza
	broadway expy fwy tpke`)

// endsStreet are the state codes that also end the name of a street: northeast,
// court, prairie, key, floor, mount.
var endsStreet = set("ne ct pr ky fl mt")

var directions = set("n s e w ne nw se sw north south east west")

// numberedTowns begin with a number and are no streets.
var numberedTowns = set("29palms 100milehouse")

// isStreet reports whether a part of an address is a street, a box or a unit
// rather than a town.
func isStreet(s string) bool {
	if numberedTowns[strings.ToLower(strings.ReplaceAll(s, " ", ""))] {
		return false
	}
	return numberForm.MatchString(s) || boxForm.MatchString(s) || unitForm.MatchString(s) || roadForm.MatchString(s)
}

func isUnit(s string) bool { return unitForm.MatchString(s) }

// splitStreet parts "12 Elm St Apt 4 Dayton" at the end of the street. Where
// no end can be seen all of it is street, and the town is left open.
func splitStreet(s string) (street, city string) {
	if !numberForm.MatchString(s) && !boxForm.MatchString(s) {
		return s, ""
	}
	words := strings.Fields(s)
	end := streetEnd(words)
	if boxForm.MatchString(s) {
		end = boxEnd(words)
	}
	for end < len(words) && end > 0 {
		w := plain(words[end])
		switch {
		case directions[w] && len(w) <= 2, strings.HasPrefix(w, "#"):
			end++
		case end+1 < len(words) && isUnit(words[end]+" "+words[end+1]):
			end += 2
		default:
			return strings.Join(words[:end], " "), strings.TrimPrefix(strings.Join(words[end:], " "), "in ")
		}
	}
	return s, ""
}

// streetEnd returns the index after the street's suffix, 0 if there is none. A
// suffix right after another belongs to it ("Court Rd"), but "St" before more
// words is a saint ("Charles St St Louis").
func streetEnd(words []string) int {
	for i := 1; i < len(words); i++ {
		if i == 1 && !highway(words) || !suffixes[plain(words[i])] {
			continue
		}
		for i+1 < len(words) && suffixes[plain(words[i+1])] && (plain(words[i+1]) != "st" || i+2 == len(words)) {
			i++
		}
		if highway(words[i-1:]) {
			i++
		}
		return i + 1
	}
	return 0
}

// highway reports whether the second word is a highway and the third its
// number.
func highway(words []string) bool {
	if len(words) < 3 || words[2][0] < '0' || words[2][0] > '9' {
		return false
	}
	w := plain(words[1])
	return w == "hwy" || w == "highway"
}

// boxEnd returns the index after the last number of a box or rural route.
func boxEnd(words []string) int {
	end := 0
	for i, w := range words {
		if w[len(w)-1] >= '0' && w[len(w)-1] <= '9' {
			end = i + 1
		}
	}
	return end
}

func plain(word string) string { return strings.ToLower(strings.Trim(word, ".,")) }

// StreetLike reports whether a text is surely a street, a box or a unit: it
// begins with a number or a box and ends like a street.
func StreetLike(s string) bool {
	if boxForm.MatchString(s) || unitForm.MatchString(s) {
		return true
	}
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 9 || !numberForm.MatchString(s) {
		return false
	}
	return streetEnd(words) > 0
}
