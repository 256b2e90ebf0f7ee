package pattern

import (
	"errors"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDeclaredPatternsCompile compiles every pattern in our code: a program that
// is wrong about one would otherwise learn it from a page.
func TestDeclaredPatternsCompile(t *testing.T) {
	count := 0
	for dir, files := range sources(t) {
		fset := token.NewFileSet()
		var parsed []*ast.File
		for _, f := range files {
			file, err := parser.ParseFile(fset, f, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			parsed = append(parsed, file)
		}
		info := types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
		// What is imported stays unknown: patterns are constants of one package.
		conf := types.Config{Importer: none{}, Error: func(error) {}}
		_, _ = conf.Check(dir, fset, parsed, &info)
		for _, file := range parsed {
			for _, arg := range declared(file) {
				count++
				v := info.Types[arg].Value
				if v == nil || v.Kind() != constant.String {
					t.Errorf("%s: no constant", fset.Position(arg.Pos()))
				} else if _, err := regexp.Compile(constant.StringVal(v)); err != nil {
					t.Errorf("%s: %v", fset.Position(arg.Pos()), err)
				}
			}
		}
	}
	if count < 50 {
		t.Errorf("only %d patterns were found", count)
	}
}

// sources are the files, by folder, of packages that have patterns.
func sources(t *testing.T) map[string][]string {
	t.Helper()
	dirs := map[string][]string{}
	err := filepath.WalkDir("../..", func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			dirs[filepath.Dir(path)] = append(dirs[filepath.Dir(path)], path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for dir, files := range dirs {
		uses := false
		for _, f := range files {
			file, err := parser.ParseFile(token.NewFileSet(), f, nil, parser.ImportsOnly)
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range file.Imports {
				uses = uses || i.Path.Value == `"github.com/whohasme/whohasme/scan/pattern"`
			}
		}
		if !uses {
			delete(dirs, dir)
		}
	}
	return dirs
}

// declared are the arguments of pattern.MustCompile in a file.
func declared(file *ast.File) (args []ast.Expr) {
	ast.Inspect(file, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && len(call.Args) == 1 {
			if f, ok := call.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "MustCompile" {
				if x, ok := f.X.(*ast.Ident); ok && x.Name == "pattern" {
					args = append(args, call.Args[0])
				}
			}
		}
		return true
	})
	return args
}

type none struct{}

func (none) Import(string) (*types.Package, error) { return nil, errors.New("not imported") }
