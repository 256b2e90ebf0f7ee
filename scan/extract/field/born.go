package field

import (
	"strings"
	"time"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/pattern"
)

const monthWord = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`

var (
	fullYear  = pattern.MustCompile(`\d{4}`)
	loneYear  = pattern.MustCompile(`(?:^|[\s:(,])((?:18|19|20)\d\d)(?:$|[\s),.;/-])`)
	monthYear = pattern.MustCompile(`\b` + monthWord + `(?:\s+(\d{1,2})(?:st|nd|rd|th)?)?,?\s+(\d{4})\b`)
	dayMonth  = pattern.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th)?[\s.-]+(?:of\s+)?` + monthWord + `,?[\s.-]+(\d{4})\b`)
	isoDate   = pattern.MustCompile(`\b(\d{4})[-/.](\d{1,2}|xx|\*\*)(?:[-/.](\d{1,2}|xx|\*\*))?(?:$|[^\d/.-])`)
	numbers   = pattern.MustCompile(`(?:^|[^\d/.-])(\d{1,2}|xx?|\*\*?|\?\?)[-/.](?:(\d{1,2}|xx?|\*\*?|\?\?)[-/.])?(\d{4})\b`)
	uncertain = pattern.MustCompile(`\bor\b|\bbetween\b|\d{4}s|['’]s\b|\bdied\b|\bbefore\b|\bafter\b`)
)

// Born returns the birth date that a text gives, as exact as it gives it.
// A text with two years, a decade or an impossible day gives none. In
// 03/12/1984 the month comes first where the country writes it so.
func Born(text, country string) scan.Born {
	s := strings.ToLower(strings.Join(strings.Fields(text), " "))
	years := fullYear.FindAllString(s, 3)
	if len(years) != 1 || uncertain.MatchString(s) {
		return scan.Born{}
	}
	if m := dayMonth.FindStringSubmatch(s); m != nil {
		return day(m[3], monthOf(m[2]), atoi(m[1]))
	}
	if m := monthYear.FindStringSubmatch(s); m != nil {
		return day(m[3], monthOf(m[1]), atoi(m[2]))
	}
	if m := isoDate.FindStringSubmatch(s); m != nil {
		return day(m[1], atoi(m[2]), atoi(m[3]))
	}
	if m := numbers.FindStringSubmatch(s); m != nil {
		month, d := inOrderOf(country, m[1], m[2])
		return day(m[3], month, d)
	}
	if m := loneYear.FindStringSubmatch(s); m != nil {
		return day(m[1], 0, 0)
	}
	return scan.Born{}
}

// inOrderOf tells month and day apart; a part that is blotted out is 0.
func inOrderOf(country, first, second string) (month, day int) {
	a, b := atoi(first), atoi(second)
	if second == "" {
		return a, 0
	}
	if monthFirst := country == "" || country == "US"; (monthFirst && a <= 12) || b > 12 {
		return a, b
	}
	return b, a
}

func monthOf(name string) int {
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), name[:3]) {
			return int(m)
		}
	}
	return 0
}

// day makes a birth date, or none of an impossible one. A day without its
// month is dropped.
func day(year string, month, d int) scan.Born {
	b := scan.Born{Year: atoi(year), Month: time.Month(month), Day: d}
	if b.Year < 1880 || b.Year > 2100 || month > 12 || d > 31 {
		return scan.Born{}
	}
	if month == 0 {
		return scan.Born{Year: b.Year}
	}
	if d > 0 && time.Date(b.Year, b.Month, d, 0, 0, 0, 0, time.UTC).Day() != d {
		return scan.Born{}
	}
	return b
}
