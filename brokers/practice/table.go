package practice

import (
	"net/http"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// tableSite shows rows of a table in capitals, surname first, found by name
// and state in a query. A removed record's page answers 410.
func tableSite() *site {
	return &site{
		id: "practice-table", name: "Practice Table", operator: "Practice Table Inc.", prefix: "T", page: "table",
		habits: habits{
			coverage: 0.6, noMiddle: 0.2, initial: 0.9, onlyFirstI: 0.05, noSuffix: 0.3, typo: 0.05, noAge: 0.25, offAge: 0.1, bandAge: 0.2,
			stale: 0.2, maskPhone: 0.7, twice: 0.06, capitals: true, lastFirst: true, plain: true, phones: "A-B-C",
		},
		search: "GET /search",
		parse: func(r *http.Request) (string, query) {
			q := r.URL.Query()
			name := q.Get("first") + " " + q.Get("last")
			return name, query{name: slug(name), state: state(q.Get("state"))}
		},
		record: "GET /listing", address: func(id string) string { return "/listing?no=" + id },
		delay: 24 * time.Hour, gone: http.StatusGone,
		definition: tableDefinition,
	}
}

func tableDefinition(base string) *brokers.Definition {
	return &brokers.Definition{
		URL: brokers.Template(base + "/search?first={first}&last={last}&state={state|upper}"), Way: brokers.Fetch,
		Record:   "//table[@id='listing']/tbody/tr[not(@class='ad')]",
		Complete: brokers.Complete{Total: "//table[@id='listing']/caption"},
		Fields: brokers.Fields{
			"name":        sel("./td[1]"),
			"age":         sel("./td[2]"),
			"addresses":   all("./td[3]/div"),
			"aliases":     all("./td[4]/div"),
			"relatives":   rules(brokers.Rule{Select: "./td[5]", Separator: ";"}),
			"phones":      rules(brokers.Rule{Select: "./td[6]", Separator: ";"}),
			"profile_url": href("./td[7]/a"),
		},
		Nothing: "//p[@class='empty'][contains(., 'No listings')]",
		Profile: &brokers.Profile{
			Record: "//table[@id='detail']",
			Fields: brokers.Fields{"phones": all(".//tr[th='Telephone']/td/div")},
		},
	}
}
