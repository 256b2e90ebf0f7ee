package match

import (
	"math"
	"strings"
	"testing"
)

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"smith", "smith", 0}, {"smith", "smiht", 1}, {"smith", "smyth", 1},
		{"smith", "smth", 1}, {"ca", "abc", 3}, {"kitten", "sitting", 3},
	} {
		if got, back := osa(c.a, c.b), osa(c.b, c.a); got != c.want || back != c.want {
			t.Errorf("osa(%q, %q) = %d, back %d, want %d", c.a, c.b, got, back, c.want)
		}
	}
}

// The values are those of Winkler's own examples (US Census Bureau, 1994).
func TestJaroWinkler(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"martha", "marhta", 0.961}, {"dwayne", "duane", 0.840}, {"dixon", "dicksonx", 0.813}, {"abc", "xyz", 0}, {"", "a", 0}, {"a", "a", 1},
	} {
		if got := jaroWinkler(c.a, c.b); math.Abs(got-c.want) > 0.001 {
			t.Errorf("jaroWinkler(%q, %q) = %.3f, want %.3f", c.a, c.b, got, c.want)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"GARCÍA":                    "garcia",
		"O’Brien":                   "o'brien",
		"Łukasz Øre":                "lukasz ore",
		"İpek":                      "ipek",
		"a\u200bb\u00a0c":           "ab c",
		"Ｗｉｄｅ":                      "wide",
		"\xff":                      " ",
		"Ольга":                     "ol'ga",
		"王伟":                        "wang wei ",
		strings.Repeat("a", 10_000): strings.Repeat("a", maxText),
	} {
		if got := fold(in); got != want {
			t.Errorf("fold(%.20q) = %.20q, want %.20q", in, got, want)
		}
	}
}

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
		if name != join(words(fold(name))) || k.last != 0 && (k.last < 5 || k.last > rareLast) {
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
