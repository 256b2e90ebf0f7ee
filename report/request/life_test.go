package request_test

import (
	"slices"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/request"
)

var drafted = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

func draft(ask brokers.Ask, by brokers.Channel, ground ...string) request.Draft {
	r := report.Request{ID: "me.a." + string(ask), Subject: "me", Broker: "a", Ask: ask, Ground: ground, Route: brokers.OptOut{Ask: ask, By: by}}
	return request.Draft{Request: r, At: drafted}
}

// steps reads "open 2026-11-20" and the like.
func steps(id string, list ...string) []report.Step {
	var all []report.Step
	for i := 0; i < len(list); i += 2 {
		s := report.Step{Request: id, State: report.RequestState(list[i])}
		if list[i+1] != "" {
			s.On = day(list[i+1])
		}
		all = append(all, s)
	}
	return all
}

func TestAdvance(t *testing.T) {
	for name, c := range map[string]struct {
		steps []string // state, day; only the last may fail
		ok    bool
	}{
		"sent":                          {[]string{"open", "2026-11-20"}, true},
		"sent before it was drafted":    {[]string{"open", "2026-11-02"}, true},
		"sent twice":                    {[]string{"open", "2026-11-20", "open", "2026-11-21"}, false},
		"sent without a day":            {[]string{"open", ""}, false},
		"answered before sent":          {[]string{"in_progress", "2026-11-20"}, false},
		"fulfilled before sent":         {[]string{"fulfilled", "2026-11-20"}, false},
		"answered the day it was sent":  {[]string{"open", "2026-11-20", "in_progress", "2026-11-20"}, true},
		"answered the day before":       {[]string{"open", "2026-11-20", "in_progress", "2026-11-19"}, false},
		"answered twice":                {[]string{"open", "2026-11-20", "in_progress", "2026-11-22", "in_progress", "2026-11-23"}, true},
		"an answer before the last one": {[]string{"open", "2026-11-20", "in_progress", "2026-11-23", "fulfilled", "2026-11-22"}, false},
		"refused, then done":            {[]string{"open", "2026-11-20", "denied", "2026-11-23", "fulfilled", "2026-11-30"}, true},
		"done, then answered":           {[]string{"open", "2026-11-20", "fulfilled", "2026-11-23", "in_progress", "2026-11-30"}, false},
		"closed unsent":                 {[]string{"revoked", "2026-11-20"}, true},
		"sent after closing":            {[]string{"revoked", "2026-11-20", "open", "2026-11-21"}, false},
		"anew after the end":            {[]string{"open", "2026-11-20", "fulfilled", "2026-11-23", "drafted", "", "open", "2027-03-01"}, true},
		"anew while under way":          {[]string{"open", "2026-11-20", "drafted", ""}, false},
		"no such state":                 {[]string{"lost", "2026-11-20"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			d := draft(brokers.Suppress, brokers.ByForm)
			all := steps(d.ID, c.steps...)
			k := request.Cases([]request.Draft{d}, all[:len(all)-1], book(t))[0]
			last := all[len(all)-1]
			next, err := request.Advance(k, last, book(t))
			if (err == nil) != c.ok {
				t.Fatalf("from %s: %v", k.State, err)
			}
			want := k.State // a refused step changes nothing
			if c.ok {
				want = last.State
			}
			if next.State != want {
				t.Errorf("from %s to %s, want %s", k.State, next.State, want)
			}
			folded := request.Cases([]request.Draft{d}, all, book(t))[0]
			if folded.State != next.State || folded.Sent != next.Sent || folded.Answered != next.Answered {
				t.Errorf("the fold says %s sent %s, the step %s sent %s", folded.State, folded.Sent, next.State, next.Sent)
			}
		})
	}
}

func TestAdvanceKeepsReasonsToAWord(t *testing.T) {
	d := draft(brokers.Suppress, brokers.ByForm)
	k := request.Cases([]request.Draft{d}, steps(d.ID, "open", "2026-11-20"), book(t))[0]
	s := report.Step{Request: d.ID, State: report.Refused, On: day("2026-11-25"), Reason: "no_match"}
	if next, err := request.Advance(k, s, book(t)); err != nil || next.Reason != "no_match" || next.Claim() != "refused" {
		t.Errorf("got %q, %v", next.Reason, err)
	}
	s.Reason = "no such person in Dayton"
	if _, err := request.Advance(k, s, book(t)); err == nil {
		t.Error("a sentence is taken as a reason")
	}
	s.Request, s.Reason = "me.b.suppress", ""
	if _, err := request.Advance(k, s, book(t)); err == nil {
		t.Error("another request's step is taken")
	}
}

func TestASecondDraftReplacesTheFirst(t *testing.T) {
	first, second, other := draft(brokers.Suppress, brokers.ByForm), draft(brokers.Suppress, brokers.ByEmail), draft(brokers.OptOutOfSale, brokers.ByEmail)
	cases := request.Cases([]request.Draft{first, other, second}, steps("nobody", "open", "2026-11-20"), book(t))
	if len(cases) != 2 || cases[0].Route.By != brokers.ByEmail || cases[0].State != report.Drafted || cases[1].ID != other.ID {
		t.Errorf("got %+v", cases)
	}
}

