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

// listed is a broker as `brokers list --json` prints it.
type listed struct {
	ID         string                 `json:"id"`
	Name       string                 `json:"name"`
	Domain     string                 `json:"domain"`
	Category   string                 `json:"category,omitempty"`
	Country    string                 `json:"country,omitempty"`
	Family     string                 `json:"family,omitempty"`
	Status     brokers.Status         `json:"status,omitempty"`
	Way        *brokers.Way           `json:"way"`              // null: no scan can look, also by a withdrawn definition
	Retired    brokers.Date           `json:"retired,omitzero"` // the definition was withdrawn then; scans leave it out
	Registered []brokers.Registration `json:"registered,omitempty"`
	OptOut     []brokers.OptOut       `json:"opt_out,omitempty"`
	Sources    []brokers.Source       `json:"sources,omitempty"`
	Checked    *brokers.Date          `json:"checked"`
	Confidence string                 `json:"confidence,omitempty"`
	Restricted bool                   `json:"restricted,omitempty"` // rests only on lists that not everyone may use
}

// toListed shows a broker; once says whether ways that were are asked for.
func toListed(b *brokers.Broker, once bool) listed {
	l := listed{
		ID: b.ID, Name: b.Name, Domain: b.Domain, Category: b.Category, Country: b.Country, Family: b.Family, Status: b.Status,
		Registered: b.Registered, OptOut: b.OptOut, Sources: b.Sources, Confidence: b.Confidence, Restricted: b.Restricted(),
	}
	if w, ok := wayOf(b, once); ok {
		l.Way = &w
	}
	if b.Search != nil {
		l.Retired = b.Search.Retired
	}
	if !b.Checked.IsZero() {
		l.Checked = &b.Checked
	}
	return l
}

// wayOf returns the way to look at a broker, or once the way there was.
func wayOf(b *brokers.Broker, once bool) (brokers.Way, bool) {
	if once {
		return b.Way()
	}
	return b.Look()
}

// noWay is the word for brokers that no scan can look at.
const noWay = "none"

// brokerFilter narrows `brokers list`.
type brokerFilter struct {
	category, family, state, way, status, before string
	day                                          brokers.Date // of before
}

// parse checks the words that do not depend on the catalogue.
func (f *brokerFilter) parse() (err error) {
	for _, w := range []struct {
		flag, value string
		want        []string
	}{
		{"category", f.category, brokers.Categories},
		{"way", f.way, []string{string(brokers.Fetch), string(brokers.Browser), string(brokers.Assisted), string(brokers.Saved), noWay}},
		{"status", f.status, []string{string(brokers.Active), string(brokers.Retired), string(brokers.Unknown)}},
	} {
		if err := known(w.flag, w.value, w.want); err != nil {
			return err
		}
	}
	if f.state != "" {
		code, ok := brokers.StateCode(f.state)
		if !ok {
			return known("state", f.state, brokers.StateCodes())
		}
		f.state = code
	}
	if f.before == "" {
		return nil
	}
	if f.day, err = brokers.ParseDate(f.before); err != nil {
		return usage("--checked-before: want a day such as 2026-08-01")
	}
	return nil
}

// known is an error that names the words there are, unless the value is one.
func known(flag, value string, want []string) error {
	if value == "" || slices.Contains(want, value) {
		return nil
	}
	return usage("--%s: want one of %s%s", flag, joinComma(want), meant(value, want))
}

// knownFamily checks the word that depends on the catalogue.
func (f brokerFilter) knownFamily(all []*brokers.Broker) error {
	var names []string
	for _, b := range all {
		if b.Family != "" {
			names = append(names, b.Family)
		}
	}
	slices.Sort(names)
	if names = slices.Compact(names); len(names) == 0 && f.family != "" {
		return usage("--family: no broker of this catalogue is of a family")
	}
	return known("family", f.family, names)
}

// once reports whether retired sites are asked for, by the ways they had.
func (f brokerFilter) once() bool { return f.status == string(brokers.Retired) }

