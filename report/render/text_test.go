package render_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/report/risk"
	"github.com/whohasme/whohasme/scan"
)

// whole is a report with every section.
func whole() report.Report {
	shown := []report.Fact{
		{Kind: report.NameFact, Text: "Wilma Tarn", Current: report.CurrentFact}, {Kind: report.AliasFact, Text: "Wilma Ost", Current: report.OldFact},
		{Kind: report.AgeFact, Text: "age 42", Current: report.CurrentFact}, {Kind: report.StreetFact, Text: "12 Elm St, Akron, OH", Current: report.CurrentFact},
		{Kind: report.PhoneFact, Text: "a phone number you did not list"}, {Kind: report.RelativesFact, Count: 2},
	}
	open := func(e report.Exposure, p float64, facts []report.Fact, reach report.Reach) report.Exposure {
		e.Facts, e.Reach, e.Probability = facts, reach, p
		e.Points = risk.Weigh(e, true)
		return e
	}
	a := open(match, 0.97, shown, report.Free)
	a.Change = "another generation or an age far off would change that"
	b := open(possible, 0.4, shown[:1], report.ReachUnknown)
	c := open(contradicted, 1, []report.Fact{{Kind: report.NameFact, Text: "Wilma Tarn", Current: report.CurrentFact}, {Kind: report.StreetFact, Text: "safe address 1", Safe: true}}, report.Free)
	c.Reviewed = true
	d := open(lookAlike, 0.02, shown[:1], report.Free)
	back := open(relisted, 0.999, shown[:1], report.Indexed)
	r := made(6, unchecked, []string{"adtech-one", "credit-two"}, c, back, a, gone, b, d)
	k := risk.Of(r.Findings)
	k.Alarms = []string{"claimer shows safe address 1"}
	k.Measured = "It counts only what was seen."
	k.Line = []report.RiskDay{{On: day(1), Overall: 62.5}, {On: day(6), Overall: 70.25, Same: 60.1, Step: "2 brokers were looked at for the first time."}, {On: day(20), Overall: k.Overall}}
	r.Risk = &k
	for _, e := range r.Findings {
		o := map[scan.Verdict]scan.Outcome{scan.Match: scan.Found, scan.Possible: scan.Maybe}[e.Verdict]
		r.Sites = append(r.Sites, report.Site{Broker: e.Broker, Name: e.Broker, Family: map[string]string{"claimer": "deck", "gone-site": "deck"}[e.Broker], Outcome: o, Looked: day(20), Findings: []string{e.ID}})
	}
	r.Sites = append(r.Sites, report.Site{Broker: "empty-site", Name: "Empty", Outcome: scan.Absent, Looked: day(20)}, report.Site{Broker: "wall-site", Name: "Wall", Outcome: scan.Blocked, Looked: day(20)})
	r.TimeLine = []report.Moment{
		{On: day(1), Is: report.FirstAsked, Count: 5, Text: "5 brokers were looked at for the first time"},
		{On: day(1), Is: report.FirstSeen, Broker: "first-look", Finding: "s1.first-look.1", Cause: report.NewSite, Text: "first seen at first-look"},
		{On: day(1), Is: report.FirstSeen, Broker: "first-look", Finding: "s1.first-look.2", Cause: report.NewSite, Text: "first seen at first-look"},
		{On: day(5), Is: report.Claimed, Broker: "claimer", Request: "s1.claimer.suppress", Text: "claimer says: removed"},
		{On: day(20), Is: report.BackAgain, Broker: "back-site", Finding: "s1.back-site.1", Text: "back again at back-site"},
	}
	r.Since, r.Changes = day(6), r.TimeLine[4:]
	r.Matters = []report.Matter{{Request: "s1.claimer.suppress", Broker: "claimer", Ask: brokers.Suppress, State: report.Fulfilled, Sent: day(2), Claim: "removed on 2026-11-05", Contradicts: true, Observation: "seen on 2026-11-20",
		Clocks: []report.Clock{{Kind: report.RespondClock, Due: day(30), State: report.Due}, {Kind: report.LookClock, Due: day(8), State: report.Overdue}}}}
	r.Next = []report.Next{
		{Is: report.DoSafety, Count: 1, Do: "Before anything is sent, speak with an advocate or somebody you trust", Why: "A site shows a fact that you keep safe."},
		{Is: report.DoLetter, Request: "s1.first-look.suppress", Broker: "first-look", Minutes: 5, Effect: 7.3, Do: "Ask first-look to take the record down, by e-mail", Why: "It clears 2 sites of one family."},
		{Is: report.DoReview, Count: 1, Minutes: 1, Effect: 0.04, Do: "Say of 1 record whether it is you: `whohasme review`"},
	}
	r.Stays = []report.Stay{{Is: "voter", What: "the register of voters", Why: "In many places anyone may have a copy.", Helps: "Ask the election office whether an entry can be confidential."}}
	r.Evidence = []report.Proof{
		{Finding: "s1.first-look.1", Broker: "first-look", At: "2026-11-20T09:00:00Z", Outcome: scan.Found, Hash: strings.Repeat("ab", 32), Number: 1, Kept: true, Definition: "0123456789ab", Matcher: "5"},
		{Broker: "empty-site", At: "2026-11-20T09:05:00Z", Outcome: scan.Absent, Hash: strings.Repeat("cd", 32), Screenshot: true},
	}
	r.Journal = []report.Head{{Chain: "s1", Count: 31, Link: "77ab03"}}
	return r
}

