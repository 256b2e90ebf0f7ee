package casebook_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/schedule"
	"github.com/whohasme/whohasme/scan/sweep"
	"github.com/whohasme/whohasme/scan/vault"
)

// TestFoldFollowsTheJournal: following what came since is the same as reading
// all of it anew, whatever happened.
func TestFoldFollowsTheJournal(t *testing.T) {
	o := open(t, people("a"), people("b"))
	o.add("me", selfFile)
	l := o.Lookout(casebook.Looking{})
	rng := rand.New(rand.NewPCG(seeded(t), 3))
	known := map[string]bool{} // nobody reviews what was never found
	for i := range 60 {
		broker := []string{"a", "b"}[rng.IntN(2)]
		finding := "me." + broker + ".1"
		o.later(time.Duration(rng.IntN(100*60)) * time.Minute)
		switch n := rng.IntN(10); {
		case n < 3, n == 9 && !known[finding]:
			o.seen("me", broker, scan.Found, record(finding, scan.Match))
			known[finding] = true
		case n < 6:
			o.unseen("me", broker, finding)
		case n == 6:
			o.seen("me", broker, []scan.Outcome{scan.Blocked, scan.Unreachable, scan.NeedsYou}[rng.IntN(3)])
		case n == 7:
			o.visit(scan.Visit{Subject: "me", Broker: broker, Outcome: scan.UnknownOutcome, Again: o.now.Add(time.Hour)})
		case n == 8: // a clock that was ahead
			o.later(50 * time.Hour)
			o.unseen("me", broker, finding)
			o.later(-50 * time.Hour)
		default:
			o.journal(scan.ReviewGiven, "me", broker, scan.Review{Finding: finding, Verdict: scan.Match, At: o.now})
		}
		if casebook.FoldsAgree(t, l, "me"); t.Failed() {
			t.Fatalf("after %d events", i+1)
		}
	}
	casebook.FoldsAgree(t, o.Lookout(casebook.Looking{}), "me") // from what was remembered
}

// script is a site that is drawn by script.
func script(id string) string { return strings.Replace(people(id), "way: fetch", "way: browser", 1) }

var browser = casebook.Looking{Means: sweep.Means{Browser: true}}

// undrawn is a look some time ago at a site that is drawn by script, which no
// browser drew.
func undrawn(control scan.Control, ago time.Duration) func(*office) {
	return func(o *office) {
		b, _ := o.Catalogue.Get("a")
		o.visit(scan.Visit{Subject: "me", Broker: "a", Outcome: scan.NeedsYou, Way: "browser", Control: control, Versions: scan.Versions{Definition: sweep.Version(b.Search)}})
		o.later(ago)
	}
}

// TestWhatIsDue lists pairs by rules that stand outside the schedule.
func TestWhatIsDue(t *testing.T) {
	for _, c := range []struct {
		name, file, broker string
		looking            casebook.Looking
		past               func(*office)
		due                bool
		rule               string
	}{
		{"nobody looked yet", selfFile, people("a"), casebook.Looking{}, nil, true, ""},
		{"an hour after an answer", selfFile, people("a"), casebook.Looking{}, func(o *office) { o.seen("me", "a", scan.Absent); o.later(time.Hour) }, false, ""},
		{"five days after it was found", selfFile, people("a"), casebook.Looking{}, func(o *office) {
			o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
			o.later(5 * 24 * time.Hour)
		}, true, ""},
		{"a mandate that has ended", mandateFile, people("a"), casebook.Looking{}, func(o *office) { o.later(30 * 24 * time.Hour) }, false, "the authority ended"},
		{"a withdrawal", selfFile, people("a"), casebook.Looking{}, func(o *office) { ok(o.t, o.Withdraw(o.t.Context(), "me")) }, false, "withdrawn"},
		{"safe facts, and no proxy", selfFile + "safe: {emails: [hidden@example.org]}\n", people("a"), casebook.Looking{}, nil, false, "safe facts"},
		{"safe facts, on purpose", selfFile + "safe: {emails: [hidden@example.org]}\n", people("a"), casebook.Looking{Direct: true}, nil, true, ""},
		{"a site that wants a person, the first time", selfFile, savedSite, casebook.Looking{}, nil, true, ""},
		{"a site that wants a person, later", selfFile, savedSite, casebook.Looking{}, func(o *office) { o.seen("me", "paper", scan.NeedsYou); o.later(90 * 24 * time.Hour) }, false, ""},
		{"a retired broker", selfFile, retired("a"), casebook.Looking{}, nil, false, ""},
		{"a definition that is another now", selfFile, people("a"), casebook.Looking{}, func(o *office) {
			o.visit(scan.Visit{Subject: "me", Broker: "a", Outcome: scan.Unreadable, Versions: scan.Versions{Definition: "another"}})
			o.later(20 * time.Hour)
		}, true, ""},
		{"the same definition", selfFile, people("a"), casebook.Looking{}, func(o *office) {
			b, _ := o.Catalogue.Get("a")
			o.visit(scan.Visit{Subject: "me", Broker: "a", Outcome: scan.Unreadable, Versions: scan.Versions{Definition: sweep.Version(b.Search)}})
			o.later(17 * time.Hour)
		}, false, ""},
		{"a browser that is there now", selfFile, script("a"), browser, undrawn(scan.ControlNone, time.Hour), true, ""},
		{"a browser that did not start", selfFile, script("a"), browser, undrawn(scan.ControlUnmade, time.Hour), false, ""},
		{"a browser that did not start for the second of a day", selfFile, script("a"), browser, undrawn(scan.ControlWorked, time.Hour), false, ""},
		{"a browser that did not start yesterday", selfFile, script("a"), browser, undrawn(scan.ControlUnmade, 25*time.Hour), true, ""},
		{"looked at now, as nobody does tomorrow", selfFile, people("a"), casebook.Looking{Every: 48 * time.Hour}, func(o *office) {
			o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
			o.later(74 * time.Hour)
		}, true, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t, c.broker)
			o.add("me", c.file)
			if c.past != nil {
				c.past(o)
			}
			d, err := o.Lookout(c.looking).Due(t.Context(), time.Time{})
			ok(t, err)
			if got := len(d.Now) > 0; got != c.due {
				t.Errorf("due is %v, want %v; next %+v", got, c.due, d.Next)
			}
			if said := errors.Join(d.Refused...); c.rule != "" && (said == nil || !strings.Contains(said.Error(), c.rule)) || c.rule == "" && said != nil {
				t.Errorf("refused %v, want %q", said, c.rule)
			}
		})
	}
}

