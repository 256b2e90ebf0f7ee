package drop_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/report/drop"
	"github.com/whohasme/whohasme/scan"
	"pgregory.net/rapid"
)

func subject(t *testing.T, file string) *scan.Subject {
	t.Helper()
	s, err := scan.ParseSubject("subject.yaml", []byte("id: me\n"+file))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// lines show a sheet in short: kind, number, written, normal, and what is
// marked.
func lines(s *drop.Sheet) (list []string) {
	for _, e := range s.Entries {
		l := fmt.Sprintf("%s %d %s = %s", e.Kind, e.Number, e.Written, e.Normal)
		if e.Same > 0 {
			l += fmt.Sprintf(" (%d)", e.Same)
		}
		if e.Safe != "" {
			l += " [" + e.Safe + "]"
		}
		list = append(list, l)
	}
	return list
}

func TestSheet(t *testing.T) {
	for _, c := range []struct {
		name, file string
		tell       []string
		want       []string
	}{
		{"duplicates", `
names: [{first: Ana, last: O'Neil}, {first: ANA, last: ONeil}, {first: Ana, middle: Bea, last: O'Neil}]
addresses: [{city: Fresno, state: CA, zip: "93701-1111"}, {city: Fresno, state: CA, zip: "93701", from: 2001, to: 2002}]
emails: [A.B@example.org, a.b@EXAMPLE.org, ab@example.org, a.b+x@example.org]
phones: ["+1 559 555 0110", "(559) 555-0110"]`, nil, []string{
			"name 1 Ana O'Neil = ana oneil", "name 2 ANA ONeil = ana oneil (1)",
			"zip 1 93701-1111 = 93701", "zip 2 93701 = 93701 (1)",
			"email 1 A.B@example.org = a.b@example.org", "email 2 a.b@EXAMPLE.org = a.b@example.org (1)", "email 3 ab@example.org = ab@example.org", "email 4 a.b+x@example.org = a.b+x@example.org",
			"phone 1 +1 559 555 0110 = 5595550110", "phone 2 (559) 555-0110 = 5595550110 (1)",
		}},
		{"double last names", `
names: [{first: Ana, last: García López}, {first: Ana, last: van Dyke}, {first: Ana, last: De La Cruz}, {first: Ana, last: Smith-Jones, kind: former}]`, nil, []string{
			"name 1 Ana García López = ana garcialopez", "name 2 Ana van Dyke = ana vandyke", "name 3 Ana De La Cruz = ana delacruz", "name 4 Ana Smith-Jones = ana smithjones",
			"name 5 Ana García = ana garcia", "name 6 Ana López = ana lopez", "name 7 Ana Smith = ana smith", "name 8 Ana Jones = ana jones",
		}},
		{"safe facts stand by their labels", `
names: [{first: Ana, last: Reyes}]
addresses: [{city: Fresno, state: CA, zip: "93701"}]
safe: {names: [{first: Odo, last: Quennell}], addresses: [{street: 9 Hill Rd, city: Sacramento, state: CA, zip: "94203"}], phones: ["916 555 0199"], emails: [hidden@example.org]}`, nil, []string{
			"name 1 Ana Reyes = ana reyes", "name 2  =  [safe name 1]", "zip 1 93701 = 93701", "zip 2  =  [safe address 1]", "email 1  =  [safe e-mail 1]", "phone 1  =  [safe phone 1]",
		}},
		{"a safe fact that stands among the others too", `
names: [{first: Ana, last: Reyes}, {first: Odo, middle: X, last: Quennell}]
addresses: [{street: 9 Hill Road, city: Sacramento, state: CA, zip: 94203-0001}]
phones: ["+1 (916) 555-0199"]
emails: [Hidden@example.org]
safe: {names: [{first: Odo, last: Quennell}], addresses: [{street: 9 Hill Rd, city: Sacramento, state: CA, zip: "94203"}], phones: ["916 555 0199"], emails: [hidden@example.org]}`, nil, []string{
			"name 1 Ana Reyes = ana reyes", "name 2  =  [safe name 1]", "zip 1  =  [safe address 1]", "email 1  =  [safe e-mail 1]", "phone 1  =  [safe phone 1]",
		}},
		{"one that is chosen", `
names: [{first: Ana, last: Reyes}]
safe: {addresses: [{street: 9 Hill Rd, city: Sacramento, state: CA, zip: "94203"}, {street: 2 Oak St, city: Chico, state: CA, zip: "95926"}], phones: ["916 555 0199"]}`, []string{"safe address 2"}, []string{
			"name 1 Ana Reyes = ana reyes", "zip 1  =  [safe address 1]", "zip 2 95926 = 95926 [safe address 2]", "phone 1  =  [safe phone 1]",
		}},
		{"nothing to compare", `
names: [{first: Ana, last: Reyes}, {last: Quennell}]
addresses: [{city: Fresno, state: CA}]`, nil, []string{"name 1 Ana Reyes = ana reyes"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := drop.MakeSheet(subject(t, strings.TrimSpace(c.file)), drop.Choice{Tell: c.tell})
			if err != nil {
				t.Fatal(err)
			}
			if got := lines(s); !slices.Equal(got, c.want) {
				t.Errorf("\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestSheetLacks(t *testing.T) {
	s, err := drop.MakeSheet(subject(t, "names: [{first: Ana, last: Reyes}]\nborn: 1985"), drop.Choice{Hash: true})
	if err != nil {
		t.Fatal(err)
	}
	if lacks := s.Lacks(); len(lacks) != 4 || !strings.Contains(lacks[0], "date of birth") || len(s.Pairs) != 0 {
		t.Errorf("%q, %d pairs", lacks, len(s.Pairs))
	}
	for _, l := range s.Lacks() {
		if drop.WordsIn("es").Note(l) == l {
			t.Errorf("not said in Spanish: %s", l)
		}
	}
	if _, err := drop.MakeSheet(subject(t, "names: [{first: Ana, last: Reyes}]"), drop.Choice{Tell: []string{"safe name 1"}}); err == nil {
		t.Error("a safe fact that does not exist was chosen")
	}
}

// A safe fact that was not chosen stands on no sheet, in no form, hashes
// included.
func TestSheetKeepsSafeFacts(t *testing.T) {
	base := `names: [{first: Ana, last: Reyes}]
born: 1985-07-04
addresses: [{city: Fresno, state: CA, zip: "93701"}]
emails: [ana@example.org]
phones: ["559 555 0110"]
`
	rapid.Check(t, func(r *rapid.T) {
		last := rapid.StringMatching(`[B-Z][a-z]{5,9}`).Draw(r, "last")
		zip := "9" + rapid.StringMatching(`[4-6]\d{3}`).Draw(r, "zip")
		if strings.Contains("5595550110", zip) {
			r.Skip("these digits stand in the telephone by chance")
		}
		phone := "916555" + rapid.StringMatching(`[5-9]\d{3}`).Draw(r, "phone")
		mail := "x" + rapid.StringMatching(`[a-z]{6}`).Draw(r, "mail") + "@example.org"
		s, err := scan.ParseSubject("s.yaml", []byte("id: me\n"+base+fmt.Sprintf("safe: {names: [{first: Odo, last: %s}], addresses: [{street: 9 Hill Rd, city: Chico, state: CA, zip: %q}], phones: [%q], emails: [%s]}", last, zip, phone, mail)))
		if err != nil {
			r.Skip(err)
		}
		sheet, err := drop.MakeSheet(s, drop.Choice{Hash: true})
		if err != nil {
			r.Fatal(err)
		}
		text, err := json.Marshal(sheet)
		if err != nil {
			r.Fatal(err)
		}
		for _, hidden := range []string{last, strings.ToLower(last), zip, phone, mail, drop.Hash(mail), drop.Hash(phone), drop.Hash(zip), drop.Composite("odo", drop.Name(last), "19850704", zip), drop.Composite("odo", drop.Name(last), "19850704", "93701"), drop.Composite("ana", "reyes", "19850704", zip)} {
			if strings.Contains(string(text), hidden) {
				r.Errorf("the sheet tells %s", hidden)
			}
		}
	})
}

func TestGuide(t *testing.T) {
	for _, l := range drop.Languages {
		text, err := drop.Guide(l)
		if err != nil || !strings.Contains(text, "privacy.ca.gov/drop") || !strings.Contains(text, "[ ]") {
			t.Errorf("%s: %v", l, err)
		}
		for line := range strings.Lines(text) {
			if len([]rune(strings.TrimRight(line, "\n"))) > 80 {
				t.Errorf("%s: too wide: %s", l, line)
			}
		}
	}
	if _, err := drop.Guide("../../doc"); err == nil {
		t.Error("a language that is none")
	}
}
