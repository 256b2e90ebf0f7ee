package browser

import (
	"context"
	"errors"
	"net/url"
	"regexp"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
)

// How long a reading must stay the same before it is taken for the page's last
// word. "Nobody found" often stands on a page until its data has come, so it
// must stay for longer.
const (
	poll      = 150 * time.Millisecond
	callTime  = 5 * time.Second        // of one question to the browser
	rest      = 700 * time.Millisecond // with no script or data under way
	restEmpty = 2 * time.Second
	restBusy  = 4 * time.Second // with something always under way, as pages do that keep a line open
	restWall  = 2 * time.Second // of a page that shows a wall or an error
	slowLook  = time.Second     // what takes a look longer is the machine's time and not the page's, up to Options.Draw
)

// drawing is one page while it is being drawn.
type drawing struct {
	visit   *Visit
	trip    *trip
	process *process
	asked   *url.URL
	sight   Sight
	began   time.Time

	html    string // seen last
	changed time.Time
	reading string
	nothing bool
	since   time.Time // when the reading became what it is
	address string
	ready   bool
	fresh   bool          // html was read in this very look
	shot    time.Time     // when it was read last
	took    time.Duration // to do so
	slow    time.Duration // what answers of the browser took beyond slowLook, all together
	fault   error         // that the document itself is
}

// draw asks for the page and waits until it is drawn.
func (d *drawing) draw(ctx context.Context) (*crawl.Page, error) {
	type result struct {
		page.NavigateResult
		err error
	}
	asked := make(chan result, 1)
	d.visit.spawn(func() {
		res, err := cdp.Call(d.process.ctx, d.process.tab, page.Navigate, page.NavigateParams{URL: d.asked.String()})
		asked <- result{res, err}
	})
	tick := time.NewTicker(poll)
	defer tick.Stop()
	arrived := false
	for {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-d.process.ctx.Done():
			return nil, unreachable("the browser ended before the page was read")
		case r := <-asked:
			arrived = true
			if r.err == nil && r.ErrorText != "" || r.IsDownload {
				return d.refused(r.ErrorText)
			}
		case <-tick.C:
		}
		if p, err, done := d.look(ctx, arrived); done {
			return p, err
		}
	}
}

// refused says why the browser shows no page.
func (d *drawing) refused(words string) (*crawl.Page, error) {
	d.trip.mu.Lock()
	fault, a, at := d.trip.fault, d.trip.coming, d.asked
	if n := len(d.trip.hops); n > 0 {
		at = d.trip.hops[n-1]
	}
	d.trip.mu.Unlock()
	if fault != nil {
		return nil, fault
	}
	if a != nil { // a download, or a status without a page
		p := d.page(context.Background(), a, false)
		if err := p.Fault(); err != nil && a.status >= 300 {
			return p, err
		}
		return p, unreadable("the answer is a file, not a page")
	}
	return nil, lineError(d.process.proxy, at, words)
}

// look looks at the page once and reports whether it has come to an end.
func (d *drawing) look(ctx context.Context, arrived bool) (*crawl.Page, error, bool) {
	t := d.trip
	t.mu.Lock()
	fault, waiting, waited, a, crashed := t.fault, t.waiting > 0, t.waited, t.answer, t.crashed
	busy, quiet, came, leaves := len(t.loading) > 0, time.Since(t.loaded), t.arrived, t.next.underWay()
	t.mu.Unlock()
	switch {
	case fault != nil:
		return nil, fault, true
	case crashed:
		d.visit.stop()
		return nil, errCrash, true
	case waiting:
		return nil, nil, false
	case a != nil && a.broken:
		return nil, d.brokenOff(), true
	}
	took := time.Since(d.began) - waited - d.slow
	if !arrived {
		if _, timeout := d.visit.launcher.opt.Crawler.Limits(); took > timeout+callTime {
			return nil, crawl.LineFailed("timeout"), true
		}
		return nil, nil, false
	}
	late := took > d.visit.launcher.opt.Draw
	if leaves && !late {
		return nil, nil, false
	}
	began := time.Now()
	hung := !d.glance(ctx)
	if !hung {
		d.slow = min(d.slow+max(0, time.Since(began)-slowLook), d.visit.launcher.opt.Draw)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err(), true
	}
	if d.fault != nil {
		return nil, d.fault, true
	}
	if !hung && !leaves && d.fresh && d.drawn(came, busy, quiet) {
		p, err := d.finish(ctx, a)
		return p, err, true
	}
	if !late && (hung || !d.still(a, came, busy) || d.asIs(a) == nil) {
		return nil, nil, false
	}
	if leaves && !hung {
		return nil, crawl.LineFailed("timeout"), true
	}
	p, err := d.undrawn(ctx, a, hung)
	return p, err, true
}

// asIs says what the page would be if nothing more came.
func (d *drawing) asIs(a *answer) error { return faultOf(d.page(context.Background(), a, false)) }

