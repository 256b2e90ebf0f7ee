package casebook

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/letter"
	"github.com/whohasme/whohasme/report/letter/paper"
	"github.com/whohasme/whohasme/scan"
)

// writer returns who writes the letters of a day.
func (c *Casebook) writer(day brokers.Date) (letter.Writer, error) {
	w := letter.Writer{Book: c.Statutes, Today: day}
	if c.Templates == nil {
		return w, nil
	}
	var err error
	w.Templates, err = c.Templates()
	return w, err
}

// explain writes the sheet for the person that goes with a letter into a
// folder, where one is wanted: in the letter's own form, or as text where that
// form is none for reading.
func (c *Casebook) explain(l Written, format, dir string) error {
	if c.Explain == "" {
		return nil
	}
	w, err := c.writer(l.Date)
	if err != nil {
		return err
	}
	b, _ := c.Catalogue.Get(l.Request.Broker)
	e, err := w.Explain(l.Letter, b, c.Explain, scan.Place{})
	if err != nil {
		return err
	}
	if !slices.Contains(paper.ExplainForms, format) {
		format = "txt"
	}
	var out bytes.Buffer
	if err := paper.Explain(&out, e, format); err != nil {
		return fmt.Errorf("explain letter %s: %w", l.Request.ID, err)
	}
	return create(filepath.Join(dir, letter.FileName(l.Request, "explain-"+c.Explain+"."+format)), out.Bytes())
}
