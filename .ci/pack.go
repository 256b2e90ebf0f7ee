//go:build ignore

// Pack writes a folder as an archive whose bytes depend on nothing but the
// files: entries by name, one time, nobody's ownership.
//
//	go run .ci/pack.go FOLDER ARCHIVE.{zip,tar.gz} UNIXTIME
package main

import (
	"archive/tar"
	"archive/zip"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: pack FOLDER ARCHIVE.{zip,tar.gz} UNIXTIME")
		os.Exit(2)
	}
	if err := pack(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func pack(folder, archive, seconds string) error {
	unix, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return errors.New("want a time in seconds")
	}
	out, err := os.OpenFile(archive, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	at := time.Unix(unix, 0).UTC()
	if strings.HasSuffix(archive, ".zip") {
		err = zipped(out, folder, at)
	} else {
		err = tarred(out, folder, at)
	}
	return errors.Join(err, out.Close())
}

// each calls do for the files of a folder in the order of their names.
func each(folder string, do func(name string, mode fs.FileMode, data []byte) error) error {
	top := filepath.Dir(folder)
	return filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(top, path)
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		mode := fs.FileMode(0o644)
		if info.Mode()&0o100 != 0 || strings.HasSuffix(name, ".exe") {
			mode = 0o755
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return do(filepath.ToSlash(name), mode, data)
	})
}

func tarred(out io.Writer, folder string, at time.Time) error {
	gz, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		return err
	}
	w := tar.NewWriter(gz)
	err = each(folder, func(name string, mode fs.FileMode, data []byte) error {
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: int64(mode), Size: int64(len(data)), ModTime: at, Format: tar.FormatUSTAR}); err != nil {
			return err
		}
		_, err := w.Write(data)
		return err
	})
	return errors.Join(err, w.Close(), gz.Close())
}

func zipped(out io.Writer, folder string, at time.Time) error {
	w := zip.NewWriter(out)
	w.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) { return flate.NewWriter(to, flate.BestCompression) })
	err := each(folder, func(name string, mode fs.FileMode, data []byte) error {
		h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at}
		h.SetMode(mode)
		f, err := w.CreateHeader(h)
		if err != nil {
			return err
		}
		_, err = f.Write(data)
		return err
	})
	return errors.Join(err, w.Close())
}
