// Package words says in other languages what the program says in English.
//
// English is the key: whoever writes a sentence writes it as it is read, and a
// table per language, such as es.yaml, holds it beside its translation.
// [Book.F] and [Book.N] translate a format before it is filled in. [Book.Say]
// translates a finished sentence that another package wrote, by looking which
// format it was made with. What has no translation stays English and is said
// to be, so that it can be marked as such.
package words

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"
)

//go:embed *.yaml
var files embed.FS

// Languages are the languages, by their BCP 47 tags.
var Languages = []string{"en", "es"}

// Book holds the words of one language. It may be used by many goroutines.
type Book struct {
	lang  string
	table map[string]string // nil: English
	forms map[string][]form // of finished sentences, by their first word
	heard func(english string)
}

// English says what it is given.
var English = &Book{lang: "en"}

// In returns the words of a language: of "es-MX", those of Spanish. The error
// is that there are none.
func In(lang string) (*Book, error) {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	switch {
	case base == "en":
		return English, nil
	case base == "es":
		return spanish()
	}
	return nil, fmt.Errorf("language %q: want one of %s", lang, strings.Join(Languages, ", "))
}

var spanish = sync.OnceValues(func() (*Book, error) { return read("es") })

func read(lang string) (*Book, error) {
	data, err := files.ReadFile(lang + ".yaml")
	if err != nil {
		return nil, fmt.Errorf("read words of %q: %w", lang, err)
	}
	b := &Book{lang: lang, table: map[string]string{}, forms: map[string][]form{}}
	if err := yaml.Unmarshal(data, &b.table); err != nil {
		return nil, fmt.Errorf("read words of %q: %w", lang, err)
	}
	for english, said := range b.table {
		if f, ok := newForm(english, said); ok {
			b.forms[f.first()] = append(b.forms[f.first()], f)
		}
	}
	for _, list := range b.forms { // the one that fixes most goes first
		slices.SortFunc(list, func(a, c form) int {
			if n := c.fixed() - a.fixed(); n != 0 {
				return n
			}
			return strings.Compare(a.english, c.english)
		})
	}
	return b, nil
}

// Listening returns the same words; every text that has no translation is told
// to the listener. Tests use it to find what is missing.
func (b *Book) Listening(heard func(english string)) *Book {
	c := *b
	c.heard = heard
	return &c
}

// Lang is the language's tag.
func (b *Book) Lang() string { return b.lang }

// F says a sentence with what is to be filled in, as fmt.Sprintf does.
func (b *Book) F(format string, args ...any) string {
	said := b.word(format)
	if len(args) == 0 && !strings.Contains(said, "%") {
		return said
	}
	return fmt.Sprintf(said, args...)
}

// N says a sentence about a number, which is the first to be filled in: the
// first form for one, the second for none or several. English and Spanish
// divide numbers in the same way.
func (b *Book) N(n int, one, many string, args ...any) string {
	format := many
	if n == 1 {
		format = one
	}
	return fmt.Sprintf(b.word(format), append([]any{n}, args...)...)
}

func (b *Book) word(english string) string {
	if b.table == nil {
		return english
	}
	said, ok := b.table[english]
	if !ok {
		b.miss(english)
		return english
	}
	return said
}

func (b *Book) miss(english string) {
	if b.heard != nil {
		b.heard(english)
	}
}

// Quiet returns the same words; its listener is told nothing.
func (b *Book) Quiet() *Book {
	if b.heard == nil {
		return b
	}
	return b.Listening(nil)
}
