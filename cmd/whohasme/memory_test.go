//go:build linux

package main_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"filippo.io/age"
)

// wantMemory is how much memory the program is to hold at most with all hosts in
// flight; it takes 180 to 195 MB.
const wantMemory = 256 // MB

// TestMemory has the program, built as it is shipped, scan a thousand hosts
// that all keep it waiting, then answer at once with pages of a usual size.
func TestMemory(t *testing.T) {
	hosts := 1000
	if testing.Short() {
		hosts = 200
	}
	program, dir := buildProgram(t), t.TempDir()
	c := &crowd{hosts: hosts, free: make(chan struct{}), all: make(chan struct{})}
	catalogue := filepath.Join(dir, "catalogue")
	if err := os.Mkdir(catalogue, 0o700); err != nil {
		t.Fatal(err)
	}
	for i := range hosts {
		s := httptest.NewUnstartedServer(c)
		s.Config.SetKeepAlivesEnabled(true)
		s.Start()
		t.Cleanup(func() { s.CloseClientConnections(); s.Close() })
		text := strings.NewReplacer("NAME", fmt.Sprintf("site-%d", i), "HOST", strings.TrimPrefix(s.URL, "http://")).Replace(crowdFile)
		if err := os.WriteFile(filepath.Join(catalogue, fmt.Sprintf("site-%d.yaml", i)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	env := crowdHome(t, program, dir, catalogue)

	scan := exec.Command(program, "scan", "--json", "--request-time", "2m")
	scan.Env = env
	var out, errOut bytes.Buffer
	scan.Stdout, scan.Stderr = &out, &errOut
	if err := scan.Start(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-c.all:
	case <-time.After(90 * time.Second):
		_ = scan.Process.Kill()
		t.Fatalf("only %d hosts are in flight after 90 s\n%s", c.waiting(), errOut.String())
	}
	waiting := memoryOf(t, scan.Process.Pid, "VmRSS")
	most := waiting
	done := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		for {
			select {
			case <-done:
				return
			case <-time.After(20 * time.Millisecond):
				most = max(most, memoryOf(t, scan.Process.Pid, "VmHWM"))
			}
		}
	})
	begin := time.Now()
	close(c.free)
	_ = scan.Wait()
	took := time.Since(begin)
	close(done)
	watching.Wait()
	if visits := strings.Count(out.String(), `"outcome":"absent"`); visits != hosts {
		t.Errorf("%d visits of %d ended well: %.300s\n%s", visits, hosts, out.String(), errOut.String())
	}
	t.Logf("figure: issue 4, point 3c: %d hosts in flight: %d MB resident while all wait, %d MB at most when all answer at once (%.1f s); at most %d MB wanted",
		hosts, waiting, most, took.Seconds(), wantMemory)
	if most > wantMemory {
		t.Errorf("%d MB with %d hosts in flight", most, hosts)
	}
}

// crowdHome makes a vault with one subject and returns the environment.
func crowdHome(t *testing.T, program, dir, catalogue string) []string {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"identity": id.String() + "\n", "me.yaml": crowdSubject} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	env := []string{
		"HOME=" + dir, "TMPDIR=" + dir, "WHOHASME_VAULT=" + filepath.Join(dir, "vault"), "WHOHASME_IDENTITY=" + filepath.Join(dir, "identity"),
		"WHOHASME_ONLY_CATALOGUE=" + catalogue, "WHOHASME_ALLOW_LOOPBACK=true",
	}
	start := exec.Command(program, "init", "--from", filepath.Join(dir, "me.yaml"))
	start.Env = env
	if out, err := start.CombinedOutput(); err != nil {
		t.Fatalf("init: %v\n%s", err, out)
	}
	return env
}

const crowdSubject = `
id: me
authority: {kind: self}
names: [{first: Wilma, last: Tarn}]
addresses: [{city: Austin, state: TX}]
`

const crowdFile = `
id: NAME
name: NAME
domain: HOST
country: US
search: {url: "http://HOST/find/{first|lower}-{last|lower}", way: fetch, pace: 0s, record: div.card, complete: {total: .count}, fields: {name: h2, age: .age, addresses: {select: .place, all: true}}, nothing: p.none}
sources: [{name: written for a test, date: 2026-11-20}]
`

// crowd is a thousand sites. Each holds its first page back until all are
// asked.
type crowd struct {
	hosts int
	free  chan struct{} // closed: everybody answers
	all   chan struct{} // closed when all are asked

	mu    sync.Mutex
	asked map[string]bool
}

func (c *crowd) waiting() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.asked)
}

// ServeHTTP answers a page of about 24 KB.
func (c *crowd) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/robots.txt" {
		http.NotFound(w, r)
		return
	}
	c.mu.Lock()
	if c.asked == nil {
		c.asked = map[string]bool{}
	}
	if !c.asked[r.Host] {
		if c.asked[r.Host] = true; len(c.asked) == c.hosts {
			close(c.all)
		}
	}
	c.mu.Unlock()
	select {
	case <-c.free:
	case <-r.Context().Done():
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(crowdPage(strings.Contains(r.URL.Path, "james-smith")))
}

func crowdPage(listed bool) []byte {
	if !listed {
		return []byte(`<!doctype html><title>Search</title><main><p class="none">No records were found.</p></main><footer>` + strings.Repeat("<p>About this directory and how to leave it.</p>", 500) + `</footer>`)
	}
	card := `<div class="card"><h2>James Smith</h2><span class="age">61</span><ul><li class="place">Houston, TX</li><li class="place">Dallas, TX</li></ul>` + strings.Repeat("<p>More about this person is known to us.</p>", 20) + `</div>`
	return []byte(`<!doctype html><title>People</title><main><p class="count">20 records</p>` + strings.Repeat(card, 20) + `</main>`)
}

// memoryOf reads a figure of a process, in MB; 0 when it has ended.
func memoryOf(t *testing.T, pid int, what string) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, what+":"); ok {
			kb, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")))
			if err != nil {
				t.Error(err)
			}
			return kb >> 10
		}
	}
	return 0
}
