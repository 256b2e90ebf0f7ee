package browser

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
	"github.com/whohasme/whohasme/scan"
)

// Try starts the browser as a visit does, with its sandbox, asks which one it
// is, such as "Chrome/142.0.7444.59", and ends it. No address is asked for. The
// error says in few words what keeps it from starting.
func (l *Launcher) Try(ctx context.Context) (product string, err error) {
	if err := l.take(ctx); err != nil {
		return "", err
	}
	defer l.give()
	nobody := func(*url.URL) bool { return false }
	p, err := l.start(ctx, false, nobody, func(any) {})
	if err != nil {
		return "", shortly(err)
	}
	defer p.close()
	is, err := cdp.Call(p.ctx, chromedp.FromContext(p.ctx).Browser, browser.GetVersion, cdp.Empty{})
	if err != nil {
		return "", errors.New("it ended before it answered")
	}
	return is.Product, nil
}

// shortly is the reason in a fault of starting, without what a visit advises.
func shortly(err error) error {
	var fault *scan.Fault
	if !errors.As(err, &fault) {
		return err
	}
	_, why, ok := strings.Cut(fault.Why, "(")
	if why, _, cut := strings.Cut(why, ")"); ok && cut {
		return errors.New(why)
	}
	return err
}
