package vault

import (
	"context"
	"database/sql"
	"maps"
	"slices"
)

// Memory is one room of what programs remember between runs that is no event:
// one row a name, overwritten, outside the chains. Losing it loses nothing that
// cannot be learnt again. It is safe for concurrent use.
type Memory struct {
	v             *Vault
	subject, room string
}

// Memory returns a room of the vault's own, such as "hosts".
func (v *Vault) Memory(room string) *Memory { return &Memory{v, "", room} }

// SubjectMemory returns a room of a subject's. It is sealed with the subject's
// key and goes when the subject is purged.
func (v *Vault) SubjectMemory(subject, room string) *Memory { return &Memory{v, subject, room} }

// Load returns what was saved under a name last, or nil. A row that was changed
// is ErrDamaged.
func (m *Memory) Load(ctx context.Context, name string) (data []byte, err error) {
	err = m.v.store.view(ctx, func(t *tx) error {
		k, err := m.v.chainKeys(t, m.subject)
		if err != nil {
			return err
		}
		row := memoryRow{subject: m.subject, id: k.nameID(m.room, name)}
		found, err := t.one(`SELECT sealed FROM memory WHERE subject = $1 AND id = $2`, []any{row.subject, row.id}, &row.sealed)
		if err != nil || !found {
			return err
		}
		data, err = k.remember.open(row.sealed, row.place())
		return err
	})
	return data, fault("recall", err)
}

// Save overwrites what is remembered under some names, in one transaction.
func (m *Memory) Save(ctx context.Context, rows map[string][]byte) error {
	err := m.v.store.update(ctx, func(t *tx) error {
		if err := m.v.writes(); err != nil {
			return err
		}
		if m.subject != "" { // else two programs may write beside one another
			if err := t.hold(m.subject); err != nil {
				return err
			}
		}
		k, err := m.v.chainKeys(t, m.subject)
		if err != nil {
			return err
		}
		for _, name := range slices.Sorted(maps.Keys(rows)) { // in one order, so that nobody waits in a circle
			data := rows[name]
			row := memoryRow{subject: m.subject, id: k.nameID(m.room, name)}
			row.sealed = k.remember.seal(data, row.place())
			if err := t.remember(row); err != nil {
				return err
			}
		}
		return nil
	})
	return fault("remember", err)
}

// memoryRow is one thing remembered, as it is kept. The id is a keyed hash of
// room and name.
type memoryRow struct {
	subject    string
	id, sealed []byte
}

// place is what the row is bound to.
func (r memoryRow) place() []byte { return frame(text("memory"), text(r.subject), r.id) }

// nameID is what a name is kept under.
func (k chainKeys) nameID(room, name string) []byte { return k.memoryID.mac(text(room), text(name)) }

func (t *tx) remember(r memoryRow) error {
	_, err := t.exec(`INSERT INTO memory (subject, id, sealed) VALUES ($1, $2, $3)
		ON CONFLICT (subject, id) DO UPDATE SET sealed = excluded.sealed`, r.subject, r.id, r.sealed)
	return err
}

// remembered lists what is remembered for a subject, or with "" for nobody.
func (t *tx) remembered(subject string) (list []memoryRow, err error) {
	err = t.each(`SELECT id, sealed FROM memory WHERE subject = $1 ORDER BY id`, []any{subject}, func(r *sql.Rows) error {
		row := memoryRow{subject: subject}
		err := r.Scan(&row.id, &row.sealed)
		list = append(list, row)
		return err
	})
	return list, err
}
