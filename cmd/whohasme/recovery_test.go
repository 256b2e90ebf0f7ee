//go:build unix

package main

import (
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestRecoveryShown: the key that is shown is asked for before the vault is
// made, and opens it without the passphrase.
func TestRecoveryShown(t *testing.T) {
	dir := t.TempDir()
	vault := filepath.Join(dir, "vault")
	env := func(secret string) []string {
		return []string{"HOME=" + dir, "TMPDIR=" + dir, "WHOHASME_PASSPHRASE=" + secret, "WHOHASME_VAULT=" + vault}
	}
	in, answers := io.Pipe()
	talk, out := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run(t.Context(), []string{"init"}, env("correct horse battery"), in, io.Discard, out)
		out.Close()
		in.Close()
	}()
	go func() { _, _ = io.WriteString(answers, "\n\n\nOdo\n\nQuennell\n\n\n\n\n\n\n\n\n\nyes\nyes\n") }()
	shown := listen(t, talk, "Written down?")
	lines := regexp.MustCompile(`(?m)^    ([A-Z0-9 ]+)$`).FindAllStringSubmatch(shown, -1)
	if len(lines) != 4 {
		t.Fatalf("%d lines of a key in:\n%s", len(lines), shown)
	}
	var key []string
	for _, l := range lines {
		key = append(key, l[1])
	}
	go func() { _, _ = io.WriteString(answers, "QQQQ\n"+strings.ToLower(key[3])+"\n") }()
	rest, _ := io.ReadAll(talk)
	if got := <-code; got != exitDone || !strings.Contains(string(rest), "That is not the last line") {
		t.Fatalf("ended with %d:\n%s", got, rest)
	}
	for name, secret := range map[string]string{"the key": strings.Join(key, " "), "the passphrase": "correct horse battery"} {
		var list, errs strings.Builder
		if got := run(t.Context(), []string{"subject", "list"}, env(secret), strings.NewReader(""), &list, &errs); got != exitDone || !strings.Contains(list.String(), "me") {
			t.Errorf("with %s: ended with %d: %s", name, got, errs.String())
		}
	}
}
