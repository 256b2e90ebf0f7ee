package paper_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/emersion/go-message"
	gomail "github.com/emersion/go-message/mail"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/letter/paper"
	"golang.org/x/net/html"
)

// Whatever stands in a letter, each form of it is sound, or the PDF says that
// it cannot be drawn.
func FuzzForms(f *testing.F) {
	f.Add("ROSA QUILL", "Example People", "privacy@example.test", "100 Main St, Springfield, IL 62701", "Request (reference ABCDEFGH)", "US", byte(0))
	f.Add("Ñ شرح ש 김 श्री\u200d", "§ (\\) %PDF endstream", "a@b\r\nBcc: c@d", "1\n2,3,,4", "\r\n", "GB", byte(1))
	f.Add("<script>]]>&#0;", "\x00\xff\ufffe", "?subject=x&body=y", strings.Repeat("é,", 200), "=?utf-8?q?=0A?=", "zz", byte(2))
	f.Add("x\u0301\u0302\u202e)(\u2067", strings.Repeat("W", 5000), "<a@b>, c@d", "", "", "", byte(3))
	f.Add("אבג (דהו) 12 {[גד", "ﷺ\u200fa\u0600", "\"a b\"@example.test", "東京都", "한글\u1112\u1161", "JP", byte(4))
	ways := []brokers.Channel{brokers.ByForm, brokers.ByEmail, brokers.ByPost, brokers.ByPhone, "else"}
	f.Fuzz(func(t *testing.T, name, broker, to, address, subject, country string, way byte) {
		l := named(newLetter(), name)
		l.Request.Route = brokers.OptOut{Ask: brokers.Ask(subject), By: ways[int(way)%len(ways)], To: to, URL: address, Requires: []string{broker, "captcha"}}
		l.To, l.Subject, l.Country = []string{broker, name, address}, subject, country
		l.Body = append(l.Body, report.Paragraph{Text: address, Items: []string{broker, "", name}})
		l.Reply, l.Earlier, l.Request.ID = to, []string{to, name}, subject
		for _, form := range paper.Forms {
			var b bytes.Buffer
			err := paper.Write(&b, l, form)
			if form == "pdf" && errors.Is(err, paper.ErrGlyphs) && b.Len() == 0 {
				continue
			}
			if err != nil {
				t.Fatalf("%s: %v", form, err)
			}
			whole(t, b.Bytes(), form)
		}
	})
}

// whole fails when a form is not what its readers take.
func whole(t *testing.T, data []byte, form string) {
	t.Helper()
	switch form {
	case "pdf":
		sound(t, data)
	case "docx":
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range z.File {
			d := xml.NewDecoder(bytes.NewReader(part(t, data, file.Name)))
			for {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatalf("%s: %v", file.Name, err)
				}
			}
		}
	case "eml":
		e, err := message.Read(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		h := gomail.Header{Header: e.Header}
		for _, field := range []string{"From", "To"} {
			if _, err := h.AddressList(field); err != nil {
				t.Fatalf("%s: %v in\n%s", field, err, data)
			}
		}
		if h.Has("Bcc") || h.Has("Cc") {
			t.Fatalf("a recipient was added:\n%s", data)
		}
		for line := range bytes.SplitSeq(data, []byte("\r\n")) {
			if len(line) > 998 || bytes.ContainsAny(line, "\r\n\x00") {
				t.Fatalf("a line of %d octets, or a loose line end, in\n%q", len(line), line)
			}
		}
	case "html":
		root, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "img" || n.Data == "iframe") {
				t.Fatalf("there is a <%s>", n.Data)
			}
		}
	case "txt", "md", "sheet":
		if bytes.ContainsAny(data, "\x00\x1b\u202e\u2067") {
			t.Fatalf("%s holds characters that are not seen", form)
		}
	}
}
