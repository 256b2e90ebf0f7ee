package picture_test

import (
	"testing"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render/picture"
	"github.com/whohasme/whohasme/scan"
)

// What is gone, what one look did not see, what was never there and what could
// not be checked are four different things.
func TestStandsOf(t *testing.T) {
	record := func(state scan.FindingState, v scan.Verdict) report.Exposure {
		return report.Exposure{Broker: "b", State: string(state), Verdict: v}
	}
	for _, c := range []struct {
		name    string
		outcome scan.Outcome
		found   []report.Exposure
		want    picture.Stand
	}{
		{"nothing", scan.Absent, nil, picture.NothingSeen},
		{"said to be somebody else's", scan.Found, nil, picture.NothingSeen},
		{"a match", scan.Found, []report.Exposure{record(scan.Listed, scan.Match)}, picture.Lists},
		{"back again", scan.Found, []report.Exposure{record(scan.Relisted, scan.Match)}, picture.Lists},
		{"one that may be", scan.Maybe, []report.Exposure{record(scan.Listed, scan.Possible)}, picture.Perhaps},
		{"not seen once", scan.Absent, []report.Exposure{record(scan.Unseen, scan.Match)}, picture.Missed},
		{"gone", scan.Absent, []report.Exposure{record(scan.Gone, scan.Match)}, picture.GoneFrom},
		{"gone, and another listed", scan.Found, []report.Exposure{record(scan.Gone, scan.Match), record(scan.Listed, scan.Match)}, picture.Lists},
		{"gone, then blocked", scan.Blocked, []report.Exposure{record(scan.Gone, scan.Match)}, picture.NotKnown},
		{"listed, then blocked", scan.Blocked, []report.Exposure{record(scan.Listed, scan.Match)}, picture.NotKnown},
		{"unknown", scan.UnknownOutcome, nil, picture.NotKnown},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := report.Report{Sites: []report.Site{{Broker: "b", Outcome: c.outcome}}, Findings: c.found}
			if got := picture.StandsOf(r)["b"]; got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}
