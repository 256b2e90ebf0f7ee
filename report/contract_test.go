package report_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

func TestClaim(t *testing.T) {
	for state, want := range map[report.RequestState]string{
		report.Drafted: "", report.Sent: "", report.Answered: "answered", report.Fulfilled: "removed", report.Refused: "refused", report.Closed: "", "": "",
	} {
		if got := (report.Case{State: state}).Claim(); got != want {
			t.Errorf("state %q: got claim %q, want %q", state, got, want)
		}
	}
}

// Programs around this one rely on these keys.
func TestKeys(t *testing.T) {
	day := brokers.Date{Year: 2026, Month: time.November, Day: 21}
	exposure := report.Exposure{
		ID: "f1", Broker: "x", State: "gone", Verdict: scan.Match, FirstSeen: day, LastSeen: day, URL: "https://x.test/1",
		Claim: "removed", Observation: "gone", Request: "me.x.suppress",
	}
	for _, c := range []struct {
		name  string
		value any
		keys  string
	}{
		{"report", report.Report{Subject: "me", AsOf: day}, "subject as_of totals findings unchecked"},
		{"totals", report.Totals{}, "asked answered unchecked unseen"},
		{"finding", exposure, "id broker state verdict first_seen last_seen url claim observation request"},
		{"unchecked", report.Unchecked{}, "broker outcome why"},
		{"clock", report.Clock{From: day, Due: day}, "request broker subject ask clock from due state"},
		{"told", report.Told{ShownAt: "x"}, "kind fact shown_at"},
	} {
		var got map[string]any
		if err := json.Unmarshal(encode(t, c.value), &got); err != nil {
			t.Fatal(err)
		}
		for _, key := range strings.Fields(c.keys) {
			if _, ok := got[key]; !ok {
				t.Errorf("%s has no key %q: %v", c.name, key, got)
			}
			delete(got, key)
		}
		if len(got) > 0 {
			t.Errorf("%s has more keys than the contract when nothing else is known: %v", c.name, got)
		}
	}
}

func TestReportRoundTrip(t *testing.T) {
	day := brokers.Date{Year: 2026, Month: time.November, Day: 21}
	r := report.Report{
		Subject: "me", AsOf: day, Totals: report.Totals{Asked: 3, Answered: 2, Unchecked: 1, Unseen: 4},
		Findings: []report.Exposure{{
			ID: "f1", Broker: "x", State: "relisted", Verdict: scan.Possible, FirstSeen: day.AddDays(-9), LastSeen: day, Shows: []string{"name Ana Luz"},
			Alarms: []string{"safe address 1"}, LookAlike: true, Contradicts: true, Reasons: []scan.Reason{{Field: "name", Effect: scan.For, Weight: 4.5, Text: "same name"}},
		}},
		Unchecked: []report.Unchecked{{Broker: "y", Outcome: scan.Blocked, Why: "a challenge page"}},
		Unseen:    []string{"z"}, Journal: []report.Head{{Chain: "me", Count: 12, Link: "ab"}},
	}
	var back report.Report
	if err := json.Unmarshal(encode(t, r), &back); err != nil || !reflect.DeepEqual(r, back) {
		t.Errorf("got %+v, %v\nwant %+v", back, err, r)
	}
	c := report.Case{
		Request: report.Request{ID: "me.x.suppress", Subject: "me", Broker: "x", Ask: brokers.Suppress, Route: brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByForm, URL: "https://x.test"}, Findings: []string{"f1"}, Clears: []string{"x", "y"}, Proven: true, Tells: []report.Told{{Kind: "name", Fact: "Ana Luz", ShownAt: "https://x.test/1"}}, Minutes: 4},
		State:   report.Fulfilled, Drafted: time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC), Sent: day.AddDays(-3), Received: day.AddDays(-3), Answered: day,
	}
	var again report.Case
	if err := json.Unmarshal(encode(t, c), &again); err != nil || !reflect.DeepEqual(c, again) {
		t.Errorf("got %+v, %v\nwant %+v", again, err, c)
	}
}

// The states of a request are the words of the Data Rights Protocol where it
// has one; each word stands for one state.
func TestWordsAreDistinct(t *testing.T) {
	states := []report.RequestState{report.Drafted, report.Sent, report.Answered, report.Fulfilled, report.Refused, report.Closed}
	clocks := []report.ClockKind{report.AckClock, report.RespondClock, report.OptOutClock, report.AppealClock, report.LookClock}
	kinds := []scan.Kind{
		scan.SubjectAdded, scan.SubjectChanged, scan.SubjectWithdrawn, scan.VisitMade, scan.ReviewGiven, scan.ControlMade, report.RequestDrafted, report.RequestStepped,
	}
	if n := len(slices.Compact(slices.Sorted(slices.Values(states)))); n != len(states) {
		t.Errorf("%d states share %d words", len(states), n)
	}
	if n := len(slices.Compact(slices.Sorted(slices.Values(clocks)))); n != len(clocks) {
		t.Errorf("%d clocks share %d words", len(clocks), n)
	}
	if n := len(slices.Compact(slices.Sorted(slices.Values(kinds)))); n != len(kinds) {
		t.Errorf("%d kinds of event share %d words", len(kinds), n)
	}
	if want := []report.ClockKind{"ack", "respond", "opt-out", "appeal", "look-again"}; !slices.Equal(clocks, want) {
		t.Errorf("the clocks are %q, want %q", clocks, want)
	}
}
