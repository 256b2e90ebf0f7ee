package spelling

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
		if got, back := Distance(c.a, c.b), Distance(c.b, c.a); got != c.want || back != c.want {
			t.Errorf("Distance(%q, %q) = %d, back %d, want %d", c.a, c.b, got, back, c.want)
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
		if got := JaroWinkler(c.a, c.b); math.Abs(got-c.want) > 0.001 {
			t.Errorf("JaroWinkler(%q, %q) = %.3f, want %.3f", c.a, c.b, got, c.want)
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
		strings.Repeat("a", 10_000): strings.Repeat("a", MaxText),
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%.20q) = %.20q, want %.20q", in, got, want)
		}
	}
}
