package paper_test

import (
	"bytes"
	"io"
	"net/url"
	"strings"
	"testing"

	"github.com/emersion/go-message"
	gomail "github.com/emersion/go-message/mail"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/letter/paper"
)

// parsed reads a message with another library than the one that wrote it.
func parsed(t testing.TB, l report.Letter) (gomail.Header, string) {
	t.Helper()
	e, err := message.Read(bytes.NewReader(written(t, l, "eml")))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(e.Body)
	if err != nil {
		t.Fatal(err)
	}
	return gomail.Header{Header: e.Header}, string(body)
}

func TestMailHoldsAgainstHostileNames(t *testing.T) {
	for _, name := range []string{
		"Rosa\r\nBcc: thief@example.net", "Rosa\nX: y\n\nbody", `Quill, "R" <a@b>`, "=?utf-8?q?x?=", "\u202Eevil\u202C", "Rosa \U0001F98A", "محمد عبد الله", "王小明",
		strings.Repeat("x", 3000), strings.Repeat("é", 1500), ">From here", "\x00\x1b[31m",
	} {
		l := named(byMail(newLetter()), name)
		l.Subject = "Request of " + name + " (reference XKCDWQRT)"
		l.To[1] = name
		h, body := parsed(t, l)
		allowed := map[string]bool{"Content-Language": true, "Date": true, "Mime-Version": true, "Message-Id": true, "Subject": true, "X-Unsent": true, "From": true, "To": true, "Content-Transfer-Encoding": true, "Content-Type": true}
		for f := h.Fields(); f.Next(); {
			if !allowed[f.Key()] {
				t.Errorf("%.20q: a header of its own: %s", name, f.Key())
			}
		}
		to, err := h.AddressList("To")
		if err != nil || len(to) != 1 || to[0].Address != "privacy@example-people.test" {
			t.Errorf("%.20q: to %v, %v", name, to, err)
		}
		from, err := h.AddressList("From")
		if err != nil || len(from) != 1 || from[0].Address != "rq.privacy@example.org" || from[0].Name != "" {
			t.Errorf("%.20q: from %v, %v", name, from, err)
		}
		if _, err := h.Date(); err != nil {
			t.Errorf("%.20q: %v", name, err)
		}
		if id, err := h.MessageID(); err != nil || !strings.HasSuffix(id, "@example.org") {
			t.Errorf("%.20q: id %q, %v", name, id, err)
		}
		if kind, params, err := h.ContentType(); err != nil || kind != "text/plain" || params["format"] != "flowed" || !strings.EqualFold(params["charset"], "utf-8") {
			t.Errorf("%.20q: %s %v, %v", name, kind, params, err)
		}
		subject, err := h.Subject()
		if err != nil || strings.ContainsAny(subject, "\r\n") || !strings.HasSuffix(subject, "(reference XKCDWQRT)") {
			t.Errorf("%.20q: subject %.80q, %v", name, subject, err)
		}
		if !strings.Contains(strings.ReplaceAll(body, " \r\n", " "), "What I name above is what your site shows already; only the address for your answer is added.") {
			t.Errorf("%.20q: the text does not flow together:\n%s", name, body)
		}
		for line := range strings.SplitSeq(string(written(t, l, "eml")), "\r\n") {
			if len(line) > 998 || strings.ContainsAny(line, "\r\n\x00") {
				t.Errorf("%.20q: a line of %d octets, or a loose line end", name, len(line))
			}
		}
	}
}

func TestMailThreads(t *testing.T) {
	l := byMail(newLetter())
	before, _ := parsed(t, l)
	first, err := before.MessageID()
	if want := paper.MessageID(l.Request.ID, "XKCDWQRT", l.Date, l.Reply); err != nil || first != want {
		t.Errorf("id %q, want %q, %v", first, want, err)
	}
	l.Request.ID += ".follow-up"
	l.Earlier = []string{first, "bad id", "x@y z", "evil@example.org>\r\nBcc: a@b", "<two@example.org>"}
	h, _ := parsed(t, l)
	refs, err := h.MsgIDList("References")
	if err != nil || len(refs) != 2 || refs[0] != first || refs[1] != "two@example.org" {
		t.Errorf("references %q, %v", refs, err)
	}
	if reply, err := h.MsgIDList("In-Reply-To"); err != nil || len(reply) != 1 || reply[0] != "two@example.org" {
		t.Errorf("in reply to %q, %v", reply, err)
	}
	if id, _ := h.MessageID(); id == first {
		t.Error("two letters have one id")
	}
}

func TestMailWithoutAddresses(t *testing.T) {
	l := newLetter() // by a form
	l.Reply = ""
	h, body := parsed(t, l)
	if h.Has("To") || h.Has("From") || h.Get("X-Unsent") != "1" || !strings.Contains(body, "Dear Example People") {
		t.Errorf("%v\n%s", h.Map(), body)
	}
	if id, _ := h.MessageID(); !strings.HasSuffix(id, "@letter.invalid") {
		t.Errorf("id %q", id)
	}
}

func TestMailTo(t *testing.T) {
	short := byMail(newLetter())
	short.Body = short.Body[:1]
	link, whole := paper.MailTo(short)
	u, err := url.Parse(link)
	if err != nil || !whole || u.Opaque != "privacy@example-people.test" {
		t.Fatalf("%q, %v, %v", link, whole, err)
	}
	if q := u.Query(); q.Get("subject") != short.Subject || !strings.HasPrefix(q.Get("body"), "Dear Example People team,\r\n\r\nROSA QUILL\r\n") {
		t.Errorf("%q", q)
	}
	long := short
	long.Body = []report.Paragraph{{Text: strings.Repeat("é", 400)}}
	if link, whole := paper.MailTo(long); whole || len(link) > 1800 || strings.Contains(link, "body=") {
		t.Errorf("a long letter: %d characters, %v", len(link), whole)
	}
	if link, _ := paper.MailTo(newLetter()); link != "" {
		t.Errorf("a letter by a form has the link %q", link)
	}
	tricky := byMail(newLetter())
	tricky.Request.Route.To = "a&b?cc=thief%40example.net@example.test"
	if link, _ := paper.MailTo(tricky); strings.Count(link, "?") > 1 || strings.Contains(link, "?cc") {
		t.Errorf("a recipient adds a field: %q", link)
	}
}

func TestMailboxesOfOtherScripts(t *testing.T) {
	l := byMail(newLetter())
	l.Request.Route.To, l.Reply = "büro@example.test, Privacy <daten@exämple.test>", "rosa@exämple.test"
	h, _ := parsed(t, l)
	to, err := h.AddressList("To")
	if err != nil || len(to) != 1 || to[0].Address != "daten@xn--exmple-cua.test" {
		t.Errorf("to %v, %v", to, err)
	}
	if from, err := h.AddressList("From"); err != nil || len(from) != 1 || from[0].Address != "rosa@xn--exmple-cua.test" {
		t.Errorf("from %v, %v", from, err)
	}
}
