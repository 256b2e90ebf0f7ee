package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/schedule"
	"github.com/whohasme/whohasme/scan/sweep"
	"github.com/whohasme/whohasme/scan/vault"
)

// teller shows how a watch goes on: what changed on the standard output, the
// rest as talk, and nothing twice. With --json visits are on the standard
// output, and what changed is talk.
type teller struct {
	p      *program
	ctx    context.Context
	book   *casebook.Casebook
	json   bool
	digest *digest
	owed   bool // the digest lacks something that was told, as the disk was full

	mu     sync.Mutex
	judge  func(scan.Visit) bool // whether a visit's definition was never confirmed live
	last   string                // what was said to come next
	rules  string                // rules that were said last
	paused string                // why nobody is looked for
}

func (p *program) teller(ctx context.Context, book *casebook.Casebook, f watchFlags) (*teller, error) {
	t := &teller{p: p, ctx: context.WithoutCancel(ctx), book: book, json: f.json}
	var err error
	if f.json {
		if t.judge, err = book.Unconfirmed(ctx, ""); err != nil {
			return nil, err
		}
	}
	if f.digest == "" {
		return t, nil
	}
	t.digest = &digest{path: f.digest, book: book}
	return t, t.digest.write(ctx)
}

// Begin is told of visits that begin.
func (t *teller) Begin(visits int) {
	if visits > 0 {
		t.p.say("%s Looking: %s.", t.stamp(), plural(visits, "visit", "visits"))
	}
}

// Visit tells of one finished visit.
func (t *teller) Visit(v scan.Visit) {
	if t.json {
		t.line(v)
	}
	t.p.say("%s %s %s: %s", t.stamp(), v.Subject, v.Broker, v.Outcome)
}

// line prints a visit as JSON, as scan does.
func (t *teller) line(v scan.Visit) {
	s, err := t.book.Subject(t.ctx, v.Subject)
	if err != nil || s == nil {
		return // purged meanwhile: nothing is told of them any more
	}
	l := toVisitLine(s, v)
	l.Unconfirmed = t.judge(v)
	if err := render.JSON(t.p.out, l); err != nil {
		t.p.say("%v", err)
	}
}

// steps is what a sweep is told to tell, with -v.
func (t *teller) steps() func(sweep.Told) {
	if !t.p.set.verbose || t.p.set.quiet {
		return nil
	}
	return func(s sweep.Told) {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.p.say("%s: %s", strings.TrimSpace(s.Subject+" "+s.Broker), s.Text)
	}
}

// Looked is told what a round came to.
func (t *teller) Looked(sum casebook.Summary) { t.refused(sum.Refused) }

// refused says which rules keep somebody from being looked for, when that is
// not what was said last.
func (t *teller) refused(rules []error) {
	var words []string
	for _, r := range rules {
		words = append(words, r.Error())
	}
	if said := strings.Join(words, "; "); said != t.rules {
		if t.rules = said; said != "" {
			t.p.say("%s Not visited: %s.", t.stamp(), said)
		}
	}
}

// News tells what changed.
func (t *teller) News(list []casebook.News) error {
	if len(list) == 0 && !t.owed {
		return nil
	}
	for _, n := range list {
		line := fmt.Sprintf("%s %s: %s.", n.On, n.Subject, n.Text())
		if t.json {
			t.p.say("%s", line)
			continue
		}
		fmt.Fprintln(t.p.out, line)
	}
	if t.digest == nil {
		return nil
	}
	err := t.digest.write(t.ctx)
	t.owed = err != nil
	return err
}

// Next says what comes next, in one line, when it is not what was said last.
func (t *teller) Next(d *casebook.Due) {
	t.refused(d.Refused)
	line := nextLine(d)
	if line != t.last {
		t.last = line
		t.p.say("%s %s", t.stamp(), line)
	}
}

// nextLine says what comes next. It does not change from minute to minute.
func nextLine(d *casebook.Due) string {
	by := ""
	if n := len(d.Plan.Person); n > 0 {
		by = fmt.Sprintf(" %s for you: `whohasme scan --assisted`.", plural(n, "look waits", "looks wait"))
	}
	switch {
	case len(d.Now) > 0:
		return "Next: the rest of what is due, at once." + by
	case d.Until.IsZero():
		return "Nothing is known to come due." + by
	}
	return fmt.Sprintf("Next: %s for %s at %s (%s).%s", d.Next.Broker, d.Next.Subject, d.Until.Format("Mon 2006-01-02 15:04 MST"), d.Next.Reason, by)
}

// Paused says why nobody is looked for, or that somebody is again.
func (t *teller) Paused(err error) {
	said := ""
	if err != nil {
		said = pauseWords(err)
	}
	if said == t.paused {
		return
	}
	t.paused, t.last = said, ""
	if said == "" {
		said = "Going on."
	}
	t.p.say("%s %s", t.stamp(), said)
}

func pauseWords(err error) string {
	switch {
	case errors.Is(err, vault.ErrBusy):
		return "Waiting: another whohasme is at work on this vault."
	case errors.Is(err, schedule.ErrClock):
		return "Waiting: this machine's clock is behind the day on which the program was built; set it right. Nobody is looked for until then."
	case errors.Is(err, casebook.ErrBehind):
		return "Waiting: " + err.Error() + ". Nobody is looked for until then, or for six hours."
	}
	return "Waiting, and trying again: " + err.Error() + "."
}

// Unnoticed says that a notice could not be given.
func (t *teller) Unnoticed(err error) {
	again := ""
	if n, ok := errors.AsType[*casebook.NoticeError](err); ok {
		again = "; tried again at " + n.Again.Format("15:04")
	}
	t.p.say("%s %v%s.", t.stamp(), err, again)
}

// stamp is the time before a line of talk: of what runs for months.
func (t *teller) stamp() string { return t.book.Now().Format("2006-01-02 15:04") }
