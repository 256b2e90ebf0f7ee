package field

import (
	"strings"
	"unicode/utf8"

	"github.com/whohasme/whohasme/brokers"
)

// quickPeople reads a list of plain names with commas or lines between.
func quickPeople(text string) ([]string, bool) {
	if text == "" || len(text) > 2000 {
		return nil, false
	}
	names := make([]string, 0, 4)
	for line := range strings.SplitSeq(text, "\n") {
		for part := range strings.SplitSeq(line, ", ") {
			if !plainName(part) || !alonePerson(part) {
				return nil, false
			}
			names = append(names, part)
		}
	}
	return Distinct(names), true
}

// quickInverted reports whether a text is the name of one person, the surname
// before a comma, and nothing else.
func quickInverted(s string) bool {
	surname, given, two := strings.Cut(s, ", ")
	if !two || len(s) > 80 || len(surname) < 2 || len(given) < 2 || !quickWords(surname) || !quickWords(given) {
		return false
	}
	if _, state := brokers.StateCode(given); state || nameRank.MatchString(given) || noName[strings.ToLower(surname)] {
		return false
	}
	head, _, _ := strings.Cut(given, " ")
	_, state := brokers.StateName(head)
	return !state && !nameRank.MatchString(surname) && !relationOnly.MatchString(surname)
}

// quickWords reports whether a text is words of a name that no rule acts on.
func quickWords(s string) bool {
	for w := range strings.SplitSeq(s, " ") {
		if !plainWord(w) {
			return false
		}
	}
	return alonePerson(s)
}

// AppendPeople is People at the end of a list.
func AppendPeople(list []string, text string, whole bool) []string {
	if plainName(text) && alonePerson(text) || whole && quickInverted(text) {
		return append(list, text)
	}
	return append(list, People(text, whole)...)
}

// alonePerson reports whether no word of a plain name means something to the
// reader of lists.
func alonePerson(s string) bool {
	first := true
	for w := range strings.SplitSeq(s, " ") {
		var low [24]byte
		for i := range len(w) {
			c := w[i]
			if c >= utf8.RuneSelf {
				low[i] = c
				continue
			}
			if upper(c) {
				c += 'a' - 'A'
			}
			low[i] = c
		}
		end := len(w)
		if w[end-1] == '.' {
			end--
		}
		word := string(low[:end])
		if listWords[word] || first && particles[word] || strings.Contains(word, "-in-") || strings.HasPrefix(word, "step") && !strings.HasPrefix(word, "steph") || strings.HasPrefix(word, "grand") {
			return false
		}
		first = false
	}
	return true
}

// listWords are the words that some rule of People acts on.
var listWords = set(`and or possible known likely potential immediate close current relatives relations relative family member members associates associate household
	spouse spouses parent parents sibling siblings child children partner partners related associated connected to with might could be father mother brother sister son daughter wife
	husband ex aunt uncle cousin nephew niece roommate maiden alias aliases former nickname aka akas other others esq md phd dds m.d ph.d`)
