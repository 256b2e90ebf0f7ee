package casebook_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/drop"
	"github.com/whohasme/whohasme/scan"
)

const registered = "registered: [{state: CA, year: 2026}]\ncategory: people-search\nstatus: active"

func onDay(year int, month time.Month, day int) brokers.Date {
	return brokers.Date{Year: year, Month: month, Day: day}
}

func TestDropIsForCalifornians(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"a Californian", californian, ""},
		{"elsewhere", selfFile, "residents of California"},
		{"no residence", "\nauthority: {kind: self}\nnames: [{first: Wilma, last: Tarn}]", "names no residence"},
		{"a child by itself", californian + "born: 2018-01-01\n", "parent or guardian"},
		{"a child by a guardian", strings.Replace(californian, "self", "guardian", 1) + "born: 2018-01-01\n", ""},
		{"a mandate without it", strings.Replace(mandateFile, "Akron, state: OH", "Fresno, state: CA", 1), `does not permit "delete"`},
		{"a mandate with it", strings.NewReplacer("Akron, state: OH", "Fresno, state: CA", "look, ", "look, delete, ").Replace(mandateFile), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t, "north\n"+registered)
			o.add("c1", c.file)
			list, refused, err := o.Drops(t.Context(), "", o.Today())
			ok(t, err)
			switch {
			case c.want == "" && (len(list) != 1 || len(refused) != 0):
				t.Errorf("refused: %v", refused)
			case c.want != "" && (len(list) != 0 || len(refused) != 1 || !strings.Contains(refused[0].Error(), c.want)):
				t.Errorf("%d may, refused %v; want %q", len(list), refused, c.want)
			}
			_, err = o.NoteDrop(t.Context(), "", drop.Note{What: drop.Filed, On: o.Today()})
			if (err != nil) != (c.want != "") {
				t.Errorf("filed: %v", err)
			}
		})
	}
}

func TestDropOfSeveral(t *testing.T) {
	o := open(t, "north\n"+registered)
	o.add("c1", californian)
	o.add("c2", strings.Replace(californian, "self", "guardian", 1))
	_, err := o.NoteDrop(t.Context(), "", drop.Note{What: drop.Filed, On: o.Today()})
	if err == nil || !strings.Contains(err.Error(), "--subject") {
		t.Errorf("a request for two: %v", err)
	}
	_, err = o.NoteDrop(t.Context(), "c2", drop.Note{What: drop.Filed, On: o.Today()})
	ok(t, err)
	clocks, err := o.Due(t.Context(), "", o.Today())
	ok(t, err)
	if len(clocks) != 1 || clocks[0].Request != "c2.drop" || clocks[0].Kind != report.RespondClock {
		t.Errorf("clocks %+v", clocks)
	}
	clocks, err = o.Due(t.Context(), "c1", o.Today())
	ok(t, err)
	if len(clocks) != 0 {
		t.Errorf("the clock of another: %+v", clocks)
	}
	// A withdrawn authority asks nothing any more.
	ok(t, o.Withdraw(t.Context(), "c2"))
	if clocks, err = o.Due(t.Context(), "", o.Today()); err != nil || len(clocks) != 0 {
		t.Errorf("clocks %+v, %v", clocks, err)
	}
}

// The ID is in the journal, sealed, and in nothing that is printed as JSON.
func TestDropIDIsSealed(t *testing.T) {
	o := open(t, "north\n"+registered)
	o.add("c1", californian)
	d, err := o.NoteDrop(t.Context(), "", drop.Note{What: drop.Filed, On: o.Today(), ID: "QX7-1234"})
	ok(t, err)
	if d.Filing.ID != "QX7-1234" {
		t.Errorf("id %q", d.Filing.ID)
	}
	text, err := json.Marshal(d.Filing)
	ok(t, err)
	if strings.Contains(string(text), "QX7") {
		t.Errorf("told: %s", text)
	}
	if again, _, err := o.Drops(t.Context(), "", o.Today()); err != nil || again[0].Filing.ID != "QX7-1234" {
		t.Errorf("not kept: %v", err)
	}
}

func TestVerifyDrop(t *testing.T) {
	o := open(t, people("north")+"\n"+registered, people("other")+"\ncategory: people-search\nstatus: active")
	o.add("c1", californian)
	_, err := o.VerifyDrop(t.Context(), "")
	if !errors.Is(err, drop.ErrNotFiled) {
		t.Errorf("nothing is filed: %v", err)
	}
	_, err = o.NoteDrop(t.Context(), "", drop.Note{What: drop.Filed, On: o.Today()})
	ok(t, err)
	v, err := o.VerifyDrop(t.Context(), "")
	ok(t, err)
	if v.State != report.Due || v.Checks != nil || v.Due != onDay(2027, time.February, 18) {
		t.Errorf("before the day: %+v", v)
	}
	o.now = time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)
	v, err = o.VerifyDrop(t.Context(), "")
	ok(t, err)
	if len(v.Checks) != 1 || v.Checks[0].Observation != drop.NotLooked {
		t.Errorf("nobody looked: %+v", v.Checks)
	}
	if list, _, err := o.Drops(t.Context(), "", o.Today()); err != nil || !list[0].Filing.Verified.IsZero() {
		t.Error("verified although nobody looked")
	}
	o.seen("c1", "north", scan.Found, scan.Sighting{ID: "c1.north.1", Judged: scan.Judged{Verdict: scan.Match}})
	v, err = o.VerifyDrop(t.Context(), "")
	ok(t, err)
	if v.Checks[0].Observation != drop.Shows || v.State != report.Overdue {
		t.Errorf("it shows: %+v", v)
	}
	clocks, err := o.Due(t.Context(), "", o.Today())
	ok(t, err)
	if len(clocks) != 1 || clocks[0].State != report.Overdue {
		t.Errorf("clocks %+v", clocks)
	}
	before := len(o.notes("c1"))
	_, err = o.VerifyDrop(t.Context(), "")
	ok(t, err)
	if after := len(o.notes("c1")); after != before {
		t.Errorf("the same was noted again: %d notes after %d", after, before)
	}
}

func (o *office) notes(subject string) (list []drop.Note) {
	o.t.Helper()
	for e, err := range o.Vault.Events(o.t.Context(), subject, drop.Noted) {
		ok(o.t, err)
		var n drop.Note
		ok(o.t, json.Unmarshal(e.Payload, &n))
		list = append(list, n)
	}
	return list
}
