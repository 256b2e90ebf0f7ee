package paper

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
)

// Sheet writes, as plain text, what the person does with a letter that they
// put in themself: the form's address, what to paste where, what the form is
// known to want and what to do about each of it, what never to give, and what
// to say when asked for it. It holds what the letter holds and no more.
// A letter that goes another way gets the steps of that way.
func Sheet(w io.Writer, l report.Letter) error {
	l = cleaned(l)
	s := &sheet{}
	s.head(l)
	switch by := l.Request.Route.By; {
	case l.Request.Kind == report.Authorisation:
		s.permission(l)
	case l.Request.Kind == report.Complaint:
		s.complaint(l)
	case by == brokers.ByForm:
		s.form(l)
	case by == brokers.ByEmail:
		s.mail(l)
	case by == brokers.ByPhone:
		s.call(l)
	default:
		s.other(l)
	}
	s.after(l)
	return put(w, s.String())
}

// sheet is a sheet being written, in numbered steps.
type sheet struct {
	strings.Builder
	steps int
}

func (s *sheet) step(title string) {
	s.steps++
	fmt.Fprintf(s, "\n%d. %s\n\n", s.steps, title)
}

func (s *sheet) say(text string)  { wrap(&s.Builder, text, "   ", "   ", "\n") }
func (s *sheet) item(text string) { wrap(&s.Builder, text, "   - ", "     ", "\n") }

func (s *sheet) head(l report.Letter) {
	s.WriteString("FILL-IN SHEET\n\nFor yourself: this sheet is not sent to anybody.\n\n")
	for i, line := range l.To {
		if i < len(l.To)-1 {
			fmt.Fprintf(s, "%-12s%s\n", map[bool]string{true: "For"}[i == 0], line)
		}
	}
	if ref := reference(l); ref != "" {
		fmt.Fprintf(s, "%-12s%s\n", "Reference", ref)
	}
	fmt.Fprintf(s, "%-12s%s\n", "Written", longDate(l.Date))
}

func (s *sheet) form(l report.Letter) {
	r := l.Request.Route
	s.step("Open the form")
	s.say(plain(r.URL))
	s.say("Look at the address your browser shows: go on only if it is the one above. Leave boxes that agree to terms, offers or newsletters empty where the form lets you.")
	s.step("Fill in the fields, from this list and nothing else")
	s.fields(l)
	s.say("Leave every other field empty. What is listed is what the site shows already" + added(l) + ".")
	if n := count(l, report.ToldListing); n > 1 {
		s.say(fmt.Sprintf("Where the form takes one page at a time, fill it in %d times.", n))
	}
	if len(r.Requires) > 0 {
		s.step("What this form is known to want")
		for _, want := range r.Requires {
			s.item(demand(plain(want), l))
		}
	}
	s.step("Paste into the field for a message, if there is one")
	s.paste(l)
	if text := short(l); text != "" {
		s.say("Where the field is too small for that, paste this:")
		s.WriteString("--------8<--------\n" + text + "\n-------->8--------\n")
	}
	s.never()
	s.step("Send it")
	s.say("Solve a captcha yourself. If the site then sends an e-mail to confirm, open its link the same day: without it most sites do nothing. Look among the spam too.")
	s.say("Keep the page that says it was received: a picture of the screen or its number is your proof.")
}

func (s *sheet) mail(l report.Letter) {
	s.step("Send it as e-mail")
	s.say("To: " + plain(l.Request.Route.To))
	s.say("Subject: " + l.Subject)
	if link, whole := MailTo(l); whole {
		s.say("This link opens your mail program with the letter in it:")
		fmt.Fprintf(s, "   %s\n", link)
	} else {
		s.say("`letters --format eml` writes it as a message that your mail program opens. Or paste the text below.")
	}
	if l.Reply != "" {
		s.say("Send it from " + l.Reply + ".")
	}
	s.step("The text")
	s.paste(l)
	s.never()
}

func (s *sheet) call(l report.Letter) {
	s.step("Call")
	s.say(plain(l.Request.Route.To))
	s.say("Hide your number if you can. Say nothing beyond this sheet, and write down the day, the name of whom you spoke to and any number they give you.")
	s.step("What you may tell")
	s.fields(l)
	s.step("What to say")
	s.paste(l)
	s.never()
}

func (s *sheet) other(l report.Letter) {
	if posted(l) {
		s.step("Print and post it")
		s.say("`letters --format pdf` writes it for an envelope with a window. Write your own address on the envelope or into the letter only if you want the answer by post. Keep the receipt: it is your proof of the day.")
	}
	s.step("The text")
	s.paste(l)
	s.never()
}

