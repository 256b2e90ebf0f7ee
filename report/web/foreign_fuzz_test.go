package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzPerson: whatever a form is filled in with is either a subject or faults,
// and no fault repeats what was typed.
func FuzzPerson(f *testing.F) {
	f.Add("Ana", "Reyes", "12 Elm St, Dayton, OH 45402", "Ana Soto\nAnita", "1984-03-12", "mandate", "2026-11-01")
	f.Add("<script>", "\x00\xff", "a: b\n- c", "{x: [", "!!binary x", "self", "*a")
	f.Add("&a", "*a", "'", "\"", "|", ">", "%")
	f.Fuzz(func(t *testing.T, first, last, place, others, born, authority, from string) {
		v := url.Values{"first": {first}, "last": {last}, "earlier": {place}, "safe_addresses": {place}, "other_names": {others}, "born": {born}, "authority": {authority}, "from": {from}, "to": {from}, "id": {"c-1"}}
		p := readPerson(&http.Request{Method: "POST", PostForm: v, Header: http.Header{}})
		if len(p.faults) == 0 && (p.subject == nil || len(p.subject.Names) == 0) {
			t.Error("neither a subject nor a fault")
		}
		for _, x := range p.faults {
			for _, typed := range []string{first, last, place, others, born} {
				if len(typed) > 12 && strings.Contains(x.Text, typed) {
					t.Errorf("a fault repeats what was typed: %q", x.Text)
				}
			}
		}
		if p.subject != nil {
			facts(p.subject)
		}
	})
}

// FuzzInert: of whatever a sealed page holds, text is shown, without what
// turns its order or controls a terminal.
func FuzzInert(f *testing.F) {
	f.Add([]byte("<p>a<script>b</script>\u202ec"), "text/html")
	f.Add([]byte{0xff, 0xfe, 'a', 0}, "text/html; charset=utf-16le")
	f.Add([]byte("%PDF-1.7\x00\x01"), "application/pdf")
	f.Add([]byte(strings.Repeat("<b>", 600)), "")
	f.Fuzz(func(t *testing.T, body []byte, kind string) {
		text, _ := inert(body, kind)
		if !utf8.ValidString(text) || len(text) > longest {
			t.Error("not a text, or too long a one")
		}
		if strings.ContainsAny(text, "\u202e\u202d\u2066\u2067\x00\x1b\x7f") {
			t.Error("a character that does more than be seen")
		}
	})
}

func TestLived(t *testing.T) {
	for _, c := range []struct {
		line, place string
		from, to    int
	}{
		{"Dayton, OH", "Dayton, OH", 0, 0}, {"Dayton, OH 2009 to 2015", "Dayton, OH", 2009, 2015}, {"12 Elm St, Dayton, OH 45402 (2009-2015)", "12 Elm St, Dayton, OH 45402", 2009, 2015},
		{"Dayton, OH, until 2015", "Dayton, OH", 0, 2015}, {"Dayton, OH 20152", "Dayton, OH 20152", 0, 0}, {"2009 Elm St, Dayton, OH", "2009 Elm St, Dayton, OH", 0, 0}, {"Dayton, OH from 1999 – 2001", "Dayton, OH", 1999, 2001},
	} {
		if place, from, to := lived(c.line); place != c.place || from != c.from || to != c.to {
			t.Errorf("%q is read as %q from %d to %d", c.line, place, from, to)
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range [][2]string{
		{"The answer was due on 2026-11-20 and is overdue: `whohasme letters` drafts a reminder.", "The answer was due on 20 November 2026 and is overdue: the page Letters drafts a reminder."},
		{"`whohasme scan --assisted` offers it again", "“whohasme scan --assisted” in a terminal offers it again"},
		{"and is not cited without your yes. --cite ca-ccpa cites it.", "and is not cited without your yes. The choice below cites it."},
		{"that was 2026-13-45", "that was 2026-13-45"}, {"", ""}, {"It stays. `whohasme letters` asks.", "It stays. The page Letters asks."},
	} {
		if got := words(c[0]); got != c[1] {
			t.Errorf("%q became %q, want %q", c[0], got, c[1])
		}
	}
}
