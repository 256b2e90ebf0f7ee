package vault

import (
	"database/sql"
	"maps"
	"slices"
	"time"
	"unicode/utf8"
)

// leaseRow is a lease as it is kept. Times are microseconds since 1970, by the
// database's clock.
type leaseRow struct {
	name   string
	token  int64
	holder string // nonce of the holder; "" when it was given back
	until  int64
	rests  int64
}

func (r leaseRow) of(l *Lease) bool { return r.token == l.token && r.holder == l.nonce }

// free reports whether the lease can be taken.
func (r leaseRow) free(now int64) bool { return max(r.until, r.rests) <= now }

// now is the time by the clock that all who share the database go by.
func (t *tx) now(v *Vault) (micros int64, err error) {
	if t.s.server == nil {
		return v.now().UnixMicro(), nil
	}
	_, err = t.one(`SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint`, nil, &micros)
	return micros, err
}

// Ways to lock a lease's row on PostgreSQL, where who takes it waits for those
// who append under it.
const (
	toChange = " FOR UPDATE"
	toAppend = " FOR SHARE"
)

// lease reads a row; without one, its zero value.
func (t *tx) lease(name, lock string) (r leaseRow, err error) {
	if t.s.server == nil {
		lock = ""
	}
	_, err = t.one(`SELECT name, token, holder, until, rests FROM leases WHERE name = $1`+lock, []any{name}, &r.name, &r.token, &r.holder, &r.until, &r.rests)
	return r, err
}

// vacant returns ErrTaken where a lease cannot be taken now.
func (t *tx) vacant(v *Vault, name string) error {
	now, err := t.now(v)
	if err != nil {
		return err
	}
	row, err := t.lease(name, "")
	if err == nil && !row.free(now) {
		err = ErrTaken
	}
	return err
}

// takeLease makes the row the holder's, with the next token.
func (t *tx) takeLease(v *Vault, name, nonce string, ttl time.Duration) (token int64, err error) {
	if _, err := t.exec(`INSERT INTO leases (name, token, holder, until, rests) VALUES ($1, 0, '', 0, 0) ON CONFLICT DO NOTHING`, name); err != nil {
		return 0, err
	}
	row, err := t.lease(name, toChange)
	if err != nil {
		return 0, err
	}
	now, err := t.now(v) // once the row is ours
	switch {
	case err != nil:
		return 0, err
	case row.holder == nonce:
		return row.token, nil // by a run before this one, whose commit nobody answered for
	case !row.free(now):
		return 0, ErrTaken
	}
	if token, err = t.nextToken(row.token); err != nil {
		return 0, err
	}
	_, err = t.exec(`UPDATE leases SET token = $1, holder = $2, until = $3, rests = 0 WHERE name = $4`, token, nonce, now+ttl.Microseconds(), name)
	return token, err
}

// nextToken counts on, from a row of its own: tokens do not go back where leases
// are deleted.
func (t *tx) nextToken(beyond int64) (token int64, err error) {
	found, err := t.one(`UPDATE tokens SET last = CASE WHEN last < $1 THEN $1 ELSE last END + 1 RETURNING last`, []any{beyond}, &token)
	if err == nil && !found {
		err = ErrDamaged
	}
	return token, err
}

// renewLease has a lease run for its time from now.
func (t *tx) renewLease(l *Lease) error {
	row, err := t.lease(l.name, toChange)
	if err != nil {
		return err
	}
	if !row.of(l) {
		return ErrLeaseLost
	}
	now, err := t.now(l.v)
	if err != nil {
		return err
	}
	_, err = t.exec(`UPDATE leases SET until = $1 WHERE name = $2`, now+l.ttl.Microseconds(), l.name)
	return err
}

// endLease gives a lease back. That it is given back already may be our own
// doing, in a run before this one.
func (t *tx) endLease(l *Lease, rest time.Duration) error {
	row, err := t.lease(l.name, toChange)
	if err != nil {
		return err
	}
	if row.token == l.token && row.holder == "" && t.again {
		return nil
	}
	if !row.of(l) {
		return ErrLeaseLost
	}
	now, err := t.now(l.v)
	if err != nil {
		return err
	}
	_, err = t.exec(`UPDATE leases SET holder = '', until = $1, rests = $2 WHERE name = $3`, now, now+rest.Microseconds(), l.name)
	return err
}

// underLeases returns nil while the leases of some callers are theirs, and keeps
// them so until the transaction ends.
func (t *tx) underLeases(list []*appending) error {
	held := map[string]*Lease{}
	for _, a := range list {
		if a.lease == nil {
			continue
		}
		if other := held[a.lease.name]; other != nil && other.nonce != a.lease.nonce {
			return ErrLeaseLost // one of the two
		}
		held[a.lease.name] = a.lease
	}
	for _, name := range slices.Sorted(maps.Keys(held)) {
		row, err := t.lease(name, toAppend)
		if err == nil && !row.of(held[name]) {
			err = ErrLeaseLost
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// holdings lists leases by the beginning of their names.
func (t *tx) holdings(prefix string, now int64) (list []Holding, err error) {
	err = t.each(`SELECT name, token, until, rests FROM leases WHERE substr(name, 1, $1) = $2 ORDER BY name`,
		[]any{int64(utf8.RuneCountInString(prefix)), prefix}, func(r *sql.Rows) error {
			var row leaseRow
			err := r.Scan(&row.name, &row.token, &row.until, &row.rests)
			list = append(list, Holding{row.name, row.token, time.Duration(max(row.until, row.rests)-now) * time.Microsecond})
			return err
		})
	return list, err
}
