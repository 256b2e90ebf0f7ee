package scan

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// MaxSearches is the most searches one visit makes. A subject with more names
// and places than that is not fully asked for, and the visit says so.
const MaxSearches = 12

// Search is one address to ask, and every fact that asking it tells the site.
type Search struct {
	Query brokers.Query
	URL   *url.URL
	Tells []string // such as "name Maria Garcia", "state TX"
}

// Searches returns what one visit to a broker asks, by disclosure rule 2: the
// least that the search address needs, never a safe name, and a place only
// where an address that is not safe has it. A name or place that cannot fill the
// address is passed over; whole is false when more could be asked than
// MaxSearches. The error wraps brokers.ErrLacks when nothing can be asked
// because a fact may not be told or is not known.
func Searches(s *Subject, b *brokers.Broker, day brokers.Date) (list []Search, whole bool, err error) {
	if b.Search == nil {
		return nil, false, brokers.ErrLacks
	}
	t := demand(b.Search)
	seen := map[string]bool{}
	var lacks error
	for _, n := range s.searchNames() {
		for _, place := range s.searchPlaces(t, b.Home()) {
			q := query(t, n, place, s.Born.AgeOn(day))
			if s.Safe.IsName(Name{First: q.First + " " + q.Middle, Last: q.Last}) {
				lacks = errors.Join(lacks, brokers.ErrLacks)
				continue // a middle name counts where the site asks for it
			}
			told, err := t.Address(q, b.Search.Ages)
			if err != nil {
				lacks = errors.Join(lacks, err)
				continue
			}
			u, err := b.Search.URL.Address(q, b.Search.Ages)
			if err != nil {
				lacks = errors.Join(lacks, err)
				continue
			}
			if key := told.String(); !seen[key] {
				seen[key] = true
				list = append(list, Search{q, u, tells(t, q, b.Search.Ages)})
			}
		}
	}
	switch {
	case len(list) == 0 && lacks == nil:
		return nil, false, brokers.ErrLacks
	case len(list) == 0:
		return nil, false, lacks
	case len(list) > MaxSearches:
		return list[:MaxSearches], false, nil
	}
	return list, true, nil
}

// demand is everything a search tells a site, as one template: what its
// address says and, where a form is filled, what the steps fill in.
func demand(d *brokers.Definition) brokers.Template {
	t := d.URL
	for _, step := range d.Steps {
		if d.Way == brokers.Assisted && step.With != "" {
			t += brokers.Template("?{" + step.With + "}")
		}
	}
	return t
}

// searchNames are the names, current ones first.
func (s *Subject) searchNames() []Name {
	names := slices.Clone(s.Names)
	slices.SortStableFunc(names, func(a, b Name) int { return boolOrder(a.former(), b.former()) })
	return names
}

func (n Name) former() bool { return n.Kind != "" && n.Kind != CurrentName }

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// searchPlaces are the places that may be asked for. A template without a
// place gets one empty place.
func (s *Subject) searchPlaces(t brokers.Template, country string) []Address {
	if !t.Uses("city") && !t.Uses("state") && !t.Uses("zip") {
		return []Address{{}}
	}
	here := func(c string) bool { return c == "" || country == "" || strings.EqualFold(c, country) }
	var places []Address
	for _, a := range s.Open() {
		if here(a.Country) {
			places = append(places, a)
		}
	}
	r := Address{State: s.Residence.State}
	if r.State != "" && here(s.Residence.Country) && !t.Uses("city") && !t.Uses("zip") && !s.onlySafe(r.State) {
		places = append([]Address{r}, places...)
	}
	if len(places) == 0 {
		return []Address{{}}
	}
	return places
}

// onlySafe reports whether a state is that of a safe address and of no other.
func (s *Subject) onlySafe(state string) bool {
	has := func(list []Address) bool {
		return slices.ContainsFunc(list, func(a Address) bool { return Fold(a.State) == Fold(state) })
	}
	return state != "" && has(s.Safe.Addresses) && !has(s.Open())
}

// StateIsSafe reports whether a state may not be told because it is that of a
// safe address and of no other (disclosure rule 3).
func (s *Subject) StateIsSafe(state string) bool { return s.onlySafe(state) }

func query(t brokers.Template, n Name, place Address, age Age) brokers.Query {
	q := brokers.Query{First: n.First, Last: n.Last, City: place.City, State: place.State, Zip: zip5(place.Zip)}
	if t.Uses("middle") {
		q.Middle = n.Middle
	}
	if t.Uses("age") || t.Uses("age_range") {
		q.Age = age.High
	}
	return q
}

func tells(t brokers.Template, q brokers.Query, ages []string) []string {
	var list []string
	add := func(variable, label, v string) {
		if t.Uses(variable) && v != "" {
			list = append(list, label+" "+v)
		}
	}
	list = append(list, "name "+strings.Join(strings.Fields(q.First+" "+q.Middle+" "+q.Last), " "))
	add("city", "city", q.City)
	add("state", "state", q.State)
	add("zip", "ZIP", q.Zip)
	if q.Age > 0 && t.Uses("age") {
		list = append(list, "age "+Years(q.Age).String())
	}
	for _, band := range ages {
		if low, high, ok := brokers.Band(band); ok && t.Uses("age_range") && q.Age > 0 && q.Age >= low && q.Age <= high {
			return append(list, "age band "+band)
		}
	}
	return list
}

// sortRecent puts current addresses first, then those left most recently.
func sortRecent(list []Address) {
	end := func(a Address) int {
		if a.To == 0 {
			return 1 << 16
		}
		return a.To
	}
	slices.SortStableFunc(list, func(a, b Address) int { return end(b) - end(a) })
}
