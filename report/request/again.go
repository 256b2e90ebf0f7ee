package request

import (
	"fmt"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
)

func (f *follower) task(do Do, since brokers.Date, why string) Task {
	return Task{Case: f.c.ID, Do: do, Since: since, Why: why}
}

// id names the letter of a kind that comes back to this round of the case.
func (f *follower) id(kind report.Kind) string {
	id := f.c.ID + "." + string(kind)
	round := 1
	for _, s := range f.c.History {
		if s.State == report.Drafted {
			round++
		}
	}
	if round > 1 {
		id = fmt.Sprintf("%s-%d", id, round)
	}
	return id
}

// letter is a task with the letter that comes back to the case. It tells
// nothing that the first letter did not.
func (f *follower) letter(do Do, kind report.Kind, due brokers.Date, why string) Task {
	t := f.task(do, f.c.Answered, why)
	if t.Since = due; due.IsZero() {
		t.Since = f.c.Answered
	}
	tells := f.tellsAgain()
	named := slices.ContainsFunc(tells, func(x report.Told) bool { return x.Kind == ListingAddress || x.Kind == PrintedName })
	if !named {
		t.Why += " It cannot be drafted: what named the listing is no longer shown there."
		return t
	}
	r := f.c.Request
	if why := f.stands(&r); why != "" {
		t.Why += why
		return t
	}
	r.ID, r.Kind, r.Tells, r.Besides, r.Kept, r.Clears, r.Believed, r.Proven = f.id(kind), kind, tells, false, "", []string{f.c.Broker}, nil, true
	r.Findings = nil
	for _, l := range f.kit.tellable {
		r.Findings = append(r.Findings, l.finding.ID)
	}
	r.After = &report.Earlier{
		Request: f.c.ID, Reference: f.c.Reference(), Channel: f.c.Route.By, Sent: f.c.Sent, Received: f.c.Received, Due: due,
		Extended: f.c.Extended, Answered: f.c.Answered, State: f.c.State, Reason: f.c.Reason,
		Rounds: f.c.Rounds(),
	}
	if !f.seen.Before(f.c.Sent) {
		r.After.Seen = f.seen
	}
	if reminder, ok := f.sent(report.FollowUp); ok {
		r.After.FollowUps = []brokers.Date{reminder.Sent}
	}
	r.After.Appeal = f.appealed()
	if (kind == report.Complaint || kind == report.Grievance) && f.evidence != nil {
		r.After.Evidence = f.evidence(f.c)
	}
	t.Request = &r
	return t
}

// stands says why the act that the first letter cited cannot be cited again
// now, or "", and takes the person's yes to it where there are doubts.
func (f *follower) stands(r *report.Request) string {
	act, cited := f.act()
	if !cited {
		return ""
	}
	if slices.Contains(f.Choices.Cite, act.ID) && !slices.Contains(r.Yes, act.ID) {
		r.Yes = append(slices.Clone(r.Yes), act.ID)
	}
	if f.kit.broker == nil {
		return ""
	}
	q := f.question(f.kit, r.Ask)
	q.Yes, q.Origin = r.Yes, statute.Origin(r.Origin)
	switch g := act.Weigh(q); {
	case g.Standing == statute.NotAtAll:
		return " It cannot be drafted, because that law does not hold for you here any more. " + strings.Join(g.Why, " ")
	case g.Standing == statute.AskFirst:
		return fmt.Sprintf(" It needs your yes, because it cites %s again. %s --cite %s gives it.", act.Name, strings.Join(g.Why, " "), act.ID)
	case act.Kind == statute.AtRisk && !q.Home:
		return " It cannot be drafted: the listing shows no home address and no telephone number any more."
	}
	return ""
}

// appealed returns the appeal of this round as it went, nil where none was
// sent.
func (f *follower) appealed() *report.AppealMade {
	appeal, sent := f.sent(report.Appeal)
	if !sent {
		return nil
	}
	made := &report.AppealMade{Sent: appeal.Sent, Answered: appeal.Answered, State: appeal.State}
	if clocks, err := legal(appeal, f.Book); err == nil && len(clocks) > 0 {
		made.Due = clocks[0].Due
	}
	return made
}

// tellsAgain returns what the first letter told and the listing still shows,
// and what it told by the person's choice or by citing an act.
func (f *follower) tellsAgain() []report.Told {
	now := f.tells(f.kit, f.c.Route)
	var tells []report.Told
	for _, t := range f.c.Tells {
		switch t.Kind {
		case ListingAddress, PrintedName, City, State:
			if i := slices.IndexFunc(now, func(x report.Told) bool { return x.Kind == t.Kind && x.Fact == t.Fact }); i >= 0 {
				tells = append(tells, now[i])
			}
		case ReplyAddress:
			if slices.ContainsFunc(now, func(x report.Told) bool { return x.Kind == t.Kind && x.Fact == t.Fact }) {
				tells = append(tells, t)
			}
		case Residence:
			act, ok := f.act()
			if ok && !slices.ContainsFunc(f.kit.tellable, func(l listing) bool { return showsPlace(l.finding.Record.Record, act) }) {
				t.ShownAt, t.Chosen = "", true // told before, and no longer shown
			}
			tells = append(tells, t)
		default:
			tells = append(tells, t)
		}
	}
	return tells
}
