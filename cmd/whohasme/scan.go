package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/sweep"
)

// scanFlags are the flags of `scan`.
type scanFlags struct {
	casebook.Scope
	dryRun, direct, json bool
}

func (p *program) scanCommand() *cobra.Command {
	var f scanFlags
	c := &cobra.Command{
		Use: "scan", Short: "Visit the brokers that are due, and say what was seen", Args: noArgs,
		Long: `Visit every broker that is due for every subject whose authority holds today.
A visit that finished in the last 24 hours is not repeated. Ctrl-C keeps what is
finished; the next scan goes on from there.

Exit codes: 0 every broker asked was answered and nothing was found; 1 nobody
could be reached, or interrupted; 3 a match or a possible one; 4 none, but some
brokers could not be checked.`,
		RunE: func(c *cobra.Command, _ []string) error {
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			if f.dryRun {
				return p.previewScan(c.Context(), book, f.Scope)
			}
			return p.scan(c.Context(), book, f)
		},
	}
	fl := c.Flags()
	fl.StringVar(&f.Subject, "subject", "", "only this subject")
	fl.StringArrayVar(&f.Brokers, "broker", nil, "only this broker; may be repeated")
	fl.BoolVar(&f.dryRun, "dry-run", false, "print every address that would be asked, and ask nobody")
	fl.BoolVar(&f.Fresh, "fresh", false, "look again at what was looked at in the last 24 hours")
	fl.BoolVar(&f.direct, "direct", false, "visit sites for a subject with safe facts without a proxy, on purpose")
	fl.BoolVar(&f.json, "json", false, "print one JSON object per finished visit")
	return c
}

func (p *program) scan(ctx context.Context, book *casebook.Casebook, f scanFlags) error {
	crawler, err := p.crawler()
	if err != nil {
		return &exitError{exitUsage, err}
	}
	defer crawler.Close()
	w, err := p.watcher(ctx, book, f.json)
	if err != nil {
		return err
	}
	sum, err := book.Scan(ctx, f.Scope, sweep.Setup{Crawler: crawler, Now: p.now}, f.direct || p.set.proxy != "", w)
	w.end()
	if !sum.Nobody() {
		p.sayRefused(sum.Refused)
	}
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("scan: interrupted; %s kept, the next `whohasme scan` goes on from there", plural(len(sum.Made), "finished visit is", "finished visits are"))
	}
	if err != nil {
		return err
	}
	if !f.json {
		if err := p.printScan(sum); err != nil {
			return err
		}
		if err := p.sayUnconfirmed(ctx, book, f.Scope, sum); err != nil {
			return err
		}
	}
	return p.scanCode(sum)
}

// printScan shows the visits of a scan as one table and says what they come
// to.
func (p *program) printScan(sum casebook.Summary) error {
	made := slices.Clone(sum.Made)
	slices.SortStableFunc(made, func(a, b scan.Visit) int {
		return cmp.Or(strings.Compare(a.Subject, b.Subject), strings.Compare(a.Broker, b.Broker))
	})
	var rows [][]string
	for _, v := range made {
		rows = append(rows, []string{v.Subject, v.Broker, v.Outcome.String(), visitWords(v)})
	}
	if len(rows) > 0 {
		if err := render.Table(p.out, p.width(), []string{"subject", "broker", "outcome", "what was seen"}, rows); err != nil {
			return err
		}
	}
	n := len(sum.All())
	answered := 0
	for _, v := range sum.All() {
		if v.Outcome.Answered() {
			answered++
		}
	}
	if n > 0 {
		fmt.Fprintf(p.out, "\n%s, %d answered, %d could not be checked.\n", plural(n, "visit", "visits"), answered, n-answered)
	}
	if len(sum.Made) == 0 && n > sum.Held {
		p.say("Nothing is due: everything was visited in the last 24 hours. `--fresh` looks again.")
	}
	return nil
}

