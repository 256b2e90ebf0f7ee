package practice

import (
	"fmt"
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// address draws an address in a town.
func (b *builder) address(t town, from, to int) Address {
	street := fmt.Sprintf("%d %s %s", 10+b.IntN(9800), pick(b.Rand, streetNames), pick(b.Rand, streetKinds))
	if b.chance(0.2) {
		street += fmt.Sprintf(" Apt %d", 1+b.IntN(40))
	}
	return Address{Street: street, City: t.city, State: t.state, Zip: fmt.Sprintf("%s%02d", t.zip, 1+b.IntN(98)), From: from, To: to}
}

// history draws addresses for an adult life, newest first; the current one is
// in the given town.
func (b *builder) history(now town, born brokers.Date) []Address {
	from := b.Day.Year - 1 - b.IntN(9)
	list := []Address{b.address(now, from, 0)}
	for moves := b.IntN(4); moves > 0 && from > born.Year+20; moves-- {
		t, to := now, from
		if b.chance(0.6) {
			t = pick(b.Rand, towns)
		}
		from = max(to-1-b.IntN(10), born.Year+18)
		list = append(list, b.address(t, from, to))
	}
	return list
}

// phones draws one or two numbers of the range kept for fiction, in the area
// codes of the places somebody lived.
func (b *builder) phones(p *Person) []string {
	var list []string
	for i := range min(2, len(p.Addresses)) {
		if i == 0 || b.chance(0.5) {
			list = append(list, fmt.Sprintf("%s55501%02d", townNamed(p.Addresses[i].City).area, b.IntN(100)))
		}
	}
	return list
}

var mailHosts = []string{"example.org", "example.net", "mail.test", "post.test"}

func (b *builder) emails(p *Person) []string {
	n := p.Name()
	words := []string{slug(n.First), slug(n.Last)}
	if b.chance(0.5) {
		words[0] = words[0][:1]
	}
	local := strings.ReplaceAll(strings.Join(words, "."), "-", "")
	return []string{fmt.Sprintf("%s%d@%s", local, b.IntN(90)+10, pick(b.Rand, mailHosts))}
}

// nickname gives some people a short form that their friends use.
func (b *builder) nickname(p *Person) {
	n := p.Name()
	if short := nicknames[n.First]; len(short) > 0 && b.chance(0.4) {
		p.Names = append(p.Names, Name{First: pick(b.Rand, short), Last: n.Last, Kind: "nickname"})
	}
}

func (b *builder) first(s Sex) string {
	if s == Female {
		return often(b.Rand, femaleNames)
	}
	return often(b.Rand, maleNames)
}

// name draws a current name with a surname; a few people have no middle name.
func (b *builder) name(s Sex, last string) Name {
	n := Name{First: b.first(s), Last: last, Kind: "current"}
	if b.chance(0.85) {
		n.Middle = b.first(s)
	}
	return n
}

func (b *builder) sex() Sex {
	if b.chance(0.5) {
		return Female
	}
	return Male
}

// relate notes that all of them are relatives of each other.
func relate(people ...*Person) {
	for _, p := range people {
		for _, q := range people {
			if p != q {
				p.Relatives = append(p.Relatives, q.ID)
			}
		}
	}
}
