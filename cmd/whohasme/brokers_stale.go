package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/render"
)

// How long what is known of a broker is taken as it stands, in days. Sites
// change their pages several times a year; registers and lists renew yearly.
const (
	definitionAge = 90
	factAge       = 365
)

// Uses of a broker's file, most used first.
const (
	usedToLook = "definition" // every scan reads the site by it
	usedToAsk  = "opt-out"    // letters and requests go where it says
	usedToKnow = "facts"      // only listed
)

// staleBroker is a broker to look at again, as `brokers stale --json` prints
// it.
type staleBroker struct {
	ID      string        `json:"id"`
	Use     string        `json:"use"`
	Checked *brokers.Date `json:"checked"` // null: never confirmed live
	Source  brokers.When  `json:"source"`  // newest date of its sources; empty: none is dated
	Days    *int          `json:"days"`    // since the later of the two that counts; null: no date
	Why     string        `json:"why"`
	last    brokers.Date  // the day Days counts from
}

// stale lists what to look at again on a day: active definitions first, then
// brokers that are asked, then the rest, each oldest first and what has no
// date at all before that. A definition counts from the day it was confirmed
// live, other facts from the newest of that and the days of their sources.
func stale(all []*brokers.Broker, day brokers.Date) []staleBroker {
	var list []staleBroker
	for _, b := range all {
		if s := aged(b, day); s.Why != "" {
			list = append(list, s)
		}
	}
	order := []string{usedToLook, usedToAsk, usedToKnow}
	slices.SortStableFunc(list, func(a, b staleBroker) int {
		return cmp.Or(
			cmp.Compare(slices.Index(order, a.Use), slices.Index(order, b.Use)),
			a.last.Time().Compare(b.last.Time()),
			a.Source.First().Time().Compare(b.Source.First().Time()),
			strings.Compare(a.ID, b.ID),
		)
	})
	return list
}

// aged says how a broker's file is used and how old it is; Why is empty where
// it is young enough.
func aged(b *brokers.Broker, day brokers.Date) staleBroker {
	s := staleBroker{ID: b.ID, Use: use(b), Source: newest(b.Sources), last: b.Checked}
	if !b.Checked.IsZero() {
		s.Checked = &b.Checked
	}
	allowed := definitionAge
	if s.Use != usedToLook {
		allowed = factAge
		if d := s.Source.First(); d.After(s.last) {
			s.last = d
		}
	}
	if s.last.IsZero() {
		s.Why = "no source carries a date"
		if s.Use == usedToLook {
			s.Why = "never confirmed live"
		}
		return s
	}
	days := day.DaysSince(s.last)
	s.Days = &days
	if days > allowed {
		s.Why = fmt.Sprintf("%d days old, want at most %d", days, allowed)
	}
	return s
}

// use says what a broker's file is used for.
func use(b *brokers.Broker) string {
	switch {
	case activeDefinition(b):
		return usedToLook
	case len(b.OptOut) > 0 && b.Status != brokers.Retired:
		return usedToAsk
	}
	return usedToKnow
}

// activeDefinition reports whether scans or saved pages are read by the
// broker's definition.
func activeDefinition(b *brokers.Broker) bool {
	return b.Search.Reads() && b.Search.Retired.IsZero() && b.Status != brokers.Retired
}

// newest returns the latest date of the sources, as exact as it stands there.
func newest(sources []brokers.Source) (w brokers.When) {
	for _, s := range sources {
		if s.Date.First().After(w.First()) {
			w = s.Date
		}
	}
	return w
}

func (p *program) brokersStale() *cobra.Command {
	var asJSON bool
	var text string
	c := &cobra.Command{
		Use: "stale", Short: "List what to look at again, most used and oldest first (exit 3 if there is something)", Args: noArgs,
		Long: fmt.Sprintf(`List the brokers whose file is due for another look: active definitions that
nobody confirmed live in the last %d days, then brokers with a way to ask them,
then the rest, whose newest date is over %d days back or that have none.
`+"`whohasme brokers check ID`"+` looks.

Exit codes: 0 nothing is due; 3 something is listed.`, definitionAge, factAge),
		RunE: func(*cobra.Command, []string) error {
			day, err := p.staleDay(text)
			if err != nil {
				return err
			}
			cat, err := p.loadCatalogue()
			if err != nil {
				return err
			}
			return p.printStale(stale(cat.All(), day), asJSON)
		},
	}
	c.Flags().StringVar(&text, "as-of", "", "as it stands on this day (YYYY-MM-DD); default: today")
	jsonFlag(c, &asJSON)
	return c
}

func (p *program) staleDay(text string) (brokers.Date, error) {
	if err := p.checkNow(); err != nil {
		return brokers.Date{}, err
	}
	if text == "" {
		return brokers.DateOf(p.now()), nil
	}
	d, err := brokers.ParseDate(text)
	if err != nil {
		return d, usage("--as-of: want a day such as 2026-11-21")
	}
	return d, nil
}

func (p *program) printStale(list []staleBroker, asJSON bool) error {
	if len(list) == 0 {
		p.say("Nothing is due for another look.")
		return nil
	}
	var rows [][]string
	for _, s := range list {
		if asJSON {
			if err := render.JSON(p.out, s); err != nil {
				return err
			}
			continue
		}
		checked := "never"
		if s.Checked != nil {
			checked = s.Checked.String()
		}
		rows = append(rows, []string{s.ID, s.Use, checked, orElse(string(s.Source), "undated"), s.Why})
	}
	if !asJSON {
		if err := render.Table(p.out, p.width(), []string{"id", "used as", "confirmed live", "newest source", "why"}, rows); err != nil {
			return err
		}
	}
	p.say("%s to look at again.", plural(len(list), "broker", "brokers"))
	return exit(exitListed)
}
