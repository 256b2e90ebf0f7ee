package owner

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func TestOwnFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	if err := errors.Join(MkdirAll(dir), MkdirAll(dir)); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "f")
	if err := WriteFile(file, []byte("text")); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Dir(dir), dir, file} {
		if who, err := Others(path); err != nil || len(who) > 0 {
			t.Errorf("%s: %v may look (%v)", filepath.Base(path), who, err)
		}
	}
	if err := WriteFile(file, []byte("other")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a file was written over: %v", err)
	}
	if b, err := os.ReadFile(file); err != nil || string(b) != "text" {
		t.Errorf("the file holds %q (%v)", b, err)
	}
	if err := MkdirAll(filepath.Join(file, "below")); err == nil {
		t.Error("a folder was made below a file")
	}
}

func TestRestrict(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "f")
	if err := errors.Join(os.WriteFile(file, nil, 0o600), os.Chmod(file, 0o664), os.Chmod(dir, 0o755)); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" {
		if who, err := Others(file); err != nil || !slices.Equal(who, []string{"its group", "every user of this machine"}) {
			t.Errorf("%v may look (%v)", who, err)
		}
	}
	for _, path := range []string{file, dir} {
		if err := Restrict(path); err != nil {
			t.Fatal(err)
		}
		if who, err := Others(path); err != nil || len(who) > 0 {
			t.Errorf("%v may look (%v)", who, err)
		}
	}
	if err := Restrict(filepath.Join(dir, "nowhere")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

// The list is written and read in Microsoft's form whatever system tests run on.
func TestList(t *testing.T) {
	const me = "S-1-5-21-1004336348-1177238915-682003330-512"
	if got, want := list(me, false), "D:P(A;;FA;;;"+me+")"; got != want {
		t.Errorf("a file's list is %s, want %s", got, want)
	}
	if got, want := list(me, true), "D:P(A;OICI;FA;;;"+me+")"; got != want {
		t.Errorf("a folder's list is %s, want %s", got, want)
	}
	for _, c := range []struct{ name, sddl, want string }{
		{"ours", list(me, false), ""},
		{"a folder of ours", "O:" + me + "G:BA" + list(me, true), ""},
		{"what a home folder has", "D:(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;FA;;;" + me + ")", ""},
		{"a public folder", "D:AI(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)(A;ID;0x1301bf;;;AU)", "every user of this machine"},
		{"everyone", "D:(A;;FR;;;WD)", "everyone"},
		{"everyone by number", "D:(A;;FR;;;S-1-1-0)", "everyone"},
		{"a neighbour", "D:P(A;;FA;;;" + me + ")(A;;FR;;;S-1-5-21-1-2-3-1002)", "another account"},
		{"denied is not admitted", "D:(D;;FA;;;WD)(A;;FA;;;" + me + ")", ""},
		{"an audit entry", "D:(A;;FA;;;" + me + ")S:(AU;SAFA;FA;;;WD)", ""},
		{"no list at all", "O:BA", "everyone"},
		{"a null list", "D:NO_ACCESS_CONTROL", "everyone"},
		{"an empty list", "D:P", ""},
	} {
		if got := strings.Join(admitted(c.sddl, me), ", "); got != c.want {
			t.Errorf("%s: admits %q, want %q", c.name, got, c.want)
		}
	}
}
