package blocks

import (
	"strings"
	"unicode/utf8"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract/field"
	"golang.org/x/net/html/atom"
)

// oneValue parts a text behind a label that announces one value from what
// follows that value.
func oneValue(s string, k kind) (value, rest string) {
	at := len(s)
	for _, j := range joints[:4] {
		if i := strings.Index(s, j); i >= 0 {
			at = min(at, i)
		}
	}
	if k == anAge && at == len(s) {
		for _, j := range joints[5:] { // a dash without a second number
			if i := strings.Index(s, j); i > 0 && !digit(s[i+len(j):]) {
				return strings.TrimRight(s[:i], marks), trimmed(s[i:])
			}
		}
		if i := strings.IndexByte(s, ','); i > 0 && i <= 4 {
			at = i
		}
	}
	return strings.TrimRight(s[:at], marks), trimmed(s[at:])
}

func digit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// value reads a text as a kind of field, and reports whether it was one.
func (g *gatherer) value(k kind, c *chunk, labelled bool) bool {
	if k != places {
		g.flushUnless(k)
	}
	ok := false
	switch k {
	case aPart:
		return labelled // it is in the name already
	case aName, aFullName:
		ok = g.name(c, k)
	case anAge, aBirth:
		ok = g.age(c, k)
	case places, aTown:
		if c.to > c.from+1 && !strings.ContainsAny(c.text, ";|") && g.eachPlace(c) {
			return true
		}
		if at := goesOn.FindStringSubmatchIndex(c.text); at != nil {
			c.text = c.text[:at[3]]
		}
		g.places = append(g.places, c.text)
		g.placeAt = append(g.placeAt, placed{span{c.from, c.to}, g.labelOf(c, labelled)})
		if labelled {
			g.labelled |= 1 << places
		}
		return true
	case aliases, kin:
		ok = g.people(c, k)
	case phones:
		ok = g.phone(c)
	case emails:
		list := field.Emails(c.text)
		g.rec.Emails = append(g.rec.Emails, list...)
		ok = len(list) > 0 || strings.ContainsAny(c.text, "*•") && strings.Contains(c.text, "@")
	default:
		return labelled && k != none
	}
	if ok {
		g.has |= 1 << k
		if labelled {
			g.labelled |= 1 << k
		}
		g.said += strings.Count(c.text, " ") + 1
		if !c.noted {
			g.note(k, g.labelOf(c, labelled), c.from, c.to, c.text)
		}
	}
	return ok
}

// eachPlace takes the pieces of a chunk apart, if each is a place of its own.
func (g *gatherer) eachPlace(c *chunk) bool {
	n := 0
	for i := c.from; i < c.to; i++ {
		t := trimmed(g.pieces[i].text)
		if t == "" {
			continue
		}
		if !strings.Contains(c.text, t) || !button(t) && formOf(t, false) != places {
			return false
		}
		n++
	}
	if n < 2 {
		return false
	}
	for i := c.from; i < c.to; i++ {
		if t := trimmed(g.pieces[i].text); t != "" && !button(t) {
			g.places = append(g.places, t)
			g.placeAt = append(g.placeAt, placed{span{i, i + 1}, g.labelOf(c, true)})
		}
	}
	if c.labelled {
		g.labelled |= 1 << places
	}
	return true
}

func (g *gatherer) name(c *chunk, k kind) bool {
	n, _ := g.memory.Name(c.text)
	if n == "" || !field.PersonLike(n) {
		return false
	}
	if k == aFullName && len(n) > len(g.rec.Name) {
		g.full = n
	}
	return true
}

func (g *gatherer) age(c *chunk, k kind) bool {
	var age scan.Age
	var born scan.Born
	if k == aBirth {
		born = field.Born(strings.Trim(c.text, "()[] "), g.country)
		if age, _ = field.Age(c.text, g.country); born.IsZero() {
			_, born = field.Age(c.text, g.country)
		}
	} else {
		age, born = field.Age(c.text, g.country)
	}
	if age.IsZero() && born.IsZero() && k == anAge {
		head := firstWord(c.text)
		age, _ = field.Age(head, g.country) // "43 (or near it)"
	}
	if g.rec.Age.IsZero() {
		g.rec.Age = age
	}
	if g.rec.Born.IsZero() {
		g.rec.Born = born
	}
	if age.IsZero() && born.IsZero() {
		low := strings.ToLower(c.text)
		return strings.Contains(low, "unknown") || strings.Contains(low, "n/a") || strings.ContainsAny(low, "*•")
	}
	return true
}

