package browser

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
)

// openTime is how long a window waits for a page it opens itself.
const openTime = 60 * time.Second

// Window is a tab of a visible browser in which a person visits one broker.
// The person is the visitor: their browser's own User-Agent stands, and pages
// load what they want from the public internet, over the person's own proxy;
// addresses inside a private network are refused as always. All windows of a
// launcher are tabs of one, one after the other, and what a site kept in one is
// wiped before the next is opened. It is for one goroutine.
type Window struct {
	launcher *Launcher
	door     *crawl.Door
	proc     *process
	first    *chromedp.Target // the tab that was opened for the broker

	mu      sync.Mutex
	trip    *trip           // what is known of the first tab's document
	visited map[string]bool // origins of its documents
	gone    bool            // the person closed the tab, and none of the broker is left
}

// Window opens an empty tab for a broker, and the window around it if there is
// none. The error is that of ctx or a *scan.Fault.
func (l *Launcher) Window(ctx context.Context, b *brokers.Broker) (*Window, error) {
	w := &Window{launcher: l, door: l.opt.Crawler.Door(b), trip: newTrip(ctx, nil, "", nil), visited: map[string]bool{}}
	if err := l.room.enter(ctx, l, w); err != nil {
		return nil, err
	}
	if err := hush(w.proc.ctx, w.first); err != nil {
		l.room.leave()
		return nil, unstarted("it does not do what it is told")
	}
	w.mu.Lock()
	w.trip.frame = string(w.first.TargetID)
	w.mu.Unlock()
	return w, nil
}

// Close ends the broker's visit: its tab is left and what the site kept is
// wiped. The window stays for the next broker, until the launcher is closed.
func (w *Window) Close() { w.launcher.room.rest(w) }

// maxOrigins bounds what is remembered of a page that makes frames without end.
const maxOrigins = 200

func (w *Window) hear(ev any) {
	w.mu.Lock()
	t := w.trip
	if e, ok := ev.(*page.EventFrameNavigated); ok && len(w.visited) < maxOrigins {
		if u, err := url.Parse(e.Frame.URL); err == nil && u.Host != "" {
			w.visited[u.Scheme+"://"+u.Host] = true
		}
	}
	w.mu.Unlock()
	t.hears(ev)
}

// origins are those of the documents that the tab has shown.
func (w *Window) origins() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Collect(maps.Keys(w.visited))
}

// errClosed says that the person closed the window.
var errClosed = &scan.Fault{Outcome: scan.NeedsYou, Why: "the browser's window was closed before the page was read"}

// call limits one question to the browser, and ends with ctx.
func (w *Window) call(ctx context.Context, limit time.Duration, do func(context.Context) error) error {
	limited, stop := context.WithTimeout(w.proc.ctx, limit)
	defer stop()
	defer context.AfterFunc(ctx, stop)()
	err := do(limited)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case w.proc.ctx.Err() != nil:
		return errClosed
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if err != nil && w.gone {
		return errClosed
	}
	return err
}

// Open opens a page, and returns when all of it has come, or what comes of it has
// been waited for. The error is that of ctx or holds a *scan.Fault.
func (w *Window) Open(ctx context.Context, u *url.URL) error {
	if !w.door.Serves(u) {
		return unreachable("not one of the broker's hosts")
	}
	w.proc.proxy.begin()
	var words string
	err := w.call(ctx, openTime, func(ctx context.Context) error {
		res, err := cdp.Call(ctx, w.first, page.Navigate, page.NavigateParams{URL: u.String()})
		words = res.ErrorText
		return err
	})
	if err == nil && words != "" {
		err = lineError(w.proc.proxy, u, words)
	}
	var f *scan.Fault
	if err != nil && ctx.Err() == nil && !errors.As(err, &f) {
		return crawl.LineFailed("timeout")
	}
	if err == nil {
		err = w.come(ctx)
	}
	return err
}

// come waits until the last byte of the page has come, so that the fields of a
// form are there; a page that never ends is for Read to tell of. The error is
// that of ctx.
func (w *Window) come(ctx context.Context) error {
	size, _ := w.launcher.opt.Crawler.Limits()
	for end := time.Now().Add(openTime); time.Now().Before(end); time.Sleep(poll) {
		whole := false
		err := w.call(ctx, callTime, func(ctx context.Context) error {
			s, err := peek(ctx, w.first, size)
			whole = err == nil && s.whole
			return err
		})
		if err != nil || whole {
			break
		}
	}
	return ctx.Err()
}

