package casebook_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
)

// planned returns the plan of one subject today.
func (o *office) planned(subject string) casebook.Plan {
	o.t.Helper()
	list, err := o.Plan(o.t.Context(), subject, o.Today())
	ok(o.t, err)
	if len(list) != 1 {
		o.t.Fatalf("%d plans, want one", len(list))
	}
	return list[0]
}

func idsOf(requests []report.Request) (ids []string) {
	for _, r := range requests {
		ids = append(ids, r.ID)
	}
	return ids
}

func TestPlanOnlyMatches(t *testing.T) {
	found := func(v scan.Verdict) func(*office) {
		return func(o *office) { o.seen("me", "a", scan.Found, record("me.a.1", v)) }
	}
	review := func(before, answer scan.Verdict) func(*office) {
		return func(o *office) { found(before)(o); ok(o.t, o.Review(o.t.Context(), "me.a.1", answer)) }
	}
	for _, c := range []struct {
		name    string
		past    func(*office)
		want    bool
		waiting int
	}{
		{"nothing found", func(o *office) { o.seen("me", "a", scan.Absent) }, false, 0},
		{"a match", found(scan.Match), true, 0},
		{"a possible one", found(scan.Possible), false, 1},
		{"a possible one, said to be hers", review(scan.Possible, scan.Match), true, 0},
		{"a possible one, said to be another's", review(scan.Possible, scan.Other), false, 0},
		{"a match, said to be another's", review(scan.Match, scan.Other), false, 0},
		{"said to be hers, and doubtful at the next look", func(o *office) { review(scan.Possible, scan.Match)(o); found(scan.Possible)(o) }, true, 0},
		{"not seen at the last look", func(o *office) { found(scan.Match)(o); o.unseen("me", "a", "me.a.1") }, false, 0},
		{"a wall at the last look", func(o *office) { found(scan.Match)(o); o.seen("me", "a", scan.Blocked) }, true, 0},
		{"a possible one that is not there any more", func(o *office) { found(scan.Possible)(o); o.unseen("me", "a", "me.a.1") }, false, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t, people("a"))
			o.add("me", selfFile)
			c.past(o)
			p := o.planned("me")
			if (len(p.Requests) == 1) != c.want || p.Waiting != c.waiting {
				t.Errorf("asked %v, %d waiting; want %v, %d", idsOf(p.Requests), p.Waiting, c.want, c.waiting)
			}
			if n := o.events("me", report.RequestDrafted); n != 0 {
				t.Errorf("planning wrote %d drafts", n)
			}
		})
	}
}

func TestPlanAgain(t *testing.T) {
	const id = "me.a.suppress"
	steps := func(states ...report.RequestState) func(*office) {
		return func(o *office) {
			for _, s := range states {
				o.mark(id, s, o.Today())
			}
		}
	}
	look := func(o *office) { o.seen("me", "a", scan.Found, record("me.a.1", scan.Match)) }
	relist := func(o *office) {
		for range 2 {
			o.later(3 * aDay)
			o.unseen("me", "a", "me.a.1")
		}
		o.later(aDay)
		look(o)
	}
	for _, c := range []struct {
		name          string
		past          func(*office)
		asked         bool
		running       report.RequestState // "" means none
		stateIfRedone report.RequestState // after drafting what is planned
	}{
		{"drafted and not sent", func(*office) {}, true, "", report.Drafted},
		{"sent", steps(report.Sent), false, report.Sent, report.Sent},
		{"answered", steps(report.Sent, report.Answered), false, report.Answered, report.Answered},
		{"fulfilled, and the listing is still there", steps(report.Sent, report.Fulfilled), false, report.Fulfilled, report.Fulfilled},
		{"refused", steps(report.Sent, report.Refused), false, report.Refused, report.Refused},
		{"closed by the person", steps(report.Sent, report.Closed), true, "", report.Drafted},
		{"fulfilled, and listed again", func(o *office) { steps(report.Sent, report.Fulfilled)(o); relist(o) }, true, "", report.Drafted},
		{"refused, and listed again", func(o *office) { steps(report.Sent, report.Refused)(o); relist(o) }, true, "", report.Drafted},
		{"still running, and listed again", func(o *office) { steps(report.Sent)(o); relist(o) }, false, report.Sent, report.Sent},
		{"fulfilled, listed again, asked again and sent", func(o *office) {
			steps(report.Sent, report.Fulfilled)(o)
			relist(o)
			ok(o.t, o.Draft(o.t.Context(), o.planned("me").Requests))
			steps(report.Sent)(o)
		}, false, report.Sent, report.Sent},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t, people("a"))
			o.add("me", selfFile)
			look(o)
			ok(t, o.Draft(t.Context(), o.planned("me").Requests))
			c.past(o)
			p := o.planned("me")
			if asked := slices.Contains(idsOf(p.Requests), id); asked != c.asked {
				t.Errorf("asked %v, want %v", idsOf(p.Requests), c.asked)
			}
			if c.running == "" && len(p.Running) > 0 || c.running != "" && (len(p.Running) != 1 || p.Running[0].State != c.running) {
				t.Errorf("running %+v, want %q", p.Running, c.running)
			}
			ok(t, o.Draft(t.Context(), p.Requests))
			if cases, err := o.Cases(t.Context(), "me"); err != nil || cases[0].ID != id || cases[0].State != c.stateIfRedone || (len(cases) == 2) != (c.name == "refused") {
				t.Errorf("then %+v, %v; want it %s", cases, err, c.stateIfRedone)
			}
		})
	}
}

