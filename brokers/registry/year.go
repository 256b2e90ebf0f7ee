package registry

import (
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

var (
	metrics  = regexp.MustCompile(`\bin (20\d\d)\b`)
	fileYear = regexp.MustCompile(`(?:^|\D)(20\d\d)(?:\D|$)`)
)

// metricsYear returns the year of the register in which a heading about
// requests stands, 0 for any other heading. Brokers report the requests of a
// calendar year by 1 July of the next (Cal. Civ. Code § 1798.99.85), so the
// register of the January after that has them: two years later.
func metricsYear(heading string) int {
	if !strings.Contains(heading, "request") {
		return 0
	}
	if m := metrics.FindStringSubmatch(heading); m != nil {
		year, _ := strconv.Atoi(m[1])
		return known(year + 2)
	}
	return 0
}

// yearOf returns the year in a file's name, 0 if there is none.
func yearOf(name string) int {
	if m := fileYear.FindStringSubmatch(path.Base(strings.ReplaceAll(name, `\`, "/"))); m != nil {
		year, _ := strconv.Atoi(m[1])
		return known(year)
	}
	return 0
}

// known returns a year that a register can have, else 0. California's opened
// in January 2020.
func known(year int) int {
	if year < 2020 || year > 2100 {
		return 0
	}
	return year
}

// dayOf reads the day on which a broker was added.
func dayOf(s string) brokers.Date {
	s = strings.TrimSpace(s)
	for _, form := range []string{"1/2/2006", "1/2/06", time.DateOnly, "1-2-2006", "Jan 2, 2006", "January 2, 2006"} {
		if t, err := time.Parse(form, s); err == nil && known(t.Year()) > 0 {
			return brokers.DateOf(t)
		}
	}
	return brokers.Date{}
}
