package browser

import (
	"context"
	"errors"
	"net/url"
	"os/exec"
	"strings"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"github.com/whohasme/whohasme/scan"
)

// process is one running browser with its first tab.
type process struct {
	ctx     context.Context    // chromedp's, of the first tab; ends with the browser
	kill    context.CancelFunc // ends the browser at once and waits for nothing
	end     func()             // waits until it has ended; to be called once
	tab     *chromedp.Target
	proxy   *proxy
	profile string
	cmd     *exec.Cmd
}

// start starts a browser. hear gets every event of the first tab and must
// return at once. The error is that of ctx or a *scan.Fault.
func (l *Launcher) start(ctx context.Context, visible bool, allow func(*url.URL) bool, hear func(any)) (*process, error) {
	p := &process{}
	var err error
	if p.proxy, err = newProxy(l.opt.Crawler, allow, !visible); err != nil {
		return nil, unstarted(err.Error())
	}
	if p.profile, err = newProfile(l.opt.Temp); err != nil {
		p.proxy.close()
		return nil, unstarted(err.Error())
	}
	options := append(l.arguments(p.profile, p.proxy.address(), visible),
		chromedp.ExecPath(l.opt.Path), chromedp.NoInheritEnv, chromedp.Env(l.environment(p.profile, visible)...),
		chromedp.ModifyCmdFunc(func(cmd *exec.Cmd) { apart(cmd); cmd.Dir = p.profile; p.cmd = cmd }))
	base, kill := context.WithCancel(context.WithoutCancel(ctx))
	outer, endOuter := chromedp.NewExecAllocator(base, options...)
	silent := func(string, ...any) {}
	inner, endInner := chromedp.NewContext(outer, chromedp.WithLogf(silent), chromedp.WithErrorf(silent), chromedp.WithListener(hear))
	p.ctx, p.kill, p.end = inner, kill, func() { kill(); endInner(); endOuter() }
	if err := p.ready(ctx, visible); err != nil {
		p.close()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, whyUnstarted(err)
	}
	return p, nil
}

// ready waits until the first tab listens.
func (p *process) ready(ctx context.Context, visible bool) error {
	c := chromedp.FromContext(p.ctx)
	stop := context.AfterFunc(ctx, p.kill)
	defer stop()
	late := time.AfterFunc(startTime, p.kill)
	defer late.Stop()
	if err := chromedp.Do(p.ctx); err != nil {
		return err
	}
	p.tab = c.Target
	_, err := cdp.Call(p.ctx, c.Browser, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorDeny})
	if err == nil && !visible {
		err = p.refusePopups()
	}
	return err
}

// refusePopups closes every further page before it can ask for anything.
func (p *process) refusePopups() error {
	b := chromedp.FromContext(p.ctx).Browser
	err := chromedp.ListenBrowser(p.ctx, func(ev any) {
		if e, ok := ev.(*target.EventAttachedToTarget); ok && e.TargetInfo.Type == "page" && e.TargetInfo.TargetID != p.tab.TargetID {
			go func() {
				_, _ = cdp.Call(p.ctx, b, target.CloseTarget, target.CloseTargetParams{TargetID: e.TargetInfo.TargetID}) // it may be gone
			}()
		}
	})
	if err != nil {
		return err
	}
	_, err = cdp.Call(p.ctx, b, target.SetAutoAttach, target.SetAutoAttachParams{AutoAttach: true, WaitForDebuggerOnStart: true, Flatten: new(true)})
	return err
}

// close ends the browser at once, with all that belongs to it, and wipes its
// profile. There is nothing in it that a slow end would save.
func (p *process) close() {
	p.end()
	if p.cmd != nil && p.cmd.Process != nil {
		killGroup(p.cmd.Process.Pid)
	}
	p.proxy.close()
	_ = wipe(p.profile) // the next browser tries again
}

func unstarted(why string) *scan.Fault {
	return &scan.Fault{Outcome: scan.NeedsYou, Why: "no browser could be started (" + why + "); open the page in your own browser, save it and use `whohasme scan --page`"}
}

// whyUnstarted says in few words what kept a browser from starting. What it
// printed itself is not quoted: it may name files.
func whyUnstarted(err error) *scan.Fault {
	var missing *exec.Error
	switch s := err.Error(); {
	case errors.As(err, &missing):
		return unstarted("the program cannot be run")
	case strings.Contains(s, "as root without --no-sandbox"):
		return unstarted("it does not run as root with its sandbox on, which stays on")
	case strings.Contains(s, "sandbox"):
		return unstarted("its sandbox cannot be had on this machine, and is not switched off")
	case strings.Contains(s, "isplay"):
		return unstarted("there is no display")
	}
	return unstarted("it ended before it answered")
}
