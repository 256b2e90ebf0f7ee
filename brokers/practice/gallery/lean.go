package gallery

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"
	"github.com/antchfx/htmlquery"
	"github.com/whohasme/whohasme/brokers"
	"golang.org/x/net/html"
)

// finding is what a definition's selectors find on a page, as plain text: the
// number of records, and for every field the values in page order.
type finding struct {
	records int
	values  map[string][]string
}

// find runs selectors and cuts over a page, with nothing of a reader's
// understanding: no ages, no places, no names.
func find(p Page, d *brokers.Definition) (finding, error) {
	record, fields := d.Record, d.Fields
	if p.Kind == Profile && d.Profile != nil {
		record, fields = d.Profile.Record, d.Profile.Fields
	}
	doc, err := html.Parse(strings.NewReader(p.HTML))
	if err != nil {
		return finding{}, err
	}
	out := finding{values: map[string][]string{}}
	records, err := matches(doc, record)
	if err != nil {
		return out, err
	}
	out.records = len(records)
	for _, r := range records {
		for name, rules := range fields {
			for _, rule := range rules {
				v, err := values(r, rule)
				if err != nil {
					return out, fmt.Errorf("%s: %w", name, err)
				}
				out.values[name] = append(out.values[name], v...)
			}
		}
	}
	return out, nil
}

// matches returns the elements a selector finds, in page order.
func matches(n *html.Node, s brokers.Selector) ([]*html.Node, error) {
	if s == "." {
		return []*html.Node{n}, nil
	}
	if s.IsXPath() {
		return htmlquery.QueryAll(n, string(s))
	}
	sel, err := cascadia.ParseGroup(string(s))
	if err != nil {
		return nil, err
	}
	return cascadia.QueryAll(n, sel), nil
}

func values(n *html.Node, rule brokers.Rule) ([]string, error) {
	found, err := matches(n, rule.Select)
	if err != nil {
		return nil, err
	}
	if !rule.All {
		found = found[:min(1, len(found))]
	}
	var list []string
	for _, f := range found {
		text := plain(f)
		if rule.Attr != "" {
			text = htmlquery.SelectAttr(f, rule.Attr)
		}
		if text = cut(text, rule); text != "" {
			list = append(list, text)
		}
	}
	return list, nil
}

// cut keeps what stands after and before the rule's marks. A mark that is not
// there means that there is no value.
func cut(text string, rule brokers.Rule) string {
	if rule.After != "" {
		at := mark(text, rule.After)
		if at == nil {
			return ""
		}
		text = text[at[1]:]
	}
	if rule.Before != "" {
		if at := mark(text, rule.Before); at != nil {
			text = text[:at[0]]
		}
	}
	return strings.Join(strings.Fields(text), " ")
}

func mark(text, pattern string) []int {
	if len(pattern) > 1 && pattern[0] == '/' {
		end := strings.LastIndexByte(pattern, '/')
		flags := "(?s" + strings.TrimPrefix(pattern[end+1:], "s") + ")"
		re, err := regexp.Compile(flags + pattern[1:end])
		if err != nil {
			return nil
		}
		return re.FindStringIndex(text)
	}
	if i := strings.Index(text, pattern); i >= 0 {
		return []int{i, i + len(pattern)}
	}
	return nil
}

// plain is the text of an element with a line for every block and <br>.
func plain(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(strings.Join(strings.Fields(" "+n.Data+" "), " "))
			b.WriteByte(' ')
		case n.Type == html.ElementNode && slices.Contains([]string{"script", "style", "template", "noscript"}, n.Data):
			return
		case n.Type == html.ElementNode && slices.Contains(broken, n.Data):
			b.WriteByte('\n')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	lines := strings.Split(b.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

var broken = strings.Fields("br p div li ul ol dl dt dd tr table h1 h2 h3 h4 h5 h6 section article header footer address td th")

// lost says what a definition found on a page and no longer finds on another:
// "record", or the names of fields of which a value is gone.
func lost(before, after finding) []string {
	var list []string
	if after.records < before.records {
		list = append(list, "record")
	}
	for name, was := range before.values {
		is := slices.Clone(after.values[name])
		for _, v := range was {
			i := slices.IndexFunc(is, func(w string) bool { return said(name, w) == said(name, v) })
			if i < 0 {
				list = append(list, name)
				break
			}
			is = slices.Delete(is, i, i+1)
		}
	}
	slices.Sort(list)
	return list
}

var numbers = regexp.MustCompile(`\d+`)

// said is what a text says for a field: white space apart, and for an age its
// numbers alone, since "Age 45" and "45 years old" are the same.
func said(field, s string) string {
	if field == "age" || field == "born" {
		s = strings.Join(numbers.FindAllString(s, -1), "-")
	}
	return strings.Join(strings.Fields(s), "")
}
