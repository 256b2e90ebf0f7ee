package schedule_test

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/schedule"
	"pgregory.net/rapid"
)

var zones = []string{"UTC", "America/New_York", "America/Santiago", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Cairo", "America/Havana"}

// hours draws an instant within some hours of noon.
func hours(low, high float64) *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time { return at(rapid.Float64Range(low, high).Draw(t, "hours")) })
}

// pasts draws what may have happened, with a clock that was wrong now and then.
func pasts() *rapid.Generator[schedule.Past] {
	return rapid.Custom(func(t *rapid.T) schedule.Past {
		p := schedule.Past{
			Subject: rapid.SampledFrom([]string{"me", "client-1", "client-2"}).Draw(t, "subject"), Broker: rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "broker"),
			Risk: scan.UsualRisk, Since: hours(-9000, 100).Draw(t, "since"),
			Person: rapid.IntRange(0, 9).Draw(t, "person") == 0, Mended: rapid.IntRange(0, 5).Draw(t, "mended") == 0,
		}
		for range rapid.IntRange(0, 8).Draw(t, "looks") {
			l := schedule.Look{At: hours(-2000, 20).Draw(t, "at"), Outcome: rapid.SampledFrom(scan.Outcomes).Draw(t, "outcome"), Asked: rapid.Bool().Draw(t, "asked")}
			if rapid.IntRange(0, 9).Draw(t, "wrong clock") == 0 {
				l.At = hours(-90000, 90000).Draw(t, "wrong")
			}
			if rapid.IntRange(0, 5).Draw(t, "put off") == 0 {
				l.Again = l.At.Add(time.Duration(rapid.IntRange(0, 500).Draw(t, "again")) * hour)
			}
			p.Looks = append(p.Looks, l)
		}
		if rapid.Bool().Draw(t, "in order") {
			slices.SortStableFunc(p.Looks, func(a, b schedule.Look) int { return a.At.Compare(b.At) })
		}
		for range rapid.IntRange(0, 3).Draw(t, "listings") {
			l := schedule.Listing{State: rapid.SampledFrom([]scan.FindingState{scan.Listed, scan.Unseen, scan.Gone, scan.Relisted}).Draw(t, "state")}
			if l.State == scan.Unseen {
				l.Unseen = hours(-500, 50).Draw(t, "unseen")
			}
			p.Listings = append(p.Listings, l)
		}
		if rapid.Bool().Draw(t, "back") {
			p.Relisted = hours(-12000, 10).Draw(t, "relisted")
		}
		for range rapid.IntRange(0, 2).Draw(t, "claims") {
			p.Claims = append(p.Claims, hours(-2000, 100).Draw(t, "claim"))
		}
		for range rapid.IntRange(0, 2).Draw(t, "letters") {
			p.Due = append(p.Due, brokers.DateOf(hours(-2000, 2000).Draw(t, "due")))
		}
		return p
	})
}

// drawNow draws what the clock shows and where it stands.
func drawNow(t *rapid.T) time.Time {
	return hours(0, 3000).Draw(t, "now").In(place2(rapid.SampledFrom(zones).Draw(t, "zone")))
}

func place2(name string) *time.Location {
	l, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return l
}

func TestWindowHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, now := pasts().Draw(t, "past"), drawNow(t)
		n := schedule.After(&p, now)
		if n.Due.Before(n.Earliest) || n.Latest.Before(n.Due) || n.Reason == "" {
			t.Fatalf("%s: from %v, due %v, to %v", n.Reason, n.Earliest, n.Due, n.Latest)
		}
		if again := schedule.After(&p, now); again != n {
			t.Fatalf("asked twice: %v and %v", n, again)
		}
		if n.Person { // only spoken of
			return
		}
		// Nothing can wait for ever, whatever a wrong clock wrote.
		if wait := n.Due.Sub(now); wait > schedule.Limit(schedule.Clear, p.Risk)+schedule.Skew {
			t.Fatalf("%s: due in %v", n.Reason, wait)
		}
		// Rule 6: never a fourth look on a day.
		begins := latest(n.Due, now).In(now.Location())
		count := 0
		for _, l := range p.Looks {
			if l.Asked && brokers.DateOf(l.At.In(now.Location())) == brokers.DateOf(begins) {
				count++
			}
		}
		if count >= schedule.PerDay {
			t.Fatalf("%s: due at %v as look %d of the day", n.Reason, begins, count+1)
		}
	})
}

func TestHigherRiskIsNeverLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, now := pasts().Draw(t, "past"), drawNow(t)
		usual := schedule.After(&p, now)
		p.Risk = scan.HighRisk
		high := schedule.After(&p, now)
		if high.Due.After(usual.Due) || high.Latest.After(usual.Latest) {
			t.Fatalf("high: due %v to %v (%s), usual: due %v to %v (%s)", high.Due, high.Latest, high.Reason, usual.Due, usual.Latest, usual.Reason)
		}
	})
}

func TestAnotherCauseIsNeverLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, now := pasts().Draw(t, "past"), drawNow(t)
		before := schedule.After(&p, now)
		what := ""
		switch rapid.IntRange(0, 3).Draw(t, "cause") {
		case 0:
			what = "claim"
			p.Claims = append(p.Claims, hours(-2000, 100).Draw(t, "another claim"))
		case 1:
			what = "letter"
			p.Due = append(p.Due, brokers.DateOf(hours(-2000, 2000).Draw(t, "another due")))
		case 2:
			what = "re-listing"
			p.Relisted = latest(p.Relisted, hours(-12000, 10).Draw(t, "another re-listing"))
		case 3:
			what = "gone"
			p.Listings = append(p.Listings, schedule.Listing{State: scan.Gone})
		}
		after := schedule.After(&p, now)
		if after.Due.After(before.Due) || after.Latest.After(before.Latest) {
			t.Fatalf("%s: due %v to %v (%s), before: due %v to %v (%s)", what, after.Due, after.Latest, after.Reason, before.Due, before.Latest, before.Reason)
		}
	})
}

// TestPlansLoseNothing lays out drawn caseloads, and the same with one look more.
func TestPlansLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := drawNow(t)
		in := schedule.Stretch{From: now, To: now.Add(time.Duration(rapid.IntRange(0, 80).Draw(t, "length")) * hour)}
		if rapid.Bool().Draw(t, "nights") {
			in.Again = in.To.Add(time.Duration(rapid.IntRange(0, 40).Draw(t, "again")) * hour)
		}
		if rapid.Bool().Draw(t, "slept") {
			in.Woke = now.Add(-time.Duration(rapid.IntRange(0, 60).Draw(t, "woke")) * time.Minute)
		}
		sites := map[string]schedule.Site{}
		for _, b := range []string{"a", "b"} { // c has no bounds
			sites[b] = schedule.Site{
				Pace: time.Duration(rapid.IntRange(0, 900).Draw(t, "pace")) * time.Second, PerVisit: rapid.IntRange(0, 4).Draw(t, "per"), Cap: rapid.IntRange(0, 20).Draw(t, "cap"),
				Used: rapid.IntRange(0, 25).Draw(t, "used"), Rests: now.Add(time.Duration(rapid.IntRange(-10, 30).Draw(t, "rests")) * hour),
			}
		}
		var list []schedule.Next
		for i := range rapid.IntRange(1, 40).Draw(t, "pairs") {
			p := pasts().Draw(t, "past")
			p.Subject = fmt.Sprintf("client-%d", i)
			if rapid.Bool().Draw(t, "high") {
				p.Risk = scan.HighRisk
			}
			list = append(list, schedule.After(&p, now))
		}
		all, few := lay(t, list, sites, in), lay(t, list[1:], sites, in)
		// What was laid out without the one that came on top still is, today or tomorrow.
		for who := range few {
			if _, kept := all[who]; !kept {
				t.Fatalf("%s lost its look to another", who)
			}
		}
		slices.Reverse(list)
		if again := lay(t, list, sites, in); fmt.Sprint(again) != fmt.Sprint(all) {
			t.Fatalf("the order in which looks are given matters:\n%v\n%v", all, again)
		}
	})
}

