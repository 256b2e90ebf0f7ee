package practice

import (
	"net/http"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// formSite shows nothing until somebody answers a question, accepts its terms
// and types the code of a picture: a person has to be there.
func formSite() *site {
	return &site{
		id: "practice-form", name: "Practice Form", operator: "Practice Form LLC", prefix: "F", page: "form",
		habits: habits{
			coverage: 0.5, noMiddle: 0.3, initial: 0.5, noSuffix: 0.2, noAge: 0.1, offAge: 0.1, stale: 0.1, maskPhone: 1, phones: "(A) B-C",
		},
		search: "GET /results",
		parse: func(r *http.Request) (string, query) {
			q := r.URL.Query()
			name := q.Get("first") + " " + q.Get("last")
			return name, query{name: slug(name), state: state(q.Get("state"))}
		},
		steps:  askFirst,
		record: "GET /result/{id}", address: func(id string) string { return "/result/" + id },
		delay: 24 * time.Hour, gone: http.StatusNotFound,
		definition: formDefinition,
	}
}

func formDefinition(base string) *brokers.Definition {
	return &brokers.Definition{
		URL: brokers.Template(base + "/find"), Way: brokers.Assisted,
		Steps: []brokers.Step{
			{Fill: "#first", With: "first"}, {Fill: "#last", With: "last"}, {Fill: "#state", With: "state"},
			{Person: "answer the question, read the terms, press Search, then type the code of the picture and press Continue"},
			{Wait: "#outcome"},
		},
		Wait: "#outcome", Record: "div.result-item",
		Complete: brokers.Complete{Total: "#outcome b.n"},
		Fields: brokers.Fields{
			"name":        sel("h4"),
			"age":         rules(brokers.Rule{Select: "i.years", Before: "years"}),
			"addresses":   all("address"),
			"aliases":     all("s.aka"),
			"relatives":   all("ul.kin li"),
			"profile_url": href("a.open"),
		},
		Nothing: "p.no-hits",
		Profile: &brokers.Profile{Record: "div.result-item", Gone: "p.withdrawn"},
	}
}

// answered reports whether the question was answered and the terms accepted.
func answered(r *http.Request) bool {
	q := r.URL.Query()
	return q.Get("sum") == "7" && q.Get("terms") == "yes"
}

// asks are the fields of the form, which the page with the code carries on.
var asks = []string{"first", "last", "state", "sum", "terms"}

// passed shows the form or the page with the code to those who have not got
// through them yet, and reports whether the visitor has.
func (s *server) passed(w http.ResponseWriter, r *http.Request, v view) bool {
	q := r.URL.Query()
	if !answered(r) {
		s.show(w, http.StatusOK, "form-ask", v)
		return false
	}
	typed := q.Get("code")
	if want := s.code(q.Get("n")); want != "" && typed == want {
		return true
	}
	if typed != "" {
		v.Message = "That was not the code. Here is another one."
	}
	for _, name := range asks {
		v.Carried = append(v.Carried, [2]string{name, q.Get(name)})
	}
	v.Code = s.newCode()
	s.show(w, http.StatusOK, "form-code", v)
	return false
}

func askFirst(s *server, mux *http.ServeMux) {
	mux.HandleFunc("GET /find", func(w http.ResponseWriter, r *http.Request) {
		s.show(w, http.StatusOK, "form-ask", view{})
	})
	mux.HandleFunc("GET /code.png", s.servePicture)
}
