package casebook_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/emersion/go-message"
	"github.com/emersion/go-message/mail"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// mailed writes the letters of the plan as messages and reads their headers
// with another library, by request.
func (o *office) mailed(dir string) map[string]mail.Header {
	o.t.Helper()
	letters := o.composed()
	ok(o.t, o.WriteLetters(o.t.Context(), letters, "eml", filepath.Join(o.t.TempDir(), dir)))
	heads := map[string]mail.Header{}
	for _, l := range letters {
		data, err := os.ReadFile(l.File)
		ok(o.t, err)
		e, err := message.Read(bytes.NewReader(data))
		ok(o.t, err)
		heads[l.Request.ID] = mail.Header{Header: e.Header}
	}
	return heads
}

func id(t *testing.T, h mail.Header) string {
	t.Helper()
	v, err := h.MessageID()
	ok(t, err)
	return v
}

func list(t *testing.T, h mail.Header, key string) []string {
	t.Helper()
	v, err := h.MsgIDList(key)
	ok(t, err)
	return v
}

// TestThreads follows one matter: each message answers to those before it, a
// letter written again is the same message, and one made anew is another.
func TestThreads(t *testing.T) {
	o := open(t, people("a"))
	o.add("me", selfFile)
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
	first := o.mailed("first")["me.a.suppress"]
	if len(list(t, first, "References")) > 0 || !strings.HasSuffix(id(t, first), "@example.org") || strings.Contains(id(t, first), "wt.privacy") {
		t.Errorf("the first is %q after %q", id(t, first), list(t, first, "References"))
	}
	o.later(3 * aDay)
	if again := o.mailed("again")["me.a.suppress"]; id(t, again) != id(t, first) {
		t.Errorf("written again it is %q, not %q", id(t, again), id(t, first))
	}
	o.mark("me.a.suppress", report.Sent, o.Today())
	o.later(40 * aDay)
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
	reminder := o.mailed("reminder")["me.a.suppress.follow-up"]
	if got := list(t, reminder, "In-Reply-To"); !slices.Equal(got, []string{id(t, first)}) {
		t.Errorf("the reminder answers to %q, want %q", got, id(t, first))
	}
	o.mark("me.a.suppress.follow-up", report.Sent, o.Today())
	o.later(2 * aDay)
	_, err := o.Mark(t.Context(), report.Step{Request: "me.a.suppress", State: report.Refused, On: o.Today(), Reason: "no_match"})
	ok(t, err)
	reply := o.mailed("reply")["me.a.suppress.reply"]
	if got := list(t, reply, "References"); !slices.Equal(got, []string{id(t, first), id(t, reminder)}) {
		t.Errorf("the reply comes after %q", got)
	}
	if got := list(t, reply, "In-Reply-To"); !slices.Equal(got, []string{id(t, reminder)}) {
		t.Errorf("the reply answers to %q", got)
	}
	// Made anew it is another message, in a thread of its own.
	o.mark("me.a.suppress", report.Closed, o.Today())
	anew := o.mailed("anew")["me.a.suppress"]
	if id(t, anew) == id(t, first) || len(list(t, anew, "References")) > 0 {
		t.Errorf("made anew it is %q after %q", id(t, anew), list(t, anew, "References"))
	}
	o.mark("me.a.suppress", report.Sent, o.Today())
	o.later(40 * aDay)
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
	second := o.mailed("second")["me.a.suppress.follow-up-2"]
	if got := list(t, second, "References"); !slices.Equal(got, []string{id(t, anew)}) {
		t.Errorf("the second reminder comes after %q, want %q", got, id(t, anew))
	}
}

// What went by a form was no message, so nothing answers to it.
func TestThreadsAfterAForm(t *testing.T) {
	o := open(t, strings.Replace(people("a"), "{ask: suppress, by: email, to: privacy@a.test}", "{ask: suppress, by: web-form, url: \"https://a.test/out\"}", 1))
	o.add("me", selfFile)
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
	o.mailed("first")
	o.mark("me.a.suppress", report.Sent, o.Today())
	o.later(40 * aDay)
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
	if got := list(t, o.mailed("reminder")["me.a.suppress.follow-up"], "References"); len(got) > 0 {
		t.Errorf("it answers to %q", got)
	}
}
