package sweep

import (
	"slices"
	"strings"
	"time"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract/field"
)

// likeness says how surely a record is one that was seen before. What a person
// said of it then is carried over: the same record is never asked about twice.
type likeness int

const (
	unlike  likeness = iota
	fair             // the same name in the same state, an age that time explains, and no other is as like
	near             // and a town or a relative in common
	certain          // the same address or the same in all, or a telephone, mailbox or house in common
)

// recognise tells which records of this visit are findings made earlier. Every
// finding is at most one record and every record at most one finding; the
// surest are settled first. It may be called again when more was read.
func (l *look) recognise() {
	if len(l.client.Earlier) == 0 {
		return
	}
	was := map[*judged]*scan.Finding{}
	for _, j := range l.judged {
		was[j], j.earlier = j.earlier, nil
	}
	taken := map[*scan.Finding]bool{}
	for sure := certain; sure > unlike; sure-- {
		l.settle(sure, taken)
	}
	for _, j := range l.judged {
		if j.earlier != was[j] {
			j.Judged = l.verdict(j.Record, j.earlier)
		}
	}
}

// settle pairs records and findings that are alike in one degree.
func (l *look) settle(sure likeness, taken map[*scan.Finding]bool) {
	claims := map[*scan.Finding][]*judged{}
	wanted := map[*judged]int{}
	for i := range l.client.Earlier {
		f := &l.client.Earlier[i]
		if taken[f] {
			continue
		}
		for _, j := range l.judged {
			if j.earlier == nil && like(*f, j.Record, l.Now()) == sure && l.tenable(f, j, sure) {
				claims[f] = append(claims[f], j)
				wanted[j]++
			}
		}
	}
	for i := range l.client.Earlier {
		f := &l.client.Earlier[i]
		for _, j := range claims[f] {
			if sure == fair && (len(claims[f]) > 1 || wanted[j] > 1) {
				break // two are as like as each other: nobody can tell
			}
			if j.earlier == nil {
				j.earlier, taken[f] = f, true
				break
			}
		}
	}
}

// tenable reports whether a person's answer about a finding can be carried
// over to a record. Where only likeness speaks for it, a record that is now
// plainly the opposite is looked at afresh: a rejected namesake must not hide
// the subject's own record.
func (l *look) tenable(f *scan.Finding, j *judged, sure likeness) bool {
	if !f.Reviewed || sure == certain {
		return true
	}
	v := l.matcher.Judge(j.Record, l.visitDay()).Verdict
	return f.Verdict == scan.Other && v != scan.Match || f.Verdict == scan.Match && v != scan.Other
}

// like says how surely a record is the one of a finding, as it may look now.
func like(f scan.Finding, r scan.Record, now time.Time) likeness {
	old := f.Record.Record
	sameAddress := old.URL != "" && pageOf(old.URL) == pageOf(r.URL)
	years := yearsBetween(f.Last, now)
	if sameAddress && !replaced(old, r, years) {
		return certain
	}
	if sameAddress || !sameBearer(old.Name, r.Name) {
		return unlike
	}
	aged, known := agesAgree(old, r, years)
	if !aged {
		return unlike
	}
	switch {
	case sharesHard(old, r), recordKey(old) == recordKey(r):
		return certain
	case sharesPlace(old, r) && (known || old.Age.IsZero() == r.Age.IsZero()), sharesRelative(old, r):
		return near
	case sharesPlace(old, r), known && r.Age.Low >= old.Age.Low && r.Age.High <= old.Age.High+years && sharesState(old, r):
		return fair
	}
	return unlike
}

// replaced reports whether an address now shows somebody else, as happens where
// addresses are numbers in a list.
func replaced(old, r scan.Record, years int) bool {
	if !sharesWord(old, r) {
		return true
	}
	aged, _ := agesAgree(old, r, years)
	return (!aged || !sameBearer(old.Name, r.Name)) && !sharesHard(old, r) && !sharesPlace(old, r) && !sharesRelative(old, r)
}

// pageOf is what tells the records' pages of one broker apart: a record's
// number, else path and query.
func pageOf(address string) string {
	if address == "" {
		return ""
	}
	return field.RecordID(address)
}

