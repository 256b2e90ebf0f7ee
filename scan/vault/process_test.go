package vault

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
)

// play is what a child process does: it opens the vault and appends, saying
// the number of every event once Append has returned.
func play(role string) error {
	ids, err := age.ParseIdentities(strings.NewReader(os.Getenv("VAULT_TEST_IDENTITY")))
	if err != nil {
		return err
	}
	if err := starve(role); err != nil {
		return err
	}
	ctx := context.Background()
	switch role {
	case "passphrases", "comings", "destroy":
		return playStaff(ctx, role, os.Getenv("VAULT_TEST_PATH"), Unlock{Identities: ids, WorkFactor: 10})
	}
	if role == "nobody" {
		return Probe(context.Background(), os.Getenv("VAULT_TEST_PATH"))
	}
	if role == "create" {
		v, err := Create(ctx, os.Getenv("VAULT_TEST_PATH"), Unlock{Identities: ids})
		if err != nil {
			return err
		}
		return v.Close()
	}
	v, err := Open(ctx, os.Getenv("VAULT_TEST_PATH"), Unlock{Identities: ids})
	if err != nil {
		return err
	}
	if role == "holder" {
		if _, err := v.Lease(ctx, "broker/example", time.Second); err != nil {
			return err
		}
		fmt.Println("held")
		time.Sleep(time.Minute)
	}
	for i := 0; role != "twenty" || i < 20; i++ {
		e := envelope("me", i)
		e.Payload = fmt.Appendf(nil, "%s %d %s", role, i, strings.Repeat("x", 2000))
		e.Pages = [][]byte{fmt.Appendf(nil, "page %s %d", os.Getenv("VAULT_TEST_RUN"), i)}
		if err := v.Append(ctx, e); err != nil {
			return errors.Join(err, v.Close())
		}
		fmt.Println("kept", PageHash(e.Pages[0]))
	}
	return v.Close()
}

// child starts this test program in a role.
func child(t *testing.T, role, path string, u Unlock, run int) *exec.Cmd {
	t.Helper()
	id, is := u.Identities[0].(*age.X25519Identity)
	if !is {
		t.Fatal("the child needs an identity it can be told")
	}
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), "VAULT_TEST_ROLE="+role, "VAULT_TEST_PATH="+path,
		"VAULT_TEST_IDENTITY="+id.String(), fmt.Sprint("VAULT_TEST_RUN=", role, run))
	c.Stderr = os.Stderr
	return c
}

func storeTwoProcessesAppend(t *testing.T) {
	v, path, u := made(t, "me")
	a, b := child(t, "twenty", path, u, 1), child(t, "twenty", path, u, 2)
	ok(t, a.Start())
	ok(t, b.Start())
	for i := range 20 {
		ok(t, v.Append(t.Context(), envelope("me", i)))
	}
	ok(t, a.Wait())
	ok(t, b.Wait())
	if got := len(read(t, v, "me")); got != 60 {
		t.Errorf("%d of 60 events", got)
	}
	clean(t, v)
}

// Whatever a killed process said it kept is there, and the journal is whole.
func storeKill(t *testing.T) {
	v, path, u := made(t, "me")
	ok(t, v.Close())
	kept := 0
	for run := range 20 {
		c := child(t, "endless", path, u, run)
		out, err := c.StdoutPipe()
		ok(t, err)
		ok(t, c.Start())
		lines := bufio.NewScanner(out)
		var said []string
		var timer *time.Timer
		for lines.Scan() {
			if timer == nil { // from the first event on, so that each run has some
				timer = time.AfterFunc(time.Duration(rand.Int64N(int64(60*time.Millisecond))), func() { _ = c.Process.Kill() })
			}
			if hash, whole := strings.CutPrefix(lines.Text(), "kept "); whole && len(hash) == 64 {
				said = append(said, hash)
			}
		}
		if err := c.Wait(); c.ProcessState.ExitCode() != -1 {
			t.Fatalf("the child was not killed: %v", err)
		}
		kept += len(said)

		v := opened(t, path, u)
		if got := len(read(t, v, "me")); got < kept {
			t.Fatalf("run %d: %d events, %d were said to be kept", run, got, kept)
		} else {
			kept = got // the last one may have been kept without a word
		}
		for _, hash := range said {
			_, err := v.Page(t.Context(), "me", hash)
			ok(t, err)
		}
		clean(t, v)
		release, err := v.Lock()
		ok(t, err)
		release()
		ok(t, v.Close())
	}
	if kept < 20 {
		t.Errorf("only %d events in 20 runs", kept)
	}
	t.Logf("%d events kept over 20 kills", kept)
}

// A process killed while it makes a vault leaves either a vault or a place
// where one can be made.
func storeKillDuringCreate(t *testing.T) {
	for run := range 10 {
		path := where(t)
		id := identity(t)
		u := Unlock{Identities: []age.Identity{id}}
		c := child(t, "create", path, u, run)
		ok(t, c.Start())
		for range 2000 { // from the moment the folder is there
			if _, err := os.Stat(path); err == nil || onPostgres(t) {
				break
			}
			time.Sleep(time.Millisecond)
		}
		if onPostgres(t) { // nothing is seen of it before it is done
			time.Sleep(time.Duration(rand.Int64N(int64(80 * time.Millisecond))))
		}
		time.Sleep(time.Duration(rand.Int64N(int64(15 * time.Millisecond))))
		_ = c.Process.Kill()
		_ = c.Wait()
		v, err := Create(t.Context(), path, u)
		if errors.Is(err, ErrExists) {
			v, err = Open(t.Context(), path, u)
		}
		if err != nil {
			t.Fatalf("%v; the killed process left:\n%s", err, listing(t, path))
		}
		clean(t, v)
		ok(t, v.Close())
	}
}
