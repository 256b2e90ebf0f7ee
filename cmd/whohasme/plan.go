package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
)

// planLine is a request as `plan --json` prints it.
type planLine struct {
	Request  string        `json:"request"`
	Subject  string        `json:"subject"`
	Broker   string        `json:"broker"`
	Ask      brokers.Ask   `json:"ask"`
	Ground   []string      `json:"ground"`
	Clears   []string      `json:"clears"`             // broker ids
	Believed []string      `json:"believed,omitempty"` // those of them that are cleared on belief only
	Proven   bool          `json:"proven"`
	Tells    []report.Told `json:"tells"`
	Minutes  int           `json:"minutes"`
	Kept     string        `json:"kept,omitempty"`
	Note     string        `json:"note,omitempty"`
	Besides  bool          `json:"besides,omitempty"`
	Kind     report.Kind   `json:"kind,omitempty"`
	By       report.Sender `json:"by,omitempty"`
	Certain  bool          `json:"certain"`
}

func (p *program) planCommand() *cobra.Command {
	var subject string
	var asJSON bool
	var as asOf
	var ch choices
	c := &cobra.Command{
		Use: "plan", Short: "Show the smallest set of requests, and what each one tells the broker", Args: noArgs,
		Long: "Show the smallest set of requests, and what each one tells the broker. Nothing\nis drafted and nothing is sent.\n\n" + aboutChoices,
		RunE: func(c *cobra.Command, _ []string) error {
			book, day, err := p.casebookAsOf(c.Context(), as)
			if err != nil {
				return err
			}
			chosen, err := p.choose(c, &ch, book, day)
			if err != nil {
				return err
			}
			plans, err := book.PlanWith(c.Context(), subject, day, chosen)
			if err != nil {
				return err
			}
			n := 0
			var refused []error
			for _, pl := range plans {
				if err := p.dropFiledFirst(c.Context(), book, &pl, day, asJSON); err != nil {
					return err
				}
				if err := p.printPlan(pl, asJSON); err != nil {
					return err
				}
				p.printChoices(pl, asJSON)
				n, refused = n+len(pl.Requests)+len(pl.Running), append(refused, pl.Refused...)
			}
			if n > 0 && !asJSON {
				p.say("\nNext: `whohasme letters` writes them; `--format sheet` says what to paste into which form. You send them.")
			}
			return p.refusals(n, refused)
		},
	}
	subjectFlag(c, &subject)
	jsonFlag(c, &asJSON)
	as.flag(c)
	ch.flags(c)
	return c
}

func (p *program) printPlan(pl casebook.Plan, asJSON bool) error {
	if asJSON {
		if line, first, err := firstLine(pl); err != nil || first {
			if err := errors.Join(err, render.JSON(p.out, line)); err != nil {
				return err
			}
		}
		for _, r := range pl.Requests {
			line := planLine{r.ID, r.Subject, r.Broker, r.Ask, orEmpty(r.Ground), orEmpty(r.Clears), r.Believed, r.Proven, r.Tells, r.Minutes, r.Kept, r.Note, r.Besides, r.Kind, r.By, r.Certain}
			if err := render.JSON(p.out, line); err != nil {
				return err
			}
		}
		return nil
	}
	if err := p.printDrop(pl); err != nil {
		return err
	}
	minutes := 0
	var rows [][]string
	for _, r := range pl.Requests {
		minutes += r.Minutes
		rows = append(rows, []string{r.ID, byWord(r), groundWord(r), joinComma(r.Clears), fmt.Sprint(r.Minutes)})
	}
	if len(rows) > 0 {
		fmt.Fprintf(p.out, "%s for %s, about %d minutes of your time:\n\n", plural(len(rows), "request", "requests"), pl.Subject.ID, minutes)
		if err := render.Table(p.out, p.width(), []string{"request", "by", "ground", "clears", "min"}, rows); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(p.out, "Nothing to ask for %s now.\n", pl.Subject.ID)
	}
	p.printSum(pl)
	if slices.ContainsFunc(pl.Requests, func(r report.Request) bool { return len(r.Ground) == 0 }) {
		p.say("\"policy\": asked on what the site itself promises, without citing a law.")
	}
	for _, r := range pl.Requests {
		p.printTells(r)
	}
	for _, t := range pl.Tasks {
		fmt.Fprintf(p.out, "%s, %s: %s\n", t.Case, t.Do, t.Why)
	}
	for _, k := range pl.Running {
		fmt.Fprintf(p.out, "%s: %s\n", k.ID, runningWords(k))
	}
	for _, s := range pl.Skipped {
		fmt.Fprintf(p.out, "%s: no request: %s\n", s.Broker, s.Why)
	}
	if pl.Waiting > 0 {
		p.say("%s for your review before anything can be asked: `whohasme review`.", plural(pl.Waiting, "possible record waits", "possible records wait"))
	}
	return nil
}

