package render

import (
	"slices"
	"strconv"
	"time"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render/picture"
	"github.com/whohasme/whohasme/scan"
)

// outcomes are the outcomes as people read them. None says more than a look
// could establish.
var outcomes = map[scan.Outcome]string{
	scan.Found: "lists you", scan.Maybe: "perhaps lists you", scan.Absent: "nothing of yours was seen", scan.UnknownOutcome: "nothing could be established",
	scan.Blocked: "blocked: a wall stood in the way", scan.Disallowed: "the site forbids the look", scan.NeedsYou: "needs you", scan.Unreachable: "could not be reached", scan.Unreadable: "could not be read",
}

func (t *teller) outcome(o scan.Outcome) string { return t.b.F(outcomes[o]) }

// stand says how a site stands; of one that could not be checked why, and
// whether it showed something before.
func (t *teller) stand(s report.Site, is picture.Stand, known bool) string {
	if is != picture.NotKnown {
		return is.Word(t.b)
	}
	if known {
		return t.outcome(s.Outcome) + t.b.F("; what it showed before still counts")
	}
	return t.outcome(s.Outcome)
}

// tellSites says of every site that was asked what the last look established,
// by family.
func (t *teller) tellSites() {
	if t.Totals.Asked == 0 && len(t.Sites) == 0 {
		return
	}
	t.part("sites", t.b.F("Which sites were asked"), true)
	t.terms([]term{
		{t.b.F("Asked"), cell(text(t.b.F("%d", t.Totals.Asked)))}, {t.b.F("Answered"), cell(text(t.b.F("%d", t.Totals.Answered)))},
		{t.b.F("Could not be checked"), cell(text(t.b.F("%d", t.Totals.Unchecked)))}, {t.b.F("Cannot be seen from outside, or passed by"), cell(text(t.b.F("%d", t.Totals.Unseen)))},
	})
	t.para(note, text(t.b.F("A site that could not be checked may still list you. That is not the same as clear.")))
	if len(t.Sites) == 0 {
		return
	}
	if d, ok := picture.FamilyMap(*t.Report, t.b); ok {
		t.picture(d, nil)
	}
	stands, known := picture.StandsOf(*t.Report), map[string]bool{}
	for i := range t.Findings {
		e := &t.Findings[i]
		known[e.Broker] = known[e.Broker] || picture.Open(e)
	}
	t.table(table{
		caption: t.b.F("The sites that were asked, by family"),
		heads:   t.heads("Site", "Family", "How it stands", "Day", "Remark"),
		rows: func(yield func([][]span) bool) {
			for _, f := range picture.Families(*t.Report) {
				family := page(f.ID)
				if f.ID == "" {
					family = text(t.b.F("on its own"))
				}
				for _, s := range f.Sites {
					if !yield([][]span{cell(t.site(s.Broker)), cell(family), cell(text(t.stand(s, stands[s.Broker], known[s.Broker]))), cell(date(s.Looked)), cell(t.say(s.Why))}) {
						return
					}
				}
			}
		},
	})
}

func (t *teller) heads(list ...string) []string {
	out := make([]string, len(list))
	for i, h := range list {
		out[i] = t.b.F(h)
	}
	return out
}

// tellUnchecked says what could not be seen, and why.
func (t *teller) tellUnchecked() {
	if len(t.Unchecked)+len(t.Unseen)+len(t.Unconfirmed) == 0 {
		return
	}
	t.part("unchecked", t.b.F("What could not be seen"), true)
	if len(t.Unchecked) > 0 {
		t.para(note, text(t.b.F("Could not be checked. That is not the same as clear:")))
		t.table(table{
			caption: t.b.F("Sites that could not be checked"), heads: t.heads("Site", "Result", "Remark"),
			rows: func(yield func([][]span) bool) {
				for _, u := range t.Unchecked {
					if !yield([][]span{cell(t.site(u.Broker)), cell(text(t.outcome(u.Outcome))), cell(t.say(u.Why))}) {
						return
					}
				}
			},
		})
	}
	t.named("Asked by definitions that nobody has seen work on the living site", t.Unconfirmed)
	t.named("Not looked at", t.Unseen)
	for _, s := range passedBy(*t.Report) {
		t.para(plain, t.say(s))
	}
}

