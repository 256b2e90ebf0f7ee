// Package owner makes files and folders that nobody but their owner can open.
// [Create] and [MkdirAll] make them so from the start, [Restrict] takes others'
// rights away afterwards, and [Others] says who else could look.
//
// Where files have modes, that is 0600 and 0700. On Windows it is an access
// list of one entry that nothing is inherited into: full control for the
// account that runs the program, and in a folder for all that is made below
// it. Whoever administers a machine can take such rights back on every system;
// this keeps out its other users.
package owner

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// The modes of files and folders that only their owner can open.
const (
	FileMode   fs.FileMode = 0o600
	FolderMode fs.FileMode = 0o700
)

// Create makes a new file to write to. The error wraps fs.ErrExist where
// something has that name: nothing is overwritten.
func Create(path string) (*os.File, error) { return create(path) }

// WriteFile makes a new file that holds data, whole or not at all; see Create.
// Where the system can, the file has no name before it is whole, so that a
// program that is killed leaves nothing behind.
func WriteFile(path string, data []byte) error {
	if done, err := writeUnnamed(path, data); done {
		return err
	}
	f, err := Create(path)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// MkdirAll makes a folder and those above it that are missing. One that is
// there keeps its rights.
func MkdirAll(path string) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil
	}
	if above := filepath.Dir(path); above != path {
		if err := MkdirAll(above); err != nil {
			return err
		}
	}
	err := mkdir(path)
	if info, statErr := os.Stat(path); errors.Is(err, fs.ErrExist) && statErr == nil && info.IsDir() {
		return nil // somebody else made it meanwhile
	}
	return err
}

// Restrict takes from everybody but the owner the right to open a file or
// folder that is there.
func Restrict(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return restrict(path, info.IsDir())
}

// Others says who besides the owner may open what stands at path, in a few
// words such as "its group"; nothing where nobody may.
func Others(path string) ([]string, error) { return others(path) }
