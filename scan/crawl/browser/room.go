package browser

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// room is the one visible window of a launcher. It is opened for the first
// broker that wants a person and has a tab for one broker at a time.
type room struct {
	mu   sync.Mutex
	proc *process         // nil: closed
	last *chromedp.Target // its tab
}

// enter opens a tab for a window, and closes those that were there before. A
// window that the person closed is opened anew.
func (r *room) enter(ctx context.Context, l *Launcher, w *Window) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if p := r.proc; p != nil && p.ctx.Err() == nil {
		if r.tab(ctx, w) == nil {
			r.last = w.first
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	r.end()
	p, err := l.start(ctx, true, func(*url.URL) bool { return true }, w.hear)
	if err != nil {
		return err
	}
	r.proc, r.last, w.proc, w.first = p, p.tab, p, p.tab
	return nil
}

// tab opens a tab beside those there are, and closes those. Only a page can
// open one in the private window that the browser was started with.
func (r *room) tab(ctx context.Context, w *Window) error {
	limited, stop := context.WithTimeout(r.proc.ctx, 2*callTime)
	defer stop()
	defer context.AfterFunc(ctx, stop)()
	before, err := r.pages(limited)
	if err != nil || !slices.Contains(before, r.last.TargetID) {
		return errors.Join(err, errClosed)
	}
	if _, err := cdp.Call(limited, r.last, runtime.Evaluate, runtime.EvaluateParams{Expression: `void window.open("about:blank", "_blank", "noopener")`, UserGesture: new(true)}); err != nil {
		return err
	}
	for ; ; time.Sleep(poll / 3) {
		now, err := r.pages(limited)
		if err != nil {
			return err
		}
		now = slices.DeleteFunc(now, func(id target.ID) bool { return slices.Contains(before, id) })
		if len(now) == 0 {
			continue
		}
		// The tab's context ends with the browser's.
		c, _ := chromedp.NewContext(r.proc.ctx, chromedp.WithListener(w.hear), chromedp.WithTargetID(now[0]), chromedp.WithDetachOnCancel())
		if err := chromedp.Do(c); err != nil {
			return err
		}
		w.proc, w.first = r.proc, chromedp.FromContext(c).Target
		break
	}
	b := chromedp.FromContext(r.proc.ctx).Browser
	for _, id := range before {
		_, _ = cdp.Call(limited, b, target.CloseTarget, target.CloseTargetParams{TargetID: id}) // it may be gone
	}
	for end := time.Now().Add(callTime); time.Now().Before(end); time.Sleep(poll / 3) {
		if now, err := r.pages(limited); err != nil || len(now) <= 1 {
			return err
		}
	}
	return nil // one stays, and hurts nobody: it is blank and wiped
}

// pages are the tabs that are open.
func (r *room) pages(ctx context.Context) (list []target.ID, err error) {
	got, err := cdp.Call(ctx, chromedp.FromContext(r.proc.ctx).Browser, target.GetTargets, target.GetTargetsParams{})
	for _, info := range got.TargetInfos {
		if info.Type == "page" {
			list = append(list, info.TargetID)
		}
	}
	return list, err
}

// rest leaves the page that a window shows and wipes what its sites kept. A
// browser that does not do so is ended, with all that is in it.
func (r *room) rest(w *Window) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.proc == nil || w.proc != r.proc {
		return // it was ended, and another may have taken its place
	}
	if r.wipe(w) != nil {
		r.end()
	}
}

func (r *room) wipe(w *Window) error {
	ctx, stop := context.WithTimeout(r.proc.ctx, 10*time.Second)
	defer stop()
	if _, err := cdp.Call(ctx, w.first, page.Navigate, page.NavigateParams{URL: "about:blank"}); err != nil {
		return err
	}
	if _, err := cdp.Call(ctx, w.first, network.ClearBrowserCookies, cdp.Empty{}); err != nil {
		return err
	}
	if _, err := cdp.Call(ctx, w.first, network.ClearBrowserCache, cdp.Empty{}); err != nil {
		return err
	}
	for _, origin := range w.origins() {
		if _, err := cdp.Call(ctx, w.first, storage.ClearDataForOrigin, storage.ClearDataForOriginParams{Origin: origin, StorageTypes: "all"}); err != nil {
			return err
		}
	}
	return nil
}

// leave closes the window and wipes its profile.
func (r *room) leave() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.end()
}

func (r *room) end() {
	if r.proc != nil {
		r.proc.close()
	}
	r.proc = nil
}