// Wait waits until the page shows an element, and reports whether it came.
func (w *Window) Wait(ctx context.Context, s brokers.Selector, limit time.Duration) (bool, error) {
	for end := time.Now().Add(limit); ; {
		var there bool
		err := w.call(ctx, callTime, func(ctx context.Context) error {
			t, done := w.tab(ctx)
			defer done()
			var err error
			there, err = ask[bool](ctx, t, "!!"+element(string(s), s.IsXPath()))
			return err
		})
		if err == nil && there || ctx.Err() != nil || errors.Is(err, errClosed) || time.Now().After(end) {
			return there, fatal(ctx, err)
		}
		time.Sleep(poll)
	}
}

// fatal lets through what ends a visit, and drops what a page may bring about.
func fatal(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, errClosed) {
		return err
	}
	return nil
}

// errElement says that a step of the definition does not fit the page.
var errElement = errors.New("the page has no such field or button")

// focus is a script that brings the person's eye and the caret to a field, or
// chooses in a list, and says what is left to do.
const focus = `(function(e, values) {
	if (!e || e.disabled || e.readOnly) return "none";
	e.scrollIntoView({block: "center"});
	if (e.tagName === "SELECT") {
		for (var v of values) for (var o of e.options) if (o.value.trim().toLowerCase() === v.toLowerCase() || o.text.trim().toLowerCase() === v.toLowerCase()) {
			e.value = o.value;
			e.dispatchEvent(new Event("input", {bubbles: true}));
			e.dispatchEvent(new Event("change", {bubbles: true}));
			return "done";
		}
		return "none";
	}
	if (e.tagName !== "TEXTAREA" && !(e.tagName === "INPUT" && /^(text|search|tel|number|)$/.test(e.getAttribute("type") || ""))) return "none";
	e.focus();
	e.select();
	return "type";
})`

// Fill writes a text into a field as typing would, or chooses the first of the
// texts that a list has.
func (w *Window) Fill(ctx context.Context, s brokers.Selector, texts ...string) error {
	values, err := json.Marshal(texts)
	if err != nil || len(texts) == 0 {
		return errElement
	}
	return w.call(ctx, 2*callTime, func(ctx context.Context) error {
		t, done := w.tab(ctx)
		defer done()
		left, err := ask[string](ctx, t, focus+"("+element(string(s), s.IsXPath())+", "+string(values)+")")
		if err != nil || left == "none" {
			return errElement
		}
		if left == "type" {
			_, err = cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: texts[0]})
		}
		return err
	})
}

// Click presses what the definition names.
func (w *Window) Click(ctx context.Context, s brokers.Selector) error {
	return w.call(ctx, 2*callTime, func(ctx context.Context) error {
		t, done := w.tab(ctx)
		defer done()
		there, err := ask[bool](ctx, t, `(function(e) { if (!e || e.disabled) return false; e.scrollIntoView({block: "center"}); e.click(); return true; })(`+element(string(s), s.IsXPath())+")")
		if err != nil || !there {
			return errElement
		}
		return nil
	})
}

// ByHand does what a person would, where a test stands in for one.
func (w *Window) ByHand(ctx context.Context) error {
	if w.launcher.opt.Hands == nil {
		return nil
	}
	return w.launcher.opt.Hands(ctx, w)
}

// settleTime is how long a page that a person has reached may still be drawn
// once its last byte has come.
const settleTime = 8 * time.Second

