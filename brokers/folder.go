package brokers

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// yamlFiles returns the files of a layer that count, and as faults what else
// looks as if it did: nobody may take the brokers there for missing.
func yamlFiles(l Layer) (names []string, faults Faults) {
	odd := func(p, text string) { faults = append(faults, Fault{filepath.Join(l.Name, p), 1, "", text}) }
	_ = fs.WalkDir(l.FS, ".", func(p string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			odd(p, "folder cannot be read")
		case e.IsDir() && isYAML(p):
			odd(p, "is a folder, want a file")
		case e.IsDir():
		case isYAML(p):
			names = append(names, p)
		case e.Type()&fs.ModeSymlink != 0:
			if info, err := fs.Stat(l.FS, p); err == nil && info.IsDir() {
				odd(p, "is a link to a folder, which is not followed")
			}
		}
		return nil
	})
	return names, faults
}

// isYAML reports whether a file counts. Names that end otherwise than in .yaml
// are a fault that lint tells.
func isYAML(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".yaml" || ext == ".yml"
}

func readBroker(fsys fs.FS, name, file string) (*Broker, *Document) {
	b := &Broker{}
	data, err := readLimited(fsys, name)
	if err != nil {
		doc := &Document{File: file, lines: map[string]int{"": 1}, unread: map[string]bool{}}
		doc.reject("", unreadable(err))
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
