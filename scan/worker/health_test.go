package worker

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestListenLoopback(t *testing.T) {
	for addr, admitted := range map[string]bool{
		"127.0.0.1:0": true, "127.9.9.9:0": true, "localhost:0": true, "[::ffff:127.0.0.1]:0": true,
		"0.0.0.0:0": false, ":0": false, "[::]:0": false, "10.0.0.1:0": false, "192.168.1.5:9090": false, "example.org:0": false,
		"127.0.0.1.example.org:0": false, "127.0.0.1": false, "9090": false, "": false, "localhost.:0": false, "127.0.0.1:99999": false,
	} {
		ln, err := ListenLoopback(t.Context(), addr)
		if (err == nil) != admitted {
			t.Errorf("%q: %v", addr, err)
		}
		if ln != nil {
			ln.Close()
		}
	}
}

func ask(t *testing.T, address, host string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = host
	c := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

// Health says what holds, numbers name brokers and outcomes, and a page in a
// browser cannot ask for either.
func TestHealth(t *testing.T) {
	w := &Worker{Options: Options{Vault: ownVault(t), Sweeps: 3}}
	w.sweeper = &sweeper{Worker: w, stopping: make(chan struct{})}
	w.numbers = newNumbers(w)
	ln, err := ListenLoopback(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error)
	go func() { served <- w.Serve(ctx, ln) }()
	at := "http://" + ln.Addr().String()
	want := func(path string, code int, text string) {
		t.Helper()
		if got, body := ask(t, at+path, ""); got != code || !strings.Contains(body, text) {
			t.Errorf("%s: %d %q, want %d %q", path, got, body, code, text)
		}
	}
	want("/healthz", 200, "ok")
	want("/readyz", 503, "beginning")
	w.ready.began.Store(true)
	want("/readyz", 503, "the database does not answer")
	w.ready.database.Store(true)
	want("/readyz", 200, "ok")
	w.ready.stopping.Store(true)
	want("/readyz", 503, "stopping")
	w.numbers.look("example-people", "found", 1500*time.Millisecond)
	w.numbers.sweep("example-people", "done")
	for _, line := range []string{
		`whohasme_looks_total{broker="example-people",outcome="found"} 1`, `whohasme_look_seconds_total{broker="example-people",outcome="found"} 1.5`,
		`whohasme_sweeps_total{broker="example-people",end="done"} 1`, "whohasme_sweeps_most 3", "whohasme_database_up 1", "whohasme_leases_lost_total 0",
	} {
		want("/metrics", 200, line)
	}
	if _, body := ask(t, at+"/metrics", ""); strings.Contains(body, "whohasme_due_looks") {
		t.Error("what was never planned is told as a number")
	}
	if err := w.publish(t.Context(), Standing{At: time.Now(), Looks: 12, Brokers: 4, Late: 90 * time.Second}); err != nil {
		t.Fatal(err)
	}
	want("/metrics", 200, "whohasme_due_looks 12\n")
	want("/metrics", 200, "whohasme_late_seconds 90\n")
	for _, host := range []string{"evil.example.org", "192.0.2.1:80"} {
		if code, body := ask(t, at+"/metrics", host); code != http.StatusForbidden || strings.Contains(body, "whohasme_") {
			t.Errorf("as %s: %d %q", host, code, body)
		}
	}
	stop()
	if err := <-served; err != nil {
		t.Error(err)
	}
}
