package vault

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/scan/growth"
	"github.com/whohasme/whohasme/scan/vault/pgtest"
)

// spoils are what is done to one value of a column, by its type. $ stands for
// the value, and other for that of another row.
var spoils = map[string][]string{
	"bytea":  {`set_bit($, RANDOM % (8 * length($)), 1 - get_bit($, RANDOM % (8 * length($))))`, `''::bytea`, `NULL`, `other`, `substr($, 1, length($) - 1)`, `$ || '\x00'::bytea`},
	"text":   {`overlay($ placing chr(97 + (ascii($) + 1) % 26) from 1 for 1)`, `''`, `NULL`, `other`, `$ || ' '`, `upper($)`},
	"bigint": {`$ # (1::bigint << (RANDOM % 63))`, `0`, `NULL`, `other`, `$ + 1`, `-$`},
}

// tableOf is one table of a vault's, for spoiling.
type tableOf struct {
	name    string
	columns []columnOf
	rows    []string // where each of them stands (ctid is not used: it moves)
}

type columnOf struct{ name, kind string }

// spoiler changes tables and puts them back.
type spoiler struct {
	t  *testing.T
	db *sql.DB
}

func (s *spoiler) exec(query string) {
	s.t.Helper()
	if _, err := s.db.Exec(query); err != nil {
		s.t.Fatalf("%s: %v", query, err)
	}
}

func (s *spoiler) texts(query string) (out []string) {
	s.t.Helper()
	rows, err := s.db.Query(query)
	ok(s.t, err)
	defer rows.Close()
	for rows.Next() {
		var text string
		ok(s.t, rows.Scan(&text))
		out = append(out, text)
	}
	ok(s.t, rows.Err())
	return out
}

// open takes away what the database itself would refuse, and keeps a copy.
func (s *spoiler) open() (list []tableOf) {
	s.exec(`CREATE SCHEMA saved`)
	for _, name := range s.texts(`SELECT tablename::text FROM pg_tables WHERE schemaname = 'whohasme' ORDER BY 1`) {
		t := tableOf{name: name}
		for _, c := range s.texts(`SELECT column_name || ' ' || data_type FROM information_schema.columns WHERE table_schema = 'whohasme' AND table_name = '` + name + `' ORDER BY ordinal_position`) {
			column, kind, _ := strings.Cut(c, " ")
			t.columns = append(t.columns, struct{ name, kind string }{column, kind})
		}
		for _, key := range s.texts(`SELECT conname::text FROM pg_constraint WHERE conrelid = 'whohasme.` + name + `'::regclass`) {
			s.exec(fmt.Sprintf(`ALTER TABLE %s DROP CONSTRAINT %s`, name, key))
		}
		for _, c := range t.columns {
			s.exec(fmt.Sprintf(`ALTER TABLE %s ALTER COLUMN %s DROP NOT NULL`, name, c.name))
		}
		s.exec(fmt.Sprintf(`ALTER TABLE %s ADD COLUMN spoil_row bigint GENERATED ALWAYS AS IDENTITY; CREATE TABLE saved.%[1]s AS TABLE %[1]s`, name))
		t.rows = s.texts(fmt.Sprintf(`SELECT spoil_row::text FROM %s ORDER BY 1`, name))
		list = append(list, t)
	}
	return list
}

// restore puts a table back as it was.
func (s *spoiler) restore(name string) {
	s.exec(fmt.Sprintf(`DELETE FROM %[1]s; INSERT INTO %[1]s OVERRIDING SYSTEM VALUE SELECT * FROM saved.%[1]s`, name))
}

// changed reports whether a table differs from its copy.
func (s *spoiler) changed(name string) bool {
	return len(s.texts(fmt.Sprintf(`(SELECT x::text FROM %[1]s x EXCEPT ALL SELECT x::text FROM saved.%[1]s x) UNION ALL (SELECT x::text FROM saved.%[1]s x EXCEPT ALL SELECT x::text FROM %[1]s x)`, name))) > 0
}

