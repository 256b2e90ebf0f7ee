package render

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render/picture"
	"github.com/whohasme/whohasme/report/words"
)

// teller tells a report to a pen in the words of a language.
type teller struct {
	pen
	*report.Report
	b      *words.Book
	names  picture.Names
	order  []int           // of the findings, the weightiest first
	said   map[string]span // sentences of other packages that were said before
	proofs map[string][]report.Proof
}

// tell tells a whole report. The order is that of a frightened reader's
// questions: who has me, how bad is it, what do I do next; then everything
// that stands behind the answers.
func tell(p pen, r report.Report, b *words.Book) error {
	t := &teller{pen: p, Report: &r, b: b, names: picture.NamesOf(r), order: picture.Weightiest(r), said: map[string]span{}, proofs: map[string][]report.Proof{}}
	for _, proof := range r.Evidence {
		if proof.Finding != "" {
			t.proofs[proof.Finding] = append(t.proofs[proof.Finding], proof)
		}
	}
	t.front(b.F("Who has your data"), []span{text(b.F("Report for ")), page(r.Subject), text(b.F(", as of %s", longDay(r.AsOf, b)))})
	t.tellAlarms()
	t.tellShort()
	t.contents()
	t.tellChanges()
	t.tellSites()
	t.tellShown()
	t.tellRisk()
	t.tellNext()
	t.tellMatters()
	t.tellTimeLine()
	t.tellUnchecked()
	t.tellStays()
	t.tellEvidence()
	return t.done()
}

// say says a sentence of another package: in the report's language, or marked
// as English.
func (t *teller) say(sentence string) span {
	if s, ok := t.said[sentence]; ok {
		return s
	}
	said, ok := t.b.Say(sentence)
	s := span{said, ours}
	if !ok {
		s.is = english
	}
	if len(t.said) < 50000 {
		t.said[sentence] = s
	}
	return s
}

// longDay writes a day as people write it.
func longDay(d brokers.Date, b *words.Book) string {
	return b.F("%[2]s %[1]d, %[3]d", d.Day, b.F(d.Month.String()), d.Year)
}

// upper begins a sentence.
func upper(s span) span {
	if s.text == "" {
		return s
	}
	r, n := utf8.DecodeRuneInString(s.text)
	s.text = string(unicode.ToUpper(r)) + s.text[n:]
	return s
}

func (t *teller) site(broker string) span { return page(t.names.Of(broker)) }

func date(d brokers.Date) span {
	if d.IsZero() {
		return text("")
	}
	return span{d.String(), day}
}

// tellAlarms says which safe facts are shown, before anything else.
func (t *teller) tellAlarms() {
	var list [][]span
	for _, i := range t.order {
		e := &t.Findings[i]
		if !picture.Open(e) {
			continue
		}
		for _, a := range e.Alarms {
			list = append(list, []span{t.site(e.Broker), text(": "), t.say(a)})
		}
	}
	if len(list) == 0 {
		return
	}
	t.part("alarm", t.b.F("Alarm: something that you marked as safe is shown"), false)
	t.list(false, few2(list, t.b))
	t.para(alarm, text(t.b.F("If somebody may be looking for you, think of your safety first. Talk to an advocate or somebody you trust before a request is sent: a record that changes all at once can be noticed.")))
}

// few2 cuts a list that nobody reads to its end.
func few2(list [][]span, b *words.Book) iter.Seq[[]span] {
	if more := len(list) - maxNamed; more > 0 {
		list = append(slices.Clone(list[:maxNamed]), []span{text(b.F("and %d more", more))})
	}
	return slices.Values(list)
}

// tellShort answers the three questions.
func (t *teller) tellShort() {
	t.part("short", t.b.F("In short"), false)
	t.head(text(t.b.F("Who has me?")))
	for i, s := range Standing(*t.Report) {
		k := plain
		if i == 0 {
			k = lead
		}
		t.para(k, t.say(s))
	}
	t.head(text(t.b.F("How bad is it?")))
	switch {
	case t.Risk != nil:
		t.para(lead, text(t.b.F("%s of 100.", t.score(t.Risk.Overall))))
		for _, s := range seenOnly(*t.Report) {
			t.para(plain, t.say(s))
		}
		if top := t.topSites(); len(top) > 0 {
			t.para(plain, append([]span{text(t.b.F("What weighs most: "))}, append(top, text("."))...)...)
		}
	case t.Totals.Answered == 0:
		t.para(plain, text(t.b.F("No site answered, so there is nothing to reckon with.")))
	default:
		t.para(plain, text(t.b.F("There is no number for it yet.")))
	}
	t.head(text(t.b.F("What do I do next?")))
	if len(t.Next) == 0 && t.Totals.Answered == 0 {
		t.para(plain, t.say(firstLook(t.Totals)))
		return
	}
	if len(t.Next) == 0 {
		t.para(plain, t.say("Nothing today. `whohasme watch` keeps looking, and says when something changes."))
		return
	}
	t.list(true, func(yield func([]span) bool) {
		for _, n := range t.Next[:min(3, len(t.Next))] {
			if !yield(t.step(n)) {
				return
			}
		}
	})
}

func (t *teller) topSites() (list []span) {
	for _, id := range t.Risk.Top {
		i := slices.IndexFunc(t.Findings, func(e report.Exposure) bool { return e.ID == id })
		if i < 0 {
			continue
		}
		if len(list) > 0 {
			list = append(list, text(", "))
		}
		list = append(list, t.site(t.Findings[i].Broker))
	}
	return list
}

// step says one thing to do, what it costs and what it takes away.
func (t *teller) step(n report.Next) []span {
	out := []span{upper(t.say(n.Do))}
	if n.Broker != "" && !strings.Contains(n.Do, n.Broker) {
		out = append(out, text(" ("), t.site(n.Broker), text(")"))
	}
	out = append(out, text("."))
	if n.Minutes > 0 {
		out = append(out, text(" "), text(t.b.N(n.Minutes, "About %d minute.", "About %d minutes.")))
	}
	if n.Effect > 0 {
		out = append(out, text(" "), text(t.b.F("Takes about %s off the risk.", t.score(n.Effect))))
	}
	return out
}

// tellChanges says what came about since the looks before the last.
func (t *teller) tellChanges() {
	if t.Since.IsZero() {
		return
	}
	t.part("changes", t.b.F("What changed since %s", longDay(t.Since, t.b)), true)
	if len(t.Changes) == 0 {
		t.para(plain, text(t.b.F("Nothing that our looks could see.")))
		return
	}
	var list [][]span
	for _, m := range t.Changes {
		list = append(list, t.moment(m))
	}
	t.list(false, few2(list, t.b))
}

func (t *teller) moment(m report.Moment) []span {
	out := []span{date(m.On), text(" ")}
	if m.Broker != "" && !strings.Contains(m.Text, m.Broker) {
		out = append(out, t.site(m.Broker), text(": "))
	}
	return append(out, t.say(m.Text))
}

// score writes points with the words for what is too little to count.
func (t *teller) score(v float64) string {
	if v > 0 && v < 0.1 {
		return t.b.F("under 0.1")
	}
	return picture.Score(v)
}

// percent writes a probability without claiming to be certain.
func percent(p float64) string {
	switch {
	case p >= 0.99 && p < 1:
		return "> 99 %"
	case p < 0.01 && p > 0:
		return "< 1 %"
	}
	return fmt.Sprintf("%d %%", int(p*100))
}
