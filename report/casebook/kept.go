package casebook

import (
	"context"
	"net/url"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
)

// keptPages finds the pages of a subject's earlier visits to a broker that the
// site can be asked about. They are read out of the vault one by one, when they
// are asked for.
func (c *Casebook) keptPages(h *history, broker string) func(context.Context, *url.URL) (crawl.Kept, bool) {
	last := map[string]scan.Evidence{} // by address
	for _, v := range h.Visits {
		if v.Broker != broker || v.Way != string(brokers.Fetch) { // a page as drawn is not what the site sent
			continue
		}
		for _, e := range v.Pages {
			last[e.URL] = e
		}
	}
	subject := h.Subject.ID
	return func(ctx context.Context, u *url.URL) (crawl.Kept, bool) {
		e := last[u.String()]
		if e.ETag == "" && e.Modified == "" {
			return crawl.Kept{}, false
		}
		body, err := c.Vault.Page(ctx, subject, e.Hash)
		if err != nil { // dropped after its time, or damaged: the page is fetched anew
			return crawl.Kept{}, false
		}
		return crawl.Kept{ETag: e.ETag, Modified: e.Modified, Type: e.Type, Body: body}, true
	}
}
