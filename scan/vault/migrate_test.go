package vault

import (
	"strings"
	"testing"
)

// An invented next version of the tables, and one after it.
var invented = []step{
	{`ALTER TABLE subjects ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'`, `ALTER TABLE subjects ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'`},
	{`CREATE TABLE colours (name TEXT PRIMARY KEY) STRICT; INSERT INTO colours VALUES ('red')`, `CREATE TABLE colours (name TEXT PRIMARY KEY); INSERT INTO colours VALUES ('red')`},
}

func storeMigrate(t *testing.T) {
	v, path, u := made(t, "me")
	filled(t, v, "me", 3)
	version := func() (n int) {
		t.Helper()
		ok(t, v.store.view(t.Context(), func(t *tx) (err error) { n, err = t.version(); return err }))
		return n
	}
	has := func(query string) bool {
		return v.store.view(t.Context(), func(t *tx) error { _, err := t.one(query, nil, new(string)); return err }) == nil
	}
	if version() != newest(ladder) {
		t.Fatalf("a new vault has version %d", version())
	}
	ok(t, migrate(t.Context(), v.store, v.keys, ladder))

	// A step that fails takes those before it back.
	broken := []step{invented[0], {`CREATE TABLE colours (name TEXT PRIMARY KEY); SELECT nonsense`, `CREATE TABLE colours (name TEXT PRIMARY KEY); SELECT nonsense`}}
	if err := migrate(t.Context(), v.store, v.keys, broken); err == nil {
		t.Error("a step with a fault was taken")
	}
	if version() != 1 || has(`SELECT colour FROM subjects`) || has(`SELECT name FROM colours`) {
		t.Error("half a migration stays")
	}
	clean(t, v)

	ok(t, migrate(t.Context(), v.store, v.keys, invented))
	ok(t, migrate(t.Context(), v.store, v.keys, invented))
	if version() != 3 || !has(`SELECT colour FROM subjects`) || !has(`SELECT name FROM colours`) {
		t.Errorf("version %d after the migration", version())
	}
	if got := len(read(t, v, "me")); got != 3 {
		t.Errorf("%d events after the migration", got)
	}
	clean(t, v)

	// This program does not know that version.
	_, err := Open(t.Context(), path, u)
	wants(t, err, ErrNewer)
	if _, _, err := Check(t.Context(), path, u); err == nil || !strings.Contains(err.Error(), "newer") {
		t.Errorf("check says %v", err)
	}

	// A version that was changed by hand is damage, not a reason to migrate.
	tamper(t, v, `UPDATE meta SET value = x'31' WHERE name = 'schema'`)
	wants(t, migrate(t.Context(), v.store, v.keys, invented), ErrDamaged)
	damage, err := v.Verify(t.Context())
	ok(t, err)
	if len(damage) != 1 || !strings.Contains(damage[0].Text, "list of members") {
		t.Errorf("damage %v", damage)
	}
}
