package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-message/mail"
	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// mailbox is a mail server on loopback, of another make than the library that
// writes to it.
type mailbox struct {
	mu       sync.Mutex
	letters  []posted
	refuse   *smtp.SMTPError // what it says to every letter
	password string          // what it wants; "": nothing
	helo     []string
}

type posted struct {
	from string
	to   []string
	text []byte
	tls  bool
}

type mailSession struct {
	p   *mailbox
	c   *smtp.Conn
	now posted
	in  bool
}

func (p *mailbox) NewSession(c *smtp.Conn) (smtp.Session, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.helo = append(p.helo, c.Hostname())
	return &mailSession{p: p, c: c}, nil
}

func (s *mailSession) AuthMechanisms() []string {
	if s.p.password == "" {
		return nil
	}
	return []string{sasl.Plain}
}

func (s *mailSession) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "box" || password != s.p.password {
			return smtp.ErrAuthFailed
		}
		s.in = true
		return nil
	}), nil
}

func (s *mailSession) Mail(from string, _ *smtp.MailOptions) error {
	if s.p.password != "" && !s.in {
		return smtp.ErrAuthRequired
	}
	s.now = posted{from: from}
	return nil
}

func (s *mailSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.now.to = append(s.now.to, to)
	return nil
}

func (s *mailSession) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	if s.p.refuse != nil {
		return s.p.refuse
	}
	_, s.now.tls = s.c.TLSConnectionState()
	s.now.text = b
	s.p.letters = append(s.p.letters, s.now)
	return nil
}

func (s *mailSession) Reset()        { s.now = posted{} }
func (s *mailSession) Logout() error { return nil }

// open serves on loopback, with a line that can be sealed.
func (p *mailbox) open(t *testing.T) (port int) {
	t.Helper()
	srv := smtp.NewServer(p)
	srv.Domain, srv.TLSConfig, srv.ReadTimeout, srv.WriteTimeout = "localhost", sealFor(t), 10*time.Second, 10*time.Second
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(ln) }()
	t.Cleanup(func() { _ = srv.Close(); <-done })
	return ln.Addr().(*net.TCPAddr).Port
}

func sealFor(t *testing.T) *tls.Config {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"localhost"}}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}, MinVersion: tls.VersionTLS12}
}

func mailerTo(t *testing.T, port int, password string) *mailer {
	t.Helper()
	p := newProgram([]string{"WHOHASME_MAIL_PASSWORD=" + password}, nil, io.Discard, io.Discard)
	user := ""
	if password != "" {
		user = "box"
	}
	m, err := p.mailer(mailFlags{to: "reader@example.org", from: "sender@example.org", server: "127.0.0.1:" + strconv.Itoa(port), user: user}, neutral)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestMailNotice: what arrives says nothing but the neutral words.
func TestMailNotice(t *testing.T) {
	for _, password := range []string{"", "a secret"} {
		t.Run("password "+strconv.FormatBool(password != ""), func(t *testing.T) {
			p := &mailbox{password: password}
			if err := mailerTo(t, p.open(t), password).send(t.Context()); err != nil {
				t.Fatal(err)
			}
			if len(p.letters) != 1 {
				t.Fatalf("%d letters arrived", len(p.letters))
			}
			got := p.letters[0]
			if got.from != "sender@example.org" || strings.Join(got.to, ",") != "reader@example.org" || !got.tls {
				t.Errorf("from %q to %q, sealed %v", got.from, got.to, got.tls)
			}
			r, err := mail.CreateReader(bytes.NewReader(got.text))
			if err != nil {
				t.Fatal(err)
			}
			if s, err := r.Header.Subject(); err != nil || s != neutral {
				t.Errorf("subject %q (%v)", s, err)
			}
			if a := r.Header.Get("Auto-Submitted"); a != "auto-generated" {
				t.Errorf("Auto-Submitted: %q", a)
			}
			part, err := r.NextPart()
			if err != nil {
				t.Fatal(err)
			}
			if b, _ := io.ReadAll(part.Body); strings.TrimSpace(string(b)) != neutral {
				t.Errorf("text %q", b)
			}
			if _, err := r.NextPart(); !errors.Is(err, io.EOF) {
				t.Error("there is a second part")
			}
			host, _ := hostname()
			for _, word := range []string{"whohasme", "go-mail", host, "X-Mailer", "User-Agent"} {
				if word != "" && word != "localhost" && strings.Contains(strings.ToLower(string(got.text)), strings.ToLower(word)) {
					t.Errorf("the letter says %q:\n%s", word, got.text)
				}
			}
			if h := strings.Join(p.helo, " "); strings.Trim(strings.ReplaceAll(h, "localhost", ""), " ") != "" {
				t.Errorf("the machine calls itself %q", h)
			}
		})
	}
}

// TestMailFaults: what goes wrong is said without an address or a password.
func TestMailFaults(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := closed.Addr().(*net.TCPAddr).Port
	_ = closed.Close()
	refusing := &mailbox{refuse: &smtp.SMTPError{Code: 554, Message: "reader@example.org is not wanted here"}}
	locked := &mailbox{password: "another"}
	for _, c := range []struct {
		name string
		m    *mailer
		want string
	}{
		{"nobody there", mailerTo(t, port, ""), "cannot be reached"},
		{"refused", mailerTo(t, refusing.open(t), ""), "did not take it (554)"},
		{"wrong password", mailerTo(t, locked.open(t), "wrong"), "user name and password"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := c.m.send(t.Context())
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got %v, want %q", err, c.want)
			}
			for _, word := range []string{"example.org", "reader", "wrong", "127.0.0.1"} {
				if strings.Contains(err.Error(), word) && word != "wrong" {
					t.Errorf("the error says %q", err)
				}
			}
		})
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := mailerTo(t, port, "").send(ctx); err == nil {
		t.Error("a notice is given after the end")
	}
}

func TestMailFlags(t *testing.T) {
	for _, c := range []struct {
		name string
		f    mailFlags
		ok   bool
	}{
		{"whole", mailFlags{to: "a@example.org", server: "mail.example.org:587"}, true},
		{"no port", mailFlags{to: "a@example.org", server: "mail.example.org"}, true},
		{"number", mailFlags{to: "a@example.org", server: "[::1]:25"}, true},
		{"nobody", mailFlags{server: "mail.example.org"}, false},
		{"two", mailFlags{to: "a@example.org, b@example.org", server: "mail.example.org"}, false},
		{"a name", mailFlags{to: "A <a@example.org>", server: "mail.example.org"}, false},
		{"a second header", mailFlags{to: "a@example.org\r\nBcc: b@example.org", server: "mail.example.org"}, false},
		{"no server", mailFlags{to: "a@example.org"}, false},
		{"a server's address", mailFlags{to: "a@example.org", server: "smtp://mail.example.org"}, false},
		{"port too high", mailFlags{to: "a@example.org", server: "mail.example.org:99999"}, false},
	} {
		if err := c.f.check(); (err == nil) != c.ok {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
