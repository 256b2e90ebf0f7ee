package scan_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

func TestOutcome(t *testing.T) {
	var forgotten scan.Outcome
	if forgotten != scan.UnknownOutcome || forgotten.String() != "unknown" || forgotten.Answered() {
		t.Errorf("an outcome nobody set reads as %v", forgotten)
	}
	words := map[scan.Outcome]string{
		scan.UnknownOutcome: "unknown", scan.Found: "found", scan.Maybe: "possible", scan.Absent: "absent", scan.Blocked: "blocked",
		scan.Disallowed: "disallowed", scan.NeedsYou: "needs-you", scan.Unreachable: "unreachable", scan.Unreadable: "unreadable",
	}
	if len(scan.Outcomes) != len(words) {
		t.Errorf("%d outcomes are listed, want %d", len(scan.Outcomes), len(words))
	}
	for _, o := range scan.Outcomes {
		word, once := words[o]
		if !once {
			t.Errorf("%v is listed twice or is none", o)
		}
		delete(words, o)
		text, err := o.MarshalText()
		var back scan.Outcome
		if err != nil || string(text) != word || o.String() != word {
			t.Errorf("%v: got %q, %v, want %q", uint8(o), text, err, word)
		}
		if err := back.UnmarshalText(text); err != nil || back != o {
			t.Errorf("%q is read as %v, %v", text, back, err)
		}
		answered := o == scan.Found || o == scan.Maybe || o == scan.Absent
		if o.Answered() != answered {
			t.Errorf("%v: Answered is %v", o, o.Answered())
		}
	}
	if got := scan.Outcome(200); got.String() != "unknown" || got.Answered() {
		t.Errorf("an outcome that is none reads as %v", got)
	}
	for _, bad := range []string{"", "Found", "match", "clear", "0", " found"} {
		o := scan.Blocked
		if err := o.UnmarshalText([]byte(bad)); err == nil || o != scan.Blocked {
			t.Errorf("%q is read as %v", bad, o)
		}
	}
}

func TestOutcomeInVisit(t *testing.T) {
	text, err := json.Marshal(scan.Visit{Outcome: scan.NeedsYou, Rechecks: []scan.Recheck{{ID: "x", Search: scan.Absent}}})
	if err != nil || !strings.Contains(string(text), `"outcome":"needs-you"`) || !strings.Contains(string(text), `"search":"absent","address":"unknown"`) {
		t.Errorf("got %s, %v", text, err)
	}
	var v scan.Visit
	if err := json.Unmarshal(text, &v); err != nil || v.Outcome != scan.NeedsYou || v.Rechecks[0].Search != scan.Absent {
		t.Errorf("got %+v, %v", v, err)
	}
}

func TestFault(t *testing.T) {
	var err error = &scan.Fault{Outcome: scan.Blocked, Why: "a challenge page"}
	if err.Error() != "blocked: a challenge page" {
		t.Errorf("got %q", err)
	}
}

func TestAgeJSON(t *testing.T) {
	for text, want := range map[string]scan.Age{`45`: scan.Years(45), `"45"`: scan.Years(45), `"40-49"`: {Low: 40, High: 49}, `0`: {}, `null`: {}} {
		var a scan.Age
		if err := json.Unmarshal([]byte(text), &a); err != nil || a != want {
			t.Errorf("%s: got %v, %v, want %v", text, a, err, want)
		}
	}
	for _, a := range []scan.Age{{}, scan.Years(45), {Low: 40, High: 49}} {
		text, err := json.Marshal(a)
		var back scan.Age
		if err != nil || json.Unmarshal(text, &back) != nil || back != a {
			t.Errorf("%v: wrote %s (%v), read %v", a, text, err, back)
		}
	}
	if text, _ := json.Marshal([]scan.Age{scan.Years(45), {Low: 40, High: 49}}); string(text) != `[45,"40-49"]` {
		t.Errorf("got %s", text)
	}
	for _, bad := range []string{`"forty"`, `"40-"`, `"-49"`, `"49-40"`, `4.5`, `true`, `""`, `[45]`, `"40-49-50"`} {
		var a scan.Age
		if err := json.Unmarshal([]byte(bad), &a); err == nil {
			t.Errorf("%s is read as %v", bad, a)
		} else if strings.Contains(err.Error(), "forty") {
			t.Errorf("the error repeats the page: %v", err)
		}
	}
	if text, _ := json.Marshal(scan.Record{Name: "A"}); strings.Contains(string(text), "age") || strings.Contains(string(text), "born") {
		t.Errorf("what a record lacks is written: %s", text)
	}
}

