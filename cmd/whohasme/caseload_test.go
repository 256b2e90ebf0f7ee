//go:build linux

package main_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/growth"
	"github.com/whohasme/whohasme/scan/vault"
)

// wantCaseload is what a night of a clinic may take on two cores that the sites
// run on as well: visits a second, and memory of the program in MB.
const (
	wantVisits  = 75
	wantRoom    = 512
	theCaseload = "20x9"
)

// TestCaseload has the program, built as it is shipped, visit every practice
// broker for every client of a clinic, with no waiting between requests. The
// clients are people of the practice worlds, so some are listed, in every way
// the sites distort them, and most are not.
//
// WHOHASME_TEST_CASELOAD says how many clients and brokers, as 1000x45.
func TestCaseload(t *testing.T) {
	size := theCaseload
	if s := os.Getenv("WHOHASME_TEST_CASELOAD"); s != "" {
		size = s
	}
	var clients, sites int
	if _, err := fmt.Sscanf(size, "%dx%d", &clients, &sites); err != nil {
		t.Fatalf("WHOHASME_TEST_CASELOAD: %v", err)
	}
	newClinic(t, clients, sites).night(buildProgram(t))
}

// night has the program look for every client at every broker, and holds what
// it took against what it may.
func (c *clinic) night(program string) {
	t := c.t
	t.Helper()
	scan := exec.Command(program, "scan", "--json", "--quiet", "--fresh")
	scan.Env = c.env()
	out := &counted{began: time.Now()}
	var errOut bytes.Buffer
	scan.Stdout, scan.Stderr = out, &errOut
	before, asked, served, began := c.visits(), c.requests(), growth.Spent(), time.Now()
	must(t, scan.Start())
	most := c.watch(scan)
	took := time.Since(began)
	if code := scan.ProcessState.ExitCode(); code != 3 {
		t.Fatalf("the scan ended with %d: %.2000s", code, errOut.String())
	}
	served = growth.Spent() - served
	spent := scan.ProcessState.UserTime() + scan.ProcessState.SystemTime()
	c.whole(before, out.visits)
	each := (spent + served).Seconds() / float64(out.visits)
	t.Logf("figure: issue 9, point 6: %d clients x %d practice brokers, no waiting, %d visits made before: %d visits (%d requests) in %.0f s, %.0f a second, on %d cores that the sites and others use as well, the first after %.1f s and %.1f s to end after the last; %.1f ms of processor a visit (%.1f of it the sites'), which is %.0f visits a second on two cores; %d MB resident at most; at least %d a second and at most %d MB wanted",
		c.clients, len(c.broker), sum(before), out.visits, c.requests()-asked, took.Seconds(), float64(out.visits)/took.Seconds(), runtime.NumCPU(), out.first.Seconds(), (took - out.last).Seconds(), each*1000, served.Seconds()*1000/float64(out.visits), 2/each, most, wantVisits, wantRoom)
	t.Logf("figure: issue 9, point 6: of them %s", out)
	if 2/each < wantVisits || most > wantRoom {
		t.Errorf("%.0f visits a second of two cores' processor time, %d MB", 2/each, most)
	}
}

// counted reads lines of `scan --json` without keeping them.
type counted struct {
	began  time.Time
	first  time.Duration // until the first line
	last   time.Duration // until the last
	visits int
	by     map[string]int
	rest   []byte
}

func (c *counted) Write(p []byte) (int, error) {
	c.rest = append(c.rest, p...)
	for {
		line, rest, whole := bytes.Cut(c.rest, []byte("\n"))
		if !whole {
			return len(p), nil
		}
		c.rest = append(c.rest[:0], rest...)
		if c.by == nil {
			c.by, c.first = map[string]int{}, time.Since(c.began)
		}
		_, after, _ := bytes.Cut(line, []byte(`"outcome":"`))
		outcome, _, _ := bytes.Cut(after, []byte(`"`))
		c.visits++
		c.last = time.Since(c.began)
		c.by[string(outcome)]++
	}
}

