package vault
import ("testing";"errors";"fmt";"github.com/ncruces/go-sqlite3";"path/filepath";"syscall")
func TestZY(t *testing.T) {
	disk := t.TempDir()
	ok(t, mountSmall(disk))
	defer func() { _ = syscall.Unmount(disk, 0) }()
	path := filepath.Join(disk, "vault")
	_, _, u := made(t)
	v, err := Create(t.Context(), path, u)
	ok(t, err)
	ok(t, v.Close())
	fillup(t, disk)
	m, _, err := folder(path).unlock(u)
	_, err = openStore(t.Context(), folder(path).file(journalFile), newKeys(m).file)
	var c sqlite3.ExtendedErrorCode; errors.As(err, &c)
	fmt.Printf("%T %v %d %v\n", err, err, c, errors.Unwrap(err))
}
