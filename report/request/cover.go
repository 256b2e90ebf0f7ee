package request

import (
	"math/bits"
	"slices"

	"github.com/whohasme/whohasme/brokers"
)

// option is one request that may be chosen: it clears its own broker and
// those that its broker is known to suppress.
type option struct {
	id       string   // broker
	clears   []string // broker ids, its own first
	unproven int      // of them cleared on belief only
	minutes  int

	believed []string // brokers cleared on belief only

	via   *brokers.Broker // whose way out it is; nil: the broker's own
	route *brokers.OptOut // nil: by law alone
	ask   brokers.Ask
}

// A choice is the lighter the fewer its requests, then the less is cleared on
// belief, then the less time it takes. The steps are wide enough never to meet
// in a group of 64.
const (
	perRequest  = 1 << 40
	perUnproven = 1 << 20
)

func (o option) weight() int { return perRequest + perUnproven*o.unproven + o.minutes }

// cover chooses the lightest options that together clear the brokers, and
// returns also the brokers that none can clear. Both are in the order of the
// broker ids.
func cover(listed []string, options []option) (chosen []option, uncleared []string) {
	var open []string
	for _, id := range listed {
		if slices.ContainsFunc(options, func(o option) bool { return slices.Contains(o.clears, id) }) {
			open = append(open, id)
		} else {
			uncleared = append(uncleared, id)
		}
	}
	for _, group := range groups(open, options) {
		choose := exact
		if len(group) > wide {
			choose = greedy
		}
		chosen = append(chosen, choose(group, options)...)
	}
	slices.SortFunc(chosen, func(a, b option) int { return slices.Index(listed, a.id) - slices.Index(listed, b.id) })
	return chosen, uncleared
}

// once is cover with at most one option of each broker, because two would be
// two requests of one name. Where the lightest choice has two of one broker,
// it is looked for without the one and without the other.
func once(listed []string, options []option) (chosen []option, uncleared []string) {
	tries := patience / 1000
	var choose func(open []option) ([]option, []string)
	choose = func(open []option) ([]option, []string) {
		tries--
		chosen, uncleared := cover(listed, open)
		x, y, found := twins(chosen)
		if !found {
			return chosen, uncleared
		}
		if tries < 0 { // each broker by its own way, which is one
			return cover(listed, slices.DeleteFunc(slices.Clone(options), func(o option) bool { return o.via != nil && ownWay(o.id, options) }))
		}
		chosen, uncleared = choose(without(open, x))
		if other, left := choose(without(open, y)); len(left) < len(uncleared) || len(left) == len(uncleared) && weigh(other) < weigh(chosen) {
			return other, left
		}
		return chosen, uncleared
	}
	return choose(options)
}

// twins returns two chosen options of one broker.
func twins(chosen []option) (x, y option, found bool) {
	for i, o := range chosen {
		if at := slices.IndexFunc(chosen[:i], func(other option) bool { return other.id == o.id }); at >= 0 {
			return chosen[at], o, true
		}
	}
	return x, y, false
}

func without(options []option, x option) []option {
	return slices.DeleteFunc(slices.Clone(options), func(o option) bool { return o.id == x.id && o.via == x.via })
}

func ownWay(id string, options []option) bool {
	return slices.ContainsFunc(options, func(o option) bool { return o.id == id && o.via == nil })
}

func weigh(options []option) (sum int) {
	for _, o := range options {
		sum += o.weight()
	}
	return sum
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

// wide is the widest group for which the lightest set is looked for. Beyond it
// the greedy choice is taken, which needs at most 1 + ln n times as many for n
// brokers (Chvátal 1979).
const wide = 64

// patience is how many steps a search may take. No group of 25 brokers that we
// drew needed a hundredth of it; where it runs out, the best set found stands.
const patience = 500_000

// masked is an option with the brokers of a group it clears, as bits.
type masked struct {
	option
	bits uint64
}

// mask returns the options that clear some of a group, without those that
// another one outdoes: it clears as much and weighs no more.
func mask(group []string, options []option) []masked {
	var all []masked
	for _, o := range options {
		m := masked{option: o}
		for i, id := range group {
			if slices.Contains(o.clears, id) {
				m.bits |= 1 << i
			}
		}
		if m.bits != 0 {
			all = append(all, m)
		}
	}
	var kept []masked
	for i, m := range all {
		outdone := false
		for j, by := range all {
			better := m.bits&^by.bits == 0 && by.weight() <= m.weight()
			same := m.bits == by.bits && by.weight() == m.weight()
			outdone = outdone || i != j && better && (!same || j < i)
		}
		if !outdone {
			kept = append(kept, m)
		}
	}
	return kept
}

// exact finds the lightest cover of a group by branch and bound: it branches
// on the broker that fewest options clear and drops what cannot beat the best
// cover found so far. The greedy cover is the first to beat.
func exact(group []string, options []option) []option {
	s := search{sets: mask(group, options), best: greedy(group, options), steps: patience}
	for _, o := range s.best {
		s.least += o.weight()
	}
	s.near = make([]uint64, len(group))
	for i := range group {
		for _, m := range s.sets {
			if m.bits&(1<<i) != 0 {
				s.near[i] |= m.bits
			}
		}
	}
	s.from(^uint64(0)>>(64-len(group)), 0)
	return s.best
}

// search is the state of a branch and bound.
type search struct {
	sets  []masked
	near  []uint64 // for each broker, all that some option clears together with it
	best  []option
	least int // weight of best
	path  []option
	steps int // that it may still take
}

// from looks for the rest of a cover: left is still to be cleared, weight is
// that of the path so far.
func (s *search) from(left uint64, weight int) {
	if left == 0 {
		if weight < s.least {
			s.best, s.least = slices.Clone(s.path), weight
		}
		return
	}
	s.steps--
	if s.steps < 0 || weight+s.needed(left)*perRequest >= s.least {
		return
	}
	for _, m := range rarest(left, s.sets) {
		s.path = append(s.path, m.option)
		s.from(left&^m.bits, weight+m.weight())
		s.path = s.path[:len(s.path)-1]
	}
}

// needed counts brokers of which no two are cleared by one option: at least so
// many requests are needed.
func (s *search) needed(left uint64) int {
	n := 0
	for left != 0 {
		alone, fewest := 0, 65
		for i := left; i != 0; i &= i - 1 {
			at := bits.TrailingZeros64(i)
			if k := bits.OnesCount64(s.near[at] & left); k < fewest {
				alone, fewest = at, k
			}
		}
		left &^= s.near[alone]
		n++
	}
	return n
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
