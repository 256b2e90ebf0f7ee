package casebook

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/letter/paper"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
	"go.yaml.in/yaml/v4"
)

// ExportFormat names the shape of an export.
const ExportFormat = "whohasme export 1"

// Unmasking says which records an export has as their pages have them. Each must
// have been revealed before, by itself: an export is no way to reveal.
type Unmasking struct {
	All      bool     // every record that was revealed before
	Findings []string // these
}

// exported is the journal's note of an export.
type exported struct {
	Revealed []string `json:"revealed,omitempty"`
	By       string   `json:"by,omitempty"`
}

// Export gathers all that is kept of a subject, and journals that it left. What
// the rules refuse is a *scan.Refusal, and nothing leaves then.
func (c *Casebook) Export(ctx context.Context, id string, u Unmasking) (*report.Export, error) {
	s, err := c.one(ctx, id)
	if err != nil {
		return nil, err
	}
	x := &report.Export{Format: ExportFormat, Subject: s.ID, Made: c.Now().UTC(), By: c.me(), Visits: []report.ExportVisit{}, Requests: []report.ExportCase{}}
	if x.File, err = fileOf(s); err != nil {
		return nil, err
	}
	h, err := c.history(ctx, s, brokers.Date{})
	if err != nil {
		return nil, err
	}
	if err := c.exportNotes(ctx, s, x); err != nil {
		return nil, err
	}
	wanted, err := u.of(x.Taken)
	if err != nil {
		return nil, err
	}
	for _, f := range wanted {
		if found, ok := h.find(f); ok {
			x.Revealed = append(x.Revealed, unmasked(s, found))
		}
	}
	reports, err := c.Report(ctx, s.ID, c.Today())
	if err != nil {
		return nil, err
	}
	x.Report, x.Reviews = reports[0], h.reviews
	for _, v := range h.Visits {
		x.Visits = append(x.Visits, exportVisit(s, v))
	}
	if err := c.exportCases(ctx, h, x); err != nil {
		return nil, err
	}
	return x, c.append(ctx, scan.SubjectExported, s.ID, "", exported{Revealed: wanted, By: c.me()})
}

// of lists the findings that are wanted unmasked; all were revealed before.
func (u Unmasking) of(taken []report.ExportTaking) (list []string, err error) {
	var revealed []string
	for _, t := range taken {
		if t.Kind == scan.RecordRevealed && !slices.Contains(revealed, t.Finding) {
			revealed = append(revealed, t.Finding)
		}
	}
	rule := &scan.Refusal{Rule: "an export unmasks only records that were revealed before, one by one: `whohasme reveal FINDING`"}
	for _, f := range u.Findings {
		if !slices.Contains(revealed, f) {
			return nil, rule
		}
	}
	switch {
	case u.All && len(revealed) == 0:
		return nil, rule
	case u.All:
		return revealed, nil
	}
	return slices.Compact(slices.Sorted(slices.Values(u.Findings))), nil
}

// fileOf is a subject's file, safe facts by label.
func fileOf(s *scan.Subject) (m map[string]any, err error) {
	data, err := SubjectFile(s)
	if err == nil {
		err = yaml.Unmarshal(data, &m)
	}
	if err != nil {
		return nil, fmt.Errorf("export subject: its file cannot be written")
	}
	return m, nil
}

// unmasked is a record as its page has it. Other people are counted.
func unmasked(s *scan.Subject, f scan.Finding) report.Revealed {
	masked, alarms := report.Mask(s, f.Record.Record)
	r := labelled(f.Record.Record, masked, alarms)
	return report.Revealed{Finding: f.ID, Name: r.Name, Aliases: r.Aliases, Age: ageText(r), Born: r.Born.String(), Addresses: r.Addresses,
		Phones: r.Phones, Emails: r.Emails, Relatives: len(r.Relatives), URL: r.URL, Alarms: alarms}
}

func ageText(r scan.Record) string {
	if r.Age.IsZero() {
		return ""
	}
	return r.Age.String()
}

