package letter

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

// Writer writes the letters of a day.
type Writer struct {
	Book      *statute.Book
	Today     brokers.Date
	Templates Templates // the zero Templates are ours
}

// Write puts a request into words with our own templates; see [Writer.Write].
func Write(req report.Request, subject scan.Subject, broker *brokers.Broker, findings []scan.Finding, book *statute.Book, today brokers.Date) (report.Letter, error) {
	return Writer{Book: book, Today: today}.Write(req, subject, broker, findings)
}

// Write puts a request into words, in the letter it has on the writer's day.
// The findings are those the request is about. The error says what keeps the
// letter from being written, and a way forward: a fact that the listing no
// longer shows or that is safe by now, an act that does not cover the subject,
// a follow-up before its time, a template that fails.
func (w Writer) Write(req report.Request, subject scan.Subject, broker *brokers.Broker, findings []scan.Finding) (report.Letter, error) {
	l, err := w.write(req, subject, broker, findings)
	if err != nil {
		return report.Letter{}, fmt.Errorf("write letter: %w", err)
	}
	return l, nil
}

func (w Writer) write(req report.Request, subject scan.Subject, broker *brokers.Broker, findings []scan.Finding) (report.Letter, error) {
	records, err := matter(req, &subject, broker, findings)
	if err != nil {
		return report.Letter{}, err
	}
	if err := w.allowed(req, &subject); err != nil {
		return report.Letter{}, err
	}
	g, err := w.ground(req, &subject, broker, records)
	if err != nil {
		return report.Letter{}, err
	}
	if err := check(req, &subject, broker, records, g); err != nil {
		return report.Letter{}, fmt.Errorf("%w; make the plan anew, so that it fits what is shown and safe today", err)
	}
	form, err := formOf(req, g)
	if err != nil {
		return report.Letter{}, err
	}
	f := newFields(req, broker, form)
	l := report.Letter{Request: req, Date: w.Today, To: recipient(req.Route, broker), Reply: f.text["reply"], Signature: signature(req, f), Lang: english}
	if g != nil {
		if l.Due, err = f.addGround(req, &subject, g, w.Today); err != nil {
			return report.Letter{}, err
		}
	}
	if back(req.Kind) {
		if l.Due, err = w.addEarlier(f, req, &subject, g); err != nil {
			return report.Letter{}, err
		}
	}
	if req.Kind == report.Complaint {
		if g == nil {
			if !strings.EqualFold(subject.Residence.Country, "US") && broker.Home() != "US" {
				return report.Letter{}, errors.New("no authority is known to complain to without an act; a consumer advice centre where the person lives can name one")
			}
			f.text["regulator"], f.text["complaint page"] = tradeCommission, tradeComplaints
		}
		l.To = []string{f.capital("regulator"), "by the form at " + f.text["complaint page"]}
	}
	l.Enclosed = enclosed(req)
	return w.fill(l, form, &subject, f, g)
}

// fill puts the words of a template into a letter.
func (w Writer) fill(l report.Letter, form string, s *scan.Subject, f *fields, g *statute.Ground) (report.Letter, error) {
	if err := w.Templates.safe(s.Safe); err != nil {
		return report.Letter{}, err
	}
	var act *statute.Act
	if g != nil {
		act = g.Act
	}
	name := w.Templates.choose(form, act)
	text, err := w.Templates.fill(name, f)
	if err != nil {
		return report.Letter{}, err
	}
	if err := w.Templates.clean(name, text, s); err != nil {
		return report.Letter{}, err
	}
	l.Subject, l.Body = split(text)
	if fault := wordFault(l); fault != "" {
		return report.Letter{}, w.Templates.fault(name, fault)
	}
	l.Subject += " (reference " + l.Request.Reference() + ")"
	return l, nil
}

// Who hears complaints in the United States where no act of privacy is cited
// (15 U.S.C. § 45: deceptive practices).
const (
	tradeCommission = "the Federal Trade Commission"
	tradeComplaints = "https://reportfraud.ftc.gov/"
)

