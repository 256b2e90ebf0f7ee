package statute_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
)

// records are what the sources say of each act, written down apart from the
// acts' files: whose law, since when, how well known, which asks, which of
// them an agent may file, which have no number of days, the period of the
// answer and of an opt-out where it has its own, that of an appeal, whether
// public information is outside and the person may sue; and, worked out apart,
// when an answer is due that was asked for on a day, at first and at longest.
var records = []struct {
	id, place, from, confidence, asks, agent, unnumbered, answer, optOut, appeal string
	public, sue                                                                  bool
	received, due, longest                                                       string
}{
	{"ca-ccpa", "US CA", "2020-01-01", "high", "opt-out-of-sale delete know correct", "opt-out-of-sale delete know correct", "", "45+45 calendar-day", "15 business-day", "", true, false, "2026-11-20", "2027-01-04", "2027-02-18"},
	{"ca-delete-act", "US CA", "2026-01-01", "high", "opt-out-of-sale delete", "", "", "90 calendar-day", "90 calendar-day", "", true, false, "2026-11-20", "2027-02-18", ""},
	{"va-vcdpa", "US VA", "2023-01-01", "high", "opt-out-of-sale delete know correct", "", "", "45+45 calendar-day", "", "60 calendar-day", true, false, "2026-11-20", "2027-01-04", "2027-02-18"},
	{"co-cpa", "US CO", "2023-07-01", "high", "opt-out-of-sale delete know correct", "opt-out-of-sale", "", "45+45 calendar-day", "", "45+60 calendar-day", true, false, "2026-11-20", "2027-01-04", "2027-02-18"},
	{"ct-ctdpa", "US CT", "2023-07-01", "medium", "opt-out-of-sale delete know correct", "opt-out-of-sale", "", "45+45 calendar-day", "", "60 calendar-day", true, false, "2026-11-20", "2027-01-04", "2027-02-18"},
	{"ut-ucpa", "US UT", "2023-12-31", "high", "opt-out-of-sale delete know correct", "", "", "45+45 calendar-day", "", "", true, false, "2026-11-20", "2027-01-04", "2027-02-18"},
	{"tx-tdpsa", "US TX", "2024-07-01", "high", "opt-out-of-sale delete know correct", "opt-out-of-sale", "", "45+45 calendar-day", "", "60 calendar-day", true, false, "2026-11-20", "2027-01-04", "2027-02-18"},
	{"or-ocpa", "US OR", "2024-07-01", "high", "opt-out-of-sale delete know correct", "opt-out-of-sale", "", "45+45 calendar-day", "45 calendar-day", "45 calendar-day", true, false, "2026-11-20", "2027-01-04", "2027-02-18"},
	{"mt-mcdpa", "US MT", "2024-10-01", "medium", "opt-out-of-sale delete know correct", "opt-out-of-sale", "", "45+45 calendar-day", "", "60 calendar-day", true, false, "2026-11-20", "2027-01-04", "2027-02-18"},
	{"fl-fdbr", "US FL", "2024-07-01", "high", "opt-out-of-sale delete know correct", "", "", "45+15 calendar-day", "", "60 calendar-day", true, false, "2026-11-20", "2027-01-04", "2027-01-19"},
	{"de-dpdpa", "US DE", "2025-01-01", "high", "opt-out-of-sale delete know correct", "opt-out-of-sale", "", "45+45 calendar-day", "", "60 calendar-day", true, false, "2026-11-20", "2027-01-04", "2027-02-18"},
	{"ia-icdpa", "US IA", "2025-01-01", "high", "opt-out-of-sale delete know", "", "", "90+45 calendar-day", "", "60 calendar-day", true, false, "2026-11-20", "2027-02-18", "2027-04-05"},
	{"ne-ndpa", "US NE", "2025-01-01", "high", "opt-out-of-sale delete know correct", "opt-out-of-sale", "", "45+45 calendar-day", "", "60 calendar-day", true, false, "2026-11-20", "2027-01-04", "2027-02-18"},
	{"nh-nhpa", "US NH", "2025-01-01", "medium", "opt-out-of-sale delete know correct", "opt-out-of-sale", "", "45+45 calendar-day", "", "60 calendar-day", true, false, "2026-11-20", "2027-01-04", "2027-02-18"},
	{"nj-njdpa", "US NJ", "2025-01-15", "high", "opt-out-of-sale delete know correct", "opt-out-of-sale", "", "45+45 calendar-day", "", "45 calendar-day", true, false, "2026-11-20", "2027-01-04", "2027-02-18"},
	{"tn-tipa", "US TN", "2025-07-01", "medium", "opt-out-of-sale delete know correct", "", "", "45+45 calendar-day", "", "60 calendar-day", true, false, "2026-11-20", "2027-01-04", "2027-02-18"},
	{"mn-mcdpa", "US MN", "2025-07-31", "high", "opt-out-of-sale delete know correct", "opt-out-of-sale", "", "45+45 calendar-day", "", "45+60 calendar-day", true, false, "2026-11-20", "2027-01-04", "2027-02-18"},
	{"md-modpa", "US MD", "2025-10-01", "high", "opt-out-of-sale delete know correct", "opt-out-of-sale", "", "45+45 calendar-day", "", "60 calendar-day", true, false, "2026-11-20", "2027-01-04", "2027-02-18"},
	{"in-icdpa", "US IN", "2026-01-01", "medium", "opt-out-of-sale delete know correct", "", "", "45+45 calendar-day", "", "60 calendar-day", true, false, "2026-11-20", "2027-01-04", "2027-02-18"},
	{"ky-kcdpa", "US KY", "2026-01-01", "medium", "opt-out-of-sale delete know correct", "", "", "45+45 calendar-day", "", "60 calendar-day", true, false, "2026-11-20", "2027-01-04", "2027-02-18"},
	{"ri-ridtppa", "US RI", "2026-01-01", "medium", "opt-out-of-sale delete know correct", "opt-out-of-sale", "", "45+45 calendar-day", "", "60 calendar-day", true, false, "2026-11-20", "2027-01-04", "2027-02-18"},
	{"ok-ocdpa", "US OK", "2027-01-01", "medium", "opt-out-of-sale delete know correct", "", "", "45+45 calendar-day", "", "60 calendar-day", true, false, "2027-01-31", "2027-03-17", "2027-05-03"},
	{"la-ldpa", "US LA", "2027-01-01", "medium", "opt-out-of-sale delete know correct", "opt-out-of-sale", "", "45+45 calendar-day", "", "60 calendar-day", true, false, "2027-01-31", "2027-03-17", "2027-05-03"},
	{"al-apdpa", "US AL", "2027-05-01", "medium", "opt-out-of-sale delete know correct", "", "", "45+45 calendar-day", "", "", true, false, "2027-05-31", "2027-07-15", "2027-08-30"},
	{"vt-vdposa", "US VT", "2028-01-01", "low", "opt-out-of-sale delete know correct", "opt-out-of-sale", "", "45+45 calendar-day", "", "", true, false, "2028-01-31", "2028-03-16", "2028-05-01"},
	{"vt-broker", "US VT", "2019-01-01", "medium", "", "", "", "", "", "", true, false, "2026-11-20", "", ""},
	{"tx-broker", "US TX", "2023-09-01", "high", "", "", "", "", "", "", false, false, "2026-11-20", "", ""},
	{"or-broker", "US OR", "2024-01-01", "high", "", "", "", "", "", "", false, false, "2026-11-20", "", ""},
	{"ct-broker", "US CT", "2027-01-01", "medium", "", "", "", "45 calendar-day", "", "", false, false, "2027-01-31", "2028-11-15", ""},
	{"nj-broker", "US NJ", "2027-03-27", "medium", "", "", "", "", "", "", false, false, "2027-04-26", "", ""},
	{"nv-optout", "US NV", "2019-10-01", "high", "opt-out-of-sale", "", "", "60+30 calendar-day", "60+30 calendar-day", "", true, false, "2026-11-20", "2027-01-19", "2027-02-18"},
	{"nv-health", "US NV", "2024-03-31", "medium", "opt-out-of-sale delete know", "", "", "45+45 calendar-day", "", "", false, false, "2026-11-20", "2027-01-04", "2027-02-18"},
	{"wa-mhmda", "US WA", "2024-03-31", "high", "delete know object", "", "", "45+45 calendar-day", "", "45 calendar-day", true, true, "2026-11-20", "2027-01-04", "2027-02-18"},
	{"nj-daniels-law", "US NJ", "2021-12-10", "high", "suppress", "suppress", "", "10 business-day", "", "", false, true, "2026-11-20", "2026-12-07", ""},
	{"us-anderl", "US", "2022-12-23", "medium", "suppress", "suppress", "", "72 hour", "", "", false, true, "2026-11-20", "2026-11-23", ""},
	{"ca-gov-7928", "US CA", "2023-01-01", "high", "suppress", "", "", "48 hour", "", "", false, true, "2026-11-20", "2026-11-22", ""},
	{"ca-safe-at-home", "US CA", "", "low", "suppress", "", "suppress", "", "", "", false, true, "2026-11-20", "", ""},
	{"md-wilkinson", "US MD", "2024-06-01", "medium", "suppress", "", "", "72 hour", "", "", false, true, "2026-11-20", "2026-11-23", ""},
	{"il-judicial-privacy", "US IL", "2012-09-22", "medium", "suppress", "", "", "72 hour", "", "", false, true, "2026-11-20", "2026-11-23", ""},
	{"ny-judicial-security", "US NY", "", "low", "suppress", "", "", "72 hour", "", "", false, true, "2026-11-20", "2026-11-23", ""},
	{"us-fcra-disclosure", "US", "1971-04-25", "high", "know", "know", "", "15 calendar-day", "", "", false, true, "2026-11-20", "2026-12-07", ""},
	{"us-fcra-dispute", "US", "1971-04-25", "high", "correct", "correct", "", "30+15 calendar-day", "", "", false, true, "2026-11-20", "2026-12-21", "2027-01-04"},
	{"us-fcra-idtheft-block", "US", "2004-12-01", "high", "", "", "", "4 business-day", "", "", false, true, "2026-11-20", "2026-11-27", ""},
	{"us-fcra-prescreen", "US", "1997-09-30", "high", "", "", "", "5 business-day", "", "", false, true, "2026-11-20", "2026-11-30", ""},
	{"us-fcra-freeze", "US", "2018-09-21", "high", "", "", "", "1 business-day", "", "", false, true, "2026-11-20", "2026-11-23", ""},
	{"us-glba", "US", "2001-07-01", "high", "", "", "", "", "", "", false, false, "2026-11-20", "", ""},
	{"us-dppa", "US", "1997-09-13", "high", "", "", "", "", "", "", false, true, "2026-11-20", "", ""},
	{"eu-gdpr", "EU", "2018-05-25", "high", "delete know correct object", "delete know correct object", "", "1+2 month", "", "", false, true, "2026-11-20", "2026-12-21", "2027-02-22"},
	{"uk-gdpr", "GB", "2021-01-01", "high", "delete know correct object", "delete know correct object", "", "1+2 month", "", "", false, true, "2026-11-20", "2026-12-21", "2027-02-22"},
	{"ch-fadp", "CH", "2023-09-01", "high", "delete know correct object", "know", "delete correct object", "30 calendar-day", "", "", false, true, "2026-11-20", "2026-12-21", ""},
	{"can-pipeda", "CA", "2001-01-01", "high", "know correct object", "know", "object", "30+30 calendar-day", "", "", true, false, "2026-11-20", "2026-12-21", "2027-01-19"},
	{"qc-law25", "CA QC", "2023-09-22", "high", "suppress delete know correct object", "suppress know correct", "object", "30 calendar-day", "", "", true, true, "2026-11-20", "2026-12-21", ""},
	{"br-lgpd", "BR", "2020-09-18", "high", "delete know correct object", "delete know correct object", "delete correct object", "15 calendar-day", "", "", false, true, "2026-11-20", "2026-12-07", ""},
	{"au-app", "AU", "2014-03-12", "high", "know correct object", "know correct", "object", "30 calendar-day", "", "", true, true, "2026-11-20", "2026-12-21", ""},
	{"ind-dpdp", "IN", "2027-05-13", "medium", "delete know correct", "delete know correct", "", "90 calendar-day", "", "", true, false, "2027-06-12", "2027-09-10", ""},
	{"jp-appi", "JP", "2005-04-01", "medium", "opt-out-of-sale delete know correct", "opt-out-of-sale delete know correct", "opt-out-of-sale delete know correct", "", "", "", false, true, "2026-11-20", "", ""},
	{"kr-pipa", "KR", "2011-09-30", "high", "delete know correct object", "delete know correct object", "", "10 calendar-day", "", "", false, true, "2026-11-20", "2026-11-30", ""},
	{"za-popia", "ZA", "2021-07-01", "high", "delete know correct object", "delete know correct object", "", "30 calendar-day", "", "", false, true, "2026-11-20", "2026-12-21", ""},
	{"isr-ppl", "IL", "1981-03-11", "medium", "delete know correct", "know", "", "30+15 calendar-day", "", "", false, true, "2026-11-20", "2026-12-20", "2027-01-04"},
}

