package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
)

func (p *program) requestCommand() *cobra.Command {
	return group("request", "Requests: what was drafted, sent and answered", p.requestList(), p.requestShow(), p.requestCorrect(), p.requestHousehold(), p.requestForget(),
		p.requestStep("sent", "Note that a request was sent; its clocks start", report.Sent),
		p.requestStep("answered", "Note that the broker answered, without doing what was asked yet", report.Answered),
		p.requestStep("extended", "Note that the broker announced that it takes longer; that counts only in time", report.Extended),
		p.requestStep("fulfilled", "Note that the broker says it is done (a claim; our own looks decide)", report.Fulfilled),
		p.requestStep("refused", "Note that the broker refused", report.Refused),
		p.requestStep("close", "End a request; its clocks stop", report.Closed),
		p.requestStep("undo", "Take the last step back; the journal keeps both", report.Undone),
	)
}

// requestLine is a request as `request list --json` prints it.
type requestLine struct {
	ID       string              `json:"id"`
	Subject  string              `json:"subject"`
	Broker   string              `json:"broker"`
	Ask      brokers.Ask         `json:"ask"`
	Ground   []string            `json:"ground"`
	State    report.RequestState `json:"state"` // as noted, or overdue or no_answer, which a day makes
	Sent     brokers.Date        `json:"sent,omitzero"`
	Received brokers.Date        `json:"received,omitzero"`
	Extended brokers.Date        `json:"extended,omitzero"`
	Answered brokers.Date        `json:"answered,omitzero"`
	Claim    string              `json:"claim,omitempty"`
	Reason   string              `json:"reason,omitempty"`
}

func requestLineOf(k report.Case, state report.RequestState) requestLine {
	return requestLine{k.ID, k.Subject, k.Broker, k.Ask, orEmpty(k.Ground), state, k.Sent, k.Received, k.Extended, k.Answered, k.Claim(), k.Reason}
}

func (p *program) requestList() *cobra.Command {
	var subject string
	var asJSON bool
	c := &cobra.Command{
		Use: "list", Short: "List requests and where they stand", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			cases, err := book.Cases(c.Context(), subject)
			if err != nil {
				return err
			}
			var rows [][]string
			for _, k := range cases {
				line := requestLineOf(k, book.Standing(k, book.Today()))
				if asJSON {
					if err := render.JSON(p.out, line); err != nil {
						return err
					}
					continue
				}
				rows = append(rows, []string{k.ID, groundWord(k.Request), string(line.State), k.Sent.String(), k.Answered.String()})
			}
			if asJSON {
				return nil
			}
			if len(rows) == 0 {
				p.say("No request was drafted yet; `whohasme letters` drafts them.")
				return nil
			}
			return render.Table(p.out, p.width(), []string{"request", "ground", "state", "sent", "answered"}, rows)
		},
	}
	subjectFlag(c, &subject)
	jsonFlag(c, &asJSON)
	return c
}

func (p *program) requestStep(word, short string, state report.RequestState) *cobra.Command {
	var on, reason string
	c := &cobra.Command{
		Use: word + " ID [--on DATE]", Short: short, Args: exactArgs(1, "a request's id"),
		RunE: func(c *cobra.Command, args []string) error {
			said, err := reasonWord(state, reason)
			if err != nil {
				return err
			}
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			day := book.Today()
			if on != "" {
				if day, err = brokers.ParseDate(on); err != nil {
					return usage("--on: want a day such as 2026-11-21")
				}
			}
			step := report.Step{Request: args[0], State: state, On: day, Reason: said}
			if subject, ok := dropSubject(args[0]); ok {
				return p.markDrop(c.Context(), book, subject, step)
			}
			return p.mark(c.Context(), book, step)
		},
	}
	if words := stepReasons[state]; len(words) > 0 {
		c.Long = short + ".\n\nReasons: " + joinComma(words) + "."
	}
	c.Flags().StringVar(&on, "on", "", "the day it happened (YYYY-MM-DD); default: today")
	c.Flags().StringVar(&reason, "reason", "", "a word on why, such as no_match")
	return c
}

// mark journals a step and says where the request stands by it.
func (p *program) mark(ctx context.Context, book *casebook.Casebook, step report.Step) error {
	before, err := p.lastStep(ctx, book, step)
	if err != nil {
		return err
	}
	k, err := book.Mark(ctx, step)
	if errors.Is(err, casebook.ErrNoRequest) {
		return p.noRequest(ctx, book, step.Request)
	}
	if err != nil {
		return err
	}
	switch step.State {
	case report.Undone:
		p.say("%s: taken back: %s. It is %s again.", k.ID, before, k.State)
	case report.Extended:
		p.say("%s: extended, as announced on %s.", k.ID, step.On)
	default:
		p.say("%s: %s since %s.", k.ID, k.State, step.On)
	}
	return p.sayClocks(ctx, book, k)
}

// lastStep says in words what an undoing takes back. It looks at the steps
// alone, so that a step whose days cannot be counted can be taken back too.
func (p *program) lastStep(ctx context.Context, book *casebook.Casebook, step report.Step) (string, error) {
	if step.State != report.Undone {
		return "", nil
	}
	cases, err := book.Cases(ctx, "")
	if err != nil {
		return "", err
	}
	for _, k := range cases {
		if n := len(k.History); k.ID == step.Request && n > 0 {
			return fmt.Sprintf("%s on %s", stepWord(k.History[n-1]), k.History[n-1].On), nil
		}
	}
	return "step", nil
}

// sayClocks says when what runs now is due.
func (p *program) sayClocks(ctx context.Context, book *casebook.Casebook, k report.Case) error {
	shown, err := book.Show(ctx, k.ID, book.Today())
	if errors.Is(err, casebook.ErrNoRequest) {
		return nil
	}
	if err != nil {
		return err
	}
	if k.Received.After(k.Sent) && k.State == report.Sent {
		p.say("By post: taken to be received on %s, five business days later.", k.Received)
	}
	for _, c := range shown.Clocks {
		p.say("  %s due on %s", c.Kind, c.Due)
	}
	return nil
}

// noRequest says that an id is none, and names near ones.
func (p *program) noRequest(ctx context.Context, book *casebook.Casebook, id string) error {
	cases, err := book.Cases(ctx, "")
	if err != nil {
		return err
	}
	ids := make([]string, len(cases))
	for i, k := range cases {
		ids[i] = k.ID
	}
	if near := nearest(id, ids); len(near) > 0 {
		return fmt.Errorf("no such request; did you mean %s?", strings.Join(near, " or "))
	}
	return casebook.ErrNoRequest
}
