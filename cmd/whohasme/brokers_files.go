package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// newFile is a file to be written, unless it is there already.
type newFile struct {
	path string
	data []byte
}

// writeFiles writes files that hold no facts about a person, with their
// folders. Where another file stands in the place of one, none is written; a
// file that is there just so is left.
func writeFiles(files []newFile) (written int, err error) {
	var missing []newFile
	var faults error
	for _, f := range files {
		old, err := os.ReadFile(f.path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			missing = append(missing, f)
		case err != nil:
			faults = errors.Join(faults, fmt.Errorf("write %s: what is there cannot be read", f.path))
		case !bytes.Equal(old, f.data):
			faults = errors.Join(faults, fmt.Errorf("write %s: another file is there; nothing is overwritten, choose another folder", f.path))
		}
	}
	if faults != nil {
		return 0, faults
	}
	for _, f := range missing {
		if err := writeNew(f); err != nil {
			return written, err
		}
		written++
	}
	return written, nil
}

func writeNew(f newFile) error {
	if err := os.MkdirAll(filepath.Dir(f.path), 0o755); err != nil {
		return fmt.Errorf("write %s: its folder cannot be made", f.path)
	}
	out, err := os.OpenFile(f.path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("write %s: cannot be created there", f.path)
	}
	_, err = out.Write(f.data)
	if err := errors.Join(err, out.Close()); err != nil {
		return fmt.Errorf("write %s: not everything could be written", f.path)
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
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: cannot be read", file)
	}
	return data, nil
}
