package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan"
)

// scope is what a request asks to look at: the page's subject, and the brokers
// named.
func (v *visit) scope(eyes *Eyes, fresh bool) (casebook.Scope, error) {
	s := casebook.Scope{Subject: v.subject.ID, Fresh: fresh, Means: eyes.Means}
	for _, id := range v.r.Form["broker"] {
		if _, ok := v.book.Catalogue.Get(id); !ok {
			return s, casebook.ErrNoBroker
		}
		s.Brokers = append(s.Brokers, id)
	}
	return s, nil
}

// look shows what a scan would ask, or how the one that runs goes on.
func (v *visit) look() error {
	if err := v.r.ParseForm(); err != nil {
		return errNoPage
	}
	if j := v.scans.of(v.subject.ID); j != nil && (!j.over() || v.r.Form.Get("new") == "" && len(v.r.Form["broker"]) == 0 && v.r.Form.Get("fresh") == "") {
		return v.show("scan", struct {
			State   state
			Refused []error
		}{j.state((&shown{v: v}).Name), j.notVisited()})
	}
	return v.preview()
}

func (j *job) notVisited() []error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.refused
}

// previewed is what a scan would ask, and of whom.
type previewed struct {
	Asked   []casebook.Preview // sites that would be asked
	Passed  []casebook.Preview // sites that would not, and why
	Sum     casebook.Summary
	Proxy   bool
	Agent   string
	Safe    bool // the person must say that their address may be shown
	Fresh   bool
	Brokers []string
	Busy    bool   // another scan runs
	Rule    string // why nothing can be asked
	Seen    string // the mark of what is shown
}

func (v *visit) preview() error {
	eyes, err := v.Eyes(v.book)
	if err != nil {
		return err
	}
	defer eyes.Close()
	scope, err := v.scope(eyes, v.r.Form.Get("fresh") != "")
	if err != nil {
		return err
	}
	if err := v.subject.Authority.Covers(scan.Look, "", v.book.Today()); err != nil {
		return v.show("look", previewed{Rule: sentence(err.Error())})
	}
	p, err := v.foresee(eyes, scope)
	if err != nil {
		return err
	}
	return v.show("look", p)
}

// foresee says what a scan of a scope would ask.
func (v *visit) foresee(eyes *Eyes, scope casebook.Scope) (previewed, error) {
	p := previewed{Proxy: eyes.Proxy, Agent: eyes.Agent, Safe: v.subject.Safe.Any() && !eyes.Proxy, Fresh: scope.Fresh, Busy: v.scans.running() != nil, Brokers: scope.Brokers}
	list, sum, err := v.book.Preview(v.r.Context(), scope)
	if err != nil {
		return p, err
	}
	p.Sum = sum
	var shown []string
	for _, one := range list {
		if one.Why == "" {
			p.Asked = append(p.Asked, one)
			shown = append(append(shown, "broker", one.Broker.ID), addresses(one)...)
		} else {
			p.Passed = append(p.Passed, one)
		}
	}
	p.Seen = v.session.sign(append(shown, fmt.Sprint(p.Proxy, p.Fresh))...)
	return p, nil
}

// addresses are what a site would be asked about the person.
func addresses(p casebook.Preview) (list []string) {
	for _, s := range p.Searches {
		list = append(append(list, s.URL.String()), s.Tells...)
	}
	return append(list, p.Profiles...)
}

// errForeseen says that a scan would ask something else than was shown.
var errForeseen = &saying{http.StatusConflict, "That is not what you saw", "Nobody was asked: by now the sites would be told something else than the page showed.", "Open the page Look again. It shows what would be asked now."}

// startScan begins a scan in the background, of what the page before showed and
// of nothing else (disclosure rule 1).
func (v *visit) startScan() error {
	if v.scans.running() != nil {
		return errScanning
	}
	eyes, err := v.Eyes(v.book)
	if err != nil {
		return err
	}
	f := v.r.PostForm
	scope, err := v.scope(eyes, f.Get("fresh") == "yes")
	if err != nil {
		eyes.Close()
		return err
	}
	p, err := v.foresee(eyes, scope)
	if err == nil && p.Seen != f.Get("seen") {
		err = errForeseen
	}
	if err != nil {
		eyes.Close()
		return err
	}
	ctx, cancel := context.WithCancel(v.life)
	j := &job{subject: v.subject.ID, began: v.Now(), cancel: cancel}
	if err := v.scans.begin(j); err != nil {
		cancel()
		eyes.Close()
		return err
	}
	book, release, err := v.door.enter()
	if err != nil {
		j.mu.Lock()
		j.ended = true
		j.mu.Unlock()
		cancel()
		eyes.Close()
		return err
	}
	v.work.Go(func() {
		defer release()
		defer cancel()
		defer eyes.Close()
		v.Server.run(j, ctx, book, scope, eyes, f.Get("direct") == "yes")
	})
	return v.back(at(v.subject, "look"))
}

func (v *visit) stopScan() error {
	v.scans.stop()
	v.session.say("Stopped. What had finished is kept, and the next look goes on from there.")
	return v.back(at(v.subject, "look"))
}

// progress is how a scan goes on, for the script.
func (v *visit) progress() error {
	j := v.scans.of(v.subject.ID)
	if j == nil {
		return errNoPage
	}
	v.w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(v.w).Encode(j.state((&shown{v: v}).Name))
}

// tells are the facts that searches tell, each once.
func tells(searches []scan.Search) (list []string) {
	for _, s := range searches {
		for _, t := range s.Tells {
			if t = render.Clean(t); !slices.Contains(list, t) {
				list = append(list, t)
			}
		}
	}
	return list
}
