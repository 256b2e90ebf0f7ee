package practice

import (
	"net/http"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// sisterSite shows the records of practice-cards under another name and in
// another dress. An opt-out there clears it too; one here clears only itself.
func sisterSite() *site {
	return &site{
		id: "practice-sister", name: "Practice Sister", operator: "Practice Cards LLC", family: "practice-deck", prefix: "S", page: "sister",
		search: "GET /p/{name}",
		parse: func(r *http.Request) (string, query) {
			return r.PathValue("name"), query{name: slug(r.PathValue("name")), state: state(r.URL.Query().Get("st"))}
		},
		record: "GET /card/{id}", address: func(id string) string { return "/card/" + id },
		delay: 48 * time.Hour, gone: http.StatusOK,
		definition: sisterDefinition,
	}
}

func sisterDefinition(base string) *brokers.Definition {
	return &brokers.Definition{
		URL: brokers.Template(base + "/p/{first|lower|hyphen}-{last|lower|hyphen}?st={state|upper}"), Way: brokers.Fetch,
		Record:   "a.people-card",
		Complete: brokers.Complete{Total: ".people-summary__n"},
		Fields: brokers.Fields{
			"name":        sel(".people-card__name"),
			"age":         rules(brokers.Rule{Select: ".people-card__age"}),
			"addresses":   rules(brokers.Rule{Select: ".people-card__places", After: "Has lived in", Separator: " • "}),
			"aliases":     rules(brokers.Rule{Select: ".people-card__aka", After: "Also known as", Separator: " • "}),
			"relatives":   rules(brokers.Rule{Select: ".people-card__kin", After: "May be related to", Separator: " • "}),
			"profile_url": href("."),
		},
		Nothing: ".people-empty",
		Profile: &brokers.Profile{Record: "div.people-full", Gone: "//div[@class='people-full']/h1[contains(., 'no longer shown')]"},
	}
}

// sisterRecords are the cards under new numbers.
func sisterRecords(cards []*record) []*record {
	var records []*record
	for _, c := range cards {
		r := *c
		r.ID = "S" + c.ID[1:]
		records = append(records, &r)
	}
	return records
}
