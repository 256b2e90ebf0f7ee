package field

import (
	"net/url"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// TestQuick holds the quick readers against the full ones, on texts made of
// what pages are made of.
func TestQuick(t *testing.T) {
	words := []string{
		"Austin", "TX", "Fort", "Worth", "St.", "Louis", "Coeur", "d'Alene", "Winston-Salem", "New", "York", "NY", "Washington", "DC", "Kansas", "City", "OH", "Ohio", "Texas",
		"78704", "45402-1999", "12", "Elm", "St", "N", "4500", "Lamar", "Blvd", "Apt", "PO", "Box", "88", "5th", "Ave", "NE", "CT", "Road", "Mill", "Park", "County", "La", "LA", "CA",
		"Maria", "García", "Elena", "Smith", "Jr", "III", "John", "O'Brien", "de", "la", "Cruz", "Van", "Age", "age", "45", "(45)", "years", "old", "Mr.", "E.", "J", "and", "in", "of", "Lives",
		"Page", "May", "See", "No", "Wife", "Son", "Home", "West", "Virginia", "Ada", "xxxx", "Related", "to", "name", "US", "Mexico", "Lebanon", "view", "more", "3", "1984", "Grove", "Street", "Unit", "Lot", "Flat",
		"512", "555-0142", "(512)", "555", "0142", "+1", "1", "5125550142", "512.555.0142", "20001", "Nevada", "MO", "Kansas", "City", "Colorado", "Stephen", "Stepson", "B", "B.", "T2P", "2B5", "AB", "LS6", "5JR", "Leeds", "512-555-01XX", "(512) 555-****", "XX", "Paris", "Al", "Ok",
	}
	glue := []string{" ", " ", " ", ", ", ", ", ",", "\n", "; ", " - ", "", ". "}
	text := rapid.Custom(func(t *rapid.T) string {
		s := ""
		for i := range rapid.IntRange(1, 9).Draw(t, "n") {
			if i > 0 {
				s += rapid.SampledFrom(glue).Draw(t, "glue")
			}
			s += rapid.SampledFrom(words).Draw(t, "word")
		}
		return s
	})
	base, _ := url.Parse("https://people.test/name/maria-garcia/tx?page=2")
	rapid.Check(t, func(t *rapid.T) {
		s := text.Draw(t, "text")
		if got, ok := quickAddresses(s); ok {
			if want := fullAddresses(s); !reflect.DeepEqual(got, want) {
				t.Fatalf("addresses of %q: %q, in full %q", s, short(got), short(want))
			}
		}
		if got, ok := quickPhone(s, "US"); ok {
			if want := fullPhones(s, "US"); len(want) != 1 || want[0] != got {
				t.Fatalf("phone of %q: %q, in full %q", s, got, want)
			}
		}
		if blotted(s) {
			if want := fullPhones(s, "US"); len(want) != 0 {
				t.Fatalf("no phone in %q: in full %q", s, want)
			}
		}
		if got, ok := quickAge(s); ok {
			if want, born := fullAge(s, "US"); want != got || !born.IsZero() {
				t.Fatalf("age of %q: %v, in full %v", s, got, want)
			}
		}
		if got, ok := quickPeople(s); ok {
			if want := fullPeople(s, false); !reflect.DeepEqual(got, want) {
				t.Fatalf("people of %q: %q, in full %q", s, got, want)
			}
		}
		if quickInverted(s) {
			if want := fullPeople(s, true); len(want) != 1 || want[0] != s {
				t.Fatalf("one person %q: in full %q", s, want)
			}
			if want, veiled := fullName(s); veiled || want != s {
				t.Fatalf("name of %q: in full %q", s, want)
			}
		}
		if plainName(s) {
			if want, veiled := fullName(s); veiled || want != s {
				t.Fatalf("name of %q: in full %q", s, want)
			}
		}
		link := rapid.StringMatching(`(https://people\.test|http://people\.test|https://other\.test)?/[a-z/.?&=%#A-Z0-9_-]{0,20}(utm_source=x)?`).Draw(t, "link")
		if got, ok := quickLink(link, base); ok {
			if want := fullLink(link, base); want != got {
				t.Fatalf("link of %q: %q, in full %q", link, got, want)
			}
		}
	})
}
