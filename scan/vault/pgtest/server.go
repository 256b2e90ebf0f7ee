package pgtest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Server is a PostgreSQL server that this program started.
type Server struct {
	programs string
	folder   string // of everything it writes
	port     int

	mu      sync.Mutex
	running *exec.Cmd // nil while it is stopped
	guard   *guard
	made    int      // databases
	empty   []string // databases that wait for a test
}

// Who may do everything in a server, and the password.
const (
	superuser = "pgtest"
	password  = "not-a-secret"
)

// start makes a server's files and starts it.
func start(programs string) (*Server, error) {
	folder, err := os.MkdirTemp("", "pgtest")
	if err != nil {
		return nil, err
	}
	s := &Server{programs: programs, folder: folder}
	if s.guard, err = newGuard(folder); err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	if err := s.init(); err != nil {
		return nil, errors.Join(err, s.end())
	}
	for range 20 { // a port may be taken between being looked at and being used
		if s.port, err = freePort(); err == nil {
			err = s.run()
		}
		if err == nil {
			return s, nil
		}
	}
	return nil, errors.Join(err, s.end())
}

// init makes the server's files, once.
func (s *Server) init() error {
	secret := filepath.Join(s.folder, "password")
	if err := os.WriteFile(secret, []byte(password), 0o600); err != nil {
		return err
	}
	if err := giveAway(s.folder, secret); err != nil {
		return err
	}
	c := exec.Command(filepath.Join(s.programs, "initdb"), "--pgdata="+s.data(), "--username="+superuser, "--pwfile="+secret,
		"--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions")
	c.Dir = s.folder
	if err := asServer(c); err != nil {
		return err
	}
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return nil
}

func (s *Server) data() string { return filepath.Join(s.folder, "data") }

// LogFile is the path of what the server logs.
func (s *Server) LogFile() string { return filepath.Join(s.folder, "log") }

// run starts the server and returns when it answers.
func (s *Server) run() error {
	log, err := os.OpenFile(s.LogFile(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	c := exec.Command(filepath.Join(s.programs, "postgres"), "-D", s.data(), "-p", strconv.Itoa(s.port),
		"-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=on", "-c", "max_connections=200")
	c.Dir, c.Stdout, c.Stderr = s.folder, log, log
	if err := asServer(c); err != nil {
		return err
	}
	if err := c.Start(); err != nil {
		return err
	}
	s.running = c
	if err := s.await(); err != nil {
		s.stop(os.Kill)
		text, _ := os.ReadFile(s.LogFile())
		return fmt.Errorf("start PostgreSQL: %w\n%s", err, text)
	}
	return nil
}

// await returns when the server answers. It may have much to recover first.
func (s *Server) await() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for {
		c, err := pgx.Connect(ctx, s.DSN("postgres"))
		if err == nil {
			return c.Close(ctx)
		}
		if gone(s.running) {
			return errors.New("it ended")
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// stop ends the server with a signal, and returns when it has ended.
func (s *Server) stop(how os.Signal) {
	if s.running == nil {
		return
	}
	_ = s.running.Process.Signal(how)
	_ = s.running.Wait()
	s.running = nil
}

// end stops the server and removes its files.
func (s *Server) end() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stop(immediately)
	return errors.Join(s.guard.release(), os.RemoveAll(s.folder))
}

// Stop ends the server in immediate mode, as a power cut would: whoever is
// connected is thrown out, and [Server.Run] begins with a recovery.
func (s *Server) Stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stop(immediately)
}

// Run starts a stopped server again, with the same address and databases.
func (s *Server) Run() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running != nil {
		return nil
	}
	return s.run()
}

// Restart stops the server in immediate mode and starts it again.
func (s *Server) Restart() error {
	s.Stop()
	return s.Run()
}

// DSN is how to reach a database of the server, as its superuser.
func (s *Server) DSN(database string) string {
	return fmt.Sprintf("postgres://%s:%s@127.0.0.1:%d/%s?sslmode=disable", superuser, password, s.port, database)
}

// Address is where the server listens, as host:port.
func (s *Server) Address() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)) }

// Database makes an empty database for a test and returns how to reach it. When
// the test ends, whoever is still connected is thrown out and it is emptied.
func (s *Server) Database(tb testing.TB) (dsn string) {
	tb.Helper()
	name := s.take(tb)
	tb.Cleanup(func() {
		s.mu.Lock()
		up := s.running != nil
		s.mu.Unlock()
		if up {
			s.Exec(tb, name, emptied)
			s.giveBack(name)
		}
	})
	return s.DSN(name)
}

// take finds a database that an earlier test has given back, which is far
// quicker than making one.
func (s *Server) take(tb testing.TB) string {
	tb.Helper()
	s.mu.Lock()
	if n := len(s.empty); n > 0 {
		defer s.mu.Unlock()
		name := s.empty[n-1]
		s.empty = s.empty[:n-1]
		return name
	}
	s.made++
	name := fmt.Sprintf("test_%d", s.made)
	s.mu.Unlock()
	s.Exec(tb, "postgres", "CREATE DATABASE "+name+" TEMPLATE template0")
	return name
}

func (s *Server) giveBack(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.empty = append(s.empty, name)
}

// emptied makes a database as good as new: no other connection, no schema but
// an empty public one.
const emptied = `
DO $$
DECLARE name text; others int;
BEGIN
	LOOP
		PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
		PERFORM pg_stat_clear_snapshot();
		SELECT count(*) INTO others FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
		EXIT WHEN others = 0;
		PERFORM pg_sleep(0.002);
	END LOOP;
	FOR name IN SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema' LOOP
		EXECUTE format('DROP SCHEMA %I CASCADE', name);
	END LOOP;
	CREATE SCHEMA public;
END $$`

// Exec runs a statement in a database, as superuser.
func (s *Server) Exec(tb testing.TB, database, sql string) {
	tb.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, s.DSN(database))
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = c.Close(ctx) }()
	if _, err := c.Exec(ctx, sql); err != nil {
		tb.Fatal(err)
	}
}

// freePort finds a port that nobody uses. It stays below those that systems
// give to outgoing connections, so that it is still free after a restart.
func freePort() (int, error) {
	for range 100 {
		port := 20000 + rand.IntN(12000)
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			return port, l.Close()
		}
	}
	return 0, errors.New("no port is free")
}
