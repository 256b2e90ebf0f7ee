package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/letter/paper"
	"github.com/whohasme/whohasme/scan/owner"
	"github.com/whohasme/whohasme/scan/vault"
)

func (p *program) checkConfig(fault error) []checkup {
	file := p.set.config
	if file == "" {
		if file = p.env["WHOHASME_CONFIG"]; file == "" && p.configHome() != "" {
			file = filepath.Join(p.configHome(), "whohasme", "config.yaml")
		}
	}
	if fault != nil {
		return []checkup{{"configuration", faulty, strings.ReplaceAll(fault.Error(), "\n", "; "), "correct it; every key is the name of a flag, `whohasme scan --help` lists them"}}
	}
	if _, err := os.Stat(file); err != nil {
		return []checkup{note("configuration", "there is no file at "+orElse(file, "a home folder"), "")}
	}
	return append([]checkup{ok("configuration", "%s can be read", file)}, onlyOwner("configuration", file)...)
}

// onlyOwner finds fault with what others may look into.
func onlyOwner(check, path string) []checkup {
	who, err := owner.Others(path)
	if err != nil || len(who) == 0 {
		return nil
	}
	fix := "chmod go= " + quoted(path)
	if runtime.GOOS == "windows" {
		fix = `icacls ` + quoted(path) + ` /inheritance:r /grant:r "%USERNAME%:F"`
	}
	return []checkup{{check, faulty, path + " can be opened by " + strings.Join(who, " and "), fix}}
}

func quoted(path string) string {
	if strings.ContainsAny(path, " \t'$&()") {
		return `"` + path + `"`
	}
	return path
}

func (p *program) checkCatalogue() []checkup {
	layers, err := p.layers()
	if err != nil {
		return []checkup{fault("catalogue", err.Error(), "name a folder that is there with --catalogue or --only-catalogue")}
	}
	c, faults := brokers.Load(layers...)
	list := []checkup{ok("catalogue", "%s", plural(len(c.All()), "broker", "brokers"))}
	for _, f := range faults {
		list = append(list, fault("catalogue", "left out: "+f.Error(), "correct the file; `whohasme brokers lint` checks it"))
	}
	for _, f := range c.Thinner() {
		list = append(list, note("catalogue", f.Error(), "copy what is missing, or remove the file"))
	}
	if len(c.All()) == 0 {
		list[0] = fault("catalogue", "it has no broker", "leave --only-catalogue out, or put .yaml files there")
	}
	return list
}

func (p *program) checkVault(ctx context.Context) []checkup {
	path := p.vaultPath()
	if p.onPostgres() {
		return p.checkDatabase(ctx)
	}
	if path == "" {
		return []checkup{fault("vault", "neither HOME nor XDG_DATA_HOME is set, so there is no place for one", "say where with --vault")}
	}
	switch err := vault.Probe(ctx, path); {
	case errors.Is(err, vault.ErrNoVault):
		return []checkup{note("vault", "there is none at "+path+" yet", "`whohasme init` makes one")}
	case err != nil:
		return []checkup{fault("vault", fmt.Sprintf("%s: %v", path, err), "name another place with --vault, or move what is there")}
	}
	list := []checkup{ok("vault", "there is one at %s; `whohasme vault verify` checks every entry", path)}
	entries, err := os.ReadDir(path)
	if err != nil {
		return []checkup{fault("vault", path+" cannot be listed", "it is another user's, or its rights were changed; give it back to yourself")}
	}
	if f, err := os.OpenFile(filepath.Join(path, "lock"), os.O_RDWR, 0); errors.Is(err, fs.ErrPermission) {
		list = append(list, fault("vault", path+" cannot be written by you", "it is another user's, or its disk is mounted for reading only"))
	} else if err == nil {
		_ = f.Close()
	}
	open := onlyOwner("vault", path)
	for _, e := range entries {
		if len(open) == 0 {
			open = onlyOwner("vault", filepath.Join(path, e.Name()))
		}
	}
	return append(list, open...)
}

// checkDatabase looks at a vault on PostgreSQL.
func (p *program) checkDatabase(ctx context.Context) []checkup {
	if err := p.checkPlace(); err != nil {
		return []checkup{fault("vault", err.Error(), "set WHOHASME_POSTGRES for this program only, out of a file that only you can read")}
	}
	switch err := vault.Probe(ctx, p.vaultWhere()); {
	case errors.Is(err, vault.ErrNoVault):
		return []checkup{note("vault", "the database can be reached; there is no vault in it yet", "`whohasme init` makes one")}
	case err != nil:
		return []checkup{fault("vault", fmt.Sprintf("%s: %v", postgresVault, err), "see that the server runs, and that WHOHASME_POSTGRES is right")}
	}
	return []checkup{ok("vault", "there is one on %s; `whohasme vault verify` checks every entry", postgresVault)}
}

