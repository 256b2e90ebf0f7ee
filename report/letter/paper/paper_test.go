package paper_test

import (
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
)

func day(s string) brokers.Date {
	d, err := brokers.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

const page = "https://example-people.test/p/rosa-quill-8f31a"

// newLetter returns a letter by the form of a broker.
func newLetter() report.Letter {
	return report.Letter{
		Request: report.Request{
			ID: "me.example-people.suppress", Subject: "me", Broker: "example-people", Ask: brokers.Suppress, Findings: []string{"f1"},
			Route: brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByForm, URL: "https://example-people.test/opt-out", Requires: []string{"record-url", "captcha", "email-verification"}},
			Tells: []report.Told{
				{Kind: "listing-address", Fact: page, ShownAt: page}, {Kind: "name", Fact: "ROSA QUILL", ShownAt: page},
				{Kind: "city", Fact: "Dayton", ShownAt: page}, {Kind: "state", Fact: "OH", ShownAt: page}, {Kind: "reply-address", Fact: "rq.privacy@example.org"},
			},
		},
		Date: day("2026-11-20"), Country: "US",
		To:      []string{"Example Data LLC", "Example People (example-people.test)", "by the form at https://example-people.test/opt-out"},
		Subject: "Request to remove a listing (reference XKCDWQRT)",
		Body: []report.Paragraph{
			{Text: "Dear Example People team,"},
			{Text: "Your site example-people.test shows a listing about me. Please take it down under your own removal policy. This is what the site shows:",
				Items: []string{page, "the name ROSA QUILL", "the place Dayton, OH"}},
			{Text: "Please", Numbered: true, Items: []string{
				"remove this listing and every other page, search result or preview of yours that shows the same record,",
				"keep only what you need to keep the record away, so that it does not come back with your next import of data, and use that for nothing else,",
				"tell me when it is done, by e-mail to rq.privacy@example.org.",
			}},
			{Text: "What I name above is what your site shows already; only the address for your answer is added. It is enough to find the record. Please use it for this request alone and add it to no file about me."},
			{Text: "Thank you."},
		},
		Reply: "rq.privacy@example.org", Signature: "ROSA QUILL",
	}
}

// named returns the letter with another name of the person.
func named(l report.Letter, name string) report.Letter {
	l.Request.Tells[1].Fact, l.Signature = name, name
	l.Body[1].Items[1] = "the name " + name
	return l
}

func byMail(l report.Letter) report.Letter {
	l.Request.Route = brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByEmail, To: "privacy@example-people.test"}
	l.To[len(l.To)-1] = "privacy@example-people.test"
	return l
}

func byPost(l report.Letter, to string) report.Letter {
	l.Request.Route = brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByPost, To: to}
	l.To[len(l.To)-1] = to
	return l
}
