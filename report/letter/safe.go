package letter

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// traces are the parts of a subject's safe facts, each with its label. Some
// facts may not hold even a part: whoever knows the rest could put it together.
type traces struct {
	words   map[string]string // words of safe names that no open name has
	digits  map[string]string // last seven of the safe phones
	places  map[string]string // safe cities, ZIP codes and states that no open address shares
	streets []street
	boxes   map[string]string // the part of a safe mailbox before its @
}

type street struct{ number, word, label string }

func tracesOf(s *scan.Subject) traces {
	t := traces{words: map[string]string{}, digits: map[string]string{}, places: map[string]string{}, boxes: map[string]string{}}
	open := map[string]bool{}
	for _, n := range s.Names {
		if !s.Safe.IsName(n) {
			for _, w := range wordsOf(n.String()) {
				open[w] = true
			}
		}
	}
	for i, n := range s.Safe.Names {
		for _, w := range wordsOf(n.String()) {
			if !open[w] && utf8.RuneCountInString(w) > 1 {
				t.words[w] = fmt.Sprintf("safe name %d", i+1)
			}
		}
	}
	for i, p := range s.Safe.Phones {
		if d := scan.Digits(p); len(d) >= 7 {
			t.digits[d[len(d)-7:]] = fmt.Sprintf("safe phone %d", i+1)
		}
	}
	for i, e := range s.Safe.Emails {
		local, _, _ := strings.Cut(e, "@")
		if g := glue(local); len(g) >= 5 {
			t.boxes[g] = fmt.Sprintf("safe e-mail %d", i+1)
		}
	}
	for i, a := range s.Safe.Addresses {
		t.add(a, s.Open(), fmt.Sprintf("safe address %d", i+1))
	}
	return t
}

// add notes what of a safe address no open one shares.
func (t *traces) add(safe scan.Address, open []scan.Address, label string) {
	for _, part := range []func(a scan.Address) string{
		func(a scan.Address) string { return glue(a.City) },
		func(a scan.Address) string { return zip5(a.Zip) },
		func(a scan.Address) string { return stateWord(a.State) },
	} {
		if p := part(safe); p != "" && !slices.ContainsFunc(open, func(a scan.Address) bool { return part(a) == p }) {
			t.places[p] = label
		}
	}
	w := wordsOf(safe.Street)
	if len(w) > 1 && unicode.IsDigit([]rune(w[0])[0]) {
		t.streets = append(t.streets, street{w[0], w[1], label})
	}
}

// in returns the label of a safe fact that a text holds a part of, or "". A
// place is looked for only where the text is one, or may hold one.
func (t traces) in(text string, place bool) string {
	for range 2 { // sites encode twice
		if plain, err := url.QueryUnescape(text); err == nil {
			text = plain
		}
	}
	words, all, digits := wordsOf(text), glue(text), onlyDigits(text)
	for w, label := range t.words {
		if slices.Contains(words, w) || utf8.RuneCountInString(w) >= 4 && strings.Contains(all, w) {
			return label
		}
	}
	if label := t.contact(all, digits); label != "" {
		return label
	}
	for _, s := range t.streets {
		if slices.Contains(words, s.number) && slices.Contains(words, s.word) || strings.Contains(all, s.number+s.word) {
			return s.label
		}
	}
	if !place {
		return ""
	}
	for p, label := range t.places {
		code, isState := brokers.StateCode(p)
		if slices.Contains(words, p) || len(p) >= 5 && strings.Contains(all, p) || isState && slices.Contains(words, strings.ToLower(code)) || isState && strings.Contains(all, glue(p)) {
			return label
		}
	}
	return ""
}

// contact returns the label of a safe phone or mailbox that is in a text, given
// without what stands between its words and as its digits, or "".
func (t traces) contact(all, digits string) string {
	for d, label := range t.digits {
		if strings.Contains(digits, d) {
			return label
		}
	}
	for b, label := range t.boxes {
		if strings.Contains(all, b) {
			return label
		}
	}
	return ""
}

// stateWord is a state's full name in lower case, or the state as it stands.
func stateWord(s string) string {
	if code, ok := brokers.StateCode(s); ok {
		s, _ = brokers.StateName(code)
	}
	return strings.ToLower(s)
}

func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(brokers.ASCII(s)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) })
}

func glue(s string) string { return strings.Join(wordsOf(s), "") }

func zip5(s string) string { d := onlyDigits(s); return d[:min(5, len(d))] }

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
