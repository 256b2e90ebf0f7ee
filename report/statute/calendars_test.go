package statute_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/statute"
)

func calendar(t testing.TB, id string) *statute.Calendar {
	t.Helper()
	c, ok := book(t).Calendar(id)
	if !ok {
		t.Fatalf("no calendar %s", id)
	}
	return c
}

func TestCalendarsHoldTheYears(t *testing.T) {
	for _, c := range book(t).Calendars() {
		for y := 2025; y <= 2032; y++ {
			if n := len(c.Years[strconv.Itoa(y)]); n < 5 {
				t.Errorf("%s has %d days off in %d", c.ID, n, y)
			}
		}
		if len(c.Years) != 8 {
			t.Errorf("%s has %d years", c.ID, len(c.Years))
		}
		for _, on := range []string{"2024-12-31", "2033-01-03"} {
			if _, err := c.Business(day(on)); err == nil {
				t.Errorf("%s knows %s, which it does not hold", c.ID, on)
			}
		}
	}
}

// easter are the Sundays of the almanacs, western and orthodox.
var easter = map[int][2]string{
	2025: {"2025-04-20", "2025-04-20"}, 2026: {"2026-04-05", "2026-04-12"}, 2027: {"2027-03-28", "2027-05-02"}, 2028: {"2028-04-16", "2028-04-16"},
	2029: {"2029-04-01", "2029-04-08"}, 2030: {"2030-04-21", "2030-04-28"}, 2031: {"2031-04-13", "2031-04-13"}, 2032: {"2032-03-28", "2032-05-02"},
}

// TestMoveableFeasts checks the days that hang on Easter, country by country:
// how many days after it, and which are business days although others rest.
func TestMoveableFeasts(t *testing.T) {
	const goodFriday, monday, ascension, whitMonday, corpusChristi, maundy = -2, 1, 39, 50, 60, -3
	for ids, c := range map[string]struct {
		rite     int
		off, not []int
	}{
		"at":                {0, []int{monday, ascension, whitMonday, corpusChristi}, []int{goodFriday, maundy}},
		"be fr lu":          {0, []int{monday, ascension, whitMonday}, []int{goodFriday, corpusChristi, maundy}},
		"de ch li":          {0, []int{goodFriday, monday, ascension, whitMonday, corpusChristi}, []int{maundy}},
		"nl":                {0, []int{goodFriday, monday, ascension, whitMonday}, []int{corpusChristi}},
		"dk no is":          {0, []int{maundy, goodFriday, monday, ascension, whitMonday}, []int{corpusChristi}},
		"se fi":             {0, []int{goodFriday, monday, ascension}, []int{maundy, whitMonday}},
		"es":                {0, []int{maundy, goodFriday, monday}, []int{ascension}},
		"it si lt ie":       {0, []int{monday}, []int{goodFriday, ascension, whitMonday}},
		"pl hr":             {0, []int{monday, corpusChristi}, []int{goodFriday, ascension}},
		"pt br":             {0, []int{goodFriday, corpusChristi}, []int{monday, ascension}},
		"cz sk lv":          {0, []int{goodFriday, monday}, []int{maundy, ascension}},
		"hu":                {0, []int{goodFriday, monday, whitMonday}, []int{maundy, ascension}},
		"ee mt":             {0, []int{goodFriday}, []int{monday, ascension}},
		"gr cy ro":          {1, []int{goodFriday, monday, whitMonday}, []int{maundy}},
		"bg":                {1, []int{goodFriday, monday}, []int{maundy}},
		"gb gb-eng gb-nir":  {0, []int{goodFriday, monday}, []int{maundy, ascension}},
		"gb-sct us-nj in":   {0, []int{goodFriday}, []int{monday, ascension}},
		"au ca ca-qc za":    {0, []int{goodFriday, monday}, []int{maundy, ascension}},
		"us us-ca il jp kr": {0, nil, []int{maundy}},
	} {
		for id := range strings.FieldsSeq(ids) {
			cal := calendar(t, id)
			for y := 2025; y <= 2032; y++ {
				sunday := day(easter[y][c.rite])
				for _, n := range c.off {
					if business, err := cal.Business(sunday.AddDays(n)); err != nil || business {
						t.Errorf("%s: %s is a business day, %v", id, sunday.AddDays(n), err)
					}
				}
				for _, n := range c.not {
					if d := sunday.AddDays(n); !named(cal, d) && mustBusiness(t, cal, d) == (d.Weekday() == time.Saturday || d.Weekday() == time.Sunday) && id != "il" {
						t.Errorf("%s: %s is off, and nothing says why", id, d)
					}
				}
			}
		}
	}
}

