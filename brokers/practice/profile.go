package practice

import (
	"net/http"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// profileSite lists name, age and city; telephones, streets, relatives and
// other names stand only on the page behind the result.
func profileSite() *site {
	return &site{
		id: "practice-profile", name: "Practice Profile", operator: "Practice Profile Corp.", prefix: "P", page: "profile",
		habits: habits{
			coverage: 0.6, noMiddle: 0.5, initial: 0.3, nick: 0.1, former: 0.1, noSuffix: 0.3, typo: 0.02, noAge: 0.15, offAge: 0.1,
			stale: 0.1, maskPhone: 0.2, twice: 0.03, phones: "(A) B-C",
		},
		search: "GET /find/{name}/{state}",
		parse: func(r *http.Request) (string, query) {
			return r.PathValue("name"), query{name: slug(r.PathValue("name")), state: state(r.PathValue("state"))}
		},
		record: "GET /profile/{id}", address: func(id string) string { return "/profile/" + id },
		delay: 24 * time.Hour, gone: http.StatusOK,
		registered: true, definition: profileDefinition,
	}
}

func profileDefinition(base string) *brokers.Definition {
	return &brokers.Definition{
		URL: brokers.Template(base + "/find/{first|lower|hyphen}_{last|lower|hyphen}/{state|statename|lower|hyphen}"), Way: brokers.Fetch,
		Record:   "section.people article[data-id]",
		Complete: brokers.Complete{Total: "//header[@class='found']/span"},
		Fields: brokers.Fields{
			"name":        rules(brokers.Rule{Select: "h3", Before: ","}),
			"age":         rules(brokers.Rule{Select: "h3", After: ","}),
			"addresses":   sel("span.where"),
			"profile_url": href("./footer/a"),
		},
		Nothing: "//h2[.='No results']",
		Profile: &brokers.Profile{
			Record: "div#profile",
			Fields: brokers.Fields{
				"name":      sel("h1"),
				"born":      rules(brokers.Rule{Select: "p.born", After: "Born"}),
				"addresses": all(".//section[@id='addresses']//td[@class='addr']"),
				"aliases":   all("section#names li"),
				"phones":    all("section#phones li b"),
				"emails":    all("section#emails li"),
				"relatives": all("section#relatives a"),
			},
			Gone: "//h1[.='Profile unavailable']",
		},
	}
}
