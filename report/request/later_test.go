package request_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/request"
	"github.com/whohasme/whohasme/scan"
)

// sentCase plans for one broker that lists the subject, takes the request of
// an ask and notes steps about it.
func sentCase(t *testing.T, s *scene, ask brokers.Ask, words ...string) []request.Event {
	t.Helper()
	requests, _ := request.Plan(s.Input)
	i := slices.IndexFunc(requests, func(r report.Request) bool { return r.Ask == ask })
	if i < 0 {
		t.Fatalf("no request to %s among %v", ask, ids(requests))
	}
	return journal(requests[i], steps(requests[i].ID, words...))
}

func TestWhatIsNext(t *testing.T) {
	hash := strings.Repeat("ab", 32)
	proof := func(report.Case) []report.Exhibit {
		return []report.Exhibit{{What: "the page as received", On: day("2026-11-20"), Hash: hash}}
	}
	virginian := func(s *scene) { lives(s, "US", "VA") }
	for name, c := range map[string]struct {
		set   func(s *scene)
		ask   brokers.Ask
		steps []string // of the request
		then  []string // of the later letter: kind, then steps
		today string
		want  string // tasks: do since, and + where there is a letter
		words string // in the reasons
	}{
		"in time":                       {nil, brokers.OptOutOfSale, []string{"open", "2026-11-20"}, nil, "2026-12-15", "", ""},
		"in grace":                      {nil, brokers.OptOutOfSale, []string{"open", "2026-11-20"}, nil, "2026-12-18", "", ""},
		"overdue":                       {nil, brokers.OptOutOfSale, []string{"open", "2026-11-20"}, nil, "2026-12-19", "follow-up 2026-12-15 +", "was due on 2026-12-15"},
		"answered and overdue":          {nil, brokers.OptOutOfSale, []string{"open", "2026-11-20", "in_progress", "2026-11-30"}, nil, "2026-12-19", "follow-up 2026-12-15 +", "reminder"},
		"overdue, and gone":             {func(s *scene) { s.Findings[0].State = scan.Gone }, brokers.OptOutOfSale, []string{"open", "2026-11-20"}, nil, "2026-12-19", "", ""},
		"reminded":                      {nil, brokers.OptOutOfSale, []string{"open", "2026-11-20"}, []string{"follow-up", "open", "2026-12-20"}, "2026-12-30", "", ""},
		"reminded in vain":              {nil, brokers.OptOutOfSale, []string{"open", "2026-11-20"}, []string{"follow-up", "open", "2026-12-20"}, "2026-12-31", "complaint 2026-12-30 +", "regulator"},
		"reminder not sent":             {nil, brokers.OptOutOfSale, []string{"open", "2026-11-20"}, []string{"follow-up"}, "2026-12-31", "follow-up 2026-12-15 +", ""},
		"policy, two weeks":             {nil, brokers.Suppress, []string{"open", "2026-11-20"}, nil, "2026-12-04", "", ""},
		"policy, a month":               {nil, brokers.Suppress, []string{"open", "2026-11-20"}, nil, "2026-12-21", "follow-up 2026-12-15 +", "No law sets a day"},
		"policy, answered":              {nil, brokers.Suppress, []string{"open", "2026-11-20", "in_progress", "2026-11-22"}, nil, "2026-12-21", "", ""},
		"extended in time":              {virginian, brokers.OptOutOfSale, []string{"open", "2026-11-20", "extended", "2026-12-01"}, nil, "2027-01-20", "", ""},
		"extended, and over":            {virginian, brokers.OptOutOfSale, []string{"open", "2026-11-20", "extended", "2026-12-01"}, nil, "2027-03-10", "follow-up 2027-02-18 +", ""},
		"wants proof for an opt-out":    {nil, brokers.OptOutOfSale, []string{"open", "2026-11-20", "need_user_verification", "2026-11-30"}, nil, "2026-12-01", "reply 2026-11-30 +", "may not ask for proof"},
		"wants proof, and overdue":      {nil, brokers.OptOutOfSale, []string{"open", "2026-11-20", "need_user_verification", "2026-11-30"}, nil, "2026-12-19", "reply 2026-11-30 +; follow-up 2026-12-15 +", "social security"},
		"replied":                       {nil, brokers.Suppress, []string{"open", "2026-11-20", "denied", "2026-11-30"}, []string{"reply", "open", "2026-12-02"}, "2026-12-19", "", ""},
		"refused, no appeal":            {nil, brokers.OptOutOfSale, []string{"open", "2026-11-20", "denied", "2026-11-30"}, nil, "2026-12-01", "complaint 2026-11-30 +", "no appeal"},
		"refused, appeal":               {virginian, brokers.OptOutOfSale, []string{"open", "2026-11-20", "denied", "2026-11-30"}, nil, "2026-12-01", "appeal 2026-11-30 +", "appeal"},
		"appealed":                      {virginian, brokers.OptOutOfSale, []string{"open", "2026-11-20", "denied", "2026-11-30"}, []string{"appeal", "open", "2026-12-02"}, "2027-01-31", "", ""},
		"appeal not decided":            {virginian, brokers.OptOutOfSale, []string{"open", "2026-11-20", "denied", "2026-11-30"}, []string{"appeal", "open", "2026-12-02"}, "2027-02-10", "complaint 2027-02-01 +", "decided by"},
		"appeal refused":                {virginian, brokers.OptOutOfSale, []string{"open", "2026-11-20", "denied", "2026-11-30"}, []string{"appeal", "open", "2026-12-02", "denied", "2026-12-10"}, "2026-12-11", "complaint 2026-12-10 +", "appeal was refused"},
		"appeal let lapse":              {virginian, brokers.OptOutOfSale, []string{"open", "2026-11-20", "denied", "2026-11-30"}, []string{"appeal", "open", "2026-12-02", "expired", "2026-12-10"}, "2026-12-11", "complaint 2026-12-10 +", "appeal was refused"},
		"appeal granted, and done":      {virginian, brokers.OptOutOfSale, []string{"open", "2026-11-20", "denied", "2026-11-30"}, []string{"appeal", "open", "2026-12-02", "fulfilled", "2026-12-10"}, "2026-12-20", "", ""},
		"appeal granted, still there":   {func(s *scene) { virginian(s); s.Findings[0].Last = at("2026-12-15") }, brokers.OptOutOfSale, []string{"open", "2026-11-20", "denied", "2026-11-30"}, []string{"appeal", "open", "2026-12-02", "fulfilled", "2026-12-10"}, "2026-12-20", "complaint 2026-12-15 +", "on appeal"},
		"appeal closed":                 {virginian, brokers.OptOutOfSale, []string{"open", "2026-11-20", "denied", "2026-11-30"}, []string{"appeal", "open", "2026-12-02", "revoked", "2026-12-10"}, "2027-03-20", "", ""},
		"appeal without a day":          {func(s *scene) { lives(s, "KR", "") }, brokers.Delete, []string{"open", "2026-11-20", "denied", "2026-11-30"}, []string{"appeal", "open", "2026-12-02"}, "2026-12-22", "", ""},
		"the same, weeks later":         {func(s *scene) { lives(s, "KR", "") }, brokers.Delete, []string{"open", "2026-11-20", "denied", "2026-11-30"}, []string{"appeal", "open", "2026-12-02"}, "2026-12-24", "complaint 2026-12-23 +", "No law sets a day for the decision"},
		"refused on policy":             {nil, brokers.Suppress, []string{"open", "2026-11-20", "denied", "2026-11-30"}, nil, "2026-12-01", "reply 2026-11-30 +", "Without a law"},
		"removed, and still there":      {func(s *scene) { s.Findings[0].Last = at("2026-12-04") }, brokers.Suppress, []string{"open", "2026-11-20", "fulfilled", "2026-11-30"}, nil, "2026-12-05", "ask-anew 2026-12-04", "still saw it"},
		"removed, and not looked since": {func(s *scene) { s.Findings[0].Last = at("2026-11-20") }, brokers.Suppress, []string{"open", "2026-11-20", "fulfilled", "2026-11-30"}, nil, "2026-12-05", "", ""},
		"closed":                        {nil, brokers.OptOutOfSale, []string{"open", "2026-11-20", "revoked", "2026-11-30"}, nil, "2026-12-31", "", ""},
		"never sent":                    {nil, brokers.OptOutOfSale, nil, nil, "2026-12-31", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.lists("a", form, mail)
			if c.set != nil && name != "overdue, and gone" {
				c.set(s)
			}
			events := sentCase(t, s, c.ask, c.steps...)
			if name == "overdue, and gone" {
				c.set(s)
			}
			s.Today = day(c.today)
			if len(c.then) > 0 {
				before := s.Input
				before.Today = day("2026-12-19")
				tasks, err := request.Tasks(before, request.Cases(events, s.Book), proof)
				if err != nil || len(tasks) == 0 || tasks[len(tasks)-1].Request == nil {
					t.Fatalf("no letter to send: %v, %v", tasks, err)
				}
				d := *tasks[len(tasks)-1].Request
				if string(d.Kind) != c.then[0] {
					t.Fatalf("a %s is due, want %s", d.Kind, c.then[0])
				}
				events = append(events, journal(d, steps(d.ID, c.then[1:]...))...)
			}
			cases := request.Cases(events, s.Book)
			tasks, err := request.Tasks(s.Input, cases, proof)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			var why string
			for _, x := range tasks {
				line := string(x.Do) + " " + x.Since.String()
				if x.Request != nil {
					line += " +"
					comesBack(t, cases[0], *x.Request)
				}
				got, why = append(got, line), why+x.Why
			}
			if g := strings.Join(got, "; "); g != c.want || !strings.Contains(why, c.words) {
				t.Errorf("got %q (%s)\nwant %q (%s)", g, why, c.want, c.words)
			}
		})
	}
}

