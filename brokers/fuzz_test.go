package brokers_test

import (
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/whohasme/whohasme/brokers"
)

// Whatever a file holds, reading it ends, names the file at each fault and
// lets only faultless brokers into the catalogue.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{sample, "", "null", "id: x\nname: X\ndomain: x.test\n", "- a", "a: &a [*a]", "search: {fields: {name: [a, {select: b}]}}", "\xff", "? a\n: b\n", "id: |\n  x\n--- y"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, faults := brokers.Load(brokers.Layer{FS: fstest.MapFS{"b.yaml": {Data: data}}})
		for _, fault := range brokers.LintAt(c, noon) { // of a broken file too
			if fault.File != "b.yaml" || fault.Line < 1 || fault.Text == "" {
				t.Errorf("lint names no place: %+v", fault)
			}
		}
		if (len(faults) == 0) != (len(c.All()) == 1) {
			t.Fatalf("%d faults and %d brokers", len(faults), len(c.All()))
		}
		lines := strings.Count(string(data), "\n") + strings.Count(string(data), "\r") + 1
		if utf8.Valid(data) {
			lines += strings.Count(string(data), "\u0085") + strings.Count(string(data), "\u2028") + strings.Count(string(data), "\u2029")
		}
		for _, fault := range faults {
			if fault.File != "b.yaml" || fault.Line < 1 || fault.Line > lines+1 || fault.Text == "" {
				t.Errorf("a fault without a place: %+v in %d lines", fault, lines)
			}
		}
		for _, b := range c.All() {
			if b.ID == "" || b.Name == "" || b.Domain == "" {
				t.Errorf("an unfinished broker is in the catalogue: %+v", b)
			}
		}
	})
}

// Whatever a file holds that is to replace another, the other one is either
// replaced, and what it loses told, or used, and that is told.
func FuzzOverlay(f *testing.F) {
	for _, seed := range []string{sample, "", "id: lantern-lookup\nname: X\ndomain: x.test\n", "id: other\nname: X\ndomain: lantern-lookup.test\n", "id: lantern-lookup\n", "\xff"} {
		f.Add([]byte(seed))
	}
	base := brokers.Layer{Name: "base", FS: fstest.MapFS{"lantern-lookup.yaml": {Data: []byte(sample)}}}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, faults := brokers.Load(base, brokers.Layer{Name: "own", FS: fstest.MapFS{"lantern-lookup.yaml": {Data: data}}})
		brokers.LintAt(c, noon)
		b, _ := c.Get("lantern-lookup")
		own := strings.HasPrefix(c.File(b.ID), "own")
		if left := c.LeftOut(); len(left) != min(len(faults), 1) || len(left) == 1 && (own || left[0].Instead == "" && left[0].ID == b.ID) {
			t.Fatalf("faults %v, left out %v", faults, left)
		}
		if told := len(c.Thinner()) == 1; own && b.Search == nil && !told || !own && told {
			t.Errorf("from %s: %v", c.File(b.ID), c.Thinner())
		}
	})
}

// Whatever a person is called, the address stays on the broker's host, keeps
// its shape, and an error tells nothing.
func FuzzAddress(f *testing.F) {
	for _, seed := range []string{"Ana", "a/b", "..", "a&b=c", "%2F", "#", "?", "Łódź", "\x00", "\xff", "Сергей", " ", "a\nb"} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, first, last string) {
		const template = brokers.Template("https://x.test/n/{first|lower}-{last|hyphen|raw}/{last}?a={first|upper|space=_}&b={last|default=none}#end")
		u, err := template.Address(brokers.Query{First: first, Last: last}, nil)
		if err != nil {
			if strings.TrimSpace(first) != "" && strings.TrimSpace(last) != "" && brokers.ASCII(first) != "" && brokers.ASCII(last) != "" {
				t.Errorf("no address: %v", err)
			}
			if len(last) > 20 && strings.Contains(err.Error(), last) {
				t.Errorf("the error tells the name: %v", err)
			}
			return
		}
		text := u.String()
		back, err := url.Parse(text)
		if err != nil || back.Host != "x.test" || back.Scheme != "https" || back.User != nil || back.Fragment != "end" {
			t.Fatalf("%q: %v", text, err)
		}
		path, query, _ := strings.Cut(strings.TrimSuffix(text, "#end"), "?")
		if strings.Count(path, "/") != 5 || strings.Count(query, "&") != 1 || strings.Count(query, "=") != 2 || strings.ContainsAny(text, " \n\r\t") {
			t.Errorf("the shape is lost: %q", text)
		}
		if values, err := url.ParseQuery(query); err != nil || len(values) != 2 {
			t.Errorf("the query cannot be read back: %q: %v", query, err)
		}
	})
}

// Folding twice changes nothing, and text stays text.
func FuzzASCII(f *testing.F) {
	for _, seed := range []string{"García", "İ", "Ǿ", "Сергей", "´", "\xff", "ﬁ", "한국", "a\u0301\u0302"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := brokers.ASCII(s)
		if !utf8.ValidString(once) {
			t.Errorf("%q becomes %q", s, once)
		}
		if twice := brokers.ASCII(once); twice != once {
			t.Errorf("%q becomes %q and then %q", s, once, twice)
		}
	})
}

// No selector or pattern of a file can bring the program down.
func FuzzSelector(f *testing.F) {
	for _, seed := range []string{"//p", "(", ".a > b", "p:nth-child(2n+", "//a[@x='", "/re/i", "/(/", "a:not(b", "//*[position()=last()]"} {
		f.Add(seed)
	}
	f.Fuzz(func(_ *testing.T, s string) {
		_ = brokers.CheckSelector(brokers.Selector(s))
		if re, err := brokers.CompilePattern(s); err == nil && re != nil {
			re.MatchString("Age 42, born in 1983")
		}
	})
}
