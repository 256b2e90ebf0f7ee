package vault

import (
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/whohasme/whohasme/scan/growth"
)

// Actions of staff, at random (10,000 where all tests are required), against what
// each may: nobody ever reads a client they do not have, or learns whether there is one, and whatever
// they may do succeeds.
func TestSeparation(t *testing.T) {
	actions := 2000
	if os.Getenv("WHOHASME_TEST_REQUIRE") != "" && !growth.Race {
		actions = 10000
	}
	w := newClinicWorld(t)
	for range actions {
		w.act(t)
		if t.Failed() {
			return
		}
	}
	clean(t, w.boss)
	t.Logf("figure: %d actions of %d members: %d permitted ones succeeded, %d others were refused, 0 read what was another's", actions, len(w.staff), w.permitted, w.refused)
}

// clinicWorld is a vault, and beside it what ought to be in it.
type clinicWorld struct {
	r                  *rand.Rand
	boss               *Vault
	path               string
	staff              map[string]person
	open               map[string]*Vault
	keepers            map[string][]string // by subject
	secret             map[string]string   // the first payload of each subject
	permitted, refused int
	made               int
}

func newClinicWorld(t *testing.T) *clinicWorld {
	seed := os.Getenv("WHOHASME_TEST_SEED")
	if seed == "" {
		seed = fmt.Sprint(rand.Uint64())
	}
	t.Logf("seed %s", seed)
	h := fnv.New64a()
	_, _ = h.Write([]byte(seed))
	w := &clinicWorld{r: rand.New(rand.NewPCG(h.Sum64(), 9)), keepers: map[string][]string{}, secret: map[string]string{}, open: map[string]*Vault{}}
	v, path, staff := clinic(t)
	w.boss, w.path, w.staff = v, path, staff
	for id, p := range staff {
		w.open[id] = opened(t, path, p.unlock())
	}
	for s, keepers := range map[string][]string{"shared": nil, "of-anna": {"anna"}, "of-ben": {"ben"}} {
		w.keepers[s] = keepers
		w.secret[s] = "first of " + s
		ok(t, v.Append(t.Context(), Envelope{Kind: "note", Subject: s, At: noon, Payload: []byte(w.secret[s])}))
	}
	return w
}

func pick[T any](w *clinicWorld, list []T) T { return list[w.r.IntN(len(list))] }

// may says what the model says: whether a member has a subject.
func (w *clinicWorld) may(id, subject string) bool {
	keepers, there := w.keepers[subject]
	return there && w.staff[id].opens(keepers)
}

func (w *clinicWorld) act(t *testing.T) {
	ids := []string{"anna", "ben", "cleo", "audit", "machine-1"}
	id := pick(w, ids)
	if w.r.IntN(40) == 0 { // come again
		ok(t, w.open[id].Close())
		w.open[id] = opened(t, w.path, w.staff[id].unlock())
	}
	names := []string{"nobody", "of-ann"}
	for s := range w.keepers {
		names = append(names, s)
	}
	slices.Sort(names)
	subject := pick(w, names)
	v, role := w.open[id], w.staff[id].Role
	switch w.r.IntN(10) {
	case 0, 1, 2:
		w.reads(t, v, id, subject)
	case 3:
		list := subjects(t, v)
		for s := range w.keepers {
			if slices.Contains(list, s) != w.may(id, s) {
				t.Errorf("%s lists %s: %t", id, s, slices.Contains(list, s))
			}
		}
		w.permitted++
	case 4:
		w.expect(t, "append", id, subject, w.may(id, subject) && role != Auditor, v.Append(t.Context(), Envelope{Kind: "note", Subject: subject, At: noon, Payload: []byte("more")}))
	case 5:
		_, err := v.Keepers(t.Context(), subject)
		w.expect(t, "keepers", id, subject, w.may(id, subject), err)
	case 6:
		w.assigns(t, v, id, subject)
	case 7:
		w.files(t, v, id)
	case 8:
		_, err := v.SubjectMemory(subject, "room").Load(t.Context(), "a")
		w.expect(t, "remember", id, subject, w.may(id, subject), err)
		_, err = v.Page(t.Context(), subject, PageHash([]byte("no page")))
		if errors.Is(err, ErrNoPage) {
			err = nil
		}
		w.expect(t, "page", id, subject, w.may(id, subject), err)
	case 9:
		if w.r.IntN(4) > 0 || len(w.keepers) < 4 {
			return
		}
		err := v.Purge(t.Context(), subject)
		w.expect(t, "purge", id, subject, w.may(id, subject) && role == Supervisor, err)
		if err == nil {
			delete(w.keepers, subject)
			delete(w.secret, subject)
		}
	}
}

