package match

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"pgregory.net/rapid"
)

// Pieces of which records are put together for the relations below.
var (
	someNames = []string{
		"Robert Whitfeather", "Robert James Whitfeather", "Bob Whitfeather", "Whitfeather, Robert J", "R Whitfeather", "Robert T Whitfeather",
		"Robert Whitfeather Jr", "Maria García López", "Maria Garcia", "María Elena Quintanar", "Elena Vanterpool", "John Smith", "Jane Doering",
		"Whitfeather", "O'Brien-Smith, Zoë", "",
	}
	someAges      = []scan.Age{{}, scan.Years(42), scan.Years(43), scan.Years(45), scan.Years(70), {Low: 40, High: 49}}
	someAddresses = []scan.Address{
		at("Dayton", "OH"), at("Austin", "TX"), at("Reno", "NV"), at("", "OH"), {Street: "12 Elm St", City: "Dayton", State: "OH", Zip: "45402"},
		{Street: "7 Quiet Ln", City: "Boise", State: "ID"},
	}
	somePhones    = []string{"937-555-0142", "937-555-0199", "208 555 0111"}
	someEmails    = []string{"robert.whitfeather@example.org", "hidden.elena@example.org", "other@example.org"}
	someRelatives = []string{"Helen Whitfeather", "Carl Brandtner", "Olga Novotna"}
	someSubjects  = []func() *scan.Subject{robert, john, maria, thomas}
)

func pick[T any](t *rapid.T, from []T, label string) T { return rapid.SampledFrom(from).Draw(t, label) }

func picks[T any](t *rapid.T, from []T, label string) []T {
	return rapid.SliceOfN(rapid.SampledFrom(from), 0, 3).Draw(t, label)
}

func anyRecord(t *rapid.T) scan.Record {
	return scan.Record{
		Name: pick(t, someNames, "name"), Aliases: picks(t, someNames, "aliases"), Age: pick(t, someAges, "age"),
		Addresses: picks(t, someAddresses, "addresses"), Phones: picks(t, somePhones, "phones"),
		Emails: picks(t, someEmails, "emails"), Relatives: picks(t, someRelatives, "relatives"),
	}
}

// edit returns a copy of a record with every text changed.
func edit(r scan.Record, change func(string) string) scan.Record {
	each := func(list []string) []string {
		out := slices.Clone(list)
		for i := range out {
			out[i] = change(out[i])
		}
		return out
	}
	r.Name, r.Aliases, r.Phones, r.Emails, r.Relatives = change(r.Name), each(r.Aliases), each(r.Phones), each(r.Emails), each(r.Relatives)
	r.Addresses = slices.Clone(r.Addresses)
	for i, a := range r.Addresses {
		a.Street, a.City, a.State, a.Zip = change(a.Street), change(a.City), change(a.State), change(a.Zip)
		r.Addresses[i] = a
	}
	return r
}

// TestSpellingChangesNothing changes what carries no meaning: verdict, score and
// reasons stay the same.
func TestSpellingChangesNothing(t *testing.T) {
	changes := map[string]func(string) string{
		"capitals":       strings.ToUpper,
		"small letters":  strings.ToLower,
		"accents":        strings.NewReplacer("e", "é", "o", "ö", "a", "á", "n", "ñ").Replace,
		"no accents":     brokers.ASCII,
		"white space":    func(s string) string { return " \t" + strings.ReplaceAll(s, " ", "\u00a0 \n") + "  " },
		"soft hyphens":   func(s string) string { return strings.ReplaceAll(s, "t", "t\u00ad") },
		"once and again": func(s string) string { return s },
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				m := New(pick(t, someSubjects, "subject")())
				r := anyRecord(t)
				same(t, m.Judge(r, day), m.Judge(edit(r, change), day))
			})
		})
	}
}

// TestOrderChangesNothing turns every list around.
func TestOrderChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := New(pick(t, someSubjects, "subject")())
		r := anyRecord(t)
		s := r
		s.Aliases, s.Addresses, s.Phones = turned(r.Aliases), turned(r.Addresses), turned(r.Phones)
		s.Emails, s.Relatives = turned(r.Emails), turned(r.Relatives)
		a, b := m.Judge(r, day), m.Judge(s, day)
		if a.Verdict != b.Verdict || a.Score != b.Score {
			t.Fatalf("%s %v became %s %v", a.Verdict, a.Score, b.Verdict, b.Score)
		}
	})
}

func turned[T any](list []T) []T {
	out := slices.Clone(list)
	slices.Reverse(out)
	return out
}

func same(t *rapid.T, a, b scan.Judged) {
	if a.Verdict != b.Verdict || a.Score != b.Score || !slices.Equal(a.Reasons, b.Reasons) {
		t.Fatalf("%s %v %+v\nbecame\n%s %v %+v", a.Verdict, a.Score, a.Reasons, b.Verdict, b.Score, b.Reasons)
	}
}

