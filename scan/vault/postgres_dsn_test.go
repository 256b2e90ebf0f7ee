package vault

import (
	"crypto/tls"
	"fmt"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/scan/vault/pgtest"
)

// A password crosses a network encrypted or not at all, unless the address says
// so on purpose.
func TestConfigure(t *testing.T) {
	t.Setenv("PGSSLMODE", "")
	open := func(c *tls.Config) bool { return c == nil }
	cases := []struct {
		name, dsn  string
		env        string // PGSSLMODE
		err        error
		plain      bool // some way to the server is not encrypted
		challenges bool // a password is never sent as it is
	}{
		{"over a network", "postgres://u:planted@db.example.test/x", "", nil, false, true},
		{"with another scheme", "postgresql://u:planted@db.example.test/x", "", nil, false, true},
		{"preferred is not enough", "postgres://u:planted@db.example.test/x?sslmode=prefer", "", nil, false, true},
		{"allowed is not enough", "postgres://u:planted@db.example.test/x?sslmode=allow", "", nil, false, true},
		{"required", "postgres://u:planted@db.example.test/x?sslmode=require", "", nil, false, true},
		{"proved", "postgres://u:planted@db.example.test/x?sslmode=verify-full", "", nil, false, false},
		{"on purpose", "postgres://u:planted@db.example.test/x?sslmode=disable", "", nil, true, false},
		{"by the environment only", "postgres://u:planted@db.example.test/x", "disable", ErrPlain, false, false},
		{"an address of the network", "postgres://u:planted@192.0.2.1/x", "", nil, false, true},
		{"this machine", "postgres://u:planted@127.0.0.1/x", "", nil, true, false},
		{"this machine by name", "postgres://u:planted@localhost:5433/x", "", nil, true, false},
		{"this machine, IPv6", "postgres://u:planted@[::1]/x", "", nil, true, false},
		{"this machine, mapped", "postgres://u:planted@[::ffff:127.0.0.1]/x", "", nil, true, false},
		{"a socket", "postgres:///x?host=/run/postgresql&user=u", "", nil, true, false},
		{"this machine, then another", "postgres://u:planted@localhost,db.example.test/x", "", nil, true, false},
		{"another that sounds like it", "postgres://u:planted@localhost.example.test/x", "", nil, false, true},
		{"no address", "postgres://u:pl anted@[::1/x", "", ErrDSN, false, false},
		{"no such mode", "postgres://u:planted@db.example.test/x?sslmode=planted", "", ErrDSN, false, false},
		{"no such port", "postgres://u:planted@db.example.test:planted/x", "", ErrDSN, false, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("PGSSLMODE", c.env)
			got, err := configure(c.dsn)
			if c.err != nil {
				wants(t, err, c.err)
				if strings.Contains(err.Error(), "planted") {
					t.Errorf("says %v", err)
				}
				return
			}
			ok(t, err)
			plain := open(got.TLSConfig)
			for _, f := range got.Fallbacks {
				plain = plain || open(f.TLSConfig)
				if open(f.TLSConfig) && remote(f.Host) && !strings.Contains(c.dsn, "disable") {
					t.Error("a way over the network is in the clear")
				}
			}
			if plain != c.plain || (got.RequireAuth == "!password") != c.challenges {
				t.Errorf("in the clear %v, challenges %q", plain, got.RequireAuth)
			}
			if got.RuntimeParams["search_path"] != schemaName {
				t.Error("no search path")
			}
		})
	}
}

func FuzzConfigure(f *testing.F) {
	f.Add("postgres://u:p@h/x?sslmode=prefer")
	f.Add("postgresql://u:p@h1,h2:1,[::1]/x?sslmode=disable&host=/tmp")
	f.Fuzz(func(t *testing.T, rest string) {
		c, err := configure("postgres://" + rest)
		if err != nil {
			if err != ErrDSN && err != ErrPlain {
				t.Errorf("says %v", err)
			}
			return
		}
		if strings.Contains(rest, "sslmode") {
			return
		}
		if c.TLSConfig == nil && remote(c.Host) {
			t.Errorf("%q goes over the network in the clear", rest)
		}
		for _, w := range c.Fallbacks {
			if w.TLSConfig == nil && remote(w.Host) {
				t.Errorf("%q may go over the network in the clear", rest)
			}
		}
	})
}