func (c *counted) String() string {
	var parts []string
	for o := scan.UnknownOutcome; o <= scan.Unreadable; o++ {
		if n := c.by[o.String()]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, o))
		}
	}
	return strings.Join(parts, ", ")
}

// clinic is a vault full of clients and the sites that may list them.
type clinic struct {
	t       *testing.T
	dir     string
	id      *age.X25519Identity
	worlds  []*practice.Sites
	broker  []string // asked
	clients int
}

func newClinic(t *testing.T, clients, sites int) *clinic {
	c := &clinic{t: t, dir: t.TempDir(), clients: clients}
	id, err := age.GenerateX25519Identity()
	must(t, err)
	c.id = id
	must(t, os.WriteFile(c.path("identity"), []byte(id.String()+"\n"), 0o600))
	for len(c.broker) < sites {
		c.addWorld(sites - len(c.broker))
	}
	c.fileClients(clients)
	return c
}

func (c *clinic) path(name string) string { return filepath.Join(c.dir, name) }

func (c *clinic) env() []string {
	return []string{
		"HOME=" + c.dir, "TMPDIR=" + c.dir, "WHOHASME_VAULT=" + c.path("vault"), "WHOHASME_IDENTITY=" + c.path("identity"),
		"WHOHASME_ONLY_CATALOGUE=" + c.path("catalogue"), "WHOHASME_ALLOW_LOOPBACK=true", "GOMAXPROCS=2",
	}
}

// addWorld serves one more practice world, and writes the definitions of at
// most so many of its sites under ids of their own.
func (c *clinic) addWorld(most int) {
	day := brokers.DateOf(time.Now())
	sites, err := practice.Open(practice.NewWorld(testSeed()+uint64(len(c.worlds)), day), time.Now)
	must(c.t, err)
	c.t.Cleanup(func() { must(c.t, sites.Close()) })
	c.worlds = append(c.worlds, sites)
	own := c.path(fmt.Sprintf("world-%d", len(c.worlds)))
	must(c.t, sites.Write(own))
	for _, b := range sites.Brokers() {
		if b.Search == nil || b.Search.Way != brokers.Fetch || b.ID == "practice-form" || b.ID == "practice-script" || most == 0 {
			continue
		}
		most--
		text, err := os.ReadFile(filepath.Join(own, "catalogue", b.ID[:1], b.ID+".yaml"))
		must(c.t, err)
		name := fmt.Sprintf("world-%d-", len(c.worlds))
		into := filepath.Join(c.dir, "catalogue", name+b.ID+".yaml")
		must(c.t, os.MkdirAll(filepath.Dir(into), 0o700))
		must(c.t, os.WriteFile(into, []byte(strings.ReplaceAll(string(text), "practice-", name+"practice-")), 0o600))
		c.broker = append(c.broker, b.ID)
	}
}

func testSeed() uint64 {
	if n, err := strconv.ParseUint(os.Getenv("WHOHASME_TEST_SEED"), 10, 64); err == nil {
		return n
	}
	return 7
}

// fileClients files people of the worlds as clients with a mandate, as many a
// day as the rules admit.
func (c *clinic) fileClients(n int) {
	v, err := vault.Create(c.t.Context(), c.path("vault"), vault.Unlock{Identities: []age.Identity{c.id}})
	must(c.t, err)
	defer func() { must(c.t, v.Close()) }()
	now := time.Now().AddDate(0, 0, -n/casebook.NewPerDayMandate-1)
	mandate := scan.Authority{Kind: scan.Mandate, Scope: []string{scan.Look, string(brokers.Suppress), string(brokers.OptOutOfSale), string(brokers.Delete)}, Document: "signed.pdf",
		From: brokers.DateOf(now), To: brokers.DateOf(time.Now().AddDate(1, 0, 0))}
	book := &casebook.Casebook{Vault: v, Now: func() time.Time { return now }}
	for i := range n {
		if i%casebook.NewPerDayMandate == 0 {
			now = now.AddDate(0, 0, 1)
		}
		people := c.worlds[i%len(c.worlds)].World()
		s := client(people, people.People[len(people.People)-1-i/len(c.worlds)])
		s.ID, s.Authority = fmt.Sprintf("client-%04d", i+1), mandate
		must(c.t, book.AddSubject(c.t.Context(), s, []byte("%PDF-1.7 signed")))
	}
}

