package brokers

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// LeftOut is a file with faults that a catalogue was loaded without.
type LeftOut struct {
	File    string // as its faults name it
	ID      string // of the broker it is about: its own id or, where that cannot be read, the file's name
	Instead string // the file that describes this broker now; "": none does
}

// LeftOut returns the files that were left out, in the order they were read.
func (c *Catalogue) LeftOut() []LeftOut {
	var list []LeftOut
	for _, e := range c.broken {
		id := e.broker.ID
		if !idForm.MatchString(id) {
			id = stem(e.at.name)
		}
		list = append(list, LeftOut{e.at.file(), id, c.Shown(id)})
	}
	return list
}

// Thinner returns what files of later layers take away from brokers that they
// describe anew: a file replaces another whole, so what it does not repeat is
// gone. There is at most one fault per file.
func (c *Catalogue) Thinner() Faults { return slices.Clone(c.thinner).Sorted() }

// Shown returns the path of a broker's file, and says so where it is a built-in
// one; "" when there is no such broker.
func (c *Catalogue) Shown(id string) string {
	at, known := c.from[id]
	if !known {
		return ""
	}
	return at.shown()
}

func (o origin) shown() string {
	if o.layer.builtIn {
		return "the built-in " + o.file()
	}
	return o.file()
}

// stem is a file's name without its folder and its ending.
func stem(name string) string {
	base := path.Base(name)
	return strings.TrimSuffix(base, path.Ext(base))
}

// losses says what a file lacks that the file it replaces had, as one fault or
// none.
func losses(old *Broker, from origin, b *Broker, doc *Document) Faults {
	var lost []string
	note := func(gone bool, what string) {
		if gone {
			lost = append(lost, what)
		}
	}
	note(old.Category == IdentityCheck && b.Category != IdentityCheck, "the mark that it checks identities (scans and letters would no longer leave it alone)")
	note(old.Search != nil && b.Search == nil, "search (no scan would look at it)")
	if old.Search != nil && b.Search != nil {
		note(old.Search.Reads() && !b.Search.Reads(), "search.record (its pages would no longer be read)")
		note(old.Search.Automation.Forbidden() && !b.Search.Automation.Forbidden(), "the mark that its terms forbid programs")
	}
	note(old.Family != "" && b.Family == "", "family "+old.Family)
	if ids := fewer(old.Suppresses, b.Suppresses, func(s Suppression) string { return s.ID }); len(ids) > 0 {
		note(true, "suppresses "+strings.Join(ids, ", "))
	}
	if ways := fewer(old.OptOut, b.OptOut, func(o OptOut) string { return fmt.Sprintf("%s by %s", o.Ask, o.By) }); len(ways) > 0 {
		note(true, "opt_out "+strings.Join(ways, ", "))
	}
	for _, o := range old.OptOut {
		note(!o.Bounced.IsZero() && unmarked(b, o.To), "the mark that mail to "+o.To+" comes back")
	}
	if len(lost) == 0 {
		return nil
	}
	return Faults{{doc.File, doc.line("id"), "", "replaces " + from.shown() + " whole and loses " + strings.Join(lost, "; ")}}
}

// fewer returns the names that stand more often in the old list than in the
// new one.
func fewer[T any](old, now []T, name func(T) string) []string {
	count := map[string]int{}
	for _, v := range now {
		count[name(v)]++
	}
	var names []string
	for _, v := range old {
		if n := name(v); count[n] == 0 {
			names = append(names, n)
		} else {
			count[n]--
		}
	}
	return names
}

// unmarked reports whether a broker is written to at a mailbox as if no mail to
// it had ever come back.
func unmarked(b *Broker, mailbox string) bool {
	return slices.ContainsFunc(b.OptOut, func(o OptOut) bool {
		return o.By == ByEmail && o.Bounced.IsZero() && strings.EqualFold(o.To, mailbox)
	})
}
