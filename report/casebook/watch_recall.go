package casebook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/whohasme/whohasme/scan/vault"
)

// refresh reads the journals that have grown, and those of which the day says
// something new.
func (l *Lookout) refresh(ctx context.Context) error {
	heads, err := l.book.Vault.Heads(ctx)
	if err != nil {
		return err
	}
	open, err := l.book.Vault.Subjects(ctx)
	if err != nil {
		return err
	}
	ends := map[string]int64{}
	for _, h := range heads {
		ends[h.Chain] = h.Count
	}
	for _, id := range open {
		f := l.folds[id]
		if f == nil {
			f = l.recall(ctx, id)
		}
		if l.folds[id], err = l.bring(ctx, id, f, ends[id]); err != nil {
			return err
		}
	}
	maps.DeleteFunc(l.folds, func(id string, f *fold) bool { return f == nil || !slices.Contains(open, id) })
	return nil
}

// foldName is what a subject's fold is remembered under.
const foldName = "fold"

// recall brings back what was remembered of a subject, or nil.
func (l *Lookout) recall(ctx context.Context, id string) *fold {
	data, err := l.book.Vault.SubjectMemory(id, room).Load(ctx, foldName)
	var f fold
	if err != nil || data == nil || json.Unmarshal(data, &f) != nil {
		return nil // it is made anew
	}
	return &f
}

// bring brings a fold up to where the subject's journal is, or makes it; nil
// where the subject was purged meanwhile.
func (l *Lookout) bring(ctx context.Context, id string, f *fold, head int64) (*fold, error) {
	anew := f == nil
	if !anew {
		followed, err := f.follow(ctx, l.book, id, head)
		if err != nil {
			return nil, purged(err)
		}
		anew = !followed
	}
	if anew {
		told := toldUpto{}
		if f != nil {
			told = f.Told
		}
		var err error
		if f, err = l.book.fold(ctx, id, head); err != nil || f == nil {
			return nil, purged(err)
		}
		f.Told = told
	}
	return f, l.remember(ctx, id, f, anew)
}

// purged makes no error of a subject that was purged meanwhile.
func purged(err error) error {
	if errors.Is(err, vault.ErrNoSubject) {
		return nil
	}
	return err
}

// rememberEvery is how long a fold that only followed the journal is not
// written again: reading that much of a journal is quick.
const rememberEvery = time.Hour

func (l *Lookout) remember(ctx context.Context, id string, f *fold, anew bool) error {
	now := l.now()
	if !anew && now.Sub(f.saved).Abs() < rememberEvery {
		return nil
	}
	f.saved = now
	data, err := json.Marshal(f)
	if err != nil {
		return fmt.Errorf("remember subject %q: %w", id, err)
	}
	return purged(l.book.Vault.SubjectMemory(id, room).Save(ctx, map[string][]byte{foldName: data}))
}

// room is the memory of whoever keeps looking.
const room = "watch"