// client is what somebody would tell of themself.
func client(w *practice.World, p *practice.Person) *scan.Subject {
	s := &scan.Subject{Risk: scan.UsualRisk, Residence: scan.Place{Country: "US", State: p.Addresses[0].State}, Born: scan.Born{Year: p.Born.Year}, Emails: p.Emails}
	kinds := map[string]scan.NameKind{"former": scan.FormerName, "nickname": scan.AliasName}
	for _, n := range p.Names {
		s.Names = append(s.Names, scan.Name{First: n.First, Middle: n.Middle, Last: n.Last, Suffix: n.Suffix, Kind: kinds[n.Kind]})
	}
	for _, a := range p.Addresses {
		s.Addresses = append(s.Addresses, scan.Address{Street: a.Street, City: a.City, State: a.State, Zip: a.Zip, Country: "US", From: a.From, To: a.To})
	}
	for _, id := range p.Relatives {
		s.Relatives = append(s.Relatives, w.Person(id).Name().String())
	}
	return s
}

// watch waits for a scan and returns the most memory it held, in MB.
func (c *clinic) watch(scan *exec.Cmd) (most int) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = scan.Wait()
	}()
	for {
		select {
		case <-done:
			return most
		// What getrusage(2) tells afterwards would count what this program held when
		// it started the scan.
		case <-time.After(20 * time.Millisecond):
			most = max(most, memoryOf(c.t, scan.Process.Pid, "VmHWM"))
		}
	}
}

// visits counts what the journal holds, by client and broker.
func (c *clinic) visits() map[[2]string]int {
	c.t.Helper()
	v, err := vault.Open(c.t.Context(), c.path("vault"), vault.Unlock{Identities: []age.Identity{c.id}})
	must(c.t, err)
	defer func() { must(c.t, v.Close()) }()
	ids, err := v.Subjects(c.t.Context())
	must(c.t, err)
	made := map[[2]string]int{}
	for _, id := range ids {
		for e, err := range v.Events(c.t.Context(), id, scan.VisitMade) {
			must(c.t, err)
			made[[2]string{id, e.Broker}]++
		}
	}
	return made
}

// whole fails unless the journal holds every visit once more than before and is
// sound.
func (c *clinic) whole(before map[[2]string]int, told int) {
	c.t.Helper()
	damage, _, err := vault.Check(c.t.Context(), c.path("vault"), vault.Unlock{Identities: []age.Identity{c.id}})
	must(c.t, err)
	made := c.visits()
	if want := c.clients * len(c.broker); len(damage) > 0 || len(made) != want || told != want {
		c.t.Errorf("%d visits told and %d kept, want %d; damage: %v", told, len(made), want, damage)
	}
	for at, n := range made {
		if n != before[at]+1 {
			c.t.Errorf("%s was visited %d times for %s", at[1], n-before[at], at[0])
		}
	}
}

func (c *clinic) requests() (n int) {
	for _, w := range c.worlds {
		for _, b := range w.Brokers() {
			n += len(w.Requests(b.ID))
		}
	}
	return n
}

func (c *clinic) bytes() (n int64) {
	_ = filepath.WalkDir(c.path("vault"), func(path string, d fs.DirEntry, err error) error {
		if info, fault := d.Info(); err == nil && fault == nil {
			n += info.Size()
		}
		return nil
	})
	return n
}

func sum(counts map[[2]string]int) (n int) {
	for _, k := range counts {
		n += k
	}
	return n
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
