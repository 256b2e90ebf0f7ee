package web

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

//go:embed templates
var templates embed.FS

// pages are the templates by their file's name without its ending. Each holds
// the words of its page.
type pages map[string]*template.Template

func loadPages() (pages, error) {
	frame, err := template.New("frame").Funcs(functions).ParseFS(templates, "templates/frame/*.html")
	if err != nil {
		return nil, fmt.Errorf("load pages: %w", err)
	}
	files, err := fs.Glob(templates, "templates/*.html")
	if err != nil {
		return nil, fmt.Errorf("load pages: %w", err)
	}
	all := pages{}
	for _, f := range files {
		t, err := frame.Clone()
		if err == nil {
			t, err = t.ParseFS(templates, f)
		}
		if err != nil {
			return nil, fmt.Errorf("load page %s: %w", f, err)
		}
		all[strings.TrimSuffix(path.Base(f), ".html")] = t
	}
	return all, nil
}

// functions are what templates can do besides showing a value.
var functions = template.FuncMap{
	"clean": render.Clean, "words": words, "long": long, "join": strings.Join,
	"state": stateWord, "ask": askWord, "outcome": outcomeWord, "effect": effectWord, "clock": clockWord, "step": stepWord, "by": channelWord, "told": toldWord,
	"tells": tells, "floor": floor, "plural": plural, "in": inDays,
}

// visit is one request being answered.
type visit struct {
	*Server
	w       http.ResponseWriter
	r       *http.Request
	session *session           // nil: nobody is in
	book    *casebook.Casebook // nil: the vault is locked, or there is none
	subject *scan.Subject      // whom the page is about; nil: nobody alone
}

// shown is what a template gets.
type shown struct {
	v     *visit
	Flash string
	Data  any
	Away  bool // the page gives way after a while without a click
}

// CSRF is the token that every form carries.
func (p *shown) CSRF() string {
	if p.v.session == nil {
		return ""
	}
	return p.v.session.token()
}

// In reports whether the pages of the vault can be gone to.
func (p *shown) In() bool { return p.v.book != nil }

// Known reports whether somebody is in, be it before a locked vault.
func (p *shown) Known() bool { return p.v.session != nil }

// PutAway is after how many seconds without a click the page gives way to the
// one that says that it is locked.
func (p *shown) PutAway() int { return int(p.v.Idle/time.Second) + 1 }

// Subject is whom the page is about.
func (p *shown) Subject() *scan.Subject { return p.v.subject }

// At is the address of a page about the subject.
func (p *shown) At(parts ...string) string { return at(p.v.subject, parts...) }

// Here reports whether a page of the subject's is the one that is shown.
func (p *shown) Here(part string) bool {
	rest := strings.TrimPrefix(p.v.r.URL.Path, at(p.v.subject))
	first, _, _ := strings.Cut(strings.TrimPrefix(rest, "/"), "/")
	return first == part
}

// Name is what a broker is called.
func (p *shown) Name(id string) string {
	if p.v.book != nil {
		if b, ok := p.v.book.Catalogue.Get(id); ok && b.Name != "" {
			return b.Name
		}
	}
	return id
}

// Called is a sentence with a broker's name in place of its id.
func (p *shown) Called(text, broker string) string {
	if broker == "" {
		return text
	}
	words := strings.Split(text, " ")
	for i, w := range words {
		if bare := strings.TrimRight(w, ".,:;"); bare == broker {
			words[i] = render.Clean(p.Name(broker)) + w[len(bare):]
		}
	}
	return strings.Join(words, " ")
}

// Whose is what the broker of a finding is called.
func (p *shown) Whose(finding string) string {
	_, rest, _ := strings.Cut(finding, ".")
	id, _, _ := strings.Cut(rest, ".")
	return p.Name(id)
}

// Threats are the views of a risk, in the order in which they are shown.
func (p *shown) Threats() []report.Threat { return report.Threats }

// Today is the casebook's day.
func (p *shown) Today() brokers.Date {
	if p.v.book == nil {
		return brokers.Date{}
	}
	return p.v.book.Today()
}

// Scanning reports whether a scan runs.
func (p *shown) Scanning() bool { return p.v.scans.running() != nil }

// at is the address of a page about a subject.
func at(s *scan.Subject, parts ...string) string {
	if s == nil {
		return "/"
	}
	return "/s/" + s.ID + strings.Join(append([]string{""}, parts...), "/")
}

// show answers with a page.
func (v *visit) show(name string, data any) error { return v.showAs(http.StatusOK, name, data) }

