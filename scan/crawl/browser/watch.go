package browser

import (
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"golang.org/x/net/publicsuffix"

	"github.com/whohasme/whohasme/scan"
)

// unloaded are the kinds of things that a page is not given: they show nothing
// that is read, or tell others of the visit.
var unloaded = map[network.ResourceType]bool{
	network.ResourceTypeImage: true, network.ResourceTypeMedia: true, network.ResourceTypeFont: true, network.ResourceTypeTextTrack: true,
	network.ResourceTypePing: true, network.ResourceTypeCSPViolationReport: true, network.ResourceTypePrefetch: true,
	network.ResourceTypeManifest: true, network.ResourceTypeSignedExchange: true, network.ResourceTypeFedCM: true,
}

// guards takes the doors to other places away from a page before its own
// scripts run. What they could load is refused elsewhere as well.
const guards = `(function() {
	try { Object.defineProperty(Navigator.prototype, "serviceWorker", {get: function() { return undefined; }, configurable: false}); } catch (e) {}
	window.open = function() { return null; };
	["WebSocket", "WebSocketStream", "WebTransport"].forEach(function(n) { try { delete window[n]; window[n] = undefined; } catch (e) {} });
	["RTCPeerConnection", "webkitRTCPeerConnection", "RTCDataChannel"].forEach(function(n) { try { delete window[n]; window[n] = undefined; } catch (e) {} });
})()`

// watch has every request of the tab shown to the visit before it is sent.
func (v *Visit) watch(p *process) error {
	if err := hush(p.ctx, p.tab); err != nil {
		return err
	}
	// A frame in a process of its own would not be watched: none is to be there,
	// and one that is stays where it is.
	alone := target.SetAutoAttachParams{AutoAttach: true, WaitForDebuggerOnStart: true, Flatten: new(true), Filter: target.Filter{{Type: "iframe"}, {Exclude: true}}}
	if _, err := cdp.Call(p.ctx, p.tab, target.SetAutoAttach, alone); err != nil {
		return err
	}
	if _, err := cdp.Call(p.ctx, p.tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: guards}); err != nil {
		return err
	}
	if _, err := cdp.Call(p.ctx, p.tab, network.SetBypassServiceWorker, network.SetBypassServiceWorkerParams{Bypass: true}); err != nil {
		return err
	}
	_, err := cdp.Call(p.ctx, p.tab, fetch.Enable, fetch.EnableParams{Patterns: []*fetch.RequestPattern{{URLPattern: "*"}}})
	return err
}

// hear takes the events of the tab. It must not wait.
func (v *Visit) hear(ev any) {
	t, p := v.now()
	switch e := ev.(type) {
	case *fetch.EventRequestPaused:
		v.spawn(func() { v.paused(t, p, e) })
	case *page.EventJavascriptDialogOpening:
		v.spawn(func() {
			leave := e.Type == page.DialogTypeBeforeunload
			_, _ = cdp.Call(p.ctx, p.tab, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: leave}) // it may be gone
		})
	case *inspector.EventTargetCrashed:
		if t != nil {
			t.mu.Lock()
			t.crashed = true
			t.mu.Unlock()
		}
	default:
		if t != nil {
			t.hears(ev)
		}
	}
}

// paused decides about one request.
func (v *Visit) paused(t *trip, p *process, e *fetch.EventRequestPaused) {
	if p == nil {
		return
	}
	if t != nil && t.lets(e) {
		_, _ = cdp.Call(p.ctx, p.tab, fetch.ContinueRequest, fetch.ContinueRequestParams{RequestID: e.RequestID}) // the page may be gone
		return
	}
	if t != nil && t.excess(e) {
		none := fetch.FulfillRequestParams{RequestID: e.RequestID, ResponseCode: http.StatusNotFound, ResponseHeaders: []*fetch.HeaderEntry{{Name: "Content-Type", Value: "text/html"}}, Body: []byte("<!DOCTYPE html>")}
		_, _ = cdp.Call(p.ctx, p.tab, fetch.FulfillRequest, none) // the page may be gone
		return
	}
	_, _ = cdp.Call(p.ctx, p.tab, fetch.FailRequest, fetch.FailRequestParams{RequestID: e.RequestID, ErrorReason: network.ErrorReasonBlockedByClient})
}

// lets reports whether a request may be sent.
func (t *trip) lets(e *fetch.EventRequestPaused) bool {
	u, err := url.Parse(e.Request.URL)
	if err != nil || unloaded[e.ResourceType] || ahead(e.Request) {
		return false
	}
	if e.ResourceType == network.ResourceTypeDocument && string(e.FrameID) != t.frame {
		return t.inlines(u, e.Request.Method)
	}
	if e.ResourceType == network.ResourceTypeDocument {
		err := t.follow(u, e.Request.Method)
		t.fail(err)
		return err == nil
	}
	if u.Scheme == "data" || u.Scheme == "blob" {
		return true
	}
	t.mu.Lock()
	t.requests++
	many := t.requests > maxRequests
	t.mu.Unlock()
	return !many && t.may(u)
}

// inlines reports whether a frame's document may be loaded: within the page's
// turn, as its data is, and only from the page's own site. The browser keeps
// frames of other sites in processes of their own, which are not watched.
func (t *trip) inlines(u *url.URL, method string) bool {
	t.mu.Lock()
	t.frames++
	allowed := t.frames <= maxFrames && method == http.MethodGet && len(t.hops) > 0 && sameSite(t.hops[len(t.hops)-1], u)
	if !allowed {
		t.foreign++
	}
	t.mu.Unlock()
	return allowed && t.may(u)
}

// excess reports whether a refused request is for a frame's document of the
// page's own site, after too many others. It is answered as one that is not
// there: the browser's own words for a failure would cost a page of frames by
// the hundred many seconds.
func (t *trip) excess(e *fetch.EventRequestPaused) bool {
	u, err := url.Parse(e.Request.URL)
	if err != nil || e.ResourceType != network.ResourceTypeDocument || string(e.FrameID) == t.frame {
		return false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.frames > maxFrames && len(t.hops) > 0 && sameSite(t.hops[len(t.hops)-1], u)
}

// sameSite reports whether two addresses are of one site, as browsers see it.
func sameSite(a, b *url.URL) bool {
	x, y := strings.ToLower(a.Hostname()), strings.ToLower(b.Hostname())
	if a.Scheme != b.Scheme {
		return false
	}
	if x == y {
		return true
	}
	p, err1 := publicsuffix.EffectiveTLDPlusOne(x)
	q, err2 := publicsuffix.EffectiveTLDPlusOne(y)
	return err1 == nil && err2 == nil && p == q && net.ParseIP(x) == nil
}

// ahead reports whether a request is only made in case its answer is wanted
// later, or for the browser's own looks.
func ahead(r *network.Request) bool {
	for k, v := range r.Headers {
		s, _ := v.(string)
		switch strings.ToLower(k) {
		case "purpose", "sec-purpose":
			if strings.Contains(s, "prefetch") {
				return true
			}
		case "accept":
			if strings.HasPrefix(s, "image/") {
				return true
			}
		}
	}
	return strings.HasSuffix(r.URL, "/favicon.ico")
}

// may asks whether something that a page wants for itself may be asked for,
// and counts what may not.
func (t *trip) may(u *url.URL) bool {
	err := t.door.May(t.ctx, u)
	t.mu.Lock()
	defer t.mu.Unlock()
	f, _ := err.(*scan.Fault)
	switch {
	case err == nil:
		return true
	case f != nil && f.Outcome == scan.Disallowed:
		t.barred++
	default:
		t.foreign++
	}
	return false
}
