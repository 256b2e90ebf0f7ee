package casebook

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/schedule"
)

// FoldsAgree reads a subject's journal in two ways, anew and from where a
// lookout's fold stands, and fails where they come to different looks.
func FoldsAgree(t *testing.T, l *Lookout, subject string) {
	t.Helper()
	if err := l.Begin(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := l.folds[subject]
	want, err := l.book.fold(t.Context(), subject, got.Head)
	if err != nil {
		t.Fatal(err)
	}
	now := l.now()
	for _, ahead := range []time.Duration{0, 30 * time.Hour, 100 * time.Hour, 50 * 24 * time.Hour} {
		at := now.Add(ahead)
		for id, p := range want.Pairs {
			q := got.Pairs[id]
			if q == nil {
				t.Fatalf("%s is not followed", id)
			}
			if a, b := schedule.After(&p.Past, at), schedule.After(&q.Past, at); a != b {
				t.Errorf("%s: read anew %+v, followed %+v", id, a, b)
			}
			if a, b := asText(t, p.Findings), asText(t, q.Findings); a != b {
				t.Errorf("%s: findings read anew\n%s\nfollowed\n%s", id, a, b)
			}
			if p.Last != q.Last {
				t.Errorf("%s: last look read anew %+v, followed %+v", id, p.Last, q.Last)
			}
		}
	}
	if got.Looked != want.Looked || !got.Latest.Equal(want.Latest) || !got.Written.Equal(want.Written) {
		t.Errorf("read anew %v %v %v, followed %v %v %v", want.Looked, want.Latest, want.Written, got.Looked, got.Latest, got.Written)
	}
}

func asText(t *testing.T, list []scan.Finding) string {
	b, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
