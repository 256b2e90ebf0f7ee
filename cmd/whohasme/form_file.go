package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"go.yaml.in/yaml/v4"
)

// askSubject has the form filled in and reviewed. What is answered is written
// down as a subject file would have it and that is read, so that both ways
// follow the same rules. The answers are returned too: init asks more than a
// subject file holds.
func (p *program) askSubject(f *form) (*scan.Subject, answers, error) {
	f.check = func(a answers) []string {
		_, err := subjectOf(a)
		return f.faults(err)
	}
	given, err := f.fill()
	if errors.Is(err, errEnded) {
		return nil, nil, usage("the answers ended before the form was done; nothing was made. `--from FILE` takes them from a subject file (README shows one)")
	}
	if err != nil {
		return nil, nil, err
	}
	s, err := subjectOf(given)
	return s, given, err
}

// subjectOf reads answers as a subject.
func subjectOf(a answers) (*scan.Subject, error) {
	data, err := yaml.Marshal(subjectFile(a))
	if err != nil {
		return nil, fmt.Errorf("write answers down: %w", err)
	}
	return scan.ParseSubject("answers", data)
}

// subjectFile are the answers by the keys of a subject file.
func subjectFile(a answers) map[string]any {
	file := map[string]any{"id": orElse(a.one("id"), "me"), "authority": authorityOf(a), "names": namesOf(a)}
	if a.one("risk") == yes {
		file["risk"] = string(scan.HighRisk)
	}
	if list := placesOf(append(a["address"], a["earlier"]...)); len(list) > 0 {
		file["addresses"] = list
	}
	for key, from := range map[string]string{"born": "born", "reply_to": "reply"} {
		if v := a.one(from); v != "" {
			file[key] = v
		}
	}
	for _, key := range []string{"phones", "emails", "relatives"} {
		if len(a[key]) > 0 {
			file[key] = a[key]
		}
	}
	if r := a.one("residence"); r != "" {
		if _, us := brokers.StateName(r); us {
			file["residence"] = map[string]string{"country": "US", "state": r}
		} else {
			file["residence"] = map[string]string{"country": r}
		}
	}
	if safe := safeOf(a); len(safe) > 0 {
		file["safe"] = safe
	}
	return file
}

func authorityOf(a answers) map[string]any {
	kind := orElse(a.one("who"), string(scan.Self))
	out := map[string]any{"kind": kind}
	if kind == string(scan.Mandate) {
		out["scope"] = []string{scan.Look, string(brokers.Suppress), string(brokers.OptOutOfSale), string(brokers.Delete)}
		if a.one("scope") == scan.Look {
			out["scope"] = []string{scan.Look}
		}
		out["from"], out["to"], out["document"] = a.one("from"), a.one("to"), a.one("document")
	}
	return out
}

func namesOf(a answers) []any {
	current := map[string]string{"first": a.one("first")}
	if m := a.one("middle"); m != "" {
		current["middle"] = m
	}
	last := strings.Fields(strings.ReplaceAll(a.one("last"), ",", " "))
	if k := len(last) - 1; k > 0 && suffixes[scan.Fold(last[k])] != "" {
		current["suffix"], last = suffixes[scan.Fold(last[k])], last[:k]
	}
	current["last"] = strings.Join(last, " ")
	list := []any{current}
	for _, text := range a["names"] {
		bare, alias := cutWord(text, aliasWord)
		if n, err := readName(bare); err == nil {
			n["kind"] = string(scan.FormerName)
			if alias {
				n["kind"] = string(scan.AliasName)
			}
			list = append(list, n)
		}
	}
	return list
}

func placesOf(texts []string) []any {
	var list []any
	for _, text := range texts {
		if place, err := readPlace(text); err == nil {
			list = append(list, place)
		}
	}
	return list
}

func safeOf(a answers) map[string]any {
	safe := map[string]any{}
	if list := placesOf(a["safe-addresses"]); len(list) > 0 {
		safe["addresses"] = list
	}
	for _, key := range []string{"phones", "emails"} {
		if list := a["safe-"+key]; len(list) > 0 {
			safe[key] = list
		}
	}
	var names []any
	for _, text := range a["safe-names"] {
		if n, err := readName(text); err == nil {
			names = append(names, n)
		}
	}
	if len(names) > 0 {
		safe["names"] = names
	}
	return safe
}

// fields are the questions that a subject file's keys are answered by.
var fields = map[string]string{
	"id": "id", "names": "last", "addresses": "address", "born": "born", "phones": "phones", "emails": "emails", "relatives": "relatives",
	"reply_to": "reply", "residence": "residence", "authority.from": "from", "authority.to": "to", "authority.document": "document", "authority": "who",
	"safe.addresses": "safe-addresses", "safe.phones": "safe-phones", "safe.emails": "safe-emails", "safe.names": "safe-names",
}

// faults are those of a subject file, each with the label of its question.
func (f *form) faults(err error) []string {
	if err == nil {
		return nil
	}
	list, ok := errors.AsType[brokers.Faults](err)
	if !ok {
		return []string{err.Error()}
	}
	var texts []string
	for _, fault := range list {
		at, _, _ := strings.Cut(fault.Field, "[")
		key := fields[at]
		if key == "" {
			at, _, _ = strings.Cut(at, ".")
			key = fields[at]
		}
		label := fault.Field
		for _, q := range f.questions {
			if q.key == key {
				label = q.label
			}
		}
		texts = append(texts, label+": "+fault.Text)
	}
	return texts
}
