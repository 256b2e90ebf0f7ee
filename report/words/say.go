package words

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Say translates a finished sentence and reports whether it could.
func (b *Book) Say(english string) (said string, ok bool) {
	if b.table == nil || strings.TrimSpace(english) == "" {
		return english, true
	}
	if said, ok = b.table[english]; ok {
		return said, true
	}
	if len(english) <= longest && joints(english) <= mostJoints {
		s := search{b: b, failed: map[string]bool{}}
		said, ok = s.say(english, 0)
	}
	if !ok {
		b.miss(english)
		return english, false
	}
	return said, true
}

// How far sentences are taken apart. A page's text may get here, and must not
// cost more than others.
const (
	deepest    = 8
	mostJoints = 20
	longest    = 1000
)

// joined are what sentences are joined with.
var joined = []string{". ", "; ", ": ", "  ", ", "}

func joints(s string) (n int) {
	for _, j := range joined {
		n += strings.Count(s, j)
	}
	return n
}

// search is the look for one sentence; what was looked for in vain is looked
// for once.
type search struct {
	b      *Book
	failed map[string]bool
}

// say looks for a sentence, for the format it was made with, for the sentences
// that it was joined of, and for the same without its full stop or capital.
// Formats that would fit almost anything come last.
func (s *search) say(english string, depth int) (string, bool) {
	if said, ok := s.b.table[english]; ok {
		return said, true
	}
	if depth > deepest || s.failed[english] {
		return "", false
	}
	first := s.b.forms[firstWord(english)]
	if said, ok := s.filled(first, english, false, depth); ok {
		return said, true
	}
	for _, joint := range joined {
		if said, ok := s.apart(english, joint, depth+1); ok {
			return said, true
		}
	}
	if rest, ok := strings.CutSuffix(english, "."); ok {
		if said, ok := s.say(rest, depth+1); ok {
			return said + ".", true
		}
	}
	if r, n := utf8.DecodeRuneInString(english); unicode.IsUpper(r) {
		if said, ok := s.say(string(unicode.ToLower(r))+english[n:], depth+1); ok {
			r, n := utf8.DecodeRuneInString(said)
			return string(unicode.ToUpper(r)) + said[n:], true
		}
	}
	for _, forms := range [][]form{first, s.b.forms[""]} {
		if said, ok := s.filled(forms, english, true, depth); ok {
			return said, true
		}
	}
	s.failed[english] = true
	return "", false
}

// filled looks for the format that a sentence was made with. What is filled in
// is no sentence that goes on, or, where several are wanted, one that can be
// said.
func (s *search) filled(forms []form, english string, several bool, depth int) (string, bool) {
	for i := range forms {
		args, ok := forms[i].match(english)
		if ok && !slices.ContainsFunc(args, func(arg string) bool { return goesOn(arg) && !(several && s.knows(arg, depth+1)) }) {
			return forms[i].fill(args, func(arg string) string { return s.part(arg, depth+1) }), true
		}
	}
	return "", false
}

func (s *search) knows(english string, depth int) bool {
	_, ok := s.say(english, depth)
	return ok
}

func goesOn(arg string) bool {
	return strings.Contains(arg, "; ") || strings.Contains(arg, ": ") || strings.Contains(arg, ". ") || strings.Contains(arg, "  ")
}

// isName reports whether a text is ids and numbers alone.
func isName(s string) bool {
	return !slices.ContainsFunc(strings.Fields(s), func(w string) bool { return !strings.ContainsAny(w, "0123456789") })
}

// part is what a sentence was filled in with: translated where it can be, or
// item by item where it is a list, else as it is.
func (s *search) part(arg string, depth int) string {
	if said, ok := s.say(arg, depth); ok {
		return said
	}
	words := strings.Split(strings.ReplaceAll(arg, " and ", ", and, "), ", ")
	var out strings.Builder
	for i, w := range words {
		if w == "and" && i > 0 {
			out.WriteString(s.b.word(" and "))
			continue
		}
		said, ok := s.say(strings.TrimSuffix(w, ","), depth+1)
		if !ok {
			return arg
		}
		if i > 0 && words[i-1] != "and" {
			out.WriteString(", ")
		}
		out.WriteString(said)
	}
	return out.String()
}

// apart translates both sides of a joint. The second side of a comma is in
// the table with its comma: it is no sentence of its own. A full stop belongs
// to the first side.
func (s *search) apart(english, joint string, depth int) (string, bool) {
	for at := strings.Index(english, joint); at > 0; {
		left, right, glue := english[:at], english[at+len(joint):], joint
		switch joint {
		case ", ":
			right, glue = english[at:], ""
		case ". ":
			left, glue = english[:at+1], " "
		}
		first, ok := left, (joint == ": " || joint == "  ") && isName(left)
		if !ok {
			first, ok = s.say(left, depth)
		}
		if ok {
			if second, ok := s.say(right, depth); ok {
				return first + glue + second, true
			}
		}
		next := strings.Index(english[at+1:], joint)
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return "", false
}
