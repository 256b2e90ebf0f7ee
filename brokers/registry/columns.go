package registry

import (
	"slices"
	"strings"
	"unicode"
)

// columns are the places of what is read, by meaning; -1 is missing.
type columns struct {
	name, dba, website, email, rights, added, country int

	title  string // the heading of the name's column
	optOut bool   // the rights column says how to opt out of sale
	unread int    // columns with a heading that nobody reads
	kept   int    // telephone numbers and addresses among them
	year   int    // that the headings speak of, 0 if none
}

// maxHeading is how many rows may stand before the headings.
const maxHeading = 20

// table finds the row of headings. ok is false if there is none, so that the
// file is of another kind.
func table(rows []row) (cols columns, at int, ok bool) {
	for i, r := range rows[:min(len(rows), maxHeading)] {
		if cols = read(r.cells); cols.name >= 0 && cols.website >= 0 {
			cols.title = heading(r.cell(cols.name))
			return cols, i, true
		}
	}
	return columns{}, 0, false
}

func read(cells []string) columns {
	c := columns{name: -1, dba: -1, website: -1, email: -1, rights: -1, added: -1, country: -1}
	for i, cell := range cells {
		h := heading(cell)
		words := strings.Fields(h)
		has := func(list ...string) bool {
			return slices.ContainsFunc(list, func(s string) bool { return strings.Contains(h, s) })
		}
		var place *int
		switch {
		case h == "":
			continue
		case has("doing business as", "trade name") || slices.Contains(words, "dba"):
			place = &c.dba
		case has("consumer") && has("exercise", "may opt out", "can opt out", "submit requests under"):
			place = &c.rights
			if c.rights < 0 {
				c.optOut = has("opt out of sale")
			}
		case len(words) > 8:
		case has("website", "web site") || slices.Contains(words, "url"):
			place = &c.website
		case has("email", "e-mail"):
			place = &c.email
		case has("date added", "date registered", "registration date"):
			place = &c.added
		case has("country"):
			place = &c.country
		case has("phone", "address", "zip code") || slices.Contains(words, "city") || slices.Contains(words, "state"):
			c.kept++
		case words[len(words)-1] == "name" && len(words) <= 4 && (len(words) == 1 || has("broker", "business", "company")):
			place = &c.name
		}
		switch {
		case place != nil && *place < 0:
			*place = i
		default:
			c.unread++
		}
		c.year = max(c.year, metricsYear(h))
	}
	return c
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
	s = strings.ReplaceAll(s, "[optional]", "")
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