func at(s string) time.Time { return day(s).Time().Add(12 * time.Hour) }

// comesBack checks what is true of every later letter: it has the reference
// of the first and tells nothing that the first did not.
func comesBack(t *testing.T, first report.Case, r report.Request) {
	t.Helper()
	if r.After == nil || r.After.Request != first.ID || r.Reference() != first.Reference() || r.After.Sent != first.Sent || r.ID != first.ID+"."+string(r.Kind) {
		t.Errorf("%s comes back to %+v", r.ID, r.After)
	}
	for _, told := range r.Tells {
		if !slices.ContainsFunc(first.Tells, func(x report.Told) bool { return x.Kind == told.Kind && x.Fact == told.Fact }) {
			t.Errorf("%s tells a new %s", r.ID, told.Kind)
		}
	}
	if complaint := r.Kind == report.Complaint; complaint && (len(r.After.Evidence) == 0 || !strings.HasPrefix(r.Route.URL, "https://") || r.Route.To != "") {
		t.Errorf("a complaint goes %+v with %v", r.Route, r.After.Evidence)
	}
}

// A later letter begins no period of the first one's law again.
func TestClocksOfLaterLetters(t *testing.T) {
	for kind, want := range map[report.Kind]string{report.FollowUp: "look-again", report.Reply: "look-again", report.Appeal: "appeal", report.Complaint: ""} {
		d := draft(brokers.OptOutOfSale, brokers.ByEmail, "va-vcdpa")
		d.Kind = kind
		k := request.Cases(journal(d, steps(d.ID, "open", "2026-11-20")), book(t))[0]
		clocks, err := request.Clocks(k, nil, book(t), day("2026-11-20"))
		var got []string
		for _, x := range clocks {
			got = append(got, string(x.Kind))
		}
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%s: %v, %v; want %q", kind, got, err, want)
		}
	}
}

