package casebook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// News is one thing that changed and that a person is told once. It carries no
// fact about anybody: which broker, which finding or request, which day.
type News struct {
	Key     string       `json:"key"` // what makes it one thing, however often it is looked at
	Is      NewsKind     `json:"is"`
	Subject string       `json:"subject"`
	Broker  string       `json:"broker,omitempty"`
	Finding string       `json:"finding,omitempty"`
	Request string       `json:"request,omitempty"`
	On      brokers.Date `json:"on"`              // when it was seen, or the last day of a period
	Safe    string       `json:"safe,omitempty"`  // the safe fact that is shown, by label
	Maybe   bool         `json:"maybe,omitempty"` // the record may be somebody else's
	Clock   string       `json:"clock,omitempty"` // kind of the period
}

// NewsKind says in a word what changed.
type NewsKind string

// The kinds of news.
const (
	NewListing  NewsKind = "listed"       // a record that no look saw before
	NewsBack    NewsKind = "relisted"     // it was gone and is back
	NewsGone    NewsKind = "gone"         // two looks did not see it
	NewsSafe    NewsKind = "safe-fact"    // a record shows a fact that is kept safe
	NewsBroken  NewsKind = "claim-broken" // said to be removed, and still there
	NewsDue     NewsKind = "due"          // the last day of a request's period has come
	NewsOverdue NewsKind = "overdue"      // and is over, its grace too
	NewsBlind   NewsKind = "unreadable"   // a broker that answered cannot be checked any more
)

// newsWords say what each kind means, after the broker's id.
var newsWords = map[NewsKind]string{
	NewListing: "shows a record of yours that was not seen before", NewsBack: "shows a record again that was gone",
	NewsSafe: "shows a fact that you keep safe",
	NewsGone: "does not show a record any more: two looks did not see it", NewsBroken: "said that a record was removed, and still shows it",
	NewsDue: "has a request whose period ends on this day", NewsOverdue: "has not kept the time for a request",
	NewsBlind: "cannot be checked any more; what it showed before still counts",
}

// Text says what changed in a sentence without the day.
func (n News) Text() string {
	s := n.Broker + " " + newsWords[n.Is]
	if n.Is == NewListing && n.Maybe {
		s = n.Broker + " shows a record that may be yours and was not seen before"
	}
	if n.Safe != "" {
		s += ": " + n.Safe
	}
	switch {
	case n.Finding != "":
		s += " (" + n.Finding + ")"
	case n.Request != "":
		s += " (" + n.Request + ")"
	}
	return s
}

// news lists all that ever was news in a subject's history, the oldest first.
func (c *Casebook) news(h *history, clocks []report.Clock) []News {
	list := slices.Concat(c.findingNews(h), claimNews(h), clockNews(h.Subject.ID, clocks, c.Today()), blindNews(h))
	sortNews(list)
	return slices.CompactFunc(list, func(a, b News) bool { return a.Key == b.Key }) // two requests about one record
}

func sortNews(list []News) {
	slices.SortStableFunc(list, func(a, b News) int {
		return cmp.Or(a.On.Time().Compare(b.On.Time()), strings.Compare(a.Subject, b.Subject), strings.Compare(a.Key, b.Key))
	})
}

func (c *Casebook) findingNews(h *history) (list []News) {
	for _, f := range h.Findings {
		if f.Verdict == scan.Other {
			continue
		}
		var before scan.FindingState
		for _, k := range f.History {
			n := News{Subject: f.Subject, Broker: f.Broker, Finding: f.ID, On: c.day(k.At), Maybe: f.Verdict == scan.Possible}
			switch {
			case before == "":
				n.Is = NewListing
			case k.State == scan.Gone:
				n.Is = NewsGone
			case k.State == scan.Relisted && before == scan.Gone:
				n.Is = NewsBack
			}
			before = k.State
			if n.Is == "" {
				continue
			}
			n.Key = fmt.Sprintf("%s|%s|%d", n.Is, f.ID, k.At.UnixMicro())
			if n.Is == NewListing {
				n.Key = fmt.Sprintf("%s|%s", n.Is, f.ID) // an older page that was saved later does not make it new again
			}
			list = append(list, n)
		}
		list = append(list, c.safeNews(h.Subject, f)...)
	}
	return list
}

// safeNews is that a record shows a safe fact.
func (c *Casebook) safeNews(s *scan.Subject, f scan.Finding) (list []News) {
	if !s.Safe.Any() {
		return nil
	}
	_, alarms := report.Mask(s, f.Record.Record)
	for _, a := range alarms {
		list = append(list, News{Is: NewsSafe, Subject: f.Subject, Broker: f.Broker, Finding: f.ID, On: c.day(f.Last), Safe: a,
			Key: fmt.Sprintf("%s|%s|%s", NewsSafe, f.ID, a)})
	}
	return list
}

// claimNews is that a broker's word was not kept.
func claimNews(h *history) (list []News) {
	for _, k := range h.Cases {
		for _, said := range k.Claims() {
			if !said.Removed() {
				continue
			}
			for _, f := range h.at(k.Broker) {
				about := slices.Contains(k.Findings, f.ID) || slices.Contains(k.Clears, f.Broker)
				if f.Verdict == scan.Other || !about || !stillThere(f, said.On) {
					continue
				}
				list = append(list, News{Is: NewsBroken, Subject: f.Subject, Broker: f.Broker, Finding: f.ID, Request: k.ID, On: brokers.DateOf(f.Last),
					Key: fmt.Sprintf("%s|%s|%s", NewsBroken, f.ID, said.On)})
			}
		}
	}
	return list
}

// clockNews is that the last day of a broker's period has come, or is over. Our
// own looks are made without a word.
func clockNews(subject string, clocks []report.Clock, today brokers.Date) (list []News) {
	for _, k := range clocks {
		if k.Kind == report.LookClock {
			continue
		}
		n := News{Subject: subject, Broker: k.Broker, Request: k.Request, On: k.Due, Clock: string(k.Kind)}
		switch {
		case k.State == report.Overdue:
			n.Is = NewsOverdue
		case !today.Before(k.Due):
			n.Is = NewsDue
		default:
			continue
		}
		n.Key = fmt.Sprintf("%s|%s|%s|%s", n.Is, k.Request, k.Kind, k.Due)
		list = append(list, n)
	}
	return list
}

// blindLooks is how many looks in a row must come to nothing before a broker
// that answered is said not to be readable any more: one may be a bad evening.
const blindLooks = 2

// blindNews is that a broker that answered does so no more.
func blindNews(h *history) (list []News) {
	type standing struct {
		answered bool
		since    brokers.Date // of the last answer
		failures int
	}
	at := map[string]*standing{}
	for _, v := range h.Visits {
		if !v.Again.IsZero() || v.Said {
			continue
		}
		s := at[v.Broker]
		if s == nil {
			s = &standing{}
			at[v.Broker] = s
		}
		if v.Outcome.Answered() {
			*s = standing{answered: true, since: brokers.DateOf(v.At)}
			continue
		}
		if s.failures++; s.answered && s.failures == blindLooks {
			list = append(list, News{Is: NewsBlind, Subject: v.Subject, Broker: v.Broker, On: brokers.DateOf(v.At),
				Key: fmt.Sprintf("%s|%s|%s", NewsBlind, v.Broker, s.since)})
		}
	}
	return list
}
