package archive

import (
	"os"
	"strings"
	"testing"
	"time"
)

func file(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// crlf writes a file as mail programs do.
func crlf(lines ...string) []byte { return []byte(strings.Join(lines, "\r\n") + "\r\n") }

func TestMHTMLOfChromium(t *testing.T) {
	p, err := MHTML(file(t, "chromium.mhtml"))
	if err != nil {
		t.Fatal(err)
	}
	if want := time.Date(2026, 11, 22, 2, 23, 9, 0, time.UTC); !p.At.Equal(want) {
		t.Errorf("taken at %v, want %v", p.At, want)
	}
	if want := "http://people.example.org/name/zoe-quill/or?page=1&q=Zo%C3%AB"; p.URL != want {
		t.Errorf("from %q", p.URL)
	}
	page := string(p.Body)
	for _, want := range []string{"Zoë A. Quill", "Quill-Søndergård", "a word = and has", `class="count">2 results`, "/person/zq-1001?from=list&amp;n=1", "</html>"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q:\n%s", want, page)
		}
	}
	if strings.Contains(page, "Advertised") || strings.Contains(page, "Multipart") || strings.Contains(page, "=3D") {
		t.Errorf("the page holds what is not its own:\n%s", page)
	}
}

func TestMHTML(t *testing.T) {
	const page = "<html><p>Zo\xeb Quill</p></html>"
	head := []string{"From: <Saved by Windows Internet Explorer 8>", "Date: Tue, 3 Mar 2026 10:11:12 +0100", "MIME-Version: 1.0",
		`Content-Type: multipart/related; type="text/html"; boundary="b1"`, ""}
	part := func(kind, encoding, location, body string) []string {
		return []string{"--b1", "Content-Type: " + kind, "Content-Transfer-Encoding: " + encoding, "Content-Location: " + location, "", body}
	}
	with := func(parts ...[]string) []byte {
		lines := append([]string{}, head...)
		for _, p := range parts {
			lines = append(lines, p...)
		}
		return crlf(append(lines, "--b1--")...)
	}
	there := "https://people.example.org/a"
	for _, c := range []struct {
		name      string
		file      []byte
		body, url string
	}{
		{"8bit, charset of the part", with(part("text/html; charset=iso-8859-1", "8bit", there, page)), page, there},
		{"quoted-printable in lower case", with(part("text/html", "Quoted-Printable", there, "<html><p>Zo=eb=\r\n Quill</p></html>")), page, there},
		{"broken quoted-printable stays", with(part("text/html", "quoted-printable", there, "<a href=x>50=% =</a>")), "<a href=x>50=% =</a>", there},
		{"padding at the end of a line", with(part("text/html", "quoted-printable", there, "a =  \r\nb\t \r\nc")), "a b\r\nc", there},
		{"base64", with(part("text/html", "base64", there, "PGh0bWw+PHA+Wm/r\r\nIFF1aWxsPC9wPjwv\r\naHRtbD4=")), page, there},
		{"base64 without padding", with(part("text/html", "BASE64", there, "PGh0bWw+PHA+Wm/rIFF1aWxsPC9wPjwvaHRtbD4")), page, there},
		{"no encoding named", with(append([]string{"--b1", "Content-Type: text/html", ""}, page)), page, ""},
		{"a picture first", with(part("image/png", "base64", "https://people.example.org/x.png", "AAAA"), part("text/html", "8bit", there, page)), page, there},
		{"frames after it", with(part("text/html", "8bit", there, page), part("text/html", "8bit", "https://ads.example.org/f", "<p>frame</p>")), page, there},
		{"start names the root", []byte(strings.Replace(string(with(part("text/html", "8bit", "https://ads.example.org/f", "<p>frame</p>"),
			append([]string{"--b1", "Content-ID: <root@x>", "Content-Type: text/html", "Content-Location: " + there, ""}, page))), `type="text/html"`, `start="<root@x>"`, 1)), page, there},
		{"the file's address names the root", append([]byte("Snapshot-Content-Location: "+there+"\r\n"), with(part("text/html", "8bit", "https://ads.example.org/f", "<p>frame</p>"),
			part("text/html", "8bit", there, page))...), page, there},
		{"boundary without quotes", []byte(strings.Replace(string(with(part("text/html", "8bit", there, page))), `"b1"`, "b1", 1)), page, there},
		{"another boundary than announced", []byte(strings.Replace(string(with(part("text/html", "8bit", there, page))), `"b1"`, `"other"`, 1)), page, there},
		{"line feeds only", []byte(strings.ReplaceAll(string(with(part("text/html", "8bit", there, page))), "\r\n", "\n")), page, there},
		{"no closing boundary, page whole", crlf(append(append([]string{}, head...), part("text/html", "8bit", there, page)...)...), page + "\r\n", there},
		{"no closing boundary, cut in a picture", crlf(append(append(append([]string{}, head...), part("text/html", "8bit", there, page)...), part("image/png", "base64", "x", "AAA")...)...), page, there},
		{"the boundary's text inside a line", with(part("text/html", "8bit", there, "<p>see --b1 there</p>\r\n --b1\r\n--b1x")), "<p>see --b1 there</p>\r\n --b1\r\n--b1x", there},
		{"alternative inside related", crlf(append(append([]string{}, head...), "--b1", `Content-Type: multipart/alternative; boundary=b2`, "", "--b2", "Content-Type: text/plain", "", "x", "--b2",
			"Content-Type: text/html", "Content-Location: "+there, "", page, "--b2--", "--b1--")...), page, there},
		{"a page without parts", crlf("MIME-Version: 1.0", "Content-Location: "+there, "Content-Type: text/html", "", page), page + "\r\n", there},
		{"address of a file", with(part("text/html", "8bit", "file:///C:/x.html", page)), page, ""},
		{"a line that is no header", append([]byte("From: x\r\nnonsense\r\n more\r\n"), with(part("text/html", "8bit", there, page))[len("From: <Saved by Windows Internet Explorer 8>\r\n"):]...), page, there},
	} {
		t.Run(c.name, func(t *testing.T) {
			if kind := Sniff(c.file); kind != MIME {
				t.Errorf("sniffed as %q", kind)
			}
			p, err := MHTML(c.file)
			if err != nil {
				t.Fatal(err)
			}
			if string(p.Body) != c.body || p.URL != c.url {
				t.Errorf("from %q:\n%q, want\n%q", p.URL, p.Body, c.body)
			}
			if strings.Contains(string(c.file), "Date:") && !p.At.Equal(time.Date(2026, 3, 3, 9, 11, 12, 0, time.UTC)) {
				t.Errorf("taken at %v", p.At)
			}
		})
	}
}

