package web

import (
	"slices"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// home leads to where the one person stands, or to the list of them.
func (v *visit) home() error {
	ids, err := v.book.Vault.Subjects(v.r.Context())
	switch {
	case err != nil:
		return err
	case len(ids) == 0:
		return v.back("/people/add")
	case len(ids) == 1:
		return v.back("/s/" + ids[0])
	}
	return v.back("/people")
}

// standing is what the first page about a person says.
type standing struct {
	Report                report.Report
	Matches, Maybes, Gone int
	Alarms                []report.Exposure // open findings that show safe facts
	Clocks                []report.Clock    // the soonest
	More                  int               // clocks besides
	Late                  int               // clocks that are overdue
	Drafted               int               // letters that were taken and not noted as sent
	Next                  step
	Forms                 []Form
	Refused               string // why the person is not looked for today
}

// step is what to do next.
type step struct{ Text, Do, Page string }

// maxClocks is how many clocks the first page names.
const maxClocks = 5

func (v *visit) stand() error {
	ctx, day := v.r.Context(), v.book.Today()
	list, err := v.book.Report(ctx, v.subject.ID, day)
	if err != nil {
		return err
	}
	clocks, err := v.book.Due(ctx, v.subject.ID, day)
	if err != nil {
		return err
	}
	s := standing{Report: list[0], Clocks: clocks, Forms: v.Forms}
	if err := v.subject.Authority.Covers(scan.Look, "", day); err != nil {
		s.Refused = sentence(err.Error())
	}
	for _, f := range s.Report.Findings {
		switch {
		case f.State == string(scan.Gone):
			s.Gone++
			continue
		case f.Verdict == scan.Match:
			s.Matches++
		default:
			s.Maybes++
		}
		if len(f.Alarms) > 0 {
			s.Alarms = append(s.Alarms, f)
		}
	}
	cases, err := v.book.Cases(ctx, v.subject.ID)
	if err != nil {
		return err
	}
	for _, k := range cases {
		if k.State == report.Drafted {
			s.Drafted++
		}
	}
	for _, k := range clocks {
		if k.State == report.Overdue {
			s.Late++
		}
	}
	if s.More = len(clocks) - maxClocks; s.More > 0 {
		s.Clocks = clocks[:maxClocks]
	}
	s.Next = nextStep(s)
	return v.show("stand", s)
}

// nextStep is the one thing that helps most now.
func nextStep(s standing) step {
	ask := slices.ContainsFunc(s.Report.Findings, func(f report.Exposure) bool {
		return f.Verdict == scan.Match && f.State != string(scan.Gone) && (f.Request == "" || f.Contradicts)
	})
	switch {
	case s.Report.Totals.Asked == 0:
		return step{"No site has been asked yet. You see first what each one would be told.", "See what a first look would ask", "look"}
	case s.Late > 0:
		return step{plural(s.Late, "answer is", "answers are") + " overdue.", "See what can follow", "requests"}
	case s.Maybes > 0:
		return step{plural(s.Maybes, "record may", "records may") + " be yours. Nothing is asked about one before you say so.", "Review " + map[bool]string{true: "it", false: "them"}[s.Maybes == 1], "review"}
	case ask:
		return step{"There are records of yours that nobody was asked to take down.", "See the plan", "plan"}
	case s.Drafted > 0:
		return step{plural(s.Drafted, "letter is", "letters are") + " drafted, and not noted as sent. A site is asked only by what you send, and its clock runs from the day that you note.", "See the requests", "requests"}
	case s.Report.Totals.Answered == 0:
		return step{"No site answered, so nothing is known.", "Look again", "look"}
	case slices.ContainsFunc(s.Report.Next, func(n report.Next) bool { return n.Is == report.DoDrop }):
		return step{"One request to California's platform reaches brokers that nobody can look at.", "See the plan", "plan"}
	case s.Report.Totals.Unchecked > 0:
		return step{plural(s.Report.Totals.Unchecked, "site", "sites") + " could not be checked, which is not the same as clear. Some can be looked at by yourself.", "See which, and why", "sites"}
	}
	return step{"Nothing waits for you. Records come back, so look again in a few days.", "Look again", "look"}
}

// report gives the report as a file.
func (v *visit) report() error {
	i := slices.IndexFunc(v.Forms, func(f Form) bool { return f.Extension == v.r.PathValue("form") })
	if i < 0 {
		return errNoPage
	}
	list, err := v.book.Report(v.r.Context(), v.subject.ID, v.book.Today())
	if err != nil {
		return err
	}
	return v.give("report-"+v.book.Today().String()+"."+v.Forms[i].Extension, v.Forms[i].Type, func(w *buffer) error { return v.Forms[i].Write(w, list[0]) })
}
