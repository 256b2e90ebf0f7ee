package pgtest

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if os.Getenv("PGTEST_ROLE") == "starter" {
		play()
		return
	}
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) { Close(); os.Exit(code) }))
}

// What was committed is there after a restart in immediate mode, at the same address.
func TestRestart(t *testing.T) {
	s := Start(t)
	dsn := s.Database(t)
	exec := func(sql string) {
		t.Helper()
		c, err := pgx.Connect(t.Context(), dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = c.Close(context.Background()) }()
		if _, err := c.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	exec("CREATE TABLE kept (n int)")
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	exec("INSERT INTO kept VALUES (1)")
	s.Stop()
	if _, err := pgx.Connect(t.Context(), dsn); err == nil {
		t.Error("a stopped server answers")
	}
	if err := s.Run(); err != nil {
		t.Fatal(err)
	}
	exec("INSERT INTO kept VALUES (2)")
}

// Every test has a database of its own in the one server.
func TestShared(t *testing.T) {
	s := Shared(t)
	if again := Shared(t); again != s {
		t.Error("a second server")
	}
	if a, b := s.Database(t), s.Database(t); a == b {
		t.Errorf("%s and %s", a, b)
	}
}

// What a test leaves in its database no other test finds.
func TestEmptied(t *testing.T) {
	s := Start(t)
	for range 3 {
		t.Run("one", func(t *testing.T) {
			dsn := s.Database(t)
			c, err := pgx.Connect(t.Context(), dsn) // left open, in a transaction
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = c.Close(context.Background()) })
			if _, err := c.Exec(t.Context(), "BEGIN; CREATE SCHEMA mine; CREATE TABLE mine.kept (n int); CREATE TABLE kept (n int); COMMIT; BEGIN; INSERT INTO kept VALUES (1)"); err != nil {
				t.Fatal(err)
			}
		})
	}
	if s.made != 1 {
		t.Errorf("%d databases for one test after the other", s.made)
	}
}

// play starts a server and waits to be killed.
func play() {
	s, err := start(Programs())
	if err != nil {
		panic(err)
	}
	_, _ = os.Stdout.WriteString(s.folder + "\n")
	time.Sleep(time.Minute)
}

// A program that is killed leaves neither server nor files.
func TestKilled(t *testing.T) {
	need(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self)
	c.Env = append(os.Environ(), "PGTEST_ROLE=starter")
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	line := make([]byte, 4096)
	n, err := out.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	folder := strings.TrimSpace(string(line[:n]))
	pid, err := os.ReadFile(filepath.Join(folder, "data", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	_ = c.Process.Kill()
	_ = c.Wait()
	process := "/proc/" + string(bytes.SplitN(pid, []byte("\n"), 2)[0])
	for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		_, ferr := os.Stat(folder)
		_, perr := os.Stat(process)
		if os.IsNotExist(ferr) && os.IsNotExist(perr) {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("left: folder %v, process %v", ferr, perr)
		}
	}
}
