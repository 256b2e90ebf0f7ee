package practice

import (
	"net/http"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// cardsSite shows plain cards, found by name and state.
func cardsSite() *site {
	return &site{
		id: "practice-cards", name: "Practice Cards", operator: "Practice Cards LLC", family: "practice-deck", prefix: "C", page: "cards",
		habits: habits{
			coverage: 0.7, noMiddle: 0.3, initial: 0.6, nick: 0.1, former: 0.15, noSuffix: 0.2, typo: 0.03, noAge: 0.08, offAge: 0.15,
			stale: 0.1, maskPhone: 1, twice: 0.04, phones: "(A) B-C",
		},
		search: "GET /name/{name}/{state}",
		parse: func(r *http.Request) (string, query) {
			return r.PathValue("name"), query{name: slug(r.PathValue("name")), state: state(r.PathValue("state"))}
		},
		record: "GET /person/{id}", address: func(id string) string { return "/person/" + id },
		delay: 24 * time.Hour, gone: http.StatusOK,
		registered: true, suppresses: "practice-sister", definition: cardsDefinition,
	}
}

func cardsDefinition(base string) *brokers.Definition {
	return &brokers.Definition{
		URL: brokers.Template(base + "/name/{first|lower|hyphen}-{last|lower|hyphen}/{state|lower}"), Way: brokers.Fetch,
		Record:   "div.results > div.card:not(.sponsored)",
		Complete: brokers.Complete{Total: "p.count"},
		Fields: brokers.Fields{
			"name":        sel("h2"),
			"age":         rules(brokers.Rule{Select: ".age", After: "Age"}),
			"addresses":   rules(brokers.Rule{Select: ".loc", After: "Lives in"}, brokers.Rule{Select: "li.place", All: true}),
			"aliases":     rules(brokers.Rule{Select: "p.aka", After: "AKA", Separator: ";"}),
			"relatives":   all(".rel a"),
			"profile_url": href("a.more"),
		},
		Nothing: "p.none",
		Profile: &brokers.Profile{
			Record: "main.person",
			Fields: brokers.Fields{"phones": all("ul.phones li"), "addresses": all("li.street")},
			Gone:   "//h1[contains(., 'has been removed')]",
		},
	}
}