// byWord says how a request goes.
func byWord(r report.Request) string {
	if r.Kind == report.Authorisation {
		return "signature"
	}
	return string(r.Route.By)
}

// runningWords says why a request is not made again now.
func runningWords(k report.Case) string {
	if k.State == report.Fulfilled || k.State == report.Refused {
		return fmt.Sprintf("sent on %s; the broker's answer: %s on %s; `whohasme request close` lets it be asked anew", k.Sent, k.Claim(), k.Answered)
	}
	return fmt.Sprintf("sent on %s, not to be sent again while it runs", k.Sent)
}

// printTells lists what a request tells its broker, and where the listing
// already shows it.
func (p *program) printTells(r report.Request) {
	fmt.Fprintf(p.out, "\n%s tells %s:\n", r.ID, r.Broker)
	listing := onlyListing(r)
	for _, t := range r.Tells {
		where := "shown at " + t.ShownAt
		switch {
		case t.ShownAt == "": // said below
		case t.ShownAt == t.Fact:
			where = "the listing itself"
		case t.ShownAt == listing:
			where = "shown there"
		}
		switch {
		case t.Chosen:
			where = "not shown: told because you chose to"
		case t.ShownAt == "":
			where = "not shown: for the answer"
		}
		fmt.Fprintf(p.out, "  %-15s %s (%s)\n", t.Kind, render.Clean(t.Fact), where)
	}
	for _, words := range []string{r.Kept, r.Note} {
		if words != "" {
			fmt.Fprintf(p.out, "  %s\n", words)
		}
	}
}

// printSum says how many requests clear how many sites, and which links
// between sites are proven.
func (p *program) printSum(pl casebook.Plan) {
	s := pl.Sum
	if s.Cleared == 0 {
		return
	}
	fmt.Fprintf(p.out, "\n%s should clear %s", plural(s.Requests, "request", "requests"), plural(s.Cleared, "site", "sites"))
	if s.Proven > 0 {
		fmt.Fprintf(p.out, "; %d of them by links between sites with dated evidence", s.Proven)
	}
	if s.Believed > 0 {
		fmt.Fprintf(p.out, "; %d by links that are believed and not proven (%s), so look there again", s.Believed, joinComma(s.OnBelief))
	}
	if s.Besides > 0 {
		fmt.Fprintf(p.out, "; %d more ask besides, so that a law's period runs or because you chose it", s.Besides)
	}
	fmt.Fprintln(p.out, ".")
}

// onlyListing is the address of the one listing that a request names, "" where
// it names several or none.
func onlyListing(r report.Request) (address string) {
	for _, t := range r.Tells {
		switch {
		case t.Kind != report.ToldListing:
		case address != "":
			return ""
		default:
			address = t.Fact
		}
	}
	return address
}

// groundWord is groundWords where there is little room.
func groundWord(r report.Request) string {
	if len(r.Ground) == 0 {
		return "policy"
	}
	return joinComma(r.Ground)
}

func groundWords(r report.Request) string {
	if len(r.Ground) == 0 {
		return "the site's own policy"
	}
	return joinComma(r.Ground)
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
