package browser

import (
	"context"
	"net/url"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// room is the one visible window of a launcher. It is opened for the first
// broker that wants a person and has a tab for one broker at a time.
type room struct {
	mu   sync.Mutex
	proc *process // nil: closed
}

// enter opens a tab for a window, and closes those that were there before. A
// window that the person closed is opened anew.
func (r *room) enter(ctx context.Context, l *Launcher, w *Window) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if p := r.proc; p != nil && p.ctx.Err() == nil {
		if r.tab(ctx, w) == nil {
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
	r.proc, w.proc, w.first = p, p, p.tab
	return nil
}

// tab opens a tab beside those there are, and closes those.
func (r *room) tab(ctx context.Context, w *Window) error {
	limited, stop := context.WithTimeout(r.proc.ctx, 2*callTime)
	defer stop()
	defer context.AfterFunc(ctx, stop)()
	b := chromedp.FromContext(r.proc.ctx).Browser
	before, err := cdp.Call(limited, b, target.GetTargets, target.GetTargetsParams{})
	if err != nil {
		return err
	}
	// The tab's context ends with the browser's.
	c, _ := chromedp.NewContext(r.proc.ctx, chromedp.WithListener(w.hear), chromedp.WithNewWindow(false), chromedp.WithDetachOnCancel())
	if err := chromedp.Do(c); err != nil {
		return err
	}
	w.proc, w.first = r.proc, chromedp.FromContext(c).Target
	for _, info := range before.TargetInfos {
		if info.Type == "page" {
			_, _ = cdp.Call(limited, b, target.CloseTarget, target.CloseTargetParams{TargetID: info.TargetID}) // it may be gone
		}
	}
	_, err = cdp.Call(limited, b, target.ActivateTarget, target.ActivateTargetParams{TargetID: w.first.TargetID})
	return err
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
