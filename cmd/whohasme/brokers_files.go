package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// newFile is a file to be written, unless it is there already.
type newFile struct {
	path string // below the folder it is written into
	data []byte
}

// writeFiles writes files that hold no facts about a person, all or none. Where
// another file stands in the place of one, none is written; a file that is
// there just so is left.
func writeFiles(ctx context.Context, dir string, files []newFile) error {
	st, err := stageFiles(dir, files)
	if err != nil {
		return err
	}
	defer st.discard()
	return st.publish(ctx)
}

// staged are files that lie whole in a folder of their own beside the place
// where they belong.
type staged struct {
	dir    string
	folder string // in dir, where they wait
	files  []newFile
	made   []string // folders made on the way, outer ones first
	there  []string // files written
	done   bool
}

// part ends the name of a file that waits, so that nobody reads it as one that
// is there.
const part = ".part"

// stageFiles writes files into a folder of their own. The caller discards it.
func stageFiles(dir string, files []newFile) (*staged, error) {
	s := &staged{dir: dir, files: files}
	if err := s.mkdir(dir); err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp(dir, ".unfinished-")
	if err != nil {
		s.discard()
		return nil, fmt.Errorf("write into %s: cannot write there", dir)
	}
	s.folder = folder
	for _, f := range files {
		if err := writeNew(s.waits(f), f.data); err != nil {
			s.discard()
			return nil, fmt.Errorf("write %s: %w", filepath.Join(dir, f.path), err)
		}
	}
	return s, nil
}

// waits is where a file waits.
func (s *staged) waits(f newFile) string { return filepath.Join(s.folder, f.path+part) }

// mkdir makes a folder and those above it, and remembers which were missing.
func (s *staged) mkdir(dir string) error {
	var missing []string
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Stat(d); !errors.Is(err, fs.ErrNotExist) || d == filepath.Dir(d) {
			break
		}
		missing = append([]string{d}, missing...)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("write into %s: it cannot be made, or is no folder", dir)
	}
	s.made = append(s.made, missing...)
	return nil
}

// publish puts the files where they belong. After an error, or when the work is
// interrupted, what it put there is taken back.
func (s *staged) publish(ctx context.Context) error {
	missing, err := s.missing()
	if err != nil {
		return err
	}
	for _, f := range missing {
		if ctx.Err() != nil {
			return fmt.Errorf("write into %s: interrupted, nothing was written", s.dir)
		}
		place := filepath.Join(s.dir, f.path)
		if err := s.mkdir(filepath.Dir(place)); err != nil {
			return err
		}
		if err := moveNew(s.waits(f), place); err != nil {
			return fmt.Errorf("write %s: %w", place, err)
		}
		s.there = append(s.there, place)
	}
	s.done = true
	return nil
}

// missing are the files that are not there yet. The error names every one in
// whose place another stands, or whose name differs from another's only in
// capitals, which some disks take for one.
func (s *staged) missing() (missing []newFile, faults error) {
	folded := map[string]map[string]string{} // by folder and name in lower case
	for _, f := range s.files {
		place := filepath.Join(s.dir, f.path)
		folder, name := filepath.Split(place)
		if folded[folder] == nil {
			folded[folder] = map[string]string{}
			entries, _ := os.ReadDir(folder)
			for _, e := range entries {
				folded[folder][strings.ToLower(e.Name())] = e.Name()
			}
		}
		other, taken := folded[folder][strings.ToLower(name)]
		switch old, err := os.ReadFile(place); {
		case errors.Is(err, fs.ErrNotExist) && taken:
			faults = errors.Join(faults, fmt.Errorf("write %s: %s is there and differs only in capitals; choose another folder", place, other))
		case errors.Is(err, fs.ErrNotExist):
			folded[folder][strings.ToLower(name)] = name
			missing = append(missing, f)
		case err != nil:
			faults = errors.Join(faults, fmt.Errorf("write %s: what is there cannot be read", place))
		case !bytes.Equal(old, f.data):
			faults = errors.Join(faults, fmt.Errorf("write %s: another file is there; nothing is overwritten, choose another folder", place))
		}
	}
	return missing, faults
}

// discard takes away the folder in which the files waited and, unless all are
// published, everything else that was made.
func (s *staged) discard() {
	if s.folder != "" {
		_ = os.RemoveAll(s.folder)
	}
	if s.done {
		return
	}
	for _, f := range s.there {
		_ = os.Remove(f)
	}
	for i := len(s.made) - 1; i >= 0; i-- {
		_ = os.Remove(s.made[i]) // not if somebody put something there
	}
}

// moveNew gives a file another name, unless the name is taken.
func moveNew(from, to string) error {
	err := os.Link(from, to)
	if err == nil {
		return nil
	}
	if _, gone := os.Lstat(to); !errors.Is(gone, fs.ErrNotExist) {
		return errors.New("another file is there")
	}
	if os.Rename(from, to) != nil { // a disk without second names
		return errors.New("cannot be created there")
	}
	return nil
}

func writeNew(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return errors.New("its folder cannot be made")
	}
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return errors.New("cannot be created there")
	}
	_, err = out.Write(data)
	if err := errors.Join(err, out.Close()); err != nil {
		return errors.New("not everything could be written")
	}
	return nil
}

// readAtMost reads a file, and one byte more than a limit at most: its reader
// refuses what is larger.
func readAtMost(file string, limit int64) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("read %s: no such file, or not readable", file)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, fmt.Errorf("read %s: a folder, not a file", file)
	}
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: cannot be read", file)
	}
	return data, nil
}
