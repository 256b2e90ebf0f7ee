package casebook_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

const aDay = 24 * time.Hour

// reported returns the report of one subject on a day.
func (o *office) reported(subject string, day brokers.Date) report.Report {
	o.t.Helper()
	list, err := o.Report(o.t.Context(), subject, day)
	ok(o.t, err)
	if len(list) != 1 {
		o.t.Fatalf("%d reports, want one", len(list))
	}
	return list[0]
}

// ended takes a suppression request at a broker through its life: drafted and
// sent at once, and claimed to be done.
func (o *office) requested(broker string, claimed brokers.Date) {
	o.t.Helper()
	plans, err := o.Plan(o.t.Context(), "me", o.Today())
	ok(o.t, err)
	ok(o.t, o.Draft(o.t.Context(), plans[0].Requests))
	o.mark("me."+broker+".suppress", report.Sent, o.Today())
	if !claimed.IsZero() {
		now := o.now
		o.now = claimed.Time().Add(12 * time.Hour)
		o.mark("me."+broker+".suppress", report.Fulfilled, claimed)
		o.now = now
	}
}

func (o *office) mark(request string, s report.RequestState, on brokers.Date) {
	o.t.Helper()
	_, err := o.Mark(o.t.Context(), report.Step{Request: request, State: s, On: on})
	ok(o.t, err)
}

// A report can be had as of any day, and says then what it said on that day.
func TestReportAsOf(t *testing.T) {
	o := open(t, people("a"), people("b"), unseenSite, retiredUnseen)
	o.add("me", selfFile)
	first := o.Today()
	said := map[int]string{}
	plain := func(r report.Report) string {
		r.Journal = nil // the heads are those of today: they show that nothing was cut since
		b, err := json.Marshal(r)
		ok(t, err)
		return string(b)
	}
	for day := range 8 {
		switch day {
		case 1:
			o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
		case 2:
			o.seen("me", "b", scan.Maybe, record("me.b.1", scan.Possible))
			o.requested("a", brokers.Date{})
		case 3:
			o.unseen("me", "a", "me.a.1")
			ok(t, o.Review(t.Context(), "me.b.1", scan.Other))
		case 5:
			o.seen("me", "b", scan.Blocked)
			o.mark("me.a.suppress", report.Fulfilled, o.Today())
		case 6:
			o.unseen("me", "a", "me.a.1")
		case 7:
			o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
		}
		said[day] = plain(o.reported("me", o.Today()))
		o.later(aDay)
	}
	for day, want := range said {
		if got := plain(o.reported("me", first.AddDays(day))); got != want {
			t.Errorf("day %d: got  %s\nwant %s", day, got, want)
		}
	}
	for day, want := range []struct {
		asked, unchecked int
		state, claim     string
		findings         int
	}{
		{0, 0, "", "", 0}, {1, 0, "listed", "", 1}, {2, 0, "listed", "", 2}, {2, 0, "unseen", "", 1}, {2, 0, "unseen", "", 1},
		{2, 1, "unseen", "removed on", 1}, {2, 1, "gone", "removed on", 1}, {2, 1, "relisted", "removed on", 1},
	} {
		r := o.reported("me", first.AddDays(day))
		if r.Totals != (report.Totals{Asked: want.asked, Answered: want.asked - want.unchecked, Unchecked: want.unchecked, Unseen: 1}) || len(r.Findings) != want.findings {
			t.Errorf("day %d: got %+v and %d findings, want %+v", day, r.Totals, len(r.Findings), want)
			continue
		}
		if want.findings > 0 {
			f := r.Findings[0]
			if f.ID != "me.a.1" || f.State != want.state || !strings.HasPrefix(f.Claim, want.claim) || (f.Claim == "") != (want.claim == "") || f.Contradicts {
				t.Errorf("day %d: got %+v, want %+v", day, f, want)
			}
		}
	}
}

// An evening in America is tomorrow in Greenwich, where the journal's times
// are from. Today's report has it all the same.
func TestReportInTheEvening(t *testing.T) {
	o := open(t, people("a"))
	o.now = time.Date(2026, 11, 20, 20, 0, 0, 0, time.FixedZone("west", -8*3600))
	o.add("me", selfFile)
	west := o.now
	o.now = west.UTC() // a machine may tell its time either way
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Possible))
	o.now = west
	ok(t, o.Review(t.Context(), "me.a.1", scan.Match))
	o.requested("a", brokers.Date{})
	r := o.reported("me", o.Today())
	if r.Totals.Asked != 1 || len(r.Findings) != 1 || r.Findings[0].LastSeen.String() != "2026-11-20" || r.Findings[0].Verdict != scan.Match || r.Findings[0].Request == "" {
		t.Errorf("got %+v", r)
	}
	if r := o.reported("me", o.day(-1)); r.Totals.Asked != 0 {
		t.Errorf("yesterday's has it, too: %+v", r)
	}
}

