package main

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/wneessen/go-mail"
)

// mailFlags say where a notice goes by mail. The password is none of them: it
// comes from WHOHASME_MAIL_PASSWORD or a file.
type mailFlags struct {
	to, from, server, user, passwordFile string
}

func (f *mailFlags) flags(fl *pflag.FlagSet) {
	fl.StringVar(&f.to, "mail-to", "", "address that notices go to")
	fl.StringVar(&f.from, "mail-from", "", "address that notices come from (default: --mail-to)")
	fl.StringVar(&f.server, "mail-server", "", "mail server that takes notices, as host or host:port (default port 465)")
	fl.StringVar(&f.user, "mail-user", "", "user name there")
	fl.StringVar(&f.passwordFile, "mail-password-file", "", "file whose first line is the password there")
}

func (f *mailFlags) check() error {
	for _, m := range []struct{ flag, address string }{{"mail-to", f.to}, {"mail-from", orElse(f.from, f.to)}} {
		if a, err := netmail.ParseAddress(m.address); err != nil || a.Address != m.address {
			return usage("--%s: want a mail address such as me@example.org", m.flag)
		}
	}
	if _, _, err := f.place(); err != nil {
		return err
	}
	return nil
}

// Ports of mail servers (RFC 8314): one on which the line is sealed from the
// start, and the others, on which it must become so.
const sealedPort = 465

func (f *mailFlags) place() (host string, port int, err error) {
	host, text, err := net.SplitHostPort(f.server)
	if err != nil {
		host, text = strings.Trim(f.server, "[]"), strconv.Itoa(sealedPort)
	}
	port, err = strconv.Atoi(text)
	if err != nil || port < 1 || port > 65535 || host == "" || strings.ContainsAny(host, " /@\r\n") {
		return "", 0, usage("--mail-server: want a host such as mail.example.org, or mail.example.org:587")
	}
	return host, port, nil
}

// mailer sends notices.
type mailer struct {
	host, from, to, user, password, text string
	port                                 int
	dial                                 func(ctx context.Context, network, addr string) (net.Conn, error)
}

func (p *program) mailer(f mailFlags, text string) (*mailer, error) {
	host, port, err := f.place()
	if err != nil {
		return nil, err
	}
	m := &mailer{host: host, port: port, from: orElse(f.from, f.to), to: f.to, user: f.user, text: text, password: p.env["WHOHASME_MAIL_PASSWORD"]}
	if f.passwordFile != "" {
		if m.password, err = firstLineOf(f.passwordFile); err != nil {
			return nil, usage("--mail-password-file: no such file, not readable, or its first line is empty")
		}
	}
	if f.user != "" && m.password == "" {
		return nil, usage("--mail-user needs a password: set WHOHASME_MAIL_PASSWORD, or use --mail-password-file")
	}
	m.dial, err = p.mailLine()
	return m, err
}

// mailLine opens lines to mail servers: over the proxy where one is set, which
// is for all traffic.
func (p *program) mailLine() (func(context.Context, string, string) (net.Conn, error), error) {
	if p.set.proxy != "" {
		c, err := crawl.New(crawl.Options{Proxy: p.set.proxy, Dial: dial, AllowLoopback: true, Contact: contact, Version: version})
		if err != nil {
			return nil, &exitError{exitUsage, err}
		}
		return func(ctx context.Context, _, addr string) (net.Conn, error) { return c.Tunnel(ctx, addr) }, nil
	}
	if dial != nil {
		return dial, nil
	}
	return (&net.Dialer{}).DialContext, nil
}

func firstLineOf(path string) (string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	line, _, _ := strings.Cut(string(b), "\n")
	if line = strings.TrimRight(line, "\r"); line == "" {
		return "", errors.New("it is empty")
	}
	return line, nil
}

// mailTime is the most that giving a notice by mail may take.
const mailTime = 30 * time.Second

// send gives a notice. Its subject and its text are the same few words; no
// header names the program or the machine.
func (m *mailer) send(ctx context.Context) error {
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := errors.Join(msg.From(m.from), msg.To(m.to)); err != nil {
		return errors.New("an address is none")
	}
	msg.Subject(m.text)
	msg.SetDateWithValue(time.Now().UTC()) // the zone would tell where the person is
	_, domain, _ := strings.Cut(m.from, "@")
	msg.SetMessageIDWithValue(rand.Text() + "@" + domain)
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: nobody is to answer it by itself
	msg.SetBodyString(mail.TypeTextPlain, m.text+"\r\n")
	c, err := mail.NewClient(m.host, m.options()...)
	if err != nil {
		return errors.New("the mail server's settings cannot be used")
	}
	ctx, stop := context.WithTimeout(ctx, mailTime)
	defer stop()
	return mailFault(c.DialAndSendWithContext(ctx, msg))
}

func (m *mailer) options() []mail.Option {
	seal := &tls.Config{ServerName: m.host, MinVersion: tls.VersionTLS12}
	policy := mail.TLSMandatory
	if isLocal(m.host) { // a relay or bridge of one's own: nobody is between, and its certificate is its own
		seal.InsecureSkipVerify, policy = true, mail.TLSOpportunistic
	}
	o := []mail.Option{mail.WithPort(m.port), mail.WithHELO("localhost"), mail.WithTimeout(mailTime), mail.WithTLSConfig(seal), mail.WithTLSPolicy(policy)}
	line := m.dial
	if m.port == sealedPort {
		o = append(o, mail.WithSSL())
		line = func(ctx context.Context, network, addr string) (net.Conn, error) {
			return sealed(ctx, m.dial, network, addr, seal)
		}
	}
	o = append(o, mail.WithDialContextFunc(line))
	if m.user != "" {
		o = append(o, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(m.user), mail.WithPassword(m.password))
	}
	return o
}

func sealed(ctx context.Context, dial func(context.Context, string, string) (net.Conn, error), network, addr string, seal *tls.Config) (net.Conn, error) {
	conn, err := dial(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	s := tls.Client(conn, seal)
	if err := s.HandshakeContext(ctx); err != nil {
		_ = conn.Close()
		return nil, err
	}
	return s, nil
}

func isLocal(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// mailFault says in words what went wrong, without an address: the library's
// errors quote them.
func mailFault(err error) error {
	if err == nil {
		return nil
	}
	if s, ok := errors.AsType[*mail.SendError](err); ok {
		if code := s.ErrorCode(); code > 0 {
			return fmt.Errorf("the mail server did not take it (%d)", code)
		}
		return errors.New("the mail server did not take it")
	}
	switch text := strings.ToLower(err.Error()); {
	case strings.Contains(text, "auth"):
		return errors.New("the mail server does not accept the user name and password, or not on this line")
	case strings.Contains(text, "tls"), strings.Contains(text, "certificate"), strings.Contains(text, "x509"):
		return errors.New("the line to the mail server cannot be sealed")
	}
	return errors.New("the mail server cannot be reached")
}
