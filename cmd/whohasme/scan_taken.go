package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan"
)

// showTaken says what became of every file, one line each. With --json the
// visits are on stdout already, and the files are told by their numbers.
func (p *program) showTaken(w *watcher, files []*savedFile, asJSON bool) error {
	var rows [][]string
	shown := map[*scan.Visit]bool{}
	for i, f := range files {
		broker, outcome, what := f.line()
		if !asJSON {
			rows = append(rows, []string{f.name, broker, outcome, what})
			continue
		}
		for _, t := range f.taken {
			if t.Visit != nil && !t.Kept && t.Why == "" && !shown[t.Visit] {
				shown[t.Visit] = true
				w.line(*t.Visit)
			}
		}
		p.say("%d/%d %s", i+1, len(files), strings.Join(strings.Fields(broker+" "+outcome+" "+what), " "))
	}
	if asJSON {
		return nil
	}
	return render.Table(p.out, p.width(), []string{"file", "broker", "outcome", "what became of it"}, rows)
}

// line is what became of a file, its pages taken together.
func (f *savedFile) line() (broker, outcome, what string) {
	var ids, outcomes, said []string
	add := func(list *[]string, s string) {
		if s != "" && !slices.Contains(*list, s) {
			*list = append(*list, s)
		}
	}
	add(&said, leftOut(f.why))
	for _, s := range f.pages {
		if s.Broken != nil {
			add(&said, leftOut(s.Broken.Why))
		}
	}
	for _, t := range f.taken {
		add(&ids, t.Broker)
		switch {
		case t.Rule != nil:
			add(&said, leftOut(t.Rule.Error()))
		case t.Why != "":
			add(&said, leftOut(t.Why))
		default:
			add(&outcomes, t.Visit.Outcome.String())
			add(&said, visitWords(*t.Visit))
		}
		if t.List && t.Visit != nil && !t.Kept && t.Why == "" {
			add(&said, "it reads as a list, so it is a control for seven days")
		}
	}
	return strings.Join(ids, ", "), strings.Join(outcomes, ", "), strings.Join(said, "; ")
}

func leftOut(why string) string {
	if why == "" {
		return ""
	}
	return "left out: " + why
}

// takenCode is the exit code of a run over saved pages.
func takenCode(files []*savedFile) error {
	found, unsure, used, undated, whole := false, false, false, 0, []string{}
	for _, f := range files {
		_, _, what := f.line()
		whole = append(whole, what)
		if len(f.pages) > 0 && !f.dated {
			undated++
		}
		unsure = unsure || f.why != "" || slices.ContainsFunc(f.taken, func(t casebook.Taken) bool { return t.Visit == nil })
		for _, t := range f.taken {
			if t.Visit == nil {
				continue
			}
			used = true
			found = found || t.Visit.Outcome == scan.Found || t.Visit.Outcome == scan.Maybe
			unsure = unsure || !t.Visit.Outcome.Answered()
		}
	}
	switch {
	case !used && undated == len(files):
		return usage("scan: %s", whyNone(whole))
	case !used:
		return errors.New("scan: " + whyNone(whole))
	case found:
		return exit(exitListed)
	case unsure:
		return exit(exitUnsure)
	}
	return nil
}

// whyNone says why a file was left out, or that all were.
func whyNone(whole []string) string {
	if len(whole) == 1 {
		return "the page is " + whole[0]
	}
	return fmt.Sprintf("none of the %d files could be used", len(whole))
}
