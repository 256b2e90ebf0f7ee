//go:build !linux && !darwin && !windows

package main

func roomAt(string) (free uint64, known bool) { return 0, false }
