package casebook

import (
	"fmt"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/drop"
	"github.com/whohasme/whohasme/scan"
)

// timeLine lists what happened to a subject's records, the oldest first.
func (v *view) timeLine(platform *Drop) []report.Moment {
	list := slices.Concat(v.lookMoments(), v.findingMoments(), v.requestMoments(), v.reviewMoments())
	if platform != nil {
		list = append(list, report.Moment{On: platform.Filing.On, Is: report.Asked, Request: drop.RequestID(v.Subject.ID), Text: "filed one request with California's platform for all registered brokers, DROP"})
	}
	slices.SortStableFunc(list, func(a, b report.Moment) int { return a.On.Time().Compare(b.On.Time()) })
	return list
}

// since returns the day of looks before the last one, and what came after it.
// Before there are two there is nothing to compare.
func (v *view) since(all []report.Moment) (brokers.Date, []report.Moment) {
	days := v.days()
	if len(days) < 2 {
		return brokers.Date{}, nil
	}
	day := days[len(days)-2]
	i := slices.IndexFunc(all, func(m report.Moment) bool { return m.On.After(day) })
	if i < 0 {
		return day, nil
	}
	return day, all[i:]
}

// lookMoments tell of the brokers themselves: those looked at for the first
// time, by day, and those that answered before and could not be checked.
func (v *view) lookMoments() (list []report.Moment) {
	answered := map[string]bool{} // at its last look; a broker that is not in it was never asked
	firsts := map[brokers.Date]int{}
	for _, x := range v.Visits {
		on := brokers.DateOf(x.At)
		before, asked := answered[x.Broker]
		if !asked {
			firsts[on]++
		}
		if before && !x.Outcome.Answered() {
			list = append(list, report.Moment{On: on, Is: report.LostSight, Broker: x.Broker,
				Text: fmt.Sprintf("%s could not be checked (%s); what it showed before still counts", x.Broker, x.Outcome)})
		}
		answered[x.Broker] = x.Outcome.Answered()
	}
	for on, n := range firsts {
		list = append(list, report.Moment{On: on, Is: report.FirstAsked, Count: n, Text: was(n) + " looked at for the first time"})
	}
	slices.SortStableFunc(list, func(a, b report.Moment) int {
		if a.On == b.On {
			return b.Count - a.Count
		}
		return a.On.Time().Compare(b.On.Time())
	})
	return list
}

func (v *view) findingMoments() (list []report.Moment) {
	var day0 brokers.Date
	if len(v.Visits) > 0 {
		day0 = brokers.DateOf(v.Visits[0].At)
	}
	for _, f := range v.Findings {
		if f.Verdict == scan.Other {
			continue
		}
		m := report.Moment{Broker: f.Broker, Finding: f.ID}
		for i, k := range f.History {
			m.On, m.Cause = brokers.DateOf(k.At), ""
			switch {
			case i == 0:
				m.Is, m.Cause = report.FirstSeen, v.cause(f)
				if m.Text = "first seen at " + f.Broker; m.On != day0 {
					m.Text += causes[m.Cause] // on the first day every site is new
				}
			case k.State == scan.Unseen:
				m.Is, m.Text = report.Unseen, "not seen at "+f.Broker+"; a second look decides"
			case k.State == scan.Gone:
				m.Is, m.Text = report.GoneNow, "gone from "+f.Broker+": two looks did not see it"
			case k.State == scan.Relisted:
				m.Is, m.Text = report.BackAgain, "back again at "+f.Broker
			default:
				continue // seen again after one look that did not see it
			}
			list = append(list, m)
		}
	}
	return list
}

// causes say why a record is seen only now.
var causes = map[string]string{
	report.NewSite:       ": this broker had not been looked at before",
	report.NewListing:    ": an earlier look there did not show it",
	report.SightRegained: ": this broker could not be checked before",
	report.NewDefinition: ": the broker's pages are read in another way than before, so it may have been there all the time",
	report.NewMatcher:    ": records are judged by other rules than before, so it may have been there all the time",
}

// cause says why a finding was first seen when it was.
func (v *view) cause(f scan.Finding) string {
	at := v.sights[f.ID].first
	now := v.Visits[at]
	for i := at - 1; i >= 0; i-- {
		x := v.Visits[i]
		if x.Broker != f.Broker {
			continue
		}
		switch {
		case !x.Outcome.Answered():
			return report.SightRegained
		case x.Versions.Definition != now.Versions.Definition:
			return report.NewDefinition
		case x.Versions.Matcher != now.Versions.Matcher:
			return report.NewMatcher
		}
		return report.NewListing
	}
	return report.NewSite
}

func (v *view) requestMoments() (list []report.Moment) {
	for _, k := range v.Cases {
		for _, s := range k.History {
			if s.State == report.Sent {
				list = append(list, report.Moment{On: s.On, Is: report.Asked, Broker: k.Broker, Request: k.ID, Text: asked(k)})
			}
		}
		for _, said := range k.Claims() {
			list = append(list, report.Moment{On: said.On, Is: report.Claimed, Broker: k.Broker, Request: k.ID, Text: k.Broker + " says: " + said.Is})
		}
	}
	return list
}

// asked says what kind of letter went.
func asked(k report.Case) string {
	switch k.Kind {
	case report.First:
		return "asked " + k.Broker + " to " + askWords[k.Ask]
	case report.FollowUp:
		return "reminded " + k.Broker
	case report.Complaint:
		return "complained about " + k.Broker
	}
	return fmt.Sprintf("wrote to %s (%s)", k.Broker, k.Kind)
}

var askWords = map[brokers.Ask]string{
	brokers.Suppress: "take the record down", brokers.OptOutOfSale: "stop selling the data", brokers.Delete: "delete the data",
	brokers.Know: "say what it holds", brokers.Correct: "correct the data", brokers.Object: "stop using the data and erase them",
}

func (v *view) reviewMoments() (list []report.Moment) {
	broker := map[string]string{}
	for _, f := range v.Findings {
		broker[f.ID] = f.Broker
	}
	for _, r := range v.reviews {
		b, known := broker[r.Finding]
		if !known {
			continue
		}
		text := "you said that the record at " + b + " is yours"
		if r.Verdict == scan.Other {
			text = "you said that the record at " + b + " is somebody else's"
		}
		list = append(list, report.Moment{On: v.on(r.At), Is: report.Reviewed, Broker: b, Finding: r.Finding, Text: text})
	}
	return list
}
