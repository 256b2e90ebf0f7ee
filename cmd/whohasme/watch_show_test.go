package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan/vault"
)

// TestDigestIsOwed: what could not be written of what was told is written in the
// next round, though nothing is new then.
func TestDigestIsOwed(t *testing.T) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	v, err := vault.Create(t.Context(), filepath.Join(dir, "vault"), vault.Unlock{Identities: []age.Identity{id}, Recipients: []age.Recipient{id.Recipient()}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = v.Close() }()
	book := &casebook.Casebook{Vault: v, Now: time.Now}
	file := filepath.Join(dir, "away", "digest.txt")
	tell := &teller{p: newProgram(nil, nil, io.Discard, io.Discard), ctx: t.Context(), book: book, digest: &digest{path: file, book: book}}
	if err := tell.News([]casebook.News{{Is: casebook.NewsGone, Subject: "me", Broker: "corner"}}); err == nil {
		t.Fatal("a digest was written where no folder is")
	}
	if err := os.Mkdir(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := tell.News(nil); err != nil {
			t.Fatal(err)
		}
		if text, err := os.ReadFile(file); err != nil || !strings.HasPrefix(string(text), digestHead) {
			t.Fatalf("%q, %v", text, err)
		}
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if err := tell.News(nil); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("written again though nothing is owed")
	}
}
