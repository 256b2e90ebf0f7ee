package request_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/request"
)

// said is one day on which something is noted or seen.
type said struct{ what, on string }

// TestUnkeptWords follows a request whose broker says that it is done while
// our looks go on seeing it: asked anew the first time, and a complaint the
// second, to the company itself first where the regulator wants that.
func TestUnkeptWords(t *testing.T) {
	british := func(s *scene) { lives(s, "GB", "") }
	twice := []said{{"open", "2026-11-20"}, {"fulfilled", "2026-11-30"}, {"seen", "2026-12-04"}, {"drafted", "2026-12-05"}, {"open", "2026-12-05"}, {"fulfilled", "2026-12-10"}}
	for name, c := range map[string]struct {
		set   func(s *scene)
		ask   brokers.Ask
		story []said
		today string
		want  string // tasks: do since, and + where there is a letter
	}{
		"once":                 {nil, brokers.OptOutOfSale, twice[:3], "2026-12-05", "ask-anew 2026-12-04"},
		"twice, not looked":    {nil, brokers.OptOutOfSale, twice, "2026-12-12", ""},
		"twice":                {nil, brokers.OptOutOfSale, append(slices.Clone(twice), said{"seen", "2026-12-14"}), "2026-12-15", "ask-anew 2026-12-14; complaint 2026-12-14 +"},
		"twice, on policy":     {func(s *scene) { s.catalogue["a"].Country = "US" }, brokers.Suppress, append(slices.Clone(twice), said{"seen", "2026-12-14"}), "2026-12-15", "ask-anew 2026-12-14; complaint 2026-12-14 +"},
		"complained":           {nil, brokers.OptOutOfSale, append(slices.Clone(twice), said{"seen", "2026-12-14"}, said{"complaint", "2026-12-15"}), "2026-12-20", "ask-anew 2026-12-14"},
		"the United Kingdom":   {british, brokers.Object, append(slices.Clone(twice), said{"seen", "2026-12-14"}), "2026-12-15", "ask-anew 2026-12-14; grievance 2026-12-14 +"},
		"the company's month":  {british, brokers.Object, append(slices.Clone(twice), said{"seen", "2026-12-14"}, said{"grievance", "2026-12-15"}), "2027-01-14", "ask-anew 2026-12-14"},
		"its month is over":    {british, brokers.Object, append(slices.Clone(twice), said{"seen", "2026-12-14"}, said{"grievance", "2026-12-15"}), "2027-01-15", "ask-anew 2026-12-14; complaint 2026-12-14 +"},
		"it said no":           {british, brokers.Object, append(slices.Clone(twice), said{"seen", "2026-12-14"}, said{"grievance", "2026-12-15"}, said{"grievance denied", "2026-12-18"}), "2026-12-19", "ask-anew 2026-12-14; complaint 2026-12-14 +"},
		"refused":              {british, brokers.Object, []said{{"open", "2026-11-20"}, {"denied", "2026-11-30"}}, "2026-12-01", "grievance 2026-11-30 +"},
		"refused, and grieved": {british, brokers.Object, []said{{"open", "2026-11-20"}, {"denied", "2026-11-30"}, {"grievance", "2026-12-01"}}, "2027-01-01", "complaint 2026-11-30 +"},
		"Australia":            {func(s *scene) { lives(s, "AU", "") }, brokers.Object, []said{{"open", "2026-11-20"}, {"denied", "2026-11-30"}}, "2026-12-01", "grievance 2026-11-30 +"},
		"Germany":              {func(s *scene) { lives(s, "DE", "") }, brokers.Object, []said{{"open", "2026-11-20"}, {"denied", "2026-11-30"}}, "2026-12-01", "complaint 2026-11-30 +"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.lists("a", form, mail)
			if c.set != nil {
				c.set(s)
			}
			s.Findings[0].Last = at("2026-11-20")
			events := sentCase(t, s, c.ask)
			id := events[0].Draft.ID
			for _, x := range c.story {
				s.Today = day(x.on)
				switch kind, state, answered := strings.Cut(x.what, " "); {
				case x.what == "seen":
					s.Findings[0].Last = at(x.on)
				case kind == "grievance" || kind == "complaint":
					word := "open"
					if answered {
						word = state
					} else {
						events = append(events, request.Event{Draft: due(t, s, events, report.Kind(kind)), At: drafted})
					}
					last := events[len(events)-1]
					for i := len(events) - 1; last.Draft == nil || last.Draft.Kind == report.First; i-- {
						last = events[i]
					}
					for _, step := range steps(last.Draft.ID, word, x.on) {
						events = append(events, request.Event{Step: &step, At: drafted})
					}
				default:
					step := steps(id, x.what, x.on)[0]
					events = append(events, request.Event{Step: &step, At: drafted})
				}
			}
			s.Today = day(c.today)
			tasks, err := request.Tasks(s.Input, request.Cases(events, s.Book), proofs)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, x := range tasks {
				line := string(x.Do) + " " + x.Since.String()
				if x.Request != nil {
					line += " +"
					if len(x.Request.After.Evidence) == 0 {
						t.Errorf("%s has no evidence", x.Request.ID)
					}
					if grievance := x.Request.Kind == report.Grievance; grievance != (x.Request.Route.To == "privacy@example.test") {
						t.Errorf("a %s goes to %+v", x.Request.Kind, x.Request.Route)
					}
				}
				got = append(got, line)
			}
			if g := strings.Join(got, "; "); g != c.want {
				t.Errorf("got %q, want %q (%+v)", g, c.want, tasks)
			}
		})
	}
}

func proofs(report.Case) []report.Exhibit {
	return []report.Exhibit{{What: "the page as received", On: day("2026-11-20"), Hash: strings.Repeat("ab", 32)}}
}

// due returns the letter of a kind that is due today.
func due(t *testing.T, s *scene, events []request.Event, kind report.Kind) *report.Request {
	t.Helper()
	tasks, err := request.Tasks(s.Input, request.Cases(events, s.Book), proofs)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range tasks {
		if x.Request != nil && x.Request.Kind == kind {
			return x.Request
		}
	}
	t.Fatalf("no %s among %+v", kind, tasks)
	return nil
}
