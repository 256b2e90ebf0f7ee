package brokers_test

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/whohasme/whohasme/brokers"
)

// A file replaces another whole. What that had and it does not repeat is told.
func TestThinner(t *testing.T) {
	const old = `category: identity-check
country: US
status: active
family: lamp
suppresses: [{id: b, evidence: x, date: 2026-01-01}, {id: c, evidence: x, date: 2026-01-01}]
opt_out:
  - {ask: suppress, by: web-form, url: "https://a.test/out"}
  - {ask: delete, by: email, to: privacy@a.test, bounced: 2026-01-01}
  - {ask: delete, by: email, to: two@a.test}
search: {way: saved, url: "https://a.test/{last}", automation: {is: forbidden}, record: li, fields: {name: b}}
`
	for _, c := range []struct{ name, old, text, want string }{
		{"nothing", "", "", ""},
		{"another way to the same form", "a.test/out", "a.test/form", ""},
		{"another family", "family: lamp", "family: lantern", ""},
		{"identity check", "category: identity-check", "category: other", "the mark that it checks identities (scans and letters would no longer leave it alone)"},
		{"search", old[strings.Index(old, "search:"):], "", "search (no scan would look at it)"},
		{"selectors", ", record: li, fields: {name: b}", "", "search.record (its pages would no longer be read)"},
		{"terms", "automation: {is: forbidden}", "automation: {is: unknown}", "the mark that its terms forbid programs"},
		{"family", "family: lamp\n", "", "family lamp"},
		{"one of two that it clears", ", {id: c, evidence: x, date: 2026-01-01}", "", "suppresses c"},
		{"all that it clears", "suppresses: [{id: b, evidence: x, date: 2026-01-01}, {id: c, evidence: x, date: 2026-01-01}]\n", "", "suppresses b, c"},
		{"a way out", "  - {ask: suppress, by: web-form, url: \"https://a.test/out\"}\n", "", "opt_out suppress by web-form"},
		{"one of two mailboxes", "  - {ask: delete, by: email, to: two@a.test}\n", "", "opt_out delete by email"},
		{"a mailbox no longer marked", ", bounced: 2026-01-01", "", "the mark that mail to privacy@a.test comes back"},
		{"much", old, "", "the mark that it checks identities (scans and letters would no longer leave it alone); search (no scan would look at it); family lamp; suppresses b, c; opt_out suppress by web-form, delete by email, delete by email"},
	} {
		t.Run(c.name, func(t *testing.T) {
			now := strings.Replace(old, c.old, c.text, 1)
			cat, faults := brokers.Load(
				brokers.Layer{Name: "base", FS: fstest.MapFS{"a.yaml": file("a", old)}},
				brokers.Layer{Name: "own", FS: fstest.MapFS{"x/a.yaml": file("a", now)}})
			if len(faults) > 0 {
				t.Fatal(faults)
			}
			want := ""
			if c.want != "" {
				want = "own/x/a.yaml:1: replaces base/a.yaml whole and loses " + c.want
			}
			if got := filepath.ToSlash(cat.Thinner().Error()); got != want {
				t.Errorf("got  %q\nwant %q", got, want)
			}
			if c.want != "" && !strings.Contains(brokers.Lint(cat).Error(), c.want) {
				t.Error("lint does not tell it")
			}
		})
	}
}

// Of a file that is left out it is said what stands in for it.
func TestLeftOut(t *testing.T) {
	c, faults := brokers.Load(
		brokers.Embedded(),
		brokers.Layer{Name: "one", FS: fstest.MapFS{"whitepages.yaml": file("whitepages", "operator: mine"), "c.yaml": file("c", "")}},
		brokers.Layer{Name: "two", FS: fstest.MapFS{
			"any.yaml":        file("spokeo", "nmae: x"),
			"whitepages.yaml": {Data: []byte("id: [\n")},
			"radaris.YAML":    {},
			"new.yaml":        file("new", "nmae: x"),
			"c/c.yaml":        file("c", ""),
			"d/c.yaml":        file("c", ""),
		}})
	want := map[string]brokers.LeftOut{
		"two/any.yaml":        {ID: "spokeo", Instead: "the built-in catalogue/s/spokeo.yaml"},
		"two/whitepages.yaml": {ID: "whitepages", Instead: "one/whitepages.yaml"},
		"two/radaris.YAML":    {ID: "radaris", Instead: "the built-in catalogue/r/radaris.yaml"},
		"two/new.yaml":        {ID: "new"},
		"two/d/c.yaml":        {ID: "c", Instead: "two/c/c.yaml"},
	}
	if len(faults) != len(want) {
		t.Errorf("faults %v", faults)
	}
	for _, l := range c.LeftOut() {
		w := want[filepath.ToSlash(l.File)]
		w.File = l.File
		if got := (brokers.LeftOut{File: l.File, ID: l.ID, Instead: filepath.ToSlash(l.Instead)}); got != w {
			t.Errorf("got %+v, want %+v", got, w)
		}
		delete(want, filepath.ToSlash(l.File))
	}
	if len(want) > 0 {
		t.Errorf("not told: %v", want)
	}
}
