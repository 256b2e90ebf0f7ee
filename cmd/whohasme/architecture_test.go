package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/whohasme/whohasme"

// pkg is what `go list` says of a package.
type pkg struct {
	ImportPath, Name                   string
	Imports, TestImports, XTestImports []string
	CgoFiles                           []string
}

// rule is one rule of the house and why it holds.
type rule struct {
	name, why string
	breaks    func(from, to string) bool // both relative to the module, or whole for foreign ones
}

// house are the rules of who may import whom. A side is cmd, report, scan or
// brokers; its rooms are the packages below it.
var house = []rule{
	{"nothing imports cmd", "cmd reads flags, environment and clock, and nothing below may depend on those", func(_, to string) bool {
		return side(to) == "cmd"
	}},
	{"imports run from cmd to report to scan to brokers", "the line is what lets a reader follow a subject from question to answer", func(from, to string) bool {
		order := []string{"brokers", "scan", "report", "cmd"}
		return slices.Index(order, side(to)) > slices.Index(order, side(from))
	}},
	{"a root imports none of its rooms", "roots hold the words; rooms use them", func(from, to string) bool {
		return root(from) && !root(to) && side(from) == side(to) && side(from) != "cmd"
	}},
	{"a root imports roots only", "words must not depend on the work done with them", func(from, to string) bool {
		return root(from) && side(from) != "cmd" && !root(to)
	}},
	{"a room imports the rooms it puts together and no other", "a room can be read, tested and replaced alone", func(from, to string) bool {
		return !root(from) && !root(to) && side(from) != "cmd" && !slices.Contains(tools, to) && !strings.HasPrefix(to, from+"/") && !slices.ContainsFunc(together[from], func(p string) bool { return to == p || strings.HasPrefix(to, p+"/") })
	}},
	{"rooms of brokers import brokers only", "what is known of brokers knows nothing of persons", func(from, to string) bool {
		return side(from) == "brokers" && !root(from) && to != "brokers" && !strings.HasPrefix(to, from+"/") && !strings.HasPrefix(from, to+"/")
	}},
}

// tools are rooms that know nothing of what they are used for, so that every
// room beside them may use them, as they may a library.
var tools = []string{"scan/pattern", "scan/growth", "scan/owner", "report/typeset", "report/words"}

// together are the rooms that put others together.
var together = map[string][]string{
	"scan/sweep":             {"scan/crawl", "scan/extract", "scan/match"},
	"scan/crawl/browser":     {"scan/crawl"},
	"scan/match":             {"scan/match/spelling"},
	"scan/match/learn":       {"scan/match", "brokers/practice/pairs"},
	"scan/extract/structure": {"scan/extract/field", "scan/extract/tree"},
	"scan/extract/blocks":    {"scan/extract/field", "scan/extract/tree"},
	"scan/extract/suggest":   {"scan/extract"},
	"scan/extract/agree":     {"scan/extract"},
	"scan/worker":            {"scan/sweep", "scan/schedule", "scan/vault", "scan/crawl"},
	"report/drop":            {"report/statute"},
	"report/request":         {"report/statute"},
	"report/letter":          {"report/statute"},
	"report/casebook":        {"report", "scan"},
	"report/web":             {"report", "scan"},
	// The gallery's pages show the practice world's people.
	"brokers/practice/gallery": {"brokers/practice"},
}

// only says which packages may import a library, and why only they; and whose
// tests may besides, to look at what they make.
var only = []struct {
	library, why string
	may, tests   []string
}{
	{"github.com/gocolly/colly", "its own limits, robots and cache are unsafe; the policy around it lives in one room", []string{"scan/crawl"}, nil},
	{"github.com/chromedp", "what a browser may do is decided in one room", []string{"scan/crawl/browser"}, []string{"report/web"}},
	{"github.com/spf13/viper", "only cmd reads configuration", []string{"cmd"}, nil},
	{"github.com/gen2brain/beeep", "only cmd shows notices", []string{"cmd"}, nil},
	{"github.com/spf13/cobra", "only cmd has commands", []string{"cmd"}, nil},
	{"github.com/spf13/pflag", "only cmd has flags", []string{"cmd"}, nil},
	{"github.com/olekukonko/tablewriter", "what a table looks like is decided in one place", []string{"report/render", "cmd"}, nil},
}

func TestImportDirection(t *testing.T) {
	for _, p := range packages(t) {
		from := within(p.ImportPath)
		for _, imported := range p.Imports {
			to := within(imported)
			if to == "" {
				continue
			}
			for _, r := range house {
				if r.breaks(from, to) {
					t.Errorf("%s imports %s, but %s: %s", from, to, r.name, r.why)
				}
			}
		}
		for _, imported := range slices.Concat(p.TestImports, p.XTestImports) {
			if to := within(imported); side(to) == "cmd" && side(from) != "cmd" {
				t.Errorf("a test of %s imports %s, but nothing imports cmd", from, to)
			}
		}
	}
}

func TestLibrariesStayInTheirRooms(t *testing.T) {
	for _, p := range packages(t) {
		from := within(p.ImportPath)
		for _, o := range only {
			within := func(m string) bool { return from == m || strings.HasPrefix(from, m+"/") }
			imports := p.Imports
			if !slices.ContainsFunc(o.tests, within) {
				imports = slices.Concat(p.Imports, p.TestImports, p.XTestImports)
			}
			for _, imported := range imports {
				if !slices.ContainsFunc(o.may, within) && (imported == o.library || strings.HasPrefix(imported, o.library+"/")) {
					t.Errorf("%s imports %s, which only %s may: %s", from, imported, strings.Join(o.may, ", "), o.why)
				}
			}
		}
		if len(p.CgoFiles) > 0 || slices.Contains(p.Imports, "C") {
			t.Errorf("%s uses cgo: the program is one static binary", from)
		}
	}
}

