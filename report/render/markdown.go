package render

import (
	"io"
	"strings"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/words"
)

// Markdown writes a report as markdown.
func Markdown(w io.Writer, r report.Report) error {
	return MarkdownIn(w, r, words.English)
}

// MarkdownIn is Markdown in a language.
func MarkdownIn(w io.Writer, r report.Report, b *words.Book) error {
	p := &printer{w: w, b: b}
	p.line("# Report for %s, as of %s\n", r.Subject, r.AsOf)
	for _, a := range Alarms(r) {
		p.line("- **ALARM: %s**", a)
	}
	for _, s := range Standing(r) {
		p.line("- %s", s)
	}
	for _, s := range InShort(r) {
		p.line("- %s", prose(p.tell(s)))
	}
	for _, x := range sections(r, true) {
		p.markSection(x)
		if x.title == findingsTitle {
			p.markRecords(r)
		}
	}
	if len(r.Unchecked) > 0 {
		p.line("\n## Could not be checked\n")
		p.line("That is not the same as clear.\n")
		p.rows([]string{"broker", "outcome", "why"}, uncheckedRows(r))
	}
	if len(r.Unconfirmed) > 0 {
		p.line("\n## Asked by definitions never confirmed live\n")
		p.line("%s", few(r.Unconfirmed))
	}
	if len(r.Unseen) > 0 {
		p.line("\n## Not looked at\n")
		p.line("%s", few(r.Unseen))
	}
	p.heads(r)
	return p.err
}

func (p *printer) markSection(s section) {
	p.line("\n## %s", escape(p.tell(s.title)))
	for _, b := range s.blocks {
		if b.head != "" {
			p.line("\n### %s", escape(p.tell(b.head)))
		}
		if b.text != "" {
			p.line("\n%s", prose(p.tell(b.text)))
		}
		if len(b.pairs)+len(b.items)+len(b.rows) > 0 {
			p.line("")
		}
		for _, x := range b.pairs {
			p.line("- %s: %s", p.tell(x[0]), prose(p.tell(x[1])))
		}
		for i, x := range b.items {
			if b.number {
				p.line("%d. %s", i+1, prose(p.tell(x)))
			} else {
				p.line("- %s", prose(p.tell(x)))
			}
		}
		if len(b.rows) > 0 {
			p.rows(b.header, b.rows)
		}
	}
}

func (p *printer) markRecords(r report.Report) {
	for _, f := range r.Findings {
		p.line("\n### %s\n", escape(f.ID))
		p.line("%s, %s, first seen %s, last seen %s\n", f.Verdict, f.State, f.FirstSeen, f.LastSeen)
		for _, x := range recordPairs(f, true) {
			p.line("- %s: %s", p.tell(x[0]), escape(p.tell(x[1])))
		}
		if f.URL != "" {
			p.line("- at %s", link(f.URL))
		}
	}
}

// prose escapes a text in which commands stand between backquotes, which stay.
func prose(s string) string {
	parts := strings.Split(s, "`")
	if len(parts)%2 == 0 {
		return escape(s)
	}
	for i := range parts {
		if i%2 == 0 {
			parts[i] = escape(parts[i])
		}
	}
	return strings.Join(parts, "`")
}

func (p *printer) rows(header []string, rows [][]string) {
	header, rows = p.tellAll(header), p.tellRows(rows)
	p.line("| %s |", strings.Join(header, " | "))
	p.line("|%s", strings.Repeat(" --- |", len(header)))
	for _, r := range rows {
		for i := range r {
			r[i] = escape(r[i])
		}
		p.line("| %s |", strings.Join(r, " | "))
	}
}

// escapes keeps text from a page from being read as markup.
var escapes = strings.NewReplacer("\\", "\\\\", "|", "\\|", "*", "\\*", "_", "\\_", "~", "\\~", "`", "'", "&", "&amp;", "<", "&lt;", ">", "&gt;", "[", "\\[", "]", "\\]", "\n", " ", "#", "\\#")

func escape(s string) string { return escapes.Replace(s) }

// link writes an address as a link, and anything else, such as a script in
// place of an address, as text.
func link(u string) string {
	u = oneLine(u)
	if !strings.HasPrefix(u, "https://") && !strings.HasPrefix(u, "http://") {
		return escape(u)
	}
	return "<" + strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20").Replace(u) + ">"
}
