package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/casebook"
)

func joinComma(words []string) string { return strings.Join(words, ", ") }

// asOf is the --as-of flag.
type asOf struct{ text string }

func (a *asOf) flag(c *cobra.Command) {
	c.Flags().StringVar(&a.text, "as-of", "", "as it stood on this day (YYYY-MM-DD); default: today")
}

// casebookAsOf opens the casebook and reads the day that is asked about.
func (p *program) casebookAsOf(ctx context.Context, a asOf) (*casebook.Casebook, brokers.Date, error) {
	book, err := p.casebook(ctx)
	if err != nil {
		return nil, brokers.Date{}, err
	}
	day, err := a.day(book)
	return book, day, err
}

func (a *asOf) day(book *casebook.Casebook) (brokers.Date, error) {
	if a.text == "" {
		return book.Today(), nil
	}
	d, err := brokers.ParseDate(a.text)
	if err != nil {
		return d, usage("--as-of: want a day such as 2026-11-21")
	}
	return d, nil
}

func subjectFlag(c *cobra.Command, id *string) {
	c.Flags().StringVar(id, "subject", "", "only this subject")
}

func jsonFlag(c *cobra.Command, b *bool) {
	c.Flags().BoolVar(b, "json", false, "print one JSON object a line")
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
