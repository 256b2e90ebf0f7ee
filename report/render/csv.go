package render

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render/picture"
	"github.com/whohasme/whohasme/report/words"
)

// csvHeads are the names of the columns.
var csvHeads = []string{
	"subject", "as of", "record", "site", "site's name", "family", "verdict", "state", "probability", "points", "first seen", "last seen", "shows", "alarms", "who can see it",
	"the site says", "contradicted", "our looks say", "request", "look-alike site", "definition never confirmed", "page", "reasons",
}

// CSV writes the records of reports as rows of comma-separated values (RFC
// 4180) in UTF-8, under one row of names. The values are the words of the
// program in every language, as in JSON; sentences and the names of columns
// are said in the language. No cell is one that a spreadsheet would run.
func CSV(w io.Writer, list []report.Report, b *words.Book) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	heads := make([]string, len(csvHeads))
	for i, h := range csvHeads {
		heads[i] = b.F(h)
	}
	_ = out.Write(heads) // its fault stays and is told by Error
	for _, r := range list {
		t := &teller{Report: &r, b: b, names: picture.NamesOf(r), said: map[string]span{}}
		families := map[string]string{}
		for _, s := range r.Sites {
			families[s.Broker] = s.Family
		}
		for i := range r.Findings {
			row := t.csvRow(&r.Findings[i], families)
			for j := range row {
				row[j] = harmless(row[j])
			}
			_ = out.Write(row)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

func (t *teller) csvRow(e *report.Exposure, families map[string]string) []string {
	probability, points := "", ""
	if e.Probability > 0 {
		probability = strconv.FormatFloat(e.Probability, 'f', 3, 64)
	}
	if e.Points != nil {
		points = strconv.FormatFloat(e.Points.Overall, 'f', 2, 64) // one decimal would round 99.99 to 100
	}
	said := func(list []string) string {
		out := make([]string, len(list))
		for i, s := range list {
			out[i] = t.say(s).text
		}
		return strings.Join(out, "; ")
	}
	shows := make([]string, len(e.Shows))
	for i, s := range e.Shows {
		shows[i] = t.fact(s).text
	}
	reasons := make([]string, len(e.Reasons))
	for i, r := range e.Reasons {
		reasons[i] = r.Text
	}
	reach := ""
	if e.Reach != report.ReachUnknown {
		reach = word(t, reaches, e.Reach).text
	}
	return []string{
		t.Subject, t.AsOf.String(), e.ID, e.Broker, t.names.Of(e.Broker), families[e.Broker], string(e.Verdict), e.State, probability, points, e.FirstSeen.String(), e.LastSeen.String(),
		strings.Join(shows, "; "), said(e.Alarms), reach, t.say(e.Claim).text, t.yes(e.Contradicts), t.say(e.Observation).text, e.Request, t.yes(e.LookAlike), t.yes(e.Unconfirmed), e.URL, said(reasons),
	}
}

func (t *teller) yes(b bool) string {
	if b {
		return t.b.F("yes")
	}
	return t.b.F("no")
}

// harmless makes a cell that no spreadsheet takes for a formula: what begins
// as one, blanks and controls before it aside, gets an apostrophe in front
// (OWASP, "CSV Injection"), and so do the wide forms of the same signs. Line
// breaks and controls of a page go.
func harmless(s string) string {
	clean := oneLine(s)
	begin := strings.TrimLeftFunc(clean, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
	if strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\r") || strings.HasPrefix(s, "\n") || strings.IndexFunc(begin, formula) == 0 {
		return "'" + clean
	}
	return clean
}

// formula reports whether a cell that begins with a character may be run.
func formula(r rune) bool { return strings.ContainsRune("=+-@|%＝＋－＠−", r) }
