package statute

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/whohasme/whohasme/brokers"
)

//go:embed acts/*.yaml calendars/*.yaml
var files embed.FS

// Usual is the calendar for days that no act counts, such as those of a
// letter under way. It holds the most holidays, so it never ends too early.
const Usual = "us-ca"

// Book holds all acts and calendars. It is not changed after loading, and may
// be read by many at once.
type Book struct {
	acts      shelf[Act]
	calendars shelf[Calendar]
}

// shelf holds things by id; one is read when it is first asked for.
type shelf[T any] map[string]func() *T

// get returns a thing, or nil where there is none.
func (s shelf[T]) get(id string) *T {
	if read := s[id]; read != nil {
		return read()
	}
	return nil
}

// all returns everything by id.
func (s shelf[T]) all() []*T {
	var all []*T
	for _, id := range slices.Sorted(maps.Keys(s)) {
		all = append(all, s[id]())
	}
	return all
}

// put puts a file on the shelf, to be read later.
func (s shelf[T]) put(file string, read func() (*T, brokers.Faults)) {
	s[stem(file)] = sync.OnceValue(func() *T {
		t, faults := read()
		if len(faults) > 0 {
			panic(faults) // in a file inside the program, all of which a test reads
		}
		return t
	})
}

// Load opens the acts and calendars inside the program. Each is read when it
// is first needed, because most commands need few of them.
func Load() (*Book, error) {
	b, _, err := open(files)
	return b, err
}

// Read reads acts/*.yaml and calendars/*.yaml of a file system. The error is a
// brokers.Faults that names every fault with file, line and field.
func Read(fsys fs.FS) (*Book, error) {
	b, check, err := open(fsys)
	if err != nil {
		return nil, err
	}
	var faults brokers.Faults
	for _, found := range check {
		faults = append(faults, found()...)
	}
	if len(faults) > 0 {
		return nil, faults
	}
	return b, nil
}

// open puts all files on their shelves and returns what checks each of them.
func open(fsys fs.FS) (*Book, []func() brokers.Faults, error) {
	b := &Book{acts: shelf[Act]{}, calendars: shelf[Calendar]{}}
	var check []func() brokers.Faults
	err := errors.Join(
		each(fsys, "calendars/*.yaml", func(file string, data []byte) {
			read := func() (*Calendar, brokers.Faults) { return readCalendar(file, data) }
			b.calendars.put(file, read)
			check = append(check, func() brokers.Faults { _, found := read(); return found })
		}),
		each(fsys, "acts/*.yaml", func(file string, data []byte) {
			read := func() (*Act, brokers.Faults) { return readAct(file, data, b.calendars) }
			b.acts.put(file, read)
			check = append(check, func() brokers.Faults { _, found := read(); return found })
		}),
	)
	return b, check, err
}

func each(fsys fs.FS, pattern string, read func(file string, data []byte)) error {
	names, err := fs.Glob(fsys, pattern)
	if err != nil {
		return fmt.Errorf("list statutes: %w", err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return fmt.Errorf("read statutes: %w", err)
		}
		read(name, data)
	}
	return nil
}

// Act returns an act by id.
func (b *Book) Act(id string) (*Act, bool) {
	a := b.acts.get(id)
	return a, a != nil
}

// Calendar returns a calendar by id.
func (b *Book) Calendar(id string) (*Calendar, bool) {
	c := b.calendars.get(id)
	return c, c != nil
}

// DaysFor returns the calendar of the first act of a ground, or the usual one
// where there is none.
func (b *Book) DaysFor(ground []string) (*Calendar, error) {
	id := Usual
	if len(ground) > 0 {
		a, ok := b.Act(ground[0])
		if !ok {
			return nil, fmt.Errorf("find calendar: no act %q", ground[0])
		}
		id = a.Calendar
	}
	c, ok := b.Calendar(id)
	if !ok {
		return nil, fmt.Errorf("find calendar: no calendar %q", id)
	}
	return c, nil
}

// Acts returns all acts by id.
func (b *Book) Acts() []*Act { return b.acts.all() }

// Calendars returns all calendars by id.
func (b *Book) Calendars() []*Calendar { return b.calendars.all() }

func readCalendar(file string, data []byte) (*Calendar, brokers.Faults) {
	c := &Calendar{}
	d := brokers.Decode(file, data, c)
	require(d, "id", c.ID == stem(file), "want the file's name")
	require(d, "name", c.Name != "", "missing")
	require(d, "sources", len(c.Sources) > 0, "missing")
	require(d, "checked", !c.Checked.IsZero(), "missing")
	require(d, "years", len(c.Years) > 0, "missing")
	for i, w := range c.Weekend {
		require(d, fmt.Sprintf("weekend[%d]", i), weekday(w) >= 0, "want a day of the week in English")
	}
	for _, year := range slices.Sorted(maps.Keys(c.Years)) {
		holidays := c.Years[year]
		if y, err := strconv.Atoi(year); err != nil || strconv.Itoa(y) != year || y < 1900 || y > 2999 {
			d.Fault("years."+year, "want a year")
		}
		for i, h := range holidays {
			at := fmt.Sprintf("years.%s[%d]", year, i)
			require(d, at, strconv.Itoa(h.Date.Year) == year, "not a day of this year")
			require(d, at, !c.weekend(h.Date), "want the weekday on which it is observed")
			require(d, at, i == 0 || h.Date.After(holidays[i-1].Date), "want the days in order, each once")
		}
	}
	c.index()
	return c, faultsOf(d)
}

func require(d *brokers.Document, field string, ok bool, text string) {
	if !ok {
		d.Fault(field, text)
	}
}

// faultsOf returns the faults of a file by line.
func faultsOf(d *brokers.Document) brokers.Faults {
	faults, _ := d.Err().(brokers.Faults)
	return faults
}

func stem(file string) string { return strings.TrimSuffix(path.Base(file), ".yaml") }
