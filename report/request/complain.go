package request

import (
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

// complaint is the task to complain, with a letter where there is a page to
// complain at and it was not sent yet.
func (f *follower) complaint(since, due brokers.Date, why string) []Task {
	if _, sent := f.sent(report.Complaint); sent {
		return nil
	}
	act, cited := f.act()
	page := tradePage
	switch {
	case cited && act.Kind != statute.AtRisk && act.Regulator.Complaint != "":
		page = act.Regulator.Complaint
		days := act.Regulator.CompanyFirst(f.Today)
		if days > 0 {
			if first, wait := f.companyFirst(since, due, days, why); wait {
				return first
			}
			why += ". You complained to the company itself first, as this regulator wants"
		} else if act.Regulator.First != "" {
			why += ". First: " + act.Regulator.First
		}
	case cited && act.Kind == statute.AtRisk:
		return []Task{f.task(Complain, since, why+". This law is enforced in court; a lawyer, or the office that protects people of this class, can say how.")}
	case !american(f.Subject.Residence) || f.kit.broker == nil || f.kit.broker.Country != "US":
		return []Task{f.task(Complain, since, why+". No regulator's page is known for it; the consumer protection office where you live can say who hears it.")}
	}
	t := f.letter(Complain, report.Complaint, due, why+": `whohasme letters` drafts a complaint to the regulator, with the evidence.")
	t.Since = since
	if t.Request != nil {
		t.Request.Route = brokers.OptOut{Ask: f.c.Ask, By: brokers.ByForm, URL: page}
		t.Request.Minutes = 15
	}
	return []Task{t}
}

// companyFirst is what comes before a complaint to a regulator that wants one
// made to the company itself: that letter, or the wait for its answer. It
// returns false when both are over.
func (f *follower) companyFirst(since, due brokers.Date, days int, why string) ([]Task, bool) {
	made, sent := f.sent(report.Grievance)
	if !sent {
		t := f.letter(Grieve, report.Grievance, due, why+". The regulator wants a complaint to the company itself first: `whohasme letters` drafts it.")
		t.Since = since
		return []Task{t}, true
	}
	if made.Ended() {
		return nil, false
	}
	return nil, !f.Today.After(made.Received.AddDays(days))
}

// tradePage is where the Federal Trade Commission takes complaints.
const tradePage = "https://reportfraud.ftc.gov/"

func american(p scan.Place) bool { return p.Country == "US" }
