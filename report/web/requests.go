package web

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
)

func (v *visit) requests() error {
	ctx, day := v.r.Context(), v.book.Today()
	cases, err := v.book.Cases(ctx, v.subject.ID)
	if err != nil {
		return err
	}
	clocks, err := v.book.Due(ctx, v.subject.ID, day)
	if err != nil {
		return err
	}
	// What waits for somebody comes first: drafts for the person, then what runs,
	// then what is over.
	rank := func(k report.Case) int {
		switch {
		case k.State == report.Drafted:
			return 0
		case k.Ended():
			return 2
		}
		return 1
	}
	slices.SortStableFunc(cases, func(a, b report.Case) int { return cmp.Compare(rank(a), rank(b)) })
	page, rest := cut(v.r, cases)
	return v.show("requests", struct {
		List   []report.Case
		Pages  paging
		Clocks []report.Clock
	}{page, rest, clocks})
}

// mark is a step that a person can note about a request.
type mark struct {
	State   report.RequestState
	Text    string   // on the button
	Help    string   // what it means
	Reasons []string // to choose from; empty: none is asked for
}

var marks = []mark{
	{report.Sent, "Sent", "You have sent it. Its clocks start on that day.", nil},
	{report.Answered, "They answered", "They answered, and have not done yet what was asked.", []string{"", string(report.NeedsProof)}},
	{report.Extended, "They need longer", "They announced that it takes longer. That counts only while they are in time.", nil},
	{report.Fulfilled, "They say it is done", "That is their claim. Our own looks decide.", []string{"", string(report.Suppressed)}},
	{report.Refused, "They refused", "The plan shows what can follow.", append(append([]string{""}, report.Reasons...), string(report.Expired))},
	{report.Closed, "Close", "You end it; its clocks stop, and it can be asked anew.", nil},
}

// possible are the marks that make sense where a request stands.
func possible(k report.Case) []mark {
	var states []report.RequestState
	switch {
	case k.State == report.Drafted:
		states = []report.RequestState{report.Sent, report.Closed}
	case k.Ended():
		states = []report.RequestState{report.Closed}
	default:
		states = []report.RequestState{report.Fulfilled, report.Answered, report.Refused, report.Extended, report.Closed}
	}
	if k.State == report.Closed {
		states = nil
	}
	var list []mark
	for _, s := range states {
		for _, m := range marks {
			if m.State == s {
				list = append(list, m)
			}
		}
	}
	return list
}

func (v *visit) request() error {
	s, err := v.book.Show(v.r.Context(), v.r.PathValue("request"), v.book.Today())
	if err != nil {
		return err
	}
	return v.show("request", struct {
		*casebook.Shown
		Marks []mark
		Undo  bool
	}{s, possible(s.Case), len(s.Case.History) > 0})
}

// mark notes a step.
func (v *visit) mark() error {
	f := v.r.PostForm
	step := report.Step{Request: v.r.PathValue("request"), State: report.RequestState(f.Get("state")), On: v.book.Today(), Reason: f.Get("reason")}
	known := step.State == report.Undone || slices.ContainsFunc(marks, func(m mark) bool {
		return m.State == step.State && (step.Reason == "" || slices.Contains(m.Reasons, step.Reason))
	})
	if !known {
		return errOldForm
	}
	if on := f.Get("on"); on != "" {
		var err error
		if step.On, err = brokers.ParseDate(on); err != nil {
			return &saying{400, "That is not a day", "Nothing was noted.", "Write the day as year, month and day, such as 2026-11-21."}
		}
	}
	k, err := v.book.Mark(v.r.Context(), step)
	if errors.Is(err, casebook.ErrNoRequest) {
		return err
	}
	if err != nil {
		return &saying{409, "That cannot be noted", sentence(bareStep(err, step.Request)), "Nothing was changed. Go back and look at the day and at where the request stands."}
	}
	if step.State == report.Undone {
		v.session.say("The last step was taken back. It is “%s” again; the journal keeps both.", requestWord(k.State))
	} else {
		v.session.say("Noted, as of %s.", long(step.On))
	}
	return v.back(at(v.subject, "requests", k.ID))
}

// bareStep is an error's sentence without what it begins with.
func bareStep(err error, id string) string {
	text := err.Error()
	for _, head := range []string{"advance request " + id + ": ", "mark request: "} {
		if i := strings.Index(text, head); i >= 0 {
			text = text[i+len(head):]
		}
	}
	return text
}
