package casebook

import (
	"cmp"
	"slices"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// view is a subject's history with what a report asks of it again and again,
// looked up once: reports of thousands of findings join nothing twice.
type view struct {
	*history
	book *Casebook
	day  brokers.Date

	last    map[string]scan.Visit // by broker
	sights  map[string]sight      // by finding
	alike   map[string]bool       // by broker: its last control found an invented name
	cases   []report.Case         // first letters before what came back to them
	named   map[string][]int      // places in cases, by finding
	cleared map[string][]int      // places in cases, by broker
	own     own
}

// sight is where a finding was seen: places of visits in the history, and of
// the sighting in the last of them.
type sight struct{ first, last, at int }

// view prepares a history for a report of a day.
func (c *Casebook) view(h *history, day brokers.Date) *view {
	v := &view{history: h, book: c, day: day, last: h.last(), sights: map[string]sight{}, alike: map[string]bool{},
		named: map[string][]int{}, cleared: map[string][]int{}, own: ownOf(h.Subject)}
	for i, x := range h.Visits {
		if x.Control == scan.ControlWorked || x.Control == scan.ControlLookAlike {
			v.alike[x.Broker] = x.Control == scan.ControlLookAlike // a look that met a wall since does not unsay it
		}
		for j, s := range x.Sightings {
			first := i
			if old, known := v.sights[s.ID]; known {
				first = old.first
			}
			v.sights[s.ID] = sight{first, i, j}
		}
	}
	v.sortCases()
	return v
}

// sortCases puts what is asked besides, and what came back to an earlier
// letter, behind the request that clears the listing.
func (v *view) sortCases() {
	aside := func(k report.Case) int {
		if k.Besides || k.Kind != report.First {
			return 0
		}
		return 1
	}
	v.cases = slices.Clone(v.Cases)
	slices.SortStableFunc(v.cases, func(a, b report.Case) int { return cmp.Compare(aside(a), aside(b)) })
	for i, k := range v.cases {
		for _, id := range k.Findings {
			v.named[id] = append(v.named[id], i)
		}
		for _, id := range k.Clears {
			v.cleared[id] = append(v.cleared[id], i)
		}
	}
}

// casesOf returns the requests that are about a finding, or should clear its
// broker, in order.
func (v *view) casesOf(f scan.Finding) []report.Case {
	at := slices.Concat(v.named[f.ID], v.cleared[f.Broker])
	slices.Sort(at)
	at = slices.Compact(at)
	list := make([]report.Case, len(at))
	for i, n := range at {
		list[i] = v.cases[n]
	}
	return list
}

// way returns the way by which a finding was last seen.
func (v *view) way(finding string) brokers.Way {
	s, known := v.sights[finding]
	if !known {
		return ""
	}
	return brokers.Way(v.Visits[s.last].Way)
}

// days returns the days on which anybody was looked at, in order.
func (v *view) days() []brokers.Date {
	var list []brokers.Date
	for _, x := range v.Visits {
		if d := brokers.DateOf(x.At); len(list) == 0 || list[len(list)-1] != d {
			list = append(list, d)
		}
	}
	return list
}

// on returns the day of an instant where the clock is, and no day for none.
func (v *view) on(t time.Time) brokers.Date {
	if t.IsZero() {
		return brokers.Date{}
	}
	return v.book.day(t)
}

// broker returns a broker of the catalogue, or what is left of one that is no
// longer in it.
func (c *Casebook) broker(id string) *brokers.Broker {
	if b, ok := c.Catalogue.Get(id); ok {
		return b
	}
	return &brokers.Broker{ID: id, Name: id}
}
