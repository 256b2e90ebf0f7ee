package worker

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan/vault"
)

func TestChoose(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	free := func(token int64) []vault.Holding {
		return []vault.Holding{{Name: "broker/a", Token: token, Left: -time.Second}}
	}
	running := func(id, after int64, since time.Duration) queued {
		return queued{id: id, job: SweepJob{Broker: "a", After: after}, running: true, since: now.Add(-since)}
	}
	waiting := func(id, after int64) queued { return queued{id: id, job: SweepJob{Broker: "a", After: after}} }
	for _, c := range []struct {
		name string
		held []vault.Holding
		line []queued
		want []SweepJob
	}{
		{"never swept", nil, nil, []SweepJob{{Broker: "a"}}},
		{"given back", free(7), nil, []SweepJob{{Broker: "a", After: 7}}},
		{"held", []vault.Holding{{Name: "broker/a", Token: 7, Left: time.Second}}, nil, nil},
		{"another one held", []vault.Holding{{Name: "broker/ab", Token: 7, Left: time.Second}}, nil, []SweepJob{{Broker: "a"}}},
		{"in line", free(7), []queued{waiting(1, 7)}, nil},
		{"just begun", free(7), []queued{running(1, 7, time.Second)}, nil},
		{"killed before it took the lease", free(7), []queued{running(1, 7, time.Minute)}, []SweepJob{{Broker: "a", After: 7, Instead: 1}}},
		{"killed under the lease", free(8), []queued{running(1, 7, time.Hour)}, []SweepJob{{Broker: "a", After: 8}}},
		{"killed twice", free(7), []queued{running(1, 7, time.Hour), running(5, 7, time.Minute)}, []SweepJob{{Broker: "a", After: 7, Instead: 5}}},
		{"killed, and one stands in", free(7), []queued{running(1, 7, time.Hour), waiting(5, 7)}, nil},
		{"an old one waits", free(7), []queued{waiting(1, 3)}, []SweepJob{{Broker: "a", After: 7}}},
		{"of another broker", free(7), []queued{{id: 1, job: SweepJob{Broker: "b", After: 7}}}, []SweepJob{{Broker: "a", After: 7}}},
	} {
		got := choose(Agenda{Brokers: []Due{{Broker: "a", Looks: 3}}}, c.held, c.line, now)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// However machines come, go and are killed, a plan never lines up two jobs that
// could both find work, and never leaves a broker without one for good.
func TestChooseOverTime(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	var line []queued
	var token, id int64
	var until time.Time
	for range 20_000 {
		now = now.Add(time.Duration(1+r.IntN(20)) * time.Second)
		held := []vault.Holding{{Name: "broker/a", Token: token, Left: until.Sub(now)}}
		jobs := choose(Agenda{Brokers: []Due{{Broker: "a"}}}, held, line, now)
		for _, j := range jobs {
			id++
			line = append(line, queued{id: id, job: j})
		}
		fresh := 0
		for _, q := range line {
			if q.job.After == token && (!q.running || now.Sub(q.since) < lostAfter) {
				fresh++
			}
		}
		if fresh > 1 {
			t.Fatalf("%d jobs could find work", fresh)
		}
		if len(jobs) == 0 && fresh == 0 && until.Before(now) {
			t.Fatal("nobody holds the broker, and nobody is to")
		}
		for i := range line { // machines take what is available, and some die on the way
			q := &line[i]
			if q.running || r.IntN(3) > 0 {
				continue
			}
			q.running, q.since = true, now
			if r.IntN(3) == 0 || q.job.After != token || until.After(now) {
				continue // killed before it took the lease; or there is nothing to do
			}
			token++
			until = now.Add(TTL * time.Duration(1+r.IntN(5)))
		}
		line = slices.DeleteFunc(line, func(q queued) bool { return q.running && r.IntN(4) == 0 })
	}
	if token < 500 {
		t.Errorf("swept %d times", token)
	}
}
