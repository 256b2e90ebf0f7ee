package statute_test

import (
	"bufio"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

// TestDates checks testdata/dates.txt, whose dates no code of this package
// worked out.
func TestDates(t *testing.T) {
	f, err := os.Open("testdata/dates.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b := book(t)
	rows, right := 0, 0
	kinds := map[string]int{}
	for lines, n := bufio.NewScanner(f), 1; lines.Scan(); n++ {
		text, why, _ := strings.Cut(lines.Text(), "#")
		w := strings.Fields(text)
		if len(w) == 0 {
			continue
		}
		if len(w) != 6 {
			t.Fatalf("line %d has %d words", n, len(w))
		}
		rows++
		kinds[w[0]]++
		got, err := answer(b, w[0], w[1], w[2], w[3], w[4])
		if err != nil || got != day(w[5]) {
			t.Errorf("line %d: %s: got %v, %v; want %s (%s)", n, strings.Join(w[:5], " "), got, err, w[5], strings.TrimSpace(why))
			continue
		}
		right++
	}
	t.Logf("figure: issue 7: %d of %d dates right, the first 15 of them the checked examples; by kind %v", right, rows, kinds)
	if rows < 315 {
		t.Errorf("%d dates, want more than 300 besides the examples", rows)
	}
}

// answer reads one row: what is asked of whom, the event, and the day an
// extension was announced, or "-".
func answer(b *statute.Book, what, who, ask, event, announced string) (brokers.Date, error) {
	on := statute.Events{Received: day(event)}
	if announced != "-" {
		on.Extended = day(announced)
	}
	if c, ok := b.Calendar(who); ok {
		if what == "grace" {
			return lastOfGrace(c, day(event))
		}
		return statute.Received(day(event), brokers.ByPost, c)
	}
	id, place, _ := strings.Cut(who, "@")
	on.Place.Country, on.Place.State, _ = strings.Cut(place, "-")
	a, ok := b.Act(id)
	if !ok {
		return brokers.Date{}, os.ErrNotExist
	}
	name, kind, _ := strings.Cut(ask, "/")
	switch what {
	case "clock":
		clocks, err := a.Clocks(brokers.Ask(name), on)
		for _, c := range clocks {
			if string(c.Kind) == kind {
				return c.Due, err
			}
		}
		return brokers.Date{}, err
	case "appeal":
		c, _, err := a.AppealClock(brokers.OptOutOfSale, on)
		return c.Due, err
	case "guided":
		return a.Guided[0].Clocks[0].End(a.Days(), on.Received)
	}
	p, _ := a.Period(ask)
	return p.End(a.Days(), on.Received)
}

func lastOfGrace(c *statute.Calendar, due brokers.Date) (brokers.Date, error) {
	for d := due; ; d = d.AddDays(1) {
		if s, err := statute.State(due, d.AddDays(1), c); err != nil || s == report.Overdue {
			return d, err
		}
	}
}

// Hours are elapsed ones: over the spring and autumn change of clocks too.
func TestHours(t *testing.T) {
	zone, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Skip("no time zones here")
	}
	for name, c := range map[string]struct {
		n           int
		event, want time.Time
	}{
		"two days":                 {48, time.Date(2026, 11, 20, 9, 30, 0, 0, zone), time.Date(2026, 11, 22, 9, 30, 0, 0, zone)},
		"over a New Year":          {72, time.Date(2026, 12, 30, 23, 59, 0, 0, zone), time.Date(2027, 1, 2, 23, 59, 0, 0, zone)},
		"over a leap day":          {48, time.Date(2028, 2, 28, 12, 0, 0, 0, zone), time.Date(2028, 3, 1, 12, 0, 0, 0, zone)},
		"over the spring change":   {48, time.Date(2027, 3, 13, 12, 0, 0, 0, zone), time.Date(2027, 3, 15, 13, 0, 0, 0, zone)},
		"over the autumn change":   {48, time.Date(2027, 11, 6, 12, 0, 0, 0, zone), time.Date(2027, 11, 8, 11, 0, 0, 0, zone)},
		"one hour before midnight": {1, time.Date(2026, 11, 20, 23, 30, 0, 0, zone), time.Date(2026, 11, 21, 0, 30, 0, 0, zone)},
	} {
		t.Run(name, func(t *testing.T) {
			p := statute.Period{N: c.n, Unit: statute.Hour}
			got, err := p.EndAt(c.event)
			if err != nil || !got.Equal(c.want) {
				t.Errorf("got %v, %v; want %v", got, err, c.want)
			}
			// Where only the day is known, nobody is called late before the hours are over.
			last, err := p.End(nil, brokers.DateOf(c.event))
			if err != nil || last.Before(brokers.DateOf(got.Add(-time.Hour))) {
				t.Errorf("by days %v, %v; the hours end on %v", last, err, got)
			}
		})
	}
	if _, err := (statute.Period{N: 1, Unit: statute.CalendarDay}).EndAt(time.Now()); err == nil {
		t.Error("days are counted as hours")
	}
}

func TestCalendarOfThePlace(t *testing.T) {
	gdpr, _ := book(t).Act("eu-gdpr")
	uk, _ := book(t).Act("uk-gdpr")
	texas, _ := book(t).Act("tx-tdpsa")
	for name, c := range map[string]struct {
		act   *statute.Act
		place scan.Place
		want  string
	}{
		"a German":            {gdpr, scan.Place{Country: "DE"}, "de"},
		"a Bavarian":          {gdpr, scan.Place{Country: "de", State: "BY"}, "de"},
		"a Greek":             {gdpr, scan.Place{Country: "EL"}, "gr"},
		"somebody of the EEA": {gdpr, scan.Place{}, "eu"},
		"a Scot":              {uk, scan.Place{Country: "UK", State: "SCT"}, "gb-sct"},
		"a Briton":            {uk, scan.Place{Country: "GB"}, "gb"},
		"a Texan":             {texas, scan.Place{Country: "US", State: "TX"}, "us"},
	} {
		if got := c.act.DaysIn(c.place).ID; got != c.want {
			t.Errorf("%s: days of %s, want %s", name, got, c.want)
		}
	}
}