func TestClaimBesideObservation(t *testing.T) {
	again := func(o *office) { o.seen("me", "a", scan.Found, record("me.a.1", scan.Match)) }
	for _, c := range []struct {
		name, claim, observation string
		after                    func(o *office) // three days after the claim
		contradicts              bool
	}{
		{"seen again", "removed on 2026-11-21", "seen on 2026-11-24", again, true},
		{"not looked since", "removed on 2026-11-21", "seen on 2026-11-20", func(o *office) {}, false},
		{"not seen since", "removed on 2026-11-21", "not seen on 2026-11-24; a second look after 2026-11-27 decides", func(o *office) { o.unseen("me", "a", "me.a.1") }, false},
		{"met a wall since", "removed on 2026-11-21", "seen on 2026-11-20; could not be checked on 2026-11-24", func(o *office) { o.seen("me", "a", scan.Blocked) }, false},
		{"gone", "removed on 2026-11-21", "gone: two looks, on 2026-11-24 and 2026-11-27, did not see it", func(o *office) {
			o.unseen("me", "a", "me.a.1")
			o.later(3 * aDay)
			o.unseen("me", "a", "me.a.1")
		}, false},
		{"gone and back: the claim was true", "removed on 2026-11-21", "back again: seen on 2026-11-28", func(o *office) {
			o.unseen("me", "a", "me.a.1")
			o.later(3 * aDay)
			o.unseen("me", "a", "me.a.1")
			o.later(aDay)
			again(o)
		}, false},
		{"another record was there, this one not", "removed on 2026-11-21", "not seen on 2026-11-24; a second look after 2026-11-27 decides", func(o *office) {
			o.visit(scan.Visit{Subject: "me", Broker: "a", Outcome: scan.Found, Sightings: []scan.Sighting{record("me.a.2", scan.Match)},
				Rechecks: []scan.Recheck{{ID: "me.a.1", Search: scan.Absent, Address: scan.Absent}}})
		}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t, people("a"))
			o.add("me", selfFile)
			again(o)
			o.requested("a", o.day(1))
			o.later(4 * aDay)
			c.after(o)
			f := o.reported("me", o.Today()).Findings[0]
			if f.Claim != c.claim || f.Observation != c.observation || f.Contradicts != c.contradicts || f.Request != "me.a.suppress" {
				t.Errorf("got  %q | %q | %v\nwant %q | %q | %v", f.Claim, f.Observation, f.Contradicts, c.claim, c.observation, c.contradicts)
			}
		})
	}
}

// A broker speaks for itself: what one of its family claims is shown with its
// name, and our own look at another site does not contradict it.
func TestClaimOfAnother(t *testing.T) {
	o := open(t, people("a")+"\nsuppresses: [{id: b, evidence: shared opt-out page, date: 2026-08-07}]", people("b"))
	o.add("me", selfFile)
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
	o.seen("me", "b", scan.Found, record("me.b.1", scan.Match))
	o.requested("a", o.day(1))
	o.later(4 * aDay)
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
	o.seen("me", "b", scan.Found, record("me.b.1", scan.Match))
	fs := o.reported("me", o.Today()).Findings
	if fs[0].Claim != "removed on 2026-11-21" || !fs[0].Contradicts {
		t.Errorf("its own: %+v", fs[0])
	}
	if fs[1].Claim != "removed on 2026-11-21, says a" || fs[1].Contradicts || fs[1].Request != "me.a.suppress" {
		t.Errorf("the other: %+v", fs[1])
	}
}

func TestTotals(t *testing.T) {
	var all []string
	for i := range scan.Outcomes {
		all = append(all, people(string(rune('a'+i))))
	}
	o := open(t, append(all, people("never"), unseenSite, retiredUnseen)...)
	o.add("me", selfFile)
	for i, outcome := range scan.Outcomes {
		o.seen("me", string(rune('a'+i)), scan.Found)
		o.seen("me", string(rune('a'+i)), outcome) // the last look counts
	}
	r := o.reported("me", o.Today())
	if r.Totals != (report.Totals{Asked: 9, Answered: 3, Unchecked: 6, Unseen: 1}) || len(r.Unchecked) != 6 || !slices.Equal(r.Unseen, []string{"adtech"}) {
		t.Errorf("got %+v, unchecked %+v, unseen %v", r.Totals, r.Unchecked, r.Unseen)
	}
	for _, u := range r.Unchecked {
		if u.Outcome.Answered() {
			t.Errorf("%s was answered: %v", u.Broker, u.Outcome)
		}
	}
}

