package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/whohasme/whohasme/report"
)

// How long things hold.
const (
	DefaultIdle = 15 * time.Minute // without a click, the pages lock
	linkHolds   = 10 * time.Minute // a login link, unused
	sessionEnds = 12 * time.Hour   // a session, however busy
	openedHolds = 10 * time.Minute // an evidence page that was opened
	revealHolds = time.Minute      // the proof that one record may be shown unmasked
)

// tokensKept is how many earlier tokens of a session can still hide its pages.
const tokensKept = 50

// session is one browser that came in by a link. Its fields are guarded by
// the sessions' mutex; handlers use its methods.
type session struct {
	in *sessions

	csrf    string
	before  []string // tokens until the pages were hidden; they can hide again, and nothing else
	born    time.Time
	seen    time.Time // the last click
	locked  bool      // the pages want the passphrase again
	hidden  bool      // the pages pretend that there are none, until the first one is asked for
	flash   string    // what the next page says first; no fact about a person
	draft   *person   // answers of a form that are not filed yet
	choices map[string][]report.Choice
	opened  map[string]time.Time // evidence pages that may be looked at, until when
	proven  map[string]time.Time // records that may be shown unmasked once, until when
}

// sessions are the browsers that are in: one at a time. A new login ends the
// one before.
type sessions struct {
	now    func() time.Time
	random io.Reader
	idle   time.Duration

	mu     sync.Mutex
	all    map[[32]byte]*session // by the hash of the cookie's token
	link   [32]byte              // hash of the login link's token
	made   time.Time             // when; zero: there is none
	code   [32]byte              // hash of the code in the terminal, where there is no passphrase
	toldAt time.Time             // when; zero: there is none
	left   int                   // tries of the code
	wrong  int                   // wrong passphrases, one after the other
	wait   time.Time             // until when no other is tried
}

// Wrong passphrases: so many may be tried before each further one has to wait,
// twice as long each time.
const (
	freeTries = 5
	firstWait = 15 * time.Second
	longWait  = 15 * time.Minute
)

// patience is for how long no passphrase is tried.
func (ss *sessions) patience() time.Duration {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	return min(max(0, ss.wait.Sub(ss.now())), longWait)
}

// tried notes how a try of the passphrase ended.
func (ss *sessions) tried(right bool) {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	if right {
		ss.wrong, ss.wait = 0, time.Time{}
		return
	}
	if ss.wrong++; ss.wrong >= freeTries {
		ss.wait = ss.now().Add(min(longWait, firstWait<<min(ss.wrong-freeTries, 10)))
	}
}

// older reports whether more than a while lies between an instant and now. A
// clock that was set back tells nothing about what passed meanwhile, so that
// everything counts as old then.
func older(then, now time.Time, while time.Duration) bool {
	passed := now.Sub(then)
	return passed > while || passed < -time.Minute
}

