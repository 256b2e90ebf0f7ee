package brokers_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
)

// Every source that the built-in catalogue names has terms, is used, and stands
// in NOTICE.
func TestTermsOfEverySource(t *testing.T) {
	c, _ := brokers.Load(brokers.Embedded())
	used := map[string]bool{}
	for _, b := range c.All() {
		for _, s := range b.Sources {
			used[s.Name] = true
			if _, known := brokers.TermsOf(s.Name); !known {
				t.Errorf("%s: the terms of source %q are not known", c.File(b.ID), s.Name)
			}
		}
	}
	notice, err := os.ReadFile("../NOTICE")
	if err != nil {
		t.Fatal(err)
	}
	words := strings.FieldsFunc(string(notice), func(r rune) bool { return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789-", r) })
	for _, name := range brokers.TermSources() {
		if !used[name] {
			t.Errorf("source %q has terms and no broker names it", name)
		}
		if !slices.Contains(words, name) {
			t.Errorf("source %q does not stand in NOTICE", name)
		}
		if terms, _ := brokers.TermsOf(name); terms.Licence == "" {
			t.Errorf("source %q: no word on its licence", name)
		}
	}
}

func TestRestricted(t *testing.T) {
	for _, c := range []struct {
		name    string
		sources []string
		want    bool
	}{
		{"none", nil, false},
		{"open", []string{"ddg-android"}, false},
		{"restricted", []string{"badbool", "optery"}, true},
		{"one of them open", []string{"badbool", "cppa-2025"}, false},
		{"one's own", []string{"seen by me"}, false},
		{"one's own beside a restricted one", []string{"leakydata", "seen by me"}, false},
	} {
		b := &brokers.Broker{}
		for _, s := range c.sources {
			b.Sources = append(b.Sources, brokers.Source{Name: s})
		}
		if got := b.Restricted(); got != c.want {
			t.Errorf("%s: got %v", c.name, got)
		}
	}
}

func TestOpenOnly(t *testing.T) {
	c, _ := brokers.Load(brokers.Embedded())
	open := c.OpenOnly()
	restricted := 0
	for _, b := range c.All() {
		_, kept := open.Get(b.ID)
		if kept == b.Restricted() {
			t.Errorf("%s: restricted %v, kept %v", b.ID, b.Restricted(), kept)
		}
		if b.Restricted() {
			restricted++
		}
	}
	if restricted == 0 || len(open.All()) != len(c.All())-restricted {
		t.Errorf("%d of %d kept with %d restricted", len(open.All()), len(c.All()), restricted)
	}
	if open.File("spokeo") != c.File("spokeo") {
		t.Error("the files are forgotten")
	}
	t.Logf("figure: issue 3: %d of %d brokers rest only on lists that are not open; --open-only leaves them out", restricted, len(c.All()))
}
