package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/netip"
	"slices"
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
	l := &line{addr: at.Addr().Unmap()} // ::ffff:127.0.0.1 is called as 127.0.0.1
	var pair tls.Certificate
	if f.cert != "" {
		if pair, err = tls.LoadX509KeyPair(f.cert, f.key); err != nil {
			return nil, usage("--tls-cert, --tls-key: not a certificate and its key in PEM, or not readable")
		}
		l.cert = pair.Leaf
	}
	var lc net.ListenConfig
	if l.Listener, err = lc.Listen(ctx, "tcp", netip.AddrPortFrom(l.addr, at.Port()).String()); err != nil {
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
		whole := net.JoinHostPort(l.addr.String(), l.port)
		return host == whole || host == strings.TrimSuffix(whole, ":"+l.usual()) // browsers leave out the usual port
	}
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		name, port = strings.Trim(host, "[]"), l.usual()
	}
	return port == l.port && l.cert.VerifyHostname(name) == nil
}

// usual is the port that an address without one means.
func (l *line) usual() string {
	if l.cert == nil {
		return "80"
	}
	return "443"
}

// origin is the address by which a browser calls the dashboard: by a name of
// the certificate where there is one, for browsers hold the two together.
func (l *line) origin() string {
	scheme, name := "http://", l.addr.String()
	if l.cert != nil {
		scheme = "https://"
		switch plain := slices.IndexFunc(l.cert.DNSNames, func(n string) bool { return !strings.HasPrefix(n, "*") }); {
		case plain >= 0:
			name = l.cert.DNSNames[plain]
		case l.addr.IsUnspecified() && len(l.cert.IPAddresses) > 0:
			name = l.cert.IPAddresses[0].String()
		}
	}
	return scheme + strings.TrimSuffix(net.JoinHostPort(name, l.port), ":"+l.usual())
}