func yearsBetween(from, to time.Time) int {
	if from.IsZero() || to.Before(from) {
		return 0
	}
	return int(to.Sub(from).Hours()/24/365.25 + 1) // begun years count: a birthday lies in each
}

// agesAgree reports whether the ages of two looks fit one person: the later is
// no lower, and no higher than the years between explain, give or take the one
// that pages are off by. known says that both looks tell one.
func agesAgree(old, r scan.Record, years int) (agree, known bool) {
	if !old.Born.IsZero() && !r.Born.IsZero() {
		return old.Born.Year == r.Born.Year, true
	}
	if old.Age.IsZero() || r.Age.IsZero() {
		return true, false
	}
	return r.Age.High >= old.Age.Low-1 && r.Age.Low <= old.Age.High+years+1, true
}

// bearer is a name as a page writes it, in parts.
type bearer struct{ first, middle, last, suffix string }

var generations = []string{"jr", "sr", "ii", "iii", "iv"}

func bearerOf(name string) bearer {
	var b bearer
	head, rest, turned := strings.Cut(name, ",")
	words := strings.Fields(scan.Fold(name))
	if turned && !slices.Contains(generations, scan.Fold(rest)) { // "Garcia, Maria E"
		words = append(strings.Fields(scan.Fold(rest)), strings.Fields(scan.Fold(head))...)
	}
	words = slices.DeleteFunc(words, func(w string) bool {
		if slices.Contains(generations, w) {
			b.suffix = w
			return true
		}
		return false
	})
	if len(words) == 0 {
		return b
	}
	b.first, b.last = words[0], words[len(words)-1]
	if len(words) > 2 {
		b.middle = words[1]
	}
	return b
}

// sameBearer reports whether two writings are of one name: first and last name
// the same, and nothing else of it contradicting.
func sameBearer(a, b string) bool {
	x, y := bearerOf(a), bearerOf(b)
	return x.first != "" && x.first == y.first && x.last == y.last &&
		(x.suffix == y.suffix || x.suffix == "" || y.suffix == "") &&
		(strings.HasPrefix(x.middle, y.middle) || strings.HasPrefix(y.middle, x.middle))
}

// sharesWord reports whether the names of two records have a word in common.
func sharesWord(a, b scan.Record) bool {
	words := strings.Fields(scan.Fold(strings.Join(append([]string{a.Name}, a.Aliases...), " ")))
	return slices.ContainsFunc(strings.Fields(scan.Fold(strings.Join(append([]string{b.Name}, b.Aliases...), " "))), func(w string) bool {
		return len(w) > 1 && slices.Contains(words, w)
	})
}

// sharesHard reports whether two records have in common what few people share.
func sharesHard(a, b scan.Record) bool {
	return shares(a.Phones, b.Phones, func(s string) string {
		if d := scan.Digits(s); len(d) >= 10 {
			return d
		}
		return "" // masked
	}) || shares(a.Emails, b.Emails, func(s string) string {
		if strings.Contains(s, "*") {
			return ""
		}
		return strings.ToLower(s)
	}) || shares(a.Addresses, b.Addresses, func(d scan.Address) string {
		if d.Street == "" || strings.Contains(d.Street, "*") || strings.Trim(d.Street[:1], "0123456789") != "" {
			return ""
		}
		return scan.Fold(d.Street + " " + d.City)
	})
}

func sharesPlace(a, b scan.Record) bool {
	return shares(a.Addresses, b.Addresses, func(d scan.Address) string {
		if d.City == "" {
			return ""
		}
		return scan.Fold(d.City + " " + d.State)
	})
}

func sharesState(a, b scan.Record) bool {
	return shares(a.Addresses, b.Addresses, func(d scan.Address) string { return scan.Fold(d.State) })
}

func sharesRelative(a, b scan.Record) bool {
	return shares(a.Relatives, b.Relatives, func(s string) string {
		n := bearerOf(s)
		if n.first == n.last || len(n.first) < 2 {
			return ""
		}
		return n.first + " " + n.last
	})
}

// shares reports whether two lists have an entry of the same key; an empty key
// says nothing.
func shares[T any](a, b []T, key func(T) string) bool {
	have := map[string]bool{}
	for _, v := range a {
		if k := key(v); k != "" {
			have[k] = true
		}
	}
	return slices.ContainsFunc(b, func(v T) bool { return have[key(v)] })
}
