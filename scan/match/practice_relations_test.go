package match_test

import (
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers/practice/pairs"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/match"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// manyPairs is how many pairs the relations below are tried on, unless
// WHOHASME_TEST_PAIRS says more.
const manyPairs = 1500

// holds says how an answer may change.
type holds int

const (
	stays holds = iota
	neverLower
	neverHigher
	neverWorse // the verdict, whatever the chances
)

// onPages changes the texts of a page.
func onPages(change func(string) string) func(*rand.Rand, *scan.Subject, *scan.Record) bool {
	return func(_ *rand.Rand, _ *scan.Subject, r *scan.Record) bool { texts(r, change); return true }
}

// plain are the words of a name without comma, quotes or a second person.
func plain(name string) []string {
	if strings.ContainsAny(name, ",*&\"()") {
		return nil
	}
	return strings.Fields(name)
}

func generation(w string) bool {
	return slices.Contains([]string{"JR", "SR", "II", "III", "IV"}, strings.ToUpper(strings.Trim(w, ".,")))
}

// relatives reports a page whose name is read as that of a relative.
func relatives(j scan.Judged) bool {
	return slices.ContainsFunc(j.Reasons, func(r scan.Reason) bool { return strings.Contains(r.Text, "is that of a relative you gave") })
}

// called gives a subject a former last name.
func called(s *scan.Subject, last string) {
	n := s.Names[0]
	n.Last, n.Kind = last, scan.FormerName
	s.Names = append(slices.Clone(s.Names), n)
}

func mix[T any](r *rand.Rand, list []T) {
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

var manyRelations = []struct {
	name   string
	holds  holds
	change func(*rand.Rand, *scan.Subject, *scan.Record) bool // false: does not apply
}{
	{"order", stays, func(r *rand.Rand, s *scan.Subject, p *scan.Record) bool {
		mix(r, p.Aliases)
		mix(r, p.Phones)
		mix(r, p.Emails)
		mix(r, p.Relatives)
		mix(r, p.Addresses)
		mix(r, s.Addresses)
		mix(r, s.Phones)
		mix(r, s.Relatives)
		return true
	}},
	{"marks apart", stays, onPages(norm.NFD.String)},
	{"wide letters", stays, onPages(width.Widen.String)},
	{"invisible letters", stays, onPages(func(s string) string { return strings.ReplaceAll(s, " ", " \u200b ") })},
	{"other hyphens", stays, onPages(func(s string) string { return strings.ReplaceAll(s, "-", "\u2011") })},
	{"everything twice", stays, func(_ *rand.Rand, s *scan.Subject, p *scan.Record) bool {
		p.Aliases, p.Addresses, p.Relatives = append(p.Aliases, p.Aliases...), append(p.Addresses, p.Addresses...), append(p.Relatives, p.Relatives...)
		s.Names, s.Addresses, s.Relatives = append(s.Names, s.Names...), append(s.Addresses, s.Addresses...), append(s.Relatives, s.Relatives...)
		return true
	}},
	{"the name as an alias too", stays, func(_ *rand.Rand, _ *scan.Subject, p *scan.Record) bool {
		p.Aliases = append(p.Aliases, p.Name)
		return true
	}},
	{"initials with a point", stays, func(_ *rand.Rand, _ *scan.Subject, p *scan.Record) bool {
		w := plain(p.Name)
		for i := range w {
			if len(w[i]) == 1 {
				w[i] += "."
			}
		}
		p.Name = strings.Join(w, " ")
		return len(w) > 1
	}},
	{"generation written otherwise", stays, func(r *rand.Rand, _ *scan.Subject, p *scan.Record) bool {
		w := strings.Fields(p.Name)
		if len(w) < 3 || strings.ToUpper(strings.Trim(w[len(w)-1], ".")) != "JR" {
			return false
		}
		w[len(w)-1] = []string{"Jr.", "JR", "Junior", "II"}[r.IntN(4)]
		p.Name = strings.Join(w, " ")
		return true
	}},
	{"last name, first name", neverLower, func(_ *rand.Rand, s *scan.Subject, p *scan.Record) bool {
		w := plain(p.Name)
		if len(w) != 2 || generation(w[1]) {
			return false
		}
		p.Name = w[1] + ", " + w[0]
		return true
	}},
	{"one's whole name as an alias", neverWorse, func(_ *rand.Rand, s *scan.Subject, p *scan.Record) bool {
		n := s.Names[0]
		p.Aliases = append(p.Aliases, strings.Join(strings.Fields(n.First+" "+n.Middle+" "+n.Last+" "+n.Suffix), " "))
		return true
	}},
	{"one's phone on the page", neverLower, func(_ *rand.Rand, s *scan.Subject, p *scan.Record) bool {
		p.Phones = append(p.Phones, s.Phones...)
		return true
	}},
	{"one's mailbox on the page", neverLower, func(_ *rand.Rand, s *scan.Subject, p *scan.Record) bool {
		p.Emails = append(p.Emails, s.Emails...)
		return true
	}},
	{"a further name of the subject", neverLower, func(_ *rand.Rand, s *scan.Subject, p *scan.Record) bool {
		s.Names = append(s.Names, scan.Name{First: "Zdenka", Last: "Quorvanichek", Kind: scan.AliasName})
		return true
	}},
	{"a former name, on no page", neverWorse, func(r *rand.Rand, s *scan.Subject, _ *scan.Record) bool {
		called(s, []string{"Quorvanichek", "Smith", "Garcia"}[r.IntN(3)])
		return true
	}},
	{"a former name, as the page has it", neverWorse, func(_ *rand.Rand, s *scan.Subject, p *scan.Record) bool {
		w := plain(p.Name)
		if len(w) < 2 || generation(w[len(w)-1]) || !strings.EqualFold(w[0], s.Names[0].First) {
			return false
		}
		called(s, w[len(w)-1])
		return true
	}},
	{"a former name, as the page says besides", neverWorse, func(_ *rand.Rand, s *scan.Subject, p *scan.Record) bool {
		for _, a := range p.Aliases {
			if w := plain(a); len(w) == 2 && !generation(w[1]) {
				called(s, w[1])
				return true
			}
		}
		return false
	}},
	{"the middle name as a first name", neverWorse, func(_ *rand.Rand, s *scan.Subject, _ *scan.Record) bool {
		n := s.Names[0]
		s.Names = append(slices.Clone(s.Names), scan.Name{First: n.Middle, Last: n.Last, Suffix: n.Suffix, Kind: scan.AliasName})
		return len(n.Middle) > 1
	}},
	{"a generation that is not the subject's", neverHigher, func(_ *rand.Rand, s *scan.Subject, p *scan.Record) bool {
		w := plain(p.Name)
		if len(w) < 2 || generation(w[len(w)-1]) || s.Names[0].Suffix != "" {
			return false
		}
		p.Name += " III"
		return true
	}},
	{"another middle letter", neverHigher, func(_ *rand.Rand, s *scan.Subject, p *scan.Record) bool {
		w := plain(p.Name)
		p.Name = strings.Join(w, " X ")
		return len(w) == 2 && len(w[0]) > 2 && len(w[1]) > 2 && !strings.ContainsAny(s.Names[0].First[:1]+s.Names[0].Last[:1]+s.Names[0].Middle, "Xx")
	}},
	{"nothing but a town far away", neverHigher, func(_ *rand.Rand, s *scan.Subject, p *scan.Record) bool {
		p.Addresses = []scan.Address{{City: "Juneau", State: "AK"}}
		return !slices.ContainsFunc(s.Addresses, func(a scan.Address) bool { return a.State == "AK" })
	}},
	{"no phones and mailboxes", neverHigher, func(_ *rand.Rand, _ *scan.Subject, p *scan.Record) bool {
		p.Phones, p.Emails = nil, nil
		return true
	}},
}

// TestPracticeRelationsOnMany holds every relation on every one of many pairs.
func TestPracticeRelationsOnMany(t *testing.T) {
	n := manyPairs
	if more, err := strconv.Atoi(os.Getenv("WHOHASME_TEST_PAIRS")); err == nil {
		n = more
	}
	list := pairs.Make(practiceSeed()+1, n, practiceDay)
	for _, rel := range manyRelations {
		t.Run(rel.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(practiceSeed(), 1))
			for _, p := range list {
				before := match.New(subjectOf(p.Profile)).Judge(recordOf(p.Candidate), dayOf(p))
				s, page := subjectOf(p.Profile), copied(recordOf(p.Candidate))
				s.Phones, s.Relatives, s.Emails = slices.Clone(s.Phones), slices.Clone(s.Relatives), slices.Clone(s.Emails)
				if !rel.change(r, s, &page) {
					continue
				}
				after := match.New(s).Judge(page, dayOf(p))
				if rel.holds != stays && (relatives(before) || relatives(after)) {
					continue // a name that a relative bears too may be read as either's, and weighs otherwise
				}
				higher := after.Score > before.Score+hair || ranks[after.Verdict] > ranks[before.Verdict]
				lower := after.Score < before.Score-hair || ranks[after.Verdict] < ranks[before.Verdict]
				worse := ranks[after.Verdict] < ranks[before.Verdict]
				if rel.holds == neverWorse && worse || rel.holds != neverWorse && (higher && rel.holds != neverLower || lower && rel.holds != neverHigher) {
					t.Errorf("%s (%s): %s %v became %s %v: %+v\nbefore %+v", p.ID, p.Kind, before.Verdict, before.Score, after.Verdict, after.Score, after.Reasons, before.Reasons)
				}
			}
		})
	}
}
