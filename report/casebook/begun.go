package casebook

import (
	"context"
	"errors"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/sweep"
	"github.com/whohasme/whohasme/scan/vault"
)

// restore adds a sealed page to the broker's. One that is there no more is
// asked for again.
func (c *Casebook) restore(ctx context.Context, subject, broker string, e scan.Evidence, pages map[string][]*crawl.Page) error {
	body, err := c.Vault.Page(ctx, subject, e.Hash)
	if errors.Is(err, vault.ErrDropped) || errors.Is(err, vault.ErrNoPage) {
		return nil
	}
	if err == nil {
		pages[broker] = append(pages[broker], crawl.Restore(e, body))
	}
	return err
}

// attachBegun gives each task the pages that a control look got today before it
// was interrupted. ended holds the numbers of the last controls that were made.
func (c *Casebook) attachBegun(ctx context.Context, tasks map[string]*sweep.Task, ended map[string]int64) error {
	pages := map[string][]*crawl.Page{}
	today := c.Today()
	wanted := func(e vault.Entry) bool {
		return tasks[e.Broker] != nil && e.Seq >= ended[e.Broker] && c.day(e.At) == today
	}
	err := eachOf(ctx, c, "", wanted, func(e vault.Entry, s sweep.Step) error {
		if t := tasks[s.Broker]; t == nil || s.Definition != sweep.Version(t.Broker.Search) {
			return nil
		}
		return c.restore(ctx, "", s.Broker, s.Page, pages)
	}, scan.PageArrived)
	for id, list := range pages {
		tasks[id].Begun = list
	}
	return err
}

// begun reads the pages that visits got today before they were interrupted, by
// broker: those of the definition that is used now, and that no finished visit
// came after.
func (c *Casebook) begun(ctx context.Context, h *history, among func(vault.Entry) bool) (map[string][]*crawl.Page, error) {
	pages := map[string][]*crawl.Page{}
	take := func(broker string, e scan.Evidence) error { return c.restore(ctx, h.Subject.ID, broker, e, pages) }
	for _, v := range h.Visits { // what a visit got before it was put off
		b, known := c.Catalogue.Get(v.Broker)
		if v.Again.IsZero() || !known || c.day(v.At) != c.Today() || v.Versions.Definition != sweep.Version(b.Search) {
			continue
		}
		for _, e := range v.Pages {
			if err := take(v.Broker, e); err != nil {
				return nil, err
			}
		}
	}
	today := c.Today()
	wanted := func(e vault.Entry) bool { return among(e) && e.Seq >= h.done[e.Broker] && c.day(e.At) == today }
	err := eachOf(ctx, c, h.Subject.ID, wanted, func(e vault.Entry, s sweep.Step) error {
		if b, known := c.Catalogue.Get(s.Broker); !known || s.Definition != sweep.Version(b.Search) {
			return nil
		}
		return take(s.Broker, s.Page)
	}, scan.PageArrived)
	return pages, err
}