func spec(p statute.Period) string {
	if p.Extend > 0 {
		return fmt.Sprintf("%d+%d %s", p.N, p.Extend, p.Unit)
	}
	return fmt.Sprintf("%d %s", p.N, p.Unit)
}

func TestEveryRecord(t *testing.T) {
	b := book(t)
	if len(records) != 59 || len(b.Acts()) != 59 {
		t.Fatalf("%d records, %d acts", len(records), len(b.Acts()))
	}
	for _, r := range records {
		t.Run(r.id, func(t *testing.T) {
			a, ok := b.Act(r.id)
			if !ok {
				t.Fatal("no such act")
			}
			if place := strings.TrimSpace(a.Jurisdiction.Country + " " + a.Jurisdiction.State); place != r.place || a.Force.From.String() != r.from || a.Confidence != r.confidence {
				t.Errorf("is law in %s from %s, known %s", place, a.Force.From, a.Confidence)
			}
			var asks []string
			for _, ask := range brokers.Asks {
				if slices.ContainsFunc(a.Asks, func(r statute.Right) bool { return r.Ask == ask }) {
					asks = append(asks, string(ask))
				}
			}
			if got := strings.Join(asks, " "); got != r.asks {
				t.Errorf("asks %q, want %q", got, r.asks)
			}
			for _, ask := range brokers.Asks {
				if may, want := a.Agent.May(ask, day(r.received)), slices.Contains(strings.Fields(r.agent), string(ask)); may != want {
					t.Errorf("an agent may file %s: %v", ask, may)
				}
			}
			if a.Public.Excluded != r.public || a.Private != r.sue {
				t.Errorf("public information outside %v, suit %v", a.Public.Excluded, a.Private)
			}
			if a.Appeal == nil && r.appeal != "" || a.Appeal != nil && a.Appeal.Unit != statute.Promptly && spec(*a.Appeal) != r.appeal {
				t.Errorf("appeal %v, want %q", a.Appeal, r.appeal)
			}
			for _, right := range a.Asks {
				checkDue(t, a, right, r.unnumbered, r.answer, r.optOut)
			}
			checkDates(t, a, r.unnumbered, r.received, r.due, r.longest)
		})
	}
}

