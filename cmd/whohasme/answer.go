package main

import (
	"errors"
	"fmt"
	"net/mail"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// The readers of this file take an answer as people type it and return it in
// the form of a subject file. Their errors say what is wanted and never repeat
// what was typed.

// longestAnswer is in bytes; no name, address or date is longer.
const longestAnswer = 200

// plainText is an answer without what a keyboard adds around it. Arrow keys
// and the like arrive as control characters.
func plainText(s string) (string, error) {
	if !utf8.ValidString(s) {
		return "", errors.New("some letters did not arrive as they were typed; set the terminal to UTF-8, or write them without accents")
	}
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\t' }) {
		return "", errors.New("a key was pressed that is no letter, such as an arrow; type the answer once more")
	}
	if len(s) > longestAnswer {
		return "", errors.New("that is longer than any answer")
	}
	return strings.Join(strings.Fields(s), " "), nil
}

var suffixes = map[string]string{"jr": "Jr", "sr": "Sr", "ii": "II", "iii": "III", "iv": "IV"}

// readName reads "Maria Elena Garcia", "Garcia, Maria Elena" or "Garcia Jr,
// Maria" as the parts of a name.
func readName(text string) (map[string]string, error) {
	last, first, turned := strings.Cut(text, ",")
	if suffixes[scan.Fold(first)] != "" { // Odo Fitz, Jr
		last, first, turned = last+" "+first, "", false
	}
	words := strings.Fields(strings.ReplaceAll(last, ",", " "))
	parts := map[string]string{}
	if k := len(words) - 1; k > 0 && suffixes[scan.Fold(words[k])] != "" {
		parts["suffix"], words = suffixes[scan.Fold(words[k])], words[:k]
	}
	given := strings.Fields(strings.ReplaceAll(first, ",", " "))
	if !turned {
		if len(words) < 2 {
			return nil, errors.New("want a first and a last name, such as Maria Garcia")
		}
		given, words = words[:len(words)-1], words[len(words)-1:]
	}
	if len(given) == 0 || len(words) == 0 {
		return nil, errors.New("want a first and a last name, such as Maria Garcia")
	}
	parts["first"], parts["last"] = given[0], strings.Join(words, " ")
	if middle := strings.Join(given[1:], " "); middle != "" {
		parts["middle"] = middle
	}
	return parts, nil
}

var monthNames = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// readMonth reads a month by its number or the first three letters of its
// name, 0 for anything else.
func readMonth(word string) int {
	if n, err := strconv.Atoi(word); err == nil {
		if n < 1 || n > 12 {
			return 0
		}
		return n
	}
	word = strings.ToLower(word)
	for i, m := range monthNames {
		if len(word) >= 3 && (strings.HasPrefix(m, word) || word == "sept" && i == 8) {
			return i + 1
		}
	}
	return 0
}

var (
	dayNumber = regexp.MustCompile(`^(\d{1,2})(st|nd|rd|th)?$`)
	cutDate   = regexp.MustCompile(`[\s,./\-–]+`)
)

var errDate = errors.New("want a date such as 1984-03-12, March 12, 1984 or 3/12/1984, or the year alone")

// readBorn reads a birth date as exact as it is given: 1984-03-12, 3/12/1984
// (the month first, as in the United States, unless only the day can be),
// 12.03.1984 (the day first), March 12, 1984, March 1984, or 1984. A year of two
// digits that can only be of the last century, as in 3/12/84, is taken so.
func readBorn(text string, today brokers.Date) (string, error) {
	parts := cutDate.Split(strings.Trim(text, " ,."), -1)
	b, ok := splitDate(parts, strings.Contains(text, "."))
	if !ok {
		return "", errDate
	}
	if short := b.Year < 100 && len(parts[len(parts)-1]) < 4; short && 2000+b.Year > today.Year {
		b.Year += 1900
	}
	day := brokers.Date{Year: b.Year, Month: max(b.Month, 1), Day: max(b.Day, 1)}
	switch {
	case b.Year < 100 && b.Year >= 0 && len(parts[len(parts)-1]) < 4:
		return "", errors.New("write the year with four digits")
	case b.Year < 1890:
		return "", errors.New("nobody alive was born then; want a year such as 1984")
	case today.Before(day):
		return "", errors.New("that day is yet to come")
	case b.Day > 0 && time.Date(b.Year, b.Month, b.Day, 0, 0, 0, 0, time.UTC).Day() != b.Day:
		return "", errors.New("that month has no such day")
	}
	return b.String(), nil
}

