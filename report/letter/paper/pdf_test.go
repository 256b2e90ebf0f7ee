package paper_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/letter/paper"
	"golang.org/x/text/unicode/norm"
)

// names are names in many scripts and the fonts that a letter with one needs
// beside the common one. A trailing tilde marks those whose characters a reader
// of PDFs may set apart.
var names = []struct{ script, name, font string }{
	{"Latin", "Łukasz Gárcia Őry Ñandú Şahin Nguyễn Thị Ánh", ""},
	{"loose marks", "Garci\u0301a N\u0303andu\u0301", ""},
	{"marks without a home", "x\u0302\u0301", ""},
	{"Greek", "Ελένη Παπαδοπούλου", ""},
	{"Cyrillic", "Наталья Щербакова", ""},
	{"Hebrew", "שרה כהן", "NotoSansHebrew"},
	{"Arabic", "محمد", "NotoSansArabic"},
	{"Han", "王小明", "DroidSansFallback"},
	{"Kana", "鈴木さくら", "DroidSansFallback"},
	{"Hangul", "김민수", "NanumSquare"},
	{"loose Hangul", norm.NFD.String("김민수"), "NanumSquare"},
	{"Devanagari", "श्रीमती प्रियंका द्विवेदी", "NotoSansDevanagari"},
	{"Bengali", "ক্ষুদিরাম বসু", "NotoSansBengali"},
	{"Tamil", "தமிழ்ச்செல்வி", "NotoSansTamil"},
	{"Telugu", "గోపాలకృష్ణ", "NotoSansTelugu"},
	{"Kannada", "ಕೃಷ್ಣಮೂರ್ತಿ", "NotoSansKannada"},
	{"Malayalam", "ശ്രീദേവി", "NotoSansMalayalam"},
	{"Gujarati", "પ્રિયંકા", "NotoSansGujarati"},
	{"Gurmukhi", "ਗੁਰਪ੍ਰੀਤ", "NotoSansGurmukhi"},
	{"Odia", "ପ୍ରିୟଙ୍କା", "NotoSansOriya"},
	{"Sinhala", "ප්\u200dරියංකා", "NotoSansSinhala"},
	{"Thai", "สมชาย ใจดี", "NotoSansThai"},
	{"Lao", "ສົມສັກ", "NotoSansLao"},
	{"Khmer", "សុខា", "NotoSansKhmer"},
	{"Myanmar", "အောင်ဆန်း", "NotoSansMyanmar"},
	{"Armenian", "Արամ Խաչատրյան", "NotoSansArmenian"},
	{"Georgian", "ნინო ჩხეიძე", "NotoSansGeorgian"},
	{"Ethiopic", "አበበ ቢቂላ", "NotoSansEthiopic"},
}

var baseFonts = regexp.MustCompile(`/FontName /[A-Z]{6}\+(\S+)`)

// A letter embeds the common font and, for another script, the one that draws
// it; all its characters can be searched and copied.
func TestPDFScripts(t *testing.T) {
	for _, c := range names {
		t.Run(c.script, func(t *testing.T) {
			data := written(t, named(newLetter(), c.name), "pdf")
			var fonts []string
			for _, m := range baseFonts.FindAllStringSubmatch(string(data), -1) {
				fonts = append(fonts, m[1])
			}
			if len(fonts) == 0 || fonts[0] != "NotoSans-Regular" || c.font == "" && len(fonts) != 1 ||
				c.font != "" && (len(fonts) != 2 || !strings.HasPrefix(fonts[1], c.font)) {
				t.Errorf("the fonts are %q", fonts)
			}
			if len(data) > 64<<10 {
				t.Errorf("%d bytes for one page", len(data))
			}
			if got := glyphs(pdfText(t, data)); !strings.Contains(got, glyphs("the name "+c.name)) && !strings.Contains(got, glyphs(c.name)) {
				t.Errorf("the text of the page lacks the name:\n%s", got)
			}
		})
	}
}

// glyphs drops what readers of PDFs add: spaces between clusters, marks of
// direction.
func glyphs(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == ' ' || r == '\n' || r == '\f' || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(s)
}

func pdftotext(t *testing.T) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil && os.Getenv("WHOHASME_TEST_REQUIRE") != "" {
		t.Fatal("pdftotext is not installed, and this run requires it")
	}
	if err != nil {
		t.Skip("SKIPPED: pdftotext is not installed")
	}
	return tool
}

