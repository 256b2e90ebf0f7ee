package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render/picture"
	"github.com/whohasme/whohasme/scan"
)

// section is a part of a report as text and markdown write it.
type section struct {
	title  string
	blocks []block
}

// block is what stands together in a section; what is empty is left out.
type block struct {
	head   string      // of a record
	text   string      // a paragraph
	pairs  [][2]string // a word and what it says
	items  []string    // a list
	number bool        // the items are in an order
	header []string    // of a table
	rows   [][]string
}

// sections are the parts of a report behind its front, in the order in which
// they are read. In full they have every record, day and page.
func sections(r report.Report, full bool) []section {
	list := []section{
		changes(r), sitesSeen(r, full), records(r), riskSection(r, full), nextSection(r, full), mattersSection(r), timeLine(r, full), staysSection(r), evidenceSection(r, full),
	}
	return slices.DeleteFunc(list, func(s section) bool { return len(s.blocks) == 0 })
}

// score writes points so that what is below 100 never reads as 100.
func score(v float64) string {
	if v > 0 && v < 0.1 {
		return "under 0.1"
	}
	return picture.Score(v)
}

func changes(r report.Report) section {
	if r.Since.IsZero() {
		return section{}
	}
	s := section{title: fmt.Sprintf("What changed since %s", r.Since)}
	if len(r.Changes) == 0 {
		s.blocks = []block{{text: "Nothing."}}
		return s
	}
	s.blocks = []block{{pairs: moments(r.Changes)}}
	return s
}

// moments writes each moment behind its day; several records of one site that
// saw the same are told once.
func moments(list []report.Moment) (pairs [][2]string) {
	for i := 0; i < len(list); {
		n := 1
		for i+n < len(list) && list[i+n].On == list[i].On && list[i+n].Text == list[i].Text {
			n++
		}
		text := list[i].Text
		if n > 1 {
			text += fmt.Sprintf(" (%d records)", n)
		}
		pairs = append(pairs, [2]string{list[i].On.String(), text})
		i += n
	}
	return pairs
}

// InShort says the two things that a reader wants first: how bad it is, and
// what to do.
func InShort(r report.Report) (list []string) {
	if r.Risk != nil {
		v := r.Risk.Views
		list = append(list, fmt.Sprintf("Risk: %s of 100 (stalking %s, fraud %s, spam %s).",
			score(r.Risk.Overall), score(v[report.Stalking]), score(v[report.Fraud]), score(v[report.Spam])))
		list = append(list, seenOnly(r)...)
	}
	if len(r.Next) > 0 {
		list = append(list, "First thing to do: "+doWord(r.Next[0])+".")
	}
	return list
}

// seenOnly says of a number that is none that it is no all-clear.
func seenOnly(r report.Report) []string {
	if r.Risk.Overall > 0 || r.Totals.Unchecked+r.Totals.Unseen == 0 {
		return nil
	}
	return []string{"That is no all-clear: it counts only what was seen, and those that could not be checked or seen may show anything."}
}

// firstLook says what to do where nothing is known yet.
func firstLook(t report.Totals) string {
	if t.Asked == 0 {
		return "`whohasme scan --dry-run` shows what would be asked of whom; `whohasme scan` asks."
	}
	return "Nobody answered; `whohasme scan --fresh` asks again."
}

// findingsTitle is the title of the section behind which each record is told
// of.
const findingsTitle = "Findings"

func records(r report.Report) section {
	if len(r.Findings) == 0 {
		return section{}
	}
	return section{findingsTitle, []block{{header: []string{"finding", "verdict", "claim", "our own looks"}, rows: findingRows(r)}}}
}

// sitesSeen says of each broker what its last look established, those of one
// family together: what was found, what needs an eye, what was not there and
// what could not be told are four different things.
func sitesSeen(r report.Report, full bool) section {
	if len(r.Sites) == 0 {
		return section{}
	}
	of := map[string][]report.Exposure{}
	for _, e := range r.Findings {
		of[e.Broker] = append(of[e.Broker], e)
	}
	var rows [][]string
	var absent []string
	for _, x := range r.Sites {
		if len(of[x.Broker]) == 0 && x.Outcome == scan.Absent && !full {
			absent = append(absent, x.Broker)
			continue
		}
		if len(of[x.Broker]) == 0 && !x.Outcome.Answered() && !full {
			continue // among those that could not be checked
		}
		rows = append(rows, []string{x.Family, x.Broker, siteWord(x, of[x.Broker]), x.Looked.String()})
	}
	s := section{title: "Site by site"}
	if len(rows) > 0 {
		s.blocks = append(s.blocks, block{header: []string{"family", "site", "what stands there", "looked at"}, rows: rows})
	}
	if len(absent) > 0 {
		s.blocks = append(s.blocks, block{text: "Nothing of yours was there: " + few(absent) + "."})
	}
	return s
}