func TestStanding(t *testing.T) {
	for name, c := range map[string]struct {
		ask   brokers.Ask
		act   []string
		steps []string
		today string
		want  report.RequestState
	}{
		"drafted":               {brokers.OptOutOfSale, []string{"ca-ccpa"}, nil, "2027-12-01", report.Drafted},
		"sent":                  {brokers.OptOutOfSale, []string{"ca-ccpa"}, []string{"open", "2026-11-20"}, "2026-12-18", report.Sent},
		"overdue":               {brokers.OptOutOfSale, []string{"ca-ccpa"}, []string{"open", "2026-11-20"}, "2026-12-19", report.Late},
		"answered, and overdue": {brokers.OptOutOfSale, []string{"ca-ccpa"}, []string{"open", "2026-11-20", "in_progress", "2026-11-22"}, "2026-12-19", report.Late},
		"done":                  {brokers.OptOutOfSale, []string{"ca-ccpa"}, []string{"open", "2026-11-20", "fulfilled", "2026-11-22"}, "2026-12-19", report.Fulfilled},
		"no answer":             {brokers.Suppress, nil, []string{"open", "2026-11-20"}, "2026-12-21", report.NoAnswer},
		"not yet":               {brokers.Suppress, nil, []string{"open", "2026-11-20"}, "2026-12-11", report.Sent},
	} {
		d := draft(c.ask, brokers.ByEmail, c.act...)
		k := request.Cases(journal(d, steps(d.ID, c.steps...)), book(t))[0]
		clocks, err := request.Clocks(k, nil, book(t), day(c.today))
		if err != nil {
			t.Fatal(err)
		}
		if got := request.Standing(k, clocks, book(t), day(c.today)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// A later letter cites the act of the first one again, so it needs what that
// one needed: the law in force for the person, and a yes where it is in doubt.
func TestLaterLettersOnALawInDoubt(t *testing.T) {
	for name, c := range map[string]struct {
		set   func(s *scene)
		today string
		yes   bool // there is a letter
		words string
	}{
		"read within the year":   {nil, "2027-11-21", true, "reminder"},
		"read over a year ago":   {nil, "2027-11-22", false, "--cite tx-tdpsa"},
		"and the person says so": {func(s *scene) { s.Choices.Cite = []string{"tx-tdpsa"} }, "2027-11-22", true, "reminder"},
		"moved away":             {func(s *scene) { s.Subject.Residence.State = "OH" }, "2027-11-21", false, "does not hold for you"},
		"died":                   {func(s *scene) { s.Subject.Died = day("2027-01-01") }, "2027-11-21", false, "the living"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.lists("a", form, mail)
			lives(s, "US", "TX")
			events := sentCase(t, s, brokers.OptOutOfSale, "open", "2026-11-20")
			if c.set != nil {
				c.set(s)
			}
			s.Today = day(c.today)
			tasks, err := request.Tasks(s.Input, request.Cases(events, s.Book), nil)
			if err != nil || len(tasks) != 1 || tasks[0].Do != request.FollowUp {
				t.Fatalf("%v, %v", tasks, err)
			}
			if r := tasks[0].Request; (r != nil) != c.yes || !strings.Contains(tasks[0].Why, c.words) {
				t.Errorf("letter %v: %s", r != nil, tasks[0].Why)
			}
			if r := tasks[0].Request; r != nil && len(s.Choices.Cite) > 0 && !slices.Equal(r.Yes, s.Choices.Cite) {
				t.Errorf("the yes is %v", r.Yes)
			}
		})
	}
}
