package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan/owner"
)

func (p *program) reportCommand() *cobra.Command {
	var format, file, subject string
	var asJSON bool
	var as asOf
	c := &cobra.Command{
		Use: "report", Short: "Show where you stand: found, claimed, gone, and what could not be checked", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if asJSON {
				format = "json"
			}
			book, day, err := p.casebookAsOf(c.Context(), as)
			if err != nil {
				return err
			}
			list, err := book.Report(c.Context(), subject, day)
			if err != nil {
				return err
			}
			var out bytes.Buffer
			for i, r := range list {
				if i > 0 && format != "json" {
					fmt.Fprintln(&out)
				}
				if err := p.renderReport(&out, r, format); err != nil {
					return err
				}
			}
			return p.deliver(file, out.Bytes())
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text, markdown or json")
	c.Flags().StringVarP(&file, "output", "o", "", "write to this new file, for your eyes only")
	subjectFlag(c, &subject)
	jsonFlag(c, &asJSON)
	as.flag(c)
	return c
}

func (p *program) renderReport(w io.Writer, r report.Report, format string) error {
	switch format {
	case "text":
		return render.Text(w, r, p.width(), p.set.verbose)
	case "markdown":
		return render.Markdown(w, r)
	case "json":
		return render.JSON(w, r)
	}
	return usage("--format: want text, markdown or json")
}

// deliver writes to stdout, or to a new file that only its owner can read.
func (p *program) deliver(file string, data []byte) error {
	if file == "" {
		_, err := p.out.Write(data)
		return err
	}
	f, err := owner.Create(file)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("write %s: there is a file already; nothing is overwritten, choose another name", file)
	}
	if err != nil {
		return fmt.Errorf("write %s: cannot be created there", file)
	}
	_, err = f.Write(data)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write %s: not everything could be written", file)
	}
	p.say("Written to %s.", file)
	return nil
}
