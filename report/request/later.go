package request

import (
	"fmt"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
)

// Task is what is to be done next about a request that was sent. Nothing of
// it is ever sent by itself.
type Task struct {
	Case    string          `json:"case"` // id of the request it comes back to
	Do      Do              `json:"do"`
	Since   brokers.Date    `json:"since,omitzero"`    // day from which it can be done
	Why     string          `json:"why"`               // in sentences without a fact about the person
	Request *report.Request `json:"request,omitempty"` // the letter to draft; nil: there is none
}

// Do is a kind of task.
type Do string

// The kinds of task.
const (
	FollowUp Do = "follow-up"
	Reply    Do = "reply" // to a demand, or to a refusal that no law lets one appeal
	Appeal   Do = "appeal"
	Grieve   Do = "grievance" // complain to the company itself, which some regulators want first
	Complain Do = "complaint"
	AskAnew  Do = "ask-anew"
)

// Periods that no law sets.
const (
	answerDays = 15 // business days in which a broker answers on its own policy, as long as the shortest of the acts' opt-outs
	remindDays = 10 // days after a follow-up before a complaint
)

// Tasks returns what is to be done next about each case on a day. Evidence
// lists the proofs of what a case's listings showed.
func Tasks(in Input, cases []report.Case, evidence func(report.Case) []report.Exhibit) ([]Task, error) {
	p := planner{Input: in, guard: newGuard(in.Subject), kits: map[string]*kit{}}
	p.gather()
	var tasks []Task
	for _, c := range cases {
		if c.Sent.IsZero() || c.State == report.Closed || later(c.Kind) || c.Kind == report.Authorisation {
			continue
		}
		f := follower{planner: &p, c: c, evidence: evidence}
		for _, other := range cases {
			if other.After != nil && other.After.Request == c.ID && other.ID == f.id(other.Kind) {
				f.after = append(f.after, other)
			}
		}
		if !f.stillShown() {
			continue
		}
		next, err := f.next()
		if err != nil {
			return nil, fmt.Errorf("find what is next for %s: %w", c.ID, err)
		}
		tasks = append(tasks, next...)
	}
	return tasks, nil
}

// later reports whether a letter comes back to an earlier one.
func later(k report.Kind) bool {
	return k == report.FollowUp || k == report.Reply || k == report.Appeal || k == report.Grievance || k == report.Complaint
}

// follower works out what is next for one case.
type follower struct {
	*planner
	c        report.Case
	after    []report.Case // letters of this round that come back to it
	evidence func(report.Case) []report.Exhibit
	kit      *kit
	seen     brokers.Date // last look that saw a listing
}

// stillShown gathers the listings that the case is about and that the last
// look saw, and reports whether there are any: what is gone needs no letter.
func (f *follower) stillShown() bool {
	all := f.kits[f.c.Broker]
	if all == nil {
		return false
	}
	f.kit = &kit{broker: all.broker}
	for _, x := range all.findings {
		if slices.Contains(f.c.Findings, x.ID) {
			f.kit.findings = append(f.kit.findings, x)
			if l, ok := f.guard.listing(x, all.broker); ok && all.broker != nil {
				f.kit.tellable = append(f.kit.tellable, l)
			}
			if on := brokers.DateOf(x.Last); on.After(f.seen) {
				f.seen = on
			}
		}
	}
	return len(f.kit.findings) > 0
}

func (f *follower) next() ([]Task, error) {
	switch f.c.State {
	case report.Refused, report.Expired:
		return f.refused()
	case report.Fulfilled, report.Suppressed:
		return f.broken(), nil
	}
	var tasks []Task
	if f.c.State == report.NeedsProof {
		tasks = append(tasks, f.reply(f.demand())...)
	}
	late, due, err := f.late()
	if err != nil || !late {
		return tasks, err
	}
	reminder, ok := f.sent(report.FollowUp)
	switch {
	case !ok:
		why := "No law sets a day here, and three weeks have passed without an answer: `whohasme letters` drafts a reminder."
		if !due.IsZero() {
			why = fmt.Sprintf("The answer was due on %s and is overdue: `whohasme letters` drafts a reminder.", due)
		}
		reminder := f.letter(FollowUp, report.FollowUp, due, why)
		if due.IsZero() {
			reminder.Since = waitedUntil(f.c, f.Book)
		}
		return append(tasks, reminder), nil
	case !f.Today.After(reminder.Received.AddDays(remindDays)):
		return tasks, nil
	}
	return append(tasks, f.complaint(reminder.Received.AddDays(remindDays), due, "The reminder has gone unanswered too")...), nil
}

// late reports whether an answer is overdue: by the last day of a law's
// period, which it returns, or where no law sets one by ours.
func (f *follower) late() (bool, brokers.Date, error) {
	clocks, err := legal(f.c, f.Book)
	if err != nil {
		return false, brokers.Date{}, err
	}
	days, err := calendar(f.c.Request, f.Book)
	if err != nil {
		return false, brokers.Date{}, err
	}
	var due brokers.Date
	for _, k := range clocks {
		if k.Kind != report.AckClock && k.Due.After(due) {
			due = k.Due
		}
	}
	if due.IsZero() {
		return f.c.State == report.Sent && unanswered(f.c, f.Book, f.Today), due, nil
	}
	state, err := statute.State(due, f.Today, days)
	return state == report.Overdue, due, err
}

