package letter

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

// Write puts a request into words, in the letter it has on a day. The findings
// are those the request is about. The error says what keeps the letter from
// being written: a fact that the listing no longer shows or that is safe by
// now, an act that does not cover the subject, an ask without a letter.
func Write(req report.Request, subject scan.Subject, broker *brokers.Broker, findings []scan.Finding, book *statute.Book, today brokers.Date) (report.Letter, error) {
	if err := check(req, &subject, broker, findings); err != nil {
		return report.Letter{}, fmt.Errorf("write letter: %w", err)
	}
	f := newFields(req, broker)
	l := report.Letter{Request: req, Date: today, To: recipient(req.Route, broker), Reply: f.text["reply"], Signature: f.text["name"]}
	form := string(req.Ask)
	switch {
	case req.Ask == brokers.Suppress && len(req.Ground) == 0:
	case req.Ask == brokers.OptOutOfSale && len(req.Ground) == 0:
		form = "opt-out-policy"
	case req.Ask == brokers.OptOutOfSale:
		due, err := f.addAct(req, &subject, broker, book, today)
		if err != nil {
			return report.Letter{}, fmt.Errorf("write letter: %w", err)
		}
		l.Due = due
	default:
		return report.Letter{}, fmt.Errorf("write letter: there is none to %s on %d acts", req.Ask, len(req.Ground))
	}
	text, err := f.fill(form)
	if err != nil {
		return report.Letter{}, fmt.Errorf("write letter: %w", err)
	}
	l.Subject, l.Body = split(text)
	l.Subject += " (reference " + reference(req, today) + ")"
	return l, nil
}

// FileName returns the name of a letter's file: the request's id and the
// extension, which say nothing about the person.
func FileName(req report.Request, ext string) string {
	plain := func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' || r == '_' {
			return r
		}
		return '-'
	}
	return strings.TrimLeft(strings.Map(plain, req.ID+"."+ext), ".-")
}

// recipient returns the lines of the recipient: its legal name, its name and
// site, and where the letter goes.
func recipient(route brokers.OptOut, b *brokers.Broker) []string {
	var lines []string
	if b.Operator != "" && b.Operator != b.Name {
		lines = append(lines, b.Operator)
	}
	lines = append(lines, b.Name+" ("+b.Domain+")")
	if route.By == brokers.ByForm {
		return append(lines, "by the form at "+route.URL)
	}
	return append(lines, route.To)
}

// reference makes the reference of a letter: eight letters that mean nothing
// to anybody else and differ from broker to broker, so that letters cannot be
// put together by them. It has no digits, which could be taken for a number
// of the person, and no vowels, which could make a word.
func reference(req report.Request, day brokers.Date) string {
	const letters = "BCDFGHJKLMNPQRSTVWXZ"
	sum := sha256.Sum256([]byte(req.ID + " " + day.String() + " " + strings.Join(req.Findings, " ")))
	ref := make([]byte, 8)
	for i := range ref {
		ref[i] = letters[int(sum[i])%len(letters)]
	}
	return string(ref)
}

// split reads a filled template: a line with the subject, then paragraphs with
// an empty line between them; lines that begin with "- " are items of a list.
func split(text string) (subject string, body []report.Paragraph) {
	for block := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		var p report.Paragraph
		for line := range strings.SplitSeq(strings.TrimSpace(block), "\n") {
			switch item, listed := strings.CutPrefix(line, "- "); {
			case listed:
				p.Items = append(p.Items, item)
			case p.Text == "":
				p.Text = line
			default:
				p.Text += " " + line
			}
		}
		if s, ok := strings.CutPrefix(p.Text, "Subject: "); ok && subject == "" {
			subject = s
			continue
		}
		if p.Text != "" || len(p.Items) > 0 {
			body = append(body, p)
		}
	}
	return subject, body
}
