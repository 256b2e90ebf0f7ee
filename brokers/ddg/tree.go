package ddg

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// maxDepth is how deeply a file may nest; real ones stay below 15.
const maxDepth = 100

// kind is what a node holds.
type kind byte

const (
	absent kind = iota // null
	text
	number
	truth
	list
	group
)

var kindNames = map[kind]string{absent: "null", text: "text", number: "a number", truth: "true or false", list: "a list", group: "keys with values"}

// node is one value of a JSON file and the line it ends on.
type node struct {
	kind   kind
	line   int
	text   string // of text and numbers
	on     bool
	items  []*node
	keys   []string // in the order of the file
	fields map[string]*node
}

// parse reads a JSON file into nodes. The error gives a line.
func parse(data []byte) (*node, error) {
	var whole json.RawMessage
	if err := json.Unmarshal(data, &whole); err != nil {
		at := len(data)
		if bad := (*json.SyntaxError)(nil); errors.As(err, &bad) {
			at = min(int(bad.Offset), len(data))
		}
		return nil, fmt.Errorf("line %d: not JSON", 1+bytes.Count(data[:at], []byte("\n")))
	}
	t := tree{data: data, dec: json.NewDecoder(bytes.NewReader(data)), line: 1}
	t.dec.UseNumber()
	n, err := t.value(0)
	if err != nil {
		return nil, fmt.Errorf("line %d: %w", t.line, err)
	}
	return n, nil
}

// tree reads tokens and counts lines as it goes.
type tree struct {
	data []byte
	dec  *json.Decoder
	seen int // bytes whose lines are counted
	line int
}

func (t *tree) next() (json.Token, error) {
	tok, err := t.dec.Token()
	if err != nil {
		return nil, errors.New("not JSON")
	}
	end := int(t.dec.InputOffset())
	t.line += bytes.Count(t.data[t.seen:end], []byte("\n"))
	t.seen = end
	return tok, nil
}

func (t *tree) value(depth int) (*node, error) {
	tok, err := t.next()
	if err != nil {
		return nil, err
	}
	n := &node{line: t.line}
	switch v := tok.(type) {
	case json.Delim:
		if depth >= maxDepth {
			return nil, fmt.Errorf("nests deeper than %d", maxDepth)
		}
		if v == '[' {
			err = t.list(n, depth)
		} else {
			err = t.group(n, depth)
		}
	case string:
		n.kind, n.text = text, v
	case json.Number:
		n.kind, n.text = number, v.String()
	case bool:
		n.kind, n.on = truth, v
	}
	return n, err
}

func (t *tree) list(n *node, depth int) error {
	n.kind = list
	for t.dec.More() {
		item, err := t.value(depth + 1)
		if err != nil {
			return err
		}
		n.items = append(n.items, item)
	}
	_, err := t.next()
	return err
}

func (t *tree) group(n *node, depth int) error {
	n.kind, n.fields = group, map[string]*node{}
	for t.dec.More() {
		key, err := t.next()
		if err != nil {
			return err
		}
		v, err := t.value(depth + 1)
		if err != nil {
			return err
		}
		name, _ := key.(string)
		if n.fields[name] == nil {
			n.keys = append(n.keys, name)
		}
		n.fields[name] = v
	}
	_, err := t.next()
	return err
}
