package practice

import (
	"net/http"
	"strings"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// nestedSites keep their records where a document's own markup does not show
// them: in shadow roots, open, closed and declared by the server, and in
// frames. Each stands beside traps that a person does not see: a skeleton, the
// sentence for nobody hidden by a style sheet, children that no slot takes.
func nestedSites() []*site {
	return []*site{
		nestedSite("practice-shadow", "Practice Shadow", "H", "shadow"),
		nestedSite("practice-closed", "Practice Closed", "K", "closed"),
		nestedSite("practice-declared", "Practice Declared", "D", "declared"),
		nestedSite("practice-framed", "Practice Framed", "R", "framed"),
		nestedSite("practice-outside", "Practice Outside", "U", "outside"),
	}
}

// nestedSite is one of them; page says where its records are.
func nestedSite(id, name, prefix, page string) *site {
	return &site{
		id: id, name: name, operator: name + " Inc.", prefix: prefix, page: page,
		habits: habits{
			coverage: 0.6, noMiddle: 0.3, initial: 0.5, nick: 0.1, former: 0.1, noSuffix: 0.3, typo: 0.02, noAge: 0.1, offAge: 0.15,
			stale: 0.1, maskPhone: 1, phones: "A-B-C",
		},
		search: "GET /finder",
		parse: func(r *http.Request) (string, query) {
			q := r.URL.Query()
			name := q.Get("fn") + " " + q.Get("ln")
			return name, query{name: slug(name), state: state(q.Get("in"))}
		},
		steps:  serveNested,
		record: "GET /who/{id}", address: func(id string) string { return "/who/" + id },
		delay: 24 * time.Hour, gone: http.StatusNotFound,
		definition: nestedDefinition,
	}
}

// nestedDefinition reads all of them: it names things as they stand when every
// shadow root and frame is laid out in its place.
func nestedDefinition(base string) *brokers.Definition {
	return &brokers.Definition{
		URL: brokers.Template(base + "/finder?fn={first}&ln={last}&in={state|lower}"), Way: brokers.Browser,
		Record: "#results .list article.hit",
		Fields: brokers.Fields{
			"name":        sel("h3"),
			"age":         rules(brokers.Rule{Select: ".age", After: "aged"}),
			"addresses":   all("li.place"),
			"aliases":     all("li.aka"),
			"relatives":   all("li.kin"),
			"profile_url": href("a.full"),
		},
		Complete: brokers.Complete{Total: "#results .count"},
		Nothing:  "#results p.none",
		Profile: &brokers.Profile{
			Record: "#results article.hit",
			Fields: brokers.Fields{"phones": all("li.tel")},
			Gone:   "#results p.left",
		},
	}
}

// serveNested answers what the pages are put together from: data for scripts,
// and documents for frames.
func serveNested(s *server, mux *http.ServeMux) {
	mux.HandleFunc("GET /nested.js", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFileFS(w, r, pageFiles, "pages/nested.js")
	})
	serveData(s, mux)
	mux.HandleFunc("GET /inner/finder", func(w http.ResponseWriter, r *http.Request) {
		typed, q := s.parse(r)
		v := view{Asked: title(typed)}
		v.page(s.find(q), 0, r)
		s.show(w, http.StatusOK, "nested-inner", v)
	})
	mux.HandleFunc("GET /inner/who/{id}", func(w http.ResponseWriter, r *http.Request) {
		v := view{Record: s.byID(r.PathValue("id"))}
		if v.Record == nil || s.removed(v.Record) {
			v.Record = nil
			s.show(w, http.StatusNotFound, "nested-inner-gone", v)
			return
		}
		s.show(w, http.StatusOK, "nested-inner-record", v)
	})
}

// elsewhere is the same machine by another name, which is no host of the
// site's definition.
func elsewhere(host string) string { return strings.Replace(host, "127.0.0.1", "localhost", 1) }
