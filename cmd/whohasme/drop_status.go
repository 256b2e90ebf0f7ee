package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/drop"
	"github.com/whohasme/whohasme/report/render"
)

// dropLine is a subject's request as `drop status --json` prints it.
type dropLine struct {
	Subject   string       `json:"subject"`
	Filing    drop.Filing  `json:"request"`
	Due       brokers.Date `json:"due,omitzero"`
	MayChange brokers.Date `json:"may_change,omitzero"`
	Year      int          `json:"register"`
	Covered   int          `json:"covered"`
	HasID     bool         `json:"has_id"`
}

func (p *program) dropStatus() *cobra.Command {
	var subject string
	var asJSON, withID bool
	var as asOf
	c := &cobra.Command{
		Use: "status", Short: "Say where your request stands", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			book, day, err := p.casebookAsOf(c.Context(), as)
			if err != nil {
				return err
			}
			list, refused, err := book.Drops(c.Context(), subject, day)
			if err != nil {
				return err
			}
			if len(list) == 0 {
				return errors.Join(refused...)
			}
			for _, d := range list {
				if asJSON {
					err = render.JSON(p.out, dropLine{d.Subject.ID, d.Filing, d.Due, d.MayChange, d.Coverage.Year, len(d.Coverage.Covered), d.Filing.ID != ""})
				} else {
					p.printFiling(d, withID)
				}
				if err != nil {
					return err
				}
			}
			return nil
		},
	}
	subjectFlag(c, &subject)
	jsonFlag(c, &asJSON)
	as.flag(c)
	c.Flags().BoolVar(&withID, "show-id", false, "print the DROP ID")
	return c
}

func (p *program) printFiling(d casebook.Drop, withID bool) {
	f := d.Filing
	if !f.Open() {
		fmt.Fprintf(p.out, "%s: no request is noted. `whohasme drop guide` says how to file one; it would reach %s of the catalogue.\n", d.Subject.ID, plural(len(d.Coverage.Covered), "broker", "brokers"))
		return
	}
	fmt.Fprintf(p.out, "%s: filed on %s", d.Subject.ID, f.On)
	if !f.Changed.IsZero() {
		fmt.Fprintf(p.out, ", changed on %s", f.Changed)
	}
	fmt.Fprintf(p.out, "\n  due              %s\n  may be changed   from %s on\n  reaches          %s of the catalogue\n", d.Due, d.MayChange, plural(len(d.Coverage.Covered), "broker", "brokers"))
	for _, k := range d.Clocks {
		fmt.Fprintf(p.out, "  clock            %s by %s: %s\n", k.Kind, k.Due, k.State)
	}
	if len(f.Excluded) > 0 {
		fmt.Fprintf(p.out, "  leaves out       %s\n", joinComma(f.Excluded))
	}
	if n := len(f.Answers); n > 0 {
		fmt.Fprintf(p.out, "  claims noted     %d\n", n)
	}
	if !f.Verified.IsZero() {
		fmt.Fprintf(p.out, "  verified         on %s; still showing you then: %d\n", f.Verified, f.Showing)
	}
	switch {
	case f.ID == "":
		fmt.Fprintln(p.out, "  DROP ID          not noted; without it nobody can look the request up")
	case withID:
		fmt.Fprintf(p.out, "  DROP ID          %s\n", f.ID)
	default:
		fmt.Fprintln(p.out, "  DROP ID          sealed; --show-id prints it")
	}
}
