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
	switch l.Request.Route.By {
	case brokers.ByForm:
		s.form(l)
	case brokers.ByEmail:
		s.mail(l)
	case brokers.ByPhone:
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
	s.say("Leave every other field empty. What is listed is what the site shows already" + map[bool]string{true: "; only the address for the answer is added."}[l.Reply != ""] + map[bool]string{true: "."}[l.Reply == ""])
	if len(r.Requires) > 0 {
		s.step("What this form is known to want")
		for _, want := range r.Requires {
			s.item(demand(plain(want), l))
		}
	}
	s.step("Paste into the field for a message, if there is one")
	s.paste(l)
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

// fieldNames are the names of facts on forms.
var fieldNames = map[string]string{
	"listing-address": "Record or page", "name": "Name", "city": "City", "state": "State", "residence": "Where you live", "reply-address": "E-mail",
}

// fields lists what may be filled in: what the letter tells.
func (s *sheet) fields(l report.Letter) {
	for _, t := range l.Request.Tells {
		name := fieldNames[t.Kind]
		if name == "" {
			name = strings.ReplaceAll(plain(t.Kind), "-", " ")
		}
		fmt.Fprintf(s, "   %-16s%s\n", name, plain(t.Fact))
	}
	s.WriteString("\n")
}

// demand says what to do about something that a form wants.
func demand(want string, l report.Letter) string {
	told := func(kind string) string {
		for _, t := range l.Request.Tells {
			if t.Kind == kind {
				return plain(t.Fact)
			}
		}
		return ""
	}
	give := func(what, fact string) string {
		if fact == "" {
			return what + ": leave it empty. If the form does not go on without it, stop and use another way."
		}
		return what + ": " + fact
	}
	switch want {
	case "record-url":
		return give("The page of your record", told("listing-address"))
	case "name":
		return give("Your name, as the site shows it", told("name"))
	case "email-address":
		return give("An e-mail address", l.Reply)
	case "email-verification":
		if l.Reply == "" {
			return "A confirmation by e-mail: you need an address for answers (`subject edit`, reply_to). Use one that is for such mail only."
		}
		return "A confirmation by e-mail: it comes to " + l.Reply + ". Open the link in it."
	case "captcha":
		return "A captcha: solve it yourself."
	case "postal-address":
		return "A postal address: give no more than the town and state the site shows. If it wants the street, stop and use another way."
	case "age-or-birth-year", "date-of-birth":
		return "Your age or day of birth: leave it empty. If it must be, give the age that the site shows, never the day."
	case "phone-verification":
		return "A telephone number to call or text: do not give your own. Use another way if there is one."
	case "id-document", "national-e-id":
		return "A picture of an identity document, or an electronic one: do not give it. An opt-out needs no proof of identity. Answer with the sentence below."
	case "account":
		return "An account: do not open one. Use another way if there is one."
	}
	return strings.ReplaceAll(want, "-", " ") + ": give it only if the site shows it already."
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
	s.step("Afterwards")
	s.say("`whohasme request sent " + plain(l.Request.ID) + "` notes the day, so that you are told when an answer is due.")
	if slices.Contains(l.Request.Route.Requires, "email-verification") {
		s.say("Note it once the link in the confirming e-mail was opened.")
	}
}
