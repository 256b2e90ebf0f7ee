package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"filippo.io/age"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/whohasme/whohasme/scan/vault/pgtest"
	"go.yaml.in/yaml/v4"
)

// TestScript runs the scripts of testdata/script: they drive the program as a
// user does and are its specification. Each has a home, a data, a
// configuration and a temporary folder of its own, and an identity file, so
// that only the scripts about passphrases need one. Besides testscript's own
// commands there are:
//
//	ends CODE COMMAND...          the command ends with this exit code
//	[!] jsonl [-each|-count=N] FILE [CONDITION...]   a line of JSON fits all conditions
//	pick VAR KEY FILE [CONDITION...]   sets a variable to a value of the first line that fits
//	fact VAR KEY FILE             sets a variable to a value of a YAML file
//	mode PERM FILE...             the files, patterns allowed, have these permissions
//	bare DIR...                   there is no file below these folders
//	spoil FILE                    changes a byte in the middle of a file
//	fill FILE...                  puts the values of variables such as $WORK into files
//	practice DIR                  serves the practice sites until the script ends
//	advance DURATION              moves the program's clock and that of the practice sites
//	optout LISTING                fills in the opt-out form of the practice site that shows it
//	site NAME DIR                 serves a folder as a broker's site, defined by shops/NAME.yaml
//	asked NAME N|PATTERN          what that site was asked, /robots.txt included
//	fetch ADDRESS FILE            saves a page as a browser does
//	names [-rootless] DOMAIN=HOST...   serves names: who takes mail for a domain; HOST empty: it takes none
//	database                      an empty PostgreSQL database of the script's own, its address in WHOHASME_POSTGRES
//
// A condition is KEY=VALUE, KEY!=VALUE, KEY~PATTERN or KEY, which only has to
// be there; KEY=  means that it is not, or empty. Keys are joined by dots, and
// * stands for every item of a list.
func TestScript(t *testing.T) {
	if os.Getenv("WHOHASME_TEST_REQUIRE") != "" {
		need(t, "chromium") // else some scripts skip themselves
		pgtest.Shared(t)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		Setup:               setup,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"ends": ends, "jsonl": jsonl, "pick": pickValue, "fact": fact, "mode": mode, "bare": bare, "spoil": spoil, "fill": fill,
			"practice": practiceSites, "advance": advance, "optout": optOut, "site": serveSite, "asked": asked, "fetch": fetchPage,
			"names": nameServer, "database": func(ts *testscript.TestScript, _ bool, _ []string) {
				ts.Setenv("WHOHASME_POSTGRES", pgtest.Shared(t).Database(t))
			},
		},
		Condition: func(word string) (bool, error) {
			if word != "postgres" {
				return false, errors.New("unknown condition")
			}
			return pgtest.Programs() != "", nil
		},
	})
}

func setup(e *testscript.Env) error {
	for name, dir := range map[string]string{"HOME": "home", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "TMPDIR": "tmp"} {
		path := filepath.Join(e.WorkDir, dir)
		if err := os.MkdirAll(path, 0o700); err != nil {
			return err
		}
		e.Setenv(name, path)
	}
	for name, value := range raced(e.Getenv("PATH")) {
		e.Setenv(name, value)
	}
	e.Setenv("SEED", seed())
	e.Setenv("WHOHASME_BROWSER", "none")                         // scripts that try one say so
	e.Setenv("GORACE", "atexit_sleep_ms=0 "+os.Getenv("GORACE")) // else a program built with -race ends a second late
	e.Values[siteKey{}] = map[string]*shop{}
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return err
	}
	path := filepath.Join(e.WorkDir, "identity.txt")
	e.Setenv("WHOHASME_IDENTITY", path)
	return os.WriteFile(path, []byte(id.String()+"\n"), 0o600)
}

