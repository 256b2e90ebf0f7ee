package letter_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

// lives moves the person, and the listing's first address, to a place.
func (s *scene) lives(country, state, city string) {
	s.subject.Residence = scan.Place{Country: country, State: state}
	s.subject.Addresses[0] = scan.Address{City: city, State: state, Country: country}
	s.findings[0].Record.Addresses[0] = scan.Address{City: city, State: state, Country: country}
}

// cites turns the request into one that rests on an act.
func (s *scene) cites(t testing.TB, ask brokers.Ask, id string) {
	t.Helper()
	s.req.ID, s.req.Ask, s.req.Ground = "me.example-people."+string(ask), ask, []string{id}
	s.req.Route = brokers.OptOut{Ask: ask, By: brokers.ByEmail, To: "privacy@example-people.test"}
	act, ok := book(t).Act(id)
	if !ok {
		t.Fatalf("no act %q", id)
	}
	g := act.Weigh(statute.Question{Ask: ask, Day: s.today, Person: statute.PersonOf(s.subject, s.today), Broker: statute.BrokerOf(s.broker),
		Origin: statute.Origin(s.req.Origin), Home: true, Yes: s.req.Yes})
	if g.Tells.Place != "" {
		s.tell(report.Told{Kind: report.ToldResidence, Fact: g.Tells.Place, ShownAt: page})
	}
	if g.Tells.Class != "" {
		s.tell(report.Told{Kind: report.ToldClass, Fact: g.Tells.Class, Chosen: true})
	}
	s.req.Certain = g.Certain()
}

func (s *scene) tell(told ...report.Told) { s.req.Tells = append(s.req.Tells, told...) }

// correct asks for two corrections.
func (s *scene) correct() {
	s.findings[0].Record.Aliases = []string{"Rosa Pitt"}
	s.findings[0].Record.Age = scan.Years(52)
	s.req.Correct = []report.Correction{{Shown: "Rosa Pitt"}, {Shown: "age 52", Right: "age 42"}}
	s.tell(report.Told{Kind: report.ToldWrong, Fact: "Rosa Pitt", ShownAt: page}, report.Told{Kind: report.ToldWrong, Fact: "age 52", ShownAt: page},
		report.Told{Kind: report.ToldRight, Fact: "age 42", Chosen: true})
}

// after makes the request come back to one sent on the first of September.
func (s *scene) after(kind report.Kind, set func(e *report.Earlier)) {
	e := &report.Earlier{Request: s.req.ID, Channel: brokers.ByEmail, Sent: day("2026-09-01"), Received: day("2026-09-01"), State: report.Sent}
	if len(s.req.Ground) > 0 {
		e.Due = day("2026-10-16")
	}
	if set != nil {
		set(e)
	}
	s.req.ID, s.req.Kind, s.req.After = s.req.ID+"."+string(kind), kind, e
}

func refused(reason string) func(e *report.Earlier) {
	return func(e *report.Earlier) {
		e.State, e.Answered, e.Reason = report.Refused, day("2026-10-02"), reason
	}
}

func (s *scene) agent() {
	s.req.By, s.req.Agent = report.ByAgent, &report.Agent{Name: "Ada Stern", Organisation: "Lantern Privacy Clinic", Registration: "C-55501", Reply: "casework@lantern.example",
		From: day("2026-11-01"), To: day("2027-10-31"), Asks: []string{"suppress", "opt-out-of-sale", "delete"}}
	s.tell(report.Told{Kind: report.ToldSender, Fact: report.ByAgent.Words(), Chosen: true})
}

// atRisk gives the person an office, and the listing a street.
func (s *scene) atRisk(office string, family bool) {
	s.subject.Covered = []scan.Office{{Is: office, Family: family}}
	s.findings[0].Record.Addresses[0].Street = "9 Heron Way"
}

func (s *scene) household() {
	s.req.ID, s.req.Kind = "me.example-people.suppress.household", report.Household
	s.findings[0].Verdict, s.findings[0].Reviewed = scan.Other, true
	s.findings[0].Record.Name, s.findings[0].Record.Relatives = "Hector Marl", []string{"Rosa Quill", "Imelda Marl"}
	s.findings[0].Record.URL = "https://example-people.test/r/44c1e"
	s.req.Tells = []report.Told{{Kind: report.ToldListing, Fact: "https://example-people.test/r/44c1e"}, {Kind: report.ToldName, Fact: "Rosa Quill"},
		{Kind: report.ToldReply, Fact: "rq.privacy@example.org"}}
}

