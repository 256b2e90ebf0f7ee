package worker

import (
	"context"
	"errors"

	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/vault"
)

// Hosts is the memory of hosts that all machines of a vault share. A row that is
// damaged is forgotten: it would else keep its host from ever being asked. That
// the database does not answer is an error, and no request goes out.
func Hosts(v *vault.Vault) crawl.Memory { return hosts{v.Memory("hosts")} }

type hosts struct{ *vault.Memory }

// Load returns what was saved of a host last.
func (h hosts) Load(ctx context.Context, host string) ([]byte, error) {
	data, err := h.Memory.Load(ctx, host)
	if errors.Is(err, vault.ErrDamaged) {
		return nil, nil
	}
	return data, err
}
