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

// chosen plans for one subject with choices made now.
func (o *office) chosen(subject string, choices ...report.Choice) casebook.Plan {
	o.t.Helper()
	plans, err := o.PlanWith(o.t.Context(), subject, o.Today(), choices)
	ok(o.t, err)
	return plans[0]
}

func keys(list []report.Choice) string {
	var words []string
	for _, c := range list {
		words = append(words, c.Key())
	}
	return strings.Join(words, " ")
}

// A choice is one subject's, holds from the day on which it is kept, and is
// kept once.
func TestChoicesAreKept(t *testing.T) {
	o := open(t, people("a"))
	o.add("me", californian)
	o.add("kin", guardianFile)
	know := report.Choice{Is: report.AskToo, Of: "know"}
	tell := report.Choice{Is: report.TellResidence}
	p := o.chosen("me", know, tell)
	if got := keys(p.Choices); got != "ask=know tell-residence" {
		t.Errorf("in force %q", got)
	}
	if got := keys(o.chosen("me").Choices); got != "" {
		t.Errorf("a plan alone keeps %q", got)
	}
	yesterday := o.Today().AddDays(-1)
	for range 2 {
		ok(t, o.Keep(t.Context(), p))
	}
	if n := o.events("me", report.ChoiceMade); n != 2 {
		t.Errorf("%d events, want one a choice", n)
	}
	if got := keys(o.chosen("me").Choices) + keys(o.chosen("kin").Choices); got != "ask=know tell-residence" {
		t.Errorf("kept %q", got)
	}
	before, err := o.PlanWith(t.Context(), "me", yesterday, nil)
	ok(t, err)
	if got := keys(before[0].Choices); got != "" {
		t.Errorf("the day before there was %q", got)
	}
	// Taken back with a letter, as by a flag, and by its key.
	know.Back = true
	ok(t, o.Keep(t.Context(), o.chosen("me", know)))
	if got := keys(o.chosen("me").Choices); got != "tell-residence" {
		t.Errorf("left %q", got)
	}
	of, err := o.Forget(t.Context(), "", "tell-residence")
	if ok(t, err); !slices.Equal(of, []string{"me"}) || keys(o.chosen("me").Choices) != "" {
		t.Errorf("taken back for %q", of)
	}
	if _, err := o.Forget(t.Context(), "", "tell-residence"); !errors.Is(err, casebook.ErrNoChoice) {
		t.Errorf("taken back twice: %v", err)
	}
}

// Where several people are in a vault, a page that one of them found needs a
// name; and the same page has one name.
func TestHouseholdPages(t *testing.T) {
	o := open(t, people("a"))
	o.add("me", selfFile)
	o.add("kin", guardianFile)
	const page = "https://a.test/p/hector"
	_, err := o.Household(t.Context(), "", "a", page)
	wants(t, err, "--subject")
	for _, bad := range []string{"https://b.test/p", "http://x:y@a.test/p", "file:///a.test/p", "https://a.test\x00/p", "https://aa.test/p", strings.Repeat("https://a.test/", 100)} {
		_, err := o.Household(t.Context(), "me", "a", bad)
		wants(t, err, "not one of a page on a.test")
	}
	for _, want := range []struct{ page, key string }{{page, "household=a"}, {page + "-2", "household=a-2"}, {page, "household=a"}} {
		x, err := o.Household(t.Context(), "me", "a", want.page)
		if ok(t, err); x.Key() != want.key {
			t.Errorf("%s is %s", want.page, x.Key())
		}
	}
	if _, err := o.Household(t.Context(), "me", "nobody", page); !errors.Is(err, casebook.ErrNoBroker) {
		t.Errorf("an unknown broker: %v", err)
	}
	if p := o.chosen("me"); len(p.Requests) != 2 || p.Requests[0].Kind != report.Household {
		t.Errorf("planned %v", idsOf(p.Requests))
	}
	letters := o.composed()
	if len(letters) != 2 {
		t.Errorf("%d letters", len(letters))
	}
}

// What was said to be wrong is asked about while the listing shows it, and
// while it is not safe.
func TestCorrections(t *testing.T) {
	o := open(t, people("a"))
	o.add("me", californian)
	fresno := scan.Address{City: "Fresno", State: "CA"}
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match, fresno, scan.Address{City: "Oxnard", State: "CA"}))
	correct := report.Choice{Is: report.AskToo, Of: string(brokers.Correct)}
	wrongs := func() (shown []string) {
		for _, r := range o.chosen("me", correct).Requests {
			for _, c := range r.Correct {
				shown = append(shown, c.Shown)
			}
		}
		return shown
	}
	list, err := o.Entries(t.Context(), "me.a.1")
	if ok(t, err); len(list) != 3 || list[2].Shows == "Oxnard, CA" {
		t.Fatalf("entries %+v", list)
	}
	ok(t, o.Correct(t.Context(), "me.a.1", 3, "", false))
	if got := wrongs(); !slices.Equal(got, []string{"Oxnard, CA"}) {
		t.Errorf("wrong %q", got)
	}
	for _, n := range []int{-1, 0, 4} {
		wants(t, o.Correct(t.Context(), "me.a.1", n, "", false), "number of an entry")
	}
	ok(t, o.Correct(t.Context(), "me.a.1", 3, "", true))
	if got := wrongs(); len(got) > 0 {
		t.Errorf("taken back, and wrong %q", got)
	}
	ok(t, o.Correct(t.Context(), "me.a.1", 3, "Ventura, CA", false))
	o.later(aDay)
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match, fresno))
	if got := wrongs(); len(got) > 0 {
		t.Errorf("no longer shown, and wrong %q", got)
	}
	if err := o.Correct(t.Context(), "me.a.9", 1, "", false); !errors.Is(err, casebook.ErrNoFinding) {
		t.Errorf("an unknown finding: %v", err)
	}
}
