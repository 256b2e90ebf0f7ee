package extract

import (
	"net/url"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract/field"
	"github.com/whohasme/whohasme/scan/extract/tree"
	"golang.org/x/net/html"
)

// block reads the fields of one record. veiled says that there is a name
// whose letters the page hides.
type block struct {
	scan.Record
	veiled bool
	fault  error
	hits   [][]hit // of the simple selectors
	buf    []value // of the field that is being read
	memory *field.Memory
	veils  bool // something in the record may be blurred
	texts  lately
}

func (r *Reader) block(n *html.Node, all *fields, base *url.URL, hits [][]hit, m *field.Memory) (scan.Record, bool, error) {
	for i := range hits {
		hits[i] = hits[i][:0]
	}
	veils := walk(n, all.fast, hits) || tree.Veiled(n, n)
	var values [16]value
	b, fs := block{hits: hits, buf: values[:0], memory: m, veils: veils}, all.rules
	b.name(b.values(n, fs["name"]))
	b.age(b.clear(n, fs["age"]), r.Country)
	b.born(b.clear(n, fs["born"]), r.Country)
	b.Addresses = field.DistinctAddresses(b.addresses(n, fs["addresses"]))
	b.Aliases = b.people(b.clear(n, fs["aliases"]))
	b.Relatives = b.people(b.clear(n, fs["relatives"]))
	for _, v := range b.clear(n, fs["phones"]) {
		b.Phones = field.AppendPhones(b.Phones, v.text, r.Country)
	}
	for _, v := range b.clear(n, fs["emails"]) {
		b.Emails = append(b.Emails, field.Emails(v.text)...)
	}
	for _, v := range b.values(n, fs["profile_url"]) {
		if b.URL == "" {
			b.URL = field.Link(v.text, base)
		}
	}
	b.Aliases, b.Relatives = field.Distinct(b.Aliases), field.Distinct(b.Relatives)
	b.Phones, b.Emails = field.Distinct(b.Phones), field.Distinct(b.Emails)
	return b.Record, b.veiled, b.fault
}

// clear is values without the texts that lie under a blur.
func (b *block) clear(n *html.Node, rules []rule) []value {
	return slices.DeleteFunc(b.values(n, rules), func(v value) bool { return v.veiled })
}

// values joins what the rules of a field find, until the next call.
func (b *block) values(n *html.Node, rules []rule) []value {
	b.buf = b.buf[:0]
	for i := range rules {
		var err error
		b.buf, err = rules[i].values(b.buf, n, b)
		if err != nil {
			b.fault = err
		}
	}
	return b.buf
}

// name joins the names that several rules read, such as first and last name.
// One hidden part hides the whole; a full name found twice is one.
func (b *block) name(values []value) {
	var parts []string
	for _, v := range values {
		name, veiled := b.memory.Name(v.text)
		b.veiled = b.veiled || veiled || v.veiled
		if twice := strings.Contains(name, " ") && slices.Contains(parts, name); name != "" && !twice {
			parts = append(parts, name)
		}
	}
	if !b.veiled {
		b.Name = strings.Join(parts, " ")
	}
}

// people reads a list of names, in the order of name that the record itself
// is written in.
func (b *block) people(values []value) (list []string) {
	surnamesFirst := false
	if commas := slices.ContainsFunc(values, func(v value) bool { return !v.whole && strings.IndexByte(v.text, ',') >= 0 }); commas {
		var texts []string
		for _, v := range values {
			texts = append(texts, v.text)
		}
		surnamesFirst = field.SurnamesFirst(b.Name, texts)
	}
	for _, v := range values {
		if surnamesFirst && !v.whole {
			list = field.AppendSurnamesFirst(list, v.text, b.Name)
		} else {
			list = b.memory.AppendPeople(list, v.text, v.whole)
		}
	}
	return list
}

func (b *block) age(values []value, country string) {
	for _, v := range values {
		age, born := b.memory.Age(v.text, country)
		if b.Age.IsZero() {
			b.Age = age
		}
		if b.Born.IsZero() {
			b.Born = born
		}
	}
}

// born reads the rules for the birth date; it goes before one that stood
// beside the age.
func (b *block) born(values []value, country string) {
	for _, v := range values {
		if born := field.Born(v.text, country); !born.IsZero() {
			b.Born = born
			return
		}
	}
}

// addresses reads several rules as the lines of one address if each found one
// text: a street here, a town there.
func (b *block) addresses(n *html.Node, rules []rule) []scan.Address {
	if len(rules) == 1 {
		var out []scan.Address
		for _, v := range b.clear(n, rules) {
			out = b.memory.AppendAddresses(out, v.text)
		}
		return out
	}
	var texts []string
	lines := len(rules) > 1
	for i := range rules {
		found := b.values(n, rules[i:i+1])
		lines = lines && len(found) == 1 && !rules[i].all
		for _, v := range found {
			if !v.veiled {
				texts = append(texts, v.text)
			}
		}
	}
	if lines {
		return field.Addresses(strings.Join(texts, "\n"))
	}
	var out []scan.Address
	for _, t := range texts {
		out = append(out, field.Addresses(t)...)
	}
	return out
}
