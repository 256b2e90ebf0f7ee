package main

import (
	"fmt"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render"
)

// entryLine is one thing a listing shows as `request correct --json` prints it.
type entryLine struct {
	Number int             `json:"number"`
	Kind   report.FactKind `json:"kind"`
	Shows  string          `json:"shows"` // masked
	Wrong  bool            `json:"wrong"`
	Right  bool            `json:"right"` // it was said what is right
}

func (p *program) requestCorrect() *cobra.Command {
	var number int
	var right, back, asJSON bool
	c := &cobra.Command{
		Use: "correct FINDING [--wrong N [--right]]", Short: "Say what is wrong in a listing, so that `whohasme plan --ask correct` can ask to correct it",
		Long: `Say what is wrong in a listing. Without --wrong, what it shows is listed with
numbers. With --right, one line of the standard input says what is right instead;
without it the letter asks to take the entry out. What is right is told to the
broker, so a removal is mostly better: a correction makes their file about you
better. A safe fact is never told.

` + "`whohasme plan --ask correct`" + ` then shows the letter.`,
		Args: exactArgs(1, "a finding's id"),
		RunE: func(c *cobra.Command, args []string) error {
			if number == 0 && (right || back || c.Flags().Changed("wrong")) || right && back {
				return usage("--wrong needs the number of an entry, and either --right or --undo; without it they are listed")
			}
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			if number != 0 {
				said := ""
				if right {
					if said, err = p.line("What is right instead: "); err != nil {
						return fmt.Errorf("read what is right: %w", err)
					}
				}
				if err := book.Correct(c.Context(), args[0], number, said, back); err != nil {
					return err
				}
				p.say("%s, entry %d: %s. `whohasme plan --ask correct` shows the letter.", args[0], number, map[bool]string{true: "taken back", false: "noted as wrong"}[back])
				return nil
			}
			list, err := book.Entries(c.Context(), args[0])
			if err != nil {
				return err
			}
			var rows [][]string
			for i, e := range list {
				if asJSON {
					if err := render.JSON(p.out, entryLine{i + 1, e.Kind, e.Shows, e.Wrong, e.Right != ""}); err != nil {
						return err
					}
					continue
				}
				rows = append(rows, []string{fmt.Sprint(i + 1), string(e.Kind), render.Clean(e.Shows), correctWords(e.Wrong, e.Right)})
			}
			if asJSON {
				return nil
			}
			return render.Table(p.out, p.width(), []string{"entry", "kind", "shows", "you say"}, rows)
		},
	}
	c.Flags().IntVar(&number, "wrong", 0, "number of the entry that is wrong")
	c.Flags().BoolVar(&right, "right", false, "read what is right from the standard input")
	c.Flags().BoolVar(&back, "undo", false, "the entry is right after all")
	jsonFlag(c, &asJSON)
	return c
}

func correctWords(wrong bool, right string) string {
	switch {
	case !wrong:
		return ""
	case right == "":
		return "wrong: take it out"
	}
	return "wrong: " + render.Clean(right) + " instead"
}