// checkDue checks that a right has the period of the act: an opt-out its own
// or, where there is none, that of the answer.
func checkDue(t *testing.T, a *statute.Act, right statute.Right, unnumbered, answer, optOut string) {
	t.Helper()
	p, ok := right.Due()
	want := answer
	if right.Ask == brokers.OptOutOfSale && optOut != "" {
		want = optOut
	}
	switch {
	case slices.Contains(strings.Fields(unnumbered), string(right.Ask)):
		if ok {
			t.Errorf("%s has a period of %s, which no source gives", right.Ask, spec(p))
		}
	case !ok || spec(p) != want:
		t.Errorf("%s: %s, want %s", right.Ask, spec(p), want)
	}
}

// checkDates checks the dates of the record on the first ask that has the
// answer's period, or on the way the person is shown.
func checkDates(t *testing.T, a *statute.Act, unnumbered, received, due, longest string) {
	t.Helper()
	var period statute.Period
	for i := len(a.Asks) - 1; i >= 0; i-- {
		if p, ok := a.Asks[i].Due(); ok && (p.Kind == report.RespondClock || len(a.Asks) == 1) {
			period = p
		}
	}
	if len(a.Asks) == 0 && len(a.Guided) > 0 && len(a.Guided[0].Clocks) > 0 {
		period = a.Guided[0].Clocks[0]
	}
	if period.N == 0 {
		if due != "" {
			t.Errorf("no period, want one due %s", due)
		}
		return
	}
	for _, c := range []struct{ announced, want string }{{"", due}, {received, longest}} {
		if c.want == "" {
			continue
		}
		var announced brokers.Date
		if c.announced != "" {
			announced = day(c.announced)
		}
		if got, _, err := period.Due(a.Days(), day(received), announced); err != nil || got != day(c.want) {
			t.Errorf("received on %s, announced %q: due %v, %v; want %s", received, c.announced, got, err, c.want)
		}
	}
}

