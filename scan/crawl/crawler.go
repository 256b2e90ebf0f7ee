package crawl

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"time"
)

// The limits that hold where Options gives none.
const (
	DefaultMaxBody   = 8 << 20          // bytes of one page, compressed or not
	DefaultTimeout   = 20 * time.Second // of one request, once its turn has come
	DefaultVisitTime = 15 * time.Minute // of one visit, waits included
	maxFields        = 2000             // header fields of one answer, cookies not counted
	maxInterim       = 16               // interim answers (1xx) before one answer; real sites send one or two
	maxLarge         = 8                // large bodies that are read at one time
	maxHeader        = 256 << 10        // bytes of the headers of one answer
	dialTimeout      = 10 * time.Second
)

// home stands in the User-Agent where no contact is given.
const home = "https://github.com/whohasme/whohasme"

// Options are what a Crawler cannot know by itself. The zero value visits
// public addresses directly, by the real clock, without jitter.
type Options struct {
	AllowLoopback bool   // admits 127.0.0.0/8 and ::1, for practice sites
	Proxy         string // http, https or socks5 address that carries all traffic
	Version       string // of the program, for the User-Agent
	Contact       string // mailbox or address, for the User-Agent

	Dial    func(ctx context.Context, network, addr string) (net.Conn, error) // nil: a net.Dialer; the address guard holds either way
	Now     func() time.Time                                                  // nil: time.Now
	Wait    func(ctx context.Context, d time.Duration) error                  // nil: a real timer; must end at once when ctx does
	Jitter  func() float64                                                    // 0 to 1, lengthens a pace by up to half; nil: no jitter
	MaxBody int64                                                             // bytes; 0: DefaultMaxBody. More is an error, never a cut
	Timeout time.Duration                                                     // of one request, waits for a turn not counted; 0: DefaultTimeout

	VisitTime time.Duration // of one visit, waits included; 0: DefaultVisitTime
	DailyCap  int           // requests to one host in a day; 0: DefaultDailyCap, and none on loopback; below 0: none
	Memory    Memory        // what outlives the program; nil: nothing does
	After     time.Time     // somebody else may have asked the hosts until then: none is asked sooner than its pace after it; zero: nobody has
}

// Crawler fetches pages. It is safe for concurrent use.
type Crawler struct {
	opt     Options
	agent   string
	base    *http.Transport
	line    http.RoundTripper // base, and what an HTTP proxy says of itself told apart
	proxy   string            // its kind, such as SOCKS5; "": none
	notes   *notebook
	large   chan struct{} // places for large bodies
	reading chan struct{} // places for pages that are read, as many as can be read at once

	mu    sync.Mutex
	hosts map[string]*host
}

// New returns a Crawler. It fails on a proxy or contact that cannot be used;
// a proxy is never bypassed.
func New(o Options) (*Crawler, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == nil {
		o.Wait = sleep
	}
	if o.MaxBody <= 0 {
		o.MaxBody = DefaultMaxBody
	}
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	if o.VisitTime <= 0 {
		o.VisitTime = DefaultVisitTime
	}
	agent, err := userAgent(o.Version, o.Contact)
	if err != nil {
		return nil, err
	}
	proxy, err := readProxy(o.Proxy)
	if err != nil {
		return nil, err
	}
	c := &Crawler{opt: o, agent: agent, proxy: kindOf(proxy), notes: newNotebook(o.Memory), large: make(chan struct{}, maxLarge), reading: make(chan struct{}, runtime.GOMAXPROCS(0)), hosts: map[string]*host{}}
	c.base = &http.Transport{
		DialContext:            guard{loopback: o.AllowLoopback, proxy: dialed(proxy), dial: o.Dial}.DialContext,
		DisableCompression:     true, // bodies are decoded here, under a bound
		ForceAttemptHTTP2:      true, // a dialer of one's own turns HTTP/2 off otherwise
		MaxResponseHeaderBytes: maxHeader,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        30 * time.Second,
		TLSHandshakeTimeout:    dialTimeout,
	}
	c.line = c.base
	if proxy != nil {
		if kind := c.proxy; kind == "HTTP" || kind == "HTTPS" {
			c.line = forwarding{c.base, kind, c.Tunnel}
		}
		c.base.Proxy = http.ProxyURL(proxy)
		c.base.OnProxyConnectResponse = c.connected
		c.base.ProxyConnectHeader = http.Header{"User-Agent": {agent}}
	}
	return c, nil
}

// Close drops the connections kept for later. Visits still under way go on.
func (c *Crawler) Close() { c.base.CloseIdleConnections() }

// userAgent names the program and whom to write to, as a site's owner would
// want to know.
func userAgent(version, contact string) (string, error) {
	if version == "" {
		version = "dev"
	}
	if contact == "" {
		contact = home
	}
	for _, r := range version + contact {
		if r <= ' ' || r > '~' || strings.ContainsRune("()", r) {
			return "", errors.New("make user agent: version or contact holds a space, a bracket or a letter outside ASCII")
		}
	}
	return fmt.Sprintf("whohasme/%s (+%s)", version, contact), nil
}

// sleep waits for d or until ctx ends.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