// sayUnconfirmed names the brokers just visited whose definition nobody ever saw
// read the living site.
func (p *program) sayUnconfirmed(ctx context.Context, book *casebook.Casebook, s casebook.Scope, sum casebook.Summary) error {
	reports, err := book.Report(ctx, s.Subject, book.Today())
	if err != nil {
		return err
	}
	made := map[string]bool{}
	for _, v := range sum.Made {
		made[v.Broker] = true
	}
	var ids []string
	for _, r := range reports {
		for _, id := range r.Unconfirmed {
			if made[id] && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	if len(ids) > 0 {
		slices.Sort(ids)
		fmt.Fprintf(p.out, "Definitions never confirmed live: %s.\n", joinComma(ids))
	}
	return nil
}

func visitWords(v scan.Visit) string {
	matches, maybes := 0, 0
	for _, s := range v.Sightings {
		switch s.Verdict {
		case scan.Match:
			matches++
		case scan.Possible:
			maybes++
		}
	}
	words := ""
	add := func(n int, one, many string) {
		if n > 0 {
			if words != "" {
				words += ", "
			}
			words += plural(n, one, many)
		}
	}
	add(matches, "record of yours", "records of yours")
	add(maybes, "perhaps yours", "perhaps yours")
	add(v.Others, "of other people", "of other people")
	if v.Why != "" && words != "" {
		return words + "; " + v.Why
	}
	return words + v.Why
}

// scanCode is the exit code of a scan, by where its whole scope stands now.
func (p *program) scanCode(sum casebook.Summary) error {
	found, unsure, unreachable, reached := false, false, 0, false
	for _, v := range sum.All() {
		switch {
		case v.Outcome == scan.Found || v.Outcome == scan.Maybe:
			found = true
		case !v.Outcome.Answered():
			unsure = true
		}
		switch v.Outcome {
		case scan.Unreachable:
			unreachable++
		case scan.NeedsYou, scan.Disallowed:
		default:
			reached = true
		}
	}
	switch {
	case sum.Nobody():
		return nobodyAsked(sum.Refused)
	case found:
		return exit(exitListed)
	case !reached && unreachable > 0 && len(sum.Made) == 0:
		return errors.New("scan: the last look reached nobody, so nothing is known about any broker; `whohasme scan --fresh` asks again")
	case !reached && unreachable > 0:
		return errors.New("scan: nobody could be reached; is this machine connected to the internet? Nothing is known about any broker")
	case unsure:
		return exit(exitUnsure)
	}
	return nil
}

func (p *program) sayRefused(rules []error) {
	for _, r := range rules {
		p.say("Not visited: %v.", r)
	}
}

// nobodyAsked is the error of a scan that the rules leave nobody to ask, or
// that has no broker: to end well would read as "you are clear".
func nobodyAsked(rules []error) error {
	if len(rules) == 0 {
		return errors.New("scan: there is no broker to visit, so nothing is known about any")
	}
	words := make([]string, len(rules))
	for i, r := range rules {
		words[i] = r.Error()
	}
	return errors.New("scan: nobody is looked for: " + strings.Join(words, "; "))
}

// previewScan prints every address that would be asked, each on its own line,
// and what it tells; it asks nobody.
func (p *program) previewScan(ctx context.Context, book *casebook.Casebook, s casebook.Scope) error {
	list, sum, err := book.Preview(ctx, s)
	if err != nil {
		return err
	}
	p.say("Nobody is asked now. A visit also shows each site this machine's network address, hence roughly where you are.")
	for _, pv := range list {
		if pv.Why != "" {
			p.say("\n%s for %s: not asked: %s", pv.Broker.ID, pv.Subject, pv.Why)
			continue
		}
		p.say("\n%s for %s:%s", pv.Broker.ID, pv.Subject, unconfirmed(pv.Broker))
		if pv.Robots != "" {
			fmt.Fprintln(p.out, pv.Robots)
		}
		for _, c := range pv.Controls {
			fmt.Fprintln(p.out, c)
		}
		if len(pv.Controls) > 0 {
			p.say("  (control looks for common and invented names; they tell nothing about you)")
		}
		for _, q := range pv.Searches {
			fmt.Fprintln(p.out, q.URL.String())
			fmt.Fprintf(p.out, "  tells %s\n", joinComma(q.Tells))
		}
		for _, u := range pv.Profiles {
			fmt.Fprintln(p.out, u)
		}
		p.say("  and the further pages and records that its answers link to")
	}
	if len(list) == 0 && sum.Nobody() {
		return nobodyAsked(sum.Refused)
	}
	p.sayRefused(sum.Refused)
	if len(list) == 0 {
		p.say("Nothing is due: everything was visited in the last 24 hours. With `--fresh` it would be asked again.")
	}
	return nil
}

func unconfirmed(b *brokers.Broker) string {
	if b.Checked.IsZero() {
		return " (definition never confirmed live)"
	}
	return ""
}

// visitLine is a visit as `scan --json` prints it, masked.
type visitLine struct {
	Subject  string        `json:"subject"`
	At       string        `json:"at"`
	Broker   string        `json:"broker"`
	Outcome  scan.Outcome  `json:"outcome"`
	Why      string        `json:"why,omitempty"`
	Control  scan.Control  `json:"control"`
	Others   int           `json:"others"`
	Findings []findingLine `json:"findings"`
}

type findingLine struct {
	ID string `json:"id"`
	scan.Judged
	Alarms []string `json:"alarms,omitempty"`
}

func toVisitLine(s *scan.Subject, v scan.Visit) visitLine {
	l := visitLine{
		Subject: v.Subject, At: v.At.UTC().Format("2006-01-02T15:04:05Z"), Broker: v.Broker, Outcome: v.Outcome, Why: v.Why,
		Control: v.Control, Others: v.Others, Findings: []findingLine{},
	}
	for _, f := range v.Sightings {
		if f.Verdict == scan.Other {
			continue
		}
		line := findingLine{ID: f.ID, Judged: f.Judged}
		line.Record, line.Alarms = report.Mask(s, f.Record)
		l.Findings = append(l.Findings, line)
	}
	return l
}
