package casebook

import "github.com/whohasme/whohasme/scan"

// unconfirmed lists the brokers, of those with these ids, that are read by a
// definition nobody ever saw read the living site: their file names no day, and
// no control look that this vault knows of worked.
func (c *Casebook) unconfirmed(h *history, ids []string) []string {
	worked := map[string]bool{}
	for _, v := range h.Visits {
		if v.Control == scan.ControlWorked || v.Control == scan.ControlLookAlike {
			worked[v.Broker] = true
		}
	}
	var list []string
	for _, id := range ids {
		if b, known := c.Catalogue.Get(id); known && b.Search != nil && b.Checked.IsZero() && !worked[id] {
			list = append(list, id)
		}
	}
	return list
}
