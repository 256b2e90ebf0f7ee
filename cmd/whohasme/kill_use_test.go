package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// deed is one command that is killed, and what must hold after it was.
type deed struct {
	name  string
	from  string   // the state that it starts from, see state
	args  []string // LETTER, FINDING, LETTERS and FILES stand for what a state or the run has
	once  []scan.Kind
	again []int  // how the same command may end when it is said again; empty: it is not
	told  string // in what it says then, where it ends with 1
	purge string // the subject it throws away; "*": the whole vault
	env   []string
	opens string // the passphrase that opens the vault in the end
}

// deeds are the commands of one person's use, each with the events that no second
// run may add to what the first has written.
var deeds = []deed{
	{name: "init", from: "nothing", args: []string{"init", "--from", "SUBJECT"}, once: []scan.Kind{scan.SubjectAdded}, again: []int{exitDone, exitFailed}, told: "there is one at"},
	{name: "subject add", from: "vault", args: []string{"subject", "add", "--from", "CHILD"}, once: []scan.Kind{scan.SubjectAdded}, again: []int{exitDone, exitFailed}, told: "already"},
	{name: "scan", from: "vault", args: []string{"scan", "--json"}, once: []scan.Kind{scan.VisitMade}, again: []int{exitListed}},
	{name: "scan --fresh", from: "looked", args: []string{"scan", "--json", "--fresh"}},
	{name: "watch --once", from: "vault", args: []string{"watch", "--once", "--json", "--digest", "FILES/digest.txt"}, once: []scan.Kind{scan.VisitMade}, again: []int{exitDone, exitListed}},
	{name: "review", from: "looked", args: []string{"review", "FINDING", "--verdict", "match"}, again: []int{exitDone}},
	{name: "letters", from: "looked", args: []string{"letters", "--format", "txt", "-o", "LETTERS"}, once: []scan.Kind{report.RequestDrafted}, again: []int{exitDone}},
	{name: "letters, on paper", from: "looked", args: []string{"letters", "--format", "pdf", "--batch", "-o", "LETTERS"}, once: []scan.Kind{report.RequestDrafted}, again: []int{exitDone}},
	{name: "request sent", from: "drafted", args: []string{"request", "sent", "LETTER"}, once: []scan.Kind{report.RequestStepped}, again: []int{exitDone, exitFailed}, told: "cannot become"},
	{name: "request answered", from: "sent", args: []string{"request", "answered", "LETTER"}, again: []int{exitDone, exitFailed}, told: "cannot become"},
	{name: "request fulfilled", from: "sent", args: []string{"request", "fulfilled", "LETTER"}, once: []scan.Kind{report.RequestStepped}, again: []int{exitDone, exitFailed}, told: "cannot become"},
	{name: "request undo", from: "sent", args: []string{"request", "undo", "LETTER"}}, // said again, it takes back the step before
	{name: "subject withdraw", from: "sent", args: []string{"subject", "withdraw", "me"}, once: []scan.Kind{scan.SubjectWithdrawn}, again: []int{exitDone, exitFailed}, told: "already"},
	{name: "drop filed", from: "sent", args: []string{"drop", "filed"}, again: []int{exitDone, exitFailed}},
	{name: "vault backup", from: "sent", args: []string{"vault", "backup", "-o", "FILES/copy"}, again: []int{exitDone, exitFailed}, told: " is there"},
	{name: "vault purge --subject", from: "two", args: []string{"vault", "purge", "--subject", "child", "--yes"}, again: []int{exitDone, exitFailed}, told: "no such subject", purge: "child"},
	{name: "vault purge --all", from: "two", args: []string{"vault", "purge", "--all", "--yes"}, again: []int{exitDone, exitFailed}, told: "no vault", purge: "*"},
	{name: "subject edit", from: "two", args: []string{"subject", "edit", "child", "--from", "EDITED"}, once: []scan.Kind{scan.SubjectChanged}, again: []int{exitDone, exitFailed}, told: "nothing is different"},
	{name: "subject assign", from: "staff", args: []string{"subject", "assign", "child", "c-1", "c-2"}, once: []scan.Kind{scan.SubjectAssigned}, again: []int{exitDone}},
	{name: "subject assign --from", from: "staff", args: []string{"subject", "assign", "--from", "c-2", "--to", "c-1"}, once: []scan.Kind{scan.SubjectAssigned}, again: []int{exitDone}},
	{name: "subject safety", from: "two", args: []string{"subject", "safety", "child", "--answer", "plan=yes", "--answer", "noticed=weighed"}, again: []int{exitDone}},
	{name: "subject remove", from: "two", args: []string{"subject", "remove", "child", "--yes"}, again: []int{exitDone, exitFailed}, told: "no such subject", purge: "child"},
	{name: "vault member add", from: "two", args: []string{"vault", "member", "add", "c-1", "--role", "caseworker", "--recipient", "RECIPIENT"}, once: []scan.Kind{scan.MemberAdded}, again: []int{exitDone, exitFailed}, told: "already"},
	{name: "vault member remove", from: "staff", args: []string{"vault", "member", "remove", "c-2", "--to", "c-1"}, once: []scan.Kind{scan.MemberRemoved, scan.SubjectAssigned}, again: []int{exitDone, exitFailed}, told: "no such member"},
	{name: "vault passphrase", from: "locked", args: []string{"vault", "passphrase"}, again: []int{exitDone, exitFailed}, told: "wrong passphrase", opens: second,
		env: []string{"WHOHASME_IDENTITY=", "WHOHASME_PASSPHRASE=" + first, "WHOHASME_NEW_PASSPHRASE=" + second}},
	{name: "vault retention", from: "two", args: []string{"vault", "retention", "--after-end", "10", "--pages", "7"}, again: []int{exitDone}},
	{name: "totals", from: "two", args: []string{"totals", "--json"}, again: []int{exitDone}},
	{name: "due", from: "sent", args: []string{"due", "--ics", "FILES/due.ics"}, again: []int{exitListed}},
	{name: "report", from: "sent", args: []string{"report"}, again: []int{exitDone}},
	{name: "reveal", from: "looked", args: []string{"reveal", "FINDING"}, again: []int{exitDone, exitFailed}},
	{name: "vault verify", from: "sent", args: []string{"vault", "verify"}, again: []int{exitDone}},
}