// pdfText returns the text of a PDF as another program reads it.
func pdfText(t *testing.T, data []byte) string {
	t.Helper()
	tool := pdftotext(t)
	file := filepath.Join(t.TempDir(), "letter.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	var faults bytes.Buffer
	c := exec.Command(tool, "-enc", "UTF-8", file, "-")
	c.Stderr = &faults
	out, err := c.Output()
	if err != nil || faults.Len() > 0 {
		t.Fatalf("%v: %s", err, faults.String())
	}
	return string(out)
}

func TestPDFText(t *testing.T) {
	for name, l := range map[string]report.Letter{"form": newLetter(), "post": byPost(newLetter(), "3601 Walnut St., Suite 400, Denver, CO 80205, USA"), "two pages": longer(newLetter())} {
		text := strings.Join(strings.Fields(pdfText(t, written(t, l, "pdf"))), " ")
		at := 0
		var all []string
		for _, p := range l.Body {
			all = append(append(all, p.Text), p.Items...)
		}
		for _, want := range append(append([]string{l.To[0], l.Subject}, all...), l.Signature, l.Reply) {
			i := strings.Index(text[at:], want)
			if i < 0 {
				t.Errorf("%s lacks %q after %d, in:\n%s", name, want, at, text)
				continue
			}
			at += i
		}
		if got := strings.Contains(text, "Page 2 of 2"); got != (name == "two pages") || strings.Contains(text, "Page 1 of") {
			t.Errorf("%s: the number of page two is there: %v", name, got)
		}
	}
}

// longer returns the letter with text for two pages.
func longer(l report.Letter) report.Letter {
	for range 14 {
		l.Body = append(l.Body, l.Body[3])
	}
	return l
}

func TestPDFRefusesWhatItCannotDraw(t *testing.T) {
	for _, name := range []string{"Rosa \U0001F98A", "ܡܪܝܡ", "ᏌᎳ", "\ue000", "\U00013000"} {
		var b bytes.Buffer
		err := paper.PDF(&b, named(newLetter(), name))
		if !errors.Is(err, paper.ErrGlyphs) || !strings.Contains(err.Error(), "--format txt") || strings.Contains(err.Error(), name) {
			t.Errorf("%q: got %v", name, err)
		}
		if b.Len() > 0 {
			t.Errorf("%q: %d bytes of a letter that cannot be", name, b.Len())
		}
		for _, form := range []string{"txt", "html", "docx", "md", "eml", "sheet"} {
			written(t, named(newLetter(), name), form)
		}
	}
}

func TestPDFIsTaggedAndSound(t *testing.T) {
	l := longer(byPost(named(newLetter(), "شرح श्री"), "1 Main St"))
	for name, data := range map[string][]byte{"letter": written(t, l, "pdf"), "batch": batch(t, []report.Letter{l, newLetter(), l})} {
		sound(t, data)
		for _, want := range []string{"/MarkInfo <</Marked true>>", "/Lang (en-US)", "/DisplayDocTitle true", "/S /H1", "/S /LBody", "/StructParents 1", "<dc:title>"} {
			if !bytes.Contains(data, []byte(want)) {
				t.Errorf("the %s lacks %s", name, want)
			}
		}
	}
}

// sound checks that every offset in the table of objects is one, that every
// object referred to is there, and that streams are as long as they say.
func sound(t testing.TB, data []byte) {
	t.Helper()
	tail := regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`).FindSubmatch(data)
	if tail == nil {
		t.Fatal("no end")
	}
	start, _ := strconv.Atoi(string(tail[1]))
	rows := strings.Split(string(data[start:]), "\n")
	var count int
	if _, err := fmt.Sscanf(rows[1], "0 %d", &count); err != nil || rows[0] != "xref" {
		t.Fatalf("no table of objects: %v", err)
	}
	for n := 1; n < count; n++ {
		at, err := strconv.Atoi(rows[2+n][:10])
		if head := fmt.Sprintf("%d 0 obj\n", n); err != nil || !bytes.HasPrefix(data[at:], []byte(head)) {
			t.Fatalf("object %d is not at %d", n, at)
		}
	}
	plain := regexp.MustCompile(`(?s)/Length (\d+)[^>]*>>\nstream\n`)
	var outside []byte
	for rest := data; ; {
		m := plain.FindSubmatchIndex(rest)
		if m == nil {
			outside = append(outside, rest...)
			break
		}
		length, _ := strconv.Atoi(string(rest[m[2]:m[3]]))
		if !bytes.HasPrefix(rest[m[1]+length:], []byte("\nendstream")) {
			t.Fatal("a stream is not as long as it says")
		}
		outside = append(outside, rest[:m[1]]...)
		rest = rest[m[1]+length:]
	}
	for _, m := range regexp.MustCompile(`(\d+) 0 R`).FindAllSubmatch(outside, -1) {
		if n, _ := strconv.Atoi(string(m[1])); n < 1 || n >= count {
			t.Fatalf("object %d is referred to and not there", n)
		}
	}
}

func batch(t testing.TB, letters []report.Letter) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := paper.Batch(&b, letters, day("2026-11-20")); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestBatch(t *testing.T) {
	first := byPost(newLetter(), "3601 Walnut St., Suite 400, Denver, CO 80205, USA")
	var letters []report.Letter
	for i := range 60 {
		l := first
		l.To = slices.Clone(first.To)
		l.To[0] = fmt.Sprintf("Example Data %d LLC", i+1)
		letters = append(letters, l, newLetter())
	}
	if letters = paper.Posted(letters); len(letters) != 60 {
		t.Fatalf("%d letters by post, want 60", len(letters))
	}
	letters[59].Country, letters[3] = "GB", longer(letters[3])
	data := batch(t, letters)
	sound(t, data)
	if !bytes.Equal(data, batch(t, letters)) {
		t.Error("the same letters give other bytes")
	}
	if n := len(baseFonts.FindAll(data, -1)); n != 1 {
		t.Errorf("%d fonts, want one", n)
	}
	pages := strings.Split(pdfText(t, data), "\f")
	covers := slices.IndexFunc(pages, func(p string) bool { return strings.Contains(p, "Dear ") })
	cover := strings.Join(pages[:covers], "\n")
	for _, want := range []string{"Letters to post: 60", "November 20, 2026", "Example Data 1 LLC", "Example Data 60 LLC", "XKCDWQRT", "List, page 2"} {
		if !strings.Contains(strings.Join(strings.Fields(cover), " "), want) {
			t.Errorf("the list lacks %q:\n%s", want, cover)
		}
	}
	for _, fact := range []string{"ROSA", "QUILL", "Dayton", "rosa-quill", "rq.privacy"} {
		if strings.Contains(cover, fact) {
			t.Errorf("the list for the post office tells %q", fact)
		}
	}
	var order []string
	for _, p := range pages[covers:] {
		if m := regexp.MustCompile(`Example Data (\d+) LLC`).FindStringSubmatch(p); m != nil {
			order = append(order, m[1])
		}
	}
	if len(order) != 60 || order[0] != "1" || order[59] != "60" {
		t.Errorf("the letters come as %q", order)
	}
	if err := paper.Batch(io.Discard, nil, day("2026-11-20")); err == nil {
		t.Error("a batch of no letters is written")
	}
	err := paper.Batch(io.Discard, []report.Letter{newLetter(), named(newLetter(), "\U0001F98A")}, day("2026-11-20"))
	if !errors.Is(err, paper.ErrGlyphs) || !strings.Contains(err.Error(), "letter 2") {
		t.Errorf("got %v, want ErrGlyphs of letter 2", err)
	}
}

// The recipient is inside the window of the envelope however the paper slides.
func TestWindow(t *testing.T) {
	tool := pdftotext(t)
	for name, c := range map[string]struct {
		country                  string
		left, top, right, bottom float64 // points
		to                       string
	}{
		"US Letter, #10":  {"US", 0.875 * 72, 2.625 * 72, 3.875 * 72, 3.5 * 72, "3601 Walnut St., Suite 400, Denver, CO 80205, USA"},
		"US Letter, long": {"US", 0.875 * 72, 2.625 * 72, 3.875 * 72, 3.5 * 72, "c/o Very Long Agent Name Incorporated, 3601 Walnut Street, Building 7, Suite 400, Denver, CO 80205, USA"},
		"A4, DIN 5008 B":  {"GB", 20 * 72 / 25.4, 62.7 * 72 / 25.4, 105 * 72 / 25.4, 90 * 72 / 25.4, "1 Canada Square, London, E14 5FA, United Kingdom"},
	} {
		l := byPost(newLetter(), c.to)
		l.Country = c.country
		file := filepath.Join(t.TempDir(), "letter.pdf")
		if err := os.WriteFile(file, written(t, l, "pdf"), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(tool, "-bbox", "-l", "1", file, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		inside := 0
		for _, m := range regexp.MustCompile(`<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<`).FindAllStringSubmatch(string(out), -1) {
			var at [4]float64
			for i := range at {
				at[i], _ = strconv.ParseFloat(m[i+1], 64)
			}
			baseline := at[3] - 3
			if baseline < c.top || at[1] > c.bottom {
				continue
			}
			inside++
			if at[0] < c.left || at[2] > c.right || at[1]+2 < c.top || baseline > c.bottom {
				t.Errorf("%s: %q is cut off: %v", name, m[5], at)
			}
		}
		if inside < 10 || inside > 24 {
			t.Errorf("%s: %d words in the window", name, inside)
		}
	}
}