// The whole report, in the forms of text.
func TestWhole(t *testing.T) {
	for _, ext := range []string{".txt", ".reasons.txt", ".md"} {
		var got bytes.Buffer
		var err error
		switch ext {
		case ".txt":
			err = render.Text(&got, whole(), 80, false)
		case ".reasons.txt":
			err = render.Text(&got, whole(), 80, true)
		default:
			err = render.Markdown(&got, whole())
		}
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("testdata", "whole"+ext)
		if *update {
			if err := os.WriteFile(file, got.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s differs (-update writes it anew); got:\n%s", file, got.Bytes())
		}
	}
}

// No line is wider than the terminal, but for a word that is: an address or a
// hash that is cut leads nowhere.
func TestTextFits80(t *testing.T) {
	all := reports()
	for name, r := range map[string]report.Report{"whole": whole(), "everything": all["everything"], "scripts": all["scripts"]} {
		for _, width := range []int{60, 80, 120} {
			var out bytes.Buffer
			if err := render.Text(&out, r, width, true); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(out.String()) {
				line = strings.TrimRight(line, "\n")
				longest := 0
				for _, w := range strings.Fields(line) {
					longest = max(longest, twwidth.Width(w))
				}
				if n := twwidth.Width(strings.TrimRight(line, " ")); n > max(width, longest+20) && !strings.Contains(line, "─") && !isTable(line) {
					t.Errorf("%s at %d: %d columns: %q", name, width, n, line)
				}
			}
		}
	}
}

// isTable reports whether a line is one of a table, which TestTableFits holds.
func isTable(line string) bool {
	return strings.HasPrefix(line, " ") && !strings.HasPrefix(line, "  ") || strings.Contains(strings.TrimSpace(line), "   ")
}

// What is not whole never reads as whole: 99.99 points are not 100, and 99.9%
// are not certain.
func TestNeverRoundedUp(t *testing.T) {
	r := whole()
	r.Risk.Overall, r.Risk.Views = 99.99, report.Views{report.Stalking: 99.99, report.Fraud: 0.04}
	var out bytes.Buffer
	if err := render.Text(&out, r, 80, false); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Risk: 99.9 of 100", "stalking  99.9", "fraud     under 0.1", "over 99% likely"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("it lacks %q:\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "100.0") || strings.Contains(out.String(), "100%") {
		t.Error("something reads as whole")
	}
}

// A long report is cut for a reader, and whole for who asks for all.
func TestLongReports(t *testing.T) {
	r := whole()
	r.TimeLine, r.Next, r.Risk.Line = nil, nil, nil
	for i := range 40 {
		r.TimeLine = append(r.TimeLine, report.Moment{On: day(i), Text: fmt.Sprintf("moment-%d", i)})
		r.Next = append(r.Next, report.Next{Is: report.DoLetter, Do: fmt.Sprintf("thing-%d", i), Minutes: 1})
		r.Risk.Line = append(r.Risk.Line, report.RiskDay{On: day(i), Overall: float64(i)})
	}
	var short, long bytes.Buffer
	if err := render.Text(&short, r, 80, false); err != nil {
		t.Fatal(err)
	}
	if err := render.Text(&long, r, 80, true); err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"moment-0\n", "thing-39 ", "2026-11-01  1.0"} {
		if strings.Contains(short.String(), w) || !strings.Contains(long.String(), w) {
			t.Errorf("%q: short %v, long %v", w, strings.Contains(short.String(), w), strings.Contains(long.String(), w))
		}
	}
	for _, w := range []string{"moment-39", "thing-0 ", "And 28 more"} {
		if !strings.Contains(short.String(), w) {
			t.Errorf("the short one lacks %q", w)
		}
	}
}

// A page cannot print lines of ours in the new sections either.
func TestWholeIsText(t *testing.T) {
	r := whole()
	for _, h := range hostile {
		r.Matters[0].Observation, r.Matters[0].Claim, r.Stays[0].Why, r.Next[0].Why = h, h, h, h
		r.Changes[0].Text, r.Findings[0].Change, r.Findings[0].Facts[0].Text = h, h, h
		var text, mark bytes.Buffer
		if err := render.Text(&text, r, 80, true); err != nil {
			t.Fatal(err)
		}
		if err := render.Markdown(&mark, r); err != nil {
			t.Fatal(err)
		}
		for form, s := range map[string]string{"text": text.String(), "markdown": mark.String()} {
			obeyed(t, form, s)
			for line := range strings.Lines(s) {
				if strings.HasPrefix(line, "ALARM: forged") || strings.HasPrefix(line, "## Forged") || form == "markdown" && strings.Contains(line, "<script>") {
					t.Errorf("%s: a page printed %q", form, line)
				}
			}
		}
	}
}
