package brokers

import (
	"embed"
	"fmt"
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
	all     []*Broker // by id
	from    map[string]origin
	broken  []entry // files with faults, which are left out
	thinner Faults  // what files of later layers take away
}

// origin is where a broker's file lies.
type origin struct {
	layer Layer
	rank  int    // of the layer, first to last
	name  string // in the layer
}

func (o origin) file() string { return filepath.Join(o.layer.Name, o.name) }

// Layer is a folder of broker files. A later layer adds to the ones before it
// and overrides them by id.
type Layer struct {
	Name string // shown before a file's path in faults; "" for the embedded one
	FS   fs.FS

	packed  []byte // the same brokers, faster to read; nil: there is no such form
	builtIn bool
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
// that file; its faults are returned beside the catalogue of all the others,
// which knows by [Catalogue.LeftOut] what stands in for it.
func Load(layers ...Layer) (*Catalogue, Faults) {
	c := &Catalogue{from: map[string]origin{}}
	byID := map[string]*Broker{}
	var faults Faults
	for rank, l := range layers {
		if list, err := unpack(l.packed); err == nil {
			for _, b := range list {
				byID[b.ID], c.from[b.ID] = b, origin{l, rank, path.Join(b.ID[:1], b.ID+".yaml")}
			}
			continue
		}
		faults = append(faults, c.read(l, rank, byID)...)
	}
	for _, b := range byID {
		c.all = append(c.all, b)
	}
	slices.SortFunc(c.all, func(a, b *Broker) int { return strings.Compare(a.ID, b.ID) })
	return c, faults.Sorted()
}

// read reads the files of a layer.
func (c *Catalogue) read(l Layer, rank int, byID map[string]*Broker) Faults {
	seen := map[string]string{}
	names, faults := yamlFiles(l)
	for _, name := range names {
		at := origin{l, rank, name}
		b, doc := readBroker(l.FS, name, at.file())
		if first, twice := seen[b.ID]; twice {
			doc.Fault("id", fmt.Sprintf("%q stands in %s too", b.ID, first))
		}
		if len(doc.Faults) > 0 {
			faults = append(faults, doc.Faults...)
			c.broken = append(c.broken, entry{b, at, doc})
			continue
		}
		if earlier, replaced := byID[b.ID]; replaced {
			c.thinner = append(c.thinner, losses(earlier, c.from[b.ID], b, doc)...)
		}
		seen[b.ID] = at.file()
		byID[b.ID], c.from[b.ID] = b, at
	}
	return faults
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
