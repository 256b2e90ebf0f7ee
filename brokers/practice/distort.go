package practice

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// habits are how one site distorts people, as probabilities unless said
// otherwise. They imitate what is seen on real people-search sites.
type habits struct {
	coverage   float64 // a person is listed at all
	noMiddle   float64
	initial    float64 // the middle name shrinks to its initial, if it is shown
	onlyFirstI float64 // the first name shrinks to its initial
	nick       float64 // the short form stands as the name
	former     float64 // the former name stands as the name
	noSuffix   float64
	typo       float64
	noAge      float64
	offAge     float64 // one year too old or too young
	bandAge    float64
	stale      float64 // the current address is not known yet
	maskPhone  float64
	twice      float64 // a second record from before the last move
	capitals   bool
	lastFirst  bool // "Garcia, Maria E"
	plain      bool // accents are lost
	phones     string
}

// gentle are the habits for the people around the subject: what tells them
// apart stays on the page.
func (h habits) gentle() habits {
	h.onlyFirstI, h.nick, h.former, h.noSuffix, h.typo = 0, 0, 0, 0, 0
	h.noAge, h.offAge, h.bandAge, h.stale, h.twice = 0, 0, 0, 0, 0
	return h
}

// steady are the habits for bearers of common names, whose places must stay.
func (h habits) steady() habits {
	h.coverage, h.former, h.typo, h.stale, h.onlyFirstI = 1, 0, 0, 0, 0
	return h
}

// press turns people into the records of one site.
type press struct {
	*World
	*rand.Rand
	habits
}

func (p *press) chance(q float64) bool { return p.Float64() < q }

// record makes one record of a person.
func (p *press) record(who *Person) *record {
	shown := p.chooseName(who)
	r := &record{person: who.ID, rank: p.Float64(), Phones: p.showPhones(who.Phones), Emails: slices.Clone(who.Emails)}
	for _, n := range who.Names {
		if n.Kind == "current" || n == shown || p.chance(0.5) {
			r.keys = append(r.keys, keys(n)...)
		}
		if n.Last != shown.Last || n.First != shown.First {
			if slices.Contains(r.keys, keys(n)[0]) {
				r.Aliases = append(r.Aliases, p.style(p.trim(n), false))
			}
		}
	}
	r.Name = p.style(p.misspell(p.trim(shown)), p.lastFirst)
	r.Age, r.Born = p.showAge(who), p.showBorn(who)
	known := who.Addresses
	if len(known) > 1 && p.chance(p.stale) {
		known = known[1:]
	}
	r.Now, r.Past = p.showPlace(known[0]), nil
	for _, a := range known[1:min(len(known), 4)] {
		r.Past = append(r.Past, p.showPlace(a))
	}
	r.Kin = p.kin(who)
	return r
}

func (p *press) chooseName(who *Person) Name {
	for _, n := range who.Names[1:] {
		if n.Kind == "former" && p.chance(p.former) || n.Kind == "nickname" && p.chance(p.nick) {
			return n
		}
	}
	return who.Name()
}

// trim drops what this site does not show of a name.
func (p *press) trim(n Name) Name {
	switch {
	case p.chance(p.noMiddle):
		n.Middle = ""
	case n.Middle != "" && p.chance(p.initial):
		n.Middle = string([]rune(n.Middle)[:1])
	}
	if p.chance(p.noSuffix) {
		n.Suffix = ""
	}
	if p.chance(p.onlyFirstI) {
		n.First, n.Middle = string([]rune(n.First)[:1]), ""
	}
	return n
}

// misspell swaps two letters of some surnames.
func (p *press) misspell(n Name) Name {
	letters := []rune(n.Last)
	if len(letters) > 4 && p.chance(p.typo) {
		i := 2 + p.IntN(len(letters)-3)
		letters[i-1], letters[i] = letters[i], letters[i-1]
		n.Last = string(letters)
	}
	return n
}

// style writes a name as the site does.
func (p *press) style(n Name, lastFirst bool) string {
	s := n.String()
	if lastFirst {
		s = n.Last + ", " + strings.Join(strings.Fields(n.First+" "+n.Middle+" "+n.Suffix), " ")
	}
	return p.letters(s)
}

func (p *press) letters(s string) string {
	if p.plain {
		s = brokers.ASCII(s)
	}
	if p.capitals {
		s = strings.ToUpper(s)
	}
	return s
}

func (p *press) showPlace(a Address) Address {
	a.City, a.Street = p.letters(a.City), p.letters(a.Street)
	return a
}

func (p *press) showAge(who *Person) string {
	age := who.Age(p.Day)
	switch {
	case p.chance(p.noAge):
		return ""
	case p.chance(p.bandAge):
		low := age / 5 * 5
		return fmt.Sprintf("%d-%d", low, low+4)
	case p.chance(p.offAge):
		age += 1 - 2*p.IntN(2)
	}
	return strconv.Itoa(max(age, 18))
}

func (p *press) showBorn(who *Person) string {
	if p.chance(0.5) {
		return strconv.Itoa(who.Born.Year)
	}
	return fmt.Sprintf("%s %d", who.Born.Month.String()[:3], who.Born.Year)
}

// showPhones writes numbers with spaces or hyphens; some lose their last two
// digits, which the site sells.
func (p *press) showPhones(numbers []string) []string {
	var list []string
	for _, n := range numbers {
		if p.chance(p.maskPhone) {
			n = n[:8] + "XX"
		}
		list = append(list, strings.NewReplacer("A", n[:3], "B", n[3:6], "C", n[6:]).Replace(p.phones))
	}
	return list
}

func (p *press) kin(who *Person) []string {
	var list []string
	for _, id := range who.Relatives[:min(len(who.Relatives), 3)] {
		n := p.byID[id].Name()
		n.Suffix = ""
		list = append(list, p.style(p.trim(n), false))
	}
	return list
}