func TestPlanUnderMandate(t *testing.T) {
	const scope = "scope: [look, suppress, opt-out-of-sale]"
	for _, c := range []struct {
		name, from, to string
		want           bool
		why            string
	}{
		{"permits it", scope, scope, true, ""},
		{"to look only", scope, "scope: [look]", false, `does not permit "suppress"`},
		{"to ask for another thing", scope, "scope: [look, delete]", false, `does not permit "suppress"`},
		{"of another broker", "brokers: all", "brokers: [b]", false, "does not name broker"},
		{"ended", "to: 2026-11-30", "to: 2026-11-19", false, "ended on 2026-11-19"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t, people("a"))
			o.add("c1", strings.Replace(mandateFile, c.from, c.to, 1))
			o.seen("c1", "a", scan.Found, record("c1.a.1", scan.Match))
			p := o.planned("c1")
			if (len(p.Requests) == 1) != c.want {
				t.Errorf("asked %v, want %v", idsOf(p.Requests), c.want)
			}
			if c.why != "" && (len(p.Skipped) != 1 || !strings.Contains(p.Skipped[0].Why, c.why)) {
				t.Errorf("skipped %+v, want %q", p.Skipped, c.why)
			}
		})
	}
	t.Run("withdrawn", func(t *testing.T) {
		o := open(t, people("a"))
		o.add("c1", mandateFile)
		o.seen("c1", "a", scan.Found, record("c1.a.1", scan.Match))
		ok(t, o.Withdraw(t.Context(), "c1"))
		if p := o.planned("c1"); len(p.Requests) > 0 || len(p.Skipped) != 1 || !strings.Contains(p.Skipped[0].Why, "withdrawn") {
			t.Errorf("asked %v, skipped %+v", idsOf(p.Requests), p.Skipped)
		}
	})
}

// The same draft is one event; another is another, until the request is sent.
func TestDraftedOnce(t *testing.T) {
	o := open(t, people("a"))
	o.add("me", selfFile)
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
	draft := func() { ok(t, o.Draft(t.Context(), o.planned("me").Requests)) }
	draft()
	draft()
	if n := o.events("me", report.RequestDrafted); n != 1 {
		t.Errorf("%d drafts of one request, want one", n)
	}
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match), record("me.a.2", scan.Match))
	draft()
	cases, err := o.Cases(t.Context(), "me")
	if err != nil || o.events("me", report.RequestDrafted) != 2 || len(cases) != 1 || len(cases[0].Findings) != 2 {
		t.Errorf("a second listing: %+v, %v", cases, err)
	}
	sent := cases[0].Request
	o.mark(sent.ID, report.Sent, o.Today())
	ok(t, o.Draft(t.Context(), []report.Request{sent}))
	if n := o.events("me", report.RequestDrafted); n != 2 {
		t.Errorf("what was sent is drafted again: %d drafts", n)
	}
}

func TestReview(t *testing.T) {
	o := open(t, people("a"))
	o.add("me", selfFile)
	o.seen("me", "a", scan.Maybe, record("me.a.1", scan.Possible, scan.Address{Street: "40 Zebra Way", City: "Xenia", State: "OH"}), record("me.a.2", scan.Match))
	qs, err := o.Questions(t.Context(), "")
	if err != nil || len(qs) != 1 || qs[0].Finding.ID != "me.a.1" || qs[0].Shows.Addresses[0].Street != "an address in Ohio you did not list" {
		t.Fatalf("got %+v, %v", qs, err)
	}
	for _, v := range []scan.Verdict{"", scan.Possible, "yes"} {
		wants(t, o.Review(t.Context(), "me.a.1", v), "match or other")
	}
	if err := o.Review(t.Context(), "me.a.9", scan.Match); !errors.Is(err, casebook.ErrNoFinding) {
		t.Errorf("got %v, want %v", err, casebook.ErrNoFinding)
	}
	ok(t, o.Review(t.Context(), "me.a.1", scan.Match))
	ok(t, o.Review(t.Context(), "me.a.1", scan.Other)) // a second answer stands
	if qs, err := o.Questions(t.Context(), ""); err != nil || len(qs) > 0 {
		t.Errorf("asked again: %+v, %v", qs, err)
	}
	if r := o.reported("me", o.Today()); len(r.Findings) != 1 || r.Findings[0].ID != "me.a.2" {
		t.Errorf("got %+v", r.Findings)
	}
	if n := o.events("me", scan.ReviewGiven); n != 2 {
		t.Errorf("%d reviews in the journal, want two", n)
	}
}

// As of an earlier day the plan is that day's.
func TestPlanAsOf(t *testing.T) {
	o := open(t, people("a"))
	o.add("me", selfFile)
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
	o.later(2 * aDay)
	o.requested("a", brokers.Date{})
	for ago, want := range map[int]bool{0: false, 1: true, 2: true, 3: false} {
		list, err := o.Plan(t.Context(), "me", o.day(-ago))
		if err != nil || (len(list[0].Requests) == 1) != want {
			t.Errorf("%d days ago: %v, %v; want %v", ago, idsOf(list[0].Requests), err, want)
		}
	}
}
