package pairs

import "slices"

// maxSets is how many sets are told apart; what comes later is counted as one.
const maxSets = 200

// Sets counts decisions set by set and over all of them. The zero value is empty
// and ready.
type Sets struct {
	names []string
	by    map[string]*Tally
	bare  map[string]bool // nothing but names was compared in the set
}

// Add counts one decision.
func (s *Sets) Add(p *Pair, d Decision, score float64) {
	name := p.Set
	if name == "" {
		name = "(no set)"
	}
	if s.by == nil {
		s.by, s.bare = map[string]*Tally{}, map[string]bool{}
	}
	if s.by[name] == nil {
		if len(s.names) >= maxSets {
			name = "(other sets)"
		}
		if s.by[name] == nil {
			s.by[name], s.bare[name] = new(Tally), true
			s.names = append(s.names, name)
		}
	}
	s.by[name].Add(p, d, score)
	s.bare[name] = s.bare[name] && p.NamesOnly()
}

// All is the tally of all sets that compare more than names.
func (s *Sets) All() *Tally {
	var all Tally
	for _, name := range s.names {
		if !s.bare[name] {
			all.merge(s.by[name])
		}
	}
	return &all
}

// Names are the sets, in order of name.
func (s *Sets) Names() []string { return slices.Sorted(slices.Values(s.names)) }

// Of is the tally of a set.
func (s *Sets) Of(name string) *Tally { return s.by[name] }

// Mean is the mean of F1h over the sets that compare more than names and have
// both matches and non-matches; NaN for none.
func (s *Sets) Mean() float64 {
	sum, n := 0.0, 0
	for _, name := range s.names {
		f := s.by[name].Figures()
		if !s.bare[name] && f.Matches > 0 && f.Matches < f.Pairs {
			sum += f.F1h
			n++
		}
	}
	return ratio(sum, float64(n))
}

// NamesOnly reports whether profile or candidate give nothing but names.
func (p *Pair) NamesOnly() bool {
	a, b := &p.Profile, &p.Candidate
	ours := a.BirthYear != 0 || a.DOB != "" || len(a.Addresses)+len(a.Phones)+len(a.Emails)+len(a.Relatives) > 0
	theirs := b.Age != Age{} || b.Born != "" || len(b.Locations)+len(b.Addresses)+len(b.Phones)+len(b.Emails)+len(b.Relatives) > 0
	return !ours && !theirs
}

// Bare is the mean of F1h over the sets that give nothing but names; NaN for
// none.
func (s *Sets) Bare() float64 {
	sum, n := 0.0, 0
	for _, name := range s.names {
		if f := s.by[name].Figures(); s.bare[name] && f.Matches > 0 {
			sum += f.F1h
			n++
		}
	}
	return ratio(sum, float64(n))
}
