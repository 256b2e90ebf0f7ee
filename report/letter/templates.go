package letter

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"text/template"
	"unicode/utf8"

	"github.com/whohasme/whohasme/report/statute"
)

//go:embed templates/*.txt
var builtIn embed.FS

// Templates are the words of letters and explanations: ours, and a person's
// own in place of some of them. The zero Templates are ours.
//
// A template says facts by the functions of fields alone, and those know what
// the request tells and nothing else of the person.
type Templates struct {
	parsed *template.Template
	own    map[string]string // file of each of the person's own, by name
	text   map[string]string
}

// maxTemplate is the size of a template file we read, in bytes.
const maxTemplate = 64 << 10

// OpenTemplates reads a folder of templates that stand in place of ours: one
// file per letter, named as ours are, such as delete.txt, or for one act
// delete.tx-tdpsa.txt. Other files than *.txt are left alone. A file that
// stands for no letter, or that cannot be read as a template, is an error with
// file and line.
func OpenTemplates(dir string, book *statute.Book) (Templates, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return Templates{}, fmt.Errorf("open templates %s: no such folder, or none to be read; make it, or leave the key templates out to use the built-in words", dir)
	}
	own, text := map[string]string{}, map[string]string{}
	var faults []error
	for _, e := range entries {
		file, ext := filepath.Join(dir, e.Name()), filepath.Ext(e.Name())
		name := strings.TrimSuffix(e.Name(), ext)
		if ext != ".txt" {
			if meant(name, ext) {
				faults = append(faults, fmt.Errorf("open template %s: want %s.txt; rename it, or remove it", file, name))
			}
			continue
		}
		data, err := readTemplate(file, name, book)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		own[name], text[name] = file, data
	}
	if err := errors.Join(faults...); err != nil {
		return Templates{}, err
	}
	parsed, err := parse(text, own)
	return Templates{parsed: parsed, own: own, text: text}, err
}

// meant reports whether a file that is no *.txt was meant to be one: it has the
// name of a letter and an extension that editors of text put. What editors
// keep beside a file is left alone.
func meant(name, ext string) bool {
	form, _, _ := strings.Cut(name, ".")
	_, ok := ours()[form]
	return ok && slices.Contains([]string{"", ".txt", ".text", ".md", ".tmpl", ".html", ".rtf", ".odt", ".doc", ".docx", ".pdf"}, strings.ToLower(ext))
}

func readTemplate(file, name string, book *statute.Book) (string, error) {
	if err := namesLetter(name, book); err != nil {
		return "", fmt.Errorf("open template %s: %w", file, err)
	}
	info, err := os.Stat(file)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxTemplate {
		return "", fmt.Errorf("open template %s: want a text file of at most %d KiB", file, maxTemplate>>10)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("open template %s: it cannot be read", file)
	}
	if !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
		return "", fmt.Errorf("open template %s: it is no text in UTF-8; save it as UTF-8", file)
	}
	return lineEnds.Replace(strings.TrimPrefix(string(data), "\ufeff")), nil
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// namesLetter says why no letter is written from a file of a name, or nil.
func namesLetter(name string, book *statute.Book) error {
	form, act, forAct := strings.Cut(name, ".")
	var known []string
	for n := range ours() {
		base, _, _ := strings.Cut(n, ".")
		known = append(known, base)
	}
	slices.Sort(known)
	known = slices.Compact(known)
	if !slices.Contains(known, form) {
		return fmt.Errorf("no letter is called %q; rename it to one of %s, or remove it", form, strings.Join(known, ", "))
	}
	if !forAct || book == nil {
		return nil
	}
	if _, ok := book.Act(act); !ok {
		return fmt.Errorf("there is no act %q; name the file %s.txt for every act, or %s. and an act's id", act, form, form)
	}
	return nil
}