func TestClockThatIsBehind(t *testing.T) {
	o := open(t, people("a"))
	o.add("me", selfFile)
	l := o.Lookout(casebook.Looking{Built: noon.AddDate(0, 0, -1)})
	o.later(40 * 24 * time.Hour)
	o.seen("me", "a", scan.Absent)
	o.now = noon.Add(time.Hour)
	for range 6 {
		if _, err := l.Due(t.Context(), time.Time{}); !errors.Is(err, casebook.ErrBehind) {
			t.Fatalf("got %v, want that the clock is behind", err)
		}
		o.later(time.Hour)
	}
	if d, err := l.Due(t.Context(), time.Time{}); err != nil || len(d.Now) == 0 {
		t.Errorf("after six hours: %v, %v", d, err)
	}
	o.now = noon.AddDate(0, 0, -3)
	if _, err := l.Due(t.Context(), time.Time{}); !errors.Is(err, schedule.ErrClock) {
		t.Errorf("got %v, want that the clock is behind the program", err)
	}
}

// TestWithdrawnBetweenLooks: an authority that ends while a sweep is on stops
// its next visit.
func TestWithdrawnBetweenLooks(t *testing.T) {
	s := serve(t, "a")
	o := open(t, s.file)
	o.add("me", selfFile)
	o.add("case-2", strings.Replace(mandateFile, "Wilma, last: Tarn", "James, last: Smith", 1))
	c, err := crawl.New(crawl.Options{AllowLoopback: true, Version: "test"})
	ok(t, err)
	defer c.Close()
	var made []string
	w := &watcher{o: o, after: func(v scan.Visit) {
		made = append(made, v.Subject)
		if len(made) == 1 {
			for _, id := range []string{"me", "case-2"} {
				if id != v.Subject {
					ok(t, o.Withdraw(t.Context(), id))
				}
			}
		}
	}}
	held := 0
	hold := func(ctx context.Context, events ...vault.Envelope) error {
		held += len(events)
		return o.Vault.Append(ctx, events...)
	}
	sum, err := o.Lookout(casebook.Looking{}).Sweep(t.Context(), "a", nil, sweep.Setup{Crawler: c, Now: o.Now}, hold, w)
	ok(t, err)
	if len(made) != 1 || len(sum.Refused) != 1 || !strings.Contains(sum.Refused[0].Error(), "withdrawn") {
		t.Errorf("looked for %v, refused %v", made, sum.Refused)
	}
	if held < 2 {
		t.Errorf("%d events were appended by who holds the broker", held)
	}
}

func TestSweepEndsWithItsHold(t *testing.T) {
	s := serve(t, "a")
	o := open(t, s.file)
	o.add("me", selfFile)
	c, err := crawl.New(crawl.Options{AllowLoopback: true, Version: "test"})
	ok(t, err)
	defer c.Close()
	lost := errors.New("the lease is lost")
	_, err = o.Lookout(casebook.Looking{}).Sweep(t.Context(), "a", nil, sweep.Setup{Crawler: c, Now: o.Now},
		func(context.Context, ...vault.Envelope) error { return lost }, nil)
	if !errors.Is(err, lost) || o.events("me", scan.VisitMade) != 0 {
		t.Errorf("got %v with %d visits", err, o.events("me", scan.VisitMade))
	}
}