// expect compares what happened with what may happen. Refused, nobody learns
// whether there is such a subject.
func (w *clinicWorld) expect(t *testing.T, what, id, subject string, may bool, err error) {
	t.Helper()
	if may {
		w.permitted++
		if err != nil {
			t.Errorf("%s: %s of %s, which is permitted: %v", id, what, subject, err)
		}
		return
	}
	w.refused++
	switch {
	case err == nil:
		t.Errorf("%s: %s of %s was not refused", id, what, subject)
	case !errors.Is(err, ErrRole) && !errors.Is(err, ErrNoSubject):
		t.Errorf("%s: %s of %s: %v", id, what, subject, err)
	case errors.Is(err, ErrRole) && w.staff[id].Role == Caseworker && !w.may(id, subject):
		t.Errorf("%s learns that %s is there", id, subject)
	}
}

func (w *clinicWorld) reads(t *testing.T, v *Vault, id, subject string) {
	t.Helper()
	var all strings.Builder
	var err error
	for e, fault := range v.Events(t.Context(), subject) {
		err = fault
		all.Write(e.Payload)
		all.WriteByte('\n')
	}
	w.expect(t, "read", id, subject, w.may(id, subject), err)
	for s, secret := range w.secret {
		if got := strings.Contains(all.String(), secret); got && s != subject || !got && err == nil && s == subject {
			t.Errorf("%s reads %s and gets: %q", id, subject, all.String())
		}
	}
	if !w.may(id, subject) { // nor with the bytes in hand
		if row := rowOf(t, w.boss, subject); row.wrapped != nil {
			if _, err := unwrap(row.wrapped, []age.Identity{w.staff[id].id}); err == nil {
				t.Errorf("the key of %s opens for %s", subject, id)
			}
		}
	}
}

func (w *clinicWorld) assigns(t *testing.T, v *Vault, id, subject string) {
	t.Helper()
	to := [][]string{nil, {"anna"}, {"ben"}, {"anna", "ben"}}[w.r.IntN(4)]
	role := w.staff[id].Role
	err := v.Assign(t.Context(), subject, to)
	w.expect(t, "assign", id, subject, w.may(id, subject) && (role == Supervisor || role == Caseworker), err)
	if err == nil {
		w.keepers[subject] = to
	}
}

func (w *clinicWorld) files(t *testing.T, v *Vault, id string) {
	t.Helper()
	if len(w.keepers) > 12 {
		return
	}
	w.made++
	subject := fmt.Sprintf("client-%d", w.made)
	secret := fmt.Sprintf("secret-of-%d;", w.made)
	err := v.AddSubject(t.Context(), subject, Envelope{Kind: "note", Subject: subject, At: noon, Payload: []byte(secret)})
	role := w.staff[id].Role
	if may := role == Supervisor || role == Caseworker; may != (err == nil) {
		t.Errorf("%s files a subject: %v", id, err)
	}
	if err != nil {
		w.refused++
		return
	}
	w.permitted++
	w.keepers[subject], w.secret[subject] = nil, secret
	if role == Caseworker {
		w.keepers[subject] = []string{id}
	}
}
