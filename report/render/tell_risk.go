package render

import (
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render/picture"
)

// tellRisk says how bad it is, what the number is made of and what it leaves
// out.
func (t *teller) tellRisk() {
	if t.Risk == nil {
		return
	}
	t.part("risk", t.b.F("How bad is it"), true)
	t.para(lead, text(t.b.F("%s of 100, where 100 is never reached.", t.score(t.Risk.Overall))))
	for _, a := range t.Risk.Alarms {
		t.para(alarm, t.say(a))
	}
	if d, ok := picture.Bars(*t.Report, t.b); ok {
		t.picture(d, t.views())
	}
	t.drivers()
	if d, ok := picture.RiskLine(*t.Report, t.b); ok {
		t.picture(d, t.riskDays())
	}
	if t.Risk.Formula != "" {
		t.para(note, t.say(t.Risk.Formula))
	}
	if t.Risk.Measured != "" {
		t.para(note, t.say(t.Risk.Measured))
	}
}

func (t *teller) views() *table {
	return &table{
		caption: t.b.F("Risk by threat"), heads: t.heads("Threat", "Of 100"), narrow: true,
		rows: func(yield func([][]span) bool) {
			if !yield([][]span{cell(text(t.b.F("All together"))), cell(text(t.score(t.Risk.Overall)))}) {
				return
			}
			for _, v := range report.Threats {
				if p, ok := t.Risk.Views[v]; ok && !yield([][]span{cell(text(picture.Threat(v, t.b))), cell(text(t.score(p)))}) {
					return
				}
			}
		},
	}
}

// drivers explains the records that weigh most.
func (t *teller) drivers() {
	if len(t.Risk.Top) == 0 {
		return
	}
	t.head(text(t.b.F("What weighs most")))
	t.list(true, func(yield func([]span) bool) {
		for _, id := range t.Risk.Top {
			i := slices.IndexFunc(t.Findings, func(e report.Exposure) bool { return e.ID == id })
			if i < 0 {
				continue
			}
			e := &t.Findings[i]
			item := []span{t.site(e.Broker)}
			if e.Points != nil {
				item = append(append(item, text(": ")), t.points(e)...)
			}
			if !yield(item) {
				return
			}
		}
	})
}

// riskDays are the points of the line, the newest of a long one.
func (t *teller) riskDays() *table {
	line := t.Risk.Line
	if len(line) > mostRows {
		line = line[len(line)-mostRows:]
	}
	return &table{
		caption: t.b.F("Risk by day"), heads: t.heads("Day", "Of 100", "Remark"), narrow: true,
		rows: func(yield func([][]span) bool) {
			for _, d := range line {
				if !yield([][]span{cell(date(d.On)), cell(text(t.score(d.Overall))), cell(t.say(d.Step))}) {
					return
				}
			}
		},
	}
}

// mostRows is how many rows of a long table are shown.
const mostRows = 400

// tellNext says what to do, in minutes and effect.
func (t *teller) tellNext() {
	if len(t.Next) == 0 {
		return
	}
	t.part("next", t.b.F("What to do next"), true)
	minutes := 0
	for _, n := range t.Next {
		minutes += n.Minutes
	}
	t.para(plain, text(t.b.N(minutes, "About %d minute in all. The first steps help most for the time they take; nothing is sent before you have seen what it tells.", "About %d minutes in all. The first steps help most for the time they take; nothing is sent before you have seen what it tells.")))
	t.table(table{
		caption: t.b.F("What to do, the most effect a minute first"), heads: t.heads("Step", "Site", "Clears", "Minutes", "Takes off the risk"),
		rows: func(yield func([][]span) bool) {
			for _, n := range t.Next {
				do := []span{upper(t.say(n.Do))}
				if n.Why != "" {
					do = append(do, text(". "), upper(t.say(n.Why)))
				}
				var site []span
				if n.Broker != "" {
					site = cell(t.site(n.Broker))
				}
				if !yield([][]span{do, site, t.sites(n.Clears, 6), cell(text(t.b.F("%d", n.Minutes))), cell(text(t.score(n.Effect)))}) {
					return
				}
			}
		},
	})
}

