package practice

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"

	"github.com/whohasme/whohasme/brokers"
)

// lookalikeSite "finds" whatever name is asked for, with made-up facts, to
// sell reports that hold nothing.
func lookalikeSite() *site {
	return &site{
		id: "practice-lookalike", name: "Practice Look-alike", operator: "Practice Look-alike Ltd.", prefix: "L", page: "lookalike",
		search: "GET /lookup",
		parse: func(r *http.Request) (string, query) {
			name := r.URL.Query().Get("name")
			return name, query{name: slug(name), state: state(r.URL.Query().Get("st"))}
		},
		registered: true, definition: lookalikeDefinition,
	}
}

func lookalikeDefinition(base string) *brokers.Definition {
	return &brokers.Definition{
		URL: brokers.Template(base + "/lookup?name={first}+{last}&st={state|upper}"), Way: brokers.Fetch,
		Record:   "div.match-box",
		Complete: brokers.Complete{Total: ".found em"},
		Fields: brokers.Fields{
			"name":      sel(".who"),
			"age":       rules(brokers.Rule{Select: ".meta", After: "Age:", Before: "|"}),
			"addresses": rules(brokers.Rule{Select: ".meta", After: "|"}),
		},
		Nothing: "p.no-match",
	}
}

// echo makes up records for any name. The same question gets the same answer,
// so that the site looks as if it knew something.
func echo(seed uint64, asked string, q query) []*record {
	r := rand.New(rand.NewPCG(seed, hash(q.name+"|"+q.state)))
	near := townsIn(q.state)
	if len(near) == 0 {
		near = towns
	}
	var records []*record
	for i := range 2 + r.IntN(3) {
		t := pick(r, near)
		name := asked
		if i > 0 {
			name = withInitial(asked, string(rune('A'+r.IntN(26))))
		}
		records = append(records, &record{
			ID: fmt.Sprintf("L%d%04d", i, r.IntN(10000)), Name: name, Age: strconv.Itoa(24 + r.IntN(60)),
			Now: Address{City: t.city, State: t.state},
		})
	}
	return records
}
