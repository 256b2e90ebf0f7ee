package request_test

import (
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/request"
)

// A day of which nothing could be counted is refused when it is noted: later
// it would stand in the way of all that is counted.
func TestADayInNoCalendarIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		draft report.Request
		steps []string // only the last is refused
		words string
	}{
		"a mistyped year":           {draft(brokers.OptOutOfSale, brokers.ByEmail, "tx-tdpsa"), []string{"open", "2016-11-20"}, "is the year right?"},
		"on the site's own policy":  {draft(brokers.Suppress, brokers.ByForm), []string{"open", "2016-11-20"}, "is the year right?"},
		"by post":                   {draft(brokers.Suppress, brokers.ByPost), []string{"open", "2016-11-20"}, "2016"},
		"the end lies in no year":   {draft(brokers.Delete, brokers.ByEmail, "tx-tdpsa"), []string{"open", "2032-12-20"}, "is the year right?"},
		"an answer of another time": {draft(brokers.Suppress, brokers.ByForm), []string{"open", "2026-11-20", "fulfilled", "2062-11-20"}, "is the year right?"},
	} {
		t.Run(name, func(t *testing.T) {
			all := steps(c.draft.ID, c.steps...)
			events := journal(c.draft, all[:len(all)-1])
			before := request.Cases(events, book(t))[0]
			k, err := request.Next(events, all[len(all)-1], book(t))
			if err == nil || !strings.Contains(err.Error(), c.words) {
				t.Fatalf("got %v, want an error with %q", err, c.words)
			}
			if k.State != before.State || k.Sent != before.Sent {
				t.Errorf("it is %s, sent %s", k.State, k.Sent)
			}
		})
	}
}

// A request that came before its act was law, or gave the right, has no period
// of it.
func TestNoClockBeforeTheLaw(t *testing.T) {
	for _, c := range []struct {
		act  string
		ask  brokers.Ask
		sent string
		want int // clocks, our own look included
	}{
		{"ok-ocdpa", brokers.OptOutOfSale, "2026-12-31", 1},
		{"ok-ocdpa", brokers.OptOutOfSale, "2027-01-01", 2},
		{"ut-ucpa", brokers.Correct, "2026-06-30", 1},
		{"ut-ucpa", brokers.Correct, "2026-07-01", 2},
	} {
		d := draft(c.ask, brokers.ByEmail, c.act)
		k, err := request.Next(journal(d, nil), steps(d.ID, "open", c.sent)[0], book(t))
		if err != nil {
			t.Fatal(err)
		}
		clocks, err := request.Clocks(k, nil, book(t), day(c.sent))
		if err != nil || len(clocks) != c.want {
			t.Errorf("%s sent %s: %d clocks, want %d, %v", c.act, c.sent, len(clocks), c.want, err)
		}
	}
}

