package paper

import (
	"fmt"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
)

// fieldNames are the names of facts on forms.
var fieldNames = map[string]string{
	report.ToldListing: "Record or page", report.ToldName: "Name", report.ToldCity: "City", report.ToldState: "State", report.ToldResidence: "Where you live",
	report.ToldReply: "E-mail", report.ToldWrong: "Wrong entry", report.ToldRight: "Right entry", report.ToldClass: "You belong to",
}

// choose says what to choose where a form asks what is wanted.
var choose = map[brokers.Ask]string{
	brokers.Suppress: "remove (or suppress) my listing", brokers.OptOutOfSale: "do not sell or share my data (opt out)", brokers.Delete: "delete my data",
	brokers.Know: "access (know) my data", brokers.Correct: "correct my data", brokers.Object: "object to the use of my data",
}

// writers say what to choose where a form asks who sends it.
var writers = map[report.Sender]string{
	report.ByPerson: "the person themself (consumer)", report.ByParent: "a parent or guardian", report.ByAgent: "an authorized agent",
	report.ByEstate: "somebody else, for a person who has died",
}

// fields lists what may be filled in: what the letter asks and tells.
func (s *sheet) fields(l report.Letter) {
	line := func(name, fact string) {
		if fact != "" {
			fmt.Fprintf(s, "   %-16s%s\n", name, fact)
		}
	}
	line("You ask to", choose[l.Request.Ask])
	line("You are", writers[l.Request.By])
	for _, t := range l.Request.Tells {
		name := fieldNames[t.Kind]
		switch {
		case t.Kind == report.ToldSender:
			continue // said above
		case name == "":
			name = strings.ReplaceAll(plain(t.Kind), "-", " ")
		}
		line(name, plain(t.Fact))
	}
	s.WriteString("\n")
}

// additions name what a letter tells that the site does not show.
var additions = []struct{ kind, words string }{
	{report.ToldResidence, "where you live"}, {report.ToldClass, "the class of people you belong to"}, {report.ToldRight, "what is right instead"},
	{report.ToldReply, "the address for the answer"},
}

// added says what of the fields the site does not show.
func added(l report.Letter) string {
	var list []string
	for _, a := range additions {
		if slices.ContainsFunc(l.Request.Tells, func(t report.Told) bool { return t.Kind == a.kind && t.ShownAt == "" }) {
			list = append(list, a.words)
		}
	}
	switch len(list) {
	case 0:
		return ""
	case 1:
		return "; only " + list[0] + " is added"
	}
	return "; " + strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1] + " are added"
}

func count(l report.Letter, kind string) (n int) {
	for _, t := range l.Request.Tells {
		if t.Kind == kind {
			n++
		}
	}
	return n
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