// Read reads the page that the person has reached, which must be the broker's,
// once it is drawn. What stands there before its last byte has come says nothing:
// the rest of a list may be on its way. The error is that of ctx or holds a
// *scan.Fault; beside it stands the page, or nil.
func (w *Window) Read(ctx context.Context, sight Sight) (*crawl.Page, error) {
	began := time.Now()
	was, since := "", began
	drawn, changed := "", began
	for end := began.Add(settleTime); ; time.Sleep(poll) {
		p, whole, err := w.glance(ctx, false)
		if ctx.Err() != nil || errors.Is(err, errClosed) {
			return nil, err
		}
		if p != nil && !whole && time.Since(began) < openTime {
			was, drawn, end = "", "", time.Now().Add(settleTime)
			continue
		}
		reading, nothing := "", false
		if p != nil && p.HTML != drawn {
			drawn, changed = p.HTML, time.Now()
		}
		if p != nil {
			reading, nothing = sight(p.HTML, p.URL)
		}
		if reading != was {
			was, since = reading, time.Now()
		}
		want := rest
		if nothing {
			want = restEmpty
		}
		if reading != "" && time.Since(since) >= want || reading == "" && time.Since(changed) >= min(restWall+time.Second, w.launcher.opt.Patience) || time.Now().After(end) {
			return w.last(ctx)
		}
	}
}

// last reads the page for good.
func (w *Window) last(ctx context.Context) (*crawl.Page, error) {
	p, whole, err := w.glance(ctx, true)
	if err == nil && !whole {
		return p, crawl.LineFailed("timeout")
	}
	return p, err
}

// glance reads the page as it is now, and reports whether all of it has come.
func (w *Window) glance(ctx context.Context, picture bool) (p *crawl.Page, whole bool, err error) {
	err = w.call(ctx, shootTime+callTime, func(ctx context.Context) error {
		t, done := w.tab(ctx)
		defer done()
		size, _ := w.launcher.opt.Crawler.Limits()
		s, err := peek(ctx, t, size)
		if err != nil {
			return err
		}
		at, err := url.Parse(s.address)
		if err != nil || !w.door.Serves(at) {
			return unreadable("the page in the browser is not one of the broker's")
		}
		html, err := shoot(ctx, t, size, w.door.Serves)
		if err != nil {
			return err
		}
		p, whole = &crawl.Page{URL: at, Body: []byte(html), HTML: html, At: w.launcher.opt.Crawler.Now()}, s.whole
		w.answered(t, p)
		if picture {
			p.Shot = shot(ctx, t)
			return faultOf(p)
		}
		return nil
	})
	var f *scan.Fault
	if err != nil && ctx.Err() == nil && !errors.As(err, &f) {
		return nil, false, unreadable("the browser does not hand out the page")
	}
	return p, whole, err
}

// answered adds status and headers, where the page is the one whose answer was
// seen.
func (w *Window) answered(t *chromedp.Target, p *crawl.Page) {
	w.mu.Lock()
	known := w.trip
	w.mu.Unlock()
	known.mu.Lock()
	defer known.mu.Unlock()
	if a := known.answer; a != nil && string(t.TargetID) == known.frame && a.url != nil && a.url.Host == p.URL.Host {
		p.Status, p.Header = a.status, a.header
	}
}

// tab returns the tab that the person looks at: the first, unless a page of
// the broker in another one is in front. done lets go of it.
func (w *Window) tab(ctx context.Context) (t *chromedp.Target, done func()) {
	first := w.first
	list, err := cdp.Call(ctx, chromedp.FromContext(w.proc.ctx).Browser, target.GetTargets, target.GetTargetsParams{})
	if err != nil || front(ctx, first) && w.serves(ctx, first) {
		return first, func() {}
	}
	gone := true
	for _, info := range list.TargetInfos {
		gone = gone && info.TargetID != first.TargetID
		at, err := url.Parse(info.URL)
		if err != nil || info.Type != "page" || info.TargetID == first.TargetID || !w.door.Serves(at) {
			continue
		}
		c, stop := chromedp.NewContext(w.proc.ctx, chromedp.WithTargetID(info.TargetID), chromedp.WithDetachOnCancel())
		if chromedp.Do(c) == nil && hush(c, chromedp.FromContext(c).Target) == nil {
			return chromedp.FromContext(c).Target, stop
		}
		stop()
	}
	w.mu.Lock()
	w.gone = gone
	w.mu.Unlock()
	return first, func() {}
}

func (w *Window) serves(ctx context.Context, t *chromedp.Target) bool {
	address, err := ask[string](ctx, t, "location.href")
	at, parsed := url.Parse(address)
	return err == nil && parsed == nil && (w.door.Serves(at) || strings.HasPrefix(address, "about:"))
}

func front(ctx context.Context, t *chromedp.Target) bool {
	v, err := ask[string](ctx, t, "document.visibilityState")
	return err != nil || v == "visible"
}