func (v *visit) showAs(code int, name string, data any) error {
	p := &shown{v: v, Data: data, Away: v.session != nil && name != "unlock"}
	if name == "scan" {
		v.w.Header().Set("Content-Security-Policy", livePolicy)
	}
	if v.session != nil {
		p.Flash = v.session.said()
	}
	var b bytes.Buffer
	if err := v.pages[name].ExecuteTemplate(&b, "frame", p); err != nil {
		return fmt.Errorf("show page %s: %w", name, err)
	}
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.w.WriteHeader(code)
	_, _ = v.w.Write(b.Bytes())
	return nil
}

// back sends the browser to a page after something was done.
func (v *visit) back(to string) error {
	http.Redirect(v.w, v.r, to, http.StatusSeeOther)
	return nil
}

// trouble is what the page of an error says.
type trouble struct{ Title, Text, Do, Link, LinkText string }

// fail answers with what went wrong and what to do about it. What is not known
// here is said in general words: an error's text is for the terminal.
func (v *visit) fail(err error) {
	code, t := http.StatusInternalServerError, trouble{"Something went wrong", "The page could not be made, and nothing was changed.", "Try it again. If it goes on, end the program in the terminal and start it anew; `whohasme vault verify` checks the vault.", "/", "Go to the first page"}
	if v.r.Method == http.MethodPost {
		t.Text, t.Do = "What you asked for may have been done, or only in part.", "Look at the page where it would show before you do it again. If it goes on, end the program in the terminal and start it anew; `whohasme vault verify` checks the vault."
	}
	var rule *scan.Refusal
	var said *saying
	switch {
	case errors.As(err, &said):
		code, t.Title, t.Text, t.Do = said.code, said.title, said.text, said.do
	case errors.Is(err, errNoPage), errors.Is(err, casebook.ErrNoFinding), errors.Is(err, casebook.ErrNoRequest), errors.Is(err, casebook.ErrNoSubject), errors.Is(err, casebook.ErrNoBroker):
		code, t = http.StatusNotFound, trouble{"There is no such page", "Nothing in the vault has this address.", "It may have been typed wrongly, or belong to another vault.", "/", "Go to the first page"}
	case errors.As(err, &rule):
		code, t.Title, t.Text, t.Do = http.StatusConflict, "A rule forbids this", sentence(rule.Rule), "Nothing was done."
	case errors.Is(err, vault.ErrFull):
		code, t.Title, t.Text, t.Do = http.StatusInsufficientStorage, "The disk is full", "Nothing that was there is lost; what you asked for was not written, or only in part.", "Free some space, look how far it came, and do it again."
	case errors.Is(err, vault.ErrBusy):
		code, t.Title, t.Text, t.Do = http.StatusConflict, "The vault is in use", "Another whohasme is at work on this vault, perhaps a scan in a terminal.", "Wait until it is done, or stop it there, and do it again."
	case errors.Is(err, vault.ErrRemoved):
		code, t = http.StatusForbidden, trouble{"This vault is not open to you any more", "A supervisor has taken you out of its members.", "Ask them if that was not meant.", "/", "Go to the first page"}
	case errors.Is(err, vault.ErrRole):
		code, t.Title, t.Text, t.Do = http.StatusForbidden, "Your role does not permit this", "What you asked for is for others in this vault.", "Nothing was done."
	case errors.Is(err, vault.ErrDamaged):
		t.Title, t.Text, t.Do = "The vault is damaged", "Something in the vault is not as it was written, so it cannot be trusted.", "`whohasme vault verify` in a terminal says where."
	}
	if v.subject != nil {
		t.Link, t.LinkText = at(v.subject), "Go back to where you stand"
	}
	if err := v.showAs(code, "trouble", t); err != nil {
		refuse(v.w, http.StatusInternalServerError, "Something went wrong, and the page that says so too.")
	}
}

// saying is an error in words for the person.
type saying struct {
	code            int
	title, text, do string
}

func (s *saying) Error() string { return s.text }

// upper has a text begin with a capital, also one beyond ASCII.
func upper(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// sentence begins with a capital and ends with a full stop.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	s = upper(s)
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return words(s)
}

// sealedForm is a form that opens one sealed page.
type sealedForm struct {
	To, Token string
	Kept      bool
}

// Opening is the form for the page of a number, counted from 0.
func (p *shown) Opening(finding string, i int, kept bool) sealedForm {
	return sealedForm{p.At("findings", finding, "evidence", strconv.Itoa(i+1)), p.CSRF(), kept}
}

// Day is the day of an instant where the casebook's clock is.
func (p *shown) Day(t time.Time) brokers.Date { return brokers.DateOf(t.In(p.v.book.Now().Location())) }
