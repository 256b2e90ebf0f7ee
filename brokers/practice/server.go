package practice

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// Request is one request that a site received.
type Request struct {
	At     time.Time // practice time
	End    time.Time // when the answer was written, in practice time; zero: it is being made
	Method string
	Path   string // with the query, as it was asked
}

// server serves one site.
type server struct {
	*site
	world   *World
	host    string // 127.0.0.1 and a port
	clock   *Clock
	records []*record // by rank
	clears  []*server // sites that an opt-out here clears too

	mu      sync.Mutex
	leaving map[string]time.Time   // shared record id to the time it goes
	turns   map[string][]time.Time // shared record id to the times at which it goes, comes back, goes ...
	log     []Request
	codes   int // shown so far
}

func newServer(w *World, s *site, records []*record, clock *Clock) *server {
	sorted := slices.Clone(records)
	slices.SortStableFunc(sorted, func(a, b *record) int {
		switch {
		case a.rank < b.rank:
			return -1
		case a.rank > b.rank:
			return 1
		}
		return 0
	})
	return &server{site: s, world: w, clock: clock, records: sorted, leaving: map[string]time.Time{}, turns: map[string][]time.Time{}}
}

// handler returns everything the site answers, each request noted.
func (s *server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /robots.txt", serveRobots)
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) { s.show(w, http.StatusOK, "home", view{}) })
	mux.HandleFunc("GET /private/", func(w http.ResponseWriter, _ *http.Request) { s.show(w, http.StatusOK, "home", view{}) })
	if s.search != "" {
		mux.HandleFunc(s.search, s.serveSearch)
		mux.HandleFunc("GET /opt-out", func(w http.ResponseWriter, _ *http.Request) { s.show(w, http.StatusOK, "optout", view{}) })
		mux.HandleFunc("POST /opt-out", s.serveOptOut)
	}
	if s.record != "" {
		mux.HandleFunc(s.record, s.serveRecord)
	}
	if s.steps != nil {
		s.steps(s, mux)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer s.note(r)()
		if s.thinks > 0 {
			time.Sleep(s.thinks)
		}
		mux.ServeHTTP(w, r)
	})
}

// note notes a request; what it returns notes that it was answered.
func (s *server) note(r *http.Request) (answered func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := len(s.log)
	s.log = append(s.log, Request{At: s.clock.Now(), Method: r.Method, Path: r.URL.RequestURI()})
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.log[i].End = s.clock.Now()
	}
}

func serveRobots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("User-agent: *\nAllow: /\nDisallow: /private\n")) // the visitor may have gone
}

// serveSearch answers a name search: a challenge, made-up records, the form
// again, a page of records, or the page that says nobody was found.
func (s *server) serveSearch(w http.ResponseWriter, r *http.Request) {
	typed, q := s.parse(r)
	v := view{Asked: title(typed), Place: placeName(q.state)}
	switch s.page {
	case "wall":
		c := challengeFor(q)
		w.Header().Set(c.header[0], c.header[1])
		s.show(w, c.status, c.page, v)
		return
	case "script", "shadow", "closed", "framed", "outside": // drawn later
		s.show(w, http.StatusOK, s.page, v)
		return
	case "lookalike":
		v.Records = echo(s.world.Seed, v.Asked, q)
		v.Total = len(v.Records)
	case "form":
		if !s.passed(w, r, v) {
			return
		}
		fallthrough
	default:
		v.page(s.find(q), s.perPage, r)
	}
	v.Related, v.Sponsor = s.noise(q)
	s.show(w, http.StatusOK, s.page, v)
}

// find returns the records that answer a query and have not been removed, in
// the order of the site.
func (s *server) find(q query) []*record {
	var list []*record
	for _, r := range s.records {
		if r.answers(q) && !s.removed(r) {
			list = append(list, r)
		}
	}
	return list
}

func (s *server) removed(r *record) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock.Now()
	at, ok := s.leaving[r.shared]
	return ok && !now.Before(at) || s.away(r, now)
}

func (s *server) byID(id string) *record {
	i := slices.IndexFunc(s.records, func(r *record) bool { return r.ID == id })
	if i < 0 {
		return nil
	}
	return s.records[i]
}

// serveRecord answers the page of one record.
func (s *server) serveRecord(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	if id == "" {
		id = r.URL.Query().Get("no")
	}
	rec := s.byID(id)
	switch {
	case rec == nil:
		s.show(w, http.StatusNotFound, "lost", view{})
	case s.removed(rec):
		s.show(w, s.gone, s.page+"-gone", view{})
	default:
		v := view{Record: rec, Asked: rec.Name}
		v.Related, v.Sponsor = s.noise(query{name: rec.ID})
		s.show(w, http.StatusOK, s.page+"-record", v)
	}
}

// noise draws what stands on a page beside its records: other names and a
// sponsor. No name of the subject is among them.
func (s *server) noise(q query) (related []string, sponsor string) {
	h := hash(s.id + q.name + q.state)
	people := s.world.People
	for i := uint64(0); len(related) < 5; i++ {
		p := people[(h+i*7919)%uint64(len(people))]
		n := p.Name()
		if s.world.Kind(p.ID) == "other" && slug(n.First+" "+n.Last) != q.name {
			related = append(related, n.First+" "+n.Last)
		}
	}
	return related, sponsors[h%uint64(len(sponsors))]
}

// title writes a typed or slugged name with capitals: "maria-garcia" becomes
// "Maria Garcia".
func title(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == '_' || r == ' ' })
	for i, w := range words {
		letters := []rune(w)
		words[i] = strings.ToUpper(string(letters[:1])) + string(letters[1:])
	}
	return strings.Join(words, " ")
}

// withInitial puts an initial between first and last name.
func withInitial(name, initial string) string {
	first, last, _ := strings.Cut(name, " ")
	return strings.TrimSpace(first + " " + initial + ". " + last)
}

// firstLast turns "Garcia, Maria" round.
func firstLast(s string) string {
	last, first, ok := strings.Cut(s, ",")
	if !ok {
		return s
	}
	return strings.TrimSpace(first) + " " + strings.TrimSpace(last)
}

func placeName(state string) string {
	if n, ok := brokers.StateName(state); ok {
		return n
	}
	return "the United States"
}

// page cuts one page out of a list.
func (v *view) page(list []*record, perPage int, r *http.Request) {
	v.Total = len(list)
	if perPage == 0 {
		v.Records, v.First, v.Last = list, min(1, len(list)), len(list)
		return
	}
	n, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || n < 1 {
		n = 1
	}
	n = min(n, len(list)/perPage+2) // any page behind the last is as empty as the next
	from := min((n-1)*perPage, len(list))
	to := min(from+perPage, len(list))
	v.Records, v.First, v.Last = list[from:to], from+1, to
	link := func(n int) string {
		q := r.URL.Query()
		q.Set("page", strconv.Itoa(n))
		return r.URL.EscapedPath() + "?" + q.Encode()
	}
	if to < len(list) {
		v.Next = link(n + 1)
	}
	if n > 1 {
		v.Prev = link(n - 1)
	}
}
