package vault

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"filippo.io/age"
)

// playStaff is what a child process does that changes over and over who opens a
// vault; it says "begun" first.
func playStaff(ctx context.Context, role, path string, u Unlock) error {
	if role == "destroy" {
		fmt.Println("begun")
		return Destroy(path)
	}
	v, err := Open(ctx, path, u)
	if err != nil {
		return err
	}
	guest, err := age.GenerateX25519Identity()
	if err != nil {
		return err
	}
	fmt.Println("begun")
	for i := 0; ; i++ {
		switch role {
		case "passphrases":
			err = v.changePassphrase(ctx, u.WorkFactor, says([]string{"first", "second"}[i%2]))
		case "comings":
			m := Member{"guest", []Role{Supervisor, Caseworker}[i%2], guest.Recipient().String()}
			if err = v.AddMember(ctx, m, staffNote("member-added")); errors.Is(err, ErrMember) {
				err = nil // left by the one before, which was killed
			}
			if err == nil {
				err = v.RemoveMember(ctx, "guest", staffNote("member-removed"))
			}
		}
		if err != nil {
			return errors.Join(err, v.Close())
		}
	}
}

// killed runs a child and kills it at a random moment after it has begun.
func killed(t *testing.T, c *exec.Cmd, within time.Duration) {
	t.Helper()
	out, err := c.StdoutPipe()
	ok(t, err)
	ok(t, c.Start())
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "begun\n" {
		t.Fatalf("the child said %q, %v", line, err)
	}
	time.Sleep(rand.N(within))
	_ = c.Process.Kill()
	_ = c.Wait()
}

// staffed is a vault whose maker has a passphrase and, for the child, the
// identity behind it.
func staffed(t *testing.T) (path string, u Unlock, r *Recovery) {
	path, r = withPassphrase(t, "first")
	v := opened(t, path, pass("first"))
	u = Unlock{Identities: v.ids}
	ok(t, v.Close())
	return path, u, r
}

func opensWithAny(t *testing.T, path string, passphrases ...string) *Vault {
	t.Helper()
	var faults []error
	for _, p := range passphrases {
		v, err := Open(t.Context(), path, pass(p))
		if err == nil {
			t.Cleanup(func() { _ = v.Close() })
			return v
		}
		faults = append(faults, err)
	}
	t.Fatalf("nothing opens the vault: %v\n%s", errors.Join(faults...), listing(t, path))
	return nil
}

// Killed at any moment, the old or the new passphrase opens the vault.
func TestKillWhilePassphraseChanges(t *testing.T) {
	path, u, _ := staffed(t)
	for run := range 15 {
		killed(t, child(t, "passphrases", path, u, run), 30*time.Millisecond)
		clean(t, opensWithAny(t, path, "first", "second"))
	}
}

// Killed at any moment while somebody is added or removed, the vault opens for
// everybody who should, and is whole once one of them has opened it.
func TestKillWhileMembersChange(t *testing.T) {
	path, u, r := staffed(t)
	v := opened(t, path, u)
	anna := newPerson(t, "anna", Caseworker)
	ok(t, v.AddMember(t.Context(), anna.Member))
	ok(t, v.Close())
	for run := range 15 {
		killed(t, child(t, "comings", path, u, run), 40*time.Millisecond)
		clean(t, opened(t, path, anna.unlock()))
		clean(t, opened(t, path, Unlock{Identities: []age.Identity{r.Identity()}}))
		clean(t, opensWithAny(t, path, "first"))
	}
}

// Killed at any moment, nothing opens any more, unless nothing was done yet;
// and the next call finishes.
func TestKillWhileDestroyed(t *testing.T) {
	path, u, _ := staffed(t)
	whole := copyOf(t, path)
	for run := range 15 {
		path := filepath.Join(t.TempDir(), "vault")
		ok(t, os.CopyFS(path, os.DirFS(whole)))
		killed(t, child(t, "destroy", path, u, run), 3*time.Millisecond)
		before, _ := os.ReadFile(filepath.Join(whole, keyFile))
		after, _ := os.ReadFile(filepath.Join(path, keyFile))
		if v, err := Open(t.Context(), path, u); err == nil {
			if !bytes.Equal(before, after) {
				t.Error("it opens, though it was begun")
			}
			ok(t, v.Close())
		}
		if err := Destroy(path); err != nil && !errors.Is(err, ErrNoVault) {
			t.Error(err)
		}
		if left, err := os.ReadDir(path); err == nil && len(left) > 0 {
			t.Errorf("left:\n%s", listing(t, path))
		}
	}
}

func copyOf(t *testing.T, path string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	ok(t, os.CopyFS(to, os.DirFS(path)))
	return to
}
