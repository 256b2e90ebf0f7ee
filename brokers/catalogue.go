package brokers

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

//go:embed catalogue/*/*.yaml
var embedded embed.FS

// Catalogue is all brokers that are known, one per id.
type Catalogue struct {
	all  []*Broker // by id
	from map[string]origin
}

// origin is where a broker's file lies.
type origin struct {
	layer Layer
	name  string // in the layer
}

func (o origin) file() string { return filepath.Join(o.layer.Name, o.name) }

// Layer is a folder of broker files. A later layer adds to the ones before it
// and overrides them by id.
type Layer struct {
	Name string // shown before a file's path in faults; "" for the embedded one
	FS   fs.FS

	packed []byte // the same brokers, faster to read; nil: there is no such form
}

// Folder is the layer of a folder on disk; every .yaml file below it counts.
func Folder(dir string) (Layer, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return Layer{}, fmt.Errorf("open catalogue %s: no such folder", dir)
	}
	if !info.IsDir() {
		return Layer{}, fmt.Errorf("open catalogue %s: not a folder", dir)
	}
	return Layer{Name: dir, FS: os.DirFS(dir)}, nil
}

// Load reads the layers in order. A file with faults is left out, and only
// that file; its faults are returned beside the catalogue of all the others.
func Load(layers ...Layer) (*Catalogue, Faults) {
	c := &Catalogue{from: map[string]origin{}}
	byID := map[string]*Broker{}
	var faults Faults
	for _, l := range layers {
		if list, err := unpack(l.packed); err == nil {
			for _, b := range list {
				byID[b.ID], c.from[b.ID] = b, origin{l, path.Join(b.ID[:1], b.ID+".yaml")}
			}
			continue
		}
		faults = append(faults, c.read(l, byID)...)
	}
	for _, b := range byID {
		c.all = append(c.all, b)
	}
	slices.SortFunc(c.all, func(a, b *Broker) int { return strings.Compare(a.ID, b.ID) })
	return c, faults.sorted()
}

// read reads the files of a layer.
func (c *Catalogue) read(l Layer, byID map[string]*Broker) Faults {
	var faults Faults
	seen := map[string]string{}
	names, closed := yamlFiles(l.FS)
	for _, dir := range closed {
		faults = append(faults, Fault{filepath.Join(l.Name, dir), 1, "", "folder cannot be read"})
	}
	for _, name := range names {
		at := origin{l, name}
		b, doc := readBroker(l.FS, name, at.file())
		if first, twice := seen[b.ID]; twice {
			doc.Fault("id", fmt.Sprintf("%q stands in %s too", b.ID, first))
		}
		if len(doc.Faults) > 0 {
			faults = append(faults, doc.Faults...)
			continue
		}
		seen[b.ID] = at.file()
		byID[b.ID], c.from[b.ID] = b, at
	}
	return faults
}

// yamlFiles returns the files that count, and the folders that could not be
// read: nobody may take their brokers for missing.
func yamlFiles(fsys fs.FS) (names, closed []string) {
	_ = fs.WalkDir(fsys, ".", func(p string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			closed = append(closed, p)
		case !e.IsDir() && (path.Ext(p) == ".yaml" || path.Ext(p) == ".yml"):
			names = append(names, p)
		}
		return nil
	})
	return names, closed
}

func readBroker(fsys fs.FS, name, file string) (*Broker, *Document) {
	b := &Broker{}
	data, err := readLimited(fsys, name)
	if err != nil {
		doc := &Document{File: file, lines: map[string]int{"": 1}}
		doc.Fault("", unreadable(err))
		return b, doc
	}
	doc := Decode(file, data, b)
	if doc.Readable() {
		b.validate(doc)
	}
	return b, doc
}

var errNotAFile = errors.New("is no plain file")

// unreadable says why a file is left out, without the system's words.
func unreadable(err error) string {
	if errors.Is(err, errNotAFile) {
		return err.Error()
	}
	return "cannot be read"
}

// readLimited reads one byte more than MaxFile at most, so that a file that is
// too large is refused without being read.
func readLimited(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errNotAFile // a pipe would keep us waiting for ever
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, MaxFile+1))
}

// ReadFile reads one broker file, as `read --definition` does.
func ReadFile(file string) (*Broker, error) {
	b, doc := readBroker(os.DirFS(filepath.Dir(file)), filepath.Base(file), file)
	return b, doc.Err()
}

// All returns every broker by id.
func (c *Catalogue) All() []*Broker { return c.all }

// Get returns the broker with the id.
func (c *Catalogue) Get(id string) (*Broker, bool) {
	i, ok := slices.BinarySearchFunc(c.all, id, func(b *Broker, id string) int { return strings.Compare(b.ID, id) })
	if !ok {
		return nil, false
	}
	return c.all[i], true
}

// File returns the path of a broker's file, as faults show it.
func (c *Catalogue) File(id string) string {
	at, known := c.from[id]
	if !known {
		return ""
	}
	return at.file()
}

// fault is a fault of a broker's file. The file is read once more to name the
// line, which is quicker than to keep the lines of all.
func (c *Catalogue) fault(id, field, text string) Fault {
	at := c.from[id]
	_, doc := readBroker(at.layer.FS, at.name, at.file())
	return Fault{at.file(), doc.line(field), field, text}
}
