package brokers_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/whohasme/whohasme/brokers"
)

func file(id, rest string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("id: " + id + "\nname: " + id + "\ndomain: " + id + ".test\n" + rest)}
}

func ids(c *brokers.Catalogue) string {
	var list []string
	for _, b := range c.All() {
		list = append(list, b.ID)
	}
	return strings.Join(list, " ")
}

func TestLoadLayers(t *testing.T) {
	base := brokers.Layer{Name: "base", FS: fstest.MapFS{
		"b/beta.yaml":    file("beta", "operator: first"),
		"a/alpha.yaml":   file("alpha", ""),
		"g/gamma.yml":    file("gamma", ""),
		"README.md":      {Data: []byte("no broker")},
		"a/notes.yaml.x": {Data: []byte("no broker")},
	}}
	own := brokers.Layer{Name: "own", FS: fstest.MapFS{
		"deep/er/beta.yaml": file("beta", "operator: second"),
		"delta.yaml":        file("delta", ""),
	}}
	c, faults := brokers.Load(base, own)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	if got := ids(c); got != "alpha beta delta gamma" {
		t.Errorf("got %s, want every broker once, by id", got)
	}
	beta, ok := c.Get("beta")
	if !ok || beta.Operator != "second" {
		t.Errorf("the later layer does not override: got %+v", beta)
	}
	if got := filepath.ToSlash(c.File("beta")); got != "own/deep/er/beta.yaml" {
		t.Errorf("file of an overridden broker: got %s", got)
	}
	for _, id := range []string{"", "bet", "betaa", "omega"} {
		if b, ok := c.Get(id); ok || b != nil {
			t.Errorf("Get(%q) finds %+v", id, b)
		}
	}
	if c.File("omega") != "" {
		t.Error("a broker that is not there has a file")
	}
	if c, _ := brokers.Load(own, base); func() string { b, _ := c.Get("beta"); return b.Operator }() != "first" {
		t.Error("the order of the layers does not decide")
	}
}

func TestLoadNothing(t *testing.T) {
	for _, layers := range [][]brokers.Layer{nil, {{FS: fstest.MapFS{}}}} {
		c, faults := brokers.Load(layers...)
		if c == nil || len(c.All()) != 0 || len(faults) != 0 {
			t.Errorf("got %v with faults %v", c, faults)
		}
		if _, ok := c.Get("x"); ok {
			t.Error("an empty catalogue has a broker")
		}
	}
}

// A broken file disables itself and nothing else: not its neighbours, and not
// the broker of an earlier layer that it meant to override.
func TestLoadBrokenFileDisablesOnlyItself(t *testing.T) {
	base := brokers.Layer{Name: "base", FS: fstest.MapFS{"beta.yaml": file("beta", "operator: first")}}
	own := brokers.Layer{Name: "own", FS: fstest.MapFS{
		"beta.yaml":  file("beta", "operater: second"),
		"new.yaml":   file("new", ""),
		"bad.yaml":   {Data: []byte("id: [\n")},
		"empty.yaml": {},
		"huge.yaml":  {Data: []byte(strings.Repeat("#", brokers.MaxFile+1))},
	}}
	c, faults := brokers.Load(base, own)
	if got := ids(c); got != "beta new" {
		t.Errorf("got %s", got)
	}
	if b, _ := c.Get("beta"); b.Operator != "first" {
		t.Error("the broken file replaced the broker it meant to override")
	}
	want := []string{
		"own/bad.yaml:2: not valid YAML: did not find expected node content while parsing a flow node",
		`own/beta.yaml:4: operater: unknown key`,
		"own/empty.yaml:1: file is empty",
		"own/huge.yaml:1: file is larger than 1024 KiB",
	}
	got := strings.Split(filepath.ToSlash(faults.Error()), "\n")
	if len(got) != len(want) {
		t.Fatalf("got %d faults, want %d:\n%s", len(got), len(want), faults.Error())
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("got %q, want %q", got[i], want[i])
		}
	}
}

// Unknown keys do not hide what else is wrong, a missing id included.
func TestLoadReportsEveryFaultOfAFile(t *testing.T) {
	_, faults := brokers.Load(brokers.Layer{FS: fstest.MapFS{"x.yaml": {Data: []byte("nmae: y\ndomain: [z]\nstatus: sleeping\n")}}})
	got := faults.Error()
	for _, want := range []string{
		"x.yaml:1: nmae: unknown key", "x.yaml:1: id: want lower-case", "x.yaml:1: name: is missing",
		"x.yaml:2: domain: want a single value", "x.yaml:3: status: want one of active, retired, unknown",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not among\n%s", want, got)
		}
	}
	if len(faults) != 5 {
		t.Errorf("got %d faults, want 5:\n%s", len(faults), got)
	}
}

