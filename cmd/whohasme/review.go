package main

import (
	"bufio"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan"
)

func (p *program) reviewCommand() *cobra.Command {
	var verdict, subject string
	c := &cobra.Command{
		Use: "review [FINDING --verdict match|other]", Short: "Say whether a possible record is yours", Args: cobraArgsUpTo(1),
		Long: `Say whether a record that may be yours is. Without a finding, what waits is
listed; on a terminal, each one is asked about. An answer is remembered, and
can be changed: review FINDING --verdict match|other.`,
		RunE: func(c *cobra.Command, args []string) error {
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			if len(args) == 1 {
				return p.reviewOne(c, book, args[0], verdict)
			}
			if verdict != "" {
				return usage("review: --verdict needs a finding; `whohasme review` lists those that wait")
			}
			return p.reviewAll(c, book, subject)
		},
	}
	c.Flags().StringVar(&verdict, "verdict", "", "match or other")
	subjectFlag(c, &subject)
	return c
}

func cobraArgsUpTo(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) > n {
			return usage("%q takes at most one argument; `%s --help` shows how it is used", c.CommandPath(), c.CommandPath())
		}
		return nil
	}
}

func (p *program) reviewOne(c *cobra.Command, book *casebook.Casebook, finding, verdict string) error {
	v := scan.Verdict(verdict)
	if v != scan.Match && v != scan.Other {
		return usage("review: want --verdict match or --verdict other")
	}
	if err := book.Review(c.Context(), finding, v); err != nil {
		return err
	}
	p.say("Remembered: %s is %s.", finding, verdictWords[v])
	return nil
}

func (p *program) reviewAll(c *cobra.Command, book *casebook.Casebook, subject string) error {
	list, err := book.Questions(c.Context(), subject)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		p.say("Nothing waits for your review.")
		return nil
	}
	in := bufio.NewReader(p.in)
	var said reviewed
	for _, q := range list {
		if err := p.printQuestion(q); err != nil {
			return err
		}
		if !isTerminal(p.in) {
			continue
		}
		v, err := p.askVerdict(in)
		if err != nil {
			return err
		}
		if said.count(v); v == "" {
			continue
		}
		if err := book.Review(c.Context(), q.Finding.ID, v); err != nil {
			return err
		}
	}
	if !isTerminal(p.in) {
		p.say("Answer with `whohasme review FINDING --verdict match` or `--verdict other`.")
		return nil
	}
	p.say("\n%s\nNext: `whohasme plan` shows what to ask of whom.", said)
	return nil
}

// reviewed counts the answers of one review.
type reviewed struct{ yours, others, skipped int }

func (r *reviewed) count(v scan.Verdict) {
	switch v {
	case scan.Match:
		r.yours++
	case scan.Other:
		r.others++
	default:
		r.skipped++
	}
}

func (r reviewed) String() string {
	return fmt.Sprintf("Remembered: %d yours, %d somebody else's; %d skipped, to be asked again. An answer can be changed:\n`whohasme review FINDING --verdict match` (yours) or `--verdict other`.", r.yours, r.others, r.skipped)
}

func (p *program) askVerdict(in *bufio.Reader) (scan.Verdict, error) {
	for {
		a, err := p.ask(in, "Is this you? [y]es, [n]o, [s]kip: ")
		if err != nil {
			return "", err
		}
		switch strings.ToLower(a) {
		case "y", "yes":
			return scan.Match, nil
		case "n", "no":
			return scan.Other, nil
		case "s", "skip", "":
			return "", nil
		}
		p.say("  Type y if this record is about you, n if it is about somebody else, or s (or Enter) to leave it for later.")
	}
}

var verdictWords = map[scan.Verdict]string{scan.Match: "yours (match)", scan.Other: "somebody else's (other)"}

// printQuestion shows what the page says, masked, beside what speaks for and
// against it.
func (p *program) printQuestion(q casebook.Question) error {
	if q.Finding.Broker == "" {
		return errors.New("review: the finding is damaged")
	}
	fmt.Fprintf(p.out, "\n%s\n", q.Finding.ID)
	if p.set.verbose {
		fmt.Fprintf(p.out, "score %.2f\n", q.Finding.Record.Score)
	}
	rows := [][]string{{"name", q.Shows.Name}}
	if !q.Shows.Age.IsZero() {
		rows = append(rows, []string{"age", q.Shows.Age.String()})
	}
	for _, a := range q.Shows.Addresses {
		rows = append(rows, []string{"address", a.String()})
	}
	for _, ph := range q.Shows.Phones {
		rows = append(rows, []string{"phone", ph})
	}
	if q.Shows.URL != "" {
		rows = append(rows, []string{"at", q.Shows.URL})
	}
	for _, r := range q.Finding.Record.Reasons {
		rows = append(rows, []string{string(r.Effect), r.Text})
	}
	if change := q.Finding.Record.Change; change != "" {
		rows = append(rows, []string{"but", changes(change)})
	}
	return render.Table(p.out, p.width(), []string{"the page says", ""}, rows)
}
