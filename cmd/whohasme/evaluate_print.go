package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/match"
	labelled "github.com/whohasme/whohasme/scan/match/pairs"
)

// mistake is a pair decided against its label.
type mistake struct {
	id, set, kind string
	decision      labelled.Decision
	score         float64
	reasons       []scan.Reason
}

// mistakes are the worst ones, as many as are shown.
type mistakes []mistake

// remember keeps a pair if it is among the worst.
func (e *evaluation) remember(p *labelled.Pair, d labelled.Decision, c *match.Comparison) {
	m := mistake{id: p.ID, set: p.Set, kind: p.Kind, decision: d, score: c.Score}
	switch {
	case p.Label == "nomatch" && d == labelled.Match:
		e.wrong.keep(m, e.worst, c, func(a, b mistake) int { return cmp.Compare(b.score, a.score) })
	case p.Label == "match" && d == labelled.NoMatch:
		e.missed.keep(m, e.worst, c, func(a, b mistake) int { return cmp.Compare(a.score, b.score) })
	}
}

func (l *mistakes) keep(m mistake, most int, c *match.Comparison, worse func(a, b mistake) int) {
	at, _ := slices.BinarySearchFunc(*l, m, worse)
	if at >= most {
		return
	}
	m.reasons = c.Reasons()
	*l = slices.Insert(*l, at, m)
	*l = (*l)[:min(len(*l), most)]
}

// print writes the figures as a table, and the worst pairs.
func (e *evaluation) print(w io.Writer) error {
	total := e.decided[labelled.Match] + e.decided[labelled.Possible] + e.decided[labelled.NoMatch]
	fmt.Fprintf(w, "%s compared: %d match, %d possible, %d no match. Matcher version %s.\n", plural(total, "pair", "pairs"),
		e.decided[labelled.Match], e.decided[labelled.Possible], e.decided[labelled.NoMatch], match.Version)
	if e.labels == 0 {
		fmt.Fprintln(w, "No pair has a label, so nothing can be measured.")
		return nil
	}
	fmt.Fprintf(w, "\n%-14s %7s %7s %7s %7s %7s %7s %7s %7s %7s\n", "set", "pairs", "P", "R", "F1h", "caught", "FMR", "FMRh", "review", "ECE")
	for _, name := range e.sets.Names() {
		t := e.sets.Of(name)
		if t.Pairs > 0 {
			printFigures(w, name, t.Figures())
		}
	}
	if all := e.sets.All(); all.Pairs > 0 {
		printFigures(w, "all", all.Figures())
	}
	fmt.Fprintf(w, "mean F1h of the sets %s\n", figure(e.sets.Mean()))
	for _, name := range e.sets.Names() {
		if x := e.sets.Of(name).Expected; x.Match+x.Possible+x.NoMatch > 0 {
			fmt.Fprintf(w, "%s: of those labelled possible, %d decided match, %d possible, %d no match\n", name, x.Match, x.Possible, x.NoMatch)
		}
	}
	printMistakes(w, "Other people called a match, the surest first", e.wrong)
	printMistakes(w, "Matches called nobody's, the surest first", e.missed)
	return nil
}

func printFigures(w io.Writer, name string, f labelled.Figures) {
	fmt.Fprintf(w, "%-14s %7d %7s %7s %7s %7s %7s %7s %7s %7s\n", name, f.Pairs, figure(f.Precision), figure(f.Recall), figure(f.F1h),
		figure(f.Caught), figure(f.FMR), figure(f.FMRh), figure(f.Review), figure(f.ECE))
}

func printMistakes(w io.Writer, title string, list mistakes) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s:\n", title)
	for _, m := range list {
		fmt.Fprintf(w, "  %s %s (score %.3f)\n", m.id, m.kind, m.score)
		for _, r := range m.reasons {
			fmt.Fprintf(w, "    %-9s %-7s %6.1f  %s\n", r.Field, r.Effect, r.Weight, r.Text)
		}
	}
}

// setFigures is a line of `evaluate match --json`.
type setFigures struct {
	Set       string   `json:"set"`
	Pairs     int      `json:"pairs"`
	Matches   int      `json:"matches"`
	Precision *float64 `json:"precision"` // null where nothing was decided match, and so on
	Recall    *float64 `json:"recall"`
	F1h       *float64 `json:"f1h"`
	Caught    *float64 `json:"caught"`
	FMR       *float64 `json:"fmr"`
	FMRh      *float64 `json:"fmrh"`
	Review    *float64 `json:"review"`
	AP        *float64 `json:"ap"`
	ECE       *float64 `json:"ece"`
	Mean      *float64 `json:"mean_f1h,omitempty"` // of the sets, in the line "all"
}

func (e *evaluation) printJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	for _, name := range e.sets.Names() {
		if t := e.sets.Of(name); t.Pairs > 0 {
			if err := enc.Encode(lineOf(name, t)); err != nil {
				return err
			}
		}
	}
	all := lineOf("all", e.sets.All())
	all.Mean = measured(e.sets.Mean())
	return enc.Encode(all)
}

func lineOf(name string, t *labelled.Tally) setFigures {
	f := t.Figures()
	return setFigures{name, f.Pairs, f.Matches, measured(f.Precision), measured(f.Recall), measured(f.F1h), measured(f.Caught), measured(f.FMR),
		measured(f.FMRh), measured(f.Review), measured(t.AP()), measured(f.ECE), nil}
}

func measured(x float64) *float64 {
	if math.IsNaN(x) {
		return nil
	}
	return &x
}
