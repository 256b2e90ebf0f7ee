package practice

import (
	"net/http"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// absentSite writes each record as one sentence and gives records no page of
// their own. It lists many people, the subject's namesakes among them, and
// never the subject.
func absentSite() *site {
	return &site{
		id: "practice-absent", name: "Practice Absent", operator: "Practice Absent Inc.", prefix: "A", page: "absent",
		habits: habits{
			coverage: 0.7, noMiddle: 0.2, initial: 0.2, noSuffix: 0.1, noAge: 0.05, offAge: 0.1, stale: 0.1, maskPhone: 1, phones: "(A) B-C",
		},
		search: "GET /directory/{state}",
		parse: func(r *http.Request) (string, query) {
			who := r.URL.Query().Get("who")
			name := firstLast(who)
			return name, query{name: slug(name), state: state(r.PathValue("state"))}
		},
		perPage: 25, delay: 24 * time.Hour, gone: http.StatusNotFound,
		definition: absentDefinition,
	}
}

func absentDefinition(base string) *brokers.Definition {
	return &brokers.Definition{
		URL: brokers.Template(base + "/directory/{state|lower}?who={last},+{first}"), Way: brokers.Fetch,
		Record:   "ul.entries > li",
		Complete: brokers.Complete{Next: "//a[@class='next-page']"},
		Fields: brokers.Fields{
			"name": sel("strong"),
			"age":  rules(brokers.Rule{Select: ".", After: "· age ", Before: " ·"}),
			"addresses": rules(
				brokers.Rule{Select: ".", After: "· lives in ", Before: " ·"},
				brokers.Rule{Select: ".", After: "· previously in ", Before: " ·", Separator: " / "},
			),
			"relatives": rules(brokers.Rule{Select: ".", After: "· family: ", Before: " ·", Separator: " / "}),
		},
		Nothing: "//p[starts-with(., 'Sorry, nobody')]",
	}
}