// token returns 256 random bits as text.
func (ss *sessions) token() string {
	b := make([]byte, 32)
	if _, err := io.ReadFull(ss.random, b); err != nil {
		panic("no randomness") // nothing could be kept apart then
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// newLink makes a login token; the one before ends.
func (ss *sessions) newLink() string {
	t := ss.token()
	ss.mu.Lock()
	defer ss.mu.Unlock()
	ss.link, ss.made = sha256.Sum256([]byte(t)), ss.now()
	return t
}

// login takes a login token, once, and returns the token of a new session's
// cookie.
func (ss *sessions) login(token string) (cookie string, ok bool) {
	hash := sha256.Sum256([]byte(token))
	ss.mu.Lock()
	defer ss.mu.Unlock()
	same := subtle.ConstantTimeCompare(hash[:], ss.link[:]) == 1
	if !same || ss.made.IsZero() || older(ss.made, ss.now(), linkHolds) {
		return "", false
	}
	ss.made = time.Time{}
	ss.all = map[[32]byte]*session{}
	cookie = ss.token()
	now := ss.now()
	ss.all[sha256.Sum256([]byte(cookie))] = &session{in: ss, csrf: ss.token(), born: now, seen: now, choices: map[string][]report.Choice{}, opened: map[string]time.Time{}, proven: map[string]time.Time{}}
	return cookie, true
}

// find returns the session of a cookie, or nil. A click keeps it awake; the
// script that looks how a scan goes on does not.
func (ss *sessions) find(cookie string, click bool) *session {
	hash := sha256.Sum256([]byte(cookie))
	ss.mu.Lock()
	defer ss.mu.Unlock()
	s := ss.all[hash]
	if s == nil {
		return nil
	}
	now := ss.now()
	if older(s.born, now, sessionEnds) {
		delete(ss.all, hash)
		return nil
	}
	if older(s.seen, now, ss.idle) {
		s.lock()
	}
	if click {
		s.seen = now
	}
	return s
}

// renew gives a session another cookie and its forms another token. Browsers
// forget pages they kept when a cookie changes; and a form that went out
// before, with what was typed into it, cannot be sent again by going back.
func (ss *sessions) renew(s *session) (cookie string) {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	s.before = append(s.before[max(0, len(s.before)-tokensKept+1):], s.csrf)
	s.csrf, s.hidden = ss.token(), true
	ss.all = map[[32]byte]*session{}
	cookie = ss.token()
	ss.all[sha256.Sum256([]byte(cookie))] = s
	return cookie
}

// asleep reports whether nobody is at work: there is no session, or none that
// clicked of late.
func (ss *sessions) asleep() bool {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	for _, s := range ss.all {
		if !s.locked && !older(s.seen, ss.now(), ss.idle) {
			return false
		}
	}
	return true
}

// lockAll locks every session.
func (ss *sessions) lockAll() {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	for _, s := range ss.all {
		s.lock()
	}
}

// lock forgets what a locked session must not know. The caller holds mu.
func (s *session) lock() {
	s.locked, s.draft, s.flash = true, nil, ""
	clear(s.opened)
	clear(s.proven)
}

// with does something to a session that needs its fields to stand still.
func (s *session) with(do func()) {
	s.in.mu.Lock()
	defer s.in.mu.Unlock()
	do()
}

// token is what every form of the session carries.
func (s *session) token() (t string) {
	s.with(func() { t = s.csrf })
	return t
}

// sign makes a mark of what a page showed, for the form beside it: by it the
// form does what was shown, or nothing. Nobody can tell from it what it was.
func (s *session) sign(shown ...string) string {
	h := hmac.New(sha256.New, []byte(s.token()))
	for _, part := range shown {
		fmt.Fprintf(h, "%d %s\n", len(part), part)
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}

// pretends reports whether the page of an address is to pretend that it is
// none of ours. Going back through what the browser remembers meets the page
// that says nothing; only the first page, asked for by its address, leads in.
func (s *session) pretends(path string) (yes bool) {
	s.with(func() {
		if path == "/" {
			s.hidden = false
		}
		yes = s.hidden
	})
	return yes
}

// valid reports whether a form carries the session's own token.
func (s *session) valid(token string) bool {
	return subtle.ConstantTimeCompare([]byte(token), []byte(s.token())) == 1
}

// mayHide reports whether a form carries a token of the session, be it an old
// one: a tab that was left open can hide everything.
func (s *session) mayHide(token string) bool {
	ok := s.valid(token)
	s.with(func() {
		for _, old := range s.before {
			ok = ok || subtle.ConstantTimeCompare([]byte(token), []byte(old)) == 1
		}
	})
	return ok
}

// say leaves a sentence for the next page.
func (s *session) say(format string, args ...any) {
	s.with(func() { s.flash = fmt.Sprintf(format, args...) })
}

// said takes the sentence.
func (s *session) said() (text string) {
	s.with(func() { text, s.flash = s.flash, "" })
	return text
}

// newCode makes a code of eight letters, to be typed from the terminal where
// no passphrase can be asked.
func (ss *sessions) newCode() string {
	const letters = "BCDFGHJKLMNPQRSTVWXZ2456789BCDFG" // 32, so that each byte chooses evenly enough
	b := make([]byte, 8)
	if _, err := io.ReadFull(ss.random, b); err != nil {
		panic("no randomness")
	}
	for i := range b {
		b[i] = letters[b[i]%32]
	}
	ss.mu.Lock()
	defer ss.mu.Unlock()
	ss.code, ss.toldAt, ss.left = sha256.Sum256(b), ss.now(), 5
	return string(b)
}

// takeCode takes the code, once.
func (ss *sessions) takeCode(typed string) bool {
	hash := sha256.Sum256([]byte(typed))
	ss.mu.Lock()
	defer ss.mu.Unlock()
	if ss.toldAt.IsZero() || ss.left == 0 || older(ss.toldAt, ss.now(), linkHolds) {
		return false
	}
	ss.left--
	if subtle.ConstantTimeCompare(hash[:], ss.code[:]) != 1 {
		return false
	}
	ss.toldAt = time.Time{}
	return true
}
