package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/drop"
)

// dropSubject returns whose request on the state's platform an id names, and
// false where it names another request.
func dropSubject(id string) (subject string, ok bool) {
	subject, ok = strings.CutSuffix(id, "."+drop.Platform)
	return subject, ok && subject != ""
}

// markDrop notes a step about the request on the state's platform, which plan
// and due list among the others.
func (p *program) markDrop(ctx context.Context, book *casebook.Casebook, subject string, step report.Step) error {
	switch step.State {
	case report.Sent:
		d, err := book.NoteDrop(ctx, subject, drop.Note{What: drop.Filed, On: step.On})
		if err != nil {
			return err
		}
		p.say("%s: filed on %s, due on %s. `whohasme drop filed --id -` keeps its number too.", step.Request, d.Filing.On, d.Due)
	case report.Closed:
		if _, err := book.NoteDrop(ctx, subject, drop.Note{What: drop.Withdrawn, On: step.On}); err != nil {
			return err
		}
		p.say("%s: withdrawn; nothing is due any more.", step.Request)
	case report.Undone:
		last, err := book.UndoDrop(ctx, subject)
		if err != nil {
			return err
		}
		p.say("%s: taken back: %s on %s.", step.Request, last.What, last.On)
	default:
		return fmt.Errorf("note on DROP: each broker answers there for itself; `whohasme drop answered BROKER --status WORD` notes it")
	}
	return nil
}
