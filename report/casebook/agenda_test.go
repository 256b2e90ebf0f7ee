package casebook_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
)

const (
	savedSite     = "paper\nsearch: {way: saved}"
	forbiddenSite = "strict\nsearch: {url: \"https://strict.test/{first}-{last}\", way: fetch, automation: {is: forbidden}, record: div, fields: {name: h2}}"
	unseenSite    = "adtech\nopt_out: [{ask: delete, by: email, to: privacy@adtech.test}]"
	retiredUnseen = "dead\nstatus: retired"
	addressOnly   = "sketch\nsearch: {url: \"https://sketch.test/{last}\", way: saved}"
)

// withdrawn is a site that may live, with a definition that was retired.
func withdrawn(id string) string {
	return strings.Replace(people(id), "way: fetch", "way: fetch, retired: 2026-03-01", 1) + "\nstatus: unknown"
}

func identity(id string) string { return people(id) + "\ncategory: identity-check" }

func retired(id string) string { return people(id) + "\nstatus: retired" }

// preview lists what a scan would do, as subject.broker, and what the rules
// refused. It asks nobody: the brokers of these tests do not exist.
func (o *office) preview(s casebook.Scope) (due []string, sum casebook.Summary, err error) {
	list, sum, err := o.Preview(o.t.Context(), s)
	for _, p := range list {
		due = append(due, p.Subject+"."+p.Broker.ID)
	}
	return due, sum, err
}

func (o *office) previewed(s casebook.Scope, want ...string) casebook.Summary {
	o.t.Helper()
	due, sum, err := o.preview(s)
	ok(o.t, err)
	if !slices.Equal(due, want) {
		o.t.Errorf("due %q, want %q", due, want)
	}
	return sum
}

func TestDueVisits(t *testing.T) {
	all, fresh := casebook.Scope{}, casebook.Scope{Fresh: true}
	visit := func(broker string, at time.Duration, outcome scan.Outcome) func(*office) {
		return func(o *office) { o.later(at); o.seen("me", broker, outcome); o.later(-at) }
	}
	times := func(n int, at time.Duration, outcome scan.Outcome) func(*office) {
		return func(o *office) {
			for i := range n {
				visit("a", at+time.Duration(i)*time.Minute, outcome)(o)
			}
		}
	}
	for _, c := range []struct {
		name  string
		past  func(*office)
		scope casebook.Scope
		want  string // "" means that nothing is due
		fresh int
		rule  string
	}{
		{"never looked at", func(*office) {}, all, "me.a", 0, ""},
		{"an hour ago", visit("a", -time.Hour, scan.Absent), all, "", 1, ""},
		{"an hour ago and in vain", visit("a", -time.Hour, scan.Unreachable), all, "", 1, ""},
		{"a day ago to the second", visit("a", -24*time.Hour, scan.Absent), all, "", 1, ""},
		{"over a day ago", visit("a", -24*time.Hour-time.Second, scan.Absent), all, "me.a", 0, ""},
		{"an hour ago, asked for anew", visit("a", -time.Hour, scan.Absent), fresh, "me.a", 0, ""},
		{"in the future, as after a clock set back", visit("a", 3*time.Hour, scan.Absent), all, "", 1, ""},
		{"twice today", times(2, -time.Hour, scan.Found), fresh, "me.a", 0, ""},
		{"three times today", times(3, -time.Hour, scan.Found), fresh, "", 1, "more than 3 times a day"},
		{"three times today, met by a wall", times(3, -time.Hour, scan.Blocked), fresh, "", 1, "more than 3 times a day"},
		{"three times today, met by a login", times(3, -time.Hour, scan.NeedsYou), fresh, "", 1, "more than 3 times a day"},
		{"three times yesterday", times(3, -13*time.Hour, scan.Found), fresh, "me.a", 0, ""},
		{"three times, two of them yesterday", func(o *office) { times(2, -13*time.Hour, scan.Found)(o); times(1, -time.Hour, scan.Found)(o) }, fresh, "me.a", 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t, people("a"))
			o.add("me", selfFile)
			c.past(o)
			sum := o.previewed(c.scope, strings.Fields(c.want)...)
			if len(sum.Fresh) != c.fresh || (len(sum.Refused) > 0) != (c.rule != "") {
				t.Errorf("%d fresh, refused %v", len(sum.Fresh), sum.Refused)
			}
			if c.rule != "" {
				refused(t, sum.Refused[0], c.rule)
			}
		})
	}
}