// wordFault says what a letter's words lack, or "".
func wordFault(l report.Letter) string {
	var body strings.Builder
	for _, p := range l.Body {
		body.WriteString(p.Text + "\n" + strings.Join(p.Items, "\n") + "\n")
	}
	named := false
	for _, t := range l.Request.Tells {
		if t.Kind != report.ToldReply && t.Kind != report.ToldResidence && strings.Contains(l.Subject, t.Fact) && len(t.Fact) > 2 {
			return "its subject line tells a fact; a subject line is read by others"
		}
		named = named || (t.Kind == report.ToldListing || t.Kind == report.ToldName) && strings.Contains(body.String(), t.Fact)
	}
	switch {
	case l.Subject == "":
		return `it has no subject; its first line is "Subject: " and some words`
	case len(l.Body) == 0:
		return "it has no words besides its subject"
	case strings.ContainsFunc(l.Subject+body.String(), func(r rune) bool {
		return r != '\n' && !unicode.IsPrint(r) && !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r)
	}):
		return "it holds a character that cannot be printed"
	case !named:
		return "it does not name the record; say {{range shown}}- {{.}}, one a line"
	}
	return ""
}

// allowed says why a letter may not be written for a subject, and a way
// forward, or nil.
func (w Writer) allowed(req report.Request, s *scan.Subject) error {
	p := statute.PersonOf(*s, w.Today)
	switch {
	case p.Dead != (req.By == report.ByEstate):
		return errors.New("an estate writes for a person who has died, and for no other; record the day in the subject's file (died: 2026-01-31)")
	case !p.Dead && !p.Age.IsZero() && p.Age.High < statute.ChildAge && p.By != statute.Parent:
		return fmt.Errorf("for a child under %d a parent or guardian writes; record the guardian's authority in the subject's file (authority: {kind: guardian})", statute.ChildAge)
	case req.By == report.ByParent && p.By != statute.Parent:
		return errors.New("a parent or guardian writes only with the authority of one; record it in the subject's file (authority: {kind: guardian})")
	case req.By == report.ByAgent && (req.Agent == nil || req.Agent.Name == ""):
		return errors.New("the agent has no name; an agent signs as a person")
	case req.Kind == report.Authorisation && (req.Agent == nil || req.Agent.Name == "" || req.Agent.From.IsZero() || req.Agent.To.IsZero()):
		return errors.New("a permission names the agent and its first and last day")
	case req.Kind == report.Authorisation && (req.Agent.To.Before(req.Agent.From) || req.Agent.To.Before(w.Today)):
		return errors.New("the permission ends before it begins, or has ended")
	case req.Kind != report.Complaint && req.Kind != report.Authorisation && req.Route.URL == "" && req.Route.To == "":
		return errors.New("no form, mailbox or postal address for it is known; look for one on the site and add it to the broker's file (opt_out), or complain to a regulator")
	}
	return nil
}

