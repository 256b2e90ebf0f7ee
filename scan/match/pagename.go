package match

import (
	"strings"

	"github.com/whohasme/whohasme/scan/match/spelling"
)

// maxTheirs is how many words of a page's name are read.
const maxTheirs = 8

// pageName is a name as a page prints it.
type pageName struct {
	words      []word
	comma      int  // words before a comma: the last name; 0: no comma
	nick       word // a familiar name in quotes or brackets
	generation int
}

func isTitle(s string) bool {
	switch s {
	case "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "reverend", "hon", "sir", "dame", "lady", "lord", "rt", "capt",
		"right", "very", "captain", "col", "colonel", "maj", "major", "gen", "general", "lt", "sgt", "admiral":
		return true
	}
	return false
}

func isDegree(s string) bool {
	switch s {
	case "md", "phd", "dds", "esq", "cpa", "rn", "jd", "dvm", "pe":
		return true
	}
	return false
}

// readPageName reads "Maria Elena García", "García López, Maria",
// "GARCIA MARIA E", `Robert "Bob" Smith, Jr.` and the like.
func readPageName(s string) pageName {
	var n pageName
	s = spelling.Fold(s)
	if strings.ContainsAny(s, "\"()") {
		s, n.nick = cutNick(s)
	}
	before, after, comma := strings.Cut(s, ",")
	head, g := takeGeneration(trimTitles(words(before)), 0)
	n.generation = g
	var tail []word
	if comma {
		tail = trimDegrees(words(after))
		tail, g = takeGeneration(tail, len(head))
		if g != 0 {
			n.generation = g
		}
	}
	if len(tail) > 0 {
		head = head[:min(len(head), maxTheirs-1)]
		n.comma = len(head)
		n.words = append(head, tail[:min(len(tail), maxTheirs-len(head))]...)
	} else {
		if len(head) > 2 {
			head = trimDegrees(head)
		}
		n.words = head[:min(len(head), maxTheirs)]
	}
	if n.comma == len(n.words) {
		n.comma = 0
	}
	n.words = look(n.words)
	return n
}

// cutNick takes a familiar name in quotes or brackets out of a name.
func cutNick(s string) (rest string, nick word) {
	s = strings.NewReplacer("(", `"`, ")", `"`).Replace(s)
	before, after, ok := strings.Cut(s, `"`)
	inside, after, closed := strings.Cut(after, `"`)
	if !ok || !closed {
		return s, word{}
	}
	if ws := look(words(inside)); len(ws) > 0 {
		nick = ws[0]
	}
	return before + " " + after, nick
}

func trimTitles(ws []word) []word {
	for len(ws) > 1 && isTitle(ws[0].text) {
		ws = ws[1:]
	}
	return ws
}

// trimDegrees cuts degrees off the end, and numbers: pages print ages there.
func trimDegrees(ws []word) []word {
	for len(ws) > 0 && (isDegree(ws[len(ws)-1].text) || strings.Trim(ws[len(ws)-1].text, "0123456789") == "") {
		ws = ws[:len(ws)-1]
	}
	return ws
}
