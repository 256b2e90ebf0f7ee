package vault

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/scan"
)

// rare tells the kinds that a chain holds few of from the two that nearly all
// of its events are of. Who reads only those does not pass over the others.
const rare = `kind <> '` + string(scan.VisitMade) + `' AND kind <> '` + string(scan.PageArrived) + `'`

// schema is the journal's, version 1. Times are microseconds since 1970.
const schema = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE members (id TEXT PRIMARY KEY, role TEXT NOT NULL, recipient TEXT NOT NULL) STRICT;
CREATE TABLE subjects (id TEXT PRIMARY KEY, wrapped BLOB NOT NULL, keepers TEXT NOT NULL) STRICT;
CREATE TABLE heads (chain TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT;
CREATE TABLE events (
	chain TEXT NOT NULL, n INTEGER NOT NULL, kind TEXT NOT NULL, broker TEXT NOT NULL, at INTEGER NOT NULL,
	pages BLOB NOT NULL, sealed BLOB NOT NULL, link BLOB NOT NULL, PRIMARY KEY (chain, n)) STRICT;
CREATE INDEX events_rare ON events (chain, n) WHERE ` + rare + `;
CREATE TABLE pages (
	subject TEXT NOT NULL, id BLOB NOT NULL, broker TEXT NOT NULL, at INTEGER NOT NULL, dropped INTEGER NOT NULL,
	name BLOB NOT NULL, body BLOB NOT NULL, PRIMARY KEY (subject, id)) STRICT;
CREATE TABLE memory (subject TEXT NOT NULL, id BLOB NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY (subject, id)) STRICT;
CREATE TABLE leases (
	name TEXT PRIMARY KEY, token INTEGER NOT NULL, holder TEXT NOT NULL, until INTEGER NOT NULL, rests INTEGER NOT NULL) STRICT;
CREATE TABLE tokens (last INTEGER NOT NULL) STRICT;`

// dialect turns SQLite's words into PostgreSQL's. Text is ordered by its bytes.
var dialect = strings.NewReplacer("BLOB", "BYTEA", "INTEGER", "BIGINT", "TEXT", `TEXT COLLATE "C"`, " STRICT", "")

// storage keeps PostgreSQL from trying to compress what is encrypted.
const storage = `
ALTER TABLE events ALTER COLUMN sealed SET STORAGE EXTERNAL, ALTER COLUMN pages SET STORAGE EXTERNAL;
ALTER TABLE pages ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE memory ALTER COLUMN sealed SET STORAGE EXTERNAL;`

// schemaFor is the schema as a store reads it.
func schemaFor(s *store) string {
	if s.server == nil {
		return schema
	}
	return dialect.Replace(schema) + storage
}

func (t *tx) meta(name string) (value []byte, found bool, err error) {
	found, err = t.one(`SELECT value FROM meta WHERE name = $1`, []any{name}, &value)
	return value, found, err
}

func (t *tx) setMeta(name string, value []byte) error {
	_, err := t.exec(`INSERT INTO meta (name, value) VALUES ($1, $2)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return err
}

// subjectRow is what is kept of a subject outside the journal.
type subjectRow struct {
	id      string
	wrapped []byte   // the subject's key
	keepers []string // ids of the caseworkers it is assigned to
}

func (t *tx) addSubject(s subjectRow) (added bool, err error) {
	n, err := t.exec(`INSERT INTO subjects (id, wrapped, keepers) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, s.id, s.wrapped, joinIDs(s.keepers))
	t.made = &mark{`SELECT 1 FROM subjects WHERE id = $1 AND wrapped = $2`, []any{s.id, s.wrapped}}
	return n == 1, err
}

func (t *tx) subject(id string) (s subjectRow, found bool, err error) {
	if !isText(id) {
		return s, false, nil
	}
	var keepers string
	found, err = t.one(`SELECT id, wrapped, keepers FROM subjects WHERE id = $1`, []any{id}, &s.id, &s.wrapped, &keepers)
	s.keepers = splitIDs(keepers)
	return s, found, err
}

// subjects lists all subjects by id.
func (t *tx) subjects() (list []subjectRow, err error) {
	err = t.each(`SELECT id, wrapped, keepers FROM subjects ORDER BY id`, nil, func(r *sql.Rows) error {
		var s subjectRow
		var keepers string
		err := r.Scan(&s.id, &s.wrapped, &keepers)
		s.keepers = splitIDs(keepers)
		list = append(list, s)
		return err
	})
	return list, err
}

func (t *tx) head(chain string) (sealed []byte, found bool, err error) {
	if sealed, found = t.heads[chain]; found {
		return sealed, true, nil
	}
	found, err = t.one(`SELECT sealed FROM heads WHERE chain = $1`, []any{chain}, &sealed)
	return sealed, found, err
}

func (t *tx) setHead(chain string, sealed []byte) error {
	delete(t.heads, chain)
	_, err := t.exec(`INSERT INTO heads (chain, sealed) VALUES ($1, $2)
		ON CONFLICT (chain) DO UPDATE SET sealed = excluded.sealed`, chain, sealed)
	return err
}

// lastBy reads the link of the last event of a chain dated at or earlier.
func (t *tx) lastBy(chain string, at int64) (end tip, found bool, err error) {
	found, err = t.one(`SELECT n, link FROM events WHERE chain = $1 AND at <= $2 ORDER BY n DESC LIMIT 1`,
		[]any{chain, at}, &end.n, &end.link)
	return end, found, err
}

// chains lists every chain that a head or an event names, in order.
func (t *tx) chains() (names []string, err error) {
	err = t.each(`SELECT chain FROM heads UNION SELECT chain FROM events ORDER BY 1`, nil, func(r *sql.Rows) error {
		var s string
		err := r.Scan(&s)
		names = append(names, s)
		return err
	})
	return names, err
}

func (t *tx) addEvent(e event) error {
	_, err := t.exec(`INSERT INTO events (chain, n, kind, broker, at, pages, sealed, link)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, e.chain, e.n, e.kind, e.broker, e.at, e.pages, e.sealed, e.link)
	t.made = &mark{`SELECT 1 FROM events WHERE chain = $1 AND n = $2 AND link = $3`, []any{e.chain, e.n, e.link}}
	return err
}

