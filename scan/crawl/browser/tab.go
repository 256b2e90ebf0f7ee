package browser

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/whohasme/whohasme/scan"
)

// Limits of a screenshot.
const (
	shotHeight = 6000    // CSS pixels; what is below is in the DOM
	shotBytes  = 4 << 20 // a larger picture is left out
)

// errSize says that a document is over the limit of size.
var errSize = &scan.Fault{Outcome: scan.Unreadable, Why: "the page is over the limit of size"}

// hush stops the reports that chromedp asks of a tab and that a page could
// flood this process with: its console, its tree, its styles.
func hush(ctx context.Context, t *chromedp.Target) error {
	_, e1 := cdp.Call(ctx, t, css.Disable, cdp.Empty{})
	_, e2 := cdp.Call(ctx, t, dom.Disable, cdp.Empty{})
	_, e3 := cdp.Call(ctx, t, log.Disable, cdp.Empty{})
	_, e4 := cdp.Call(ctx, t, runtime.Disable, cdp.Empty{})
	return errors.Join(e1, e2, e3, e4)
}

// state is where a document is.
type state struct {
	address string
	ready   bool // loaded
	html    string
}

// source gives address, readiness and document as one text, or only the first
// two where the document is over a limit.
const source = `(function(max) {
	var e = document.documentElement, h = e ? e.outerHTML : "";
	return document.readyState + "\n" + location.href + "\n" + (h.length > max ? "-" : "+" + (document.doctype ? "<!DOCTYPE html>" : "") + h);
})`

// read reads a tab's document. It does so in a world of its own, where a
// page's scripts cannot answer in its place.
func read(ctx context.Context, t *chromedp.Target, limit int64) (*state, error) {
	text, err := ask[string](ctx, t, source+"("+strconv.FormatInt(limit, 10)+")")
	if err != nil {
		return nil, err
	}
	ready, rest, _ := strings.Cut(text, "\n")
	address, html, _ := strings.Cut(rest, "\n")
	if !strings.HasPrefix(html, "+") || int64(len(html)) > limit {
		return nil, errSize
	}
	return &state{address: address, ready: ready == "complete", html: html[1:]}, nil
}

// ask evaluates an expression in a world apart from the page's.
func ask[T any](ctx context.Context, t *chromedp.Target, expression string) (T, error) {
	var none T
	world, err := cdp.Call(ctx, t, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: cdp.FrameID(t.TargetID), WorldName: "whohasme"})
	if err != nil {
		return none, err
	}
	return chromedp.Evaluate[T](expression, func(p *runtime.EvaluateParams) { p.ContextID = world.ExecutionContextID })(ctx, t)
}

// shot takes a picture of the page, or gives nil where that cannot be done.
func shot(ctx context.Context, t *chromedp.Target) []byte {
	clip := page.CaptureScreenshotParams{}
	if m, err := cdp.Call(ctx, t, page.GetLayoutMetrics, cdp.Empty{}); err == nil && m.CSSContentSize != nil {
		clip.CaptureBeyondViewport = new(true)
		clip.Clip = &page.Viewport{Width: min(max(m.CSSContentSize.Width, 400), 2000), Height: min(max(m.CSSContentSize.Height, 100), shotHeight), Scale: 1}
	}
	got, err := cdp.Call(ctx, t, page.CaptureScreenshot, clip)
	if err != nil || len(got.Data) > shotBytes {
		return nil
	}
	return got.Data
}

// element is a script that finds the first element of a selector, as the
// definitions write them.
func element(selector string, xpath bool) string {
	b, _ := json.Marshal(selector) // a text can always be written
	q := string(b)
	if xpath {
		return "document.evaluate(" + q + ", document, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null).singleNodeValue"
	}
	return "document.querySelector(" + q + ")"
}
