package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/whohasme/whohasme/scan/vault"
)

// enter is where a login link leads. It takes nothing yet: programs that look
// at links before a person follows them would use it up.
func (v *visit) enter() error {
	v.session = nil
	return v.show("enter", v.r.PathValue("token"))
}

// entered takes the link's token, which is in the form and so in no address
// any more.
func (v *visit) entered() error {
	if err := v.r.ParseForm(); err != nil {
		return errOldForm
	}
	cookie, ok := v.sessions.login(v.r.PostForm.Get("link"))
	if !ok {
		v.session = nil
		return &saying{http.StatusForbidden, "This link no longer works", "A link works once, and for ten minutes.", "In the terminal where `whohasme serve` runs, press Enter. It prints a new one."}
	}
	v.setCookie(cookie)
	return v.back("/")
}

func (v *visit) setCookie(value string) {
	http.SetCookie(v.w, &http.Cookie{Name: v.cookie(v.r), Value: value, Path: "/", HttpOnly: true, Secure: v.TLS, SameSite: http.SameSiteStrictMode})
}

// lockNow locks the pages; a scan that runs goes on and keeps what it finds.
func (v *visit) lockNow() error {
	v.sessions.lockAll()
	v.door.lock()
	return v.back("/unlock")
}

// hideNow locks at once, ends what runs, and goes to a page that says nothing.
// It goes there in any case, also by a page that was left open for long: who
// hides must not meet a page that explains.
func (v *visit) hideNow() error {
	if v.r.ParseForm() == nil && v.session != nil && v.session.mayHide(v.r.PostForm.Get("token")) {
		v.scans.stop()
		v.sessions.lockAll()
		v.door.lock()
		v.setCookie(v.sessions.renew(v.session))
	}
	return v.back("/away")
}

// away is a page that could be anybody's.
func (v *visit) away() error {
	v.session = nil
	return v.show("away", nil)
}

// locked is what the page before a locked vault shows.
type locked struct {
	Keyed bool // a code from the terminal opens it
	Told  bool // there is one
	Wrong string
	Away  bool // it is open, in another tab; this one was put away
}

func (v *visit) unlockForm() error {
	if errors.Is(v.door.Probe(), vault.ErrNoVault) {
		return v.back("/begin")
	}
	away := false
	v.session.with(func() { away = !v.session.locked })
	if _, release, err := v.door.enter(); err == nil {
		defer release()
	} else {
		away = false
	}
	return v.show("unlock", locked{Keyed: v.door.Keyed, Told: v.sessions.told(), Away: away})
}

func (v *visit) unlock() error {
	err := v.prove(v.r.Context(), v.door.unlock)
	switch {
	case errors.Is(err, errProof), errors.Is(err, vault.ErrWrongKey), errors.Is(err, vault.ErrNoKey):
		return v.showAs(http.StatusForbidden, "unlock", locked{Keyed: v.door.Keyed, Told: v.sessions.told(), Wrong: wrongProof(v.door.Keyed)})
	case err != nil:
		return err
	}
	v.session.with(func() { v.session.locked = false })
	return v.back("/")
}

// errProof says that a code was wrong or too old.
var errProof = errors.New("wrong code")

func wrongProof(keyed bool) string {
	if keyed {
		return "That was not the code, or it was too old. Ask for a new one."
	}
	return "That was not the passphrase. Nothing was opened."
}

// prove has the person prove that they may: by the passphrase, or, where an
// identity file opens the vault, by the code in the terminal. The passphrase
// goes to use.
func (v *visit) prove(ctx context.Context, use func(context.Context, string) error) error {
	if v.door.Keyed {
		if !v.sessions.takeCode(strings.ToUpper(strings.Join(strings.Fields(v.r.PostForm.Get("code")), ""))) {
			return errProof
		}
		return use(ctx, "")
	}
	if left := v.sessions.patience(); left > 0 {
		return &saying{http.StatusTooManyRequests, "Too many wrong passphrases", fmt.Sprintf("Nothing was tried. The next one can be tried in %s.", plural(int(left/time.Second)+1, "second", "seconds")), "Wait, then go back to the first page. In a terminal the vault opens as ever."}
	}
	err := use(ctx, v.r.PostForm.Get("passphrase"))
	if wrong := errors.Is(err, vault.ErrWrongKey) || errors.Is(err, vault.ErrNoKey); wrong || err == nil {
		v.sessions.tried(!wrong)
	}
	return err
}

// code prints a code in the terminal.
func (v *visit) code() error {
	if !v.door.Keyed {
		return errNoPage
	}
	c := v.sessions.newCode()
	v.Tell("The dashboard asks for this code: " + c[:4] + " " + c[4:])
	to := "/unlock"
	if back := v.r.PostForm.Get("back"); strings.HasPrefix(back, "/s/") && !strings.ContainsAny(back, "\\\r\n") {
		to = back
	}
	return v.back(to)
}

// told reports whether a code waits to be typed.
func (ss *sessions) told() bool {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	return !ss.toldAt.IsZero() && ss.left > 0
}
