package statute

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
)

// readAct reads and checks the file of one act.
func readAct(file string, data []byte, calendars shelf[Calendar]) (*Act, brokers.Faults) {
	a := &Act{calendars: calendars}
	d := brokers.Decode(file, data, a)
	require(d, "id", a.ID == stem(file), "want the file's name")
	require(d, "name", a.Name != "", "missing")
	require(d, "citation", a.Citation != "", "missing")
	require(d, "kind", slices.Contains(Kinds, a.Kind), "no such kind")
	require(d, "jurisdiction.country", a.Jurisdiction.Country != "", "missing")
	require(d, "where", a.Place() != "", "want the place in words")
	require(d, "calendar", calendars[a.Calendar] != nil, "no such calendar")
	checkForce(d, a)
	checkScope(d, a)
	checkClocks(d, a)
	checkSources(d, a)
	for i, r := range a.Asks {
		checkRight(d, fmt.Sprintf("asks[%d]", i), r)
		again := slices.IndexFunc(a.Asks[:i], func(o Right) bool { return o.Ask == r.Ask && overlap(o.Force, r.Force) })
		require(d, fmt.Sprintf("asks[%d].ask", i), again < 0, "stands twice")
	}
	a.complete()
	return a, faultsOf(d)
}

func checkForce(d *brokers.Document, a *Act) {
	require(d, "force.from", !a.Force.From.IsZero() || a.Confidence == Low, "missing, and only an act of low confidence may lack it")
	checkSpan(d, "force", a.Force)
	for i, c := range a.Changes {
		at := fmt.Sprintf("changes[%d]", i)
		require(d, at+".what", c.What != "", "missing")
		require(d, at+".on", i == 0 || c.On.IsZero() || !c.On.Before(a.Changes[i-1].On), "want them in order, the open ones last")
	}
}

func checkSpan(d *brokers.Document, at string, s Span) {
	require(d, at+".until", s.Until.IsZero() || !s.Until.Before(s.From), "before the first day")
}

// overlap reports whether two spans share a day.
func overlap(a, b Span) bool {
	return (a.Until.IsZero() || !a.Until.Before(b.From)) && (b.Until.IsZero() || !b.Until.Before(a.From))
}

func checkScope(d *brokers.Document, a *Act) {
	require(d, "protects.who", a.Whom.Who != "", "missing")
	require(d, "reach.who", a.Reach.Who != "", "missing")
	words(d, "protects.roles", a.Whom.Roles, Roles, "no such role")
	words(d, "reach.not", a.Reach.Not, Traits, "no such trait")
	words(d, "reach.categories", a.Reach.Categories, brokers.Categories, "no such category")
	words(d, "exempt", a.Exempt, Exemptions, "no such exemption")
	words(d, "agent.asks", a.Agent.Asks, brokers.Asks, "no such ask")
	require(d, "sale", slices.Contains([]string{"", "money", "value"}, a.Sale), "want money or value")
	require(d, "cure_days", a.Cure >= 0 && a.Cure <= maxDays, "want a number of days")
	require(d, "free_a_year", a.Free >= 0 && a.Free <= 12, "want a number of requests")
	for i, c := range a.Reach.Certain {
		at := fmt.Sprintf("reach.certain[%d]", i)
		require(d, at, c.Registered != "" || c.Established || c.Anyone || c.Trait != "", "want a case")
		require(d, at+".trait", c.Trait == "" || slices.Contains(Traits, c.Trait), "no such trait")
		_, state := brokers.StateName(c.Registered)
		require(d, at+".registered", c.Registered == "" || c.Registered == AnyState || state, "no such state")
		checkSpan(d, at+".force", c.Force)
	}
}

// words checks that all words of a list are known ones.
func words[W ~string](d *brokers.Document, at string, list, known []W, text string) {
	for i, w := range list {
		require(d, fmt.Sprintf("%s[%d]", at, i), slices.Contains(known, w), text)
	}
}

func checkClocks(d *brokers.Document, a *Act) {
	if a.Answer != nil {
		checkPeriod(d, "answer", *a.Answer)
		require(d, "answer.kind", a.Answer.Kind == "", "is respond, and need not be said")
	}
	if a.Appeal != nil {
		checkPeriod(d, "appeal", *a.Appeal)
		require(d, "appeal.from", a.Appeal.From == Appealed, "want appeal")
	}
	for i, p := range a.Periods {
		checkNamed(d, fmt.Sprintf("periods[%d]", i), p)
	}
	for i, g := range a.Guided {
		at := fmt.Sprintf("guided[%d]", i)
		require(d, at+".right", g.Right != "", "missing")
		require(d, at+".how", g.How != "", "missing")
		for j, p := range g.Clocks {
			checkNamed(d, fmt.Sprintf("%s.clocks[%d]", at, j), p)
		}
	}
}

var kindForm = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

func checkNamed(d *brokers.Document, at string, p Period) {
	checkPeriod(d, at, p)
	require(d, at+".kind", kindForm.MatchString(string(p.Kind)), "want a word in lower case")
}

func checkPeriod(d *brokers.Document, at string, p Period) {
	require(d, at+".n", p.Unit == Promptly && p.N == 0 || p.N > 0 && p.N <= maxDays && p.Unit != Promptly, "want a number of units")
	require(d, at+".extend", p.Extend >= 0 && p.Extend <= maxDays, "want a number of units")
	require(d, at+".unit", slices.Contains(Units, p.Unit), "no such unit")
	require(d, at+".from", slices.Contains(EventWords, p.From), "no such event")
}

func checkRight(d *brokers.Document, at string, r Right) {
	require(d, at+".ask", slices.Contains(brokers.Asks, r.Ask), "no such ask")
	require(d, at+".cites.right", r.Cites.Right != "", "missing")
	require(d, at+".of", r.Of == AllData || slices.Contains(Extents, r.Of), "no such extent")
	words(d, at+".also", r.Also, Besides, "no such right")
	require(d, at+".through", r.Through == "" || r.Through == brokers.ByDROP, "want drop, or nothing")
	checkSpan(d, at+".force", r.Force)
	kinds := []report.ClockKind{report.AckClock, report.RespondClock, report.OptOutClock}
	for i, p := range r.Clocks {
		at := fmt.Sprintf("%s.clocks[%d]", at, i)
		require(d, at+".kind", slices.Contains(kinds, p.Kind), "no such clock")
		checkPeriod(d, at, p)
		require(d, at+".from", slices.Contains([]Event{Receipt, Verification, Filing}, p.From), "want receipt, verification or filing")
	}
}

func checkSources(d *brokers.Document, a *Act) {
	require(d, "sources", len(a.Sources) > 0, "missing")
	for i, s := range a.Sources {
		require(d, fmt.Sprintf("sources[%d].name", i), s.Name != "", "missing")
	}
	require(d, "basis", slices.Contains([]string{"read", "partly-read", "memory"}, a.Basis), "want read, partly-read or memory")
	require(d, "confidence", slices.Contains(confidences, a.Confidence), "want high, medium or low")
	require(d, "checked", !a.Checked.IsZero(), "missing")
	page := a.Regulator.Complaint
	require(d, "regulator.complaint", page == "" || strings.HasPrefix(page, "https://"), "want an https address")
}
