package drop

import (
	"slices"
	"strings"

	"github.com/whohasme/whohasme/scan"
)

// maker fills a sheet.
type maker struct {
	subject *scan.Subject
	tell    []string
	sheet   *Sheet
}

// add puts an entry on the sheet: under its label only where it is safe and
// not chosen, and marked where one before it is compared as the same.
func (m *maker) add(e Entry) {
	if e.Normal == "" {
		return
	}
	hidden := e.Safe != "" && !slices.Contains(m.tell, e.Safe)
	if hidden {
		e = Entry{Kind: e.Kind, Safe: e.Safe}
	}
	e.Number = 1
	for _, o := range m.sheet.Entries {
		if o.Kind != e.Kind {
			continue
		}
		e.Number = max(e.Number, o.Number+1)
		switch {
		case hidden && o.Safe == e.Safe, !hidden && o.Written == e.Written:
			return // the same line
		case !hidden && o.Normal == e.Normal && e.Same == 0 && o.Same == 0:
			e.Same = o.Number
		}
	}
	m.sheet.Entries = append(m.sheet.Entries, e)
}

func (m *maker) names() {
	var variants []scan.Name
	for _, n := range m.subject.Names {
		safe := ""
		if i := slices.IndexFunc(m.subject.Safe.Names, func(s scan.Name) bool { return (scan.Safe{Names: []scan.Name{s}}).IsName(n) }); i >= 0 {
			safe = label("name", i)
		} else {
			variants = append(variants, shorter(n)...)
		}
		m.name(n, safe, kindNote(n))
	}
	for _, n := range variants {
		m.name(n, "", NoteHalf)
	}
	for i, n := range m.subject.Safe.Names {
		m.name(n, label("name", i), "")
	}
}

func (m *maker) name(n scan.Name, safe, note string) {
	first, last := Name(n.First), Name(n.Last)
	if first == "" || last == "" {
		return
	}
	if Spelt(n.First + n.Last) {
		note = strings.TrimPrefix(note+"; "+NoteSpelt, "; ")
	}
	m.add(Entry{Kind: NameEntry, Written: strings.TrimSpace(n.First) + " " + strings.TrimSpace(n.Last), First: first, Last: last, Normal: first + " " + last, Safe: safe, Note: note})
}

func kindNote(n scan.Name) string {
	switch n.Kind {
	case scan.FormerName:
		return NoteFormer
	case scan.AliasName:
		return NoteAlias
	}
	return ""
}

// shorter returns the names that brokers keep somebody with a double last name
// under: with either half.
func shorter(n scan.Name) []scan.Name {
	parts := strings.FieldsFunc(n.Last, func(r rune) bool { return r == ' ' || r == '-' || r == '‐' })
	if len(parts) != 2 || len([]rune(parts[0])) < 3 || particle[strings.ToLower(parts[0])] {
		return nil
	}
	return []scan.Name{{First: n.First, Last: parts[0]}, {First: n.First, Last: parts[1]}}
}

// particle are words that are part of the name that follows.
var particle = map[string]bool{"van": true, "von": true, "der": true, "del": true, "des": true, "dos": true, "della": true, "san": true, "santa": true, "saint": true, "abu": true, "bin": true, "ibn": true, "ter": true, "ten": true, "mac": true, "las": true, "los": true}

func (m *maker) zips() {
	s := m.subject
	for _, a := range s.Open() {
		m.zip(a, "")
	}
	for _, a := range s.Addresses {
		if i, safe := s.Safe.IsAddress(a); safe {
			m.zip(a, label("address", i-1))
		}
	}
	for i, a := range s.Safe.Addresses {
		m.zip(a, label("address", i))
	}
}

func (m *maker) zip(a scan.Address, safe string) {
	note := ""
	if a.Zip != "" && a.City != "" {
		note = strings.Trim(a.City+", "+a.State, ", ")
	}
	m.add(Entry{Kind: ZipEntry, Written: strings.TrimSpace(a.Zip), Normal: Zip(a.Zip), Safe: safe, Note: note})
}

func (m *maker) phone(p, safe string) {
	note := ""
	if n := len(digits(p)); n > 11 && !strings.HasPrefix(strings.TrimSpace(p), "+") || n > 15 {
		note = NoteLong
	} else if n < 10 {
		note = NoteShort
	}
	m.add(Entry{Kind: PhoneEntry, Written: strings.TrimSpace(p), Normal: Phone(p), Safe: safe, Note: note})
}

// hash fills in what brokers will be given.
func (m *maker) hash() {
	born, whole := Born(m.subject.Born)
	var names, zips []*Entry
	for i := range m.sheet.Entries {
		e := &m.sheet.Entries[i]
		switch {
		case e.Normal == "" || e.Same != 0:
		case e.Kind == NameEntry:
			names = append(names, e)
		case e.Kind == ZipEntry:
			zips = append(zips, e)
		default:
			e.Hash = Hash(e.Normal)
		}
	}
	if !whole {
		return
	}
	for _, n := range names {
		for _, z := range zips {
			m.sheet.Pairs = append(m.sheet.Pairs, Pair{n.Number, z.Number, Composite(n.First, n.Last, born, z.Normal)})
		}
	}
}
