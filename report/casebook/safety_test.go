package casebook_test

import (
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
)

const riskyFile = `
risk: high
authority: {kind: guardian}
names: [{first: Wilma, last: Tarn}]
addresses: [{city: Akron, state: OH}]
safe: {addresses: [{street: 9 Hidden Rd, city: Kent, state: OH}]}
reply_to: wt.privacy@example.org
`

// settled are answers that let letters go.
func settled() map[string]string {
	return map[string]string{"plan": "yes", "noticed": "weighed", "devices": "yes", "reply": "yes", "address": "safe", "agreed": "yes", "post": "yes"}
}

func (o *office) change(s *scan.Subject, do func(*scan.Subject)) {
	o.t.Helper()
	changed := *s
	do(&changed)
	o.journal(scan.SubjectChanged, s.ID, "", changed)
	*s = changed
}

func TestSafetyIsWanted(t *testing.T) {
	for _, c := range []struct {
		name, file string
		want       casebook.SafetyState
	}{
		{"a person's own, usual", selfFile, casebook.SafetyNotAsked},
		{"a person's own, at high risk: they decide", "\nrisk: high" + selfFile, casebook.SafetyNotAsked},
		{"a child, usual", guardianFile, casebook.SafetyNotAsked},
		{"a child at high risk", riskyFile, casebook.SafetyWaits},
		{"a mandate in a person's own vault", mandateFile, casebook.SafetyNotAsked},
		{"a mandate at high risk", "\nrisk: high" + mandateFile, casebook.SafetyWaits},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t)
			o.add("s1", c.file)
			got, err := o.Safety(t.Context(), "s1")
			ok(t, err)
			if got.State() != c.want {
				t.Errorf("got %s, want %s", got.State(), c.want)
			}
		})
	}
}

