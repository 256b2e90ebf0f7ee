package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan/owner"
)

func (p *program) subjectExport() *cobra.Command {
	var file string
	var u casebook.Unmasking
	c := &cobra.Command{
		Use: "export ID [-o FILE] [--revealed | --record FINDING...]", Short: "Give a client everything that is kept of them, as JSON", Args: exactArgs(1, "a subject's id"),
		Long: `Give a client everything that is kept of them, as one JSON object: their file,
every visit, finding, request and letter, the clocks, what brokers claim beside
what was seen, and the heads of the journal. Its shape is described by
report/render/export.schema.json.

It is masked as reports are, and safe facts are labels. --revealed unmasks the
records that were revealed before, --record one of them; a record that never was
is refused, and for both the passphrase is asked for again. The journal notes
each export. Pages stay in the vault: "whohasme evidence FINDING -o FILE".`,
		RunE: func(c *cobra.Command, args []string) error {
			if u.All || len(u.Findings) > 0 {
				if err := p.openAgain(c.Context()); err != nil {
					return err
				}
			}
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			return p.exportSubject(c.Context(), book, args[0], u, file)
		},
	}
	c.Flags().StringVarP(&file, "output", "o", "", "new file for it; default: the standard output")
	c.Flags().BoolVar(&u.All, "revealed", false, "unmask the records that were revealed before")
	c.Flags().StringArrayVar(&u.Findings, "record", nil, "unmask this record, which was revealed before; may be repeated")
	return c
}

func (p *program) exportSubject(ctx context.Context, book *casebook.Casebook, id string, u casebook.Unmasking, file string) error {
	if file == "" {
		x, err := book.Export(ctx, id, u)
		if err != nil {
			return err
		}
		return render.JSON(p.out, x)
	}
	f, err := owner.Create(file) // first: what cannot be kept is not journalled as given
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("write %s: there is such a file already; nothing is overwritten", file)
	}
	if err != nil {
		return fmt.Errorf("write %s: cannot be made", file)
	}
	x, err := book.Export(ctx, id, u)
	if err == nil {
		err = render.JSON(f, x)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(file))
	}
	p.say("%s: %s. Whoever gets the file can read it.", file, exported(x))
	return nil
}

func exported(x *report.Export) string {
	return fmt.Sprintf("%s, %s and %s are in it", plural(len(x.Visits), "visit", "visits"), plural(len(x.Report.Findings), "finding", "findings"), plural(len(x.Requests), "request", "requests"))
}
