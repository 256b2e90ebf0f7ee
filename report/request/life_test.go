package request_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/request"
	"pgregory.net/rapid"
)

var drafted = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

func draft(ask brokers.Ask, by brokers.Channel, ground ...string) report.Request {
	return report.Request{ID: "me.a." + string(ask), Subject: "me", Broker: "a", Ask: ask, Ground: ground, Route: brokers.OptOut{Ask: ask, By: by}}
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

// journal puts a draft and steps into the order they were noted.
func journal(d report.Request, all []report.Step) []request.Event {
	events := []request.Event{{Draft: &d, At: drafted}}
	for _, s := range all {
		events = append(events, request.Event{Step: &s, At: drafted})
	}
	return events
}

func TestAdvance(t *testing.T) {
	for name, c := range map[string]struct {
		steps []string // state, day; only the last may fail
		ok    bool
	}{
		"sent":                                    {[]string{"open", "2026-11-20"}, true},
		"sent before it was drafted":              {[]string{"open", "2026-11-02"}, true},
		"sent twice":                              {[]string{"open", "2026-11-20", "open", "2026-11-21"}, false},
		"sent without a day":                      {[]string{"open", ""}, false},
		"answered before sent":                    {[]string{"in_progress", "2026-11-20"}, false},
		"fulfilled before sent":                   {[]string{"fulfilled", "2026-11-20"}, false},
		"answered the day it was sent":            {[]string{"open", "2026-11-20", "in_progress", "2026-11-20"}, true},
		"answered the day before":                 {[]string{"open", "2026-11-20", "in_progress", "2026-11-19"}, false},
		"answered twice":                          {[]string{"open", "2026-11-20", "in_progress", "2026-11-22", "in_progress", "2026-11-23"}, true},
		"an answer before the last one":           {[]string{"open", "2026-11-20", "in_progress", "2026-11-23", "fulfilled", "2026-11-22"}, false},
		"refused, then done":                      {[]string{"open", "2026-11-20", "denied", "2026-11-23", "fulfilled", "2026-11-30"}, true},
		"done, then answered":                     {[]string{"open", "2026-11-20", "fulfilled", "2026-11-23", "in_progress", "2026-11-30"}, false},
		"closed unsent":                           {[]string{"revoked", "2026-11-20"}, true},
		"sent after closing":                      {[]string{"revoked", "2026-11-20", "open", "2026-11-21"}, false},
		"anew after the end":                      {[]string{"open", "2026-11-20", "fulfilled", "2026-11-23", "drafted", "", "open", "2027-03-01"}, true},
		"anew while under way":                    {[]string{"open", "2026-11-20", "drafted", ""}, false},
		"taken back, and sent on another day":     {[]string{"open", "2026-11-20", "undone", "", "open", "2026-11-19"}, true},
		"taken back twice":                        {[]string{"open", "2026-11-20", "denied", "2026-11-23", "undone", "", "undone", "", "open", "2026-11-21"}, true},
		"nothing to take back":                    {[]string{"undone", ""}, false},
		"taken back once too often":               {[]string{"open", "2026-11-20", "undone", "", "undone", ""}, false},
		"a new round taken back, answered again":  {[]string{"open", "2026-11-20", "denied", "2026-11-23", "drafted", "", "undone", "", "fulfilled", "2026-11-24"}, true},
		"it takes longer, and no law says it may": {[]string{"open", "2026-11-20", "extended", "2026-11-23"}, false},
		"wants proof, then done":                  {[]string{"open", "2026-11-20", "need_user_verification", "2026-11-23", "fulfilled", "2026-11-30"}, true},
		"suppressed":                              {[]string{"open", "2026-11-20", "suppressed", "2026-11-23"}, true},
		"lapsed, then done":                       {[]string{"open", "2026-11-20", "expired", "2026-11-23", "fulfilled", "2026-11-30"}, true},
		"overdue is no step":                      {[]string{"open", "2026-11-20", "overdue", "2026-12-23"}, false},
		"no such state":                           {[]string{"lost", "2026-11-20"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			d := draft(brokers.Suppress, brokers.ByForm)
			all := steps(d.ID, c.steps...)
			k := request.Cases(journal(d, all[:len(all)-1]), book(t))[0]
			last := all[len(all)-1]
			next, err := request.Next(journal(d, all[:len(all)-1]), last, book(t))
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
			folded := request.Cases(journal(d, all), book(t))[0]
			if folded.State != next.State || folded.Sent != next.Sent || folded.Answered != next.Answered {
				t.Errorf("the fold says %s sent %s, the step %s sent %s", folded.State, folded.Sent, next.State, next.Sent)
			}
		})
	}
}

func TestAdvanceKeepsReasonsToAWord(t *testing.T) {
	d := draft(brokers.Suppress, brokers.ByForm)
	k := journal(d, steps(d.ID, "open", "2026-11-20"))
	s := report.Step{Request: d.ID, State: report.Refused, On: day("2026-11-25"), Reason: "no_match"}
	if next, err := request.Next(k, s, book(t)); err != nil || next.Reason != "no_match" || next.Claim() != "refused" {
		t.Errorf("got %q, %v", next.Reason, err)
	}
	s.Reason = "no such person in Dayton"
	if _, err := request.Next(k, s, book(t)); err == nil {
		t.Error("a sentence is taken as a reason")
	}
	s.Request, s.Reason = "me.b.suppress", ""
	if _, err := request.Next(k, s, book(t)); err == nil {
		t.Error("another request's step is taken")
	}
}

func TestASecondDraftReplacesTheFirst(t *testing.T) {
	first, second, other := draft(brokers.Suppress, brokers.ByForm), draft(brokers.Suppress, brokers.ByEmail), draft(brokers.OptOutOfSale, brokers.ByEmail)
	cases := request.Cases(append([]request.Event{{Draft: &first}, {Draft: &other}, {Draft: &second}}, request.Event{Step: &steps("nobody", "open", "2026-11-20")[0]}), book(t))
	if len(cases) != 2 || cases[0].Route.By != brokers.ByEmail || cases[0].State != report.Drafted || cases[1].ID != other.ID {
		t.Errorf("got %+v", cases)
	}
}

func TestClocks(t *testing.T) {
	act := "ca-ccpa"
	for name, c := range map[string]struct {
		draft report.Request
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
			k := request.Cases(journal(c.draft, steps(c.draft.ID, c.steps...)), book(t))[0]
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
	k := report.Case{Request: d, State: report.Sent, Sent: day("2026-11-20"), Received: day("2026-11-20")}
	if _, err := request.Clocks(k, nil, book(t), day("2026-11-20")); err == nil {
		t.Error("an unknown act has clocks")
	}
	k.Ground = []string{"ca-ccpa"}
	k.Sent, k.Received = day("2032-12-20"), day("2032-12-20")
	if _, err := request.Clocks(k, nil, book(t), day("2032-12-20")); err == nil {
		t.Error("counted into a year without holidays")
	}
}

func TestExtension(t *testing.T) {
	for name, c := range map[string]struct {
		draft report.Request
		on    string
		due   string // of the last clock of the act; "" refused
		words string
	}{
		"announced in time":            {draft(brokers.Delete, brokers.ByEmail, "ca-ccpa"), "2026-12-10", "2027-02-18", ""},
		"on the last day":              {draft(brokers.Delete, brokers.ByEmail, "ca-ccpa"), "2027-01-04", "2027-02-18", ""},
		"a day late":                   {draft(brokers.Delete, brokers.ByEmail, "ca-ccpa"), "2027-01-05", "", "was due on 2027-01-04"},
		"an opt-out takes no longer":   {draft(brokers.OptOutOfSale, brokers.ByEmail, "ca-ccpa"), "2026-11-24", "", "no law that it rests on"},
		"on the site's own policy":     {draft(brokers.Suppress, brokers.ByForm), "2026-11-24", "", "no law that it rests on"},
		"before it was sent":           {draft(brokers.Delete, brokers.ByEmail, "ca-ccpa"), "2026-11-19", "", "before it was sent"},
		"Texas, counted from receipt":  {draft(brokers.OptOutOfSale, brokers.ByEmail, "tx-tdpsa"), "2026-12-01", "2027-02-18", ""},
		"the Union, months from event": {draft(brokers.Object, brokers.ByEmail, "eu-gdpr"), "2026-12-01", "2027-02-22", ""},
	} {
		t.Run(name, func(t *testing.T) {
			events := journal(c.draft, steps(c.draft.ID, "open", "2026-11-20"))
			k, err := request.Next(events, steps(c.draft.ID, "extended", c.on)[0], book(t))
			if c.due == "" {
				if err == nil || !strings.Contains(err.Error(), c.words) {
					t.Fatalf("got %v, want an error with %q", err, c.words)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			clocks, err := request.Clocks(k, nil, book(t), day("2026-12-12"))
			if err != nil {
				t.Fatal(err)
			}
			last := clocks[len(clocks)-2] // the look comes after it
			if last.Due.String() != c.due || k.State != report.Answered {
				t.Errorf("%s due %s, state %s; want due %s", last.Kind, last.Due, k.State, c.due)
			}
		})
	}
}

// A claim of an earlier round stays beside what is claimed later.
func TestClaimsOfEveryRound(t *testing.T) {
	d := draft(brokers.Suppress, brokers.ByForm)
	events := journal(d, steps(d.ID, "open", "2026-11-20", "in_progress", "2026-11-22", "fulfilled", "2026-11-23", "drafted", "2026-12-01"))
	again := d
	again.Findings = []string{"me.a.2"}
	events = append(events, request.Event{Draft: &again})
	k := request.Cases(events, book(t))[0]
	want := []report.Claim{{Is: "removed", On: day("2026-11-23")}}
	if !slices.Equal(k.Claims(), want) || k.Claim() != "" || k.State != report.Drafted || len(k.Findings) != 1 {
		t.Errorf("claims %v, now %q, %s, findings %v", k.Claims(), k.Claim(), k.State, k.Findings)
	}
	back, err := request.Next(events, report.Step{Request: d.ID, State: report.Undone}, book(t))
	if err != nil || back.State != report.Fulfilled || len(back.Findings) != 0 {
		t.Errorf("taken back to %s about %v, %v", back.State, back.Findings, err)
	}
}

func TestReasonsBecomeStates(t *testing.T) {
	d := draft(brokers.Suppress, brokers.ByForm)
	sent := journal(d, steps(d.ID, "open", "2026-11-20"))
	for _, c := range []struct {
		state  report.RequestState
		reason string
		want   report.RequestState
		kept   string
	}{
		{report.Answered, "need_user_verification", report.NeedsProof, ""},
		{report.Fulfilled, "suppressed", report.Suppressed, ""},
		{report.Refused, "expired", report.Expired, ""},
		{report.Refused, "", report.Refused, "other"},
		{report.Refused, "no_match", report.Refused, "no_match"},
		{report.Refused, "nomatch", "", ""},
		{report.Refused, "No_Match", "", ""},
	} {
		k, err := request.Next(sent, report.Step{Request: d.ID, State: c.state, On: day("2026-11-24"), Reason: c.reason}, book(t))
		if c.want == "" {
			if err == nil || !strings.Contains(err.Error(), "claim_not_covered") {
				t.Errorf("%s %q: %v, want an error that names the reasons", c.state, c.reason, err)
			}
			continue
		}
		if err != nil || k.State != c.want || k.Reason != c.kept {
			t.Errorf("%s %q: %s %q, %v", c.state, c.reason, k.State, k.Reason, err)
		}
	}
}

// Whatever is noted and taken back, the last state is that of what stands.
func TestUndoIsTheInverse(t *testing.T) {
	law := book(t)
	words := []report.RequestState{report.Sent, report.Answered, report.NeedsProof, report.Fulfilled, report.Suppressed, report.Refused,
		report.Expired, report.Closed, report.Drafted, report.Extended}
	rapid.Check(t, func(t *rapid.T) {
		d := draft(rapid.SampledFrom([]brokers.Ask{brokers.OptOutOfSale, brokers.Delete}).Draw(t, "ask"), brokers.ByEmail, "va-vcdpa")
		events := journal(d, nil)
		on := day("2026-11-20")
		for range rapid.IntRange(0, 8).Draw(t, "before") {
			on = on.AddDays(rapid.IntRange(0, 9).Draw(t, "days"))
			events = append(events, request.Event{Step: &report.Step{Request: d.ID, State: rapid.SampledFrom(words).Draw(t, "word"), On: on}})
		}
		before := request.Cases(events, law)[0]
		last := report.Step{Request: d.ID, State: rapid.SampledFrom(words).Draw(t, "last"), On: on}
		after, err := request.Next(events, last, law)
		if err != nil {
			if !reflect.DeepEqual(after, before) {
				t.Fatalf("a refused step changed the case: %+v", after)
			}
			return
		}
		events = append(events, request.Event{Step: &last})
		back, err := request.Next(events, report.Step{Request: d.ID, State: report.Undone}, law)
		if err != nil || !reflect.DeepEqual(back, before) {
			t.Fatalf("after %s: %+v, want %+v (%v)", last.State, back, before, err)
		}
	})
}
