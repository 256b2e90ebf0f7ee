package vault

import (
	"context"
	"errors"

	"github.com/ncruces/go-sqlite3"
)

// memorySchema holds what programs remember between runs that is no event:
// one row a name, overwritten, outside the chains. Losing it loses nothing that
// cannot be learnt again. It is made when it is first written, so that vaults
// made before it open as they are.
const memorySchema = `CREATE TABLE IF NOT EXISTS memory (id BLOB PRIMARY KEY, sealed BLOB NOT NULL) STRICT`

// Memory is one room of what is remembered between runs. It is safe for
// concurrent use.
type Memory struct {
	v    *Vault
	room string
}

// Memory returns the memory of a room, such as "hosts".
func (v *Vault) Memory(room string) *Memory { return &Memory{v, room} }

// id is what a name is kept under: a keyed hash.
func (m *Memory) id(name string) []byte {
	return m.v.keys.memory.mac(text("memory name"), text(m.room), text(name))
}

// place is what a row is bound to.
func (m *Memory) place(name string) []byte { return frame(text("memory"), text(m.room), text(name)) }

// Load returns what was saved under a name last, or nil. A row that was changed
// is ErrDamaged.
func (m *Memory) Load(ctx context.Context, name string) (data []byte, err error) {
	err = m.v.store.view(ctx, func(t *tx) error {
		var sealed []byte
		found, err := t.one(`SELECT sealed FROM memory WHERE id = $1`, []any{m.id(name)}, &sealed)
		if errors.Is(err, sqlite3.ERROR) {
			return nil // nothing was remembered yet
		}
		if err != nil || !found {
			return err
		}
		data, err = m.v.keys.remember.open(sealed, m.place(name))
		return err
	})
	return data, fault("recall", err)
}

// Save overwrites what is remembered under some names, in one transaction.
func (m *Memory) Save(ctx context.Context, rows map[string][]byte) error {
	err := m.v.store.update(ctx, func(t *tx) error {
		if _, err := t.exec(memorySchema); err != nil {
			return err
		}
		for name, data := range rows {
			_, err := t.exec(`INSERT INTO memory (id, sealed) VALUES ($1, $2)
				ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed`, m.id(name), m.v.keys.remember.seal(data, m.place(name)))
			if err != nil {
				return err
			}
		}
		return nil
	})
	return fault("remember", err)
}
