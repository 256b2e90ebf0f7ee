package vault

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan/vault/pgtest"
)

// onServer makes a vault on a server of the test's own.
func onServer(t *testing.T, s *pgtest.Server, subjects ...string) (v *Vault, dsn string, u Unlock) {
	t.Helper()
	dsn = s.Database(t)
	u = Unlock{Identities: append(Unlock{}.Identities, identity(t))}
	v, err := Create(t.Context(), dsn, u)
	ok(t, err)
	t.Cleanup(func() { _ = v.Close() })
	for _, id := range subjects {
		ok(t, v.AddSubject(t.Context(), id))
	}
	return v, dsn, u
}

// payloads counts how often each payload stands in a chain.
func payloads(t *testing.T, v *Vault, subject string) map[string]int {
	t.Helper()
	n := map[string]int{}
	for _, e := range read(t, v, subject) {
		n[string(e.Payload)]++
	}
	return n
}

// The server restarts, as after a power cut, while many append: every event
// stands in its chain once, and nobody is told of it.
func TestPostgresRestarts(t *testing.T) {
	s := pgtest.Start(t)
	a, dsn, u := onServer(t, s, "me", "other")
	b := opened(t, dsn, u)
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	var said atomic.Int64
	kept := make([]map[string]string, 6) // payload to chain, by writer
	for i := range kept {
		v, chains := []*Vault{a, b}[i%2], []string{"me", "other", ""}
		kept[i] = map[string]string{}
		wg.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				e := envelope(chains[(i+n)%3], n)
				e.Payload = fmt.Appendf(nil, "%d/%d", i, n)
				if err := v.Append(context.WithoutCancel(ctx), e); err != nil {
					t.Errorf("writer %d: %v", i, err)
					return
				}
				kept[i][string(e.Payload)] = e.Subject
				said.Add(1)
			}
		})
	}
	const restarts = 6
	for range restarts {
		time.Sleep(time.Duration(100+rand.IntN(300)) * time.Millisecond)
		ok(t, s.Restart())
	}
	stop()
	wg.Wait()
	found := map[string]map[string]int{}
	total := 0
	for _, chain := range []string{"", "me", "other"} {
		found[chain] = payloads(t, a, chain)
		total += len(found[chain])
	}
	lost, twice := 0, 0
	for _, list := range kept {
		for payload, chain := range list {
			if found[chain][payload] == 0 {
				lost++
			}
			if found[chain][payload] > 1 {
				twice++
			}
		}
	}
	if lost > 0 || twice > 0 || total != int(said.Load()) {
		t.Errorf("%d events lost, %d twice; %d were said to be kept, %d are there", lost, twice, said.Load(), total)
	}
	clean(t, b)
	t.Logf("figure: %d restarts of PostgreSQL while six writers appended %d events: %d lost, %d twice, and the journal verifies", restarts, total, lost, twice)
}

// A server that does not come back is told, and nothing is written twice when it
// does.
func TestPostgresGone(t *testing.T) {
	s := pgtest.Start(t)
	v, dsn, u := onServer(t, s, "me")
	filled(t, v, "me", 1)
	v.store.server.patience = 200 * time.Millisecond
	l := leased(t, v, "broker/example", time.Minute)
	s.Stop()
	wants(t, v.Append(t.Context(), envelope("me", 2)), ErrGone)
	wants(t, v.AppendUnder(t.Context(), l, envelope("me", 2)), ErrGone)
	wants(t, l.Confirm(t.Context()), ErrGone)
	for _, err := range v.Events(t.Context(), "me") {
		wants(t, err, ErrGone)
	}
	_, err := v.Verify(t.Context())
	wants(t, err, ErrGone)
	wants(t, Probe(t.Context(), dsn), ErrGone)
	_, err = Open(t.Context(), dsn, u)
	wants(t, err, ErrGone)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	v.store.server.patience = time.Minute
	wants(t, v.Append(ctx, envelope("me", 2)), context.DeadlineExceeded)
	ok(t, s.Run())
	ok(t, v.AppendUnder(t.Context(), l, envelope("me", 2)))
	if got := len(read(t, v, "me")); got != 2 {
		t.Errorf("%d events", got)
	}
	clean(t, v)
}

// What becomes of a commit whose answer never comes.
type fate int

const (
	answered  fate = iota
	forgotten      // it is done, and the answer lost
	never          // it never reaches the server
	late           // the server gets it after its sender has been cut off
)

// line is a network line to a server that fails on purpose at a commit.
type cutLine struct {
	to   string
	next atomic.Int64 // fate of the next commit
}

func startCutLine(t *testing.T, dsn string) (*cutLine, string) {
	t.Helper()
	u, err := url.Parse(dsn)
	ok(t, err)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ok(t, err)
	c := &cutLine{to: u.Host}
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			wg.Go(func() { c.carry(in) })
		}
	})
	t.Cleanup(func() { _ = l.Close(); wg.Wait() })
	u.Host = l.Addr().String()
	return c, u.String()
}

