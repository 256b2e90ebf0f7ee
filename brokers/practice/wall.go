package practice

import (
	"net/http"

	"github.com/whohasme/whohasme/brokers"
)

// challenge is one page of a bot defence, as visitors meet them.
type challenge struct {
	page   string
	status int
	header [2]string
}

// challenges imitate what the large vendors of bot defence answer.
var challenges = []challenge{
	{"wall-moment", http.StatusForbidden, [2]string{"Cf-Mitigated", "challenge"}},
	{"wall-hold", http.StatusForbidden, [2]string{"X-Px-Block", "1"}},
	{"wall-moment", http.StatusServiceUnavailable, [2]string{"Cf-Mitigated", "challenge"}},
	{"wall-incident", http.StatusOK, [2]string{"X-Iinfo", "1-0-0"}},
	{"wall-captcha", http.StatusOK, [2]string{"Cache-Control", "no-store"}},
}

// wallSite answers every search with a challenge; which one depends on the
// name asked for.
func wallSite() *site {
	return &site{
		id: "practice-wall", name: "Practice Wall", operator: "Practice Wall LLC", prefix: "W", page: "wall",
		search: "GET /records/{state}/{last}/{first}",
		parse: func(r *http.Request) (string, query) {
			name := r.PathValue("first") + " " + r.PathValue("last")
			return name, query{name: slug(name), state: state(r.PathValue("state"))}
		},
		registered: true, definition: wallDefinition,
	}
}

func wallDefinition(base string) *brokers.Definition {
	return &brokers.Definition{
		URL: brokers.Template(base + "/records/{state|lower}/{last|lower|hyphen}/{first|lower|hyphen}"), Way: brokers.Fetch,
		Record:   "div.result",
		Complete: brokers.Complete{Total: "span.total"},
		Fields:   brokers.Fields{"name": sel("h3"), "age": sel(".age"), "addresses": all(".place")},
		Nothing:  "p.no-results",
	}
}

func challengeFor(q query) challenge {
	return challenges[hash(q.name)%uint64(len(challenges))]
}
