//go:build ignore

// Tests reads what `go test -json` says and writes what a person wants of it: a
// line a package, all of what failed, and what was skipped.
//
//	go test -json ... | go run .ci/tests.go [-none-skipped FILE] [-told FILE] [-figures [-of FILE]] [-slow N]
//
// With -none-skipped a test that was skipped is a failure, except those that the
// file names, each with its reason. With -told a figure that comes of a test that
// the file does not list is one: .ci/measure would miss it. With -figures the
// figures are written, each on one line and once, and no line of what went well;
// with -of only those of the tests that the file lists.
// -slow names the tests that took longest. It ends with 1 where anything failed,
// also where the tests broke off.
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
)

const module = "github.com/whohasme/whohasme"

// event is one line of `go test -json` (cmd/test2json).
type event struct {
	Action, Package, Test, Output string
	ImportPath                    string // of a build
	FailedBuild                   string
	Elapsed                       float64
}

type reader struct {
	said    map[string]*strings.Builder // by package and test, until it has ended
	open    map[string]bool             // packages that have begun and not ended
	faults  int
	skipped []string // package, test and why
	figures []figure
	written map[string]bool // figures that are
	of      map[string]bool // tests whose figures are wanted; nil: all
	last    map[string]bool // tests whose last line was a figure
	times   []timed
	quiet   bool // figures alone are wanted
}

type figure struct{ by, text string }

// test is the package and the test, without what runs inside it.
func (f figure) test() string {
	pkg, test, _ := strings.Cut(f.by, " ")
	test, _, _ = strings.Cut(test, "/")
	return pkg + " " + test
}

type timed struct {
	name    string
	seconds float64
}

func main() {
	allowed := flag.String("none-skipped", "", "file of the tests that may be skipped")
	listed := flag.String("told", "", "file of the tests that tell figures")
	figures := flag.Bool("figures", false, "write figures")
	of := flag.String("of", "", "file of the tests whose figures are wanted")
	slow := flag.Int("slow", 0, "how many of the slowest tests to name")
	flag.Parse()
	r := &reader{said: map[string]*strings.Builder{}, open: map[string]bool{}, last: map[string]bool{}, written: map[string]bool{}, quiet: *figures}
	if *of != "" {
		r.of = words(*of)
	}
	r.read(os.Stdin)
	if *allowed != "" {
		r.noneSkipped(words(*allowed))
	}
	if *listed != "" {
		r.allListed(words(*listed))
	}
	slices.SortFunc(r.times, func(a, b timed) int { return cmp.Compare(b.seconds, a.seconds) })
	for _, t := range r.times[:min(*slow, len(r.times))] {
		fmt.Printf("slow: %6.1f s %s\n", t.seconds, t.name)
	}
	if r.faults > 0 {
		os.Exit(1)
	}
}

func (r *reader) fault(format string, args ...any) {
	r.faults++
	fmt.Printf(format+"\n", args...)
}

func (r *reader) read(in io.Reader) {
	lines := bufio.NewReader(in)
	any := false
	for {
		line, err := lines.ReadString('\n')
		var e event
		switch {
		case line == "":
		case json.Unmarshal([]byte(line), &e) != nil:
			fmt.Print(line)
		default:
			any = true
			r.take(e)
		}
		if err != nil {
			break
		}
	}
	for p := range r.open {
		r.fault("FAIL %s: it has not ended", p)
	}
	if !any {
		r.fault("FAIL: no test was run")
	}
}

func (r *reader) take(e event) {
	e.Package = strings.TrimPrefix(e.Package, module+"/")
	key := strings.TrimSuffix(e.Package+" "+e.Test, " ")
	switch e.Action {
	case "build-output":
		fmt.Print(e.Output)
	case "build-fail":
		r.fault("FAIL %s: it does not build", e.ImportPath)
	case "start":
		r.open[e.Package] = true
	case "output":
		if r.said[key] == nil {
			r.said[key] = &strings.Builder{}
		}
		r.said[key].WriteString(e.Output)
		r.figure(key, e.Output)
	case "pass", "fail", "skip":
		r.end(key, e)
	}
}

// end takes the end of a test or of a package.
func (r *reader) end(key string, e event) {
	said := ""
	if r.said[key] != nil {
		said = r.said[key].String()
	}
	delete(r.said, key)
	if e.Test == "" {
		delete(r.open, e.Package)
		if e.Action == "fail" {
			r.fault("%sFAIL %s %.1f s", said, e.Package, e.Elapsed)
		} else if !r.quiet {
			fmt.Printf("%-5s %-40s %6.1f s\n", map[string]string{"pass": "ok", "skip": "?"}[e.Action], e.Package, e.Elapsed)
		}
		return
	}
	if !strings.Contains(e.Test, "/") {
		r.times = append(r.times, timed{key, e.Elapsed})
	}
	switch e.Action {
	case "fail":
		r.fault("%s", said)
	case "skip":
		r.skipped = append(r.skipped, key+": "+reason(said))
	}
}

// reason is the last thing that a skipped test said.
func reason(said string) string {
	why := "it does not say why"
	for line := range strings.Lines(said) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "=== ") && !strings.HasPrefix(line, "--- ") {
			why = line
		}
	}
	return why
}

var told = regexp.MustCompile(`figure: .*`)

// figure takes one that is told in a line of output. What is told in several
// lines would be lost from the second on: a log goes on with eight spaces.
func (r *reader) figure(key, line string) {
	if r.last[key] && strings.HasPrefix(line, "        ") && !told.MatchString(line) {
		r.fault("FAIL %s: a figure goes on in a second line: %s", key, strings.TrimSpace(line))
	}
	text := told.FindString(line)
	r.last[key] = text != ""
	if text == "" {
		return
	}
	f := figure{key, strings.TrimRight(text, "\r\n")}
	r.figures = append(r.figures, f)
	if r.quiet && !r.written[f.text] && (r.of == nil || r.of[f.test()]) {
		fmt.Println(f.text)
		r.written[f.text] = true
	}
}

// words are the first two words of a file's lines: package and test.
func words(file string) map[string]bool {
	data, err := os.ReadFile(file)
	if err != nil {
		fmt.Fprintln(os.Stderr, "tests:", err)
		os.Exit(2)
	}
	list := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		if f := strings.Fields(line); len(f) > 1 && !strings.HasPrefix(f[0], "#") {
			list[strings.TrimPrefix(f[0], "./")+" "+f[1]] = true
		}
	}
	return list
}

func (r *reader) noneSkipped(allowed map[string]bool) {
	for _, s := range r.skipped {
		name, why, _ := strings.Cut(s, ": ")
		if allowed[name] {
			fmt.Println("skipped, as agreed:", name)
		} else {
			r.fault("FAIL %s was skipped: %s", name, why)
		}
	}
}

func (r *reader) allListed(listed map[string]bool) {
	missed := map[string]bool{}
	for _, f := range r.figures {
		name := f.test()
		if !listed[name] && !missed[name] {
			missed[name] = true
			r.fault("FAIL %s tells a figure, and .ci/figures.go does not list it", name)
		}
	}
}
