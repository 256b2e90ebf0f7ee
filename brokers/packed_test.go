package brokers_test

import (
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/whohasme/whohasme/brokers"
)

// What is compiled in says what the files say, to the last field.
func TestPackedIsCurrent(t *testing.T) {
	quick, faults := brokers.Load(brokers.Embedded())
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	slow, faults := brokers.Load(brokers.Embedded().Files())
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	if ids(quick) != ids(slow) {
		t.Fatal("other brokers are packed than there are files: run `go generate ./brokers`")
	}
	for _, want := range slow.All() {
		if got, _ := quick.Get(want.ID); !reflect.DeepEqual(got, want) {
			t.Errorf("broker %s is packed otherwise than its file says: run `go generate ./brokers`", want.ID)
		}
		if quick.File(want.ID) != slow.File(want.ID) {
			t.Errorf("broker %s: file %s, want %s", want.ID, quick.File(want.ID), slow.File(want.ID))
		}
	}
}

func TestPack(t *testing.T) {
	folder := brokers.Layer{FS: fstest.MapFS{"l/lantern-lookup.yaml": {Data: []byte(sample)}, "l/lamp-people.yaml": file("lamp-people", "family: lantern\n"+full)}}
	a, err := brokers.Pack(folder)
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		if b, err := brokers.Pack(folder); err != nil || !reflect.DeepEqual(a, b) {
			t.Fatalf("packed twice it is not the same (%v)", err)
		}
	}
	for name, text := range map[string]string{"a fault of the file": "nmae: x", "a fault between files": "category: other"} {
		folder.FS = fstest.MapFS{"x.yaml": file("x", text)}
		if _, err := brokers.Pack(folder); err == nil {
			t.Errorf("%s is packed", name)
		}
	}
}

// An overlay overrides a packed broker, and lint names the lines of packed ones.
func TestPackedUnderOverlay(t *testing.T) {
	own := brokers.Layer{Name: "own", FS: fstest.MapFS{
		"spokeo.yaml": file("spokeo", "operator: mine"),
		"a-twin.yaml": {Data: []byte("id: a-twin\nname: Twin\ndomain: whitepages.com\n" + full)},
	}}
	c, faults := brokers.Load(brokers.Embedded(), own)
	if b, ok := c.Get("spokeo"); !ok || b.Operator != "mine" || c.File("spokeo") != "own/spokeo.yaml" || len(faults) > 0 {
		t.Errorf("got %+v from %s, faults %v", b, c.File("spokeo"), faults)
	}
	want := map[string]bool{
		"own/spokeo.yaml:1: category: is missing":                                                true,
		"own/spokeo.yaml:1: country: is missing":                                                 true,
		"own/spokeo.yaml:1: status: is missing":                                                  true,
		"own/spokeo.yaml:1: sources: is missing: say where the facts come from":                  true,
		`own/a-twin.yaml:3: domain: is that of "whitepages" too, in catalogue/w/whitepages.yaml`: true,
	}
	for _, f := range brokers.Lint(c) {
		if strings.HasPrefix(f.Text, "replaces the built-in catalogue/s/spokeo.yaml whole and loses search") {
			continue
		}
		if !want[f.Error()] {
			t.Errorf("fault %s", f.Error())
		}
		delete(want, f.Error())
	}
	if len(want) > 0 {
		t.Errorf("not told: %v", want)
	}
}

func BenchmarkLoadPacked(b *testing.B) {
	for b.Loop() {
		brokers.Load(brokers.Embedded())
	}
}

func BenchmarkLoadFiles(b *testing.B) {
	for b.Loop() {
		brokers.Load(brokers.Embedded().Files())
	}
}

func BenchmarkLint(b *testing.B) {
	c, _ := brokers.Load(brokers.Embedded())
	for b.Loop() {
		brokers.Lint(c)
	}
}
