package main

import (
	"fmt"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/drop"
	"github.com/whohasme/whohasme/report/render"
)

// checkLine is a check as `drop verify --json` prints it.
type checkLine struct {
	Subject string `json:"subject"`
	drop.Check
}

func (p *program) dropVerify() *cobra.Command {
	var subject string
	var asJSON bool
	c := &cobra.Command{
		Use: "verify", Short: "After the due day, set our own looks beside what covered brokers claim (exit 3 if one still shows you)", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			v, err := book.VerifyDrop(c.Context(), subject)
			if err != nil {
				return err
			}
			if v.State == report.Due {
				return fmt.Errorf("too early: brokers have until %s; scan after that day, then verify", v.Due)
			}
			if asJSON {
				for _, k := range v.Checks {
					if err := render.JSON(p.out, checkLine{v.Subject.ID, k}); err != nil {
						return err
					}
				}
			} else if err := p.printChecks(v); err != nil {
				return err
			}
			if drop.Tally(v.Checks)[drop.Shows] > 0 {
				return exit(exitListed)
			}
			return nil
		},
	}
	subjectFlag(c, &subject)
	jsonFlag(c, &asJSON)
	return c
}

// seenWords say an observation to people.
var seenWords = map[drop.Seen]string{
	drop.Shows: "still shows you", drop.May: "shows somebody who may be you: `whohasme review`", drop.Gone: "gone, by two looks",
	drop.NotSeen: "not seen by one look; look again in three days", drop.Nothing: "shows nothing of you", drop.Untold: "the look could not tell",
	drop.NotLooked: "nobody looked since", drop.Blind: "cannot be seen from outside",
}

func (p *program) printChecks(v *casebook.DropChecks) error {
	var rows [][]string
	for _, k := range v.Checks {
		if k.Claim == "" && (k.Observation == drop.Blind || k.Observation == drop.NotLooked || k.Observation == drop.Nothing) {
			continue // counted below
		}
		claim := string(k.Claim)
		if k.Contradicts {
			claim += " (contradicted)"
		}
		seen := seenWords[k.Observation]
		if k.Observation == drop.Untold && k.Outcome != 0 && !k.Outcome.Answered() {
			seen += ": " + k.Outcome.String()
		}
		rows = append(rows, []string{k.Broker, orElse(claim, "none noted"), seen, k.Looked.String()})
	}
	if len(rows) > 0 {
		if err := render.Table(p.out, p.width(), []string{"broker", "it claims", "our own look", "on"}, rows); err != nil {
			return err
		}
		fmt.Fprintln(p.out)
	}
	n := drop.Tally(v.Checks)
	fmt.Fprintf(p.out, "Filed on %s, due on %s. Of %s covered: %d still show you, %d may, %d gone, %d not seen once, %d show nothing of you; %d could not be checked, %d were not looked at since, %d cannot be seen from outside.\n",
		v.Filing.On, v.Due, plural(len(v.Checks), "broker", "brokers"), n[drop.Shows], n[drop.May], n[drop.Gone], n[drop.NotSeen], n[drop.Nothing], n[drop.Untold], n[drop.NotLooked], n[drop.Blind])
	p.say("%s", verifyNext(v, n))
	return nil
}

func verifyNext(v *casebook.DropChecks, n map[drop.Seen]int) string {
	switch {
	case v.State == report.Grace:
		return "The day has passed by less than three business days: wait before you call anybody late."
	case n[drop.Shows] > 0:
		return fmt.Sprintf("Read on the site what each of these says (`whohasme drop answered`): it may call its records public or exempt. Where it should have deleted, you can complain to the %s, %s, with the DROP ID and `whohasme evidence`.",
			v.Act.Regulator.Name, v.Act.Regulator.Complaint)
	case n[drop.Untold]+n[drop.NotLooked] > 0:
		return "`whohasme scan` looks at those that nobody looked at since."
	}
	return "Brokers have to delete anew every 45 days; `whohasme due` says when to look again."
}
