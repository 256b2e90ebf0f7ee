package statute_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

const goodCalendar = `id: c
name: test
sources: [{name: a list}]
checked: 2026-11-21
years:
  "2026":
    - 2026-01-01 New Year's Day
`

const goodAct = `id: a
name: Test Act
citation: Test Code § 1
kind: privacy
jurisdiction: {country: US, state: OH}
force: {from: 2020-01-01, until: 2026-12-31}
calendar: c
protects: {who: people of Ohio}
reach: {who: companies in Ohio, certain: [{registered: OH}]}
agent: {asks: [delete], who: another person}
regulator: {name: a court}
asks:
  - ask: delete
    cites: {right: Test Code § 2}
    clocks: [{kind: respond, n: 30, unit: calendar-day, from: receipt}]
sources: [{name: a statute book}]
basis: read
confidence: medium
checked: 2026-11-21
`

func read(act, calendar string) (*statute.Book, error) {
	return statute.Read(fstest.MapFS{"acts/a.yaml": {Data: []byte(act)}, "calendars/c.yaml": {Data: []byte(calendar)}})
}

func TestFaultsNameFileLineAndField(t *testing.T) {
	if _, err := read(goodAct, goodCalendar); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ old, new, want string }{
		"unknown key":           {"name: Test Act", "nam: Test Act", "acts/a.yaml:2: nam: unknown key"},
		"id is not the file's":  {"id: a\n", "id: b\n", "acts/a.yaml:1: id: want the file's name"},
		"no such kind":          {"kind: privacy", "kind: pricacy", "acts/a.yaml:4: kind: no such kind"},
		"no place":              {"country: US, state: OH", "country: FR", "where: want the place in words"},
		"no such calendar":      {"calendar: c", "calendar: d", "acts/a.yaml:7: calendar: no such calendar"},
		"no protected people":   {"protects: {who: people of Ohio}\n", "", "protects.who: missing"},
		"no such unit":          {"calendar-day", "day", "asks[0].clocks[0].unit: no such unit"},
		"no such ask":           {"ask: delete", "ask: forget", "asks[0].ask: no such ask"},
		"an ask twice":          {"asks:\n", "asks:\n  - {ask: delete, cites: {right: § 1}}\n", "asks[1].ask: stands twice"},
		"no such clock":         {"kind: respond", "kind: look-again", "asks[0].clocks[0].kind: no such clock"},
		"a period of nothing":   {"n: 30", "n: 0", "asks[0].clocks[0].n: want a number of units"},
		"a number of promptly":  {"calendar-day", "promptly", "asks[0].clocks[0].n: want a number of units"},
		"another event":         {"from: receipt", "from: birth", "asks[0].clocks[0].from: no such event"},
		"an event of no ask":    {"from: receipt", "from: appeal", "asks[0].clocks[0].from: want receipt"},
		"ends before it begins": {"until: 2026-12-31", "until: 2019-12-31", "force.until: before the first day"},
		"no first day":          {"from: 2020-01-01, ", "", "force.from: missing, and only an act of low confidence"},
		"no such register":      {"registered: OH", "registered: XX", "reach.certain[0].registered: no such state"},
		"an agent of no ask":    {"asks: [delete], who", "asks: [forget], who", "agent.asks[0]: no such ask"},
		"no basis":              {"basis: read", "basis: rumour", "basis: want read, partly-read or memory"},
		"no source":             {"sources: [{name: a statute book}]\n", "", "acts/a.yaml:1: sources: missing"},
		"holiday of other year": {"2026-01-01 New", "2027-01-01 New", "calendars/c.yaml:7: years.2026[0]: not a day of this year"},
		"holiday on a Saturday": {"2026-01-01 New", "2026-01-03 New", "calendars/c.yaml:7: years.2026[0]: want the weekday"},
		"holiday without name":  {"2026-01-01 New Year's Day", "2026-01-01", "calendars/c.yaml:7: years.2026[0]: want a name"},
		"not a date":            {"2026-01-01 New", "2026-02-30 New", "calendars/c.yaml:7: years.2026[0]: want a day and a name"},
		"not a year":            {`"2026":`, `"26":`, "years.26: want a year"},
	} {
		t.Run(name, func(t *testing.T) {
			act, calendar := strings.Replace(goodAct, c.old, c.new, 1), strings.Replace(goodCalendar, c.old, c.new, 1)
			if act == goodAct && calendar == goodCalendar {
				t.Fatal("the case changes nothing")
			}
			if _, err := read(act, calendar); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// TestTheFilesHaveNoFault reads everything that Load puts off.
func TestTheFilesHaveNoFault(t *testing.T) {
	if _, err := statute.Read(os.DirFS(".")); err != nil {
		t.Error(err)
	}
}

func TestAnActEnds(t *testing.T) {
	b, err := read(goodAct, goodCalendar)
	if err != nil {
		t.Fatal(err)
	}
	for on, want := range map[string]int{"2019-12-31": 0, "2020-01-01": 1, "2026-12-31": 1, "2027-01-01": 0} {
		q := statute.Question{Ask: brokers.Delete, Day: day(on), Person: statute.Person{Residence: scan.Place{Country: "US", State: "OH"}}}
		if got := b.Covering(q); len(got) != want {
			t.Errorf("on %s %d acts, want %d", on, len(got), want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(goodAct, goodCalendar)
	f.Add("id: a\nforce: {from: 1}", "years: {x: [{date: 0001-01-01}]}")
	f.Fuzz(func(t *testing.T, act, calendar string) {
		b, err := read(act, calendar)
		if (b == nil) == (err == nil) {
			t.Errorf("a book %v and an error %v", b != nil, err)
		}
	})
}
