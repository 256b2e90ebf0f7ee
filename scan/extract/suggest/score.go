package suggest

import (
	"reflect"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract"
	"github.com/whohasme/whohasme/scan/extract/blocks"
	"github.com/whohasme/whohasme/scan/extract/tree"
	"github.com/whohasme/whohasme/scan/pattern"
)

// score is the share of records of which the rules read the field as blocks
// did.
func (s site) score(name string, rules brokers.Rules, records []blocks.Record) float64 {
	t, err := extract.Try(name, rules, s.country)
	if err != nil {
		return 0
	}
	right := 0
	for i := range records {
		got, err := t.On(records[i].Node, s.base)
		if err == nil && reflect.DeepEqual(fieldOf(got, name), fieldOf(records[i].Record, name)) {
			right++
		}
	}
	return float64(right) / float64(max(len(records), 1))
}

// gain is how many values the rules read right, less those that they read
// wrong.
func (s site) gain(name string, rules brokers.Rules, records []blocks.Record) int {
	t, err := extract.Try(name, rules, s.country)
	if err != nil {
		return 0
	}
	n := 0
	for i := range records {
		got, err := t.On(records[i].Node, s.base)
		if err != nil {
			continue
		}
		all := items(records[i].Record, name)
		for _, it := range items(got, name) {
			if slices.Contains(all, it) {
				n++
			} else {
				n--
			}
		}
	}
	return n
}

// fieldOf takes one field out of a record, in a form that can be compared.
func fieldOf(r scan.Record, name string) any {
	switch name {
	case "name":
		return r.Name
	case "age":
		return r.Age
	case "born":
		return r.Born
	case "addresses":
		return places(r.Addresses)
	case "aliases":
		return strings.Join(r.Aliases, "|")
	case "relatives":
		return strings.Join(r.Relatives, "|")
	case "phones":
		return strings.Join(r.Phones, "|")
	case "emails":
		return strings.Join(r.Emails, "|")
	}
	return r.URL
}

func places(list []scan.Address) string {
	var b strings.Builder
	for _, a := range list {
		b.WriteString(a.String() + "|")
	}
	return b.String()
}

// doubt is what a rule loses for what it looks at besides the values. Elements
// that hold none of the field may read like one on another page, five of
// them counting for all; so may the name, where it is read with them.
func doubt(name string, r brokers.Rule, rec *blocks.Record) float64 {
	lost := 0.0
	if strings.Contains(string(r.Select), "text()") {
		lost += 0.05 // its element alone is better
	}
	if rec.Node.Data == "tr" && r.All && anyCell.MatchString(string(r.Select)) {
		lost += 0.05 // the column says what its cells hold
	}
	found, err := extract.Elements(r.Select, rec.Node)
	if err != nil || len(found) == 0 {
		return lost
	}
	if name != "name" && name != "profile_url" && r.After == "" && r.Attr == "" && rec.Head != nil && found[0] != rec.Head && holds(found[0], rec.Head) {
		lost += 0.3
	}
	if !r.All {
		found = found[:1]
	}
	n := 0
	for _, f := range found {
		if tree.Text(f) != "" && !slices.ContainsFunc(rec.Values, func(v blocks.Value) bool {
			return v.Field == name && (f != rec.Node && holds(f, v.Node) || holds(v.Node, f))
		}) {
			n++
		}
	}
	return lost + 0.02*float64(min(n, 5))
}

// anyCell selects what is within the cells of any column.
var anyCell = pattern.MustCompile(`^(t[dh] > )?[a-z]+$`)

// worth says how well a rule's reading of one record fits: 1 for what the
// cluster holds, less for what is only part of it, nothing for what is wrong.
func (s site) worth(name string, got scan.Record, want []blocks.Value, whole scan.Record) float64 {
	have := items(got, name)
	all := items(whole, name)
	expected := 0
	for _, it := range all {
		for _, v := range want {
			if shows(v.Text, it, name) {
				expected++
				break
			}
		}
	}
	right, wrong := 0, 0
	for _, it := range have {
		if slices.Contains(all, it) {
			right++
		} else {
			wrong++
		}
	}
	switch {
	case len(want) == 0 && len(have) == 0:
		return 1
	case wrong > 0:
		return -float64(wrong)
	case len(want) == 0:
		return 0.5 // it reads what another rule reads too
	}
	return min(float64(right)/float64(max(expected, 1)), 1)
}

// items are the values of a field, one by one.
func items(r scan.Record, name string) []string {
	switch name {
	case "addresses":
		var list []string
		for _, a := range r.Addresses {
			list = append(list, a.String())
		}
		return list
	case "aliases":
		return r.Aliases
	case "relatives":
		return r.Relatives
	case "phones":
		return r.Phones
	case "emails":
		return r.Emails
	case "age":
		if r.Age.IsZero() {
			return nil
		}
		return []string{r.Age.String()}
	case "born":
		if r.Born.IsZero() {
			return nil
		}
		return []string{r.Born.String()}
	}
	v, _ := fieldOf(r, name).(string)
	if v == "" {
		return nil
	}
	return []string{v}
}

// shows reports whether a text holds a value of a field.
func shows(text, item, name string) bool {
	switch name {
	case "aliases", "relatives", "name":
		return strings.Contains(text, item)
	case "addresses":
		city, _, _ := strings.Cut(item, ",")
		return strings.Contains(text, city)
	}
	return true
}