// roomy is the number of characters that the message fields of most forms take.
const roomy = 1000

// short is a long letter in a few sentences, for a small field: what is asked,
// what it is about and where the answer goes. It is empty where the letter is
// short itself, or is in a person's own words and counts no asks.
func short(l report.Letter) string {
	var whole strings.Builder
	writeParagraphs(&whole, l)
	at := slices.IndexFunc(l.Body, func(p report.Paragraph) bool { return p.Numbered && p.Text != "" })
	if whole.Len() <= roomy || at < 0 {
		return ""
	}
	text := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(l.Body[at].Text), "Please"))
	text = strings.TrimRight(text, ":.") + "."
	var about []string
	for _, t := range l.Request.Tells {
		if fact := plain(t.Fact); t.Kind == report.ToldListing || t.Kind == report.ToldName {
			about = append(about, fact)
		}
	}
	if len(about) > 0 {
		text += " It concerns: " + strings.Join(about, "; ") + "."
	}
	if l.Reply != "" {
		text += " Please answer by e-mail to " + l.Reply + "."
	}
	if ref := reference(l); ref != "" {
		text += " Reference " + ref + "."
	}
	return text
}

// complaint is a sheet for an authority's own form.
func (s *sheet) complaint(l report.Letter) {
	s.step("Read the text below")
	s.say("Every day and every sentence in it must be true as far as you know. Strike out what is not.")
	s.step("Open the authority's form")
	if len(l.To) > 0 {
		s.say(strings.TrimPrefix(l.To[len(l.To)-1], "by the form at "))
	}
	s.say("Look at the address your browser shows: go on only if it is the one above. The form asks who you are: give what it must have, and an address for post only if it is not one you keep safe.")
	s.step("Paste where it asks what happened")
	s.paste(l)
	s.step("Attach, where it takes files")
	for _, x := range l.Enclosed {
		s.item(x)
	}
	s.WriteString("\n")
	s.say("A saved page shows more than the text tells, of other people too: send one only if the authority asks for it.")
	s.step("Never give")
	for _, what := range []string{
		"a Social Security number or any other national number, in full or in part,",
		"bank or card data: complaining costs nothing,",
		"an address, number or name that you keep safe.",
	} {
		s.item(what)
	}
}

// permission is a sheet for a paper that the person signs.
func (s *sheet) permission(l report.Letter) {
	s.step("Read it, strike out what you do not want, and sign it")
	s.say("`letters --format pdf` writes it to be printed. A drawn or typed signature is mostly enough.")
	s.step("Give it to the person it names")
	s.say("It goes to the company only together with their letter. You can take it back at any time.")
	s.step("The text")
	s.paste(l)
}

// paste writes the text to be pasted, between lines that are not part of it.
func (s *sheet) paste(l report.Letter) {
	s.WriteString("--------8<--------\n" + l.Subject + "\n\n")
	writeParagraphs(&s.Builder, l)
	s.WriteString("-------->8--------\n")
}

// refusal is what to say when a form or its people ask for more.
const refusal = "I have given what your site shows about me, which is enough to find the record. I give no further data for this request. If you think you need more, please tell me what, why, and on which rule."

func (s *sheet) never() {
	s.step("Never give")
	for _, what := range []string{
		"a Social Security number or any other national number, in full or in part,",
		"a picture of an identity document, or of yourself,",
		"bank or card data, or any payment: opting out costs nothing,",
		"a telephone number, street or birthday that the site does not show,",
		"a password, or the code of another service.",
	} {
		s.item(what)
	}
	s.WriteString("\n")
	s.say("When asked for more, answer:")
	s.WriteString("\n")
	s.say("\"" + refusal + "\"")
}

func (s *sheet) after(l report.Letter) {
	switch sent := "`whohasme request sent " + plain(l.Request.ID) + "` notes the day"; l.Request.Kind {
	case report.Authorisation:
		return
	case report.Complaint:
		s.step("Afterwards")
		s.say(sent + ". An authority may take weeks or months, and may only keep the complaint with others.")
		return
	default:
		s.step("Afterwards")
		s.say(sent + ", so that you are told when an answer is due.")
	}
	if slices.Contains(l.Request.Route.Requires, "email-verification") {
		s.say("Note it once the link in the confirming e-mail was opened.")
	}
}
