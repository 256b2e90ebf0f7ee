package casebook

import (
	"context"
	"errors"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// Proof is the evidence behind a finding: the pages of the last visit that saw
// it.
type Proof struct {
	Finding  string
	Subject  string
	Broker   string
	At       time.Time // of the visit
	Way      string
	Versions scan.Versions
	Pages    []ProofPage // those that show the record; first the list that it was seen in
}

// ProofPage is one sealed page.
type ProofPage struct {
	scan.Evidence
	Shown string // its address, masked
	Kept  bool   // false when it was dropped after its time
}

// Proof finds the evidence behind a finding.
func (c *Casebook) Proof(ctx context.Context, finding string) (*Proof, error) {
	h, _, err := c.find(ctx, finding, brokers.Date{})
	if err != nil {
		return nil, err
	}
	return c.proof(ctx, h, finding)
}

func (c *Casebook) proof(ctx context.Context, h *history, finding string) (*Proof, error) {
	for i := len(h.Visits) - 1; i >= 0; i-- {
		v := h.Visits[i]
		for _, s := range v.Sightings {
			if s.ID != finding {
				continue
			}
			p := &Proof{Finding: finding, Subject: v.Subject, Broker: v.Broker, At: v.At, Way: v.Way, Versions: v.Versions}
			for _, e := range showing(v, s) {
				masked, _ := report.Mask(h.Subject, scan.Record{URL: e.URL})
				_, err := c.Vault.Page(ctx, v.Subject, e.Hash)
				if err != nil && !errors.Is(err, vault.ErrDropped) && !errors.Is(err, vault.ErrNoPage) {
					return nil, err
				}
				p.Pages = append(p.Pages, ProofPage{e, masked.URL, err == nil})
			}
			return p, nil
		}
	}
	return nil, ErrNoFinding
}

// showing are the pages of a visit that show a sighting; all of them where the
// visit did not note it.
func showing(v scan.Visit, s scan.Sighting) (list []scan.Evidence) {
	for _, hash := range s.Pages {
		for _, e := range v.Pages {
			if e.Hash == hash {
				list = append(list, e)
				break
			}
		}
	}
	if len(list) == 0 {
		return v.Pages
	}
	return list
}

// TakeEvidence gives a sealed page of a proof out of the vault, and journals
// that it did: such a page may show other people, who else exist only inside
// the vault (disclosure rule 5).
func (c *Casebook) TakeEvidence(ctx context.Context, p *Proof, page int) ([]byte, error) {
	if page < 0 || page >= len(p.Pages) {
		return nil, errors.New("evidence: there is no page of that number")
	}
	e := p.Pages[page]
	body, err := c.Vault.Page(ctx, p.Subject, e.Hash)
	if err != nil {
		return nil, err
	}
	return body, c.append(ctx, scan.EvidenceTaken, p.Subject, p.Broker, scan.Taking{Finding: p.Finding, Hash: e.Hash})
}
