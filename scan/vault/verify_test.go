package vault

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/scan"
)

// Each case does with SQL, holding the file's key, what somebody could do to
// the journal, and says what Verify must then name.
func storeTampering(t *testing.T) {
	change := func(set string) string { return "UPDATE events SET " + set + " WHERE chain = 'me' AND n = 3" }
	cases := []struct {
		name, sql string
		chain     string
		n         int64
		text      string
	}{
		{"kind", change("kind = 'review-given'"), "me", 3, "was changed"},
		{"broker", change("broker = 'another'"), "me", 3, "was changed"},
		{"time", change("at = at + 1"), "me", 3, "was changed"},
		{"page ids", change("pages = x'00'"), "me", 3, "was changed"},
		{"payload", change("sealed = (SELECT sealed FROM events WHERE chain = 'me' AND n = 2)"), "me", 3, "was changed"},
		{"payload emptied", change("sealed = x''"), "me", 3, "was changed"},
		{"link", change("link = x'00'"), "me", 3, "was changed"},
		{"link of the last", "UPDATE events SET link = x'00' WHERE chain = 'me' AND n = 6", "me", 6, "was changed"},
		{"moved to another chain", "UPDATE events SET chain = 'other', n = 7 WHERE chain = 'me' AND n = 6", "other", 7, "was changed"},
		{"moved from the chain", "UPDATE events SET chain = 'other', n = 7 WHERE chain = 'me' AND n = 6", "me", 6, "cut off"},
		{"number", "UPDATE events SET n = 9 WHERE chain = 'me' AND n = 6", "me", 6, "from here to 8 are missing"},
		{"first gone", "DELETE FROM events WHERE chain = 'me' AND n = 1", "me", 1, "is missing"},
		{"middle gone", "DELETE FROM events WHERE chain = 'me' AND n IN (3, 4)", "me", 3, "from here to 4 are missing"},
		{"end cut", "DELETE FROM events WHERE chain = 'me' AND n > 4", "me", 5, "counts 6 events"},
		{"all gone", "DELETE FROM events WHERE chain = 'me'", "me", 1, "cut off"},
		{"all gone, the vault's", "DELETE FROM events WHERE chain = ''", "", 1, "cut off"},
		{"swapped", `UPDATE events SET n = -n WHERE chain = 'me' AND n IN (2, 5);
			UPDATE events SET n = 7 + n WHERE chain = 'me' AND n < 0`, "me", 2, "was changed"},
		{"copied to the end", `INSERT INTO events SELECT chain, 7, kind, broker, at, pages, sealed, link FROM events
			WHERE chain = 'me' AND n = 6`, "me", 7, "was changed"},
		{"behind the head", `INSERT INTO events SELECT chain, 7, kind, broker, at, pages, sealed, link FROM events
			WHERE chain = 'me' AND n = 6`, "me", 7, "head does not count"},
		{"head gone", "DELETE FROM heads WHERE chain = 'me'", "me", 0, "head is missing"},
		{"head of another chain", "UPDATE heads SET sealed = (SELECT sealed FROM heads WHERE chain = 'other') WHERE chain = 'me'", "me", 0, "head is missing or was changed"},
		{"head and end put back", `UPDATE heads SET sealed = (SELECT value FROM meta WHERE name = 'test old head') WHERE chain = 'me'`,
			"me", 5, "head does not count"},
		{"subject gone whole", `DELETE FROM subjects WHERE id = 'me'; DELETE FROM events WHERE chain = 'me';
			DELETE FROM heads WHERE chain = 'me'; DELETE FROM pages WHERE subject = 'me'`, "", 0, "list of members and subjects"},
		{"subject's key gone", "DELETE FROM subjects WHERE id = 'me'", "me", 0, "key is missing"},
		{"pages without subject", "DELETE FROM subjects WHERE id = 'me'", "", 0, "belong to no subject"},
		{"subject's key of another", "UPDATE subjects SET wrapped = (SELECT wrapped FROM subjects WHERE id = 'other') WHERE id = 'me'", "me", 1, "does not open"},
		{"subject's key broken", "UPDATE subjects SET wrapped = x'00' WHERE id = 'me'", "me", 0, "key cannot be read"},
		{"subject planted", "INSERT INTO subjects (id, wrapped, keepers) SELECT 'planted', wrapped, '' FROM subjects WHERE id = 'me'", "planted", 0, "head is missing"},
		{"member planted", "INSERT INTO members (id, role, recipient) SELECT 'planted', role, recipient FROM members", "", 0, "list of members and subjects"},
		{"subject given away", "UPDATE subjects SET keepers = 'planted' WHERE id = 'me'", "", 0, "list of members and subjects"},
		{"page body", "UPDATE pages SET body = x'00' WHERE subject = 'me'", "me", 0, "not what it was"},
		{"page name", "UPDATE pages SET name = x'00' WHERE subject = 'me'", "me", 0, "not what it was"},
		{"page time", "UPDATE pages SET at = at - 1 WHERE subject = 'me'", "me", 0, "not what it was"},
		{"page broker", "UPDATE pages SET broker = 'another' WHERE subject = 'me'", "me", 0, "not what it was"},
		{"page marked dropped", "UPDATE pages SET dropped = 1 WHERE subject = 'me'", "me", 0, "not what it was"},
		{"page of another name", `UPDATE pages SET id = x'00' WHERE subject = 'me'`, "me", 0, "not what it was"},
		{"pages gone", "DELETE FROM pages WHERE subject = 'me'", "me", 0, "is missing"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			v, path, u := made(t, "me", "other")
			filled(t, v, "me", 4)
			keepOldHead(t, v)
			with := envelope("me", 5)
			with.Pages = [][]byte{[]byte("page")}
			ok(t, v.Append(t.Context(), with))
			filled(t, v, "me", 1)
			filled(t, v, "other", 6)
			filled(t, v, "", 2)
			clean(t, v)
			tamper(t, v, c.sql)
			ok(t, v.Close())

			damage, err := opened(t, path, u).Verify(t.Context())
			ok(t, err)
			for _, d := range damage {
				if d.Chain == c.chain && d.N == c.n && strings.Contains(d.Text, c.text) {
					return
				}
			}
			t.Errorf("want %s/%d %q, got %v", c.chain, c.n, c.text, damage)
		})
	}
}

