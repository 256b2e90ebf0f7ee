package practice

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// scriptSite sends an empty shell and draws everything by script, in the bad
// manner that is common: the sentence that nobody was found stands there until
// the data has come, the records appear one after the other, and the link to
// the next page last. No total is told.
func scriptSite() *site {
	return &site{
		id: "practice-script", name: "Practice Script", operator: "Practice Script Corp.", prefix: "J", page: "script",
		habits: habits{
			coverage: 0.6, noMiddle: 0.3, initial: 0.5, nick: 0.1, former: 0.1, noSuffix: 0.3, typo: 0.02, noAge: 0.1, offAge: 0.15,
			stale: 0.1, maskPhone: 1, twice: 0.04, phones: "A-B-C",
		},
		search: "GET /finder",
		parse: func(r *http.Request) (string, query) {
			q := r.URL.Query()
			name := q.Get("fn") + " " + q.Get("ln")
			return name, query{name: slug(name), state: state(q.Get("in"))}
		},
		perPage: 4,
		steps:   serveData,
		record:  "GET /who/{id}", address: func(id string) string { return "/who/" + id },
		delay: 24 * time.Hour, gone: http.StatusNotFound,
		definition: scriptDefinition,
	}
}

func scriptDefinition(base string) *brokers.Definition {
	return &brokers.Definition{
		URL: brokers.Template(base + "/finder?fn={first}&ln={last}&in={state|lower}"), Way: brokers.Browser,
		Wait:     "#app .entry, #app .empty",
		Record:   "#app > section.entry",
		Complete: brokers.Complete{Next: "a.onward", Pages: 4},
		Fields: brokers.Fields{
			"name":        sel("header b"),
			"age":         rules(brokers.Rule{Select: "header span", After: "aged"}),
			"addresses":   all("li[data-k=place]"),
			"aliases":     all("li[data-k=aka]"),
			"relatives":   all("li[data-k=kin]"),
			"profile_url": href("a.full"),
		},
		Nothing: "#app p.empty",
		Profile: &brokers.Profile{
			Record: "#app > section.entry",
			Fields: brokers.Fields{"phones": all("li[data-k=tel]")},
			Gone:   "//p[@class='empty'][contains(., 'no longer')]",
		},
	}
}

// data is what the script is given to draw.
type data struct {
	People  []entry  `json:"people"`
	Next    string   `json:"next,omitempty"`
	Related []string `json:"related"`
}

type entry struct {
	ID    string   `json:"id"`
	Name  string   `json:"name"`
	Age   string   `json:"age,omitempty"`
	Place []string `json:"place"`
	Aka   []string `json:"aka"`
	Kin   []string `json:"kin"`
	Tel   []string `json:"tel,omitempty"`
}

func toEntry(r *record) entry {
	e := entry{ID: r.ID, Name: r.Name, Age: r.Age, Aka: r.Aliases, Kin: r.Kin}
	for _, a := range r.places() {
		e.Place = append(e.Place, a.Place())
	}
	return e
}

// serveData answers the script's own questions.
func serveData(s *server, mux *http.ServeMux) {
	mux.HandleFunc("GET /app.js", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFileFS(w, r, pageFiles, "pages/script.js")
	})
	mux.HandleFunc("GET /data/finder", func(w http.ResponseWriter, r *http.Request) {
		_, q := s.parse(r)
		var v view
		v.page(s.find(q), s.perPage, r)
		d := data{Next: strings.TrimPrefix(v.Next, "/data"), People: []entry{}}
		for _, rec := range v.Records {
			d.People = append(d.People, toEntry(rec))
		}
		d.Related, _ = s.noise(q)
		answerJSON(w, http.StatusOK, d)
	})
	mux.HandleFunc("GET /data/who/{id}", func(w http.ResponseWriter, r *http.Request) {
		rec := s.byID(r.PathValue("id"))
		if rec == nil || s.removed(rec) {
			answerJSON(w, http.StatusNotFound, data{})
			return
		}
		e := toEntry(rec)
		e.Tel = rec.Phones
		answerJSON(w, http.StatusOK, data{People: []entry{e}})
	})
}

func answerJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the visitor may have gone
}
