package letter_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/report/letter"
)

// counted is a loop that only the person who wrote it waits for.
var counted = regexp.MustCompile(`range[^}]*\d|define|template|block`)

// FuzzOwnTemplate writes letters with any template at all: it panics never,
// names the file when it fails, and reaches nothing that the request does not
// tell.
func FuzzOwnTemplate(f *testing.F) {
	f.Add(mine)
	f.Add("Subject: x\n\n{{range shown}}{{.}}{{end}}{{with $}}{{.}}{{end}}")
	f.Add("Subject: {{field \"broker\"}}\n\n{{range list \"timeline\"}}- {{.}}\n{{else}}{{field \"name\"}}{{end}}")
	f.Add("{{if and (has \"due\") (also \"sharing\") (of \"collected\") (act \"x\") (ask \"know\") (by \"agent\") (reason \"other\")}}{{cite \"right\"}}{{end}}")
	f.Add("Subject: \x00\n\n- \n-\n{{/* */}}\r\n\ufeff")
	f.Fuzz(func(t *testing.T, text string) {
		if counted.MatchString(text) {
			return
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "suppress.txt"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		s := newScene()
		s.untell("city")
		s.untell("state")
		s.findings[0].Record.Phones, s.subject.Phones = phones, phones
		own, err := letter.OpenTemplates(dir, book(t))
		if err == nil {
			l, fault := letter.Writer{Book: book(t), Today: s.today, Templates: own}.Write(s.req, s.subject, s.broker, s.findings)
			if err = fault; err == nil {
				for _, fact := range []string{"Dayton", "Fresno", "5595550142", "555-0117", "California"} {
					if strings.Contains(words(l), fact) && !strings.Contains(text, fact) {
						t.Errorf("it reaches %q:\n%s", fact, words(l))
					}
				}
				return
			}
		}
		if !strings.Contains(err.Error(), dir) {
			t.Errorf("the error does not name the file: %v", err)
		}
	})
}
