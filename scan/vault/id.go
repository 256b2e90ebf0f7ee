package vault

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"strings"
)

// idFile holds an id under which another program, such as the system's keyring,
// knows a vault wherever it is moved to. Most vaults have none.
const idFile = "id"

// ID returns the id of the vault in a folder, or "" where it has none, as one on
// PostgreSQL never has. No key is needed.
func ID(path string) (string, error) {
	if isDSN(path) {
		return "", nil
	}
	id, err := folder(path).id()
	return id, fault("read id of vault", err)
}

// NewID returns the id of the vault in a folder, and gives it one where it has none.
func NewID(path string) (string, error) {
	if isDSN(path) {
		return "", fault("give vault an id", errors.New("only a vault in a folder has one"))
	}
	f := folder(path)
	id, err := f.id()
	if err != nil || id != "" {
		return id, fault("read id of vault", err)
	}
	fresh := make([]byte, 16)
	_, _ = rand.Read(fresh)
	id = hex.EncodeToString(fresh)
	return id, fault("give vault an id", f.write(idFile, []byte(id+"\n")))
}

// ForgetID takes a vault's id away.
func ForgetID(path string) error {
	f := folder(path)
	if err := f.check(context.Background()); err != nil {
		return fault("take id of vault", err)
	}
	return fault("take id of vault", f.remove(idFile))
}

func (f folder) id() (string, error) {
	if err := f.check(context.Background()); err != nil {
		return "", err
	}
	line, err := f.read(idFile, 256)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	id := strings.TrimSpace(string(line))
	if b, err := hex.DecodeString(id); err != nil || len(b) != 16 {
		return "", errors.New("the vault's id is not one")
	}
	return id, nil
}
