package main

import (
	"context"
	"fmt"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan"
)

// rereadLine is a visit as `scan --reread --json` prints it.
type rereadLine struct {
	Subject  string       `json:"subject"`
	At       string       `json:"at"`
	Broker   string       `json:"broker"`
	Before   scan.Outcome `json:"before"`
	After    scan.Outcome `json:"after"`
	Why      string       `json:"why,omitempty"`
	Read     bool         `json:"read"`    // false: its pages cannot be read again
	Dropped  int          `json:"dropped"` // pages no longer kept
	Changed  bool         `json:"changed"`
	Findings []changeLine `json:"findings"` // those that would change
}

type changeLine struct {
	ID     string       `json:"id,omitempty"` // none: a new one
	Before scan.Verdict `json:"before,omitempty"`
	After  scan.Verdict `json:"after,omitempty"`
}

// reread shows what earlier visits would come to by today's definitions and
// matcher. It writes nothing.
func (p *program) reread(ctx context.Context, book *casebook.Casebook, f scanFlags) error {
	list, err := book.Reread(ctx, f.Scope)
	if err != nil {
		return err
	}
	var rows [][]string
	changed, unread := 0, 0
	for _, r := range list {
		if r.Changed() {
			changed++
		}
		if !r.Read {
			unread++
		}
		if f.json {
			if err := render.JSON(p.out, toRereadLine(r)); err != nil {
				return err
			}
			continue
		}
		after, would := r.After.String(), wouldChange(r)
		if !r.Read {
			after = "not read"
		}
		rows = append(rows, []string{r.Subject, r.At.Format("2006-01-02"), r.Broker, r.Before.String(), after, would})
	}
	if !f.json && len(rows) > 0 {
		if err := render.Table(p.out, p.width(), []string{"subject", "day", "broker", "was", "would be", "what would change"}, rows); err != nil {
			return err
		}
	}
	if len(list) == 0 {
		p.say("No earlier visit kept a page.")
		return nil
	}
	p.say("%s read again, %d would change, %d could not be read. Nobody was asked and nothing was written.", plural(len(list)-unread, "visit was", "visits were"), changed, unread)
	return nil
}

func toRereadLine(r casebook.Reread) rereadLine {
	l := rereadLine{
		Subject: r.Subject, At: r.At.UTC().Format("2006-01-02T15:04:05Z"), Broker: r.Broker, Before: r.Before, After: r.After, Why: r.Why,
		Read: r.Read, Dropped: r.Dropped, Changed: r.Changed(), Findings: []changeLine{},
	}
	for _, c := range r.Findings {
		l.Findings = append(l.Findings, changeLine(c))
	}
	return l
}

// wouldChange says in words what a reading anew would change.
func wouldChange(r casebook.Reread) string {
	if !r.Read {
		return r.Why
	}
	s := ""
	for _, c := range r.Findings {
		if s != "" {
			s += "; "
		}
		switch {
		case c.Before == "":
			s += fmt.Sprintf("one more record, %s", verdictFor(c.After))
		case c.After == "":
			s += fmt.Sprintf("%s would not be seen", c.ID)
		default:
			s += fmt.Sprintf("%s would be %s", c.ID, verdictFor(c.After))
		}
	}
	if r.Before != r.After && r.Why != "" {
		if s != "" {
			s += "; "
		}
		s += r.Why
	}
	if s == "" && !r.Changed() {
		return "nothing"
	}
	return s
}
