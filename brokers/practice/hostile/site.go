package hostile

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// SubjectFile is the invented person whom the site is asked for, as a subject
// file has it.
const SubjectFile = `id: me
authority: {kind: self}
names: [{first: Odalys, middle: Maren, last: Fenwright}]
born: 1982-05-09
addresses: [{city: Tucson, state: AZ}]
relatives: [Hanno Fenwright]
`

// Site is the imitation broker, doing one thing.
type Site struct {
	// Everybody makes the site behave so to every search, those for invented
	// and common names included.
	Everybody bool

	behaviour *Behaviour
	host      string // as the definition names it, with the port
	listener  net.Listener
	server    *http.Server
	serving   sync.WaitGroup
	done      chan struct{} // closed when the site closes, so that no handler waits on

	mu    sync.Mutex
	open  map[net.Conn]bool // those that are not the server's
	dials int
}

// asking is one request for a page.
type asking struct {
	*http.Request
	name string // the person asked for; empty: no search
}

// Open serves a behaviour on a free port of 127.0.0.1.
func Open(b *Behaviour) (*Site, error) {
	if b.ready != nil {
		b.ready()
	}
	var lc net.ListenConfig
	ln, err := lc.Listen(context.Background(), "tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &Site{behaviour: b, listener: ln, host: ln.Addr().String(), done: make(chan struct{}), open: map[net.Conn]bool{}}
	if b.line.host != "" {
		_, port, _ := net.SplitHostPort(s.host)
		s.host = net.JoinHostPort(b.line.host, port)
	}
	s.server = &http.Server{Handler: http.HandlerFunc(s.handle), ErrorLog: log.New(io.Discard, "", 0), ReadHeaderTimeout: 10 * time.Second}
	if b.line.tls != nil {
		ln = tls.NewListener(ln, b.line.tls())
	}
	if b.line.raw != nil {
		s.serving.Go(func() { s.accept(ln) })
	} else {
		s.serving.Go(func() { _ = s.server.Serve(ln) }) // always ends with ErrServerClosed
	}
	return s, nil
}

// Close stops the site.
func (s *Site) Close() error {
	close(s.done)
	err := errors.Join(s.server.Close(), s.listener.Close())
	s.mu.Lock()
	for c := range s.open {
		_ = c.Close()
	}
	s.mu.Unlock()
	s.serving.Wait()
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// Dial connects a visitor where the behaviour is about names; nil means that
// any dialer will do.
func (s *Site) Dial() func(ctx context.Context, network, addr string) (net.Conn, error) {
	if s.behaviour.line.dial == nil {
		return nil
	}
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		s.mu.Lock()
		s.dials++
		n := s.dials
		s.mu.Unlock()
		return s.behaviour.line.dial(ctx, s, n, addr)
	}
}

// Broker is the site as a file of the catalogue has it.
func (s *Site) Broker() *brokers.Broker {
	scheme := "http"
	if s.behaviour.line.https {
		scheme = "https"
	}
	return &brokers.Broker{
		ID: "hostile", Name: "People Example", Domain: s.host, Category: "people-search", Country: "US", Status: brokers.Active,
		Search: &brokers.Definition{
			URL: brokers.Template(scheme + "://" + s.host + "/name/{first|lower}-{last|lower}/{state|lower}"), Way: brokers.Fetch,
			Automation: brokers.Automation{Is: "allowed"}, Pace: brokers.Pace{Set: true},
			Record:   "div.results > div.person",
			Complete: brokers.Complete{Total: "p.count", Next: "a.next[rel=next]", Pages: 3},
			Fields: brokers.Fields{
				"name":        {{Select: "h2 a"}},
				"age":         {{Select: ".age", After: "Age"}},
				"addresses":   {{Select: ".place", After: "Lives in"}},
				"relatives":   {{Select: ".kin b", All: true}},
				"profile_url": {{Select: "a.more", Attr: "href"}},
			},
			Nothing: "p.none",
		},
	}
}

// handle answers one request: as the site should to common and invented
// names, and as the behaviour says to the subject's.
func (s *Site) handle(w http.ResponseWriter, r *http.Request) {
	a := &asking{Request: r}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	for prefix, serve := range s.behaviour.other {
		if strings.HasPrefix(r.URL.Path, prefix) {
			serve(s, w, a)
			return
		}
	}
	slug, isSearch := strings.CutPrefix(r.URL.Path, "/name/")
	switch {
	case r.URL.Path == "/robots.txt" && s.behaviour.robots != nil:
		s.behaviour.robots(s, w, a)
	case r.URL.Path == "/robots.txt":
		w.Header().Set("Content-Type", "text/plain")
		write(w, "User-agent: *\nAllow: /\nDisallow: /private\n")
	case isSearch:
		slug, _, _ = strings.Cut(slug, "/")
		a.name = title(slug)
		s.search(w, a)
	default:
		w.WriteHeader(http.StatusNotFound)
		write(w, fill("{{TOP}}<p>No such page.</p>{{BOTTOM}}", "nobody"))
	}
}

func (s *Site) search(w http.ResponseWriter, a *asking) {
	switch {
	case s.Everybody || a.name == "Odalys Fenwright":
		if s.behaviour.answer != nil {
			s.behaviour.answer.give(w, a.name)
			return
		}
		s.behaviour.serve(s, w, a)
	case commonName[a.name] != "":
		write(w, ordinary(a.name))
	default:
		write(w, nothing(a.name))
	}
}

// commonName are names that the site lists, each with a place.
var commonName = map[string]string{"James Smith": "Houston, TX", "Mary Johnson": "Los Angeles, CA", "Robert Williams": "Chicago, IL"}

// ordinary is the list for a common name.
func ordinary(name string) string {
	place := commonName[name]
	list := []string{person("1", name, "45", place), person("2", name, "71", place), person("3", strings.Replace(name, " ", " Lee ", 1), "33", "Boise, ID"), person("4", name, "28", "Provo, UT")}
	return fill("{{TOP}}", name) + counted(list...) + bottom
}

// title writes a slug as a name.
func title(slug string) string {
	words := strings.Split(slug, "-")
	for i, w := range words {
		if w != "" {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, " ")
}

// wait waits until the visitor goes, the site closes or the time has passed.
func (s *Site) wait(a *asking, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-a.Context().Done():
	case <-s.done:
	}
	return false
}
