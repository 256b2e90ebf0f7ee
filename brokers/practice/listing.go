package practice

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
)

// list draws the records of one site: its own part of the people, distorted
// by its habits. It depends on the world and the site alone.
func list(w *World, s *site) []*record {
	p := &press{World: w, Rand: rand.New(rand.NewPCG(w.Seed, hash(s.id))), habits: s.habits}
	var records []*record
	for _, who := range w.People {
		records = append(records, p.recordsOf(s, who)...)
	}
	for i, r := range records {
		r.ID = fmt.Sprintf("%s%05d", s.prefix, 10000+i*7+int(p.IntN(7)))
		r.shared = r.ID
	}
	return records
}

func (p *press) recordsOf(s *site, who *Person) []*record {
	switch {
	case who == p.subject:
		if portrait := portraits[s.id]; portrait != nil {
			return []*record{portrait(p, who)}
		}
		return nil
	case p.Kind(who.ID) != "other" || p.isInitial(who):
		q := &press{p.World, p.Rand, p.gentle()}
		return []*record{q.record(who)}
	case isControl(who):
		q := &press{p.World, p.Rand, p.steady()}
		return []*record{q.record(who)}
	case !p.chance(p.coverage):
		return nil
	}
	records := []*record{p.record(who)}
	if len(who.Addresses) > 1 && p.chance(p.twice) {
		older := *who
		older.Addresses = who.Addresses[1:]
		records = append(records, p.record(&older))
	}
	return records
}

func (w *World) isInitial(who *Person) bool {
	for _, p := range w.cast.initials {
		if p == who {
			return true
		}
	}
	return false
}

// hash turns text into a number that seeds further draws.
func hash(s string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s)) // a hash never fails to write
	return h.Sum64()
}