// formOf returns the template of a request.
func formOf(req report.Request, g *statute.Ground) (string, error) {
	switch req.Kind {
	case report.First:
	case report.Complaint:
		if g == nil {
			return "complaint-trade", nil
		}
		if g.Act.Regulator.Complaint == "" || g.Act.Kind == statute.AtRisk {
			return "", fmt.Errorf("no authority hears complaints under act %s; a court does, and a lawyer or a clinic can say how", g.Act.ID)
		}
		return "complaint", nil
	case report.Household:
		if g != nil || req.Ask != brokers.Suppress {
			return "", errors.New("a letter about a relative's page asks the site on its own policy to take a name out")
		}
		return "household", nil
	case report.FollowUp, report.Reply, report.Appeal, report.Grievance, report.Authorisation:
		return string(req.Kind), nil
	default:
		return "", fmt.Errorf("there is no letter of kind %q", req.Kind)
	}
	if picked(req) {
		return "unseen", nil
	}
	if req.Ask == brokers.Correct && len(req.Correct) == 0 {
		return "", errors.New("nothing is said to be wrong; say which entries of the listing are, or ask for deletion, which tells less")
	}
	if g == nil {
		form := map[brokers.Ask]string{brokers.Suppress: "suppress", brokers.OptOutOfSale: "opt-out-policy", brokers.Delete: "delete-policy",
			brokers.Know: "know-policy", brokers.Correct: "correct-policy"}[req.Ask]
		if form == "" {
			return "", fmt.Errorf("there is no letter to %s without an act; ask for suppression on the site's own policy", req.Ask)
		}
		return form, nil
	}
	switch {
	case g.Act.Kind == statute.AtRisk:
		return "notice", nil
	case g.Act.Kind == statute.Credit && req.Ask == brokers.Correct:
		return "dispute", nil
	case g.Act.Kind == statute.Credit && req.Ask == brokers.Know:
		return "file-disclosure", nil
	case req.Ask == brokers.Suppress:
		return "cease", nil
	}
	return string(req.Ask), nil
}

// signature is who a letter is from: the person as the listing prints the
// name, or who writes for the person.
func signature(req report.Request, f *fields) string {
	name := f.text["name"]
	if req.By == report.ByPerson || req.Kind == report.Authorisation {
		return name
	}
	if name == "" {
		name = "the person shown in the listing"
	}
	switch req.By {
	case report.ByParent:
		return "The parent or guardian of " + name
	case report.ByEstate:
		return "For the estate of " + name
	}
	from := req.Agent.Name
	if req.Agent.Organisation != "" {
		from += ", " + req.Agent.Organisation
	}
	return from + ", for " + name
}

// enclosed lists what goes with a letter.
func enclosed(req report.Request) []string {
	var list []string
	if req.By == report.ByAgent {
		list = append(list, "the signed permission")
	}
	switch req.Kind {
	case report.FollowUp, report.Reply:
		list = append(list, "a copy of the first letter")
	case report.Grievance:
		list = append(list, "copies of the letters")
	case report.Appeal:
		list = append(list, "a copy of the first letter", "a copy of the refusal")
	case report.Complaint:
		list = append(list, "copies of the letters")
		if req.After.State == report.Refused {
			list = append(list, "a copy of the refusal")
		}
	}
	return list
}

var blank = regexp.MustCompile(`\n[ \t]*\n`)

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
	switch {
	case route.By == brokers.ByForm && route.URL != "":
		return append(lines, "by the form at "+route.URL)
	case route.To != "":
		return append(lines, route.To)
	}
	return lines
}

// numbered begins an item of a list that is counted, whatever number stands there.
var numbered = regexp.MustCompile(`^\d{1,2}\. `)

// split reads a filled template: a line with the subject, then paragraphs with
// an empty line between them; lines that begin with "- " are items of a list,
// and lines that begin with "1. " items that are counted.
func split(text string) (subject string, body []report.Paragraph) {
	for block := range strings.SplitSeq(strings.TrimSpace(blank.ReplaceAllString(text, "\n\n")), "\n\n") {
		var p report.Paragraph
		for line := range strings.SplitSeq(strings.TrimSpace(block), "\n") {
			line = strings.TrimSpace(line)
			item, listed := strings.CutPrefix(line, "- ")
			number := numbered.FindString(line)
			switch {
			case listed:
				p.Items = append(p.Items, item)
			case number != "":
				p.Items, p.Numbered = append(p.Items, strings.TrimPrefix(line, number)), true
			case p.Text == "":
				p.Text = line
			default:
				p.Text += " " + line
			}
		}
		if s, ok := strings.CutPrefix(p.Text, "Subject: "); ok && subject == "" {
			subject = strings.TrimSpace(s)
			continue
		}
		if p.Text != "" || len(p.Items) > 0 {
			body = append(body, p)
		}
	}
	return subject, body
}
