package suggest

import (
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan/extract"
	"github.com/whohasme/whohasme/scan/extract/blocks"
	"github.com/whohasme/whohasme/scan/extract/tree"
	"github.com/whohasme/whohasme/scan/pattern"
	"golang.org/x/net/html"
)

var separators = []string{";", "|", " • ", " · ", " / ", ","}

// cuts lists the rules that take a value out of an element: whole, behind its
// label, before what follows, split at marks.
func cuts(sel brokers.Selector, v blocks.Value, record *html.Node, name string, labels []string) []brokers.Rule {
	found, err := extract.Elements(sel, record)
	if err != nil || len(found) == 0 {
		return nil
	}
	var list []brokers.Rule
	one := brokers.Rule{Select: sel}
	each := brokers.Rule{Select: sel, All: true}
	text := tree.Text(found[0])
	switch {
	case name == "name" && ending(text, v.Text) != "":
		list = append(list, brokers.Rule{Select: sel, Before: ending(text, v.Text)}, one)
	case single(name):
		list = append(list, one)
	case name != "emails" && found[0] == v.Node && inLines(text, v.Text): // before the plain rule, which would run them together
		list = append(list, brokers.Rule{Select: sel, Separator: "\n"}, each, one)
	default:
		list = append(list, each, one)
	}
	var cut []brokers.Rule
	if after := labelIn(text, v); after != "" {
		r := one
		r.After = after
		for _, mark := range []string{" ·", " •", " |", "\n", "\t"} { // that part the fields of a line, be it before this one only
			if strings.Contains(text, mark) && !strings.Contains(v.Text, strings.TrimSpace(mark)) {
				ends := r
				ends.Before = mark
				cut = append(cut, ends)
			}
		}
		cut = append(cut, r)
		cut = append(cut, sentenceRules(one, after, text, slices.DeleteFunc(slices.Clone(labels), func(l string) bool { return l == v.Label }))...)
		if i := strings.Index(text, after); i >= 0 {
			if b := markBehind(text[i+len(after):], v.Text); b != "" {
				r.Before = b
				cut = append(cut, r)
			}
		}
	}
	if single(name) {
		for _, mark := range []string{",", "(", " - ", "|", "\n", "·"} {
			if i := strings.Index(text, mark); i > 0 {
				if name == "name" {
					cut = append(cut, brokers.Rule{Select: sel, Before: mark})
				} else {
					cut = append(cut, brokers.Rule{Select: sel, After: mark})
				}
			}
		}
	}
	if name == "age" || name == "born" || name == "addresses" {
		cut = append(cut, between(sel, text, name)...)
	}
	list = append(list, cut...)
	if name == "relatives" || name == "aliases" || name == "addresses" || name == "phones" {
		for _, sep := range separators {
			if !strings.Contains(v.Text, sep) || sep == "," && name == "addresses" {
				continue
			}
			for _, r := range append([]brokers.Rule{one}, cut...) {
				r.Separator = sep
				list = append(list, r)
			}
		}
	}
	return list
}

// ending is the mark behind a name that stands first in a text; "" if there is
// none.
func ending(text, name string) string {
	rest, ok := strings.CutPrefix(text, name)
	if !ok || rest == "" {
		return ""
	}
	for _, m := range []string{" – ", " — ", " - ", " | ", " · ", " • ", " (", "\n", "\t"} {
		if strings.HasPrefix(rest, m) {
			return strings.TrimRight(m, " ")
		}
	}
	return ""
}

// inLines reports whether a value is one line of several.
func inLines(text, v string) bool {
	if !strings.Contains(text, "\n") || strings.Contains(v, "\n") {
		return false
	}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) == v {
			return true
		}
	}
	return false
}

// between lists rules for a value between the marks of a line: up to a mark or
// the end, behind a mark, behind one and up to another.
func between(sel brokers.Selector, text, name string) []brokers.Rule {
	var list []brokers.Rule
	var marks []string
	for _, m := range []string{" · ", " • ", " | ", "; ", " - ", " – ", " — "} {
		if strings.Contains(text, m) {
			marks = append(marks, m)
		}
	}
	for _, m := range marks {
		end := "/" + strings.ReplaceAll(strings.TrimRight(m, " "), "|", `\|`) + "|$/"
		if name == "addresses" { // behind the last of them
			list = append(list, brokers.Rule{Select: sel, After: "/^.*" + quoted(strings.TrimSpace(m)) + `\s/`})
		}
		if name != "addresses" {
			list = append(list, brokers.Rule{Select: sel, Before: end})
		}
		for _, o := range marks {
			if o != m && strings.Index(text, o) < strings.Index(text, m) {
				list = append(list, brokers.Rule{Select: sel, After: o, Before: end})
			}
		}
		list = append(list, brokers.Rule{Select: sel, After: m})
	}
	return list
}

var labelEnd = pattern.MustCompile(`^[\s:–-]*`)

// labelIn returns the label as the text prints it, if the value stands behind
// it there.
func labelIn(text string, v blocks.Value) string {
	if v.Label == "" {
		return ""
	}
	i := strings.Index(strings.ToLower(text), v.Label)
	if i < 0 || i+len(v.Label) > len(text) {
		return ""
	}
	end := i + len(v.Label)
	colon := labelEnd.FindString(text[end:])
	return text[i:end] + strings.TrimRight(colon, " \n\t")
}

// markBehind returns the mark that ends a value inside a longer text.
func markBehind(rest, value string) string {
	i := strings.Index(rest, value)
	if i < 0 {
		return ""
	}
	rest = rest[i+len(value):]
	for _, m := range []string{" ·", " •", " |", "\n", ";", "\t"} {
		if strings.HasPrefix(rest, m) {
			return m
		}
	}
	return ""
}
