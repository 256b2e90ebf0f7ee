package vault

import (
	"path/filepath"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/util/vfsutil"
	"github.com/ncruces/go-sqlite3/vfs"
	"github.com/ncruces/go-sqlite3/vfs/adiantum"
	"github.com/whohasme/whohasme/scan/owner"
)

// vfsName names our files to SQLite: encrypted ones on top of disk.
const vfsName = "whohasme"

func init() { vfs.Register(vfsName, adiantum.Wrap(disk{vfs.Find("")}, nil)) }

// disk are the system's files, with three differences. Every file is its
// owner's alone from the start. A full disk is called one: the layer below (go-sqlite3 v0.35.6)
// looks for the bare error number, which Go's os package wraps. And a new
// write-ahead log is on the disk by name, too, when its first commit is: the
// layer below opens the folder for that, but syncs the file again.
type disk struct{ vfs.VFS }

// OpenFilename opens a file as SQLite asks for it.
func (d disk) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	if flags&vfs.OPEN_CREATE != 0 && name.String() != "" {
		// Empty, and its owner's, before SQLite makes it with other rights: a kill
		// may come between.
		if f, err := owner.Create(name.String()); err == nil {
			_ = f.Close()
		}
	}
	f, got, err := vfsutil.WrapOpenFilename(d.VFS, name, flags)
	if err != nil {
		return nil, got, full(err)
	}
	if flags&vfs.OPEN_CREATE != 0 && name.String() != "" {
		if err := owner.Restrict(name.String()); err != nil {
			_ = f.Close()
			return nil, got, err
		}
	}
	file := &diskFile{File: f}
	if flags&vfs.OPEN_CREATE != 0 && flags&(vfs.OPEN_WAL|vfs.OPEN_MAIN_JOURNAL) != 0 {
		file.unnamed = folder(filepath.Dir(name.String()))
	}
	return file, got, nil
}

// diskFile is an open file of disk.
type diskFile struct {
	vfs.File
	unnamed folder // where the file is, until that folder has been synced
}

// Sync brings the file, and the first time its name, to the disk.
func (f *diskFile) Sync(flags vfs.SyncFlag) error {
	if err := f.File.Sync(flags); err != nil || f.unnamed == "" {
		return full(err)
	}
	if err := f.unnamed.sync(); isFull(err) {
		return sqlite3.FULL
	} else if err != nil {
		return sqlite3.IOERR_DIR_FSYNC
	}
	f.unnamed = ""
	return nil
}

// WriteAt writes at a place.
func (f *diskFile) WriteAt(p []byte, at int64) (int, error) {
	n, err := f.File.WriteAt(p, at)
	return n, full(err)
}

// Truncate cuts the file, or makes it longer.
func (f *diskFile) Truncate(size int64) error { return full(f.File.Truncate(size)) }

// full calls a full disk one, and leaves other faults as they are.
func full(err error) error {
	if isFull(err) {
		return sqlite3.FULL
	}
	return err
}

// DeviceCharacteristics leaves out the batches we do not pass on.
func (f *diskFile) DeviceCharacteristics() vfs.DeviceCharacteristic {
	return f.File.DeviceCharacteristics() &^ vfs.IOCAP_BATCH_ATOMIC
}

// SharedMemory passes on the index of the write-ahead log.
func (f *diskFile) SharedMemory() vfs.SharedMemory { return vfsutil.WrapSharedMemory(f.File) }

// SizeHint passes on how far a file will grow.
func (f *diskFile) SizeHint(size int64) error { return full(vfsutil.WrapSizeHint(f.File, size)) }

// HasMoved passes on whether a file was moved while open.
func (f *diskFile) HasMoved() (bool, error) { return vfsutil.WrapHasMoved(f.File) }

// Unwrap returns the system's file.
func (f *diskFile) Unwrap() vfs.File { return f.File }