func (g *gatherer) phone(c *chunk) bool {
	before := len(g.rec.Phones)
	if c.to > c.from+1 && g.numbers(c) {
		for i := c.from; i < c.to; i++ {
			g.rec.Phones = field.AppendPhones(g.rec.Phones, g.pieces[i].text, g.country)
			g.note(phones, g.labelOf(c, c.labelled || g.context == phones), i, i+1, g.pieces[i].text)
		}
		c.noted = true
	} else {
		g.rec.Phones = field.AppendPhones(g.rec.Phones, c.text, g.country)
	}
	return len(g.rec.Phones) > before || len(field.MaskedPhones(c.text)) > 0
}

// numbers reports whether every piece of a chunk is a whole number.
func (g *gatherer) numbers(c *chunk) bool {
	for i := c.from; i < c.to; i++ {
		if t := g.pieces[i].text; len(t) < 10 || !strings.Contains(c.text, t) || !field.QuickPhone(t, g.country) {
			return false
		}
	}
	return true
}

// people reads names of other people, or other names of the same. Names in
// elements of their own are names of their own.
func (g *gatherer) people(c *chunk, k kind) bool {
	if f := formOf(c.text, false); f != none && f != aBirth {
		if f == anAge {
			return true // the relative's
		}
		return false
	}
	var list []string
	if (c.to > c.from+1 || strings.Count(c.text, ",") == 1) && g.turned(c) {
		for i := c.from; i < c.to; i++ {
			if t := trimmed(g.pieces[i].text); strings.Contains(c.text, t) && strings.Contains(t, ",") {
				list = append(list, field.People(t, true)...)
				g.note(k, g.labelOf(c, c.labelled || g.context == k), i, i+1, t)
				c.noted = true
			}
		}
	} else if c.to > c.from+1 && g.each(c) {
		for i := c.from; i < c.to; i++ {
			if t := trimmed(g.pieces[i].text); strings.Contains(c.text, t) && severalWords(t) {
				list = append(list, g.memory.People(t)...)
				g.note(k, g.labelOf(c, c.labelled || g.context == k), i, i+1, t)
				c.noted = true
			}
		}
	} else {
		list = g.memory.People(c.text)
	}
	kept := list[:0]
	for _, n := range list {
		if first := firstWord(n); field.PersonLike(n) && (len(first) == 1 || !neutral(strings.ToLower(first))) {
			kept = append(kept, n)
		}
	}
	if k == kin {
		g.rec.Relatives = append(g.rec.Relatives, kept...)
		for i := c.from; i < c.to; i++ {
			g.markKin(g.pieces[i].elem)
		}
	} else {
		g.rec.Aliases = append(g.rec.Aliases, kept...)
	}
	return len(kept) > 0
}

// each reports whether the pieces of a chunk are names of their own, so that
// text between elements need not part them.
func (g *gatherer) each(c *chunk) bool {
	whole := 0
	for i := c.from; i < c.to; i++ {
		t := trimmed(g.pieces[i].text)
		if !strings.Contains(c.text, t) || t == "" {
			continue
		}
		if n, _ := g.memory.Name(t); severalWords(t) && n == t && field.PersonLike(n) && !strings.Contains(t, ",") {
			whole++
		} else if len(t) > 3 && !bareAge.MatchString(t) && formOf(t, false) == none && !neutral(strings.ToLower(t)) {
			return false
		}
	}
	return whole > 0
}

// severalWords reports whether a text may be a whole name: one of two words, or
// in a script that leaves no space in it.
func severalWords(s string) bool {
	if strings.Contains(s, " ") {
		return true
	}
	r, n := utf8.DecodeRuneInString(s)
	return runs(r) && len(s) > n && utf8.RuneCountInString(s) < 8
}

// turned reports whether every piece of a chunk is a name with the surname
// first, "Garcia, Maria".
func (g *gatherer) turned(c *chunk) bool {
	whole := 0
	for i := c.from; i < c.to; i++ {
		t := trimmed(g.pieces[i].text)
		if t == "" || !strings.Contains(c.text, t) {
			continue
		}
		head, rest, cut := strings.Cut(t, ",")
		if !cut || strings.Contains(rest, ",") || strings.Count(head, " ") > 2 || !field.PersonLike(strings.TrimSpace(rest)) || !field.PersonLike(head) {
			return false
		}
		whole++
	}
	return whole > 1 || whole == 1 && strings.Contains(g.rec.Name, ",")
}

func (g *gatherer) markKin(e int32) {
	if g.kinLinks == nil {
		g.kinLinks = map[int32]bool{}
	}
	for i := 0; e >= 0 && i < 3; i++ {
		if g.elems[e].node.DataAtom == atom.A {
			g.kinLinks[e] = true
		}
		e = g.elems[e].parent
	}
}

// noTown reports whether an address is only words that name no town.
func noTown(a scan.Address) bool {
	if a.State != "" || a.Zip != "" || a.Street != "" || a.Country != "" {
		return false
	}
	return button(a.City) || !field.PersonLike(a.City)
}
