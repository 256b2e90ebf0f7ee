package practice

import (
	"net/http"

	"github.com/whohasme/whohasme/brokers"
)

// claimerSite wants a city too. It answers every opt-out with the words that
// the record has been removed, and goes on showing it.
func claimerSite() *site {
	return &site{
		id: "practice-claimer", name: "Practice Claimer", operator: "Practice Claimer LLC", prefix: "K", page: "claimer",
		habits: habits{
			coverage: 0.6, noMiddle: 0.2, initial: 0.3, nick: 0.05, former: 0.05, noSuffix: 0.1, typo: 0.02, noAge: 0.1, offAge: 0.1,
			stale: 0.05, maskPhone: 0.5, twice: 0.02, phones: "A.B.C",
		},
		search: "GET /in/{state}/{city}/{name}",
		parse: func(r *http.Request) (string, query) {
			return r.PathValue("name"), query{name: slug(r.PathValue("name")), state: state(r.PathValue("state")), city: r.PathValue("city")}
		},
		record: "GET /r/{id}", address: func(id string) string { return "/r/" + id },
		ignores: true, gone: http.StatusOK,
		registered: true, definition: claimerDefinition,
	}
}

func claimerDefinition(base string) *brokers.Definition {
	return &brokers.Definition{
		URL: brokers.Template(base + "/in/{state|lower}/{city|lower|hyphen}/{first|lower|hyphen}-{last|lower|hyphen}"), Way: brokers.Fetch,
		Record:   "//div[@class='person-row']",
		Complete: brokers.Complete{Total: "//p[@id='tally']/b[1]"},
		Fields: brokers.Fields{
			"name": sel("./div[@class='line'][1]/b"),
			"age":  rules(brokers.Rule{Select: "./div[@class='line'][1]", After: "/, aged? /i"}),
			"addresses": rules(
				brokers.Rule{Select: "./div[span='Current city:']", After: "Current city:"},
				brokers.Rule{Select: "./div[span='Prior cities:']", After: "Prior cities:", Separator: "|"},
			),
			"aliases":     rules(brokers.Rule{Select: "./div[span='Also seen as:']", After: "Also seen as:", Separator: "|"}),
			"relatives":   rules(brokers.Rule{Select: "./div[span='Possible relatives:']", After: "Possible relatives:", Separator: "|"}),
			"profile_url": href(".//a[@class='go']"),
		},
		Nothing: "div.nothing-found",
		Profile: &brokers.Profile{
			Record: "div.person-full",
			Fields: brokers.Fields{"phones": all("span.tel")},
			Gone:   "//h1[.='Record removed']",
		},
	}
}
