package vault

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
)

// Whatever stands in the two files that are read before any key is known,
// opening ends in an error or in the vault, and changes nothing.
func FuzzOpen(f *testing.F) {
	v, path, u := made(f)
	ok(f, v.Close())
	key, err := os.ReadFile(filepath.Join(path, keyFile))
	ok(f, err)
	f.Add([]byte(formatLine), key)
	f.Add([]byte("whohasme vault 2"), key)
	f.Add([]byte("whohasme vault 1"), key[:len(key)-1])
	f.Add([]byte("whohasme vault 1\r\n"), append(bytes.Clone(key), 0))
	f.Add([]byte(""), []byte("age-encryption.org/v1\n-> X25519 \n"))
	f.Add([]byte(formatLine), []byte{})
	f.Fuzz(func(t *testing.T, format, wrapped []byte) {
		ok(t, os.WriteFile(filepath.Join(path, formatFile), format, 0o600))
		ok(t, os.WriteFile(filepath.Join(path, keyFile), wrapped, 0o600))
		v, err := Open(context.Background(), path, u)
		if err != nil {
			return
		}
		ok(t, v.Close())
		if string(bytes.TrimRight(format, "\r\n")) != "whohasme vault 1" || !bytes.Equal(wrapped, key) {
			t.Errorf("opened with format %q and another key file", format)
		}
	})
}

// A head that was not sealed by us must not open, and none may crash.
func FuzzTip(f *testing.F) {
	key := newSecret().sealer()
	f.Add(tip{3, []byte("link")}.seal(key, "me"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, sealed []byte) {
		if got, err := openTip(key, "other", sealed); err == nil {
			t.Errorf("opened as %v", got)
		}
	})
}
