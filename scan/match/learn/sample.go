package main

import (
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"strings"

	"github.com/whohasme/whohasme/scan/match"
	"github.com/whohasme/whohasme/scan/match/pairs"
)

// sample is a labelled pair and what the matcher finds in it.
type sample struct {
	pair   *pairs.Pair
	match  bool
	weight float64 // of the pair in learning
	group  uint32  // the same for pairs of one person
	found  []finding
	rest   float64
	most   match.Limits
	drawn  bool // of practice people: learnt from, but no threshold of the fair verdict is set by it
	record bool // is labelled and says more than names: learnt from
}

type finding struct {
	term  int
	value float64
}

func load(files []string) ([]*sample, error) {
	var out []*sample
	for _, f := range files {
		in, err := os.Open(f)
		if err != nil {
			return nil, err
		}
		for p, err := range pairs.Read(in) {
			if err != nil {
				var fault *pairs.Fault
				if errors.As(err, &fault) {
					return nil, fmt.Errorf("%s:%v", f, err)
				}
				return nil, err
			}
			out = append(out, look(p))
		}
		if err := in.Close(); err != nil {
			return nil, err
		}
	}
	group(out)
	return out, nil
}

func look(p *pairs.Pair) *sample {
	s := &sample{pair: p, match: p.Label == "match"}
	c := match.New(p.Subject()).Compare(match.Read(p.Record()), p.Day())
	s.rest = c.Found(func(t int, v float64) { s.found = append(s.found, finding{t, v}) })
	s.most = c.Most()
	s.record = (p.Label == "match" || p.Label == "nomatch") && !p.NamesOnly()
	return s
}

// group puts pairs of one person together: those whose profile is the same, and
// those that a match joins by the ids of its sides.
func group(samples []*sample) {
	parent := map[string]string{}
	var find func(string) string
	find = func(k string) string {
		p, ok := parent[k]
		if !ok || p == k {
			return k
		}
		root := find(p)
		parent[k] = root
		return root
	}
	profiles := map[string]bool{}
	for _, s := range samples {
		a, _ := sides(s.pair)
		profiles[a] = true
	}
	for _, s := range samples {
		a, b := sides(s.pair)
		if b != "" && !profiles[b] { // not the id of a person, perhaps only a number within the profile's
			b = fmt.Sprint(b, s.pair.Candidate)
		}
		if s.match && b != "" {
			parent[find(a)] = find(b)
		}
	}
	for _, s := range samples {
		a, _ := sides(s.pair)
		h := fnv.New32a()
		h.Write([]byte(find(a)))
		s.group = h.Sum32()
	}
}

// sides are the ids of profile and candidate, or the profile itself where the
// pair's id has none.
func sides(p *pairs.Pair) (profile, candidate string) {
	if parts := strings.Split(p.ID, "/"); len(parts) == 3 {
		return p.Set + "/" + parts[1], p.Set + "/" + parts[2]
	}
	return fmt.Sprint(p.Set, p.Profile), ""
}

// share gives every set the same say, and within a set every pair.
func share(samples []*sample) {
	sizes := map[string]float64{}
	for _, s := range samples {
		if s.record {
			sizes[s.pair.Set]++
		}
	}
	for _, s := range samples {
		if s.record {
			s.weight = float64(len(samples)) / float64(len(sizes)) / sizes[s.pair.Set]
		}
	}
}
