package letter

import (
	"errors"
	"fmt"
	"regexp"
	"text/template"
	syntax "text/template/parse"
)

// maxTurns is how often the loops and parts of a template may be run through
// for one letter. Ours take some dozens.
const maxTurns = 10_000

var errEndless = errors.New("it goes on and on without an end")

// count puts a call to turn at the head of every loop and part, so that one
// without an end is stopped although it writes nothing.
func count(root *template.Template) {
	for _, t := range root.Templates() {
		if t.Tree != nil && t.Root != nil {
			countIn(t.Root)
			t.Root.Nodes = append([]syntax.Node{turn()}, t.Root.Nodes...)
		}
	}
}

func countIn(list *syntax.ListNode) {
	if list == nil {
		return
	}
	for _, node := range list.Nodes {
		switch n := node.(type) {
		case *syntax.RangeNode:
			countIn(n.List)
			countIn(n.ElseList)
			n.List.Nodes = append([]syntax.Node{turn()}, n.List.Nodes...)
		case *syntax.IfNode:
			countIn(n.List)
			countIn(n.ElseList)
		case *syntax.WithNode:
			countIn(n.List)
			countIn(n.ElseList)
		}
	}
}

// turn is the action {{turn}}.
func turn() syntax.Node {
	trees, err := syntax.Parse("turn", "{{turn}}", "", "", map[string]any{"turn": 1})
	if err != nil {
		panic("parse {{turn}}: " + err.Error())
	}
	return trees["turn"].Root.Nodes[0]
}

// wide is a width in a format that is wider than any letter's line.
var wide = regexp.MustCompile(`\d{4}|\*`)

// limited are Go's own functions of templates that make text, with a limit to
// how much: two halves of a text can be put together again and again.
func limited() template.FuncMap {
	short := func(text string) (string, error) {
		if len(text) > maxTemplate {
			return "", errLong
		}
		return text, nil
	}
	return template.FuncMap{
		"print":   func(v ...any) (string, error) { return short(fmt.Sprint(v...)) },
		"println": func(v ...any) (string, error) { return short(fmt.Sprintln(v...)) },
		"printf": func(format string, v ...any) (string, error) {
			if wide.MatchString(format) {
				return "", errLong
			}
			return short(fmt.Sprintf(format, v...))
		},
		"html":     func(v ...any) (string, error) { return short(template.HTMLEscaper(v...)) },
		"js":       func(v ...any) (string, error) { return short(template.JSEscaper(v...)) },
		"urlquery": func(v ...any) (string, error) { return short(template.URLQueryEscaper(v...)) },
	}
}
