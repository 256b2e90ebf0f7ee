//go:build ignore

// Figures lists the tests that tell a figure of a "Done when" point, a line
// "figure: ...": by themselves or through a function of their package.
//
//	go run .ci/figures.go           package, test, and timed or untimed, one a line
//	go run .ci/figures.go timed     what -run wants, then the packages, of those that measure time or memory
//	go run .ci/figures.go untimed   the same of the others
//
// Those that measure time must not run beside others.
package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

func main() {
	which := ""
	if len(os.Args) > 1 {
		which = os.Args[1]
	}
	folders, err := testFolders(".")
	if err != nil {
		fmt.Fprintln(os.Stderr, "figures:", err)
		os.Exit(1)
	}
	tests, packages := map[string]bool{}, []string{}
	for _, dir := range slices.Sorted(maps.Keys(folders)) {
		of, err := read(folders[dir])
		if err != nil {
			fmt.Fprintln(os.Stderr, "figures:", err)
			os.Exit(1)
		}
		any := false
		for _, name := range of.tests() {
			kind := "untimed"
			if of.timed(name) {
				kind = "timed"
			}
			if which == "" {
				fmt.Println("./"+filepath.ToSlash(dir), name, kind)
			} else if which == kind {
				tests[name], any = true, true
			}
		}
		if any {
			packages = append(packages, "./"+filepath.ToSlash(dir))
		}
	}
	if which != "" {
		fmt.Printf("^(%s)$\n%s\n", strings.Join(slices.Sorted(maps.Keys(tests)), "|"), strings.Join(packages, "\n"))
	}
}

// testFolders are the test files below a folder, by folder.
func testFolders(root string) (map[string][]string, error) {
	folders := map[string][]string{}
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && path != root && (strings.HasPrefix(e.Name(), ".") || e.Name() == "testdata") {
			return filepath.SkipDir
		}
		if !e.IsDir() && strings.HasSuffix(path, "_test.go") {
			folders[filepath.Dir(path)] = append(folders[filepath.Dir(path)], path)
		}
		return nil
	})
	return folders, err
}

// uses are the names that each function or variable of a package's tests uses,
// and the texts in it.
type uses map[string]*used

type used struct {
	names map[string]bool
	tells []string // figures, as they are written
}

func read(files []string) (uses, error) {
	u := uses{}
	for _, f := range files {
		file, err := parser.ParseFile(token.NewFileSet(), f, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				u.add(d.Name.Name, d)
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if v, ok := s.(*ast.ValueSpec); ok {
						for _, n := range v.Names {
							u.add(n.Name, v)
						}
					}
				}
			}
		}
	}
	return u, nil
}

// add notes what stands in a declaration. Methods of several types that share a
// name are taken for one.
func (u uses) add(name string, in ast.Node) {
	if u[name] == nil {
		u[name] = &used{names: map[string]bool{}}
	}
	ast.Inspect(in, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			u[name].names[n.Name] = true
		case *ast.BasicLit:
			if n.Kind == token.STRING && strings.Contains(n.Value, "figure: ") {
				u[name].tells = append(u[name].tells, n.Value)
			}
		}
		return true
	})
}

// reaches reports whether a function, or one that it uses, fits.
func (u uses) reaches(name string, fits func(*used) bool) bool {
	seen := map[string]bool{}
	var look func(string) bool
	look = func(name string) bool {
		x := u[name]
		if x == nil || seen[name] {
			return false
		}
		seen[name] = true
		if fits(x) {
			return true
		}
		for n := range x.names {
			if look(n) {
				return true
			}
		}
		return false
	}
	return look(name)
}

func (u uses) tests() (list []string) {
	for _, name := range slices.Sorted(maps.Keys(u)) {
		if strings.HasPrefix(name, "Test") && name != "TestMain" && u.reaches(name, func(x *used) bool { return len(x.tells) > 0 }) {
			list = append(list, name)
		}
	}
	return list
}

// clocks are names of what tells how long something took, or how much room, and
// measures the words in which a figure tells it.
var (
	clocks   = regexp.MustCompile(`^(Since|Spent|Getrusage|Benchmark|ReadMemStats|SysUsage|Maxrss)$`)
	measures = regexp.MustCompile(`%[-+# .\d]*[a-z] ?(ns|µs|ms|s|min|kB|MB|GB)\b|/s\b|\bsecond\b|\b(in|takes|took|within|over|after) %[\d.]*[sv]|%v|processor|percentile|median|allocat|resident|times (that|an|a|the)\b`)
)

// timed reports whether a test measures, and one of its figures tells what.
func (u uses) timed(name string) bool {
	return u.reaches(name, func(x *used) bool { return slices.ContainsFunc(x.tells, measures.MatchString) }) &&
		u.reaches(name, func(x *used) bool {
			for n := range x.names {
				if clocks.MatchString(n) {
					return true
				}
			}
			return false
		})
}