// Passphrases of the state "locked".
const first, second = "first-horse-battery", "second-horse-battery"

// TestKillUse kills every command of one person's use at random moments. What
// was told as done is in the journal, the journal is whole, no letter is marked
// sent twice, and nothing is left lying about.
func TestKillUse(t *testing.T) {
	kills := len(deeds)
	if n, err := strconv.Atoi(os.Getenv("WHOHASME_TEST_KILLS")); err == nil {
		kills = n
	}
	k := newKills(t)
	var wg sync.WaitGroup
	next := make(chan int, kills)
	for i := range kills {
		next <- i
	}
	close(next)
	for range killers {
		wg.Go(func() {
			for i := range next {
				u := deeds[i%len(deeds)]
				k.kill(i, u)
			}
		})
	}
	wg.Wait()
	t.Logf("figure: issue 9, point 4: %d commands of %d kinds killed (init, subject, scan, watch, review, letters, request, drop, backup, purge, members, passphrase, retention, totals, due, report, verify): %d before anything was written, %d in between, %d after the last write, %d that write no event; %d events lost, %d repeated, %d letters marked sent twice, every journal whole, %d files looked at",
		kills, len(deeds), k.when["before"], k.when["between"], k.when["after"], k.when["nothing"], k.lost, k.repeated, k.twice, k.files)
}

// kills are the states that commands are killed in, and what came of it.
type kills struct {
	*stage
	ids []age.Identity

	recipient string // of a member to be

	facts  []string
	states map[string]state
	whole  map[string]whole // of each use, when nobody kills it

	mu                           sync.Mutex
	when                         map[string]int
	lost, repeated, twice, files int
}

