package casebook

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/risk"
	"github.com/whohasme/whohasme/scan"
)

// exposures returns every finding that is or may be the subject's, seen as
// risk: first those that show a safe fact, then by broker.
func (v *view) exposures() []report.Exposure {
	list := []report.Exposure{}
	for _, f := range v.Findings {
		if f.Verdict != scan.Other {
			list = append(list, v.exposure(f))
		}
	}
	alarm := func(e report.Exposure) int {
		if len(e.Alarms) > 0 && risk.Open(e) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(list, func(a, b report.Exposure) int {
		if d := alarm(a) - alarm(b); d != 0 {
			return d
		}
		return strings.Compare(a.Broker, b.Broker)
	})
	return list
}

// exposure shows one finding, masked, with claim beside observation.
func (v *view) exposure(f scan.Finding) report.Exposure {
	masked, alarms := report.Mask(v.Subject, f.Record.Record)
	e := report.Exposure{
		ID: f.ID, Broker: f.Broker, State: string(f.State), Verdict: f.Verdict, URL: masked.URL,
		FirstSeen: brokers.DateOf(f.First), LastSeen: brokers.DateOf(f.Last),
		Observation: observation(f, v.last[f.Broker]), Shows: shows(masked), Alarms: alarms, Reasons: f.Record.Reasons,
		LookAlike: v.alike[f.Broker], Reviewed: f.Reviewed,
	}
	if !f.Reviewed && f.Record.Change != "" {
		e.Change = f.Record.Change + " change that"
	}
	v.weigh(&e, f, masked)
	own := false // the request at the finding's own broker goes first
	for _, k := range v.casesOf(f) {
		if e.Request == "" || k.Broker == f.Broker && (!own || len(k.Claims()) > 0) {
			e.Request, own = k.ID, k.Broker == f.Broker
		}
		claimed(&e, k, f)
	}
	return e
}

// weigh adds what the risk of an exposure is made of.
func (v *view) weigh(e *report.Exposure, f scan.Finding, masked scan.Record) {
	e.Facts = v.own.facts(f.Record.Record, masked, e.Alarms, e.LastSeen)
	e.Reach = reachOf(v.book.broker(f.Broker), v.way(f.ID))
	if e.Probability = risk.Certainty(f.Verdict, f.Record.Score, f.Reviewed, e.LookAlike); !f.Reviewed {
		e.Probability = min(thousandth(e.Probability), 0.999)
	}
	e.Points = risk.Weigh(*e, v.high())
}

// high reports whether the subject's records weigh as those of somebody who
// may be looked for: by their own word, or because they keep facts safe.
func (v *view) high() bool { return v.Subject.Risk == scan.HighRisk || v.Subject.Safe.Any() }

// thousandth rounds a probability. What nobody has said is never certain.
func thousandth(p float64) float64 { return math.Round(p*1000) / 1000 }

// claimed notes what a broker says it did about a finding. A claim that our
// looks contradict is not hidden by a later one, nor by a request that was
// drafted anew since; a broker of the same family speaks for itself alone.
func claimed(e *report.Exposure, k report.Case, f scan.Finding) {
	for _, said := range k.Claims() {
		claim := fmt.Sprintf("%s on %s", said.Is, said.On)
		if k.Broker != f.Broker {
			if e.Claim == "" {
				e.Claim = claim + ", says " + k.Broker
			}
			continue
		}
		contradicted := said.Removed() && stillThere(f, said.On)
		if contradicted || !e.Contradicts {
			e.Claim, e.Contradicts = claim, contradicted
		}
	}
}

// stillThere reports whether a finding was seen after a day without having
// been gone in between: what came back was away as claimed.
func stillThere(f scan.Finding, since brokers.Date) bool {
	cameBack := slices.ContainsFunc(f.History, func(c scan.Change) bool {
		return c.State == scan.Relisted && brokers.DateOf(c.At).After(since)
	})
	return f.Open() && !cameBack && brokers.DateOf(f.Last).After(since)
}

// observation says in a sentence what our own looks saw of a finding.
func observation(f scan.Finding, last scan.Visit) string {
	var s string
	switch f.State {
	case scan.Gone:
		s = fmt.Sprintf("gone: two looks, on %s and %s, did not see it", brokers.DateOf(f.Unseen), brokers.DateOf(f.Gone))
	case scan.Unseen:
		s = fmt.Sprintf("not seen on %s; a second look after %s decides", brokers.DateOf(f.Unseen), brokers.DateOf(f.Unseen.Add(scan.GoneAfter)))
	case scan.Relisted:
		s = fmt.Sprintf("back again: seen on %s", brokers.DateOf(f.Last))
	default:
		s = fmt.Sprintf("seen on %s", brokers.DateOf(f.Last))
	}
	if !last.Outcome.Answered() {
		s += fmt.Sprintf("; could not be checked on %s", brokers.DateOf(last.At))
	}
	return s
}

// shows lists what a masked record shows, one fact a line; relatives as a
// count.
func shows(r scan.Record) []string {
	list := []string{r.Name}
	for _, a := range r.Aliases {
		list = append(list, "also as "+a)
	}
	if !r.Age.IsZero() {
		list = append(list, "age "+r.Age.String())
	}
	if !r.Born.IsZero() {
		list = append(list, "born "+r.Born.String())
	}
	for _, a := range r.Addresses {
		list = append(list, a.String())
	}
	list = append(list, r.Phones...)
	list = append(list, r.Emails...)
	if n := len(r.Relatives); n > 0 {
		list = append(list, fmt.Sprintf("relatives: %d", n))
	}
	return slices.DeleteFunc(list, func(s string) bool { return strings.TrimSpace(s) == "" })
}
