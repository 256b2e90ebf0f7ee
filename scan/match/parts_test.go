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
		{"smith", "smth", 1}, {"ca", "abc", 3}, {"jørgen", "jorgen", 1}, {"kitten", "sitting", 3},
	} {
		if got, back := osa([]rune(c.a), []rune(c.b)), osa([]rune(c.b), []rune(c.a)); got != c.want || back != c.want {
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
		if got := jaroWinkler([]rune(c.a), []rune(c.b)); math.Abs(got-c.want) > 0.001 {
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
		strings.Repeat("a", 10_000): strings.Repeat("a", maxText),
	} {
		if got := fold(in); got != want {
			t.Errorf("fold(%.20q) = %.20q, want %.20q", in, got, want)
		}
	}
}

func TestTables(t *testing.T) {
	if n := len(surnames); n != 1000 {
		t.Errorf("%d surnames, want 1000", n)
	}
	if n := len(firstNames); n != 600 {
		t.Errorf("%d first names, want 600", n)
	}
	for _, table := range []map[string]float64{surnames, firstNames} {
		for name, b := range table {
			if name != fold(name) || b < 5 || b > rareLast {
				t.Errorf("name %q of %v bits is not folded or out of bounds", name, b)
			}
		}
	}
	if firstBits("james") >= firstBits("zebulon") || lastBits("smith") >= lastBits("whitfeather") {
		t.Error("common names must weigh less than rare ones")
	}
	for pair := range nicknames {
		if pair[0] == pair[1] || pair[0] != fold(pair[0]) || nicknames[pair] != nicknames[[2]string{pair[1], pair[0]}] {
			t.Errorf("nickname pair %v is not folded or has no counterpart", pair)
		}
	}
	for _, pair := range [][2]string{{"robert", "bob"}, {"henry", "harry"}, {"jose", "pepe"}, {"elizabeth", "liz"}} {
		if nicknames[pair] != direct {
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