// named names sites, the first of a long list.
func (t *teller) named(head string, ids []string) {
	if len(ids) == 0 {
		return
	}
	t.head(text(t.b.F(head)))
	t.para(plain, t.sites(ids, maxNamed)...)
}

// tellStays says what cannot be removed here, and what helps instead.
func (t *teller) tellStays() {
	if len(t.Stays) == 0 {
		return
	}
	t.part("stays", t.b.F("What cannot be removed here, and what else helps"), true)
	t.table(table{
		caption: t.b.F("What stays"), heads: t.heads("What", "Why it stays", "What helps"),
		rows: func(yield func([][]span) bool) {
			for _, s := range t.Stays {
				if !yield([][]span{cell(t.say(s.What)), cell(t.say(s.Why)), cell(t.say(s.Helps))}) {
					return
				}
			}
		},
	})
}

// tellEvidence lists the sealed pages, so that a stranger can verify them.
func (t *teller) tellEvidence() {
	if len(t.Evidence)+len(t.Journal) == 0 {
		return
	}
	t.part("evidence", t.b.F("Evidence"), true)
	if len(t.Evidence) > 0 {
		t.para(plain, text(t.b.F("The pages behind this report are kept sealed. To prove one that has a number, write it to a file with ")), command("whohasme evidence FINDING --number N -o FILE"),
			text(t.b.F(" and compare its SHA-256 with the one below (")), command("sha256sum FILE"), text(t.b.F("): whoever is given the file and this list can do it, without this program. Pages without a number stay sealed, because they may show nothing but other people.")))
		t.table(table{
			caption: t.b.F("Pages behind this report"), heads: t.heads("Record", "Number", "Taken", "Result", "SHA-256 of the page", "Kept", "Read by"),
			rows: func(yield func([][]span) bool) {
				for _, p := range t.Evidence {
					if !yield([][]span{cell(t.proofOf(p)), cell(text(numberWord(p))), cell(text(instant(p.At))), cell(text(t.outcome(p.Outcome))), cell(span{p.Hash, code}), cell(text(t.keptWord(p))), t.versions(p)}) {
						return
					}
				}
			},
		})
	}
	if len(t.Journal) > 0 {
		t.head(text(t.b.F("The journal's ends")))
		t.para(note, text(t.b.F("If entries are cut off later, these no longer fit.")))
		t.list(false, func(yield func([]span) bool) {
			for _, h := range t.Journal {
				name := page(h.Chain)
				if h.Chain == "" {
					name = text(t.b.F("vault"))
				}
				if !yield([]span{name, text(": "), text(t.b.N(int(h.Count), "%d entry, ", "%d entries, ")), {h.Link, code}}) {
					return
				}
			}
		})
	}
}

// proofOf names what a page is about: a record, or else the site.
func (t *teller) proofOf(p report.Proof) span {
	if p.Finding == "" {
		return t.site(p.Broker)
	}
	return span{p.Finding, code}
}

func numberWord(p report.Proof) string {
	if p.Number == 0 {
		return ""
	}
	return strconv.Itoa(p.Number)
}

// instant writes a time so that it can be broken between day and hour.
func instant(at string) string {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	return t.UTC().Format("2006-01-02 15:04:05 UTC")
}

func (t *teller) keptWord(p report.Proof) string {
	switch {
	case p.Kept && p.Screenshot:
		return t.b.F("yes, with a picture")
	case p.Kept:
		return t.b.F("yes")
	}
	return t.b.F("dropped after its time")
}

func (t *teller) versions(p report.Proof) []span {
	var out []span
	for _, v := range slices.DeleteFunc([]string{p.Definition, p.Matcher}, func(s string) bool { return s == "" }) {
		if len(out) > 0 {
			out = append(out, text(", "))
		}
		out = append(out, span{v, code})
	}
	return out
}