var kinds = map[string]func(t testing.TB, s *scene){
	"delete-policy": func(t testing.TB, s *scene) { s.req.Ask = brokers.Delete },
	"know-policy":   func(t testing.TB, s *scene) { s.req.Ask = brokers.Know },
	"correct-policy": func(t testing.TB, s *scene) {
		s.req.Ask = brokers.Correct
		s.correct()
	},
	"opt-out-texas": func(t testing.TB, s *scene) {
		s.lives("US", "TX", "Waco")
		s.cites(t, brokers.OptOutOfSale, "tx-tdpsa")
	},
	"opt-out-utah": func(t testing.TB, s *scene) {
		s.lives("US", "UT", "Provo")
		s.cites(t, brokers.OptOutOfSale, "ut-ucpa")
	},
	"opt-out-oregon-agent": func(t testing.TB, s *scene) {
		s.lives("US", "OR", "Salem")
		s.subject.Authority = scan.Authority{Kind: scan.Mandate}
		s.agent()
		s.cites(t, brokers.OptOutOfSale, "or-ocpa")
	},
	"opt-out-japan":     func(t testing.TB, s *scene) { s.lives("JP", "", "Kobe"); s.cites(t, brokers.OptOutOfSale, "jp-appi") },
	"delete-virginia":   func(t testing.TB, s *scene) { s.lives("US", "VA", "Roanoke"); s.cites(t, brokers.Delete, "va-vcdpa") },
	"delete-california": func(t testing.TB, s *scene) { s.req.Origin = "person"; s.cites(t, brokers.Delete, "ca-ccpa") },
	"delete-utah": func(t testing.TB, s *scene) {
		s.lives("US", "UT", "Provo")
		s.req.Yes = []string{"ut-ucpa"}
		s.cites(t, brokers.Delete, "ut-ucpa")
	},
	"delete-germany":  func(t testing.TB, s *scene) { s.lives("DE", "", "Jena"); s.cites(t, brokers.Delete, "eu-gdpr") },
	"know-oregon":     func(t testing.TB, s *scene) { s.lives("US", "OR", "Salem"); s.cites(t, brokers.Know, "or-ocpa") },
	"know-germany":    func(t testing.TB, s *scene) { s.lives("DE", "", "Jena"); s.cites(t, brokers.Know, "eu-gdpr") },
	"delete-texas":    func(t testing.TB, s *scene) { s.lives("US", "TX", "Waco"); s.cites(t, brokers.Delete, "tx-tdpsa") },
	"know-california": func(t testing.TB, s *scene) { s.cites(t, brokers.Know, "ca-ccpa") },
	"know-texas":      func(t testing.TB, s *scene) { s.lives("US", "TX", "Waco"); s.cites(t, brokers.Know, "tx-tdpsa") },
	"correct-germany": func(t testing.TB, s *scene) {
		s.lives("DE", "", "Jena")
		s.cites(t, brokers.Correct, "eu-gdpr")
		s.correct()
	},
	"object-south-africa": func(t testing.TB, s *scene) { s.lives("ZA", "", "Durban"); s.cites(t, brokers.Object, "za-popia") },
	"opt-out-california-agent": func(t testing.TB, s *scene) {
		s.subject.Authority = scan.Authority{Kind: scan.Mandate}
		s.broker.Registered = []brokers.Registration{{State: "CA", Year: 2026}}
		s.agent()
		s.cites(t, brokers.OptOutOfSale, "ca-ccpa")
	},
	"reply-agent": func(t testing.TB, s *scene) {
		s.subject.Authority = scan.Authority{Kind: scan.Mandate}
		s.agent()
		s.cites(t, brokers.OptOutOfSale, "ca-ccpa")
		s.after(report.Reply, refused("insuf_verification"))
	},
	"follow-up-answered": func(t testing.TB, s *scene) {
		s.after(report.FollowUp, func(e *report.Earlier) { e.State, e.Answered = report.Answered, day("2026-09-20") })
	},
	"complaint-agent": func(t testing.TB, s *scene) {
		s.subject.Authority = scan.Authority{Kind: scan.Mandate}
		s.agent()
		s.cites(t, brokers.OptOutOfSale, "ca-ccpa")
		s.after(report.Complaint, refused("insuf_verification"))
	},
	"authorisation-residence": func(t testing.TB, s *scene) {
		s.lives("US", "OR", "Salem")
		s.agent()
		s.cites(t, brokers.OptOutOfSale, "or-ocpa")
		s.req.By, s.req.Kind = "", report.Authorisation
		s.untell(report.ToldSender)
	},
	"suppress-by-phone": func(t testing.TB, s *scene) {
		s.req.Route = brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByPhone, To: "+1 800 555 0100"}
		s.untell(report.ToldReply)
	},
	"correct-colorado": func(t testing.TB, s *scene) {
		s.lives("US", "CO", "Pueblo")
		s.cites(t, brokers.Correct, "co-cpa")
		s.correct()
	},
	"object-germany":        func(t testing.TB, s *scene) { s.lives("DE", "", "Jena"); s.cites(t, brokers.Object, "eu-gdpr") },
	"object-united-kingdom": func(t testing.TB, s *scene) { s.lives("GB", "", "Leeds"); s.cites(t, brokers.Object, "uk-gdpr") },
	"object-switzerland":    func(t testing.TB, s *scene) { s.lives("CH", "", "Bern"); s.cites(t, brokers.Object, "ch-fadp") },
	"object-canada":         func(t testing.TB, s *scene) { s.lives("CA", "", "Regina"); s.cites(t, brokers.Object, "can-pipeda") },
	"cease-quebec": func(t testing.TB, s *scene) {
		s.lives("CA", "QC", "Gatineau")
		s.cites(t, brokers.Suppress, "qc-law25")
	},
	"dispute": func(t testing.TB, s *scene) {
		s.broker.Category, s.req.Yes = "background-check", []string{"us-fcra-dispute"}
		s.cites(t, brokers.Correct, "us-fcra-dispute")
		s.correct()
	},
	"file-disclosure": func(t testing.TB, s *scene) {
		s.broker.Category, s.req.Yes = "background-check", []string{"us-fcra-disclosure"}
		s.cites(t, brokers.Know, "us-fcra-disclosure")
	},
	"notice-new-jersey": func(t testing.TB, s *scene) {
		s.lives("US", "NJ", "Trenton")
		s.atRisk("law-enforcement", false)
		s.cites(t, brokers.Suppress, "nj-daniels-law")
	},
	"notice-federal-judge-family": func(t testing.TB, s *scene) {
		s.atRisk("federal-judge", true)
		s.cites(t, brokers.Suppress, "us-anderl")
	},
	"notice-california-official": func(t testing.TB, s *scene) {
		s.atRisk("official", false)
		s.cites(t, brokers.Suppress, "ca-gov-7928")
	},
	"household": func(t testing.TB, s *scene) { s.household() },
	"follow-up": func(t testing.TB, s *scene) { s.after(report.FollowUp, nil) },
	"follow-up-on-act": func(t testing.TB, s *scene) {
		s.lives("US", "TX", "Waco")
		s.cites(t, brokers.OptOutOfSale, "tx-tdpsa")
		s.after(report.FollowUp, func(e *report.Earlier) { e.Seen = day("2026-11-18") })
	},
	"follow-up-extended": func(t testing.TB, s *scene) {
		s.lives("US", "VA", "Roanoke")
		s.cites(t, brokers.Delete, "va-vcdpa")
		s.after(report.FollowUp, func(e *report.Earlier) {
			e.Sent, e.Received, e.Extended, e.Due, e.State, e.Answered = day("2026-08-03"), day("2026-08-03"), day("2026-09-10"), day("2026-11-02"), report.Answered, day("2026-09-10")
		})
	},
	"reply-proof": func(t testing.TB, s *scene) {
		s.cites(t, brokers.OptOutOfSale, "ca-ccpa")
		s.after(report.Reply, func(e *report.Earlier) { e.State, e.Answered = "need_user_verification", day("2026-09-05") })
	},
	"reply-policy": func(t testing.TB, s *scene) { s.after(report.Reply, refused("outside_jurisdiction")) },
	"appeal-no-match": func(t testing.TB, s *scene) {
		s.lives("US", "TX", "Waco")
		s.cites(t, brokers.Delete, "tx-tdpsa")
		s.after(report.Appeal, refused("no_match"))
	},
	"appeal-verification": func(t testing.TB, s *scene) {
		s.lives("US", "OR", "Salem")
		s.cites(t, brokers.OptOutOfSale, "or-ocpa")
		s.after(report.Appeal, refused("insuf_verification"))
	},
	"appeal-not-covered": func(t testing.TB, s *scene) {
		s.lives("US", "VA", "Roanoke")
		s.cites(t, brokers.Delete, "va-vcdpa")
		s.after(report.Appeal, refused("claim_not_covered"))
	},
	"appeal-other": func(t testing.TB, s *scene) {
		s.lives("US", "VA", "Roanoke")
		s.cites(t, brokers.Delete, "va-vcdpa")
		s.after(report.Appeal, refused("whatever"))
	},
	"complaint": func(t testing.TB, s *scene) {
		s.broker.Registered = []brokers.Registration{{State: "CA", Year: 2025}, {State: "CA", Year: 2026}}
		s.cites(t, brokers.OptOutOfSale, "ca-ccpa")
		s.after(report.Complaint, func(e *report.Earlier) {
			e.Due, e.FollowUps, e.Seen = day("2026-09-23"), []brokers.Date{day("2026-10-01")}, day("2026-11-18")
			e.Evidence = []report.Exhibit{{What: "the page as shown", On: day("2026-08-30"), Hash: strings.Repeat("3f", 32)}, {What: "the page as shown", On: day("2026-11-18"), Hash: strings.Repeat("a0", 32)}}
		})
	},
	"complaint-refused": func(t testing.TB, s *scene) {
		s.lives("US", "TX", "Waco")
		s.cites(t, brokers.Delete, "tx-tdpsa")
		s.after(report.Complaint, refused("claim_not_covered"))
	},
	"complaint-trade": func(t testing.TB, s *scene) {
		s.after(report.Complaint, func(e *report.Earlier) { e.Seen = day("2026-11-18") })
	},
	"authorisation": func(t testing.TB, s *scene) {
		s.agent()
		s.req.By, s.req.Kind, s.req.Tells = "", report.Authorisation, s.req.Tells[:4]
	},
	"suppress-agent": func(t testing.TB, s *scene) { s.agent() },
	"suppress-guardian": func(t testing.TB, s *scene) {
		s.subject.Authority, s.subject.Born = scan.Authority{Kind: scan.Guardian}, scan.Born{Year: 2016}
		s.req.By = report.ByParent
		s.tell(report.Told{Kind: report.ToldSender, Fact: report.ByParent.Words(), Chosen: true})
	},
	"suppress-estate": func(t testing.TB, s *scene) {
		s.subject.Authority, s.subject.Died, s.req.By = scan.Authority{Kind: scan.Guardian}, day("2026-03-01"), report.ByEstate
		s.tell(report.Told{Kind: report.ToldSender, Fact: report.ByEstate.Words(), Chosen: true})
	},
}

