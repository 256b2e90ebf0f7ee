package suggest

import (
	"net/url"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan/extract/blocks"
)

// tried is how many records a rule is tried on.
const tried = 25

// site is what rules are tried with.
type site struct {
	country string
	base    *url.URL
}

// Rule proposes the rules that read a field of the records as package blocks
// read it, with the share of records that they read right.
func Rule(name string, records []blocks.Record, country string, base *url.URL) (brokers.Rules, float64) {
	s := site{country, base}
	records = records[:min(len(records), tried)]
	var rules brokers.Rules
	announced := map[brokers.Rule]bool{} // by a label of their own: they stay
	for _, c := range clusters(name, records) {
		r, ok := s.best(name, c, records)
		if !ok {
			r, ok = s.masked(name, c, records)
		}
		if ok && !slices.Contains(rules, r) {
			rules = append(rules, r)
			announced[r] = c.label != ""
		}
	}
	if name == "name" && (len(rules) == 0 || s.score(name, rules, records) < 0.5) {
		if two := parted(records); two != nil && s.score(name, two, records) > 0.5 {
			return two, s.score(name, two, records)
		}
	}
	if name == "addresses" && (len(rules) == 0 || s.score(name, rules, records) < 0.5) {
		if lines := linesOf(records); lines != nil && s.score(name, lines, records) > 0.5 {
			return lines, s.score(name, lines, records)
		}
	}
	if len(rules) == 0 {
		return nil, 0
	}
	for len(rules) > 1 { // a rule that adds nothing is left out
		all := s.gain(name, rules, records)
		fewer := slices.IndexFunc(rules, func(r brokers.Rule) bool {
			rest := slices.DeleteFunc(slices.Clone(rules), func(o brokers.Rule) bool { return o == r })
			return !announced[r] && s.gain(name, rest, records) >= all
		})
		if fewer < 0 {
			break
		}
		rules = slices.Delete(rules, fewer, fewer+1)
	}
	return rules, s.score(name, rules, records)
}
