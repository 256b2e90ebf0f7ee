package vault

import (
	"reflect"
	"testing"
	"time"
)

// What was printed on a day can be printed again later.
func storeHeadsAt(t *testing.T) {
	v, path, u := made(t, "me", "other")
	at := func(h time.Duration) time.Time { return noon.Add(h * time.Hour) }
	step := func(subject string, h time.Duration) {
		e := envelope(subject, 0)
		e.At = at(h)
		ok(t, v.Append(t.Context(), e))
	}
	now := func() []Head {
		heads, err := v.Heads(t.Context())
		ok(t, err)
		var out []Head
		for _, h := range heads {
			if h.Count > 0 {
				out = append(out, h)
			}
		}
		return out
	}
	printed := map[time.Duration][]Head{-1: now()}
	for _, h := range []time.Duration{0, 24, 48} {
		step("me", h)
		step("me", h)
		if h > 0 {
			step("", h)
		}
		if h > 24 {
			step("other", h)
		}
		printed[h] = now()
	}
	ok(t, v.Close())
	v = opened(t, path, u)
	for h, want := range printed {
		for _, until := range []time.Time{at(h), at(h).Add(23 * time.Hour)} {
			if h == -1 {
				until = at(h)
			}
			got, err := v.HeadsAt(t.Context(), until)
			ok(t, err)
			if !reflect.DeepEqual(got, want) {
				t.Errorf("until %v: got %v, want %v", until, got, want)
			}
		}
	}
	if n := len(printed[48]); n != 3 {
		t.Fatalf("%d chains, want 3", n)
	}

	// An event dated back counts from then on for its day, with what stands
	// before it.
	step("me", 24)
	got, err := v.HeadsAt(t.Context(), at(30))
	ok(t, err)
	if len(got) != 2 || got[1].Count != 7 || got[1] != now()[1] {
		t.Errorf("dated back: got %v", got)
	}
}
