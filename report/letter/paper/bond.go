package paper

import (
	"slices"
	"strings"
	"time"
)

// bonded returns a text with U+00A0 where no line should end: between a section
// and its sign, a number and its unit, and within a day.
func bonded(text string) string {
	if !strings.ContainsAny(text, "§0123456789") {
		return text
	}
	list := strings.Split(text, " ")
	var b strings.Builder
	for i, w := range list {
		b.WriteString(w)
		switch {
		case i == len(list)-1:
		case bonds(list[i:]) || i > 0 && bonds(list[i-1:]) && (w == "business" || isMonth(list[i-1])):
			b.WriteRune(bond)
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

const bond = '\u00a0'

// bonds reports whether the first of some words stays with the second.
func bonds(list []string) bool {
	first, second, third := list[0], at(list, 1), at(list, 2)
	switch {
	case strings.HasSuffix(first, "§"):
		return true
	case isNumber(first):
		return isUnit(second) || second == "business" && isUnit(third)
	case isMonth(first):
		return isNumber(strings.TrimSuffix(second, ",")) && strings.HasSuffix(second, ",") && isNumber(bare(third))
	}
	return false
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

// bare is a word without the marks after it.
func bare(word string) string { return strings.TrimRight(word, ".,;:)") }

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func isUnit(word string) bool {
	return slices.Contains([]string{"hour", "day", "week", "month", "year"}, strings.TrimSuffix(bare(word), "s"))
}

func isMonth(word string) bool {
	for m := time.January; m <= time.December; m++ {
		if word == m.String() {
			return true
		}
	}
	return false
}
