package casebook

import (
	"errors"

	"github.com/whohasme/whohasme/scan/vault"
)

// departures is how many subjects may go, one after the other, while all are
// read.
const departures = 100

// again reads what is about all subjects, and anew where one of them was purged
// or handed on between being listed and being read: what others do with their
// clients is no fault of whoever reads. Of a subject who was named it is one.
func again(subject string, read func() error) (err error) {
	for range departures {
		err = read()
		if subject != "" || !errors.Is(err, vault.ErrNoSubject) && !errors.Is(err, ErrNoSubject) {
			return err
		}
	}
	return err
}
