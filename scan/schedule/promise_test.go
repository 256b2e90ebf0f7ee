package schedule_test

import (
	"slices"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/schedule"
)

// relisted checks that a re-listing was noticed within its limit.
func (w *world) relisted(p *pair, truly time.Time) {
	i, _ := slices.BinarySearchFunc(p.turns, truly, time.Time.Compare)
	back := p.turns[i-1]
	from := back
	for _, o := range p.site.out { // a broker that did not answer begins anew
		if o.to.After(from) && o.from.Before(truly) {
			from = earliest(o.to, truly)
		}
	}
	limit := schedule.Limit(p.asOf, p.past.Risk)
	allowed := limit + w.asleep(back, truly) + min(limit, w.behind(back, truly))
	over := truly.Sub(from) - allowed
	w.relistings++
	if p.past.Risk == scan.HighRisk {
		w.worstHigh = max(w.worstHigh, truly.Sub(from)-w.asleep(back, truly))
	} else {
		w.worst = max(w.worst, truly.Sub(from)-w.asleep(back, truly))
	}
	if over > hour {
		w.t.Errorf("%s: listed again %v, noticed %v: %v too late (case %d)", p.record, back, truly, over, p.asOf)
	}
}

// behind returns by how much the clock was behind at most between two instants.
// While it is, a window that was told in its time comes later by that.
func (w *world) behind(from, to time.Time) (most time.Duration) {
	for i, j := range w.jumps {
		if j.at.Before(to) && (i+1 == len(w.jumps) || w.jumps[i+1].at.After(from)) {
			most = max(most, -j.ahead)
		}
	}
	return most
}

func (w *world) asleep(from, to time.Time) time.Duration {
	return to.Sub(from) - within(w.awake, from, to)
}

// right reports whether the clock was right all the time between two instants.
func (w *world) right(from, to time.Time) bool {
	for i, j := range w.jumps {
		over := w.end
		if i+1 < len(w.jumps) {
			over = w.jumps[i+1].at
		}
		if j.ahead != 0 && j.at.Before(to) && over.After(from) {
			return false
		}
	}
	return true
}

// answer notes a look that answered, and what was owed by then.
func (w *world) answer(p *pair, truly time.Time) {
	jumps := w.jumped(truly)
	if !p.answered.IsZero() && truly.Sub(p.answered) < schedule.Rest-time.Second {
		if w.repeats++; jumps == p.jumps {
			w.t.Errorf("%s: looked at %v after an answer", p.record, truly.Sub(p.answered))
		}
	}
	p.owed = slices.DeleteFunc(p.owed, func(m moment) bool {
		if m.at.After(truly) {
			return false
		}
		if !w.right(m.at.Add(-day), truly) { // a clock that is wrong has its own idea of when
			return true
		}
		w.moments++
		allowed := m.window + w.asleep(m.at, truly)
		limit := schedule.Limit(p.asOf, p.past.Risk)
		for _, o := range p.site.out { // the last try may have been at its very end
			if o.to.After(m.at.Add(-limit)) && o.from.Before(truly) {
				allowed = max(allowed, o.to.Add(limit).Sub(m.at)+w.asleep(latest(m.at, o.to), truly))
			}
		}
		if late := truly.Sub(m.at) - allowed; late > hour {
			w.t.Errorf("%s: %s was owed from %v, came %v", p.record, m.what, m.at, truly)
		}
		return true
	})
	p.answered, p.jumps = truly, jumps
	p.asOf = p.past.Case(truly)
}

// check compares a look with the window that was promised.
func (w *world) check(p *pair, v schedule.Visit, truly time.Time) {
	if v.At.Before(v.Earliest) {
		w.early++
		w.t.Errorf("%s: %s at %v, not wanted before %v", p.record, v.Reason, v.At, v.Earliest)
	}
	if v.Late() {
		from := v.Due.Add(v.At.Sub(truly) * -1) // in true time
		slept := w.asleep(from, truly)
		if w.late++; v.At.Sub(v.Latest) > slept+hour && p.jumps == w.jumped(truly) && w.limit.Cap == 0 {
			w.t.Errorf("%s: %s at %v, %v late, asleep for %v of it", p.record, v.Reason, v.At, v.At.Sub(v.Latest), slept)
		}
	}
	if w.big {
		return
	}
	n := 0
	for _, l := range p.past.Looks {
		if brokers.DateOf(l.At) == brokers.DateOf(v.At) {
			n++
		}
	}
	if n >= schedule.PerDay {
		w.t.Errorf("%s: look %d on one day", p.record, n+1)
	}
}

// settle checks that nothing that was due is left.
func (w *world) settle() {
	last := w.awake[len(w.awake)-1]
	ahead := w.ahead(last.to)
	for _, p := range w.pairs {
		if !p.next.Person && w.limit.Cap == 0 && p.next.Due.Before(last.to.Add(ahead-hour)) && last.to.Sub(last.from) > hour {
			w.t.Errorf("%s: due since %v and never looked at", p.record, p.next.Due)
		}
	}
}
