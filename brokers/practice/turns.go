package practice

import (
	"fmt"
	"slices"
	"time"
)

// Turn makes a record come and go: from the first time on the site does not
// show it, from the second on it does again, and so on. It is how brokers list
// anew what they have taken away, when they next buy data. Times are practice
// time, and in order. What an opt-out takes away stays away all the same.
func (s *Sites) Turn(broker, record string, turns ...time.Time) error {
	for _, srv := range s.servers {
		if srv.id != broker {
			continue
		}
		r := srv.byID(record)
		if r == nil {
			return fmt.Errorf("turn record at %q: there is none of that number", broker)
		}
		srv.mu.Lock()
		defer srv.mu.Unlock()
		srv.turns[r.shared] = slices.Clone(turns)
		return nil
	}
	return fmt.Errorf("turn record: no such site %q", broker)
}

// away reports whether a record is not shown, by its turns. The caller holds
// the lock.
func (s *server) away(r *record, now time.Time) bool {
	n := 0
	for _, t := range s.turns[r.shared] {
		if !t.After(now) {
			n++
		}
	}
	return n%2 == 1
}