// lay lays out, checks all that must hold of a plan, and returns when each
// subject's look begins; zero: not in this stretch.
func lay(t *rapid.T, list []schedule.Next, sites map[string]schedule.Site, in schedule.Stretch) map[string]time.Time {
	p, err := schedule.Lay(list, sites, in)
	if err != nil {
		t.Fatal(err)
	}
	when := map[string]time.Time{}
	note := func(n schedule.Next, at time.Time) {
		if _, twice := when[n.Subject]; twice {
			t.Fatalf("%s is laid out twice", n.Subject)
		}
		when[n.Subject] = at
	}
	last, used := map[string]schedule.Visit{}, map[string]int{}
	for _, v := range p.Visits {
		note(v.Next, v.At)
		s := sites[v.Broker]
		per := max(s.PerVisit, 1)
		if v.Person || v.At.Before(in.From) || v.At.Before(v.Earliest) || v.At.Before(s.Rests) || !v.At.Before(in.To) {
			t.Fatalf("%s begins at %v: wanted from %v, stretch %v to %v, site rests until %v", v.Subject, v.At, v.Earliest, in.From, in.To, s.Rests)
		}
		if l, before := last[v.Broker]; before && v.At.Sub(l.At) < time.Duration(per)*s.Pace {
			t.Fatalf("%v after the one before at a pace of %v", v.At.Sub(l.At), s.Pace)
		}
		last[v.Broker] = v
		day := v.Broker + brokers.DateOf(v.At).String()
		if used[day] == 0 && brokers.DateOf(v.At) == brokers.DateOf(in.From) {
			used[day] = s.Used
		}
		if used[day] += per; s.Cap > 0 && used[day] > max(s.Cap, per) {
			t.Fatalf("%d requests on a day of at most %d", used[day], s.Cap)
		}
	}
	for _, n := range slices.Concat(p.Tomorrow, p.Waiting, p.Person) {
		note(n, time.Time{})
	}
	if len(when) != len(list) {
		t.Fatalf("of %d looks the plan has %d", len(list), len(when))
	}
	return when
}

// TestSpread counts where in its window a caseload's looks fall.
func TestSpread(t *testing.T) {
	const parts, clients, sites = 24, 1000, 45
	for _, c := range []struct {
		name string
		past func(p *schedule.Past)
	}{
		{"absent", func(p *schedule.Past) { p.Looks = looks(looked(0, scan.Absent)) }},
		{"listed", func(p *schedule.Past) {
			p.Looks, p.Listings = looks(looked(0, scan.Found)), []schedule.Listing{{State: scan.Listed}}
		}},
		{"unseen", func(p *schedule.Past) {
			p.Looks, p.Listings = looks(looked(0, scan.Absent)), []schedule.Listing{{State: scan.Unseen, Unseen: at(0)}}
		}},
		{"blocked", func(p *schedule.Past) { p.Looks = looks(looked(0, scan.Blocked)) }},
	} {
		var dues []time.Duration
		for i := range clients * sites {
			p := schedule.Past{Subject: fmt.Sprintf("c%d", i/sites), Broker: fmt.Sprintf("b%d", i%sites), Since: at(-1)}
			c.past(&p)
			dues = append(dues, schedule.After(&p, at(1)).Due.Sub(noon))
		}
		low, high := slices.Min(dues), slices.Max(dues)
		var count [parts]int
		for _, d := range dues {
			count[min(parts-1, int(parts*(d-low)/(high-low)))]++
		}
		chi, mean := 0.0, float64(clients*sites)/parts
		for _, n := range count {
			chi += (float64(n) - mean) * (float64(n) - mean) / mean
		}
		t.Logf("figure: issue 9, schedule: %s: %d looks over %v in %d parts: chi-square %.1f (99.9%% of even draws are below 49.7), at most %.1f%% over the mean",
			c.name, len(dues), (high - low).Round(time.Minute), parts, chi, 100*(float64(slices.Max(count[:]))/mean-1))
		if chi > 49.7 || math.IsNaN(chi) {
			t.Errorf("%s: looks are not spread evenly: %v", c.name, count)
		}
	}
}