func (f brokerFilter) fits(b *brokers.Broker) bool {
	if !f.day.IsZero() && !b.Checked.IsZero() && !b.Checked.Before(f.day) {
		return false
	}
	way, seen := wayOf(b, f.once())
	return (f.category == "" || f.category == b.Category) && (f.family == "" || f.family == b.Family) &&
		(f.status == "" || f.status == string(b.Status) || f.once() && b.Search != nil && !b.Search.Retired.IsZero()) &&
		(f.way == "" || seen && f.way == string(way) || !seen && f.way == noWay) &&
		(f.state == "" || slices.ContainsFunc(b.Registered, func(r brokers.Registration) bool { return r.State == f.state }))
}

func (p *program) brokersList() *cobra.Command {
	var f brokerFilter
	var format string
	var asJSON bool
	c := &cobra.Command{
		Use: "list", Short: "List brokers", Args: noArgs,
		Long: `List the brokers of the catalogue. A way is named where a scan can look: that of
a retired definition, or of a site that is gone, is none. With --status retired
it is the way there was.

"Never confirmed live" says that nobody saw the broker's definition, or what the
file tells of it, hold on the living site.`,
		RunE: func(*cobra.Command, []string) error {
			if err := cmp.Or(f.parse(), known("format", format, []string{"table", "json", "csv"})); err != nil {
				return err
			}
			cat, err := p.loadCatalogue()
			if err != nil {
				return err
			}
			if err := f.knownFamily(cat.All()); err != nil {
				return err
			}
			var list []listed
			for _, b := range cat.All() {
				if f.fits(b) {
					list = append(list, toListed(b, f.once()))
				}
			}
			if asJSON {
				format = "json"
			}
			return p.printBrokers(list, format)
		},
	}
	fl := c.Flags()
	fl.StringVar(&f.category, "category", "", "only this category")
	fl.StringVar(&f.family, "family", "", "only this family")
	fl.StringVar(&f.state, "state", "", "only brokers in this state's register, such as CA")
	fl.StringVar(&f.way, "way", "", "only this way to look: fetch, browser, assisted, saved, none")
	fl.StringVar(&f.status, "status", "", "only this status: active, unknown, or retired (the broker, or its definition)")
	fl.StringVar(&f.before, "checked-before", "", "only those last confirmed before this day, or never")
	fl.StringVar(&format, "format", "table", "table, json or csv")
	fl.BoolVar(&asJSON, "json", false, "the same as --format json")
	return c
}

func (p *program) printBrokers(list []listed, format string) error {
	switch format {
	case "json":
		for _, l := range list {
			if err := render.JSON(p.out, l); err != nil {
				return err
			}
		}
		return nil
	case "csv":
		return p.brokersCSV(list)
	}
	return p.brokersTable(list)
}

// neverConfirmed is what is said of a broker that nobody has looked at.
const neverConfirmed = "never confirmed live"

// brokersTable draws a row per broker. Where the columns leave no room for it,
// one line below says what "never" means.
func (p *program) brokersTable(list []listed) error {
	header := []string{"id", "category", "family", "way", "status", "confidence", "confirmed live"}
	wide := make([]int, len(header))
	var rows [][]string
	never := false
	for _, l := range list {
		row := []string{l.ID, l.Category, l.Family, l.way(), string(l.Status), l.Confidence, l.confirmed()}
		never = never || l.Checked == nil
		rows = append(rows, row)
		for i, cell := range row {
			wide[i] = max(wide[i], len(cell), len(header[i]))
		}
	}
	room := p.width()
	for _, n := range wide {
		room -= n + 2
	}
	if room < 0 {
		for _, row := range rows {
			row[len(row)-1] = strings.TrimSuffix(row[len(row)-1], " confirmed live")
		}
	}
	if err := render.Table(p.out, p.width(), header, rows); err != nil {
		return err
	}
	if never && room < 0 {
		fmt.Fprintf(p.out, "\nnever: %s, neither by those who wrote the file nor since\n", neverConfirmed)
	}
	return nil
}

func (l listed) way() string {
	if l.Way == nil {
		return noWay
	}
	return string(*l.Way)
}

func (l listed) confirmed() string {
	if l.Checked == nil {
		return neverConfirmed
	}
	return l.Checked.String()
}
