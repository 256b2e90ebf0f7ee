package request

import (
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
)

// Choices are what the person decided beyond what is done unasked. The zero
// Choices tell least.
type Choices struct {
	TellResidence bool                           // cite a law although the listing does not show where the person lives
	Cite          []string                       // ids of acts to be cited although there are doubts
	Also          []Want                         // what is asked besides
	Correct       map[string][]report.Correction // what is wrong and what is right, by broker
	Agent         *report.Agent                  // who files under a mandate; nil: the person sends
	Pick          []string                       // ids of brokers that nobody can look at and that are asked all the same
	Pages         []report.Choice                // pages about others that name the person, each NamedOnPage
}

// Want is an ask the person chose.
type Want struct {
	Ask    brokers.Ask
	Broker string // empty: every broker that lists the person
}

// InForce folds choices, in the order they were made, into those that were not
// taken back. One made again counts from its last day.
func InForce(made []report.Choice) []report.Choice {
	var list []report.Choice
	for _, c := range made {
		list = slices.DeleteFunc(list, func(o report.Choice) bool { return o.Key() == c.Key() })
		if !c.Back {
			list = append(list, c)
		}
	}
	return list
}

// ChoicesOf returns what choices in force let a plan do.
func ChoicesOf(inForce []report.Choice) Choices {
	var out Choices
	for _, c := range inForce {
		switch c.Is {
		case report.TellResidence:
			out.TellResidence = true
		case report.CiteAct:
			out.Cite = append(out.Cite, c.Of)
		case report.AskToo:
			ask, broker, _ := strings.Cut(c.Of, "@")
			out.Also = append(out.Also, Want{brokers.Ask(ask), broker})
		case report.FileByAgent:
			out.Agent = c.Agent
		case report.PickBroker:
			out.Pick = append(out.Pick, c.Of)
		case report.NamedOnPage:
			if c.Page != nil {
				out.Pages = append(out.Pages, c)
			}
		}
	}
	return out
}
