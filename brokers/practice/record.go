package practice

import (
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// record is what one site holds about one person, in the words it shows. A
// person may have two records on a site, as happens after a move.
type record struct {
	ID      string
	shared  string // equal for records that two sites of one family hold in common
	person  string
	keys    []string // slugs of the names that find it
	rank    float64  // place in a list, low first
	Name    string
	Age     string // "45", "40-44" or empty
	Aliases []string
	Now     Address // the address shown as current
	Past    []Address
	Kin     []string
	Phones  []string
	Emails  []string
	Born    string
}

// places returns every address shown.
func (r *record) places() []Address { return append([]Address{r.Now}, r.Past...) }

// in reports whether the record shows an address in a state and, unless it is
// empty, in a city.
func (r *record) in(state, city string) bool {
	return slices.ContainsFunc(r.places(), func(a Address) bool {
		return a.State == state && (city == "" || slug(a.City) == slug(city))
	})
}

// query is what somebody asked a site.
type query struct {
	name  string // slug of first and last name
	state string // postal code; empty for all
	city  string
	loose bool // also find people of the surname whose first name has the same initial
}

func (r *record) answers(q query) bool {
	if q.state != "" && !r.in(q.state, q.city) {
		return false
	}
	if slices.Contains(r.keys, q.name) {
		return true
	}
	return q.loose && slices.ContainsFunc(r.keys, func(k string) bool { return similar(k, q.name) })
}

// similar reports whether two slugs end in the same surname and begin with the
// same letter.
func similar(a, b string) bool {
	_, lastA, okA := strings.Cut(a, "-")
	_, lastB, okB := strings.Cut(b, "-")
	return okA && okB && lastA == lastB && a[0] == b[0]
}

// slug writes a name or a place as it stands in an address: plain letters in
// lower case, hyphens between words, no apostrophes and full stops.
func slug(s string) string {
	var out strings.Builder
	for _, r := range strings.ToLower(brokers.ASCII(s)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			out.WriteRune(r)
		case r == '\'' || r == '.':
		case out.Len() > 0 && !strings.HasSuffix(out.String(), "-"):
			out.WriteByte('-')
		}
	}
	return strings.TrimSuffix(out.String(), "-")
}

// keys returns the slugs under which a site files a name: the whole one and,
// for a double surname, each part.
func keys(n Name) []string {
	list := []string{slug(n.First + " " + n.Last)}
	parts := strings.FieldsFunc(n.Last, func(r rune) bool { return r == ' ' || r == '-' })
	if len(parts) == 2 {
		list = append(list, slug(n.First+" "+parts[0]), slug(n.First+" "+parts[1]))
	}
	return list
}
