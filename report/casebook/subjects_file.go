package casebook

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/whohasme/whohasme/scan"
	"go.yaml.in/yaml/v4"
)

// SubjectFile writes a subject as the file that `subject edit` takes back. Safe
// facts stand in it as their labels, wherever they are, and [ReadEdited] puts
// them in again: they leave the vault in no file (disclosure rule 4).
func SubjectFile(s *scan.Subject) ([]byte, error) {
	plain := *s
	plain.Authority.Withdrawn = scan.Authority{}.Withdrawn
	data, err := json.Marshal(plain) // it has the keys of a subject file, and JSON is YAML
	if err != nil {
		return nil, fmt.Errorf("write subject file: %w", err)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("write subject file: it cannot be read back")
	}
	labelFacts(&doc, s)
	loosen(&doc, 0)
	var out bytes.Buffer
	e := yaml.NewEncoder(&out)
	e.SetIndent(2)
	if err := e.Encode(&doc); err != nil {
		return nil, fmt.Errorf("write subject file: it cannot be written")
	}
	return out.Bytes(), nil
}

// labelFacts puts a label in place of every safe fact.
func labelFacts(doc *yaml.Node, s *scan.Subject) {
	if len(doc.Content) == 0 {
		return
	}
	root := doc.Content[0]
	safe := under(root, "safe")
	for _, kind := range safeKinds {
		for i := range items(safe, kind.key) {
			*items(safe, kind.key)[i] = *text(fmt.Sprintf("safe %s %d", kind.word, i+1))
		}
		for i, n := range items(root, kind.key) {
			if label := kind.label(s, i); label != "" {
				*n = *text(label)
			}
		}
	}
	for _, n := range items(root, "relatives") {
		if labels := s.Safe.Labels(n.Value); len(labels) > 0 {
			*n = *text(labels[0])
		}
	}
}

// safeKinds are the lists of a subject file that can hold safe facts.
var safeKinds = []struct {
	key, word string
	label     func(s *scan.Subject, i int) string // of an item that is safe
}{
	{"names", "name", func(s *scan.Subject, i int) string {
		for k, n := range s.Safe.Names {
			if n == s.Names[i] {
				return fmt.Sprintf("safe name %d", k+1)
			}
		}
		return ""
	}},
	{"addresses", "address", func(s *scan.Subject, i int) string {
		for k, a := range s.Safe.Addresses {
			if a == s.Addresses[i] {
				return fmt.Sprintf("safe address %d", k+1)
			}
		}
		return ""
	}},
	{"phones", "phone", func(s *scan.Subject, i int) string { return labelOf(s, s.Phones[i]) }},
	{"emails", "e-mail", func(s *scan.Subject, i int) string { return labelOf(s, s.Emails[i]) }},
}

func labelOf(s *scan.Subject, fact string) string {
	if labels := s.Safe.Labels(fact); len(labels) > 0 {
		return labels[0]
	}
	return ""
}

func text(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s} }

// under is the value of a key, or nil.
func under(m *yaml.Node, key string) *yaml.Node {
	if m == nil || m.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(m.Content); i += 2 {
		if m.Content[i].Value == key {
			return m.Content[i+1]
		}
	}
	return nil
}

func items(m *yaml.Node, key string) []*yaml.Node {
	if list := under(m, key); list != nil && list.Kind == yaml.SequenceNode {
		return list.Content
	}
	return nil
}

// loosen writes the outer levels in lines and the inner ones in braces, and
// quotes only what needs it.
func loosen(n *yaml.Node, depth int) {
	n.Style &^= yaml.FlowStyle | yaml.DoubleQuotedStyle
	if depth > 2 && n.Kind == yaml.MappingNode {
		n.Style |= yaml.FlowStyle
	}
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 1 && c.Kind == yaml.ScalarNode && c.Tag == "!!str" && !plainText.MatchString(c.Value) {
			c.Style = yaml.DoubleQuotedStyle
			continue
		}
		loosen(c, depth+1)
	}
}

var (
	plainText = regexp.MustCompile(`^[\pL][\pL .'@-]*$`)
	safeLabel = regexp.MustCompile(`(?i)(?:"|')?\bsafe (name|address|phone|e-mail) (\d{1,3})\b(?:"|')?`)
)

// ReadEdited reads an edited subject file: labels of safe facts stand for what
// the vault has under them. The error lists every fault by file and line.
func ReadEdited(now *scan.Subject, file string, data []byte) (*scan.Subject, error) {
	data = safeLabel.ReplaceAllFunc(data, func(label []byte) []byte {
		m := safeLabel.FindSubmatch(label)
		n, err := strconv.Atoi(string(m[2]))
		if fact := safeFact(now.Safe, strings.ToLower(string(m[1])), n-1); err == nil && fact != nil {
			return fact
		}
		return label
	})
	return scan.ParseSubject(file, data)
}

// safeFact is a safe fact as a subject file may have it on one line; nil where
// there is none of that number.
func safeFact(s scan.Safe, kind string, i int) []byte {
	var fact any
	switch {
	case i < 0:
	case kind == "name" && i < len(s.Names):
		fact = s.Names[i]
	case kind == "address" && i < len(s.Addresses):
		fact = s.Addresses[i]
	case kind == "phone" && i < len(s.Phones):
		fact = s.Phones[i]
	case kind == "e-mail" && i < len(s.Emails):
		fact = s.Emails[i]
	}
	if fact == nil {
		return nil
	}
	b, err := json.Marshal(fact)
	if err != nil {
		return nil
	}
	return b
}