func siteWord(x report.Site, found []report.Exposure) string {
	n := map[string]int{}
	for _, e := range found {
		switch {
		case e.State == string(scan.Gone):
			n["gone"]++
		case e.State == string(scan.Unseen):
			n["unseen"]++
		case e.Verdict == scan.Match && e.Reviewed:
			n["confirmed"]++
		default:
			n[string(e.Verdict)]++
		}
	}
	var parts []string
	for _, w := range [][2]string{
		{"confirmed", "found, confirmed by you"}, {string(scan.Match), "found"}, {string(scan.Possible), "needs your eye"}, {"unseen", "not seen once, not gone yet"}, {"gone", "gone"},
	} {
		switch k := n[w[0]]; {
		case k == 1:
			parts = append(parts, w[1])
		case k > 1:
			parts = append(parts, fmt.Sprintf("%s: %d records", w[1], k))
		}
	}
	if !x.Outcome.Answered() {
		parts = append(parts, "could not tell at the last look ("+x.Outcome.String()+")")
	} else if len(parts) == 0 {
		parts = []string{"nothing of yours"}
	}
	return strings.Join(parts, "; ")
}

// maxLine is how many points, moments and things to do are told where not all
// are asked for.
const maxLine = 12

func riskSection(r report.Report, full bool) section {
	if r.Risk == nil {
		return section{}
	}
	k := r.Risk
	s := section{title: "Risk: " + score(k.Overall) + " of 100"}
	s.blocks = append(s.blocks, block{pairs: [][2]string{
		{"stalking", score(k.Views[report.Stalking])}, {"fraud", score(k.Views[report.Fraud])}, {"spam", score(k.Views[report.Spam])},
	}})
	if k.Perhaps > 0 {
		s.blocks = append(s.blocks, block{text: "Of it, " + score(k.Perhaps) + " would go if the records that are only perhaps yours are somebody else's."})
	}
	if rows := drivers(r); len(rows) > 0 {
		s.blocks = append(s.blocks, block{text: "What weighs most:", items: rows, number: true})
	}
	if b := riskLine(k.Line, full); b != nil {
		s.blocks = append(s.blocks, *b)
	}
	return section{s.title, append(s.blocks, block{text: k.Formula}, block{text: k.Measured})}
}

func drivers(r report.Report) (list []string) {
	at := map[string]int{}
	for i, e := range r.Findings {
		at[e.ID] = i
	}
	for _, id := range r.Risk.Top {
		i, known := at[id]
		if !known || r.Findings[i].Points == nil {
			continue
		}
		p := r.Findings[i].Points
		list = append(list, fmt.Sprintf("%s (%s): %s", id, score(p.Overall), p.Text))
	}
	return list
}

func riskLine(line []report.RiskDay, full bool) *block {
	if len(line) < 2 {
		return nil
	}
	b := &block{text: "Over time, each point as it was measured on its day:"}
	if skip := len(line) - maxLine; skip > 0 && !full {
		line, b.text = line[skip:], "Over time, the last days, each point as it was measured:"
	}
	for _, d := range line {
		item := score(d.Overall)
		if d.Step != "" {
			item += "  " + d.Step
		}
		if d.Same > 0 {
			item += " Without what is new: " + score(d.Same) + "."
		}
		b.pairs = append(b.pairs, [2]string{d.On.String(), item})
	}
	return b
}

func nextSection(r report.Report, full bool) section {
	if len(r.Next) == 0 {
		return section{}
	}
	b := block{number: true}
	for i, n := range r.Next {
		if i == maxLine && !full {
			break
		}
		b.items = append(b.items, nextWord(n))
	}
	s := section{"What to do next", []block{b}}
	if more := len(r.Next) - len(b.items); more > 0 {
		s.blocks = append(s.blocks, block{text: fmt.Sprintf("And %d more; `whohasme plan` has the requests.", more)})
	}
	if slices.ContainsFunc(r.Next, func(n report.Next) bool { return n.Is == report.DoLetter }) {
		s.blocks = append(s.blocks, block{text: "`whohasme letters --dry-run` shows what each letter tells before anything is written; you send them."})
	}
	return s
}

func nextWord(n report.Next) string {
	s := doWord(n) + "."
	if n.Why != "" {
		s += " " + n.Why
	}
	return s
}

// doWord says what is to be done, what it costs and what it takes away.
func doWord(n report.Next) string {
	s := n.Do
	var cost []string
	if n.Minutes > 0 {
		cost = append(cost, count(n.Minutes, "minute", "minutes"))
	}
	if n.Effect > 0 {
		cost = append(cost, score(n.Effect)+" points less")
	}
	if len(cost) > 0 {
		s += " (" + strings.Join(cost, ", ") + ")"
	}
	return s
}
