package practice

import (
	"net/http"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// pagedSite searches the whole country by name alone, finds similar first
// names too and shows five records a page.
func pagedSite() *site {
	return &site{
		id: "practice-paged", name: "Practice Paged", operator: "Practice Paged LLC", prefix: "G", page: "paged",
		habits: habits{
			coverage: 0.65, noMiddle: 0.4, initial: 0.5, nick: 0.15, former: 0.2, noSuffix: 0.4, typo: 0.02, noAge: 0.1, offAge: 0.2,
			stale: 0.15, maskPhone: 1, twice: 0.05, phones: "(A) B-C",
		},
		search: "GET /people/{last}/{first}",
		parse: func(r *http.Request) (string, query) {
			name := r.PathValue("first") + " " + r.PathValue("last")
			return name, query{name: slug(name), loose: true}
		},
		perPage: 5,
		record:  "GET /record/{id}", address: func(id string) string { return "/record/" + id },
		delay: 24 * time.Hour, gone: http.StatusNotFound,
		registered: true, definition: pagedDefinition,
	}
}

func pagedDefinition(base string) *brokers.Definition {
	return &brokers.Definition{
		URL: brokers.Template(base + "/people/{last|lower|hyphen}/{first|lower|hyphen}"), Way: brokers.Fetch,
		Record:   "ol.hits > li.hit",
		Complete: brokers.Complete{Total: "strong.total", Next: "nav.pages a[rel=next]", Pages: 3},
		Fields: brokers.Fields{
			"name": sel("h3 a"),
			"age":  sel("h3 small"),
			"addresses": rules(
				brokers.Rule{Select: ".//dl[dt='Lives in']/dd", All: true},
				brokers.Rule{Select: ".//dl[dt='Used to live in']/dd", All: true},
			),
			"aliases":     all(".//dl[dt='May also go by']/dd"),
			"relatives":   all(".//dl[dt='Related to']/dd"),
			"profile_url": href("h3 a"),
		},
		Nothing: ".zero-results",
		Profile: &brokers.Profile{Record: "article.entry", Gone: "//p[@class='lead'][contains(., 'not in our index')]"},
	}
}
