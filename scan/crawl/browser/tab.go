package browser

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"

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

// decimal writes a number for a script.
func decimal(n int64) string { return strconv.FormatInt(n, 10) }

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
// definitions write them: in the document, else in one of its open shadow roots
// or of the frames of its own origin. A selector is looked for in one of them
// at a time.
func element(selector string, xpath bool) string {
	b, _ := json.Marshal(selector) // a text can always be written
	find := "return root.querySelector(q);"
	if xpath {
		find = "return root.nodeType === 9 ? root.evaluate(q, root, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null).singleNodeValue : null;"
	}
	return deep + "(function(root) { var q = " + string(b) + "; " + find + "}, document)"
}

const deep = `(function within(find, root) {
	var e = find(root);
	if (e) return e;
	for (var host of root.querySelectorAll("*")) {
		var inner = host.shadowRoot;
		try { inner = inner || host.contentDocument; } catch (x) {}
		if (inner && (e = within(find, inner))) return e;
	}
	return null;
})`
