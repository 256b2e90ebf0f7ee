package main

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/whohasme/whohasme/scan"
	"go.yaml.in/yaml/v4"
)

// askSubject asks for the little that a first scan needs. It writes the
// answers down as a subject file would have them and reads that, so that both
// ways follow the same rules.
func (p *program) askSubject(r *bufio.Reader) (*scan.Subject, error) {
	fmt.Fprintln(p.errOut, "A few questions; an empty answer leaves a thing out. Nothing leaves this machine now.")
	type question struct{ key, text string }
	answers := map[string]string{}
	for _, q := range []question{
		{"first", "First name: "}, {"middle", "Middle name: "}, {"last", "Last name: "},
		{"born", "Birth date (1984-03-12) or year: "}, {"city", "City where you live: "}, {"state", "State (such as CA): "},
		{"former", "A former name, if there is one (first last): "}, {"earlier", "A city where you lived before (City, ST): "},
		{"reply", "E-mail address for brokers' answers (best a separate one): "},
	} {
		a, err := p.ask(r, q.text)
		if err != nil {
			return nil, err
		}
		answers[q.key] = a
	}
	file := map[string]any{"id": "me", "authority": map[string]string{"kind": "self"}}
	names := []any{pairs("first", answers["first"], "middle", answers["middle"], "last", answers["last"])}
	if words := strings.Fields(answers["former"]); len(words) > 1 {
		names = append(names, pairs("first", words[0], "last", words[len(words)-1], "kind", "former"))
	}
	file["names"] = names
	addresses := []any{pairs("city", answers["city"], "state", answers["state"])}
	if answers["earlier"] != "" {
		addresses = append(addresses, answers["earlier"])
	}
	file["addresses"] = addresses
	for key, a := range map[string]string{"born": answers["born"], "reply_to": answers["reply"]} {
		if a != "" {
			file[key] = a
		}
	}
	data, err := yaml.Marshal(file)
	if err != nil {
		return nil, fmt.Errorf("write answers down: %w", err)
	}
	return scan.ParseSubject("answers", data)
}

func pairs(kv ...string) map[string]string {
	m := map[string]string{}
	for i := 0; i+1 < len(kv); i += 2 {
		if kv[i+1] != "" {
			m[kv[i]] = kv[i+1]
		}
	}
	return m
}