func TestLoadSameIDTwiceInOneLayer(t *testing.T) {
	c, faults := brokers.Load(brokers.Layer{Name: "own", FS: fstest.MapFS{
		"a/one.yaml": file("one", "operator: first"),
		"b/one.yaml": file("one", "operator: second"),
	}})
	if len(faults) != 1 || filepath.ToSlash(faults.Error()) != `own/b/one.yaml:1: id: "one" stands in own/a/one.yaml too` {
		t.Errorf("got %v", faults)
	}
	if b, ok := c.Get("one"); !ok || b.Operator != "first" {
		t.Errorf("got %+v, want the first file to hold", b)
	}
}

// closed is a file system with a folder and a file that cannot be read.
type closed struct{ fstest.MapFS }

func (c closed) Open(name string) (fs.File, error) {
	if name == "shut" || name == "open/shut.yaml" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return c.MapFS.Open(name)
}

func (c closed) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == "shut" {
		return nil, fs.ErrPermission
	}
	return c.MapFS.ReadDir(name)
}

// What cannot be read is told, so that nobody takes its brokers for missing.
func TestLoadUnreadable(t *testing.T) {
	c, faults := brokers.Load(brokers.Layer{Name: "own", FS: closed{fstest.MapFS{
		"open/one.yaml": file("one", ""), "open/shut.yaml": file("two", ""), "shut/three.yaml": file("three", ""),
	}}})
	if got := ids(c); got != "one" {
		t.Errorf("got %s", got)
	}
	want := "own/open/shut.yaml:1: cannot be read\nown/shut:1: folder cannot be read"
	if got := filepath.ToSlash(faults.Error()); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "l", "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "l", "x", "lantern-lookup.yaml")
	if err := os.WriteFile(path, []byte(sample), 0o600); err != nil {
		t.Fatal(err)
	}
	layer, err := brokers.Folder(dir)
	if err != nil {
		t.Fatal(err)
	}
	c, faults := brokers.Load(layer)
	if ids(c) != "lantern-lookup" || len(faults) > 0 || c.File("lantern-lookup") != path {
		t.Errorf("got %s in %s with faults %v", ids(c), c.File("lantern-lookup"), faults)
	}
	for _, bad := range []string{filepath.Join(dir, "none"), path} {
		if _, err := brokers.Folder(bad); err == nil || !strings.HasPrefix(err.Error(), "open catalogue "+bad) {
			t.Errorf("Folder(%s): got %v", bad, err)
		}
	}
}

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "good.yaml"), filepath.Join(dir, "bad.yaml")
	for path, text := range map[string]string{good: sample, bad: "id: x\nnmae: y\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if b, err := brokers.ReadFile(good); err != nil || b.ID != "lantern-lookup" {
		t.Errorf("got %+v, %v", b, err)
	}
	var faults brokers.Faults
	if _, err := brokers.ReadFile(bad); !errors.As(err, &faults) || faults[0].File != bad {
		t.Errorf("a broken file: got %v", err)
	}
	if _, err := brokers.ReadFile(filepath.Join(dir, "none.yaml")); err == nil || !strings.Contains(err.Error(), "cannot be read") {
		t.Errorf("a file that is not there: got %v", err)
	}
}

// The catalogue of the program itself is without faults.
func TestEmbedded(t *testing.T) {
	c, faults := brokers.Load(brokers.Embedded())
	for _, f := range append(faults, brokers.Lint(c)...) {
		t.Error(f)
	}
	for _, b := range c.All() {
		if want := filepath.Join("catalogue", b.ID[:1], b.ID+".yaml"); c.File(b.ID) != want {
			t.Errorf("broker %s stands in %s, want %s", b.ID, c.File(b.ID), want)
		}
	}
}

// No file lies in the catalogue's folder that is not compiled in.
func TestEmbeddedWhole(t *testing.T) {
	names, err := filepath.Glob("catalogue/[a-z0-9]/*")
	if err != nil {
		t.Fatal(err)
	}
	c, _ := brokers.Load(brokers.Embedded())
	for _, name := range names {
		if id, yaml := strings.CutSuffix(filepath.Base(name), ".yaml"); !yaml || c.File(id) != name {
			t.Errorf("%s is not in the catalogue", name)
		}
	}
}
