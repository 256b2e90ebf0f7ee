package main

import (
	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render"
)

func (p *program) requestCommand() *cobra.Command {
	return group("request", "Requests: what was drafted, sent and answered", p.requestList(),
		p.requestStep("sent", "Note that a request was sent; its clocks start", report.Sent),
		p.requestStep("answered", "Note that the broker answered, without doing what was asked yet", report.Answered),
		p.requestStep("fulfilled", "Note that the broker says it is done (a claim; our own looks decide)", report.Fulfilled),
		p.requestStep("refused", "Note that the broker refused", report.Refused),
		p.requestStep("close", "End a request; its clocks stop", report.Closed),
	)
}

// requestLine is a request as `request list --json` prints it.
type requestLine struct {
	ID       string              `json:"id"`
	Subject  string              `json:"subject"`
	Broker   string              `json:"broker"`
	Ask      brokers.Ask         `json:"ask"`
	Ground   []string            `json:"ground"`
	State    report.RequestState `json:"state"`
	Sent     brokers.Date        `json:"sent,omitzero"`
	Answered brokers.Date        `json:"answered,omitzero"`
	Claim    string              `json:"claim,omitempty"`
	Reason   string              `json:"reason,omitempty"`
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
				if asJSON {
					line := requestLine{k.ID, k.Subject, k.Broker, k.Ask, orEmpty(k.Ground), k.State, k.Sent, k.Answered, k.Claim(), k.Reason}
					if err := render.JSON(p.out, line); err != nil {
						return err
					}
					continue
				}
				rows = append(rows, []string{k.ID, groundWords(k.Request), string(k.State), k.Sent.String(), k.Answered.String()})
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
			k, err := book.Mark(c.Context(), report.Step{Request: args[0], State: state, On: day, Reason: reason})
			if err != nil {
				return err
			}
			p.say("%s: %s since %s.", k.ID, k.State, day)
			return nil
		},
	}
	c.Flags().StringVar(&on, "on", "", "the day it happened (YYYY-MM-DD); default: today")
	c.Flags().StringVar(&reason, "reason", "", "a word on why, such as no_match")
	return c
}
