package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan/vault"
)

// watchFlags are the flags of `watch`.
type watchFlags struct {
	once, direct, json, hint bool
	every                    time.Duration
	digest                   string
	notices                  noticeFlags
}

func (p *program) watchCommand() *cobra.Command {
	var f watchFlags
	c := &cobra.Command{
		Use: "watch", Short: "Keep looking, keep the clocks, and tell what changed, until stopped",
		Long: `Look at every broker again when it is time to, for every subject whose authority
holds that day, and tell once what changed: a record that is new, back or gone, a
broker's word that was not kept, a request whose time is over, a broker that
cannot be checked any more.

What is listed is looked at within five days, within three where somebody may be
looking for the subject; what a broker says it has removed after three, seven and
thirty days; the rest more calmly. After a sleep what was missed is made up for,
one site after the other. Ctrl-C keeps what is finished. One watch runs on a
vault at a time; a scan by hand works beside it.

The passphrase is asked for once. With --once what is due now is looked at and
the program ends, for a timer; --every says how often that is. --install-hint
prints what to install so that the system starts it: for systemd, launchd, cron
or the Windows task scheduler, or for this system where none is named.

--digest keeps a file of what changed, for your eyes only. --notify, desktop or
mail, tells no more than that there is something new, in the words of --notice;
mail takes --mail-to and --mail-server, and its password from
WHOHASME_MAIL_PASSWORD or --mail-password-file.

Exit codes: 0 stopped; 1 failed, or another watch runs on this vault. With --once
those of scan, for all that is looked at by itself: 0 all answered and nothing
found, 3 a match or a possible one, 4 none, but some could not be checked.`,
		Args: func(c *cobra.Command, args []string) error {
			if f.hint && len(args) == 1 {
				return nil
			}
			return noArgs(c, args)
		},
		ValidArgs: hintKinds(),
		RunE: func(c *cobra.Command, args []string) error {
			if f.hint {
				return p.installHint(c, args)
			}
			return p.watch(c.Context(), f)
		},
	}
	fl := c.Flags()
	fl.BoolVar(&f.once, "once", false, "look at what is due now, and end")
	fl.DurationVar(&f.every, "every", 0, "with --once: time until it runs again; what would be late by then is looked at now")
	fl.BoolVar(&f.direct, "direct", false, "visit sites for a subject with safe facts without a proxy, on purpose")
	fl.BoolVar(&f.json, "json", false, "print one JSON object per finished visit")
	fl.StringVar(&f.digest, "digest", "", "file that tells what changed, written anew whenever something does")
	fl.BoolVar(&f.hint, "install-hint", false, "print what makes the system start it: systemd, launchd, cron, windows or all")
	f.notices.flags(fl)
	p.limits.flags(fl)
	return c
}

// watch keeps looking until the context ends.
func (p *program) watch(ctx context.Context, f watchFlags) error {
	if err := errors.Join(p.limits.check(), f.check(), p.checkNow()); err != nil {
		return err
	}
	book, err := p.casebook(ctx)
	if err != nil {
		return err
	}
	channels, err := p.channels(ctx, book, f.notices)
	if err != nil {
		return err
	}
	release, err := p.vault.LockWatch()
	if errors.Is(err, vault.ErrBusy) {
		return errors.New("watch: another watch runs on this vault; one is enough")
	}
	if err != nil {
		return err
	}
	defer release()
	crawler, err := p.crawler()
	if err != nil {
		return &exitError{exitUsage, err}
	}
	defer crawler.Close()
	var seen scanFlags
	setup, err := p.seeing(crawler, &seen)
	if err != nil {
		return err
	}
	if setup.Browser != nil {
		defer setup.Browser.Close()
	}
	built, err := time.Parse(time.DateOnly, builtOn)
	if err != nil {
		return fmt.Errorf("read the day the program was built: %w", err)
	}
	teller, err := p.teller(ctx, book, f)
	if err != nil {
		return err
	}
	setup.Tell = teller.steps()
	began := time.Now()
	w := &casebook.Watch{
		Lookout: book.Lookout(casebook.Looking{
			Means: seen.Means, Direct: f.direct || p.set.proxy != "", DailyCap: p.limits.dailyCap, Built: built, Every: f.every,
		}),
		Setup: setup, Teller: teller, Notices: channels,
		Awake: func() time.Duration { return time.Since(began) }, Wait: pause,
	}
	if f.once {
		return p.watchOnce(ctx, w, teller)
	}
	p.say("Watching. Ctrl-C ends it and keeps what is finished.")
	return w.Run(ctx)
}

// watchOnce makes one round, and ends as a scan does.
func (p *program) watchOnce(ctx context.Context, w *casebook.Watch, t *teller) error {
	sum, err := w.Once(ctx)
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("watch: interrupted; %s kept", plural(len(sum.Made), "finished visit is", "finished visits are"))
	}
	if err != nil {
		return err
	}
	t.refused(sum.Refused)
	if sum.Nobody() && len(sum.Refused) == 0 {
		return errors.New("watch: there is nobody to look for, or no broker to look at, so nothing is known about any")
	}
	return p.scanCode(sum)
}

func (f *watchFlags) check() error {
	switch {
	case f.every < 0:
		return usage("--every: want a time such as 24h")
	case f.every > 0 && !f.once:
		return usage("--every goes with --once; without it somebody looks all the time")
	}
	return f.notices.check()
}

// pause waits for d or until ctx ends.
func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
