package browser

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
)

// Limits of what one page may ask for.
const (
	maxHops     = 10   // documents that follow the first, by redirect or by script
	maxRequests = 2000 // of its scripts and data
	maxFrames   = 20   // documents of frames
)

// trip is one page on its way, from the first document asked for to the DOM.
type trip struct {
	ctx   context.Context
	door  *crawl.Door
	frame string // of the page itself

	follows sync.Mutex // one document waits for its turn at a time

	mu       sync.Mutex
	turn     *crawl.Turn
	hops     []*url.URL
	waiting  int           // documents that wait for their turn
	waited   time.Duration // at gates, which counts in no limit
	fault    error
	coming   *answer                    // the document that was answered last
	answer   *answer                    // the one that is shown
	next     departure                  // the way to another document
	arrived  time.Time                  // when the document came that is shown
	loading  map[network.RequestID]bool // scripts and data under way
	loaded   time.Time                  // when the last of them was done
	requests int
	frames   int             // their documents, redirects counted
	lost     map[string]bool // addresses of those of which there is no such page
	foreign  int             // scripts, data and frames of other sites that were not asked for
	barred   int             // those that robots.txt forbids
	crashed  bool
	ended    bool
}

// answer is the document that a site answered with.
type answer struct {
	id     network.RequestID
	loader cdp.LoaderID
	url    *url.URL
	status int
	header http.Header
	broken bool // its end did not come
}

func newTrip(ctx context.Context, d *crawl.Door, frame string, turn *crawl.Turn) *trip {
	return &trip{ctx: ctx, door: d, frame: frame, turn: turn, loading: map[network.RequestID]bool{}, lost: map[string]bool{}}
}

// follow lets the trip's next document through, in its turn.
func (t *trip) follow(u *url.URL, method string) error {
	t.follows.Lock()
	defer t.follows.Unlock()
	t.mu.Lock()
	first := len(t.hops) == 0
	why := t.strays(u, method)
	t.hops = append(t.hops, u)
	if first || why != "" {
		t.mu.Unlock()
		if why != "" {
			return unreachable(why)
		}
		return t.door.Permit(t.ctx) // its turn came before the browser was started
	}
	t.waiting++
	t.mu.Unlock()
	began := time.Now()
	t.leave()
	turn, err := t.door.Enter(t.ctx, u)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.waiting--
	t.waited += time.Since(began)
	if t.ended && turn != nil { // nobody would leave it
		turn.Leave(0, nil)
		return context.Canceled
	}
	t.turn = turn
	return redirected(err)
}

// end leaves the trip's turn, and every one that it still waits for.
func (t *trip) end() {
	t.mu.Lock()
	t.ended = true
	t.mu.Unlock()
	t.leave()
}

// redirected marks a refusal as that of a redirect.
func redirected(err error) error {
	if f, ok := err.(*scan.Fault); ok && f.Outcome == scan.Unreachable {
		return unreachable("forbidden redirect: " + f.Why)
	}
	return err
}

// strays says why a document may not follow those before it, or "".
func (t *trip) strays(u *url.URL, method string) string {
	if method != http.MethodGet {
		return "forbidden redirect: the page sends a form by itself"
	}
	if len(t.hops) == 0 {
		return ""
	}
	same := 0
	for _, h := range t.hops {
		if h.String() == u.String() {
			same++
		}
	}
	switch {
	case len(t.hops) > maxHops:
		return "forbidden redirect: more than 10 in a row"
	case t.hops[len(t.hops)-1].Scheme == "https" && u.Scheme != "https":
		return "forbidden redirect: from https to http"
	case same > 2:
		return "forbidden redirect: in a circle"
	}
	return ""
}

// leave ends the turn that the trip holds.
func (t *trip) leave() {
	t.mu.Lock()
	turn, a := t.turn, t.coming
	t.turn = nil
	t.mu.Unlock()
	if turn == nil {
		return
	}
	if a == nil {
		a = &answer{}
	}
	turn.Leave(a.status, a.header)
}

// fail notes the first fault of the trip.
func (t *trip) fail(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.fault == nil && err != nil {
		t.fault = err
	}
}

// hears notes what the browser tells of its requests.
func (t *trip) hears(ev any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.departs(ev)
	switch e := ev.(type) {
	case *network.EventRequestWillBeSent:
		if awaited(e.Type) || e.Type == network.ResourceTypeDocument && string(e.FrameID) != t.frame {
			t.loading[e.RequestID] = true
		}
	case *network.EventResponseReceived:
		if e.Type == network.ResourceTypeDocument && string(e.FrameID) == t.frame && e.Response != nil {
			t.coming = answerOf(e)
		} else if e.Type == network.ResourceTypeDocument && e.Response != nil && (e.Response.Status == http.StatusNotFound || e.Response.Status == http.StatusGone) {
			t.lost[e.Response.URL] = true
		}
	case *page.EventFrameNavigated:
		if string(e.Frame.ID) == t.frame {
			t.answer = nil
			if t.coming != nil && t.coming.loader == e.Frame.LoaderID {
				t.answer = t.coming
			}
			clear(t.loading)
		}
	case *network.EventLoadingFinished:
		t.done(e.RequestID)
	case *network.EventLoadingFailed:
		if t.coming != nil && t.coming.id == e.RequestID && !e.Canceled {
			t.coming.broken = true
		}
		t.done(e.RequestID)
	}
}

func (t *trip) done(id network.RequestID) {
	if t.loading[id] {
		delete(t.loading, id)
		t.loaded = time.Now()
	}
}

// awaited reports whether a page may draw more when such a request is done.
func awaited(k network.ResourceType) bool {
	return slices.Contains([]network.ResourceType{network.ResourceTypeScript, network.ResourceTypeXHR, network.ResourceTypeFetch, network.ResourceTypeOther}, k)
}

func answerOf(e *network.EventResponseReceived) *answer {
	a := &answer{id: e.RequestID, loader: e.LoaderID, status: int(e.Response.Status), header: http.Header{}}
	a.url, _ = url.Parse(e.Response.URL) // nil is looked for
	for k, v := range e.Response.Headers {
		if s, ok := v.(string); ok {
			for line := range strings.SplitSeq(s, "\n") {
				a.header.Add(k, line)
			}
		}
	}
	return a
}

func unreachable(why string) *scan.Fault { return &scan.Fault{Outcome: scan.Unreachable, Why: why} }
func unreadable(why string) *scan.Fault  { return &scan.Fault{Outcome: scan.Unreadable, Why: why} }
