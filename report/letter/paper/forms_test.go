package paper_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"mime/quotedprintable"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/letter/paper"
	"golang.org/x/net/html"
)

var update = flag.Bool("update", false, "write the golden files anew")

func written(t testing.TB, l report.Letter, form string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := paper.Write(&b, l, form); err != nil {
		t.Fatalf("%s: %v", form, err)
	}
	return b.Bytes()
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; run with -update and look at the change:\n%s", name, got)
	}
}

// part returns a file of a document.
func part(t testing.TB, docx []byte, name string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestForms(t *testing.T) {
	long := byMail(newLetter())
	for range 3 {
		long.Body = append(long.Body, long.Body[3])
	}
	long.Earlier = []string{"a1@example.org", "<b2@example.org>"}
	abroad := byPost(named(newLetter(), "Jörg Ñandú"), "1 Canada Square, London, E14 5FA, United Kingdom")
	abroad.Country, abroad.Lang, abroad.Enclosed = "GB", "en", []string{"permission of 2026-11-01, one page", "copy of the first letter"}
	bare := newLetter()
	bare.Signature, bare.Reply, bare.Request.Tells = "", "", bare.Request.Tells[:1]
	bare.Request.Route.Requires = []string{"name", "email-address", "email-verification", "postal-address", "date-of-birth", "phone-verification", "id-document", "account", "blood-group"}
	phone := newLetter()
	phone.Request.Route = brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByPhone, To: "+1 800 555 0100"}
	for name, l := range map[string]report.Letter{
		"form": newLetter(), "mail": byMail(newLetter()), "mail-long": long, "post": byPost(newLetter(), "3601 Walnut St., Suite 400, Denver, CO 80205, USA"),
		"post-abroad": abroad, "form-bare": bare, "phone": phone,
		"arabic": byMail(named(newLetter(), "محمد عبد الله")), "markup": byMail(named(newLetter(), `<b>1. *R_osa* & "Q" [x](y)</b>`)),
	} {
		t.Run(name, func(t *testing.T) {
			for _, form := range paper.Forms {
				data := written(t, l, form)
				if !bytes.Equal(data, written(t, l, form)) {
					t.Errorf("%s: the same letter gives other bytes", form)
				}
				switch form {
				case "pdf": // looked at by TestPDFText
				case "docx":
					golden(t, name+".document.xml", part(t, data, "word/document.xml"))
				default:
					golden(t, name+"."+form, data)
				}
			}
		})
	}
}

func TestUnknownForm(t *testing.T) {
	if err := paper.Write(io.Discard, newLetter(), "odt"); err == nil || !strings.Contains(err.Error(), "docx") {
		t.Errorf("got %v, want an error that names the forms there are", err)
	}
}

// The facts of a person stand where the letter is read and nowhere else.
func TestNoFactInProperties(t *testing.T) {
	l := named(byMail(newLetter()), "Zephyrine Vauquelin")
	l.Body[1].Items[2] = "the place Xanthia, OH"
	facts := []string{"zephyrine", "vauquelin", "xanthia", "rosa-quill", "rq.privacy"}
	holds := func(what, text string) {
		t.Helper()
		for _, fact := range facts {
			if strings.Contains(strings.ToLower(text), fact) {
				t.Errorf("%s holds %q:\n%s", what, fact, text)
			}
		}
	}
	pdf := written(t, l, "pdf")
	holds("the PDF outside its pages", strings.ReplaceAll(string(pdf), "\x00", ""))
	for _, d := range regexp.MustCompile(`D:\d{14}`).FindAllString(string(pdf), -1) {
		if d != "D:20261120000000" {
			t.Errorf("a time that is not the letter's: %s", d)
		}
	}
	docx := written(t, l, "docx")
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if f.Name != "word/document.xml" {
			holds(f.Name, f.Name+f.Comment+string(part(t, docx, f.Name)))
		}
	}
	page := string(written(t, l, "html"))
	holds("the head of the page", page[:strings.Index(page, "<body>")])
	facts = facts[:4] // a message is from the reply address
	head, _, _ := strings.Cut(string(written(t, l, "eml")), "\r\n\r\n")
	holds("the head of the message", head)
}

// A safe fact that is in no text of the letter is in no form of it, however it
// is written, though the request and its findings know the person.
func TestSafeFactsInNoForm(t *testing.T) {
	l := byPost(newLetter(), "100 Main St, Springfield, IL 62701")
	l.Request.Findings = []string{"hidden.heron@example.org", "770 Kestrel Road"}
	l.Request.Kept = "Vauquelin, Zephy"
	for _, form := range paper.Forms {
		for _, text := range views(t, written(t, l, form), form) {
			glued := strings.Map(func(r rune) rune {
				if strings.ContainsRune(" -_+.@%,\n", r) {
					return -1
				}
				return r
			}, strings.ToLower(text))
			for _, fact := range []string{"vauquelin", "zephy", "kestrel", "hiddenheron", "770"} {
				if strings.Contains(glued, fact) && !(fact == "770" && form == "pdf") {
					t.Errorf("%s holds the safe %q", form, fact)
				}
			}
		}
	}
}

