package casebook_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"filippo.io/age"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
	"github.com/whohasme/whohasme/scan/vault/pgtest"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) { pgtest.Close(); os.Exit(code) }))
}

// noon is a Friday.
var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// office is a casebook on a vault of its own, with a clock that stands until
// it is moved.
type office struct {
	*casebook.Casebook
	t   *testing.T
	now time.Time
}

// open opens an office with brokers that are given as id and YAML beyond the
// first lines. A test opens one, and runs beside the others.
func open(t *testing.T, files ...string) *office {
	t.Helper()
	t.Parallel()
	return reopen(t, files...)
}

// reopen is open for a test that opens several.
func reopen(t *testing.T, files ...string) *office {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	ok(t, err)
	v, err := vault.Create(t.Context(), filepath.Join(t.TempDir(), "vault"), vault.Unlock{Identities: []age.Identity{id}})
	ok(t, err)
	t.Cleanup(func() { ok(t, v.Close()) })
	book, err := statute.Load()
	ok(t, err)
	o := &office{t: t, now: noon}
	o.Casebook = &casebook.Casebook{Vault: v, Catalogue: catalogue(t, files...), Statutes: book, Now: func() time.Time { return o.now }}
	return o
}

// catalogue reads broker files; the first line of each is its id.
func catalogue(t *testing.T, files ...string) *brokers.Catalogue {
	t.Helper()
	layer := fstest.MapFS{}
	for _, f := range files {
		id, rest, _ := strings.Cut(strings.TrimSpace(f), "\n")
		text := fmt.Sprintf("id: %s\nname: Site %s\ncountry: US\n%s\n", id, id, rest)
		if !strings.Contains(rest, "domain:") {
			text += fmt.Sprintf("domain: %s.test\n", id)
		}
		layer[id[:1]+"/"+id+".yaml"] = &fstest.MapFile{Data: []byte(text)}
	}
	c, faults := brokers.Load(brokers.Layer{Name: "test", FS: layer})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return c
}

// people is a broker that can be looked at by plain requests, at a host that
// does not exist, and that takes requests by e-mail.
func people(id string) string {
	return id + `
opt_out: [{ask: suppress, by: email, to: privacy@` + id + `.test}]
search: {url: "https://` + id + `.test/{first|lower}-{last|lower}", way: fetch, record: div.card, fields: {name: h2}}`
}

const (
	selfFile = `
authority: {kind: self}
names: [{first: Wilma, last: Tarn}]
addresses: [{city: Akron, state: OH}]
reply_to: wt.privacy@example.org
`
	californian = `
authority: {kind: self}
names: [{first: Wilma, last: Tarn}]
addresses: [{city: Fresno, state: CA}]
reply_to: wt.privacy@example.org
`
	mandateFile = `
authority: {kind: mandate, scope: [look, suppress, opt-out-of-sale], brokers: all, from: 2026-11-01, to: 2026-11-30, document: signed.pdf}
names: [{first: Wilma, last: Tarn}]
addresses: [{city: Akron, state: OH}]
`
	guardianFile = `
authority: {kind: guardian}
names: [{first: Wilma, last: Tarn}]
`
)

var paper = []byte("%PDF-1.7 signed")

func parse(t *testing.T, id, file string) *scan.Subject {
	t.Helper()
	s, err := scan.ParseSubject("subject.yaml", []byte("id: "+id+file))
	ok(t, err)
	return s
}

// add files a subject, with a document where it is a mandate.
func (o *office) add(id, file string) *scan.Subject {
	o.t.Helper()
	s := parse(o.t, id, file)
	var document []byte
	if s.Authority.Kind == scan.Mandate {
		document = paper
	}
	ok(o.t, o.AddSubject(o.t.Context(), s, document))
	return s
}

func (o *office) clock() time.Time { return o.now }

// later moves the clock.
func (o *office) later(d time.Duration) { o.now = o.now.Add(d) }

// seen journals a visit by hand, made now, that saw the records given.
func (o *office) seen(subject, broker string, outcome scan.Outcome, records ...scan.Sighting) {
	o.t.Helper()
	o.visit(scan.Visit{Subject: subject, Broker: broker, Outcome: outcome, Control: scan.ControlWorked, Sightings: records})
}

func (o *office) visit(v scan.Visit) {
	o.t.Helper()
	v.At = o.now
	o.journal(scan.VisitMade, v.Subject, v.Broker, v)
}

func (o *office) journal(kind scan.Kind, subject, broker string, v any) {
	o.t.Helper()
	payload, err := json.Marshal(v)
	ok(o.t, err)
	ok(o.t, o.Vault.Append(o.t.Context(), vault.Envelope{Kind: kind, Subject: subject, Broker: broker, At: o.now, Payload: payload}))
}

// unseen journals a visit that saw a finding neither by search nor by address.
func (o *office) unseen(subject, broker, finding string) {
	o.t.Helper()
	o.visit(scan.Visit{Subject: subject, Broker: broker, Outcome: scan.Absent, Control: scan.ControlWorked,
		Rechecks: []scan.Recheck{{ID: finding, Search: scan.Absent, Address: scan.Absent}}})
}

// record is a sighting of Wilma Tarn at a broker.
func record(id string, v scan.Verdict, places ...scan.Address) scan.Sighting {
	if places == nil {
		places = []scan.Address{{City: "Akron", State: "OH"}}
	}
	broker := strings.Split(id, ".")[1]
	return scan.Sighting{ID: id, Judged: scan.Judged{Verdict: v, Score: 0.9,
		Record: scan.Record{Name: "Wilma Tarn", Addresses: places, URL: "https://" + broker + ".test/p/a1b2c3d"}}}
}

// events counts the events of a kind in a subject's chain.
func (o *office) events(subject string, kind scan.Kind) int {
	o.t.Helper()
	n := 0
	for _, err := range o.Vault.Events(context.Background(), subject, kind) {
		ok(o.t, err)
		n++
	}
	return n
}

func (o *office) day(n int) brokers.Date { return o.Today().AddDays(n) }

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused fails unless an error is a rule that forbids, in words.
func refused(t *testing.T, err error, words string) {
	t.Helper()
	var r *scan.Refusal
	if !errors.As(err, &r) || !strings.Contains(r.Rule, words) {
		t.Fatalf("got %v, want a refusal with %q", err, words)
	}
}

func wants(t *testing.T, err error, words string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), words) {
		t.Fatalf("got %v, want an error with %q", err, words)
	}
}
