package match_test

import (
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice/pairs"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/match"
	"pgregory.net/rapid"
)

// somePairs are those that the relations below are tried on: every kind is
// among them.
var somePairs = sync.OnceValue(func() []pairs.Pair { return pairs.Make(practiceSeed(), 1000, practiceDay) })

// relation changes a subject or a record and says how the answer may change.
type relation struct {
	name   string
	change func(*rapid.T, *scan.Subject, *scan.Record) bool // false: does not apply
}

// try draws pairs and holds the answer after a change against the one before.
func (r relation) try(t *testing.T, hold func(t *rapid.T, before, after scan.Judged)) {
	t.Run(r.name, func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			p := rapid.SampledFrom(somePairs()).Draw(t, "pair")
			s, record := subjectOf(p.Profile), recordOf(p.Candidate)
			before := match.New(s).Judge(record, dayOf(p))
			s, record = subjectOf(p.Profile), copied(record)
			if !r.change(t, s, &record) {
				return
			}
			hold(t, before, match.New(s).Judge(record, dayOf(p)))
		})
	})
}

func copied(r scan.Record) scan.Record {
	r.Aliases, r.Phones, r.Emails = slices.Clone(r.Aliases), slices.Clone(r.Phones), slices.Clone(r.Emails)
	r.Relatives, r.Addresses = slices.Clone(r.Relatives), slices.Clone(r.Addresses)
	return r
}

var ranks = map[scan.Verdict]int{scan.Other: 0, scan.Possible: 1, scan.Match: 2}

const hair = 1e-9 // scores have nine decimals

func notHigher(t *rapid.T, a, b scan.Judged) {
	if b.Score > a.Score+hair || ranks[b.Verdict] > ranks[a.Verdict] {
		t.Fatalf("%s %v rose to %s %v: %+v\nbefore %+v", a.Verdict, a.Score, b.Verdict, b.Score, b.Reasons, a.Reasons)
	}
}

func notLower(t *rapid.T, a, b scan.Judged) { notHigher(t, b, a) }

func equal(t *rapid.T, a, b scan.Judged) {
	if math.Abs(a.Score-b.Score) > hair || a.Verdict != b.Verdict {
		t.Fatalf("%s %v became %s %v: %+v\nbefore %+v", a.Verdict, a.Score, b.Verdict, b.Score, b.Reasons, a.Reasons)
	}
}

// texts changes every text of a record.
func texts(r *scan.Record, change func(string) string) {
	r.Name = change(r.Name)
	for _, list := range [][]string{r.Aliases, r.Phones, r.Emails, r.Relatives} {
		for i := range list {
			list[i] = change(list[i])
		}
	}
	for i, a := range r.Addresses {
		r.Addresses[i].Street, r.Addresses[i].City, r.Addresses[i].State = change(a.Street), change(a.City), change(a.State)
	}
}

func onRecord(change func(string) string) func(*rapid.T, *scan.Subject, *scan.Record) bool {
	return func(_ *rapid.T, _ *scan.Subject, r *scan.Record) bool { texts(r, change); return true }
}

func shuffled[T any](t *rapid.T, list []T, label string) {
	copy(list, rapid.Permutation(list).Draw(t, label))
}

func TestPracticeWritingChangesNothing(t *testing.T) {
	for _, r := range []relation{
		{"order", func(t *rapid.T, s *scan.Subject, r *scan.Record) bool {
			shuffled(t, r.Aliases, "aliases")
			shuffled(t, r.Phones, "phones")
			shuffled(t, r.Emails, "emails")
			shuffled(t, r.Relatives, "relatives")
			shuffled(t, r.Addresses, "addresses")
			shuffled(t, s.Addresses, "subject's addresses")
			shuffled(t, s.Phones, "subject's phones")
			shuffled(t, s.Relatives, "subject's relatives")
			return true
		}},
		{"capitals", onRecord(strings.ToUpper)},
		{"small letters", onRecord(strings.ToLower)},
		{"accents lost", onRecord(brokers.ASCII)},
		{"white space", onRecord(func(s string) string { return "\t " + strings.ReplaceAll(s, " ", " \u00a0\n ") + " " })},
		{"the subject in capitals", func(_ *rapid.T, s *scan.Subject, _ *scan.Record) bool {
			for i, n := range s.Names {
				s.Names[i].First, s.Names[i].Middle, s.Names[i].Last = strings.ToUpper(n.First), strings.ToUpper(n.Middle), strings.ToUpper(n.Last)
			}
			return true
		}},
	} {
		r.try(t, equal)
	}
}