// TestContradictionsNeverHelp adds to a record what contradicts the subject.
func TestContradictionsNeverHelp(t *testing.T) {
	contradictions := map[string]func(*scan.Record){
		"age":           func(r *scan.Record) { r.Age = scan.Years(67) },
		"age, closer":   func(r *scan.Record) { r.Age = scan.Years(46) },
		"birth year":    func(r *scan.Record) { r.Born = born(1950, 0, 0) },
		"generation":    func(r *scan.Record) { r.Name += " III" },
		"place":         func(r *scan.Record) { r.Addresses = append(slices.Clone(r.Addresses), at("Reno", "NV")) },
		"phone":         func(r *scan.Record) { r.Phones = append(slices.Clone(r.Phones), "702-555-0100") },
		"relative":      func(r *scan.Record) { r.Relatives = append(slices.Clone(r.Relatives), "Olga Novotna") },
		"first name":    func(r *scan.Record) { r.Name = "Zebulon" + strings.TrimLeft(r.Name, "RobertMaiJhn") },
		"middle name":   func(r *scan.Record) { r.Name = strings.Replace(r.Name, " ", " Theodore ", 1) },
		"middle letter": func(r *scan.Record) { r.Name = strings.Replace(r.Name, " ", " Z ", 1) },
	}
	for name, add := range contradictions {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				m := New(robert())
				before := whole()
				before.Name = pick(t, []string{"Robert Whitfeather", "R Whitfeather", "Bob Whitfeather"}, "name")
				before.Aliases = nil
				thin(t, &before)
				before.Age, before.Born = scan.Age{}, scan.Born{}
				after := before
				add(&after)
				notHigher(t, m.Judge(before, day), m.Judge(after, day))
			})
		})
	}
}

// notHigher fails when the second verdict is better than the first.
func notHigher(t *rapid.T, a, b scan.Judged) {
	if b.Score > a.Score || rank(b.Verdict) > rank(a.Verdict) {
		t.Fatalf("%s %v rose to %s %v: %+v", a.Verdict, a.Score, b.Verdict, b.Score, b.Reasons)
	}
}

// fields takes one thing after another away from a record.
var thinner = map[string]func(*scan.Record){
	"aliases":   func(r *scan.Record) { r.Aliases = nil },
	"age":       func(r *scan.Record) { r.Age = scan.Age{} },
	"born":      func(r *scan.Record) { r.Born = scan.Born{} },
	"addresses": func(r *scan.Record) { r.Addresses = nil },
	"an address": func(r *scan.Record) {
		r.Addresses = r.Addresses[:max(len(r.Addresses)-1, 0)]
	},
	"phones":    func(r *scan.Record) { r.Phones = nil },
	"emails":    func(r *scan.Record) { r.Emails = nil },
	"relatives": func(r *scan.Record) { r.Relatives = nil },
	"middle":    func(r *scan.Record) { r.Name = "Robert Whitfeather" },
	"name":      func(r *scan.Record) { r.Name = "" },
}

func thinnings() []string {
	var names []string
	for f := range thinner {
		names = append(names, f)
	}
	slices.Sort(names)
	return names
}

func thin(t *rapid.T, r *scan.Record) {
	for _, f := range thinnings() {
		if f != "name" && rapid.Bool().Draw(t, "without "+f) {
			thinner[f](r)
		}
	}
}

// TestMissingFieldsNeverHelp takes fields away from a record that agrees.
func TestMissingFieldsNeverHelp(t *testing.T) {
	for _, f := range thinnings() {
		t.Run(f, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				before := whole()
				thin(t, &before)
				after := before
				thinner[f](&after)
				notHigher(t, New(robert()).Judge(before, day), New(robert()).Judge(after, day))
			})
		})
	}
}

// TestMissingFactsNeverHelp takes facts away from a subject that agrees.
func TestMissingFactsNeverHelp(t *testing.T) {
	without := map[string]func(*scan.Subject){
		"middle name": func(s *scan.Subject) { s.Names[0].Middle = "" },
		"born":        func(s *scan.Subject) { s.Born = scan.Born{} },
		"birth day":   func(s *scan.Subject) { s.Born = born(1984, 0, 0) },
		"addresses":   func(s *scan.Subject) { s.Addresses = nil },
		"phones":      func(s *scan.Subject) { s.Phones = nil },
		"emails":      func(s *scan.Subject) { s.Emails = nil },
		"relatives":   func(s *scan.Subject) { s.Relatives = nil },
		"names":       func(s *scan.Subject) { s.Names = nil },
	}
	before := New(robert()).Judge(whole(), day)
	for name, take := range without {
		t.Run(name, func(t *testing.T) {
			s := robert()
			take(s)
			after := New(s).Judge(whole(), day)
			if after.Score > before.Score || rank(after.Verdict) > rank(before.Verdict) {
				t.Errorf("%s %v rose to %s %v", before.Verdict, before.Score, after.Verdict, after.Score)
			}
		})
	}
}

// TestWeightsAddUp rebuilds the score from the reasons.
func TestWeightsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, r := New(pick(t, someSubjects, "subject")()), anyRecord(t)
		j, c := m.Judge(r, day), m.Compare(Read(r), day)
		sum := Learnt.Bits[prior]
		if !c.vetoes() {
			sum = Learnt.Calm(sum, c.most)
		}
		for _, r := range j.Reasons {
			sum += r.Weight
		}
		if d := probability(sum) - j.Score; d > 0.01 || d < -0.01 {
			t.Fatalf("score %v, but the reasons add up to %v", j.Score, probability(sum))
		}
	})
}

// TestDayMatters judges the same page as of another day.
func TestDayMatters(t *testing.T) {
	r := aged("Robert Whitfeather", 42)
	for _, c := range []struct {
		year int
		want scan.Verdict
	}{{2026, scan.Match}, {2028, scan.Possible}, {2036, scan.Other}} {
		t.Run(fmt.Sprint(c.year), func(t *testing.T) {
			if j := New(robert()).Judge(r, brokers.Date{Year: c.year, Month: 11, Day: 21}); j.Verdict != c.want {
				t.Errorf("verdict %s, want %s: %+v", j.Verdict, c.want, j.Reasons)
			}
		})
	}
	if j := New(robert()).Judge(aged("Robert Whitfeather", 70), brokers.Date{}); j.Verdict != scan.Possible {
		t.Errorf("without a day an age must say nothing: %+v", j.Reasons)
	}
}
