package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render"
)

func (p *program) totalsCommand() *cobra.Command {
	var from, to string
	var asJSON bool
	c := &cobra.Command{
		Use: "totals [--from DATE] [--to DATE]", Short: "Counts for funders, without identities", Args: noArgs,
		Long: `Count clients, visits, findings and requests, by month and without identities: a
supervisor over all clients, a caseworker over their own, an auditor what a
supervisor recorded last.

A count under 5, or of fewer than 5 clients, is told as "fewer than 5". So that no
difference of two totals tells it either, a small month is told together with the
next ones, until they are enough; "+" means that there is more, not told yet. Days
of --from and --to stand for their whole months.`,
		RunE: func(c *cobra.Command, _ []string) error {
			first, last, err := readSpan(from, to)
			if err != nil {
				return err
			}
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			t, err := book.Totals(c.Context(), first, last)
			if err != nil {
				return err
			}
			if asJSON {
				return render.JSON(p.out, t)
			}
			return p.printTotals(t)
		},
	}
	c.Flags().StringVar(&from, "from", "", "first month, by any of its days (YYYY-MM-DD)")
	c.Flags().StringVar(&to, "to", "", "last month, by any of its days (YYYY-MM-DD)")
	jsonFlag(c, &asJSON)
	return c
}

// readSpan reads days, or months alone.
func readSpan(from, to string) (first, last brokers.Date, err error) {
	read := func(flag, text string) (brokers.Date, error) {
		if text == "" {
			return brokers.Date{}, nil
		}
		if strings.Count(text, "-") == 1 {
			text += "-01"
		}
		d, err := brokers.ParseDate(text)
		if err != nil {
			return d, usage("--%s: want a day such as 2026-11-21", flag)
		}
		return d, nil
	}
	if first, err = read("from", from); err != nil {
		return first, last, err
	}
	if last, err = read("to", to); err == nil && from != "" && to != "" && last.Before(first) {
		err = usage("--to is before --from")
	}
	return first, last, err
}

func (p *program) printTotals(t *report.Tally) error {
	if t.Clients.Small() || len(t.Counts) == 0 {
		fmt.Fprintf(p.out, "clients: %s\n", t.Clients)
		return nil
	}
	rows := [][]string{{"clients so far", t.Clients.String()}}
	for _, l := range t.Counts {
		count := l.Count.String()
		if l.More && !l.Count.Small() {
			count += " +"
		}
		rows = append(rows, []string{string(l.What), count})
	}
	if err := render.Table(p.out, p.width(), []string{t.From + " to " + t.To, "count"}, rows); err != nil {
		return err
	}
	rows = nil
	for _, b := range t.Periods {
		span := b.From
		if b.To != b.From {
			span += " to " + b.To
		}
		rows = append(rows, []string{string(b.What), span, fmt.Sprint(b.Count)})
	}
	if len(rows) == 0 {
		return nil
	}
	fmt.Fprintln(p.out)
	return render.Table(p.out, p.width(), []string{"", "months", "count"}, rows)
}
