package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/drop"
	"github.com/whohasme/whohasme/report/render"
)

func (p *program) dropCovers() *cobra.Command {
	var subject string
	var asJSON bool
	var as asOf
	c := &cobra.Command{
		Use: "covers [BROKER]", Short: "List the brokers of the catalogue that one request reaches", Args: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usage("%q wants at most one broker's id", c.CommandPath())
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			book, day, err := p.casebookAsOf(c.Context(), as)
			if err != nil {
				return err
			}
			list, _, err := book.Drops(c.Context(), subject, day)
			if err != nil {
				return err
			}
			cover := drop.CoverageOf(book.Catalogue.All(), day, nil)
			if len(list) == 1 { // that of one request; of several, what any would reach
				cover = list[0].Coverage
			}
			if len(args) == 1 {
				return p.printCover(book, cover, args[0])
			}
			return p.printCoverage(cover, asJSON)
		},
	}
	subjectFlag(c, &subject)
	jsonFlag(c, &asJSON)
	as.flag(c)
	return c
}

func (p *program) printCover(book *casebook.Casebook, cover drop.Coverage, id string) error {
	if _, ok := book.Catalogue.Get(id); !ok {
		return p.noBroker(book, id)
	}
	is := func(list []drop.Covered) int {
		return slices.IndexFunc(list, func(c drop.Covered) bool { return c.Broker == id })
	}
	switch {
	case cover.Covers(id):
		fmt.Fprintf(p.out, "%s: covered; California's register of %d lists it.\n", id, cover.Year)
	case is(cover.Excluded) >= 0:
		fmt.Fprintf(p.out, "%s: not covered; the request leaves it out.\n", id)
	case is(cover.Lapsed) >= 0:
		fmt.Fprintf(p.out, "%s: not known; California's register listed it in %d and not in %d. If it still trades in data it has to register.\n", id, cover.Lapsed[is(cover.Lapsed)].Year, cover.Year)
	default:
		fmt.Fprintf(p.out, "%s: not covered as far as we know; no register of California in the catalogue lists it.\n", id)
	}
	return nil
}

func (p *program) printCoverage(cover drop.Coverage, asJSON bool) error {
	if asJSON {
		for _, x := range cover.Covered {
			if err := render.JSON(p.out, x); err != nil {
				return err
			}
		}
		return nil
	}
	if cover.Year == 0 {
		return errors.New("the catalogue knows no broker of California's register; `whohasme brokers import ca-registry` reads it")
	}
	for _, x := range cover.Covered {
		mark := ""
		switch {
		case x.Category == brokers.IdentityCheck:
			mark = "  (banks or health care check identities by it: you may want to leave it out)"
		case x.Visible:
			mark = "  (our own looks can see it)"
		}
		fmt.Fprintf(p.out, "%s%s\n", x.Broker, mark)
	}
	p.say("\n%s in California's register of %d. Our own looks can see %d of them.", plural(len(cover.Covered), "broker of the catalogue is", "brokers of the catalogue are"), cover.Year, cover.Visible())
	if cover.Old {
		p.say("That register is not this year's: `whohasme brokers import ca-registry` reads a newer one.")
	}
	if n := len(cover.Lapsed); n > 0 {
		p.say("%s in an earlier register and not in this one: not known to be covered.", plural(n, "more was", "more were"))
	}
	if n := len(cover.Excluded); n > 0 {
		p.say("%s left out by the request.", plural(n, "more is", "more are"))
	}
	p.say("%s in no register of California that the catalogue has: for those, and for sites that show public records, `whohasme plan`.", plural(cover.Others, "other is", "others are"))
	return nil
}

// noBroker says that an id is none, and names near ones.
func (p *program) noBroker(book *casebook.Casebook, id string) error {
	var ids []string
	for _, b := range book.Catalogue.All() {
		ids = append(ids, b.ID)
	}
	if near := nearest(id, ids); len(near) > 0 {
		return fmt.Errorf("no such broker; did you mean %s?", strings.Join(near, " or "))
	}
	return casebook.ErrNoBroker
}
