package vault

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan/vault/pgtest"
)

// The table raw is that of the events without anything else.
const (
	rawTable = `CREATE TABLE raw (chain TEXT NOT NULL, n INTEGER NOT NULL, kind TEXT NOT NULL, broker TEXT NOT NULL, at INTEGER NOT NULL,
		pages BLOB NOT NULL, sealed BLOB NOT NULL, link BLOB NOT NULL, PRIMARY KEY (chain, n)) STRICT`
	rawRow = `INSERT INTO raw VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
)

func TestAppendsBesideRawOnSQLite(t *testing.T) { appendsBesideRaw(t, "SQLite") }

func TestAppendsBesideRawOnPostgres(t *testing.T) {
	pgtest.Shared(t)
	appendsBesideRaw(t, "PostgreSQL")
}

// appendsBesideRaw times appends beside plain inserts of the same rows into the
// same database, in the same run: one a transaction, many a transaction, and
// from several sides at once. What the journal adds is sealing, links, heads and
// the count of writes.
func appendsBesideRaw(t *testing.T, name string) {
	const singly, together, sides, rounds = 200, 250, 16, 10
	v, _, _ := made(t, "me")
	list := make([]Envelope, together*rounds)
	for i := range list {
		list[i] = envelope("me", i)
		list[i].Payload = make([]byte, 700) // as long as a visit's that found nobody
	}
	var beside pace
	beside.of(singly*sides, func() {
		var wg sync.WaitGroup
		for range sides {
			wg.Go(func() {
				for _, e := range list[:singly] {
					if err := v.Append(t.Context(), e); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
	})
	rows := v.kept(t, "me", singly*sides)
	_, err := v.store.db.Exec(spoken(t, rawTable))
	ok(t, err)
	var one, rawOne, many, rawMany pace
	for i := range rounds { // by turns, since others use the machine too
		part, kept := list[:singly/rounds], rows[i*singly/rounds:][:singly/rounds]
		one.of(len(part), func() {
			for _, e := range part {
				ok(t, v.Append(t.Context(), e))
			}
		})
		rawOne.of(len(part), func() { raw(t, v, kept, 1) })
		part, kept = list[i*together:][:together], rows[singly+i*together:][:together]
		many.of(together, func() { ok(t, v.Append(t.Context(), part...)) })
		rawMany.of(together, func() { raw(t, v, kept, together) })
	}
	t.Logf("figure: issue 9, point 6: %s: %.0f events appended a second one by one, %.0f raw inserts of the same rows (%.2f times as many); %.0f a second 250 at a time, %.0f raw (%.1f times); %.0f a second from %d sides at once",
		name, one.rate(), rawOne.rate(), rawOne.rate()/one.rate(), many.rate(), rawMany.rate(), rawMany.rate()/many.rate(), beside.rate(), sides)
}

// pace is how often something was done, and in what time.
type pace struct {
	n    int
	took time.Duration
}

func (p *pace) of(n int, do func()) {
	began := time.Now()
	do()
	p.n, p.took = p.n+n, p.took+time.Since(began)
}

func (p *pace) rate() float64 { return float64(p.n) / p.took.Seconds() }

// kept reads rows as they are kept.
func (v *Vault) kept(t *testing.T, chain string, n int) (rows []event) {
	ok(t, v.store.view(context.Background(), func(x *tx) (err error) {
		rows, err = x.events(chain, 0, n)
		return err
	}))
	if len(rows) != n {
		t.Fatalf("%d rows of %d", len(rows), n)
	}
	return rows
}

// raw inserts rows, so many a transaction.
func raw(t *testing.T, v *Vault, rows []event, each int) {
	query := spoken(t, rawRow)
	for at := 0; at < len(rows); at += each {
		x, err := v.store.db.BeginTx(t.Context(), nil)
		ok(t, err)
		for _, e := range rows[at:min(at+each, len(rows))] {
			_, err := x.Exec(query, e.chain, e.n, e.kind, e.broker, e.at, e.pages, e.sealed, e.link)
			ok(t, err)
		}
		ok(t, x.Commit())
	}
}

// spoken is a query as the store of a test reads it.
func spoken(t *testing.T, query string) string {
	if onPostgres(t) {
		return dialect.Replace(query)
	}
	return strings.ReplaceAll(query, "$", "?")
}
