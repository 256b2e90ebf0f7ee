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
		"Safari, as text": "<?xml version=\"1.0\"?>\n<!DOCTYPE plist>\n<plist version=\"1.0\"><dict><key>WebMainResource</key>",
		"PDF":             "%PDF-1.7\n...", "image": "\x89PNG\r\n\x1a\n\x00\x00", "zip": "PK\x03\x04\x00\x00", "Safari": "bplist00\xd3\x01",
		"WARC without pages": "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n", "packed": "\x1f\x8b\x08\x00",
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

// SingleFile says where and when it saved a page in a comment before the head;
// the same words further down are the page's own.
func TestOpenSingleFile(t *testing.T) {
	const from = "https://people.example.org/find/x-y?a=1&b=2"
	day := time.Date(2026, 11, 20, 9, 30, 5, 0, time.UTC)
	comment := func(date string) string {
		return "<!--\n Page saved with SingleFile \n url: " + from + " \n saved date: " + date + "\n-->"
	}
	for _, c := range []struct {
		name, file string
		url        string
		at         time.Time
	}{
		{"as it writes", "<!DOCTYPE html> <html lang=en style><!--\n Page saved with SingleFile \n url: " + from + " \n saved date: Fri Nov 20 2026 10:30:05 GMT+0100 (Central European Standard Time)\n--><head><meta charset=utf-8>", from, day},
		{"in one time zone west", "<html>" + comment("Fri Nov 20 2026 04:30:05 GMT-0500 (EST)"), from, day},
		{"RFC 3339", "<!doctype html>" + comment("2026-11-20T09:30:05.000Z"), from, day},
		{"a single digit", comment("Fri Nov 6 2026 10:30:05 GMT+0000 (UTC)"), from, time.Date(2026, 11, 6, 10, 30, 5, 0, time.UTC)},
		{"older", "<html><!--\n Archive processed by SingleFile \n url: https://people.example.org/ \n saved date: nonsense \n-->", "https://people.example.org/", time.Time{}},
		{"before what the page says itself", "<html>" + comment("Fri Nov 20 2026 09:30:05 GMT+0000 (UTC)") + `<link rel=canonical href="https://people.example.org/c">`, from, day},
		{"words of the page", "<html><body><p>x</p>" + comment("Fri Nov 20 2026 09:30:05 GMT+0000 (UTC)"), "", time.Time{}},
		{"an address that is none", "<html><!--\n Page saved with SingleFile \n url: about:blank \n saved date: Fri Nov 20 2026 09:30:05 GMT+0000 (UTC)\n-->", "", time.Time{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Open(write(t, c.file+"<p>Ada Quill</p>"))
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if p.URL != nil {
				got = p.URL.String()
			}
			if got != c.url || p.Dated != !c.at.IsZero() || p.Dated && !p.At.Equal(c.at) {
				t.Errorf("from %q at %v, dated %v", got, p.At, p.Dated)
			}
		})
	}
}

// A file of another kind says what to save instead.
func TestOpenSaysWhatToSave(t *testing.T) {
	for file, want := range map[string]string{
		"%PDF-1.7\n%\xe2\xe3\xcf\xd3": "a PDF keeps", "PK\x03\x04\x14\x00": "unpack it", "\x89PNG\r\n\x1a\n\x00\x00": "picture", "\xff\xd8\xff\xe0\x00": "picture",
		"bplist00\xd3\x01": "Safari", "\x7fELF\x02\x01\x00": "no text",
	} {
		_, err := Open(write(t, file))
		if got, why := outcomeOf(t, err); got != scan.Unreadable || !strings.Contains(why, want) {
			t.Errorf("%q: %v (%s), want %q", file, got, why, want)
		}
	}
}

// What evidence keeps of a page is enough to make it again.
func TestRestore(t *testing.T) {
	pages, err := OpenAll("archive/testdata/wget.warc.gz")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		again := Restore(p.Evidence(), p.Body)
		if again.HTML != p.HTML || again.URL.String() != p.URL.String() || again.Status != p.Status || again.Hash() != p.Hash() || !again.At.Equal(p.At) {
			t.Errorf("got %+v, want %+v", again, p.Page)
		}
		if (again.Fault() == nil) != (p.Fault() == nil) {
			t.Errorf("it was %v and is %v", p.Fault(), again.Fault())
		}
	}
	latin := Restore(scan.Evidence{URL: "https://people.example.org/", Type: "text/html; charset=iso-8859-1"}, []byte("<p>Jos\xe9"))
	if latin.HTML != "<p>José" {
		t.Errorf("got %q", latin.HTML)
	}
}

func TestOpenArchives(t *testing.T) {
	p, err := Open("archive/testdata/chromium.mhtml")
	if err != nil || !p.Dated || p.URL.Host != "people.example.org" || !strings.Contains(p.HTML, "Søndergård") || p.Status != 0 || p.Fault() != nil {
		t.Errorf("MHTML: %+v, %v", p, err)
	}
	pages, err := OpenAll("archive/testdata/wget.warc.gz")
	if err != nil || len(pages) != 2 || !pages[0].Dated || pages[0].Fault() != nil || pages[1].Fault() == nil || pages[1].Status != 404 {
		t.Errorf("WARC: %+v, %v", pages, err)
	}
	if _, err := Open("archive/testdata/wget.warc.gz"); err == nil || !strings.Contains(err.Error(), "holds 2 pages") {
		t.Errorf("several pages: %v", err)
	}
	plain := write(t, "<p>x</p>")
	if p, err := Open(plain); err != nil || p.Dated {
		t.Errorf("a plain page: %+v, %v", p, err)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte("<!-- saved from url=(0036)https://people.example.org/ --><p>x"))
	f.Add([]byte("\xff\xfe<\x00p\x00"))
	f.Add([]byte(`<link rel=canonical href="http://[::1"><meta charset=iso-2022-jp>`))
	f.Fuzz(func(t *testing.T, file []byte) {
		pages, err := saved(file)
		var fault *scan.Fault
		if err != nil {
			if !errors.As(err, &fault) || fault.Outcome != scan.Unreadable {
				t.Fatalf("not a fault: %v", err)
			}
			return
		}
		if len(pages) == 0 {
			t.Fatal("neither a page nor an error")
		}
		for _, p := range pages {
			if p.URL != nil && (p.URL.Host == "" || !strings.HasPrefix(p.URL.Scheme, "http")) || p.Broken != nil && p.Body != nil {
				t.Fatalf("got %+v", p)
			}
			if err := p.Fault(); err != nil && !errors.As(err, &fault) {
				t.Fatalf("not a fault: %v", err)
			}
		}
	})
}