func mustBusiness(t *testing.T, c *statute.Calendar, d brokers.Date) bool {
	t.Helper()
	business, err := c.Business(d)
	if err != nil {
		t.Fatal(err)
	}
	return business
}

// named reports whether the calendar has a fixed holiday on the day that only
// happens to fall there.
func named(c *statute.Calendar, d brokers.Date) bool {
	return slices.ContainsFunc(c.Years[strconv.Itoa(d.Year)], func(h statute.Holiday) bool {
		return h.Date == d && !strings.Contains(h.Name, "Maundy") && !strings.Contains(h.Name, "Ascension") && !strings.Contains(h.Name, "Whit") && !strings.Contains(h.Name, "Corpus") && !strings.Contains(h.Name, "Good") && !strings.Contains(h.Name, "Easter")
	})
}

// TestPublishedLists holds calendars against lists as governments print them.
func TestPublishedLists(t *testing.T) {
	for name, c := range map[string]struct {
		id, year string
		days     string // month and day of every weekday off
	}{
		"United States 2026":    {"us", "2026", "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25"},
		"United States 2027":    {"us", "2027", "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"},
		"United States 2028":    {"us", "2028", "01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25"},
		"United States 2029":    {"us", "2029", "01-01 01-15 02-19 05-28 06-19 07-04 09-03 10-08 11-12 11-22 12-25"},
		"United States 2030":    {"us", "2030", "01-01 01-21 02-18 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25"},
		"New Jersey 2026":       {"us-nj", "2026", "01-01 01-19 02-12 02-16 04-03 05-25 06-19 07-03 09-07 10-12 11-03 11-11 11-26 12-25"},
		"New Jersey 2028":       {"us-nj", "2028", "01-17 02-11 02-21 04-14 05-29 06-16 06-19 07-04 09-04 10-09 11-07 11-10 11-23 12-25"},
		"England 2025":          {"gb-eng", "2025", "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"},
		"England 2026":          {"gb-eng", "2026", "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"},
		"England 2027":          {"gb-eng", "2027", "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"},
		"England 2028":          {"gb-eng", "2028", "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"},
		"Northern Ireland 2026": {"gb-nir", "2026", "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28"},
		"Scotland 2027":         {"gb-sct", "2027", "01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28"},
		"France 2026":           {"fr", "2026", "01-01 04-06 05-01 05-08 05-14 05-25 07-14 11-11 12-25"},
		"Ireland 2026":          {"ie", "2026", "01-01 02-02 03-17 04-06 05-04 06-01 08-03 10-26 12-25 12-28"},
		"Poland 2026":           {"pl", "2026", "01-01 01-06 04-06 05-01 06-04 11-11 12-24 12-25"},
		"Sweden 2026":           {"se", "2026", "01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25 12-31"},
		"South Africa 2026":     {"za", "2026", "01-01 04-03 04-06 04-27 05-01 06-16 08-10 09-24 12-16 12-25"},
		"Quebec 2026":           {"ca-qc", "2026", "01-01 01-02 04-03 04-06 05-18 06-24 07-01 09-07 10-12 12-25 12-28"},
		"Japan 2026":            {"jp", "2026", "01-01 01-02 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23 12-29 12-30 12-31"},
		"Korea 2025":            {"kr", "2025", "01-01 01-28 01-29 01-30 03-03 05-01 05-05 05-06 06-03 06-06 08-15 10-03 10-06 10-07 10-08 10-09 12-25"},
		"Israel 2026":           {"il", "2026", "04-02 04-08 04-22 09-13 09-21"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, h := range calendar(t, c.id).Years[c.year] {
				got = append(got, h.Date.String()[5:])
			}
			if strings.Join(got, " ") != c.days {
				t.Errorf("got  %s\nwant %s", strings.Join(got, " "), c.days)
			}
		})
	}
}

func TestUnionsHoldTheirParts(t *testing.T) {
	gdpr, _ := book(t).Act("eu-gdpr")
	parts := map[string][]string{"gb": {"gb-eng", "gb-wls", "gb-sct", "gb-nir"}}
	for _, c := range gdpr.Whom.Countries {
		parts["eu"] = append(parts["eu"], strings.ToLower(c))
	}
	if len(parts["eu"]) != 30 {
		t.Fatalf("%d states of the European Economic Area", len(parts["eu"]))
	}
	for union, ids := range parts {
		for _, id := range ids {
			for _, year := range calendar(t, id).Years {
				for _, h := range year {
					if mustBusiness(t, calendar(t, union), h.Date) {
						t.Errorf("%s is off in %s and not in %s", h.Date, id, union)
					}
				}
			}
		}
	}
}
