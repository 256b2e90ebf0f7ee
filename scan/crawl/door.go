package crawl

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// Door is how another way to a broker's pages, such as a browser, comes to
// them by the rules that hold for fetching: host list, robots.txt, turn, pace,
// address guard and the person's own proxy.
type Door struct{ line *transport }

// Door opens a broker's pages to another way.
func (c *Crawler) Door(b *brokers.Broker) *Door { return &Door{c.Visit(b).line} }

// Turn is the right to load one document. It must be left.
type Turn struct {
	door *Door
	host *host
}

// Enter waits for the turn of one document. The error is that of ctx, or holds
// a *scan.Fault that says why the document may not be asked for.
func (d *Door) Enter(ctx context.Context, u *url.URL) (*Turn, error) {
	rules, err := d.allowed(ctx, u)
	if err != nil {
		return nil, err
	}
	h, err := d.line.enter(ctx, u, rules.Delay())
	if err != nil {
		return nil, err
	}
	return &Turn{d, h}, nil
}

// Leave ends a turn. What the site answered may ask to be left alone; a status
// of 0 means that nothing was heard.
func (t *Turn) Leave(status int, header http.Header) {
	c := t.door.line.crawler
	if status != 0 && t.host.note(&exchange{status: status, header: header}, nil, &c.opt) {
		_ = c.notes.keep(context.Background(), t.host) // it stays noted
	}
	t.host.leave(c.opt.Now())
}

// May reports why what a page loads for itself may not be asked for: a
// *scan.Fault, or the error of ctx. It waits for no turn.
func (d *Door) May(ctx context.Context, u *url.URL) error {
	if _, err := d.allowed(ctx, u); err != nil {
		return err
	}
	return pass(ctx)
}

func (d *Door) allowed(ctx context.Context, u *url.URL) (*Rules, error) {
	if why := d.line.forbids(u); why != "" {
		return nil, unreachable(why)
	}
	rules, err := d.line.rules(ctx, u)
	if err != nil {
		return nil, err
	}
	if !rules.Allows(u.RequestURI()) {
		return nil, forbidden("robots.txt forbids this page")
	}
	return rules, nil
}

// Serves reports whether an address is on one of the broker's hosts.
func (d *Door) Serves(u *url.URL) bool { return d.line.hosts.allows(u) }

// Agent is the User-Agent of every request that no person makes.
func (c *Crawler) Agent() string { return c.agent }

// Limits returns what bounds one page for every way: its size in bytes and the
// time of one request.
func (c *Crawler) Limits() (size int64, timeout time.Duration) { return c.opt.MaxBody, c.opt.Timeout }

// Now reads the crawler's clock.
func (c *Crawler) Now() time.Time { return c.opt.Now() }

// Forward sends a plain request as it is, over the guarded line and the
// person's proxy. No rule but the address guard is asked.
func (c *Crawler) Forward() http.RoundTripper { return c.line }

// LineFault says in few words why a line failed, without an address.
func LineFault(err error) error { return lineFault(err, false) }

// LineFailed is the error of a line of which another way only says in its own
// words what failed, without an address.
func LineFailed(why string) error { return &lineError{fault: unreachable(why)} }

// Tunnel opens a line to host:port over the person's proxy, or straight where
// there is none. The address guard holds either way.
func (c *Crawler) Tunnel(ctx context.Context, addr string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil || !(guard{loopback: c.opt.AllowLoopback}).named(host) {
		return nil, errGuard
	}
	proxy, err := readProxy(c.opt.Proxy)
	if err != nil || proxy == nil {
		return c.base.DialContext(ctx, "tcp", addr)
	}
	conn, err := c.base.DialContext(ctx, "tcp", dialed(proxy))
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(ctx, dialTimeout)
	defer stop()
	done := context.AfterFunc(ctx, func() { conn.Close() })
	out, err := through(ctx, conn, proxy, addr, c.agent)
	if !done() && err == nil {
		err = ctx.Err()
	}
	if err != nil {
		conn.Close()
		return nil, &net.OpError{Op: "proxyconnect", Net: "tcp", Err: err}
	}
	return out, nil
}