// glance reads the document and the reading. It is false when the browser does
// not answer. A document that takes long to be read is read less often.
func (d *drawing) glance(ctx context.Context) bool {
	limited, stop := context.WithTimeout(d.process.ctx, d.visit.launcher.opt.Patience)
	defer stop()
	defer context.AfterFunc(ctx, stop)()
	d.fresh = false
	size, _ := d.visit.launcher.opt.Crawler.Limits()
	s, err := peek(limited, d.process.tab, size)
	if err != nil {
		return d.faulty(err)
	}
	d.ready, d.address = s.ready, s.address
	if time.Since(d.shot) < 2*d.took {
		return true
	}
	began := time.Now()
	page, err := shoot(limited, d.process.tab, size, d.visit.frames)
	if err != nil {
		return d.faulty(err)
	}
	now := time.Now()
	d.fresh, d.shot, d.took = true, now, now.Sub(began)
	if page == d.html {
		return true
	}
	d.html, d.changed = page, now
	at, _ := url.Parse(d.address) // nil reads as unknown
	reading, nothing := d.sight(d.html, at)
	if reading != d.reading || nothing != d.nothing {
		d.reading, d.nothing, d.since = reading, nothing, now
	}
	return true
}

// faulty parts a document that cannot be read from a browser that does not
// answer, of which it is false.
func (d *drawing) faulty(err error) bool {
	var f *scan.Fault
	if errors.As(err, &f) {
		d.fault = f
	}
	return d.fault != nil
}

// drawn reports whether the reading has stood long enough.
func (d *drawing) drawn(came time.Time, busy bool, quiet time.Duration) bool {
	if d.reading == "" || !d.ready {
		return false
	}
	stood, want := min(time.Since(d.since), time.Since(came)), rest
	if d.nothing {
		want = restEmpty
	}
	if busy {
		return stood >= max(restBusy, 2*want)
	}
	return stood >= want && quiet >= want/2
}

// still reports whether a page that nothing can be read of has not changed for
// a while, so that it may be a wall or an error.
func (d *drawing) still(a *answer, came time.Time, busy bool) bool {
	return d.reading == "" && d.ready && a != nil && !busy && min(time.Since(d.changed), time.Since(came)) >= restWall
}

// finish makes the page of what was drawn.
func (d *drawing) finish(ctx context.Context, a *answer) (*crawl.Page, error) {
	p := d.page(ctx, a, true)
	return p, faultOf(p)
}

// brokenOff says what a document is whose end did not come.
func (d *drawing) brokenOff() error {
	if d.process.proxy.traffic.Load() > maxTraffic {
		return errSize
	}
	return crawl.LineFailed("broken off")
}

// undrawn says why the page was not drawn in time. Silence is never absence.
func (d *drawing) undrawn(ctx context.Context, a *answer, hung bool) (*crawl.Page, error) {
	if hung {
		d.visit.stop()
		return nil, unreadable("the page's scripts do not come to an end")
	}
	p := d.page(ctx, a, true)
	d.trip.mu.Lock()
	foreign, barred := d.trip.foreign, d.trip.barred
	d.trip.mu.Unlock()
	err := faultOf(p)
	var f *scan.Fault
	switch {
	case errors.As(err, &f) && f.Outcome != scan.Unreadable:
		return p, err
	case !d.ready:
		return p, crawl.LineFailed("timeout")
	case d.reading != "":
		return p, unreadable("the page does not come to rest")
	case barred > 0:
		return p, &scan.Fault{Outcome: scan.Disallowed, Why: "robots.txt forbids what the page is drawn from"}
	case foreign > 0:
		return p, unreadable("the page did not draw what the definition waits for; scripts, data and frames of other sites were not loaded")
	case err != nil:
		return p, err
	}
	return p, unreadable("the page did not draw what the definition waits for")
}

// scripts are what a page would run, and what it says to those who do not run
// it.
var scripts = regexp.MustCompile(`(?is)<(script|noscript)\b.*?</(script|noscript)\s*>`)

// faultOf says what a drawn page is by the rules of fetched ones. Its scripts
// have run, so that they are no sign of an empty shell.
func faultOf(p *crawl.Page) error {
	err := p.Fault()
	var f *scan.Fault
	if p.Status < 400 && errors.As(err, &f) && f.Outcome == scan.Unreadable {
		bare := *p
		bare.HTML = scripts.ReplaceAllString(p.HTML, "")
		return bare.Fault()
	}
	return err
}

// page is the document as seen last.
func (d *drawing) page(ctx context.Context, a *answer, picture bool) *crawl.Page {
	p := &crawl.Page{Asked: d.asked, URL: d.asked, Body: []byte(d.html), HTML: d.html, At: d.visit.launcher.opt.Crawler.Now()}
	if a != nil {
		p.Status, p.Header = a.status, a.header
		if a.url != nil {
			p.URL = a.url
		}
	}
	if at, err := url.Parse(d.address); err == nil && at.Host == p.URL.Host {
		p.URL = at // scripts may have written another address of the same host
	}
	if picture {
		limited, stop := context.WithTimeout(d.process.ctx, min(callTime, d.visit.launcher.opt.Patience))
		defer stop()
		defer context.AfterFunc(ctx, stop)()
		p.Shot = shot(limited, d.process.tab)
	}
	return p
}