func TestSafetyAnswers(t *testing.T) {
	for _, c := range []struct {
		name  string
		after func(*office, *scan.Subject)
		want  casebook.SafetyState
		rule  string
	}{
		{"all settled", func(*office, *scan.Subject) {}, casebook.SafetyDone, ""},
		{"an answer of not yet", answer("plan", "not-yet"), casebook.SafetyShut, `while the answer to "plan"`},
		{"one of no", answer("reply", "no"), casebook.SafetyShut, `"reply"`},
		{"no, and yes again", func(o *office, s *scan.Subject) { answer("plan", "not-yet")(o, s); answer("plan", "yes")(o, s) }, casebook.SafetyDone, ""},
		{"no to paper mail", answer("post", "no"), casebook.SafetyDone, ""},
		{"179 days later", func(o *office, _ *scan.Subject) { o.later(179 * 24 * time.Hour) }, casebook.SafetyDone, ""},
		{"181 days later", func(o *office, _ *scan.Subject) { o.later(181 * 24 * time.Hour) }, casebook.SafetyWaits, "hold for 180 days"},
		{"181 days later, the clock set back", func(o *office, s *scan.Subject) {
			o.later(181 * 24 * time.Hour)
			o.seen("s1", "a", scan.Absent)
			o.later(-100 * 24 * time.Hour)
		}, casebook.SafetyWaits, "hold for 180 days"},
		{"a new safe fact", func(o *office, s *scan.Subject) {
			o.change(s, func(s *scan.Subject) { s.Safe.Phones = []string{"330 555 0199"} })
		}, casebook.SafetyWaits, "the safe facts are others now"},
		{"a risk that changed, and changed back", func(o *office, s *scan.Subject) {
			o.change(s, func(s *scan.Subject) { s.Risk = scan.UsualRisk })
			o.change(s, func(s *scan.Subject) { s.Risk = scan.HighRisk })
		}, casebook.SafetyWaits, "the risk is another one now"},
		{"another mailbox", func(o *office, s *scan.Subject) {
			o.change(s, func(s *scan.Subject) { s.ReplyTo = "else@example.org" })
		}, casebook.SafetyWaits, "the address for answers"},
		{"another phone number, which is no matter of safety", func(o *office, s *scan.Subject) {
			o.change(s, func(s *scan.Subject) { s.Phones = []string{"330 555 0100"} })
		}, casebook.SafetyDone, ""},
		{"the safe address is safe no more", func(o *office, s *scan.Subject) {
			o.change(s, func(s *scan.Subject) { s.Safe.Addresses = nil })
			_, err := o.AnswerSafety(o.t.Context(), "s1", settled())
			ok(o.t, err)
		}, casebook.SafetyShut, `"address"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t)
			s := o.add("s1", riskyFile)
			_, err := o.AnswerSafety(t.Context(), "s1", settled())
			ok(t, err)
			c.after(o, s)
			got, err := o.Safety(t.Context(), "s1")
			ok(t, err)
			if got.State() != c.want {
				t.Errorf("got %s, want %s: %+v", got.State(), c.want, got)
			}
			if c.rule == "" {
				ok(t, got.Refusal())
			} else {
				refused(t, got.Refusal(), c.rule)
			}
		})
	}
}

func answer(key, word string) func(*office, *scan.Subject) {
	return func(o *office, s *scan.Subject) {
		o.t.Helper()
		_, err := o.AnswerSafety(o.t.Context(), s.ID, map[string]string{key: word})
		ok(o.t, err)
	}
}

func TestSafetyWrongAnswers(t *testing.T) {
	o := open(t)
	o.add("s1", riskyFile)
	for words, answers := range map[string]map[string]string{
		"no such question":         {"Wilma": "yes"},
		"plan wants yes or not-ye": {"plan": "maybe"},
		"there is no answer":       nil,
	} {
		_, err := o.AnswerSafety(t.Context(), "s1", answers)
		wants(t, err, words)
	}
	_, err := o.AnswerSafety(t.Context(), "Wilma Tarn", settled())
	wants(t, err, "no such subject")
	if n := o.events("s1", scan.SafetyAnswered); n != 0 {
		t.Errorf("%d answers are journalled", n)
	}
}

// Before the questions are settled a letter can be looked at, and neither be
// written nor be marked as sent.
func TestSafetyKeepsLetters(t *testing.T) {
	o := open(t, people("a"), "b\nopt_out: [{ask: suppress, by: post, to: \"PO Box 1, Akron, OH 44301\"}]\n"+`search: {url: "https://b.test/{first|lower}-{last|lower}", way: fetch, record: div.card, fields: {name: h2}}`)
	o.add("s1", riskyFile)
	o.seen("s1", "a", scan.Found, record("s1.a.1", scan.Match))
	o.seen("s1", "b", scan.Found, record("s1.b.1", scan.Match))
	write := func() (map[string]bool, error) {
		plans, err := o.Plan(t.Context(), "s1", o.Today())
		ok(t, err)
		letters, err := o.Compose(t.Context(), plans[0], o.Today())
		ok(t, err)
		if len(letters) != 2 {
			t.Fatalf("%d letters to look at, want 2", len(letters))
		}
		err = o.WriteLetters(t.Context(), letters, "txt", t.TempDir())
		files := map[string]bool{}
		for _, l := range letters {
			if l.File != "" {
				files[l.Request.Broker] = true
			}
		}
		return files, err
	}
	files, err := write()
	refused(t, err, "the safety questions must be answered")
	if len(files) != 0 || o.events("s1", report.RequestDrafted) != 0 {
		t.Errorf("wrote %v", files)
	}
	_, err = o.AnswerSafety(t.Context(), "s1", settled())
	ok(t, err)
	answer("post", "no")(o, &scan.Subject{ID: "s1"})
	files, err = write()
	refused(t, err, "no letter goes by post")
	if !files["a"] || files["b"] {
		t.Errorf("wrote %v, want that to a alone", files)
	}
	answer("agreed", "not-yet")(o, &scan.Subject{ID: "s1"})
	_, err = o.Mark(t.Context(), report.Step{Request: "s1.a.suppress", State: report.Sent, On: o.Today()})
	refused(t, err, `"agreed"`)
	answer("agreed", "yes")(o, &scan.Subject{ID: "s1"})
	_, err = o.Mark(t.Context(), report.Step{Request: "s1.a.suppress", State: report.Sent, On: o.Today()})
	ok(t, err)
}

// The authority is asked again when a letter is written and when it is marked
// as sent, whatever day the plan is as of, and by the journal's day where the
// clock was set back.
func TestAuthorityAtEveryLetter(t *testing.T) {
	for _, c := range []struct {
		name string
		then func(*office)
		rule string
	}{
		{"withdrawn after the plan", func(o *office) { ok(o.t, o.Withdraw(o.t.Context(), "s1")) }, "withdrawn"},
		{"ended since", func(o *office) { o.later(11 * 24 * time.Hour) }, "ended on 2026-11-30"},
		{"ended, the clock set back", func(o *office) {
			o.later(11 * 24 * time.Hour)
			o.seen("s1", "a", scan.Absent)
			o.later(-11 * 24 * time.Hour)
		}, "the clock of this machine is behind"},
		{"not begun, by a clock set back", func(o *office) { o.later(-30 * 24 * time.Hour) }, "begins on"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t, people("a"))
			o.add("s1", mandateFile)
			o.seen("s1", "a", scan.Found, record("s1.a.1", scan.Match))
			day := o.Today()
			plans, err := o.Plan(t.Context(), "s1", day)
			ok(t, err)
			letters, err := o.Compose(t.Context(), plans[0], day)
			ok(t, err)
			if len(letters) == 0 {
				t.Fatal("there is no letter")
			}
			o.journal(report.RequestDrafted, "s1", "a", plans[0].Requests[0])
			c.then(o)
			refused(t, o.WriteLetters(t.Context(), letters, "txt", t.TempDir()), c.rule)
			_, err = o.Mark(t.Context(), report.Step{Request: plans[0].Requests[0].ID, State: report.Sent, On: firstDay(o.Today(), day)})
			refused(t, err, c.rule)
		})
	}
}

func firstDay(a, b brokers.Date) brokers.Date {
	if a.Before(b) {
		return a
	}
	return b
}