// state is a vault as it is before a command.
type state struct {
	dir     string // "" for none
	letter  string
	finding string
}

// counts are the events of a journal by kind.
type counts map[scan.Kind]int

// whole is a command that nobody killed.
type whole struct {
	took   time.Duration
	before counts
	adds   counts
	files  map[string][]byte // it wrote
}

func newKills(t *testing.T) *kills {
	k := &kills{stage: newStage(t), states: map[string]state{"nothing": {}}, whole: map[string]whole{}, when: map[string]int{}}
	data, err := os.ReadFile(k.path("identity.txt"))
	must(t, err)
	k.ids, err = age.ParseIdentities(bytes.NewReader(data))
	must(t, err)
	k.facts = facts(t, k.path("p/subject.yaml"))
	child := "id: child\nauthority: {kind: guardian}\nnames: [{first: Zebulon, last: Quirmworth}]\naddresses: [{city: Akron, state: OH}]\n"
	must(t, os.WriteFile(k.path("child.yaml"), []byte(child), 0o600))
	must(t, os.WriteFile(k.path("edited.yaml"), []byte(strings.Replace(child, "Akron", "Dayton", 1)), 0o600))
	k.recipient = recipient(t)
	k.facts = append(k.facts, "zebulon", "quirmworth")
	v := k.path("life/vault")
	k.must(exitDone, v, "init", "--from", k.path("p/subject.yaml"))
	k.keep("vault", v, state{})
	out, _ := k.must(exitListed, v, "scan", "--json")
	finding := findingOf(t, out)
	k.keep("looked", v, state{finding: finding})
	k.must(exitDone, v, "letters", "-o", k.path("life/letters"))
	out, _ = k.must(exitDone, v, "request", "list", "--json")
	var letter struct{ ID string }
	must(t, json.NewDecoder(strings.NewReader(out)).Decode(&letter))
	k.keep("drafted", v, state{letter: letter.ID})
	k.must(exitDone, v, "request", "sent", letter.ID)
	k.keep("sent", v, state{letter: letter.ID, finding: finding})
	k.must(exitDone, v, "subject", "add", "--from", k.path("child.yaml"))
	k.keep("two", v, state{letter: letter.ID, finding: finding})
	for _, id := range []string{"c-1", "c-2"} {
		k.must(exitDone, v, "vault", "member", "add", id, "--role", "caseworker", "--recipient", recipient(t))
	}
	k.must(exitDone, v, "subject", "assign", "child", "c-2")
	k.keep("staff", v, state{letter: letter.ID, finding: finding})
	k.lock()
	for _, u := range deeds {
		k.measure(u)
	}
	return k
}

func recipient(t *testing.T) string {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	must(t, err)
	return id.Recipient().String()
}

// lock makes the state of a vault that opens with a passphrase, or as one of two
// supervisors with the identity of all others.
func (k *kills) lock() {
	k.t.Helper()
	path := k.path("life/locked")
	u := vault.Unlock{Passphrase: func() (string, error) { return first, nil }, WorkFactor: workFactor}
	v, err := vault.Create(k.t.Context(), path, u)
	must(k.t, err)
	watcher := k.ids[0].(*age.X25519Identity).Recipient().String()
	must(k.t, errors.Join(v.AddMember(k.t.Context(), vault.Member{ID: "watcher", Role: vault.Supervisor, Recipient: watcher}), v.Close()))
	k.must(exitDone, path, "subject", "add", "--from", k.path("child.yaml"))
	k.keep("locked", path, state{})
}

func findingOf(t *testing.T, visits string) string {
	t.Helper()
	for line := range strings.Lines(visits) {
		var v struct {
			Findings []struct{ ID, Verdict string }
		}
		must(t, json.Unmarshal([]byte(line), &v))
		for _, f := range v.Findings {
			if f.Verdict == string(scan.Possible) {
				return f.ID
			}
		}
	}
	t.Fatal("the scan found nothing that needs a review")
	return ""
}

