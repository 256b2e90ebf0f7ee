package vault

import (
	"context"
	"strconv"
)

// ladder leads from one version of the tables to the next, in order: its first
// step makes version 2 out of version 1. A step is never changed once a release
// has it. Each is SQL for either store.
//
// A library for migrations keeps a table of its own of how far it has come, and
// nobody would notice that row changed. Here the version is under the seal of
// the roster.
var ladder []step

type step struct{ sqlite, postgres string }

// versionRow is the row of meta that holds the version of the tables.
const versionRow = "schema"

// newest is the version of the tables that a ladder leads to.
func newest(steps []step) int { return len(steps) + 1 }

// version reads the version of the tables.
func (t *tx) version() (int, error) {
	text, found, err := t.meta(versionRow)
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(string(text))
	if !found || err != nil || n < 1 {
		return 0, ErrDamaged
	}
	return n, nil
}

func (t *tx) setVersion(n int) error { return t.setMeta(versionRow, []byte(strconv.Itoa(n))) }

// migrate brings the tables to the newest version, all steps or none. It refuses
// tables of a later version, and those whose roster was changed: signing it anew
// would hide that.
func migrate(ctx context.Context, s *store, k keys, steps []step) error {
	var n int
	err := s.view(ctx, func(t *tx) (err error) {
		n, err = t.version()
		return err
	})
	switch {
	case err != nil:
		return err
	case n > newest(steps):
		return ErrNewer
	case n == newest(steps):
		return nil
	}
	return s.update(ctx, func(t *tx) error { return t.climb(k, steps) })
}

// climb takes the steps that are left.
func (t *tx) climb(k keys, steps []step) error {
	if err := t.holdRoster(); err != nil {
		return err
	}
	n, err := t.version() // again, now that nobody else is at it
	if err != nil {
		return err
	}
	if n > newest(steps) {
		return ErrNewer
	}
	if ok, err := checkRoster(t, k.roster); err != nil || !ok {
		if err == nil {
			err = ErrDamaged
		}
		return err
	}
	for _, st := range steps[n-1:] {
		text := st.sqlite
		if t.s.server != nil {
			text = st.postgres
		}
		if _, err := t.exec(text); err != nil {
			return err
		}
	}
	if err := t.setVersion(newest(steps)); err != nil {
		return err
	}
	return signRoster(t, k.roster)
}
