package field

import (
	"slices"
	"strings"
)

// SurnamesFirst reports whether the names of a list are written like "Garcia,
// Maria": the owner of the record is, or several texts of one list each have
// just one comma that parts two names. One text alone does not tell, since
// "Garcia, Maria" and "José, Ana" look alike.
func SurnamesFirst(owner string, texts []string) bool {
	if len(halves(owner)) == 2 {
		return true
	}
	return len(texts) > 1 && !slices.ContainsFunc(texts, func(s string) bool {
		two := halves(s)
		return len(two) != 2 || straight(two[0], two[1], "")
	})
}

// halves are the parts of a name at its commas, without a rank or an age.
func halves(name string) []string {
	if strings.IndexByte(name, ',') < 0 {
		return nil
	}
	var parts []string
	for p := range strings.SplitSeq(name, ",") {
		if p = strings.TrimSpace(p); p != "" && !(len(p) < 6 && nameRank.MatchString(p)) && !(p[0] < 'B' && ageOnly.MatchString(p)) {
			parts = append(parts, p)
		}
	}
	return parts
}

// straight reports whether two parts are two people rather than the surname
// and the given names of one: both end with the same surname.
func straight(first, second, surname string) bool {
	a, b := strings.Fields(bare(first)), strings.Fields(bare(second))
	if len(a) < 2 || len(b) < 2 {
		return false
	}
	last := b[len(b)-1]
	return strings.EqualFold(a[len(a)-1], last) || strings.EqualFold(surname, last)
}

// AppendSurnamesFirst is [AppendPeople] for a list of which [SurnamesFirst]
// says that its names are so written; owner is the record's name.
func AppendSurnamesFirst(list []string, text, owner string) []string {
	if strings.IndexByte(text, ',') < 0 {
		return AppendPeople(list, text, false)
	}
	surname, _, _ := strings.Cut(owner, ",")
	if quickInverted(text) {
		if first, second, _ := strings.Cut(text, ", "); !straight(first, second, surname) {
			return append(list, text)
		}
	}
	return append(list, peopleIn(text, func(part string, alone bool) []string {
		parts := atRanks(part)
		if len(parts)%2 != 0 {
			return atCommas(part, alone)
		}
		for i := 0; i < len(parts); i += 2 {
			if straight(parts[i], parts[i+1], surname) {
				return atCommas(part, alone)
			}
		}
		return paired(parts)
	})...)
}