func TestMHTMLRefused(t *testing.T) {
	deep := []string{"MIME-Version: 1.0", "Content-Type: multipart/related; boundary=b0", ""}
	for i := range 9 {
		b := string(rune('0' + i))
		next := string(rune('1' + i))
		deep = append(deep, "--b"+b, "Content-Type: multipart/related; boundary=b"+next, "")
	}
	whole := string(file(t, "chromium.mhtml"))
	root := strings.Index(whole, "</main>")
	for name, c := range map[string]struct {
		file []byte
		want error
	}{
		"cut off in the page":   {[]byte(whole[:root]), errCut},
		"cut off in its head":   {[]byte(whole[:strings.Index(whole, "Content-ID")]), errCut},
		"no part":               {crlf("MIME-Version: 1.0", "Content-Type: multipart/related; boundary=x", "", "nothing"), errCut},
		"no page":               {crlf("MIME-Version: 1.0", "Content-Type: multipart/related; boundary=x", "", "--x", "Content-Type: image/png", "", "x", "--x--"), errNoPage},
		"nested without end":    {crlf(deep...), errNested},
		"a head without end":    {[]byte("MIME-Version: 1.0\r\n" + strings.Repeat("X: y\r\n", 20000)), errBroken},
		"more parts than fit":   {[]byte("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n" + strings.Repeat("--x\r\n\r\n", maxParts+5)), errTooMany},
		"larger than the limit": {make([]byte, MaxFile+1), errTooLarge},
	} {
		if _, err := MHTML(c.file); err != c.want {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
	if _, err := MHTML(crlf("MIME-Version: 1.0", "Content-Type: text/html", "Content-Transfer-Encoding: x-secret", "", "x")); err == nil || strings.Contains(err.Error(), "x-secret") {
		t.Errorf("an unknown encoding: %v", err)
	}
}

// A file that ends early is an error or holds the whole page: never a part of
// it, in which a list could look shorter than it is.
func TestMHTMLCutAnywhere(t *testing.T) {
	whole := file(t, "chromium.mhtml")
	p, err := MHTML(whole)
	if err != nil {
		t.Fatal(err)
	}
	for n := range whole {
		got, err := MHTML(whole[:n])
		if err == nil && strings.TrimSpace(string(got.Body)) != strings.TrimSpace(string(p.Body)) {
			t.Fatalf("cut off after %d bytes it gives %d of %d bytes of the page", n, len(got.Body), len(p.Body))
		}
	}
}

func TestSniff(t *testing.T) {
	for name, c := range map[string]struct {
		head string
		want Kind
	}{
		"page": {"<!doctype html><p>x", Unknown}, "comment first": {"<!-- Content-Type: multipart/related -->", Unknown}, "nothing": {"", Unknown},
		"text": {"Note: Content-Type: multipart/related is how mail begins", Unknown}, "mail without parts": {"From: x\r\nContent-Type: text/plain\r\n\r\nhello", Unknown},
		"WARC": {"WARC/1.1\r\n", Web}, "packed": {"\x1f\x8b\x08", Packed}, "Safari": {"bplist00\xd3", WebArchive}, "PDF": {"%PDF-1.7", Unknown},
		"byte order mark": {"\xef\xbb\xbfMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", MIME},
	} {
		if got := Sniff([]byte(c.head)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func FuzzMHTML(f *testing.F) {
	f.Add(file(f, "chromium.mhtml"))
	f.Add(crlf("MIME-Version: 1.0", "Content-Type: multipart/related; boundary=x", "", "--x", "Content-Type: multipart/related; boundary=x", "", "--x", "Content-Type: text/html", "", "=3", "--x--"))
	f.Add([]byte("Content-Type: text/html\nContent-Transfer-Encoding: base64\nMIME-Version: 1\nDate: Tue, 3 Mar 2026 10:11:12 (x) +0100\n\nPGh0bWw+="))
	f.Add([]byte("A: b\n c\n\n--\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		Sniff(data)
		before := string(data)
		p, err := MHTML(data)
		if string(data) != before {
			t.Fatal("the file was written to")
		}
		if err == nil && len(p.Body) > len(data) {
			t.Fatalf("%d bytes became %d", len(data), len(p.Body))
		}
		if err != nil && p != nil {
			t.Fatal("a page beside an error")
		}
	})
}
