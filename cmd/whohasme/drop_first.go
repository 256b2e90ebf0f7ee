package main

import (
	"context"
	"fmt"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/drop"
	"github.com/whohasme/whohasme/report/render"
)

// dropFiledFirst says that the request on the state's platform, by which a plan
// begins, was filed, and takes it out of the plan.
func (p *program) dropFiledFirst(ctx context.Context, book *casebook.Casebook, pl *casebook.Plan, day brokers.Date, asJSON bool) error {
	if pl.Drop == nil {
		return nil
	}
	list, _, err := book.Drops(ctx, pl.Subject.ID, day)
	if err != nil || len(list) == 0 || !list[0].Filing.Open() {
		return err
	}
	if !asJSON {
		fmt.Fprintf(p.out, "California's DROP: filed on %s for %s, due on %s. What sites show from public records they may keep, so letters follow all the same.\n\n",
			list[0].Filing.On, pl.Subject.ID, list[0].Due)
	}
	pl.Drop = nil
	return nil
}

// platformNote says of the platform's line in a plan what its keys do not.
const platformNote = "One request on the state's platform, by your own hand: `whohasme drop sheet`. It tells the state what is counted here, and brokers hashes of it. " +
	"It reaches every broker in the register; what a site shows from public records it may keep, so nothing is surely cleared by it."

// firstLine is the request on the state's platform as the first line of a plan,
// and false where nothing follows it.
func firstLine(pl casebook.Plan) (line planLine, first bool, err error) {
	if pl.Drop == nil || len(pl.Requests) == 0 {
		return planLine{}, false, nil
	}
	tells, err := drop.Tells(pl.Subject)
	return planLine{
		Request: drop.RequestID(pl.Subject.ID), Subject: pl.Subject.ID, Broker: drop.Platform, Ask: brokers.Delete, Ground: []string{pl.Drop.Act},
		Clears: orEmpty(pl.Drop.Covers), Tells: tells, Minutes: drop.Minutes, Note: platformNote, Kind: report.Kind(drop.Platform), Certain: true,
	}, true, err
}

// printDrop says so where one request to the state comes before all others.
func (p *program) printDrop(pl casebook.Plan) error {
	if pl.Drop == nil {
		return nil
	}
	found := "It is known to reach none of the sites that list you now, and reaches hundreds of brokers that nobody can look at."
	if n := len(pl.Drop.Covers); n > 0 {
		found = fmt.Sprintf("It reaches %d of the sites that list you now: %s.", n, joinComma(pl.Drop.Covers))
	}
	tells, err := drop.Tells(pl.Subject)
	if err != nil {
		return err
	}
	var facts []string
	for _, t := range tells {
		facts = append(facts, render.Clean(t.Fact))
	}
	_, err = fmt.Fprintf(p.out, "First, if it is not done: one request on California's platform, `whohasme drop sheet`.\n%s\n"+
		"It tells the state, and brokers by hashes only: %s.\n"+
		"What a site shows from public records it leaves alone, so the requests below are still needed.\n\n", found, joinComma(facts))
	return err
}
