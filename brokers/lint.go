package brokers

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"
)

// Lint returns what is wrong between the files of a catalogue and what the
// files lack, in addition to the faults that Load found in single files. Files
// that Load left out are looked at too, as far as they could be read.
func Lint(c *Catalogue) Faults { return LintAt(c, nil) }

// LintAt is Lint with a clock, after which no file may be dated; nil: the
// future is not looked for.
func LintAt(c *Catalogue, now func() time.Time) Faults {
	l := newLinter(c)
	if now != nil {
		l.today = DateOf(now())
	}
	for _, f := range l.files {
		l.alone(f)
		l.between(f)
	}
	l.families()
	faults := c.Thinner()
	for _, f := range l.files {
		if f.notes != nil {
			faults = append(faults, f.notes.Faults...)
		}
	}
	return faults.Sorted()
}

// entry is a broker as its file was read.
type entry struct {
	broker *Broker
	at     origin
	doc    *Document // nil: read when a line is asked for
}

// linted is a file that is looked at, with what was noted of it.
type linted struct {
	entry
	told  map[string]bool // fields whose fault Load told
	notes *Document
}

// fault notes a fault of a field, unless the field has one that explains it. In
// a search address several things can be wrong.
func (f *linted) fault(field, text string) {
	if f.told[field] && field != "search.url" {
		return
	}
	if f.doc == nil { // reading the file again is quicker than to keep the lines of all
		_, f.doc = readBroker(f.at.layer.FS, f.at.name, f.at.file())
	}
	if f.notes == nil {
		f.notes = &Document{File: f.doc.File, lines: f.doc.lines, unread: f.doc.unread}
	}
	f.notes.Fault(field, text)
}

// linter knows what the files say of each other.
type linter struct {
	files   []*linted // a later layer's after an earlier one's: who comes later is to blame
	today   Date      // zero: no clock
	ids     map[string]bool
	owner   map[string]*linted // of a host
	bounced map[string]*linted // who says of a mailbox that mail to it came back
}

func newLinter(c *Catalogue) *linter {
	l := &linter{ids: map[string]bool{}, owner: map[string]*linted{}, bounced: map[string]*linted{}}
	for _, b := range c.all {
		l.files = append(l.files, &linted{entry: entry{broker: b, at: c.from[b.ID]}})
	}
	for _, e := range c.broken {
		l.ids[stem(e.at.name)] = true // its broker is not missing, only left out
		if !e.doc.Readable() {
			continue
		}
		f := &linted{entry: e, told: map[string]bool{}}
		for _, fault := range e.doc.Faults {
			f.told[fault.Field] = true
		}
		l.files = append(l.files, f)
	}
	slices.SortStableFunc(l.files, func(a, b *linted) int {
		return cmp.Or(cmp.Compare(a.at.rank, b.at.rank), strings.Compare(a.at.name, b.at.name))
	})
	for _, f := range l.files {
		l.ids[f.broker.ID] = true
		for _, o := range f.broker.OptOut {
			if box := strings.ToLower(o.To); o.By == ByEmail && !o.Bounced.IsZero() && l.bounced[box] == nil {
				l.bounced[box] = f
			}
		}
	}
	return l
}

// alone checks what one file says by itself.
func (l *linter) alone(f *linted) {
	b := f.broker
	for _, v := range []struct{ field, value string }{
		{"category", b.Category}, {"country", b.Country}, {"status", string(b.Status)},
	} {
		if v.value == "" {
			f.fault(v.field, "is missing")
		}
	}
	if r, err := language.ParseRegion(b.Country); countryForm.MatchString(b.Country) && b.Country != UnknownCountry && (err != nil || !r.IsCountry()) {
		f.fault("country", "is the code of no country (ISO 3166-1); "+UnknownCountry+" stands for an unknown one")
	}
	if len(b.Sources) == 0 {
		f.fault("sources", "is missing: say where the facts come from")
	}
	if want := stem(f.at.name); b.ID != "" && b.ID != want {
		f.fault("id", "is not the name of the file, "+quote(want))
	}
	if ext := path.Ext(f.at.name); ext != ".yaml" {
		f.fault("", "the name of the file ends in "+ext+", want .yaml")
	}
	lintAddresses(f)
	lintContacts(b, f.fault)
	lintSearch(b.Search, f.fault)
	if !l.today.IsZero() {
		lintDates(b, l.today, f.fault)
	}
}

// between checks what the file says of others, and others of it.
func (l *linter) between(f *linted) {
	l.hosts(f)
	for i, s := range f.broker.Suppresses {
		switch at := item("suppresses", i, "id"); {
		case s.ID == f.broker.ID:
			f.fault(at, "is the broker itself")
		case s.ID != "" && !l.ids[s.ID]:
			f.fault(at, "no broker "+quote(s.ID))
		}
		if strings.TrimSpace(s.Evidence) == "" {
			f.fault(item("suppresses", i, "evidence"), "is missing: say why that is believed")
		}
		if s.Date.IsZero() {
			f.fault(item("suppresses", i, "date"), "is missing: say as of when")
		}
	}
	for i, o := range f.broker.OptOut {
		if by := l.bounced[strings.ToLower(o.To)]; by != nil && o.By == ByEmail && o.Bounced.IsZero() {
			f.fault(item("opt_out", i, "to"), fmt.Sprintf("mail to it came back, says %s in %s; mark it with bounced", quote(by.broker.ID), by.at.file()))
		}
	}
}

// families tells of brokers that are alone in theirs.
func (l *linter) families() {
	members := map[string]map[string]bool{}
	for _, f := range l.files {
		name := f.broker.Family
		if members[name] == nil {
			members[name] = map[string]bool{}
		}
		members[name][f.broker.ID] = true
	}
	for _, f := range l.files {
		if name := f.broker.Family; name != "" && len(members[name]) == 1 {
			f.fault("family", "no other broker is of family "+quote(name))
		}
	}
}

// item names a field of an item of a list; an empty name is the item itself.
func item(list string, i int, name string) string {
	if name == "" {
		return fmt.Sprintf("%s[%d]", list, i)
	}
	return fmt.Sprintf("%s[%d].%s", list, i, name)
}

func quote(s string) string { return fmt.Sprintf("%q", s) }