// keep takes a copy of a vault as a state.
func (k *kills) keep(name, vault string, s state) {
	k.t.Helper()
	s.dir = k.path("states/" + name)
	must(k.t, os.MkdirAll(filepath.Dir(s.dir), 0o700))
	must(k.t, os.CopyFS(s.dir, os.DirFS(vault)))
	k.states[name] = s
}

// home is where one command runs: its home folder, its temporary folder, its
// vault, and folders for what it writes.
type home struct{ dir, vault string }

// begin lays out a home in a state.
func (k *kills) begin(name string, s state) home {
	h := home{k.path(name), k.path(name + "/vault")}
	for _, d := range []string{"tmp", "files"} {
		must(k.t, os.MkdirAll(filepath.Join(h.dir, d), 0o700))
	}
	if s.dir != "" {
		must(k.t, os.CopyFS(h.vault, os.DirFS(s.dir)))
		must(k.t, filepath.WalkDir(h.vault, func(path string, d fs.DirEntry, err error) error {
			mode := fs.FileMode(0o600)
			if d.IsDir() {
				mode = 0o700
			}
			return os.Chmod(path, mode)
		}))
	}
	return h
}

func (k *kills) run(h home, u deed, s state) (*exec.Cmd, *bytes.Buffer, *bytes.Buffer) {
	names := strings.NewReplacer("LETTERS", filepath.Join(h.dir, "letters"), "FILES", filepath.Join(h.dir, "files"), "LETTER", s.letter,
		"FINDING", s.finding, "SUBJECT", k.path("p/subject.yaml"), "CHILD", k.path("child.yaml"), "EDITED", k.path("edited.yaml"), "RECIPIENT", k.recipient)
	args := slices.Clone(u.args)
	for i := range args {
		args[i] = names.Replace(args[i])
	}
	c := k.command(context.Background(), args...)
	c.Env = slices.Concat(k.env(h.vault), []string{"HOME=" + h.dir, "TMPDIR=" + filepath.Join(h.dir, "tmp")}, u.env)
	var out, errOut bytes.Buffer
	c.Stdout, c.Stderr = &out, &errOut
	return c, &out, &errOut
}

// measure runs a command that nobody kills, on the state that it starts from.
func (k *kills) measure(u deed) {
	s := k.states[u.from]
	h := k.begin("whole-"+strings.ReplaceAll(u.name, " ", "-"), s)
	before := k.count(h.vault, u.purge)
	c, _, errOut := k.run(h, u, s)
	began := time.Now()
	_ = c.Run()
	if code := c.ProcessState.ExitCode(); code != exitDone && code != exitListed {
		k.t.Fatalf("%s ended with %d: %s", u.name, code, errOut)
	}
	w := whole{took: time.Since(began), before: before, adds: counts{}, files: k.written(h)}
	for kind, n := range k.count(h.vault, u.purge) {
		if n -= before[kind]; n != 0 {
			w.adds[kind] = n
		}
	}
	k.whole[u.name] = w
}

// kill runs a command, kills it, and looks at what it left.
func (k *kills) kill(i int, u deed) {
	s, w := k.states[u.from], k.whole[u.name]
	h := k.begin(fmt.Sprintf("kill-%d", i), s)
	defer func() { must(k.t, os.RemoveAll(h.dir)) }()
	fail := func(format string, args ...any) {
		k.t.Helper()
		k.t.Errorf("kill %d, %s: %s", i, u.name, fmt.Sprintf(format, args...))
	}
	c, out, errOut := k.run(h, u, s)
	must(k.t, c.Start())
	k.wait(h, w.took)
	_ = c.Process.Kill()
	_ = c.Wait()
	done := c.ProcessState.Exited() // before it was killed
	told := visitsOf(out)

	k.look(h, u, profiles, fail)
	got := k.count(h.vault, u.purge)
	written := k.note(w.before, got, w.adds)
	if done && written != "after" && written != "nothing" {
		fail("it ended with %d and wrote %v of %v: %s", c.ProcessState.ExitCode(), got, w.adds, errOut)
	}
	for kind, n := range w.before {
		if got[kind] < n {
			k.add(&k.lost, n-got[kind])
			fail("%d of %d %s are lost", n-got[kind], n, kind)
		}
	}
	if n := got[scan.VisitMade] - w.before[scan.VisitMade]; n < told {
		k.add(&k.lost, told-n)
		fail("%d visits were told and %d are kept", told, n)
	}
	if len(u.again) > 0 {
		k.again(h, u, s, w, got, fail)
	}
}

