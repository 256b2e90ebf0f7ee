package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
)

// shownLine is a request as `request show --json` prints it.
type shownLine struct {
	requestLine
	Route    brokers.OptOut `json:"route"`
	Clears   []string       `json:"clears"`
	Tells    []report.Told  `json:"tells"`
	Drafted  brokers.Date   `json:"drafted"`
	Life     []report.Step  `json:"life"`
	Claims   []report.Claim `json:"claims"`
	Clocks   []report.Clock `json:"clocks"`
	Listings []listingLine  `json:"listings"`
	Next     string         `json:"next"`
}

// listingLine is what our own looks saw of one listing that a request is
// about.
type listingLine struct {
	Finding     string       `json:"finding"`
	Broker      string       `json:"broker"`
	State       string       `json:"state"`
	Observation string       `json:"observation"`
	LastSeen    brokers.Date `json:"last_seen"`
	Contradicts bool         `json:"contradicts,omitempty"`
}

func (p *program) requestShow() *cobra.Command {
	var asJSON bool
	var as asOf
	c := &cobra.Command{
		Use: "show ID", Short: "Show one request whole: its life and clocks, what the broker claims, what our looks saw, what is next", Args: exactArgs(1, "a request's id"),
		RunE: func(c *cobra.Command, args []string) error {
			book, day, err := p.casebookAsOf(c.Context(), as)
			if err != nil {
				return err
			}
			if _, ok := dropSubject(args[0]); ok {
				return errors.New("show request: `whohasme drop status` shows the one on the state's platform")
			}
			shown, err := book.Show(c.Context(), args[0], day)
			if errors.Is(err, casebook.ErrNoRequest) {
				return p.noRequest(c.Context(), book, args[0])
			}
			if err != nil {
				return err
			}
			if asJSON {
				return render.JSON(p.out, shownOf(book, shown, day))
			}
			return p.printShown(book, shown, day)
		},
	}
	jsonFlag(c, &asJSON)
	as.flag(c)
	return c
}

func shownOf(book *casebook.Casebook, s *casebook.Shown, day brokers.Date) shownLine {
	k := s.Case
	line := shownLine{
		requestLine: requestLineOf(k, book.Standing(k, day)), Route: k.Route, Clears: orEmpty(k.Clears), Tells: k.Tells, Drafted: brokers.DateOf(k.Drafted.In(book.Now().Location())),
		Life: append([]report.Step{}, k.History...), Claims: append([]report.Claim{}, k.Claims()...), Clocks: append([]report.Clock{}, s.Clocks...), Listings: []listingLine{}, Next: nextFor(s),
	}
	for _, e := range s.Listings {
		line.Listings = append(line.Listings, listingLine{e.ID, e.Broker, e.State, e.Observation, e.LastSeen, e.Contradicts})
	}
	return line
}

func (p *program) printShown(book *casebook.Casebook, s *casebook.Shown, day brokers.Date) error {
	k := s.Case
	fmt.Fprintf(p.out, "%s\n", k.ID)
	fmt.Fprintf(p.out, "  asks     %s, by %s%s\n", k.Ask, k.Route.By, routeTo(k.Route))
	fmt.Fprintf(p.out, "  ground   %s\n", groundWords(k.Request))
	fmt.Fprintf(p.out, "  clears   %s\n", joinComma(k.Clears))
	if k.Sent.IsZero() {
		fmt.Fprintf(p.out, "  state    %s: not sent yet\n", k.State)
	} else {
		fmt.Fprintf(p.out, "  state    %s\n", book.Standing(k, day))
	}
	fmt.Fprintf(p.out, "\nIts life\n  %s  drafted\n", brokers.DateOf(k.Drafted.In(book.Now().Location())))
	for _, h := range k.History {
		fmt.Fprintf(p.out, "  %s  %s\n", h.On, render.Clean(stepWord(h)))
	}
	if k.Received.After(k.Sent) {
		fmt.Fprintf(p.out, "  %s  taken to be received: five business days by post\n", k.Received)
	}
	if len(s.Clocks) > 0 {
		fmt.Fprintln(p.out, "\nClocks")
		for _, c := range s.Clocks {
			fmt.Fprintf(p.out, "  %s  %s: %s (%s), from %s\n", c.Due, c.Kind, c.State, inDays(c.Due, day), c.From)
		}
	}
	p.printClaims(s)
	p.printTells(k.Request)
	fmt.Fprintf(p.out, "\nNext: %s\n", nextFor(s))
	return nil
}

func routeTo(r brokers.OptOut) string {
	switch {
	case r.To != "":
		return " to " + render.Clean(r.To)
	case r.URL != "":
		return " at " + render.Clean(r.URL)
	}
	return ""
}

// printClaims sets what the broker says beside what our own looks saw. The
// two are never one.
func (p *program) printClaims(s *casebook.Shown) {
	fmt.Fprintln(p.out, "\nThe broker says")
	claims := s.Case.Claims()
	if len(claims) == 0 {
		fmt.Fprintln(p.out, "  nothing yet")
	}
	for _, c := range claims {
		fmt.Fprintf(p.out, "  %s  %s%s\n", c.On, c.Is, map[bool]string{true: ": " + c.Reason}[c.Reason != ""])
	}
	fmt.Fprintln(p.out, "\nOur own looks saw")
	if len(s.Listings) == 0 {
		fmt.Fprintln(p.out, "  no listing that it is about")
	}
	for _, e := range s.Listings {
		fmt.Fprintf(p.out, "  %s  %s: %s%s\n", e.ID, e.State, orElse(e.Observation, "nothing"), map[bool]string{true: " (contradicts the claim)"}[e.Contradicts])
	}
}

// nextFor says what is to be done about a request now.
func nextFor(s *casebook.Shown) string {
	k := s.Case
	has := func(state report.ClockState) bool {
		return slices.ContainsFunc(s.Clocks, func(c report.Clock) bool { return c.State == state && c.Kind != report.LookClock })
	}
	if len(s.Tasks) > 0 {
		return s.Tasks[0].Why
	}
	still := slices.ContainsFunc(s.Listings, func(e report.Exposure) bool { return e.Contradicts })
	switch {
	case k.State == report.Drafted && k.Kind == report.Authorisation:
		return fmt.Sprintf("Have it signed and given to the agent, then `whohasme request sent %s`.", k.ID)
	case k.Kind == report.Authorisation:
		return "Nothing; it goes with the agent's letters."
	case k.State == report.Drafted:
		return fmt.Sprintf("Send it by %s, then `whohasme request sent %s`.", k.Route.By, k.ID)
	case k.State == report.Closed:
		return "Nothing; `whohasme plan` asks anew where the listing still stands."
	case still:
		return "It is still shown after the broker said that it is done: `whohasme plan` asks anew."
	case k.State == report.Refused || k.State == report.Expired:
		return "It was refused: `whohasme plan` shows what can follow; `whohasme request close` lets it be asked anew."
	case k.Ended():
		return "Look again: `whohasme scan`; a claim is not proof."
	case has(report.Overdue):
		return "The answer is overdue: remind them; `whohasme letters` drafts what can follow."
	case has(report.Grace):
		return "Its last day is over; wait three business days for late mail before you call it late."
	}
	for _, c := range s.Clocks {
		if c.Kind != report.LookClock {
			return fmt.Sprintf("Wait for the answer until %s.", c.Due)
		}
	}
	if len(s.Clocks) > 0 {
		return fmt.Sprintf("Look again on %s: `whohasme scan`.", s.Clocks[0].Due)
	}
	return "Wait for the answer; no law sets it a day."
}