// The day is that of the clock, not of Greenwich.
func TestThreeADayInTheEvening(t *testing.T) {
	o := open(t, people("a"))
	o.now = time.Date(2026, 11, 20, 15, 0, 0, 0, time.FixedZone("west", -8*3600))
	o.add("me", selfFile)
	for range 3 {
		o.seen("me", "a", scan.Absent)
	}
	o.later(3 * time.Hour) // the next day by UTC
	if sum := o.previewed(casebook.Scope{Fresh: true}); len(sum.Refused) != 1 {
		t.Errorf("refused %v, want the rule", sum.Refused)
	}
}

// What is searched on this machine is a practice site, whatever its domain.
func TestThreeADayOffLoopback(t *testing.T) {
	const rest = "search: {url: \"URL/{first}\", way: fetch, record: div, fields: {name: h2}}"
	for _, c := range []struct {
		name, hosts, url string
		limited          bool
	}{
		{"all on loopback", "domain: 127.0.0.1:8181", "http://127.0.0.1:8181", false},
		{"by name", "domain: localhost:8181", "http://localhost:8181", false},
		{"a search elsewhere", "domain: 127.0.0.1:8181", "https://people.test", true},
		{"a domain of another name", "domain: people.test", "http://127.0.0.1:8181", false},
		{"a name that looks like it", "domain: 127.0.0.1.people.test", "https://127.0.0.1.people.test", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t, "a\n"+c.hosts+"\n"+strings.ReplaceAll(rest, "URL", c.url))
			o.add("me", selfFile)
			for range 3 {
				o.seen("me", "a", scan.Absent)
			}
			due, _, err := o.preview(casebook.Scope{Fresh: true})
			if err != nil || (len(due) == 0) != c.limited {
				t.Errorf("due %q, %v; want limited %v", due, err, c.limited)
			}
		})
	}
}

// A site that is not asked anything can be noted as often as one likes.
func TestSavedSiteHasNoLimit(t *testing.T) {
	o := open(t, savedSite)
	o.add("me", selfFile)
	for range 4 {
		o.seen("me", "paper", scan.NeedsYou)
	}
	o.previewed(casebook.Scope{Fresh: true}, "me.paper")
}

// A broker that checks identities is left alone until somebody names it. A
// retired definition reads nothing, also when it is named.
func TestPassedBy(t *testing.T) {
	o := open(t, people("a"), withdrawn("old"), identity("gate"), addressOnly)
	o.add("me", selfFile)
	o.previewed(casebook.Scope{}, "me.a", "me.sketch")
	o.previewed(casebook.Scope{Brokers: []string{"old", "gate"}}, "me.gate")
}

// Who is named and cannot be looked at does not stop the others; it is told with
// its reason, once. An id that is none stops all before anything begins.
func TestBlind(t *testing.T) {
	withdrawnBrowser := strings.Replace(withdrawn("shut"), "way: fetch", "way: browser", 1)
	o := open(t, people("a"), withdrawn("old"), withdrawnBrowser, unseenSite)
	o.add("me", selfFile)
	want := []casebook.Blind{
		{Broker: "adtech", Why: "it cannot be seen from outside, so there is nothing to visit"},
		{Broker: "shut", Why: "its definition is retired since 2026-03-01, so its pages could not be read"},
	}
	sum := o.previewed(casebook.Scope{Brokers: []string{"adtech", "a", "shut", "adtech"}}, "me.a")
	if !slices.Equal(sum.Blind, want) {
		t.Errorf("got %+v", sum.Blind)
	}
	if sum := o.previewed(casebook.Scope{}, "me.a"); sum.Blind != nil {
		t.Errorf("nobody was named, and yet %+v", sum.Blind)
	}
	_, _, err := o.preview(casebook.Scope{Brokers: []string{"old", "adtech"}})
	wants(t, err, `broker "old": its definition is retired since 2026-03-01`)
	wants(t, err, `broker "adtech": it cannot be seen from outside`)
	_, _, err = o.preview(casebook.Scope{Brokers: []string{"a", "nobody"}})
	wants(t, err, casebook.ErrNoBroker.Error())
}

