package render_test

import (
	"fmt"
	"slices"
	"time"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// spoken are names as people and pages write them.
var spoken = append([]string{"Wilma Tarn", "W. Tarn-O’Neill", "שרה לוי", "김민수", "Αλέξανδρος Παπαδόπουλος", "<b>Wilma</b> & \"Tarn\""}, names...)

// said are the reasons, claims and remarks of other packages, as they word them.
var said = struct{ reasons, whys []string }{
	reasons: []string{
		"the same name, an unusual one", "the same name, spelled differently; nothing else agrees", "age 42 fits, within a year", "age 42, you are 40 or 41; the page may be some years old", "lived in Austin, TX as you did, and in another place you gave",
		"the same street address", "the same phone number", "what shows of the e-mail address fits", "the page names 2 relatives you gave", "the page gives another middle name", "the same state, another city", "no place in common with those you gave",
	},
	whys: []string{
		"the site's terms forbid automated visits", "robots.txt forbids this page", "the line failed", "definition quarantined: a common name did not read as a list", "the site refused the request (status 403); open the page in your own browser and save it",
		"the site wants a form, a captcha or a code; `whohasme scan --assisted` goes there with you, or search there yourself, save the page and use `whohasme read`", "look-alike site: it finds an invented name too",
	},
}

// rich is a report with everything in it: so many sites, and records at some
// of them.
func rich(sites, findings int) report.Report {
	r := report.Report{Subject: "s1", AsOf: day(60), Since: day(31), Findings: []report.Exposure{}, Unchecked: []report.Unchecked{}}
	families := []string{"peopleconnect", "", "enformion", "first-look", "", "spokeo"}
	for i := range sites {
		s := report.Site{Broker: fmt.Sprintf("site-%02d", i), Name: fmt.Sprintf("Find People %d", i), Family: families[i*i%len(families)], Category: "people-search", Looked: day(60 - i%4)}
		switch {
		case i < findings && i%5 == 3:
			s.Outcome = scan.Maybe
		case i < findings:
			s.Outcome = scan.Found
		case i%3 == 0:
			s.Outcome = scan.Absent
		default:
			s.Outcome = scan.Outcomes[4+i%5]
			s.Why = said.whys[i%len(said.whys)]
			r.Unchecked = append(r.Unchecked, report.Unchecked{Broker: s.Broker, Outcome: s.Outcome, Why: s.Why})
		}
		r.Sites = append(r.Sites, s)
	}
	for i := range findings {
		addRecord(&r, i, sites)
	}
	finish(&r, sites)
	return r
}

func addRecord(r *report.Report, i, sites int) {
	name := spoken[i%len(spoken)]
	broker := fmt.Sprintf("site-%02d", i%max(sites, 1))
	e := report.Exposure{
		ID: fmt.Sprintf("s1.%s.%d", broker, 1+i/max(sites, 1)), Broker: broker, State: "listed", Verdict: scan.Match, FirstSeen: day(1 + i%20), LastSeen: day(60),
		URL: fmt.Sprintf("https://%s.test/p/%d?name=tarn&state=TX", broker, i), Observation: "seen on 2026-12-30", Probability: 0.5 + 0.499*float64(i%7)/6, Reach: []report.Reach{report.Free, report.Indexed, report.Paid, report.ReachUnknown}[i%4],
		Facts: []report.Fact{
			{Kind: report.NameFact, Text: name}, {Kind: report.AgeFact, Text: "age 42", Current: report.CurrentFact},
			{Kind: report.CityFact, Text: "Austin, TX", Current: []report.Currency{report.CurrentFact, report.OldFact, report.CurrencyUnknown}[i%3]},
			{Kind: report.StreetFact, Text: "an address in Ohio you did not list"}, {Kind: report.RelativesFact, Count: 1 + i%4},
		},
	}
	e.Shows = []string{name, "age 42", "Austin, TX", "an address in Ohio you did not list", "relatives: 2"}
	for j := range 3 {
		effect, weight := scan.For, 4.5
		if j == 2 {
			effect, weight = scan.Against, -0.5
		}
		e.Reasons = append(e.Reasons, scan.Reason{Field: "name", Effect: effect, Weight: weight, Text: said.reasons[(i+5*j)%len(said.reasons)]})
	}
	if i%3 == 0 {
		e.Facts = append(e.Facts, report.Fact{Kind: report.PhoneFact, Text: "+1 512 555 0142", Current: report.CurrentFact}, report.Fact{Kind: report.EmailFact, Text: "an e-mail address you did not list"})
	}
	points := 3 + float64(i*37%50)
	e.Points = &report.Points{Overall: points, Views: report.Views{report.Stalking: points, report.Fraud: points / 2, report.Spam: points / 3}}
	decorate(r, &e, i)
	r.Findings = append(r.Findings, e)
	r.TimeLine = append(r.TimeLine, report.Moment{On: e.FirstSeen, Is: report.FirstSeen, Broker: e.Broker, Finding: e.ID, Text: "first seen"})
	for k := range 1 + i%2 {
		r.Evidence = append(r.Evidence, report.Proof{
			Finding: e.ID, Broker: e.Broker, At: day(60 - k).Time().Add(9 * time.Hour).Format(time.RFC3339), Outcome: scan.Found, Hash: fmt.Sprintf("%064x", 7919*(i+1)), Kept: k == 0, Definition: "2026-11-02", Matcher: "4", Screenshot: i%4 == 0,
		})
	}
}

// decorate makes some records gone, claimed, relisted, dangerous or doubtful.
func decorate(r *report.Report, e *report.Exposure, i int) {
	asked := func(claim string, contradicts bool) {
		e.Request, e.Claim, e.Contradicts = "s1."+e.Broker+".suppress", claim, contradicts
		m := report.Matter{Request: e.Request, Broker: e.Broker, Ask: "suppress", State: report.Sent, Sent: day(22), Claim: claim, Observation: e.Observation, Contradicts: contradicts,
			Clocks: []report.Clock{{Request: e.Request, Broker: e.Broker, Subject: "s1", Ask: "suppress", Kind: report.RespondClock, From: day(22), Due: day(67), State: report.Due}, {Request: e.Request, Broker: e.Broker, Subject: "s1", Ask: "suppress", Kind: report.LookClock, From: day(51), Due: day(58), State: report.Overdue}}}
		if claim != "" {
			m.State = report.Fulfilled
			r.TimeLine = append(r.TimeLine, report.Moment{On: day(30), Is: report.Claimed, Broker: e.Broker, Finding: e.ID, Request: e.Request, Text: "the site says: removed"})
		}
		r.Matters = append(r.Matters, m)
		r.TimeLine = append(r.TimeLine, report.Moment{On: day(22), Is: report.Asked, Broker: e.Broker, Finding: e.ID, Request: e.Request, Text: "asked to remove it"})
	}
	switch i % 12 {
	case 1:
		e.State, e.LastSeen, e.Observation, e.Points = "gone", day(33), "gone: two looks, on 2026-12-06 and 2026-12-10, did not see it", nil
		asked("removed on 2026-11-30", false)
		r.TimeLine = append(r.TimeLine, report.Moment{On: day(36), Is: report.Unseen, Broker: e.Broker, Finding: e.ID, Text: "not seen"}, report.Moment{On: day(40), Is: report.GoneNow, Broker: e.Broker, Finding: e.ID, Text: "gone"})
	case 2:
		e.State, e.Observation = "relisted", "back again: seen on 2026-12-30"
		asked("removed on 2026-11-30", false)
		r.TimeLine = append(r.TimeLine, report.Moment{On: day(40), Is: report.GoneNow, Broker: e.Broker, Finding: e.ID, Text: "gone"}, report.Moment{On: day(55), Is: report.BackAgain, Broker: e.Broker, Finding: e.ID, Text: "back again"})
		r.Changes = append(r.Changes, report.Moment{On: day(55), Is: report.BackAgain, Broker: e.Broker, Finding: e.ID, Text: "back again"})
	case 3:
		e.Verdict = scan.Possible
	case 4:
		asked("removed on 2026-11-30", true)
	case 5:
		asked("", false)
	case 6:
		e.Verdict, e.LookAlike, e.Points = scan.Possible, true, nil
	case 7:
		e.State, e.Observation = "unseen", "not seen on 2026-12-29; a second look after 2027-01-01 decides"
	case 8:
		e.Alarms = []string{"safe address 1"}
		e.Facts = append(e.Facts, report.Fact{Kind: report.StreetFact, Text: "safe address 1", Safe: true})
	case 9:
		e.Unconfirmed = true
		r.Unconfirmed = append(r.Unconfirmed, e.Broker)
	}
}

// finish fills in what is said of the report as a whole.
func finish(r *report.Report, sites int) {
	for i := range 12 {
		r.Unseen = append(r.Unseen, fmt.Sprintf("adtech-%d", i))
	}
	r.UnseenWhy = map[string]int{"no way to look is known": 10, "the definition is retired": 2}
	slices.SortStableFunc(r.TimeLine, func(a, b report.Moment) int { return a.On.DaysSince(b.On) })
	r.Totals = report.Totals{Asked: sites, Answered: sites - len(r.Unchecked), Unchecked: len(r.Unchecked), Unseen: len(r.Unseen)}
	r.Journal = []report.Head{{Chain: "", Count: 14, Link: "9f2c1a"}, {Chain: "s1", Count: 1, Link: "77ab03"}}
	if len(r.Findings) == 0 {
		return
	}
	r.Risk = &report.Risk{Overall: 71.4, Views: report.Views{report.Stalking: 71.4, report.Fraud: 44, report.Spam: 30.2}}
	for i := range min(3, len(r.Findings)) {
		r.Risk.Top = append(r.Risk.Top, r.Findings[i].ID)
	}
	for i, v := range []float64{83, 84.5, 80, 80, 66, 69.5, 71.4} {
		d := report.RiskDay{On: day(1 + 9*i), Overall: v, Views: report.Views{report.Stalking: v}}
		if i == 4 {
			d.Step = "a new catalogue"
		}
		r.Risk.Line = append(r.Risk.Line, d)
	}
	r.Next = []report.Next{
		{Do: "review the records that may be yours with `whohasme review`", Minutes: 4, Effect: 6},
		{Do: "send the letter", Request: "s1.site-00.suppress", Broker: "site-00", Clears: []string{"site-00", "site-04", "site-06", "site-08", "site-10", "site-12", "site-14", "site-16"}, Minutes: 1, Effect: 12.4, Why: "one letter clears the whole family"},
		{Do: "look again", Broker: "site-07", Minutes: 0},
	}
	r.Stays = []report.Stay{
		{What: "property records", Why: "the county keeps them open by law", Helps: "an address confidentiality programme of your state"},
		{What: "search engines", Why: "they list pages, not records", Helps: "their form for results about you"},
	}
}
