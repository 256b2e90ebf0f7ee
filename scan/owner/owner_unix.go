//go:build !windows

package owner

import "os"

func create(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, FileMode)
}

func mkdir(path string) error { return os.Mkdir(path, FolderMode) }

func restrict(path string, folder bool) error {
	if folder {
		return os.Chmod(path, FolderMode)
	}
	return os.Chmod(path, FileMode)
}

func others(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	var who []string
	if info.Mode()&0o070 != 0 {
		who = append(who, "its group")
	}
	if info.Mode()&0o007 != 0 {
		who = append(who, "every user of this machine")
	}
	return who, nil
}
