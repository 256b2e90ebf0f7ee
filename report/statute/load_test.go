package statute_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

func TestCovering(t *testing.T) {
	b := book(t)
	for name, c := range map[string]struct {
		where scan.Place
		ask   brokers.Ask
		on    string
		want  bool
	}{
		"a Californian":                   {scan.Place{Country: "US", State: "CA"}, brokers.OptOutOfSale, "2026-11-20", true},
		"a Californian without a country": {scan.Place{State: "CA"}, brokers.OptOutOfSale, "2026-11-20", true},
		"a Texan":                         {scan.Place{Country: "US", State: "TX"}, brokers.OptOutOfSale, "2026-11-20", false},
		"a Canadian":                      {scan.Place{Country: "CA"}, brokers.OptOutOfSale, "2026-11-20", false},
		"nowhere":                         {scan.Place{}, brokers.OptOutOfSale, "2026-11-20", false},
		"a country without a state":       {scan.Place{Country: "US"}, brokers.OptOutOfSale, "2026-11-20", false},
		"no right to suppression":         {scan.Place{Country: "US", State: "CA"}, brokers.Suppress, "2026-11-20", false},
		"before the act":                  {scan.Place{Country: "US", State: "CA"}, brokers.OptOutOfSale, "2019-12-31", false},
		"its first day":                   {scan.Place{Country: "US", State: "CA"}, brokers.OptOutOfSale, "2020-01-01", true},
	} {
		t.Run(name, func(t *testing.T) {
			acts := b.Covering(c.where, c.ask, day(c.on))
			if got := len(acts) == 1 && acts[0].ID == "ca-ccpa"; got != c.want || len(acts) > 1 {
				t.Errorf("got %d acts, want ca-ccpa: %v", len(acts), c.want)
			}
		})
	}
}

func TestClocksOfTheCaliforniaAct(t *testing.T) {
	act, ok := book(t).Act("ca-ccpa")
	if !ok {
		t.Fatal("no act ca-ccpa")
	}
	want := map[brokers.Ask][]report.Clock{
		brokers.OptOutOfSale: {{Kind: report.OptOutClock, Due: day("2026-12-15")}},
		brokers.Delete:       {{Kind: report.AckClock, Due: day("2026-12-08")}, {Kind: report.RespondClock, Due: day("2027-01-04")}},
	}
	for ask, clocks := range want {
		got, err := act.Clocks(ask, day("2026-11-20"))
		if err != nil || len(got) != len(clocks) {
			t.Fatalf("%s: got %v, %v", ask, got, err)
		}
		for i, c := range got {
			if c.Kind != clocks[i].Kind || c.Due != clocks[i].Due || c.From != day("2026-11-20") || c.Ask != ask {
				t.Errorf("%s: got %+v, want %s due %s", ask, c, clocks[i].Kind, clocks[i].Due)
			}
		}
	}
	right, _ := act.Right(brokers.Delete)
	if got, err := right.Clocks[1].Extended(act.Days(), day("2026-11-20")); err != nil || got != day("2027-02-18") {
		t.Errorf("extended: got %v, %v; want 2027-02-18", got, err)
	}
	if _, err := act.Clocks(brokers.Suppress, day("2026-11-20")); err == nil {
		t.Error("an ask without a right has clocks")
	}
}

func TestReaches(t *testing.T) {
	act, _ := book(t).Act("ca-ccpa")
	for name, c := range map[string]struct {
		in   []brokers.Registration
		want bool
	}{
		"not registered": {nil, false},
		"this year":      {[]brokers.Registration{{State: "CA", Year: 2026}}, true},
		"last year":      {[]brokers.Registration{{State: "CA", Year: 2025}}, true},
		"long ago":       {[]brokers.Registration{{State: "CA", Year: 2024}}, false},
		"elsewhere":      {[]brokers.Registration{{State: "VT", Year: 2026}}, false},
	} {
		if got := act.Reaches(&brokers.Broker{Registered: c.in}, day("2026-11-20")); got != c.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

const goodCalendar = `id: c
name: test
sources: [{name: a list}]
checked: 2026-11-21
years:
  "2026":
    - {date: 2026-01-01, name: New Year's Day}
`

const goodAct = `id: a
name: Test Act
citation: Test Code § 1
jurisdiction: {country: US, state: OH}
force: {from: 2020-01-01, until: 2026-12-31}
calendar: c
asks:
  - ask: delete
    cites: {right: Test Code § 2}
    clocks: [{kind: respond, n: 30, unit: calendar-day, from: receipt}]
sources: [{name: a statute book}]
confidence: low
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
		"unknown key":           {"name: Test Act", "nam: Test Act", `acts/a.yaml:2: nam: unknown key`},
		"id is not the file's":  {"id: a\n", "id: b\n", "acts/a.yaml:1: id: want the file's name"},
		"no such calendar":      {"calendar: c", "calendar: d", "acts/a.yaml:6: calendar: no such calendar"},
		"no such unit":          {"calendar-day", "day", "acts/a.yaml:10: asks[0].clocks[0].unit: no such unit"},
		"no such ask":           {"ask: delete", "ask: forget", "acts/a.yaml:8: asks[0].ask: no such ask"},
		"no such clock":         {"kind: respond", "kind: look-again", "acts/a.yaml:10: asks[0].clocks[0].kind: no such clock"},
		"a period of nothing":   {"n: 30", "n: 0", "asks[0].clocks[0].n: want a number of units"},
		"another event":         {"from: receipt", "from: filing", "asks[0].clocks[0].from: want receipt"},
		"ends before it begins": {"until: 2026-12-31", "until: 2019-12-31", "force.until: before the first day"},
		"no source":             {"sources: [{name: a statute book}]\n", "", "acts/a.yaml:1: sources: missing"},
		"holiday of other year": {"date: 2026-01-01", "date: 2027-01-01", "calendars/c.yaml:7: years.2026[0].date: not a day of this year"},
		"holiday on a Saturday": {"date: 2026-01-01", "date: 2026-01-03", "calendars/c.yaml:7: years.2026[0].date: want the weekday"},
		"not a date":            {"date: 2026-01-01", "date: 2026-02-30", "calendars/c.yaml:7: years.2026[0].date: read date"},
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

func TestAnActEnds(t *testing.T) {
	b, err := read(goodAct, goodCalendar)
	if err != nil {
		t.Fatal(err)
	}
	ohio := scan.Place{Country: "US", State: "OH"}
	if len(b.Covering(ohio, brokers.Delete, day("2026-12-31"))) != 1 || len(b.Covering(ohio, brokers.Delete, day("2027-01-01"))) != 0 {
		t.Error("the act must end after its last day")
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
