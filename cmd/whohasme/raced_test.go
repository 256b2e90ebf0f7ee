package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/term"
)

// Under the race detector most of the scripts' time goes into starting programs
// that do one thing after the other, where no race can be, and that the run
// without the detector has seen. So .ci/run builds the tests' program without
// it as well and names it in WHOHASME_TEST_PROGRAM; that one goes over into the
// one with the detector for every command that does several things at once.

// oneByOne are the commands that start nothing beside themselves.
var oneByOne = []string{
	"init", "subject", "brokers", "read", "review", "reveal", "evidence", "report", "plan", "letters", "request", "drop", "due", "evaluate", "completion", "man", "help", "--help", "--version",
}

// oneAfterOther reports whether a command is one of them. On a terminal each
// waits for answers and for interrupts at once.
func oneAfterOther(args []string) bool {
	switch {
	case term.IsTerminal(int(os.Stdin.Fd())):
		return false
	case len(args) == 0:
		return true
	case args[0] == "brokers":
		return len(args) == 1 || args[1] != "check"
	}
	return slices.Contains(oneByOne, args[0])
}

const racedProgram = "WHOHASME_TEST_RACED"

// raced is the environment of scripts in which the program is the one without
// the detector; nothing where none is named.
func raced(path string) map[string]string {
	plain := os.Getenv("WHOHASME_TEST_PROGRAM")
	if plain == "" {
		return nil
	}
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	return map[string]string{"PATH": filepath.Dir(plain) + string(filepath.ListSeparator) + path, racedProgram: self}
}

// becomeRaced makes this process the program with the detector where the command
// wants it.
func becomeRaced() {
	self := os.Getenv(racedProgram)
	if self == "" || oneAfterOther(os.Args[1:]) {
		return
	}
	env := slices.DeleteFunc(os.Environ(), func(e string) bool { return strings.HasPrefix(e, racedProgram+"=") })
	err := syscall.Exec(self, os.Args, env)
	fmt.Fprintln(os.Stderr, "TEST: become", self, err)
	os.Exit(exitFailed)
}
