package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// served is a dashboard that runs as a program of its own.
type served struct {
	t     *testing.T
	cmd   *exec.Cmd
	in    io.WriteCloser
	links chan string
	talk  bytes.Buffer
	http  *http.Client
	base  string
}

func (p *stage) serve(vault string, args ...string) *served {
	p.t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), 2*time.Minute)
	s := &served{t: p.t, cmd: p.command(ctx, append([]string{"serve"}, args...)...), links: make(chan string, 4)}
	s.cmd.Env = append(p.env(vault), "WHOHASME_TEST_CHROMIUM_NO_SANDBOX=1", "WHOHASME_BROWSER=none")
	s.cmd.Cancel = func() error { return s.cmd.Process.Signal(syscall.SIGINT) }
	s.cmd.Stderr = &s.talk
	var err error
	if s.in, err = s.cmd.StdinPipe(); err != nil {
		p.t.Fatal(err)
	}
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	read := make(chan struct{})
	go func() {
		defer close(read)
		defer close(s.links)
		for in := bufio.NewScanner(out); in.Scan(); {
			s.links <- in.Text()
		}
	}()
	p.t.Cleanup(func() { stop(); <-read; _ = s.cmd.Wait() })
	jar, err := cookiejar.New(nil)
	if err != nil {
		p.t.Fatal(err)
	}
	tr := &http.Transport{}
	p.t.Cleanup(tr.CloseIdleConnections)
	s.http = &http.Client{Jar: jar, Transport: tr}
	return s
}

// link is the next login link that is printed.
func (s *served) link() string {
	s.t.Helper()
	l, ok := <-s.links
	if !ok {
		s.t.Fatalf("no link is printed: %s", s.talk.String())
	}
	s.base = l[:strings.Index(l, "/enter/")]
	return l
}

// ask sends a request as a browser would, and returns the page.
func (s *served) ask(method, address string, form url.Values) (code int, page string) {
	s.t.Helper()
	r, err := http.NewRequest(method, address, strings.NewReader(form.Encode()))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := s.http.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

func (s *served) enter(link string) (code int, page string) {
	s.t.Helper()
	return s.ask("POST", s.base+"/enter", url.Values{"link": {link[strings.LastIndex(link, "/")+1:]}})
}

func (s *served) token(page string) string {
	s.t.Helper()
	m := regexp.MustCompile(`name="token" value="([^"]+)"`).FindStringSubmatch(page)
	if m == nil {
		s.t.Fatalf("no token in %.300s", page)
	}
	return m[1]
}

// TestServe runs the dashboard as a program: links, a vault that commands use
// beside it, a scan that keeps others out, a code where there is no
// passphrase, and an end by Ctrl-C.
func TestServe(t *testing.T) {
	t.Parallel()
	p := newStage(t)
	vault := p.path("vault")
	p.must(exitDone, vault, "init", "--from", p.path("p/subject.yaml"))
	s := p.serve(vault)
	first := s.link()
	if !strings.HasPrefix(first, "http://127.0.0.1:") {
		t.Errorf("it is called %s", s.base)
	}
	if _, err := io.WriteString(s.in, "\n"); err != nil {
		t.Fatal(err)
	}
	second := s.link()
	if code, _ := s.enter(first); code != http.StatusForbidden {
		t.Errorf("the older link answers %d", code)
	}
	code, page := s.enter(second)
	if code != http.StatusOK || !strings.Contains(page, "Where you stand") {
		t.Fatalf("the link answers %d: %.300s", code, page)
	}
	p.must(exitDone, vault, "subject", "list") // beside it
	token := s.token(page)
	code, page = s.ask("POST", s.base+"/lock", url.Values{"token": {token}})
	if code != http.StatusOK || !strings.Contains(page, "A code is printed in the terminal") {
		t.Fatalf("locked, it answers %d: %.300s", code, page)
	}
	if code, _ = s.ask("POST", s.base+"/unlock", url.Values{"token": {token}, "code": {"AAAAAAAA"}}); code != http.StatusForbidden {
		t.Errorf("a code that was guessed answers %d", code)
	}
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	for range s.links {
	}
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("Ctrl-C ends it with %v: %s", err, s.talk.String())
	}
	if talk := s.talk.String(); strings.Contains(talk, "/enter/") || strings.Contains(talk, "token") {
		t.Errorf("the talk has a link: %s", talk)
	}
	p.must(exitDone, vault, "vault", "verify")
}

// TestServeEncrypted: by a certificate it may be called by the certificate's
// names and by no other.
func TestServeEncrypted(t *testing.T) {
	t.Parallel()
	p := newStage(t)
	pool := certificate(t, p.path("cert.pem"), p.path("key.pem"), "board.example.org")
	s := p.serve(p.path("none"), "--listen", "127.0.0.1:0", "--tls-cert", p.path("cert.pem"), "--tls-key", p.path("key.pem"))
	link := s.link()
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "https" || u.Hostname() != "board.example.org" {
		t.Fatalf("it is called %s", s.base)
	}
	at := net.JoinHostPort("127.0.0.1", u.Port())
	tr := &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: pool, ServerName: "board.example.org"},
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, network, at)
		},
	}
	t.Cleanup(tr.CloseIdleConnections)
	s.http.Transport = tr
	if code, page := s.enter(link); code != http.StatusOK || !strings.Contains(page, "Begin") {
		t.Errorf("it answers %d: %.300s", code, page)
	}
	cookies := s.http.Jar.Cookies(u)
	if len(cookies) != 1 || !strings.HasPrefix(cookies[0].Name, "__Host-") {
		t.Errorf("the cookies are %v", cookies)
	}
	if code, _ := s.ask("GET", "https://evil.test:"+u.Port()+"/", nil); code != http.StatusMisdirectedRequest {
		t.Errorf("by another name it answers %d", code)
	}
}

// certificate writes a certificate of its own making and its key.
func certificate(t *testing.T, cert, key, name string) *x509.CertPool {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{name}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &k.PublicKey, k)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalPKCS8PrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	for file, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: raw}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(leaf)
	return pool
}
