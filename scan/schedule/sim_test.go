package schedule_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/schedule"
)

const (
	hour = time.Hour
	day  = 24 * hour
)

// The simulation runs the real scheduler on a clock of its own. It knows the
// truth: which time it really is, whatever the machine's clock shows, and what
// is listed where. Only what a look sees reaches the scheduler.

// span is a stretch of true time.
type span struct{ from, to time.Time }

// within returns how much of the spans lies between two instants.
func within(list []span, from, to time.Time) (sum time.Duration) {
	i, _ := slices.BinarySearchFunc(list, from, func(s span, t time.Time) int { return s.to.Compare(t) })
	for ; i < len(list) && list[i].from.Before(to); i++ {
		if a, b := latest(list[i].from, from), earliest(list[i].to, to); b.After(a) {
			sum += b.Sub(a)
		}
	}
	return sum
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func earliest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// jump says how far the machine's clock is ahead of true time from an instant on.
type jump struct {
	at    time.Time
	ahead time.Duration
}

// site is a broker as it truly is.
type site struct {
	id   string
	out  []span // it does not answer
	how  scan.Outcome
	day  brokers.Date // of used, by the machine's clock
	used int
	free time.Time // by the machine's clock
}

// pair is one subject at one broker.
type pair struct {
	past   schedule.Past
	next   schedule.Next
	site   *site
	turns  []time.Time // when it is listed, gone, listed again ..., in true time
	visits []scan.Visit
	record string

	answered time.Time // in true time
	jumps    int       // that had happened by then
	asOf     schedule.Case
	owed     []moment // what must be looked at after a claim or a letter
}

// moment is a time, by true clocks, after which a look must be made within a window.
type moment struct {
	at     time.Time
	window time.Duration
	what   schedule.Reason
}

// world is a caseload, its machine and what came of it.
type world struct {
	t     *testing.T
	where *time.Location
	begin time.Time
	end   time.Time
	awake []span
	jumps []jump
	sites []*site
	pairs []*pair
	due   []int64 // of pairs, by the machine's clock
	step  time.Duration
	limit schedule.Site
	again func(time.Time) time.Time // when the stretch after the one that begins then is over
	rng   *rand.Rand
	big   bool // too many pairs for checks that go back in time

	looks, unanswered, repeats, early, late, relistings, moments int
	worst, worstHigh                                             time.Duration // to notice a re-listing, above what was allowed: never positive
	finished                                                     func(from, last time.Time)
}

func seed(t testing.TB) *rand.Rand {
	n := uint64(1)
	if s := os.Getenv("WHOHASME_TEST_SEED"); s != "" {
		v, err := strconv.ParseUint(s, 10, 64)
		if err != nil {
			t.Fatalf("WHOHASME_TEST_SEED: %v", err)
		}
		n = v
	}
	return rand.New(rand.NewPCG(n, 77))
}

func (w *world) between(a, b time.Duration) time.Duration {
	return a + time.Duration(w.rng.Float64()*float64(b-a))
}

func (w *world) ahead(t time.Time) (d time.Duration) {
	for _, j := range w.jumps {
		if !j.at.After(t) {
			d = j.ahead
		}
	}
	return d
}

// jumped returns how many times the clock was put to another time up to t.
func (w *world) jumped(t time.Time) (n int) {
	for _, j := range w.jumps {
		if !j.at.After(t) {
			n++
		}
	}
	return n
}

// populate makes clients, sites and what is truly listed.
func (w *world) populate(clients, sites int, high, listed float64) {
	for i := range sites {
		w.sites = append(w.sites, &site{id: fmt.Sprintf("broker-%02d", i)})
	}
	for c := range clients {
		risk := scan.UsualRisk
		if float64(c) < high*float64(clients) {
			risk = scan.HighRisk
		}
		id := fmt.Sprintf("client-%d", c)
		for _, s := range w.sites {
			p := &pair{site: s, past: schedule.Past{Subject: id, Broker: s.id, Risk: risk, Since: w.begin}, record: id + "." + s.id}
			if w.rng.Float64() < listed {
				p.turns = w.life()
			}
			w.pairs = append(w.pairs, p)
		}
	}
	w.due = make([]int64, len(w.pairs))
}

// life is when a record is listed, taken away, listed again.
func (w *world) life() (turns []time.Time) {
	at := w.begin.Add(-day)
	if w.rng.IntN(4) == 0 {
		at = w.begin.Add(w.between(0, 200*day)) // a new listing
	}
	for at.Before(w.end) {
		turns = append(turns, at)
		if len(turns)%2 == 1 {
			at = at.Add(w.between(10*day, 60*day))
		} else {
			at = at.Add(w.between(5*day, 120*day))
		}
	}
	return turns
}

func (p *pair) listed(t time.Time) bool {
	n := 0
	for n < len(p.turns) && !p.turns[n].After(t) {
		n++
	}
	return n%2 == 1
}

// run lives through the whole time.
func (w *world) run() {
	var woke time.Time
	for _, a := range w.awake {
		woke = a.from
		for t := a.from; t.Before(a.to); {
			until := earliest(t.Add(w.step), a.to)
			for _, j := range w.jumps {
				if j.at.After(t) {
					until = earliest(until, j.at)
				}
			}
			w.stretch(t, until, woke)
			t = until
		}
	}
	w.settle()
}

// stretch plans and makes the looks from one instant of true time to another.
func (w *world) stretch(t, until, woke time.Time) {
	ahead := w.ahead(t)
	now := t.Add(ahead).In(w.where)
	in := schedule.Stretch{From: now, To: until.Add(ahead).In(w.where), Woke: woke.Add(ahead).In(w.where)}
	horizon := in.To
	if w.again != nil {
		in.Again = w.again(now)
		horizon = in.Again
	}
	anew := t.Equal(woke) || w.jumped(t) != w.jumped(t.Add(-w.step)) || brokers.DateOf(now) != brokers.DateOf(now.Add(-w.step))
	var list []schedule.Next
	at := map[[2]string]*pair{}
	for i, p := range w.pairs {
		if anew && (len(w.jumps) > 0 || p.next.Due.IsZero()) { // else nothing in it depends on now
			w.plan(i, now)
		}
		if w.due[i] < horizon.Unix()+1 {
			list = append(list, p.next)
			at[[2]string{p.next.Subject, p.next.Broker}] = p
		}
	}
	limits := map[string]schedule.Site{}
	for _, s := range w.sites {
		l := w.limit
		l.Rests = s.free
		if s.free.After(in.To.Add(day)) {
			l.Rests = time.Time{} // was noted while the clock was wrong
		}
		if s.day == brokers.DateOf(now) {
			l.Used = s.used
		}
		limits[s.id] = l
	}
	plan, err := schedule.Lay(list, limits, in)
	if err != nil {
		w.t.Fatal(err)
	}
	if len(plan.Visits)+len(plan.Tomorrow)+len(plan.Waiting)+len(plan.Person) != len(list) {
		w.t.Fatalf("of %d looks a plan holds %d, %d, %d and %d", len(list), len(plan.Visits), len(plan.Tomorrow), len(plan.Waiting), len(plan.Person))
	}
	for _, v := range plan.Visits {
		w.look(at[[2]string{v.Subject, v.Broker}], v, v.At.Add(-ahead))
	}
	for i, p := range w.pairs {
		if p.next.Due.IsZero() {
			w.plan(i, in.To)
		}
	}
	if w.finished != nil && len(plan.Visits) > 0 {
		w.finished(t, plan.Visits[len(plan.Visits)-1].At.Add(-ahead))
	}
}

func (w *world) plan(i int, now time.Time) {
	p := w.pairs[i]
	p.next = schedule.After(&p.past, now)
	w.due[i] = p.next.Due.Unix()
	if w.again != nil {
		w.due[i] = min(p.next.Latest.Unix(), w.due[i])
	}
	if p.next.Person {
		w.due[i] = math.MaxInt64
	}
}

// look makes one look in the world as it truly is, and checks what the
// scheduler promised.
func (w *world) look(p *pair, v schedule.Visit, truly time.Time) {
	w.looks++
	w.check(p, v, truly)
	s := p.site
	if today := brokers.DateOf(v.At); s.day != today {
		s.day, s.used = today, 0
	}
	s.used += max(w.limit.PerVisit, 1)
	if w.limit.Cap > 0 && s.used > w.limit.Cap {
		w.t.Errorf("%s: %d requests on %s", s.id, s.used, s.day)
	}
	s.free = v.At.Add(w.limit.Pace)
	visit := scan.Visit{Subject: p.past.Subject, Broker: s.id, At: v.At}
	switch {
	case within(s.out, truly, truly.Add(time.Nanosecond)) > 0:
		visit.Outcome = s.how
	case p.listed(truly):
		visit.Outcome = scan.Found
		visit.Sightings = []scan.Sighting{{ID: p.record, Judged: scan.Judged{Verdict: scan.Match}}}
	default:
		visit.Outcome = scan.Absent
	}
	if len(p.past.Listings) > 0 && visit.Outcome.Answered() {
		visit.Rechecks = []scan.Recheck{{ID: p.record, Search: visit.Outcome}}
	}
	p.past.Looks = append(p.past.Looks, schedule.Look{At: v.At, Outcome: visit.Outcome, Asked: true})
	if n := len(p.past.Looks); w.big && n > 12 {
		p.past.Looks = slices.Delete(p.past.Looks, 0, n-8)
	}
	if p.turns != nil {
		w.fold(p, visit, truly)
	}
	if visit.Outcome.Answered() {
		w.answer(p, truly)
	} else {
		w.unanswered++
	}
	p.next = schedule.Next{}
}

// fold keeps the visit and makes findings of all of them, as the casebook does.
func (w *world) fold(p *pair, v scan.Visit, truly time.Time) {
	before := schedule.Clear
	if len(p.past.Listings) > 0 {
		before = p.past.Case(v.At)
	}
	p.visits = append(p.visits, v)
	whole := schedule.Of(&scan.Subject{ID: p.past.Subject, Risk: p.past.Risk}, p.site.id, p.past.Since, p.visits, scan.Follow(p.visits, nil))
	if slices.Equal(p.past.Listings, whole.Listings) {
		p.visits = p.visits[:len(p.visits)-1] // it makes no difference
	}
	p.past.Listings, p.past.Relisted = whole.Listings, whole.Relisted
	after := p.past.Case(v.At)
	gone := before == schedule.Gone || before == schedule.GoneBack
	if gone && after == schedule.Open {
		w.relisted(p, truly)
	}
	if after == schedule.Open && before != schedule.Open && !w.big { // a letter is written, and later claimed to be done
		claim := v.At.Add(w.between(2*day, 20*day))
		due := brokers.DateOf(v.At).AddDays(45)
		p.past.Claims = append(p.past.Claims, claim)
		p.past.Due = append(p.past.Due, due)
		if w.ahead(truly) == 0 {
			for _, d := range []time.Duration{3 * day, 7 * day, 30 * day} {
				p.owed = append(p.owed, moment{claim.Add(d), 2 * day, schedule.Confirm})
			}
			first := time.Date(due.Year, due.Month, due.Day+1, 0, 0, 0, 0, w.where)
			p.owed = append(p.owed, moment{first, 2 * day, schedule.Reply})
		}
	}
}
