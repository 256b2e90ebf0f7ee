package casebook

import (
	"path/filepath"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/letter"
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
// folder, where one is wanted.
func (c *Casebook) explain(l Written, dir string) error {
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
	path := filepath.Join(dir, letter.FileName(l.Request, "explain-"+c.Explain+".txt"))
	return create(path, []byte(letter.Sheet(e)))
}
