package render

import (
	"strings"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render/picture"
	"github.com/whohasme/whohasme/scan"
)

var (
	verdicts = map[scan.Verdict]string{scan.Match: "yours", scan.Possible: "perhaps yours", scan.Other: "somebody else's"}
	states   = map[scan.FindingState]string{scan.Listed: "listed", scan.Unseen: "not seen at the last look", scan.Gone: "gone", scan.Relisted: "back again"}
	reaches  = map[report.Reach]string{
		report.Free: "anyone, without paying", report.Paid: "whoever pays or has an account", report.Trade: "other companies", report.Indexed: "anyone, and search engines list the page", report.ReachUnknown: "not known",
	}
)

// word looks a word of ours up for people, or shows it as it is.
func word[K ~string](t *teller, of map[K]string, k K) span {
	if w, ok := of[k]; ok {
		return text(t.b.F(w))
	}
	return page(string(k))
}

// tellShown says what each record shows and why we think whose it is.
func (t *teller) tellShown() {
	if len(t.Findings) == 0 {
		return
	}
	t.part("shown", t.b.F("What is shown of you"), true)
	t.para(note, text(t.b.F("What you did not tell whohasme yourself is masked here. Addresses of pages stand as text: opening one tells the site that somebody looks.")))
	if d, ok := picture.Matrix(*t.Report, t.b); ok {
		t.picture(d, t.matrix())
	}
	for _, i := range t.order {
		t.record(&t.Findings[i])
	}
}

// matrix is the picture of the facts as a table.
func (t *teller) matrix() *table {
	g := picture.Facts(*t.Report)
	m := &table{caption: t.b.F("Which facts are open where"), narrow: true, heads: []string{t.b.F("Site")}}
	for _, k := range g.Kinds {
		m.heads = append(m.heads, picture.Kind(k, t.b))
	}
	m.rows = func(yield func([][]span) bool) {
		for _, r := range g.Rows {
			row := [][]span{cell(t.site(r.Broker))}
			for _, c := range r.Cells {
				row = append(row, cell(text(c.Word(t.b))))
			}
			if !yield(row) {
				return
			}
		}
	}
	return m
}

// record tells one record.
func (t *teller) record(e *report.Exposure) {
	t.card(t.site(e.Broker), text(" "), span{word(t, verdicts, e.Verdict).text, badge}, text(" "), span{word(t, states, scan.FindingState(e.State)).text, badge})
	if picture.Open(e) {
		for _, a := range e.Alarms {
			t.para(alarm, text(t.b.F("Alarm: it shows ")), t.say(a))
		}
	}
	if e.LookAlike {
		t.para(note, text(t.b.F("This site also finds people who do not exist. It would say the same of anyone, so nothing here proves anything.")))
	}
	rows := make([]term, 0, 12)
	row := func(name string, is ...span) { rows = append(rows, term{t.b.F(name), is}) }
	row("Shows", t.facts(e)...)
	row("Who can see it", word(t, reaches, e.Reach))
	row("Seen", t.seen(e)...)
	row("The site says", t.claim(e)...)
	if e.Observation != "" {
		row("Our looks say", t.say(e.Observation))
	}
	if len(e.Reasons) > 0 || e.Probability > 0 && !e.LookAlike {
		row("Why we think so", t.why(e)...)
	}
	if e.Change != "" {
		row("What would change it", t.say(e.Change))
	}
	if e.Points != nil {
		row("Weight", t.points(e)...)
	}
	if e.URL != "" {
		row("Page", span{e.URL, address})
	}
	row("Record", t.ids(e)...)
	t.terms(rows)
	if e.Unconfirmed {
		t.para(note, text(t.b.F("Nobody has yet seen this site's definition work on the living site.")))
	}
	t.shut()
}

func (t *teller) ids(e *report.Exposure) []span {
	out := []span{command(e.ID)}
	if e.Request != "" {
		out = append(out, text(t.b.F(", request ")), command(e.Request))
	}
	if n := len(t.proofs[e.ID]); n > 0 {
		out = append(out, text(t.b.N(n, ", %d page of evidence", ", %d pages of evidence")))
	}
	return out
}

// facts lists what a record shows, part by part where the parts are known.
func (t *teller) facts(e *report.Exposure) (out []span) {
	next := func(s ...span) {
		if len(out) > 0 {
			out = append(out, text("; "))
		}
		out = append(out, s...)
	}
	for _, f := range e.Facts {
		s := t.fact(f.Text)
		switch {
		case f.Kind == report.RelativesFact:
			next(text(t.b.N(f.Count, "%d relative", "%d relatives")))
			continue
		case f.Kind == report.AliasFact && !strings.HasPrefix(f.Text, "also as "):
			next(text(t.b.F("also as ")), s)
		default:
			next(s)
		}
		switch f.Current {
		case report.CurrentFact:
			out = append(out, text(" "+t.b.F("(current)")))
		case report.OldFact:
			out = append(out, text(" "+t.b.F("(old)")))
		}
	}
	if len(e.Facts) == 0 {
		for _, s := range e.Shows {
			next(t.fact(s))
		}
	}
	if len(out) == 0 {
		out = append(out, text(t.b.F("nothing that could be read")))
	}
	return out
}

// fact says a masked fact: our words for what is masked, the page's for what
// is not.
func (t *teller) fact(s string) span {
	if said, ok := t.b.Say(s); ok && said != s {
		return page(said)
	}
	return page(s)
}

func (t *teller) seen(e *report.Exposure) []span {
	if e.FirstSeen == e.LastSeen {
		return []span{date(e.FirstSeen)}
	}
	return []span{text(t.b.F("first ")), date(e.FirstSeen), text(t.b.F(", last ")), date(e.LastSeen)}
}

func (t *teller) claim(e *report.Exposure) []span {
	switch {
	case e.Claim == "" && e.Request == "":
		return []span{text(t.b.F("nothing was asked yet"))}
	case e.Claim == "":
		return []span{text(t.b.F("nothing yet"))}
	case e.Contradicts:
		return []span{t.say(e.Claim), loud(t.b.F(", but it is still there"))}
	}
	return []span{t.say(e.Claim)}
}

// why gives the reasons, each with the side it is on.
func (t *teller) why(e *report.Exposure) (out []span) {
	if e.Reviewed && e.Verdict == scan.Match {
		out = append(out, text(t.b.F("You said that it is you")))
	} else if e.Probability > 0 && !e.LookAlike {
		out = append(out, text(t.b.F("%s likely to be yours", percent(e.Probability))))
	}
	for _, r := range e.Reasons {
		if len(out) > 0 {
			out = append(out, text("; "))
		}
		if r.Effect == scan.Against {
			out = append(out, text(t.b.F("against: ")))
		}
		out = append(out, t.say(r.Text))
	}
	return out
}

func (t *teller) points(e *report.Exposure) []span {
	out := []span{text(t.b.F("%s of 100 by itself", t.score(e.Points.Overall)))}
	joint := " ("
	for _, v := range report.Threats {
		if p, ok := e.Points.Views[v]; ok {
			out = append(out, text(joint+strings.ToLower(picture.Threat(v, t.b))+" "+t.score(p)))
			joint = ", "
		}
	}
	if joint == ", " {
		out = append(out, text(")"))
	}
	if e.Points.Text != "" {
		out = append(out, text(". "), t.say(e.Points.Text))
	}
	return out
}
