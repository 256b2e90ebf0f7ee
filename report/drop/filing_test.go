package drop_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/drop"
	"github.com/whohasme/whohasme/report/statute"
	"pgregory.net/rapid"
)

func day(t rapid.TB, s string) brokers.Date {
	t.Helper()
	if s == "" {
		return brokers.Date{}
	}
	d, err := brokers.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func rules(t rapid.TB) drop.Rules {
	t.Helper()
	book, err := statute.Load()
	if err != nil {
		t.Fatal(err)
	}
	act, ok := book.Act("ca-delete-act")
	if !ok {
		t.Fatal("there is no act")
	}
	r, err := drop.RulesOf(act)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The first two are the examples of the reference on the law; the others were
// counted by hand with a calendar on the wall.
func TestDue(t *testing.T) {
	r := rules(t)
	for _, c := range []struct{ filed, due, change string }{
		{"2026-05-10", "2026-10-30", "2026-06-24"},
		{"2026-11-21", "2027-02-19", "2027-01-05"},
		{"2026-01-01", "2026-10-30", "2026-02-15"},
		{"2026-07-31", "2026-10-30", "2026-09-14"},
		{"2026-08-01", "2026-10-30", "2026-09-15"},
		{"2026-08-02", "2026-11-02", "2026-09-16"}, // 31 October is a Saturday
		{"2026-08-23", "2026-11-23", "2026-10-07"}, // 21 November is a Saturday
		{"2027-12-01", "2028-02-29", "2028-01-15"}, // a leap day
	} {
		f := drop.Filing{On: day(t, c.filed)}
		due, err := r.Due(f)
		if err != nil || due.String() != c.due {
			t.Errorf("filed %s: due %s (%v), want %s", c.filed, due, err, c.due)
		}
		may, err := r.MayChange(f)
		if err != nil || may.String() != c.change {
			t.Errorf("filed %s: may be changed from %s (%v), want %s", c.filed, may, err, c.change)
		}
	}
}

func TestLife(t *testing.T) {
	r := rules(t)
	note := func(what drop.What, on string) drop.Note { return drop.Note{What: what, On: day(t, on)} }
	filed := note(drop.Filed, "2026-11-21")
	filed.ID, filed.Excluded = "QX7-1234", []string{"guard"}
	answered := note(drop.Answered, "2026-12-20")
	answered.Broker, answered.Status = "north", drop.Exempted
	verified := note(drop.Verified, "2027-03-01")
	showing := verified
	showing.Showing = 2
	for _, c := range []struct {
		name   string
		notes  []drop.Note
		today  string
		clocks string // kind due state
		fault  string // of the last note, which then changes nothing
	}{
		{"none", nil, "2026-11-21", "", ""},
		{"filed", []drop.Note{filed}, "2026-11-21", "respond 2027-02-19 due", ""},
		{"as of before", []drop.Note{filed}, "2026-11-20", "", ""},
		{"last day", []drop.Note{filed}, "2027-02-19", "respond 2027-02-19 due", ""},
		{"late mail", []drop.Note{filed}, "2027-02-24", "respond 2027-02-19 grace", ""},
		{"overdue", []drop.Note{filed}, "2027-02-25", "respond 2027-02-19 overdue", ""},
		{"twice", []drop.Note{filed, note(drop.Filed, "2026-12-01")}, "2026-12-01", "respond 2027-02-19 due", "one at a time"},
		{"before anybody could", []drop.Note{note(drop.Filed, "2025-12-31")}, "2026-01-01", "", "2026-01-01"},
		{"no day", []drop.Note{{What: drop.Filed}}, "2026-01-01", "", "day is missing"},
		{"unknown word", []drop.Note{filed, note("sold", "2026-12-01")}, "2026-12-01", "respond 2027-02-19 due", "sold"},
		{"changed too soon", []drop.Note{filed, note(drop.Changed, "2027-01-04")}, "2027-01-04", "respond 2027-02-19 due", "from 2027-01-05 on"},
		{"changed", []drop.Note{filed, note(drop.Changed, "2027-01-05")}, "2027-01-05", "respond 2027-02-19 due, respond 2027-04-05 due", ""},
		{"changed twice", []drop.Note{filed, note(drop.Changed, "2027-01-05"), note(drop.Changed, "2027-02-18")}, "2027-02-18", "respond 2027-02-19 due, respond 2027-04-05 due", "from 2027-02-19 on"},
		{"withdrawn", []drop.Note{filed, note(drop.Withdrawn, "2026-12-01")}, "2026-12-01", "", ""},
		{"withdrawn and filed", []drop.Note{filed, note(drop.Withdrawn, "2026-12-01"), note(drop.Filed, "2026-12-02")}, "2026-12-02", "respond 2027-03-02 due", ""},
		{"withdrawn and taken back", []drop.Note{filed, note(drop.Withdrawn, "2026-12-01"), note(drop.Undone, "2026-12-01")}, "2026-12-02", "respond 2027-02-19 due", ""},
		{"filing taken back", []drop.Note{filed, note(drop.Undone, "2026-12-01")}, "2026-12-02", "", ""},
		{"undone more than was done", []drop.Note{note(drop.Undone, "2026-12-01"), filed}, "2026-12-02", "respond 2027-02-19 due", ""},
		{"claims leave the clock alone", []drop.Note{filed, answered}, "2027-02-25", "respond 2027-02-19 overdue", ""},
		{"verified, all clear", []drop.Note{filed, verified}, "2027-03-01", "look-again 2027-04-15 due", ""},
		{"verified, two show", []drop.Note{filed, showing}, "2027-03-01", "respond 2027-02-19 overdue", ""},
		{"a verification is no step of the person's", []drop.Note{filed, verified, note(drop.Undone, "2027-03-02")}, "2027-03-02", "", ""},
		{"verified before a change was due", []drop.Note{filed, note(drop.Changed, "2027-01-05"), verified}, "2027-03-01", "respond 2027-04-05 due, look-again 2027-04-15 due", ""},
		{"answered before", []drop.Note{filed, note(drop.Answered, "2026-11-20")}, "2026-12-01", "respond 2027-02-19 due", "before it was filed"},
		{"answered nothing", []drop.Note{filed, note(drop.Answered, "2026-11-22")}, "2026-12-01", "respond 2027-02-19 due", "want a broker"},
		{"changed nothing", []drop.Note{note(drop.Changed, "2026-11-22")}, "2026-12-01", "", "no request is noted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := r.Follow(c.notes)
			if n := len(c.notes); n > 0 && c.notes[n-1].What != drop.Undone {
				_, err := r.Advance(r.Follow(c.notes[:n-1]), c.notes[n-1])
				if (err != nil) != (c.fault != "") || err != nil && !strings.Contains(err.Error(), c.fault) {
					t.Errorf("the last note: %v, want %q", err, c.fault)
				}
			}
			clocks, err := r.Clocks(f, "me", day(t, c.today))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, k := range clocks {
				if k.Request != "me.drop" || k.Broker != "drop" || k.Subject != "me" || k.Ask != brokers.Delete {
					t.Errorf("clock %+v", k)
				}
				got = append(got, string(k.Kind)+" "+k.Due.String()+" "+string(k.State))
			}
			if s := strings.Join(got, ", "); s != c.clocks {
				t.Errorf("clocks %q, want %q", s, c.clocks)
			}
		})
	}
}

func TestID(t *testing.T) {
	for typed, want := range map[string]string{" QX7-1234 ": "QX7-1234", "": "", "AB  12": "AB 12", "a": "!", "Ana <Reyes>": "!", strings.Repeat("a", 65): "!", "ab\x00cd": "!"} {
		got, err := drop.ReadID(typed)
		if (err != nil) != (want == "!") || err == nil && got != want {
			t.Errorf("%q reads %q, %v; want %q", typed, got, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "Reyes") {
			t.Error("the error repeats what was typed")
		}
	}
}

// Whatever is noted, in whatever order: a clock never ends before the law's
// ninety days, and taking back a note gives what was before.
func TestLifeOfAnyOrder(t *testing.T) {
	r := rules(t)
	whats := []drop.What{drop.Filed, drop.Changed, drop.Withdrawn, drop.Answered, drop.Verified}
	rapid.Check(t, func(rt *rapid.T) {
		on := day(rt, "2026-01-01")
		var notes []drop.Note
		for range rapid.IntRange(0, 12).Draw(rt, "notes") {
			on = on.AddDays(rapid.IntRange(0, 80).Draw(rt, "days"))
			n := drop.Note{What: rapid.SampledFrom(whats).Draw(rt, "what"), On: on, Broker: "b", Status: drop.Deleted}
			if _, err := r.Advance(r.Follow(notes), n); err == nil {
				before := r.Follow(notes)
				notes = append(notes, n)
				if n.What != drop.Verified {
					after := r.Follow(append(slices.Clone(notes), drop.Note{What: drop.Undone, On: on}))
					if after.On != before.On || after.Changed != before.Changed || len(after.Answers) != len(before.Answers) {
						rt.Errorf("undone, it is %+v, and was %+v", after, before)
					}
				}
			}
		}
		f := r.Follow(notes)
		clocks, err := r.Clocks(f, "me", on)
		if err != nil {
			rt.Fatal(err)
		}
		start := brokers.Date{Year: 2026, Month: time.August, Day: 1}
		for _, k := range clocks {
			if k.Kind == report.RespondClock && (k.Due.DaysSince(k.From) < 90 || k.Due.DaysSince(start) < 90 || k.Due.DaysSince(k.From) > 95) {
				rt.Errorf("from %s to %s", k.From, k.Due)
			}
		}
	})
}
