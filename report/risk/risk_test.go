package risk_test

import (
	"flag"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/risk"
	"github.com/whohasme/whohasme/scan"
	"pgregory.net/rapid"
)

// usual is the record of the worked example in RISK.md: what a people-search
// site shows of somebody to anyone.
func usual() report.Exposure {
	return report.Exposure{
		ID: "s1.a.1", Broker: "a", State: string(scan.Listed), Verdict: scan.Match, Reach: report.Free, Probability: 0.97,
		Facts: []report.Fact{
			{Kind: report.NameFact, Text: "Wilma Tarn", Current: report.CurrentFact},
			{Kind: report.AgeFact, Text: "age 42", Current: report.CurrentFact},
			{Kind: report.StreetFact, Text: "12 Elm St, Akron, OH", Current: report.CurrentFact},
			{Kind: report.StreetFact, Text: "a street you did not list, Dayton, OH"},
			{Kind: report.CityFact, Text: "Dayton, OH", Current: report.OldFact},
			{Kind: report.PhoneFact, Text: "a phone number you did not list"},
			{Kind: report.RelativesFact, Count: 3},
		},
	}
}

// weighed returns n copies of an exposure with points.
func weighed(n int, e report.Exposure, high bool) []report.Exposure {
	list := make([]report.Exposure, n)
	for i := range list {
		e.ID, e.Broker = fmt.Sprintf("s1.b%d.1", i), fmt.Sprintf("b%d", i)
		e.Points = risk.Weigh(e, high)
		list[i] = e
	}
	return list
}

// The worked example of RISK.md, to the hundredth.
func TestWorkedExample(t *testing.T) {
	for _, c := range []struct {
		name string
		n    int
		high bool
	}{{"one", 1, false}, {"one, high", 1, true}, {"ten", 10, false}, {"thirty", 30, false}, {"twenty-nine", 29, false}, {"thirty, high", 30, true}} {
		overall, views := risk.Sum(weighed(c.n, usual(), c.high))
		got := fmt.Sprintf("%s: %.2f (stalking %.2f, fraud %.2f, spam %.2f)", c.name, overall, views[report.Stalking], views[report.Fraud], views[report.Spam])
		t.Log("figure: risk of the usual record, " + got)
		doc, err := os.ReadFile("../RISK.md")
		if err != nil {
			t.Fatal(err)
		}
		row := fmt.Sprintf("| %s | %.2f | %.2f | %.2f | %.2f |", c.name, overall, views[report.Stalking], views[report.Fraud], views[report.Spam])
		if !strings.Contains(string(doc), row) {
			t.Errorf("RISK.md lacks the row %s", row)
		}
	}
}

// What a report says for a measure is what the formula gives.
func TestScale(t *testing.T) {
	for _, high := range []bool{false, true} {
		rest := risk.Scale(high)
		for _, n := range []int{1, 10, 30} {
			overall, _ := risk.Sum(weighed(n, usual(), high))
			_, after, ok := strings.Cut(rest, fmt.Sprintf("about %.0f", overall))
			if !ok {
				t.Errorf("high %v: %q does not say %.0f for %d", high, risk.Scale(high), overall, n)
			}
			rest = after
		}
	}
}

// What a site says of anyone is not named among what weighs most, unless it
// shows a safe fact.
func TestTopLeavesOutLookAlikes(t *testing.T) {
	alike := usual()
	alike.LookAlike, alike.Verdict, alike.Probability = true, scan.Possible, 0.02
	list := weighed(2, alike, false)
	if r := risk.Of(list); len(r.Top) > 0 || r.Overall == 0 {
		t.Errorf("top %v of %v", r.Top, r.Overall)
	}
	list[1].Alarms = []string{"safe phone 1"}
	if r := risk.Of(list); len(r.Top) != 1 || r.Top[0] != list[1].ID {
		t.Errorf("with a safe fact: top %v", r.Top)
	}
}

// TestMain draws many records, from the seed of the environment where there is
// one.
func TestMain(m *testing.M) {
	flag.Parse()
	set := map[string]bool{}
	flag.Visit(func(f *flag.Flag) { set[f.Name] = true })
	if !set["rapid.checks"] {
		_ = flag.Set("rapid.checks", "2000")
	}
	if s, err := strconv.ParseUint(os.Getenv("WHOHASME_TEST_SEED"), 10, 64); err == nil {
		_ = flag.Set("rapid.seed", strconv.FormatUint(s, 10))
	}
	os.Exit(m.Run())
}

var anyFact = rapid.Custom(func(t *rapid.T) report.Fact {
	return report.Fact{
		Kind:    rapid.SampledFrom(report.FactKinds).Draw(t, "kind"),
		Current: rapid.SampledFrom([]report.Currency{report.CurrentFact, report.OldFact, report.CurrencyUnknown}).Draw(t, "current"),
		Safe:    rapid.IntRange(0, 9).Draw(t, "safe") == 0,
	}
})

