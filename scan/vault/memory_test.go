package vault

import (
	"bytes"
	"errors"
	"fmt"
	"sync"
	"testing"
)

func storeMemory(t *testing.T) {
	v, path, u := made(t, "me")
	m := v.Memory("hosts")
	load := func(m *Memory, name, want string) {
		t.Helper()
		got, err := m.Load(t.Context(), name)
		if err != nil || string(got) != want {
			t.Errorf("%s: %q, %v, want %q", name, got, err, want)
		}
	}
	load(m, "a.test:443", "")
	ok(t, m.Save(t.Context(), map[string][]byte{"a.test:443": []byte("one"), "b.test:443": []byte("two")}))
	ok(t, m.Save(t.Context(), map[string][]byte{"a.test:443": []byte("three")}))
	ok(t, v.Close())
	v, err := Open(t.Context(), path, u)
	ok(t, err)
	defer v.Close()
	m = v.Memory("hosts")
	load(m, "a.test:443", "three")
	load(m, "b.test:443", "two")
	load(m, "c.test:443", "")
	load(v.Memory("other"), "a.test:443", "")
	clean(t, v)

	id := func(name string) []byte { return v.keys.own.nameID("hosts", name) }
	ok(t, v.store.update(t.Context(), func(tx *tx) error { // two rows change places, one is nonsense
		_, err := tx.exec(`UPDATE memory SET sealed = (SELECT sealed FROM memory WHERE id = $2) WHERE id = $1`, id("a.test:443"), id("b.test:443"))
		if err != nil {
			return err
		}
		_, err = tx.exec(`UPDATE memory SET sealed = $2 WHERE id = $1`, id("b.test:443"), []byte("x"))
		return err
	}))
	for _, name := range []string{"a.test:443", "b.test:443"} {
		if _, err := m.Load(t.Context(), name); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	damage, err := v.Verify(t.Context())
	ok(t, err)
	if len(damage) != 2 {
		t.Errorf("two rows were changed, and %v is told", damage)
	}
	ok(t, v.store.update(t.Context(), func(tx *tx) error { _, err := tx.exec(`DELETE FROM memory`); return err }))
	load(m, "a.test:443", "")
	clean(t, v) // what is forgotten can be learnt again
}

func storeMemoryIsSealed(t *testing.T) {
	v, _, _ := made(t, "me")
	m := v.Memory("hosts")
	ok(t, m.Save(t.Context(), map[string][]byte{"people.test:443": []byte("secret state")}))
	ok(t, v.store.view(t.Context(), func(tx *tx) error {
		var id, sealed []byte
		if _, err := tx.one(`SELECT id, sealed FROM memory`, nil, &id, &sealed); err != nil {
			return err
		}
		if bytes.Contains(id, []byte("people")) || bytes.Contains(sealed, []byte("secret")) {
			t.Error("a row can be read without the key")
		}
		return nil
	}))
}

func storeMemoryOfSubject(t *testing.T) {
	v, _, _ := made(t, "me", "other")
	save := func(subject, data string) {
		ok(t, v.SubjectMemory(subject, "due").Save(t.Context(), map[string][]byte{"looks": []byte(data)}))
	}
	save("me", "one")
	save("other", "two")
	for subject, want := range map[string]string{"me": "one", "other": "two"} {
		if got, err := v.SubjectMemory(subject, "due").Load(t.Context(), "looks"); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", subject, got, err)
		}
	}
	if got, err := v.Memory("due").Load(t.Context(), "looks"); err != nil || got != nil {
		t.Errorf("the vault's own: %q, %v", got, err)
	}
	_, err := v.SubjectMemory("nobody", "due").Load(t.Context(), "looks")
	wants(t, err, ErrNoSubject)
}

func storeMemoryFromManySides(t *testing.T) {
	v, _, _ := made(t, "me")
	m := v.Memory("hosts")
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			name := fmt.Sprint(i)
			for n := range 10 {
				if err := m.Save(t.Context(), map[string][]byte{name: fmt.Append(nil, n)}); err != nil {
					t.Error(err)
				}
				if got, err := m.Load(t.Context(), name); err != nil || string(got) != fmt.Sprint(n) {
					t.Errorf("%q, %v", got, err)
				}
			}
		})
	}
	wg.Wait()
}
