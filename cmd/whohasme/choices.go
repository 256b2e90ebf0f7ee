package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/request"
)

// choices are the flags by which the person chooses beyond the default.
type choices struct {
	residence bool
	cite, ask []string
	agent     string
}

func (ch *choices) flags(c *cobra.Command) {
	c.Flags().BoolVar(&ch.residence, "tell-residence", false, "cite a law although the listing does not show where you live; the letter then tells it")
	c.Flags().StringSliceVar(&ch.cite, "cite", nil, "an act to cite although there are doubts, by the id that plan names")
	c.Flags().StringSliceVar(&ch.ask, "ask", nil, "ask for this too: delete, know or object, at every site that lists you, or ASK@BROKER at one")
	c.Flags().StringVar(&ch.agent, "agent", "", "name of the natural person who files under a mandate where the law lets one")
}

// choose reads the flags.
func (ch *choices) choose() (request.Choices, error) {
	out := request.Choices{TellResidence: ch.residence, Cite: ch.cite}
	for _, word := range ch.ask {
		ask, broker, _ := strings.Cut(word, "@")
		if !slices.Contains(brokers.Asks, brokers.Ask(ask)) {
			return out, usage("--ask: want delete, know or object, and @BROKER for one site alone")
		}
		out.Also = append(out.Also, request.Want{Ask: brokers.Ask(ask), Broker: broker})
	}
	if ch.agent != "" {
		out.Agent = &report.Agent{Name: ch.agent}
	}
	return out, nil
}
