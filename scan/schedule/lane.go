package schedule

import (
	"container/heap"
	"slices"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// lane is one broker's looks in a stretch. One is made at a time.
type lane struct {
	site  Site
	due   []Visit // At: when it may begin
	first Next    // the most urgent
}

// run gives each look its time, from begin on, and adds it to the plan.
func (l *lane) run(in Stretch, begin time.Time, p *Plan) {
	slices.SortFunc(l.due, func(a, b Visit) int { return a.At.Compare(b.At) })
	per := max(l.site.PerVisit, 1)
	gap := l.site.takes(per)
	left := quota{site: l.site, per: per, day: brokers.DateOf(in.From), used: l.site.Used}
	var waiting queue
	t := later(begin, l.site.Rests).In(in.From.Location()) // caps count by its days
	for len(l.due) > 0 || len(waiting) > 0 {
		if len(waiting) == 0 {
			t = later(t, l.due[0].At).In(t.Location())
		}
		for len(l.due) > 0 && !l.due[0].At.After(t) {
			heap.Push(&waiting, l.due[0])
			l.due = l.due[1:]
		}
		if t = left.take(t); !t.Before(in.To) {
			break
		}
		for len(l.due) > 0 && !l.due[0].At.After(t) { // came due while the cap was used up
			heap.Push(&waiting, l.due[0])
			l.due = l.due[1:]
		}
		v := heap.Pop(&waiting).(Visit)
		v.At = t
		p.Visits = append(p.Visits, v)
		t = t.Add(gap)
	}
	for _, v := range append(waiting, l.due...) {
		p.Tomorrow = append(p.Tomorrow, v.Next)
	}
}

// takes is how long a look keeps a broker busy: the crawler lengthens each
// pace by up to half, so by a quarter on average.
func (s Site) takes(requests int) time.Duration {
	return time.Duration(requests) * s.Pace * 5 / 4
}

// quota counts a broker's requests by civil days.
type quota struct {
	site Site
	per  int
	day  brokers.Date
	used int
}

// take counts one look at t, or at the next day's beginning where the day's
// cap leaves no room for it, and returns when. A cap that is smaller than one
// look takes leaves room for one look a day.
func (q *quota) take(t time.Time) time.Time {
	if q.site.Cap <= 0 {
		return t
	}
	q.turn(brokers.DateOf(t))
	if q.used > 0 && q.used+q.per > q.site.Cap {
		t = startOf(q.day.AddDays(1), t.Location())
		q.turn(brokers.DateOf(t))
	}
	q.used += q.per
	return t
}

func (q *quota) turn(today brokers.Date) {
	if today != q.day {
		q.day, q.used = today, 0
	}
}

// queue is a heap of looks, the most urgent on top.
type queue []Visit

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return urgency(&q[i].Next, &q[j].Next) < 0 }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(v any)        { *q = append(*q, v.(Visit)) }
func (q *queue) Pop() any {
	last := len(*q) - 1
	v := (*q)[last]
	*q = (*q)[:last]
	return v
}