// channel is a way to give notices that fails as often as it is told to.
type channel struct {
	fails, given int
	crash        bool
}

var errCrash = errors.New("the program ends here")

func (c *channel) send(context.Context) error {
	if c.fails > 0 {
		c.fails--
		return errors.New("nobody there")
	}
	c.given++
	if c.crash {
		panic(errCrash)
	}
	return nil
}

func TestNotices(t *testing.T) {
	o := open(t, people("a"))
	o.add("me", selfFile)
	ctx := t.Context()
	l := o.Lookout(casebook.Looking{})
	ok(t, l.Begin(ctx))
	c := &channel{}
	n := &casebook.Notices{Book: o.Casebook, Channel: "desktop", Send: c.send}
	ok(t, n.Begin(ctx))
	give := func(want bool, given int) {
		t.Helper()
		got, err := n.Give(ctx)
		if _, failed := errors.AsType[*casebook.NoticeError](err); err != nil && !failed {
			t.Fatal(err)
		}
		if got != want || c.given != given {
			t.Errorf("given %v, %d in all, want %v, %d", got, c.given, want, given)
		}
	}
	news := func(finding string) {
		t.Helper()
		o.later(time.Hour)
		o.seen("me", "a", scan.Found, record(finding, scan.Match))
		list, err := l.Tell(ctx)
		ok(t, err)
		if len(list) != 1 || list[0].Is != casebook.NewListing {
			t.Fatalf("told %v", list)
		}
		if again, err := l.Tell(ctx); err != nil || len(again) != 0 {
			t.Fatalf("told again %v (%v)", again, err)
		}
	}
	give(false, 0)
	news("me.a.1")
	give(true, 1)
	give(false, 1)

	news("me.a.2")
	c.fails = 2
	give(false, 1) // fails
	give(false, 1) // not yet
	o.later(2 * time.Minute)
	give(false, 1) // fails again
	o.later(10 * time.Minute)
	n = &casebook.Notices{Book: o.Casebook, Channel: "desktop", Send: c.send} // another run
	ok(t, n.Begin(ctx))
	give(true, 2)

	news("me.a.3")
	c.crash = true
	func() {
		defer func() { _ = recover() }()
		_, _ = n.Give(ctx)
	}()
	c.crash = false
	n = &casebook.Notices{Book: o.Casebook, Channel: "desktop", Send: c.send}
	ok(t, n.Begin(ctx))
	give(false, 3) // it was given, or may have been: never twice

	other := &channel{} // what was news before a channel was chosen is none for it
	m := &casebook.Notices{Book: o.Casebook, Channel: "mail", Send: other.send}
	ok(t, m.Begin(ctx))
	if got, err := m.Give(ctx); got || err != nil || other.given != 0 {
		t.Errorf("mail: %v, %v", got, err)
	}
	for e, err := range o.Vault.Events(ctx, "", report.NoticeDue, report.NoticeGiven) {
		ok(t, err)
		if e.Subject != "" || e.Broker != "" || strings.Contains(string(e.Payload), "me") && !strings.Contains(string(e.Payload), "channel") {
			t.Errorf("the vault's own chain says %s", e.Payload)
		}
	}
}

// TestNewsSaysNothingOfAnybody: what is told, and kept in the digest, holds no
// fact of a record.
func TestNewsSaysNothingOfAnybody(t *testing.T) {
	o := open(t, people("a"))
	o.add("me", selfFile+"safe: {addresses: [{street: 9 Quiet Lane, city: Warsaw, state: NY}]}\n")
	l := o.Lookout(casebook.Looking{Direct: true})
	ok(t, l.Begin(t.Context()))
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match, scan.Address{Street: "9 Quiet Lane", City: "Warsaw", State: "NY"}))
	list, err := l.Tell(t.Context())
	ok(t, err)
	digest, err := o.Digest(t.Context(), noon.AddDate(-1, 0, 0))
	ok(t, err)
	if !slices.Equal(list, digest) || len(list) != 2 {
		t.Fatalf("told %v, digest %v", list, digest)
	}
	said := ""
	for _, n := range list {
		said += n.Text() + "\n"
	}
	if !strings.Contains(said, "safe address 1") {
		t.Errorf("the safe fact is not told by its label: %s", said)
	}
	for _, fact := range []string{"Quiet", "Warsaw", "Wilma", "Tarn", "NY"} {
		if strings.Contains(said, fact) {
			t.Errorf("told %q", said)
		}
	}
}
