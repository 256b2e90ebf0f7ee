package letter_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/letter"
	"github.com/whohasme/whohasme/scan"
)

// folder writes templates and returns their folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const mine = `Subject: Please take it down

Hello {{field "broker"}},

{{if has "reply"}}write to {{field "reply"}}.{{end}}
{{range shown}}- {{.}}
{{end}}
`

func TestOwnTemplates(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		set   func(s *scene)
		want  string
		not   string
	}{
		"a letter of one's own":             {map[string]string{"suppress.txt": mine}, nil, "Hello Example People,", "Thank you"},
		"with Windows line ends and a mark": {map[string]string{"suppress.txt": "\ufeff" + strings.ReplaceAll(mine, "\n", "\r\n")}, nil, "Hello Example People,", "\r"},
		"another letter's changes nothing":  {map[string]string{"delete.txt": mine}, nil, "under your own removal policy", "Hello"},
		"a part of every letter":            {map[string]string{"limits.txt": "Be kind."}, nil, "Be kind.", "To find the record"},
		"for one act":                       {map[string]string{"opt-out-of-sale.ca-ccpa.txt": mine}, (*scene).onAct, "Hello Example People,", "Thank you"},
		"for another act":                   {map[string]string{"opt-out-of-sale.tx-tdpsa.txt": mine}, (*scene).onAct, "I opt out", "Hello"},
		"with the line ends of an old Mac":  {map[string]string{"suppress.txt": strings.ReplaceAll(mine, "\n", "\r")}, nil, "Hello Example People,", "\r"},
		"other files are left alone":        {map[string]string{"README.md": "{{", "suppress.txt~": "{{", ".suppress.txt.swp": "{{", "suppress.bak": "{{", "suppress.txt": mine}, nil, "Hello", "Thank you"},
		"counted items, loops and parts":    {map[string]string{"suppress.txt": mine + "Please\n{{range 3}}1. this\n{{end}}\n{{template \"limits\"}} {{printf \"%03d %q\" 7 \"x\"}}"}, nil, "this\nthis\nthis", "1. this"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene()
			if c.set != nil {
				c.set(s)
			}
			own, err := letter.OpenTemplates(folder(t, c.files), book(t))
			if err != nil {
				t.Fatal(err)
			}
			l, err := letter.Writer{Book: book(t), Today: s.today, Templates: own}.Write(s.req, s.subject, s.broker, s.findings)
			if err != nil {
				t.Fatal(err)
			}
			if text := words(l); !strings.Contains(text, c.want) || c.not != "" && strings.Contains(text, c.not) {
				t.Errorf("want %q and not %q:\n%s", c.want, c.not, text)
			}
		})
	}
}

func words(l report.Letter) string {
	text := l.Subject + "\n"
	for _, p := range l.Body {
		text += p.Text + "\n" + strings.Join(p.Items, "\n") + "\n"
	}
	return text
}

// A template that fails is an error with its file and line and the way back,
// and no other words stand in for it.
func TestTemplateFaults(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"no such letter":             {"supress.txt", mine, `no letter is called "supress"`},
		"no such act":                {"delete.tx.txt", mine, `there is no act "tx"`},
		"broken syntax":              {"suppress.txt", "Subject: x\n\n{{if}}", "suppress.txt:3: "},
		"an unknown function":        {"suppress.txt", "Subject: x\n{{subject}}", "suppress.txt:2: "},
		"a missing field":            {"suppress.txt", "Subject: x\n\nI live in {{field \"residence\"}}.", `suppress.txt:3: "residence" is missing`},
		"a field there is not":       {"suppress.txt", "Subject: x\n\n{{field \"born\"}}", `suppress.txt:3: there is no field "born"`},
		"a condition there is not":   {"suppress.txt", "Subject: x\n\n{{if has \"ssn\"}}y{{end}}", `suppress.txt:3: there is no field "ssn"`},
		"a right there is not":       {"suppress.txt", "Subject: x\n\n{{if also \"selling\"}}y{{end}}", `there is no right "selling"`},
		"an ask there is not":        {"suppress.txt", "Subject: x\n\n{{if ask \"remove\"}}y{{end}}", `there is no ask "remove"`},
		"a list there is not":        {"suppress.txt", "Subject: x\n\n{{range list \"phones\"}}y{{end}}", `there is no list "phones"`},
		"the request itself":         {"suppress.txt", "Subject: x\n\n{{.Subject.Born}}", "suppress.txt:1: it has a blank"},
		"a blank":                    {"suppress.txt", "Subject: x\n\n{{range shown}}{{.}}{{end}} {{.}}", "suppress.txt:1: it has a blank"},
		"nothing, printed":           {"suppress.txt", "Subject: x\n\n{{range shown}}{{.}}{{end}} {{printf \"%v %d\" .}}", "suppress.txt:1: it has a blank"},
		"no subject":                 {"suppress.txt", "Hello {{range shown}}{{.}}{{end}}", "suppress.txt:1: it has no subject"},
		"nothing but a subject":      {"suppress.txt", "Subject: x", "suppress.txt:1: it has no words"},
		"empty":                      {"suppress.txt", "", "suppress.txt:1: it has no subject"},
		"the record is not named":    {"suppress.txt", "Subject: x\n\nTake it down.", "suppress.txt:1: it does not name the record"},
		"the name in the subject":    {"suppress.txt", "Subject: x {{field \"name\"}}\n\n{{range shown}}- {{.}}\n{{end}}", "suppress.txt:1: its subject line tells a fact"},
		"a safe fact in its words":   {"suppress.txt", mine + "\nI live at 770 Kestrel Road.", "suppress.txt:1: it holds safe address 1"},
		"a safe fact in an action":   {"suppress.txt", mine + "\n{{\"hidden.heron@example.org\"}}", "suppress.txt:1: it holds safe e-mail 1"},
		"a safe fact elsewhere":      {"limits.txt", "Call 775-555-0190.", "limits.txt:1: it holds safe phone 1"},
		"a part that calls for more": {"limits.txt", "{{field \"class\"}}", `limits.txt:1: "class" is missing`},
		"a template that is not":     {"suppress.txt", "Subject: x\n\n{{template \"nothing\"}}", "suppress.txt:3: "},
		"without an end":             {"suppress.txt", "Subject: x\n\n{{range 1000000}}more and more{{end}}", "suppress.txt:1: it writes more"},
		"calling itself":             {"suppress.txt", "Subject: x\n\n{{template \"suppress\"}}", "suppress.txt:"},
		"a control character":        {"suppress.txt", mine + "\nbell \a", "suppress.txt:1: it holds a character"},
		"a loop that writes nothing": {"suppress.txt", mine + "{{range 1000000000000}}{{end}}", "suppress.txt:1: it goes on and on"},
		"loops within loops":         {"suppress.txt", mine + "{{range 1000000}}{{range 1000000}}{{if true}}{{end}}{{end}}{{end}}", "suppress.txt:1: it goes on and on"},
		"parts that call each other": {"suppress.txt", mine + `{{define "a"}}{{template "b"}}{{template "b"}}{{end}}{{define "b"}}{{template "a"}}{{template "a"}}{{end}}{{template "a"}}`, "suppress.txt:1: it goes on and on"},
		"a text doubled":             {"suppress.txt", mine + `{{$x := "xxxxxxxxxx"}}{{range 100}}{{$x = print $x $x}}{{end}}`, "suppress.txt:1: it writes more"},
		"a very wide number":         {"suppress.txt", mine + `{{$x := printf "%999999999d" 1}}`, "suppress.txt:1: it writes more"},
		"not UTF-8":                  {"suppress.txt", mine + "Jos\xe9", "no text in UTF-8"},
		"UTF-16":                     {"suppress.txt", "\xff\xfeS\x00u\x00", "no text in UTF-8"},
		"another extension":          {"suppress.md", mine, "want suppress.txt"},
		"a capital extension":        {"suppress.TXT", mine, "want suppress.txt"},
		"no extension":               {"suppress", mine, "want suppress.txt"},
		"two extensions":             {"suppress.txt.txt", mine, `there is no act "txt"`},
		"a safe street on two lines": {"suppress.txt", mine + "\nI live at 770\nKestrel\n  Road.", "suppress.txt:1: it holds safe address 1"},
		"a safe street in pieces":    {"suppress.txt", mine + "\nI live at 770 Kes{{\"\"}}trel Road.", "suppress.txt:1: the letter would hold safe address 1"},
		"a safe street unseen":       {"suppress.txt", mine + "\nI live at 7\u200b70 Kes\u2060trel Ro\u00adad.", "suppress.txt:1: it holds safe address 1"},
		"a safe street, printed":     {"suppress.txt", mine + `{{printf "%s%s" "770 Kest" "rel Road"}}`, "suppress.txt:1: the letter would hold safe address 1"},
		"a safe street, accented":    {"suppress.txt", mine + "\n770 KÉSTREL road", "suppress.txt:1: it holds safe address 1"},
		"a safe mailbox, spelt out":  {"suppress.txt", mine + "\nhidden . heron (at) example.org", "suppress.txt:1: the letter would hold safe e-mail 1"},
		"a safe number, spaced":      {"suppress.txt", mine + "\n7 7 5 / 5 5 5 / 0 1\n9 0", "suppress.txt:1: it holds safe phone 1"},
		"too large":                  {"suppress.txt", strings.Repeat("x", 70_000), "at most 64 KiB"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene()
			s.subject.Safe = scan.Safe{Addresses: []scan.Address{{Street: "770 Kestrel Road", City: "Xanthia", State: "NV"}}, Phones: safePhones, Emails: safeEmails}
			dir := folder(t, map[string]string{c.file: c.text})
			own, err := letter.OpenTemplates(dir, book(t))
			if err == nil {
				_, err = letter.Writer{Book: book(t), Today: s.today, Templates: own}.Write(s.req, s.subject, s.broker, s.findings)
			}
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), dir) {
				t.Fatalf("got %v, want %q", err, c.want)
			}
			if !strings.Contains(err.Error(), "remove") && !strings.Contains(err.Error(), "want a text file") && !strings.Contains(err.Error(), "name the file") && !strings.Contains(err.Error(), "save it as UTF-8") {
				t.Errorf("no way back: %v", err)
			}
			for _, fact := range []string{"ROSA", "QUILL", "8f31a", "Kestrel", "hidden", "0190"} {
				if strings.Contains(err.Error(), fact) {
					t.Errorf("the error carries a fact: %v", err)
				}
			}
		})
	}
}

func TestNoTemplatesThere(t *testing.T) {
	if _, err := letter.OpenTemplates(filepath.Join(t.TempDir(), "none"), book(t)); err == nil || !strings.Contains(err.Error(), "no such folder") {
		t.Errorf("got %v", err)
	}
	if _, err := letter.OpenTemplates(t.TempDir(), book(t)); err != nil {
		t.Errorf("an empty folder: %v", err)
	}
}

// Whoever writes a template of their own reaches nothing that the request does
// not tell.
func TestTemplatesReachNothingUntold(t *testing.T) {
	s := newScene()
	s.untell("city")
	s.untell("state")
	s.untell("reply-address")
	s.findings[0].Record.Phones, s.subject.Phones = phones, phones
	for _, try := range []string{
		`{{field "reply"}}`, `{{field "residence"}}`, `{{field "class"}}`, `{{field "agent"}}`, `{{field "phone"}}`, `{{.}}`, `{{$}}`, `{{$.Subject}}`,
		`{{call .}}`, `{{printf "%v" .}}`, `{{printf "%+v" $}}`, `{{index . 0}}`, `{{html .}}`, `{{print (list "corrections")}}`, `{{json .}}`, `{{len .}}`,
	} {
		own, err := letter.OpenTemplates(folder(t, map[string]string{"suppress.txt": mine + "\n" + try}), book(t))
		if err != nil {
			continue
		}
		l, err := letter.Writer{Book: book(t), Today: s.today, Templates: own}.Write(s.req, s.subject, s.broker, s.findings)
		if err != nil {
			continue
		}
		for _, fact := range []string{"Dayton", "Fresno", "rq.privacy", "5595550142", "555-0117", "California"} {
			if strings.Contains(words(l), fact) {
				t.Errorf("%s reaches %q:\n%s", try, fact, words(l))
			}
		}
	}
}
