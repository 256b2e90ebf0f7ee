package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"filippo.io/age"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
	"github.com/whohasme/whohasme/scan/vault/pgtest"
)

// clinicSize is how large a run of several machines is.
type clinicSize struct {
	brokers, clients int
	pace, lease      time.Duration
	chaos            time.Duration // in which workers and the database are killed
	sweeps           int           // of one worker at once
	every            time.Duration // between two disturbances, about
}

func sizeOfClinic() clinicSize {
	switch {
	case os.Getenv("WHOHASME_TEST_WORKERS") == "full":
		return clinicSize{200, 300, 250 * time.Millisecond, 10 * time.Second, 5 * time.Minute, 80, 6 * time.Second}
	case os.Getenv("WHOHASME_TEST_REQUIRE") != "" && !testing.Short():
		return clinicSize{20, 10, 100 * time.Millisecond, 3 * time.Second, 20 * time.Second, 8, 3 * time.Second}
	}
	return clinicSize{6, 5, 100 * time.Millisecond, 2 * time.Second, 6 * time.Second, 3, 2 * time.Second}
}

// clinic is a caseload on a PostgreSQL of its own, and the machines that work it.
type clinic struct {
	clinicSize
	t     *testing.T
	dir   string
	exe   string
	sites *practice.Sites
	db    *pgtest.Server
	dsn   string
	book  *casebook.Casebook
	draw  *rand.Rand

	mu    sync.Mutex
	count map[string]int // of what was done to it
	spent time.Duration  // processor time of the machines that ended
}

// newClinic files the clients over several days, as the rule of fifty a day asks.
func newClinic(t *testing.T, size clinicSize) *clinic {
	t.Helper()
	n, _ := strconv.ParseUint(seed(), 10, 64)
	c := &clinic{clinicSize: size, t: t, dir: t.TempDir(), db: pgtest.Start(t), draw: rand.New(rand.NewPCG(n, 9)), count: map[string]int{}}
	c.dsn = c.db.Database(t)
	days := (size.clients + 49) / 50
	first := time.Now().AddDate(0, 0, -5-days)
	w := practice.NewWorld(n, brokers.DateOf(first))
	var err error
	if c.sites, err = practice.OpenCrowd(w, time.Now, practice.Crowd{Sites: size.brokers, Pace: size.pace, Thinks: 5 * time.Millisecond}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.sites.Close() })
	if err := c.sites.Write(c.dir); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c.exe = filepath.Join(c.dir, "whohasme")
	if err := os.Symlink(self, c.exe); err != nil {
		t.Fatal(err)
	}
	c.open(first)
	files, err := w.WriteClients(filepath.Join(c.dir, "clients"), w.Clients(size.clients))
	if err != nil {
		t.Fatal(err)
	}
	signed, err := os.ReadFile(filepath.Join(c.dir, "clients", "mandate.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range files {
		c.book.Now = func() time.Time { return first.AddDate(0, 0, i/50).Add(time.Duration(i) * time.Second) }
		s, err := scan.ReadSubject(f)
		if err == nil {
			err = c.book.AddSubject(t.Context(), s, signed)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	c.book.Now = time.Now
	return c
}

// open makes the vault in the database.
func (c *clinic) open(day time.Time) {
	c.t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(c.dir, "identity.txt"), []byte(id.String()+"\n"), 0o600); err != nil {
		c.t.Fatal(err)
	}
	v, err := vault.Create(c.t.Context(), c.dsn, vault.Unlock{Identities: []age.Identity{id}, Recipients: []age.Recipient{id.Recipient()}})
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { _ = v.Close() })
	folder, err := brokers.Folder(filepath.Join(c.dir, "catalogue"))
	if err != nil {
		c.t.Fatal(err)
	}
	list, faults := brokers.Load(folder)
	if len(faults) > 0 {
		c.t.Fatal(faults)
	}
	laws, err := statute.Load()
	if err != nil {
		c.t.Fatal(err)
	}
	c.book = &casebook.Casebook{Vault: v, Catalogue: list, Statutes: laws, Now: func() time.Time { return day }}
}

