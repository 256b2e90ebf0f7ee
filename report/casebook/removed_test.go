package casebook_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// After a client was removed, nothing that can still be read tells a fact of
// theirs: no chain of the vault, no chain of a backup made after, no file beside
// it. What the blocks of the store hold, package vault's own tests look at.
func TestRemovedIsGone(t *testing.T) {
	a := serve(t, "a")
	k := clinicOf(t, []string{"c-1", "c-2", "a-1"}, files(a)...)
	worker := k.members["c-1"]
	planted := []string{"Wilma", "Tarn", "Figtree", "5550123", "Hidden", "wt.privacy", "Zebulon", "%PDF"}
	file := `
risk: high
household: house-1
authority: {kind: mandate, scope: [look, suppress], brokers: all, from: 2026-11-01, to: 2027-11-30, document: signed.pdf}
names: [{first: Wilma, last: Tarn}]
addresses: [{street: 3 Figtree Rd, city: Akron, state: OH}]
phones: [330 5550123]
relatives: [Zebulon Tarn]
safe: {addresses: [{street: 9 Hidden Rd, city: Kent, state: OH}]}
reply_to: wt.privacy@example.org
`
	ok(t, worker.AddSubject(t.Context(), parse(t, "s1", file), paper))
	ok(t, worker.AddSubject(t.Context(), parse(t, "s2", strings.ReplaceAll(guardianFile, "Wilma, last: Tarn", "Otto, last: Brandt")), nil))
	_, _, err := worker.scan(t.Context(), casebook.Scope{Subject: "s1"}, true, nil)
	ok(t, err)
	_, err = worker.AnswerSafety(t.Context(), "s1", settled())
	ok(t, err)
	plans, err := worker.Plan(t.Context(), "s1", worker.Today())
	ok(t, err)
	letters, err := worker.Compose(t.Context(), plans[0], worker.Today())
	ok(t, err)
	ok(t, worker.WriteLetters(t.Context(), letters, "txt", t.TempDir()))
	_, err = worker.Mark(t.Context(), report.Step{Request: letters[0].Request.ID, State: report.Sent, On: worker.Today()})
	ok(t, err)
	_, err = worker.Reveal(t.Context(), "s1.a.1")
	ok(t, err)
	_, err = worker.Export(t.Context(), "s1", casebook.Unmasking{All: true})
	ok(t, err)
	ok(t, worker.Assign(t.Context(), "s1", []string{"c-1", "c-2"}))
	_, err = k.Totals(t.Context(), brokers.Date{}, brokers.Date{})
	ok(t, err)

	_, err = k.Purge(t.Context(), "s1")
	ok(t, err)
	var copied bytes.Buffer
	ok(t, k.Vault.Backup(t.Context(), &copied))
	looked := 0
	search := func(where string, data []byte) {
		looked++
		for _, f := range planted {
			if bytes.Contains(bytes.ToLower(data), []byte(strings.ToLower(f))) {
				t.Errorf("%s tells %q", where, f)
			}
		}
	}
	readable := func(where string, v *vault.Vault) {
		ids, err := v.Subjects(t.Context())
		ok(t, err)
		if fmt.Sprint(ids) != "[s2]" {
			t.Errorf("%s holds %v", where, ids)
		}
		for _, chain := range append(ids, "") {
			for e, err := range v.Events(t.Context(), chain) {
				ok(t, err)
				b, err := json.Marshal(e)
				ok(t, err)
				search(where+", "+string(e.Kind), append(b, e.Payload...))
			}
		}
	}
	readable("the vault", k.Vault)
	files, err := filepath.Glob(filepath.Join(k.path, "*"))
	ok(t, err)
	for _, f := range files {
		data, err := os.ReadFile(f)
		ok(t, err)
		search(filepath.Base(f), data)
	}
	search("the backup", copied.Bytes())
	v, err := vault.Restore(t.Context(), filepath.Join(t.TempDir(), "again"), &copied, vault.Unlock{Identities: []age.Identity{k.key}})
	ok(t, err)
	defer v.Close()
	readable("the restored vault", v)
	for _, m := range []string{"owner", "c-1", "c-2", "a-1"} {
		if s, err := k.members[m].Subject(t.Context(), "s1"); s != nil || err == nil {
			t.Errorf("%s reads the client still: %v", m, err)
		}
	}
	damage, err := k.Vault.Verify(t.Context())
	if err != nil || len(damage) > 0 {
		t.Errorf("the journal: %v, %v", damage, err)
	}
	if k.events("", scan.SubjectFiled) != 2 || k.events("", scan.SubjectPurged) != 1 {
		t.Error("that a client was filed and removed is not noted any more")
	}
	t.Logf("figure: issue 9, point 5: %d planted facts of a removed client looked for in %d files, events and backups made after: none found", len(planted), looked)
}