// TestPracticeMoreNeverLowers adds what says nothing about the subject, and
// swaps ways to write the same.
func TestPracticeMoreNeverLowers(t *testing.T) {
	for _, r := range []relation{
		{"an unrelated telephone", func(_ *rapid.T, _ *scan.Subject, r *scan.Record) bool {
			r.Phones = append(r.Phones, "907-555-0100")
			return true
		}},
		{"an unrelated mailbox", func(_ *rapid.T, _ *scan.Subject, r *scan.Record) bool {
			r.Emails = append(r.Emails, "olga.n@post.test")
			return true
		}},
		{"an unrelated relative", func(_ *rapid.T, _ *scan.Subject, r *scan.Record) bool {
			r.Relatives = append(r.Relatives, "Olga Novotnarova")
			return true
		}},
		{"another town beside one that is shared", func(_ *rapid.T, s *scan.Subject, r *scan.Record) bool {
			shared := slices.ContainsFunc(r.Addresses, func(a scan.Address) bool {
				return slices.ContainsFunc(s.Addresses, func(b scan.Address) bool { return strings.EqualFold(a.City, b.City) && a.State == b.State })
			})
			r.Addresses = append(r.Addresses, scan.Address{City: "Juneau", State: "AK"})
			return shared
		}},
		{"state in full", func(_ *rapid.T, _ *scan.Subject, r *scan.Record) bool {
			for i, a := range r.Addresses {
				if name, ok := brokers.StateName(a.State); ok {
					r.Addresses[i].State = name
				}
			}
			return true
		}},
		{"telephones with the country", func(_ *rapid.T, _ *scan.Subject, r *scan.Record) bool {
			for i, p := range r.Phones {
				if d := scan.Digits(p); len(d) == 10 {
					r.Phones[i] = "+1" + d
				}
			}
			return true
		}},
		{"a title", func(_ *rapid.T, _ *scan.Subject, r *scan.Record) bool {
			if strings.Contains(r.Name, ",") || strings.ContainsAny(r.Name, "*&") {
				return false
			}
			r.Name = "Mr. " + r.Name
			return true
		}},
		{"one address twice", func(_ *rapid.T, _ *scan.Subject, r *scan.Record) bool {
			if len(r.Addresses) > 0 {
				r.Addresses = append(r.Addresses, r.Addresses[0])
			}
			return true
		}},
	} {
		r.try(t, notLower)
	}
}

