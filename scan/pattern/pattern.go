// Package pattern holds regular expressions that look first whether a text can
// match at all. They are those of the standard library in syntax and meaning,
// and many times quicker on the short texts of web pages, few of which match.
//
// The look is a necessary condition, taken from the pattern when it is
// compiled (as RE2's prefilters are): which letters, and which pieces of text,
// every match must hold.
//
// Patterns are compiled when they are first used: most runs of the program read
// no page and need none of the hundred.
package pattern

import (
	"regexp"
	"regexp/syntax"
	"sync"
)

// Pattern is a regular expression. It is safe for concurrent use.
type Pattern struct {
	expr string
	once sync.Once
	re   *regexp.Regexp
	need need
}

// MustCompile is a pattern, which is compiled by its first use; that one panics
// where it is wrong. A test of this package tries all that stand in our code.
func MustCompile(expr string) *Pattern { return &Pattern{expr: expr} }

func (p *Pattern) compile() {
	p.re = regexp.MustCompile(p.expr)
	if tree, err := syntax.Parse(p.expr, syntax.Perl); err == nil {
		p.need = needOf(tree.Simplify())
	}
}

// regexp is the compiled pattern.
func (p *Pattern) regexp() *regexp.Regexp {
	p.once.Do(p.compile)
	return p.re
}

// may reports whether a text can match.
func (p *Pattern) may(s string) bool {
	p.once.Do(p.compile)
	if p.need.kind == always {
		return true
	}
	have := lettersOf(s)
	return have.folds(s) || p.need.letters(have) && p.need.text(s)
}

// MatchString reports whether the text holds a match.
func (p *Pattern) MatchString(s string) bool { return p.may(s) && p.re.MatchString(s) }

// Match is MatchString for bytes.
func (p *Pattern) Match(b []byte) bool { return p.regexp().Match(b) }

// ReplaceAllString replaces all matches, as that of package regexp does.
func (p *Pattern) ReplaceAllString(s, by string) string {
	if !p.may(s) {
		return s
	}
	return p.re.ReplaceAllString(s, by)
}

// ReplaceAllStringFunc replaces all matches, as that of package regexp does.
func (p *Pattern) ReplaceAllStringFunc(s string, by func(string) string) string {
	if !p.may(s) {
		return s
	}
	return p.re.ReplaceAllStringFunc(s, by)
}

// ReplaceAllLiteralString replaces all matches, as that of package regexp does.
func (p *Pattern) ReplaceAllLiteralString(s, by string) string {
	if !p.may(s) {
		return s
	}
	return p.re.ReplaceAllLiteralString(s, by)
}

// FindString returns the first match, or "".
func (p *Pattern) FindString(s string) string {
	if !p.may(s) {
		return ""
	}
	return p.re.FindString(s)
}

// FindStringIndex returns where the first match is, or nil.
func (p *Pattern) FindStringIndex(s string) []int {
	if !p.may(s) {
		return nil
	}
	return p.re.FindStringIndex(s)
}

// FindStringSubmatch returns the first match with its groups, or nil.
func (p *Pattern) FindStringSubmatch(s string) []string {
	if !p.may(s) {
		return nil
	}
	return p.re.FindStringSubmatch(s)
}

// FindStringSubmatchIndex returns where the first match and its groups are, or
// nil.
func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	if !p.may(s) {
		return nil
	}
	return p.re.FindStringSubmatchIndex(s)
}

// FindAllString returns at most n matches; all of them if n is below 0.
func (p *Pattern) FindAllString(s string, n int) []string {
	if !p.may(s) {
		return nil
	}
	return p.re.FindAllString(s, n)
}

// FindAllStringIndex returns where at most n matches are.
func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	if !p.may(s) {
		return nil
	}
	return p.re.FindAllStringIndex(s, n)
}

// FindAllStringSubmatch returns at most n matches with their groups.
func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	if !p.may(s) {
		return nil
	}
	return p.re.FindAllStringSubmatch(s, n)
}

// FindAllStringSubmatchIndex returns where at most n matches and their groups
// are.
func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	if !p.may(s) {
		return nil
	}
	return p.re.FindAllStringSubmatchIndex(s, n)
}

// Split cuts a text at its matches, as that of package regexp does.
func (p *Pattern) Split(s string, n int) []string {
	if n < 0 && s != "" && !p.may(s) {
		return []string{s}
	}
	return p.regexp().Split(s, n)
}

// SubexpIndex returns the number of a named group, or -1.
func (p *Pattern) SubexpIndex(name string) int { return p.regexp().SubexpIndex(name) }

// String returns the pattern's text.
func (p *Pattern) String() string { return p.expr }
