package browser

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"github.com/whohasme/whohasme/scan/crawl"
)

// maxTraffic is the most bytes that one page may bring, with all it loads.
const maxTraffic = 64 << 20

var errTraffic = errors.New("the page brings more than a page may")

// proxy is the only way out that a browser has. It is opened on loopback for
// one browser and dials what the crawler's guard admits.
type proxy struct {
	crawler *crawl.Crawler
	allow   func(*url.URL) bool
	timeout time.Duration // until an answer begins
	secure  bool          // tunnels carry TLS and nothing else

	listener net.Listener
	server   *http.Server
	serving  sync.WaitGroup
	lines    context.Context // ends with the proxy
	end      context.CancelFunc
	traffic  atomic.Int64 // bytes that came, since the page began

	mu     sync.Mutex
	faults map[string]error // what failed last, by host:port
	closed bool
	open   map[net.Conn]bool // tunnels, which the server no longer knows
}

// newProxy starts a proxy that asks only what allow admits.
func newProxy(c *crawl.Crawler, allow func(*url.URL) bool, secure bool) (*proxy, error) {
	var lc net.ListenConfig
	ln, err := lc.Listen(context.Background(), "tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, errors.New("start browser: no line to it could be opened on this machine")
	}
	p := &proxy{crawler: c, allow: allow, secure: secure, listener: ln, faults: map[string]error{}, open: map[net.Conn]bool{}}
	_, p.timeout = c.Limits()
	p.lines, p.end = context.WithCancel(context.Background())
	p.server = &http.Server{Handler: p, ReadHeaderTimeout: 30 * time.Second, ErrorLog: log.New(io.Discard, "", 0)} // errors would quote addresses
	p.serving.Go(func() { _ = p.server.Serve(ln) })                                                                // always ends with ErrServerClosed
	return p, nil
}

func (p *proxy) address() string { return p.listener.Addr().String() }

// close ends every line and waits until nothing of the proxy runs any more.
func (p *proxy) close() {
	p.end()
	p.mu.Lock()
	p.closed = true
	for c := range p.open {
		_ = c.Close() // it may be closed already
	}
	p.mu.Unlock()
	_ = p.server.Close()
	p.serving.Wait()
}

// begin forgets what the page before came to.
func (p *proxy) begin() {
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.faults)
	p.traffic.Store(0)
}

// fault returns what kept the proxy from bringing something of a host.
func (p *proxy) fault(u *url.URL) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.faults[key(u)]
}

func (p *proxy) failed(u *url.URL, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults[key(u)] = err
}

func key(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return net.JoinHostPort(u.Hostname(), port)
}

// ServeHTTP serves one request of the browser.
func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !p.enter() {
		return
	}
	defer p.serving.Done()
	if r.Method == http.MethodConnect {
		p.tunnel(w, r)
		return
	}
	if r.URL.Scheme != "http" || r.URL.Host == "" || !p.allow(r.URL) {
		http.Error(w, "not asked", http.StatusForbidden)
		return
	}
	forward := httputil.ReverseProxy{
		Rewrite:       func(pr *httputil.ProxyRequest) { pr.Out.Host = pr.In.Host },
		Transport:     counted{p},
		FlushInterval: -1,
		ErrorLog:      p.server.ErrorLog,
		ErrorHandler: func(_ http.ResponseWriter, r *http.Request, err error) {
			p.failed(r.URL, err)
			panic(http.ErrAbortHandler) // an answer of our own could be taken for the site's
		},
	}
	forward.ServeHTTP(w, r)
}

// counted forwards a request and counts what comes.
type counted struct{ *proxy }

// RoundTrip waits for the answer's beginning no longer than for any page's.
func (c counted) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancel(r.Context())
	stop := context.AfterFunc(c.lines, cancel)
	var late atomic.Bool
	timer := time.AfterFunc(c.timeout, func() { late.Store(true); cancel() })
	res, err := c.crawler.Forward().RoundTrip(r.WithContext(ctx))
	timer.Stop()
	if err != nil {
		stop()
		cancel()
		if late.Load() {
			return nil, context.DeadlineExceeded
		}
		return nil, err
	}
	res.Body = &body{res.Body, c.proxy, func() { stop(); cancel() }}
	return res, nil
}

// body counts the bytes of an answer.
type body struct {
	io.ReadCloser
	proxy *proxy
	done  func()
}

// Read fails once the page has brought too much.
func (b *body) Read(buf []byte) (int, error) {
	n, err := b.ReadCloser.Read(buf)
	if b.proxy.traffic.Add(int64(n)) > maxTraffic {
		return 0, errTraffic
	}
	return n, err
}

// Close ends the request as well.
func (b *body) Close() error {
	defer b.done()
	return b.ReadCloser.Close()
}

// tunnel joins the browser with a host, as it asks for secure pages.
func (p *proxy) tunnel(w http.ResponseWriter, r *http.Request) {
	secure, plain := &url.URL{Scheme: "https", Host: r.Host}, &url.URL{Scheme: "http", Host: r.Host}
	if !p.allow(secure) && !p.allow(plain) {
		http.Error(w, "not asked", http.StatusForbidden)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), p.timeout)
	defer cancel()
	stop := context.AfterFunc(p.lines, cancel)
	far, err := p.crawler.Tunnel(ctx, r.Host)
	stop()
	if err != nil {
		p.failed(secure, err)
		http.Error(w, "not reached", http.StatusBadGateway)
		return
	}
	defer far.Close()
	near, first, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer near.Close()
	if !p.hold(near, far) {
		return
	}
	defer p.release(near, far)
	if _, err := io.WriteString(near, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		return
	}
	if b, err := first.Reader.Peek(1); p.secure && (err != nil || b[0] != handshake) {
		return // a socket of the page's own, which asks no robots.txt
	}
	p.join(near, first, far)
}

// handshake is the first byte of a TLS connection (RFC 8446, section 5.1).
const handshake = 22

// enter lets a request in while the proxy is open.
func (p *proxy) enter() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.closed {
		p.serving.Add(1)
	}
	return !p.closed
}

// hold notes the two ends of a tunnel; it is false when the proxy is closed.
func (p *proxy) hold(ends ...net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range ends {
		p.open[c] = true
	}
	return !p.closed
}

func (p *proxy) release(ends ...net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range ends {
		delete(p.open, c)
	}
}

// join copies both ways until one end is closed.
func (p *proxy) join(near net.Conn, first io.Reader, far net.Conn) {
	var up sync.WaitGroup
	up.Go(func() {
		_, _ = io.Copy(far, first) // an end was closed
		_ = far.Close()
	})
	_, _ = io.Copy(near, &body{far, p, func() {}}) // an end was closed, or too much came
	_ = near.Close()
	up.Wait()
}
