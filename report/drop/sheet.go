package drop

import (
	"fmt"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/scan"
)

// Sheet is what a person types into the platform's form. It goes to the
// state, which tells brokers hashes only.
type Sheet struct {
	Subject string  `json:"subject"`
	Born    string  `json:"born,omitempty"` // whole date; empty: the file has none
	Entries []Entry `json:"entries"`
	Pairs   []Pair  `json:"pairs,omitempty"` // with hashes only
}

// Entry is one line of the sheet.
type Entry struct {
	Kind    Kind   `json:"kind"`
	Number  int    `json:"number"`            // within its kind, from 1
	Written string `json:"written,omitempty"` // as to be typed; empty where it is withheld
	First   string `json:"first,omitempty"`   // of a name, normal
	Last    string `json:"last,omitempty"`
	Normal  string `json:"normal,omitempty"` // as brokers compare it
	Same    int    `json:"same_as,omitempty"`
	Safe    string `json:"safe,omitempty"` // label of a safe fact
	Note    string `json:"note,omitempty"`
	Hash    string `json:"hash,omitempty"`
}

// Pair is a name with a ZIP code: brokers compare both with the date of birth
// as one.
type Pair struct {
	Name int    `json:"name"` // number of the entry
	Zip  int    `json:"zip"`
	Hash string `json:"hash"`
}

// Kind is what an entry is.
type Kind string

// The kinds of entry. Advertising numbers of devices, and those of cars, can
// be given to the platform too; whohasme does not know them.
const (
	NameEntry  Kind = "name"
	ZipEntry   Kind = "zip"
	EmailEntry Kind = "email"
	PhoneEntry Kind = "phone"
)

// The notes beside entries.
const (
	NoteFormer = "former name"
	NoteAlias  = "also known as"
	NoteHalf   = "brokers often keep half of a double name"
	NoteSpelt  = "the platform's own spelling in Latin letters may differ"
	NoteLong   = "more digits than a number has: give it without the extension"
	NoteShort  = "fewer digits than a number of the United States: is the area code missing?"
)

// Kinds are the kinds of entry in the order of the form.
var Kinds = []Kind{NameEntry, ZipEntry, EmailEntry, PhoneEntry}

// Choice says what goes on a sheet.
type Choice struct {
	Hash bool     // preview what brokers will be given
	Tell []string // labels of the safe facts that are printed, such as "safe address 1"
}

// MakeSheet returns the sheet of a subject. A safe fact stands on it by its
// label only, unless it is chosen. The error names a label that is none.
func MakeSheet(s *scan.Subject, c Choice) (*Sheet, error) {
	for _, label := range c.Tell {
		if !slices.Contains(labels(s.Safe), label) {
			return nil, fmt.Errorf("make sheet: there is no %q; want one of: %s", label, orNone(labels(s.Safe)))
		}
	}
	m := &maker{subject: s, tell: c.Tell, sheet: &Sheet{Subject: s.ID, Born: bornOf(s)}}
	m.names()
	m.zips()
	for _, e := range s.Emails {
		m.add(Entry{Kind: EmailEntry, Written: strings.TrimSpace(e), Normal: Email(e), Safe: first(s.Safe.Labels(e))})
	}
	for i, e := range s.Safe.Emails {
		m.add(Entry{Kind: EmailEntry, Written: strings.TrimSpace(e), Normal: Email(e), Safe: label("e-mail", i)})
	}
	for _, p := range s.Phones {
		m.phone(p, first(s.Safe.Labels(p)))
	}
	for i, p := range s.Safe.Phones {
		m.phone(p, label("phone", i))
	}
	if c.Hash {
		m.hash()
	}
	return m.sheet, nil
}

func bornOf(s *scan.Subject) string {
	if _, whole := Born(s.Born); !whole {
		return ""
	}
	return s.Born.String()
}

func label(kind string, i int) string { return fmt.Sprintf("safe %s %d", kind, i+1) }

// labels are those of all safe facts that a sheet could hold.
func labels(s scan.Safe) (all []string) {
	for kind, n := range map[string]int{"name": len(s.Names), "address": len(s.Addresses), "phone": len(s.Phones), "e-mail": len(s.Emails)} {
		for i := range n {
			all = append(all, label(kind, i))
		}
	}
	slices.Sort(all)
	return all
}

func orNone(list []string) string {
	if len(list) == 0 {
		return "there are none"
	}
	return strings.Join(list, ", ")
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// Of returns the entries of a kind.
func (s *Sheet) Of(k Kind) (list []Entry) {
	for _, e := range s.Entries {
		if e.Kind == k {
			list = append(list, e)
		}
	}
	return list
}

// Lacks says what the form asks for and the subject's file does not have.
func (s *Sheet) Lacks() (list []string) {
	if s.Born == "" {
		list = append(list, lackBorn)
	}
	for _, k := range []struct {
		kind Kind
		what string
	}{{ZipEntry, lackZip}, {EmailEntry, lackEmail}, {PhoneEntry, lackPhone}} {
		if len(s.Of(k.kind)) == 0 {
			list = append(list, k.what)
		}
	}
	return list
}

// Typed is how many entries of a kind are printed and differ.
func (s *Sheet) Typed(k Kind) (n int) {
	for _, e := range s.Of(k) {
		if e.Same == 0 && e.Normal != "" {
			n++
		}
	}
	return n
}

// Combinations is how many names with ZIP codes brokers are asked for.
func (s *Sheet) Combinations() int { return s.Typed(NameEntry) * s.Typed(ZipEntry) }