// contents is all that can be read of a vault.
func contents(t *testing.T, v *Vault, hashes map[string][]string) (all string, err error) {
	var b strings.Builder
	for _, subject := range []string{"", "me", "other", "third"} {
		for e, err := range v.Events(context.Background(), subject) {
			if err != nil {
				return "", err
			}
			fmt.Fprintf(&b, "%+v\n", e)
		}
		for _, hash := range hashes[subject] {
			body, err := v.Page(context.Background(), subject, hash)
			if err != nil && !errors.Is(err, ErrDropped) {
				return "", err
			}
			fmt.Fprintf(&b, "%x %v\n", body, err)
		}
	}
	ids, err := v.Subjects(context.Background())
	fmt.Fprint(&b, ids)
	return b.String(), err
}

// rich makes a vault with something in every table.
func rich(t *testing.T, dsn string) (u Unlock, hashes map[string][]string) {
	r, err := NewRecovery()
	ok(t, err)
	u = Unlock{Identities: append(Unlock{}.Identities, identity(t)), Recipients: append(Unlock{}.Recipients, r.Recipient())}
	v, err := Create(t.Context(), dsn, u)
	ok(t, err)
	defer v.Close()
	hashes = map[string][]string{}
	for _, id := range []string{"me", "other", "third"} {
		ok(t, v.AddSubject(t.Context(), id))
	}
	for i := range 4 {
		for _, id := range []string{"", "me", "other"} {
			e := envelope(id, i)
			e.Pages = [][]byte{fmt.Appendf(nil, "page %d of %s", i, id)}
			hashes[id] = append(hashes[id], PageHash(e.Pages[0]))
			ok(t, v.Append(t.Context(), e))
		}
	}
	_, err = v.DropPages(t.Context(), noon.Add(90e9), func(hash string) (bool, error) { return hash != hashes["me"][0], nil })
	ok(t, err)
	ok(t, v.Memory("hosts").Save(t.Context(), map[string][]byte{"a.test": []byte("one"), "b.test": []byte("two")}))
	ok(t, v.SubjectMemory("me", "due").Save(t.Context(), map[string][]byte{"looks": []byte("three")}))
	leased(t, v, "broker/a", 1e12)
	leased(t, v, "broker/b", 1e12)
	return u, hashes
}

// Whatever is changed in whatever column of whatever row: it is told, or
// everything can be read as it was. All rows are tried where WHOHASME_TEST_REQUIRE
// is set; else one by chance for each way to spoil each column.
func TestPostgresColumns(t *testing.T) {
	dsn := pgtest.Shared(t).Database(t)
	u, hashes := rich(t, dsn)
	seed, err := strconv.ParseUint(os.Getenv("WHOHASME_TEST_SEED"), 10, 64)
	if err != nil {
		seed = rand.Uint64()
	}
	random := rand.New(rand.NewPCG(seed, 0))
	t.Logf("seed %d", seed)
	v := opened(t, dsn, u)
	truth, err := contents(t, v, hashes)
	ok(t, err)
	db, err := openServer(t.Context(), dsn)
	ok(t, err)
	defer db.close()
	s := &spoiler{t, db.db}
	tables := s.open()
	damage, _, err := Check(t.Context(), dsn, u)
	if err != nil || len(damage) > 0 {
		t.Fatalf("before anything was changed: %v, %v", damage, err)
	}
	tried, told, refused := 0, 0, 0
	look := func(table, what string) {
		t.Helper()
		if !s.changed(table) {
			return
		}
		defer s.restore(table)
		tried++
		damage, _, err := Check(t.Context(), dsn, u)
		plain(t, damage)
		switch {
		case err != nil:
			refused++
			if strings.Contains(err.Error(), "SQLSTATE") || !strings.HasPrefix(err.Error(), "open vault: ") {
				t.Errorf("%s: %v", what, err)
			}
			return
		case len(damage) > 0:
			told++
			return
		}
		w, err := Open(t.Context(), dsn, u)
		ok(t, err)
		defer w.Close()
		if got, err := contents(t, w, hashes); err != nil || got != truth {
			t.Errorf("%s: nothing is told, and something else is read (%v)", what, err)
		}
	}
	every := os.Getenv("WHOHASME_TEST_REQUIRE") != "" && !growth.Race
	for _, table := range tables {
		rows := func() []string {
			if every {
				return table.rows
			}
			return []string{table.rows[random.IntN(len(table.rows))]}
		}
		for _, c := range table.columns {
			for _, spoil := range spoils[c.kind] {
				for _, row := range rows() {
					to := strings.NewReplacer("$", c.name, "RANDOM", strconv.Itoa(random.IntN(1<<20))).Replace(spoil)
					to = strings.ReplaceAll(to, "other", fmt.Sprintf(`(SELECT %s FROM saved.%s WHERE spoil_row <> %s ORDER BY random() LIMIT 1)`, c.name, table.name, row))
					if _, err := s.db.Exec(fmt.Sprintf(`UPDATE %s SET %s = %s WHERE spoil_row = %s`, table.name, c.name, to, row)); err != nil {
						if !strings.Contains(err.Error(), "22") { // SQLSTATE class of data that will not do
							t.Errorf("%s: %v", to, err)
						}
						continue // no such change can be made, such as a bit of nothing
					}
					look(table.name, fmt.Sprintf("%s.%s of row %s set to %s", table.name, c.name, row, to))
				}
			}
		}
		for _, row := range rows() {
			s.exec(fmt.Sprintf(`DELETE FROM %s WHERE spoil_row = %s`, table.name, row))
			look(table.name, fmt.Sprintf("row %s of %s deleted", row, table.name))
			names := make([]string, len(table.columns))
			for i, c := range table.columns {
				names[i] = c.name
			}
			s.exec(fmt.Sprintf(`INSERT INTO %[1]s (%[2]s) SELECT %[2]s FROM %[1]s WHERE spoil_row = %[3]s`, table.name, strings.Join(names, ", "), row))
			look(table.name, fmt.Sprintf("row %s of %s there twice", row, table.name))
		}
		s.exec(`DELETE FROM ` + table.name)
		look(table.name, "all rows of "+table.name+" deleted")
	}
	ok(t, v.Close())
	damage, _, err = Check(t.Context(), dsn, u)
	if err != nil || len(damage) > 0 {
		t.Fatalf("after all was put back: %v, %v", damage, err)
	}
	t.Logf("figure: %d changes to columns and rows of a vault on PostgreSQL: %d told by verify, %d refused to open, after the other %d every event and page reads as before", tried, told, refused, tried-told-refused)
}

