package extract_test

import (
	"fmt"
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice"
	"github.com/whohasme/whohasme/brokers/practice/gallery"
	"github.com/whohasme/whohasme/scan"
)

// gallerySeed is the seed of everything drawn in the tests of the gallery.
func gallerySeed(t testing.TB) uint64 {
	t.Helper()
	s := os.Getenv("WHOHASME_TEST_SEED")
	if s == "" {
		return 7
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		t.Fatalf("WHOHASME_TEST_SEED: %v", err)
	}
	return n
}

func galleryWorld(t testing.TB) *practice.World {
	t.Helper()
	return practice.NewWorld(gallerySeed(t), brokers.DateOf(time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)))
}

func gallerySites(t testing.TB, each int) []*gallery.Site {
	t.Helper()
	list, err := gallery.Draw(gallerySeed(t), each, galleryWorld(t))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// galleryScore counts what was read against what is shown.
type galleryScore struct {
	shown, read, invented int            // records
	fields, right         int            // fields shown or read, and those read as shown
	wrong                 map[string]int // by family and field
	examples              []string
}

func (s *galleryScore) miss(family, field, example string) {
	if s.wrong == nil {
		s.wrong = map[string]int{}
	}
	s.wrong[family+": "+field]++
	if s.wrong[family+": "+field] == 1 {
		s.examples = append(s.examples, family+": "+field+": "+example)
	}
}

// report tells what went wrong most often.
func (s *galleryScore) report(t testing.TB) {
	t.Helper()
	kinds := make([]string, 0, len(s.wrong))
	for k := range s.wrong {
		kinds = append(kinds, k)
	}
	sort.Slice(kinds, func(i, j int) bool {
		return s.wrong[kinds[i]] > s.wrong[kinds[j]] || s.wrong[kinds[i]] == s.wrong[kinds[j]] && kinds[i] < kinds[j]
	})
	for _, k := range kinds[:min(len(kinds), 40)] {
		i := slices.IndexFunc(s.examples, func(e string) bool { return strings.HasPrefix(e, k+": ") })
		t.Logf("%4d times: %s", s.wrong[k], s.examples[i])
	}
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// page scores one page. Records are told apart by what they say, so that a
// reader may leave one out without being wrong about all that follow.
func (s *galleryScore) page(p gallery.Page, got []scan.Record) {
	taken := make([]bool, len(got))
	for _, want := range p.Records {
		s.shown++
		best, most := -1, 0
		for i, g := range got {
			if taken[i] {
				continue
			}
			if n := galleryLikeness(want, g); n > most {
				best, most = i, n
			}
			if most >= 8+len(want.Fields())-1 {
				break // all of it
			}
		}
		if best < 0 {
			s.fields += len(want.Fields())
			s.miss(p.Family, "record", want.Name)
			continue
		}
		taken[best] = true
		s.read++
		s.compare(p.Family, want, got[best])
	}
	for i, g := range got {
		if !taken[i] {
			s.invented++
			s.miss(p.Family, "invented", fmt.Sprintf("%+v", g))
		}
	}
}

// galleryLikeness is how much a record read speaks of the one shown; 0: of
// another one.
func galleryLikeness(want gallery.Shown, got scan.Record) int {
	n := 0
	if galleryName(want.Name) == galleryName(got.Name) {
		n = 8
	}
	for f, same := range gallerySame(want, got) {
		if same && f != "name" && slices.Contains(want.Fields(), f) {
			n++
		}
	}
	if n < 2 {
		return 0
	}
	return n
}

// compare counts the fields of one record that the page shows or that were
// read; a field is right when all of it is.
func (s *galleryScore) compare(family string, want gallery.Shown, got scan.Record) {
	shown := want.Fields()
	same := gallerySame(want, got)
	for _, f := range brokers.FieldNames {
		has := slices.Contains(shown, f)
		if !has && same[f] {
			continue
		}
		s.fields++
		if same[f] {
			s.right++
			continue
		}
		s.miss(family, f, fmt.Sprintf("shown %+v; read %+v", want, got))
	}
}

// gallerySame tells for every field whether it was read as the page shows it.
// Letter case, the order of the parts of a name and of the entries of a list
// of names are left to the reader.
func gallerySame(want gallery.Shown, got scan.Record) map[string]bool {
	born := fmt.Sprintf("%04d-%02d-%02d", got.Born.Year, got.Born.Month, got.Born.Day)
	if got.Born.IsZero() {
		born = ""
	}
	born = strings.TrimSuffix(strings.TrimSuffix(born, "-00"), "-00")
	age := got.Age == scan.Age{Low: want.Low, High: want.High}
	if want.High == 0 && want.Born != "" {
		age = true // an age counted from the birth year is no fault
	}
	return map[string]bool{
		"name": galleryName(want.Name) == galleryName(got.Name), "age": age, "born": born == want.Born,
		"addresses": slices.EqualFunc(want.Addresses, got.Addresses, gallerySamePlace),
		"aliases":   galleryNames(want.Aliases) == galleryNames(got.Aliases), "relatives": galleryNames(want.Relatives) == galleryNames(got.Relatives),
		"phones": gallerySet(want.Phones) == gallerySet(got.Phones), "emails": gallerySet(want.Emails) == gallerySet(got.Emails),
		"profile_url": want.URL == got.URL || want.URL == "",
	}
}

func galleryName(s string) string {
	words := strings.Fields(strings.ToLower(strings.NewReplacer(",", " ", ".", "").Replace(s)))
	sort.Strings(words)
	return strings.Join(words, " ")
}

func galleryNames(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = galleryName(s)
	}
	return gallerySet(out)
}

func gallerySet(list []string) string {
	list = slices.Clone(list)
	for i := range list {
		list[i] = strings.ToLower(list[i])
	}
	sort.Strings(list)
	return strings.Join(slices.Compact(list), "; ")
}

func gallerySamePlace(want gallery.Address, got scan.Address) bool {
	plain := func(s string) string {
		return strings.Join(strings.Fields(strings.ToLower(strings.NewReplacer(".", "", ",", "").Replace(s))), " ")
	}
	tight := func(s string) string { return strings.ReplaceAll(plain(s), " ", "") }
	saint := func(s string) string { return strings.ReplaceAll(plain(s), "saint ", "st ") }
	if want.Country != "GB" && want.State != got.State {
		return false
	}
	if want.Country != "GB" && got.Country != "" && got.Country != want.Country {
		return false
	}
	return saint(want.City) == saint(got.City) && tight(want.Zip) == tight(got.Zip) && plain(want.Street) == plain(got.Street)
}
