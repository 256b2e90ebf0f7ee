package casebook_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

const day24 = 24 * time.Hour

func TestRetention(t *testing.T) {
	o := open(t, people("a"))
	o.add("me", selfFile)
	o.add("c1", mandateFile) // to 2026-11-30
	o.add("c2", mandateFile)
	o.add("c3", guardianFile)
	limit := 10
	refused(t, o.SetKeeping(t.Context(), casebook.Keeping{Pages: 31}), "30 days at most")
	ok(t, o.SetKeeping(t.Context(), casebook.Keeping{Pages: 7, AfterEnd: &limit}))
	ok(t, o.Withdraw(t.Context(), "c2")) // 2026-11-20
	for _, step := range []struct {
		days   int
		purged []string
	}{{10, nil}, {1, []string{"c2"}}, {9, nil}, {1, []string{"c1"}}, {100, nil}} {
		o.later(time.Duration(step.days) * day24)
		got, err := o.Retain(t.Context())
		ok(t, err)
		if !slices.Equal(got.Purged, step.purged) || len(got.Waiting) > 0 {
			t.Errorf("on %s: %+v, want %q", o.Today(), got, step.purged)
		}
	}
	left, err := o.Subjects(t.Context())
	ok(t, err)
	if len(left) != 2 || left[0].ID != "c3" || left[1].ID != "me" {
		t.Errorf("left %v", left)
	}
	if n := o.events("", scan.SubjectPurged); n != 2 {
		t.Errorf("%d purges are noted", n)
	}
}

// Pages are dropped by the shorter limit.
func TestRetentionOfPages(t *testing.T) {
	o := open(t, people("a"))
	o.add("me", selfFile)
	ok(t, o.SetKeeping(t.Context(), casebook.Keeping{Pages: 3}))
	hash, err := o.Vault.PutPage(t.Context(), "me", "a", []byte("<p>nobody"), o.now)
	ok(t, err)
	o.later(3*day24 - time.Hour)
	_, err = o.Retain(t.Context())
	ok(t, err)
	_, err = o.Vault.Page(t.Context(), "me", hash)
	ok(t, err)
	o.later(2 * time.Hour)
	_, err = o.Retain(t.Context())
	ok(t, err)
	if _, err = o.Vault.Page(t.Context(), "me", hash); !errors.Is(err, vault.ErrDropped) {
		t.Errorf("got %v, want that it is dropped", err)
	}
}

// Only a supervisor sets limits and purges; for others the client waits.
func TestRetentionRoles(t *testing.T) {
	c := clinicOf(t, []string{"c-1", "a-1", "w-1"}, people("a"))
	limit := 0
	ok(t, c.SetKeeping(t.Context(), casebook.Keeping{Pages: 30, AfterEnd: &limit}))
	ok(t, c.members["c-1"].AddSubject(t.Context(), parse(t, "s1", mandateFile), paper))
	c.later(20 * day24)
	for id, want := range map[string][]string{"c-1": {"s1"}, "w-1": {"s1"}, "a-1": nil} {
		m := c.members[id]
		if err := m.SetKeeping(t.Context(), casebook.Keeping{Pages: 30}); !errors.Is(err, vault.ErrRole) {
			t.Errorf("%s sets limits: %v", id, err)
		}
		got, err := m.Retain(t.Context())
		if err != nil || len(got.Purged) > 0 || !slices.Equal(got.Waiting, want) {
			t.Errorf("%s: %+v, %v", id, got, err)
		}
	}
	got, err := c.Retain(t.Context())
	if err != nil || !slices.Equal(got.Purged, []string{"s1"}) {
		t.Errorf("the supervisor: %+v, %v", got, err)
	}
	if _, err := c.members["c-1"].Subject(t.Context(), "s1"); !errors.Is(err, vault.ErrNoSubject) || strings.Contains(err.Error(), "Tarn") {
		t.Errorf("got %v", err)
	}
}