var anyExposure = rapid.Custom(func(t *rapid.T) report.Exposure {
	e := report.Exposure{
		ID:          "s1.a." + strconv.Itoa(rapid.IntRange(0, 99).Draw(t, "id")),
		State:       string(rapid.SampledFrom([]scan.FindingState{scan.Listed, scan.Unseen, scan.Relisted, scan.Gone}).Draw(t, "state")),
		Verdict:     rapid.SampledFrom([]scan.Verdict{scan.Match, scan.Possible, scan.Other, ""}).Draw(t, "verdict"),
		Reach:       rapid.SampledFrom([]report.Reach{report.Indexed, report.Free, report.Paid, report.Trade, report.ReachUnknown}).Draw(t, "reach"),
		Probability: rapid.Float64Range(0, 1).Draw(t, "p"),
		Facts:       rapid.SliceOfN(anyFact, 0, 12).Draw(t, "facts"),
	}
	e.Points = risk.Weigh(e, rapid.Bool().Draw(t, "high"))
	return e
})

func inRange(t *rapid.T, overall float64, views report.Views) {
	for _, v := range append([]float64{overall}, views[report.Stalking], views[report.Fraud], views[report.Spam]) {
		if math.IsNaN(v) || v < 0 || v >= 100 {
			t.Fatalf("%v is no number of points", v)
		}
	}
}

// Another record never lowers a number, and taking one away never raises it;
// however many there are, 100 is not reached.
func TestMoreRecordsNeverLower(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(anyExposure, 1, 60).Draw(t, "records")
		all, views := risk.Sum(list)
		inRange(t, all, views)
		less, fewer := risk.Sum(list[1:])
		if less > all {
			t.Fatalf("without a record it is %v, with it %v", less, all)
		}
		for _, threat := range report.Threats {
			if fewer[threat] > views[threat] {
				t.Fatalf("%s: without a record %v, with it %v", threat, fewer[threat], views[threat])
			}
		}
		if gone := risk.LeftOf(list).Without(list[:1]); math.Abs(gone-(all-less)) > 0.011 {
			t.Fatalf("taking it away is said to remove %v, and removes %v", gone, all-less)
		}
	})
}

// More facts, a newer fact, a wider reach, a surer match and higher danger
// never lower a record's points; its parts never come to more than the whole.
func TestMoreNeverLowersARecord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyExposure.Draw(t, "record")
		e.State, e.Verdict = string(scan.Listed), scan.Match
		high := rapid.Bool().Draw(t, "high")
		before := risk.Weigh(e, high)
		inRange(t, before.Overall, before.Views)
		for name, change := range map[string]func(*report.Exposure){
			"a fact more": func(e *report.Exposure) {
				e.Facts = append(append([]report.Fact{}, e.Facts...), anyFact.Draw(t, "more"))
			},
			"surer":       func(e *report.Exposure) { e.Probability = min(1, e.Probability+0.1) },
			"listed":      func(e *report.Exposure) { e.Reach = report.Indexed },
			"all current": func(e *report.Exposure) { e.Facts = current(e.Facts) },
			"back again":  func(e *report.Exposure) { e.State = string(scan.Relisted) },
			"unseen once": func(e *report.Exposure) { e.State = string(scan.Unseen) },
			"a safe fact": func(e *report.Exposure) {
				e.Facts = append(append([]report.Fact{}, e.Facts...), report.Fact{Kind: report.StreetFact, Safe: true})
			},
			"somebody else": func(*report.Exposure) {},
		} {
			x := e
			change(&x)
			after := risk.Weigh(x, high)
			if after.Overall < before.Overall {
				t.Fatalf("%s: from %v to %v", name, before.Overall, after.Overall)
			}
			for _, threat := range report.Threats {
				if after.Views[threat] < before.Views[threat] {
					t.Fatalf("%s, %s: from %v to %v", name, threat, before.Views[threat], after.Views[threat])
				}
			}
		}
		if up := risk.Weigh(e, true); up.Overall < before.Overall {
			t.Fatalf("in danger %v, without %v", up.Overall, before.Overall)
		}
		for _, p := range before.Parts {
			if p.Points > before.Views[p.Threat]+0.01 {
				t.Fatalf("a part of %v in a view of %v", p.Points, before.Views[p.Threat])
			}
		}
	})
}

func current(facts []report.Fact) (list []report.Fact) {
	for _, f := range facts {
		f.Current = report.CurrentFact
		list = append(list, f)
	}
	return list
}

// A record is worth no more than how sure it is to be the subject's, and what
// is gone or another's is worth nothing.
func TestCertaintyBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyExposure.Draw(t, "record")
		open := risk.Open(e)
		if (e.Points != nil) != open {
			t.Fatalf("open %v, points %v", open, e.Points)
		}
		if !open {
			return
		}
		for threat, v := range e.Points.Views {
			if v > 100*e.Probability+0.01 {
				t.Fatalf("%s: %v points at a probability of %v", threat, v, e.Probability)
			}
		}
	})
}

// However many records there are, the last still counts and 100 is not there.
func TestNeverFull(t *testing.T) {
	for _, n := range []int{1, 15, 30, 60} {
		list := weighed(n, usual(), false)
		all, _ := risk.Sum(list)
		less, _ := risk.Sum(list[1:])
		if all >= 100 || less >= all {
			t.Errorf("%d records: %v, one less: %v", n, all, less)
		}
	}
	if all, _ := risk.Sum(weighed(10_000, usual(), true)); all != 99.99 {
		t.Errorf("10,000 records: %v", all)
	}
}

