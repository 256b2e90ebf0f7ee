package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/netip"
	"strings"
)

// line is what the dashboard listens at, and by which names it may be called.
type line struct {
	net.Listener
	port string
	addr netip.Addr
	cert *x509.Certificate // nil: unencrypted, on this machine alone
}

// openLine listens. An address that others can reach is listened at encrypted
// or not at all.
func openLine(ctx context.Context, f serveFlags) (*line, error) {
	at, err := netip.ParseAddrPort(f.listen)
	if err != nil {
		return nil, usage("--listen: want an address of this machine with a port, such as 127.0.0.1:8044")
	}
	if (f.cert == "") != (f.key == "") {
		return nil, usage("--tls-cert and --tls-key go together")
	}
	if !at.Addr().IsLoopback() && f.cert == "" {
		return nil, usage("--listen: others could reach that address; it needs --tls-cert and --tls-key")
	}
	l := &line{addr: at.Addr()}
	var pair tls.Certificate
	if f.cert != "" {
		if pair, err = tls.LoadX509KeyPair(f.cert, f.key); err != nil {
			return nil, usage("--tls-cert, --tls-key: not a certificate and its key in PEM, or not readable")
		}
		l.cert = pair.Leaf
	}
	var lc net.ListenConfig
	if l.Listener, err = lc.Listen(ctx, "tcp", f.listen); err != nil {
		return nil, errors.New("serve dashboard: that address and port cannot be listened at; is it in use?")
	}
	_, l.port, _ = net.SplitHostPort(l.Addr().String())
	if l.cert != nil {
		l.Listener = tls.NewListener(l.Listener, &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12})
	}
	return l, nil
}

// own reports whether the Host of a request is the dashboard's own: the address
// it listens at, or a name that its certificate is for, and its port. Any other
// name may have been pointed here by somebody else.
func (l *line) own(host string) bool {
	if l.cert == nil {
		return host == net.JoinHostPort(l.addr.String(), l.port)
	}
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		name, port = host, "443"
	}
	return port == l.port && l.cert.VerifyHostname(strings.Trim(name, "[]")) == nil
}

// origin is the address by which a browser calls the dashboard.
func (l *line) origin() string {
	host := net.JoinHostPort(l.addr.String(), l.port)
	if l.cert == nil {
		return "http://" + host
	}
	if len(l.cert.DNSNames) > 0 && !strings.HasPrefix(l.cert.DNSNames[0], "*") {
		host = net.JoinHostPort(l.cert.DNSNames[0], l.port)
	}
	return "https://" + strings.TrimSuffix(host, ":443")
}
