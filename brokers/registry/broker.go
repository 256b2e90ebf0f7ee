package registry

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// brokers makes one broker of each registered site; a row with the site of an
// earlier one is joined to it.
func (r *reader) brokers(rows []row, cols columns, of years) []brokers.Broker {
	var all []brokers.Broker
	at := map[string]int{} // by id
	part, ends := 0, 0     // the year of the part of the table; rows that got the end of a range
	line := 0
	if len(rows) > maxRows {
		r.lose(rows[maxRows].line, fmt.Sprintf("rows: %d", len(rows)), fmt.Sprintf("no register has so many; those after the first %d are left out", maxRows))
		rows = rows[:maxRows]
	}
	for i, row := range rows {
		r.shorten(row)
		if y := row.section(); y > 0 {
			part = y
			continue
		}
		if i < 200 && row.instructs(cols) {
			if i < 3 || row.cell(cols.website) == "" {
				r.pass(row.line, short(strings.Join(row.cells, " ")), "says how the table is filled in, and is no broker")
				continue
			}
		}
		b, told, ok := r.broker(row, cols, years{cmp.Or(part, of.year), part == 0 && of.last})
		if !ok {
			continue
		}
		if !told {
			ends++
			line = cmp.Or(line, row.line)
		}
		if i, again := at[b.ID]; again {
			if !brokers.SameCompany(b.Operator, all[i].Operator) && !brokers.SameCompany(b.Name, all[i].Name) {
				r.lose(row.line, b.Name, "has the site of "+all[i].ID+" and is joined to it")
			}
			join(&all[i], b)
			continue
		}
		at[b.ID] = len(all)
		all = append(all, b)
	}
	if ends > 0 {
		r.lose(line, fmt.Sprintf("rows that say no year of their own: %d", ends), fmt.Sprintf("taken as of %d, the end of the years that the file states", of.year))
	}
	return all
}

// maxRows is more than any register has: a file of all years has below 3,000.
const maxRows = 20000

// maxCell is more than anybody says in a cell, in bytes: whole privacy policies
// have been pasted into one.
const maxCell = 100 << 10

// shorten cuts cells that are too long to be read in reasonable time.
func (r *reader) shorten(row row) {
	for i, cell := range row.cells {
		if len(cell) > maxCell {
			r.lose(row.line, fmt.Sprintf("a cell of %d bytes", len(cell)), "only its beginning is read")
			row.cells[i] = strings.ToValidUTF8(cell[:maxCell], "")
		}
	}
}

// broker reads one row. told is false if its year is only the end of a range.
func (r *reader) broker(row row, cols columns, of years) (b brokers.Broker, told, ok bool) {
	legal, trade := r.called(row, cols)
	site := row.cell(cols.website)
	if legal == "" && plain(site) == "" || heading(legal) == cols.title || legal != "" && nameHeading(strings.Fields(heading(legal))) && !strings.Contains(site, ".") {
		return b, true, false // an empty row, or the headings again
	}
	hosts := domains(site)
	switch {
	case legal == "":
		r.lose(row.line, site, "a row without a name")
		return b, true, false
	case len(hosts) == 0:
		r.lose(row.line, legal, "no usable website: "+cmp.Or(short(site), "none given"))
		return b, true, false
	case len(hosts) > 1:
		r.lose(row.line, strings.Join(hosts[1:], ", "), "further websites; nobody says that they show the same")
	}
	b = brokers.Broker{
		ID: r.id(hosts[0], legal, trade), Name: trade, Operator: legal, Domain: hosts[0],
		Category: "other", Country: r.country(row, cols), Status: brokers.Unknown,
	}
	if person(legal) {
		b.Operator = ""
		if trade != legal {
			r.lose(row.line, "operator", "left out, because it may be a person's own name")
		}
	}
	list, day := r.ofRow(row, cols)
	told = len(list) > 0 || !of.last
	if len(list) == 0 && of.year > 0 {
		list = []int{of.year}
	}
	b.OptOut = r.waysOut(row, cols, list, legal)
	b.Sources = []brokers.Source{{Name: "cppa"}}
	if len(list) == 0 {
		r.lose(row.line, legal, "the year of its registration is not known")
		return b, told, true
	}
	b.Sources = nil
	for _, y := range list {
		date := strconv.Itoa(y)
		if day.Year == y {
			date = day.String()
		}
		b.Registered = append(b.Registered, brokers.Registration{State: "CA", Year: y})
		b.Sources = append(b.Sources, brokers.Source{Name: "cppa-" + strconv.Itoa(y), Date: brokers.When(date)})
	}
	return b, told, true
}

