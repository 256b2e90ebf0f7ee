package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
)

// choices are the flags by which the person chooses beyond the default.
type choices struct {
	residence bool
	cite, ask []string
	pick      []string
	agent     report.Agent
}

// aboutChoices says what becomes of a choice.
const aboutChoices = `What you choose beyond the default (--tell-residence, --cite, --ask, --pick,
--agent) is remembered when a letter is written by it, and holds for the plans
after it until you take it back: ` + "`whohasme request forget CHOICE`" + `.`

func (ch *choices) flags(c *cobra.Command) {
	c.Flags().BoolVar(&ch.residence, "tell-residence", false, "cite a law although the listing does not show where you live; the letter then tells it")
	c.Flags().StringSliceVar(&ch.cite, "cite", nil, "an act to cite although there are doubts, by the id that plan names")
	c.Flags().StringSliceVar(&ch.ask, "ask", nil, "ask for this too: delete, know, correct or object, at every site that lists you, or ASK@BROKER at one")
	c.Flags().StringSliceVar(&ch.pick, "pick", nil, "ask this broker, which nobody can look at, to leave you out; it is told your name and the reply address")
	c.Flags().StringVar(&ch.agent.Name, "agent", "", "name of the natural person who files under a mandate where the law lets one")
	c.Flags().StringVar(&ch.agent.Organisation, "agent-of", "", "legal name of the agent's organisation")
	c.Flags().StringVar(&ch.agent.Registration, "agent-number", "", "the agent's registration, such as one with the California Secretary of State")
}

// choose reads the flags.
func (p *program) choose(c *cobra.Command, ch *choices, book *casebook.Casebook, day brokers.Date) ([]report.Choice, error) {
	var out []report.Choice
	add := func(x report.Choice) { x.On = day; out = append(out, x) }
	if ch.residence || c.Flags().Changed("tell-residence") {
		add(report.Choice{Is: report.TellResidence, Back: !ch.residence})
	}
	for _, id := range ch.cite {
		if _, ok := book.Statutes.Act(id); !ok {
			return nil, usage("--cite: no such act; `whohasme plan` names those that could be cited")
		}
		add(report.Choice{Is: report.CiteAct, Of: id})
	}
	for _, word := range ch.ask {
		ask, broker, at := strings.Cut(word, "@")
		if !slices.Contains(brokers.Asks, brokers.Ask(ask)) || at && broker == "" {
			return nil, usage("--ask: want delete, know or object, or correct once `whohasme request correct` said what is wrong, and @BROKER for one site alone")
		}
		if _, ok := book.Catalogue.Get(broker); at && !ok {
			return nil, p.noBroker(book, broker)
		}
		add(report.Choice{Is: report.AskToo, Of: word})
	}
	for _, id := range ch.pick {
		if _, ok := book.Catalogue.Get(id); !ok {
			return nil, p.noBroker(book, id)
		}
		add(report.Choice{Is: report.PickBroker, Of: id})
	}
	switch a := ch.agent; {
	case a.Name != "":
		add(report.Choice{Is: report.FileByAgent, Agent: &a})
	case a.Organisation != "" || a.Registration != "":
		return nil, usage("--agent-of and --agent-number go with --agent, the name of a natural person")
	}
	return out, nil
}

// choiceWords say what a choice does.
func choiceWords(c report.Choice) string {
	switch c.Is {
	case report.TellResidence:
		return "a letter may tell where you live, so that a law can be cited"
	case report.CiteAct:
		return c.Of + " is cited although there are doubts"
	case report.AskToo:
		ask, broker, at := strings.Cut(c.Of, "@")
		if at {
			return fmt.Sprintf("to %s is asked too, of %s", ask, broker)
		}
		return fmt.Sprintf("to %s is asked too, of every site that lists you", ask)
	case report.PickBroker:
		return c.Of + " is asked to leave you out, though nobody can look there"
	case report.FileByAgent:
		return "an agent files where the law lets one"
	case report.NamedOnPage:
		return fmt.Sprintf("your name is to be taken out of a page of somebody else at %s", c.Page.Broker)
	}
	return string(c.Is)
}

// printChoices says which choices a plan follows, and how to take one back.
func (p *program) printChoices(pl casebook.Plan, asJSON bool) {
	say := func(form string, args ...any) { fmt.Fprintf(p.out, form+"\n", args...) }
	if asJSON {
		say = p.say
	}
	for i, c := range pl.Choices {
		if i == 0 {
			say("\nChosen for %s:", pl.Subject.ID)
		}
		say("  %-16s %s, since %s", c.Key(), choiceWords(c), c.On)
	}
	if len(pl.Choices) > 0 {
		say("`whohasme request forget %s` takes that back.", pl.Choices[0].Key())
	}
	for _, c := range pl.Choices {
		if c.Is == report.FileByAgent && pl.Subject.Authority.Kind != scan.Mandate {
			p.say("An agent files under a mandate alone, and %s has none; so the person sends.", pl.Subject.ID)
		}
	}
	for _, id := range pl.Named {
		p.say("%s is about somebody else and names you: `whohasme request household %s` asks to take your name out.", id, id)
	}
}
