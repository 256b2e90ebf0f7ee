package hostile

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"math/big"
	"net"
	"time"
)

// secure are faults of TLS. The site lists the subject; nobody may see it.
func secure() []*Behaviour {
	of := func(name, because string, config func() *tls.Config) *Behaviour {
		return &Behaviour{Name: "tls/" + name, Want: wants("unreachable"), Because: because, serve: page(found), line: line{https: true, tls: config}}
	}
	now := time.Now
	return []*Behaviour{
		of("self-signed", "a certificate that nobody vouches for", func() *tls.Config { return certified("127.0.0.1", now().AddDate(0, 0, -1), now().AddDate(1, 0, 0)) }),
		of("expired", "a certificate of the year before", func() *tls.Config { return certified("127.0.0.1", now().AddDate(-2, 0, 0), now().AddDate(-1, 0, 0)) }),
		of("wrong-host", "a certificate of another host", func() *tls.Config { return certified("198.51.100.4", now().AddDate(0, 0, -1), now().AddDate(1, 0, 0)) }),
		of("not-yet", "a certificate of next year", func() *tls.Config { return certified("127.0.0.1", now().AddDate(1, 0, 0), now().AddDate(2, 0, 0)) }),
		of("old-protocol", "a protocol that was given up", func() *tls.Config {
			c := certified("127.0.0.1", now().AddDate(0, 0, -1), now().AddDate(1, 0, 0))
			c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS10
			return c
		}),
		of("asks-for-certificate", "the visitor is to show a certificate", func() *tls.Config {
			c := certified("127.0.0.1", now().AddDate(0, 0, -1), now().AddDate(1, 0, 0))
			c.ClientAuth = tls.RequireAnyClientCert
			return c
		}),
		{Name: "tls/plain", Want: wants("unreachable"), Because: "plain HTTP where TLS is expected", serve: page(found), line: line{https: true}},
		{Name: "tls/on-plain-port", Want: wants("unreachable or unreadable or disallowed"), Because: "TLS where plain HTTP is expected", serve: page(found), line: line{tls: func() *tls.Config {
			return certified("127.0.0.1", now().AddDate(0, 0, -1), now().AddDate(1, 0, 0))
		}}},
		{Name: "tls/breaks-off", Want: wants("unreachable"), Because: "the connection ends in the middle of the handshake", line: line{https: true, raw: func(_ *Site, c net.Conn) {
			_, _ = c.Read(make([]byte, 64))
			_, _ = c.Write([]byte{22, 3, 3, 0, 90, 2})
		}}},
		{Name: "tls/silent", Want: wants("unreachable"), Because: "the handshake is never answered", line: line{https: true, raw: func(s *Site, _ net.Conn) { <-s.done }}},
	}
}

// certified makes a certificate for a host that nobody vouches for.
func certified(host string, from, to time.Time) *tls.Config {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: host}, NotBefore: from, NotAfter: to, IPAddresses: []net.IP{net.ParseIP(host)}}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		panic(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
}

// names are answers of the name service.
func names() []*Behaviour {
	at := func(name, want, because string, dial func(context.Context, *Site, int, string) (net.Conn, error)) *Behaviour {
		return &Behaviour{Name: "dns/" + name, Want: wants(want), Because: because, serve: page(found), line: line{host: "people.hostile.test", dial: dial}}
	}
	return []*Behaviour{
		at("rebinding", "unreachable", "the name leads to the site at first, and to a private network when it is asked for the subject", func(ctx context.Context, s *Site, n int, _ string) (net.Conn, error) {
			c, err := s.connect(ctx)
			if err != nil || n == 1 {
				return once{c, new(int)}, err
			}
			return disguised{c, "10.0.0.7"}, nil
		}),
		at("private", "unreachable", "the name leads into a private network", func(ctx context.Context, s *Site, _ int, _ string) (net.Conn, error) {
			c, err := s.connect(ctx)
			return disguised{c, "192.168.1.1"}, err
		}),
		at("metadata", "unreachable", "the name leads to the metadata of a cloud", func(ctx context.Context, s *Site, _ int, _ string) (net.Conn, error) {
			c, err := s.connect(ctx)
			return disguised{c, "169.254.169.254"}, err
		}),
		at("no-such-host", "unreachable", "there is no such name", func(context.Context, *Site, int, string) (net.Conn, error) {
			return nil, &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "people.hostile.test", IsNotFound: true}}
		}),
		at("no-answer", "unreachable", "the name service does not answer", func(ctx context.Context, _ *Site, _ int, _ string) (net.Conn, error) {
			<-ctx.Done()
			return nil, &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "i/o timeout", Name: "people.hostile.test", IsTimeout: true}}
		}),
		at("refused", "unreachable", "nobody listens at the address", func(context.Context, *Site, int, string) (net.Conn, error) {
			return nil, &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connect: connection refused")}
		}),
	}
}

// connect connects to the site, whatever name it goes by.
func (s *Site) connect(ctx context.Context) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(ctx, "tcp4", s.listener.Addr().String())
}

// disguised is a connection that says that it leads elsewhere.
type disguised struct {
	net.Conn
	address string
}

// RemoteAddr returns the address that the connection claims.
func (d disguised) RemoteAddr() net.Addr {
	return &net.TCPAddr{IP: net.ParseIP(d.address), Port: 80}
}

// Close closes what there is to close.
func (d disguised) Close() error {
	if d.Conn == nil {
		return nil
	}
	return d.Conn.Close()
}

// once is a connection that ends after the controls: robots.txt, a common name
// and an invented one.
type once struct {
	net.Conn
	asked *int
}

// Write lets three requests through.
func (o once) Write(p []byte) (int, error) {
	if *o.asked++; *o.asked > 3 {
		return 0, net.ErrClosed
	}
	return o.Conn.Write(p)
}