// An appeal is extended by the rule for appeals, and a reminder not at all.
func TestExtensionOfLaterLetters(t *testing.T) {
	for name, c := range map[string]struct {
		act, kind string
		steps     []string
		due       string // "": refused
		words     string
	}{
		"an appeal in Colorado":      {"co-cpa", "appeal", []string{"extended", "2026-12-01"}, "2027-03-05", ""},
		"an appeal in Texas":         {"tx-tdpsa", "appeal", []string{"extended", "2026-12-01"}, "", "no law that it rests on"},
		"a reminder":                 {"tx-tdpsa", "follow-up", []string{"extended", "2026-12-01"}, "", "no law that it rests on"},
		"an appeal, announced late":  {"co-cpa", "appeal", []string{"extended", "2027-01-05"}, "", "was due on 2027-01-04"},
		"the first letter, twice":    {"tx-tdpsa", "", []string{"extended", "2026-12-01", "extended", "2026-12-02"}, "", "as announced on 2026-12-01"},
		"the first letter, too late": {"tx-tdpsa", "", []string{"extended", "2026-12-01", "extended", "2027-01-20"}, "", "as announced on 2026-12-01"},
	} {
		t.Run(name, func(t *testing.T) {
			d := draft(brokers.OptOutOfSale, brokers.ByEmail, c.act)
			d.Kind = report.Kind(c.kind)
			all := steps(d.ID, append([]string{"open", "2026-11-20"}, c.steps...)...)
			k, err := request.Next(journal(d, all[:len(all)-1]), all[len(all)-1], book(t))
			if c.due == "" {
				if err == nil || !strings.Contains(err.Error(), c.words) {
					t.Fatalf("got %v, want an error with %q", err, c.words)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			clocks, err := request.Clocks(k, nil, book(t), day("2026-12-01"))
			if err != nil || clocks[0].Due.String() != c.due {
				t.Errorf("due %v, %v; want %s", clocks, err, c.due)
			}
		})
	}
}

// Where a period runs from the proof of who asks, it stands still from the
// broker's demand until the answer to it; elsewhere a demand stops nothing.
func TestADemandForProofStopsOnlySomeClocks(t *testing.T) {
	for name, c := range map[string]struct {
		act   string
		ask   brokers.Ask
		steps []string
		reply string // day the reply was sent
		want  string // due, "": stands still
	}{
		"United Kingdom, no demand":       {"uk-gdpr", brokers.Object, nil, "", "2026-12-21"},
		"United Kingdom, demand":          {"uk-gdpr", brokers.Object, []string{"need_user_verification", "2026-11-30"}, "", ""},
		"United Kingdom, replied":         {"uk-gdpr", brokers.Object, []string{"need_user_verification", "2026-11-30"}, "2026-12-03", "2027-01-05"},
		"United Kingdom, it went on":      {"uk-gdpr", brokers.Object, []string{"need_user_verification", "2026-11-30", "in_progress", "2026-12-07"}, "", "2027-01-07"},
		"United Kingdom, demanded again":  {"uk-gdpr", brokers.Object, []string{"need_user_verification", "2026-11-30", "in_progress", "2026-12-07", "need_user_verification", "2026-12-09"}, "2026-12-03", ""},
		"Nevada, demand":                  {"nv-optout", brokers.OptOutOfSale, []string{"need_user_verification", "2026-11-30"}, "", ""},
		"Nevada, replied":                 {"nv-optout", brokers.OptOutOfSale, []string{"need_user_verification", "2026-11-30"}, "2026-12-01", "2027-02-01"},
		"California, demand":              {"ca-ccpa", brokers.OptOutOfSale, []string{"need_user_verification", "2026-11-30"}, "", "2026-12-15"},
		"the Union, demand":               {"eu-gdpr", brokers.Object, []string{"need_user_verification", "2026-11-30"}, "", "2026-12-21"},
		"United Kingdom, extended before": {"uk-gdpr", brokers.Object, []string{"extended", "2026-11-25", "need_user_verification", "2026-11-30"}, "2026-12-03", "2027-03-03"},
	} {
		t.Run(name, func(t *testing.T) {
			d := draft(c.ask, brokers.ByEmail, c.act)
			events := journal(d, steps(d.ID, append([]string{"open", "2026-11-20"}, c.steps...)...))
			if c.reply != "" {
				r := d
				r.ID, r.Kind, r.After = d.ID+".reply", report.Reply, &report.Earlier{Request: d.ID}
				events = append(events, journal(r, steps(r.ID, "open", c.reply))...)
			}
			k := request.Cases(events, book(t))[0]
			clocks, err := request.Clocks(k, nil, book(t), day("2027-06-01"))
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, x := range clocks {
				if x.Kind != report.LookClock {
					got = x.Due.String()
				}
			}
			if got != c.want {
				t.Errorf("due %q, want %q", got, c.want)
			}
			if state := request.Standing(k, clocks, book(t), day("2027-06-01")); (state == report.Late) != (c.want != "") {
				t.Errorf("it is %s", state)
			}
		})
	}
}