// TestActsAreComplete is the lint that goes beyond the form of a file.
func TestActsAreComplete(t *testing.T) {
	b := book(t)
	seen := map[string]bool{}
	for _, a := range b.Acts() {
		if seen[a.Name+a.Citation] {
			t.Errorf("%s: another act has its name and citation", a.ID)
		}
		seen[a.Name+a.Citation] = true
		if !slices.ContainsFunc(a.Sources, func(s brokers.Source) bool { return strings.HasPrefix(s.Name, "http") }) {
			t.Errorf("%s: no source can be opened", a.ID)
		}
		if a.Checked.Before(day("2026-01-01")) || a.Checked.After(day("2036-01-01")) {
			t.Errorf("%s: read on %s", a.ID, a.Checked)
		}
		if a.Regulator.Name == "" || a.Agent.Asks != nil && a.Agent.Who == "" {
			t.Errorf("%s: no regulator, or agents without saying who", a.ID)
		}
		for _, r := range a.Asks {
			if _, ok := r.Due(); ok == r.NoClock {
				t.Errorf("%s: %s has a clock %v and is marked as without one %v", a.ID, r.Ask, ok, r.NoClock)
			}
			for _, p := range r.Clocks {
				if p.Kind == "" {
					t.Errorf("%s: a clock of %s has no kind", a.ID, r.Ask)
				}
			}
		}
		if len(a.Asks)+len(a.Guided)+len(a.Notes) == 0 {
			t.Errorf("%s says nothing", a.ID)
		}
	}
}