// unanswered reports whether a request without a law's period has waited as
// long as we wait.
func unanswered(c report.Case, book *statute.Book, today brokers.Date) bool {
	end := waitedUntil(c, book)
	return !end.IsZero() && today.After(end)
}

// waitedUntil returns the last day that we wait for an answer where no law
// sets a period, and the zero day where it cannot be counted.
func waitedUntil(c report.Case, book *statute.Book) brokers.Date {
	days, err := calendar(c.Request, book)
	if err != nil {
		return brokers.Date{}
	}
	end, err := statute.AddBusinessDays(days, c.Received, answerDays)
	if err != nil {
		return brokers.Date{}
	}
	return end
}

// refused is what follows a refusal: the appeal where the act gives one, then
// the complaint; without an act, another way to ask.
func (f *follower) refused() ([]Task, error) {
	act, ok := f.act()
	if !ok {
		return f.reply(refusals[f.c.Reason] + " Without a law there is no appeal."), nil
	}
	why := refusals[f.c.Reason]
	if act.Appeal == nil || act.Kind == statute.AtRisk || f.c.State == report.Expired {
		return f.complaint(f.c.Answered, brokers.Date{}, why+" This law gives no appeal to the company"), nil
	}
	appeal, sent := f.sent(report.Appeal)
	if !sent {
		return []Task{f.letter(Appeal, report.Appeal, brokers.Date{}, why+" `whohasme letters` drafts an appeal to the company.")}, nil
	}
	switch appeal.State {
	case report.Closed:
		return nil, nil
	case report.Refused, report.Expired:
		return f.complaint(appeal.Answered, brokers.Date{}, "The appeal was refused"), nil
	case report.Fulfilled, report.Suppressed:
		if !f.seen.After(appeal.Answered) {
			return nil, nil
		}
		return f.complaint(f.seen, brokers.Date{}, fmt.Sprintf("The broker said on %s, on appeal, that it is done, and our look on %s still saw it", appeal.Answered, f.seen)), nil
	}
	clock, has, err := act.AppealClock(f.c.Ask, statute.Events{Received: appeal.Received, Extended: appeal.Extended, Days: appeal.Days, Place: f.Subject.Residence})
	switch {
	case err != nil:
		return nil, err
	case !has && unanswered(appeal, f.Book, f.Today):
		return f.complaint(waitedUntil(appeal, f.Book), brokers.Date{}, "No law sets a day for the decision on the appeal, and three weeks have passed without one"), nil
	case !has:
		return nil, nil
	}
	state, err := statute.State(clock.Due, f.Today, act.DaysIn(f.Subject.Residence))
	if err != nil || state != report.Overdue {
		return nil, err
	}
	return f.complaint(clock.Due, brokers.Date{}, fmt.Sprintf("The appeal should have been decided by %s", clock.Due)), nil
}

// reply is the task to answer a demand or a refusal, with a letter the first
// time in a round.
func (f *follower) reply(why string) []Task {
	switch before, sent := f.sent(report.Reply); {
	case sent && !before.Sent.Before(f.c.Answered):
		return nil
	case sent:
		return []Task{f.task(Reply, f.c.Answered, why+" You have replied once; the same words hold.")}
	}
	return []Task{f.letter(Reply, report.Reply, brokers.Date{}, why+" `whohasme letters` drafts a reply.")}
}

// broken is what follows a claim that our looks contradict: the request is
// made anew, and where that was done once, a complaint.
func (f *follower) broken() []Task {
	if !f.seen.After(f.c.Answered) {
		return nil
	}
	removed := 0
	for _, said := range f.c.Claims() {
		if said.Removed() {
			removed++
		}
	}
	why := fmt.Sprintf("The broker said on %s that it is done, and our look on %s still saw it", f.c.Answered, f.seen)
	if removed < 2 {
		return []Task{f.task(AskAnew, f.seen, why+": `whohasme letters` drafts the request anew.")}
	}
	why += ", for the second time"
	return append([]Task{f.task(AskAnew, f.seen, why+": `whohasme letters` drafts the request anew.")}, f.complaint(f.seen, brokers.Date{}, why)...)
}

// act returns the act a case rests on.
func (f *follower) act() (*statute.Act, bool) {
	if len(f.c.Ground) == 0 {
		return nil, false
	}
	return f.Book.Act(f.c.Ground[0])
}

// sent returns a later letter of this round that was sent.
func (f *follower) sent(kind report.Kind) (report.Case, bool) {
	i := slices.IndexFunc(f.after, func(c report.Case) bool { return c.Kind == kind && !c.Sent.IsZero() })
	if i < 0 {
		return report.Case{}, false
	}
	return f.after[i], true
}
