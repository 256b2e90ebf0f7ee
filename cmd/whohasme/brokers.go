package main

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/render"
	"go.yaml.in/yaml/v4"
)

func (p *program) brokersCommand() *cobra.Command {
	return group("brokers", "What is known about brokers", p.brokersList(), p.brokersShow(), p.brokersLint(), p.brokersFamilies(), p.brokersStale(), p.brokersCheck(),
		p.brokersImport(), p.brokersExport())
}

// listed is a broker as `brokers list --json` prints it.
type listed struct {
	ID         string                 `json:"id"`
	Name       string                 `json:"name"`
	Domain     string                 `json:"domain"`
	Category   string                 `json:"category,omitempty"`
	Country    string                 `json:"country,omitempty"`
	Family     string                 `json:"family,omitempty"`
	Status     brokers.Status         `json:"status,omitempty"`
	Way        *brokers.Way           `json:"way"`
	Retired    brokers.Date           `json:"retired,omitzero"` // the definition was withdrawn then; scans leave it out
	Registered []brokers.Registration `json:"registered,omitempty"`
	OptOut     []brokers.OptOut       `json:"opt_out,omitempty"`
	Sources    []brokers.Source       `json:"sources,omitempty"`
	Checked    *brokers.Date          `json:"checked"`
	Confidence string                 `json:"confidence,omitempty"`
	Restricted bool                   `json:"restricted,omitempty"` // rests only on lists that not everyone may use
}

func toListed(b *brokers.Broker) listed {
	l := listed{
		ID: b.ID, Name: b.Name, Domain: b.Domain, Category: b.Category, Country: b.Country, Family: b.Family, Status: b.Status,
		Registered: b.Registered, OptOut: b.OptOut, Sources: b.Sources, Confidence: b.Confidence, Restricted: b.Restricted(),
	}
	if w, ok := b.Way(); ok {
		l.Way, l.Retired = &w, b.Search.Retired
	}
	if !b.Checked.IsZero() {
		l.Checked = &b.Checked
	}
	return l
}

// brokerFilter narrows `brokers list`.
type brokerFilter struct {
	category, family, state, way, status, before string
	day                                          brokers.Date // of before
}

func (f *brokerFilter) parse() (err error) {
	if f.before == "" {
		return nil
	}
	if f.day, err = brokers.ParseDate(f.before); err != nil {
		return usage("--checked-before: want a day such as 2026-08-01")
	}
	return nil
}

func (f brokerFilter) fits(b *brokers.Broker) bool {
	if !f.day.IsZero() && !b.Checked.IsZero() && !b.Checked.Before(f.day) {
		return false
	}
	way, seen := b.Way()
	return (f.category == "" || f.category == b.Category) && (f.family == "" || f.family == b.Family) &&
		(f.status == "" || f.status == string(b.Status)) &&
		(f.way == "" || seen && f.way == string(way) || !seen && f.way == "none") &&
		(f.state == "" || slices.ContainsFunc(b.Registered, func(r brokers.Registration) bool { return strings.EqualFold(r.State, f.state) }))
}

func (p *program) brokersList() *cobra.Command {
	var f brokerFilter
	var format string
	var asJSON bool
	c := &cobra.Command{
		Use: "list", Short: "List brokers", Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := f.parse(); err != nil {
				return err
			}
			cat, err := p.loadCatalogue()
			if err != nil {
				return err
			}
			if asJSON {
				format = "json"
			}
			var list []*brokers.Broker
			for _, b := range cat.All() {
				if f.fits(b) {
					list = append(list, b)
				}
			}
			return p.printBrokers(list, format)
		},
	}
	fl := c.Flags()
	fl.StringVar(&f.category, "category", "", "only this category")
	fl.StringVar(&f.family, "family", "", "only this family")
	fl.StringVar(&f.state, "state", "", "only brokers in this state's register, such as CA")
	fl.StringVar(&f.way, "way", "", "only this way to look: fetch, browser, assisted, saved, none")
	fl.StringVar(&f.status, "status", "", "only this status: active, retired, unknown")
	fl.StringVar(&f.before, "checked-before", "", "only those last confirmed before this day, or never")
	fl.StringVar(&format, "format", "table", "table, json or csv")
	fl.BoolVar(&asJSON, "json", false, "the same as --format json")
	return c
}

func (p *program) printBrokers(list []*brokers.Broker, format string) error {
	header := []string{"id", "category", "family", "way", "status", "confirmed live"}
	var rows [][]string
	for _, b := range list {
		way, seen := b.Way()
		if !seen {
			way = "none"
		}
		rows = append(rows, []string{b.ID, b.Category, b.Family, string(way), string(b.Status), confirmed(b)})
	}
	switch format {
	case "json":
		for _, b := range list {
			if err := render.JSON(p.out, toListed(b)); err != nil {
				return err
			}
		}
		return nil
	case "csv":
		w := csv.NewWriter(p.out)
		if err := w.WriteAll(append([][]string{header}, rows...)); err != nil {
			return fmt.Errorf("write list: %w", err)
		}
		return nil
	case "table":
		return render.Table(p.out, p.width(), header, rows)
	}
	return usage("--format: want table, json or csv")
}

func confirmed(b *brokers.Broker) string {
	if b.Checked.IsZero() {
		return "never"
	}
	return b.Checked.String()
}

func (p *program) brokersShow() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "show ID", Short: "Show one broker's file", Args: exactArgs(1, "a broker's id"),
		RunE: func(_ *cobra.Command, args []string) error {
			cat, err := p.loadCatalogue()
			if err != nil {
				return err
			}
			b, ok := cat.Get(args[0])
			if !ok {
				return fmt.Errorf("show broker: no broker of that id; `whohasme brokers list` lists them")
			}
			if asJSON {
				return render.JSON(p.out, toListed(b))
			}
			text, err := yaml.Marshal(b)
			if err != nil {
				return fmt.Errorf("show broker %q: %w", b.ID, err)
			}
			fmt.Fprintf(p.out, "# %s\n%s", cat.File(b.ID), text)
			if b.Checked.IsZero() {
				p.say("This definition was never confirmed live.")
			}
			if len(b.OptOut) == 0 {
				p.say("No way out of it is known.")
			}
			if why := b.PassedBy(); why != "" {
				p.say("No scan looks at it: %s.", why)
			}
			if b.Restricted() {
				p.say("It is known only from lists that are non-commercial, share-alike or of unclear licence; NOTICE names them, --open-only leaves it out.")
			}
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print the facts as one JSON object")
	return c
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
