package casebook

import (
	"fmt"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/letter/paper"
)

// thread sets the id of a letter's message, and the ids of the messages before
// it in the same matter, so that mail programs on both sides keep them
// together. A letter written again has the same id, and one that is made anew
// another: mail servers drop the second of two messages with one id.
func (h *history) thread(l *report.Letter) {
	r := l.Request
	round := 1
	if i := slices.IndexFunc(h.Cases, func(k report.Case) bool { return k.ID == r.ID }); i >= 0 {
		if round = roundOf(h.Cases[i]); h.Cases[i].Ended() {
			round++
		}
	}
	l.MessageID = messageID(r, round)
	if r.After == nil || r.Kind == report.Complaint {
		return // a regulator was sent nothing before
	}
	var before []report.Case
	for _, k := range h.Cases {
		first := k.ID == r.After.Request
		beside := k.After != nil && k.After.Request == r.After.Request && k.After.Sent == r.After.Sent && k.ID != r.ID && k.Kind != report.Complaint
		if (first || beside) && !k.Sent.IsZero() && k.Route.By == brokers.ByEmail {
			before = append(before, k)
		}
	}
	slices.SortStableFunc(before, func(a, b report.Case) int { return a.Sent.Time().Compare(b.Sent.Time()) })
	for _, k := range before {
		l.Earlier = append(l.Earlier, messageID(k.Request, roundOf(k)))
	}
}

// roundOf counts how often a request was drafted, the first time included.
func roundOf(k report.Case) int {
	n := 1
	for _, s := range k.History {
		if s.State == report.Drafted {
			n++
		}
	}
	return n
}

// messageID is the id of the message that carries a request in a round. No day
// is part of it, so that a letter can be written again.
func messageID(r report.Request, round int) string {
	reply := ""
	for _, t := range r.Tells {
		if t.Kind == report.ToldReply {
			reply = t.Fact
		}
	}
	return paper.MessageID(fmt.Sprintf("%s %d", r.ID, round), r.Reference(), brokers.Date{}, reply)
}
