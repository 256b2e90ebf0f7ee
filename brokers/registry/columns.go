package registry

import (
	"slices"
	"strings"
	"unicode"

	"github.com/whohasme/whohasme/brokers"
)

// columns are the places of what is read, by meaning; -1 is missing.
type columns struct {
	name, dba, website, added, country int
	street, city, state, zip, whole    int // of the postal address; whole: in one cell

	emails []int
	pages  []page
	years  []int // that name the years of a registration

	title  string // the heading of the name's column
	proper bool   // the headings are those of a register and not of any list with names
	unread int    // columns with a heading that nobody reads
	year   int    // that the headings speak of, 0 if none
	since  int    // the first register that asks what the headings ask, 0 if unknown
}

// page is a column that says where or how a request is made.
type page struct {
	column int
	ask    brokers.Ask
	form   bool // the heading says that the form itself is there
}

// maxHeading is how many rows may stand before the headings.
const maxHeading = 20

// table finds the row of headings. ok is false if there is none, so that the
// file is of another kind.
func table(rows []row) (cols columns, at int, ok bool) {
	for i, r := range rows[:min(len(rows), maxHeading)] {
		if cols = read(r.cells); cols.name >= 0 && cols.website >= 0 && cols.proper {
			cols.title = heading(r.cell(cols.name))
			return cols, i, true
		}
	}
	return columns{}, 0, false
}

func read(cells []string) columns {
	c := columns{name: -1, dba: -1, website: -1, added: -1, country: -1, street: -1, city: -1, state: -1, zip: -1, whole: -1}
	for i, cell := range cells {
		h := heading(cell)
		if h == "" {
			continue
		}
		c.year = max(c.year, metricsYear(h))
		c.since = max(c.since, askedSince(h))
		if !c.place(h, i) {
			c.unread++
		}
	}
	return c
}

// place finds what a heading means. It is false for a column that nobody reads.
func (c *columns) place(h string, i int) bool {
	words := strings.Fields(h)
	has := func(list ...string) bool {
		return slices.ContainsFunc(list, func(s string) bool { return strings.Contains(h, s) })
	}
	word := func(list ...string) bool {
		return slices.ContainsFunc(list, func(s string) bool { return slices.Contains(words, s) })
	}
	one := func(place *int) bool {
		if *place >= 0 {
			return false
		}
		*place = i
		return true
	}
	c.proper = c.proper || has("broker")
	switch {
	case has("doing business as", "trade name", "trading as", "fictitious") || word("dba", "d/b/a", "(dba)", "dba(s)", "dbas"):
		c.proper = true
		return one(&c.dba)
	case has("received", "complied", "denied", "respond", "median", "average", "number of request", "total request"),
		has("collects ", "shared or sold", "sold or shared", "regulated", "types of personal", "products or services", "share of the business", "subsidiar"),
		has("protected individual", "gov. code", "government code", "collecting practices"):
		return false
	case rights(has) && !(has("email", "e-mail") && !has("website", "url", "how ")):
		c.proper = true
		ask := brokers.Delete
		if has("opt out", "opt-out", "optout", "not sell") {
			ask = brokers.OptOutOfSale
		}
		form := len(words) <= 8 && has("opt out", "opt-out", "optout", "not sell", "request", "removal", "deletion") && has("url", "link", "page", "form", "website", "portal")
		c.pages = append(c.pages, page{i, ask, form})
		return true
	case has("comport"):
		return one(&c.whole)
	case len(words) > 8:
		return false
	case has("email", "e-mail"):
		c.emails = append(c.emails, i)
		return true
	case has("website", "web site", "web address", "homepage", "home page", "web page") || word("url", "domain", "site"):
		return one(&c.website)
	case has("date added", "date registered", "registered on", "registration date", "date of registration", "approv", "date submitted", "submission date", "added on", "filing date", "date filed"):
		c.proper = true
		return one(&c.added)
	case word("year", "years", "year(s)") && !has("past"):
		c.proper = true
		c.years = append(c.years, i)
		return true
	case has("country"):
		return one(&c.country)
	case has("street"):
		return one(&c.street)
	case has("zip", "postal code", "postcode"):
		return one(&c.zip)
	case has("address"):
		return one(&c.whole)
	case word("city", "town"):
		return one(&c.city)
	case word("state", "state/province", "province"):
		return one(&c.state)
	case nameHeading(words):
		c.proper = c.proper || len(words) > 1 // "Name" heads any list
		return one(&c.name)
	}
	return false
}

// rights reports whether a heading is about how a consumer asks for something,
// or about the page that says so.
func rights(has func(...string) bool) bool {
	return has("exercise", "opt out", "opt-out", "optout", "not sell", "privacy policy", "privacy notice", "privacy page", "privacy rights", "privacy url",
		"privacy link", "privacy website", "consumer rights", "rights page", "rights request", "request page", "request form", "data request",
		"deletion request", "delete request", "deletion page", "deletion url", "delete their", "delete personal", "submit request", "submit a request", "ccpa request", "removal")
}

// nameHeading reports whether a heading says that the broker's name is below.
func nameHeading(words []string) bool {
	who := []string{"broker", "broker's", "brokers", "business", "business's", "company", "company's", "entity", "organization", "registrant", "legal"}
	one := func(w string) bool { return slices.Contains(who, w) }
	if len(words) == 0 {
		return false
	}
	last := words[len(words)-1]
	switch {
	case len(words) == 1:
		return last == "name" || one(last)
	case last == "name" && len(words) <= 5:
		return slices.ContainsFunc(words, one)
	case last == "broker" && words[0] == "data" && len(words) == 2:
		return true
	}
	return len(words) <= 6 && slices.Contains(words[:min(2, len(words))], "name") && slices.Contains(words, "of") && one(last)
}

var typography = strings.NewReplacer(
	"\ufeff", "", "\u200b", "", "‘", "'", "’", "'", "ʼ", "'", "`", "'", "“", `"`, "”", `"`, "‐", "-", "‑", "-", "–", "-", "—", "-",
)

// heading folds a heading to its meaning's plain words: "\u00a0Data broker’s
// Name:" becomes "data broker's name".
func heading(s string) string {
	if len(s) > 2000 {
		return "" // a text, not a heading
	}
	s = strings.ToLower(typography.Replace(strings.ToValidUTF8(s, "")))
	s = strings.NewReplacer("[optional]", "", "(optional)", "", "[required]", "", "(required)", "").Replace(s)
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	return strings.Trim(s, " :*.")
}

// cell returns a row's text in a column, "" where the row is too short.
func (r row) cell(column int) string {
	if column < 0 || column >= len(r.cells) {
		return ""
	}
	return r.cells[column]
}
