package brokers

import "go.yaml.in/yaml/v4"

// Shape lets a plain selector stand for a rule.
func (r *Rule) Shape(n *yaml.Node) *yaml.Node {
	if n.Kind != yaml.ScalarNode {
		return n
	}
	return mapping(n, "select", n)
}

// Shape lets a single rule stand for a list of one.
func (r *Rules) Shape(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.SequenceNode {
		return n
	}
	return &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Line: n.Line, Content: []*yaml.Node{n}}
}

func mapping(at *yaml.Node, key string, value *yaml.Node) *yaml.Node {
	k := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: key, Line: at.Line}
	return &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: at.Line, Content: []*yaml.Node{k, value}}
}

// MarshalYAML writes a rule with nothing but a selector as that selector.
func (r Rule) MarshalYAML() (any, error) {
	if r == (Rule{Select: r.Select}) {
		return string(r.Select), nil
	}
	type plain Rule
	return plain(r), nil
}

// MarshalYAML writes a single rule without its list.
func (rs Rules) MarshalYAML() (any, error) {
	if len(rs) == 1 {
		return rs[0], nil
	}
	return []Rule(rs), nil
}