func TestKinds(t *testing.T) {
	for name, set := range kinds {
		t.Run(name, func(t *testing.T) {
			s := newScene()
			set(t, s)
			l, err := s.write(t)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, "kind-"+name+".txt", []byte(plain(l)))
			onePage(t, plain(l))
		})
	}
}

// plain is a letter in lines, for reading; the forms letters leave in are
// another room's.
func plain(l report.Letter) string {
	var b strings.Builder
	lines := func(first, rest, text string) {
		line := first
		for i, word := range strings.Fields(text) {
			if i > 0 && len([]rune(line+" "+word)) > 76 {
				b.WriteString(line + "\n")
				line, i = rest, 0
			} else if i > 0 {
				line += " "
			}
			line += word
		}
		b.WriteString(line + "\n")
	}
	b.WriteString(l.Date.String() + "\n\nTo: " + strings.Join(l.To, "\n    ") + "\n\nSubject: " + l.Subject + "\n\n")
	for _, p := range l.Body {
		if p.Text != "" {
			lines("", "", p.Text)
		}
		for i, item := range p.Items {
			mark := "- "
			if p.Numbered {
				mark = fmt.Sprintf("%d. ", i+1)
			}
			lines(mark, strings.Repeat(" ", len(mark)), item)
		}
		b.WriteString("\n")
	}
	b.WriteString(l.Signature + "\n")
	if l.Reply != "" {
		b.WriteString(l.Reply + "\n")
	}
	if len(l.Enclosed) > 0 {
		b.WriteString("\nEnclosed: " + strings.Join(l.Enclosed, "; ") + "\n")
	}
	return b.String()
}

// onePage checks that a letter fits a page of 60 lines and has no traces of
// its template.
func onePage(t *testing.T, text string) {
	t.Helper()
	if n := strings.Count(text, "\n"); n > 60 {
		t.Errorf("%d lines", n)
	}
	for _, trace := range []string{"{{", "}}", "<no value>", "  ,", " ,", " .", "..", "\n\n\n", ",,", "()", "( ", " )"} {
		if strings.Contains(text, trace) {
			t.Errorf("it holds %q:\n%s", trace, text)
		}
	}
	for _, word := range []string{"sue", "damages", "lawsuit", "penalty", "liable", "attorney fees"} {
		if slices.Contains(strings.Fields(strings.ToLower(text)), word) {
			t.Errorf("it threatens: %q", word)
		}
	}
}
