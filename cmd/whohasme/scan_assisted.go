package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/crawl/browser"
	"github.com/whohasme/whohasme/scan/sweep"
)

// browserOptions lets tests change how browsers are started: they may run as
// root, where Chromium has no sandbox, and have no display and no person. Nil,
// as in the product, changes nothing.
var browserOptions func(env map[string]string, o *browser.Options)

// launcher finds the person's browser. It is nil where there is none; the error
// is a fault of --browser.
func (p *program) launcher(crawler *crawl.Crawler) (*browser.Launcher, error) {
	path, err := browser.Find(p.set.browser, p.getenv)
	if errors.Is(err, browser.ErrNone) {
		return nil, nil
	}
	if err != nil {
		return nil, usage("%v", err)
	}
	o := browser.Options{Crawler: crawler, Path: path, Temp: p.env["TMPDIR"]}
	for name, value := range p.env {
		o.Env = append(o.Env, name+"="+value)
	}
	if browserOptions != nil {
		browserOptions(p.env, &o)
	}
	return browser.New(o)
}

// seeing is the setup of a scan, and what its scope has to know of it.
func (p *program) seeing(crawler *crawl.Crawler, f *scanFlags) (sweep.Setup, error) {
	setup := sweep.Setup{Crawler: crawler, Now: p.now, Limit: p.limits.sweepTime}
	l, err := p.launcher(crawler)
	if err != nil {
		return setup, err
	}
	setup.Browser = l
	why := "there is no Chrome or Chromium where it is looked for (--browser says where it is)"
	if f.Assisted && l != nil {
		if err := l.Shown(); err != nil {
			why = err.Error()
		} else {
			setup.Person = &sitter{p: p, lines: typedLines(p.in)}
		}
	}
	f.Means = sweep.Means{Browser: l != nil, Person: setup.Person != nil}
	if !f.Assisted || setup.Person != nil {
		return setup, nil
	}
	p.say("No site can be visited with you: %s. Open the sites in a browser of your own, save the pages they show, and read them with `whohasme scan --page`.", why)
	return setup, nil
}

// sitter talks with the person who sits before the browser.
type sitter struct {
	p     *program
	lines <-chan string
}

// typedLines hands out what the person types, a line at a time; the channel is
// closed at the end of the input.
func typedLines(in io.Reader) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		for r := bufio.NewReader(in); ; {
			line, err := r.ReadString('\n')
			if err == nil || line != "" {
				lines <- strings.ToLower(strings.TrimSpace(line))
			}
			if err != nil {
				return
			}
		}
	}()
	return lines
}

// Next tells which site comes and what it is told, and asks whether to go on.
func (s *sitter) Next(ctx context.Context, n sweep.Sitting) (sweep.Answer, error) {
	what := ""
	if n.Of > 1 {
		what = fmt.Sprintf(", search %d of %d", n.Number, n.Of)
	}
	s.print("\n%s (%s) for %s%s\n", n.Broker.Name, n.Broker.ID, n.Subject, what)
	s.print("  opens %s\n", n.Search.URL)
	s.print("  tells the site %s\n", joinComma(n.Search.Tells))
	if d := n.Broker.Search; d.Automation.Forbidden() {
		s.print("  its terms forbid programs: you are the visitor, and nothing is pressed for you\n")
	}
	return s.answer(ctx, "Enter opens it, s skips it, q stops and leaves the rest for another time: ")
}

// Do tells what the person is to do in the window.
func (s *sitter) Do(ctx context.Context, what string) (sweep.Answer, error) {
	s.print("  In the browser: %s.\n", strings.TrimRight(what, ". "))
	return s.answer(ctx, "  Enter when that is done, s skips the site, q stops: ")
}

func (s *sitter) print(format string, args ...any) { fmt.Fprintf(s.p.errOut, format, args...) }

// answer waits for a line. The end of the input stops.
func (s *sitter) answer(ctx context.Context, question string) (sweep.Answer, error) {
	for {
		s.print("%s", question)
		select {
		case <-ctx.Done():
			return sweep.Stop, ctx.Err()
		case line, ok := <-s.lines:
			switch {
			case !ok, line == "q", line == "quit":
				return sweep.Stop, nil
			case line == "", line == "d", line == "done":
				return sweep.Done, nil
			case line == "s", line == "skip":
				return sweep.Skip, nil
			}
		}
	}
}

// sayLeft tells what the person left for another time.
func (p *program) sayLeft(sum casebook.Summary) {
	if sum.Left > 0 {
		p.say("%s for another time; `whohasme scan --assisted` goes on there.", plural(sum.Left, "visit is left", "visits are left"))
	}
}
