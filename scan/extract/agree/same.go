package agree

import (
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract/field"
)

// share reports whether two ways read a value in common: all the words of one
// are in the other, as two readers cut the same text.
func share(ours, theirs []string) bool {
	return slices.ContainsFunc(theirs, func(t string) bool { return slices.ContainsFunc(ours, func(o string) bool { return near(o, t) }) })
}

func near(a, b string) bool { return a == b || holds(a, b) || holds(b, a) }

// holds reports whether all words of a text are among those of another.
func holds(all, part string) bool {
	words := strings.Fields(all)
	some := false
	for w := range strings.FieldsSeq(part) {
		if some = true; !slices.Contains(words, w) {
			return false
		}
	}
	return some
}

// explained reports whether the definition reads the words of a value as part
// of a person's name, so that another reading of the same text tells nothing.
func explained(item string, ours scan.Record) bool {
	for _, list := range [...][]string{{ours.Name}, ours.Aliases, ours.Relatives} {
		if slices.ContainsFunc(list, func(s string) bool { return near(fold(s), item) }) {
			return true
		}
	}
	return false
}

// soleExplained reports whether every value of a field is explained.
func soleExplained(field string, theirs []string, ours scan.Record) bool {
	if field == "name" || field == "age" || field == "born" {
		return false
	}
	return !slices.ContainsFunc(theirs, func(t string) bool { return !explained(t, ours) })
}

// known reports whether a field that the definition leaves empty shows nothing
// that it does not read elsewhere.
func known(field string, theirs scan.Record, ours scan.Record) bool {
	switch field {
	case "addresses":
		return beyond(ours, theirs) == 0
	case "aliases", "relatives":
		return !slices.ContainsFunc(items(theirs, field), func(t string) bool {
			return t != fold(ours.Name) && !slices.Contains(folded(ours.Aliases), t) && !slices.Contains(folded(ours.Relatives), t)
		})
	}
	return false
}

// sound reports whether what the definition reads of a field is of its kind.
// A column that changed its place gives people named after states, and towns
// named after people.
func sound(r scan.Record, name string) bool {
	switch name {
	case "addresses":
		return slices.ContainsFunc(r.Addresses, func(a scan.Address) bool { return a.State != "" || a.Zip != "" })
	case "aliases":
		return mostlyNames(r.Aliases)
	case "relatives":
		return mostlyNames(r.Relatives)
	}
	return true
}

func mostlyNames(list []string) bool {
	places := 0
	for _, s := range list {
		if placelike(s) {
			places++
		}
	}
	return 2*places <= len(list)
}

// placelike reports whether a text in the place of a name is a town with its
// state, a county or a state that nobody is called after.
func placelike(s string) bool {
	town, state, two := strings.Cut(s, ", ")
	if _, ok := brokers.StateName(state); two && ok && state == strings.ToUpper(state) && len(town) > 2 {
		return !field.GivenName(state)
	}
	code, ok := brokers.StateCode(s)
	return ok && len(s) > len(code) && !field.GivenName(s) || strings.HasSuffix(s, " County")
}

// beyond are the addresses that another way reads and the definition does not.
func beyond(ours, theirs scan.Record) int {
	n := 0
	have := items(ours, "addresses")
	for i, t := range items(theirs, "addresses") {
		if !slices.ContainsFunc(have, func(o string) bool { return near(o, t) }) && !explained(fold(theirs.Addresses[i].City), ours) {
			n++
		}
	}
	return n
}

// strange reports whether a pair may be no pair: the two records have
// different names. Another way may take a relative for the one whom a record
// is of.
func (p pair) strange() bool {
	name := fold(p.theirs.Name)
	return name != "" && !near(fold(p.ours.Name), name)
}
