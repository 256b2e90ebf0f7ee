package casebook

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/risk"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// risk says what the exposures of a report amount to; nil where nobody
// answered and nothing is known from earlier looks.
func (v *view) risk(r report.Report, measures []report.Measure) *report.Risk {
	if r.Totals.Answered == 0 && len(r.Findings) == 0 {
		return nil
	}
	sum := risk.Of(r.Findings)
	if v.high() {
		sum.Formula += " Stalking weighs twice as much here as usual, because somebody may be looking for you or you keep facts safe."
	}
	sum.Formula += " " + risk.Scale(v.high())
	for _, e := range r.Findings {
		for _, a := range e.Alarms {
			if risk.Open(e) {
				sum.Alarms = append(sum.Alarms, e.Broker+" shows "+a)
			}
		}
	}
	sum.Line, sum.Measured = line(measures), leftOut(r.Totals)
	return &sum
}

// leftOut says what the number does not count.
func leftOut(t report.Totals) string {
	s := "It counts only what was seen."
	if t.Unchecked > 0 {
		s += fmt.Sprintf(" %s could not be checked", count(t.Unchecked, "broker", "brokers"))
		if t.Unseen > 0 {
			s += fmt.Sprintf(" and %d cannot be seen from outside", t.Unseen)
		}
	} else if t.Unseen > 0 {
		s += fmt.Sprintf(" %s cannot be seen from outside", count(t.Unseen, "broker", "brokers"))
	}
	switch t.Unchecked + t.Unseen {
	case 0:
	case 1:
		s += ": it adds nothing here, whatever it holds."
	default:
		s += ": they add nothing to it, whatever they hold."
	}
	return s + " Public records, breaches and what you or others post are not in it either. It compares you with yourself over time, never with other people."
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// line makes the line of a subject from what was measured: one point a day,
// the day's last. A day on which something else than the sites changed has
// its step.
func line(measures []report.Measure) (days []report.RiskDay) {
	var before report.Measure
	for i, m := range measures {
		d := report.RiskDay{On: m.On, Overall: m.Overall, Views: m.Views}
		if i > 0 {
			d.Step = step(before, m)
		}
		if m.New > 0 && d.Step != "" {
			d.Same = m.Same
		}
		before = m
		n := len(days)
		if n == 0 || days[n-1].On != m.On {
			days = append(days, d)
			continue
		}
		if d.Step = strings.TrimSpace(days[n-1].Step + " " + d.Step); d.Same == 0 {
			d.Same = days[n-1].Same
		}
		days[n-1] = d
	}
	return days
}

// step says what besides the sites changed from one measure to the next, or
// "".
func step(before, m report.Measure) string {
	var parts []string
	say := func(is bool, form string, args ...any) {
		if is {
			parts = append(parts, fmt.Sprintf(form, args...))
		}
	}
	say(m.Formula != before.Formula, "Formula %s in place of %s: the points before and after cannot be compared.", m.Formula, before.Formula)
	say(m.High != before.High, "Stalking is weighed anew.")
	say(m.Matcher != before.Matcher && m.Matcher != "" && before.Matcher != "", "Records are judged by matcher %s in place of %s.", m.Matcher, before.Matcher)
	say(m.New > 0, "%s looked at for the first time.", was(m.New))
	say(m.Definitions > 0, "%s read by a changed definition.", was(m.Definitions))
	say(m.Reaches > 0, "Who can see the records of %s is judged anew.", count(m.Reaches, "broker", "brokers"))
	return strings.Join(parts, " ")
}

func was(n int) string {
	if n == 1 {
		return "1 broker was"
	}
	return fmt.Sprintf("%d brokers were", n)
}

// measureAll measures every subject of these visits, once.
func (c *Casebook) measureAll(ctx context.Context, made []scan.Visit) error {
	seen := map[string]bool{}
	for _, x := range made {
		if seen[x.Subject] {
			continue
		}
		seen[x.Subject] = true
		if err := purged(c.measure(ctx, x.Subject)); err != nil {
			return fmt.Errorf("measure risk: %w", err)
		}
	}
	return nil
}

// measure journals what a subject's risk comes to now, with what made it.
// Nothing is measured before anybody answered.
func (c *Casebook) measure(ctx context.Context, subject string) error {
	s, err := c.Subject(ctx, subject)
	if err != nil || s == nil {
		return err
	}
	h, err := c.history(ctx, s, brokers.Date{})
	if err != nil {
		return err
	}
	before, at, err := c.lastMeasure(ctx, subject)
	if err != nil {
		return err
	}
	v := c.view(h, c.Today())
	list := v.exposures()
	if len(list) == 0 && !slices.ContainsFunc(h.Visits, func(x scan.Visit) bool { return x.Outcome.Answered() }) {
		return nil
	}
	return c.append(ctx, report.RiskMeasured, subject, "", v.measure(list, before, at))
}

func (c *Casebook) lastMeasure(ctx context.Context, subject string) (last *report.Measure, at time.Time, err error) {
	err = each(ctx, c, subject, brokers.Date{}, func(e vault.Entry, m report.Measure) error {
		last, at = &m, e.At
		return nil
	}, report.RiskMeasured)
	return last, at, err
}

func (v *view) measure(list []report.Exposure, before *report.Measure, at time.Time) report.Measure {
	m := report.Measure{On: v.day, Formula: risk.Version, High: v.high(), Asked: len(v.last), Reach: map[string]report.Reach{}}
	m.Overall, m.Views = risk.Sum(list)
	for _, e := range list {
		if e.Points != nil {
			m.Reach[e.Broker] = cmp.Or(m.Reach[e.Broker], e.Reach)
		}
	}
	for _, x := range v.Visits {
		m.Matcher = cmp.Or(x.Versions.Matcher, m.Matcher)
	}
	if before == nil {
		return m
	}
	for id, r := range m.Reach {
		if old, known := before.Reach[id]; known && old != r {
			m.Reaches++
		}
	}
	anew := v.anew(at)
	for _, first := range anew {
		if first {
			m.New++
		} else {
			m.Definitions++
		}
	}
	if m.New > 0 {
		m.Same, _ = risk.Sum(slices.DeleteFunc(slices.Clone(list), func(e report.Exposure) bool { return anew[e.Broker] }))
	}
	return m
}

// anew returns the brokers that since an instant were looked at for the first
// time, and, as false, those that another definition read than before it.
func (v *view) anew(since time.Time) map[string]bool {
	asked, was, is := map[string]bool{}, map[string]string{}, map[string]string{}
	for _, x := range v.Visits {
		if !x.At.After(since) {
			asked[x.Broker] = true
			was[x.Broker] = cmp.Or(x.Versions.Definition, was[x.Broker])
		}
		is[x.Broker] = cmp.Or(x.Versions.Definition, is[x.Broker])
	}
	list := map[string]bool{}
	for id := range v.last {
		switch {
		case !asked[id]:
			list[id] = true
		case was[id] != "" && is[id] != was[id]:
			list[id] = false
		}
	}
	return list
}