// checkSecrets looks at who could read what opens the vault.
func (p *program) checkSecrets() []checkup {
	var list []checkup
	for _, f := range []struct{ flag, file string }{{"passphrase-file", p.set.passphraseFile}, {"identity", p.set.identity}} {
		if f.file == "" {
			continue
		}
		if _, err := os.ReadFile(f.file); err != nil {
			list = append(list, fault("passphrase", "--"+f.flag+" names a file that cannot be read", "name one that is there"))
			continue
		}
		list = append(list, onlyOwner("passphrase", f.file)...)
	}
	if p.set.identity != "" && len(list) == 0 {
		if _, err := p.identityFile(); err != nil {
			list = append(list, fault("passphrase", err.Error(), "age-keygen makes one, and so does `whohasme init --recovery-key FILE`"))
		}
	}
	if p.env["WHOHASME_PASSPHRASE"] != "" {
		list = append(list, note("passphrase", "WHOHASME_PASSPHRASE holds one: every program started from here can read it", "a --passphrase-file that only you can open is safer"))
	}
	if len(list) == 0 {
		list = append(list, ok("passphrase", "nothing that opens the vault can be read by others here"))
	}
	return list
}

// Room on the disk, in bytes: a first scan of all brokers with its pages takes
// some tens of megabytes.
const (
	tooLittleRoom = 64 << 20
	littleRoom    = 512 << 20
)

func (p *program) checkDisk() []checkup {
	dir := p.vaultPath()
	if p.onPostgres() {
		dir = p.dataHome() // letters are written there
	}
	for dir != "" && dir != filepath.Dir(dir) {
		if _, err := os.Stat(dir); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	if dir == "" {
		return nil
	}
	free, known := roomAt(dir)
	text := fmt.Sprintf("%.1f GB free where the vault is", float64(free)/1e9)
	switch {
	case !known:
		return []checkup{note("disk", "how much room there is cannot be told on this system", "")}
	case free < tooLittleRoom:
		return []checkup{fault("disk", text, "free some space, or put the vault elsewhere with --vault")}
	case free < littleRoom:
		return []checkup{note("disk", text, "free some space before long")}
	}
	return []checkup{ok("disk", "%s", text)}
}

// checkTemp looks at the folder for temporary files, where browsers' profiles
// are made.
func (p *program) checkTemp() []checkup {
	dir, err := os.MkdirTemp(p.env["TMPDIR"], "whohasme-doctor-")
	if err != nil {
		return []checkup{fault("temporary files", "the folder for them cannot be written, so no browser can be used", "set TMPDIR to a folder that is there and yours")}
	}
	if err := os.Remove(dir); err != nil {
		return []checkup{fault("temporary files", "what is made there cannot be removed again", "set TMPDIR to a folder that is yours")}
	}
	return []checkup{ok("temporary files", "they can be made and wiped")}
}

// clockSlack is by how much a clock may go wrong and be set right again
// without a word.
const clockSlack = 10 * time.Minute

// checkClock compares the clock with what is older than now for certain: the
// program itself, and the last entry of the journal.
func (p *program) checkClock() []checkup {
	now := p.now()
	fix := "set the machine's date and time: every deadline and every \"gone\" rests on them"
	if born, err := time.Parse(time.DateOnly, builtOn); err == nil && now.Before(born.Add(-24*time.Hour)) {
		return []checkup{fault("clock", "it says "+now.Format(time.DateOnly)+", which is before this program was made", fix)}
	}
	for _, name := range []string{"journal.db", "journal.db-wal"} {
		if p.onPostgres() {
			break
		}
		info, err := os.Stat(filepath.Join(p.vaultPath(), name))
		if err == nil && info.ModTime().After(time.Now().Add(clockSlack)) {
			return []checkup{fault("clock", "it says "+now.Format("2006-01-02 15:04")+", but the journal's last entry was written on "+info.ModTime().Format("2006-01-02 15:04"), fix)}
		}
	}
	list := []checkup{ok("clock", "%s", now.Format("2006-01-02 15:04 MST"))}
	if p.set.onlyCatalogue != "" && p.env["WHOHASME_NOW"] != "" {
		list = append(list, note("clock", "WHOHASME_NOW sets it, as in practice", "unset WHOHASME_NOW for real scans"))
	}
	return list
}

// checkLetters writes a page in several scripts, which shows that the fonts
// are there.
func (p *program) checkLetters() []checkup {
	sample := report.Letter{Date: brokers.DateOf(p.now()), To: []string{"Example"}, Subject: "Example", Body: []report.Paragraph{{Text: "Latin, Ελληνικά, Кириллица, עברית, العربية, हिन्दी"}}, Signature: "Example", Lang: "en"}
	var out bytes.Buffer
	if err := paper.Write(&out, sample, "pdf"); err != nil || out.Len() == 0 {
		return []checkup{fault("letters", "no PDF can be written", "the program is damaged; fetch it again. --format txt and html need no fonts")}
	}
	return []checkup{ok("letters", "PDF can be written; its fonts are built in")}
}
