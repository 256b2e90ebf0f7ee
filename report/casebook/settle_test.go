package casebook_test

import (
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/drop"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault/pgtest"
)

// What a person says once, in two windows at the same moment, is journalled
// once, whichever program each of them belongs to, while a scan writes, too.
func TestAtTheSameMoment(t *testing.T) {
	for name, where := range map[string]func(*testing.T) string{
		"folder":     func(t *testing.T) string { return filepath.Join(t.TempDir(), "vault") },
		"postgresql": func(t *testing.T) string { return pgtest.Shared(t).Database(t) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			desks := seats(t, where(t), 2, "a\n"+registered+"\nopt_out: [{ask: suppress, by: email, to: privacy@a.test}, {ask: delete, by: email, to: privacy@a.test}]")
			o := desks[0]
			o.add("me", californian)
			o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
			letters := o.planned("me").Requests
			if len(letters) == 0 {
				t.Fatal("there is no letter")
			}
			id := letters[0].ID
			together := func(what string, kind scan.Kind, want int, do func(*office) error) {
				t.Helper()
				before, done := o.events("me", kind), atomic.Int32{}
				begin := make(chan struct{})
				var all sync.WaitGroup
				for i := range 12 {
					all.Go(func() {
						<-begin
						if do(desks[i%2]) == nil {
							done.Add(1)
						}
					})
				}
				all.Go(func() {
					<-begin
					o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
				})
				close(begin)
				all.Wait()
				if n := o.events("me", kind) - before; n != want {
					t.Errorf("%s at the same moment: %d are journalled, want %d (%d were told that it is done)", what, n, want, done.Load())
				}
				if want := int32(want); kind != report.RequestDrafted && done.Load() != want {
					t.Errorf("%s: %d were told that it is done, want %d", what, done.Load(), want)
				}
			}
			together("a draft", report.RequestDrafted, 1, func(o *office) error { return o.Draft(t.Context(), letters[:1]) })
			mark := func(s report.RequestState) func(*office) error {
				return func(o *office) error {
					_, err := o.Mark(t.Context(), report.Step{Request: id, State: s, On: o.Today()})
					return err
				}
			}
			together("sent", report.RequestStepped, 1, mark(report.Sent))
			together("fulfilled", report.RequestStepped, 1, mark(report.Fulfilled))
			together("filed on DROP", drop.Noted, 1, func(o *office) error {
				_, err := o.NoteDrop(t.Context(), "me", drop.Note{What: drop.Filed, On: o.Today()})
				return err
			})
			together("DROP taken back", drop.Noted, 1, func(o *office) error {
				_, err := o.UndoDrop(t.Context(), "me")
				return err
			})
			together("a change", scan.SubjectChanged, 1, func(o *office) error {
				return o.ChangeSubject(t.Context(), "me", parse(t, "me", californian+"born: 1980-01-01\n"), nil)
			})
			together("withdrawn", scan.SubjectWithdrawn, 1, func(o *office) error { return o.Withdraw(t.Context(), "me") })
			if damage, err := o.Vault.Verify(t.Context()); err != nil || len(damage) > 0 {
				t.Errorf("the vault: %v, %v", damage, err)
			}
		})
	}
}
