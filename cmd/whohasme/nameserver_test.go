package main

import (
	"context"
	"net"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/net/dns/dnsmessage"
)

// nameServerEnv says to the program under test where its name server is; the
// program has no other, so that no test asks beyond this machine.
const nameServerEnv = "TEST_NAME_SERVER"

// resolveLoopback makes a resolver that knows the one name server, or none.
func resolveLoopback() *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", os.Getenv(nameServerEnv))
	}}
}

// nameServer serves names until the script ends: who takes mail for a domain,
// as DOMAIN=HOST, and for DOMAIN= that the domain takes none (RFC 7505). Of any
// other it says that there is none such. With -rootless it does not know the
// root either.
func nameServer(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: names [-rootless] DOMAIN=HOST...")
	}
	known := map[string]string{".": "a.root.test."}
	for _, a := range args {
		if a == "-rootless" {
			delete(known, ".")
			continue
		}
		domain, host, _ := strings.Cut(a, "=")
		known[domain+"."] = host + "."
	}
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { conn.Close() })
	ts.Setenv(nameServerEnv, conn.LocalAddr().String())
	go serveNames(conn, known)
}

func serveNames(conn net.PacketConn, known map[string]string) {
	buf := make([]byte, 1500)
	for {
		n, from, err := conn.ReadFrom(buf)
		if err != nil {
			return
		}
		if reply, err := answerName(buf[:n], known); err == nil {
			_, _ = conn.WriteTo(reply, from)
		}
	}
}

func answerName(question []byte, known map[string]string) ([]byte, error) {
	var m dnsmessage.Message
	if err := m.Unpack(question); err != nil {
		return nil, err
	}
	m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
	q := m.Questions[0]
	host, ok := known[q.Name.String()]
	if !ok {
		m.RCode = dnsmessage.RCodeNameError
		return m.Pack()
	}
	name, err := dnsmessage.NewName(host)
	if err != nil {
		return nil, err
	}
	head := dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class, TTL: 60}
	switch q.Type {
	case dnsmessage.TypeMX:
		m.Answers = []dnsmessage.Resource{{Header: head, Body: &dnsmessage.MXResource{MX: name}}}
	case dnsmessage.TypeNS:
		m.Answers = []dnsmessage.Resource{{Header: head, Body: &dnsmessage.NSResource{NS: name}}}
	}
	return m.Pack()
}

// Who takes mail is told from who takes none, and neither from silence.
func TestLookAtMail(t *testing.T) {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	t.Setenv(nameServerEnv, conn.LocalAddr().String())
	before := resolver
	resolver = resolveLoopback()
	defer func() { resolver = before }()
	go serveNames(conn, map[string]string{".": "a.root.test.", "corner.test.": "mail.corner.test.", "null.test.": "."})
	p := &program{}
	for mailbox, want := range map[string]string{"privacy@corner.test": takesMail, "privacy@null.test": noMail, "privacy@gone.test": noMail} {
		if got, why := p.lookAtMail(t.Context(), mailbox); got != want {
			t.Errorf("%s: %s (%s), want %s", mailbox, got, why, want)
		}
	}
	p.set.proxy = "socks5://127.0.0.1:9"
	if got, _ := p.lookAtMail(t.Context(), "privacy@corner.test"); got != notKnown {
		t.Errorf("past the proxy: %s, want %s", got, notKnown)
	}
}
