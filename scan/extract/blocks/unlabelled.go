package blocks

import (
	"strings"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/pattern"
)

var joints = []string{" · ", " • ", " | ", "|", " / ", " – ", " — ", " - "}

// unlabelled reads a text by its form, whole or in the parts between marks.
func (g *gatherer) unlabelled(c *chunk, context kind) {
	if c.text == "" {
		return
	}
	near := g.since <= 2 && context == none
	if c.to > c.from+1 && g.apart(c, near, context) {
		return
	}
	if g.jointed(c, joints[:4], near, context) {
		return
	}
	if k := formOf(c.text, near); k != none && g.value(k, c, false) {
		return
	}
	if g.jointed(c, joints[4:], near, context) {
		return
	}
	if k := g.hint(c.from); k != none && (k != places || townLike(c.text) && !g.shares(c.text) || addressLike(c.text, look(c.text))) && g.value(k, c, false) {
		return
	}
	if context == none && g.prose(c) {
		return
	}
	if context == none && g.since > 0 && g.namesake(c) {
		return
	}
	if near && strings.IndexByte(c.text, ',') >= 0 { // "45, Austin, TX"
		head, rest, _ := strings.Cut(c.text, ",")
		one, two := *c, *c
		one.text, two.text = trimmed(head), trimmed(rest)
		if k := formOf(one.text, true); k == anAge && g.value(k, &one, false) {
			if k := formOf(two.text, true); two.text != "" && (k == none || !g.value(k, &two, false)) {
				g.loose(two.text, context)
			}
			return
		}
	}
	g.loose(c.text, context)
}

// told is an age in a sentence.
var told = pattern.MustCompile(`^.{0,60}\bis\s+(?:about\s+|around\s+|currently\s+)?\d{1,3}[\s-]years?(?:[\s-]old|\s+of\s+age)(?:\W+(?:and|who|he|she|they))*\W*$`)

// prose reads "John Smith is 45 years old and", the head of a sentence that goes
// on with a label: "lives in".
func (g *gatherer) prose(c *chunk) bool {
	first := firstWord(g.rec.Name)
	if !g.rec.Age.IsZero() || len(c.text) > 90 || !told.MatchString(c.text) {
		return false
	}
	switch w := firstWord(c.text); w {
	case first, "He", "She", "They":
		return g.value(anAge, c, false)
	default:
		return strings.EqualFold(w, first) && g.value(anAge, c, false)
	}
}

// goesOn is the head of the sentence after a place: "Bozeman, MT. Cyrus".
var goesOn = pattern.MustCompile(`^(.*,\s*[A-Z]{2})\.\s+\p{Lu}[\p{L}'’-]+(?:\s+(?:has|have|also|was|and))*$`)

// namesake reads a lone name that shares the record's last name as that of a
// relative.
func (g *gatherer) namesake(c *chunk) bool {
	if n, _ := g.memory.Name(c.text); n != c.text || !strings.Contains(n, " ") || !person(n) {
		return false
	}
	if !g.shares(c.text) {
		return false
	}
	if firstWord(scan.Fold(g.rec.Name)) == firstWord(scan.Fold(c.text)) {
		return true // the same person, again
	}
	g.flush()
	had := g.has
	ok := g.value(kin, c, false)
	g.has = had // too little to tell a record by
	return ok
}

// shares reports whether a name ends with the record's last name.
func (g *gatherer) shares(s string) bool {
	own, theirs := strings.Fields(scan.Fold(g.rec.Name)), strings.Fields(scan.Fold(s))
	return len(own) > 1 && len(theirs) > 1 && own[len(own)-1] == theirs[len(theirs)-1] && len(own[len(own)-1]) > 2
}

// jointed reads the parts of a text between marks, if it has such marks.
func (g *gatherer) jointed(c *chunk, joints []string, near bool, context kind) bool {
	for _, j := range joints {
		if !strings.Contains(c.text, j) {
			continue
		}
		for part := range strings.SplitSeq(c.text, j) {
			one := *c
			if one.text = trimmed(part); one.text == "" {
				continue
			}
			if k := formOf(one.text, near); k == none || !g.value(k, &one, false) {
				g.loose(one.text, context)
			}
		}
		return true
	}
	return false
}

// apart reads the pieces of a line one by one, if one of them alone is a field:
// nothing but style parts "45 years old" from "Austin, TX".
func (g *gatherer) apart(c *chunk, near bool, context kind) bool {
	var forms [8]kind
	found, n := 0, 0
	for i := c.from; i < c.to; i++ {
		t := trimmed(g.pieces[i].text)
		if t == "" || !strings.Contains(c.text, t) {
			continue
		}
		if n == len(forms) {
			return false
		}
		if forms[n] = listForm(t, near); forms[n] != none {
			found++
		} else if !button(t) {
			return false
		}
		n++
	}
	if found == 0 || n < 2 {
		return false
	}
	n = 0
	for i := c.from; i < c.to; i++ {
		one := *c
		one.text, one.from, one.to = trimmed(g.pieces[i].text), i, i+1
		if one.text == "" || !strings.Contains(c.text, one.text) {
			continue
		}
		if forms[n] == none || !g.value(forms[n], &one, false) {
			g.loose(one.text, context)
		}
		n++
	}
	return true
}

// listForm is the form of a text, or the one that all its parts between marks
// have: two telephone numbers with a stroke between.
func listForm(s string, near bool) kind {
	k := formOf(s, near)
	if k != none {
		return k
	}
	for _, j := range joints[:5] {
		if !strings.Contains(s, j) {
			continue
		}
		for part := range strings.SplitSeq(s, j) {
			f := formOf(trimmed(part), near)
			if f == none || k != none && f != k {
				return none
			}
			k = f
		}
		return k
	}
	return none
}

// button reports whether every word of a text is one that any people-search
// site prints: it can be no field.
func button(s string) bool {
	if len(s) > 60 {
		return false
	}
	letters := false
	for w := range strings.FieldsSeq(s) {
		w = strings.Trim(w, ".,:;!?()[]+&›»→>…|/-–")
		if w == "" {
			continue
		}
		var low [24]byte
		if len(w) > len(low) || !neutrals[string(lowered(low[:0], w))] {
			return false
		}
		letters = true
	}
	return letters
}

// loose weighs a text that is no field.
func (g *gatherer) loose(s string, context kind) {
	if context != none && context != call {
		g.said++
		return
	}
	for w := range strings.FieldsSeq(s) {
		var low [24]byte
		w = strings.Trim(w, ".,:;!?()[]\"'“”’…*&+#›»→>-–—·•|/")
		if w == "" || len(w) > len(low) {
			g.strange += min(len(w), 1)
			continue
		}
		word := string(lowered(low[:0], w))
		switch {
		case neutral(word):
		case foreign[word]:
			g.foreign++
			g.strange++
		default:
			g.strange++
		}
	}
}