// What is wrong with a database is told in our words, without its address.
func TestPostgresRefused(t *testing.T) {
	s := pgtest.Shared(t)
	dsn := s.Database(t)
	base := dsn[strings.LastIndex(dsn, "/")+1 : strings.Index(dsn, "?")]
	s.Exec(t, base, `DROP ROLE IF EXISTS planted_reader, planted_stranger; CREATE ROLE planted_reader LOGIN PASSWORD 'planted'; CREATE ROLE planted_stranger LOGIN PASSWORD 'planted'`)
	as := func(user, password, base, more string) string {
		return fmt.Sprintf("postgres://%s:%s@%s/%s?sslmode=disable%s", user, password, s.Address(), base, more)
	}
	u := Unlock{Identities: append(Unlock{}.Identities, identity(t))}
	refused := func(name, where string, open, creation error) {
		t.Helper()
		for what, err := range map[string]error{
			"probe":  Probe(t.Context(), where),
			"open":   func() error { _, err := Open(t.Context(), where, u); return err }(),
			"create": func() error { _, err := Create(t.Context(), where, u); return err }(),
			"check":  func() error { _, _, err := Check(t.Context(), where, u); return err }(),
		} {
			want := open
			if what == "create" {
				want = creation
			}
			wants(t, err, want)
			if strings.Contains(err.Error(), "planted") || strings.Contains(err.Error(), "127.0.0.1") || strings.Contains(err.Error(), "test_") {
				t.Errorf("%s, %s: %v", name, what, err)
			}
		}
	}
	refused("wrong password", as("planted_reader", "planted-wrong", base, ""), ErrLogin, ErrLogin)
	refused("no such user", as("planted_nobody", "planted", base, ""), ErrLogin, ErrLogin)
	refused("no such database", as("planted_reader", "planted", "planted", ""), ErrNoDatabase, ErrNoDatabase)
	refused("nobody there", "postgres://planted:planted@127.0.0.1:1/planted", ErrGone, ErrGone)
	refused("no encryption there", strings.Replace(as("planted_reader", "planted", base, ""), "disable", "require", 1), ErrTLS, ErrTLS)
	refused("may not make it", as("planted_reader", "planted", base, ""), ErrNoVault, ErrRights)

	s.Exec(t, base, `CREATE SCHEMA whohasme; CREATE TABLE whohasme.planted (n int)`)
	refused("another's tables", dsn, ErrForeign, ErrForeign)
	s.Exec(t, base, `DROP SCHEMA whohasme CASCADE; CREATE SCHEMA whohasme; CREATE TABLE whohasme.meta (name text, value bytea)`)
	refused("another's table of our name", dsn, ErrForeign, ErrForeign)
	s.Exec(t, base, `INSERT INTO whohasme.meta VALUES ('format', 'whohasme vault 2')`)
	refused("a later vault", dsn, ErrNewer, ErrExists)

	// A schema that was made for us will do, for a user who may make none.
	s.Exec(t, base, `DROP SCHEMA whohasme CASCADE; CREATE SCHEMA whohasme AUTHORIZATION planted_reader`)
	v, err := Create(t.Context(), as("planted_reader", "planted", base, ""), u)
	ok(t, err)
	ok(t, v.AddSubject(t.Context(), "me", envelope("me", 1)))
	clean(t, v)
	ok(t, v.Close())
	refused("another user's", as("planted_stranger", "planted", base, ""), ErrRights, ErrRights)

	// Read only, as a copy of a database is that another follows.
	w, err := Open(t.Context(), as("planted_reader", "planted", base, "&default_transaction_read_only=on"), u)
	ok(t, err)
	defer w.Close()
	if got := len(read(t, w, "me")); got != 1 {
		t.Errorf("%d events", got)
	}
	wants(t, w.Append(t.Context(), envelope("me", 2)), ErrReadOnly)
}

func TestOldServer(t *testing.T) {
	wants(t, recent(120_018), ErrOldServer)
	ok(t, recent(130_000))
	ok(t, recent(180_001))
}
