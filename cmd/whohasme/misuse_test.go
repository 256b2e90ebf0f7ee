package main

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/scan/vault"
)

// misuse is one attempt to use the program against its purpose. It must end with
// a code (1 or 2 where none is given) and the rule in words, tell no planted
// fact, ask no site, and leave the vault as it was.
type misuse struct {
	name string
	as   string // "me": alone in their own vault; else a member of the clinic's
	do   string // arguments, parted by spaces
	rule string // pattern of what is said

	before string // commands that must end well, parted by ";"; @DATE before one sets its day
	on     string // the day of the attempt; "" means misuseNow
	code   int    // 0: 1 or 2
}

func TestMisuse(t *testing.T) {
	w := newMisuseWorld(t)
	w.own()
	w.clinic()
	attempts := misuses()
	names := map[string]bool{}
	refused := 0
	for _, m := range attempts {
		if names[m.name] {
			t.Errorf("two attempts are named %q", m.name)
		}
		names[m.name] = true
		if t.Run(m.name, func(t *testing.T) { w.attempt(t, m) }) {
			refused++
		}
	}
	t.Logf("figure: issue 9, point 5: %d of %d misuse attempts refused, each with the rule in words, no fact told, no site asked and nothing changed", refused, len(attempts))
}

func (w *misuseWorld) attempt(t *testing.T, m misuse) {
	here := w
	if m.before != "" {
		here = w.copied(t)
	}
	for _, step := range strings.FieldsFunc(m.before, func(r rune) bool { return r == ';' }) {
		words := strings.Fields(step)
		now := misuseNow
		if day, dated := strings.CutPrefix(words[0], "@"); dated {
			now, words = day+"T12:00:00Z", words[1:]
		}
		if code, _, errOut := here.run(m.as, now, words...); code != exitDone && code != exitListed {
			t.Fatalf("before: %q ended with %d: %s", step, code, errOut)
		}
	}
	heads := here.heads(t)
	asked := w.asked.Load()
	now := misuseNow
	if m.on != "" {
		now = m.on + "T12:00:00Z"
	}
	code, out, errOut := here.run(m.as, now, strings.Fields(m.do)...)
	if m.code == 0 && code != exitFailed && code != exitUsage || m.code != 0 && code != m.code {
		t.Errorf("ended with %d:\n%s%s", code, out, errOut)
	}
	if !regexp.MustCompile(m.rule).MatchString(errOut + out) {
		t.Errorf("said %q, want %q", errOut+out, m.rule)
	}
	for _, f := range planted {
		if strings.Contains(strings.ToLower(out+errOut), strings.ToLower(f)) {
			t.Errorf("told %q:\n%s%s", f, out, errOut)
		}
	}
	if n := w.asked.Load() - asked; n > 0 && m.code == 0 {
		t.Errorf("a site was asked %d times", n)
	}
	if after := here.heads(t); after != heads && m.code == 0 {
		t.Errorf("the journal went on:\n%s\n%s", heads, after)
	}
}

// heads are the ends of both vaults' chains.
func (w *misuseWorld) heads(t *testing.T) string {
	t.Helper()
	text := ""
	for _, of := range [][2]string{{"own", "own"}, {"clinic", "owner"}} {
		p := newProgram(nil, nil, nil, nil)
		p.set.identity = filepath.Join(w.dir, of[1]+".key")
		u, err := p.identityFile()
		if err != nil {
			t.Fatal(err)
		}
		v, err := vault.Open(context.Background(), filepath.Join(w.dir, of[0]), u)
		if err != nil {
			t.Fatal(err)
		}
		list, err := v.Heads(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if err := v.Close(); err != nil {
			t.Fatal(err)
		}
		text += fmt.Sprintln(list)
	}
	return text
}

// repeat joins commands that differ by a number.
func repeat(n int, command string) string {
	list := make([]string, n)
	for i := range list {
		list[i] = strings.ReplaceAll(command, "#", fmt.Sprint(i))
	}
	return strings.Join(list, ";")
}

func misuses() []misuse {
	return append(append(append(misuseOfFiling(), misuseOfLooking()...), misuseOfAsking()...), misuseOfRoles()...)
}
