package casebook_test

import (
	"testing"

	"github.com/whohasme/whohasme/scan"
)

// Saying once more who keeps a client writes nothing, and is no way round the
// question who may.
func TestAssignAgain(t *testing.T) {
	c := clinicOf(t, []string{"c-1", "c-2", "a-1"})
	c.add("me", guardianFile)
	for _, to := range [][]string{{"c-1", "c-2"}, {"c-2", "c-1"}, {"c-1", "c-2", "c-1"}} {
		ok(t, c.Assign(t.Context(), "me", to))
	}
	if n := c.events("", scan.SubjectAssigned); n != 1 {
		t.Errorf("%d hand-overs in the journal, want one", n)
	}
	if c.members["a-1"].Assign(t.Context(), "me", []string{"c-1", "c-2"}) == nil {
		t.Error("an auditor assigned a client")
	}
	ok(t, c.members["c-1"].Assign(t.Context(), "me", []string{"c-1"}))
	if c.members["c-2"].Assign(t.Context(), "me", []string{"c-1"}) == nil {
		t.Error("a caseworker who has not the client said who keeps them")
	}
	if n := c.events("", scan.SubjectAssigned); n != 2 {
		t.Errorf("%d hand-overs in the journal, want two", n)
	}
}
