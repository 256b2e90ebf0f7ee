package vault

import "testing"

// How many finished visits a second can be made safe, one by one.
func BenchmarkAppend(b *testing.B) {
	v, _, _ := made(b, "me")
	e := envelope("me", 1)
	e.Pages = [][]byte{make([]byte, 50_000)}
	for b.Loop() {
		ok(b, v.Append(b.Context(), e))
	}
}

func BenchmarkVerify(b *testing.B) {
	v, _, _ := made(b, "me")
	filled(b, v, "me", 1000)
	for b.Loop() {
		clean(b, v)
	}
}
