package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// left lists what lies below a folder.
func left(t *testing.T, dir string) string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(p string, e os.DirEntry, err error) error {
		if err == nil && p != dir {
			rel, _ := filepath.Rel(dir, p)
			names = append(names, rel)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(names, " ")
}

// Files are written all or none, whole, and in nobody's place.
func TestWriteFiles(t *testing.T) {
	files := []newFile{{"a/ant.yaml", []byte("ant")}, {"b/bee.yaml", []byte("bee")}}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	for _, c := range []struct {
		name  string
		ctx   context.Context
		there map[string]string // a name that ends in / is a folder
		want  string            // what is there afterwards
		fault string
	}{
		{"nothing there", t.Context(), nil, "out out/a out/a/ant.yaml out/b out/b/bee.yaml", ""},
		{"one of them there", t.Context(), map[string]string{"out/a/ant.yaml": "ant"}, "out out/a out/a/ant.yaml out/b out/b/bee.yaml", ""},
		{"another in the place", t.Context(), map[string]string{"out/b/bee.yaml": "wasp"}, "out out/b out/b/bee.yaml", "out/b/bee.yaml: another file is there"},
		{"capitals", t.Context(), map[string]string{"out/b/Bee.yaml": "bee"}, "out out/b out/b/Bee.yaml", "Bee.yaml is there and differs only in capitals"},
		{"a folder in the place", t.Context(), map[string]string{"out/b/bee.yaml/": ""}, "out out/b out/b/bee.yaml", "what is there cannot be read"},
		{"a file where the second folder would be", t.Context(), map[string]string{"out/b": "x"}, "out out/b", "cannot be read"},
		{"a file where the folder would be", t.Context(), map[string]string{"out": "x"}, "out", "is no folder"},
		{"interrupted", stopped, nil, "", "interrupted, nothing was written"},
		{"interrupted with others there", stopped, map[string]string{"out/c/cat.yaml": "cat"}, "out out/c out/c/cat.yaml", "interrupted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range c.there {
				p := filepath.Join(dir, name)
				if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
					t.Fatal(err)
				}
				if strings.HasSuffix(name, "/") {
					_ = os.Mkdir(p, 0o755)
				} else if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			err := writeFiles(c.ctx, filepath.Join(dir, "out"), files)
			if (err == nil) != (c.fault == "") || err != nil && !strings.Contains(err.Error(), c.fault) {
				t.Errorf("got %v, want %q", err, c.fault)
			}
			if got := left(t, dir); got != c.want {
				t.Errorf("left %q, want %q", got, c.want)
			}
			for name, text := range c.there {
				if data, _ := os.ReadFile(filepath.Join(dir, name)); !strings.HasSuffix(name, "/") && string(data) != text {
					t.Errorf("%s was changed", name)
				}
			}
		})
	}
}

// What is no file of the kind ends with 1 and a word on why, and leaves nothing
// behind.
func TestImportBadInput(t *testing.T) {
	dir := t.TempDir()
	env := []string{"HOME=" + dir}
	huge := filepath.Join(dir, "huge")
	f, err := os.Create(huge)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(100 << 20); err != nil { // a hole: nothing is on the disk
		t.Fatal(err)
	}
	f.Close()
	texts := map[string]string{
		"empty": "", "word": `"x"`, "list": `[{"name": "a.test", "url": "a.test", "steps": []}]`, "cut": `{"name": "a.test", "steps": [`,
		"deep": strings.Repeat(`{"steps":[`, 20000), "page": "<!doctype html><title>404</title>", "bytes": "\x00\xff\xfe\x00\x01", "book": "PK\x03\x04....",
		"yaml": "id: a\nname: A\n", "traversal": `{"name": "../../etc/passwd", "url": "../../etc", "steps": []}`, "numbers": `{"name": 1e999999, "steps": 1e999999}`,
	}
	for name, text := range texts {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	texts["huge"] = ""
	for name := range texts {
		for _, kind := range []string{"ddg", "ca-registry"} {
			var out, errOut bytes.Buffer
			to := filepath.Join(dir, "to", name)
			code := run(t.Context(), []string{"brokers", "import", kind, filepath.Join(dir, name), "-o", to, "--alone"}, env, strings.NewReader(""), &out, &errOut)
			if code != exitFailed || !strings.Contains(errOut.String(), "read "+filepath.Join(dir, name)+": ") {
				t.Errorf("%s, %s: ended with %d, %s", kind, name, code, errOut.String())
			}
			if _, err := os.Stat(filepath.Join(dir, "to")); err == nil {
				t.Errorf("%s, %s: something was written: %s", kind, name, left(t, filepath.Join(dir, "to")))
			}
		}
	}
	if code := run(t.Context(), []string{"brokers", "import", "ca-registry", dir, "-o", filepath.Join(dir, "to")}, env, strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{}); code != exitFailed {
		t.Errorf("a folder for a file ended with %d", code)
	}
}
