package request

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// The kinds of fact a request may tell. There is no other.
const (
	ListingAddress = "listing-address" // or, where the address holds a safe fact, the record's number
	PrintedName    = "name"
	City           = "city"
	State          = "state"
	Residence      = "residence"
	ReplyAddress   = "reply-address"
)

// listing is a finding with what may be told of it.
type listing struct {
	finding scan.Finding
	address string // of the record's page, or "record 123abc", or ""
	name    string // as the listing prints it, or ""
	shownAt string // address of the listing, or of its site where that one holds a safe fact
}

// listing works out what of a finding may be told. It returns false when
// nothing is left to name it by.
func (g *guard) listing(f scan.Finding, b *brokers.Broker) (listing, bool) {
	r := f.Record.Record
	l := listing{finding: f}
	if b != nil {
		l.shownAt = "https://" + b.Domain + "/"
	}
	if u, ok := pageAddress(r.URL); ok {
		switch parts := parts(u, b); {
		case !g.text(parts) && !g.place(parts) && !g.private(parts, r):
			l.address, l.shownAt = r.URL, r.URL
		default:
			if id := g.recordID(u, r); id != "" {
				l.address = "record " + id
			}
		}
	}
	if g.tellableName(r) {
		l.name = r.Name
	}
	return l, l.address != "" || l.name != ""
}

// pageAddress reads the address of a record's page. One with a password, or
// no web address at all, is none.
func pageAddress(s string) (*url.URL, bool) {
	u, err := url.Parse(s)
	if err != nil || s == "" || len(s) > 1000 || u.User != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || !plainLine(s) {
		return nil, false
	}
	return u, true
}

// parts returns what an address says beyond the broker's own domain, decoded
// twice because sites encode twice.
func parts(u *url.URL, b *brokers.Broker) string {
	host := u.Host
	if b != nil {
		host = strings.TrimSuffix(host, b.Domain)
	}
	rest := u.EscapedPath() + "?" + u.RawQuery + "#" + u.EscapedFragment()
	for range 2 {
		if d, err := url.QueryUnescape(rest); err == nil {
			rest = d
		}
	}
	return host + " " + rest
}

// recordID returns the number of a record from the end of its page's address,
// when it has one that says nothing about a person.
func (g *guard) recordID(u *url.URL, r scan.Record) string {
	segments := strings.FieldsFunc(u.Path, func(c rune) bool { return c == '/' })
	last := ""
	if len(segments) > 0 {
		last = segments[len(segments)-1]
	}
	candidates := strings.FieldsFunc(last, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	slices.Reverse(candidates)
	for _, key := range []string{"id", "pid", "rid", "record"} {
		candidates = append(candidates, u.Query().Get(key))
	}
	for _, id := range candidates {
		if looksLikeID(id) && !g.text(id) && !g.place(id) && !g.private(id, r) && !g.partOfAddress(id, r) {
			return id
		}
	}
	return ""
}

// looksLikeID admits 5 to 40 letters and digits with a digit among them, but
// not a bare number as long as a ZIP code, a phone or a birth date.
func looksLikeID(s string) bool {
	plain := func(r rune) bool { return r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	d := digits(s)
	return len(s) >= 5 && len(s) <= 40 && d != "" && !strings.ContainsFunc(s, func(r rune) bool { return !plain(r) }) &&
		(d != s || !slices.Contains([]int{5, 8, 9, 10, 11}, len(s)))
}

// partOfAddress reports whether a word stands in an address of the subject or
// of the record.
func (g *guard) partOfAddress(id string, r scan.Record) bool {
	for _, a := range slices.Concat(g.subject.Addresses, g.subject.Safe.Addresses, r.Addresses) {
		if strings.Contains(compact(a.String()), compact(id)) {
			return true
		}
	}
	return false
}

func (g *guard) tellableName(r scan.Record) bool {
	return r.Name != "" && len(r.Name) <= 200 && plainLine(r.Name) && digits(r.Name) == "" &&
		!g.text(r.Name) && !g.private(r.Name, r)
}

// plainLine reports whether a text is one line of characters that can be seen.
func plainLine(s string) bool {
	return strings.TrimSpace(s) == s && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}

// tells lists what a request to a broker tells: each listing's address, each
// name printed there, one city with its state where the record could not be
// found without, and the address for the answer.
func (p *planner) tells(k *kit, route brokers.OptOut) []report.Told {
	var told []report.Told
	add := func(kind, fact, at string) {
		same := func(t report.Told) bool { return t.Kind == kind && t.Fact == fact }
		if fact != "" && !slices.ContainsFunc(told, same) {
			told = append(told, report.Told{Kind: kind, Fact: fact, ShownAt: at})
		}
	}
	for _, l := range k.tellable {
		add(ListingAddress, l.address, l.shownAt)
	}
	for _, l := range k.tellable {
		add(PrintedName, l.name, l.shownAt)
	}
	if a, at, ok := p.guard.city(k.tellable); ok && needsPlace(k.tellable, route) {
		add(City, a.City, at)
		add(State, stateOf(a), at)
	}
	if reply := p.Subject.ReplyTo; p.guard.tellableReply(reply) {
		add(ReplyAddress, reply, "")
	}
	return told
}

// needsPlace reports whether a place must be told: where a listing has no
// address of its own to be found by, or the way out asks for a postal address.
func needsPlace(list []listing, route brokers.OptOut) bool {
	return slices.Contains(route.Requires, "postal-address") ||
		slices.ContainsFunc(list, func(l listing) bool { return l.address == "" })
}

// city chooses the city that helps to tell the listing from others of the
// same name: an earlier home of the subject before the present one. A city
// the subject did not give is told only where the listing has no address.
func (g *guard) city(ls []listing) (best scan.Address, at string, ok bool) {
	rank := 3
	for _, l := range ls {
		for _, a := range l.finding.Record.Addresses {
			n := g.rank(a, l)
			if n < rank && a.City != "" && g.tellablePlace(a.City, l.finding.Record.Record) && g.tellablePlace(a.State, l.finding.Record.Record) {
				best, at, ok, rank = a, l.shownAt, true, n
			}
		}
	}
	return best, at, ok
}

func (g *guard) tellablePlace(s string, r scan.Record) bool {
	return len(s) <= 60 && plainLine(s) && digits(s) == "" && !g.place(s) && !g.text(s) && !g.private(s, r)
}

// rank orders the places of a listing: 0 an earlier home, 1 a present one, 2
// one the subject did not give, 3 not to be told.
func (g *guard) rank(a scan.Address, l listing) int {
	rank := 3
	if l.address == "" {
		rank = 2
	}
	for _, own := range g.open {
		switch {
		case compact(own.City) != compact(a.City) || stateOf(own) != stateOf(a):
		case own.To != 0:
			rank = 0
		default:
			rank = min(rank, 1)
		}
	}
	return rank
}

func (g *guard) tellableReply(s string) bool {
	_, host, found := strings.Cut(s, "@")
	return found && host != "" && plainLine(s) && !strings.Contains(s, " ") && !g.text(s)
}