// events reads at most limit events of a chain that stand after a place, in
// order.
func (t *tx) events(chain string, after int64, limit int) (out []event, err error) {
	return t.rows(`SELECT chain, n, kind, broker, at, pages, sealed, link FROM events
		WHERE chain = $1 AND n > $2 ORDER BY n LIMIT $3`, chain, after, limit)
}

// eventsOf reads, of the events of a chain that stand after a place and up to
// another, at most limit of the kinds given, in order.
func (t *tx) eventsOf(chain string, kinds []scan.Kind, after, last int64, limit int) (out []event, err error) {
	args, places := []any{chain, after, last, limit}, make([]string, len(kinds))
	for i, k := range kinds {
		args = append(args, string(k))
		places[i] = fmt.Sprintf("$%d", len(args))
	}
	which := `kind IN (` + strings.Join(places, ", ") + `)`
	if !slices.Contains(kinds, scan.VisitMade) && !slices.Contains(kinds, scan.PageArrived) {
		which += ` AND ` + rare
	}
	return t.rows(`SELECT chain, n, kind, broker, at, pages, sealed, link FROM events
		WHERE chain = $1 AND n > $2 AND n <= $3 AND `+which+` ORDER BY n LIMIT $4`, args...)
}

func (t *tx) rows(query string, args ...any) (out []event, err error) {
	err = t.each(query, args, func(r *sql.Rows) error {
		var e event
		err := r.Scan(&e.chain, &e.n, &e.kind, &e.broker, &e.at, &e.pages, &e.sealed, &e.link)
		out = append(out, e)
		return err
	})
	return out, err
}

// count counts the places from 1 to last of a chain at which an event stands.
func (t *tx) count(chain string, last int64) (n int64, err error) {
	_, err = t.one(`SELECT count(*) FROM events WHERE chain = $1 AND n > 0 AND n <= $2`, []any{chain, last}, &n)
	return n, err
}

const pageColumns = `subject, id, broker, at, dropped, name, body`

func (p *page) scan(r interface{ Scan(...any) error }) error {
	return r.Scan(&p.subject, &p.id, &p.broker, &p.at, &p.dropped, &p.name, &p.body)
}

// setPage keeps a page, unless the same page is kept already from a later day.
func (t *tx) setPage(p page) error {
	_, err := t.exec(`INSERT INTO pages (`+pageColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (subject, id) DO UPDATE SET broker = excluded.broker, at = excluded.at, dropped = excluded.dropped,
		name = excluded.name, body = excluded.body WHERE pages.dropped > excluded.dropped OR pages.at < excluded.at`,
		p.subject, p.id, p.broker, p.at, p.dropped, p.name, p.body)
	return err
}

// emptyPage puts p, a dropped page, in the place of the page kept, if that is
// still the one of p's time.
func (t *tx) emptyPage(p page) (int64, error) {
	return t.exec(`UPDATE pages SET dropped = 1, body = $1 WHERE subject = $2 AND id = $3 AND at = $4 AND dropped = 0`,
		p.body, p.subject, p.id, p.at)
}

func (t *tx) page(subject string, id []byte) (p page, found bool, err error) {
	err = t.each(`SELECT `+pageColumns+` FROM pages WHERE subject = $1 AND id = $2`, []any{subject, id}, func(r *sql.Rows) error {
		found = true
		return p.scan(r)
	})
	return p, found, err
}

// pages reads at most limit pages of a subject whose id comes after one, in
// the order of ids.
func (t *tx) pages(subject string, after []byte, limit int) (out []page, err error) {
	err = t.each(`SELECT `+pageColumns+` FROM pages WHERE subject = $1 AND id > $2 ORDER BY id LIMIT $3`,
		[]any{subject, after, limit}, func(r *sql.Rows) error {
			var p page
			err := p.scan(r)
			out = append(out, p)
			return err
		})
	return out, err
}

// agedPages lists the pages taken before a time and not dropped, without
// their bodies.
func (t *tx) agedPages(before int64) (out []page, err error) {
	err = t.each(`SELECT subject, id, broker, at, dropped, name, '' FROM pages WHERE at < $1 AND dropped = 0
		ORDER BY subject, id`, []any{before}, func(r *sql.Rows) error {
		var p page
		err := p.scan(r)
		out = append(out, p)
		return err
	})
	return out, err
}

// strangers counts pages of subjects the vault does not hold.
func (t *tx) strangers() (n int64, err error) {
	_, err = t.one(`SELECT count(*) FROM pages WHERE subject <> '' AND subject NOT IN (SELECT id FROM subjects)`, nil, &n)
	return n, err
}

// faults counts what SQLite finds wrong with its own structure, up to most.
// PostgreSQL looks after that itself.
func (t *tx) faults(most int) (n int, err error) {
	if t.s.server != nil {
		return 0, nil
	}
	err = t.each(fmt.Sprintf(`PRAGMA integrity_check(%d)`, most), nil, func(r *sql.Rows) error {
		var line string
		err := r.Scan(&line)
		if line != "ok" {
			n++
		}
		return err
	})
	return n, err
}
