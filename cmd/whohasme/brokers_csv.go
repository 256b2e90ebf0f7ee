package main

import (
	"encoding/csv"
	"fmt"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/render"
)

// brokersCSV writes a line per broker with the facts that the JSON has.
func (p *program) brokersCSV(list []listed) error {
	rows := [][]string{{"id", "name", "domain", "category", "country", "family", "status", "way", "registered", "opt_out", "sources", "checked", "confidence", "retired", "restricted"}}
	for _, l := range list {
		restricted := ""
		if l.Restricted {
			restricted = "true"
		}
		row := []string{
			l.ID, l.Name, l.Domain, l.Category, l.Country, l.Family, string(l.Status), l.way(),
			joined(l.Registered, func(r brokers.Registration) string { return fmt.Sprintf("%s %d", r.State, r.Year) }),
			joined(l.OptOut, wayOut),
			joined(l.Sources, func(s brokers.Source) string { return strings.TrimSpace(s.Name + " " + string(s.Date)) }),
			l.confirmed(), l.Confidence, l.Retired.String(), restricted,
		}
		for i := range row {
			row[i] = cell(row[i])
		}
		rows = append(rows, row)
	}
	if err := csv.NewWriter(p.out).WriteAll(rows); err != nil {
		return fmt.Errorf("write list: %w", err)
	}
	return nil
}

// wayOut writes one way out, such as "delete by email: privacy@example.org".
func wayOut(o brokers.OptOut) string {
	s := fmt.Sprintf("%s by %s", o.Ask, o.By)
	if where := strings.TrimSpace(o.URL + " " + o.To); where != "" {
		s += ": " + where
	}
	if len(o.Requires) > 0 {
		s += " (wants " + joinComma(o.Requires) + ")"
	}
	if !o.Bounced.IsZero() {
		s += " (came back on " + o.Bounced.String() + ")"
	}
	return s
}

func joined[T any](list []T, words func(T) string) string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = words(v)
	}
	return strings.Join(out, "; ")
}

// cell makes text safe for a spreadsheet: one line, and no formula. What begins
// as one, also after blanks and in the wide forms of East Asia, gets an
// apostrophe, which spreadsheets do not show.
func cell(s string) string {
	s = strings.ReplaceAll(render.Clean(s), "\n", " ")
	if text := strings.TrimLeft(s, " \u00a0\u3000\"'"); text != "" && strings.ContainsRune("=+-@＝＋－＠|%", []rune(text)[0]) {
		return "'" + s
	}
	return s
}
