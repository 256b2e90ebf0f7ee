package practice

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// Sites are the imitation brokers of one world, each served on a port of its
// own on 127.0.0.1. They are safe for use by several goroutines.
type Sites struct {
	world   *World
	clock   *Clock
	servers []*server
	desk    string
	open    []*http.Server
	serving sync.WaitGroup
}

// Open starts serving the sites of a world and its desk. Practice time is
// what the clock says, plus whatever the desk or [Sites.Advance] added. The
// error is that of the first port that could not be opened; then nothing is
// left running.
func Open(w *World, clock func() time.Time) (*Sites, error) {
	return open(w, clock, serversOf)
}

// OpenNested is as Open for sites that keep their records in shadow roots and
// frames, and that only a browser shows. They are sites of their own, not
// those of Open.
func OpenNested(w *World, clock func() time.Time) (*Sites, error) {
	return open(w, clock, func(w *World, clock *Clock) (servers []*server) {
		for _, st := range nestedSites() {
			servers = append(servers, newServer(w, st, list(w, st), clock))
		}
		return servers
	})
}

func open(w *World, clock func() time.Time, draw func(*World, *Clock) []*server) (*Sites, error) {
	s := &Sites{world: w, clock: &Clock{base: clock}}
	s.servers = draw(w, s.clock)
	for _, srv := range s.servers {
		host, err := s.serve(srv.handler())
		if err != nil {
			return nil, errors.Join(fmt.Errorf("open practice site %q: %w", srv.id, err), s.Close())
		}
		srv.host = host
	}
	var err error
	if s.desk, err = s.serve(s.deskHandler()); err != nil {
		return nil, errors.Join(fmt.Errorf("open practice desk: %w", err), s.Close())
	}
	return s, nil
}

// serversOf draws the records of every site; the sister gets those of the
// cards.
func serversOf(w *World, clock *Clock) []*server {
	var servers []*server
	var cards *server
	for _, st := range sites() {
		var records []*record
		switch st.page {
		case "lookalike", "wall", "unseen":
		case "sister":
			records = sisterRecords(cards.records)
		default:
			records = list(w, st)
		}
		srv := newServer(w, st, records, clock)
		switch st.page {
		case "cards":
			cards = srv
		case "sister":
			cards.clears = append(cards.clears, srv)
		}
		servers = append(servers, srv)
	}
	return servers
}

// serve starts one HTTP server on a free loopback port and returns its host.
func (s *Sites) serve(h http.Handler) (string, error) {
	var lc net.ListenConfig
	ln, err := lc.Listen(context.Background(), "tcp4", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	srv := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, ErrorLog: log.New(io.Discard, "", 0)}
	s.open = append(s.open, srv)
	s.serving.Go(func() { _ = srv.Serve(ln) }) // always ends with ErrServerClosed
	return ln.Addr().String(), nil
}

// Close stops all sites and the desk, and returns when none serves any more.
func (s *Sites) Close() error {
	var errs []error
	for _, srv := range s.open {
		errs = append(errs, srv.Close())
	}
	s.serving.Wait()
	return errors.Join(errs...)
}

// Brokers returns the definitions of all sites with the ports they are served
// on.
func (s *Sites) Brokers() []brokers.Broker {
	var list []brokers.Broker
	for _, srv := range s.servers {
		list = append(list, srv.broker(srv.host, s.world.Day))
	}
	return list
}

// Requests returns what a site has been asked so far, in order; nil for an
// unknown id.
func (s *Sites) Requests(id string) []Request {
	for _, srv := range s.servers {
		if srv.id == id {
			srv.mu.Lock()
			defer srv.mu.Unlock()
			return slices.Clone(srv.log)
		}
	}
	return nil
}

// World returns the world that the sites show.
func (s *Sites) World() *World { return s.world }

// Now returns the practice time.
func (s *Sites) Now() time.Time { return s.clock.Now() }

// Advance moves practice time forward.
func (s *Sites) Advance(d time.Duration) { s.clock.Advance(d) }
