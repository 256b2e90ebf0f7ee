package casebook

import (
	"fmt"
	"testing"
	"testing/fstest"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

// crowded is a history of many findings: so many brokers, each with fifty
// records, seen on three days, every third one asked to take them down.
func crowded(tb testing.TB, sites int) (*Casebook, *history) {
	tb.Helper()
	layer := fstest.MapFS{}
	for i := range sites {
		id := fmt.Sprintf("site-%d", i)
		text := fmt.Sprintf("id: %s\nname: Site %d\ncountry: US\ndomain: %s.test\nfamily: family-%d\nopt_out: [{ask: suppress, by: email, to: privacy@%s.test}]\n"+
			"search: {url: \"https://%s.test/{last}\", way: fetch, record: div, fields: {name: h2}}\n", id, i, id, i/3, id, id)
		layer["s/"+id+".yaml"] = &fstest.MapFile{Data: []byte(text)}
	}
	catalogue, faults := brokers.Load(brokers.Layer{Name: "test", FS: layer})
	if len(faults) > 0 {
		tb.Fatal(faults[0])
	}
	book, err := statute.Load()
	if err != nil {
		tb.Fatal(err)
	}
	s, err := scan.ParseSubject("me.yaml", []byte(`id: me
authority: {kind: self}
names: [{first: Wilma, middle: Jo, last: Tarn}, {first: Wilma, last: Ost, kind: former}]
born: 1984-03-12
addresses: [{street: 12 Elm St, city: Akron, state: OH}, {city: Dayton, state: OH, to: 2015}]
phones: ["+1 512 555 0142"]
reply_to: wt.privacy@example.org
`))
	if err != nil {
		tb.Fatal(err)
	}
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	c := &Casebook{Catalogue: catalogue, Statutes: book, Now: func() time.Time { return now }}
	h := &history{Subject: s}
	for day := range 3 {
		for i := range sites {
			h.Visits = append(h.Visits, crowdedVisit(i, now.AddDate(0, 0, day-10)))
		}
	}
	h.Findings = scan.Follow(h.Visits, nil)
	for i := 0; i < sites; i += 3 {
		id := fmt.Sprintf("site-%d", i)
		k := report.Case{State: report.Sent, Sent: brokers.DateOf(now).AddDays(-5), Received: brokers.DateOf(now).AddDays(-5)}
		k.ID, k.Subject, k.Broker, k.Ask, k.Clears = "me."+id+".suppress", "me", id, brokers.Suppress, []string{id}
		k.Route = brokers.OptOut{By: brokers.ByEmail}
		for j := range 50 {
			k.Findings = append(k.Findings, fmt.Sprintf("me.%s.%d", id, j))
		}
		k.History = []report.Step{{Request: k.ID, State: report.Sent, On: k.Sent}}
		h.Cases = append(h.Cases, k)
	}
	return c, h
}

func crowdedVisit(i int, at time.Time) scan.Visit {
	id := fmt.Sprintf("site-%d", i)
	v := scan.Visit{Subject: "me", Broker: id, At: at, Outcome: scan.Found, Control: scan.ControlWorked, Way: "fetch", Versions: scan.Versions{Definition: "d1", Matcher: "5"}}
	for j := range 50 {
		hash := fmt.Sprintf("%064x", i*1000+j+at.Day()<<20)
		v.Pages = append(v.Pages, scan.Evidence{Hash: hash, URL: "https://" + id + ".test/tarn", At: at})
		s := scan.Sighting{ID: fmt.Sprintf("me.%s.%d", id, j), Pages: []string{hash}}
		s.Record = scan.Record{
			Name: "Wilma Tarn", Age: scan.Years(42), Aliases: []string{"Wilma Ost"}, Relatives: []string{"Zeb Quux", "Yul Quux"}, Phones: []string{"+15125550142", "+19375550111"},
			Addresses: []scan.Address{{Street: "12 Elm Street", City: "Akron", State: "OH"}, {Street: "40 Zebra Way", City: "Xenia", State: "OH"}, {City: "Dayton", State: "OH"}},
			URL:       fmt.Sprintf("https://%s.test/p/%d", id, j),
		}
		s.Verdict, s.Score = scan.Match, 0.97
		if j%5 == 4 {
			s.Verdict, s.Score = scan.Possible, 0.4
		}
		s.Reasons = []scan.Reason{{Field: "name", Effect: scan.For, Weight: 12, Text: "the same name"}}
		v.Sightings = append(v.Sightings, s)
	}
	return v
}

// BenchmarkBuild is what a report over 10,000 findings at 200 brokers takes
// before it is rendered.
func BenchmarkBuild(b *testing.B) {
	c, h := crowded(b, 200)
	for b.Loop() {
		r, err := c.build(h, c.Today(), extra{})
		if err != nil || len(r.Findings) != 10_000 {
			b.Fatal(len(r.Findings), err)
		}
	}
}

// A report over four times the findings takes about four times the work: no
// part of it joins all with all. Work is counted in allocations, which do not
// depend on how busy the machine is; the time is printed.
func TestBuildGrowsEvenly(t *testing.T) {
	work := func(sites int) float64 {
		c, h := crowded(t, sites)
		return testing.AllocsPerRun(1, func() {
			if _, err := c.build(h, c.Today(), extra{}); err != nil {
				t.Fatal(err)
			}
		})
	}
	small, large := work(50), work(200)
	if large > 5*small {
		t.Errorf("%.0f allocations for 2,500 findings, %.0f for 10,000", small, large)
	}
	c, h := crowded(t, 200)
	began := time.Now()
	if _, err := c.build(h, c.Today(), extra{}); err != nil {
		t.Fatal(err)
	}
	t.Logf("figure: a report over 10,000 findings is put together in %v, before it is rendered", time.Since(began).Round(time.Millisecond))
}
