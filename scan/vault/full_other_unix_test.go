//go:build unix && !linux

package vault

import "errors"

func mountSmall(string) error { return errors.New("only on Linux") }

func mountDisk(string, string) error { return errors.New("only on Linux") }

func remount(string, bool) error { return errors.New("only on Linux") }
