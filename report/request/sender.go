package request

import (
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

// Notes on who sends.
const (
	noteAgent  = "The law names nobody who may file this for another; so the letter speaks for the person, who sends it."
	noteDraft  = "You draft this; the person sends it, from their own mailbox."
	noteFile   = "Sent by the agent, with the permission the person signed."
	noteEstate = "Sent for the estate; a broker may ask for a paper that says who may act for it, with everything else on it covered."
)

// sender says who sends a request, and tells it where the person does not: an
// estate, a parent or guardian, or, where the law and the mandate let them, an
// agent. In all other cases the person sends. A ground of nil is the site's
// own policy, which leaves the choice to the site.
func (p *planner) sender(r *report.Request, g *statute.Ground) {
	r.By, r.Agent, r.Note = report.ByPerson, nil, ""
	switch {
	case !p.Subject.Died.IsZero():
		r.By, r.Note = report.ByEstate, noteEstate
	case p.Subject.Authority.Kind == scan.Guardian:
		r.By = report.ByParent
	case p.Subject.Authority.Kind != scan.Mandate:
	case g != nil && !g.AgentMay:
		r.Note = noteAgent
	case p.Choices.Agent == nil:
		r.Note = noteDraft
	default:
		r.By, r.Agent, r.Note = report.ByAgent, p.agent(), noteFile
		if g != nil && g.Act.Agent.Proof != "" {
			r.Note += " Proof: " + g.Act.Agent.Proof + "."
		}
	}
	for i, t := range r.Tells {
		if t.Kind == report.ToldSender {
			r.Tells = append(r.Tells[:i:i], r.Tells[i+1:]...)
			break
		}
	}
	if words := r.By.Words(); words != "" {
		tell(r, report.Told{Kind: report.ToldSender, Fact: words, Chosen: true})
	}
}

// agent is who files, permitted for as long as the mandate holds where nothing
// else is said.
func (p *planner) agent() *report.Agent {
	a := *p.Choices.Agent
	if a.From.IsZero() {
		a.From = p.Subject.Authority.From
	}
	if a.To.IsZero() {
		a.To = p.Subject.Authority.To
	}
	return &a
}
