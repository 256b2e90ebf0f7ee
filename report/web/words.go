package web

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// pageOf says which page does what a command does. Sentences that other
// packages make name the command.
var pageOf = map[string]string{
	"letters": "the page Letters", "review": "the page Review", "plan": "the page Plan", "scan": "the page Look", "report": "the page Where you stand",
	"request list": "the page Requests", "request sent": "the button Sent", "request answered": "the button Answered", "request undo": "the button Undo",
	"request close": "the button Close", "subject list": "the page People", "subject add": "the page Add a person", "due": "the page Requests",
}

var command = regexp.MustCompile("`whohasme ([a-z]+(?: [a-z]+)?)( [^`]*)?`")

// words turns a sentence that was written for a terminal into one for these
// pages. What they cannot do stays a command.
func words(s string) string {
	s = command.ReplaceAllStringFunc(s, func(m string) string {
		part := command.FindStringSubmatch(m)
		if strings.Contains(part[2], "--") {
			return m + " in a terminal"
		}
		if page, ok := pageOf[part[1]]; ok {
			return page
		}
		return m + " in a terminal"
	})
	s = strings.ReplaceAll(s, "use --proxy, or say --direct on purpose", "begin the dashboard with a proxy (“whohasme serve --proxy”), or say on the page Look that you mean it")
	s = strings.ReplaceAll(s, "--tell-residence tells it and cites the law", "The choice below tells it and cites the law")
	s = citable.ReplaceAllString(s, "The choice below cites it")
	s = isoDay.ReplaceAllStringFunc(s, func(day string) string {
		if d, err := brokers.ParseDate(day); err == nil {
			return long(d)
		}
		return day
	})
	s = begins.ReplaceAllStringFunc(s, func(m string) string { return strings.TrimSuffix(m, "the") + "The" })
	return quoted.ReplaceAllString(s, "“$1”")
}

var (
	isoDay = regexp.MustCompile(`\b[12]\d{3}-\d\d-\d\d\b`)
	begins = regexp.MustCompile(`(?:^|[.!?] )the\b`)
	quoted = regexp.MustCompile("`([^`]*)`")
)

// long writes a day so that nobody takes the month for the day.
func long(d brokers.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format("2 January 2006")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// floor writes points without what is behind the comma: they never reach 100.
func floor(points float64) string { return fmt.Sprint(int(points)) }

// inDays says how far a day is from today.
func inDays(due, today brokers.Date) string {
	switch n := due.DaysSince(today); {
	case n == 0:
		return "today"
	case n == 1:
		return "tomorrow"
	case n == -1:
		return "yesterday"
	case n < 0:
		return fmt.Sprintf("%d days ago", -n)
	default:
		return fmt.Sprintf("in %d days", n)
	}
}

func word[K ~string](list map[K]string) func(K) string {
	return func(k K) string {
		if w, ok := list[k]; ok {
			return w
		}
		return strings.NewReplacer("-", " ", "_", " ").Replace(string(k))
	}
}

var (
	askWord = word(map[brokers.Ask]string{
		brokers.Suppress: "take the listing down", "opt-out-of-sale": "stop selling or sharing", "delete": "delete what they hold", "know": "tell what they hold",
		"correct": "correct what is wrong", "object": "object to the use",
	})
	channelWord = word(map[brokers.Channel]string{brokers.ByForm: "web form", brokers.ByEmail: "e-mail", brokers.ByPost: "post"})
	effectWord  = word(map[scan.Effect]string{scan.For: "speaks for you", scan.Against: "speaks against", scan.Veto: "rules it out"})
	clockWord   = word(map[report.ClockKind]string{
		report.AckClock: "they confirm receipt", report.RespondClock: "they answer", report.OptOutClock: "they stop selling", report.AppealClock: "they decide the appeal",
		report.LookClock: "we look again",
	})
	requestWord = word(map[report.RequestState]string{
		report.Drafted: "drafted, not sent yet", report.Sent: "sent, no answer yet", report.Answered: "answered, not done yet", report.NeedsProof: "they want something more first",
		report.Fulfilled: "they say it is done", report.Suppressed: "they say it is no longer shown", report.Refused: "refused", report.Expired: "they let it lapse", report.Closed: "closed by you",
	})
	findingWord = word(map[scan.FindingState]string{
		scan.Listed: "shown", scan.Unseen: "not seen at the last look", scan.Gone: "gone", scan.Relisted: "back again",
	})
	clockStateWord = word(map[report.ClockState]string{report.Due: "runs", report.Grace: "last day is over; wait three business days for late mail", report.Overdue: "overdue"})
	toldWord       = word(map[string]string{
		report.ToldListing: "address of the listing", report.ToldName: "name", report.ToldCity: "city", report.ToldState: "state", report.ToldResidence: "where you live",
		report.ToldReply: "address for the answer", report.ToldWrong: "what is wrong", report.ToldRight: "what is right", report.ToldClass: "why a law protects you", report.ToldSender: "who writes",
	})
)

// stateWord says a state in words, of whatever it is one.
func stateWord(state any) string {
	switch s := state.(type) {
	case report.RequestState:
		return requestWord(s)
	case report.ClockState:
		return clockStateWord(s)
	case scan.FindingState:
		return findingWord(s)
	case string: // a finding's, or a reason
		if w := requestWord(report.RequestState(s)); w != strings.ReplaceAll(s, "_", " ") {
			return w
		}
		return findingWord(scan.FindingState(s))
	}
	return fmt.Sprint(state)
}

// outcomeWord says in words what a visit could establish.
func outcomeWord(o scan.Outcome) string {
	return map[scan.Outcome]string{
		scan.UnknownOutcome: "nothing established", scan.Found: "lists you", scan.Maybe: "may list you", scan.Absent: "does not list you", scan.Blocked: "turned us away",
		scan.Disallowed: "does not let programs look", scan.NeedsYou: "needs you to look", scan.Unreachable: "could not be reached", scan.Unreadable: "could not be read",
	}[o]
}

// stepWord says a step in the life of a request.
func stepWord(s report.Step) string {
	w := requestWord(s.State)
	switch s.State {
	case report.Drafted:
		w = "drafted anew"
	case report.Sent:
		w = "sent"
	case report.Extended:
		w = "they announced that it takes longer"
	}
	if s.Reason != "" {
		w += ": " + strings.ReplaceAll(s.Reason, "_", " ")
	}
	return w
}

// citable finds the acts that a plan would cite on a yes.
var citable = regexp.MustCompile(`--cite (\S+) cites it`)