func TestPackageNames(t *testing.T) {
	bags := []string{"util", "utils", "common", "type", "types", "helper", "helpers", "misc", "shared", "lib", "pkg", "internal"}
	for _, p := range packages(t) {
		for _, part := range append(strings.Split(within(p.ImportPath), "/"), p.Name) {
			if slices.Contains(bags, part) {
				t.Errorf("package %s is called %s: a bag of things has no reader; name it after what it holds", within(p.ImportPath), part)
			}
		}
	}
}

func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(moduleRoot(t))
	if err != nil {
		t.Fatal(err)
	}
	var folders []string
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			folders = append(folders, e.Name())
		}
	}
	if want := []string{"brokers", "cmd", "report", "scan"}; !slices.Equal(folders, want) {
		t.Errorf("top-level folders are %q, want %q: a page of documentation or a helper script lives beside its code", folders, want)
	}
}

// The rules themselves: a rule that nothing could break would guard nothing.
func TestRulesOfTheHouse(t *testing.T) {
	for _, c := range []struct {
		from, to string
		broken   bool
	}{
		{"cmd/whohasme", "report/casebook", false}, {"cmd/whohasme", "brokers/practice", false}, {"cmd/whohasme", "scan/crawl", false},
		{"scan", "brokers", false}, {"report", "scan", false}, {"report", "brokers", false}, {"brokers/practice", "brokers", false},
		{"brokers/practice", "brokers/practice/sites", false}, {"brokers/practice/gallery", "brokers/practice", false}, {"brokers/practice/gallery", "brokers/ddg", true}, {"scan/match", "scan", false}, {"scan/match", "brokers", false},
		{"scan/sweep", "scan/crawl", false}, {"scan/sweep", "scan/extract", false}, {"scan/sweep", "scan/match", false}, {"scan/sweep", "scan/extract/agree", false}, {"scan/extract/blocks", "scan/extract/field", false}, {"scan/worker", "scan/sweep", false},
		{"report/request", "report/statute", false}, {"report/letter", "report", false}, {"report/letter", "scan", false},
		{"report/casebook", "scan/vault", false}, {"report/casebook", "report/request", false}, {"report/web", "report/casebook", false},
		{"brokers", "scan", true}, {"brokers", "brokers/practice", true}, {"brokers/practice", "scan", true}, {"brokers/ddg", "brokers/registry", true},
		{"scan", "scan/match", true}, {"scan", "brokers/practice", true}, {"scan", "report", true}, {"scan/crawl", "scan/match", true},
		{"scan/crawl", "report", true}, {"scan/sweep", "scan/vault", true}, {"scan/match", "brokers/practice", true},
		{"report", "report/letter", true}, {"report", "scan/match", true}, {"report/letter", "report/statute", false}, {"report/render", "scan/vault", true},
		{"report/request", "report/letter", true}, {"report/casebook", "brokers/practice", true}, {"report/web", "cmd/whohasme", true}, {"scan/crawl", "cmd/whohasme", true},
		{"scan/extract", "scan/pattern", false}, {"scan/pattern", "scan/extract", true}, {"report/letter/paper", "report/typeset", false}, {"report/render", "report/typeset", false}, {"report/typeset", "report/render", true},
		{"scan/extract/blocks", "scan/extract/structure", true},
	} {
		broken := slices.ContainsFunc(house, func(r rule) bool { return r.breaks(c.from, c.to) })
		if broken != c.broken {
			t.Errorf("%s imports %s: forbidden is %v, want %v", c.from, c.to, broken, c.broken)
		}
	}
}

// within returns a package's path inside the module, or "" for a foreign one.
func within(importPath string) string {
	rest, ok := strings.CutPrefix(importPath, module+"/")
	if !ok {
		return ""
	}
	return rest
}

// side is the top-level folder of a package.
func side(p string) string {
	first, _, _ := strings.Cut(p, "/")
	return first
}

// root reports whether a package is the root of its side.
func root(p string) bool { return !strings.Contains(p, "/") }

func moduleRoot(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		t.Fatalf("find the module: %v", err)
	}
	file := strings.TrimSpace(string(out))
	if path.Base(filepath.ToSlash(file)) != "go.mod" {
		t.Fatal("find the module: not inside one")
	}
	return filepath.Dir(file)
}

// packages lists every package of the module, those with faults included.
func packages(t *testing.T) []pkg {
	t.Helper()
	list := exec.Command("go", "list", "-e", "-json=ImportPath,Name,Imports,TestImports,XTestImports,CgoFiles", "./...")
	list.Dir = moduleRoot(t)
	out, err := list.Output()
	if err != nil {
		t.Fatalf("list the packages: %v", err)
	}
	var all []pkg
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("read the list of packages: %v", err)
		}
		all = append(all, p)
	}
	if !slices.ContainsFunc(all, func(p pkg) bool { return p.ImportPath == module+"/brokers" }) {
		t.Fatalf("the list of %d packages lacks brokers", len(all))
	}
	return all
}
