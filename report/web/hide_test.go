package web_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/whohasme/whohasme/scan"
)

// TestHideAnyhow: hiding leads to the page that says nothing also from a page
// that is out of date, and from one whose session has ended.
func TestHideAnyhow(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	s.made(wilma)
	b := s.in()
	old := b.token()
	b.submit("#hide", nil)
	b.get("/")
	b.submit("main form", url.Values{"passphrase": {passphrase}})
	b.says(200, "Where you stand")
	if b.token() == old {
		t.Error("forms from before the pages were hidden still work")
	}
	b.post("/s/me/plan", url.Values{"token": {old}})
	b.says(403, "out of date")
	b.post("/hide", url.Values{"token": {"no token of ours"}})
	b.says(200, "Kitchen measures")
	b.get("/s/me")
	b.says(200, "Where you stand") // that did not lock
	b.post("/hide", url.Values{"token": {old}})
	b.says(200, "Kitchen measures")
	b.get("/")
	b.says(200, "Locked")
	s.true.move(13 * time.Hour)
	b.post("/hide", url.Values{"token": {old}})
	b.says(200, "Kitchen measures")
	stranger := s.browser()
	stranger.post("/hide", nil)
	stranger.says(200, "Kitchen measures")
}

// TestRevealNotTwice: a browser that loads the unmasked record again, or goes
// back to it, sends no passphrase again and is asked for it.
func TestRevealNotTwice(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	s.seen(s.made(wilma), "me", scan.Match)
	b := s.in()
	b.get("/s/me/findings/me.evil.1/reveal")
	b.submit("main form", url.Values{"passphrase": {passphrase}})
	b.says(200, "Hidden Rd")
	b.get("/s/me/findings/me.evil.1/reveal")
	b.says(200, "Passphrase of the vault")
	if strings.Contains(b.body, "Hidden Rd") {
		t.Error("it is shown again without the passphrase")
	}
}

// TestClockSetBack: a clock that was set back makes nothing last longer.
func TestClockSetBack(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	s.made(wilma)
	b := s.in()
	link := s.dash.Link()
	s.true.move(-2 * time.Hour)
	b.get("/s/me")
	if b.code == 200 && !strings.Contains(b.text(), "Locked") {
		t.Errorf("it is open: %.200s", b.text())
	}
	b.get(link)
	b.submit("main form", nil)
	b.says(403, "no longer works")
}

// TestChromiumTabs: hiding or locking in one tab empties the others.
func TestChromiumTabs(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	s.seen(s.made(wilma), "me", scan.Match)
	ok(t, s.dash.Unlock(t.Context(), passphrase))
	one := s.chromium()
	one.comeIn()
	ctx, end := chromedp.NewContext(one.ctx)
	t.Cleanup(func() { _ = chromedp.Cancel(ctx); end() })
	two := &tab{s, ctx}
	two.open("/s/me/findings")
	two.says("Findings")
	one.open("/s/me")
	one.press("Lock")
	two.until(two.shows("Locked"), "another tab shows its page behind a lock")
	one.fill("passphrase", passphrase)
	one.press("Unlock")
	two.open("/s/me/findings/me.evil.1")
	ok(t, chromedp.Do(one.ctx, chromedp.KeyEvent(kb.Escape), chromedp.KeyEvent(kb.Escape)))
	two.until(two.shows("Kitchen measures"), "another tab shows its page after hiding")
	one.until(one.shows("Kitchen measures"), "the tab itself")
	one.open("/")
	one.says("Locked")
}

// shows is whether a tab that may be on its way shows something.
func (b *tab) shows(words string) func() bool {
	return func() bool {
		text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string]("(document.querySelector('main') || document.body)?.innerText ?? ''"))
		return err == nil && strings.Contains(text, words)
	}
}
