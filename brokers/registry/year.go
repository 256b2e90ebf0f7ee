package registry

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

var (
	metrics   = regexp.MustCompile(`\bin (20\d\d)\b`)
	fileYear  = regexp.MustCompile(`(?:^|\D)(20\d\d)(?:\s*(?:[-_–—]|to|through)\s*(20\d\d|\d\d))?(?:\D|$)`)
	yearAlone = regexp.MustCompile(`(?:^|\D)(20\d\d)(?:\D|$)`)
)

// years is what a file says of the year of its rows.
type years struct {
	year int  // of a row that says none itself; 0: none known
	last bool // year is the end of a range
}

// year returns the year of the whole file.
func (r *reader) year(rows []row, at int, cols columns, given int) years {
	named, last := yearOf(path.Base(strings.ReplaceAll(r.file, `\`, "/")))
	if named == 0 {
		for _, above := range rows[:at] { // a title
			for _, cell := range above.cells {
				if y, l := yearOf(plain(cell)); named == 0 && len(cell) < 200 {
					named, last = y, l
				}
			}
		}
	}
	switch line := rows[at].line; {
	case cols.year > 0 && named > 0 && cols.year != named:
		r.pass(line, fmt.Sprintf("the file's name says %d", named), fmt.Sprintf("its headings are those of %d, which is taken", cols.year))
		return years{year: cols.year}
	case cols.year > 0:
		return years{year: cols.year}
	case named > 0:
		return years{named, last}
	case known(given) > 0:
		return years{year: given}
	case cols.since > 0 && !(years{}).told(rows[at+1:], cols):
		r.pass(line, "no year is named", fmt.Sprintf("its headings are first those of %d, which is taken", cols.since))
		return years{year: cols.since}
	}
	return years{}
}

// told reports whether a row says its own year.
func (y years) told(rows []row, cols columns) bool {
	if cols.added >= 0 || len(cols.years) > 0 {
		return true
	}
	for _, r := range rows[:min(len(rows), maxRows)] {
		if r.section() > 0 {
			return true
		}
	}
	return false
}

// sectionWords may stand beside a year in the title of a part of the table.
var sectionWords = map[string]bool{}

func init() {
	for w := range strings.FieldsSeq("registered registrations registration register registry data broker brokers year calendar for in the of list january december from to through california ca cppa doj attorney general") {
		sectionWords[w] = true
	}
}

// section returns the year that a row gives to those below it, 0 if it is no
// such row: one cell, a year, and words about the register.
func (r row) section() int {
	text := ""
	for _, cell := range r.cells {
		if t := heading(cell); t != "" && text != "" {
			return 0
		} else if t != "" {
			text = t
		}
	}
	all := yearAlone.FindAllStringSubmatch(text, -1)
	if len(all) != 1 || len(text) > 100 {
		return 0
	}
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r < 'a' || r > 'z' }) {
		if !sectionWords[w] {
			return 0
		}
	}
	y, _ := strconv.Atoi(all[0][1])
	return known(y)
}

// ofRow returns the years that a row says itself, the latest last, and the day
// of the latest if it says one. What stands in such a column and is no year is
// lost.
func (r *reader) ofRow(row row, cols columns) (list []int, day brokers.Date) {
	add := func(y int) {
		for _, have := range list {
			if have == y {
				return
			}
		}
		if y > 0 {
			list = append(list, y)
		}
	}
	for _, c := range cols.years {
		for _, m := range regexp.MustCompile(`20\d\d`).FindAllString(row.cell(c), 20) {
			y, _ := strconv.Atoi(m)
			add(known(y))
		}
	}
	if cell := plain(row.cell(cols.added)); cell != "" {
		if day = dayOf(cell); !day.IsZero() {
			add(day.Year)
		} else if m := yearAlone.FindStringSubmatch(cell); m != nil && len(cell) < 20 && !strings.Contains(cell, "/") {
			y, _ := strconv.Atoi(m[1])
			add(known(y))
		} else {
			r.lose(row.line, cell, "not a day")
		}
	}
	if len(list) > 1 && day.Year != list[len(list)-1] {
		day = brokers.Date{}
	}
	return list, day
}

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

// askedSince returns the first register in which brokers are asked what a
// heading says, 0 for one that tells no year. Since 2026 they say whether they
// collect what SB 361 of 2025 added to Cal. Civ. Code § 1798.99.82.
func askedSince(heading string) int {
	for _, s := range []string{"citizenship", "union membership", "sexual orientation", "gender identity", "developer of a genai"} {
		if strings.Contains(heading, s) && strings.Contains(heading, "consumers") {
			return 2026
		}
	}
	return 0
}

// yearOf returns the year in a file's name or a title, 0 if there is none; of a
// range the end, and that it is one.
func yearOf(name string) (year int, last bool) {
	m := fileYear.FindStringSubmatch(name)
	if m == nil {
		return 0, false
	}
	year, _ = strconv.Atoi(m[1])
	year = known(year)
	if m[2] == "" || year == 0 {
		return year, false
	}
	end, _ := strconv.Atoi(m[2])
	if len(m[2]) == 2 {
		end += year / 100 * 100
	}
	if end = known(end); end <= year || end > year+20 {
		return year, false // 2024-03 is a month
	}
	return end, true
}

// known returns a year that a register can have, else 0. California's opened
// in January 2020.
func known(year int) int {
	if year < 2020 || year > 2100 {
		return 0
	}
	return year
}

// dayForms are the ways in which registers write a day.
var dayForms = []string{
	"1/2/2006", "1/2/06", time.DateOnly, "1-2-2006", "2006/1/2", "1.2.2006", "2-Jan-2006", "2-Jan-06",
	"Jan 2, 2006", "January 2, 2006", "Jan. 2, 2006", "2 January 2006", "2 Jan 2006",
}

// dayOf reads the day on which a broker was added; a time of day behind it is
// left out.
func dayOf(s string) brokers.Date {
	s = strings.TrimSpace(s)
	for _, text := range []string{s, firstWord(s)} {
		for _, form := range dayForms {
			if t, err := time.Parse(form, text); err == nil && known(t.Year()) > 0 {
				return brokers.DateOf(t)
			}
		}
	}
	return brokers.Date{}
}

func firstWord(s string) string {
	s, _, _ = strings.Cut(s, "T")
	s, _, _ = strings.Cut(s, " ")
	return s
}
