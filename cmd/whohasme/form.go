package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// question is one of a form. What the person types is brought into the form
// that read gives it, or refused in its words and asked for again.
type question struct {
	key   string
	label string // in the review, two or three words
	ask   string // one plain sentence
	why   string // one plain sentence
	how   string // how it may be written, with an example
	none  string // what an empty answer means; "" where there must be one

	list    bool     // several answers, a line each
	choices []choice // one of these, by its number or word
	read    func(string) (string, error)
	preset  string             // what an empty answer is, where it is not nothing
	when    func(answers) bool // nil: always
	show    func(string) string
}

// choice is one of several answers.
type choice struct{ word, text string }

// answers are what was answered, by the questions' keys: nothing, one answer,
// or those of a list.
type answers map[string][]string

// one returns the answer to a question that is no list.
func (a answers) one(key string) string {
	if len(a[key]) == 0 {
		return ""
	}
	return a[key][0]
}

// form is a set of questions, answered one after the other and then reviewed.
// Nothing is done with the answers before the review says so.
type form struct {
	*talk
	questions []question
	given     answers
	check     func(answers) []string // what does not fit together, in words
	yes       string                 // what "yes" at the end does
}

// errStopped ends a form that the person does not want to finish.
var errStopped = errors.New("stopped; nothing was made")

// back is typed to return to the question before. No name is written so.
const back = "<"

// fill asks every question and has the answers reviewed.
func (f *form) fill() (answers, error) {
	f.given = answers{}
	asked := map[string]bool{}
	for i := f.next(-1, asked); i >= 0; {
		again, err := f.put(i)
		if err != nil {
			return nil, err
		}
		if again {
			i = f.before(i)
			continue
		}
		asked[f.questions[i].key] = true
		i = f.next(i, asked)
	}
	return f.given, f.review(asked)
}

// next is the number of the question after i that wants an answer, -1 at the
// end.
func (f *form) next(i int, asked map[string]bool) int {
	for i++; i < len(f.questions); i++ {
		if f.applies(i) {
			return i
		}
		delete(f.given, f.questions[i].key)
		delete(asked, f.questions[i].key)
	}
	return -1
}

// before is the number of the question before i, i itself for the first.
func (f *form) before(i int) int {
	for k := i - 1; k >= 0; k-- {
		if f.applies(k) {
			return k
		}
	}
	return i
}

func (f *form) applies(i int) bool {
	when := f.questions[i].when
	return when == nil || when(f.given)
}

// put asks one question. again is true when the person wants the one before.
func (f *form) put(i int) (again bool, err error) {
	q := f.questions[i]
	f.say("\n%s", fold(q.ask, 78, ""))
	for _, text := range []string{q.why, q.how} {
		if text != "" {
			f.say("%s", fold(text, 78, "  "))
		}
	}
	for n, c := range q.choices {
		if n == 0 {
			c.text += " (Enter)"
		}
		f.say("  %d  %s", n+1, c.text)
	}
	if given := f.given[q.key]; len(given) > 0 {
		f.say("%s", fold("So far: "+q.shown(given)+". What you type now takes its place.", 78, "  "))
	}
	if q.list {
		f.say("  One a line; an empty line goes on. Enter alone: %s", q.none)
		return f.putList(q)
	}
	if q.none != "" {
		f.say("  Enter: %s", q.none)
	}
	for {
		text, err := f.line("> ")
		if err != nil || text == back {
			return err == nil, err
		}
		value, fault := q.value(text)
		switch {
		case fault != nil:
			f.say("  %v", fault)
		case value == "":
			delete(f.given, q.key)
			return false, nil
		default:
			f.given[q.key] = []string{value}
			return false, nil
		}
	}
}

// mostAnswers bounds a list; nobody has more names or addresses.
const mostAnswers = 40

func (f *form) putList(q question) (again bool, err error) {
	var list []string
	for len(list) < mostAnswers {
		text, err := f.line("> ")
		if err != nil || text == back {
			return err == nil, err
		}
		if text == "" || len(list) == 0 && isNothing(text) {
			break
		}
		value, fault := q.value(text)
		if fault != nil {
			f.say("  %v", fault)
			continue
		}
		if !slices.Contains(list, value) {
			list = append(list, value)
		}
	}
	f.given[q.key] = list
	return false, nil
}

// isNothing reports whether somebody says that there is nothing to say.
func isNothing(text string) bool {
	return slices.Contains([]string{"", "-", "nothing", "none", "n/a", "na", "no"}, strings.ToLower(text))
}

// value reads one answer; "" where there is none.
func (q question) value(text string) (string, error) {
	switch {
	case q.choices != nil:
		return q.choose(text)
	case q.preset != "" && text == "":
		return q.preset, nil
	case q.none != "" && isNothing(text):
		return "", nil
	case text == "":
		return "", errors.New("this one needs an answer; Ctrl-C leaves without making anything")
	case q.read == nil:
		return text, nil
	}
	return q.read(text)
}

// choose reads the number of a choice, or the beginning of its word or text.
func (q question) choose(text string) (string, error) {
	if text == "" {
		return q.choices[0].word, nil
	}
	if n, err := strconv.Atoi(text); err == nil && n >= 1 && n <= len(q.choices) {
		return q.choices[n-1].word, nil
	}
	for _, c := range q.choices {
		if word := strings.ToLower(text); strings.HasPrefix(c.word, word) || strings.HasPrefix(c.text, word) {
			return c.word, nil
		}
	}
	return "", fmt.Errorf("want a number from 1 to %d", len(q.choices))
}

// shown is an answer as the review shows it.
func (q question) shown(values []string) string {
	if len(values) == 0 {
		return "nothing"
	}
	var words []string
	for _, v := range values {
		for _, c := range q.choices {
			if c.word == v {
				v = c.text
			}
		}
		if q.show != nil {
			v = q.show(v)
		}
		words = append(words, v)
	}
	return strings.Join(words, "; ")
}

// fold breaks a text into lines of at most width columns, each indented.
func fold(text string, width int, indent string) string {
	var lines []string
	line := ""
	for _, w := range strings.Fields(text) {
		if line != "" && len(indent)+len(line)+1+len(w) > width {
			lines = append(lines, indent+line)
			line = ""
		}
		line = strings.TrimSpace(line + " " + w)
	}
	return strings.Join(append(lines, indent+line), "\n")
}
