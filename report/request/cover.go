package request

import (
	"math/bits"
	"slices"
)

// option is one request that may be chosen: it clears its own broker and
// those that its broker is known to suppress.
type option struct {
	id       string   // broker
	clears   []string // broker ids, its own first
	unproven int      // of them cleared on belief only
	minutes  int
	free     bool // is sent anyway
}

// weight orders choices: fewer requests first, then less belief, then less
// time. The steps are wide enough never to meet in a group of exactLimit.
func (o option) weight() int { return 1_000_000 + 10_000*o.unproven + o.minutes }

// exactLimit is the largest group of linked brokers for which the smallest
// set is proven smallest. Beyond it the greedy choice is taken, which needs at
// most 1 + ln n times as many for n brokers (Chvátal 1979).
const exactLimit = 25

// cover chooses options that together clear the brokers, and returns also the
// brokers that none can clear. Both are in the order of the broker ids.
func cover(brokers []string, options []option) (chosen []option, uncleared []string) {
	cleared := map[string]bool{}
	take := func(o option) {
		chosen = append(chosen, o)
		for _, id := range o.clears {
			cleared[id] = true
		}
	}
	for _, o := range options {
		if o.free {
			take(o)
		}
	}
	var open []string
	for _, id := range brokers {
		switch {
		case cleared[id]:
		case slices.ContainsFunc(options, func(o option) bool { return slices.Contains(o.clears, id) }):
			open = append(open, id)
		default:
			uncleared = append(uncleared, id)
		}
	}
	for _, group := range groups(open, options) {
		choose := exact
		if len(group) > exactLimit {
			choose = greedy
		}
		for _, o := range choose(group, options) {
			take(o)
		}
	}
	slices.SortFunc(chosen, func(a, b option) int { return slices.Index(brokers, a.id) - slices.Index(brokers, b.id) })
	return chosen, uncleared
}

// groups splits the brokers into groups that no option links.
func groups(open []string, options []option) [][]string {
	var all [][]string
	seen := map[string]bool{}
	for _, start := range open {
		if seen[start] {
			continue
		}
		seen[start] = true
		group := []string{start}
		for i := 0; i < len(group); i++ {
			for _, o := range options {
				if !slices.Contains(o.clears, group[i]) {
					continue
				}
				for _, id := range o.clears {
					if !seen[id] && slices.Contains(open, id) {
						seen[id] = true
						group = append(group, id)
					}
				}
			}
		}
		slices.Sort(group)
		all = append(all, group)
	}
	return all
}

// masked is an option with the brokers of a group it clears, as bits.
type masked struct {
	option
	bits uint64
}

func mask(group []string, options []option) []masked {
	var all []masked
	for _, o := range options {
		m := masked{option: o}
		for i, id := range group {
			if slices.Contains(o.clears, id) {
				m.bits |= 1 << i
			}
		}
		if m.bits != 0 && !o.free {
			all = append(all, m)
		}
	}
	return all
}

// exact finds the lightest cover of a group by branch and bound: it branches
// on the broker that fewest options clear and drops what cannot beat the best
// cover found so far.
func exact(group []string, options []option) []option {
	sets := mask(group, options)
	widest := 1
	for _, s := range sets {
		widest = max(widest, bits.OnesCount64(s.bits))
	}
	var best, path []option
	least := int(^uint(0) >> 1)
	var search func(left uint64, weight int)
	search = func(left uint64, weight int) {
		if left == 0 {
			if weight < least {
				best, least = slices.Clone(path), weight
			}
			return
		}
		needed := (bits.OnesCount64(left) + widest - 1) / widest
		if weight+needed*1_000_000 >= least {
			return
		}
		for _, s := range rarest(left, sets) {
			path = append(path, s.option)
			search(left&^s.bits, weight+s.weight())
			path = path[:len(path)-1]
		}
	}
	search(1<<len(group)-1, 0)
	return best
}

// rarest returns the options that clear the broker which fewest clear, those
// that clear most first.
func rarest(left uint64, sets []masked) []masked {
	var few []masked
	for i := left; i != 0; i &= i - 1 {
		var with []masked
		for _, s := range sets {
			if s.bits&(i&-i) != 0 {
				with = append(with, s)
			}
		}
		if few == nil || len(with) < len(few) {
			few = with
		}
	}
	slices.SortStableFunc(few, func(a, b masked) int { return bits.OnesCount64(b.bits&left) - bits.OnesCount64(a.bits&left) })
	return few
}

// greedy takes, again and again, the option that clears most of what is left.
func greedy(group []string, options []option) []option {
	left := slices.Clone(group)
	var chosen []option
	for len(left) > 0 {
		var best option
		most := 0
		for _, o := range options {
			n := 0
			for _, id := range left {
				if slices.Contains(o.clears, id) {
					n++
				}
			}
			if n > most || n == most && n > 0 && o.weight() < best.weight() {
				best, most = o, n
			}
		}
		chosen = append(chosen, best)
		left = slices.DeleteFunc(left, func(id string) bool { return slices.Contains(best.clears, id) })
	}
	return chosen
}
