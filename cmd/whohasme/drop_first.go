package main

import (
	"context"
	"fmt"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/casebook"
)

// dropFiledFirst says that the request on the state's platform, by which a plan
// begins, was filed, and takes it out of the plan.
func (p *program) dropFiledFirst(ctx context.Context, book *casebook.Casebook, pl *casebook.Plan, day brokers.Date, asJSON bool) error {
	if pl.Drop == nil || asJSON {
		return nil
	}
	list, _, err := book.Drops(ctx, pl.Subject.ID, day)
	if err != nil || len(list) == 0 || !list[0].Filing.Open() {
		return err
	}
	fmt.Fprintf(p.out, "California's DROP: filed on %s for %s, due on %s. What sites show from public records they may keep, so letters follow all the same.\n\n",
		list[0].Filing.On, pl.Subject.ID, list[0].Due)
	pl.Drop = nil
	return nil
}
