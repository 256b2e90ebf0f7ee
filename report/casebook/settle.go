package casebook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// settlings is how often a decision is made anew because somebody else wrote
// about the same subject meanwhile.
const settlings = 25

// settle reads, decides and appends as one: decide returns what is to be written
// by what the subject's journal says, and is asked anew where that has grown
// before it was written. Two who decide at the same moment do so one after the
// other, whatever program each of them uses.
func (c *Casebook) settle(ctx context.Context, subject string, decide func() ([]vault.Envelope, error)) error {
	for try := 1; ; try++ {
		length, err := c.Vault.Length(ctx, subject)
		if err != nil {
			return err
		}
		events, err := decide()
		if err != nil {
			return err
		}
		err = c.Vault.AppendAfter(ctx, length, events...)
		if !errors.Is(err, vault.ErrMoved) || try == settlings {
			return err
		}
	}
}

// event is one whose payload is v.
func (c *Casebook) event(kind scan.Kind, subject, broker string, v any) (vault.Envelope, error) {
	payload, err := json.Marshal(v)
	if err != nil {
		return vault.Envelope{}, fmt.Errorf("write %s: %w", kind, err)
	}
	return vault.Envelope{Kind: kind, Subject: subject, Broker: broker, At: c.Now(), Payload: payload}, nil
}

// events is one event as settle wants it.
func events(e vault.Envelope, err error) ([]vault.Envelope, error) {
	if err != nil {
		return nil, err
	}
	return []vault.Envelope{e}, nil
}
