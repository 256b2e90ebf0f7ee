package drop_test

import (
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/drop"
	"github.com/whohasme/whohasme/scan"
)

func at(t *testing.T, d string) time.Time { return day(t, d).Time().Add(15 * time.Hour) }

func TestVerify(t *testing.T) {
	const due, before, after, later = "2027-02-19", "2027-02-19", "2027-02-20", "2027-02-25"
	visit := func(d string, o scan.Outcome) scan.Visit { return scan.Visit{Broker: "b", At: at(t, d), Outcome: o} }
	finding := func(v scan.Verdict, s scan.FindingState, last string) scan.Finding {
		return scan.Finding{ID: "me.b.1", Broker: "b", Verdict: v, State: s, Last: at(t, last)}
	}
	said := visit(after, scan.Found)
	said.Said = true
	put := visit(after, scan.Found)
	put.Again = at(t, later)
	for _, c := range []struct {
		name        string
		invisible   bool
		visits      []scan.Visit
		findings    []scan.Finding
		claim       drop.Status
		want        drop.Seen
		contradicts bool
	}{
		{"nobody looked", false, nil, nil, "", drop.NotLooked, false},
		{"cannot be seen", true, nil, nil, drop.Deleted, drop.Blind, false},
		{"looked on the due day itself", false, []scan.Visit{visit(before, scan.Found)}, []scan.Finding{finding(scan.Match, scan.Listed, before)}, drop.Deleted, drop.NotLooked, false},
		{"shows", false, []scan.Visit{visit(after, scan.Found)}, []scan.Finding{finding(scan.Match, scan.Listed, after)}, "", drop.Shows, false},
		{"shows and claims to have deleted", false, []scan.Visit{visit(after, scan.Found)}, []scan.Finding{finding(scan.Match, scan.Listed, after)}, drop.Deleted, drop.Shows, true},
		{"shows and claims to know nobody", false, []scan.Visit{visit(after, scan.Found)}, []scan.Finding{finding(scan.Match, scan.Listed, after)}, drop.NotFound, drop.Shows, true},
		{"shows and claims an exemption", false, []scan.Visit{visit(after, scan.Found)}, []scan.Finding{finding(scan.Match, scan.Listed, after)}, drop.Exempted, drop.Shows, false},
		{"came back", false, []scan.Visit{visit(after, scan.Found)}, []scan.Finding{finding(scan.Match, scan.Relisted, after)}, drop.Deleted, drop.Shows, true},
		{"found only after the day", false, []scan.Visit{visit(later, scan.Found)}, []scan.Finding{finding(scan.Match, scan.Listed, later)}, "", drop.Shows, false},
		{"may be", false, []scan.Visit{visit(after, scan.Maybe)}, []scan.Finding{finding(scan.Possible, scan.Listed, after)}, drop.Deleted, drop.May, false},
		{"somebody else", false, []scan.Visit{visit(after, scan.Absent)}, []scan.Finding{finding(scan.Other, scan.Listed, after)}, "", drop.Nothing, false},
		{"a wall", false, []scan.Visit{visit(after, scan.Blocked)}, []scan.Finding{finding(scan.Match, scan.Listed, before)}, drop.Deleted, drop.Untold, false},
		{"a wall and nothing before", false, []scan.Visit{visit(after, scan.Unreachable)}, nil, "", drop.Untold, false},
		{"answered, and the old record's address did not", false, []scan.Visit{visit(after, scan.Absent)}, []scan.Finding{finding(scan.Match, scan.Listed, before)}, drop.Deleted, drop.Untold, false},
		{"one look", false, []scan.Visit{visit(after, scan.Absent)}, []scan.Finding{finding(scan.Match, scan.Unseen, before)}, drop.Deleted, drop.NotSeen, false},
		{"two looks", false, []scan.Visit{visit(later, scan.Absent)}, []scan.Finding{finding(scan.Match, scan.Gone, before)}, drop.Deleted, drop.Gone, false},
		{"gone before, nobody looked since", false, nil, []scan.Finding{finding(scan.Match, scan.Gone, before)}, "", drop.NotLooked, false},
		{"nothing ever", false, []scan.Visit{visit(after, scan.Absent)}, nil, "", drop.Nothing, false},
		{"a person's word for the day", false, []scan.Visit{said}, []scan.Finding{finding(scan.Match, scan.Listed, before)}, "", drop.NotLooked, false},
		{"put off", false, []scan.Visit{put}, nil, "", drop.NotLooked, false},
		{"one shows, one is gone", false, []scan.Visit{visit(later, scan.Found)}, []scan.Finding{finding(scan.Match, scan.Gone, before), finding(scan.Match, scan.Listed, later)}, drop.OptedOut, drop.Shows, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := drop.Filing{On: day(t, "2026-11-21")}
			if c.claim != "" {
				f.Answers = map[string]drop.Answer{"b": {Status: c.claim, On: day(t, after)}}
			}
			list := drop.Verify(drop.Since{
				Due: day(t, due), Filing: f, Findings: c.findings, Visits: c.visits,
				Coverage: drop.Coverage{Covered: []drop.Covered{{Broker: "b", Year: 2026, Visible: !c.invisible}}},
			})
			if len(list) != 1 {
				t.Fatalf("%d checks of one broker", len(list))
			}
			k := list[0]
			if k.Observation != c.want || k.Contradicts != c.contradicts || k.Claim != c.claim {
				t.Errorf("%s, contradicts %v, claim %q; want %s, %v, %q", k.Observation, k.Contradicts, k.Claim, c.want, c.contradicts, c.claim)
			}
			if showing := drop.Showing(list); (showing > 0) != (c.want == drop.Shows && c.claim != drop.Exempted) {
				t.Errorf("%d showing", showing)
			}
		})
	}
}