// machine is one worker's process.
type machine struct {
	*exec.Cmd
	done chan struct{}
	code int // after done
	said spoken
}

// spoken is what a machine says, and may be read while it speaks.
type spoken struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write takes what is said.
func (t *spoken) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text.Write(p)
}

func (t *spoken) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text.String()
}

// stop asks a machine to stop, as soon as it hears signals, and holds that it
// ends well.
func (m *machine) stop(t *testing.T) {
	t.Helper()
	for !strings.Contains(m.said.String(), "at work") {
		select {
		case <-m.done:
			t.Errorf("ended by itself: exit %d\n%s", m.code, m.said.String())
			return
		case <-time.After(20 * time.Millisecond):
		}
	}
	_ = m.Process.Signal(syscall.SIGTERM)
	<-m.done
	if m.code != exitDone {
		t.Errorf("stopped with SIGTERM: exit %d\n%s", m.code, m.said.String())
	}
}

// command is a command of the program with the clinic's vault.
func (c *clinic) command(args ...string) *exec.Cmd {
	p := exec.Command(c.exe, append(args, "--vault", "postgres", "--identity", filepath.Join(c.dir, "identity.txt"),
		"--only-catalogue", filepath.Join(c.dir, "catalogue"), "--allow-loopback", "--browser", "none")...)
	p.Env = append(slices.DeleteFunc(os.Environ(), func(s string) bool { return strings.HasPrefix(s, "XDG_") }), "WHOHASME_POSTGRES="+c.dsn, "HOME="+c.t.TempDir())
	return p
}

// start starts a worker.
func (c *clinic) start(args ...string) *machine {
	c.t.Helper()
	m := &machine{done: make(chan struct{})}
	m.Cmd = c.command(append([]string{"worker", "--every", "1s", "--lease", c.lease.String(), "--sweeps", fmt.Sprint(c.sweeps)}, args...)...)
	m.Stderr = &m.said
	if err := m.Start(); err != nil {
		c.t.Fatal(err)
	}
	go func() {
		_ = m.Wait()
		m.code = m.ProcessState.ExitCode()
		c.mu.Lock()
		c.spent += m.ProcessState.UserTime() + m.ProcessState.SystemTime()
		c.mu.Unlock()
		close(m.done)
	}()
	return m
}

// did counts what was done to the clinic.
func (c *clinic) did(what string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.count[what]++
}

// disturb kills, stops and restarts at random until its time is over. What the
// journal held before the database was killed it must hold afterwards.
func (c *clinic) disturb(three []*machine) {
	c.t.Helper()
	for end := time.Now().Add(c.chaos); time.Now().Before(end); {
		time.Sleep(c.every/2 + time.Duration(c.draw.Int64N(int64(c.every))))
		i := c.draw.IntN(len(three))
		switch n := c.draw.IntN(10); {
		case n < 6:
			_ = three[i].Process.Kill()
			<-three[i].done
			c.did("kill -9")
			three[i] = c.start()
		case n < 7:
			three[i].stop(c.t)
			c.did("SIGTERM")
			three[i] = c.start()
		default:
			before, err := c.looks()
			if err != nil {
				c.t.Fatal(err)
			}
			if err := c.db.Restart(); err != nil {
				c.t.Fatal(err)
			}
			c.did("restart of PostgreSQL")
			c.keeps(before)
		}
	}
}

// look is one finished visit, by its place in the journal.
type look struct {
	subject, broker string
	seq             int64
}

// looks reads every finished visit.
func (c *clinic) looks() (map[look]bool, error) {
	kept := map[look]bool{}
	all, err := c.book.Vault.Everyone(context.Background())
	if err != nil {
		return nil, err
	}
	for _, id := range all {
		for e, err := range c.book.Vault.Events(context.Background(), id, scan.VisitMade) {
			if err != nil {
				return nil, err
			}
			kept[look{id, e.Broker, e.Seq}] = true
		}
	}
	return kept, nil
}

