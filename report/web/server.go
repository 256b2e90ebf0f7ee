package web

import (
	"context"
	"embed"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan/sweep"
)

// Options are what a dashboard is made of.
type Options struct {
	Door   Door
	Host   func(host string) bool // whether a request's Host is the dashboard's own, port included
	TLS    bool                   // the line is encrypted
	Now    func() time.Time       // the true time, by which links and sessions end
	Random io.Reader              // of tokens
	Idle   time.Duration          // after which the pages lock; 0: DefaultIdle
	Tell   func(text string)      // says a line in the terminal

	Eyes  func(*casebook.Casebook) (*Eyes, error) // makes what a scan sees by
	Forms []Form                                  // in which a report can be had
}

// Eyes are what a scan sees by.
type Eyes struct {
	Setup sweep.Setup
	Means sweep.Means
	Proxy bool   // sites see a proxy's address
	Agent string // what every request calls itself
	Close func()
}

// Form is one form of a report.
type Form struct {
	Name, Extension, Type string // such as text, txt, text/plain; charset=utf-8
	Write                 func(io.Writer, report.Report) error
}

// Server is a dashboard.
type Server struct {
	Options
	door     *vaultDoor
	sessions *sessions
	scans    *scans
	pages    pages
	life     context.Context // of everything that goes on in the background
	stop     context.CancelFunc
	work     sync.WaitGroup
}

//go:embed static
var static embed.FS

// New makes a dashboard. Close ends it.
func New(o Options) (*Server, error) {
	// The clock on the wall goes on while a laptop sleeps. The one by which
	// programs measure stands still then, and a lid that was closed in the
	// evening would be opened on the same pages in the morning.
	wall := o.Now
	o.Now = func() time.Time { return wall().Round(0) }
	if o.Idle == 0 {
		o.Idle = DefaultIdle
	}
	p, err := loadPages()
	if err != nil {
		return nil, err
	}
	s := &Server{Options: o, pages: p, door: &vaultDoor{Door: o.Door, now: o.Now, locked: true}, scans: &scans{}}
	s.sessions = &sessions{now: o.Now, random: o.Random, idle: o.Idle, all: map[[32]byte]*session{}}
	s.life, s.stop = context.WithCancel(context.Background())
	s.work.Go(s.watchIdle)
	return s, nil
}

// Link makes the path of a login link; the one before no longer works.
func (s *Server) Link() string { return "/enter/" + s.sessions.newLink() }

// Unlock opens the vault before anybody has logged in, where the passphrase
// was given to the program.
func (s *Server) Unlock(ctx context.Context, passphrase string) error {
	return s.door.unlock(ctx, passphrase)
}

// Close ends every scan and closes the vault.
func (s *Server) Close() {
	s.stop()
	s.work.Wait()
	s.door.lock()
}

// watchIdle locks the vault when nobody has clicked for a while. A scan that
// runs keeps it open for itself until it ends.
func (s *Server) watchIdle() {
	t := time.NewTicker(max(s.Idle/20, time.Millisecond))
	defer t.Stop()
	for {
		select {
		case <-s.life.Done():
			return
		case <-t.C:
		}
		if s.sessions.asleep() && s.door.lockAfter(s.Idle) {
			s.sessions.lockAll()
		}
	}
}

// Handler answers requests.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	s.routes(mux)
	return s.guard(mux)
}

var errNoPage = errors.New("there is no such page")