// keepOldHead lets a case put back the head of an earlier day.
func keepOldHead(t *testing.T, v *Vault) {
	t.Helper()
	tamper(t, v, `INSERT INTO meta SELECT 'test old head', sealed FROM heads WHERE chain = 'me'`)
}

// One change is one finding: Verify does not drown it in its consequences.
func storeOneChangeOneDamage(t *testing.T) {
	v, _, _ := made(t, "me")
	filled(t, v, "me", 200)
	for _, sql := range []string{
		"UPDATE events SET broker = 'another' WHERE n = 100",
		"DELETE FROM events WHERE n = 50",
	} {
		tamper(t, v, sql)
	}
	damage, err := v.Verify(t.Context())
	ok(t, err)
	if len(damage) != 2 || damage[0].N != 50 || damage[1].N != 100 {
		t.Errorf("got %v", damage)
	}
}

// Reading must not pass over what is lost.
func storeEventsOfDamagedChain(t *testing.T) {
	for name, sql := range map[string]string{
		"hole":           "DELETE FROM events WHERE n = 3",
		"cut":            "DELETE FROM events WHERE n > 3",
		"emptied":        "DELETE FROM events",
		"changed":        "UPDATE events SET at = 0 WHERE n = 3",
		"changed chains": "UPDATE events SET chain = 'other'",
		"no head":        "DELETE FROM heads WHERE chain = 'me'",
	} {
		t.Run(name, func(t *testing.T) {
			v, _, _ := made(t, "me", "other")
			filled(t, v, "me", 5)
			tamper(t, v, sql)
			var err error
			for _, kinds := range [][]scan.Kind{nil, {scan.VisitMade}, {scan.VisitMade, scan.ReviewGiven}} {
				n := 0
				for _, got := range v.Events(t.Context(), "me", kinds...) {
					if err = got; err == nil {
						n++
					}
				}
				wants(t, err, ErrDamaged)
				if n > 3 {
					t.Errorf("read %d events of %q", n, kinds)
				}
			}
		})
	}
}

// A journal whose blocks rot on the disk is told apart from a sound one, and
// never crashes its reader.
func TestRottenBlocks(t *testing.T) {
	v, path, u := made(t, "me")
	filled(t, v, "me", 100)
	ok(t, v.Close())
	file := filepath.Join(path, journalFile)
	sound, err := os.ReadFile(file)
	ok(t, err)
	for at := 0; at < len(sound); at += 4096 {
		rotten := append([]byte(nil), sound...)
		rotten[at+100] ^= 1
		ok(t, os.WriteFile(file, rotten, 0o600))
		damage, heads, err := Check(context.Background(), path, u)
		ok(t, err)
		if len(damage) == 0 || heads != nil {
			t.Errorf("block %d: no damage seen", at/4096)
		}
		plain(t, damage)
		v, err := Open(context.Background(), path, u)
		if err != nil {
			wants(t, err, ErrDamaged)
			continue
		}
		ok(t, v.Close())
	}
	ok(t, os.WriteFile(file, sound, 0o600))
	clean(t, opened(t, path, u))
}
