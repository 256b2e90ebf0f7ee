package casebook

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/whohasme/whohasme/scan/schedule"
)

// ErrBehind says that the clock is behind what the journal holds: either it is
// wrong now, or it was when that was written.
var ErrBehind = errors.New("the clock is behind the last look in the vault; if it is right, wait, if not, set it")

// behindFor is how long a clock that is behind the journal is not trusted. A
// clock that is wrong is set right within minutes of there being a network; so
// after this the journal is what was wrong, and looks go on.
const behindFor = 6 * time.Hour

// behind returns ErrBehind while the clock is not trusted.
func (l *Lookout) behind(ctx context.Context, now time.Time) error {
	const name = "behind"
	var latest time.Time
	for _, f := range l.folds {
		if f.Latest.After(latest) {
			latest = f.Latest
		}
	}
	if !latest.After(now.Add(schedule.Skew)) {
		return nil
	}
	m := l.book.Vault.Memory(room)
	data, err := m.Load(ctx, name)
	if err != nil {
		return err
	}
	var was mistrust
	if data == nil || json.Unmarshal(data, &was) != nil || !was.Latest.Equal(latest) || now.Before(was.At) {
		was = mistrust{Latest: latest, At: now}
	}
	was.Waited += min(now.Sub(was.At), behindStep)
	was.At = now
	if was.Waited >= behindFor {
		return nil
	}
	if data, err = json.Marshal(was); err != nil {
		return err
	}
	if err := m.Save(ctx, map[string][]byte{name: data}); err != nil {
		return err
	}
	return ErrBehind
}

// mistrust is how long a clock has been behind the journal.
type mistrust struct {
	Latest time.Time     `json:"latest"` // look that it is behind
	At     time.Time     `json:"at"`     // when it was last asked, by this clock
	Waited time.Duration `json:"waited"`
}

// behindStep is the most that counts between two times that a clock is asked: it
// may have been set again in between.
const behindStep = 2 * time.Hour
