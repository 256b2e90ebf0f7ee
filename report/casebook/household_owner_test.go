package casebook_test

import (
	"errors"
	"testing"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
)

func TestHouseholdOwner(t *testing.T) {
	k := clinicOf(t, []string{"c-1", "c-2"}, people("a"), people("b"))
	worker := k.members["c-1"]
	for id, last := range map[string]string{"s1": "Tarn", "s2": "Hodge", "s3": "Quill"} {
		house := "\nhousehold: house-1"
		if id == "s3" {
			house = ""
		}
		file := house + "\nauthority: {kind: guardian}\nnames: [{first: Wilma, last: " + last + "}]\n"
		ok(t, worker.AddSubject(t.Context(), parse(t, id, file), nil))
	}
	worker.Now = k.clock
	see := func(id string, v scan.Verdict, broker string) {
		k.seen(id, broker, scan.Found, record(id+"."+broker+".1", v))
	}
	see("s1", scan.Match, "a")
	see("s2", scan.Possible, "a")
	see("s3", scan.Match, "b")
	see("s2", scan.Possible, "b")
	ok(t, worker.Review(t.Context(), "s2.a.1", scan.Other))
	for _, c := range []struct{ name, subject, finding, want string }{
		{"a page of one whom they live with", "s2", "s2.a.1", "s1"},
		{"the same, the subject not named", "", "s2.a.1", "s1"},
		{"the other's own record", "s2", "s1.a.1", "s1"},
		{"a page of somebody else", "", "s2.b.1", ""},
		{"a record of one who lives elsewhere", "s2", "s3.b.1", ""},
		{"one's own", "", "s1.a.1", ""},
	} {
		got, err := worker.HouseholdOwner(t.Context(), c.subject, c.finding)
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v, want %q", c.name, got, err, c.want)
		}
	}
	ok(t, k.Assign(t.Context(), "s1", []string{"c-2"})) // now only one of the two is theirs
	if got, err := worker.HouseholdOwner(t.Context(), "", "s2.a.1"); got != "" || err != nil {
		t.Errorf("another's client is told: %q, %v", got, err)
	}
	if _, err := worker.HouseholdOwner(t.Context(), "s2", "s1.a.1"); !errors.Is(err, casebook.ErrNoFinding) {
		t.Errorf("got %v", err)
	}
	if ids, err := worker.Linked(t.Context(), "s2"); len(ids) != 0 || err != nil {
		t.Errorf("linked: %q, %v", ids, err)
	}
}