func (c *cutLine) carry(in net.Conn) {
	defer in.Close()
	out, err := net.Dial("tcp", c.to)
	if err != nil {
		return
	}
	defer out.Close()
	var silent atomic.Bool
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer in.Close()
		b := make([]byte, 1<<16)
		for {
			n, err := out.Read(b)
			if silent.Load() || err != nil {
				return
			}
			_, _ = in.Write(b[:n])
		}
	}()
	defer func() { _ = out.Close(); <-done }()
	b := make([]byte, 1<<16)
	for {
		n, err := in.Read(b)
		if err != nil {
			return
		}
		if bytes.Contains(b[:n], []byte("commit\x00")) {
			switch fate(c.next.Swap(int64(answered))) {
			case forgotten:
				silent.Store(true)
				_, _ = out.Write(b[:n])
				<-done // the server has answered
				return
			case never:
				return
			case late:
				silent.Store(true)
				_ = in.Close()
				time.Sleep(300 * time.Millisecond) // the sender is back by now, and asks
				_, _ = out.Write(b[:n])
				<-done
				return
			}
		}
		if _, err := out.Write(b[:n]); err != nil && err != io.EOF {
			return
		}
	}
}

func TestPostgresCommitInDoubt(t *testing.T) {
	v, dsn, u := onServer(t, pgtest.Shared(t), "me")
	line, through := startCutLine(t, dsn)
	w, err := Open(t.Context(), through, u)
	ok(t, err)
	defer w.Close()
	for name, f := range map[string]fate{"forgotten": forgotten, "never": never, "late": late} {
		t.Run(name, func(t *testing.T) {
			cut := func() { line.next.Store(int64(f)) }
			before := len(read(t, v, "me"))
			cut()
			ok(t, w.Append(t.Context(), envelope("me", 1), envelope("", 1)))
			if got := len(read(t, v, "me")); got != before+1 {
				t.Errorf("%d events of one append", got-before)
			}
			cut()
			ok(t, w.AddSubject(t.Context(), "subject-"+name))
			wants(t, w.AddSubject(t.Context(), "subject-"+name), ErrSubject)
			cut()
			ok(t, w.AddSubject(t.Context(), "first-"+name, envelope("first-"+name, 1), envelope("", 2)))
			if got := len(read(t, v, "first-"+name)); got != 1 {
				t.Errorf("%d first events", got)
			}
			ok(t, w.Append(t.Context(), envelope("first-"+name, 2)))
			cut()
			l := leased(t, w, "broker/"+name, time.Minute)
			ok(t, l.Confirm(t.Context()))
			cut()
			ok(t, w.AppendUnder(t.Context(), l, envelope("me", 3)))
			cut()
			ok(t, l.Renew(t.Context()))
			cut()
			ok(t, l.End(t.Context(), 0))
			if got := len(read(t, v, "me")); got != before+2 {
				t.Errorf("%d events of two appends", got-before)
			}
			cut()
			other, err := Create(t.Context(), strings.Replace(through, through[strings.LastIndex(through, "/"):], dsnPath(t), 1), u)
			ok(t, err)
			clean(t, other)
			ok(t, other.Close())
			clean(t, v)
		})
	}
}

// dsnPath is the name of another empty database, with what stands behind it.
func dsnPath(t *testing.T) string {
	dsn := pgtest.Shared(t).Database(t)
	return dsn[strings.LastIndex(dsn, "/"):]
}

// A caller who gave up while a commit was in doubt is told whether it happened,
// and nothing is written for him afterwards.
func TestPostgresGaveUpInDoubt(t *testing.T) {
	v, dsn, u := onServer(t, pgtest.Shared(t), "me")
	line, through := startCutLine(t, dsn)
	w, err := Open(t.Context(), through, u)
	ok(t, err)
	defer w.Close()
	for f, want := range map[fate]error{forgotten: nil, late: nil, never: context.DeadlineExceeded} {
		before := len(read(t, v, "me"))
		line.next.Store(int64(f))
		ctx, cancel := context.WithCancelCause(t.Context())
		stop := time.AfterFunc(0, func() {
			for fate(line.next.Load()) != answered { // it has come to the commit
				time.Sleep(time.Millisecond)
			}
			cancel(nil)
		})
		err := w.Append(ctx, envelope("me", 1))
		stop.Stop()
		got := len(read(t, v, "me")) - before
		if err == nil && got != 1 || err != nil && got != 0 {
			t.Errorf("fate %d: %v, and %d events", f, err, got)
		}
		if want == nil && err != nil {
			t.Errorf("fate %d: %v", f, err)
		}
	}
	clean(t, v)
}
