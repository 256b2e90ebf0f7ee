package render

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/words"
	"github.com/whohasme/whohasme/scan"
)

// Text writes a report for a terminal of a width in columns. With reasons it
// also says, record by record, what is shown and why we think it is you.
func Text(w io.Writer, r report.Report, width int, reasons bool) error {
	return TextIn(w, r, width, reasons, words.English)
}

// TextIn is Text in a language.
func TextIn(w io.Writer, r report.Report, width int, reasons bool, b *words.Book) error {
	p := &printer{w: w, b: b}
	p.line("Report for %s, as of %s", r.Subject, r.AsOf)
	p.line("")
	for _, s := range Standing(r) {
		p.line("%s", s)
	}
	for _, a := range alarms(r) {
		p.line("ALARM: %s", a)
	}
	if len(r.Findings) > 0 {
		p.line("")
		p.table(width, []string{"finding", "verdict", "claim", "our own looks"}, findingRows(r))
	}
	p.details(r, reasons)
	if len(r.Unchecked) > 0 {
		p.line("")
		p.line("Could not be checked. That is not the same as clear:")
		p.table(width, []string{"broker", "outcome", "why"}, uncheckedRows(r))
	}
	if len(r.Unconfirmed) > 0 {
		p.line("")
		p.line("Asked by definitions never confirmed live: %s", few(r.Unconfirmed))
	}
	if len(r.Unseen) > 0 {
		p.line("")
		p.line("Not looked at: %s", few(r.Unseen))
	}
	p.heads(r)
	return p.err
}

// Standing says in sentences where a subject stands.
func Standing(r report.Report) []string {
	if r.Totals.Asked == 0 {
		return []string{"No broker has been asked yet; `whohasme scan` asks them."}
	}
	matches, maybes, gone := 0, 0, 0
	for _, f := range r.Findings {
		switch {
		case f.State == string(scan.Gone):
			gone++
		case f.Verdict == scan.Match:
			matches++
		default:
			maybes++
		}
	}
	list := []string{fmt.Sprintf("%s asked, %d answered, %d could not be checked.", count(r.Totals.Asked, "broker", "brokers"), r.Totals.Answered, r.Totals.Unchecked)}
	list = append(list, passedBy(r)...)
	list = append(list, fmt.Sprintf("%s of yours, %d perhaps yours (`whohasme review`), %d gone.", count(matches, "record", "records"), maybes, gone))
	if matches+maybes == 0 {
		list = append(list, nothing(r.Totals))
	}
	return list
}

// passedBy says how many brokers no scan looks at, and why.
func passedBy(r report.Report) []string {
	rest := r.Totals.Unseen
	var others []string
	for _, why := range slices.Sorted(maps.Keys(r.UnseenWhy)) {
		if why != brokers.NoWay {
			n := r.UnseenWhy[why]
			rest -= n
			others = append(others, fmt.Sprintf("%s passed by: %s.", count(n, "more is", "more are"), why))
		}
	}
	if rest > 0 {
		others = append([]string{fmt.Sprintf("%s cannot be seen from outside at all.", count(rest, "more", "more"))}, others...)
	}
	return others
}

// maxNamed is how many brokers of a long list are named to a reader.
const maxNamed = 40

func few(ids []string) string {
	if n := len(ids) - maxNamed; n > 0 {
		return fmt.Sprintf("%s and %d more; `whohasme report --format json` names them all", strings.Join(ids[:maxNamed], ", "), n)
	}
	return strings.Join(ids, ", ")
}

// nothing says what it is worth that no record is known.
func nothing(t report.Totals) string {
	switch {
	case t.Answered == 0:
		return "No broker answered, so nothing is known: any of them may list you."
	case t.Unchecked > 0:
		return "Nothing was found where an answer came. The brokers that gave none may still list you."
	}
	return "Nothing was found where an answer came."
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func alarms(r report.Report) []string {
	var list []string
	for _, f := range r.Findings {
		if f.State == string(scan.Gone) {
			continue
		}
		for _, a := range f.Alarms {
			list = append(list, fmt.Sprintf("%s shows %s", f.Broker, a))
		}
	}
	return list
}

func findingRows(r report.Report) [][]string {
	rows := make([][]string, len(r.Findings))
	for i, f := range r.Findings {
		rows[i] = []string{f.ID, verdictWord(f), claimWord(f), f.Observation}
	}
	return rows
}

func verdictWord(f report.Exposure) string {
	w := string(f.Verdict)
	if f.LookAlike {
		w += " (look-alike site)"
	}
	if f.Unconfirmed {
		w += " (definition never confirmed live)"
	}
	return w
}

func claimWord(f report.Exposure) string {
	switch {
	case f.Claim == "" && f.Request != "":
		return "none"
	case f.Contradicts:
		return f.Claim + ", but it is still there"
	}
	return f.Claim
}

func uncheckedRows(r report.Report) [][]string {
	rows := make([][]string, len(r.Unchecked))
	for i, u := range r.Unchecked {
		rows[i] = []string{u.Broker, u.Outcome.String(), u.Why}
	}
	return rows
}

// printer prints lines. What is printed is English; the book says it in the
// language of the report.
type printer struct {
	w   io.Writer
	b   *words.Book
	err error
}

// line prints one line. Line breaks of a page stay out of it, or a page could
// print lines that look like ours.
func (p *printer) line(format string, args ...any) {
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = oneLine(s)
		}
	}
	if p.err == nil {
		_, p.err = fmt.Fprintln(p.w, p.compose(format, args...))
	}
}

func (p *printer) table(width int, header []string, rows [][]string) {
	if p.err == nil {
		p.err = Table(p.w, width, p.tellAll(header), p.tellRows(rows))
	}
}

// details lists what each record shows and, where asked for, every reason with
// its weight.
func (p *printer) details(r report.Report, reasons bool) {
	for _, f := range r.Findings {
		if f.LookAlike && !reasons {
			continue // the site would say the same of anyone
		}
		p.line("")
		p.line("%s: %s, %s", f.ID, f.Verdict, f.State)
		p.line("  shows  %s", strings.Join(p.tellAll(f.Shows), "; "))
		if f.URL != "" {
			p.line("  at     %s", f.URL)
		}
		if reasons {
			for _, why := range f.Reasons {
				p.line("  %-7s %+6.1f  %s", why.Effect, why.Weight, why.Text)
			}
		} else if t := p.reasonWords(f.Reasons); t != "" {
			p.line("  why    %s", t)
		}
	}
}

func (p *printer) reasonWords(rs []scan.Reason) string {
	var words []string
	for _, r := range rs {
		words = append(words, p.tell(r.Text))
	}
	return strings.Join(words, "; ")
}

func (p *printer) heads(r report.Report) {
	if len(r.Journal) == 0 {
		return
	}
	p.line("")
	for _, h := range r.Journal {
		name := h.Chain
		if name == "" {
			name = "vault"
		}
		p.line("journal %s: %d entries, head %s", name, h.Count, h.Link)
	}
}
