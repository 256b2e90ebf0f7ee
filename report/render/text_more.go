package render

import (
	"fmt"
	"strings"

	"github.com/whohasme/whohasme/report"
)

// mattersSection shows what was asked, what brokers say and what our looks
// saw, never as one, with the clock that ends next.
func mattersSection(r report.Report) section {
	if len(r.Matters) == 0 {
		return section{}
	}
	s := section{title: "Requests and clocks"}
	for _, m := range r.Matters {
		claim := m.Claim
		switch {
		case claim == "":
			claim = "nothing"
		case m.Contradicts:
			claim += ", but it is still there"
		}
		b := block{head: m.Request, pairs: [][2]string{{"state", stateWord(m)}, {"it says", claim}, {"we saw", m.Observation}}}
		if clock := clockWord(m.Clocks); clock != "" {
			b.pairs = append(b.pairs, [2]string{"clock", clock})
		}
		s.blocks = append(s.blocks, b)
	}
	return s
}

func stateWord(m report.Matter) string {
	words := map[report.RequestState]string{
		report.Sent: "no answer yet", report.Answered: "answered", report.NeedsProof: "wants proof", report.Fulfilled: "said to be done", report.Suppressed: "said to be suppressed",
		report.Refused: "refused", report.Expired: "lapsed", report.Closed: "closed by you", report.NoAnswer: "no answer in time", report.Late: "overdue",
	}
	return fmt.Sprintf("sent %s; %s", m.Sent, words[m.State])
}

// clockWord says which of the clocks that run ends next.
func clockWord(clocks []report.Clock) string {
	if len(clocks) == 0 {
		return ""
	}
	next := clocks[0]
	for _, k := range clocks[1:] {
		if k.Due.Before(next.Due) {
			next = k
		}
	}
	return fmt.Sprintf("%s by %s (%s)", next.Kind, next.Due, next.State)
}

func timeLine(r report.Report, full bool) section {
	if len(r.TimeLine) == 0 {
		return section{}
	}
	list, s := r.TimeLine, section{title: "Time line"}
	if skip := len(list) - maxLine; skip > 0 && !full {
		list = list[skip:]
		s.blocks = append(s.blocks, block{text: fmt.Sprintf("The last of %d moments; -v has all.", len(r.TimeLine))})
	}
	s.blocks = append(s.blocks, block{pairs: moments(list)})
	return s
}

func staysSection(r report.Report) section {
	if len(r.Stays) == 0 {
		return section{}
	}
	s := section{title: "What cannot be removed here, and what else helps"}
	for _, x := range r.Stays {
		s.blocks = append(s.blocks, block{head: x.What, pairs: [][2]string{{"why", x.Why}, {"helps", x.Helps}}})
	}
	return s
}

// evidenceSection counts the pages behind what is said, and in full lists
// them with their hashes.
func evidenceSection(r report.Report, full bool) section {
	if len(r.Evidence) == 0 {
		return section{}
	}
	kept := 0
	for _, p := range r.Evidence {
		if p.Kept {
			kept++
		}
	}
	s := section{title: "Evidence"}
	text := pagesStand(len(r.Evidence)) + " behind what is said here, each with its time and SHA-256."
	if n := len(r.Evidence) - kept; n > 0 {
		text += fmt.Sprintf(" Dropped after their time: %d; the hash stays.", n)
	}
	text += " `whohasme evidence FINDING --number N -o FILE` writes one that has a number, and `sha256sum FILE` shows anybody that it is the one."
	if !full {
		s.blocks = append(s.blocks, block{text: text + " -v lists them."})
		return s
	}
	s.blocks = append(s.blocks, block{text: text})
	var items []string
	for _, p := range r.Evidence {
		items = append(items, proofWord(p))
	}
	s.blocks = append(s.blocks, block{items: items})
	return s
}

func pagesStand(n int) string {
	if n == 1 {
		return "1 sealed page stands"
	}
	return fmt.Sprintf("%d sealed pages stand", n)
}

func proofWord(p report.Proof) string {
	about := p.Finding
	if about == "" {
		about = p.Broker
	}
	parts := []string{about, p.At, p.Outcome.String()}
	if p.Number > 0 {
		parts = append(parts, fmt.Sprintf("page %d", p.Number))
	}
	if p.Screenshot {
		parts = append(parts, "picture")
	}
	if p.Definition != "" {
		parts = append(parts, "definition "+p.Definition)
	}
	if p.Matcher != "" {
		parts = append(parts, "matcher "+p.Matcher)
	}
	if !p.Kept {
		parts = append(parts, "dropped")
	}
	return strings.Join(parts, ", ") + ", sha256 " + p.Hash
}