// again says the command once more.
func (k *kills) again(h home, u deed, s state, w whole, before counts, fail func(string, ...any)) {
	c, _, errOut := k.run(h, u, s)
	_ = c.Run()
	code := c.ProcessState.ExitCode()
	made := k.whole[u.name].adds[scan.SubjectAdded] > 0 && u.from == "nothing" && before[scan.SubjectAdded] == 0
	switch {
	case !slices.Contains(u.again, code):
		fail("said again, it ends with %d: %s", code, errOut)
	case code == exitFailed && !strings.Contains(errOut.String(), u.told):
		fail("said again, it does not say that it is done: %s", errOut)
	case code == exitFailed && made: // the vault was there and nobody in it
		k.must(exitDone, h.vault, "subject", "add", "--from", k.path("p/subject.yaml"))
	}
	k.look(h, u, "", fail)
	k.purged(h, u, fail)
	if u.opens != "" {
		v, err := vault.Open(k.t.Context(), h.vault, vault.Unlock{Passphrase: func() (string, error) { return u.opens, nil }})
		if err != nil {
			fail("said again, the passphrase does not open the vault: %v", err)
		} else {
			must(k.t, v.Close())
		}
	}
	got := k.count(h.vault, u.purge)
	for kind, n := range w.adds {
		if want := w.before[kind] + n; slices.Contains(u.once, kind) && got[kind] != want {
			k.add(&k.repeated, max(0, got[kind]-want))
			if u.name == "request sent" {
				k.add(&k.twice, got[kind]-want)
			}
			fail("said again, the journal holds %d %s, want %d", got[kind], kind, want)
		}
	}
	for name, data := range w.files {
		if now := k.written(h)[name]; !bytes.Equal(now, data) {
			fail("said again, %s has %d bytes and not the %d that it should", filepath.Base(name), len(now), len(data))
		}
	}
}

func (k *kills) add(to *int, n int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	*to += n
}