// id returns the id of who has a site: that of a known broker with a host above
// it too where the name is the same, since a host below another may be anybody's.
func (r *reader) id(host, legal, trade string) string {
	if r.names.Known(host) == nil {
		if b := r.names.KnownAs(host, legal, trade); b != nil {
			return b.ID
		}
	}
	return r.names.ID(host)
}

var (
	tradesAs = regexp.MustCompile(`(?i)\s+(?:doing business as|d\.?/?b\.?/?a\.?)[:\s]+`)
	nothing  = regexp.MustCompile(`(?i)^(n\.?/?a\.?|none|not applicable|same( as above)?|no|yes|true|false|unknown|-+|\.)?$`)
	suffix   = regexp.MustCompile(`(?i)^(inc|llc|l\.l\.c|ltd|corp|co|lp|llp|plc|gmbh)\.?$`)
)

// called returns the legal name and the one under which the broker is known.
func (r *reader) called(row row, cols columns) (legal, trade string) {
	legal = plain(row.cell(cols.name))
	dba := plain(row.cell(cols.dba))
	if m := tradesAs.FindStringIndex(legal); m != nil && m[0] > 0 && m[1] < len(legal) {
		legal, dba = legal[:m[0]], legal[m[1]:]
	}
	legal = clip(strings.TrimRight(legal, " ,"))
	if nothing.MatchString(dba) || legal == "" {
		return legal, legal
	}
	if several(row.cell(cols.dba)) || len([]rune(dba)) > 80 {
		r.lose(row.line, dba, "more than one trade name")
		return legal, legal
	}
	return legal, dba
}

// several reports whether a text lists more than one name.
func several(s string) bool {
	names := 0
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",;|\n", r) }) {
		if part = plain(part); part != "" && !suffix.MatchString(part) {
			names++
		}
	}
	return names > 1
}

// maxWays bounds what rows of one site add up to.
const maxWays = 20

// join adds what a later row says of the same site.
func join(b *brokers.Broker, other brokers.Broker) {
	for _, g := range other.Registered {
		if !slices.Contains(b.Registered, g) {
			b.Registered = append(b.Registered, g)
		}
	}
	slices.SortFunc(b.Registered, func(x, y brokers.Registration) int { return x.Year - y.Year })
	for _, s := range other.Sources {
		if len(b.Sources) < maxWays && !slices.ContainsFunc(b.Sources, func(o brokers.Source) bool { return o.Name == s.Name }) {
			b.Sources = append(b.Sources, s)
		}
	}
	for _, way := range other.OptOut {
		same := func(o brokers.OptOut) bool {
			return o.Ask == way.Ask && o.By == way.By && o.URL == way.URL && o.To == way.To
		}
		if len(b.OptOut) < maxWays && !slices.ContainsFunc(b.OptOut, same) {
			b.OptOut = append(b.OptOut, way)
		}
	}
	slices.SortStableFunc(b.OptOut, func(x, y brokers.OptOut) int { return last(x) - last(y) })
}

// last puts DROP behind the broker's own ways.
func last(w brokers.OptOut) int {
	if w.By == brokers.ByDROP {
		return 1
	}
	return 0
}

// plain makes one line of a text, without characters that do not show.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if !strconv.IsGraphic(r) || r == '\ufeff' {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// short keeps a quoted cell to one line.
func short(s string) string {
	if len(s) > 4000 {
		s = strings.ToValidUTF8(s[:4000], "")
	}
	if r := []rune(plain(s)); len(r) > 120 {
		return string(r[:120]) + "..."
	}
	return plain(s)
}

// clip keeps a name to a length that a name can have.
func clip(s string) string {
	if r := []rune(s); len(r) > 120 {
		return strings.TrimSpace(string(r[:120]))
	}
	return s
}
