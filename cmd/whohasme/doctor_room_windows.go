package main

import "golang.org/x/sys/windows"

// roomAt returns how many bytes a user may still write on the disk of a folder.
func roomAt(dir string) (free uint64, known bool) {
	name, err := windows.UTF16PtrFromString(dir)
	if err != nil || windows.GetDiskFreeSpaceEx(name, &free, nil, nil) != nil {
		return 0, false
	}
	return free, true
}