func TestScope(t *testing.T) {
	o := open(t, people("a"), people("b"), retired("old"), savedSite, forbiddenSite, unseenSite, retiredUnseen)
	o.add("c1", mandateFile)
	o.add("c2", mandateFile)
	o.previewed(casebook.Scope{Subject: "c1"}, "c1.a", "c1.b", "c1.paper", "c1.strict")
	o.previewed(casebook.Scope{Brokers: []string{"b", "b"}}, "c1.b", "c2.b")
	o.previewed(casebook.Scope{Brokers: []string{"old"}, Subject: "c2"}, "c2.old")
	for _, c := range []struct {
		scope casebook.Scope
		want  string
	}{
		{casebook.Scope{Brokers: []string{"adtech"}}, "cannot be seen from outside"},
		{casebook.Scope{Brokers: []string{"wilma"}}, casebook.ErrNoBroker.Error()},
		{casebook.Scope{Subject: "wilma"}, casebook.ErrNoSubject.Error()},
	} {
		_, _, err := o.preview(c.scope)
		wants(t, err, c.want)
		if strings.Contains(err.Error(), "wilma") {
			t.Errorf("the error repeats what was typed: %v", err)
		}
	}
}

func TestNobodyToLookFor(t *testing.T) {
	_, _, err := open(t, people("a")).preview(casebook.Scope{})
	wants(t, err, "no subject yet")
}

func TestAuthorityOfVisits(t *testing.T) {
	mandate := func(change ...string) string { return strings.NewReplacer(change...).Replace(mandateFile) }
	for _, c := range []struct {
		name, file string
		scope      casebook.Scope
		want, rule string
	}{
		{"holds", mandateFile, casebook.Scope{}, "c1.a c1.b", ""},
		{"names one broker", mandate("brokers: all", "brokers: [b]"), casebook.Scope{}, "c1.b", ""},
		{"names another broker", mandate("brokers: all", "brokers: [b]"), casebook.Scope{Brokers: []string{"a"}}, "", `does not name broker "a"`},
		{"its last day", mandate("2026-11-30", "2026-11-20"), casebook.Scope{}, "c1.a c1.b", ""},
		{"ended yesterday", mandate("2026-11-30", "2026-11-19"), casebook.Scope{}, "", "ended on 2026-11-19"},
		{"begins tomorrow", mandate("2026-11-01", "2026-11-21"), casebook.Scope{}, "", "begins on 2026-11-21"},
		{"does not permit to look", mandate("look, ", ""), casebook.Scope{}, "", `does not permit "look"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t, people("a"), people("b"))
			o.add("c1", c.file)
			sum := o.previewed(c.scope, strings.Fields(c.want)...)
			if c.rule == "" && len(sum.Refused) > 0 {
				t.Errorf("refused %v", sum.Refused)
			}
			if c.rule != "" {
				refused(t, errors.Join(sum.Refused...), c.rule)
			}
		})
	}
	t.Run("withdrawn", func(t *testing.T) {
		o := open(t, people("a"))
		o.add("c1", mandateFile)
		o.add("c2", mandateFile)
		ok(t, o.Withdraw(t.Context(), "c1"))
		refused(t, errors.Join(o.previewed(casebook.Scope{}, "c2.a").Refused...), "withdrawn")
	})
}

// The preview lists every address and every fact that asking it tells; nothing
// is written.
func TestPreview(t *testing.T) {
	o := open(t, people("a"), savedSite, forbiddenSite)
	o.add("me", selfFile)
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
	o.later(48 * time.Hour)
	before := o.events("", scan.ControlMade) + o.events("me", scan.VisitMade)
	list, _, err := o.Preview(t.Context(), casebook.Scope{})
	ok(t, err)
	a, paper, strict := list[0], list[1], list[2]
	if len(a.Searches) != 1 || a.Searches[0].URL.String() != "https://a.test/wilma-tarn" || !slices.Equal(a.Searches[0].Tells, []string{"name Wilma Tarn"}) {
		t.Errorf("got %+v", a.Searches)
	}
	if a.Robots != "https://a.test/robots.txt" || len(a.Controls) == 0 || !slices.Equal(a.Profiles, []string{"https://a.test/p/a1b2c3d"}) {
		t.Errorf("got %+v", a)
	}
	for _, u := range a.Controls {
		if strings.Contains(u, "tarn") {
			t.Errorf("a control names the subject: %s", u)
		}
	}
	for _, p := range []casebook.Preview{paper, strict} {
		if len(p.Searches)+len(p.Controls)+len(p.Profiles) > 0 || p.Robots != "" || p.Why == "" {
			t.Errorf("%s would be asked: %+v", p.Broker.ID, p)
		}
	}
	if after := o.events("", scan.ControlMade) + o.events("me", scan.VisitMade); after != before {
		t.Errorf("%d events, then %d", before, after)
	}
}