// keeps holds that nothing of what was in the journal is gone.
func (c *clinic) keeps(before map[look]bool) {
	c.t.Helper()
	now, err := c.looks()
	for try := 0; err != nil && try < 100; try++ { // the line of this program was cut, too
		time.Sleep(100 * time.Millisecond)
		now, err = c.looks()
	}
	if err != nil {
		c.t.Fatal(err)
	}
	for l := range before {
		if !now[l] {
			c.t.Errorf("the visit of %s to %s was in the journal, and is not any more", l.subject, l.broker)
		}
	}
}

// TestWorkers has three machines work one caseload, kills them and the database
// at random, and then holds the brokers' own logs and the journal against what
// was promised.
func TestWorkers(t *testing.T) {
	c := newClinic(t, sizeOfClinic())
	began := time.Now()
	three := []*machine{c.start(), c.start(), c.start()}
	t.Cleanup(func() {
		for _, m := range three {
			_ = m.Process.Kill()
			<-m.done
		}
	})
	c.disturb(three)
	for i, m := range three {
		m.stop(t)
		three[i] = c.start("--until-done")
	}
	for _, m := range three {
		<-m.done
		if m.code != exitDone {
			t.Errorf("until done: exit %d\n%s", m.code, m.said.String())
		}
	}
	took := time.Since(began)
	visits, lost, twice := c.checkJournal()
	requests, least := c.checkBrokers()
	out, err := c.command("vault", "verify").CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("The journal is whole")) {
		t.Errorf("verify: %v\n%s", err, out)
	}
	t.Logf("figure: issue 9, point 2: three workers, %d brokers x %d clients in %v: %d kill -9, %d SIGTERM, %d restarts of PostgreSQL within %v; %d visits journalled, %d lost, %d twice, %d requests, never two at once at a broker, least gap %v at a pace of %v, journal whole; %.0f s of processor time in the workers",
		c.brokers, c.clients, took.Round(time.Second), c.count["kill -9"], c.count["SIGTERM"], c.count["restart of PostgreSQL"], c.chaos, visits, lost, twice, requests, least.Round(time.Millisecond), c.pace, c.spent.Seconds())
}

// checkJournal holds that every pair has one finished visit.
func (c *clinic) checkJournal() (visits, lost, twice int) {
	c.t.Helper()
	kept, err := c.looks()
	if err != nil {
		c.t.Fatal(err)
	}
	times := map[[2]string]int{}
	for l := range kept {
		times[[2]string{l.subject, l.broker}]++
	}
	for i := range c.clients {
		for _, b := range c.sites.Brokers() {
			switch n := times[[2]string{fmt.Sprintf("client-%03d", i+1), b.ID}]; {
			case n == 0:
				lost++
			case n > 1:
				twice++
			}
		}
	}
	if lost > 0 || twice > 0 || len(kept) != c.brokers*c.clients {
		c.t.Errorf("%d visits in the journal, want %d: %d lost, %d twice", len(kept), c.brokers*c.clients, lost, twice)
	}
	return len(kept), lost, twice
}

// checkBrokers holds that no broker had two requests at once, nor two sooner than
// its pace one after the other.
func (c *clinic) checkBrokers() (requests int, least time.Duration) {
	c.t.Helper()
	least = time.Hour
	for _, b := range c.sites.Brokers() {
		log := c.sites.Requests(b.ID)
		slices.SortFunc(log, func(x, y practice.Request) int { return x.At.Compare(y.At) })
		requests += len(log)
		if len(log) == 0 {
			c.t.Errorf("%s was never asked", b.ID)
		}
		for i := 1; i < len(log); i++ {
			gap := log[i].At.Sub(log[i-1].End)
			least = min(least, gap)
			if gap < c.pace {
				c.t.Errorf("%s: request %d of %d (%s) came %v after the end of the one before (%s), pace %v",
					b.ID, i+1, len(log), pageOf(log[i].Path), gap, pageOf(log[i-1].Path), c.pace)
			}
		}
	}
	return requests, least
}

// pageOf is a request without whom it was for.
func pageOf(path string) string {
	word, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	word, _, _ = strings.Cut(word, "?")
	return word
}
