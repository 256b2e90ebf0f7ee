package worker

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// numbers count what a worker does, by broker and outcome, and by nothing that
// is a person's. They are told in the text format of Prometheus.
type numbers struct {
	set       *metrics.Set
	lost      *metrics.Counter
	takeovers *metrics.Counter
}

func newNumbers(w *Worker) *numbers {
	set := metrics.NewSet()
	n := &numbers{
		set: set, lost: set.NewCounter("whohasme_leases_lost_total"), takeovers: set.NewCounter("whohasme_takeovers_total"),
	}
	set.NewGauge("whohasme_sweeps_running", func() float64 { return float64(w.sweeper.running.Load()) })
	set.NewGauge("whohasme_sweeps_most", func() float64 { return float64(w.Sweeps) })
	set.NewGauge("whohasme_database_up", func() float64 { return truth(w.ready.database.Load()) })
	return n
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// look counts a visit that is kept, and how long it took, waits included.
func (n *numbers) look(broker, outcome string, took time.Duration) {
	labels := fmt.Sprintf("{broker=%q,outcome=%q}", broker, outcome)
	n.set.GetOrCreateCounter("whohasme_looks_total" + labels).Inc()
	n.set.GetOrCreateFloatCounter("whohasme_look_seconds_total" + labels).Add(took.Seconds())
}

// sweep counts a sweep that is over, by how it ended.
func (n *numbers) sweep(broker, end string) {
	n.set.GetOrCreateCounter(fmt.Sprintf("whohasme_sweeps_total{broker=%q,end=%q}", broker, end)).Inc()
}

// write tells all numbers, with how the whole caseload stood at the last plan.
func (w *Worker) write(ctx context.Context, out io.Writer) {
	w.numbers.set.WritePrometheus(out)
	s, err := w.Standing(ctx)
	if err != nil || s.At.IsZero() {
		return // what is not known is not told as nought
	}
	for _, g := range []struct {
		name  string
		value float64
	}{
		{"whohasme_plan_age_seconds", time.Since(s.At).Seconds()}, {"whohasme_due_looks", float64(s.Looks)}, {"whohasme_due_brokers", float64(s.Brokers)},
		{"whohasme_late_seconds", s.Late.Seconds()}, {"whohasme_sweeps_queued", float64(s.Queued)},
	} {
		metrics.WriteGaugeFloat64(out, g.name, g.value)
	}
}
