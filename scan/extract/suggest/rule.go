package suggest

import (
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract"
	"github.com/whohasme/whohasme/scan/extract/blocks"
	"github.com/whohasme/whohasme/scan/extract/tree"
	"github.com/whohasme/whohasme/scan/pattern"
	"golang.org/x/net/html"
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

// cluster is one place of a record in which a field stands: by the label
// before it and the element around it.
type cluster struct {
	label string
	of    map[int][]blocks.Value // by record
}

func clusters(name string, records []blocks.Record) []*cluster {
	var list []*cluster
	index := map[string]*cluster{}
	for i := range records {
		for _, v := range records[i].Values {
			if v.Field != name || records[i].Node == nil {
				continue
			}
			key := v.Label + "\x00" + v.Node.Data + "\x00" + value(v.Node, "class")
			if index[key] == nil {
				index[key] = &cluster{label: v.Label, of: map[int][]blocks.Value{}}
				list = append(list, index[key])
			}
			index[key].of[i] = append(index[key].of[i], v)
		}
	}
	return list
}

// best is the rule that reads a cluster in most records; of equals, the one
// that comes first.
func (s site) best(name string, c *cluster, records []blocks.Record) (brokers.Rule, bool) {
	var best brokers.Rule
	most := 0.0
	secret := namesOf(records)
	for _, r := range s.candidates(name, c, records) {
		t, err := extract.Try(name, brokers.Rules{r}, s.country)
		if err != nil || leaks(r, secret) {
			continue
		}
		right := 0.0
		for i := range records {
			if right+float64(len(records)-i) <= most {
				break // it cannot become the best
			}
			if records[i].Node == nil {
				continue
			}
			got, err := t.On(records[i].Node, s.base)
			if err != nil {
				break
			}
			right += s.worth(name, got, c.of[i], records[i].Record) - doubt(name, r, &records[i])
		}
		if right > most+0.001 {
			best, most = r, right
		}
	}
	return best, most > 0
}

// doubt is what a rule loses for what it looks at besides the values. Elements
// that hold none of the field may read like one on another page, five of
// them counting for all; so may the name, where it is read with them.
func doubt(name string, r brokers.Rule, rec *blocks.Record) float64 {
	lost := 0.0
	if strings.Contains(string(r.Select), "text()") {
		lost += 0.05 // its element alone is better
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

// namesOf lists the words of all names that the records bear, folded.
func namesOf(records []blocks.Record) map[string]bool {
	m := map[string]bool{}
	for i := range records {
		r := &records[i].Record
		for _, n := range slices.Concat([]string{r.Name}, r.Aliases, r.Relatives) {
			for w := range strings.FieldsSeq(scan.Fold(n)) {
				if len(w) > 2 {
					m[w] = true
				}
			}
		}
	}
	return m
}

// leaks reports whether a rule goes by a word of somebody's name: it would read
// their page alone, and carry the name into a file that others see.
func leaks(r brokers.Rule, names map[string]bool) bool {
	quoted := string(r.Select)
	if !strings.Contains(quoted, "='") && r.After == "" && r.Before == "" {
		return false
	}
	for part := range strings.SplitSeq(quoted, "'") {
		if part == quoted {
			break
		}
		for w := range strings.FieldsSeq(scan.Fold(part)) {
			if names[w] && !strings.ContainsAny(part, "[]/@") {
				return true
			}
		}
	}
	for w := range strings.FieldsSeq(scan.Fold(r.After + " " + r.Before)) {
		if names[w] {
			return true
		}
	}
	return false
}

func holds(outer, n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// masked is the rule for a cluster whose values the page blots out: the first
// that finds the elements that hold them. Other pages may show them.
func (s site) masked(name string, c *cluster, records []blocks.Record) (brokers.Rule, bool) {
	if name != "phones" && name != "emails" {
		return brokers.Rule{}, false
	}
	for _, r := range s.candidates(name, c, records) {
		fits := len(c.of) > 0
		for i, values := range c.of {
			found, err := extract.Elements(r.Select, records[i].Node)
			fits = fits && err == nil && len(found) == len(values) && found[0] == values[0].Node
		}
		if fits {
			return r, true
		}
	}
	return brokers.Rule{}, false
}

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

// candidates are the rules worth trying for a cluster, those that last first:
// by class, by the label beside, by place, and the whole record between marks.
func (s site) candidates(name string, c *cluster, records []blocks.Record) []brokers.Rule {
	seen := map[brokers.Rule]bool{}
	var list, later []brokers.Rule
	add := func(r brokers.Rule) {
		if r.Select != "" && !seen[r] && len(list) < 400 {
			seen[r] = true
			list = append(list, r)
		}
	}
	examples, labels := 0, labelsOf(records)
	for i := 0; i < len(records) && examples < 4; i++ {
		for _, v := range c.of[i] {
			examples++
			record := records[i].Node
			for _, sel := range s.ways(v, record) {
				if name == "profile_url" {
					add(brokers.Rule{Select: sel, Attr: "href"})
					continue
				}
				for _, r := range cuts(sel, v, record, name, labels) {
					one := !r.All && r.After == "" && r.Separator == "" || strings.HasSuffix(string(r.Select), "[1]")
					outside := r.After != "" && r.Separator == "" && !at(sel, v.Node, record)
					if !single(name) && (one || outside) {
						later = append(later, r) // a page with one of a kind may have two elsewhere
					} else {
						add(r)
					}
				}
			}
		}
	}
	for _, r := range later {
		add(r)
	}
	examples = 0
	for i := 0; i < len(records) && examples < 4; i++ {
		for _, v := range c.of[i] {
			if examples++; name != "profile_url" && holds(records[i].Node, v.Node) {
				for _, r := range textRules(v, records[i].Node, name) {
					add(r)
				}
			}
		}
	}
	return list
}

// at reports whether a selector finds an element first.
func at(sel brokers.Selector, n, record *html.Node) bool {
	found, err := extract.Elements(sel, record)
	return err == nil && len(found) > 0 && found[0] == n
}

// labelsOf lists the labels that the records show, each once.
func labelsOf(records []blocks.Record) []string {
	var list []string
	for i := range records {
		for _, v := range records[i].Values {
			if v.Label != "" && len(v.Label) > 2 && !slices.Contains(list, v.Label) {
				list = append(list, v.Label)
			}
		}
	}
	return list
}

func single(name string) bool { return name == "name" || name == "age" || name == "born" }

// ways lists the selectors that lead to a value: by what its element is called,
// by the label, by what is around it, by its place, the whole record.
func (s site) ways(v blocks.Value, record *html.Node) []brokers.Selector {
	var called, around, placed, whole []brokers.Selector
	if !holds(record, v.Node) {
		return beside(v.Node, record)
	}
	for k, n := 0, v.Node; k < 4 && n != nil; k, n = k+1, n.Parent {
		if n == record {
			whole = append(whole, ".")
			break
		}
		a, b, c := selectorsFor(n, record)
		called, around, placed = append(called, a...), append(around, b...), append(placed, c...)
	}
	return slices.Concat(called, byLabel(v, record), byNeighbour(v, record), around, placed, whole)
}

// beside lists ways to an element that stands behind the record's own, where
// records are runs of elements: by the number of the one like it.
func beside(n, record *html.Node) []brokers.Selector {
	top := n
	for top != nil && top.Parent != record.Parent {
		top = top.Parent
	}
	at := 0
	for b := record.NextSibling; b != nil && top != nil; b = b.NextSibling {
		if b.Type == html.ElementNode && b.Data == top.Data {
			at++
		}
		if b != top {
			continue
		}
		to := fmt.Sprintf("./following-sibling::%s[%d]", top.Data, at)
		if n == top {
			return []brokers.Selector{brokers.Selector(to)}
		}
		return []brokers.Selector{brokers.Selector(to + strings.TrimPrefix(within(n, top), ".")), brokers.Selector(to)}
	}
	return nil
}

// selectorsFor lists ways from a record to an element in it: by its own name,
// by what is around it, by its place.
func selectorsFor(n, record *html.Node) (called, around, placed []brokers.Selector) {
	var list []brokers.Selector
	add := func(s string) { list = append(list, brokers.Selector(s)) }
	own := []string{}
	if p, ok := attribute(n, "itemprop"); ok && plain.MatchString(p) {
		own = append(own, "["+"itemprop="+p+"]")
	}
	for _, c := range shared([]*html.Node{n}) {
		own = append(own, n.Data+"."+c)
	}
	for _, a := range n.Attr {
		if strings.HasPrefix(a.Key, "data-") && plain.MatchString(a.Val) && !numbered.MatchString(a.Val) {
			own = append(own, fmt.Sprintf("%s[%s=%s]", n.Data, a.Key, a.Val))
		}
	}
	for _, s := range own {
		add(s)
	}
	called, list = list, nil
	own = append(own, n.Data)
	if p := n.Parent; p != nil && p != record && p.Type == html.ElementNode {
		for _, s := range own {
			for _, c := range shared([]*html.Node{p}) {
				add(p.Data + "." + c + " " + s)
			}
			if id, ok := attribute(p, "id"); ok && plain.MatchString(id) && !numbered.MatchString(id) {
				add("#" + id + " " + s)
			}
		}
		add(p.Data + " > " + n.Data)
		if g := p.Parent; g != nil && g != record && g.Type == html.ElementNode {
			for _, c := range shared([]*html.Node{g}) {
				add(g.Data + "." + c + " " + n.Data)
			}
		}
	}
	if !strings.Contains(n.Data, "-") || len(own) == 1 {
		add(n.Data)
	}
	around, list = list, nil
	if path := within(n, record); path != "" {
		add(path)
		if open := lastIndex.ReplaceAllString(path, ""); open != path {
			add(open)
		}
	}
	return called, around, list
}

// byLabel lists ways that go by the words of the label beside a value.
func byLabel(v blocks.Value, record *html.Node) []brokers.Selector {
	if v.Label == "" {
		return nil
	}
	var list []brokers.Selector
	add := func(format string, args ...any) { list = append(list, brokers.Selector(fmt.Sprintf(format, args...))) }
	for n := range record.Descendants() {
		if n.Type != html.ElementNode || n == v.Node {
			continue
		}
		text := tree.Text(n)
		if len(text) > len(v.Label)+6 || !strings.HasPrefix(strings.ToLower(text), v.Label) || strings.ContainsAny(text, "'\n") {
			continue
		}
		switch n.Data {
		case "dt":
			add("./dd[preceding-sibling::dt[1]='%s']", text)
			add(".//dd[preceding-sibling::dt[1]='%s']", text)
			add(".//dl[dt='%s']/dd", text)
			add(".//dt[.='%s']/following-sibling::dd[1]", text)
		case "th":
			add(".//tr[th='%s']/td", text)
			add(".//tr[th='%s']/td//li", text)
			add(".//tr[th='%s']/td/div", text)
		default:
			if p := n.Parent; p != nil && p.Type == html.ElementNode {
				if v.Node.Parent == p {
					add(".//%s[%s='%s']/%s[.!='%s']", p.Data, n.Data, text, v.Node.Data, text)
				}
				add(".//%s[%s='%s']", p.Data, n.Data, text)
			}
		}
		add(".//%s[normalize-space()='%s']/following-sibling::*[1]", n.Data, text)
		add(".//%s[normalize-space()='%s']/following-sibling::*[1]//li", n.Data, text)
		add(".//%s[normalize-space()='%s']/following-sibling::*[1]//a", n.Data, text)
		add(".//%s[normalize-space()='%s']/following-sibling::%s", n.Data, text, v.Node.Data)
	}
	return list
}

var lastIndex = pattern.MustCompile(`\[\d+\]$`)

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
