package letter_test

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/report/letter"
)

func TestPDFIsReproducibleAndSaysNothingOfThePersonOutsideThePage(t *testing.T) {
	s := newScene()
	l, err := s.write(t)
	if err != nil {
		t.Fatal(err)
	}
	var first, second bytes.Buffer
	if err := errors.Join(letter.PDF(&first, l), letter.PDF(&second, l)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same letter gives other bytes")
	}
	raw := strings.ReplaceAll(first.String(), "\x00", "") // properties are UTF-16
	for _, want := range []string{"Request: suppress", "whohasme", "D:20261120000000"} {
		if !strings.Contains(raw, want) {
			t.Errorf("the properties lack %q", want)
		}
	}
	for _, fact := range []string{"ROSA", "Quill", "QUILL", "rosa-quill", "Dayton", "example.org", "example-people"} {
		if strings.Contains(raw, fact) {
			t.Errorf("%q stands outside the page", fact)
		}
	}
	for _, d := range regexp.MustCompile(`D:\d{14}`).FindAllString(raw, -1) {
		if d != "D:20261120000000" {
			t.Errorf("a time that is not the letter's: %s", d)
		}
	}
}

func TestPDFScripts(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		ok   bool
	}{
		"Latin":                {"Łukasz Gárcia Őry Ñandú Şahin", true},
		"loose marks":          {"Garci\u0301a N\u0303andu", true},
		"Greek":                {"Ελένη Παπαδοπούλου", true},
		"Cyrillic":             {"Наталья Щербакова", true},
		"Han":                  {"王小明", false},
		"Arabic":               {"محمد", false},
		"Hebrew":               {"שרה", false},
		"Hangul":               {"김민수", false},
		"marks without a home": {"x\u0301\u0302", false},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene()
			s.req.Tells[1].Fact, s.findings[0].Record.Name = c.text, c.text
			l, err := s.write(t)
			if err != nil {
				t.Fatal(err)
			}
			err = letter.PDF(io.Discard, l)
			if (err == nil) != c.ok || !c.ok && !errors.Is(err, letter.ErrGlyphs) {
				t.Errorf("got %v, want it drawn: %v", err, c.ok)
			}
			if err != nil && strings.Contains(err.Error(), c.text) {
				t.Error("the error carries the name")
			}
			if err := letter.Text(io.Discard, l); err != nil {
				t.Errorf("as text: %v", err)
			}
		})
	}
}

func FuzzPDF(f *testing.F) {
	f.Add("ROSA QUILL", "Example People")
	f.Add("Ñ", "§ (\\) %PDF")
	f.Fuzz(func(t *testing.T, name, broker string) {
		s := newScene()
		s.req.Tells[1].Fact, s.findings[0].Record.Name, s.broker.Name = name, name, broker
		l, err := s.write(t)
		if err != nil {
			return
		}
		if err := letter.PDF(io.Discard, l); err != nil && !errors.Is(err, letter.ErrGlyphs) {
			t.Error(err)
		}
	})
}
