package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan"
)

// printScan shows the visits of a scan as one table, says what they come to, and
// names the brokers whose definition nobody ever saw read the living site.
func (p *program) printScan(sum casebook.Summary, unproven []string) error {
	made := slices.Clone(sum.Made)
	slices.SortStableFunc(made, func(a, b scan.Visit) int {
		return cmp.Or(strings.Compare(a.Subject, b.Subject), strings.Compare(a.Broker, b.Broker))
	})
	var rows [][]string
	for _, v := range made {
		rows = append(rows, []string{v.Subject, v.Broker, v.Outcome.String(), visitWords(v)})
	}
	if len(rows) > 0 {
		if err := render.Table(p.out, p.width(), []string{"subject", "broker", "outcome", "what was seen"}, rows); err != nil {
			return err
		}
	}
	n := len(sum.All())
	answered := 0
	for _, v := range sum.All() {
		if v.Outcome.Answered() {
			answered++
		}
	}
	if n > 0 {
		fmt.Fprintf(p.out, "\n%s, %d answered, %d could not be checked.\n", plural(n, "visit", "visits"), answered, n-answered)
	}
	if len(sum.Made) == 0 && n > sum.Held {
		p.say("Nothing is due: everything was visited in the last 24 hours. `--fresh` looks again.")
	}
	if len(unproven) > 0 {
		fmt.Fprintf(p.out, "Definitions never confirmed live: %s.\n", joinComma(slices.Sorted(slices.Values(unproven))))
	}
	return nil
}

// sayNext says what to do about what was seen.
func (p *program) sayNext(sum casebook.Summary) {
	next := ""
	for _, v := range sum.All() {
		switch {
		case v.Outcome == scan.Found && next == "":
			next = "`whohasme plan` shows what to ask of whom, `whohasme letters` writes it."
		case v.Outcome == scan.Maybe, slices.ContainsFunc(v.Sightings, func(s scan.Sighting) bool { return s.Verdict == scan.Possible }):
			next = "`whohasme review` asks which of the possible ones are yours; then `whohasme plan`."
		}
	}
	if next != "" {
		p.say("Next: %s", next)
	}
}

func visitWords(v scan.Visit) string {
	matches, maybes := 0, 0
	for _, s := range v.Sightings {
		switch s.Verdict {
		case scan.Match:
			matches++
		case scan.Possible:
			maybes++
		}
	}
	words := ""
	add := func(n int, one, many string) {
		if n > 0 {
			if words != "" {
				words += ", "
			}
			words += plural(n, one, many)
		}
	}
	add(matches, "record of yours", "records of yours")
	add(maybes, "perhaps yours", "perhaps yours")
	add(v.Others, "of other people", "of other people")
	if v.Why != "" && words != "" {
		return words + "; " + v.Why
	}
	if words == "" && v.Why == "" && v.Outcome == scan.Absent {
		return "no record at all"
	}
	return words + v.Why
}

// visitLine is a visit as `scan --json` prints it, masked.
type visitLine struct {
	Subject  string        `json:"subject"`
	At       string        `json:"at"`
	Broker   string        `json:"broker"`
	Outcome  scan.Outcome  `json:"outcome"`
	Why      string        `json:"why,omitempty"`
	Control  scan.Control  `json:"control"`
	Others   int           `json:"others"`
	Findings []findingLine `json:"findings"`

	Unconfirmed bool `json:"unconfirmed,omitempty"` // nobody ever saw the definition read the living site
}

type findingLine struct {
	ID string `json:"id"`
	scan.Judged
	Alarms []string `json:"alarms,omitempty"`
}

func toVisitLine(s *scan.Subject, v scan.Visit) visitLine {
	l := visitLine{
		Subject: v.Subject, At: v.At.UTC().Format("2006-01-02T15:04:05Z"), Broker: v.Broker, Outcome: v.Outcome, Why: v.Why,
		Control: v.Control, Others: v.Others, Findings: []findingLine{},
	}
	for _, f := range v.Sightings {
		if f.Verdict == scan.Other {
			continue
		}
		line := findingLine{ID: f.ID, Judged: f.Judged}
		line.Record, line.Alarms = report.Mask(s, f.Record)
		l.Findings = append(l.Findings, line)
	}
	return l
}
