package crawl

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"net/url"

	"golang.org/x/net/proxy"
)

// through asks a proxy, on a line to it, for a line to addr.
func through(ctx context.Context, conn net.Conn, via *url.URL, addr, agent string) (net.Conn, error) {
	switch via.Scheme {
	case "socks5", "socks5h":
		return socks(ctx, conn, via, addr)
	case "https":
		secure := tls.Client(conn, &tls.Config{ServerName: via.Hostname(), MinVersion: tls.VersionTLS12})
		if err := secure.HandshakeContext(ctx); err != nil {
			return nil, err
		}
		conn = secure
	}
	return connect(conn, via, addr, agent)
}

// connect speaks HTTP CONNECT (RFC 9110, section 9.3.6).
func connect(conn net.Conn, via *url.URL, addr, agent string) (net.Conn, error) {
	req := &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: addr}, Host: addr, Header: http.Header{"User-Agent": {agent}}}
	if u := via.User; u != nil {
		password, _ := u.Password()
		req.Header.Set("Proxy-Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(u.Username()+":"+password)))
	}
	if err := req.Write(conn); err != nil {
		return nil, err
	}
	r := bufio.NewReaderSize(conn, 4096)
	res, err := http.ReadResponse(r, req)
	if err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusOK {
		return nil, &refusal{res.StatusCode}
	}
	return &started{conn, r}, nil
}

// refusal is a proxy that makes no tunnel.
type refusal struct{ status int }

// Error says so.
func (r *refusal) Error() string { return fmt.Sprintf("the proxy refuses: status %d", r.status) }

// started is a line of which a reader may already hold the first bytes.
type started struct {
	net.Conn
	r *bufio.Reader
}

// Read reads what the reader holds first.
func (s *started) Read(b []byte) (int, error) { return s.r.Read(b) }

// socks speaks SOCKS5 (RFC 1928) on a line that stands already. The proxy
// looks names up.
func socks(ctx context.Context, conn net.Conn, via *url.URL, addr string) (net.Conn, error) {
	var auth *proxy.Auth
	if via.User != nil {
		password, _ := via.User.Password()
		auth = &proxy.Auth{User: via.User.Username(), Password: password}
	}
	d, err := proxy.SOCKS5("tcp", via.Host, auth, standing{conn})
	if err != nil {
		return nil, err
	}
	return d.(proxy.ContextDialer).DialContext(ctx, "tcp", addr)
}

// standing dials nobody: it hands out the line it has.
type standing struct{ conn net.Conn }

// Dial hands the line out.
func (s standing) Dial(_, _ string) (net.Conn, error) { return s.conn, nil }

// DialContext hands the line out.
func (s standing) DialContext(context.Context, string, string) (net.Conn, error) { return s.conn, nil }
