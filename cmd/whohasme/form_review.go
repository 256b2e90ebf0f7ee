package main

import (
	"strconv"
	"strings"
)

// review shows all answers by number, takes changes, and ends with a yes.
func (f *form) review(asked map[string]bool) error {
	for {
		shown := f.list()
		var faults []string
		if f.check != nil {
			faults = f.check(f.given)
		}
		for _, text := range faults {
			f.say("%s", fold("! "+text, 78, "  "))
		}
		text, err := f.line("\nIs this right? \"yes\" " + f.yes + ", a number changes that answer,\n\"stop\" leaves without making anything.\n> ")
		if err != nil {
			return err
		}
		n, notNumber := strconv.Atoi(text)
		switch word := strings.ToLower(text); {
		case notNumber == nil && n >= 1 && n <= len(shown):
			if err := f.change(shown[n-1], asked); err != nil {
				return err
			}
		case (word == "yes" || word == "y") && len(faults) == 0:
			return nil
		case word == "yes" || word == "y":
			f.say("  Something above does not fit yet: change it first, by its number.")
		case word == "stop" || word == "quit" || word == "q" || word == "no":
			return errStopped
		default:
			f.say("  Type yes, stop, or a number from 1 to %d.", len(shown))
		}
	}
}

// list prints the answers and returns the numbers of their questions.
func (f *form) list() (shown []int) {
	f.say("\nYour answers")
	wide := 0
	for i, q := range f.questions {
		if f.applies(i) {
			wide = max(wide, len(q.label))
		}
	}
	for i, q := range f.questions {
		if !f.applies(i) {
			continue
		}
		shown = append(shown, i)
		head := strings.Repeat(" ", 2-len(strconv.Itoa(len(shown)))) + strconv.Itoa(len(shown)) + "  " + q.label + strings.Repeat(" ", wide-len(q.label)) + "  "
		text := fold(q.shown(f.given[q.key]), 78, strings.Repeat(" ", len(head)))
		f.say("%s%s", head, strings.TrimLeft(text, " "))
	}
	return shown
}

// change asks one question again, and those that follow from its new answer.
func (f *form) change(i int, asked map[string]bool) error {
	old, had := f.given[f.questions[i].key]
	again, err := f.put(i)
	if err != nil {
		return err
	}
	if again {
		if delete(f.given, f.questions[i].key); had {
			f.given[f.questions[i].key] = old
		}
		return nil
	}
	for k := f.open(asked); k >= 0; k = f.open(asked) {
		if again, err := f.put(k); err != nil {
			return err
		} else if !again { // there is nothing to go back to
			asked[f.questions[k].key] = true
		}
	}
	return nil
}

// open is the number of the first question that wants an answer and has not
// been asked, -1 where there is none.
func (f *form) open(asked map[string]bool) int {
	for k := f.next(-1, asked); k >= 0; k = f.next(k, asked) {
		if !asked[f.questions[k].key] {
			return k
		}
	}
	return -1
}
