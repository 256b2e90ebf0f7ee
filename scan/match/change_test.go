package match

import (
	"testing"

	"github.com/whohasme/whohasme/scan"
)

// TestWhatLimits has a record that is not the subject's for sure say why, and
// what would make it so.
func TestWhatLimits(t *testing.T) {
	junior := robert()
	junior.Names[0].Suffix = "Jr"
	family := robert()
	family.Relatives = append(family.Relatives, "Robert Whitfeather")
	houston := john()
	houston.Addresses = append(houston.Addresses, at("Houston", "TX"))
	unborn := john()
	unborn.Born = scan.Born{}
	for _, c := range []struct {
		name        string
		subject     *scan.Subject
		record      scan.Record
		field, text string
		change      string
	}{
		{"a name alone", robert(), scan.Record{Name: "Robert Whitfeather"},
			"name", "the same name, an unusual one; nothing else agrees", "an age, a town, a street, a phone or a relative in common would"},
		{"a common name in a large town", houston, aged("John Smith", 42, at("Houston", "TX")),
			"name", "the same name, a very common one; others may fit as well", "a street, a phone or a relative in common would"},
		{"an age and no birth year", unborn, aged("John Smith", 42, at("Dayton", "OH")),
			"name", "the same name, a very common one; others may fit as well", "an age, a street, a phone or a relative in common would; so may adding your birth year"},
		{"a generation that the page lacks", junior, scan.Record{Name: "Robert Whitfeather", Addresses: []scan.Address{at("Dayton", "OH")}},
			"suffix", "the page gives no generation, you gave one", "an age or a generation on the page would"},
		{"a generation not given", robert(), aged("Robert Whitfeather Jr", 42, at("Dayton", "OH")),
			"suffix", "the page says Jr or II, you gave no generation", "a generation such as Jr in the name you gave would, if it is yours"},
		{"another generation", junior, aged("Robert Whitfeather III", 42, at("Dayton", "OH")),
			"suffix", "another generation: the page says III", "another generation in the name you gave would, if the one there is wrong"},
		{"a relative so called", family, scan.Record{Name: "Robert Whitfeather", Addresses: []scan.Address{at("Dayton", "OH")}},
			"relatives", "a relative you gave has the same name", "an age or a generation on the page would"},
		{"a stranger", robert(), aged("Helen Brandtner", 42, at("Dayton", "OH")),
			"name", "another name", "that name would, if it is one of yours and you add it"},
		{"letters only", robert(), aged("R W", 42, at("Dayton", "OH")),
			"name", "only first letters of the name agree", "the name in full would"},
		{"contradictions", robert(), aged("Robert Whitfeather", 70, at("Reno", "NV")),
			"age", "age 70, you are 42", "other facts would, if some that you gave are wrong"},
	} {
		t.Run(c.name, func(t *testing.T) {
			j := New(c.subject).Judge(c.record, day)
			if got := reasonFor(j, c.field).Text; got != c.text {
				t.Errorf("%s says %q, want %q", c.field, got, c.text)
			}
			if j.Change != c.change {
				t.Errorf("%s; what would change it: %q, want %q", j.Verdict, j.Change, c.change)
			}
			sound(t, j)
		})
	}
}