func TestCertainty(t *testing.T) {
	for _, c := range []struct {
		name            string
		verdict         scan.Verdict
		score           float64
		reviewed, alike bool
		want            float64
	}{
		{"a match", scan.Match, 0.97, false, false, 0.97},
		{"a reviewed match", scan.Match, 0.6, true, false, 1},
		{"a reviewed match at a look-alike site", scan.Match, 0.6, true, true, 1},
		{"a possible", scan.Possible, 0.4, false, false, 0.4},
		{"a look-alike", scan.Possible, 0.9, false, true, 0.02},
		{"a look-alike, unlikely anyway", scan.Possible, 0.01, false, true, 0.01},
		{"a match without a probability", scan.Match, 0, false, false, 0.5},
		{"a possible without one", scan.Possible, 0, false, false, 0},
		{"somebody else", scan.Other, 0.9, true, false, 0},
		{"not judged", "", 0.9, false, false, 0},
		{"no number", scan.Match, math.NaN(), false, false, 0},
		{"more than sure", scan.Possible, 7, false, false, 1},
		{"less than none", scan.Possible, -1, false, false, 0},
	} {
		if got := risk.Certainty(c.verdict, c.score, c.reviewed, c.alike); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// A safe fact goes before everything, however little it weighs.
func TestSafeFactsComeFirst(t *testing.T) {
	list := weighed(5, usual(), false)
	thin := report.Exposure{ID: "s1.z.1", Broker: "z", State: string(scan.Listed), Verdict: scan.Possible, Probability: 0.001, Reach: report.Trade,
		Facts: []report.Fact{{Kind: report.PhoneFact, Text: "safe phone 1", Safe: true}}, Alarms: []string{"safe phone 1"}}
	thin.Points = risk.Weigh(thin, false)
	gone := thin
	gone.ID, gone.State, gone.Points = "s1.y.1", string(scan.Gone), nil
	r := risk.Of(append(list, gone, thin))
	if len(r.Top) != 3 || r.Top[0] != thin.ID {
		t.Errorf("top %v, want %s first", r.Top, thin.ID)
	}
	if text := thin.Points.Text; !strings.Contains(text, "safe phone 1") || strings.Contains(text, "your phone") {
		t.Errorf("it says %q", text)
	}
}

// What only perhaps is the subject's is told apart.
func TestPerhaps(t *testing.T) {
	maybe := usual()
	maybe.Verdict, maybe.Probability = scan.Possible, 0.4
	sure, both := risk.Of(weighed(2, usual(), false)), risk.Of(append(weighed(2, usual(), false), weighed(2, maybe, false)...))
	if sure.Perhaps != 0 || math.Abs(both.Perhaps-(both.Overall-sure.Overall)) > 0.001 || both.Perhaps == 0 {
		t.Errorf("perhaps %v of %v, and %v of %v", sure.Perhaps, sure.Overall, both.Perhaps, both.Overall)
	}
}

func TestTexts(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*report.Exposure)
		want   string
	}{
		{"usual", func(*report.Exposure) {}, "It shows your street address, a phone number you did not list, relatives, a town where you lived and your age to anyone, without payment."},
		{"saved page", func(e *report.Exposure) { e.Reach = report.ReachUnknown; e.Facts = e.Facts[:1] }, "It shows a name to people we do not know (who can see it is not known, so it counts as a middle)."},
		{"reviewed", func(e *report.Exposure) { e.Reviewed, e.Facts = true, e.Facts[:2] }, "It shows your age to anyone, without payment. You said that it is you."},
		{"possible", func(e *report.Exposure) { e.Verdict, e.Facts = scan.Possible, nil }, "It shows a name to anyone, without payment. It may be somebody else: it counts by how likely it is to be you."},
		{"look-alike", func(e *report.Exposure) { e.LookAlike, e.Facts = true, nil }, "It shows a name to anyone, without payment. The site answers any name, so this says next to nothing."},
		{"safe", func(e *report.Exposure) {
			e.Alarms, e.Facts = []string{"safe address 1"}, []report.Fact{{Kind: report.StreetFact, Text: "safe address 1", Safe: true}, {Kind: report.NameFact}}
		}, "It shows safe address 1, which you marked as safe, to anyone, without payment."},
		{"three safe facts among others", func(e *report.Exposure) {
			e.Alarms = []string{"safe name 1", "the town of safe address 1", "safe phone 1"}
			e.Facts = []report.Fact{{Kind: report.RelativesFact, Count: 2}, {Kind: report.AgeFact, Current: report.CurrentFact}}
		}, "It shows safe name 1, the town of safe address 1 and safe phone 1, which you marked as safe, relatives and your age to anyone, without payment."},
	} {
		e := usual()
		c.change(&e)
		if got := risk.Weigh(e, false).Text; got != c.want {
			t.Errorf("%s: got  %s\nwant %s", c.name, got, c.want)
		}
	}
}