func exportVisit(s *scan.Subject, v scan.Visit) report.ExportVisit {
	x := report.ExportVisit{At: v.At.UTC(), Broker: v.Broker, Way: v.Way, Outcome: v.Outcome, Why: v.Why, Control: v.Control, Versions: v.Versions, Others: v.Others}
	for _, g := range v.Sightings {
		x.Findings = append(x.Findings, g.ID)
	}
	for _, p := range v.Pages {
		masked, _ := report.Mask(s, scan.Record{URL: p.URL})
		x.Pages = append(x.Pages, report.ExportPage{At: p.At.UTC(), URL: masked.URL, Hash: p.Hash})
	}
	return x
}

// exportCases adds the requests, each with its letter where that can be written.
func (c *Casebook) exportCases(ctx context.Context, h *history, x *report.Export) error {
	words, err := c.writer(c.Today())
	if err != nil {
		return err
	}
	for _, k := range h.Cases {
		e := report.ExportCase{Case: k, Claims: k.Claims()}
		var about []scan.Finding
		for _, id := range k.Findings {
			if f, ok := h.find(id); ok {
				about = append(about, f)
			}
		}
		if b, ok := c.Catalogue.Get(k.Broker); ok {
			if l, err := words.Write(k.Request, *h.Subject, b, about); err == nil {
				var text strings.Builder
				if paper.Text(&text, l) == nil {
					e.Letter = text.String()
				}
			}
		}
		x.Requests = append(x.Requests, e)
	}
	x.Clocks, err = c.Due(ctx, h.Subject.ID, c.Today())
	if x.Clocks == nil {
		x.Clocks = []report.Clock{}
	}
	return err
}

// exportNotes goes through the subject's chain once for all that is neither a
// visit nor a request.
func (c *Casebook) exportNotes(ctx context.Context, s *scan.Subject, x *report.Export) error {
	err := each(ctx, c, s.ID, brokers.Date{}, func(e vault.Entry, payload json.RawMessage) error {
		if !c.exportNote(e, payload, x) {
			return fmt.Errorf("read %s of subject %q: the event is damaged", e.Kind, s.ID)
		}
		return nil
	}, scan.SubjectAdded, scan.SubjectChanged, scan.SubjectWithdrawn, scan.SafetyAnswered, scan.EvidenceTaken, scan.RecordRevealed, scan.SubjectExported, report.ChoiceMade)
	if err != nil {
		return err
	}
	notes, err := c.dropNotes(ctx, s.ID, brokers.Date{})
	for _, n := range notes {
		x.Platform = append(x.Platform, report.ExportNote{What: string(n.What), On: n.On})
	}
	return err
}

// exportNote adds one event; false where it cannot be read.
func (c *Casebook) exportNote(e vault.Entry, payload []byte, x *report.Export) bool {
	var err error
	switch e.Kind {
	case scan.SafetyAnswered:
		var given SafetyAnswers
		err = json.Unmarshal(payload, &given)
		for _, q := range SafetyQuestions {
			if word := given.Answers[q.Key]; word != "" {
				x.Safety = append(x.Safety, report.ExportAnswer{On: c.day(e.At), By: given.By, Question: q.Key, Answer: word})
			}
		}
	case scan.EvidenceTaken, scan.RecordRevealed:
		var t scan.Taking
		err = json.Unmarshal(payload, &t)
		x.Taken = append(x.Taken, report.ExportTaking{At: e.At, Kind: e.Kind, Finding: t.Finding, Hash: t.Hash})
	case scan.SubjectExported:
		x.Taken = append(x.Taken, report.ExportTaking{At: e.At, Kind: e.Kind})
	case report.ChoiceMade:
		var ch report.Choice
		err = json.Unmarshal(payload, &ch)
		x.Choices = append(x.Choices, report.ExportChoice{Is: ch.Is, Of: ch.Of, On: ch.On, Back: ch.Back})
	default:
		var f filed
		if len(payload) > 0 {
			err = json.Unmarshal(payload, &f)
		}
		note := report.ExportFiling{At: e.At, Kind: e.Kind, Bytes: len(f.Paper)}
		if len(f.Paper) > 0 {
			sum := sha256.Sum256(f.Paper)
			note.Document = hex.EncodeToString(sum[:])
		}
		x.Filed = append(x.Filed, note)
	}
	return err == nil
}