// TestPracticeContradictionsNeverRaise adds what the subject is not.
func TestPracticeContradictionsNeverRaise(t *testing.T) {
	for _, r := range []relation{
		{"another age", func(t *rapid.T, s *scan.Subject, r *scan.Record) bool {
			had := !r.Age.IsZero() || !r.Born.IsZero()
			age := practiceDay.Year - s.Born.Year
			off := rapid.IntRange(12, 40).Draw(t, "off")
			if age > 60 {
				off = -off
			}
			r.Age = scan.Years(age + off)
			return !had && s.Born.Year > 0
		}},
		{"another generation", func(t *rapid.T, s *scan.Subject, r *scan.Record) bool {
			own := s.Names[0].Suffix
			other := rapid.SampledFrom([]string{"Jr", "Sr", "III"}).Draw(t, "suffix")
			page := slices.ContainsFunc([]string{"JR", "SR", "II", "III", "IV"}, func(g string) bool { return strings.HasSuffix(strings.ToUpper(r.Name), " "+g) })
			r.Name += " " + other
			return own != "" && own != other && !(own == "II" && other == "Jr") && !page // which are one
		}},
		{"another middle name", func(_ *rapid.T, s *scan.Subject, r *scan.Record) bool {
			first, last, ok := strings.Cut(r.Name, " ")
			if !ok || strings.ContainsAny(r.Name, ",*&.") || strings.Contains(last, " ") {
				return false
			}
			r.Name, r.Aliases = first+" Xaverius "+last, nil
			return s.Names[0].Middle != ""
		}},
		{"another relative", func(_ *rapid.T, _ *scan.Subject, r *scan.Record) bool {
			r.Relatives = append(r.Relatives, "Olga Novotnarova")
			return true
		}},
		{"another state", func(_ *rapid.T, s *scan.Subject, r *scan.Record) bool {
			r.Addresses = append(r.Addresses, scan.Address{City: "Juneau", State: "AK"})
			return !slices.ContainsFunc(s.Addresses, func(a scan.Address) bool { return a.State == "AK" })
		}},
	} {
		r.try(t, notHigher)
	}
}

// FuzzPractice writes foreign text into any field of a practice pair: a sound
// score and verdict, and the same twice.
func FuzzPractice(f *testing.F) {
	f.Add(uint16(3), uint8(0), "Ｊｏｈｎ \u202eSmith", 42)
	f.Add(uint16(70), uint8(3), "\x00\xff,,Jr Jr", -1)
	f.Add(uint16(500), uint8(5), strings.Repeat("Ann-Marie ", 400), 1<<62)
	f.Add(uint16(900), uint8(8), "(555) 555-XXXX ext. 1 / ☎", -1<<63)
	f.Fuzz(func(t *testing.T, which uint16, field uint8, text string, number int) {
		p := somePairs()[int(which)%len(somePairs())]
		s, r := subjectOf(p.Profile), recordOf(p.Candidate)
		switch field % 12 {
		case 0:
			r.Name = text
		case 1:
			r.Aliases = append(r.Aliases, text)
		case 2:
			r.Age = scan.Age{Low: number, High: number}
		case 3:
			r.Age, r.Born = scan.Age{}, scan.Born{Year: number}
		case 4:
			r.Addresses = []scan.Address{{Street: text, City: text, State: text, Zip: text}}
		case 5:
			r.Relatives = append(r.Relatives, text)
		case 6:
			r.Emails = []string{text}
		case 7:
			r.Phones = []string{text}
		case 8:
			s.Phones, s.Emails, s.Relatives = []string{text}, []string{text}, []string{text}
		case 9:
			s.Names[0] = scan.Name{First: text, Middle: text, Last: text, Suffix: text}
		case 10:
			s.Born = scan.Born{Year: number}
		case 11:
			s.Names, s.Addresses = nil, []scan.Address{{Street: text, City: text, State: text}}
		}
		j := match.New(s).Judge(r, dayOf(p))
		if math.IsNaN(j.Score) || j.Score < 0 || j.Score > 1 {
			t.Errorf("score %v", j.Score)
		}
		if _, known := ranks[j.Verdict]; !known {
			t.Errorf("verdict %q", j.Verdict)
		}
		for _, reason := range j.Reasons {
			if math.IsNaN(reason.Weight) || math.IsInf(reason.Weight, 0) || reason.Field == "" || reason.Text == "" {
				t.Errorf("reason %+v", reason)
			}
		}
		if again := match.New(s).Judge(r, dayOf(p)); again.Verdict != j.Verdict || again.Score != j.Score {
			t.Errorf("%s %v, then %s %v", j.Verdict, j.Score, again.Verdict, again.Score)
		}
	})
}
