package main

import (
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// oddJobs are programs at places and with arguments that unit files have their
// own opinions about.
var oddJobs = []struct {
	name string
	job
}{
	{"plain", job{"/usr/bin/whohasme", []string{"watch", "--once"}, secret{}}},
	{"spaces", job{"/home/a b/who has me", []string{"watch", "--vault", "/home/a b/my vault"}, secret{"--passphrase-file", "passphrase", "/home/a b/pass phrase"}}},
	{"percent and dollar", job{"/opt/100%h/who$HOME", []string{"watch", "--digest", "/x/%u $USER ${HOME} $$ %%"}, secret{"--identity", "identity", "/k/100%h.txt"}}},
	{"quotes", job{`/opt/it's "here"/w`, []string{"watch", "--notice", `say "hi" & it's <new> \ \" '`}, secret{"--passphrase-file", "passphrase", `/p/'"&<>`}}},
	{"backslashes", job{`C:\Program Files\Who Has Me\whohasme.exe`, []string{"watch", "--vault", `C:\Users\a b\vault\`, "--digest", `\\host\share\"x`}, secret{}}},
	{"other letters", job{"/home/żółć/программа", []string{"watch", "--notice", "Neues – 新しい 😀 ]]> &amp; #"}, secret{}}},
	{"nothing between", job{"/usr/bin/whohasme", []string{"watch", "--notice", "; rm -rf `x` $(y) | > < * ? ~ ! #"}, secret{}}},
}

// TestCronLine gives the command to a real shell, after cron's own reading.
func TestCronLine(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no cron")
	}
	for _, c := range oddJobs {
		t.Run(c.name, func(t *testing.T) {
			line := cronLine(c.job)
			fields := strings.SplitN(line, " ", 6)
			if strings.Count(line, "\n") != 1 || len(fields) != 6 || strings.Join(fields[:5], " ") != "17 * * * *" {
				t.Fatalf("no line of a crontab: %q", line)
			}
			// cron ends the command at a percent sign, but for those behind a backslash.
			command := strings.TrimSuffix(fields[5], "\n")
			for i, r := range command {
				if r == '%' && (i == 0 || command[i-1] != '\\') {
					t.Fatalf("a bare percent sign at %d of %q", i, command)
				}
			}
			command = strings.TrimSuffix(strings.ReplaceAll(command, `\%`, "%"), " >/dev/null 2>&1")
			out, err := exec.Command("/bin/sh", "-c", `for a in `+command+`; do printf '%s\n' "$a"; done`).Output()
			if err != nil {
				t.Fatal(err)
			}
			same(t, strings.Split(strings.TrimSuffix(string(out), "\n"), "\n"), append([]string{c.program}, c.plainArgs()...))
		})
	}
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestLaunchdPlist reads the file back as XML.
func TestLaunchdPlist(t *testing.T) {
	for _, c := range oddJobs {
		t.Run(c.name, func(t *testing.T) {
			var p struct {
				Version string `xml:"version,attr"`
				Dict    struct {
					Keys  []string `xml:"key"`
					Array struct {
						Strings []string `xml:"string"`
					} `xml:"array"`
				} `xml:"dict"`
			}
			d := xml.NewDecoder(strings.NewReader(launchdPlist(c.job)))
			if err := d.Decode(&p); err != nil {
				t.Fatal(err)
			}
			same(t, p.Dict.Array.Strings, append([]string{c.program}, c.plainArgs()...))
			if p.Version != "1.0" || !slices.Contains(p.Dict.Keys, "StartInterval") || !slices.Contains(p.Dict.Keys, "Label") {
				t.Errorf("keys %q", p.Dict.Keys)
			}
		})
	}
}

// TestWindowsTask reads the file back as XML, and its arguments as Windows does.
func TestWindowsTask(t *testing.T) {
	for _, c := range oddJobs {
		t.Run(c.name, func(t *testing.T) {
			var task struct {
				XMLName   xml.Name
				Version   string `xml:"version,attr"`
				Principal struct {
					ID string `xml:"id,attr"`
				} `xml:"Principals>Principal"`
				Actions struct {
					Context string `xml:"Context,attr"`
					Exec    struct{ Command, Arguments string }
				}
			}
			text := windowsTask(c.job)
			if err := xml.Unmarshal([]byte(text), &task); err != nil {
				t.Fatal(err)
			}
			if task.XMLName.Space != "http://schemas.microsoft.com/windows/2004/02/mit/task" || task.XMLName.Local != "Task" || task.Actions.Context != task.Principal.ID {
				t.Errorf("%v, context %q of principal %q", task.XMLName, task.Actions.Context, task.Principal.ID)
			}
			if task.Actions.Exec.Command != c.program {
				t.Errorf("command %q, want %q", task.Actions.Exec.Command, c.program)
			}
			same(t, argvW(task.Actions.Exec.Arguments), c.plainArgs())
			same(t, inOrder(t, text, "TimeTrigger"), []string{"Repetition", "StartBoundary", "Enabled", "RandomDelay"})
			same(t, inOrder(t, text, "Task"), []string{"RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"})
			same(t, inOrder(t, text, "Exec"), []string{"Command", "Arguments"})
		})
	}
}

// inOrder lists the elements right below another, in order.
func inOrder(t *testing.T, text, below string) (list []string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	var open []string
	for {
		token, err := d.Token()
		if err == io.EOF {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if len(open) > 0 && open[len(open)-1] == below {
				list = append(list, e.Name.Local)
			}
			open = append(open, e.Name.Local)
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
}

// argvW reads a command line by the rules of CommandLineToArgvW, written down
// here apart from the code.
func argvW(s string) (args []string) {
	var b strings.Builder
	quoted, any, slashes := false, false, 0
	flush := func(n int) { b.WriteString(strings.Repeat(`\`, n)); slashes = 0 }
	for _, r := range s {
		switch {
		case r == '\\':
			slashes, any = slashes+1, true
		case r == '"':
			odd := slashes%2 == 1
			flush(slashes / 2)
			if any = true; odd {
				b.WriteRune('"')
			} else {
				quoted = !quoted
			}
		case r == ' ' && !quoted:
			flush(slashes)
			if any {
				args = append(args, b.String())
			}
			b.Reset()
			any = false
		default:
			flush(slashes)
			b.WriteRune(r)
			any = true
		}
	}
	flush(slashes)
	if any {
		args = append(args, b.String())
	}
	return args
}

// TestSystemdUnits lets systemd itself read the units, with a program that is
// there, and compares what it would run.
func TestSystemdUnits(t *testing.T) {
	verify, err := exec.LookPath("systemd-analyze")
	if err != nil {
		if os.Getenv("WHOHASME_TEST_REQUIRE") != "" {
			t.Fatal("there is no systemd-analyze")
		}
		t.Skip("there is no systemd-analyze")
	}
	for _, c := range oddJobs {
		if strings.HasPrefix(c.program, "C:") {
			continue // a path of Windows
		}
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			j := c.job
			j.program = filepath.Join(dir, filepath.Base(filepath.Dir(c.program)), filepath.Base(c.program))
			if err := os.MkdirAll(filepath.Dir(j.program), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(j.program, []byte("#!/bin/sh\n"), 0o700); err != nil {
				t.Fatal(err)
			}
			text := systemdUnits(j)
			service, timer, ok := strings.Cut(text, "# ~/.config/systemd/user/whohasme-watch.timer\n")
			if !ok || !strings.Contains(timer, "Persistent=true") {
				t.Fatalf("no timer: %s", text)
			}
			for name, part := range map[string]string{"whohasme-watch.service": service, "whohasme-watch.timer": timer} {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(part), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if out, err := verified(verify, dir); err != nil || strings.Contains(out, "whohasme-watch") {
				t.Errorf("systemd says: %v %s", err, out)
			}
			checkExec(t, service, j)
		})
	}
}

// verified is what systemd says of the units in a folder.
func verified(verify, dir string) (string, error) {
	c := exec.Command(verify, "verify", "--user", "--man=no", filepath.Join(dir, "whohasme-watch.service"), filepath.Join(dir, "whohasme-watch.timer"))
	c.Env = append(os.Environ(), "XDG_RUNTIME_DIR="+dir)
	out, err := c.CombinedOutput()
	return string(out), err
}

// TestSystemdSeesFaults proves that systemd says something where a unit is wrong:
// of a silent witness the test above would prove nothing.
func TestSystemdSeesFaults(t *testing.T) {
	verify, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("there is no systemd-analyze")
	}
	dir := t.TempDir()
	service, timer, _ := strings.Cut(systemdUnits(job{filepath.Join(dir, "not there"), nil, secret{}}), "# ~/.config/systemd/user/whohasme-watch.timer\n")
	for name, part := range map[string]string{"whohasme-watch.service": service, "whohasme-watch.timer": timer} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(part), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := verified(verify, dir); err == nil || !strings.Contains(out, "not there") {
		t.Errorf("systemd says nothing of a program that is not there: %v %s", err, out)
	}
}

// checkExec reads the command line back as systemd.service(5) describes it.
func checkExec(t *testing.T, service string, j job) {
	t.Helper()
	_, rest, _ := strings.Cut(service, "ExecStart=")
	line, _, _ := strings.Cut(rest, "\n")
	var words []string
	for line = strings.TrimSpace(line); line != ""; line = strings.TrimSpace(line) {
		var b strings.Builder
		i, quoted := 0, line[0] == '"'
		if quoted {
			i = 1
		}
		for ; i < len(line) && (quoted && line[i] != '"' || !quoted && line[i] != ' '); i++ {
			if line[i] == '\\' {
				i++
			}
			b.WriteByte(line[i])
		}
		if quoted {
			i++
		}
		word := b.String()
		if len(words) > 0 {
			word = strings.ReplaceAll(word, "$$", "$")
		}
		words = append(words, strings.ReplaceAll(word, "%%", "%"))
		line = line[min(i, len(line)):]
	}
	want := append([]string{j.program}, j.args...)
	if strings.ContainsAny(j.program, `'"\`) {
		want = append([]string{"/bin/sh", "-c", `exec "$0" "$@"`}, want...)
	}
	if j.secret.flag != "" {
		want = append(want, j.secret.flag, "%d/"+j.secret.name)
		if !strings.Contains(service, "LoadCredential="+j.secret.name+":"+strings.ReplaceAll(j.secret.path, "%", "%%")+"\n") {
			t.Errorf("no credential for %q", j.secret.path)
		}
	}
	same(t, words, want)
}
