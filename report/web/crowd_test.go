package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/growth"
	"github.com/whohasme/whohasme/scan/vault"
)

// crowdSites is how many brokers each person of a crowd was looked for at.
const crowdSites = 40

// manyBrokers is a catalogue of as many.
func manyBrokers() brokers.Layer {
	files := fstest.MapFS{}
	for i := range crowdSites {
		id := fmt.Sprintf("site-%d", i)
		files["s/"+id+".yaml"] = &fstest.MapFile{Data: fmt.Appendf(nil, `id: %[1]s
name: Site %[1]s
domain: %[1]s.test
country: US
category: people-search
status: active
opt_out: [{ask: suppress, by: email, to: privacy@%[1]s.test}]
search: {url: "https://%[1]s.test/{first|lower}-{last|lower}", way: fetch, record: div.card, fields: {name: h2}}
`, id)}
	}
	return brokers.Layer{Name: "test", FS: files}
}

// crowd fills a vault with persons who were looked for twice, have findings,
// and sent a request.
func (s *stage) crowd(b *casebook.Casebook, n int, r *rand.Rand) (ids []string) {
	s.t.Helper()
	for i := range n {
		id := fmt.Sprintf("c%04d", i)
		ids = append(ids, id)
		p, err := scan.ParseSubject("subject.yaml", []byte(strings.NewReplacer("id: me", "id: "+id, "kind: self", "kind: guardian").Replace(wilma)))
		ok(s.t, err)
		events := []vault.Envelope{s.envelope(scan.SubjectAdded, id, "", p, noon.Add(-96*time.Hour))}
		for look := range 2 {
			at := noon.Add(time.Duration(look-2) * 24 * time.Hour)
			for k := range crowdSites {
				site := fmt.Sprintf("site-%d", k)
				v := scan.Visit{Subject: id, Broker: site, Outcome: scan.Absent, Control: scan.ControlWorked, At: at, Way: "fetch"}
				if k%4 == 0 {
					verdict := scan.Match
					if r.IntN(3) == 0 {
						verdict = scan.Possible
					}
					v.Outcome = scan.Found
					v.Sightings = []scan.Sighting{{ID: fmt.Sprintf("%s.%s.1", id, site), Judged: scan.Judged{Verdict: verdict, Score: 0.9,
						Record:  scan.Record{Name: "Wilma Tarn", Age: scan.Years(42), Addresses: []scan.Address{{City: "Akron", State: "OH"}, {Street: "1 Elm St", City: "Toledo", State: "OH"}}, Phones: []string{"+1 330 555 0100"}, URL: fmt.Sprintf("https://%s.test/p/%d", site, i)},
						Reasons: []scan.Reason{{Field: "name", Effect: scan.For, Weight: 5, Text: "the same name"}, {Field: "place", Effect: scan.For, Weight: 3, Text: "lives in Akron, OH as you do"}}}}}
				}
				events = append(events, s.envelope(scan.VisitMade, id, site, v, at))
			}
		}
		q := report.Request{ID: id + ".site-0.suppress", Subject: id, Broker: "site-0", Ask: brokers.Suppress, Route: brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByEmail, To: "privacy@site-0.test"}, Findings: []string{id + ".site-0.1"}, Clears: []string{"site-0"}}
		events = append(events, s.envelope(report.RequestDrafted, id, "site-0", q, noon.Add(-20*time.Hour)),
			s.envelope(report.RequestStepped, id, "site-0", report.Step{Request: q.ID, State: report.Sent, On: brokers.DateOf(noon).AddDays(-1)}, noon.Add(-19*time.Hour)))
		ok(s.t, b.Vault.AddSubject(context.Background(), id, events...))
	}
	return ids
}

func (s *stage) envelope(kind scan.Kind, subject, broker string, v any, at time.Time) vault.Envelope {
	s.t.Helper()
	payload, err := json.Marshal(v)
	ok(s.t, err)
	return vault.Envelope{Kind: kind, Subject: subject, Broker: broker, At: at, Payload: payload}
}

// TestCrowd measures how fast pages answer with a thousand persons in the
// vault, each with eighty visits.
func TestCrowd(t *testing.T) {
	n, rounds := 1000, 40
	if testing.Short() || raced {
		n, rounds = 200, 12
	}
	s := open(t, manyBrokers())
	r := rand.New(rand.NewPCG(seed(t), 8))
	began := time.Now()
	ids := s.crowd(s.made(), n, r)
	t.Logf("filled in %s", time.Since(began).Round(time.Millisecond))
	b := s.in()
	pages := []string{"/people", "/people?page=PART", "/s/SUBJECT", "/s/SUBJECT/findings", "/s/SUBJECT/findings/SUBJECT.site-4.1", "/s/SUBJECT/review", "/s/SUBJECT/plan", "/s/SUBJECT/letters", "/s/SUBJECT/letters/SUBJECT.site-4.suppress", "/s/SUBJECT/requests",
		"/s/SUBJECT/requests/SUBJECT.site-0.suppress", "/s/SUBJECT/sites", "/s/SUBJECT/look?fresh=yes", "/s/SUBJECT/about", "/s/SUBJECT/findings/SUBJECT.site-4.1/evidence"}
	var all, worked []time.Duration
	slowest := map[string]time.Duration{}
	for range rounds {
		for _, p := range pages {
			path := strings.NewReplacer("SUBJECT", ids[r.IntN(n)], "PART", fmt.Sprint(1+r.IntN(n/25))).Replace(p)
			began, spentBefore := time.Now(), growth.Spent()
			b.raw(path)
			took := time.Since(began)
			all, worked = append(all, took), append(worked, growth.Spent()-spentBefore)
			slowest[p] = max(slowest[p], took)
			if b.code != 200 && !strings.Contains(p, "/letters/") {
				t.Fatalf("%s answers %d", path, b.code)
			}
		}
	}
	at := func(list []time.Duration, q float64) time.Duration {
		slices.Sort(list)
		return list[int(q*float64(len(list)-1))].Round(100 * time.Microsecond)
	}
	t.Logf("figure: issue 8, point 3: a dashboard page answers in %s at the 99th percentile (median %s; processor time of page and reader %s at the 99th) with %d subjects of %d visits each in the vault; wanted 50 ms",
		at(all, 0.99), at(all, 0.5), at(worked, 0.99), n, 2*crowdSites)
	for p, d := range slowest {
		t.Logf("%-50s %s", p, d.Round(100*time.Microsecond))
	}
	// A machine that does other things as well makes pages wait; what they work
	// does not hang on it.
	if p := at(worked, 0.99); p > 50*time.Millisecond && !raced {
		t.Errorf("a page takes %s of processor time at the 99th percentile, wanted 50 ms at most", p)
	}
}
