package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// scanFlags are the flags of `scan`.
type scanFlags struct {
	casebook.Scope
	dryRun, direct, json, reread bool
	page, seen, url              string // pages that were saved
}

func (p *program) scanCommand() *cobra.Command {
	var f scanFlags
	c := &cobra.Command{
		Use: "scan", Short: "Visit the brokers that are due, and say what was seen", Args: noArgs,
		Long: `Visit every broker that is due for every subject whose authority holds today.
A visit that finished in the last 24 hours is not repeated. Ctrl-C keeps what is
finished; the next scan goes on from there.

Sites that draw their pages by script are seen through your own Chrome or
Chromium, headless and with a profile that is wiped afterwards. With --assisted
it is visible and only sites that want a person are visited, one after the
other: what the site's form may be told is filled in, you do the rest, and the
page you reach is read.

With --page nobody is visited: pages that you saved are read, for --subject, and
what they establish is kept. The broker is recognised by the page's own address,
or named with --broker. A page of a common name on the same site, saved within
seven days, is the control without which nothing found is not called absent.
With --reread sealed pages are read anew by today's definitions.

Exit codes: 0 every broker asked was answered and nothing was found; 1 nobody
could be reached, or interrupted; 3 a match or a possible one; 4 none, but some
brokers could not be checked, were named and cannot be looked at, or were left
to another machine that is at work there.`,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := errors.Join(f.check(), p.limits.check()); err != nil {
				return err
			}
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			if f.page != "" {
				return p.takePages(c.Context(), book, f)
			}
			if f.reread {
				return p.reread(c.Context(), book, f)
			}
			return p.scan(c.Context(), book, f)
		},
	}
	fl := c.Flags()
	fl.StringVar(&f.Subject, "subject", "", "only this subject")
	fl.StringArrayVar(&f.Brokers, "broker", nil, "only this broker; may be repeated")
	fl.BoolVar(&f.dryRun, "dry-run", false, "print every address that would be asked, and ask nobody")
	fl.BoolVar(&f.Fresh, "fresh", false, "look again at what was looked at in the last 24 hours")
	fl.BoolVar(&f.direct, "direct", false, "visit sites for a subject with safe facts without a proxy, on purpose")
	fl.BoolVar(&f.Assisted, "assisted", false, "go with you, in a browser's window, to the sites that want a person")
	fl.BoolVar(&f.json, "json", false, "print one JSON object per finished visit")
	p.limits.flags(fl)
	fl.StringVar(&f.page, "page", "", "read this saved page (HTML, MHTML, WARC), or all below this folder; asks nobody")
	fl.StringVar(&f.seen, "seen", "", "day on which a saved page was seen (YYYY-MM-DD), where the file does not say")
	fl.StringVar(&f.url, "url", "", "address that the one saved page came from, where the file does not say")
	fl.BoolVar(&f.reread, "reread", false, "read the sealed pages of earlier visits again, and show what would change; asks nobody, changes nothing")
	return c
}

func (p *program) scan(ctx context.Context, book *casebook.Casebook, f scanFlags) error {
	crawler, err := p.crawler()
	if err != nil {
		return &exitError{exitUsage, err}
	}
	defer crawler.Close()
	setup, err := p.seeing(crawler, &f)
	if err != nil {
		return err
	}
	if setup.Browser != nil {
		defer setup.Browser.Close()
	}
	if f.dryRun {
		return p.previewScan(ctx, book, f.Scope)
	}
	w, err := p.watcher(ctx, book, f)
	if err != nil {
		return err
	}
	w.plain = f.Assisted
	setup.Tell = w.steps()
	sum, err := book.Scan(ctx, f.Scope, setup, f.direct || p.set.proxy != "", w)
	w.end()
	p.sayRetained(sum.Retained)
	if !sum.Nobody() {
		p.sayRefused(sum.Refused)
	}
	p.sayLeft(sum)
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("scan: interrupted; %s kept, the next `whohasme scan` goes on from there", plural(len(sum.Made), "finished visit is", "finished visits are"))
	}
	if errors.Is(err, vault.ErrBusy) {
		return errors.New("scan: another whohasme is at work on this vault, in a terminal or in the dashboard; wait until it is done, or stop it there")
	}
	if err != nil {
		return err
	}
	if !f.json {
		if err := p.printScan(sum, w.unproven); err != nil {
			return err
		}
		p.sayNext(sum)
	}
	p.sayBlind(sum.Blind)
	p.sayElsewhere(sum.Elsewhere)
	return p.scanCode(sum)
}

// scanCode is the exit code of a scan, by where its whole scope stands now.
func (p *program) scanCode(sum casebook.Summary) error {
	putOff := sum.Left > 0 || len(sum.Elsewhere) > 0
	found, unsure, unreachable, reached := false, len(sum.Blind) > 0, 0, putOff
	for _, v := range sum.All() {
		switch {
		case v.Outcome == scan.Found || v.Outcome == scan.Maybe:
			found = true
		case !v.Outcome.Answered():
			unsure = true
		}
		switch v.Outcome {
		case scan.Unreachable:
			unreachable++
		case scan.NeedsYou, scan.Disallowed:
		default:
			reached = true
		}
	}
	switch {
	case sum.Nobody() && !putOff:
		return nobodyAsked(sum.Refused)
	case found:
		return exit(exitListed)
	case !reached && unreachable > 0 && len(sum.Made) == 0:
		return errors.New("scan: the last look reached nobody, so nothing is known about any broker; `whohasme scan --fresh` asks again")
	case !reached && unreachable > 0:
		return errors.New("scan: nobody could be reached; is this machine connected to the internet? Nothing is known about any broker")
	case unsure || putOff:
		return exit(exitUnsure)
	}
	return nil
}

func (p *program) sayRefused(rules []error) {
	for _, r := range rules {
		p.say("Not visited: %v.", r)
	}
}

// sayBlind says of brokers that were named why they are not looked at, also with
// --quiet: who names a broker takes silence for an answer.
func (p *program) sayBlind(list []casebook.Blind) {
	for _, b := range list {
		fmt.Fprintf(p.errOut, "whohasme: %s is not looked at: %s. That is not the same as clear.\n", b.Broker, b.Why)
	}
}

// sayElsewhere says of brokers that they were left to another machine, also with
// --quiet.
func (p *program) sayElsewhere(list []string) {
	for _, id := range list {
		fmt.Fprintf(p.errOut, "whohasme: %s: %v. That is not the same as clear.\n", id, casebook.ErrElsewhere)
	}
}

// nobodyAsked is the error of a scan that the rules leave nobody to ask, or
// that has no broker: to end well would read as "you are clear".
func nobodyAsked(rules []error) error {
	if len(rules) == 0 {
		return errors.New("scan: there is no broker to visit, so nothing is known about any")
	}
	words := make([]string, len(rules))
	for i, r := range rules {
		words[i] = r.Error()
	}
	return errors.New("scan: no broker is asked: " + strings.Join(words, "; "))
}
