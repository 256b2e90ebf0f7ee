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
func (r *reader) brokers(rows []row, cols columns, year int) []brokers.Broker {
	var all []brokers.Broker
	at := map[string]int{} // by domain
	taken := map[string]bool{}
	for _, row := range rows {
		b, ok := r.broker(row, cols, year)
		if !ok {
			continue
		}
		if i, again := at[b.Domain]; again {
			r.lose(row.line, b.Name, "has the site of "+all[i].ID+" and is joined to it")
			join(&all[i], b)
			continue
		}
		for n := 2; taken[b.ID]; n++ {
			b.ID = fmt.Sprintf("%s-%d", idOf(b.Domain), n)
		}
		taken[b.ID] = true
		at[b.Domain] = len(all)
		all = append(all, b)
	}
	return all
}

// broker reads one row.
func (r *reader) broker(row row, cols columns, year int) (brokers.Broker, bool) {
	legal, trade := r.names(row, cols)
	site := row.cell(cols.website)
	if legal == "" && plain(site) == "" || heading(legal) == cols.title {
		return brokers.Broker{}, false // an empty row, or the headings again
	}
	hosts := domains(site)
	switch {
	case legal == "":
		r.lose(row.line, site, "a row without a name")
		return brokers.Broker{}, false
	case len(hosts) == 0 || idOf(hosts[0]) == "":
		r.lose(row.line, legal, "no usable website: "+cmp.Or(short(site), "none given"))
		return brokers.Broker{}, false
	case len(hosts) > 1:
		r.lose(row.line, strings.Join(hosts[1:], ", "), "further websites; nobody says that they show the same")
	}
	b := brokers.Broker{
		ID: idOf(hosts[0]), Name: trade, Operator: legal, Domain: hosts[0],
		Category: "other", Country: "US", Status: brokers.Active,
	}
	day := dayOf(row.cell(cols.added))
	if !day.IsZero() {
		year = day.Year
	} else if cols.added >= 0 && plain(row.cell(cols.added)) != "" {
		r.lose(row.line, row.cell(cols.added), "not a day")
	}
	b.OptOut = r.waysOut(row, cols, year)
	b.Sources = []brokers.Source{{Name: "cppa"}}
	if year > 0 {
		b.Registered = []brokers.Registration{{State: "CA", Year: year}}
		b.Sources = []brokers.Source{{Name: "cppa-" + strconv.Itoa(year), Date: brokers.When(cmp.Or(day.String(), strconv.Itoa(year)))}}
	} else {
		r.lose(row.line, legal, "the year of its registration is not known")
	}
	r.country(row, cols)
	return b, true
}

var (
	tradesAs = regexp.MustCompile(`(?i)\s+(?:doing business as|d\.?/?b\.?/?a\.?)[:\s]+`)
	nothing  = regexp.MustCompile(`(?i)^(n\.?/?a\.?|none|not applicable|same|no|-+|\.)?$`)
	suffix   = regexp.MustCompile(`(?i)^(inc|llc|l\.l\.c|ltd|corp|co|lp|llp|plc|gmbh)\.?$`)
)

// names returns the legal name and the one under which the broker is known.
func (r *reader) names(row row, cols columns) (legal, trade string) {
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

// waysOut returns the ways that a row names, and DROP for who is registered
// since the law has it: the platform takes requests from January 2026 on and
// reaches who registered for that year or the one before.
func (r *reader) waysOut(row row, cols columns, year int) []brokers.OptOut {
	var out []brokers.OptOut
	boxes := mailboxes(row.cell(cols.email))
	switch {
	case len(boxes) > 0:
		out = append(out,
			brokers.OptOut{Ask: brokers.Delete, By: brokers.ByEmail, To: boxes[0]},
			brokers.OptOut{Ask: brokers.OptOutOfSale, By: brokers.ByEmail, To: boxes[0]})
		if len(boxes) > 1 {
			r.lose(row.line, strings.Join(boxes[1:], ", "), "further mailboxes")
		}
	case plain(row.cell(cols.email)) != "":
		r.lose(row.line, row.cell(cols.email), "not a mailbox")
	}
	page, form := rightsPage(row.cell(cols.rights))
	switch {
	case page != "":
		way := brokers.OptOut{Ask: brokers.Delete, By: brokers.ByForm, URL: page}
		if cols.optOut {
			way.Ask = brokers.OptOutOfSale
		}
		if !form {
			way.Requires = []string{"rights-page"}
		}
		out = append(out, way)
	case !nothing.MatchString(plain(row.cell(cols.rights))):
		r.lose(row.line, row.cell(cols.rights), "no address in what it says about a consumer's rights")
	}
	if year >= 2025 {
		out = append(out, brokers.OptOut{Ask: brokers.Delete, By: brokers.ByDROP})
	}
	return out
}

// country reports a broker that says it is elsewhere.
func (r *reader) country(row row, cols columns) {
	c := heading(row.cell(cols.country))
	if c != "" && !slices.Contains([]string{"us", "usa", "u.s.a", "u.s", "united states", "united states of america", "america"}, c) {
		r.lose(row.line, row.cell(cols.country), "the country is kept as US, whose register this is")
	}
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