// sites names sites in a row, at most so many of them.
func (t *teller) sites(ids []string, most int) (out []span) {
	for i, id := range ids[:min(len(ids), most)] {
		if i > 0 {
			out = append(out, text(", "))
		}
		out = append(out, t.site(id))
	}
	if more := len(ids) - most; more > 0 {
		out = append(out, text(" "), text(t.b.F("and %d more", more)))
	}
	return out
}

var (
	asks = map[brokers.Ask]string{
		brokers.Suppress: "show it no more", brokers.OptOutOfSale: "sell it no more", brokers.Delete: "delete it", brokers.Know: "tell what it holds", brokers.Correct: "correct it", brokers.Object: "stop using it",
	}
	stages = map[report.RequestState]string{
		report.Drafted: "drafted", report.Sent: "sent, no answer yet", report.Answered: "answered", report.NeedsProof: "it wants more from you", report.Fulfilled: "it says it is done",
		report.Suppressed: "it says it shows it no more", report.Refused: "refused", report.Expired: "it let it lapse", report.Closed: "closed by you", report.NoAnswer: "no answer", report.Late: "overdue",
		report.Extended: "it takes longer",
	}
	clocks = map[report.ClockKind]string{
		report.AckClock: "to confirm receipt", report.RespondClock: "to answer", report.OptOutClock: "to stop", report.AppealClock: "for your appeal", report.LookClock: "our next look",
	}
	hours = map[report.ClockState]string{report.Due: "due", report.Grace: "a few days of grace", report.Overdue: "overdue"}
)

// tellMatters says of each request what was claimed beside what was observed.
func (t *teller) tellMatters() {
	if len(t.Matters) == 0 {
		return
	}
	t.part("requests", t.b.F("What was asked, and what came of it"), true)
	t.table(table{
		caption: t.b.F("Requests: what the site says beside what our own looks saw"), heads: t.heads("Site", "Asked to", "Sent", "Stands", "The site says", "Our looks say", "By when"),
		rows: func(yield func([][]span) bool) {
			for _, m := range t.Matters {
				said := []span{t.say(m.Claim)}
				if m.Contradicts {
					said = append(said, loud(t.b.F(", but it is still there")))
				}
				if !yield([][]span{cell(t.site(m.Broker)), cell(word(t, asks, m.Ask)), cell(date(m.Sent)), cell(word(t, stages, m.State)), said, cell(t.say(m.Observation)), t.clocks(m.Clocks)}) {
					return
				}
			}
		},
	})
}

func (t *teller) clocks(list []report.Clock) (out []span) {
	for _, c := range list {
		if len(out) > 0 {
			out = append(out, text("; "))
		}
		out = append(out, word(t, clocks, c.Kind), text(" "), date(c.Due))
		if c.State != report.Due && c.State != "" {
			out = append(out, text(" ("), word(t, hours, c.State), text(")"))
		}
	}
	return out
}

// tellTimeLine says what happened when.
func (t *teller) tellTimeLine() {
	d, ok := picture.TimeLine(*t.Report, t.b)
	if !ok && len(t.TimeLine) == 0 {
		return
	}
	t.part("time", t.b.F("What happened when"), true)
	if ok {
		t.picture(d, nil)
	}
	moments := t.TimeLine
	if len(moments) > mostRows {
		t.para(note, text(t.b.F("The last %d of %d moments; the report as JSON has them all.", mostRows, len(moments))))
		moments = moments[len(moments)-mostRows:]
	}
	if len(moments) == 0 {
		moments = t.seenDays()
	}
	t.table(table{
		caption: t.b.F("Time line"), heads: t.heads("Day", "Site", "What happened"), narrow: true,
		rows: func(yield func([][]span) bool) {
			for _, m := range moments {
				if !yield([][]span{cell(date(m.On)), cell(t.site(m.Broker)), cell(t.say(m.Text))}) {
					return
				}
			}
		},
	})
}

// seenDays are the days on which the records were first seen, where nothing
// else is known of them.
func (t *teller) seenDays() []report.Moment {
	var list []report.Moment
	for _, e := range t.Findings[:min(len(t.Findings), mostRows)] {
		list = append(list, report.Moment{On: e.FirstSeen, Is: report.FirstSeen, Broker: e.Broker, Text: "first seen"})
	}
	slices.SortStableFunc(list, func(a, b report.Moment) int { return a.On.DaysSince(b.On) })
	return list
}
