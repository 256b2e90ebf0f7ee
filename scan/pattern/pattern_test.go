package pattern

import (
	"reflect"
	"regexp"
	"testing"
)

var patterns = []string{
	`abc`, `(?i)abc`, `(?i)Kelvin`, `a|b`, `(?:ab|cd)+e`, `^$`, `^\s*$`, `\bage\b`, `(?i)^\s*(?:relatives?|aka)\s*[:\-–]\s*`, `\p{Lu}\.`,
	`\d{2,4}`, `\d{0,4}`, `[^a-z]`, `(?i)[a-c]x`, `x{3,}|\?{2,}`, `é+`, `(?i)é`, `(?i)straße`, `.*`, `a.c`, `(?s)a.c`, `(a)?(b)`, `[[:alpha:]]+ing$`, `\s+(?i:and)\s+|\s*&\s*`,
	`(?i)\s*[(\[]\s*(?:possible\s+)?(?:son|wife)\s*[)\]]`, `…|\.{3,}`, `\x{10000}`, `(?i)ſ`, `K`, `[^\x00-\x7f]`, `a*`, ``,
}

var texts = []string{
	"", "abc", "ABC", "xabcx", "Kelvin", "\u212aelvin", "a", "cde", "ababe", " ", "the age is", "aged", "Relatives: A", "AKA - B", "Ж.", "A.",
	"1", "12345", "x", "xxx", "??", "é", "É", "e\u0301", "STRASSE", "straße", "STRAßE", "a\nc", "axc", "b", "sing", "sung", "A and B", "A & B", "Ann (wife)", "…", "...",
	"\U00010000", "ſ", "s", "S", "K", "k", "\xff\xfe", "\xe9", "long \xe9 text with bytes",
}

func TestPatternsMeanTheSame(t *testing.T) {
	for _, expr := range patterns {
		for _, s := range texts {
			same(t, expr, s)
		}
	}
}

func same(t *testing.T, expr, s string) {
	t.Helper()
	p, re := MustCompile(expr), regexp.MustCompile(expr)
	for name, pair := range map[string][2]any{
		"MatchString":                {p.MatchString(s), re.MatchString(s)},
		"ReplaceAllString":           {p.ReplaceAllString(s, "<$0>"), re.ReplaceAllString(s, "<$0>")},
		"FindString":                 {p.FindString(s), re.FindString(s)},
		"FindStringIndex":            {p.FindStringIndex(s), re.FindStringIndex(s)},
		"FindStringSubmatch":         {p.FindStringSubmatch(s), re.FindStringSubmatch(s)},
		"FindAllString":              {p.FindAllString(s, -1), re.FindAllString(s, -1)},
		"FindAllStringIndex":         {p.FindAllStringIndex(s, 2), re.FindAllStringIndex(s, 2)},
		"FindAllStringSubmatchIndex": {p.FindAllStringSubmatchIndex(s, -1), re.FindAllStringSubmatchIndex(s, -1)},
		"Split":                      {p.Split(s, -1), re.Split(s, -1)},
		"Split 2":                    {p.Split(s, 2), re.Split(s, 2)},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			t.Errorf("%s of %q in %q: %v, want %v", name, expr, s, pair[0], pair[1])
		}
	}
}

// Whatever the pattern and the text, the look ahead never hides a match.
func FuzzPattern(f *testing.F) {
	for i, expr := range patterns {
		f.Add(expr, texts[i%len(texts)])
	}
	f.Fuzz(func(t *testing.T, expr, s string) {
		if len(expr) > 100 || len(s) > 200 {
			return
		}
		re, err := regexp.Compile(expr)
		if err == nil && re.MatchString(s) != MustCompile(expr).MatchString(s) {
			t.Errorf("%q in %q: %v", expr, s, !re.MatchString(s))
		}
	})
}

func TestNeedIsFound(t *testing.T) {
	for expr, text := range map[string]string{
		`(?i)^\s*(?:relatives?|aka)\s*[:\-–]\s*`: "Dora Q Marwick",
		`\d+`:                     "no figure",
		`(?i)deceased|verified`:   "Ada Quill",
		`[;|\n\t]|\s+(?i:and)\s+`: "Quill",
	} {
		if MustCompile(expr).may(text) {
			t.Errorf("%q is looked for in %q", expr, text)
		}
	}
}