// A table, or a right to one, that is missing is told in clear words.
func TestPostgresTablesLost(t *testing.T) {
	for _, name := range []string{"meta", "members", "subjects", "heads", "events", "pages", "memory", "leases", "tokens"} {
		for what, spoil := range map[string]string{
			"lost":              `DROP TABLE whohasme.%s`,
			"another's columns": `DROP TABLE whohasme.%[1]s; CREATE TABLE whohasme.%[1]s (planted int)`,
			"of other types":    `DROP TABLE whohasme.%[1]s; CREATE TABLE whohasme.%[1]s (%[2]s); INSERT INTO whohasme.%[1]s SELECT`,
		} {
			if (os.Getenv("WHOHASME_TEST_REQUIRE") == "" || growth.Race) && rand.IntN(3) > 0 {
				continue // a third of them by chance
			}
			t.Run(name+" "+what, func(t *testing.T) {
				dsn := pgtest.Shared(t).Database(t)
				u, hashes := rich(t, dsn)
				db, err := openServer(t.Context(), dsn)
				ok(t, err)
				defer db.close()
				s := &spoiler{t, db.db}
				var columns []string
				for _, c := range s.texts(`SELECT column_name::text FROM information_schema.columns WHERE table_schema = 'whohasme' AND table_name = '` + name + `'`) {
					columns = append(columns, c+" text")
				}
				if strings.Contains(spoil, "%[2]s") {
					s.exec(fmt.Sprintf(spoil, name, strings.Join(columns, ", ")))
				} else {
					s.exec(fmt.Sprintf(spoil, name))
				}
				damage, _, err := Check(t.Context(), dsn, u)
				plain(t, damage)
				if err != nil && (strings.Contains(err.Error(), "SQLSTATE") || !strings.HasPrefix(err.Error(), "open vault: ")) {
					t.Error(err)
				}
				if err == nil && len(damage) == 0 {
					if name != "memory" && name+what != "leasesof other types" {
						t.Error("nothing is told")
					}
					w := opened(t, dsn, u)
					_, err := contents(t, w, hashes)
					ok(t, err)
				}
			})
		}
	}
}
