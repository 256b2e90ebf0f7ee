package casebook_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
)

// What ends while a scan is on stops the next visit, and no other.
func TestEndsWhileScanning(t *testing.T) {
	for _, c := range []struct {
		name, rule string
		end        func(*clinic)
	}{
		{"withdrawn", "the authority was withdrawn", func(c *clinic) { ok(c.t, c.Withdraw(c.t.Context(), "s2")) }},
		{"given to somebody else", "not in this vault any more, or not yours", func(c *clinic) { ok(c.t, c.Assign(c.t.Context(), "s2", []string{"c-2"})) }},
		{"purged", "not in this vault any more, or not yours", func(c *clinic) { _, err := c.Purge(c.t.Context(), "s2"); ok(c.t, err) }},
		{"made narrower", `does not name broker "a"`, func(c *clinic) {
			narrow := parse(c.t, "s2", strings.Replace(mandateFile, "brokers: all", "brokers: [z]", 1))
			ok(c.t, c.ChangeSubject(c.t.Context(), "s2", narrow, nil))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := serve(t, "a")
			k := clinicOf(t, []string{"c-1", "c-2"}, files(a)...)
			worker := k.members["c-1"]
			for _, id := range []string{"s1", "s2", "s3"} {
				ok(t, worker.AddSubject(t.Context(), parse(t, id, mandateFile), paper))
			}
			_, sum, err := worker.scan(t.Context(), casebook.Scope{}, false, func(v scan.Visit) {
				if v.Subject == "s1" {
					c.end(k)
				}
			})
			ok(t, err)
			var made []string
			for _, v := range sum.Made {
				made = append(made, v.Subject)
			}
			if !slices.Equal(made, []string{"s1", "s3"}) || a.asked.Load() != 2 {
				t.Errorf("looked for %q, the site was asked %d times", made, a.asked.Load())
			}
			if len(sum.Refused) != 1 || !strings.Contains(sum.Refused[0].Error(), c.rule) {
				t.Errorf("refused %v, want %q", sum.Refused, c.rule)
			}
		})
	}
}
