package paper_test

import (
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
)

// A sheet says what is so of its letter: what is added to what the site shows,
// who sends it, and where each kind of letter goes.
func TestSheets(t *testing.T) {
	act := newLetter()
	act.Request.Ask = brokers.OptOutOfSale
	act.Request.Tells = append(act.Request.Tells, report.Told{Kind: report.ToldResidence, Fact: "Texas", Chosen: true})
	shown := newLetter()
	shown.Request.Tells = append(shown.Request.Tells, report.Told{Kind: report.ToldResidence, Fact: "Texas", ShownAt: page})
	two := newLetter()
	two.Request.Tells = append(two.Request.Tells, report.Told{Kind: report.ToldListing, Fact: page + "/2", ShownAt: page})
	agent := newLetter()
	agent.Request.By = report.ByAgent
	agent.Request.Tells = append(agent.Request.Tells, report.Told{Kind: report.ToldSender, Fact: report.ByAgent.Words(), Chosen: true})
	complaint := newLetter()
	complaint.Request.Kind, complaint.To, complaint.Enclosed = report.Complaint, []string{"Federal Trade Commission", "by the form at https://reportfraud.ftc.gov/"}, []string{"copies of the letters"}
	permission := newLetter()
	permission.Request.Kind = report.Authorisation
	long := newLetter()
	long.Body[1].Text, long.Body[2].Text = "The site shows:", "I live in Texas. Under the act I opt out (§ 1). Please"
	for range 4 {
		long.Body = append(long.Body, long.Body[3])
	}
	for name, c := range map[string]struct {
		letter report.Letter
		want   []string
		not    []string
	}{
		"a place the person chose to tell": {act, []string{"where you live and the address for the answer are added", "Where you live  Texas", "do not sell or share"}, []string{"only the address for the answer is added"}},
		"a place the site shows":           {shown, []string{"Where you live  Texas", "only the address for the answer is added"}, nil},
		"several records":                  {two, []string{"fill it in 2 times"}, nil},
		"an agent":                         {agent, []string{"You are         an authorized agent"}, []string{"an agent writes", "(consumer)"}},
		"a complaint":                      {complaint, []string{"https://reportfraud.ftc.gov/", "must be true", "- copies of the letters", "request sent"}, []string{"/opt-out", "When asked for more", "spam"}},
		"a permission":                     {permission, []string{"sign it", "together with their letter"}, []string{"request sent", "/opt-out", "captcha"}},
		"a long letter for a small field":  {long, []string{"I live in Texas. Under the act I opt out (§ 1). It concerns: " + page + "; ROSA QUILL. Please answer by e-mail to rq.privacy@example.org. Reference XKCDWQRT."}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			text := string(written(t, c.letter, "sheet"))
			folded := strings.Join(strings.Fields(text), " ")
			for _, want := range c.want {
				if !strings.Contains(folded, strings.Join(strings.Fields(want), " ")) {
					t.Errorf("it lacks %q:\n%s", want, text)
				}
			}
			for _, not := range c.not {
				if strings.Contains(folded, not) {
					t.Errorf("it holds %q:\n%s", not, text)
				}
			}
		})
	}
}

// Two people's letters of one day to one broker are two messages to the
// servers that carry them, although both chose the same id for themselves.
func TestMessageIDsAreOnePersons(t *testing.T) {
	a, b := byMail(newLetter()), byMail(newLetter())
	b.Reply = "other.person@example.org"
	id := func(l report.Letter) string {
		for line := range strings.SplitSeq(string(written(t, l, "eml")), "\r\n") {
			if v, ok := strings.CutPrefix(line, "Message-ID: "); ok {
				return v
			}
		}
		t.Fatal("no id")
		return ""
	}
	if id(a) == id(b) {
		t.Error("two people's messages have one id")
	}
	if got := id(a); strings.Contains(got, "rosa") || strings.Contains(got, "rq.privacy") {
		t.Errorf("the id holds a fact: %s", got)
	}
}

// No form names the program or the machine it was written on.
func TestNoFormNamesTheProgram(t *testing.T) {
	l := byMail(newLetter())
	l.Reply = ""
	for _, form := range []string{"pdf", "txt", "md", "html", "eml", "docx"} {
		if strings.Contains(strings.ToLower(string(written(t, l, form))), "whohasme") {
			t.Errorf("%s names the program", form)
		}
	}
}
