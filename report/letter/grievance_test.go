package letter_test

import (
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
)

// unkept is an answer that said it was done, and a look that saw it after.
func unkept(e *report.Earlier) {
	e.State, e.Answered, e.Seen = report.Fulfilled, day("2026-10-02"), day("2026-11-18")
	e.Rounds = []report.Round{{Sent: day("2026-07-01"), Answered: day("2026-07-09"), State: report.Fulfilled}}
	e.Evidence = []report.Exhibit{{What: "the page as received", On: day("2026-06-30"), Hash: strings.Repeat("3f", 32)}, {What: "the page as received", On: day("2026-11-18"), Hash: strings.Repeat("a0", 32)}}
}

// What comes after a word that was not kept, and what a regulator wants before
// it hears a complaint.
func TestUnkeptWords(t *testing.T) {
	british := func(s *scene) {
		s.lives("GB", "", "Leeds")
		s.cites(t, brokers.Object, "uk-gdpr")
	}
	for name, c := range map[string]struct {
		set func(s *scene)
		has []string
		not []string
	}{
		"grievance-united-kingdom": {func(s *scene) { british(s); s.after(report.Grievance, refused("claim_not_covered")) },
			[]string{"you refused", "s. 164A", "Information Commissioner"}, nil},
		"grievance-overdue": {func(s *scene) {
			british(s)
			s.after(report.Grievance, func(e *report.Earlier) { e.Due = day("2026-10-01") })
		}, []string{"was due by October 1, 2026", "the time to answer ended"}, []string{"refused"}},
		"grievance-unkept": {func(s *scene) { british(s); s.after(report.Grievance, unkept) },
			[]string{"On October 2, 2026 you told me that it was done", "on November 18, 2026 the record was still shown", "SHA-256"}, []string{"refused"}},
		"complaint-unkept": {func(s *scene) {
			s.lives("US", "TX", "Waco")
			s.cites(t, brokers.OptOutOfSale, "tx-tdpsa")
			s.after(report.Complaint, unkept)
		}, []string{"the record is still shown", "July 9, 2026: the company said that it was done", "October 2, 2026: the company said that it was done", "SHA-256"}, []string{"The time to answer is over", "refused"}},
		"complaint-trade-unkept": {func(s *scene) { s.after(report.Complaint, unkept) },
			[]string{"It did not do so", "the company said that it was done"}, []string{"refused"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene()
			c.set(s)
			l, err := s.write(t)
			if err != nil {
				t.Fatal(err)
			}
			text := plain(l)
			golden(t, "kind-"+name+".txt", []byte(text))
			onePage(t, text)
			flat := strings.Join(strings.Fields(text), " ")
			for _, w := range c.has {
				if !strings.Contains(flat, w) {
					t.Errorf("it lacks %q:\n%s", w, text)
				}
			}
			for _, w := range c.not {
				if strings.Contains(flat, w) {
					t.Errorf("it says %q:\n%s", w, text)
				}
			}
		})
	}
}

// No company is accused of a word that it may have kept.
func TestKeptWordsAreNoComplaint(t *testing.T) {
	for name, set := range map[string]func(e *report.Earlier){
		"not looked since":     func(e *report.Earlier) { unkept(e); e.Seen = day("2026-09-30") },
		"seen on the same day": func(e *report.Earlier) { unkept(e); e.Seen = e.Answered },
		"never seen":           func(e *report.Earlier) { unkept(e); e.Seen = brokers.Date{} },
	} {
		for _, kind := range []report.Kind{report.Grievance, report.Complaint} {
			s := newScene()
			s.lives("GB", "", "Leeds")
			s.cites(t, brokers.Object, "uk-gdpr")
			s.after(kind, set)
			if l, err := s.write(t); err == nil {
				t.Errorf("%s: a %s is written:\n%s", name, kind, plain(l))
			}
		}
	}
}

// The person may name a page that we have not seen: on the broker's own site,
// with the person's own name, chosen by the person.
func TestHouseholdByAddress(t *testing.T) {
	for name, c := range map[string]struct {
		url, who string
		chosen   bool
		want     string // words of the error; "" for a letter
	}{
		"a page there":      {"https://example-people.test/r/hector-marl", "Rosa Quill", true, ""},
		"below the domain":  {"https://www.example-people.test/r/1", "Rosa Quill", true, ""},
		"not chosen":        {"https://example-people.test/r/1", "Rosa Quill", false, "does not show"},
		"another site":      {"https://example-people.test.evil.test/r/1", "Rosa Quill", true, "does not show"},
		"ends alike":        {"https://notexample-people.test/r/1", "Rosa Quill", true, "does not show"},
		"no page":           {"javascript:alert(1)", "Rosa Quill", true, "does not show"},
		"with a password":   {"https://a:b@example-people.test/r/1", "Rosa Quill", true, "does not show"},
		"a relative's name": {"https://example-people.test/r/1", "Hector Marl", true, "not the subject's"},
	} {
		s := newScene()
		s.household()
		s.req.Findings = nil
		s.req.Tells = []report.Told{{Kind: report.ToldListing, Fact: c.url, Chosen: c.chosen}, {Kind: report.ToldName, Fact: c.who, Chosen: c.chosen}}
		l, err := s.write(t)
		if c.want == "" && (err != nil || !strings.Contains(plain(l), c.url)) || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// A broker that nobody can look at is told a name, and no listing is claimed.
func TestPickedBroker(t *testing.T) {
	for name, c := range map[string]struct {
		set  func(s *scene)
		want string // words of the error; "" for a letter
	}{
		"pick-policy": {func(s *scene) {}, ""},
		"pick-california": {func(s *scene) {
			s.req.Ground = []string{"ca-ccpa"}
			s.tell(report.Told{Kind: report.ToldResidence, Fact: "California", Chosen: true})
		}, ""},
		"another's name": {func(s *scene) { s.req.Tells[0].Fact = "Hector Marl" }, "does not show the name"},
		"not chosen":     {func(s *scene) { s.req.Tells[0].Chosen = false }, "does not show the name"},
		"a page": {func(s *scene) {
			s.tell(report.Told{Kind: report.ToldListing, Fact: "https://example-people.test/r/1", Chosen: true})
		}, "does not show"},
		"a city":    {func(s *scene) { s.tell(report.Told{Kind: report.ToldCity, Fact: "Fresno", Chosen: true}) }, "does not show"},
		"to delete": {func(s *scene) { s.req.Ask = brokers.Delete }, "does not show the name"},
		"residence unchosen": {func(s *scene) {
			s.req.Ground = []string{"ca-ccpa"}
			s.tell(report.Told{Kind: report.ToldResidence, Fact: "California"})
		}, "does not show the residence"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene()
			s.req.Ask, s.req.Findings = brokers.OptOutOfSale, nil
			s.req.Tells = []report.Told{{Kind: report.ToldName, Fact: "Rosa Quill", Chosen: true}, {Kind: report.ToldReply, Fact: "rq.privacy@example.org"}}
			c.set(s)
			l, err := s.write(t)
			if c.want != "" {
				if err == nil || !strings.Contains(err.Error(), c.want) {
					t.Errorf("got %v, want %q", err, c.want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			text := plain(l)
			golden(t, "kind-"+name+".txt", []byte(text))
			onePage(t, text)
			if strings.Contains(text, "shows") || !strings.Contains(text, "Rosa Quill") {
				t.Errorf("it claims a listing, or names nobody:\n%s", text)
			}
		})
	}
}
