package render_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render"
	"pgregory.net/rapid"
)

var written = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func clock(request string, kind report.ClockKind, due brokers.Date) report.Clock {
	return report.Clock{Request: request, Broker: "corner", Subject: "ana", Ask: brokers.OptOutOfSale, Kind: kind, From: due.AddDays(-21), Due: due, State: report.Due}
}

var running = []report.Clock{
	clock("ana.corner.opt-out-of-sale", report.OptOutClock, brokers.Date{Year: 2026, Month: 12, Day: 15}),
	clock("ana.corner.opt-out-of-sale", report.LookClock, brokers.Date{Year: 2026, Month: 11, Day: 23}),
	clock("ana.drop", report.RespondClock, brokers.Date{Year: 2026, Month: 10, Day: 30}),
	clock("ana.drop", report.RespondClock, brokers.Date{Year: 2027, Month: 2, Day: 26}), // of a change
	clock("ana.lane.delete", report.AckClock, brokers.Date{Year: 2026, Month: 12, Day: 31}),
}

func calendar(t rapid.TB, c render.Calendar) string {
	t.Helper()
	var b bytes.Buffer
	if err := render.ICS(&b, c); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// entries reads a calendar with another library than the one that wrote it.
func entries(t rapid.TB, text string) []ical.Event {
	t.Helper()
	cal, err := ical.NewDecoder(strings.NewReader(text)).Decode()
	if err != nil {
		t.Fatalf("another library cannot read it: %v", err)
	}
	var again bytes.Buffer // its encoder refuses what the format does not allow
	if err := ical.NewEncoder(&again).Encode(cal); err != nil {
		t.Fatalf("not as RFC 5545 wants it: %v", err)
	}
	return cal.Events()
}

func value(e ical.Event, name string) string {
	if p := e.Props.Get(name); p != nil {
		return p.Value
	}
	return ""
}

func TestCalendar(t *testing.T) {
	text := calendar(t, render.Calendar{Clocks: running, Salt: []byte("salt"), Now: written, Today: brokers.DateOf(written)})
	events := entries(t, text)
	if len(events) != len(running) {
		t.Fatalf("%d entries for %d clocks", len(events), len(running))
	}
	var uids []string
	for i, e := range events {
		due := running[i].Due
		want := map[string]string{
			"DTSTART": due.Time().Format("20060102"), "DTEND": due.AddDays(1).Time().Format("20060102"), "DTSTAMP": "20261120T120000Z",
			"SUMMARY": render.NeutralText, "CLASS": "PRIVATE", "TRANSP": "TRANSPARENT",
		}
		for name, v := range want {
			if got := value(e, name); got != v {
				t.Errorf("entry %d: %s is %q, want %q", i, name, got, v)
			}
		}
		if got := e.Props.Get("DTSTART").Params.Get("VALUE"); got != "DATE" {
			t.Errorf("entry %d begins at a %q, want a day", i, got)
		}
		alarms := 0
		for _, c := range e.Children {
			if c.Name == ical.CompAlarm && c.Props.Get("ACTION").Value == "DISPLAY" && c.Props.Get("TRIGGER") != nil && c.Props.Get("DESCRIPTION").Value == render.NeutralText {
				alarms++
			}
		}
		if past := due.Before(brokers.DateOf(written)); past != (alarms == 0) {
			t.Errorf("entry %d has %d reminders; its day is past: %v", i, alarms, past)
		}
		uids = append(uids, value(e, "UID"))
	}
	slices.Sort(uids)
	if len(slices.Compact(uids)) != len(running) {
		t.Error("two clocks have the same UID")
	}
	for _, word := range []string{"corner", "lane", "ana", "drop", "opt-out", "respond", "delete"} {
		if strings.Contains(strings.ToLower(text), word) {
			t.Errorf("the calendar tells %q", word)
		}
	}
	layout(t, text)
}

// layout holds the lines against RFC 5545, section 3.1.
func layout(t rapid.TB, text string) {
	t.Helper()
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") || strings.Count(text, "\r") != strings.Count(text, "\n") || !strings.HasSuffix(text, "\r\n") {
		t.Error("a line does not end in CR LF")
	}
	for line := range strings.SplitSeq(text, "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line of %d octets: %s", len(line), line)
		}
	}
}

// Importing again moves entries instead of adding them.
func TestCalendarAgain(t *testing.T) {
	by := func(c render.Calendar) map[string]ical.Event {
		m := map[string]ical.Event{}
		for _, e := range entries(t, calendar(t, c)) {
			m[value(e, "UID")] = e
		}
		return m
	}
	before := by(render.Calendar{Clocks: running, Salt: []byte("salt"), Now: written})
	later := slices.Clone(running)
	later[0].Due = later[0].Due.AddDays(45) // extended
	slices.SortStableFunc(later, func(a, b report.Clock) int { return a.Due.Time().Compare(b.Due.Time()) })
	after := by(render.Calendar{Clocks: later, Salt: []byte("salt"), Now: written.Add(time.Hour)})
	moved := 0
	for id, e := range after {
		old, known := before[id]
		if !known {
			t.Fatalf("a new UID for a clock that ran before")
		}
		if value(e, "DTSTART") != value(old, "DTSTART") {
			moved++
		}
		if value(e, "SEQUENCE") <= value(old, "SEQUENCE") || value(e, "DTSTAMP") <= value(old, "DTSTAMP") {
			t.Error("a calendar would take the new entry for an old one")
		}
	}
	if len(after) != len(before) || moved != 1 {
		t.Errorf("%d entries after %d, %d moved; want as many, one moved", len(after), len(before), moved)
	}
	for id := range by(render.Calendar{Clocks: running, Salt: []byte("other"), Now: written}) {
		if _, known := before[id]; known {
			t.Error("the UID does not depend on the vault's secret: it can be guessed what an entry is about")
		}
	}
}

func TestCalendarWithoutClocks(t *testing.T) {
	if err := render.ICS(&bytes.Buffer{}, render.Calendar{}); err == nil {
		t.Error("a calendar without an entry was written")
	}
}

// The person's own words, whatever they are.
func TestCalendarTexts(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		words := rapid.StringOfN(rapid.RuneFrom([]rune("ab ,;:\\\"'ñ中🎂é\u200f-")), 1, 200, -1).Draw(r, "text")
		text := calendar(r, render.Calendar{Clocks: running[:1], Text: words, Salt: []byte("salt"), Now: written})
		layout(r, text)
		got, err := entries(r, text)[0].Props.Text("SUMMARY")
		if err != nil || got != words {
			r.Errorf("the text %q reads %q (%v)", words, got, err)
		}
	})
}
