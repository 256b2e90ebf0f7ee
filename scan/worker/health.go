package worker

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"sync/atomic"
	"time"
)

// state is what is asked of a worker's health.
type state struct{ began, stopping, database atomic.Bool }

// why says why the worker takes no work now, or "".
func (s *state) why() string {
	switch {
	case s.stopping.Load():
		return "stopping"
	case !s.began.Load():
		return "beginning"
	case !s.database.Load():
		return "the database does not answer"
	}
	return ""
}

// ListenLoopback opens a port for [Worker.Serve]. It refuses every address that
// is not on this machine: the numbers tell which brokers a clinic looks at.
func ListenLoopback(ctx context.Context, addr string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, errors.New("listen for metrics: not an address such as 127.0.0.1:9090")
	}
	ip, err := netip.ParseAddr(host)
	if host != "localhost" && (err != nil || !ip.IsLoopback()) {
		return nil, errors.New("listen for metrics: only on this machine, such as 127.0.0.1:9090")
	}
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, errors.New("listen for metrics: the port is taken, or may not be used")
	}
	if a, ok := ln.Addr().(*net.TCPAddr); !ok || !a.IP.IsLoopback() { // what the name stood for
		_ = ln.Close()
		return nil, errors.New("listen for metrics: only on this machine, such as 127.0.0.1:9090")
	}
	return ln, nil
}

// Serve tells /metrics, /healthz (the program runs) and /readyz (it takes work)
// until ctx ends.
func (w *Worker) Serve(ctx context.Context, ln net.Listener) error {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", func(out http.ResponseWriter, r *http.Request) {
		timed, stop := context.WithTimeout(r.Context(), 3*time.Second)
		defer stop()
		out.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		w.write(timed, out)
	})
	mux.HandleFunc("GET /healthz", func(out http.ResponseWriter, _ *http.Request) { tell(out, "") })
	mux.HandleFunc("GET /readyz", func(out http.ResponseWriter, _ *http.Request) { tell(out, w.ready.why()) })
	srv := &http.Server{
		Handler: local(mux), ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second, ErrorLog: log.New(io.Discard, "", 0),
	}
	ended := context.AfterFunc(ctx, func() { _ = srv.Close() })
	defer ended()
	if err := srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		return errors.New("serve metrics: the port was lost")
	}
	return nil
}

// local refuses requests under another name than this machine's, which a page in
// a browser could send by way of a name of its own.
func local(next http.Handler) http.Handler {
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if ip, err := netip.ParseAddr(host); host != "localhost" && (err != nil || !ip.IsLoopback()) {
			http.Error(out, "not this machine", http.StatusForbidden)
			return
		}
		next.ServeHTTP(out, r)
	})
}

// tell answers a question about health: ok, or why not.
func tell(out http.ResponseWriter, why string) {
	out.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if why != "" {
		out.WriteHeader(http.StatusServiceUnavailable)
		_, _ = io.WriteString(out, why+"\n")
		return
	}
	_, _ = io.WriteString(out, "ok\n")
}
