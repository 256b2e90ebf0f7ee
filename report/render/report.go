package render

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/words"
	"github.com/whohasme/whohasme/scan"
)

// Text writes a report for a terminal of a width in columns. With reasons it
// also gives every reason its weight, every site, day and sealed page.
func Text(w io.Writer, r report.Report, width int, reasons bool) error {
	return TextIn(w, r, width, reasons, words.English)
}

// TextIn is Text in a language.
func TextIn(w io.Writer, r report.Report, width int, reasons bool, b *words.Book) error {
	if width <= 0 {
		width = DefaultWidth
	}
	p := &printer{w: w, b: b}
	p.line("Report for %s, as of %s", r.Subject, r.AsOf)
	p.line("")
	for _, a := range Alarms(r) {
		p.line("ALARM: %s", a)
	}
	for _, s := range Standing(r) {
		p.wrap("", s, width)
	}
	for _, s := range InShort(r) {
		p.wrap("", s, width)
	}
	for _, s := range sections(r, reasons) {
		p.section(s, width)
		if s.title == findingsTitle {
			p.details(r, width, reasons)
		}
	}
	p.rest(r, width)
	p.heads(r)
	return p.err
}

// rest names the brokers about which nothing is known.
func (p *printer) rest(r report.Report, width int) {
	if len(r.Unchecked) > 0 {
		p.line("")
		p.line("Could not be checked. That is not the same as clear:")
		p.table(width, []string{"broker", "outcome", "why"}, uncheckedRows(r))
	}
	if len(r.Unconfirmed) > 0 {
		p.line("")
		p.wrap("", "Asked by definitions never confirmed live: "+few(r.Unconfirmed), width)
	}
	if len(r.Unseen) > 0 {
		p.line("")
		p.wrap("", "Not looked at: "+few(r.Unseen), width)
	}
}

// section prints a part of a report: its title, and what stands in it two
// columns in.
func (p *printer) section(s section, width int) {
	p.line("")
	p.line("%s", s.title)
	for _, b := range s.blocks {
		p.block(b, width)
	}
}

func (p *printer) block(b block, width int) {
	if b.head != "" {
		p.wrap("  ", b.head, width)
	}
	if b.text != "" {
		p.wrap("  ", b.text, width)
	}
	longest := 0
	for _, x := range b.pairs {
		longest = max(longest, twwidth.Width(p.tell(x[0])))
	}
	for _, x := range b.pairs {
		p.wrap("    "+padded(p.tell(x[0]), longest)+"  ", x[1], width)
	}
	for i, x := range b.items {
		lead := "  "
		if b.number {
			lead = fmt.Sprintf("  %2d. ", i+1)
		}
		p.wrap(lead, x, width)
	}
	if len(b.rows) > 0 {
		p.table(width, b.header, b.rows)
	}
}

// wrap prints a text behind a lead, on as many lines as it takes.
func (p *printer) wrap(lead, text string, width int) {
	if p.err == nil {
		_, p.err = fmt.Fprintln(p.w, wrapped(lead, p.tell(text), width))
	}
}

// padded fills a text up to a width in columns.
func padded(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-twwidth.Width(s)))
}

// Standing says in sentences where a subject stands.
func Standing(r report.Report) []string {
	if r.Totals.Asked == 0 {
		return []string{"No broker has been asked yet; `whohasme scan` asks them."}
	}
	matches, maybes, gone, alike := 0, 0, 0, 0
	for _, f := range r.Findings {
		switch {
		case f.State == string(scan.Gone):
			gone++
		case f.Verdict == scan.Match:
			matches++
		case f.LookAlike:
			alike++
		default:
			maybes++
		}
	}
	list := []string{fmt.Sprintf("%s asked, %d answered, %d could not be checked.", count(r.Totals.Asked, "broker", "brokers"), r.Totals.Answered, r.Totals.Unchecked)}
	list = append(list, passedBy(r)...)
	if maybes > 0 {
		list = append(list, fmt.Sprintf("%s of yours, %d perhaps yours (`whohasme review`), %d gone.", count(matches, "record", "records"), maybes, gone))
	} else {
		list = append(list, fmt.Sprintf("%s of yours, 0 perhaps yours, %d gone.", count(matches, "record", "records"), gone))
	}
	if alike > 0 {
		list = append(list, fmt.Sprintf("%s at sites that answer any name, which proves nothing.", count(alike, "more record", "more records")))
	}
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

// Alarms says which brokers show a safe fact, by its label.
func Alarms(r report.Report) []string {
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

// printer prints lines. What is put together is English; the book says it in
// the language of the report.
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

// details tells of each record what it shows, why we think it is the subject
// and what it weighs. A site that would say the same of anyone, and what is
// gone, are left out unless every reason is asked for.
func (p *printer) details(r report.Report, width int, reasons bool) {
	for _, f := range r.Findings {
		if (f.LookAlike || f.State == string(scan.Gone)) && !reasons {
			continue
		}
		p.line("")
		p.line("%s: %s, %s", f.ID, f.Verdict, f.State)
		for _, x := range recordPairs(f, reasons) {
			p.wrap("  "+padded(p.tell(x[0]), 8), x[1], width)
		}
		if f.URL != "" {
			p.line("  at      %s", f.URL)
		}
	}
}

func reasonWords(rs []scan.Reason) string {
	var words []string
	for _, r := range rs {
		words = append(words, r.Text)
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
		if h.Count == 1 {
			p.line("journal %s: 1 entry, head %s", name, h.Link)
			continue
		}
		p.line("journal %s: %d entries, head %s", name, h.Count, h.Link)
	}
}
