package letter

import (
	"errors"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

// Reasons are the reasons of a refusal that letters know, in the words of the
// Data Rights Protocol 1.0. Any other word is taken for the last.
var Reasons = []string{"suspected_fraud", "insuf_verification", "no_match", "claim_not_covered", "outside_jurisdiction", "too_many_requests", "other"}

// reasonWords say what a company gave as its reason.
var reasonWords = map[string]string{
	"suspected_fraud":      "that you suspect fraud",
	"insuf_verification":   "that you could not verify who asks",
	"no_match":             "that you found no matching record",
	"claim_not_covered":    "that the request was not covered by the law",
	"outside_jurisdiction": "that the law did not apply where I live",
	"too_many_requests":    "that there were too many requests",
}

// ofCompany turns a reason that a company hears into one that others read of it.
var ofCompany = strings.NewReplacer("that you suspect ", "that it suspects ", "that you ", "that it ")

// followDays is how long a follow-up asks the company to take. No law sets it.
const followDays = 10

// back reports whether a letter comes back to an earlier one.
func back(k report.Kind) bool {
	return k == report.FollowUp || k == report.Reply || k == report.Appeal || k == report.Grievance || k == report.Complaint
}

// addEarlier sets the fields of a letter that comes back to an earlier one and
// returns the day its answer is due. The error says what is not yet time for.
func (w Writer) addEarlier(f *fields, req report.Request, s *scan.Subject, g *statute.Ground) (brokers.Date, error) {
	e := req.After
	if err := w.inOrder(e); err != nil {
		return brokers.Date{}, err
	}
	f.text["sent"], f.text["channel"], f.text["first due"] = longDate(e.Sent), channels[e.Channel], date(e.Due)
	f.text["first received"] = date(e.Received)
	f.text["extended"], f.text["answered"], f.text["seen"] = date(e.Extended), date(e.Answered), date(e.Seen)
	f.text["reason"], f.text["refusal given"] = e.Reason, reasonWords[e.Reason]
	if !slices.Contains(Reasons, e.Reason) {
		f.text["reason"] = "other"
	}
	if refusal(e.State) {
		f.text["refused"] = "yes"
	}
	if broken(e) {
		f.text["claimed"] = longDate(e.Answered)
	}
	late, err := w.late(e, s, g)
	if err != nil {
		return brokers.Date{}, err
	}
	switch req.Kind {
	case report.FollowUp:
		if e.Answered == e.Extended {
			f.text["answered"] = "" // the word that it takes longer is no answer
		}
		if !e.Due.IsZero() && !late {
			return brokers.Date{}, errors.New("it is too early to follow up: the answer is not overdue yet; see due")
		}
		f.text["last day"] = longDate(w.Today.AddDays(followDays))
	case report.Reply:
		if e.Answered.IsZero() {
			return brokers.Date{}, errors.New("there is no answer to reply to; mark it with request answered or request refused")
		}
	case report.Appeal:
		return w.addAppeal(f, req, s, g)
	case report.Grievance, report.Complaint:
		if !refusal(e.State) && !late && !broken(e) && !inVain(e, g) {
			return brokers.Date{}, errors.New("it is too early to complain: nothing was refused and nothing is overdue yet; see due")
		}
		f.addStory(e, w.Today)
	}
	return brokers.Date{}, nil
}

// refusal reports whether a company ended a request without doing what was
// asked: it refused, or let the request lapse ("expired", Data Rights
// Protocol 1.0).
func refusal(s report.RequestState) bool { return s == report.Refused || s == "expired" }

// broken reports whether a company said that it is done and a later look saw
// the record all the same.
func broken(e *report.Earlier) bool {
	return done(e) && e.Seen.After(e.Answered)
}

// inVain reports whether a request on which no day runs was asked in vain: on
// a site's own policy, or on an act that sets no day, after a reminder.
func inVain(e *report.Earlier, g *statute.Ground) bool {
	return e.Due.IsZero() && !done(e) && (g == nil || len(e.FollowUps) > 0)
}

// done reports whether a company said that it did what was asked.
func done(e *report.Earlier) bool {
	return e.State == report.Fulfilled || e.State == report.Suppressed
}

// late reports whether the answer to an earlier letter is overdue. Without an
// act nothing is ever due.
func (w Writer) late(e *report.Earlier, s *scan.Subject, g *statute.Ground) (bool, error) {
	if e.Due.IsZero() || g == nil || done(e) {
		return false, nil
	}
	state, err := statute.State(e.Due, w.Today, g.Act.DaysIn(s.Residence))
	return state == report.Overdue, err
}

// inOrder says which of an earlier letter's days are missing or out of order.
func (w Writer) inOrder(e *report.Earlier) error {
	switch {
	case e == nil || e.Sent.IsZero():
		return errors.New("the day of the first letter is missing; mark it with request sent")
	case channels[e.Channel] == "":
		return errors.New("the way of the first letter is missing")
	case slices.ContainsFunc([]brokers.Date{e.Sent, e.Received, e.Extended, e.Answered, e.Seen}, w.Today.Before) ||
		slices.ContainsFunc(e.FollowUps, w.Today.Before) || e.Appeal != nil && (w.Today.Before(e.Appeal.Sent) || w.Today.Before(e.Appeal.Answered)):
		return errors.New("a day of the earlier letters lies ahead")
	case !e.Answered.IsZero() && e.Answered.Before(e.Sent) || !e.Extended.IsZero() && e.Extended.Before(e.Sent):
		return errors.New("the answer is dated before the first letter")
	}
	return nil
}

// channels say how a letter went.
var channels = map[brokers.Channel]string{
	brokers.ByEmail: "by e-mail", brokers.ByForm: "by the form on your site", brokers.ByPost: "by post",
}

// addAppeal sets the day a decision on an appeal is due.
func (w Writer) addAppeal(f *fields, req report.Request, s *scan.Subject, g *statute.Ground) (brokers.Date, error) {
	switch {
	case g == nil || g.Act.Appeal == nil:
		return brokers.Date{}, errors.New("there is no appeal without an act that gives one; a new request or a complaint is the way on")
	case req.After.State != report.Refused || req.After.Answered.IsZero():
		return brokers.Date{}, errors.New("there is no refusal to appeal against; mark it with request refused")
	}
	days := g.Act.DaysIn(s.Residence)
	received, err := statute.Received(w.Today, req.Route.By, days)
	if err != nil {
		return brokers.Date{}, err
	}
	f.text["received"], f.text["due"], f.text["period"], f.text["extend"] = longDate(received), "", "", ""
	clock, ok, err := g.Act.AppealClock(req.Ask, statute.Events{Received: received, Place: s.Residence})
	if err != nil || !ok {
		return brokers.Date{}, err
	}
	f.text["due"], f.text["period"] = longDate(clock.Due), span(g.Act.Appeal.N, g.Act.Appeal.Unit)
	return clock.Due, nil
}

// answerWords say what a company answered, by what it made of the request.
func answerWords(s report.RequestState) string {
	switch s {
	case report.Refused:
		return "the company refused"
	case report.Fulfilled, report.Suppressed:
		return "the company said that it was done"
	}
	return "the company answered, without doing what was asked"
}

// maxEvidence is how many pieces of evidence a letter lists, so that it stays
// on a page; the rest are in the list enclosed.
const maxEvidence = 4

// addStory sets the time line and the evidence of a complaint.
func (f *fields) addStory(e *report.Earlier, today brokers.Date) {
	type entry struct {
		on   brokers.Date
		what string
	}
	var story []entry
	for _, r := range e.Rounds {
		story = append(story, entry{r.Sent, "I sent the request"})
		if !r.Answered.IsZero() {
			story = append(story, entry{r.Answered, answerWords(r.State)})
		}
	}
	story = append(story, entry{e.Sent, "I sent the request " + strings.Replace(channels[e.Channel], "your", "the company's", 1)})
	if !e.Extended.IsZero() {
		story = append(story, entry{e.Extended, "the company said that it needed longer"})
	}
	if !e.Due.IsZero() && !refusal(e.State) && !done(e) {
		story = append(story, entry{e.Due, "the time to answer ended"})
	}
	for _, on := range e.FollowUps {
		story = append(story, entry{on, "I reminded the company"})
	}
	if !e.Answered.IsZero() {
		what := answerWords(e.State)
		if e.State == report.Refused {
			if why := reasonWords[f.text["reason"]]; why != "" {
				what += "; its reason: " + ofCompany.Replace(why)
			}
		}
		story = append(story, entry{e.Answered, what})
	}
	if a := e.Appeal; a != nil {
		story = append(story, entry{a.Sent, "I appealed to the company"})
		switch {
		case refusal(a.State):
			story = append(story, entry{a.Answered, "the company refused the appeal"})
		case a.State == report.Fulfilled || a.State == report.Suppressed:
			story = append(story, entry{a.Answered, "the company said, on appeal, that it was done"})
		case !a.Due.IsZero() && a.Due.Before(today):
			story = append(story, entry{a.Due, "the time to decide the appeal ended"})
		}
	}
	if !e.Seen.IsZero() {
		story = append(story, entry{e.Seen, "the record was still shown"})
	}
	slices.SortStableFunc(story, func(a, b entry) int { return a.on.Time().Compare(b.on.Time()) })
	for _, s := range story {
		f.lists["timeline"] = append(f.lists["timeline"], longDate(s.on)+": "+s.what)
	}
	for i, x := range e.Evidence {
		if i == maxEvidence {
			f.lists["evidence"] = append(f.lists["evidence"], "and others of the same kind")
			break
		}
		line := x.What + ", " + longDate(x.On)
		if x.Hash != "" {
			line += ", SHA-256 " + x.Hash
		}
		f.lists["evidence"] = append(f.lists["evidence"], line)
	}
}
