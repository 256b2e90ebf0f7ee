package words

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// form is a format as a pattern for the sentences that were made with it.
type form struct {
	english string
	fix     []string // what stands before, between and after what is filled in
	number  []bool   // whether what is filled in is a number
	said    []piece
}

// piece is a part of a translation: text, or the number of what goes there.
type piece struct {
	text string
	arg  int // from 1; 0: text
}

// verb is a place to be filled in, with the number of its argument where the
// order differs.
var verb = regexp.MustCompile(`%(?:\[(\d)\])?[+]?[0-9.]*[sdvqf]`)

// fewest is how many letters a format must fix, or it would fit anything.
const fewest = 3

// newForm reads a format and its translation. It is no pattern when nothing is
// filled in or when too little is fixed.
func newForm(english, said string) (form, bool) {
	f := form{english: english}
	at := 0
	for _, m := range verb.FindAllStringIndex(english, -1) {
		f.fix = append(f.fix, plain(english[at:m[0]]))
		f.number = append(f.number, strings.HasSuffix(english[:m[1]], "d"))
		at = m[1]
	}
	f.fix = append(f.fix, plain(english[at:]))
	if len(f.number) == 0 || f.letters() < fewest && slices.Contains(f.number, false) {
		return form{}, false
	}
	at, next := 0, 0
	for _, m := range verb.FindAllStringSubmatchIndex(said, -1) {
		next++
		if m[2] >= 0 {
			next, _ = strconv.Atoi(said[m[2]:m[3]])
		}
		f.said = append(f.said, piece{text: plain(said[at:m[0]])}, piece{arg: next})
		at = m[1]
	}
	f.said = append(f.said, piece{text: plain(said[at:])})
	return f, true
}

func plain(s string) string { return strings.ReplaceAll(s, "%%", "%") }

// fixed counts the characters that do not change.
func (f *form) fixed() int { return len(strings.Join(f.fix, "")) }

func (f *form) letters() (n int) {
	for _, r := range strings.Join(f.fix, "") {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// first is the word that every sentence of the form begins with, "" where it
// begins with something that is filled in.
func (f *form) first() string {
	if !strings.Contains(f.fix[0], " ") {
		return ""
	}
	return firstWord(f.fix[0])
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return w
}

// match returns what a sentence was filled in with.
func (f *form) match(s string) (args []string, ok bool) {
	rest, ok := strings.CutPrefix(s, f.fix[0])
	if !ok {
		return nil, false
	}
	for i := range f.number {
		end := f.fix[i+1]
		at := strings.Index(rest, end)
		if i == len(f.number)-1 {
			if at = len(rest) - len(end); !strings.HasSuffix(rest, end) {
				return nil, false
			}
		}
		if at < 1 || f.number[i] && !digits(rest[:at]) {
			return nil, false
		}
		args, rest = append(args, rest[:at]), rest[at+len(end):]
	}
	return args, true
}

func digits(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

// fill fills a translation in.
func (f *form) fill(args []string, part func(string) string) string {
	var b strings.Builder
	for _, p := range f.said {
		switch {
		case p.arg == 0:
			b.WriteString(p.text)
		case p.arg <= len(args):
			b.WriteString(part(args[p.arg-1]))
		}
	}
	return b.String()
}