var streams = regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`)

// views returns a form as it is and with everything in it unpacked.
func views(t *testing.T, data []byte, form string) []string {
	all := []string{string(data)}
	switch form {
	case "pdf":
		for _, m := range streams.FindAllSubmatch(data, -1) {
			if z, err := zlib.NewReader(bytes.NewReader(m[1])); err == nil {
				if plain, err := io.ReadAll(z); err == nil {
					all = append(all, string(plain))
				}
			}
		}
		for _, m := range regexp.MustCompile(`<FEFF([0-9A-F]+)>`).FindAllStringSubmatch(strings.Join(all, "\n"), -1) {
			if raw, err := hex.DecodeString(m[1]); err == nil {
				all = append(all, strings.ReplaceAll(string(raw), "\x00", ""))
			}
		}
	case "docx":
		for _, name := range []string{"word/document.xml", "docProps/core.xml", "word/settings.xml"} {
			all = append(all, string(part(t, data, name)))
		}
	case "eml":
		if plain, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(data))); err == nil {
			all = append(all, string(plain))
		}
	case "html", "sheet":
		if plain, err := url.PathUnescape(string(data)); err == nil {
			all = append(all, plain)
		}
	}
	return all
}

func TestHTMLIsTextOnly(t *testing.T) {
	l := byMail(named(newLetter(), `"><script>alert(1)</script><img src=x onerror=y>`))
	root, err := html.Parse(bytes.NewReader(written(t, l, "html")))
	if err != nil {
		t.Fatal(err)
	}
	lang := ""
	for n := range root.Descendants() {
		switch n.Data {
		case "script", "img", "link", "iframe", "object", "form", "base":
			if n.Type == html.ElementNode {
				t.Errorf("there is a <%s>", n.Data)
			}
		}
		for _, a := range n.Attr {
			if n.Data == "html" && a.Key == "lang" {
				lang = a.Val
			}
			if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "href" && !strings.HasPrefix(a.Val, "mailto:privacy@example-people.test?") {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
	}
	if lang != "en-US" {
		t.Errorf("the language is %q", lang)
	}
}

func TestWordIsWellFormed(t *testing.T) {
	l := named(newLetter(), "a\x00<&>\"'\ufffe שרה 12 כהן b \U0001F600")
	docx := written(t, l, "docx")
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		d := xml.NewDecoder(bytes.NewReader(part(t, docx, f.Name)))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
	if doc := string(part(t, docx, "word/document.xml")); !strings.Contains(doc, `<w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">שרה </w:t>`) {
		t.Errorf("the Hebrew is no run of its own:\n%s", doc)
	}
}

// A section stays with its sign, a number with its unit, and a day is whole,
// wherever a line ends.
func TestLinesEndBetweenWords(t *testing.T) {
	for lead := range 80 {
		l := newLetter()
		l.Body = []report.Paragraph{{Text: strings.Repeat("x", lead) + " within 15 business days (Cal. Civ. Code § 1798.120, 11 CCR §§ 7026(d) and 7060(b)) or 1 month, by December 15, 2026."}}
		text := string(written(t, l, "txt"))
		for _, whole := range []string{"15 business days", "§ 1798.120", "§§ 7026(d)", "1 month", "December 15, 2026"} {
			if !strings.Contains(text, whole) {
				t.Fatalf("%q is broken:\n%s", whole, text)
			}
		}
	}
}

// A long address is set smaller by Word too, so that the envelope's window
// shows it whole and the subject stays where it is.
func TestWordAddressFitsTheWindow(t *testing.T) {
	hard := byPost(newLetter(), "Attn: Privacy Department, 12345 North Martin Luther King Junior Boulevard, Suite 4000-B, Rancho Santa Margarita, CA 92688-1234, United States of America")
	hard.To[0] = "Consolidated International People Information Services Holdings of North America, LLC"
	for name, c := range map[string]struct {
		letter report.Letter
		style  string
	}{
		"short": {byPost(newLetter(), "3601 Walnut St., Suite 400, Denver, CO 80205, USA"), `"Address"`}, "long": {hard, `"AddressSmallest"`},
	} {
		docx := written(t, c.letter, "docx")
		if doc := string(part(t, docx, "word/document.xml")); !strings.Contains(doc, "<w:pStyle w:val="+c.style+"/>") {
			t.Errorf("%s: the address is not set as %s:\n%.900s", name, c.style, doc)
		}
		if !strings.Contains(string(part(t, docx, "word/styles.xml")), "w:styleId="+c.style) {
			t.Errorf("%s: there is no style %s", name, c.style)
		}
	}
}
