package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// sources are the files whose sentences a report shows. Each text in them must
// stand in the table, whole or as part of a sentence.
var sources = []string{
	"../../scan/match/texts.go", "../../scan/match/change.go",
	"../casebook/exposure.go", "../casebook/moments.go", "../casebook/next.go", "../casebook/stays.go", "../casebook/risk.go", "../casebook/sites.go", "../risk/text.go", "../risk/doc.go",
	"../../scan/sweep/look.go", "../../scan/sweep/control.go", "../../scan/sweep/list.go", "../../scan/sweep/unasked.go", "../../scan/crawl/status.go", "../../scan/crawl/rest.go", "../../scan/crawl/line.go", "../../scan/crawl/robots.go",
	"../../scan/crawl/wall/wall.go", "../../scan/crawl/wall/status.go", "../mask.go",
}

// inside are texts of these files that no reader of a report sees.
func inside(s string) bool {
	return strings.Contains(s, "(?i)") || strings.Contains(s, "%w") || strings.Contains(s, "%q") || strings.HasPrefix(s, "../") || len(strings.Fields(s)) < 2 || len(s) < 7 || strings.Contains(s, "AT BE BG") || strings.Contains(s, "2006-01-02")
}

// TestSourcesAreTranslated lists the sentences of other rooms that have no
// words in Spanish.
func TestSourcesAreTranslated(t *testing.T) {
	var keys strings.Builder
	for k := range book(t).table {
		keys.WriteString(k + "\x00")
	}
	all, spanish := keys.String(), book(t)
	for _, file := range sources {
		if files, _ := filepath.Glob(file); len(files) == 0 {
			continue // a room that is not there has no texts
		}
		for _, lit := range literals(t, file) {
			if _, ok := spanish.Say(strings.Trim(lit, " ;,")); ok || inside(lit) {
				continue
			}
			for _, part := range strings.FieldsFunc(verb.ReplaceAllString(lit, "\x00"), func(r rune) bool { return r == 0 || r == ';' || r == ':' }) {
				part = strings.Trim(part, " .,()`")
				if len(strings.Fields(part)) > 1 && !strings.Contains(strings.ToLower(all), strings.ToLower(part)) {
					t.Errorf("%s: %q, of %q", filepath.Base(file), part, lit)
				}
			}
		}
	}
}

// literals are the texts of a file, those of errors that are only for logs
// left out.
func literals(t *testing.T, file string) (list []string) {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.CallExpr:
			if f, ok := x.Fun.(*ast.SelectorExpr); ok && (f.Sel.Name == "Errorf" || f.Sel.Name == "MustCompile" || f.Sel.Name == "tell" || f.Sel.Name == "Contains") {
				return false
			}
		case *ast.BasicLit:
			if x.Kind == token.STRING {
				if s, err := strconv.Unquote(x.Value); err == nil {
					list = append(list, s)
				}
			}
		}
		return true
	})
	return list
}
