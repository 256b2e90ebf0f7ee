package crawl

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan"
)

func write(t testing.TB, body string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ada-quill.html")
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOpen(t *testing.T) {
	const page = "<p>José Quill</p>"
	for _, c := range []struct{ name, file, url string }{
		{"plain", page, ""},
		{"saved by a browser", "<!DOCTYPE html>\n<!-- saved from url=(0036)https://people.example.org/name/x-y/ -->\n" + page, "https://people.example.org/name/x-y/"},
		{"canonical", `<link rel="canonical" href="https://people.example.org/c">` + page, "https://people.example.org/c"},
		{"shared", `<meta property="og:url" content="https://people.example.org/o">` + page, "https://people.example.org/o"},
		{"canonical before shared", `<meta property="og:url" content="https://people.example.org/o"><link href="https://people.example.org/c" rel="Canonical">` + page, "https://people.example.org/c"},
		{"browser before both", `<!-- saved from url=(0031)https://people.example.org/name --><link rel="canonical" href="https://people.example.org/c">` + page, "https://people.example.org/name"},
		{"saved from a file", `<!-- saved from url=(0016)file:///C:/x.html --><link rel="canonical" href="https://people.example.org/c">` + page, "https://people.example.org/c"},
		{"relative canonical", `<link rel="canonical" href="/c">` + page, ""},
		{"canonical in a script", `<script>'<link rel="canonical" href="https://evil.test/">'</script>` + page, ""},
		{"saved in UTF-16", "\xff\xfe" + strings.Join(strings.Split("<p>x</p>", ""), "\x00") + "\x00", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := write(t, c.file)
			at := time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC)
			if err := os.Chtimes(path, at, at); err != nil {
				t.Fatal(err)
			}
			p, err := Open(path)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if p.URL != nil {
				got = p.URL.String()
			}
			if got != c.url || p.Status != 0 || string(p.Body) != c.file || !p.At.Equal(at) || !strings.Contains(p.HTML, "</p>") {
				t.Errorf("got %+v", p)
			}
		})
	}
}

func TestOpenRefuses(t *testing.T) {
	for name, file := range map[string]string{
		"PDF": "%PDF-1.7\n...", "image": "\x89PNG\r\n\x1a\n\x00\x00", "zip": "PK\x03\x04\x00\x00",
		"web archive": "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://people.example.org/\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"x\"\r\n\r\n<p>x</p>",
	} {
		_, err := Open(write(t, file))
		if got, _ := outcomeOf(t, err); got != scan.Unreadable {
			t.Errorf("%s: %v", name, err)
		}
	}
	dir := t.TempDir()
	for name, path := range map[string]string{"folder": dir, "nothing": filepath.Join(dir, "none-quill.html")} {
		_, err := Open(path)
		if err == nil || strings.Contains(err.Error(), "quill") || strings.Contains(err.Error(), dir) {
			t.Errorf("%s: %v", name, err)
		}
		if name == "nothing" && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v is not fs.ErrNotExist", name, err)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte("<!-- saved from url=(0036)https://people.example.org/ --><p>x"))
	f.Add([]byte("\xff\xfe<\x00p\x00"))
	f.Add([]byte(`<link rel=canonical href="http://[::1"><meta charset=iso-2022-jp>`))
	f.Fuzz(func(t *testing.T, file []byte) {
		p, err := saved(file)
		var fault *scan.Fault
		if err != nil {
			if !errors.As(err, &fault) || fault.Outcome != scan.Unreadable {
				t.Fatalf("not a fault: %v", err)
			}
			return
		}
		if string(p.Body) != string(file) || p.URL != nil && (p.URL.Host == "" || !strings.HasPrefix(p.URL.Scheme, "http")) {
			t.Fatalf("got %+v", p)
		}
	})
}
