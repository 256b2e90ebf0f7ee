package brokers

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

// Names gives ids to brokers that come from elsewhere: the id of a known broker
// to whoever has one of its hosts, and to everybody else an id that no known
// broker has. The same host always gets the same id.
type Names struct {
	known map[string]*Broker // by each of their own hosts
	taken map[string]string  // the host that has an id; "" for known brokers
	given map[string]string  // ids by host
}

// NewNames knows the brokers of a catalogue, none if it is nil.
func NewNames(c *Catalogue) *Names {
	n := &Names{known: map[string]*Broker{}, taken: map[string]string{}, given: map[string]string{}}
	if c == nil {
		return n
	}
	// A domain says more than a mirror, and a mirror more than the place of a search.
	for _, hosts := range []func(*Broker) []string{
		func(b *Broker) []string { return []string{b.Domain} },
		func(b *Broker) []string { return b.Mirrors },
		func(b *Broker) []string { return []string{b.searchHost()} },
	} {
		for _, b := range c.all {
			n.taken[b.ID] = ""
			for _, h := range hosts(b) {
				if h = bare(h); h != "" && n.known[h] == nil {
					n.known[h] = b
				}
			}
		}
	}
	return n
}

// Known returns the known broker that has a host for its own, or nil. A host
// below one of its hosts is not its own: it may be another company's.
func (n *Names) Known(host string) *Broker { return n.known[bare(host)] }

// KnownAs returns the known broker with a host above the given one and with one
// of the names, legal forms and punctuation aside, or nil.
func (n *Names) KnownAs(host string, names ...string) *Broker {
	for rest := bare(host); ; {
		_, up, ok := strings.Cut(rest, ".")
		if !ok {
			return nil
		}
		rest = up
		b := n.known[rest]
		if b == nil {
			continue
		}
		for _, name := range names {
			if SameCompany(name, b.Name) || SameCompany(name, b.Operator) {
				return b
			}
		}
	}
}

// ID returns the id of the broker with a host, "" if there can be none.
func (n *Names) ID(host string) string {
	host = bare(host)
	if b := n.known[host]; b != nil {
		return b.ID
	}
	if id := n.given[host]; id != "" {
		return id
	}
	long := strings.Trim(notID.ReplaceAllString(host, "-"), "-")
	id := strings.Trim(notID.ReplaceAllString(strings.TrimSuffix(host, ".com"), "-"), "-")
	if id == "" {
		return ""
	}
	if _, taken := n.taken[id]; taken {
		id = long
	}
	for i := 2; ; i++ {
		if _, taken := n.taken[id]; !taken {
			break
		}
		id = fmt.Sprintf("%s-%d", long, i)
	}
	n.taken[id], n.given[host] = host, id
	return id
}

// FamilyOf returns the family of the broker with a host: that of a known one,
// else its id.
func (n *Names) FamilyOf(host string) string {
	if b := n.Known(host); b != nil && b.Family != "" {
		return b.Family
	}
	return n.ID(host)
}

var notID = regexp.MustCompile(`[^a-z0-9]+`)

func bare(host string) string { return strings.TrimPrefix(strings.ToLower(host), "www.") }

// searchHost is the host of the search address, "" if there is none.
func (b *Broker) searchHost() string {
	if b.Search == nil {
		return ""
	}
	u, err := url.Parse(slot.ReplaceAllString(string(b.Search.URL), "x"))
	if err != nil {
		return ""
	}
	return u.Host
}

// legalForms are the words that say what kind of company it is.
var legalForms = map[string]bool{
	"inc": true, "incorporated": true, "llc": true, "ltd": true, "limited": true, "corp": true, "corporation": true, "co": true,
	"company": true, "lp": true, "llp": true, "plc": true, "gmbh": true, "ag": true, "sa": true, "bv": true, "pbc": true, "the": true,
}

// SameCompany reports whether two names are one but for case, punctuation and
// the legal form: "Ant & Bee, Inc." and "ANT and BEE". An empty name is nobody's.
func SameCompany(a, b string) bool {
	x, y := nameWords(a), nameWords(b)
	return x != "" && x == y
}

func nameWords(s string) string {
	s = strings.ToLower(ASCII(strings.ReplaceAll(s, "&", " and ")))
	s = strings.NewReplacer(".", "", "'", "").Replace(s) // L.L.C., O'Neill
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for len(words) > 1 && legalForms[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	for len(words) > 1 && legalForms[words[0]] {
		words = words[1:]
	}
	return strings.Join(words, " ")
}
