package casebook

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// ErrNoTotals says that nobody has recorded totals that an auditor could read.
var ErrNoTotals = errors.New("no totals were recorded yet; a supervisor's `whohasme totals` records them")

// Totals counts what was done from one month to another, without identities: a
// supervisor over all clients, a caseworker over their own. An auditor gets the
// totals that were recorded last. Zero days mean all there is.
//
// No count under report.TallyLeast is told, nor one that fewer clients than that
// make up. So that no difference of two totals tells it either, whatever months
// they are of, a small month is not told by itself but together with the next
// ones, until they are enough: the times that are told never overlap and are the
// same in every total, and a total is the sum of those that lie within it.
func (c *Casebook) Totals(ctx context.Context, from, to brokers.Date) (*report.Tally, error) {
	role := c.Vault.Me().Role
	if role == vault.Auditor {
		return c.recorded(ctx)
	}
	n, err := c.count(ctx)
	if err != nil {
		return nil, err
	}
	t := n.tally(month(from), month(to))
	if from.IsZero() && to.IsZero() && (role == vault.Supervisor || role == vault.Worker) {
		err = c.record(ctx, t)
	}
	return t, err
}

func (c *Casebook) recorded(ctx context.Context) (last *report.Tally, err error) {
	err = each(ctx, c, "", brokers.Date{}, func(_ vault.Entry, t report.Tally) error { last = &t; return nil }, scan.TotalsRecorded)
	if err == nil && last == nil {
		err = ErrNoTotals
	}
	return last, err
}

// record keeps totals for auditors, unless they are those that are kept.
func (c *Casebook) record(ctx context.Context, t *report.Tally) error {
	last, err := c.recorded(ctx)
	if err != nil && !errors.Is(err, ErrNoTotals) {
		return err
	}
	had, err := json.Marshal(last)
	has, fault := json.Marshal(t)
	if err == nil && fault == nil && string(had) == string(has) {
		return nil
	}
	return c.append(ctx, scan.TotalsRecorded, "", "", t)
}

// month is the month of a day, such as 2026-11, and "" of no day.
func month(d brokers.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()[:7]
}

// cell is what was counted of one thing in one month, and for whom.
type cell struct {
	n   int
	who map[string]bool
}

// counts are cells by thing and month.
type counts struct {
	by    map[report.Counted]map[string]*cell
	sites map[string]map[string]map[string]bool // by month and broker: for whom it was asked
}

func (n *counts) add(what report.Counted, on brokers.Date, who string) {
	if on.IsZero() {
		return
	}
	months := n.by[what]
	if months == nil {
		months = map[string]*cell{}
		n.by[what] = months
	}
	k := months[month(on)]
	if k == nil {
		k = &cell{who: map[string]bool{}}
		months[month(on)] = k
	}
	k.n++
	k.who[who] = true
}

// block is a run of months whose counts are told together.
type block struct {
	from, to string
	n        int
}

// blocks joins months until each run may be told. What is left at the end is not
// told yet.
func (n *counts) blocks(what report.Counted) (list []block, left bool) {
	months := slices.Sorted(maps.Keys(n.by[what]))
	now, who := block{}, map[string]bool{}
	for _, m := range months {
		k := n.by[what][m]
		if now.n == 0 {
			now.from = m
		}
		now.to, now.n = m, now.n+k.n
		maps.Copy(who, k.who)
		if now.n >= report.TallyLeast && len(who) >= report.TallyLeast {
			list = append(list, now)
			now, who = block{}, map[string]bool{}
		}
	}
	return list, now.n > 0
}

// tally is what may be told of the counts. Without enough clients nothing is.
func (n *counts) tally(from, to string) *report.Tally {
	first, last := n.span()
	t := &report.Tally{From: from, To: to}
	if from == "" {
		t.From = first
	}
	if to == "" {
		t.To = last
	}
	within := func(b block) bool { return (from == "" || b.from >= from) && (to == "" || b.to <= to) }
	clients, left := n.blocks(report.NewClients)
	for _, b := range clients {
		if to == "" || b.to <= to { // of all the time before, too
			t.Clients.N += b.n
		}
	}
	if t.Clients.N == 0 {
		if left || len(clients) > 0 {
			t.Clients.N = -1
		}
		return t
	}
	for _, what := range report.CountedMonthly {
		all, left := n.blocks(what)
		line := report.Line{What: what}
		for _, b := range all {
			if !within(b) {
				left = left || b.to >= from && (to == "" || b.from <= to) // cut by an end
				continue
			}
			line.Count.N += b.n
			t.Periods = append(t.Periods, report.Block{What: what, From: b.from, To: b.to, Count: b.n})
		}
		if line.More = left; left && line.Count.N == 0 {
			line = report.Line{What: what, Count: report.Count{N: -1}}
		}
		t.Counts = append(t.Counts, line)
	}
	t.Counts = append(t.Counts, n.asked(from, to))
	return t
}

func (n *counts) span() (first, last string) {
	for _, months := range n.by {
		for m := range months {
			if first == "" || m < first {
				first = m
			}
			last = max(last, m)
		}
	}
	return first, last
}

// asked counts the brokers that were asked for enough clients: which sites one
// client is looked for at may say where they lived.
func (n *counts) asked(from, to string) report.Line {
	by := map[string]map[string]bool{}
	for m, sites := range n.sites {
		if from != "" && m < from || to != "" && m > to {
			continue
		}
		for b, who := range sites {
			if by[b] == nil {
				by[b] = map[string]bool{}
			}
			maps.Copy(by[b], who)
		}
	}
	line := report.Line{What: report.SitesAsked}
	for _, who := range by {
		if len(who) >= report.TallyLeast {
			line.Count.N++
		}
	}
	if line.Count.N < report.TallyLeast && len(by) > 0 {
		line.Count.N = -1
	}
	return line
}