// note counts when a kill was, by what the journal holds, and returns it.
func (k *kills) note(before, got, adds counts) (when string) {
	some, all := false, true
	for kind, n := range adds {
		some = some || got[kind] > before[kind]
		all = all && got[kind]-before[kind] >= n
	}
	switch {
	case len(adds) == 0:
		when = "nothing"
	case all:
		when = "after"
	case some:
		when = "between"
	default:
		when = "before"
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.when[when]++
	return when
}

// wait lets a command run until a random moment: of all that it takes, or, two
// times in three, of those after it first wrote something.
func (k *kills) wait(h home, took time.Duration) {
	if rand.IntN(3) == 0 {
		time.Sleep(time.Duration(rand.Float64() * 1.2 * float64(took)))
		return
	}
	before := h.traces()
	for began := time.Now(); time.Since(began) < 2*took; time.Sleep(100 * time.Microsecond) {
		if h.traces() != before {
			time.Sleep(time.Duration(rand.Float64() * rand.Float64() * float64(took) / 3))
			return
		}
	}
}

// traces changes when a command writes: to the journal, whose log grows with
// every write, or a file.
func (h home) traces() (sum int64) {
	for _, name := range []string{"vault/journal.db-wal", "vault/journal.db"} {
		if info, err := os.Stat(filepath.Join(h.dir, name)); err == nil {
			sum += info.Size()
		}
	}
	for _, name := range []string{"letters", "files"} {
		if info, err := os.Stat(filepath.Join(h.dir, name)); err == nil {
			sum += info.ModTime().UnixNano()
		}
	}
	return sum
}

// count counts a journal's events, but for those of a subject who is to be
// purged; none where there is no vault, or where the whole of it is.
func (k *kills) count(path, purged string) counts {
	k.t.Helper()
	n := counts{}
	if purged == "*" || vault.Probe(k.t.Context(), path) != nil {
		return n
	}
	v, err := vault.Open(context.Background(), path, vault.Unlock{Identities: k.ids})
	must(k.t, err)
	defer func() { must(k.t, v.Close()) }()
	ids, err := v.Subjects(context.Background())
	must(k.t, err)
	for _, id := range append(ids, "") {
		if id == purged && purged != "" {
			continue
		}
		for e, err := range v.Events(context.Background(), id) {
			must(k.t, err)
			n[e.Kind]++
		}
	}
	return n
}

// profiles is where browsers work: nobody can wipe them when the program is
// killed, so the next one does.
const profiles = "tmp/whohasme-browser-"

// look fails where the journal is not whole, or a file is left that others can
// read or that holds facts outside the vault's seal; but for those whose path
// begins with spared, if anything.
func (k *kills) look(h home, u deed, spared string, fail func(string, ...any)) {
	if u.purge != "*" && vault.Probe(k.t.Context(), h.vault) == nil {
		// A change of members that was cut short is mended by the next who opens.
		if v, err := vault.Open(context.Background(), h.vault, vault.Unlock{Identities: k.ids}); err == nil {
			must(k.t, v.Close())
		}
		damage, _, err := vault.Check(context.Background(), h.vault, vault.Unlock{Identities: k.ids})
		if err != nil || len(damage) > 0 {
			fail("the journal is not whole: %v, %v", damage, err)
		}
	}
	n := 0
	walk(k.t, h.dir, func(path string, data []byte, mode fs.FileMode) {
		n++
		rel, _ := filepath.Rel(h.dir, path)
		if mode.Perm()&0o077 != 0 {
			fail("%s has mode %o", rel, mode.Perm())
		}
		if strings.HasPrefix(rel, "letters/") || spared != "" && strings.HasPrefix(rel, spared) {
			return // they are to be sent
		}
		for _, f := range k.facts {
			if strings.Contains(strings.ToLower(rel+"\n"+string(data)), f) {
				fail("%s tells a fact", rel)
			}
		}
	})
	k.add(&k.files, n)
}

// purged fails where what was to be thrown away is there.
func (k *kills) purged(h home, u deed, fail func(string, ...any)) {
	switch err := vault.Probe(k.t.Context(), h.vault); {
	case u.purge == "":
	case u.purge == "*":
		if !errors.Is(err, vault.ErrNoVault) {
			fail("the vault is not gone: %v", err)
		}
	default:
		v, err := vault.Open(k.t.Context(), h.vault, vault.Unlock{Identities: k.ids})
		must(k.t, err)
		defer func() { must(k.t, v.Close()) }()
		if ids, err := v.Everyone(k.t.Context()); err != nil || slices.Contains(ids, u.purge) {
			fail("%s is not gone: %v, %v", u.purge, ids, err)
		}
	}
}

// written reads the files that a command wrote for the person.
func (k *kills) written(h home) map[string][]byte {
	files := map[string][]byte{}
	for _, d := range []string{"letters", "files"} {
		if _, err := os.Stat(filepath.Join(h.dir, d)); err == nil {
			walk(k.t, filepath.Join(h.dir, d), func(path string, data []byte, _ fs.FileMode) {
				rel, _ := filepath.Rel(h.dir, path)
				if strings.HasPrefix(rel, "letters") { // others bear the moment they were made in
					files[rel] = data
				}
			})
		}
	}
	return files
}

// visitsOf counts the whole lines of `scan --json`, and is 0 for other talk.
func visitsOf(out *bytes.Buffer) (n int) {
	for line := range strings.Lines(out.String()) {
		if strings.HasPrefix(line, "{") && strings.HasSuffix(line, "}\n") && strings.Contains(line, `"outcome"`) {
			n++
		}
	}
	return n
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