func ends(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: ends CODE COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var e *exec.ExitError
		if !errors.As(err, &e) {
			ts.Fatalf("%s: %v", args[1], err)
		}
		got = e.ExitCode()
	}
	if got != want {
		ts.Fatalf("%s ended with %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

func jsonl(ts *testscript.TestScript, neg bool, args []string) {
	each, count := false, -1
	for len(args) > 0 && strings.HasPrefix(args[0], "-") {
		n, counted := strings.CutPrefix(args[0], "-count=")
		switch {
		case args[0] == "-each":
			each = true
		case counted:
			var err error
			count, err = strconv.Atoi(n)
			ts.Check(err)
		default:
			ts.Fatalf("unknown flag %s", args[0])
		}
		args = args[1:]
	}
	if len(args) == 0 {
		ts.Fatalf("usage: jsonl [-each|-count=N] FILE [CONDITION...]")
	}
	lines := readLines(ts, args[0])
	n := 0
	for _, l := range lines {
		if fitsAll(ts, l, args[1:]) {
			n++
		} else if each {
			ts.Fatalf("a line does not fit: %v", l)
		}
	}
	switch {
	case each && n == 0:
		ts.Fatalf("there is no line")
	case count >= 0 && n != count:
		ts.Fatalf("%d of %d lines fit, want %d", n, len(lines), count)
	case neg && n > 0:
		ts.Fatalf("a line fits")
	case !neg && !each && count < 0 && n == 0:
		ts.Fatalf("none of %d lines fits", len(lines))
	}
}

func readLines(ts *testscript.TestScript, file string) []any {
	var lines []any
	for text := range strings.Lines(ts.ReadFile(file)) {
		var v any
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			ts.Fatalf("not a line of JSON: %s", text)
		}
		lines = append(lines, v)
	}
	return lines
}

var condition = regexp.MustCompile(`^([^=!~]+)(?:(!=|=|~)(.*))?$`)

func fitsAll(ts *testscript.TestScript, line any, conditions []string) bool {
	for _, c := range conditions {
		m := condition.FindStringSubmatch(c)
		if m == nil {
			ts.Fatalf("not a condition: %s", c)
		}
		if !fits(ts, values(line, strings.Split(m[1], ".")), m[2], m[3]) {
			return false
		}
	}
	return true
}

func fits(ts *testscript.TestScript, found []any, how, want string) bool {
	switch how {
	case "":
		return len(found) > 0
	case "!=":
		return !fits(ts, found, "=", want)
	}
	if want == "" && len(found) == 0 {
		return true
	}
	pattern := "^" + regexp.QuoteMeta(want) + "$"
	if how == "~" {
		pattern = want
	}
	re, err := regexp.Compile(pattern)
	ts.Check(err)
	for _, v := range found {
		if re.MatchString(word(v)) {
			return true
		}
	}
	return false
}

// values returns what stands under a key; none when nothing does.
func values(v any, path []string) []any {
	if len(path) == 0 {
		return []any{v}
	}
	switch v := v.(type) {
	case map[string]any:
		if below, ok := v[path[0]]; ok {
			return values(below, path[1:])
		}
	case []any:
		if i, err := strconv.Atoi(path[0]); err == nil && i < len(v) {
			return values(v[i], path[1:])
		}
		var all []any
		for _, item := range v {
			if path[0] == "*" {
				all = append(all, values(item, path[1:])...)
			}
		}
		return all
	}
	return nil
}

// word is a value as a condition writes it.
func word(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(b)
}

func pickValue(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: pick VAR KEY FILE [CONDITION...]")
	}
	for _, l := range readLines(ts, args[2]) {
		if found := values(l, strings.Split(args[1], ".")); len(found) > 0 && fitsAll(ts, l, args[3:]) {
			ts.Setenv(args[0], word(found[0]))
			return
		}
	}
	ts.Fatalf("no line fits")
}

func fact(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: fact VAR KEY FILE")
	}
	var file any
	ts.Check(yaml.Unmarshal([]byte(ts.ReadFile(args[2])), &file))
	found := values(file, strings.Split(args[1], "."))
	if len(found) == 0 {
		ts.Fatalf("no %s in %s", args[1], args[2])
	}
	ts.Setenv(args[0], word(found[0]))
}

func mode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: mode PERM FILE...")
	}
	want, err := strconv.ParseUint(args[0], 8, 32)
	ts.Check(err)
	for _, pattern := range args[1:] {
		files, err := filepath.Glob(ts.MkAbs(pattern))
		ts.Check(err)
		if len(files) == 0 {
			ts.Fatalf("there is no %s", pattern)
		}
		for _, f := range files {
			info, err := os.Stat(f)
			ts.Check(err)
			if got := info.Mode().Perm(); got != fs.FileMode(want) {
				ts.Fatalf("%s has mode %04o, want %s", f, got, args[0])
			}
		}
	}
}

func bare(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: bare DIR...")
	}
	for _, dir := range args {
		ts.Check(filepath.WalkDir(ts.MkAbs(dir), func(path string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				err = fmt.Errorf("there is %s", path)
			}
			return err
		}))
	}
}

func spoil(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: spoil FILE")
	}
	path := ts.MkAbs(args[0])
	b := []byte(ts.ReadFile(path))
	b[len(b)/2] ^= 0x40
	ts.Check(os.WriteFile(path, b, 0o600))
}

func fill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: fill FILE...")
	}
	for _, file := range args {
		path := ts.MkAbs(file)
		ts.Check(os.WriteFile(path, []byte(os.Expand(ts.ReadFile(path), ts.Getenv)), 0o600))
	}
}