// Whom no scan looks at is counted as unseen with the reason, until somebody
// names it and it is visited.
func TestTotalsOfThePassedBy(t *testing.T) {
	o := open(t, people("a"), unseenSite, retired("dead"), withdrawn("old"), identity("gate"), identity("wicket"))
	o.add("me", selfFile)
	o.seen("me", "a", scan.Absent)
	r := o.reported("me", o.Today())
	identities := (&brokers.Broker{Category: brokers.IdentityCheck}).PassedBy()
	want := map[string]int{brokers.NoWay: 1, "the definition is retired": 1, identities: 2}
	if r.Totals.Unseen != 4 || !slices.Equal(r.Unseen, []string{"adtech", "gate", "old", "wicket"}) || !maps.Equal(r.UnseenWhy, want) {
		t.Errorf("got %+v, %v, %v", r.Totals, r.Unseen, r.UnseenWhy)
	}
	o.seen("me", "gate", scan.Blocked)
	r = o.reported("me", o.Today())
	if r.Totals != (report.Totals{Asked: 2, Answered: 1, Unchecked: 1, Unseen: 3}) || r.UnseenWhy[identities] != 1 {
		t.Errorf("after a visit: got %+v, %v", r.Totals, r.UnseenWhy)
	}
}

// What the subject did not give is masked, what is safe is an alarm, and the
// heads are those of the vault and of this subject alone.
func TestReportIsMasked(t *testing.T) {
	o := open(t, people("a"))
	o.add("me", selfFile+"safe: {addresses: [{street: 77 Fern Rd, city: Reno, state: NV}], names: [{first: Nova, last: Stark}]}")
	o.add("c2", mandateFile)
	seen := record("me.a.1", scan.Match, scan.Address{City: "Akron", State: "OH"}, scan.Address{Street: "40 Zebra Way", City: "Xenia", State: "OH"}, scan.Address{Street: "77 Fern Road", City: "Reno", State: "NV"})
	seen.Aliases, seen.Relatives, seen.Phones, seen.Age = []string{"Nova Stark"}, []string{"Zeb Quux", "Yul Quux"}, []string{"+19375550111"}, scan.Years(42)
	o.seen("me", "a", scan.Found, seen)
	hidden := record("me.a.2", scan.Match)
	hidden.Name = "Wilma Other"
	o.seen("me", "a", scan.Found, seen, hidden)
	ok(t, o.Review(t.Context(), "me.a.2", scan.Other))
	r := o.reported("me", o.Today())
	if len(r.Findings) != 1 {
		t.Fatalf("%d findings, want one: a person said that the other is somebody else", len(r.Findings))
	}
	f := r.Findings[0]
	want := []string{"Wilma Tarn", "also as safe name 1", "Akron, OH", "an address in Ohio you did not list", "safe address 1", "a phone number you did not list", "relatives: 2"}
	if !slices.Equal(f.Shows, want) {
		t.Errorf("got %q, want %q", f.Shows, want)
	}
	if want := []string{"safe name 1", "safe address 1"}; !slices.Equal(f.Alarms, want) {
		t.Errorf("alarms %q, want %q", f.Alarms, want)
	}
	if len(r.Journal) != 2 || r.Journal[0].Chain != "" || r.Journal[1].Chain != "me" || r.Journal[1].Count != 5 || r.Journal[1].Link == "" {
		t.Errorf("heads %+v", r.Journal)
	}
}

// A site that finds anyone is named as such, also when the last look met a wall.
func TestLookAlike(t *testing.T) {
	o := open(t, people("a"))
	o.add("me", selfFile)
	for _, v := range []struct {
		outcome scan.Outcome
		control scan.Control
		want    bool
	}{{scan.Maybe, scan.ControlLookAlike, true}, {scan.Blocked, scan.ControlUnmade, true}, {scan.Maybe, scan.ControlWorked, false}} {
		o.visit(scan.Visit{Subject: "me", Broker: "a", Outcome: v.outcome, Control: v.control, Sightings: []scan.Sighting{record("me.a.1", scan.Possible)}})
		if got := o.reported("me", o.Today()).Findings[0].LookAlike; got != v.want {
			t.Errorf("after %v, control %s: %v, want %v", v.outcome, v.control, got, v.want)
		}
	}
}

// A request drafted anew after a broken claim leaves the claim where it was,
// beside what our looks saw.
func TestADraftHidesNoBrokenClaim(t *testing.T) {
	o := open(t, people("a"))
	o.add("me", selfFile)
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
	ok(t, o.Draft(t.Context(), o.planned("me").Requests))
	o.mark("me.a.suppress", report.Sent, o.Today())
	o.later(aDay)
	o.mark("me.a.suppress", report.Fulfilled, o.Today())
	claim := "removed on " + o.Today().String()
	o.later(4 * aDay)
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
	standing := func(when string) {
		t.Helper()
		if f := o.reported("me", o.Today()).Findings[0]; f.Claim != claim || !f.Contradicts {
			t.Errorf("%s: claim %q, contradicted %v; want %q", when, f.Claim, f.Contradicts, claim)
		}
	}
	standing("before")
	ok(t, o.Draft(t.Context(), o.planned("me").Requests))
	standing("drafted anew")
	o.mark("me.a.suppress", report.Sent, o.Today())
	standing("sent anew")
	o.mark("me.a.suppress", report.Refused, o.Today())
	standing("refused the second time")
}