func TestBornText(t *testing.T) {
	for text, want := range map[string]scan.Born{
		"1984-03-12": {Year: 1984, Month: 3, Day: 12}, "1984-03": {Year: 1984, Month: 3}, "1984": {Year: 1984}, "": {}, "2004-02-29": {Year: 2004, Month: 2, Day: 29},
	} {
		var b scan.Born
		if err := b.UnmarshalText([]byte(text)); err != nil || b != want {
			t.Errorf("%q: got %+v, %v", text, b, err)
		}
		if back, err := b.MarshalText(); err != nil || string(back) != text || b.String() != text || b.IsZero() != (text == "") {
			t.Errorf("%q is written as %q", text, back)
		}
	}
	for _, bad := range []string{"77", "1984-13", "1984-02-30", "2005-02-29", "12.03.1984", "March 1984", "1984-3-12", "19840312"} {
		b := scan.Born{Year: 1900}
		if err := b.UnmarshalText([]byte(bad)); err == nil || b.Year != 1900 || strings.Contains(err.Error(), bad) {
			t.Errorf("%q: got %+v, %v", bad, b, err)
		}
	}
	var r scan.Record
	if err := json.Unmarshal([]byte(`{"name":"A","age":"40-49","born":"1984-03"}`), &r); err != nil || r.Born != (scan.Born{Year: 1984, Month: 3}) {
		t.Errorf("got %+v, %v", r, err)
	}
	if text, _ := json.Marshal(r); string(text) != `{"name":"A","age":"40-49","born":"1984-03"}` {
		t.Errorf("got %s", text)
	}
}

func TestAgeOn(t *testing.T) {
	day := func(y int, m time.Month, d int) brokers.Date { return brokers.Date{Year: y, Month: m, Day: d} }
	for _, c := range []struct {
		name string
		born scan.Born
		on   brokers.Date
		want scan.Age
	}{
		{"nothing known", scan.Born{}, day(2026, 11, 21), scan.Age{}},
		{"the day before the birthday", scan.Born{Year: 1984, Month: 3, Day: 12}, day(2026, 3, 11), scan.Years(41)},
		{"the birthday", scan.Born{Year: 1984, Month: 3, Day: 12}, day(2026, 3, 12), scan.Years(42)},
		{"an earlier month with a later day", scan.Born{Year: 1984, Month: 3, Day: 12}, day(2026, 2, 28), scan.Years(41)},
		{"a later month with an earlier day", scan.Born{Year: 1984, Month: 3, Day: 12}, day(2026, 4, 1), scan.Years(42)},
		{"leap day in a leap year, before", scan.Born{Year: 2004, Month: 2, Day: 29}, day(2028, 2, 28), scan.Years(23)},
		{"leap day in a leap year", scan.Born{Year: 2004, Month: 2, Day: 29}, day(2028, 2, 29), scan.Years(24)},
		{"leap day in a common year, before", scan.Born{Year: 2004, Month: 2, Day: 29}, day(2026, 2, 28), scan.Years(21)},
		{"leap day in a common year, after", scan.Born{Year: 2004, Month: 2, Day: 29}, day(2026, 3, 1), scan.Years(22)},
		{"only the year", scan.Born{Year: 1984}, day(2026, 11, 21), scan.Age{Low: 41, High: 42}},
		{"only the year, on its last day", scan.Born{Year: 1984}, day(2026, 12, 31), scan.Age{Low: 41, High: 42}},
		{"only the year, one year old at most", scan.Born{Year: 2025}, day(2026, 1, 1), scan.Age{Low: 0, High: 1}},
		{"month known, before it", scan.Born{Year: 1984, Month: 4}, day(2026, 3, 31), scan.Years(41)},
		{"month known, in it", scan.Born{Year: 1984, Month: 4}, day(2026, 4, 30), scan.Age{Low: 41, High: 42}},
		{"month known, after it", scan.Born{Year: 1984, Month: 4}, day(2026, 5, 1), scan.Years(42)},
		{"this year", scan.Born{Year: 2026}, day(2026, 6, 1), scan.Age{}},
		{"not born yet", scan.Born{Year: 2027, Month: 1, Day: 1}, day(2026, 12, 31), scan.Age{}},
		{"not born yet, only the year", scan.Born{Year: 2030}, day(2026, 12, 31), scan.Age{}},
	} {
		if got := c.born.AgeOn(c.on); got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
}
