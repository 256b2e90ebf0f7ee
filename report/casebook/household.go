package casebook

import (
	"context"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// HouseholdOwner returns who of a subject's household a record is about, by id,
// where both are in the vault and may be opened: their own request takes the
// record down, and the other's name with it. It is "" where nobody is known to
// be. finding is a record that the subject saw to be somebody else's, or one of
// the other's own. Nothing of one is told to the other but that id.
func (c *Casebook) HouseholdOwner(ctx context.Context, subject, finding string) (string, error) {
	of, err := c.owner(ctx, finding, ErrNoFinding)
	if err != nil {
		return "", err
	}
	h, err := c.history(ctx, of, brokers.Date{})
	if err != nil {
		return "", err
	}
	f, ok := h.find(finding)
	if !ok {
		return "", ErrNoFinding
	}
	if subject != "" && subject != of.ID { // the other's own
		linked, err := c.Linked(ctx, subject)
		for _, id := range linked {
			if id == of.ID && f.Verdict == scan.Match {
				return id, err
			}
		}
		return "", err
	}
	linked, err := c.Linked(ctx, of.ID)
	for _, id := range linked {
		other, err := c.one(ctx, id)
		if err != nil {
			return "", err
		}
		theirs, err := c.history(ctx, other, brokers.Date{})
		if err != nil {
			return "", err
		}
		for _, o := range theirs.at(f.Broker) {
			same := o.Record.URL != "" && strings.EqualFold(o.Record.URL, f.Record.URL)
			if same && o.Verdict == scan.Match && o.Open() {
				return id, nil
			}
		}
	}
	return "", err
}
