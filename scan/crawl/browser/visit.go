package browser

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
)

// Sight tells a page that is drawn from one that is still being drawn. It
// returns what would be read of a document, in any words that change when the
// reading does, or "" where nothing can be read yet; nothing says that it
// would read as "nobody found".
type Sight func(html string, at *url.URL) (reading string, nothing bool)

// Visit is one look at one broker with a headless browser of its own, which is
// started when the first page is asked for. Cookies live as long as the visit.
// It is for one goroutine, and must be closed.
type Visit struct {
	launcher *Launcher
	door     *crawl.Door
	list     Sight
	own      Sight
	spent    time.Duration // by all pages so far
	slot     bool

	aside  sync.WaitGroup // what answers the browser's events
	mu     sync.Mutex
	trip   *trip
	proc   *process
	ending bool
}

// Visit begins a look at a broker. list tells when a page of results is drawn,
// own when a record's own page is.
func (l *Launcher) Visit(b *brokers.Broker, list, own Sight) *Visit {
	return &Visit{launcher: l, door: l.opt.Crawler.Door(b), list: list, own: own}
}

// Get brings a page of results as drawn. The error is that of ctx, or holds a
// *scan.Fault that says why there is no page to read; beside a fault stands the
// page that was reached, or nil.
func (v *Visit) Get(ctx context.Context, u *url.URL) (*crawl.Page, error) {
	return v.get(ctx, u, v.list)
}

// Own brings a record's own page as drawn.
func (v *Visit) Own(ctx context.Context, u *url.URL) (*crawl.Page, error) {
	return v.get(ctx, u, v.own)
}

// Close ends the visit's browser and wipes its profile.
func (v *Visit) Close() {
	v.stop()
	if v.slot {
		v.slot = false
		v.launcher.give()
	}
}

// stop ends the browser; the next page starts another.
func (v *Visit) stop() {
	v.mu.Lock()
	p := v.proc
	v.ending = true
	v.mu.Unlock()
	if p != nil {
		p.close()
	}
	v.aside.Wait()
	v.mu.Lock()
	defer v.mu.Unlock()
	v.trip, v.proc, v.ending = nil, nil, false
}

// spawn does something beside the visit, unless the browser is being ended.
func (v *Visit) spawn(do func()) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.ending {
		v.aside.Go(do)
	}
}

// frames reports whether a frame's document belongs to the page: it is the
// broker's, and there is such a page. That it is of the page's own site was
// seen to when it was asked for.
func (v *Visit) frames(u *url.URL) bool {
	t, _ := v.now()
	if t == nil {
		return false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return v.door.Serves(u) && !t.lost[u.String()]
}

func (v *Visit) now() (*trip, *process) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.trip, v.proc
}

func (v *Visit) set(t *trip, p *process) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.trip, v.proc = t, p
}

// over ends the trip: what the page still asks for is refused.
func (v *Visit) over() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.trip = nil
}

func (v *Visit) get(ctx context.Context, u *url.URL, sight Sight) (*crawl.Page, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if u == nil {
		return nil, unreachable("not a web address")
	}
	if v.spent > visitTime {
		return nil, unreadable("the visit takes longer than a visit may")
	}
	if !v.slot {
		if err := v.launcher.take(ctx); err != nil {
			return nil, err
		}
		v.slot = true
	}
	turn, err := v.door.Enter(ctx, u)
	if err != nil {
		return nil, err
	}
	began := time.Now()
	p, err := v.load(ctx, u, sight, turn)
	v.spent += time.Since(began)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return p, err
}

// load loads a page in the turn that it has been given, and ends the turn.
func (v *Visit) load(ctx context.Context, u *url.URL, sight Sight, turn *crawl.Turn) (*crawl.Page, error) {
	trip, stop := context.WithCancel(ctx)
	defer stop() // what still waits for a turn waits in vain
	t := newTrip(trip, v.door, "", turn)
	defer t.end()
	p, err := v.running(ctx)
	if err != nil {
		return nil, err
	}
	t.frame = string(p.tab.TargetID)
	p.proxy.begin()
	v.set(t, p)
	d := &drawing{visit: v, trip: t, process: p, asked: u, sight: sight, began: time.Now()}
	got, err := d.draw(ctx)
	stop()
	v.over()
	v.blank(ctx)
	return got, err
}

// running returns the visit's browser, starting it if need be.
func (v *Visit) running(ctx context.Context) (*process, error) {
	if _, p := v.now(); p != nil {
		if p.ctx.Err() == nil {
			return p, nil
		}
		v.stop() // it ended unasked
	}
	p, err := v.launcher.start(ctx, false, v.door.Serves, v.hear)
	if err != nil {
		return nil, err
	}
	v.set(nil, p)
	if err := v.watch(p); err != nil {
		v.stop()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, unstarted("it does not do what it is told")
	}
	return p, nil
}

// blank leaves the page, so that its scripts end. A browser that does not
// leave it is ended.
func (v *Visit) blank(ctx context.Context) {
	_, p := v.now()
	if p == nil {
		return
	}
	limited, stop := context.WithTimeout(p.ctx, min(3*time.Second, v.launcher.opt.Patience))
	defer stop()
	res, err := cdp.Call(limited, p.tab, page.Navigate, page.NavigateParams{URL: "about:blank"})
	if ctx.Err() != nil || err != nil || res.ErrorText != "" {
		v.stop()
	}
}

// lineError says what failed, from the proxy's own knowledge or else from the
// browser's words.
func lineError(p *proxy, u *url.URL, words string) error {
	if err := p.fault(u); err != nil {
		if errors.Is(err, errTraffic) {
			return errSize
		}
		return crawl.LineFault(err)
	}
	for _, w := range netWords {
		if strings.Contains(words, w[0]) {
			return crawl.LineFailed(w[1])
		}
	}
	return crawl.LineFailed("connection failed")
}

// netWords are Chrome's names of what can fail, and ours.
var netWords = [][2]string{
	{"ERR_CERT_", "TLS fault"}, {"ERR_SSL_", "TLS fault"}, {"ERR_TUNNEL_CONNECTION_FAILED", "connection failed"},
	{"ERR_INVALID_HTTP_RESPONSE", "the answer is not HTTP"}, {"ERR_RESPONSE_HEADERS", "the answer is not HTTP"}, {"ERR_INVALID_CHUNKED", "the answer is not HTTP"},
	{"ERR_EMPTY_RESPONSE", "broken off"}, {"ERR_CONNECTION_CLOSED", "broken off"}, {"ERR_CONNECTION_RESET", "connection reset"},
	{"ERR_CONTENT_LENGTH_MISMATCH", "broken off"}, {"ERR_INCOMPLETE_CHUNKED_ENCODING", "broken off"}, {"ERR_HTTP2_PROTOCOL_ERROR", "broken off"},
	{"ERR_CONTENT_DECODING_FAILED", "broken coding of the page"}, {"TIMED_OUT", "timeout"},
}

var errCrash = &scan.Fault{Outcome: scan.Unreadable, Why: "the page made the browser crash"}
