// Package pgtest gives tests a PostgreSQL server of their own, made from the
// programs that are installed (Debian's package postgresql, for one).
//
// [Start] starts one for a test, which may restart, stop and kill it; [Shared]
// one for all tests of a program, which ends with [Close]. [Server.Database]
// makes an empty database in it. Where PostgreSQL is not installed the test is
// skipped, or fails if WHOHASME_TEST_REQUIRE is set.
//
// A server keeps its files in a new folder, listens on 127.0.0.1 only, writes
// through to the disk as it would in earnest (fsync), and asks for a password.
// It ends with the program that started it, even when that is killed.
package pgtest

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// need returns the folder of PostgreSQL's programs, or ends the test.
func need(tb testing.TB) string {
	tb.Helper()
	if dir := Programs(); dir != "" {
		return dir
	}
	if os.Getenv("WHOHASME_TEST_REQUIRE") != "" {
		tb.Fatal("PostgreSQL is not installed, and WHOHASME_TEST_REQUIRE asks for it")
	}
	tb.Skip("SKIPPED LOUDLY: PostgreSQL is not installed (on Debian: apt-get install postgresql)")
	return ""
}

// Programs returns the folder of PostgreSQL's programs, the newest there are, or
// "" without any.
func Programs() string {
	if runtime.GOOS == "windows" {
		return "" // no test there starts one
	}
	places := []string{}
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin"} {
		found, _ := filepath.Glob(pattern)
		places = append(places, found...)
	}
	slices.SortStableFunc(places, func(a, b string) int { return version(b) - version(a) })
	places = append(places, "/usr/local/pgsql/bin")
	places = append(places, filepath.SplitList(os.Getenv("PATH"))...)
	for _, dir := range places {
		if isProgram(filepath.Join(dir, "postgres")) && isProgram(filepath.Join(dir, "initdb")) {
			return dir
		}
	}
	return ""
}

// version reads the number in the path of a folder of programs.
func version(dir string) int {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, dir)
	n, _ := strconv.Atoi(digits)
	return n
}

func isProgram(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}

// one is the server that a program's tests share.
var one struct {
	sync.Mutex
	server *Server
	failed error
}

// Shared returns the server that the tests of this program share, and starts it
// when it is first asked for. TestMain must call [Close].
func Shared(tb testing.TB) *Server {
	tb.Helper()
	programs := need(tb)
	one.Lock()
	defer one.Unlock()
	if one.server == nil && one.failed == nil {
		one.server, one.failed = start(programs)
	}
	if one.failed != nil {
		tb.Fatal(one.failed)
	}
	return one.server
}

// Close ends the shared server, if there is one.
func Close() {
	one.Lock()
	defer one.Unlock()
	if one.server == nil {
		return
	}
	if err := one.server.end(); err != nil {
		fmt.Fprintln(os.Stderr, "pgtest:", err)
	}
	one.server = nil
}

// Start starts a server that ends with the test.
func Start(tb testing.TB) *Server {
	tb.Helper()
	s, err := start(need(tb))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.end(); err != nil {
			tb.Error(err)
		}
	})
	return s
}
