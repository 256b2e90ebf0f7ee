package match

import (
	"github.com/whohasme/whohasme/scan/match/spelling"
	"testing"
)

func TestTables(t *testing.T) {
	names := lexicon().names
	last, first := 0, 0
	for name, k := range names {
		if k.last != 0 {
			last++
		}
		if k.given {
			first++
		}
		if name != join(words(spelling.Fold(name))) || k.last != 0 && (k.last < 5 || k.last > rareLast) {
			t.Errorf("name %q of %v bits is not folded or out of bounds", name, k.last)
		}
	}
	if last < 7000 || first < 5000 || len(lexicon().cities) < 2000 {
		t.Errorf("%d last names, %d first names, %d cities: the tables are not whole", last, first, len(lexicon().cities))
	}
	bits := func(s string, decade int) float32 { return look(words(s))[0].firstBits(decade) }
	if bits("james", anyDecade) >= bits("zebulon", anyDecade) || look(words("smith"))[0].lastBits() >= look(words("whitfeather"))[0].lastBits() {
		t.Error("common names must weigh less than rare ones")
	}
	if bits("linda", decadeOf(1948)) >= bits("linda", decadeOf(1998)) {
		t.Error("a name must weigh less in the decade of its fashion")
	}
	for _, pair := range [][2]string{{"robert", "bob"}, {"henry", "harry"}, {"jose", "pepe"}, {"elizabeth", "liz"}} {
		if direct, _ := forms(names[pair[0]], names[pair[1]]); !direct {
			t.Errorf("nickname pair %v is missing", pair)
		}
	}
}

func TestContacts(t *testing.T) {
	for in, want := range map[string]string{
		"+1 (512) 555-0142": "5125550142", "512.555.0142 ext. 9": "5125550142", "512-555-0142 x99": "5125550142",
		"(512) 555-XXXX": "512555xxxx", "+44 20 7946 0123": "442079460123", "555": "", "0000000000": "", "call me": "", "": "",
	} {
		if got := readPhone(in); got != want {
			t.Errorf("readPhone(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{" A.B@Example.ORG ": "a.b@example.org", "@example.org": "", "nobody": "", "a@": ""} {
		if got := readEmail(in); got != want {
			t.Errorf("readEmail(%q) = %q, want %q", in, got, want)
		}
	}
}
