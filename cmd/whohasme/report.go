package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/report/words"
	"github.com/whohasme/whohasme/scan/owner"
)

// shape is how a report is written.
type shape struct {
	format, lang string
	book         *words.Book
}

func (p *program) reportCommand() *cobra.Command {
	var sh shape
	var file, subject string
	var asJSON bool
	var as asOf
	c := &cobra.Command{
		Use: "report", Short: "Show where you stand: found, claimed, gone, and what could not be checked", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) (err error) {
			if asJSON {
				sh.format = "json"
			}
			if err := sh.check(); err != nil {
				return err
			}
			if sh.format == "pdf" && file == "" && isTerminal(p.out) {
				return usage("--format pdf: a terminal cannot show it; name a file with -o")
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
			if err := p.renderReports(&out, list, sh); err != nil {
				return err
			}
			return p.deliver(file, out.Bytes())
		},
	}
	c.Flags().StringVar(&sh.format, "format", "text", strings.Join(reportFormats, ", "))
	c.Flags().StringVar(&sh.lang, "lang", "en", "language of the report: "+strings.Join(words.Languages, " or "))
	c.Flags().StringVarP(&file, "output", "o", "", "write to this new file, for your eyes only")
	subjectFlag(c, &subject)
	jsonFlag(c, &asJSON)
	as.flag(c)
	return c
}

// reportFormats are the ways a report can be written.
var reportFormats = []string{"text", "markdown", "html", "pdf", "csv", "json"}

// check refuses what there is not before the vault is opened.
func (sh *shape) check() (err error) {
	if err := known("format", orElse(sh.format, "none"), reportFormats); err != nil {
		return err
	}
	if sh.book, err = words.In(sh.lang); err != nil {
		return known("lang", orElse(sh.lang, "none"), words.Languages)
	}
	return nil
}

// renderReports writes the reports of several subjects one after the other, in
// the forms that can hold several.
func (p *program) renderReports(w *bytes.Buffer, list []report.Report, sh shape) error {
	switch sh.format {
	case "csv":
		return render.CSV(w, list, sh.book)
	case "html", "pdf":
		if len(list) > 1 {
			return usage("--format %s: a file holds the report of one person; name whom with --subject", sh.format)
		}
	}
	for i, r := range list {
		if i > 0 && sh.format != "json" {
			fmt.Fprintln(w)
		}
		if err := p.renderReport(w, r, sh); err != nil {
			return err
		}
	}
	return nil
}

func (p *program) renderReport(w io.Writer, r report.Report, sh shape) error {
	switch sh.format {
	case "markdown":
		return render.MarkdownIn(w, r, sh.book)
	case "html":
		return render.HTML(w, r, sh.book)
	case "pdf":
		return render.PDF(w, r, sh.book)
	case "json":
		return render.JSON(w, r)
	}
	return render.TextIn(w, r, p.width(), p.set.verbose, sh.book)
}

// deliver writes to stdout, or to a new file that only its owner can read.
func (p *program) deliver(file string, data []byte) error {
	if file == "" {
		_, err := p.out.Write(data)
		return err
	}
	switch err := owner.WriteFile(file, data); {
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("write %s: there is a file already; nothing is overwritten, choose another name", file)
	case err != nil:
		return fmt.Errorf("write %s: not everything could be written there", file)
	}
	p.say("Written to %s.", file)
	return nil
}