func TestCoverage(t *testing.T) {
	broker := func(id, category string, reg ...brokers.Registration) *brokers.Broker {
		return &brokers.Broker{ID: id, Name: id, Category: category, Registered: reg}
	}
	ca := func(y int) brokers.Registration { return brokers.Registration{State: "CA", Year: y} }
	all := []*brokers.Broker{
		broker("now", "marketing", ca(2025), ca(2026)), broker("guard", brokers.IdentityCheck, ca(2026)), broker("lapsed", "marketing", ca(2024)),
		broker("vermont", "marketing", brokers.Registration{State: "VT", Year: 2026}), broker("none", "people-search"), broker("out", "marketing", ca(2026)),
	}
	ids := func(list []drop.Covered) string {
		var s []string
		for _, c := range list {
			s = append(s, c.Broker)
		}
		return strings.Join(s, " ")
	}
	for _, c := range []struct {
		today                   string
		year                    int
		old                     bool
		covered, excluded, past string
		others                  int
	}{
		{"2026-11-21", 2026, false, "guard now", "out", "lapsed", 2},
		{"2027-01-31", 2026, false, "guard now", "out", "lapsed", 2},
		{"2027-02-01", 2026, true, "guard now", "out", "lapsed", 2},
		{"2025-06-01", 2025, false, "now", "", "lapsed", 4}, // what a later year says is not known yet
		{"2023-06-01", 0, false, "", "", "", 6},
	} {
		got := drop.CoverageOf(all, day(t, c.today), []string{"out", "nobody"})
		if got.Year != c.year || got.Old != c.old || ids(got.Covered) != c.covered || ids(got.Excluded) != c.excluded || ids(got.Lapsed) != c.past || got.Others != c.others {
			t.Errorf("%s: %+v", c.today, got)
		}
	}
	if g := drop.CoverageOf(all, day(t, "2026-11-21"), nil).Guards(); ids(g) != "guard" {
		t.Errorf("guards %v", g)
	}
}

// The catalogue in the program knows the register of the year.
func TestCoverageOfCatalogue(t *testing.T) {
	c, faults := brokers.Load(brokers.Embedded())
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	got := drop.CoverageOf(c.All(), day(t, "2026-11-21"), nil)
	if got.Year != 2026 || len(got.Covered) < 300 {
		t.Errorf("register of %d with %d brokers", got.Year, len(got.Covered))
	}
	t.Logf("figure: of %d brokers of the catalogue, California's register of %d lists %d, an earlier one %d more; our looks can see %d of those covered, %d check identities",
		len(c.All()), got.Year, len(got.Covered), len(got.Lapsed), got.Visible(), len(got.Guards()))
}