// ours returns the built-in templates by name.
var ours = sync.OnceValue(func() map[string]string {
	texts := map[string]string{}
	err := fs.WalkDir(builtIn, "templates", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(builtIn, path)
		texts[strings.TrimSuffix(d.Name(), ".txt")] = string(data)
		return err
	})
	if err != nil {
		panic("read built-in templates: " + err.Error())
	}
	return texts
})

// BuiltIn returns our own templates by name, for a person to begin theirs with.
func BuiltIn() map[string]string { return maps.Clone(ours()) }

var builtInTemplates = sync.OnceValues(func() (*template.Template, error) { return parse(nil, nil) })

// parse reads our templates and, in their place, the person's own.
func parse(texts, files map[string]string) (*template.Template, error) {
	root := template.New("").Funcs((&fields{}).funcs())
	read := func(name, text string) error {
		_, err := root.New(name).Parse(strings.TrimSpace(text))
		return located(err, files)
	}
	var faults []error
	for name, text := range ours() {
		if _, replaced := texts[name]; !replaced {
			faults = append(faults, read(name, text))
		}
	}
	for name, text := range texts {
		faults = append(faults, read(name, text))
	}
	if len(texts) > 0 {
		count(root)
	}
	return root, errors.Join(faults...)
}

var place = regexp.MustCompile(`^template: ([^:]+):(\d+)(?::\d+)?: (?:.*error calling \w+: )?(.*)$`)

// located puts an error of a template into words, with file and line. The
// words of Go's templates do not hold what a field says.
func located(err error, files map[string]string) error {
	if err == nil {
		return nil
	}
	m := place.FindStringSubmatch(strings.ReplaceAll(err.Error(), "\n", " "))
	if m == nil {
		return errors.New("fill template: " + err.Error())
	}
	if file := files[m[1]]; file != "" {
		return fmt.Errorf("%s:%s: %s; correct the file, or remove it to go back to the built-in words", file, m[2], m[3])
	}
	return fmt.Errorf("built-in template %s:%s: %s", m[1], m[2], m[3])
}

// choose returns the template of a form: the person's own for the act before
// ours for it, and both before the form's.
func (t Templates) choose(form string, act *statute.Act) string {
	if act != nil {
		name := form + "." + act.ID
		if _, ok := t.own[name]; ok {
			return name
		}
		if _, ok := t.own[form]; ok {
			return form
		}
		if _, ok := ours()[name]; ok {
			return name
		}
	}
	return form
}

// fill fills a template.
func (t Templates) fill(name string, f *fields) (string, error) {
	parsed := t.parsed
	if parsed == nil {
		var err error
		if parsed, err = builtInTemplates(); err != nil {
			return "", err
		}
	}
	own, err := parsed.Clone()
	if err != nil {
		return "", fmt.Errorf("fill template: %w", err)
	}
	var out short
	if err := own.Funcs(f.funcs()).ExecuteTemplate(&out, name, nil); err != nil {
		for _, end := range []error{errLong, errEndless} {
			if errors.Is(err, end) {
				return "", t.fault(name, end.Error())
			}
		}
		return "", located(err, t.own)
	}
	text := out.String()
	if strings.Contains(text, "<no value>") || strings.Contains(text, "<nil>") || strings.Contains(text, "%!") {
		return "", t.fault(name, "it has a blank; a letter says facts by {{field}} and has none")
	}
	return text, nil
}

// short keeps what a template writes, and stops one that goes on and on.
type short struct{ strings.Builder }

var errLong = errors.New("it writes more than any letter holds")

func (s *short) Write(p []byte) (int, error) {
	if s.Len()+len(p) > maxTemplate {
		return 0, errLong
	}
	return s.Builder.Write(p)
}

// fault is an error about all of a template.
func (t Templates) fault(name, why string) error {
	if file := t.own[name]; file != "" {
		return fmt.Errorf("%s:1: %s; correct the file, or remove it to go back to the built-in words", file, why)
	}
	return fmt.Errorf("built-in template %s: %s", name, why)
}