func TestClocks(t *testing.T) {
	act := "ca-ccpa"
	for name, c := range map[string]struct {
		draft request.Draft
		steps []string
		today string
		want  []string // clock from due state
	}{
		"drafted":                     {draft(brokers.OptOutOfSale, brokers.ByEmail, act), nil, "2026-11-20", nil},
		"an opt-out by e-mail":        {draft(brokers.OptOutOfSale, brokers.ByEmail, act), []string{"open", "2026-11-20"}, "2026-11-20", []string{"opt-out 2026-11-20 2026-12-15 due", "look-again 2026-11-20 2026-11-23 due"}},
		"an opt-out by post":          {draft(brokers.OptOutOfSale, brokers.ByPost, act), []string{"open", "2026-11-20"}, "2026-11-20", []string{"opt-out 2026-12-01 2026-12-22 due", "look-again 2026-11-20 2026-11-23 due"}},
		"on the last day":             {draft(brokers.OptOutOfSale, brokers.ByEmail, act), []string{"open", "2026-11-20"}, "2026-12-15", []string{"opt-out 2026-11-20 2026-12-15 due", "look-again 2026-11-20 2026-11-23 overdue"}},
		"three business days after":   {draft(brokers.OptOutOfSale, brokers.ByEmail, act), []string{"open", "2026-11-20"}, "2026-12-18", []string{"opt-out 2026-11-20 2026-12-15 grace", "look-again 2026-11-20 2026-11-23 overdue"}},
		"four":                        {draft(brokers.OptOutOfSale, brokers.ByEmail, act), []string{"open", "2026-11-20"}, "2026-12-19", []string{"opt-out 2026-11-20 2026-12-15 overdue", "look-again 2026-11-20 2026-11-23 overdue"}},
		"on the site's own policy":    {draft(brokers.Suppress, brokers.ByForm), []string{"open", "2026-11-20"}, "2026-11-21", []string{"look-again 2026-11-20 2026-11-23 due"}},
		"answered, it runs on":        {draft(brokers.OptOutOfSale, brokers.ByEmail, act), []string{"open", "2026-11-20", "in_progress", "2026-11-24"}, "2026-11-24", []string{"opt-out 2026-11-20 2026-12-15 due", "look-again 2026-11-20 2026-11-23 grace"}},
		"a claim is looked after":     {draft(brokers.OptOutOfSale, brokers.ByEmail, act), []string{"open", "2026-11-20", "fulfilled", "2026-12-01"}, "2026-12-02", []string{"look-again 2026-12-01 2026-12-04 due"}},
		"refused":                     {draft(brokers.OptOutOfSale, brokers.ByEmail, act), []string{"open", "2026-11-20", "denied", "2026-12-01"}, "2026-11-20", []string{"look-again 2026-11-20 2026-11-23 due"}},
		"closed":                      {draft(brokers.OptOutOfSale, brokers.ByEmail, act), []string{"open", "2026-11-20", "revoked", "2026-12-01"}, "2026-11-20", nil},
		"a deletion has two":          {draft(brokers.Delete, brokers.ByEmail, act), []string{"open", "2026-11-20"}, "2026-11-20", []string{"ack 2026-11-20 2026-12-08 due", "respond 2026-11-20 2027-01-04 due", "look-again 2026-11-20 2026-11-23 due"}},
		"an answer also acknowledges": {draft(brokers.Delete, brokers.ByEmail, act), []string{"open", "2026-11-20", "in_progress", "2026-11-21"}, "2026-11-21", []string{"respond 2026-11-20 2027-01-04 due", "look-again 2026-11-20 2026-11-23 due"}},
	} {
		t.Run(name, func(t *testing.T) {
			k := request.Cases([]request.Draft{c.draft}, steps(c.draft.ID, c.steps...), book(t))[0]
			clocks, err := request.Clocks(k, nil, book(t), day(c.today))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, x := range clocks {
				got = append(got, string(x.Kind)+" "+x.From.String()+" "+x.Due.String()+" "+string(x.State))
				if x.Request != c.draft.ID || x.Subject != "me" || x.Broker != "a" || x.Ask != c.draft.Ask {
					t.Errorf("a clock of %+v", x)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestClocksOfAnUnknownActOrYear(t *testing.T) {
	d := draft(brokers.OptOutOfSale, brokers.ByEmail, "no-act")
	k := report.Case{Request: d.Request, State: report.Sent, Sent: day("2026-11-20"), Received: day("2026-11-20")}
	if _, err := request.Clocks(k, nil, book(t), day("2026-11-20")); err == nil {
		t.Error("an unknown act has clocks")
	}
	k.Ground = []string{"ca-ccpa"}
	k.Sent, k.Received = day("2032-12-20"), day("2032-12-20")
	if _, err := request.Clocks(k, nil, book(t), day("2032-12-20")); err == nil {
		t.Error("counted into a year without holidays")
	}
}
