// Package paper puts letters on paper and into files: PDF, plain text,
// Markdown, HTML, mail, Word's format, and sheets for web forms.
//
// [Write] writes a letter in a form; [Batch] writes many as one PDF for the
// post office. A form shows what the letter says and nothing else: no form's
// file name or properties hold a fact about the person. The same letter gives
// the same bytes.
package paper

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
)

// Forms are the forms a letter can be written in. A form's name is also the
// extension of its files.
var Forms = []string{"pdf", "txt", "md", "html", "eml", "docx", "sheet"}

// Write writes a letter in one of the forms. The error is ErrGlyphs when the
// form is pdf and no font draws a character of the letter.
func Write(w io.Writer, l report.Letter, form string) error {
	write, ok := map[string]func(io.Writer, report.Letter) error{
		"pdf": PDF, "txt": Text, "md": Markdown, "html": HTML, "eml": Mail, "docx": Word, "sheet": Sheet,
	}[form]
	if !ok {
		return fmt.Errorf("write letter: no form %q, want %s", form, strings.Join(Forms, ", "))
	}
	return write(w, l)
}

// longDate writes a day so that nobody takes the month for the day.
func longDate(d brokers.Date) string { return d.Time().Format("January 2, 2006") }

// titles name a document of a kind.
var titles = map[report.Kind]string{
	report.FollowUp: "Reminder of a request", report.Reply: "Reply about a request", report.Appeal: "Appeal against a refusal",
	report.Complaint: "Complaint about a company", report.Authorisation: "Permission to act for a person", report.Household: "Request to take out a name",
}

// asks name a first letter by what it asks.
var asks = map[brokers.Ask]string{
	brokers.Suppress: "Request to remove a listing", brokers.OptOutOfSale: "Request to opt out of sale", brokers.Delete: "Request to delete personal data",
	brokers.Know: "Request for access to personal data", brokers.Correct: "Request to correct personal data", brokers.Object: "Objection to the use of personal data",
}

// title names a document by what it asks, and nobody by name. It is not the
// letter's subject, which a person's own template may fill with anything.
func title(l report.Letter) string {
	for _, t := range []string{titles[l.Request.Kind], asks[l.Request.Ask]} {
		if t != "" {
			return t
		}
	}
	return "Request"
}

// mark is what stands before an item of a list in plain text.
func mark(p report.Paragraph, i int) string {
	if p.Numbered {
		return strconv.Itoa(i+1) + ". "
	}
	return "- "
}

// lang returns the language of a letter, and the country where it is English
// for the United States.
func lang(l report.Letter) string {
	switch {
	case !tag.MatchString(l.Lang) && l.Lang != "":
		return "und"
	case l.Lang != "" && l.Lang != "en":
		return l.Lang
	case l.Country == "US":
		return "en-US"
	}
	return "en"
}

var tag = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

// cleaned returns the letter with every text on one line and without
// characters that are not seen.
func cleaned(l report.Letter) report.Letter {
	all := func(list []string) []string {
		var out []string
		for _, s := range list {
			if s = plain(s); s != "" {
				out = append(out, s)
			}
		}
		return out
	}
	var paragraphs []report.Paragraph
	for _, p := range l.Body {
		if p = (report.Paragraph{Text: plain(p.Text), Items: all(p.Items), Numbered: p.Numbered}); p.Text != "" || len(p.Items) > 0 {
			paragraphs = append(paragraphs, p)
		}
	}
	l.To, l.Body, l.Subject, l.Enclosed = all(l.To), paragraphs, plain(l.Subject), all(l.Enclosed)
	l.Reply, l.Signature = plain(l.Reply), plain(l.Signature)
	return l
}

// plain returns a text with its white space collapsed and without characters
// that are not seen: controls, and marks that would turn the order of the text
// around them. The joiners that scripts and emoji need stay.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == '\u200c' || r == '\u200d' || unicode.Is(unicode.Prepended_Concatenation_Mark, r):
			return r
		case unicode.In(r, unicode.Cc, unicode.Cf) || r >= 0xFFFE && r&0xFFFE == 0xFFFE:
			return -1 // the last: no characters, forbidden in XML
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Join(strings.Fields(s), " ")
}

// closing returns the lines under a letter: who it is from, as the listing
// prints it, and where the answer goes.
func closing(l report.Letter) []string {
	name := l.Signature
	if name == "" {
		name = "The person shown in the listing"
	}
	lines := []string{name}
	if l.Reply != "" {
		lines = append(lines, l.Reply)
	}
	return lines
}

// enclosed is what stands before the list of what goes with a letter.
const enclosed = "Enclosed:"

// isAddress reports whether a text is the address of a page and nothing else.
func isAddress(s string) bool {
	return (strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")) && !strings.ContainsAny(s, " <>\"")
}

// put writes a finished form.
func put(w io.Writer, s string) error {
	if _, err := io.WriteString(w, s); err != nil {
		return fmt.Errorf("write letter: %w", err)
	}
	return nil
}
