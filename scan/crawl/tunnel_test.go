package crawl_test

import (
	"bufio"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan/crawl"
)

// listen serves lines with a function until the test ends.
func listen(t *testing.T, serve func(net.Conn)) string {
	t.Helper()
	ln, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			serve(c)
			c.Close()
		}
	}()
	t.Cleanup(func() { ln.Close(); <-done })
	return ln.Addr().String()
}

// TestTunnel: a line to a host goes over the person's proxy, and nowhere where
// that refuses.
func TestTunnel(t *testing.T) {
	target := listen(t, func(c net.Conn) { fmt.Fprint(c, "hello") })
	join := func(near net.Conn, addr string) {
		far, err := net.Dial("tcp", addr)
		if err != nil {
			return
		}
		defer far.Close()
		io.Copy(near, far)
	}
	http11 := listen(t, func(c net.Conn) {
		r, err := http.ReadRequest(bufio.NewReader(c))
		want := "Basic " + base64.StdEncoding.EncodeToString([]byte("ann:pw"))
		if err != nil || r.Method != http.MethodConnect || r.Header.Get("Proxy-Authorization") != want || !strings.Contains(r.UserAgent(), "whohasme") {
			fmt.Fprint(c, "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n")
			return
		}
		fmt.Fprint(c, "HTTP/1.1 200 OK\r\n\r\n")
		join(c, r.Host)
	})
	socks := listen(t, func(c net.Conn) {
		b := make([]byte, 64)
		if _, err := io.ReadFull(c, b[:2]); err != nil || b[0] != 5 {
			return
		}
		io.ReadFull(c, b[2:2+b[1]])
		c.Write([]byte{5, 0})
		if _, err := io.ReadFull(c, b[:10]); err != nil || b[3] != 1 {
			return
		}
		c.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
		join(c, net.JoinHostPort(net.IP(b[4:8]).String(), fmt.Sprint(int(b[8])<<8|int(b[9]))))
	})
	silent := listen(t, func(c net.Conn) { io.Copy(io.Discard, c) })
	for _, c := range []struct {
		name, proxy, addr string
		loopback, works   bool
	}{
		{"straight", "", target, true, true},
		{"straight, without leave for loopback", "", target, false, false},
		{"over HTTP", "http://ann:pw@" + http11, target, true, true},
		{"over HTTP, wrong password", "http://ann:no@" + http11, target, true, false},
		{"over SOCKS5", "socks5://" + socks, target, true, true},
		{"over SOCKS5, to a private address", "socks5://" + socks, "10.0.0.1:80", true, false},
		{"over SOCKS5, without leave for loopback", "socks5://" + socks, target, false, false},
		{"a proxy of another kind", "socks5://" + http11, target, true, false},
		{"a proxy that says nothing", "http://" + silent, target, true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			crawler, err := crawl.New(crawl.Options{AllowLoopback: c.loopback, Proxy: c.proxy})
			if err != nil {
				t.Fatal(err)
			}
			defer crawler.Close()
			patience := time.Minute
			if strings.Contains(c.name, "says nothing") {
				patience = time.Second
			}
			ctx, stop := context.WithTimeout(context.Background(), patience)
			defer stop()
			conn, err := crawler.Tunnel(ctx, c.addr)
			if (err == nil) != c.works {
				t.Fatalf("error %v", err)
			}
			if err != nil {
				return
			}
			defer conn.Close()
			if b, err := io.ReadAll(conn); string(b) != "hello" {
				t.Errorf("%q, %v", b, err)
			}
		})
	}
}
