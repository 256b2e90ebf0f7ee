package scan

import (
	"fmt"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"go.yaml.in/yaml/v4"
)

// Authority is why we may look for a subject.
type Authority struct {
	Kind      AuthorityKind `yaml:"kind" json:"kind"`
	Scope     []string      `yaml:"scope" json:"scope,omitempty"` // "look" and asks; empty for self and guardian: everything
	Brokers   BrokerList    `yaml:"brokers" json:"brokers,omitempty"`
	From      brokers.Date  `yaml:"from" json:"from,omitzero"`
	To        brokers.Date  `yaml:"to" json:"to,omitzero"`
	Document  string        `yaml:"document" json:"document,omitempty"` // path, relative to the subject file
	Withdrawn brokers.Date  `yaml:"-" json:"withdrawn,omitzero"`        // set by `subject withdraw`
}

// AuthorityKind is the kind of an authority.
type AuthorityKind string

// The kinds of authority.
const (
	Self     AuthorityKind = "self"
	Guardian AuthorityKind = "guardian"
	Mandate  AuthorityKind = "mandate"
)

// Look is the scope word that permits visits.
const Look = "look"

// BrokerList is a list of broker ids; empty means all. A file may say "all".
type BrokerList []string

// Shape lets the word "all", or one id, stand for a list.
func (l *BrokerList) Shape(n *yaml.Node) *yaml.Node {
	if n.Kind != yaml.ScalarNode {
		return n
	}
	seq := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Line: n.Line}
	if n.Value != "all" {
		seq.Content = []*yaml.Node{n}
	}
	return seq
}

// Refusal is a rule that forbids what was asked, in words for the person.
type Refusal struct{ Rule string }

// Error returns the rule.
func (r *Refusal) Error() string { return r.Rule }

// Covers returns nil when the authority permits an act ("look" or an ask) at
// a broker on a day, and a *Refusal naming the rule when it does not.
func (a Authority) Covers(act, broker string, day brokers.Date) error {
	switch {
	case a.Kind != Self && a.Kind != Guardian && a.Kind != Mandate:
		return &Refusal{"no authority is recorded"}
	case a.Kind == Mandate && (len(a.Scope) == 0 || a.From.IsZero() || a.To.IsZero()):
		return &Refusal{"the mandate does not name its scope and its first and last day"}
	case !a.Withdrawn.IsZero():
		return &Refusal{fmt.Sprintf("the authority was withdrawn on %s", a.Withdrawn)}
	case !a.From.IsZero() && day.Before(a.From):
		return &Refusal{fmt.Sprintf("the authority begins on %s", a.From)}
	case !a.To.IsZero() && day.After(a.To):
		return &Refusal{fmt.Sprintf("the authority ended on %s", a.To)}
	case len(a.Scope) > 0 && !slices.Contains(a.Scope, act):
		return &Refusal{fmt.Sprintf("the authority does not permit %q", act)}
	case len(a.Brokers) > 0 && broker != "" && !slices.Contains(a.Brokers, broker):
		return &Refusal{fmt.Sprintf("the authority does not name broker %q", broker)}
	}
	return nil
}