// readDay reads a whole day, also one that is yet to come.
func readDay(text string) (string, error) {
	parts := cutDate.Split(strings.Trim(text, " ,."), -1)
	b, ok := splitDate(parts, strings.Contains(text, "."))
	if !ok || b.Day == 0 {
		return "", errors.New("want a day such as 2026-11-01, November 1, 2026 or 11/1/2026")
	}
	if b.Year < 100 {
		b.Year += 2000
	}
	if time.Date(b.Year, b.Month, b.Day, 0, 0, 0, 0, time.UTC).Day() != b.Day {
		return "", errors.New("that month has no such day")
	}
	return b.String(), nil
}

// readNamePart reads a first, middle or last name: what has no letter, or has
// what no name has, was meant for another question.
func readNamePart(text string) (string, error) {
	if !strings.ContainsFunc(text, unicode.IsLetter) || strings.ContainsAny(text, "0123456789@/<>*?") {
		return "", errors.New("want a name, in letters")
	}
	return text, nil
}

// splitDate finds out which part of a date is which.
func splitDate(parts []string, dotted bool) (b scan.Born, ok bool) {
	year := func(s string) (n int, ok bool) {
		n, err := strconv.Atoi(s)
		return n, err == nil && n >= 0 && (len(s) == 4 || len(s) == 2)
	}
	day := func(s string) int {
		m := dayNumber.FindStringSubmatch(strings.ToLower(s))
		if m == nil {
			return 0
		}
		n, _ := strconv.Atoi(m[1])
		return n
	}
	switch len(parts) {
	case 1:
		b.Year, ok = year(parts[0])
		return b, ok && len(parts[0]) == 4
	case 2:
		if len(parts[0]) == 4 && len(parts[1]) != 4 {
			parts[0], parts[1] = parts[1], parts[0]
		}
		b.Year, ok = year(parts[1])
		b.Month = time.Month(readMonth(parts[0]))
		return b, ok && b.Month > 0 && len(parts[1]) == 4
	case 3:
	default:
		return b, false
	}
	y, first, second := parts[2], parts[0], parts[1]
	leading := len(y) != 4 && len(first) == 4 // the year, the month, the day
	if leading {
		y, first, second = parts[0], parts[1], parts[2]
	}
	month, of := readMonth(first), day(second)
	turned := dotted || month == 0 || of == 0 // 12.03.1984, 25/12/1984, 12 March 1984
	if !leading && turned && readMonth(second) > 0 && day(first) > 0 {
		month, of = readMonth(second), day(first)
	}
	b.Year, ok = year(y)
	b.Month, b.Day = time.Month(month), of
	return b, ok && month > 0 && of > 0 && of <= 31
}

// readPhone reads a telephone number: ten digits are of North America, others
// begin with + and the country's code.
func readPhone(text string) (string, error) {
	if strings.ContainsFunc(text, unicode.IsLetter) {
		before, _, _ := strings.Cut(strings.ToLower(text), "ext") // an extension
		if before, _, _ = strings.Cut(before, "x"); strings.ContainsFunc(before, unicode.IsLetter) {
			return "", errors.New("want digits, such as (512) 555-0142")
		}
		text = before
	}
	digits := scan.Digits(text)
	switch abroad := strings.HasPrefix(strings.TrimSpace(text), "+"); {
	case len(digits) == 10 && (!abroad || strings.HasPrefix(strings.TrimSpace(text), "+1")):
		return fmt.Sprintf("+1 %s %s %s", digits[:3], digits[3:6], digits[6:]), nil
	case abroad && len(digits) >= 8 && len(digits) <= 15:
		return strings.TrimSpace(text), nil
	case len(digits) == 7:
		return "", errors.New("want the area code too, such as (512) 555-0142")
	}
	return "", errors.New("want ten digits such as (512) 555-0142, or + and the country's code")
}

// readEmail reads an e-mail address, also as it is copied out of a mail program.
func readEmail(text string) (string, error) {
	text = strings.TrimPrefix(strings.TrimSpace(text), "mailto:")
	a, err := mail.ParseAddress(text)
	if err != nil || !strings.Contains(a.Address[strings.LastIndex(a.Address, "@")+1:], ".") {
		return "", errors.New("want an e-mail address such as maria@example.org")
	}
	return a.Address, nil
}
